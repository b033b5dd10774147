"""Single decisions in small: what a question admits, control and presence, support, readings."""

from decimal import Decimal
from itertools import combinations

import pytest

from kb.graph.corpus import ontology
from kb.judgement.answers.read import answers
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome
from kb.judgement.pairs.world import world_of
from tests.judgement.records import index_of

DAY = 'kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date ; kb:filled kb:asOf'


def outcome(text: str) -> Outcome:
    index = index_of(text)
    index.add(ontology())
    ((one, other),) = combinations(answers(index), 2)
    return classify(one, other, world_of(index))


# Whether several places, or dates, can be right

WHERE = """
ex:east kb:disjoint ex:west .
ex:a a kb:Claim ; kb:answers ex:q ; kb:place ex:east .
ex:b a kb:Claim ; kb:answers ex:q ; kb:place ex:west .
ex:q a kb:Question ; kb:answerKind kb:placeAnswer ; kb:mustMatch kb:subject ; kb:subject ex:x
"""
WHEN = """
ex:a a kb:Claim ; kb:answers ex:q ;
    kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date .
ex:b a kb:Claim ; kb:answers ex:q ;
    kb:from "2020-05-02"^^xsd:date ; kb:until "2020-05-02"^^xsd:date .
ex:q a kb:Question ; kb:answerKind kb:dateAnswer ; kb:mustMatch kb:subject ; kb:subject ex:x
"""


@pytest.mark.parametrize("asked", [WHERE, WHEN], ids=["place", "date"])
@pytest.mark.parametrize(
    ("said", "kind"),
    [
        (" ; kb:admitsSeveral false .", Kind.CONFLICT),
        (" ; kb:admitsSeveral true .", Kind.COMPATIBLE),
        (" .", Kind.UNDETERMINED),
    ],
    ids=["one", "several", "not said"],
)
def test_two_apart_exclude_each_other_where_only_one_can_be_right(
    asked: str, said: str, kind: Kind
) -> None:
    found = outcome(asked + said)
    assert (found.kind, found.rule) == (kind, "DR17")
    assert found.differences == (("several",) if kind is Kind.UNDETERMINED else ())


# Control and presence

HELD = f"""
ex:q a kb:Question ; kb:answerKind kb:choice ; kb:options kb:yesOrNo ; kb:mustMatch kb:definition .
ex:rules kb:definitionKind kb:controlKind .
ex:hides kb:definitionKind kb:presenceKind .
ex:a a kb:Claim ; kb:answers ex:q ; kb:option kb:yes ; kb:definition ex:rules ; {DAY} .
"""


def test_to_control_and_to_be_present_are_two_things_without_a_word_on_the_senses() -> None:
    there = "ex:b a kb:Claim ; kb:answers ex:q ; kb:option kb:no ; kb:definition ex:hides"
    assert (outcome(f"{HELD}{there} .").kind, outcome(f"{HELD}{there} .").rule) == (
        Kind.APPARENT,
        "DR21",
    )
    both = outcome(f"{HELD}{there} , ex:rules .")
    assert both.rule != "DR21"
    assert outcome(HELD + there.replace("ex:hides", "ex:rules") + " .").rule == "DR10"


# Stated support

COUNT = (
    "ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:m ; kb:mustMatch kb:period .\n"
)


@pytest.mark.parametrize(("number", "apart"), [(20, False), (30, True)])
def test_support_stands_and_tells_of_numbers_that_have_nothing_in_common(
    number: int, apart: bool
) -> None:
    found = outcome(
        f"{COUNT}ex:a a kb:Claim ; kb:answers ex:q ; kb:low 20 ; kb:high 20 ; {DAY} .\n"
        f"ex:b a kb:Claim ; kb:answers ex:q ; kb:low {number} ; kb:high {number} ; {DAY} ; "
        "kb:supports ex:a ."
    )
    assert (found.kind, found.rule) == (Kind.COMPATIBLE, "DR02")
    assert ("no number in common" in found.reason) is apart


# Readings that come to one kind in different ways


def read(two: str) -> Outcome:
    return outcome(
        f"{COUNT}ex:a a kb:Claim ; kb:answers ex:q ; kb:low 20 ; kb:high 20 ; {DAY} .\n"
        f'ex:b a kb:Claim ; kb:answers ex:q ; {DAY} ; kb:reading [ kb:label "one"@en ; kb:low 30 ; '
        f'kb:high 30 ] , [ kb:label "two"@en ; {two} ] .'
    )


def test_a_distance_that_differs_from_reading_to_reading_is_none() -> None:
    found = read("kb:low 40 ; kb:high 40")
    assert (found.kind, found.rule) == (Kind.CONFLICT, "DR01")
    assert (found.gap, found.factor) == (None, None)
    alike = read("kb:low 30 ; kb:high 30 ; kb:place ex:east")
    assert (alike.gap, alike.factor) == (Decimal(10), Decimal("1.5"))


def test_what_differs_under_any_reading_is_named() -> None:
    asked = COUNT.replace("kb:mustMatch", "kb:mustMatch kb:place , kb:population , kb:definition ,")
    found = outcome(
        f"{asked}ex:east kb:disjoint ex:west . ex:men kb:disjoint ex:boats .\n"
        "ex:a a kb:Claim ; kb:answers ex:q ; kb:place ex:east ; kb:population ex:men ; "
        f"kb:low 20 ; kb:high 20 ; {DAY} .\n"
        f"ex:b a kb:Claim ; kb:answers ex:q ; kb:low 30 ; kb:high 30 ; {DAY} ; "
        'kb:reading [ kb:label "one"@en ; kb:place ex:west ; kb:population ex:men ] , '
        '[ kb:label "two"@en ; kb:place ex:east ; kb:population ex:boats ] .'
    )
    assert (found.kind, found.differences) == (Kind.APPARENT, ("place", "population"))
