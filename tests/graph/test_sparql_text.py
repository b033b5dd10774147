"""SPARQL text is read as the grammar says, or refused where engines could read it differently."""

import contextlib
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.graph.sparql.sparql_text import Kind, SparqlText, tokens, without_comments
from kb.words.errors import CannotGoOn

SHACL_SUITE = Path(__file__).parents[3] / "shared" / "suites" / "w3c-shacl" / "sparql"


def read(text: str) -> list[tuple[Kind, str]]:
    return [(token.kind, token.text) for token in tokens(SparqlText(text))]


def kinds(text: str) -> list[Kind]:
    return [token.kind for token in tokens(SparqlText(text))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("<http://e.org/a?b=c#d>", Kind.IRI),
        ("<>", Kind.IRI),
        (r"<http://e.org/\u00e9>", Kind.IRI),
        ("ex:", Kind.PREFIXED),
        (":a", Kind.PREFIXED),
        ("ex:a.b-c:d%20e", Kind.PREFIXED),
        (r"ex:it\'s\#1", Kind.PREFIXED),
        ("é.1:x", Kind.PREFIXED),
        ("_:b.1", Kind.BLANK),
        ("?x", Kind.VARIABLE),
        ("$x·1", Kind.VARIABLE),
        ("@en-GB", Kind.LANGUAGE),
        ("1", Kind.NUMBER),
        (".5", Kind.NUMBER),
        ("1.e5", Kind.NUMBER),
        ("1.5E-3", Kind.NUMBER),
        ('"a\'#<b>"', Kind.STRING),
        (r"'\'\\'", Kind.STRING),
        ("''", Kind.STRING),
        ('"""a "quoted" ""word\n"""', Kind.STRING),
        ("''''a'''", Kind.STRING),
        ("SeLeCt", Kind.WORD),
        ("^^", Kind.PUNCTUATION),
        ("&&", Kind.PUNCTUATION),
        ("<=", Kind.PUNCTUATION),
        ("# to the end", Kind.COMMENT),
    ],
)
def test_one_terminal(text: str, kind: Kind) -> None:
    assert read(text) == [(kind, text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("ex:a.", ["ex:a", "."]),
        ("1.?x", ["1", ".", "?x"]),
        ("?a<?b", ["?a", "<", "?b"]),
        ("?a <= 1", ["?a", "<=", "1"]),
        ('"a"@en.', ['"a"', "@en", "."]),
        ('"a"^^<t:d>', ['"a"', "^^", "<t:d>"]),
        ("ex:p?o", ["ex:p", "?o"]),
        ("<p>/<q>*", ["<p>", "/", "<q>", "*"]),
        ("a#b\nc", ["a", "#b", "c"]),
        ("a#b\r\nc", ["a", "#b", "c"]),
        ("!<a>|^<b>", ["!", "<a>", "|", "^", "<b>"]),
        ("SERVICE<x>", ["SERVICE", "<x>"]),
    ],
)
def test_where_terminals_end(text: str, parts: list[str]) -> None:
    assert [token.text for token in tokens(SparqlText(text))] == parts


def test_offsets_point_into_the_text() -> None:
    text = 'SELECT ?x # why\n{ ?x ex:p "é" }'
    for token in tokens(SparqlText(text)):
        assert text[token.start : token.end] == token.text


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ('SELECT "open', "q:1:8"),
        ('SELECT """open "" ', "q:1:8"),
        ('SELECT "two\nlines"', "q:1:8"),
        (r'SELECT "\x"', "q:1:8"),
        ("SELECT\u00a0*", "q:1:7"),
        ("SELECT\n\n  \\u0020", "q:3:3"),
        ("ASK { $ }", "q:1:7"),
        ("ASK { ?s ?p @ }", "q:1:13"),
        ("ASK { ?s ?p ex:% }", "q:1:16"),
        ("\ufeffASK {}", "q:1:1"),
        ("ASK { é }", "q:1:7"),
        ("ASK { \x00 }", "q:1:7"),
        (f"ASK {{ {'a' * 300}:b }}", "q:1:7"),
    ],
)
def test_what_no_terminal_fits_is_refused_with_its_place(text: str, where: str) -> None:
    with pytest.raises(CannotGoOn) as refused:
        tokens(SparqlText(text, "q"))
    assert refused.value.where == where


@pytest.mark.parametrize(
    "text",
    [
        r'"a\u0022b"',
        r'"a\U00000022b"',
        r'"a\\u0022b"',
        r'"a\u005C"',
        r'"a\u000A"',
        r"<http://e.org/\u003E>",
        r"ASK {} # \u000A LIMIT 1",
        r'"\uD83D\uDE00"',
        r'"\U00110000"',
    ],
)
def test_an_escape_may_not_hide_a_character_of_the_syntax(text: str) -> None:
    with pytest.raises(CannotGoOn, match=r"hides|no character"):
        tokens(SparqlText(text))


@pytest.mark.parametrize(
    "text",
    [
        "FILTER(?a<?b)SERVICE?x#>\n{}",
        'FILTER(?a<?b#>"""\n)SERVICE<http://e.org/>{} #"""',
        "FILTER(?a<?b&&'x>' = ?c)SERVICE<http://e.org/>{} #'",
        "FILTER(?a<urn:x#>)",
        "FILTER(1<ex:f(?b))SERVICE?x#>\n{}",
        "FILTER(?a<?b&&?c>?d)",
        "FILTER(?a<<urn:x#>)SERVICE<http://e.org/>{}",
        "ASK {?s ?p <<?a ?b ?c>>}",
        "# for some a comment\r ASK {}",
    ],
)
def test_what_engines_could_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises(CannotGoOn):
        tokens(SparqlText(text))


@pytest.mark.parametrize(
    "text",
    [
        "FILTER(?a < ?b && ?c > ?d)",
        "FILTER(?a<?b)",
        "FILTER(?a IN (<http://e.org/a#b>, <urn:c#d>))",
        "VALUES (?a ?b) { (<http://e.org/a#b> <http://e.org/c#(d)>) (UNDEF <urn:a#b>) }",
        "VALUES (?a ?b) { (1 <urn:a:b>) }",
        "{ ?s <#p> ?o ; <#q(r)> ?o }",
        "?s (<a#b>/<c#d>)+ ?o",
        "FILTER(?a = <urn:x#y>)",
        "FILTER(?a < <urn:x#y>)",
    ],
)
def test_iris_and_comparisons_that_cannot_be_confused_are_read(text: str) -> None:
    assert tokens(SparqlText(text))


PIECES = st.sampled_from(
    [
        *[
            "SELECT",
            "?x",
            "$y",
            "ex:a",
            ":",
            "_:b",
            "<http://e.org/a#b>",
            '"s"',
            "'''l\n'''",
            "@en",
        ],
        *[
            "1",
            "1.5",
            "2e3",
            "{",
            "}",
            "(",
            ")",
            "[",
            "]",
            ".",
            ";",
            ",",
            "^^",
            "||",
            "!=",
            "=",
            "a",
        ],
    ]
)


@given(st.lists(PIECES), st.sampled_from([" ", "\n", "\t", " # note\n", "\r\n"]))
def test_apart_every_terminal_is_read_as_itself(pieces: list[str], gap: str) -> None:
    found = without_comments(tokens(SparqlText(gap.join(pieces))))
    assert [token.text for token in found] == pieces


@given(st.lists(PIECES))
def test_reading_what_was_read_changes_nothing(pieces: list[str]) -> None:
    try:
        once = read("".join(pieces))
    except CannotGoOn:
        return
    assert read(" ".join(text for _, text in once)) == once


@pytest.mark.parametrize(
    "text",
    [
        *[
            "a." * 32_000,
            "<" + "a" * 64_000,
            '"""' + '"a' * 32_000,
            "?" * 64_000,
            "a" * 64_000 + ":",
        ],
        *["<a" * 32_000, "ex:" + "a." * 32_000, "1." * 32_000, "a..." * 16_000, "#" * 64_000],
    ],
)
def test_reading_takes_no_time_worth_speaking_of(text: str) -> None:
    started = time.monotonic()
    with contextlib.suppress(CannotGoOn):
        tokens(SparqlText(text))
    assert time.monotonic() - started < 60


@pytest.mark.skipif(not SHACL_SUITE.is_dir(), reason="the W3C suites are not beside this checkout")
def test_the_queries_of_the_shacl_suite_are_read() -> None:
    queries = [
        quad.object.value
        for path in sorted(SHACL_SUITE.rglob("*.ttl"))
        for quad in ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE, base_iri="http://e.org/")
        if isinstance(quad.object, ox.Literal)
        and quad.predicate.value.endswith(("#select", "#ask"))
    ]
    assert len(queries) > 15
    for query in queries:
        assert tokens(SparqlText(query))[0].start >= 0
