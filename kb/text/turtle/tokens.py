r"""Turtle 1.1 cut into tokens, nothing lost: the texts of all tokens put together are the text.

The names and patterns follow the grammar of RDF 1.1 Turtle, section 6.5. The tokenizer never fails:
what no rule of the grammar matches becomes one of four faulty kinds, and the scan says what is
wrong. Two patterns are wider than the grammar, so that one bad character does not tear a token
apart: an IRIREF may hold anything but line ends and angle brackets, a string any escape.

Every repetition that could be tried in two ways is possessive, so time grows with the length of the
text, whatever the text is.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """What a token is: a terminal of the Turtle grammar, or one of the four faulty kinds."""

    WS = "WS"
    COMMENT = "COMMENT"
    PNAME_LN = "PNAME_LN"
    PNAME_NS = "PNAME_NS"
    IRIREF = "IRIREF"
    BLANK_NODE_LABEL = "BLANK_NODE_LABEL"
    ANON = "ANON"
    STRING_LITERAL_LONG_QUOTE = "STRING_LITERAL_LONG_QUOTE"
    STRING_LITERAL_LONG_SINGLE_QUOTE = "STRING_LITERAL_LONG_SINGLE_QUOTE"
    STRING_LITERAL_QUOTE = "STRING_LITERAL_QUOTE"
    STRING_LITERAL_SINGLE_QUOTE = "STRING_LITERAL_SINGLE_QUOTE"
    LANGTAG = "LANGTAG"
    DATATYPE = "DATATYPE"
    INTEGER = "INTEGER"
    DECIMAL = "DECIMAL"
    DOUBLE = "DOUBLE"
    BOOLEAN = "BOOLEAN"
    A = "A"
    AT_PREFIX = "AT_PREFIX"
    AT_BASE = "AT_BASE"
    PREFIX = "PREFIX"
    BASE = "BASE"
    DOT = "DOT"
    COMMA = "COMMA"
    SEMICOLON = "SEMICOLON"
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    OPEN_LIST = "OPEN_LIST"
    CLOSE_LIST = "CLOSE_LIST"
    UNCLOSED_STRING = "UNCLOSED_STRING"
    """A string without closing quote: to the end of its line, a long one to the end of the text."""
    UNCLOSED_IRI = "UNCLOSED_IRI"
    """A ``<`` without ``>`` on its line, up to the next white space."""
    WORD = "WORD"
    """A bare word: not a keyword, and no colon makes it a prefixed name."""
    STRAY = "STRAY"
    """One character that begins no token."""
    END = "END"
    """Not in the text: stands behind the last token, for readers that look ahead."""


class Token(NamedTuple):
    """A token of a Turtle text, with its offsets in code points (``end`` is the first after it)."""

    kind: Kind
    text: str
    start: int
    end: int


BLANKS = frozenset((Kind.WS, Kind.COMMENT))
LONG_STRINGS = frozenset((Kind.STRING_LITERAL_LONG_QUOTE, Kind.STRING_LITERAL_LONG_SINGLE_QUOTE))
STRINGS = LONG_STRINGS | {Kind.STRING_LITERAL_QUOTE, Kind.STRING_LITERAL_SINGLE_QUOTE}
NUMBERS = frozenset((Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE))
LITERALS = STRINGS | NUMBERS | {Kind.BOOLEAN}
IRIS = frozenset((Kind.IRIREF, Kind.PNAME_LN, Kind.PNAME_NS))

_LETTER = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)  # PN_CHARS_BASE, inside a character class
_CHAR = _LETTER + "_0-9\u00b7\u0300-\u036f\u203f-\u2040\\-"  # PN_CHARS
_TAIL = rf"[{_CHAR}]*+(?:\.++[{_CHAR}]++)*+"
_PREFIX = rf"(?:[{_LETTER}]{_TAIL})?+:"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LOCAL = rf"(?:[{_LETTER}_:0-9]|{_PLX})(?:[{_CHAR}:]++|{_PLX}|\.++(?=[{_CHAR}:]|{_PLX}))*+"
# A keyword ends where no name goes on. Behind twenty dots it is no keyword: no Turtle goes so, and
# looking for a colon behind "a.a.a. ..." from each of the a's takes time without bounds.
_ENDS = rf"(?![{_CHAR}])(?!(?:\.++[{_CHAR}]++){{20}})"
_EXPONENT = "[eE][+-]?[0-9]+"


def _long(quote: str) -> str:
    """The pattern of a long string between three of these quotes on either side."""
    inside = rf"[^{quote}\\]*+(?:(?:\\[\s\S]|{quote}(?!{quote * 2}))[^{quote}\\]*+)*+"
    return quote * 3 + inside + quote * 3


def _short(quote: str) -> str:
    """The pattern of a string between single quotes, up to the closing quote or the line's end."""
    return rf"{quote}(?:[^{quote}\\\r\n]++|\\[^\r\n])*+"


# In the order they are tried: where two begin alike, the longer or more special comes first.
_PATTERNS: dict[Kind, str] = {
    Kind.WS: r"[ \t\r\n]++",
    Kind.PNAME_LN: _PREFIX + _LOCAL,
    Kind.PNAME_NS: _PREFIX,
    Kind.SEMICOLON: ";",
    Kind.COMMA: ",",
    Kind.DECIMAL: rf"[+-]?[0-9]*+\.[0-9]++(?!{_EXPONENT})",
    Kind.DOUBLE: rf"[+-]?(?:[0-9]++(?:\.[0-9]*+)?+|\.[0-9]++){_EXPONENT}",
    Kind.INTEGER: "[+-]?[0-9]++",
    Kind.DOT: r"\.",
    Kind.STRING_LITERAL_LONG_QUOTE: _long('"'),
    Kind.STRING_LITERAL_LONG_SINGLE_QUOTE: _long("'"),
    Kind.STRING_LITERAL_QUOTE: rf'(?!""")(?:{_short(chr(34))}")',
    Kind.STRING_LITERAL_SINGLE_QUOTE: rf"(?!''')(?:{_short(chr(39))}')",
    Kind.UNCLOSED_STRING: rf"(?:'''|\"\"\")[\s\S]*+|(?:{_short(chr(34))}|{_short(chr(39))})\\?",
    Kind.IRIREF: r"<[^<>\r\n]*+>",
    Kind.A: "a" + _ENDS,
    Kind.ANON: r"\[[ \t\r\n]*+\]",
    Kind.OPEN: r"\[",
    Kind.CLOSE: r"\]",
    Kind.OPEN_LIST: r"\(",
    Kind.CLOSE_LIST: r"\)",
    Kind.COMMENT: r"#[^\r\n]*+",
    Kind.DATATYPE: r"\^\^",
    Kind.AT_PREFIX: "@prefix(?![A-Za-z0-9-])",
    Kind.AT_BASE: "@base(?![A-Za-z0-9-])",
    Kind.LANGTAG: "@[A-Za-z]++(?:-[A-Za-z0-9]++)*+",
    Kind.BLANK_NODE_LABEL: rf"_:[{_LETTER}_0-9]{_TAIL}",
    Kind.BOOLEAN: "(?:true|false)" + _ENDS,
    Kind.PREFIX: "(?i:PREFIX)" + _ENDS,
    Kind.BASE: "(?i:BASE)" + _ENDS,
    # As long as a prefix may be, lest it be read to its end again from each of its dots.
    Kind.WORD: rf"[{_LETTER}_]{_TAIL}",
    Kind.UNCLOSED_IRI: r"<(?!<)[^\s<>]*+",
    Kind.STRAY: r"[\s\S]",
}
_KINDS = (Kind.END, *_PATTERNS)  # by the number of the group that matched, from 1
_TOKEN = re.compile("|".join(f"({pattern})" for pattern in _PATTERNS.values()))


def tokens(text: str, start: int = 0) -> Iterator[Token]:
    """All tokens of a Turtle text from ``start`` on, white space and comments among them."""
    kinds = _KINDS
    for match in _TOKEN.finditer(text, start):
        yield Token(kinds[match.lastindex or 0], match[0], match.start(), match.end())
