"""SPARQL text as tokens with offsets, read so that no engine can read it differently.

The terminals are those of SPARQL 1.1 (W3C Recommendation, section 19.8). Where engines are known
to differ, or could, the text is refused instead of guessed at: the refusals in `query`
are only as good as the promise that a token here is the same token there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from kb.words.errors import CannotGoOn


class Kind(StrEnum):
    """What a token is; the value is how a message names it."""

    COMMENT = "comment"
    IRI = "IRI"
    BLANK = "blank node"
    PREFIXED = "prefixed name"
    VARIABLE = "variable"
    LANGUAGE = "language tag"
    NUMBER = "number"
    STRING = "string"
    WORD = "word"
    PUNCTUATION = "punctuation"


@dataclass(frozen=True, slots=True)
class Token:
    """A terminal as written, from code point ``start`` up to, not including, ``end``."""

    kind: Kind
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset of the first code point after the token."""
        return self.start + len(self.text)

    @property
    def word(self) -> str:
        """The keyword in capitals; an empty text when the token is no bare word."""
        return self.text.upper() if self.kind is Kind.WORD else ""

    @property
    def prefix(self) -> str | None:
        """The label of a prefixed name, empty for ``:x``; ``None`` for other tokens."""
        return self.text.partition(":")[0] if self.kind is Kind.PREFIXED else None


_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c-\u200d"
    "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_FIRST = _BASE + "_"
_NAME = _FIRST + "0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CHARS = _NAME + r"\-"
_CODE_POINT = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_ESCAPE = rf"\\[tbnrf\\\"']|{_CODE_POINT}"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_LABEL_LENGTH = 200

# Possessive quantifiers and the longest label keep the time linear in the text, whatever it holds.
_TERMINALS: tuple[tuple[Kind | None, str], ...] = (
    (None, r"[ \t\r\n]++"),
    (Kind.COMMENT, r"#[^\r\n]*+"),
    (Kind.IRI, rf'<(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*+>'),
    (Kind.BLANK, rf"_:[{_FIRST}0-9](?:\.*+[{_CHARS}])*+"),
    (
        Kind.PREFIXED,
        rf"(?:[{_BASE}](?:\.*+[{_CHARS}]){{0,{_LABEL_LENGTH}}}+)?+:"
        rf"(?:(?:[{_FIRST}:0-9]|{_PLX})(?:\.*+(?:[{_CHARS}:]|{_PLX}))*+)?+",
    ),
    (Kind.VARIABLE, rf"[?$][{_FIRST}0-9][{_NAME}]*+"),
    (Kind.LANGUAGE, r"@[A-Za-z]++(?:-[A-Za-z0-9]++)*+"),
    (
        Kind.NUMBER,
        r"(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++",
    ),
    (
        Kind.STRING,
        rf'"""(?:"{{0,2}}+(?:[^"\\]|{_ESCAPE}))*+"""'
        rf"|'''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+'''"
        rf'|"(?!"")(?:[^"\\\r\n]|{_ESCAPE})*+"'
        rf"|'(?!'')(?:[^'\\\r\n]|{_ESCAPE})*+'",
    ),
    (Kind.WORD, rf"(?![\w.\-]{{{_LABEL_LENGTH}}})[A-Za-z_][A-Za-z0-9_]*+"),
    (Kind.PUNCTUATION, r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,*/|^?+\-=!>~]|<(?!<)"),
)
_PATTERN = re.compile("|".join(f"({pattern})" for _, pattern in _TERMINALS))
_KINDS = tuple(kind for kind, _ in _TERMINALS)

_ANY_CODE_POINT = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_LONE_RETURN = re.compile(r"\r(?!\n)")
_SYNTAX = frozenset("\"'\\<>{}()#")

CLOSING = {"(": ")", "[": "]", "{": "}"}
_NO_OPERANDS = frozenset({*"([{,;.*/|^?+-=!<>~", "^^", "&&", "||", "!=", "<=", ">=", "UNDEF"})
_WITH_AUTHORITY = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_STATELESS = re.compile(r"<[\w.~:/%@+,;=\-]*>")


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and the column of an offset, both from 1, columns in code points."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


@dataclass(frozen=True, slots=True)
class SparqlText:
    """A text that should be SPARQL, and the name that messages give it: a file, or "query"."""

    text: str
    name: str = "query"

    def refused(self, offset: int, what: str, *, hint: str | None = None) -> CannotGoOn:
        """The reason why this text is not put to an engine, with the line and column to look at."""
        line, column = position(self.text, offset)
        return CannotGoOn(what, where=f"{self.name}:{line}:{column}", hint=hint)


def tokens(sparql: SparqlText) -> tuple[Token, ...]:
    """All terminals of a SPARQL text in order, comments among them, white space left out.

    Raises `CannotGoOn` with line and column where no terminal fits, and where two engines could
    disagree about where a terminal ends: a code point escape for a character of the syntax
    (section 19.2 decodes it before the text is read, most engines after), a comment ended by a
    carriage return alone, ``<<``, and ``<`` that could open an IRI or compare two values.
    """
    _refuse_escaped_syntax(sparql)
    text = sparql.text
    found: list[Token] = []
    brackets: list[str] = []
    before: Token | None = None
    offset = 0
    while offset < len(text):
        match = _PATTERN.match(text, offset)
        if match is None:
            raise _no_terminal(sparql, offset)
        kind = _KINDS[(match.lastindex or 1) - 1]
        if kind is not None:
            token = Token(kind, match.group(), offset)
            found.append(token)
            if kind is Kind.COMMENT:
                _refuse_lone_return(sparql, token.end)
            else:
                if brackets and brackets[-1] == "(" and _could_compare(before, token):
                    raise sparql.refused(
                        offset,
                        f"{token.text} could be an IRI or a comparison",
                        hint="Put a space after < to compare, or name the IRI with a prefix.",
                    )
                _follow_brackets(brackets, token)
                before = token
        offset = match.end()
    return tuple(found)


def without_comments(found: Iterable[Token]) -> tuple[Token, ...]:
    """The tokens that an engine reads."""
    return tuple(token for token in found if token.kind is not Kind.COMMENT)


def _follow_brackets(brackets: list[str], token: Token) -> None:
    if token.kind is not Kind.PUNCTUATION:
        return
    if token.text in CLOSING:
        brackets.append(token.text)
    elif brackets and token.text == CLOSING[brackets[-1]]:
        brackets.pop()


def _could_compare(before: Token | None, token: Token) -> bool:
    """Whether an engine that expects an operator here could read ``<`` as one, and go astray.

    Only after an operand, and only if the rest of the IRI could start an expression (``a://``
    cannot) that holds a quote, a comment or a bracket, after which the readings never meet again.
    """
    if token.kind is not Kind.IRI or before is None or before.text in _NO_OPERANDS:
        return False
    return not (_WITH_AUTHORITY.match(token.text) or _STATELESS.fullmatch(token.text))


def _refuse_escaped_syntax(sparql: SparqlText) -> None:
    for escape in _ANY_CODE_POINT.finditer(sparql.text):
        code_point = int(escape.group(1) or escape.group(2), 16)
        if code_point > 0x10FFFF or 0xD800 <= code_point <= 0xDFFF:
            raise sparql.refused(escape.start(), f"{escape.group()} is no character")
        if code_point <= 0x20 or chr(code_point) in _SYNTAX:
            raise sparql.refused(
                escape.start(),
                f"{escape.group()} hides a character of the syntax",
                hint=r"""In a string write \n, \t, \" or \\, or the character itself.""",
            )


def _refuse_lone_return(sparql: SparqlText, offset: int) -> None:
    if _LONE_RETURN.match(sparql.text, offset):
        raise sparql.refused(
            offset,
            "a carriage return without a line feed ends this comment only for some engines",
            hint="Save the query with line ends of one kind.",
        )


def _no_terminal(sparql: SparqlText, offset: int) -> CannotGoOn:
    first = sparql.text[offset]
    if first in "\"'":
        what = "this string is not closed, or holds an escape that SPARQL does not have"
    elif first == "<":
        hint = "To compare with an IRI, put a space after the first <."
        return sparql.refused(offset, "<< is not used here", hint=hint)
    elif first in "$@%":
        what = f"{first} is not followed by a name"
    elif first.isalpha():
        what = "this word is no SPARQL"
    else:
        what = f"the character {first!a} has no place in SPARQL here"
    return sparql.refused(offset, what)
