"""Options that several commands share, and how a command opens its base."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.words.errors import CannotGoOn

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kb.graph.corpus import Corpus
    from kb.graph.names import Names
    from kb.text.base import Base

BaseOption = Annotated[
    Path | None,
    typer.Option(
        "--base",
        metavar="DIR",
        help="The knowledge base; else kb.toml is looked for from here upward.",
    ),
]
SourcesOption = Annotated[
    Path | None,
    typer.Option("--sources", metavar="DIR", help="Folder with your own copies of the sources."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to FILE, whole or not at all."),
]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="No colour, not on a terminal either.")
]
EverythingOption = Annotated[
    bool, typer.Option("--all", help="List everything; long lists are cut otherwise, and say so.")
]


def open_base(
    context: typer.Context,
    base: Path | None,
    *,
    sources: Path | None = None,
    also: tuple[Path, ...] = (),
) -> Base:
    """Open the base that was named before or after the verb, else the one around this folder."""
    from kb.text.base import open_base as open_folder

    return open_folder(base or context.obj, sources=sources, also=also)


def open_corpus(
    context: typer.Context, base: Path | None, *, sources: Path | None = None
) -> Corpus:
    """Read the base; a file with a syntax error ends the command, so that no answer is partial."""
    from kb.graph.corpus import sound_corpus

    return sound_corpus(open_base(context, base, sources=sources))


def source_called(names: Names, name: str) -> NamedNode:
    """Return a source by name; raises `CannotGoOn` for a record that is none."""
    from kb.words.vocabulary import RDF_TYPE, kb

    node = names.find(name, kb("Source"))
    if names.known.has(node, RDF_TYPE, kb("Source")):
        return node
    raise CannotGoOn(
        f"{names.short(node)} is not a source",
        hint='Name a source such as src:a; "kb query sources" lists them.',
    )


def from_here(path: Path) -> Path:
    """Return a path as it can be typed from this folder, where the file lies below it."""
    folder, whole = Path.cwd(), path.absolute()
    return whole.relative_to(folder) if whole.is_relative_to(folder) else whole


def terminal_width() -> int | None:
    """Return the columns of the terminal, or ``None`` in a pipe or file, where nothing is cut."""
    return shutil.get_terminal_size().columns if sys.stdout.isatty() else None


def put(text: str, output: Path | None = None) -> None:
    """Write a result to standard output, or atomically to a file.

    A reader that leaves early, such as ``head``, does not change how the command ends.
    """
    ended = text if text.endswith("\n") or (output is None and not text) else text + "\n"
    if output is not None:
        from kb.text.files import write_atomically

        write_atomically(output, ended)
        return
    try:
        sys.stdout.write(ended)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
    except OSError as fault:
        drop_output()
        raise CannotGoOn(f"cannot write the result: {fault.strerror}") from None


def drop_output() -> None:
    """Send the rest of standard output nowhere, so that nothing fails on it any more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def colour_wanted(no_color: bool, output: Path | None) -> bool:
    """Tell whether to colour standard output: on a terminal only, and not against NO_COLOR."""
    refused = no_color or bool(os.environ.get("NO_COLOR")) or os.environ.get("TERM") == "dumb"
    return output is None and not refused and sys.stdout.isatty()
