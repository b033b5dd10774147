"""``kb``: check claims against rules and sources, ask them by SPARQL, lay rival answers side by
side.
"""

import gc
import os
import sys
import traceback
from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli import (
    check,
    cite,
    conflicts,
    explain,
    export,
    fmt,
    init,
    log,
    query,
    review,
    show,
    source,
    stats,
)
from kb.faces.cli.options import drop_output, put
from kb.words.errors import CannotGoOn

_INTERRUPTED = 130
"""With which a shell, and typer, ends a command at Ctrl-C."""
SELDOM = 100_000, 50, 100
"""How many new objects, and rounds, the collector of cycles waits for. A command holds the records
that it reads until it ends, so that by the usual numbers a fourth of the time of reading goes into
looking through them again and again for cycles that are not there. Without any collection a check
of ten thousand claims holds 280 MB more, in cycles that it does leave behind.
"""

app = typer.Typer(
    name="kb",
    help="Who said what, where it was found, and who says otherwise.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for verb in (
    check.check,
    explain.explain,
    conflicts.conflicts,
    query.query,
    show.show,
    log.log,
    stats.stats,
    review.review,
    export.export,
    fmt.fmt,
    cite.cite,
    source.source,
    init.init,
):
    app.command()(verb)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        put(f"kb {version('claims-kb')}")
        raise typer.Exit


@app.callback()
def _before(
    context: typer.Context,
    base: Annotated[
        Path | None,
        typer.Option(
            "--base",
            metavar="DIR",
            help="The knowledge base; else kb.toml is looked for from here upward.",
        ),
    ] = None,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    del version
    context.obj = base


def main() -> None:
    """Run the command; what stops it is one message on standard error.

    The exit code is 0, 1 or 2, or 130 after Ctrl-C: 1 says that something was found, or that the
    answer is no; 2 that the command could not do its work.
    """
    gc.set_threshold(*SELDOM)
    code = _run()
    try:
        sys.stdout.flush()
    except OSError:
        drop_output()
    raise SystemExit(code)


def _run() -> int:
    try:
        app()
    except SystemExit as end:  # every way out of typer
        if end.code == _INTERRUPTED:
            return _interrupted()
        return end.code if isinstance(end.code, int) and end.code in (0, 1) else 2
    except BrokenPipeError:
        drop_output()  # the reader left; not our fault
    except KeyboardInterrupt:
        return _interrupted()
    except CannotGoOn as reason:
        return _stopped(str(reason))
    except Exception as fault:
        if os.environ.get("KB_TRACEBACK"):
            traceback.print_exc()
        return _stopped(
            f"internal error: {type(fault).__name__}: {fault}\n"
            "  This is a fault of kb, not of your base; KB_TRACEBACK=1 shows where."
        )
    return 0


def _interrupted() -> int:
    _stopped("stopped")
    return _INTERRUPTED


def _stopped(why: str) -> int:
    sys.stderr.write(f"kb: {why}\n")
    return 2
