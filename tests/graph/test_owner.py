"""Parts without a name belong to the nearest record that has one."""

from pyoxigraph import NamedNode

from kb.graph.owner import Owner, owner_of, with_owner
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import kb
from tests.judgement.records import EX, index_of

INDEX = index_of(
    'ex:c kb:via [ kb:evidence [ kb:exact "words" ] ] , [ kb:hop 2 ] . [] kb:gist "a"@en .'
)
CLAIM = NamedNode(EX + "c")
FIRST_HOP = INDEX.nodes(CLAIM, kb("via"))[0]
(SPAN,) = INDEX.nodes(FIRST_HOP, kb("evidence"))


def finding(node: object) -> Finding:
    return Finding("KB204", Severity.ERROR, "something", node=str(node))


def test_a_named_record_is_its_own_owner() -> None:
    assert owner_of(INDEX, CLAIM) == Owner(CLAIM)


def test_a_part_of_a_part_is_reached_by_two_properties() -> None:
    assert owner_of(INDEX, SPAN) == Owner(CLAIM, (kb("via"), kb("evidence")))


def test_a_record_that_nobody_holds_has_no_owner() -> None:
    (alone,) = (node for node in INDEX.subjects() if INDEX.values(node, kb("gist")))
    assert owner_of(INDEX, alone) is None
    assert with_owner(finding(alone), INDEX).record is None


def test_a_ring_of_parts_has_no_owner() -> None:
    ring = index_of("_:a kb:within _:b . _:b kb:within _:a .")
    assert [owner_of(ring, node) for node in ring.subjects()] == [None, None]


def test_a_finding_names_its_record_and_the_way_to_its_node() -> None:
    found = with_owner(finding(SPAN), INDEX)
    assert (found.record, found.route) == (str(CLAIM), (str(kb("via")), str(kb("evidence"))))


def test_a_finding_on_a_literal_belongs_to_whoever_has_it_as_a_value() -> None:
    found = with_owner(finding('"words"'), INDEX)
    assert found.record == str(CLAIM)
    assert found.route[-1] == str(kb("exact"))
