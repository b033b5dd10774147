"""Colour on a terminal (ECMA-48, 8.3.117); what is coloured also says it in words."""

from enum import StrEnum


class Style(StrEnum):
    """What a stretch of text is, in so far as it is coloured."""

    PLACE = "1"
    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    FAINT = "2"


def styled(text: str, style: Style, colour: bool) -> str:
    """Return the text in its style, or as it is without ``colour``."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text
