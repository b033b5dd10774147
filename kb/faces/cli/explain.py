"""``kb explain``: what a rule of the checker wants, or what a term of the vocabulary means."""

from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, open_base, put


def explain(
    context: typer.Context,
    code: Annotated[
        str | None,
        typer.Argument(
            metavar="[CODE]",
            help="A code such as KB103, or a term such as kb:verb; without one, all codes are "
            "listed, with kb: alone all terms.",
        ),
    ] = None,
    base: BaseOption = None,
) -> None:
    """Explain a rule of the checker (problem, remedy, examples) or a term of the vocabulary."""
    from kb.exchange.reports.explanation import (
        choice_lines,
        explanation,
        overview,
        term_explanation,
    )
    from kb.graph.corpus import ontology
    from kb.graph.index import Index
    from kb.judgement.catalogue import catalogue, find
    from kb.judgement.vocabulary_entry import vocabulary_entry, vocabulary_terms
    from kb.text.base import SETTINGS

    if code is not None and code.startswith("kb:"):
        known = Index(ontology())
        if code == "kb:":
            put("\n".join(choice_lines(vocabulary_terms(known), indent="")))
            return
        put(term_explanation(vocabulary_entry(known, code)))
        return
    here = any((folder / SETTINGS).is_file() for folder in (Path.cwd(), *Path.cwd().parents))
    named = base or context.obj
    entries = catalogue(open_base(context, base) if named or here else None)
    put(overview(entries) if code is None else explanation(find(code, entries)))
