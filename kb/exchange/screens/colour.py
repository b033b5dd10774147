"""Colour on a terminal (ECMA-48, 8.3.117); what is coloured also says it in words."""

import re
from enum import StrEnum


class Style(StrEnum):
    """What a stretch of text is, in so far as it is coloured."""

    PLACE = "1"
    ERROR = "1;31"
    WARNING = "1;33"
    INFO = "1;36"
    FAINT = "2"


_MARK = re.compile(r"^( *)(✗|≠|=|\?)( \S+)", re.MULTILINE)
_MARK_STYLES = {"✗": Style.ERROR, "≠": Style.INFO, "=": Style.FAINT, "?": Style.WARNING}
_TITLE = re.compile(r"^(?! ).*  \[\S+\]$|^.+(?=\n─+$)", re.MULTILINE)


def painted(text: str, colour: bool) -> str:
    """Return a page of rival answers with the marks of outcomes and its headings in colour."""
    if not colour:
        return text
    headed = _TITLE.sub(lambda found: styled(found[0], Style.PLACE, True), text)
    return _MARK.sub(
        lambda found: found[1] + styled(found[2] + found[3], _MARK_STYLES[found[2]], True), headed
    )


def styled(text: str, style: Style, colour: bool) -> str:
    """Return the text in its style, or as it is without ``colour``."""
    return f"\x1b[{style}m{text}\x1b[0m" if colour and text else text
