"""What the term tokens of a Turtle text mean: IRIs, names and literals under prefixes and base."""

import re

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.text.turtle.escapes import BadEscape, unescaped
from kb.text.turtle.faults import SyntaxFault
from kb.text.turtle.iris import is_absolute, resolve
from kb.text.turtle.tokens import LONG_STRINGS, Kind, Token
from kb.text.turtle.wording import shown

_XSD = "http://www.w3.org/2001/XMLSchema#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_TYPE = NamedNode(_RDF + "type")
RDF_FIRST = NamedNode(_RDF + "first")
RDF_REST = NamedNode(_RDF + "rest")
RDF_NIL = NamedNode(_RDF + "nil")

UNREADABLE = NamedNode("urn:unreadable")
"""Stands for a name that could not be read; its statement gives no triples, so it stays inside."""

_DATATYPES = {
    Kind.INTEGER: NamedNode(_XSD + "integer"),
    Kind.DECIMAL: NamedNode(_XSD + "decimal"),
    Kind.DOUBLE: NamedNode(_XSD + "double"),
    Kind.BOOLEAN: NamedNode(_XSD + "boolean"),
}
_TAGGED = frozenset((_RDF + "langString", _RDF + "dirLangString"))
_NOT_IN_IRI = re.compile(r'[\x00-\x20"{}|^`]|\\(?!u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8})')
_LOCAL_ESCAPE = re.compile(r"\\(.)")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Terms:
    """The prefixes and base in force where the reading of a text has got to, and its faults so far.

    For a term that cannot be read ``flaws`` grows and a substitute comes back: the reading goes on,
    so that further mistakes are found too, and drops the statement at its end.
    """

    __slots__ = (
        "_blanks",
        "_known",
        "_stem",
        "base",
        "base_doubtful",
        "doubtful",
        "faults",
        "flaws",
        "prefixes",
        "undeclared",
        "unresolved",
    )

    def __init__(self, base: str | None, stem: str) -> None:
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.faults: dict[int, SyntaxFault] = {}  # by offset: no place is at fault twice
        self.flaws = 0
        self.base_doubtful = False
        self.doubtful: set[str] = set()  # a broken declaration is one mistake, its uses are none
        self.undeclared: dict[str, dict[int, Token]] = {}  # prefix, offset, use
        self.unresolved: dict[int, Token] = {}  # relative IRIs met while there is no base
        self._known: dict[str, NamedNode] = {}
        self._stem = stem
        self._blanks = 0

    def declare(self, prefix: str, iri: Token) -> None:
        """From here on the prefix means this IRI; where the IRI is bad, the prefix is doubtful."""
        namespace = self.named(iri)
        if namespace is UNREADABLE:
            self.doubtful.add(prefix)
            return
        self.doubtful.discard(prefix)
        if prefix in self.prefixes:
            self._known.clear()
        self.prefixes[prefix] = namespace.value

    def rebase(self, iri: Token) -> None:
        """From here on relative IRIs start from this one; where it is bad, they mean nothing."""
        base = self.named(iri)
        self.base_doubtful = base is UNREADABLE
        if base is not UNREADABLE:
            self.base = base.value
            self._known.clear()

    def note(self, fault: SyntaxFault) -> None:
        """Keep a fault that makes no term unreadable."""
        self.faults[fault.start] = fault

    def blank(self) -> BlankNode:
        """A new blank node, with a label that no blank node of the text has."""
        self._blanks += 1
        return BlankNode(f"{self._stem}{self._blanks}")

    def named(self, token: Token) -> NamedNode:
        """What an IRIREF or a prefixed name means here."""
        known = self._known.get(token.text)
        if known is not None:
            return known
        iri = self._whole(token) if token.kind is Kind.IRIREF else self._expanded(token)
        if iri is None:
            self.flaws += 1
            return UNREADABLE
        try:
            node = NamedNode(iri)
        except ValueError as reason:
            meant = "" if token.text[1:-1] == iri else f", which means <{shown(iri)}>,"
            message = f"{shown(token.text)}{meant} is not a valid IRI: {shown(str(reason), 120)}"
            self._refuse(token.start, token.end, message, "a valid IRI")
            return UNREADABLE
        self._known[token.text] = node
        return node

    def literal(self, token: Token, language: Token | None, datatype: Token | None) -> Literal:
        """The literal of a string, number or boolean, its lexical form exactly as written."""
        own_type = _DATATYPES.get(token.kind)
        if own_type is not None:
            return Literal(token.text, datatype=own_type)
        value = self._value(token)
        if language is not None:
            return self._tagged(value, language)
        if datatype is None:
            return Literal(value)
        named = self.named(datatype)
        if named.value in _TAGGED:
            message = f"a literal of type {shown(datatype.text)} needs a language tag, not a type"
            self._refuse(datatype.start, datatype.end, message, "a language tag such as @en")
        return Literal(value, datatype=named)

    def _value(self, token: Token) -> str:
        """What stands between the quotes of a string, escapes carried out."""
        quotes = 3 if token.kind in LONG_STRINGS else 1
        value = token.text[quotes:-quotes]
        if not value.isascii():
            lone = _SURROGATE.search(value)
            if lone is not None:
                start = token.start + quotes + lone.start()
                message = f"U+{ord(lone[0]):04X} is half of a surrogate pair, not a character"
                self._refuse(start, start + 1, message, "a Unicode character")
                return ""
        return self._unescaped(value, token.start + quotes) if "\\" in value else value

    def _tagged(self, value: str, language: Token) -> Literal:
        try:
            return Literal(value, language=language.text[1:])
        except ValueError as reason:
            message = f"{shown(language.text)} is not a language tag: {shown(str(reason), 120)}"
            self._refuse(language.start, language.end, message, "a tag such as @en or @pt-BR")
            return Literal(value)

    def _whole(self, token: Token) -> str | None:
        """The absolute IRI that an IRIREF means, or None where that cannot be said."""
        body = token.text[1:-1]
        bad = _NOT_IN_IRI.search(body)
        if bad is not None:
            start = token.start + 1 + bad.start()
            what = {" ": "a space", "\t": "a tab"}.get(bad[0], f"'{shown(bad[0])}'")
            message = f"{what} cannot stand in an IRI; expected its %-code, or '>' before it"
            self._refuse(start, start + 1, message, "its %-code, or '>' before it")
            return None
        if "\\" in body:
            body = self._unescaped(body, token.start + 1)
            if not body:
                return None
        if is_absolute(body):
            return body
        if self.base is None or self.base_doubtful:
            self.unresolved[token.start] = token
            return None
        try:
            return resolve(self.base, body)
        except ValueError as reason:
            message = f"{shown(token.text)} cannot be resolved: {reason}"
            self._refuse(token.start, token.end, message, "a valid IRI")
            return None

    def _expanded(self, token: Token) -> str | None:
        """The IRI that a prefixed name stands for, or None where its prefix means nothing."""
        prefix, _, local = token.text.partition(":")
        if prefix in self.doubtful:
            return None
        namespace = self.prefixes.get(prefix)
        if namespace is None:
            self.undeclared.setdefault(prefix, {})[token.start] = token
            return None
        return namespace + (_LOCAL_ESCAPE.sub(r"\1", local) if "\\" in local else local)

    def _unescaped(self, text: str, offset: int) -> str:
        """The text with its escapes carried out; empty where one of them is bad."""
        try:
            return unescaped(text)
        except BadEscape as bad:
            message = f"{bad.message}; expected {bad.expected}"
            self._refuse(offset + bad.start, offset + bad.end, message, bad.expected, bad.hint)
            return ""

    def _refuse(
        self, start: int, end: int, message: str, expected: str, hint: str | None = None
    ) -> None:
        self.flaws += 1
        self.note(SyntaxFault(start, end, message, expected, hint))
