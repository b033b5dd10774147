"""Sets of three and more claims that clash only together (DR19).

Three kinds are found: a share, its whole and the part that the share would give; disjoint parts
that add up to more than their whole; and a conflict that reaches a third claim, on whatever
question, which takes one of the two for granted or is said to support it. What rests on values from
outside names their records. Reckoned with is only what is said outright.
"""

from collections.abc import Iterator, Mapping, Sequence, Set

from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.shares import shares
from kb.judgement.contests.sums import sums
from kb.judgement.pairs.outcomes import Kind, SetOutcome
from kb.judgement.pairs.world import WindowState, World
from kb.words.vocabulary import kb


def set_conflicts(
    contests: Sequence[Contest], reaching: Set[Node] | None = None
) -> tuple[SetOutcome, ...]:
    """Return the sets among answers to any questions that cannot all be true, each once (DR19).

    With ``reaching``, only those that hold one of these claims; pairs of other questions are then
    decided only where such a set may come of it.
    """
    if not contests:
        return ()
    world = contests[0].world
    ordered = sorted(contests, key=lambda contest: contest.question.value)
    every = (answer for contest in ordered for answer in contest.answers)
    outright = [answer for answer in every if _said_outright(answer, world)]
    found = (*shares(outright, world), *sums(outright, world), *_carried(ordered, world, reaching))
    unique: dict[frozenset[NamedNode], SetOutcome] = {}
    for outcome in found:
        claims = frozenset(answer.claim for answer in outcome.claims)
        if reaching is None or reaching & claims:
            unique.setdefault(claims, outcome)
    return tuple(unique.values())


def _said_outright(answer: Answer, world: World) -> bool:
    """Tell whether an answer is put forward as so, and as one thing, whatever else may come.

    Not so a denial, what depends on a condition, what says one thing or another by how it is read,
    and a prediction that cannot be judged yet.
    """
    if (
        answer.condition
        or answer.denies
        or any(_says(one) != _says(answer) for one in answer.readings)
    ):
        return False
    window = world.window(answer)
    return window is None or window.state is WindowState.CLOSED


def _says(answer: Answer) -> tuple[object, ...]:
    """Return how much an answer says there is of what and when, whoever says it."""
    return answer.quantity, answer.scope, answer.period


def _carried(
    contests: Sequence[Contest], world: World, reaching: Set[Node] | None
) -> Iterator[SetOutcome]:
    by_claim = {answer.claim: answer for contest in contests for answer in contest.answers}
    for contest in contests:
        resting = _resting(contest, by_claim, world)
        claims = {answer.claim for answer in contest.answers}
        thirds = {third.claim for found in resting.values() for third, _ in found}
        if not resting or (reaching is not None and not reaching & (claims | thirds)):
            continue
        for pair in contest.clashes:
            one, other = sorted(pair, key=lambda answer: answer.claim.value)
            for struck, against in ((one, other), (other, one)):
                for third, told in resting.get(struck.claim, ()):
                    if third.claim != against.claim:
                        room = _leaves_room(contest, third, against)
                        but = ", though the third itself leaves room for the first" if room else ""
                        reason = f"The third {told} the second, which the first contradicts{but}."
                        yield SetOutcome((against, struck, third), reason)


def _leaves_room(contest: Contest, third: Answer, against: Answer) -> bool:
    """Tell whether two answers to one question can both be true, but for what a third one says."""
    if third.question != against.question:
        return False
    return contest.outcome(third, against).kind is Kind.COMPATIBLE


def _resting(
    contest: Contest, by_claim: Mapping[NamedNode, Answer], world: World
) -> Mapping[NamedNode, Sequence[tuple[Answer, str]]]:
    """Return the answers of which others make use, with these and how."""
    found = {
        answer.claim: [
            (by_claim[claim], told)
            for claim, told in _resting_on(answer.claim, world)
            if claim in by_claim
        ]
        for answer in contest.answers
    }
    return {claim: resting for claim, resting in found.items() if resting}


def _resting_on(claim: NamedNode, world: World) -> Iterator[tuple[NamedNode, str]]:
    """Return the claims that take a claim for granted, give it as a cause, or support it."""
    index = world.index
    if index.has(claim, kb("inference"), kb("presupposition")):
        for node in index.nodes(claim, kb("sameUtterance")):
            if isinstance(node, NamedNode):
                yield node, "takes for granted"
    for prop, told in (("cause", "gives as a cause"), ("supports", "is said to support")):
        for _, node in index.pointing(claim, kb(prop)):
            if isinstance(node, NamedNode):
                yield node, told
