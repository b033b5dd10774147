"""Terms as Turtle text: escapes, prefixed names, and numbers that may stand without quotes."""

import re

from pyoxigraph import Literal, NamedNode

from kb.exchange.serialization.prefixes import INVISIBLE, PrefixedNames
from kb.exchange.serialization.term_order import XSD

# Numbers as Turtle reads them (sections 2.5.2 and 2.5.3), without the forms that people and other
# parsers read as something else: +5, 030, .5 and 1.e3 stay in quotes.
_BARE = {
    XSD + "integer": re.compile(r"-?(?:0|[1-9][0-9]*)"),
    XSD + "decimal": re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    XSD + "double": re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?[eE][+-]?[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_STRING = XSD + "string"

_CONTROLS = r"\x00-\x1f\x7f-\x9f\ufffe\uffff" + INVISIBLE
_IN_IRI = re.compile(rf'[ <>"{{}}|^`\\{_CONTROLS}]')
_IN_SHORT = re.compile(rf'["\\{_CONTROLS}]')
# In a long string a quote is escaped where another follows or the string ends, and a space at the
# end of a line, which many editors would remove; a line feed stands as it is.
_IN_LONG = re.compile(rf'[\\\x00-\x09\x0b-\x1f\x7f-\x9f\ufffe\uffff{INVISIBLE}]|"(?="|\Z)| (?=\n)')
_NAMED_ESCAPES = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\b": r"\b", "\f": r"\f", '"': r"\""}
_NAMED_ESCAPES["\\"] = r"\\"


def turtle_term(term: NamedNode | Literal, names: PrefixedNames) -> str:
    """Return a term as Turtle; a literal's lexical form is kept to the letter."""
    if isinstance(term, NamedNode):
        return _iri(term.value, names)
    if term.language is not None:
        return f"{_quoted(term.value)}@{term.language}"
    datatype = term.datatype.value
    if datatype == _STRING:
        return _quoted(term.value)
    bare = _BARE.get(datatype)
    if bare is not None and bare.fullmatch(term.value):
        return term.value
    return f"{_quoted(term.value)}^^{_iri(datatype, names)}"


def _iri(iri: str, names: PrefixedNames) -> str:
    return names.short(iri) or full_iri(iri)


def full_iri(iri: str) -> str:
    """Return an IRI between angle brackets."""
    return f"<{_IN_IRI.sub(_code_point, iri)}>"


def _quoted(text: str) -> str:
    if "\n" in text:
        return f'"""{_IN_LONG.sub(_escape, text)}"""'
    return f'"{_IN_SHORT.sub(_escape, text)}"'


def _escape(found: re.Match[str]) -> str:
    return _NAMED_ESCAPES.get(found[0]) or _code_point(found)


def _code_point(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04X}"
