"""``kb fmt``: Turtle files in one house style."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.faces.cli.options import BaseOption, from_here, open_base, put

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kb.text.restyling import Restyled


def fmt(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            help="Files, or folders with all Turtle files below; else the files of the base."
        ),
    ] = None,
    base: BaseOption = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Change nothing; exit 1 and say which files would change."),
    ] = False,
    diff: Annotated[
        bool, typer.Option("--diff", help="Change nothing; print what would change as a patch.")
    ] = False,
) -> None:
    """Lay Turtle out in the house style; order, lines and comments stay. Exit 0 done, 2 cannot.

    A file with a syntax error is named, with the place, and then nothing is written at all: a base
    that is half in the new style is harder to review than one that is not.
    """
    from kb.text.restyling import named_files, restyled, write
    from kb.words.errors import CannotGoOn

    files = named_files(paths) if paths else _of_base(context, base)
    styles = [restyled(path) for path in files]
    faulty = [style for style in styles if style.faults]
    changing = [style for style in styles if style.changes]
    for style in faulty:
        sys.stderr.write(_faults(style))
    if diff:
        put(_patch(changing))
    elif check:
        put("".join(f"would change {from_here(style.path)}\n" for style in changing))
    elif not faulty:
        for style in changing:
            write(style)
            put(f"formatted {from_here(style.path)}")
    if faulty:
        written = "" if check or diff else "; nothing was written"
        raise CannotGoOn(
            f"{len(faulty)} of {_files(len(files))} cannot be read as Turtle{written}",
            hint="Mend the syntax first.",
        )
    if not diff:
        put(_summary(len(changing), len(files), "would change" if check else "formatted"))
    if check and changing:
        raise typer.Exit(1)


def _of_base(context: typer.Context, base: Path | None) -> tuple[Path, ...]:
    """The files of the base; those that lie elsewhere are named and left alone."""
    from kb.text.restyling import base_files

    inside, outside = base_files(open_base(context, base))
    for path in outside:
        sys.stderr.write(
            f"kb: {path}: left alone, it lies outside the folder of the base\n"
            "  Name it as an argument to format it too.\n"
        )
    return inside


def _faults(style: Restyled) -> str:
    """The mistakes of one file, each with its place and its line."""
    from kb.text.turtle import Lines

    lines = Lines.of(style.old)
    shown = from_here(style.path)
    out = []
    for fault in style.faults:
        at = lines.at(fault.start)
        excerpt = lines.excerpt(fault.start, fault.end).replace("\n", "\n    ")
        hint = f"    do: {fault.hint}\n" if fault.hint else ""
        out.append(f"{shown}:{at.line}:{at.column}: error: {fault.message}\n    {excerpt}\n{hint}")
    return "".join(out)


def _patch(changing: Sequence[Restyled]) -> str:
    from kb.exchange.reports.unified_diff import unified_diff

    return "".join(unified_diff(from_here(each.path), each.old, each.new) for each in changing)


def _summary(changing: int, files: int, done: str) -> str:
    rest = files - changing
    if not changing:
        return f"{_files(files)} in the house style."
    return f"{_files(changing)} {done}" + (f", {rest} in the house style already." if rest else ".")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
