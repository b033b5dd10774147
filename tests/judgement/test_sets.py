"""Sets of claims that clash only together: parts that add up to more than their whole, and shares
that would make a part another size.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph.corpus import ontology
from kb.judgement.answers.read import answers
from kb.judgement.contests.contest import contests
from kb.judgement.contests.sets import set_conflicts
from kb.judgement.contests.sums import MOST_PARTS, most_apart
from kb.judgement.pairs.outcomes import SetOutcome
from kb.judgement.pairs.world import world_of
from kb.judgement.values.units import QUDT
from tests.judgement.records import EX, index_of

QUESTION = f"""
@prefix unit: <{QUDT}> .
ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:dead ;
    kb:mustMatch kb:place , kb:period .
ex:dead a kb:Measure ; kb:measureKind kb:flow ; kb:additive true .
"""
DAY = 'kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-01"^^xsd:date ; kb:filled kb:asOf'


def claim(place: str, number: int) -> str:
    return (
        f"ex:in-{place} a kb:Claim ; kb:answers ex:q ; kb:place ex:{place} ; "
        f"kb:low {number} ; kb:high {number} ; kb:qualifier kb:exactly ; {DAY} .\n"
    )


def sets(text: str) -> Sequence[SetOutcome]:
    index = index_of(QUESTION + text)
    index.add(ontology())
    return set_conflicts(contests(index))


def clashing(text: str) -> list[set[str]]:
    return [{a.claim.value.removeprefix(EX) for a in one.claims} for one in sets(text)]


def reason(text: str) -> str:
    (one,) = sets(text)
    return one.reason


def town(*parts: str) -> str:
    return "".join(f"ex:{part} kb:within ex:town .\n" for part in parts)


def test_parts_apart_may_not_add_up_to_more_than_the_whole() -> None:
    parts = claim("east", 30) + claim("west", 25) + town("east", "west")
    apart = parts + "ex:east kb:disjoint ex:west ."
    assert clashing(apart + claim("town", 50)) == [{"in-town", "in-east", "in-west"}]
    assert clashing(apart + claim("town", 55)) == []
    assert clashing(parts + claim("town", 50)) == []  # they may overlap


def test_the_largest_part_is_not_always_among_those_that_add_up_to_most() -> None:
    """The harbour overlaps the other two; without it they come to more."""
    text = claim("harbour", 40) + claim("east", 30) + claim("west", 25) + claim("town", 50)
    text += town("harbour", "east", "west") + "ex:east kb:disjoint ex:west ."
    assert clashing(text) == [{"in-town", "in-east", "in-west"}]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(1, 30), min_size=2, max_size=6),
    st.sets(st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])),
)
def test_what_is_chosen_adds_up_to_the_most_there_is(
    numbers: list[int], disjoint: set[tuple[int, int]]
) -> None:
    places = [f"p{n}" for n in range(len(numbers))]
    text = "".join(map(claim, places, numbers))
    text += "".join(f"ex:p{a} kb:disjoint ex:p{b} .\n" for a, b in disjoint)
    index = index_of(QUESTION + text)
    index.add(ontology())
    parts = answers(index)
    chosen = most_apart(parts, world_of(index))
    possible = [
        sum(numbers[n] for n in some)
        for size in range(1, len(numbers) + 1)
        for some in combinations(range(len(numbers)), size)
        if {*combinations(some, 2)} <= disjoint
    ]
    lows = [part.quantity.meant.low for part in chosen if part.quantity and part.quantity.meant]
    assert sum((low for low in lows if low is not None), Decimal(0)) == max(possible)


def test_of_very_many_parts_the_largest_are_taken_first() -> None:
    places = [f"p{n}" for n in range(MOST_PARTS + 1)]
    text = "".join(claim(place, 10) for place in places) + town(*places)
    text += "".join(f"ex:{a} kb:disjoint ex:{b} .\n" for a, b in combinations(places, 2))
    assert len(clashing(text + claim("town", 100))[0]) == MOST_PARTS + 2


# What is not said outright takes no part


def published(day: str) -> str:
    """A source by which predictions are judged on this day."""
    return f'ex:s a kb:Source ; kb:published "{day}" .\n'


ELSEWHERE = claim("west", 25) + town("east", "west") + "ex:east kb:disjoint ex:west .\n"


def test_a_sum_is_of_what_is_said_outright() -> None:
    assert clashing(ELSEWHERE + claim("east", 30) + claim("town", 50))


@pytest.mark.parametrize("of", ["east", "town"])
@pytest.mark.parametrize(
    "told",
    [
        "kb:condition [ kb:reason 'if the dam breaks' ]",
        "kb:act kb:warns",
        "kb:denies ex:something",
        "kb:reading [ kb:label 'dead' ; kb:low 30 ; kb:high 30 ] , [ kb:label 'hurt' ; kb:low 2 ]",
    ],
)
def test_nothing_adds_up_that_is_not_said_outright(of: str, told: str) -> None:
    text = ELSEWHERE + claim("east", 30) + claim("town", 50) + f"ex:in-{of} {told} ."
    assert clashing(text + published("2020-05-01")) == []


def test_who_says_it_changes_no_sum() -> None:
    told = (
        "kb:reading [ kb:label 'he' ; kb:speaker ex:him ] , [ kb:label 'she' ; kb:speaker ex:her ]"
    )
    assert clashing(ELSEWHERE + claim("east", 30) + claim("town", 50) + f"ex:in-east {told} .")


def test_a_prediction_adds_up_when_its_window_has_closed() -> None:
    text = ELSEWHERE + claim("east", 30) + claim("town", 50) + "ex:in-town kb:act kb:warns ."
    assert clashing(text + published("2020-05-02")) == [{"in-town", "in-east", "in-west"}]


# Shares

SHARE = """
ex:lost a kb:Measure ; kb:measureKind kb:shareKind ; kb:unit unit:FRACTION ; kb:complement ex:left .
ex:left a kb:Measure ; kb:measureKind kb:shareKind ; kb:unit unit:FRACTION .
ex:houses a kb:Measure ; kb:measureKind kb:stock ; kb:unit unit:AC .
ex:how-many a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:houses ;
    kb:mustMatch kb:place , kb:period .
ex:how-much a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:left .
ex:whole a kb:Claim ; kb:answers ex:how-many ; kb:place ex:town ; kb:low 400000 ; kb:high 400000 ;
    kb:from "2020-04-01"^^xsd:date ; kb:until "2020-04-01"^^xsd:date ; kb:filled kb:asOf .
"""


def share(told: str) -> str:
    says = f"kb:answers ex:how-much ; kb:place ex:town ; kb:base ex:whole ; {told} ; {DAY}"
    return f"{SHARE} ex:share a kb:Claim ; {says} .\n"


def part(told: str) -> str:
    says = f"kb:answers ex:how-many ; kb:place ex:town ; {told} ; {DAY}"
    return f"ex:part a kb:Claim ; {says} .\n"


@pytest.mark.parametrize(
    "told",
    [
        "kb:low 0.3 ; kb:high 0.3",
        "kb:low 30 ; kb:high 30 ; kb:unit unit:PERCENT",
        "kb:low 70 ; kb:high 70 ; kb:unit unit:PERCENT ; kb:measure ex:lost",
    ],
)
def test_a_share_is_brought_to_a_part_of_one(told: str) -> None:
    """Thirty percent of 400,000 acres are 120,000."""
    assert clashing(share(told) + part("kb:low 120000 ; kb:high 120000")) == []
    assert clashing(share(told) + part("kb:low 99000 ; kb:high 110000")) == [
        {"whole", "share", "part"}
    ]


def test_what_is_no_part_of_one_is_no_share() -> None:
    told = "kb:low 30 ; kb:high 30 ; kb:unit unit:NUM"
    assert clashing(share(told) + part("kb:low 99000 ; kb:high 110000")) == []


@pytest.mark.parametrize("of", ["whole", "share", "part"])
def test_no_share_is_taken_of_or_for_what_is_not_said_outright(of: str) -> None:
    text = share("kb:low 0.3 ; kb:high 0.3") + part("kb:low 99000 ; kb:high 110000")
    assert clashing(text + f"ex:{of} kb:condition [ kb:reason 'if it rains' ] .") == []


def test_no_share_is_taken_of_what_is_predicted_without_a_last_day() -> None:
    text = share("kb:low 0.3 ; kb:high 0.3") + part("kb:low 99000 ; kb:high 110000")
    predicted = "ex:whole kb:act kb:predicts ."
    assert clashing(text + predicted)
    assert clashing(text.replace('until "2020-04-01"', 'says "2020-04-01"') + predicted) == []


def test_a_rival_of_the_whole_is_not_taken_for_its_part() -> None:
    text = share("kb:low 0.3 ; kb:high 0.3") + part("kb:low 400000 ; kb:high 400000")
    assert clashing(text)
    assert clashing(text.replace(DAY, DAY.replace("05-01", "04-01"))) == []


# Reasons


def test_the_reason_of_a_share_is_readable() -> None:
    text = share("kb:low 30 ; kb:high 30 ; kb:unit unit:PERCENT")
    assert reason(text + part("kb:low 99000.0 ; kb:high 110000")) == (
        "The share of the whole would be 120,000 acres, the part is given as 99,000 to 110,000 "
        "acres."
    )
    most = share("kb:qualifier kb:most")
    assert reason(most + part("kb:high 110000")) == (
        "The share of the whole would be more than 200,000 and at most 400,000 acres, the part is "
        "given as at most 110,000 acres."
    )


def test_the_reason_of_a_sum_is_readable() -> None:
    text = "ex:east kb:disjoint ex:west .\n" + town("east", "west") + claim("town", 17000)
    text += claim("east", 12000) + claim("west", 5500).replace("low 5500", "low 5000.50")
    assert reason(text) == ("The parts add up to at least 17,000.5, more than the whole of 17,000.")
    assert reason(text + "ex:dead kb:unit unit:M3 .") == (
        "The parts add up to at least 17,000.5 cubic metres, more than the whole of 17,000 cubic "
        "metres."
    )


def test_parts_come_to_too_much_for_less_than_their_sum() -> None:
    """Thirty and twenty-five are not fewer than 55."""
    text = ELSEWHERE + claim("east", 30)
    most = claim("town", 55).replace("kb:low 55 ; ", "")
    assert clashing(text + most.replace("kb:exactly", "kb:upTo")) == []
    fewer = most.replace("kb:exactly", "kb:lessThanNumber ; kb:highExclusive true")
    assert reason(text + fewer) == (
        "The parts add up to at least 55, more than the whole of less than 55."
    )


def test_parts_of_more_than_their_least_come_to_more_than_the_sum() -> None:
    least = claim("east", 30).replace("kb:high 30 ; ", "").replace("kb:exactly", "kb:atLeast")
    text = ELSEWHERE + least + claim("town", 55)
    assert clashing(text) == []
    for over in (text + "ex:in-east kb:lowExclusive true .", text.replace("kb:atLeast", "kb:over")):
        assert reason(over) == "The parts add up to more than 55, more than the whole of 55."


def test_rates_add_up_per_the_same_time_only() -> None:
    text = ELSEWHERE + claim("east", 30) + claim("town", 50)
    each = "".join(f"ex:in-{place} kb:per unit:DAY .\n" for place in ("east", "west", "town"))
    assert reason(text + each) == (
        "The parts add up to at least 55 per day, more than the whole of 50 per day."
    )
    unlike = each.replace("ex:in-east kb:per unit:DAY", "ex:in-east kb:per unit:YR")
    assert clashing(text + unlike) == []


@pytest.mark.parametrize("told", ["kb:per unit:DAY", "kb:unit unit:M3-PER-SEC"])
def test_a_rate_of_a_day_is_no_part_of_the_rate_of_a_month(told: str) -> None:
    text = ELSEWHERE + claim("east", 30)
    town = claim("town", 50).replace('until "2020-05-01"', 'until "2020-05-31"')
    assert clashing(text + town) == [{"in-town", "in-east", "in-west"}]
    each = "".join(f"ex:in-{place} {told} .\n" for place in ("east", "west", "town"))
    assert clashing(text + town + each) == []


def test_of_very_many_parts_the_largest_of_one_scope_stands_for_it() -> None:
    text = "".join(
        claim(place, number).replace(f"ex:in-{place}", f"ex:in-{place}{number}")
        for place in ("east", "west")
        for number in range(10, 18)
    )
    text += town("east", "west") + "ex:east kb:disjoint ex:west ." + claim("town", 33)
    assert clashing(text) == [{"in-town", "in-east17", "in-west17"}]


def test_what_is_there_on_a_day_is_held_against_what_is_there_on_that_day_only() -> None:
    """People move, arrivals add up: of a stock, the parts and the whole are of one day."""
    parts = claim("east", 30) + claim("west", 25) + town("east", "west")
    text = parts + "ex:east kb:disjoint ex:west ." + claim("town", 50)
    of_stock = text.replace("kb:answers ex:q", "kb:answers ex:q ; kb:measure ex:there")
    declared = "ex:there a kb:Measure ; kb:measureKind kb:stock ; kb:additive true ."
    assert clashing(of_stock + declared) == [{"in-town", "in-east", "in-west"}]
    next_day = of_stock.replace("05-01", "05-02", 2)
    assert clashing(next_day + declared) == []


AREA = """
ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:burnt ;
    kb:mustMatch kb:place , kb:period .
ex:burnt a kb:Measure ; kb:measureKind kb:flow ; kb:additive true .
"""


@pytest.mark.parametrize(
    ("west", "unit", "told"),
    [
        (5000, "HA", "The parts add up to at least 110 square kilometres"),
        (4000, "HA", ""),
        (5000, "KiloGM", ""),
    ],
)
def test_parts_in_another_unit_are_added_up_in_that_of_the_whole(
    west: int, unit: str, told: str
) -> None:
    def burnt(place: str, number: int, unit: str) -> str:
        return claim(place, number).replace("kb:low", f"kb:unit unit:{unit} ; kb:low")

    text = burnt("town", 100, "KiloM2") + burnt("east", 60, "KiloM2") + burnt("west", west, unit)
    text += town("east", "west") + "ex:east kb:disjoint ex:west ."
    index = index_of(f"@prefix unit: <{QUDT}> .\n" + AREA + text)
    index.add(ontology())
    found = set_conflicts(contests(index))
    assert [one.reason.partition(",")[0] for one in found] == ([told] if told else [])
    for one in found:
        units = {a.quantity.unit for a in one.claims if a.quantity}
        assert units == {QUDT + "KiloM2", QUDT + "HA"}


def counted(place: str, number: int, first: int, last: int, filled: str) -> str:
    days = f'kb:from "2020-05-{first:02}"^^xsd:date ; kb:until "2020-05-{last:02}"^^xsd:date'
    return claim(place, number).replace(DAY, f"{days} ; kb:filled kb:{filled}")


@pytest.mark.parametrize(
    ("parts", "whole", "found"),
    [
        ((12, 12, "asOf"), (12, 12, "asOf"), True),
        ((12, 12, "asOf"), (15, 15, "asOf"), True),
        ((12, 12, "asOf"), (9, 9, "asOf"), False),
        ((12, 12, "asOf"), (1, 31, "totalOver"), False),
        ((3, 12, "totalOver"), (1, 31, "totalOver"), True),
    ],
)
def test_running_counts_are_added_up_with_a_count_that_cannot_be_lower(
    parts: tuple[int, int, str], whole: tuple[int, int, str], found: bool
) -> None:
    """A count since nobody knows when is no part of a month's; an earlier count is of a later."""
    text = QUESTION.replace("kb:flow", "kb:cumulative") + counted("town", 50, *whole)
    text += counted("east", 30, *parts) + counted("west", 25, *parts)
    text += town("east", "west") + "ex:east kb:disjoint ex:west ."
    index = index_of(text)
    index.add(ontology())
    assert bool(set_conflicts(contests(index))) is found


@pytest.mark.parametrize(("low", "but"), [(48, True), (45, False)])
def test_what_supports_a_contradicted_number_is_told_to_leave_room_for_the_other(
    low: int, but: bool
) -> None:
    """Fifty against ninety, and from ``low`` on in support of fifty."""
    third = claim("c", low).replace(f"kb:high {low}", f"kb:high {90 if but else 55}")
    text = claim("a", 50) + claim("b", 90) + third + "ex:in-c kb:supports ex:in-a .\n"
    told = reason(re.sub("kb:place ex:.", "kb:place ex:d", text))
    assert "is said to support the second, which the first contradicts" in told
    assert ("though the third itself leaves room for the first" in told) is but
