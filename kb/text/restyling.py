"""Turtle files and the house style: which files are meant, what would change in them, the writing.

Files are read and laid out first and written afterwards, so that whoever calls this can write all
of them or none.
"""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kb.text.base import Base
from kb.text.files import content_of, rewrite
from kb.text.turtle import SyntaxFault
from kb.text.turtle_format import house_style, say_the_same
from kb.words.errors import CannotGoOn

_SUFFIX = ".ttl"


@dataclass(frozen=True, slots=True)
class Restyled:
    """The file at ``path`` says ``old``, and in the house style it would say ``new``.

    Where it has ``faults`` the two are the same; a file that is not UTF-8 is at fault at the first
    byte that does not fit, and ``old`` has U+FFFD in its place.
    """

    path: Path
    old: str
    new: str
    faults: tuple[SyntaxFault, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the file is not in the house style yet."""
        return self.old != self.new


def named_files(named: Iterable[Path]) -> tuple[Path, ...]:
    """The Turtle files that somebody named, themselves or by a folder; each once, as named first.

    A folder means the ``*.ttl`` files anywhere below it, but nothing behind a symbolic link and
    nothing in folders whose name begins with a dot. Raises `CannotGoOn` for a path that does not
    exist, a symbolic link, a file that is not called ``*.ttl``, and a folder without any.
    """
    found: dict[Path, Path] = {}
    for path in named:
        for file in _meant(path):
            found.setdefault(file.resolve(), file)
    return tuple(found.values())


def base_files(base: Base) -> tuple[tuple[Path, ...], tuple[Path, ...]]:
    """The files of a base that lie in its folder, and those that do not.

    The latter belong to somebody else, and were reached by a symbolic link or by the settings.
    """
    inside = tuple(path for path in base.files if path.is_relative_to(base.root))
    return inside, tuple(path for path in base.files if not path.is_relative_to(base.root))


def restyled(path: Path) -> Restyled:
    """Read a Turtle file and lay it out; nothing is written.

    Raises `CannotGoOn` where the file cannot be opened.
    """
    data = content_of(path)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as wrong:
        return _not_utf8(path, data, wrong.start)
    style = house_style(text)
    if style.text != text and not say_the_same(text, style.text):
        raise CannotGoOn(
            "in the house style the file would not say the same, so it was left alone",
            where=str(path),
            hint="This is a fault of kb, not of your file; please report it.",
        )
    return Restyled(path, text, style.text, style.faults)


def write(style: Restyled) -> None:
    """Put the new text into the file, whole or not at all.

    Raises `CannotGoOn` where the file cannot be written, and where it is not what it was when it
    was read: somebody is at work on it.
    """
    rewrite(style.path, style.old, style.new)


def _meant(path: Path) -> tuple[Path, ...]:
    if path.is_symlink():
        raise CannotGoOn(
            "this is a symbolic link", where=str(path), hint="Name what it points at instead."
        )
    if path.is_dir():
        files = tuple(_below(path))
        if not files:
            raise CannotGoOn(f"no Turtle file (*{_SUFFIX}) in this folder", where=str(path))
        return files
    if not path.is_file():
        raise CannotGoOn("no such file or folder", where=str(path))
    if path.suffix != _SUFFIX:
        raise CannotGoOn(
            f"not a Turtle file: its name does not end in {_SUFFIX}",
            where=str(path),
            hint="N-Triples, TriG and N3 look like Turtle, but are not always it.",
        )
    return (path,)


def _below(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix == _SUFFIX and path.is_file() and not path.is_symlink():
                yield path


def _not_utf8(path: Path, data: bytes, at: int) -> Restyled:
    text = data.decode("utf-8", errors="replace")
    start = len(data[:at].decode("utf-8"))
    fault = SyntaxFault(
        start,
        start + 1,
        f"the file is not UTF-8: byte {at} (0x{data[at]:02X}) cannot be read",
        "UTF-8",
        "save the file as UTF-8",
    )
    return Restyled(path, text, text, (fault,))
