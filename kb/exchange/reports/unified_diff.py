"""What changes in a text file, as a patch that ``git apply`` and ``patch -p1`` take."""

from collections.abc import Iterator
from difflib import unified_diff as differences
from pathlib import Path

_NO_LINE_END = "\\ No newline at end of file\n"


def unified_diff(path: Path, old: str, new: str) -> str:
    """The difference between two texts of the file at ``path``; empty where there is none.

    Only LF ends a line here, as in git; a CR before it is part of the line.
    """
    before, after = ("", "") if path.is_absolute() else ("a/", "b/")
    name = path.as_posix()
    lines = differences(_lines(old), _lines(new), before + name, after + name)
    return "".join(line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}" for line in lines)


def _lines(text: str) -> list[str]:
    return list(_split(text))


def _split(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start) + 1 or len(text)
        yield text[start:end]
        start = end
