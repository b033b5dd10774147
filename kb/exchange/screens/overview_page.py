"""All questions at a glance, contested ones first, written for people."""

from collections import Counter
from collections.abc import Iterator, Sequence

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.outcome_lines import (
    LEGEND,
    counted,
    outcome_lines,
    set_lines,
    tension_lines,
)
from kb.exchange.screens.paragraphs import PAGE, Page, many
from kb.exchange.screens.question_lines import question_lines, title
from kb.exchange.screens.record_day import record_day
from kb.graph.names import Names
from kb.judgement.answers.derived_questions import is_derived
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.overview import Overview
from kb.judgement.contests.positions import MOST_POSITIONS
from kb.judgement.contests.survey import listed_positions, rival_positions
from kb.judgement.pairs.outcomes import Kind

MOST_QUESTIONS = 100
MOST_CONFLICTS = 5
MOST_COMPATIBLE_AT_A_GLANCE = 20_000


def overview_text(overview: Overview, names: Names, page: Page = PAGE) -> str:
    """Return all questions with more than one answer, contested first, with their conflicts.

    Below stand the sets of claims that clash only together, and the tensions that people recorded.
    """
    words = AnswerWords(names)
    lines = (
        *record_day(overview.recorded, page),
        *_questions(overview.contests, words, page),
        *set_lines(overview.sets, words, page),
        *tension_lines(overview.tensions, words, page),
    )
    return "\n".join(lines)


def _questions(contests: Sequence[Contest], words: AnswerWords, page: Page) -> Iterator[str]:
    contested = [contest for contest in contests if contest.counts[Kind.CONFLICT]]
    agreed = [c for c in contests if len(c.answers) > 1 and not c.counts[Kind.CONFLICT]]
    single = [contest.question for contest in contests if len(contest.answers) == 1]
    figures = sum(is_derived(words.names.known, question) for question in single)
    stand_alone = (
        f" {many(figures, 'figure')} without a question: nothing to meet." if figures else ""
    )
    total: Counter[Kind] = Counter()
    for contest in contests:
        total.update(contest.counts)
    yield from page.paragraph(
        f"{many(len(contests) - figures, 'question')}: {len(contested)} contested, "
        f"{len(agreed)} with several answers and no conflict, {len(single) - figures} with one "
        f"answer.{stand_alone}"
    )
    if not total.total():
        return
    yield from page.paragraph(
        f"{many(total.total(), 'pair')} of answers: {counted(total, zeros=True)}."
    )
    for line in LEGEND:
        yield from page.paragraph(line, first=2)
    yield from _listed("Contested", contested, words, page)
    yield from _listed("Several answers, no conflict", agreed, words, page)


def _listed(
    heading: str, contests: Sequence[Contest], words: AnswerWords, page: Page
) -> Iterator[str]:
    if contests:
        yield ""
        yield heading
        yield "─" * len(heading)
    for place, contest in enumerate(page.first(contests, MOST_QUESTIONS)):
        if place:
            yield ""
        yield from page.paragraph(title(contest, words))
        yield from question_lines(contest, words, page, first=4)
        yield from _conflicts(contest, words, page)
    left = contests[MOST_QUESTIONS:]
    if left and not page.everything:
        answers = sum(len(contest.answers) for contest in left)
        yield ""
        yield f"… and {len(left):,} more questions with {answers:,} answers: --all"


def _conflicts(contest: Contest, words: AnswerWords, page: Page) -> Iterator[str]:
    if not contest.clashes:
        return
    for told in _position_count(contest):
        yield from page.paragraph(told, first=4)
    for clash in page.first(contest.clashes, MOST_CONFLICTS):
        yield from outcome_lines(contest.outcome(*clash), words, page)
    yield from page.rest(contest.counts[Kind.CONFLICT], MOST_CONFLICTS, "conflicts", first=4)


def _position_count(contest: Contest) -> Iterator[str]:
    """Say how many positions stand against each other; nothing where a look would take long."""
    if contest.counts[Kind.COMPATIBLE] > MOST_COMPATIBLE_AT_A_GLANCE:
        return
    every = listed_positions(contest)
    if every is None:
        yield f"more than {MOST_POSITIONS:,} positions"
        return
    rival = rival_positions(contest, every)
    yield f"{many(len(rival), 'position')} among the answers in conflict"
