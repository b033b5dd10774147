"""The algebra of losses: adding loses nothing, taking away is always told, and order is nothing."""

from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kb.graph.records import Part, Record, Records, Value
from kb.judgement.history.lasting import SORTS, Aspect
from kb.judgement.history.losses import Loss, losses, superseded
from kb.words.vocabulary import RDF_TYPE, kb

CLAIM = kb("Claim")


def ex(name: str) -> NamedNode:
    return NamedNode(f"https://example.org/{name}")


VALUES: st.SearchStrategy[Value] = st.one_of(
    st.sampled_from([ex("a"), ex("b"), kb("affirms")]),
    st.integers(0, 3).map(Literal),
    st.builds(
        lambda start, words: Part.of(
            [(kb("start"), Literal(start)), (kb("exact"), Literal(words))]
        ),
        st.integers(0, 2),
        st.sampled_from(["one", "two"]),
    ),
)
PROPERTIES = st.sampled_from(
    [kb(n) for n in ("speaker", "via", "low", "option", "denies", "evidence", "supports", "note")]
)
CONTENT = st.dictionaries(
    PROPERTIES, st.lists(VALUES, min_size=1, max_size=3, unique=True).map(tuple), max_size=5
)


@st.composite
def records(draw: st.DrawFn) -> Records:
    names = draw(st.lists(st.sampled_from("pqrst"), unique=True, max_size=5))
    types = st.sampled_from([(sort.type,) for sort in SORTS] + [(kb("Review"),)])
    return {ex(name): {RDF_TYPE: draw(types), **draw(CONTENT)} for name in names}


def lost(old: Records, new: Records) -> tuple[Loss, ...]:
    return tuple(losses(old, new, superseded(new)))


def must_last(record: Record) -> bool:
    return any(sort.type in record[RDF_TYPE] for sort in SORTS)


@given(records())
def test_the_same_records_in_another_order_lose_nothing(old: Records) -> None:
    turned: Records = {
        key: {prop: values[::-1] for prop, values in reversed(tuple(old[key].items()))}
        for key in reversed(tuple(old))
    }
    assert lost(old, turned) == ()


@given(records(), records())
def test_further_records_lose_nothing(old: Records, more: Records) -> None:
    assert lost(old, {**more, **old}) == ()


@given(records(), st.data())
def test_every_record_that_goes_is_told_and_no_other(old: Records, data: st.DataObject) -> None:
    kept = data.draw(st.sets(st.sampled_from(sorted(old, key=str)))) if old else set()
    told = {loss.key for loss in lost(old, {key: old[key] for key in kept})}
    assert told == {key for key in old if key not in kept and must_last(old[key])}


@given(records(), records())
def test_a_loss_had_happened_now_and_not_then(old: Records, new: Records) -> None:
    stands_for = superseded(new)
    for loss in lost(old, new):
        assert loss.had_happened(new.get(loss.key), stands_for)
        assert not loss.had_happened(old[loss.key], stands_for)


@given(CONTENT, CONTENT)
def test_a_claim_with_a_value_less_is_told_once_for_each_side(one: Record, other: Record) -> None:
    old: Records = {ex("c"): {RDF_TYPE: (CLAIM,), **one, **other}}
    for prop, values in old[ex("c")].items():
        if prop in (RDF_TYPE, kb("note")):
            continue
        (loss,) = lost(old, {ex("c"): {**old[ex("c")], prop: values[1:]}})
        side = {kb("evidence"): Aspect.EVIDENCE}.get(
            prop, Aspect.ATTRIBUTION if prop in (kb("speaker"), kb("via")) else Aspect.CONTENT
        )
        assert (loss.aspect, loss.changes[0].was) == (side, values[:1])


@given(CONTENT)
def test_remarks_are_free(content: Record) -> None:
    old: Records = {ex("c"): {RDF_TYPE: (CLAIM,), **content, kb("note"): (Literal("old"),)}}
    new: Records = {ex("c"): {**old[ex("c")], kb("note"): (Literal("new"),)}}
    assert lost(old, new) == ()


def test_superseding_goes_back_to_the_oldest_and_circles_end() -> None:
    chain: Records = {
        ex(b): {kb("supersedes"): (ex(a),)} for a, b in ("ab", "bc", "cd", "xy", "yx")
    }
    found = superseded(chain)
    assert {found[ex(name)] for name in "bcd"} == {ex("a")}
    assert set(found) == {ex(name) for name in "bcdxy"}
