"""Replacements in a text, and the way back from the new text to the old."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Edit:
    """From ``start`` up to, not including, ``end`` of the old text stands ``new`` instead."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after all edits, which must be in order and must not overlap."""
    pieces: list[str] = []
    copied = 0
    for edit in edits:
        pieces += [text[copied : edit.start], edit.new]
        copied = edit.end
    return "".join([*pieces, text[copied:]])


def offset_before(edits: Sequence[Edit], offset: int) -> int:
    """Where an offset of the edited text was before; inside a replacement, where that begins."""
    grown = 0
    for edit in edits:
        if offset < edit.start + grown:
            break
        if offset < edit.start + grown + len(edit.new):
            return edit.start
        grown += len(edit.new) - (edit.end - edit.start)
    return offset - grown
