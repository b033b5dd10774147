"""Figures without a question meet by what they are figures of."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from kb.graph.corpus import ontology, read_corpus
from kb.graph.index import Index
from kb.graph.names import Names
from kb.judgement.answers.derived_questions import (
    derived_records,
    is_derived,
    with_derived_questions,
    with_questions,
)
from kb.judgement.answers.figure_keys import KEY, QUESTIONS, figure_key, figures_beside_questions
from kb.judgement.contests.contest import Contest, contests
from kb.judgement.pairs.outcomes import Kind
from kb.judgement.shacl.shapes import read_shapes, shape_findings
from kb.text.base import open_base
from kb.words.vocabulary import PREF_LABEL, kb, shape_files
from tests.judgement.records import EX, index_of

HERALD = Path(__file__).parents[1] / "bases" / "herald"
NAMES = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:killed skos:prefLabel "killed"@en , "dræbte"@da .
ex:town skos:prefLabel "the market town"@en , "købstaden"@da .
ex:fighters skos:prefLabel "fighters"@en , "krigere"@da .
ex:in-action skos:prefLabel "in action only"@en .
"""
DAY = 'kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date ; kb:filled kb:asOf'


def figure(name: str, of: str, number: int, more: str = DAY) -> str:
    return f"ex:{name} a kb:Claim ; {of} ; kb:low {number} ; kb:high {number} ; {more} .\n"


def known(text: str) -> Index:
    index = index_of(NAMES + text)
    index.add(ontology())
    return index


def met(text: str) -> list[Contest]:
    return [c for c in contests(known(text)) if is_derived(c.world.index, c.question)]


def claims(contest: Contest) -> set[str]:
    return {answer.claim.value.removeprefix(EX) for answer in contest.answers}


def missing(contest: Contest) -> list[tuple[str, ...]]:
    return [o.differences for o in contest.outcomes() if o.kind is Kind.UNDETERMINED]


OF = "kb:measure ex:killed ; kb:place ex:town"


def test_two_imported_figures_of_the_same_conflict() -> None:
    (contest,) = met(figure("a", OF, 20) + figure("b", OF, 30))
    assert claims(contest) == {"a", "b"}
    assert [(o.kind, o.rule) for o in contest.conflicts] == [(Kind.CONFLICT, "DR01")]
    assert contest.question.value.startswith(QUESTIONS)


@pytest.mark.parametrize("name", KEY)
def test_figures_that_differ_in_a_dimension_of_the_key_do_not_meet(name: str) -> None:
    of = {dimension: f"ex:{dimension}" for dimension in KEY}
    told = " ; ".join(f"kb:{dimension} {value}" for dimension, value in of.items())
    other = told.replace(f"kb:{name} ex:{name}", f"kb:{name} ex:other")
    assert len(met(figure("a", told, 20) + figure("b", other, 30))) == 2
    silent = told.replace(f"kb:{name} ex:{name}", "kb:note 'nothing'")
    assert len(met(figure("a", told, 20) + figure("b", silent, 30))) == (
        1 if name == "measure" else 2
    )


def test_a_stated_difference_in_time_is_found_as_on_any_question() -> None:
    later = DAY.replace("05-01", "05-02")
    (contest,) = met(figure("a", OF, 20) + figure("b", OF, 30, later))
    assert contest.counts[Kind.APPARENT] == 1


def test_where_some_figures_of_a_measure_name_the_group_the_silence_of_others_is_a_gap() -> None:
    silent = figure("a", OF, 20) + figure("b", OF, 30)
    named = figure("c", f"{OF} ; kb:population ex:fighters", 5)
    by_claims = {frozenset(claims(contest)): contest for contest in met(silent + named)}
    assert missing(by_claims[frozenset("ab")]) == [("population",)]
    (said,) = met(silent.replace(DAY, f"{DAY} ; kb:unstated kb:population"))
    assert missing(said) == [("population",)]


def test_an_event_that_only_some_name_leaves_open_whether_they_speak_of_it() -> None:
    (contest,) = met(figure("a", f"{OF} ; kb:event ex:raid", 20) + figure("b", OF, 30))
    assert missing(contest) == [("event",)]


@pytest.mark.parametrize(
    "says",
    [
        f"{OF} ; kb:answers kb:noQuestion ; kb:low 5",
        f"{OF} ; kb:denies ex:a ; kb:low 5",
        f"{OF} ; kb:option ex:yes",
        "kb:place ex:town ; kb:low 5",
        "kb:measure ex:killed ; kb:place [ kb:within ex:town ] ; kb:low 5",
    ],
    ids=["kept apart", "a denial", "no figure", "no measure", "a place without a name"],
)
def test_what_has_no_key(says: str) -> None:
    assert figure_key(known(f"ex:c a kb:Claim ; {says} ."), NamedNode(EX + "c")) is None


def test_a_vague_amount_and_a_figure_in_a_reading_are_figures_too() -> None:
    text = f"ex:c a kb:Claim ; {OF} ; kb:qualifier kb:dozens ; {DAY} .\n"
    text += f'ex:d a kb:Claim ; {OF} ; kb:reading [ kb:label "a cap"@en ; kb:high 9 ] ; {DAY} .'
    (contest,) = met(text)
    assert claims(contest) == {"c", "d"}


def test_a_denial_goes_to_the_question_of_the_figure_that_it_denies() -> None:
    text = figure("a", OF, 20) + "ex:b a kb:Claim ; kb:denies ex:a ; kb:speaker ex:mayor ."
    (contest,) = met(text)
    assert [(o.kind, o.rule) for o in contest.conflicts] == [(Kind.CONFLICT, "DR08")]


def test_it_is_called_by_what_it_is_of_in_each_language_that_all_have() -> None:
    text = figure("a", f"{OF} ; kb:population ex:fighters", 20)
    (contest,) = met(text)
    labels = contest.world.index.values(contest.question, PREF_LABEL)
    assert {*labels} == {
        Literal("Killed: fighters, the market town", language="en"),
        Literal("Dræbte: krigere, købstaden", language="da"),
    }
    (narrower,) = met(figure("a", f"{OF} ; kb:definition ex:in-action", 20))
    told = Literal("Killed: the market town (in action only)", language="en")
    assert narrower.world.index.values(narrower.question, PREF_LABEL) == (told,)
    (nameless,) = met(figure("a", "kb:measure ex:killed ; kb:place ex:north_bank", 20))
    told = Literal("Killed: north_bank")
    assert nameless.world.index.values(nameless.question, PREF_LABEL) == (told,)


def test_a_base_with_a_question_for_everything_stays_as_it_is() -> None:
    index = known(f"ex:q a kb:Question . ex:a a kb:Claim ; kb:answers ex:q ; {OF} ; kb:low 3 .")
    assert with_derived_questions(index) is index
    made = with_derived_questions(known(figure("a", OF, 20)))
    assert with_derived_questions(made) is made


def test_what_is_made_can_be_told_from_what_is_written() -> None:
    index = known(figure("a", OF, 20) + figure("b", "kb:measure ex:hurt", 2))
    made = with_derived_questions(index)
    triples = set(derived_records(made))
    assert triples == set(made.triples()) - set(index.triples())
    (first, second) = made.instances(kb("DerivedQuestion"))
    assert {t.subject for t in derived_records(made, {first})} == {first, NamedNode(EX + "a")}
    assert second not in index


# Laws

DIMENSIONS = st.fixed_dictionaries(
    {"measure": st.sampled_from(["ex:killed", "ex:hurt"])},
    optional={
        name: st.lists(st.sampled_from(["ex:x", "ex:y", "ex:z"]), min_size=1, max_size=2)
        for name in ("subject", "place", "population", "definition")
    },
)
few = settings(max_examples=40, deadline=None)


def says(of: dict[str, str | list[str]], order: int = 1) -> str:
    told = [(n, v) for n, values in of.items() for v in ([values] if n == "measure" else values)]
    return " ; ".join(f"kb:{name} {value}" for name, value in told[::order])


@few
@given(st.lists(DIMENSIONS, min_size=1, max_size=4))
def test_the_order_of_what_is_said_does_not_matter(drawn: list[dict[str, str | list[str]]]) -> None:
    texts = [figure(f"c{n}", says(of), n) for n, of in enumerate(drawn)]
    turned = [figure(f"c{n}", says(of, -1), n) for n, of in enumerate(drawn)]
    found, again = ({*derived(text)} for text in ("".join(texts), "".join(reversed(turned))))
    assert found == again


def derived(text: str) -> list[str]:
    return [str(triple) for triple in derived_records(with_derived_questions(known(text)))]


@few
@given(st.lists(DIMENSIONS, min_size=1, max_size=4), DIMENSIONS)
def test_another_figure_of_another_measure_changes_no_question(
    drawn: list[dict[str, str | list[str]]], more: dict[str, str | list[str]]
) -> None:
    text = "".join(figure(f"c{n}", says(of), n) for n, of in enumerate(drawn))
    other = figure("other", says({**more, "measure": "ex:unrelated"}), 7)
    assert {*derived(text)} <= {*derived(text + other)}


# Beside the questions of a base

ASKED = "ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:killed .\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (figure("b", f"{OF} ; kb:answers ex:q", 3), ["ex:a"]),
        (figure("b", "kb:answers ex:q ; kb:place ex:town", 3), ["ex:a"]),
        (figure("b", "kb:answers ex:q ; kb:place ex:village", 3), []),
        (figure("b", "kb:answers ex:q ; kb:place ex:town ; kb:subject ex:army", 3), []),
        ("ex:q kb:place ex:town .", ["ex:a"]),
        ("ex:q kb:place ex:town ; kb:population ex:fighters .", []),
    ],
)
def test_a_figure_that_a_written_question_asks_for_is_not_joined_but_told_of(
    text: str, found: list[str]
) -> None:
    index = known(ASKED + figure("a", OF, 20) + text)
    findings = list(figures_beside_questions(index))
    assert [one.node for one in findings] == [f"<{EX}a>" for _ in found]
    assert all("q is answered" in one.message for one in findings)
    joined = {frozenset(claims(contest)) for contest in contests(index)}
    assert frozenset("a") in joined


@pytest.mark.parametrize(
    ("says", "enough"),
    [
        ("kb:measure ex:killed ; kb:low 3", True),
        ("kb:measure ex:killed ; kb:qualifier kb:dozens", True),
        ("kb:measure ex:killed", False),
        ("kb:low 3", False),
    ],
)
def test_a_claim_needs_no_question_if_it_gives_a_figure_with_its_measure(
    says: str, enough: bool
) -> None:
    found = shape_findings(known(f"ex:c a kb:Claim ; {says} ."), read_shapes(shape_files()))
    assert ("KB110" not in {finding.code for finding in found}) is enough


def test_figures_of_a_base_meet_beside_its_questions() -> None:
    corpus = read_corpus(open_base(HERALD))
    found = {contest.question: contest for contest in contests(corpus.known)}
    made = [contest for question, contest in found.items() if question.value.startswith(QUESTIONS)]
    assert [sorted(c.claim.value.rpartition("/")[2] for c in m.answers) for m in made] == [
        ["h-gust-brigade", "h-gust-club"],
        ["h-crane"],
    ]
    assert made[0].question.value == QUESTIONS + "7c8a5635de6eb6d871f82842"  # in every run


def test_a_derived_question_has_a_name_that_a_person_can_type() -> None:
    corpus = with_questions(read_corpus(open_base(HERALD)))
    names = Names.of(corpus)
    question = NamedNode(QUESTIONS + "7c8a5635de6eb6d871f82842")
    assert names.short(question) == "derived:7c8a5635de6eb6d871f82842"
    assert names.find("derived:7c8a5635de6eb6d871f82842") == question
    assert names.find("7c8a5635de6eb6d871f82842") == question
    assert question not in corpus.index  # it is no record of the base
