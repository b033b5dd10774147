"""A first proposal for the sentences of a text.

What counts as a sentence is for a person to decide: the proposal is written into the base as
positions and corrected there, and coverage is counted in what stands there. The split is therefore
plain, and errs towards sentences that are too short, which can hide nothing.
"""

import re
from collections.abc import Iterator

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+|$)|\n+")
_TITLE = re.compile(
    r"(?:^|[\s(“\"])(?:Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Sen|Rep|Gov|No|vs|Jan|Feb|Mar|Apr|"
    r"Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|[A-Z]|[A-Z]\.[A-Z])\.$"
)
"""Words that carry a full stop and rarely end a sentence."""
_BEGINS = re.compile(r"[\s]*[\"'“‘«(\[]*[A-ZÀ-ÞΑ-ΩА-Я0-9]")
"""What a sentence begins with in scripts that have capital letters; other scripts count as
beginning.
"""


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Return start and end, in code points, of each sentence, without the space between them."""
    start = 0
    for match in _END.finditer(text):
        if not match[0].startswith("\n") and not _ends(text, start, match):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, len(text))


def _ends(text: str, start: int, match: re.Match[str]) -> bool:
    """Tell whether this full stop ends a sentence."""
    if match[0] == "." and _TITLE.search(text[start : match.end()]):
        return False
    following = text[match.end() : match.end() + 8]
    letter = following.strip(" \"'“‘«([")[:1]
    return not letter.islower() and bool(
        _BEGINS.match(following) or not letter.isascii() or not letter
    )


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    first = start + len(piece) - len(piece.lstrip())
    last = end - (len(piece) - len(piece.rstrip()))
    if first < last:
        yield first, last
