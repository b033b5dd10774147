"""Positions with who holds them since when, the spread of answers, tensions, and what was on
record.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.replay import Clock, recorded
from kb.judgement.contests.contest import Contest, contests
from kb.judgement.contests.overview import overview
from kb.judgement.contests.positions import MOST_POSITIONS, held, positions
from kb.judgement.contests.spread import choices, spreads
from kb.judgement.contests.survey import (
    in_conflict,
    listed_positions,
    rival_positions,
    why_not,
)
from kb.judgement.contests.tensions import tensions
from kb.judgement.contests.wanted import Wanted, on_file
from kb.judgement.pairs.outcomes import Kind
from kb.judgement.values.units import QUDT
from kb.words.vocabulary import kb
from tests.judgement.records import EX, index_of

BOATS = """
ex:gazette a kb:Source ; kb:published "2020-05-04"^^xsd:date .
ex:courier a kb:Source ; kb:published "2020-05-08"^^xsd:date .
ex:q a kb:Question ; kb:answerKind kb:quantity .
ex:a a kb:Claim ; kb:source ex:courier ; kb:speaker ex:club ; kb:answers ex:q ;
    kb:low 10 ; kb:high 12 .
ex:b a kb:Claim ; kb:source ex:gazette ; kb:speaker ex:insurer ; kb:answers ex:q ;
    kb:low 11 ; kb:high 20 ; kb:saidUntil "2020-05-02"^^xsd:date .
ex:c a kb:Claim ; kb:source ex:courier ; kb:speaker ex:mayor ; kb:answers ex:q ;
    kb:low 0 ; kb:high 0 ; kb:polarity kb:denies ; kb:denies ex:b .
ex:t a kb:Tension ; kb:between ex:a , ex:c ; kb:reason "a fleet is seldom lost unseen"@en ;
    kb:on "2020-06-01"^^xsd:date .
"""


def known(text: str = BOATS) -> Index:
    return Index((*ontology(), *index_of(text).triples()))


def contest(index: Index) -> Contest:
    (found,) = contests(index)
    return found


def names(answers: Iterable[Answer]) -> str:
    return "".join(answer.claim.value.removeprefix(EX) for answer in answers)


# Positions


def test_a_position_has_its_speakers_its_first_day_and_who_denies_it() -> None:
    index = known()
    boats = contest(index)
    rival = rival_positions(boats, listed_positions(boats) or ())
    told = {names(one.answers): held(one, boats.answers, index) for one in rival}
    assert {*told} == {"ab", "c"}
    assert [one.value for one in told["ab"].speakers] == [EX + "club", EX + "insurer"]
    assert told["ab"].since == "2020-05-02"
    assert told["ab"].origins.at_most == 2
    assert names(told["ab"].denied_by) == "c"
    assert (told["c"].since, told["c"].denied_by) == ("2020-05-08", ())


def test_without_any_date_a_position_has_no_first_day() -> None:
    index = known(
        BOATS.replace("kb:published", "kb:captured").replace("kb:saidUntil", "kb:entered")
    )
    boats = contest(index)
    (every,) = {held(p, boats.answers, index).since for p in positions(boats.answers, ()) or ()}
    assert every is None


def many_answers(count: int) -> tuple[Answer, ...]:
    lines = "".join(f"ex:n{n} a kb:Claim ; kb:answers ex:q ; kb:low {n} .\n" for n in range(count))
    return contest(known(f"ex:q a kb:Question ; kb:answerKind kb:quantity .\n{lines}")).answers


def test_too_many_positions_are_not_listed() -> None:
    """Twelve times two answers that exclude each other make 4096 positions."""
    answers = many_answers(24)
    pairs = [
        p for p in combinations(answers, 2) if answers.index(p[0]) // 2 != answers.index(p[1]) // 2
    ]
    assert MOST_POSITIONS < 2**12
    assert positions(answers, pairs) is None


@settings(max_examples=30)
@given(st.sets(st.tuples(st.integers(0, 6), st.integers(0, 6)), max_size=20))
def test_positions_are_all_the_maximal_sets(joined: set[tuple[int, int]]) -> None:
    answers = ANSWERS
    friends = {frozenset(pair) for pair in joined if pair[0] != pair[1]}
    found = positions(answers, ((answers[a], answers[b]) for a, b in map(sorted, friends)))
    assert found is not None
    sets = {frozenset(map(answers.index, position.answers)) for position in found}

    def together(group: frozenset[int]) -> bool:
        return all(frozenset(pair) in friends for pair in combinations(group, 2))

    every = [
        frozenset(group)
        for size in range(1, 8)
        for group in combinations(range(7), size)
        if together(frozenset(group))
    ]
    assert sets == {group for group in every if not any(group < other for other in every)}


ANSWERS = many_answers(7)

# Survey


def test_it_is_counted_why_pairs_do_not_conflict() -> None:
    index = known(BOATS + "ex:q kb:mustMatch kb:place . ex:a kb:place ex:harbour .")
    boats = contest(index)
    told = sum(count for counts in why_not(boats).values() for _, count in counts)
    assert told == boats.counts[Kind.APPARENT] + boats.counts[Kind.UNDETERMINED] > 0


def test_pairs_that_are_wanted_are_counted_without_a_look_where_that_is_known() -> None:
    boats = contest(known())
    for kind in (None, *Kind):
        wanted = Wanted(kind)
        assert wanted.count(boats) == len([*wanted.outcomes(boats)])
    club = Wanted(speaker=NamedNode(EX + "club"))
    assert club.count(boats) is None
    assert len([*club.outcomes(boats)]) == 2
    assert {outcome.kind for outcome in on_file(boats)} <= {Kind.CONFLICT, Kind.UNDETERMINED}
    assert names(a for a in boats.answers if a.claim in in_conflict(boats)) == "abc"


# Spread


def test_the_spread_is_of_printed_numbers_in_each_unit() -> None:
    unit = "http://qudt.org/vocab/unit/"
    index = known(BOATS + f"ex:d a kb:Claim ; kb:answers ex:q ; kb:low 3 ; kb:unit <{unit}MI> .")
    numbers, miles = spreads(contest(index))
    assert (numbers.unit, numbers.low, numbers.high, numbers.count) == (
        None,
        Decimal(0),
        Decimal(20),
        3,
    )
    assert (miles.unit, miles.low, miles.high, miles.count) == (
        unit + "MI",
        Decimal(3),
        Decimal(3),
        1,
    )


AREAS = """
ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:area .
ex:area a kb:Measure ; kb:measureKind kb:extent ; kb:unit <http://qudt.org/vocab/unit/KiloM2> .
ex:a a kb:Claim ; kb:answers ex:q ; kb:low 20000 ; kb:unit <http://qudt.org/vocab/unit/HA> .
ex:b a kb:Claim ; kb:answers ex:q ; kb:low 18000 ; kb:unit <http://qudt.org/vocab/unit/HA> .
ex:c a kb:Claim ; kb:answers ex:q ; kb:high 210 .
"""


def test_numbers_whose_units_convert_are_one_spread_in_the_unit_of_the_measure() -> None:
    (areas,) = spreads(contest(index_of(AREAS)))
    assert (areas.unit, areas.low, areas.high, areas.count, areas.converted) == (
        QUDT + "KiloM2",
        Decimal(180),
        Decimal(210),
        3,
        (QUDT + "HA",),
    )


def test_what_is_measured_or_told_otherwise_has_a_spread_of_its_own() -> None:
    """A rate beside a total, a share of another base, another measure: none is on their scale."""
    other = """
ex:d a kb:Claim ; kb:answers ex:q ; kb:low 5 ; kb:per <http://qudt.org/vocab/unit/DAY> .
ex:e a kb:Claim ; kb:answers ex:q ; kb:low 7 ; kb:base ex:all .
ex:f a kb:Claim ; kb:answers ex:q ; kb:low 9 ; kb:measure ex:depth .
"""
    found = spreads(contest(index_of(AREAS + other)))
    assert [(one.count, one.low) for one in found if one.count > 1] == [(3, Decimal(180))]
    rate, share, depth = sorted((one for one in found if one.count == 1), key=lambda one: one.low)
    assert (rate.per, share.base) == (QUDT + "DAY", NamedNode(EX + "all"))
    assert {*map(str, depth.measures)} == {f"<{EX}depth>"}


def test_a_spread_in_no_unit_of_the_measure_is_in_that_of_most_answers() -> None:
    other = AREAS.replace("unit/KiloM2", "unit/MO")
    (areas, months) = spreads(contest(index_of(other)))
    assert (areas.unit, areas.low, areas.high, areas.converted) == (
        QUDT + "HA",
        Decimal(18000),
        Decimal(20000),
        (),
    )
    assert (months.unit, months.count) == (QUDT + "MO", 1)


def test_options_and_accused_parties_are_counted() -> None:
    text = "ex:q a kb:Question ; kb:answerKind kb:choice .\n" + "".join(
        f"ex:{name} a kb:Claim ; kb:answers ex:q ; kb:option kb:{option} .\n"
        for name, option in (("a", "yes"), ("b", "no"), ("c", "yes"))
    )
    assert choices(contest(known(text)).answers) == ((kb("yes"), 2), (kb("no"), 1))


# Tensions and what was on record


def test_a_tension_is_told_when_all_its_claims_are_on_record() -> None:
    index = known()
    (tension,) = tensions(index)
    assert tension.reason == "a fleet is seldom lost unseen"
    assert tensions(index, lambda claim: claim != NamedNode(EX + "c")) == ()
    assert overview(index, as_of=date(2020, 5, 5)).tensions == ()
    assert len(overview(index, as_of=date(2020, 5, 8)).tensions) == 1


def test_how_much_was_on_record_on_a_day() -> None:
    index = known()
    then = recorded(index, date(2020, 5, 5), Clock.PUBLISHED)
    assert (then.on_record, then.claims, then.undated) == (1, 3, 0)
    never = recorded(index, date(2020, 5, 9), Clock.CAPTURED)
    assert (never.on_record, never.claims, never.undated) == (0, 3, 3)


def test_of_an_overview_one_question_or_claim_keeps_what_reaches_it() -> None:
    index = known(BOATS + "ex:r a kb:Question . ex:z a kb:Claim ; kb:answers ex:r ; kb:low 1 .")
    every = overview(index)
    assert len(every.contests) == 2
    boats = every.of_question(NamedNode(EX + "q"))
    assert (len(boats.contests), len(boats.tensions)) == (1, 1)
    other = every.of_claim(NamedNode(EX + "z"))
    assert ([c.question.value for c in other.contests], other.tensions) == ([EX + "r"], ())
    assert every.of_claim(NamedNode(EX + "b")).tensions == ()
