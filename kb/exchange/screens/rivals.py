"""What stands against one record: all answers to a question, the rivals of a claim."""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.outcome_lines import MARKS, counted, distance, set_lines, tension_lines
from kb.exchange.screens.paragraphs import Page, many
from kb.exchange.screens.question_page import contest_text
from kb.graph.names import Names
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.overview import Overview
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome

_MOST = 10
_JOINTS = {
    Kind.CONFLICT: "conflicts with",
    Kind.APPARENT: "only seems to conflict with",
    Kind.COMPATIBLE: "can be true together with",
    Kind.UNDETERMINED: "cannot be decided against",
}


def rival_lines(disputed: Overview, names: Names, node: NamedNode, page: Page) -> Iterator[str]:
    """Return the answers to a question, or how a claim stands to each rival, after a blank line.

    ``disputed`` is what is disputed about the record. The sets and tensions it stands in follow.
    """
    if any(contest.question == node for contest in disputed.contests):
        yield ""
        yield from contest_text(disputed, names, page).splitlines()
        return
    words = AnswerWords(names)
    for contest in disputed.contests:
        if len(contest.answers) > 1:
            yield from _rivals(contest, words, node, page)
    yield from set_lines(disputed.sets, words, page)
    yield from tension_lines(disputed.tensions, words, page)


def _rivals(contest: Contest, words: AnswerWords, claim: NamedNode, page: Page) -> Iterator[str]:
    question = words.names.short(contest.question)
    outcomes = _outcomes(contest, claim)
    counts = {kind: sum(outcome.kind is kind for outcome in outcomes) for kind in Kind}
    yield ""
    yield from page.paragraph(
        f"One of {len(contest.answers)} answers to: {words.names.label(contest.question)}  "
        f"(kb conflicts {question})"
    )
    yield from page.paragraph(f"{many(len(outcomes), 'pair')}: {counted(counts)}", first=2)
    for kind in (Kind.CONFLICT, Kind.UNDETERMINED, Kind.APPARENT, Kind.COMPATIBLE):
        same = [outcome for outcome in outcomes if outcome.kind is kind]
        for outcome in page.first(same, _MOST):
            yield from _rival(outcome, words, claim, page)
        yield from page.rest(len(same), _MOST, f"{kind} pairs", first=2)


def _rival(outcome: Outcome, words: AnswerWords, claim: NamedNode, page: Page) -> Iterator[str]:
    rival = outcome.other if outcome.one.claim == claim else outcome.one
    yield from page.paragraph(
        f"{MARKS[outcome.kind]} {_JOINTS[outcome.kind]} {words.told(rival)}", first=2
    )
    differing = ", ".join(map(words.difference, outcome.differences))
    why = f"{outcome.reason}{distance(outcome, words)}"
    yield from page.paragraph(
        f"{outcome.rule}{f' ({differing})' if differing else ''}: {why}", first=4
    )


def _outcomes(contest: Contest, claim: NamedNode) -> Sequence[Outcome]:
    """Return how a claim stands to each other answer, without a look at any other pair."""
    mine = next(answer for answer in contest.answers if answer.claim == claim)
    return tuple(
        classify(mine, other, contest.world) for other in contest.answers if other is not mine
    )
