"""Values for the parameters of a query: typed, validated, and spelled so that they stay values."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from enum import StrEnum

import pyoxigraph as ox

from kb.words.errors import CannotGoOn

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER = ox.NamedNode(f"{_XSD}integer")
_DECIMAL = ox.NamedNode(f"{_XSD}decimal")
_DATE = ox.NamedNode(f"{_XSD}date")
_BOOLEAN = ox.NamedNode(f"{_XSD}boolean")

ParameterTerm = ox.NamedNode | ox.Literal


class ParameterType(StrEnum):
    """The kinds of value a parameter can take, as query files spell them."""

    IRI = "iri"
    STRING = "string"
    LANGSTRING = "langstring"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Parameter:
    """A place in a query, written ``$name``, that whoever asks fills with a value of one type.

    ``default`` is the text of the value taken when none is given; with ``None``, a required
    parameter must be given, and any other restricts nothing when it is not given.
    """

    name: str
    type: ParameterType
    description: str
    required: bool = True
    default: str | None = None


class _NotOfType(Exception):  # noqa: N818 - never leaves this module
    """Why a text is no value of a type; becomes part of the one message."""


def parameter_term(
    parameter: Parameter, given: str, prefixes: Mapping[str, str], *, query: str
) -> ParameterTerm:
    """The RDF term that ``given`` means for a parameter; raises `CannotGoOn` if it means none.

    Texts are taken as they stand, without quotes or escapes. An IRI may be ``<full>``, full, or a
    prefixed name; ``prefixes`` maps labels to IRIs and wins over schemes of the same name.
    """
    try:
        return _READERS[parameter.type](given, prefixes)
    except _NotOfType as why:
        raise CannotGoOn(
            f"parameter {parameter.name} takes {_A_VALUE[parameter.type]}; {_quoted(given)} {why}",
            where=query,
            hint=f"For example: --param {parameter.name}={_EXAMPLE[parameter.type]}",
        ) from None


def inferred_term(
    name: str, given: str, prefixes: Mapping[str, str], *, query: str
) -> ParameterTerm:
    """The RDF term that ``given`` spells, for a ``$name`` whose type no header declares.

    Only forms that mean one thing are taken: ``<iri>``, a name with a known prefix, ``"text"``,
    ``"text"@en``, ``12``, ``1.5``, ``2018-01-01``, ``true``; raises `CannotGoOn` for others.
    Between the outer quotes a text stands as it is, without escapes.
    """
    for form, kind in _FORMS:
        match = form.fullmatch(given)
        if match and (kind is not ParameterType.IRI or given[0] == "<" or match[1] in prefixes):
            value = "".join(match.groups()) if '"' in given[:1] else given
            return parameter_term(Parameter(name, kind, ""), value, prefixes, query=query)
    raise CannotGoOn(
        f"parameter {name} has no declared type, and {_quoted(given)} does not show one",
        where=query,
        hint='Write <iri>, a known prefix:name, "text", "text"@en, 12, 1.5, 2018-01-01 or true; '
        f"or declare it on top of the query: # Parameter: {name} (string): what it is",
    )


def spelling(term: ParameterTerm) -> str:
    r"""The term as SPARQL text: its N-Triples text, but plain digits for an integer from 0.

    Plain digits because LIMIT takes nothing else. A backslash before ``u`` in a value is spelled
    so that an engine that decodes code point escapes first (section 19.2) reads the same value,
    with eight digits because some take that many after ``\u`` too.
    """
    if isinstance(term, ox.Literal) and term.datatype == _INTEGER and term.value.isdigit():
        return term.value
    return _BACKSLASH_U.sub(
        lambda found: found[0] if not found[1] else rf"\\\U{ord(found[1]):08X}", str(term)
    )


_BACKSLASH_U = re.compile(r"\\(?:\\([uU])?|.)", re.DOTALL)


def _iri(given: str, prefixes: Mapping[str, str]) -> ox.NamedNode:
    label, colon, local = given.partition(":")
    if given.startswith("<") and given.endswith(">"):
        iri = given[1:-1]
    elif colon and label in prefixes:
        iri = prefixes[label] + local
    elif _ABSOLUTE.match(given):
        iri = given
    elif colon:
        near = get_close_matches(label, prefixes, n=1)
        raise _NotOfType(
            f"has the unknown prefix {_plain(label)}:" + (f" (known: {near[0]}:)" if near else "")
        )
    else:
        raise _NotOfType("is none")
    try:
        return ox.NamedNode(iri)
    except UnicodeEncodeError:
        reason = "half of a surrogate pair"
    except ValueError as error:
        reason = str(error)
    raise _NotOfType(f"is none ({_plain(reason)})")


def _string(given: str, _: Mapping[str, str]) -> ox.Literal:
    return ox.Literal(_text(given))


def _langstring(given: str, _: Mapping[str, str]) -> ox.Literal:
    text, at, language = given.rpartition("@")
    if not at or not _LANGUAGE.fullmatch(language):
        raise _NotOfType("does not end in @ and a language")
    try:
        return ox.Literal(_text(text), language=language)
    except ValueError:
        raise _NotOfType(f"ends in @{language}, which is no language tag") from None


def _integer(given: str, _: Mapping[str, str]) -> ox.Literal:
    if not _DIGITS.fullmatch(given):
        raise _NotOfType("is none")
    if not -(2**63) <= int(given) < 2**63:
        raise _NotOfType("does not fit into 64 bits")
    return ox.Literal(str(int(given)), datatype=_INTEGER)


def _decimal(given: str, _: Mapping[str, str]) -> ox.Literal:
    if not _POINT.fullmatch(given):
        raise _NotOfType("is none, or has more than 18 digits on a side")
    return ox.Literal(given.removeprefix("+"), datatype=_DECIMAL)


def _date(given: str, _: Mapping[str, str]) -> ox.Literal:
    try:
        if _DAY.fullmatch(given) and date.fromisoformat(given):
            return ox.Literal(given, datatype=_DATE)
    except ValueError:
        raise _NotOfType("is no day of the calendar") from None
    raise _NotOfType("is none")


def _boolean(given: str, _: Mapping[str, str]) -> ox.Literal:
    if given not in ("true", "false"):
        raise _NotOfType("is neither true nor false")
    return ox.Literal(given, datatype=_BOOLEAN)


def _text(given: str) -> str:
    for character in given:
        category = unicodedata.category(character)
        if category == "Cs" or (category == "Cc" and character not in "\t\n\r"):
            raise _NotOfType(f"holds the control character U+{ord(character):04X}")
    return given


def _quoted(given: str) -> str:
    text = _plain(given)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _plain(text: str) -> str:
    """The text without what could steer a terminal or hide in a message."""
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )


_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*://|urn:")
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_DIGITS = re.compile(r"[+-]?[0-9]{1,30}")
_POINT = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

_READERS: Mapping[ParameterType, Callable[[str, Mapping[str, str]], ParameterTerm]] = {
    ParameterType.IRI: _iri,
    ParameterType.STRING: _string,
    ParameterType.LANGSTRING: _langstring,
    ParameterType.INTEGER: _integer,
    ParameterType.DECIMAL: _decimal,
    ParameterType.DATE: _date,
    ParameterType.BOOLEAN: _boolean,
}
_A_VALUE = {
    ParameterType.IRI: "an IRI",
    ParameterType.STRING: "a string",
    ParameterType.LANGSTRING: "a string with its language",
    ParameterType.INTEGER: "an integer",
    ParameterType.DECIMAL: "a decimal number",
    ParameterType.DATE: "a date (year-month-day)",
    ParameterType.BOOLEAN: "true or false",
}
_EXAMPLE = {
    ParameterType.IRI: "'<https://example.org/speaker/mayor>'",
    ParameterType.STRING: "'as many as'",
    ParameterType.LANGSTRING: "'as many as@en'",
    ParameterType.INTEGER: "100",
    ParameterType.DECIMAL: "2.5",
    ParameterType.DATE: "2018-09-30",
    ParameterType.BOOLEAN: "true",
}
_FORMS = (
    (re.compile(r"<[^>]*>"), ParameterType.IRI),
    (re.compile(r'"(.*)"', re.DOTALL), ParameterType.STRING),
    (re.compile(r'"(.*)"(@[A-Za-z0-9\-]+)', re.DOTALL), ParameterType.LANGSTRING),
    (re.compile(r"[+-]?[0-9]+"), ParameterType.INTEGER),
    (re.compile(r"[+-]?[0-9]+\.[0-9]+"), ParameterType.DECIMAL),
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), ParameterType.DATE),
    (re.compile(r"true|false"), ParameterType.BOOLEAN),
    (re.compile(r"([^:]*):.*", re.DOTALL), ParameterType.IRI),
)
