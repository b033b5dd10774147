"""One question in full, written for people: a chart, its answers, what is between them, and the
positions.
"""

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from kb.exchange.screens.answer_chart import answer_charts
from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.origin_lines import origin_words
from kb.exchange.screens.outcome_lines import counted, outcome_lines, set_lines, tension_lines
from kb.exchange.screens.paragraphs import PAGE, Page, many
from kb.exchange.screens.question_lines import question_lines, title
from kb.exchange.screens.record_day import record_day
from kb.graph.index import Node
from kb.graph.names import Names
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.replay import Recorded, remembered
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.overview import Overview
from kb.judgement.contests.positions import MOST_POSITIONS, Held, held
from kb.judgement.contests.survey import (
    MOST_COMPATIBLE,
    in_conflict,
    listed_positions,
    rival_positions,
    why_not,
)
from kb.judgement.pairs.outcomes import Kind

MOST_ANSWERS = 40
MOST_CONFLICTS = 20
MOST_HELD = 10
MOST_TIES = 6
_ANSWERS_OF_A_POSITION = 5


def contest_text(overview: Overview, names: Names, page: Page = PAGE) -> str:
    """Return the one question of an overview in full: a chart of its ranges, every live answer,
    what is between them, the positions, and the sets and tensions that reach it.

    Long lists are cut on a page that does not want everything, and say by how much.
    """
    (contest,) = overview.contests
    words = AnswerWords(names)
    if overview.recorded is not None:
        day = overview.recorded
        words = AnswerWords(names, remembered(names.known, day.day, day.clock))
    lines = (
        *record_day(overview.recorded, page),
        *page.paragraph(title(contest, words)),
        *question_lines(contest, words, page, why=True),
        *_answers(contest, words, page),
        *_between(contest, words, page),
        *set_lines(overview.sets, words, page),
        *tension_lines(overview.tensions, words, page),
    )
    return "\n".join(lines)


def unanswered_text(
    question: NamedNode, recorded: Recorded | None, names: Names, page: Page = PAGE
) -> str:
    """Return what there is to say of a question that nobody answers, or nobody did by a day."""
    told = "No answer is on record" + ("." if recorded is None else " on that day.")
    asked = f"{names.label(question)}  [{names.short(question)}]"
    return "\n".join((*record_day(recorded, page), *page.paragraph(asked), told))


def _answers(contest: Contest, words: AnswerWords, page: Page) -> Iterator[str]:
    """Return the chart and the answers; where they are cut, those in conflict come first."""
    listed: Sequence[Answer] = contest.answers
    if len(listed) > MOST_ANSWERS and not page.everything:
        opposed = in_conflict(contest)
        listed = sorted(listed, key=lambda answer: answer.claim not in opposed)[:MOST_ANSWERS]
        yield ""
        yield from page.paragraph(
            f"{len(listed)} of {len(contest.answers):,} answers, those in conflict first; --all "
            "shows every one"
        )
    chart = tuple(answer_charts(listed, words, width=page.width))
    if chart:
        yield ""
        yield from chart
    for answer in listed:
        yield ""
        yield from _answer(answer, words, page)


def _answer(answer: Answer, words: AnswerWords, page: Page) -> Iterator[str]:
    yield from page.paragraph(words.value(answer), first=2)
    yield from page.paragraph(f"{words.speaker(answer)}  ({words.source(answer)})", first=6)
    yield from page.paragraph(words.gist(answer), first=6)
    yield from page.paragraph(
        "; ".join((*words.scope(answer), words.period(answer.period))), first=6
    )
    for mark in words.marks(answer):
        yield from page.paragraph(mark, first=6)
    ties = tuple(words.links(answer))
    for tie in page.first(ties, MOST_TIES):
        yield from page.paragraph(f"→ {tie}", first=6)
    yield from page.rest(len(ties), MOST_TIES, "ties to other claims", first=6)
    yield f"      {words.names.short(answer.claim)}"


def _between(contest: Contest, words: AnswerWords, page: Page) -> Iterator[str]:
    """Return what stands between the answers: conflicts, why the others are none, positions."""
    if len(contest.answers) < 2:
        return
    yield ""
    yield from page.paragraph(f"{many(contest.pairs, 'pair')}: {counted(contest.counts)}")
    for clash in page.first(contest.clashes, MOST_CONFLICTS):
        yield from outcome_lines(contest.outcome(*clash), words, page)
    yield from page.rest(contest.counts[Kind.CONFLICT], MOST_CONFLICTS, "conflicts", first=4)
    yield from _why_not(contest, words, page)
    if contest.clashes:
        yield ""
        yield from _positions(contest, words, page)


def _why_not(contest: Contest, words: AnswerWords, page: Page) -> Iterator[str]:
    """Say why the other pairs do not conflict: what differs, what is not known."""
    found = why_not(contest)
    for kind, told in (
        (Kind.APPARENT, "≠ {} apparent, because of: {}"),
        (Kind.UNDETERMINED, "? {} undetermined for want of: {}"),
    ):
        for differences, count in found[kind]:
            named = ", ".join(map(words.difference, differences))
            yield from page.paragraph(told.format(f"{count:,}", named), first=4)


def _positions(contest: Contest, words: AnswerWords, page: Page) -> Iterator[str]:
    every = listed_positions(contest)
    if every is None:
        many_pairs = contest.counts[Kind.COMPATIBLE] > MOST_COMPATIBLE
        yield from page.paragraph(
            "Positions are not listed: more than "
            + (f"{MOST_COMPATIBLE:,} pairs" if many_pairs else f"{MOST_POSITIONS:,} sets")
            + " of answers can be true together. Choose pairs with --outcome or --speaker instead."
        )
        return
    rival = rival_positions(contest, every)
    yield from page.paragraph(
        "Positions among the answers in conflict, each a set that can be true together"
    )
    for number, position in enumerate(page.first(rival, MOST_HELD), start=1):
        known = held(position, contest.answers, words.names.known)
        yield from _position(number, known, words, page)
    yield from page.rest(len(rival), MOST_HELD, "positions", first=4)
    aside = len(every) - len(rival)
    if aside:
        yield from page.paragraph(f"{many(aside, 'more position')} without an answer in conflict")


def _position(number: int, known: Held, words: AnswerWords, page: Page) -> Iterator[str]:
    answers = known.position.answers
    since = "no day known" if known.since is None else f"since {known.since}"
    yield from page.paragraph(
        f"{number}. {many(len(answers), 'answer')}, {origin_words(known.origins)}, {since}", first=4
    )
    yield from page.paragraph(f"held by {_people(known.speakers, words)}", first=7)
    for answer in page.first(answers, _ANSWERS_OF_A_POSITION):
        yield from page.paragraph(words.told(answer), first=7)
    yield from page.rest(len(answers), _ANSWERS_OF_A_POSITION, "answers", first=7)
    if known.denied_by:
        deniers = tuple(dict.fromkeys(map(words.speaker, known.denied_by)))
        shown = ", ".join(page.first(deniers, _ANSWERS_OF_A_POSITION))
        more = len(deniers) - _ANSWERS_OF_A_POSITION
        others = f" and {more} others" if more > 0 and not page.everything else ""
        yield from page.paragraph(f"denied by {shown}{others}", first=7)


def _people(speakers: Sequence[Node], words: AnswerWords) -> str:
    """Name who holds a position, or the first few of many."""
    if not speakers:
        return "nobody named"
    told = ", ".join(map(words.names.label, speakers[:3]))
    return told if len(speakers) <= 3 else f"{told} and {len(speakers) - 3} others"
