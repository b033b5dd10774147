r"""Escapes in strings and IRIs turned into their characters: RDF 1.1 Turtle, section 6.4."""

import re

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|([\s\S]?))")
_MEANING = {
    "t": "\t",
    "b": "\b",
    "n": "\n",
    "r": "\r",
    "f": "\f",
    '"': '"',
    "'": "'",
    "\\": "\\",
}
_ESCAPES = r"one of \t \b \n \r \f \" \' \\ \uXXXX \UXXXXXXXX"
_LAST_CODE_POINT = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class BadEscape(Exception):  # noqa: N818 - ends the reading of one token, no more
    """What stands at ``start`` to ``end`` of the text is no escape, or means no character."""

    def __init__(
        self, span: tuple[int, int], message: str, expected: str, hint: str | None = None
    ) -> None:
        super().__init__(message)
        self.start, self.end = span
        self.message = message
        self.expected = expected
        self.hint = hint


def unescaped(text: str) -> str:
    r"""The text with its escapes carried out; raises BadEscape at the first that is none.

    Knows the escapes of strings, and so more than an IRI may hold: whoever reads an IRI has to
    refuse all but ``\uXXXX`` and ``\UXXXXXXXX`` first.
    """
    return _ESCAPE.sub(_character, text)


def _character(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2]
    if digits is None:
        meaning = _MEANING.get(escape[3])
        if meaning is None:
            hint = r"a backslash itself is written \\"
            raise BadEscape(escape.span(), _no_escape(escape[3]), _ESCAPES, hint)
        return meaning
    number = int(digits, 16)
    if number > _LAST_CODE_POINT or number in _SURROGATES:
        message = f"{escape[0]} means no Unicode character"
        raise BadEscape(escape.span(), message, "the number of a character")
    return chr(number)


def _no_escape(letter: str) -> str:
    if letter == "u":
        return "\\u needs four hexadecimal digits"
    if letter == "U":
        return "\\U needs eight hexadecimal digits"
    return f"\\{letter} is no escape" if letter.isprintable() else "this \\ begins no escape"
