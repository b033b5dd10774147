"""``kb``: check claims against rules and sources, ask them by SPARQL, lay rival answers side by
side.
"""

import os
import sys
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
    query,
    review,
    show,
    source,
    stats,
)
from kb.words.errors import CannotGoOn

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

        sys.stdout.write(f"kb {version('claims-kb')}\n")
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
    """Run the command; what stops it is one message on standard error and exit code 2."""
    try:
        app()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(
            os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno()
        )  # the reader left; not our fault
        raise SystemExit(0) from None
    except CannotGoOn as reason:
        sys.stderr.write(f"kb: {reason}\n")
        raise SystemExit(2) from None
    except Exception as fault:
        if os.environ.get("KB_TRACEBACK"):
            raise
        sys.stderr.write(
            f"kb: internal error: {type(fault).__name__}: {fault}\n"
            "  This is a fault of kb, not of your base; KB_TRACEBACK=1 shows where.\n"
        )
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("\nkb: stopped; nothing was changed.\n")
        raise SystemExit(130) from None
