"""``kb check``: what is wrong in our own records."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.exchange.report_format import ReportFormat
from kb.faces.cli.options import (
    BaseOption,
    OutputOption,
    SourcesOption,
    colour_wanted,
    open_base,
    put,
)

if TYPE_CHECKING:
    from kb.graph.corpus import Corpus
    from kb.judgement.history import Past
    from kb.text.base import Base


class FailOn(StrEnum):
    """From which severity on findings make the exit code 1."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


ReportOption = Annotated[
    list[str] | None,
    typer.Option(
        "--report", metavar="FORMAT=PATH", help="Write the findings to PATH too; repeatable."
    ),
]
TodayOption = Annotated[
    datetime | None,
    typer.Option(
        formats=["%Y-%m-%d"],
        metavar="YYYY-MM-DD",
        help="The day on which waivers are judged; else the day by this machine's clock.",
    ),
]
SinceOption = Annotated[
    str | None,
    typer.Option(
        "--since",
        metavar="REV",
        help="Compare with a git revision: what was lost since is an error. REV... compares with "
        "the commit in which this branch left REV.",
    ),
]


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
        ReportFormat, typer.Option("--format", help="How to write the findings.")
    ] = ReportFormat.HUMAN,
    more: ReportOption = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="Findings from this severity on give exit code 1.")
    ] = FailOn.WARNING,
    output: OutputOption = None,
    show_waived: Annotated[
        bool, typer.Option("--show-waived", help="Show findings that a waiver silences, and why.")
    ] = False,
    today: TodayOption = None,
    since: SinceOption = None,
    staged: Annotated[
        bool,
        typer.Option("--staged", help="Check what is staged in git, not what lies on the disk."),
    ] = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colour, not on a terminal either.")
    ] = False,
    unscreened: Annotated[
        bool,
        typer.Option("--unscreened", help="Let pySHACL judge every record: same findings, slower."),
    ] = False,
) -> None:
    """Check syntax, shapes, rules, evidence, history. Exit 0 clean, 1 findings, 2 cannot go on."""
    from kb.exchange.reports import report_text
    from kb.judgement.check import check as check_corpus
    from kb.judgement.check import concerning
    from kb.words.finding import Severity

    further = _further(more or [], output)
    named = tuple(paths or ())
    opened = open_base(context, base, sources=sources, also=named)
    with _records(opened, named, since, staged) as (corpus, past):
        day = today.date() if today else None
        report = check_corpus(corpus, screened=not unscreened, today=day, past=past)
    if named:
        report = concerning(report, opened, named)
    for path, other in further.items():
        put(report_text(report, other, opened, show_waived=show_waived), path)
    colour = colour_wanted(no_color, output)
    put(report_text(report, form, opened, colour=colour, show_waived=show_waived), output)
    limit = [Severity.ERROR, Severity.WARNING, Severity.INFO].index(Severity(fail_on))
    counted = list(Severity)[: limit + 1]
    if any(report.count(severity) for severity in counted):
        raise typer.Exit(1)


def _further(asked: list[str], output: Path | None) -> dict[Path, ReportFormat]:
    """Return the further reports that ``--report`` asks for: where to write which format."""
    known = ", ".join(ReportFormat)
    further: dict[Path, ReportFormat] = {}
    for one in asked:
        name, _, path = one.partition("=")
        if name not in set(ReportFormat) or not path:
            raise typer.BadParameter(
                f"{one!r} is not FORMAT=PATH with a format of {known}", param_hint="--report"
            )
        if Path(path) in {*further, output}:
            raise typer.BadParameter(f"{path} is to be written twice", param_hint="--report")
        further[Path(path)] = ReportFormat(name)
    return further


@contextmanager
def _records(
    base: "Base", named: tuple[Path, ...], since: str | None, staged: bool
) -> "Iterator[tuple[Corpus, Past | None]]":
    """Read the base from the disk or the index, and open the past that it is compared with."""
    from kb.graph.corpus import read_corpus

    if since is None and not staged:
        yield read_corpus(base), None
        return
    from kb.judgement.history import past_of
    from kb.text.history import open_history

    with open_history(base, named) as history:
        if staged:
            contents = history.staged()
            corpus = read_corpus(replace(base, files=tuple(contents)), contents)
        else:
            corpus = read_corpus(base)
        yield corpus, None if since is None else past_of(history, since, staged=staged)
