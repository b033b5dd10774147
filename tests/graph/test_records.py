"""Records as content: equal where two texts say the same, whatever labels, order and spelling."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.graph.records import Part, read_records, records_of, together

EX = "@prefix ex: <https://example.org/> .\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


def of(turtle: str) -> object:
    return read_records((EX + turtle).encode())


NODES = st.sampled_from([ex("a"), ex("b"), *(BlankNode(label) for label in "vwxyz")])
TRIPLES = st.lists(
    st.builds(
        Triple,
        NODES,
        st.sampled_from([ex("p"), ex("q")]),
        st.one_of(NODES, st.integers(0, 3).map(Literal)),
    ),
    max_size=12,
)


def is_tree(triples: list[Triple]) -> bool:
    """Blank nodes in a circle are told apart by the order of the text; nobody writes them."""
    below: dict[BlankNode, set[BlankNode]] = {}
    for triple in triples:
        if isinstance(triple.subject, BlankNode) and isinstance(triple.object, BlankNode):
            below.setdefault(triple.subject, set()).add(triple.object)
    done = False
    while not done:
        done = True
        for node, inner in list(below.items()):
            further = inner | {deep for one in inner for deep in below.get(one, ())}
            if further != inner:
                below[node], done = further, False
    return all(node not in inner for node, inner in below.items())


@given(TRIPLES.filter(is_tree), st.randoms(use_true_random=False), st.permutations("vwxyz"))
def test_order_and_labels_make_no_difference(triples, random, labels) -> None:  # type: ignore[no-untyped-def]
    names = dict(zip("vwxyz", labels, strict=True))

    def renamed(term: object) -> object:
        return BlankNode(names[term.value]) if isinstance(term, BlankNode) else term

    other = [Triple(renamed(t.subject), t.predicate, renamed(t.object)) for t in triples]  # type: ignore[arg-type]
    random.shuffle(other)
    mine, theirs = (
        {
            key: {p: frozenset(v) for p, v in record.items()}
            for key, record in records_of(ts).items()
        }
        for ts in (triples, other)
    )
    assert mine == theirs


@given(
    st.decimals(allow_nan=False, allow_infinity=False),
    st.decimals(allow_nan=False, allow_infinity=False),
)
def test_numbers_are_equal_where_their_values_are(one: Decimal, other: Decimal) -> None:
    mine, theirs = (of(f'ex:a ex:p "{n:f}"^^xsd:decimal .') for n in (one, other))
    assert (mine == theirs) == (one == other)


def test_spellings_of_one_value() -> None:
    assert of("ex:a ex:p 30 .") == of('ex:a ex:p "+030.00"^^xsd:decimal .')
    assert of("ex:a ex:p 0 .") == of('ex:a ex:p "-0"^^xsd:integer .')
    assert of("ex:a ex:p true .") == of('ex:a ex:p "1"^^xsd:boolean .')
    assert of('ex:a ex:p "x"@EN .') == of('ex:a ex:p "x"@en .')
    assert of('ex:a ex:p """a\r\nb""" .') == of('ex:a ex:p "a\\nb" .')


def test_what_is_not_the_same() -> None:
    assert of("ex:a ex:p 30 .") != of("ex:a ex:p 300 .")
    assert of("ex:a ex:p 3.0 .") != of("ex:a ex:p 0.3 .")
    assert of("ex:a ex:p -3 .") != of("ex:a ex:p 3 .")
    assert of('ex:a ex:p "30" .') != of("ex:a ex:p 30 .")
    assert of('ex:a ex:p "x"@en .') != of('ex:a ex:p "x"@de .')
    assert of("ex:a ex:p [ ex:q 1 ] , [ ex:q 2 ] .") != of("ex:a ex:p [ ex:q 1 , 2 ] .")
    assert of("ex:a ex:p [ ex:q [ ex:r 1 ] ] .") != of("ex:a ex:p [ ex:q [ ex:r 2 ] ] .")


def test_a_record_without_a_name_is_known_by_what_it_says() -> None:
    assert of("[] a ex:T ; ex:p 1 .") == of("_:b ex:p 1.0 . _:b a ex:T .")
    assert of("[] a ex:T ; ex:p 1 .") != of("[] a ex:T ; ex:p 2 .")
    assert of("[] ex:p 1 .") == {}


def test_only_what_is_wanted() -> None:
    wanted = read_records((EX + "ex:a ex:p [ ex:q 1 ] . ex:b ex:p 2 .").encode(), {ex("a")})
    assert wanted is not None
    assert list(wanted) == [ex("a")]
    assert isinstance(wanted[ex("a")][ex("p")][0], Part)


def test_what_two_files_say_of_a_record_is_one_record() -> None:
    one, other = (read_records((EX + text).encode()) for text in ("ex:a ex:p 1 .", "ex:a ex:p 2 ."))
    assert one is not None
    assert other is not None
    assert together([one, other]) == of("ex:a ex:p 1 , 2 .")


def test_no_turtle_has_no_records() -> None:
    assert of("ex:a ex:p") is None
    assert read_records(b"\xff") is None


def test_depth_and_circles_exhaust_nothing() -> None:
    items = " ".join(str(number) for number in range(5000))
    assert of(f"ex:a ex:p ( {items} ) .") == of(f"ex:a  ex:p ( {items} ) .")
    assert of("ex:a ex:p _:b . _:b ex:q _:b .") == of("ex:a ex:p _:c . _:c ex:q _:c .")
