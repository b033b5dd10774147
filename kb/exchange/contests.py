"""Rival answers side by side, written for people."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from kb.exchange.answer_lines import AnswerWords
from kb.exchange.paragraphs import indented, many
from kb.exchange.range_chart import Bar, range_chart
from kb.graph.names import Names
from kb.judgement.answers import Answer
from kb.judgement.conflicts import Contest
from kb.judgement.origins import OriginReader
from kb.judgement.outcomes import Kind, Outcome, SetOutcome
from kb.judgement.positions import MOST_POSITIONS, positions
from kb.words.vocabulary import kb

WIDTH = 100
_MARKS = {
    Kind.CONFLICT: "✗",
    Kind.APPARENT: "≠",
    Kind.COMPATIBLE: "=",
    Kind.UNDETERMINED: "?",
}


def overview_text(
    contests: Sequence[Contest],
    sets: Sequence[SetOutcome],
    names: Names,
    *,
    width: int | None = None,
) -> str:
    """Return all questions with more than one answer, contested first, with their conflicts.

    Below stand the sets of claims that clash only together, and the tensions that people recorded.
    """
    words = AnswerWords(names)
    lines = (
        *_overview(contests, words, width or WIDTH),
        *_sets(sets, words, width or WIDTH),
        *_tensions(words, width or WIDTH),
    )
    return "\n".join(lines)


def _overview(contests: Sequence[Contest], words: AnswerWords, width: int) -> Iterator[str]:
    rival = [contest for contest in contests if len(contest.answers) > 1]
    alone = len(contests) - len(rival)
    total: Counter[Kind] = Counter()
    for contest in rival:
        total.update(contest.counts)
    yield from indented(
        f"{many(len(rival), 'question')} with more than one answer, {alone} with one. "
        f"{many(total.total(), 'pair')} of answers: {_counted(total)}.",
        width,
    )
    for contest in rival:
        yield ""
        yield from indented(
            f"{words.names.label(contest.question)}  [{words.names.short(contest.question)}]", width
        )
        yield from indented(_sizes(contest, words), width, first=4)
        for conflict in contest.conflicts:
            yield from _outcome(conflict, words, width)


def _sets(sets: Sequence[SetOutcome], words: AnswerWords, width: int) -> Iterator[str]:
    if sets:
        yield ""
        yield f"{many(len(sets), 'set')} of claims that clash only together"
    for outcome in sets:
        yield ""
        first = "✗ "
        for answer in outcome.claims:
            yield from indented(f"{first}{words.told(answer)}", width, first=4)
            first = "  "
        outside = ", ".join(map(words.names.short, outcome.premises))
        rests = f" It rests on values from outside: {outside}." if outside else ""
        yield from indented(f"{outcome.rule}: {outcome.reason}{rests}", width, first=6)


def _tensions(words: AnswerWords, width: int) -> Iterator[str]:
    known = words.names.known
    tensions = known.instances(kb("Tension"))
    if tensions:
        yield ""
        yield f"{many(len(tensions), 'tension')} that people recorded, which no arithmetic finds"
    for tension in tensions:
        claims = ", ".join(map(words.names.short, known.nodes(tension, kb("between"))))
        who = " ".join(map(words.names.label, known.nodes(tension, kb("by"))))
        yield ""
        yield from indented(f"~ {known.text(tension, kb('reason'))}", width, first=4)
        yield from indented(f"{claims}  ({who}, {known.text(tension, kb('on'))})", width, first=6)


def contest_text(contest: Contest, names: Names, *, width: int | None = None) -> str:
    """Return one question in full: a chart of its ranges, every live answer, and what is between
    them.
    """
    return "\n".join(_contest(contest, AnswerWords(names), width or WIDTH))


def _contest(contest: Contest, words: AnswerWords, width: int) -> Iterator[str]:
    yield from indented(
        f"{words.names.label(contest.question)}  [{words.names.short(contest.question)}]", width
    )
    yield from indented(_sizes(contest, words), width)
    chart = tuple(_chart(contest, words, width))
    if chart:
        yield ""
        yield from chart
    for answer in contest.answers:
        yield ""
        yield from _answer(answer, words, width)
    if len(contest.answers) < 2:
        return
    yield ""
    yield f"{many(contest.pairs, 'pair')}: {_counted(contest.counts)}"
    for conflict in contest.conflicts:
        yield from _outcome(conflict, words, width)
    yield from _why_not(contest, words, width)
    yield from _positions(contest, words, width)


def _sizes(contest: Contest, words: AnswerWords) -> str:
    origins = OriginReader(words.names.known).count(contest.answers)
    return (
        f"{many(len(contest.answers), 'answer')} by {many(contest.speakers, 'speaker')}, "
        f"independent origins: {origins}. {_counted(contest.counts)}"
    )


def _chart(contest: Contest, words: AnswerWords, width: int) -> Iterator[str]:
    bars = [
        Bar(
            answer.quantity.printed,
            f"{words.value(answer)}, {words.speaker(answer)}, {_day(answer)}",
        )
        for answer in contest.answers
        if answer.quantity is not None
    ]
    units = {a.quantity.unit for a in contest.answers if a.quantity and a.quantity.unit}
    if len(bars) > 1 and len(units) == 1:
        if len(bars) < len(contest.answers):
            yield f"{len(bars)} of {len(contest.answers)} answers give a number"
        yield from range_chart(bars, width=width, unit=words.unit(units.pop()))


def _day(answer: Answer) -> str:
    period = answer.period
    if period is None or period.last is None:
        return "time not stated"
    return (
        period.last.isoformat() if period.first == period.last else f"to {period.last.isoformat()}"
    )


def _answer(answer: Answer, words: AnswerWords, width: int) -> Iterator[str]:
    yield from indented(words.value(answer), width, first=2)
    yield from indented(f"{words.speaker(answer)}  ({words.source(answer)})", width, first=6)
    yield from indented(words.gist(answer), width, first=6)
    yield from indented(
        "; ".join((*words.scope(answer), words.period(answer.period))), width, first=6
    )
    for mark in words.marks(answer):
        yield from indented(mark, width, first=6)
    for link in words.links(answer):
        yield from indented(f"→ {link}", width, first=6)
    yield f"      {words.names.short(answer.claim)}"


def pairs_text(
    contest: Contest, outcomes: Sequence[Outcome], names: Names, *, width: int | None = None
) -> str:
    """Return outcomes of one question, each in full; how many of all pairs they are is said."""
    words = AnswerWords(names)
    lines = [
        *indented(
            f"{names.label(contest.question)}  [{names.short(contest.question)}]", width or WIDTH
        ),
        f"{len(outcomes)} of {many(contest.pairs, 'pair')}",
    ]
    for outcome in outcomes:
        lines.extend(("", *_outcome(outcome, words, width or WIDTH)))
    return "\n".join(lines)


def _outcome(outcome: Outcome, words: AnswerWords, width: int) -> Iterator[str]:
    one, other = (words.told(answer) for answer in (outcome.one, outcome.other))
    yield from indented(f"{_MARKS[outcome.kind]} {outcome.kind}: {one}", width, first=4)
    joint = "against" if outcome.kind is Kind.CONFLICT else "and"
    yield from indented(f"{joint} {other}", width, first=6)
    yield from indented(
        f"{outcome.rule}: {outcome.reason}{_distance(outcome, words)}{_rests(outcome, words)}",
        width,
        first=6,
    )


def _rests(outcome: Outcome, words: AnswerWords) -> str:
    """Say on what the outcome rests beyond the two claims."""
    told = ""
    if outcome.presumes:
        told += f" It is presumed that they speak of the same {' and '.join(outcome.presumes)}."
    if outcome.premises:
        outside = ", ".join(map(words.names.short, outcome.premises))
        told += f" It rests on values from outside: {outside}."
    return told


def _distance(outcome: Outcome, words: AnswerWords) -> str:
    if outcome.gap is None:
        return ""
    unit = words.unit(outcome.unit)
    counted = "" if unit == "number" else f" {unit}"
    factor = "" if outcome.factor is None else f", a factor of {outcome.factor:.3g}"
    return f" They are {outcome.gap:,f}{counted} apart{factor}."


def _why_not(contest: Contest, words: AnswerWords, width: int) -> Iterator[str]:
    """Say why the other pairs do not conflict: what differs, what is not known."""
    differing = Counter(o.differences for o in contest.outcomes() if o.kind is Kind.APPARENT)
    for names, count in sorted(differing.items(), key=lambda item: (-item[1], item[0])):
        told = ", ".join(map(words.difference, names))
        yield from indented(f"≠ {count} only seem to differ: {told}", width, first=4)
    missing = Counter(outcome.differences for outcome in contest.undetermined)
    for names, count in sorted(missing.items(), key=lambda item: (-item[1], item[0])):
        told = ", ".join(map(words.difference, names))
        yield from indented(f"? {count} undetermined for want of: {told}", width, first=4)


def _positions(contest: Contest, words: AnswerWords, width: int) -> Iterator[str]:
    if not contest.conflicts:
        return
    opposed = {answer.claim for c in contest.conflicts for answer in (c.one, c.other)}
    found = positions(contest.answers, contest.outcomes())
    yield ""
    if found is None:
        yield f"Positions are not listed: there are more than {MOST_POSITIONS}."
        return
    held = [p for p in found if any(answer.claim in opposed for answer in p.answers)]
    origins = OriginReader(words.names.known)
    yield "Positions among the answers in conflict, each a set that can be true together"
    for number, position in enumerate(held, start=1):
        count = origins.count(position.answers)
        size = many(len(position.answers), "answer")
        yield f"    {number}. {size}, independent origins: {count}"
        for answer in position.answers:
            yield from indented(words.told(answer), width, first=7)


def _counted(counts: Mapping[Kind, int]) -> str:
    return ", ".join(f"{counts[kind]} {kind}" for kind in Kind)
