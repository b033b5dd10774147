"""The scan of any Turtle whatever: the same graph as Oxigraph reads, and the place of each term."""

import re
from collections.abc import Iterable

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kb.text.turtle import Located, scan, tokens
from kb.text.turtle.iris import resolve

FIRST = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#first")
REST = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#rest")
PROBE = NamedNode("urn:probe")
HEADER = (
    "@prefix ex: <http://example.org/> . @prefix : <http://example.org/#> . "
    "@base <http://example.org/a/b> .\n"
)


def oxigraph(text: str, base: str | None = None) -> list[Triple]:
    return [q.triple for q in parse(text.encode(), format=RdfFormat.TURTLE, base_iri=base)]


def canonical(triples: Iterable[Triple]) -> Dataset:
    """The graph with its blank nodes renamed so that equal means isomorphic."""
    graph = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return graph


# --- documents

GAPS = st.sampled_from([" ", "\n", "\r\n", "\t", "\r", "  ", ' # a; ["note" .\n', "\n# 🎉\r\n"])
LOCAL = st.builds(
    "{}{}".format,
    st.sampled_from(["a", "b", "1", "_", "é", "漢", "𝒳", ":"]),
    st.lists(
        st.sampled_from(["a", "0", "-", ".b", "·", ":", "%41", "\\,", "\\~", "𝒳"]), max_size=4
    ).map("".join),
)
IRIS = st.one_of(
    st.builds("{}{}".format, st.sampled_from(["ex:", ":"]), LOCAL),
    st.sampled_from(["<#x>", "<>", "<../y?z>", "</é>", "<http://q.org/%20>", "<urn:x:\\u00e9>"]),
)
CHARACTERS = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=["Cs"]), st.sampled_from("\"'\\\n\r\t.;#é🎉𝒳")
    ),
    max_size=8,
)


def quoted(value: str, quote: str, spell_out: bool) -> str:
    """The value as a Turtle string in these quotes, non-ASCII characters spelled out or not."""
    escaped = value.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
    if len(quote) == 1:
        escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    if spell_out:
        escaped = "".join(c if c.isascii() else f"\\U{ord(c):08X}" for c in escaped)
    return quote + escaped + quote


LITERALS = st.one_of(
    st.builds(
        "{}{}".format,
        st.builds(quoted, CHARACTERS, st.sampled_from(['"', "'", '"""', "'''"]), st.booleans()),
        st.sampled_from(["", "@en", "@pt-BR", " @de", "^^ex:t", " ^^ <t>"]),
    ),
    st.sampled_from(["1", "-1.50", ".5", "+1e3", "1.E3", "true", "false", "030"]),
)
LABELS = st.sampled_from(["_:b", "_:b.c", "_:𝒳", "_:anon1"])


def predicates(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Properties with their values, as they stand behind a subject or in brackets."""
    several = st.builds(
        str.join, st.sampled_from([",", " ,\n", " , "]), st.lists(values, min_size=1, max_size=3)
    )
    pair = st.builds("{1}{0}{2}{0}".format, GAPS, st.one_of(st.just("a"), IRIS), several)
    return st.lists(pair, min_size=1, max_size=3).map(";".join)


VALUES = st.recursive(
    st.one_of(IRIS, LITERALS, LABELS, st.sampled_from(["[]", "()", "[ ]"])),
    lambda inner: st.one_of(
        st.builds("[{0}{1}]".format, GAPS, predicates(inner)),
        st.builds(lambda gap, items: f"({gap.join(['', *items, ''])})", GAPS, st.lists(inner)),
    ),
    max_leaves=4,
)
STATEMENTS = st.one_of(
    st.builds("{1}{0}{2}.{0}".format, GAPS, st.one_of(IRIS, LABELS), predicates(VALUES)),
    st.builds("[{0}{1}]{0}.".format, GAPS, predicates(VALUES)),
    st.builds("[{1}]{0}{2};{0}.".format, GAPS, predicates(VALUES), predicates(VALUES)),
    st.builds("({0}1 {1}{0}){2}.".format, GAPS, VALUES, predicates(VALUES)),
)
DOCUMENTS = st.lists(STATEMENTS, max_size=3).map("".join)


@given(DOCUMENTS)
@settings(max_examples=200, deadline=None)
def test_any_document_gives_the_graph_that_oxigraph_reads(document: str) -> None:
    text = HEADER + document
    found = scan(text)
    expected = oxigraph(text)
    assert found.errors == ()
    assert len(found.triples) == len(expected)
    assert canonical(located.triple for located in found.triples) == canonical(expected)


def probe(subject: str, predicate: str, written: str) -> Triple:
    """What the words of one triple mean to Oxigraph when they are read alone."""
    found = oxigraph(f"{HEADER}{subject} {predicate} {written} .")
    return next(t for t in found if PROBE in {t.subject, t.predicate})


def assert_in_place(located: Located, text: str) -> None:
    """The words at each place of the triple, read alone, are the term that stands there."""
    subject, predicate, written = (
        text[slice(*place)]
        for place in (located.subject_at, located.predicate_at, located.object_at)
    )
    if located.predicate == REST:  # stands at the next item, which is not itself the rest
        assert written
        return
    again = probe("<urn:s>", "<urn:probe>", written).object
    if written[0] in "[(" and isinstance(located.object, BlankNode):
        assert isinstance(again, BlankNode)
        assert written[-1] == {"[": "]", "(": ")"}[written[0]]
    else:
        assert again == located.object
    if located.predicate != FIRST:
        assert probe("<urn:probe>", predicate, "1").predicate == located.predicate
        assert subject in "[(" or probe(subject, "<urn:probe>", "1").subject == located.subject


@given(DOCUMENTS)
@settings(max_examples=100, deadline=None)
def test_the_words_at_a_place_are_the_term_that_stands_there(document: str) -> None:
    text = HEADER + document
    for located in scan(text).triples:
        assert_in_place(located, text)


# --- anything at all

SOUP = st.lists(
    st.one_of(
        st.sampled_from(["ex:a", ":b", "<i>", "<#f>", "_:b", "[]", "()", "a", "x:y", "<a b>"]),
        st.sampled_from(
            ["'s'", '"s"', '"""l\n"""', "1", "1.5", ".5", "1e3", "true", "@en", "^^ex:t"]
        ),
        st.sampled_from([*".;,[](){}<>", "^^", "@prefix", "@base", "PREFIX", "BASE", "word", "“"]),
        st.sampled_from(
            ["\\", "'", '"', "'''", '"""', "\\u00e9", "\\q", "%", "-", "\ufeff", "\x00"]
        ),
        st.sampled_from([" ", "\n", "\r\n", "\t", "# note\n", " . ", "\xa0"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=3),
    ),
    max_size=25,
).map("".join)


@given(SOUP)
def test_tokens_lose_nothing_whatever_the_text(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert token.text
        assert (token.start, token.text) == (at, text[token.start : token.end])
        at = token.end
    assert at == len(text)


@given(SOUP)
def test_faults_come_in_order_and_stand_in_the_text(text: str) -> None:
    errors = scan(text).errors
    assert [fault.start for fault in errors] == sorted({fault.start for fault in errors})
    for fault in errors:
        assert 0 <= fault.start <= fault.end <= len(text)
        assert fault.opened is None or 0 <= fault.opened <= fault.start


# Oxigraph reads RDF 1.2 too, wants white space behind "true." and takes @base for a language.
APART = re.compile(r"<<|\{\||~|VERSION|--|\b(a|true|false)\.[\w:]|@prefix|@base", re.ASCII)


@given(DOCUMENTS, SOUP, st.integers(min_value=0), st.booleans())
@settings(max_examples=200, deadline=None)
def test_what_oxigraph_refuses_has_a_fault_and_nothing_else_has(
    document: str, soup: str, where: int, instead: bool
) -> None:
    words = [token.text for token in tokens(document)]
    at = where % (len(words) + 1)
    body = "".join([*words[:at], soup, *words[at + instead :]])
    assume(not APART.search(body))
    text = HEADER + body
    try:
        expected = oxigraph(text)
    except SyntaxError:
        assert scan(text).errors
    else:
        found = scan(text)
        assert found.errors == ()
        assert canonical(t.triple for t in found.triples) == canonical(expected)


# --- relative IRIs

BASES = st.sampled_from(
    [
        *("http://a/b/c/d;p?q", "http://a", "http://a/b/../c/./d", "http://a/b//c/", "http://a?q"),
        *(
            "http://a#f",
            "http://a/b?q/r#f/g",
            "file:///a/b/",
            "urn:a:b",
            "urn:a/b/c",
            "x:/",
            "x:a/..",
        ),
        "tag:x@y:z/../k",
    ]
)
REFERENCES = st.lists(
    st.sampled_from(
        [".", "..", "/", "//", "a", ".a", "a.", "b", "?", "#", ";", "=", ":", "%20", "é"]
    ),
    max_size=7,
).map("".join)


@given(BASES, REFERENCES)
@example("x:/", "..///a")
@example("http://a/b", "..///a")
@settings(max_examples=500)
def test_relative_iris_are_resolved_as_in_the_store(base: str, reference: str) -> None:
    try:
        expected = oxigraph(f"<{reference}> <x:p> <x:o> .", base)[0].subject
    except SyntaxError:
        with pytest.raises(ValueError, match=r"\w"):
            NamedNode(resolve(base, reference))
    else:
        assert NamedNode(resolve(base, reference)) == expected
