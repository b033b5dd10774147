"""Rival answers side by side, written for people and for programs."""

import json
from collections.abc import Iterator, Sequence
from textwrap import wrap

from kb.exchange.answer_lines import AnswerWords
from kb.graph.names import Names
from kb.judgement.answers import Answer
from kb.judgement.conflicts import Conflict, Contest

FORMAT_VERSION = 1
_WIDTH = 100


def overview_text(contests: Sequence[Contest], names: Names, *, width: int | None = None) -> str:
    """Return all questions with more than one answer, the contested first, with their certain
    conflicts.
    """
    return "\n".join(_overview(contests, AnswerWords(names), width or _WIDTH))


def _overview(contests: Sequence[Contest], words: AnswerWords, width: int) -> Iterator[str]:
    rival = [contest for contest in contests if len(contest.answers) > 1]
    alone = len(contests) - len(rival)
    conflicts = sum(len(contest.conflicts) for contest in rival)
    unjudged = sum(contest.unjudged for contest in rival)
    yield (
        f"{len(rival)} questions have more than one answer, {alone} have one. "
        f"{_pairs(conflicts)} conflict{'s' if conflicts == 1 else ''} for certain; {unjudged} not yet judged, which is not agreement."
    )
    for contest in rival:
        yield ""
        yield f"{words.names.label(contest.question)}  [{words.names.short(contest.question)}]"
        yield (
            f"    {len(contest.answers)} answers by {_many(contest.speakers, 'speaker')}; "
            f"{_many(len(contest.conflicts), 'conflict')}, {contest.unjudged} pairs not yet judged"
        )
        for conflict in contest.conflicts:
            yield from _conflict(conflict, words, width)


def contest_text(contest: Contest, names: Names, *, width: int | None = None) -> str:
    """Return one question with every live answer, its scope, time, links, and the certain
    conflicts.
    """
    return "\n".join(_contest(contest, AnswerWords(names), width or _WIDTH))


def _contest(contest: Contest, words: AnswerWords, width: int) -> Iterator[str]:
    yield f"{words.names.label(contest.question)}  [{words.names.short(contest.question)}]"
    yield f"{len(contest.answers)} answers by {_many(contest.speakers, 'speaker')}"
    for answer in contest.answers:
        yield ""
        yield from _answer(answer, words, width)
    yield ""
    yield f"{_many(len(contest.conflicts), 'conflict')} for certain"
    for conflict in contest.conflicts:
        yield from _conflict(conflict, words, width)
    if contest.unjudged:
        yield (
            f"{contest.unjudged} of {contest.unjudged + len(contest.conflicts)} pairs not yet judged: other scope or time, "
            "something unstated, or compatible. That is not agreement."
        )


def _answer(answer: Answer, words: AnswerWords, width: int) -> Iterator[str]:
    yield f"  {words.value(answer)}"
    yield from _indented(f"{words.speaker(answer)}  ({words.source(answer)})", width)
    yield from _indented(words.gist(answer), width)
    yield from _indented("; ".join((*words.scope(answer), words.period(answer.period))), width)
    for mark in words.marks(answer):
        yield from _indented(mark, width)
    for link in words.links(answer):
        yield from _indented(f"→ {link}", width)
    yield f"      {words.names.short(answer.claim)}"


def _conflict(conflict: Conflict, words: AnswerWords, width: int) -> Iterator[str]:
    yield from _indented(f"✗ {words.gist(conflict.one)}", width, first=4)
    yield from _indented(f"against {words.gist(conflict.other)}", width)
    yield from _indented(f"{conflict.rule}: {conflict.reason}", width)


def _indented(text: str, width: int, *, first: int = 6) -> Iterator[str]:
    yield from wrap(
        text,
        max(width, 40),
        initial_indent=" " * first,
        subsequent_indent=" " * 8,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _pairs(count: int) -> str:
    return _many(count, "pair")


def contests_json(contests: Sequence[Contest], names: Names) -> str:
    """Return questions as JSON with every live answer and the certain conflicts; nothing is left
    out.
    """
    words = AnswerWords(names)
    document = {
        "version": FORMAT_VERSION,
        "questions": [
            {
                "question": contest.question.value,
                "label": names.label(contest.question),
                "answers": [_object(answer, words) for answer in contest.answers],
                "conflicts": [
                    {
                        "claims": [conflict.one.claim.value, conflict.other.claim.value],
                        "rule": conflict.rule,
                        "reason": conflict.reason,
                    }
                    for conflict in contest.conflicts
                ],
                "pairs": {"conflict": len(contest.conflicts), "notYetJudged": contest.unjudged},
            }
            for contest in contests
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _object(answer: Answer, words: AnswerWords) -> dict[str, object]:
    quantity, period = answer.quantity, answer.period
    printed = quantity.printed if quantity else None
    return {
        "claim": answer.claim.value,
        "gist": words.gist(answer),
        "speaker": answer.speaker.value if answer.speaker else None,
        "source": answer.source.value if answer.source else None,
        "act": answer.act,
        "option": answer.option.value if answer.option else None,
        "accuses": [node.value for node in answer.accuses],
        "denies": [node.value for node in answer.denies],
        "low": str(printed.low) if printed and printed.low is not None else None,
        "high": str(printed.high) if printed and printed.high is not None else None,
        "words": quantity.words if quantity else None,
        "unit": quantity.unit if quantity else None,
        "from": period.first.isoformat() if period and period.first else None,
        "until": period.last.isoformat() if period and period.last else None,
        "scope": {name: sorted(n.value for n in nodes) for name, nodes in answer.scope.items()},
        "hedges": [node.value for node in answer.hedges],
    }
