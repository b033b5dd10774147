"""Where words stand in a text, exactly: words themselves, or words of which a digest is kept.

Nothing here is similar to anything: a stretch of a text is the words, code point by code point, or
has their digest, or is not mentioned.
"""

import base64
import binascii
import hashlib
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

from kb.text.sources import digest

MOST_HASHED = 5_000_000_000
"""Bytes hashed in search of one text's digests, at the most: some seconds."""
_MOST_DIGITS = 18
_CALL = 500  # what hashing no byte at all costs, in bytes
_MOST_SHIFTS = 64  # more are no shifts but chance, and every one is tried on every digest

_NAME = "sha-256-64;"


@dataclass(frozen=True, slots=True)
class Lost:
    """Words of ``length`` code points with digest ``kept`` were to stand at ``start``."""

    start: int
    length: int
    kept: str


def offset(said: str | None) -> int | None:
    """Return a number of code points as a record says it; ``None`` where it is no such number.

    One of more digits than any text has code points is the largest number that texts are counted
    by, so that it can be compared and nothing fails on it.
    """
    if said is None or not said.isdecimal():
        return None
    return int(said) if len(said) <= _MOST_DIGITS else sys.maxsize


def places(words: str, text: str) -> tuple[int, ...]:
    """Return all offsets at which these words stand, in order; they may overlap.

    No words at all stand nowhere.
    """
    return tuple(_places(words, text)) if words else ()


def _places(words: str, text: str) -> Iterator[int]:
    at = text.find(words)
    while at != -1:
        yield at
        at = text.find(words, at + 1)


def refound(
    lost: Collection[Lost], text: str, shifts: Iterable[int] = ()
) -> Mapping[Lost, tuple[int, ...]]:
    """Return where words of which only the digest is kept stand now; those found nowhere are left
    out.

    All stretches of the same length are hashed, and no other length is tried. That takes about ten
    milliseconds for a length and an article, so one shift of all words is looked for first:
    ``shifts`` are distances by which other words of the text have moved, and each one found is
    tried on the rest. It saves time and decides nothing: the digest does, and once the words are
    known, all their places are counted. Behind `MOST_HASHED` no more is looked for.
    """
    found: dict[Lost, tuple[int, ...]] = {}
    left = dict.fromkeys(lost)
    tried: dict[int, None] = {}
    fresh = list(dict.fromkeys(shifts))
    searched = _Searched(text, MOST_HASHED)
    while left:
        while fresh and len(tried) < _MOST_SHIFTS:
            shift = fresh.pop()
            tried[shift] = None
            for one in [one for one in left if _has(text, one, one.start + shift)]:
                found[one] = _all_places(text, one, one.start + shift)
                del left[one]
        length = next((one.length for one in left), None)
        if length is None:
            break
        alike = [one for one in left if one.length == length]
        at = searched.first({one.kept for one in alike}, length)
        for one in alike:
            del left[one]
            if one.kept in at:
                found[one] = _all_places(text, one, at[one.kept])
                if at[one.kept] - one.start not in tried:
                    fresh.append(at[one.kept] - one.start)
    return found


def _has(text: str, lost: Lost, at: int) -> bool:
    inside = at >= 0 and at + lost.length <= len(text)
    return inside and digest(text[at : at + lost.length]) == lost.kept


def _all_places(text: str, lost: Lost, at: int) -> tuple[int, ...]:
    return places(text[at : at + lost.length], text)


class _Searched:
    """A text in UTF-8 whose stretches are hashed until ``left`` bytes have been."""

    __slots__ = ("_data", "_left", "_starts", "_text")

    def __init__(self, text: str, left: int) -> None:
        self._text = text
        self._left = left
        self._data = text.encode("utf-8")
        self._starts = [0, *accumulate(map(_size, text))]

    def first(self, kept: Collection[str], length: int) -> dict[str, int]:
        """Return the first offset of a stretch with each of these digests."""
        wanted = {bits: one for one in kept if (bits := _bits(one)) is not None}
        windows = len(self._starts) - length
        cost = windows * (length + _CALL)
        if length <= 0 or windows <= 0 or not wanted or cost > self._left:
            return {}
        self._left -= cost
        found: dict[str, int] = {}
        data, sha256 = self._data, hashlib.sha256
        for at, (start, end) in enumerate(zip(self._starts, self._starts[length:], strict=False)):
            bits = sha256(data[start:end]).digest()[:8]
            if bits in wanted:
                # A digest is compared as written: base64 has several spellings of the same bits.
                one = wanted[bits]
                if digest(self._text[at : at + length]) == one:
                    found.setdefault(one, at)
                if len(found) == len(wanted):
                    break
        return found


def _size(character: str) -> int:
    return len(character.encode("utf-8"))


def _bits(kept: str) -> bytes | None:
    """Return the 64 bits of a span's digest; ``None`` where it is not written as one."""
    try:
        bits = base64.urlsafe_b64decode(kept.removeprefix(_NAME) + "=")
    except (binascii.Error, ValueError):
        return None
    return bits if kept.startswith(_NAME) and len(bits) == 8 else None
