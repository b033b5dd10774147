"""Random graphs go out and come back the same, and the bytes depend on the graph alone."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from random import Random

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)

from kb.exchange.serialization.serialize import to_jsonld, to_nquads, to_ntriples, to_turtle

XSD = "http://www.w3.org/2001/XMLSchema#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TYPE, FIRST, REST, NIL = (NamedNode(RDF + name) for name in ("type", "first", "rest", "nil"))

PREFIXES = {
    "": "http://ex.org/",
    "ex": "http://ex.org/ns#",
    "deep": "http://ex.org/ns#deep-",
    "urn": "http://ex.org/urn/",
    "rdf": RDF,
    "xsd": XSD,
}

NASTY = "\"\\'\n\r\t\b\f\0\x1b\x7f\x85\u200d\u2028\u202e\u2066\ufeff\ufffe\U0001f600é٣ .:;@^<>#%{}"

odd_iris = st.sampled_from(
    [
        "http://ex.org/ns#",
        "http://ex.org/ns#a.b",
        "http://ex.org/ns#a.",
        "http://ex.org/ns#-a",
        "http://ex.org/ns#2014",
        "http://ex.org/ns#a/b",
        "http://ex.org/ns#a:b",
        "http://ex.org/ns#a%20b",
        "http://ex.org/ns#deep-x",
        "http://ex.org/ns#deep--x",
        "http://ex.org/ns#été",
        "http://ex.org/ns#عراق",
        "http://ex.org/ns#a\u202eb",
        "http://ex.org/ns#a\u061cb",
        "http://ex.org/'(a),b;c=d'?e=f&g#h",
        "urn:isbn:0",
        "urn:x",
        "mailto:a@b.c",
        "a:",
        RDF + "nil",
        RDF + "List",
        XSD + "integer",
    ]
)
local_names = st.text(
    st.characters(categories=["L", "N"]) | st.sampled_from("._-"), min_size=1, max_size=4
)


def named_or_none(iri: str) -> NamedNode | None:
    try:
        return NamedNode(iri)
    except ValueError:
        return None


iris = (
    (odd_iris | st.builds("http://ex.org/ns#{}".format, local_names))
    .map(named_or_none)
    .filter(lambda iri: iri is not None)
)
few_iris = st.sampled_from([NamedNode(f"http://ex.org/ns#{name}") for name in "abc"])
predicates = st.sampled_from(
    [TYPE, FIRST, REST, *(NamedNode(f"http://ex.org/ns#{name}") for name in "pqr")]
)
texts = st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from(NASTY), max_size=12)
LEXICAL_FORMS = """0 7 9 10 -1 +1 030 30.0 30. .5 -0.50 210133.00 1e3 1.0E-3 1.e5 1e30 INF
    NaN true false 1 yes 1_0 ٣ 2014-06-10 2014-06-10Z"""
lexical_forms = st.sampled_from([*LEXICAL_FORMS.split(), "", " 7"])
DATATYPES = "integer decimal double float boolean date byte string"
datatypes = st.sampled_from(
    [*(XSD + name for name in DATATYPES.split()), "http://ex.org/ns#odd", RDF + "JSON"]
).map(NamedNode)
literals = (
    st.builds(Literal, texts)
    | st.builds(Literal, lexical_forms, datatype=datatypes)
    | st.builds(Literal, texts, datatype=datatypes)
    | st.builds(Literal, texts, language=st.sampled_from(["en", "EN-us", "ar", "zh-Hant-TW"]))
)
blanks = st.sampled_from([BlankNode(f"n{count}") for count in range(5)])


@st.composite
def nested(draw: st.DrawFn) -> list[Triple]:
    """A subject with trees of brackets and lists below it, some of them twice the same."""
    count = iter(range(100))
    triples: list[Triple] = []

    def put(shape: object) -> NamedNode | Literal | BlankNode:
        if isinstance(shape, (NamedNode, Literal, BlankNode)):
            return shape
        assert isinstance(shape, tuple)
        kind, parts = shape
        if kind == "list":
            rest: NamedNode | BlankNode = NIL
            for part in reversed(parts):
                cell = BlankNode(f"tree{next(count)}")
                triples.append(Triple(cell, FIRST, put(part)))
                triples.append(Triple(cell, REST, rest))
                rest = cell
            return rest
        node = BlankNode(f"tree{next(count)}")
        for predicate, part in parts:
            triples.append(Triple(node, predicate, put(part)))
        return node

    def larger(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
        said = st.lists(st.tuples(predicates, inner), max_size=3)
        return st.tuples(st.just("node"), said) | st.tuples(
            st.just("list"), st.lists(inner, max_size=3)
        )

    leaf = few_iris | literals | blanks
    for shape in draw(st.lists(st.recursive(leaf, larger, max_leaves=4), max_size=2)):
        subject, predicate = draw(few_iris | blanks), draw(predicates)
        once_or_twice = range(draw(st.integers(1, 2)))
        triples += [Triple(subject, predicate, put(shape)) for _ in once_or_twice]
    return triples


loose = st.lists(
    st.builds(Triple, iris | blanks, predicates | iris, iris | literals | blanks), max_size=8
)
knots = st.lists(
    st.builds(Triple, few_iris | blanks, predicates, few_iris | blanks | st.just(NIL)), max_size=12
)
graphs = st.builds(
    lambda *parts: [triple for part in parts for triple in part], loose, knots, nested()
)

Writer = Callable[[Iterable[Triple]], str]
WRITERS: dict[str, tuple[Writer, RdfFormat]] = {
    "turtle": (lambda triples: to_turtle(triples, PREFIXES), RdfFormat.TURTLE),
    "nt": (to_ntriples, RdfFormat.N_TRIPLES),
    "nquads": (to_nquads, RdfFormat.N_QUADS),
    "json-ld": (lambda triples: to_jsonld(triples, PREFIXES), RdfFormat.JSON_LD),
}
every_format = pytest.mark.parametrize("name", WRITERS)


def canonical(triples: Iterable[Triple]) -> Dataset:
    """RDFC-1.0, an algorithm that shares nothing with ours: equal exactly where isomorphic."""
    dataset = Dataset(Quad(t.subject, t.predicate, t.object) for t in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def read(text: str, format_: RdfFormat) -> list[Triple]:
    return [quad.triple for quad in parse(text, format=format_)]


@every_format
@given(graph=graphs)
@settings(max_examples=150, deadline=None)
def test_what_is_read_back_is_the_same_graph(name: str, graph: list[Triple]) -> None:
    write, format_ = WRITERS[name]
    assert canonical(read(write(graph), format_)) == canonical(graph)


def as_rdflib_reads(text: str, format_: str) -> Dataset:
    """What rdflib makes of a text, with the literals that it rewrites (030, yes) as it has them."""
    dataset = rdflib.Dataset()
    dataset.parse(data=text, format=format_)
    graph = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads():
        graph.add((subject, predicate, object_))
    return canonical(read(graph.serialize(format="nt"), RdfFormat.N_TRIPLES))


@every_format
@pytest.mark.filterwarnings("ignore")
@given(graph=graphs)
@settings(max_examples=60, deadline=None)
def test_rdflib_reads_the_same_graph(name: str, graph: list[Triple]) -> None:
    write, _ = WRITERS[name]
    plain = "".join(f"{triple} .\n" for triple in graph)
    assert as_rdflib_reads(write(graph), name) == as_rdflib_reads(plain, "nt")


def shuffled(graph: list[Triple], chance: Random) -> list[Triple]:
    """The same graph with other labels, in another order, with a triple or two said twice."""
    names = [f"z{count}" for count in range(200)]
    chance.shuffle(names)
    labels: dict[BlankNode, BlankNode] = defaultdict(lambda: BlankNode(names.pop()))
    other = [
        Triple(
            labels[t.subject] if isinstance(t.subject, BlankNode) else t.subject,
            t.predicate,
            labels[t.object] if isinstance(t.object, BlankNode) else t.object,
        )
        for t in graph + graph[:2]
    ]
    chance.shuffle(other)
    return other


@every_format
@given(graph=graphs, chance=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_order_and_labels_of_the_input_change_no_byte(
    name: str, graph: list[Triple], chance: Random
) -> None:
    write, _ = WRITERS[name]
    assert write(shuffled(graph, chance)) == write(graph)


@every_format
@given(graph=graphs)
@settings(max_examples=100, deadline=None)
def test_exporting_an_export_again_changes_no_byte(name: str, graph: list[Triple]) -> None:
    write, format_ = WRITERS[name]
    text = write(graph)
    assert write(read(text, format_)) == text
