"""Planted faults: one textual slip each, in files that were written for something else.

A table is a text of blocks, one fault a block::

    # what went wrong
    KB125 pier/gazette.ttl claim:g-cost-mayor
    - kb:low 4200000 ; kb:high 4200000
    + kb:low «4200000» ; kb:high 420000

The head has the code of the one finding that must come of it, the file, and where the words below
it stand more than once, the record. ``-`` is what stands there (a line each; without any, the new
text is added at the end of the file) and ``+`` what is written instead. The marks « and » enclose
what the finding must point at; where that is not part of the new text, ``@`` quotes it, after the
name of its file where that is another. ``also`` lists the codes that are folded into the finding.
"""

from dataclasses import dataclass
from pathlib import Path

OPEN, CLOSE = "«", "»"


@dataclass(frozen=True)
class Fault:
    """One slip and the finding that must come of it; texts still have their marks."""

    title: str
    code: str
    base: str
    file: str
    record: str
    was: str
    now: str
    at_file: str
    at: str
    also: tuple[str, ...]

    def planted(self, text: str) -> str:
        """Return the text of the file with the slip in it."""
        now = _unmarked(self.now)
        if not self.was:
            return text + now + "\n"
        first, behind = self._scope(text)
        assert text.count(self.was, first, behind) == 1, (
            f"{self.title}: {self.was!r} is not there once"
        )
        start = text.index(self.was, first, behind)
        return text[:start] + now + text[start + len(self.was) :]

    def place(self, text: str) -> tuple[int, int, int, int]:
        """Return line and column of the marked words in the text, and those just behind them."""
        marked = self.at or self.now
        words = _unmarked(marked)
        first, behind = (0, len(text)) if self.at else self._scope(text)
        assert text.count(words, first, behind) == 1, f"{self.title}: {words!r} is not there once"
        start = text.index(words, first, behind) + marked.index(OPEN)
        end = start + marked.index(CLOSE) - marked.index(OPEN) - len(OPEN)
        return (*_line_and_column(text, start), *_line_and_column(text, end))

    def _scope(self, text: str) -> tuple[int, int]:
        """Return where the record begins and ends: with the line that ends in a full stop."""
        if not self.record:
            return 0, len(text)
        start = text.index(f"\n{self.record} ") + 1
        end = text.find(" .\n", start)
        return start, len(text) if end < 0 else end + 3


def read_faults(table: Path) -> tuple[Fault, ...]:
    """Read the faults of one table."""
    blocks = table.read_text(encoding="utf-8").split("\n\n")
    return tuple(_fault(block) for block in blocks if "\n" in block.strip())


def _fault(block: str) -> Fault:
    lines: dict[str, list[str]] = {}
    for line in block.strip("\n").splitlines():
        sign, _, rest = line.partition(" ")
        sign, rest = (sign, rest) if sign in ("#", "-", "+", "@", "also") else ("", line)
        lines.setdefault(sign, []).append(rest)
    code, path, *record = lines[""][0].split()
    base, _, file = path.partition("/")
    at_file, _, at = "\n".join(lines.get("@", ())).rpartition(" | ")
    was, now = ("\n".join(lines.get(sign, ())) for sign in "-+")
    also = tuple(" ".join(lines.get("also", ())).split())
    title = " ".join(lines["#"])
    name = record[0] if record else ""
    return Fault(title, code, base, file, name, was, now, at_file or file, at, also)


def _unmarked(text: str) -> str:
    return text.replace(OPEN, "").replace(CLOSE, "")


def _line_and_column(text: str, at: int) -> tuple[int, int]:
    before = text[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1
