"""``kb check``: what is wrong in our own records."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, SourcesOption, open_base, put


class CheckFormat(StrEnum):
    """How findings are written."""

    HUMAN = "human"
    JSON = "json"


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


def check(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Show only what concerns these files or folders; files outside the base join it."
        ),
    ] = None,
    base: BaseOption = None,
    sources: SourcesOption = None,
    form: Annotated[
        CheckFormat, typer.Option("--format", help="How to write the findings.")
    ] = CheckFormat.HUMAN,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings from this severity on give exit code 1.")
    ] = FailOn.WARNING,
    output: OutputOption = None,
    unscreened: Annotated[
        bool,
        typer.Option("--unscreened", help="Let pySHACL judge every record: same findings, slower."),
    ] = False,
) -> None:
    """Check syntax, shapes, rules and evidence. Exit 0 clean, 1 findings, 2 cannot go on."""
    from kb.exchange.findings import findings_json, findings_text
    from kb.graph.corpus import read_corpus
    from kb.judgement.check import check as check_corpus
    from kb.judgement.check import concerning
    from kb.words.finding import Severity

    named = tuple(paths or ())
    opened = open_base(context, base, sources=sources, also=named)
    report = check_corpus(read_corpus(opened), screened=not unscreened)
    if named:
        report = concerning(report, opened, named)
    put(findings_text(report) if form is CheckFormat.HUMAN else findings_json(report), output)
    limit = [Severity.ERROR, Severity.WARNING, Severity.INFO].index(Severity(fail_on))
    counted = list(Severity)[: limit + 1]
    if any(report.count(severity) for severity in counted):
        raise typer.Exit(1)
