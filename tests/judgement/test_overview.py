"""What is disputed about one record is what the whole overview has of it; sets are what a look at
every choice of claims comes to.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.answers.answer import Answer
from kb.judgement.contests.contest import Contest, undecided
from kb.judgement.contests.overview import Overview, overview
from kb.judgement.contests.sums import most_apart
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import Match, World
from kb.judgement.values.periods import Sure
from kb.words.vocabulary import kb
from tests.judgement.records import EX, index_of

VOCABULARY = tuple(ontology())
DECLARED = """
ex:s a kb:Source ; kb:published "2020-05-09"^^xsd:date .
ex:stock kb:measureKind kb:stock ; kb:additive true .
ex:flow kb:measureKind kb:flow ; kb:additive true .
ex:share kb:measureKind kb:shareKind .
"""
DAYS = [f'"2020-05-0{day}"^^xsd:date' for day in (1, 1, 1, 2)]
PLACES = [f"ex:p{n}" for n in range(4)]
GROUPS = ["ex:g0", "ex:g0", "ex:g0", "ex:g1"]


@st.composite
def bases(draw: st.DrawFn) -> Index:
    """Three questions, and claims on them of which some make use of others."""
    text = [DECLARED]
    for place, other in product(PLACES, PLACES):
        if place > other:
            ways = ["within"] * 3 if other == "ex:p0" else ["disjoint"] * 5
            stands = draw(st.sampled_from([*ways, "within", "same", ""]))
            text.append(f"{place} kb:{stands} {other} ." if stands else "")
    text.append("ex:g1 kb:within ex:g0 .")
    measures = [draw(st.sampled_from(["stock", "flow"])) for _ in range(2)] + ["share"]
    for n, measure in enumerate(measures):
        text.append(
            f"ex:q{n} a kb:Question ; kb:answerKind kb:quantity ; kb:measure ex:{measure} ; "
            "kb:subject ex:town ; kb:mustMatch kb:place , kb:period , kb:population ."
        )
    count = draw(st.sampled_from([3, 4, 6, 12, 16]))
    anyone = st.integers(0, count - 1).map(lambda n: f"ex:c{n}")
    for n in range(count):
        number = draw(st.sampled_from([0, 0, 0, 1, 2, 2]))
        low = draw(st.integers(0, 40)) / Decimal(100 if number == 2 else 1)
        first, last = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2)))
        said = [
            f"ex:c{n} a kb:Claim ; kb:answers ex:q{number} ; kb:source ex:s ; kb:low {low:.2f}",
            f"kb:place {draw(st.sampled_from(PLACES))} ; kb:from {first}",
            f"kb:population {draw(st.sampled_from(GROUPS))}",
            f"kb:until {draw(st.sampled_from([first, last]))} ; kb:filled kb:throughout",
        ]
        if draw(st.booleans()):
            said.append(f"kb:high {low:.2f}")
        if number == 2:
            said.append(f"kb:base ex:c{draw(st.integers(0, max(0, n - 1)))}")
        link = draw(st.sampled_from(["", "", "", "supports", "cause"]))
        said += [f"kb:{link} {draw(anyone)}"] if link else []
        text.append(" ; ".join(said) + " .")
    return Index((*VOCABULARY, *index_of("\n".join(text)).triples()))


few = settings(max_examples=80, deadline=None)


def same(one: Overview, other: Overview) -> bool:
    def told(found: Overview) -> object:
        each = [(c.question, c.answers, c.counts, c.clashes) for c in found.contests]
        return each, found.sets, found.tensions, found.recorded

    return told(one) == told(other)


@few
@given(bases())
def test_what_is_about_a_record_is_what_the_overview_has_of_it(index: Index) -> None:
    every = overview(index)
    for contest in every.contests:
        question = contest.question
        assert same(overview(index, about=question), every.of_question(question))
        for answer in contest.answers:
            assert same(overview(index, about=answer.claim), every.of_claim(answer.claim))
    assert same(overview(index, about=NamedNode(EX + "s")), Overview(()))


def test_only_the_question_that_is_asked_for_is_decided() -> None:
    text = "".join(
        f"ex:q{n} a kb:Question ; kb:answerKind kb:quantity . "
        f"ex:a{n} a kb:Claim ; kb:answers ex:q{n} ; kb:low 1 ; kb:high 1 . "
        f"ex:b{n} a kb:Claim ; kb:answers ex:q{n} ; kb:low 2 ; kb:high 2 . "
        for n in range(3)
    )
    index = Index((*VOCABULARY, *index_of(text + "ex:b1 kb:supports ex:a0 .").triples()))
    contests = undecided(index)
    asked = Overview(contests).of_question(NamedNode(EX + "q0")).contests
    assert [len(contest.clashes) for contest in asked] == [1]
    assert [was_decided(contest) for contest in contests] == [True, False, False]
    about = overview(index, about=NamedNode(EX + "q1"))
    assert [{claim(a) for a in one.claims} for one in about.sets] == [{"a0", "b0", "b1"}]


def was_decided(contest: Contest) -> bool:
    return "told" in vars(contest.reckoning)


def claim(answer: Answer) -> str:
    return answer.claim.value.removeprefix(EX)


@few
@given(bases())
def test_sets_are_those_that_a_look_at_every_choice_finds(index: Index) -> None:
    every = overview(index)
    answers = [answer for contest in every.contests for answer in contest.answers]
    found = {frozenset(map(claim, one.claims)) for one in every.sets}
    if every.contests:
        world = every.contests[0].world
        expected = (*sums(answers, world), *shares(answers, world), *carried(every.contests))
        assert found == {frozenset(map(claim, one)) for one in expected}


def sums(answers: Sequence[Answer], world: World) -> Iterator[tuple[Answer, ...]]:
    for whole in answers:
        parts = [part for part in answers if is_part(part, whole, world)]
        chosen = most_apart(parts, world)
        high = whole.quantity.meant.high if whole.quantity and whole.quantity.meant else None
        if len(chosen) > 1 and high is not None and sum(map(low, chosen)) > high:
            yield (whole, *chosen)


def low(answer: Answer) -> Decimal:
    assert answer.quantity is not None
    assert answer.quantity.meant is not None
    return answer.quantity.meant.low or Decimal(0)


def is_part(part: Answer, whole: Answer, world: World) -> bool:
    if part.question != whole.question or not world.additive(part) or low(part) == 0:
        return False
    matches = Pair(part, whole, world.asked(whole.question), world).matches().values()
    if sorted(matches) != [Match.SAME, Match.WITHIN]:
        return False
    inner, outer = part.period, whole.period
    assert inner is not None
    assert outer is not None
    days = inner.first, inner.last, outer.first, outer.last
    if world.measure_kind(part) == "flow":
        assert None not in days
        return min(outer.first, inner.first) == outer.first and (  # type: ignore[type-var]
            max(outer.last, inner.last) == outer.last  # type: ignore[type-var]
        )
    return len({*days}) == 1


def shares(answers: Sequence[Answer], world: World) -> Iterator[tuple[Answer, ...]]:
    for share, whole, part in product(answers, answers, answers):
        base = None if share.quantity is None else share.quantity.base
        if world.measure_kind(share) != "shareKind" or base != whole.claim or share is part:
            continue
        pair = Pair(whole, part, world.asked(whole.question), world)
        ranges = pair.ranges()
        rivals = {*pair.matches().values()} <= {Match.SAME} and pair.moment() is not Sure.NO
        if whole is part or whole.question != part.question or ranges is None or rivals:
            continue
        assert share.quantity is not None
        assert share.quantity.meant is not None
        assert share.period is not None
        assert part.period is not None
        fraction, (size, given_size) = share.quantity.meant, ranges
        assert fraction.low is not None
        least = None if size.low is None else fraction.low * size.low
        most = None if None in (size.high, fraction.high) else fraction.high * size.high  # type: ignore[operator]
        below = most is not None and given_size.low is not None and most < given_size.low
        above = least is not None and given_size.high is not None and given_size.high < least
        if part.scope["population"] != share.scope["population"]:
            continue
        place = Pair(part, share, world.asked(share.question), world).match("place")
        clashes = below or above if place is Match.SAME else below and place is Match.WITHIN
        if clashes and part.period.common_moment(share.period) is Sure.YES:
            yield whole, share, part


def carried(contests: Sequence[Contest]) -> Iterator[tuple[Answer, ...]]:
    by_claim = {answer.claim: answer for contest in contests for answer in contest.answers}
    for contest in contests:
        for pair in contest.clashes:
            for struck, other in (pair, pair[::-1]):
                for third in by_claim.values():
                    uses = third.supports if third is not other else ()
                    causes = contest.world.index.nodes(third.claim, kb("cause"))
                    if struck.claim in {*uses, *(causes if third is not other else ())}:
                        yield other, struck, third
