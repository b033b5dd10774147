"""One question in a few lines: how many answer it from how many origins, how far apart, and how
they stand to each other.
"""

from collections.abc import Iterator

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.origin_lines import collapse_lines, origin_words, repeat_lines
from kb.exchange.screens.outcome_lines import counted
from kb.exchange.screens.paragraphs import Page, many
from kb.judgement.answers.derived_questions import is_derived
from kb.judgement.contests.contest import Contest
from kb.judgement.contests.origins import OriginReader
from kb.judgement.contests.spread import choices, spreads

_MOST_CHOICES = 6


def title(contest: Contest, words: AnswerWords) -> str:
    """Return a question as it is asked, with the name by which it can be looked up."""
    made = " (derived from figures)" if is_derived(words.names.known, contest.question) else ""
    return f"{words.names.label(contest.question)}{made}  [{words.names.short(contest.question)}]"


def question_lines(
    contest: Contest, words: AnswerWords, page: Page, *, first: int = 0, why: bool = False
) -> Iterator[str]:
    """Return how many answers there are from where, their spread, and the counts of all pairs.

    With ``why``, also why there are no more origins.
    """
    answers = many(len(contest.answers), "answer")
    origins = OriginReader(words.names.known).count(contest.answers)
    yield from page.paragraph(
        f"{answers} by {many(contest.speakers, 'speaker')}, {origin_words(origins)}", first=first
    )
    below = first + 4 if why else first
    if why:
        yield from collapse_lines(origins, words, page, first=below)
    yield from repeat_lines(origins, words, page, first=below)
    for told in _spread(contest, words):
        yield from page.paragraph(told, first=first)
    if contest.pairs:
        yield from page.paragraph(
            f"{many(contest.pairs, 'pair')}: {counted(contest.counts)}", first=first
        )


def _spread(contest: Contest, words: AnswerWords) -> Iterator[str]:
    """Return the outermost numbers, and by how many answers each option or party is named."""
    every = len(contest.answers)
    for spread in spreads(contest):
        share = "" if spread.count == every else f" ({spread.count} of {every} answers give one)"
        measured = ", ".join(sorted(map(words.names.label, spread.measures)))
        of = f" ({measured})" if measured else ""
        yield f"numbers{of}: {words.spread(spread)}{share}"
    chosen = choices(contest.answers)
    if chosen:
        told = [f"{words.names.label(node)} ({count})" for node, count in chosen[:_MOST_CHOICES]]
        if len(chosen) > _MOST_CHOICES:
            told.append(many(len(chosen) - _MOST_CHOICES, "other choice"))
        verb = "accused" if any(answer.accuses for answer in contest.answers) else "answered"
        yield f"{verb}: {', '.join(told)}"
