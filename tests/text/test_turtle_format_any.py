"""Any Turtle whatever in the house style: the same graph, the same comments, and laid out once."""

import re
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse

from kb.text.turtle import Kind, scan, tokens
from kb.text.turtle_format import house_style

ROOT = Path(__file__).parents[2]
SUITE = ROOT.parent / "shared" / "suites" / "w3c-turtle"
BASE = "http://example.org/base/"
TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
STRINGS = frozenset(kind for kind in Kind if kind.startswith("STRING"))
LONG = frozenset(kind for kind in STRINGS if "LONG" in kind)


def canonical(triples: Iterable[Triple]) -> Dataset:
    """The graph with its blank nodes renamed so that equal means isomorphic."""
    graph = Dataset(Quad(triple.subject, triple.predicate, triple.object) for triple in triples)
    graph.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return graph


def oxigraph(text: str) -> list[Triple]:
    """The triples of a text as another parser reads them, literals as they are spelled."""
    return [q.triple for q in parse(text.encode(), format=RdfFormat.TURTLE, base_iri=BASE)]


def of_kind(text: str, *kinds: Kind) -> list[str]:
    return [token.text for token in tokens(text) if token.kind in kinds]


def comments(text: str) -> list[str]:
    return [comment.rstrip(" \t\v\f") for comment in of_kind(text, Kind.COMMENT)]


def assert_laid_out(text: str) -> None:
    """Laid out, the text says the same, and nothing that matters has moved or changed."""
    style = house_style(text)
    assert style.faults == ()
    new = style.text
    assert house_style(new).text == new
    before, after = oxigraph(text), oxigraph(new)
    assert len(before) == len(after)
    assert canonical(before) == canonical(after)
    places = [(t.subject, t.predicate, t.object) for t in scan(text, BASE).triples]
    assert [(t.subject, t.predicate, t.object) for t in scan(new, BASE).triples] == places
    assert comments(new) == comments(text)
    assert of_kind(new, *STRINGS) == of_kind(text, *STRINGS)
    assert_clean(new)


def assert_clean(text: str) -> None:
    """No white space ends a line, no blank lines in a row, one line end, and only one sort."""
    if not text:
        return
    line_end = "\r\n" if text.endswith("\r\n") else "\n"
    assert text.endswith(line_end)
    found = list(tokens(text))
    for before, token in pairwise(found[:-1]):
        if token.kind is Kind.WS:
            column = " *" if before.kind is Kind.PNAME_NS else ""  # of the IRIs of prefixes
            assert re.fullmatch(f" {column}|({line_end}){{1,2}} *", token.text)
    assert found[0].kind is not Kind.WS
    assert found[-1].text == line_end
    for token in found:
        assert token.kind is not Kind.COMMENT or token.text == token.text.rstrip(" \t\v\f")


# --- documents, token by token, so that anything may stand between any two

Tokens = list[str]
NAMES = st.sampled_from(
    ["ex:a", "ex:é.b", "ex:𝒳", "ex:%41\\~", ":b", ":", "<>", "<#x>", "<../y?z>", "<urn:x:\\u00e9>"]
)
CHARACTERS = st.text(
    st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("\"'\\\n\r\t.;#[é🎉")),
    max_size=6,
)


def quoted(value: str, quote: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(quote[0], "\\" + quote[0])
    if len(quote) == 1:
        escaped = escaped.replace("\n", "\\n").replace("\r", "\\r")
    return quote + escaped + quote


def joined(*parts: Tokens) -> Tokens:
    return [token for part in parts for token in part]


NAME = NAMES.map(lambda name: [name])
VERB = st.one_of(st.sampled_from(["a", TYPE, "rdf:type"]), NAMES).map(lambda verb: [verb])
STRING = st.builds(quoted, CHARACTERS, st.sampled_from(['"', "'", '"""', "'''"]))
TAG = st.sampled_from([[], ["@en"], ["@pt-BR"], ["^^", "ex:t"], ["^^", "<t>"]])
LITERAL = st.one_of(
    st.builds(lambda string, tag: [string, *tag], STRING, TAG),
    st.sampled_from(["1", "-1.50", ".5", "+1e3", "true", "030", '"x"@prefix']).map(lambda n: [n]),
)
LABEL = st.sampled_from(["_:b", "_:b.c", "_:anon1"]).map(lambda label: [label])
EMPTY = st.sampled_from([["[]"], ["[", "]"], ["(", ")"]])


def separated(parts: list[Tokens], separator: Tokens) -> Tokens:
    return joined(*(joined(separator if number else [], part) for number, part in enumerate(parts)))


def properties(values: st.SearchStrategy[Tokens]) -> st.SearchStrategy[Tokens]:
    """Properties and values, as they stand behind a subject or in brackets."""
    several = st.lists(values, min_size=1, max_size=3).map(lambda some: separated(some, [","]))
    one = st.builds(joined, VERB, several)
    between = st.sampled_from([[";"], [";"], [";", ";"]])
    idle = st.sampled_from([[], [], [";"], [";", ";"]])
    return st.builds(
        lambda some, separator, end: joined(separated(some, separator), end),
        st.lists(one, min_size=1, max_size=3),
        between,
        idle,
    )


VALUE = st.recursive(
    st.one_of(NAME, LITERAL, LABEL, EMPTY),
    lambda inner: st.one_of(
        properties(inner).map(lambda some: ["[", *some, "]"]),
        st.lists(inner, max_size=3).map(lambda items: ["(", *joined(*items), ")"]),
    ),
    max_leaves=6,
)
STATEMENT = st.one_of(
    st.builds(joined, st.one_of(NAME, LABEL, EMPTY), properties(VALUE), st.just(["."])),
    properties(VALUE).map(lambda some: ["[", *some, "]", "."]),
    st.builds(
        lambda inner, outer: ["[", *inner, "]", *outer, "."], properties(VALUE), properties(VALUE)
    ),
    st.builds(lambda item, outer: ["(", *item, ")", *outer, "."], VALUE, properties(VALUE)),
    st.sampled_from(
        [
            ["@prefix", "zz:", "<http://z/>", "."],
            ["PREFIX", "y:", "<http://y/#>"],
            ["prefix", ":", "<http://c/>"],
            ["@base", "<http://base/a/>", "."],
            ["Base", "<http://base/b>"],
        ]
    ),
)
HEADER = [
    *("@prefix", "ex:", "<http://example.org/>", ".", "PREFIX", ":", "<http://example.org/#>"),
    *("@prefix", "rdf:", "<http://www.w3.org/1999/02/22-rdf-syntax-ns#>", "."),
]
COMMENT = st.builds(
    "#{}{}".format,
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=4),
    st.sampled_from(["\n", "\r\n", "\r", ' ; ex:p "x" .\n', " \t\n"]),
)
BETWEEN = st.lists(
    st.one_of(st.sampled_from([" ", " ", "  ", "\t", "\n", "\r\n", "\r", "\n\n\n"]), COMMENT),
    min_size=1,
    max_size=3,
).map("".join)


@st.composite
def documents(draw: st.DrawFn, between: st.SearchStrategy[str] = BETWEEN) -> str:
    """A text with something drawn between any two tokens, and at both ends."""
    words = [*HEADER, *joined(*draw(st.lists(STATEMENT, max_size=3)))]
    count = len(words) + 1
    gaps = draw(st.lists(between, min_size=count, max_size=count))
    return gaps[0] + "".join(word + gap for word, gap in zip(words, gaps[1:], strict=True))


@given(documents())
@settings(max_examples=200, deadline=None)
def test_any_text_with_comments_everywhere(text: str) -> None:
    assert_laid_out(text)


PLAIN = st.sampled_from([" ", " ", " ", "\n", "\n\n", " # c\n"])


@given(documents(PLAIN))
@settings(max_examples=150, deadline=None)
def test_any_text_with_few_comments(text: str) -> None:
    assert_laid_out(text)


@given(documents())
@settings(max_examples=150, deadline=None)
def test_spaces_and_tabs_of_the_author_do_not_matter(text: str) -> None:
    respaced = "".join(
        re.sub(r"[ \t]+", "\t   ", token.text) if token.kind is Kind.WS else token.text
        for token in tokens(text)
    )
    assert house_style(respaced).text == house_style(text).text


@given(documents(PLAIN))
@settings(max_examples=150, deadline=None)
def test_crlf_stays_and_changes_nothing_else(text: str) -> None:
    with_crlf = "".join(
        token.text if token.kind in STRINGS else token.text.replace("\n", "\r\n")
        for token in tokens(text)
    )
    if with_crlf == text:
        return
    expected = "".join(
        token.text if token.kind in STRINGS else token.text.replace("\n", "\r\n")
        for token in tokens(house_style(text).text)
    )
    assert house_style(with_crlf).text == expected


@given(st.text(st.sampled_from("ex:a<>[]().;,\"'#@^ \n\r\t1_\\a"), max_size=30))
@settings(max_examples=200, deadline=None)
def test_what_is_not_turtle_is_left_alone(text: str) -> None:
    style = house_style(text)
    if style.faults:
        assert style.text == text
    else:
        assert canonical(oxigraph(text)) == canonical(oxigraph(style.text))


# --- files


def assert_laid_out_or_left_alone(path: Path) -> None:
    text = path.read_bytes().decode()
    if scan(text, BASE).errors:
        assert house_style(text).text == text
    else:
        assert_laid_out(text)


OWN = sorted(path for path in ROOT.rglob("*.ttl") if ".venv" not in path.parts)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_turtle_of_this_repository(path: Path) -> None:
    assert_laid_out_or_left_alone(path)


def of_the_suite() -> list[Path]:
    """The files of the suite that are Turtle, as its positive tests say by their names."""
    if not SUITE.is_dir():
        return []
    return sorted(path for path in SUITE.glob("*.ttl") if "-bad-" not in path.name)


@pytest.mark.skipif(not SUITE.is_dir(), reason="needs the W3C Turtle suite beside the repository")
def test_the_suite_is_here() -> None:
    sound = [path for path in of_the_suite() if not scan(path.read_bytes().decode(), BASE).errors]
    assert len(sound) >= 145 + 74


@pytest.mark.parametrize("path", of_the_suite(), ids=lambda path: path.stem)
def test_the_turtle_of_the_w3c(path: Path) -> None:
    assert_laid_out_or_left_alone(path)
