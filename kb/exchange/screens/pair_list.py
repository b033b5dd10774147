"""Pairs that were asked for, each with its outcome in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.outcome_lines import outcome_lines
from kb.exchange.screens.paragraphs import PAGE, Page, many
from kb.exchange.screens.question_lines import title
from kb.exchange.screens.record_day import record_day
from kb.graph.names import Names
from kb.judgement.answers.replay import Recorded
from kb.judgement.contests.contest import Contest
from kb.judgement.pairs.outcomes import Outcome

MOST_PAIRS_LISTED = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """``count`` of the pairs of a question are as was asked; ``outcomes`` are the first of them."""

    contest: Contest
    outcomes: Sequence[Outcome]
    count: int


def pairs_text(
    asked: Sequence[Asked],
    names: Names,
    page: Page = PAGE,
    recorded: Recorded | None = None,
) -> str:
    """Return the pairs that were asked for, question by question; how many of all they are is said.

    A page that does not want everything has `MOST_PAIRS_LISTED` at the most.
    """
    words = AnswerWords(names)
    found = [one for one in asked if one.count]
    lines = [*record_day(recorded, page)]
    if not found:
        return "\n".join((*lines, "No pair of answers is like that."))
    room = MOST_PAIRS_LISTED
    for place, one in enumerate(found):
        if room <= 0 and not page.everything:
            left = found[place:]
            pairs = sum(each.count for each in left)
            lines.append(
                f"\n… and {many(pairs, 'more such pair')} of {many(len(left), 'question')}: --all"
            )
            break
        lines += [""] if place else []
        lines += _question(one, words, page, room)
        room -= one.count
    return "\n".join(lines)


def _question(asked: Asked, words: AnswerWords, page: Page, room: int) -> Iterator[str]:
    yield from page.paragraph(title(asked.contest, words))
    yield f"{asked.count:,} of {many(asked.contest.pairs, 'pair')}"
    for outcome in page.first(asked.outcomes, room):
        yield ""
        yield from outcome_lines(outcome, words, page)
    yield from page.rest(asked.count, room, "such pairs", first=4)
