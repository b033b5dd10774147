"""Many versions of the same files, read for a few records: what did not change is read once.

A version is cut where a line begins a new statement, as far as can be seen without reading it. What
stands between two cuts is a stretch. Where each stretch is Turtle by itself, the file says what its
stretches say together, so that a stretch that another version had as well need not be read again.
Where one is not, as when a cut went through a string, the whole file is read.
"""

import re
from collections.abc import Container

from kb.graph.records import Key, Records, read_records, together

_LINE = re.compile(rb"\n(?=\S)")
_ENDS = (b".", b">")
"""How a line ends before which, most likely, nothing is left open."""
_TAIL = 80
"""Bytes of a line's end that are looked at."""
_SPACE = rb"(?:\s|#[^\n]*(?:\n|\Z))*"
_HEAD = re.compile(_SPACE + rb"(?:@?(?:prefix|base)\b|\Z)", re.IGNORECASE)
# What may be a directive: any text that is not one, in a string, only costs time.
_DIRECTIVE = re.compile(
    rb"\b(?:prefix|base)\b" + _SPACE + rb"(?:[^\s:<]*:" + _SPACE + rb")?<", re.IGNORECASE
)


class Stretches:
    """Reads the records with keys ``only`` from one version of a file after the other."""

    __slots__ = ("_only", "_read")

    def __init__(self, only: Container[Key]) -> None:
        self._only = only
        self._read: dict[bytes, dict[bytes, Records | None]] = {}
        """What a stretch says, by the directives that it stands under."""

    def records(self, content: bytes) -> Records | None:
        """Return what `read_records` does: the wanted records, or ``None`` for no Turtle."""
        # A label of a blank node may be used in two stretches, and then means one node.
        if b"_:" in content:
            return read_records(content, self._only)
        head, *stretches = _cut(content)
        known = self._read.setdefault(head, {})
        found: list[Records] = []
        for stretch in (b"", *stretches):
            if stretch not in known:
                known[stretch] = self._alone(head, stretch)
            records = known[stretch]
            if records is None:
                return read_records(content, self._only)
            if records:
                found.append(records)
        return together(found)

    def _alone(self, head: bytes, stretch: bytes) -> Records | None:
        """Return what a stretch says; ``None`` where it is no Turtle or changes a directive."""
        if _DIRECTIVE.search(stretch):
            return None
        return read_records(head + stretch, self._only)


def _cut(content: bytes) -> list[bytes]:
    """Return the directives at the beginning of a file, and the stretches below them."""
    parts: list[bytes] = []
    begin = 0
    for line in _LINE.finditer(content):
        end = line.end()
        if content[max(begin, end - _TAIL) : end].rstrip().endswith(_ENDS):
            parts.append(content[begin:end])
            begin = end
    parts.append(content[begin:])
    body = next((at for at, part in enumerate(parts) if not _HEAD.match(part)), len(parts))
    return [b"".join(parts[:body]), *parts[body:]]
