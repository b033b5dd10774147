"""``kb explain``: what a rule of the checker wants, and what to do about it."""

from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, open_base, put


def explain(
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(metavar="[CODE]", help="A code such as KB103; without one, all are listed."),
    ] = None,
    base: BaseOption = None,
) -> None:
    """Explain a rule of the checker: problem, remedy, a good and a bad example."""
    from kb.exchange.reports.explanation import explanation, overview
    from kb.judgement.catalogue import catalogue, find
    from kb.text.base import SETTINGS

    here = any((folder / SETTINGS).is_file() for folder in (Path.cwd(), *Path.cwd().parents))
    named = base or context.obj
    entries = catalogue(open_base(context, base) if named or here else None)
    put(overview(entries) if code is None else explanation(find(code, entries)))
