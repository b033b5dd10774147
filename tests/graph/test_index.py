"""An index tells what a plain list of the triples, each once, would tell."""

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

from kb.graph.index import Index, Term
from kb.words.vocabulary import RDF_TYPE

NODES = [NamedNode(f"https://example.org/{name}") for name in "abc"]
PROPS = [RDF_TYPE, NamedNode("https://example.org/says")]
VALUES: list[Term] = [*NODES, Literal("one"), Literal("two")]
triples = st.lists(
    st.builds(Triple, st.sampled_from(NODES), st.sampled_from(PROPS), st.sampled_from(VALUES)),
    max_size=12,
)


def agrees(index: Index, given: list[Triple]) -> None:
    told = list(dict.fromkeys(given))
    assert len(index) == len(told)
    assert set(index.triples()) == set(told)
    assert set(index.subjects()) == {t.subject for t in told}
    for node in NODES:
        assert (node in index) == any(t.subject == node for t in told)
        about = {p: values(told, node, p) for p in PROPS if values(told, node, p)}
        assert index.about(node) == about
        for prop in PROPS:
            found = values(told, node, prop)
            literals = [v.value for v in found if isinstance(v, Literal)]
            assert index.values(node, prop) == found
            assert index.value(node, prop) == next(iter(found), None)
            assert index.text(node, prop) == next(iter(literals), None)
            assert index.nodes(node, prop) == tuple(v for v in found if isinstance(v, NamedNode))
            assert all(index.has(node, prop, v) == (v in found) for v in VALUES)
            subjects = tuple(t.subject for t in told if (t.predicate, t.object) == (prop, node))
            assert index.pointing(node, prop) == tuple((prop, s) for s in subjects)
            assert prop != RDF_TYPE or index.instances(node) == subjects
        assert set(index.pointing(node)) == {
            (t.predicate, t.subject) for t in told if t.object == node
        }


def values(told: list[Triple], node: NamedNode, prop: NamedNode) -> tuple[Term, ...]:
    return tuple(
        t.object
        for t in told
        if (t.subject, t.predicate) == (node, prop) and not isinstance(t.object, Triple)
    )


@settings(max_examples=150)
@given(triples, triples)
def test_triples_are_told_in_the_order_of_the_text(first: list[Triple], more: list[Triple]) -> None:
    index = Index(first)
    agrees(index, first)
    index.add(more)
    agrees(index, [*first, *more])


@settings(max_examples=150)
@given(triples, triples)
def test_an_extended_index_leaves_the_first_as_it_is(
    first: list[Triple], more: list[Triple]
) -> None:
    index = Index(first)
    agrees(index.extended(more), [*first, *more])
    agrees(index, first)


def test_nothing_is_said_about_a_literal() -> None:
    index = Index([Triple(NODES[0], PROPS[1], Literal("one"))])
    assert index.about(Literal("one")) == {}
    assert index.values(Literal("one"), PROPS[1]) == ()
    assert index.pointing(Literal("one")) == ((PROPS[1], NODES[0]),)
