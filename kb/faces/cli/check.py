"""``kb check``: what is wrong in our own records."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.exchange.reports.report_format import ReportFormat
from kb.faces.cli.options import (
    BaseOption,
    OutputOption,
    SourcesOption,
    colour_wanted,
    from_here,
    open_base,
    put,
)

if TYPE_CHECKING:
    from kb.graph.corpus import Corpus
    from kb.judgement.history.past import Past
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
FixOption = Annotated[
    bool,
    typer.Option(
        "--fix",
        help="First rewrite the positions of spans whose words stand exactly once elsewhere in "
        "the archived text, and show what was changed.",
    ),
]
DiffOption = Annotated[
    bool,
    typer.Option("--diff", help="With --fix: change nothing; print what would change as a patch."),
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
    fix: FixOption = False,
    diff: DiffOption = False,
    no_color: Annotated[
        bool, typer.Option("--no-color", help="No colour, not on a terminal either.")
    ] = False,
    unscreened: Annotated[
        bool,
        typer.Option("--unscreened", help="Let pySHACL judge every record: same findings, slower."),
    ] = False,
) -> None:
    """Check syntax, shapes, rules, evidence, history. Exit 0 clean, 1 findings, 2 cannot go on."""
    from kb.exchange.reports.report import report_text
    from kb.judgement.check import check as check_corpus
    from kb.judgement.check import concerning
    from kb.text.base import base_at
    from kb.words.finding import Severity

    further = _further(more or [], output)
    _refuse_together(fix=fix, diff=diff, staged=staged, reports=bool(more))
    named = tuple(paths or ())
    if staged:
        opened = base_at(base or context.obj)
    else:
        opened = open_base(context, base, sources=sources, also=named)
    if diff:
        put(_fixed(opened, named, write=False), output)
        return
    if fix:
        _find_revision(opened, named, since)
        patch = _fixed(opened, named, write=True)
        # Where the report goes to standard output for a program, nothing else may go there.
        if output is None and form is not ReportFormat.HUMAN:
            sys.stderr.write(patch)
        else:
            put(f"{patch}\n" if patch and output is None else patch)
    with _records(opened, named, since, staged, sources) as (corpus, past):
        day = today.date() if today else None
        report = check_corpus(corpus, screened=not unscreened, today=day, past=past)
        opened = corpus.base
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


def _refuse_together(*, fix: bool, diff: bool, staged: bool, reports: bool) -> None:
    """Refuse options that ask for two things of which only one can be had."""
    if fix and staged:
        raise typer.BadParameter(
            "it rewrites files, and --staged looks at none", param_hint="--fix"
        )
    if diff and not fix:
        raise typer.BadParameter("it shows what --fix would change: give both", param_hint="--diff")
    if diff and reports:
        raise typer.BadParameter(
            "it checks nothing, so that there is no --report", param_hint="--diff"
        )


def _find_revision(base: "Base", named: tuple[Path, ...], since: str | None) -> None:
    """Make sure that the revision to compare with is there, before any file is rewritten."""
    if since is None:
        return
    from kb.judgement.history.past import past_of
    from kb.text.history import open_history

    with open_history(base, named) as history:
        past_of(history, since)


def _fixed(base: "Base", named: tuple[Path, ...], *, write: bool) -> str:
    """Rewrite the positions of spans that moved, unless only asked what that would change.

    Returns it as a patch, and tells on standard error how many spans there are and which were left
    alone. Only files that were named are touched; where none was, those in the folder of the base.
    """
    from kb.exchange.reports.reanchored import reanchoring_patch, reanchoring_summary
    from kb.graph.corpus import read_corpus
    from kb.judgement.evidence import reanchoring
    from kb.words.errors import CannotGoOn

    if base.sources is None:
        raise CannotGoOn(
            "without copies of the sources no position is certain, so that nothing was rewritten",
            where="--fix",
            hint="Give --sources the folder of your copies.",
        )
    corpus = read_corpus(base)
    if corpus.faults:
        sys.stderr.write("kb: no span re-anchored: a file has a syntax error; mend it first\n")
        return ""
    folders = tuple(path.resolve() for path in named) or (base.root,)
    found = reanchoring.reanchoring(
        corpus, lambda path: any(path.is_relative_to(folder) for folder in folders)
    )
    patch = reanchoring_patch(found, from_here)
    if write:
        reanchoring.write(found.rewritings)
    done = "re-anchored" if write else "would be re-anchored"
    sys.stderr.write(f"{reanchoring_summary(found, corpus.prefixes, done)}\n")
    return patch


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
    base: "Base",
    named: tuple[Path, ...],
    since: str | None,
    staged: bool,
    sources: Path | None,
) -> "Iterator[tuple[Corpus, Past | None]]":
    """Read the base from the disk or the index, and open the past that it is compared with."""
    from kb.graph.corpus import read_corpus

    if since is None and not staged:
        yield read_corpus(base), None
        return
    from kb.judgement.history.past import past_of
    from kb.text.history import open_history

    with open_history(base, named) as history:
        corpus = read_corpus(history.staged(sources) if staged else base)
        yield corpus, None if since is None else past_of(history, since, staged=staged)
