"""A value is of its type, or refused in a message that says what would be good."""

import pyoxigraph as ox
import pytest

from kb.graph.sparql.parameters import (
    Parameter,
    ParameterType,
    inferred_term,
    parameter_term,
    spelling,
)
from kb.words.errors import CannotGoOn

PREFIXES = {"sp": "http://e.org/speaker/", "http": "http://not-a-scheme.org/"}
XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


def term(kind: str, given: str) -> ox.NamedNode | ox.Literal:
    parameter = Parameter("p", ParameterType(kind), "what it is")
    return parameter_term(parameter, given, PREFIXES, query="said-by")


@pytest.mark.parametrize(
    ("kind", "given", "meant"),
    [
        ("iri", "<http://e.org/a#b>", ox.NamedNode("http://e.org/a#b")),
        ("iri", "https://e.org/a", ox.NamedNode("https://e.org/a")),
        ("iri", "urn:isbn:12", ox.NamedNode("urn:isbn:12")),
        ("iri", "<mailto:a@e.org>", ox.NamedNode("mailto:a@e.org")),
        ("iri", "sp:coalition", ox.NamedNode("http://e.org/speaker/coalition")),
        ("iri", "sp:", ox.NamedNode("http://e.org/speaker/")),
        ("iri", "http:x", ox.NamedNode("http://not-a-scheme.org/x")),
        ("string", "", ox.Literal("")),
        ("string", ' "as" \\n $x } ', ox.Literal(' "as" \\n $x } ')),
        ("string", "two\nlines\t", ox.Literal("two\nlines\t")),
        ("langstring", "a@b@en", ox.Literal("a@b", language="en")),
        ("langstring", "@de-AT", ox.Literal("", language="de-AT")),
        ("integer", "12", typed("12", "integer")),
        ("integer", "+007", typed("7", "integer")),
        ("integer", "-9223372036854775808", typed("-9223372036854775808", "integer")),
        ("decimal", "2.50", typed("2.50", "decimal")),
        ("decimal", "-3", typed("-3", "decimal")),
        ("date", "2016-02-29", typed("2016-02-29", "date")),
        ("boolean", "false", typed("false", "boolean")),
    ],
)
def test_values(kind: str, given: str, meant: ox.NamedNode | ox.Literal) -> None:
    assert term(kind, given) == meant


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        ("iri", "coalition"),
        ("iri", "xx:coalition"),
        ("iri", "<a b>"),
        ("iri", "http://e.org/a b"),
        ("iri", "http://e.org/a> . ?s ?p <b"),
        ("iri", "sp:a}b"),
        ("iri", "<relative>"),
        ("iri", "<>"),
        ("iri", ""),
        ("iri", "sp:\ud83d"),
        ("iri", "javascript:alert(1)"),
        ("string", "a\x00b"),
        ("string", "a\x1b[31mb"),
        ("string", "\ud83d"),
        ("langstring", "no language"),
        ("langstring", "text@"),
        ("langstring", "text@en us"),
        ("langstring", "text@e"),
        ("integer", "12.0"),
        ("integer", " 12"),
        ("integer", "1e3"),
        ("integer", "٣"),
        ("integer", "9223372036854775808"),
        ("integer", "1" * 5000),
        ("decimal", "2,5"),
        ("decimal", ".5"),
        ("decimal", "1" * 19),
        ("date", "2018-02-30"),
        ("date", "2018-2-3"),
        ("date", "2018"),
        ("date", "0000-01-01"),
        ("date", "2018-01-01T00:00:00"),
        ("boolean", "True"),
        ("boolean", "1"),
    ],
)
def test_what_is_no_value_is_refused(kind: str, given: str) -> None:
    with pytest.raises(CannotGoOn) as refused:
        term(kind, given)
    assert refused.value.where == "said-by"
    assert refused.value.what.startswith("parameter p takes ")
    assert refused.value.what.isprintable()
    assert refused.value.hint is not None


@pytest.mark.parametrize("kind", ParameterType)
def test_the_example_of_a_message_is_good(kind: ParameterType) -> None:
    with pytest.raises(CannotGoOn) as refused:
        parameter_term(Parameter("p", kind, ""), "\x00", PREFIXES, query="q")
    example = str(refused.value.hint).removeprefix("For example: --param p=")
    assert term(kind, example.strip("'"))


def test_a_message_names_the_near_prefix() -> None:
    with pytest.raises(CannotGoOn, match=r"unknown prefix spp: \(known: sp:\)"):
        term("iri", "spp:coalition")


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("<urn:x:y>", ox.NamedNode("urn:x:y")),
        ("sp:a", ox.NamedNode("http://e.org/speaker/a")),
        ('"12"', ox.Literal("12")),
        ('""', ox.Literal("")),
        ('"a"b"', ox.Literal('a"b')),
        ('"a"@en', ox.Literal("a", language="en")),
        ('"a@en"', ox.Literal("a@en")),
        ("12", typed("12", "integer")),
        ("-1.50", typed("-1.50", "decimal")),
        ("2018-01-01", typed("2018-01-01", "date")),
        ("true", typed("true", "boolean")),
    ],
)
def test_a_type_is_inferred_from_a_form_that_shows_it(
    given: str, meant: ox.NamedNode | ox.Literal
) -> None:
    assert inferred_term("p", given, PREFIXES, query="q") == meant


@pytest.mark.parametrize("given", ["Mosul", "", "as many as", "https://e.org/", "x:y", "1.", '"a'])
def test_a_type_is_never_guessed(given: str) -> None:
    with pytest.raises(CannotGoOn, match="does not show one"):
        inferred_term("p", given, PREFIXES, query="q")


@pytest.mark.parametrize("given", ["2018-02-30", "<a b>", '"\x00"', "99999999999999999999"])
def test_an_inferred_type_is_validated(given: str) -> None:
    with pytest.raises(CannotGoOn, match="parameter p takes"):
        inferred_term("p", given, PREFIXES, query="q")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (typed("100", "integer"), "100"),
        (typed("-5", "integer"), f'"-5"^^<{XSD}integer>'),
        (typed("1.50", "decimal"), f'"1.50"^^<{XSD}decimal>'),
        (ox.Literal('a"\\\n'), r'"a\"\\\n"'),
        (ox.Literal("\\u0022"), r'"\\\U000000750022"'),
        (ox.Literal("\\\\U"), r'"\\\\\U00000055"'),
        (ox.NamedNode("urn:x:y"), "<urn:x:y>"),
    ],
)
def test_spelling(value: ox.NamedNode | ox.Literal, text: str) -> None:
    assert spelling(value) == text
