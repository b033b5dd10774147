"""The amounts that answers give, side by side in one chart for each kind of unit."""

from collections.abc import Iterator, Sequence, Set
from decimal import Decimal

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.range_chart import Bar, range_chart
from kb.graph.index import Node
from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import NO_NUMBER, per_words, told_times, unit_words
from kb.judgement.values.units import ratio
from kb.words.vocabulary import kb


def answer_charts(answers: Sequence[Answer], words: AnswerWords, *, width: int) -> Iterator[str]:
    """Return the lines of the charts; none where fewer than two answers give a number.

    Units that convert share a scale, that of the first answer; units that do not have one each,
    and so have rates and totals, and what was measured otherwise. Answers without a number stand at
    the end of the last.
    """
    told = [(a, a.quantity) for a in answers if a.quantity is not None and _bounded(a.quantity)]
    if len(told) < 2:
        return
    drawn = {answer.claim for answer, _ in told}
    silent = [answer for answer in answers if answer.claim not in drawn]
    while told:
        first, like = told[0]
        measured = _measured(first, words)
        same = [
            (answer, amount)
            for answer, amount in told
            if _measured(answer, words) == measured and _factor(amount, like)
        ]
        drawn = {answer.claim for answer, _ in same}
        told = [(answer, amount) for answer, amount in told if answer.claim not in drawn]
        bars = [_bar(answer, amount, like, words) for answer, amount in same]
        if not told:
            bars += [Bar(None, None, _beside(answer, words)) for answer in silent]
        yield from range_chart(bars, width=width, title=_title(first, like, words))


def _measured(answer: Answer, words: AnswerWords) -> Set[Node]:
    """Return what an answer measures, or else what is asked for."""
    asked = words.names.known.nodes(answer.question, kb("measure"))
    return answer.scope.get("measure") or frozenset(asked)


def _title(answer: Answer, like: Quantity, words: AnswerWords) -> str:
    """Return what is measured, and in what."""
    measures = sorted(_measured(answer, words), key=str)
    named = ", ".join(map(words.names.label, measures))
    counted = unit_words(like.unit)
    if named:
        counted = named if counted == "number" else f"{named} in {counted}"
    return counted + per_words(like.per)


def _bar(answer: Answer, amount: Quantity, like: Quantity, words: AnswerWords) -> Bar:
    factor = _factor(amount, like)
    assert factor is not None, "only units that convert share a scale"
    meant = amount.printed if amount.meant is None else amount.meant
    told = [_beside(answer, words), *_convention(answer, amount, meant, words)]
    unit, into = unit_words(amount.unit), unit_words(like.unit)
    if (unit, amount.per) != (into, like.per):
        told.append(f"converted from{'' if unit == into else f' {unit}'}{per_words(amount.per)}")
    times, over = factor[0] * told_times(like.unit), factor[1]
    return Bar(amount.printed.scaled(times, over), meant.scaled(times, over), "; ".join(told))


def _beside(answer: Answer, words: AnswerWords) -> str:
    """Return in one line who says how much of what when, and how surely."""
    value = words.value(answer)
    who = f"{words.speaker(answer)}, {words.period(answer.period)}"
    told = [who if value == NO_NUMBER else f"{value}, {who}"]
    told += map(words.names.label, sorted(answer.scope.get("place", ()), key=str))
    base = None if answer.quantity is None else answer.quantity.base
    if base is not None:
        told.append(words.of_base(base))
    told += (f"hedged: {words.names.label(hedge)}" for hedge in answer.hedges)
    return "; ".join(told)


def _convention(
    answer: Answer, amount: Quantity, meant: Interval, words: AnswerWords
) -> Iterator[str]:
    """Say that bounds are not as printed, and after which word."""
    if meant == amount.printed:
        return
    known = words.names.known
    nodes = known.nodes(answer.claim, kb("qualifier"))
    after = f" for “{words.names.label(nodes[0])}”" if nodes else ""
    how = "widened to" if _bounded_as_printed(amount.printed) else "taken as"
    yield f"{how} {words.interval(meant, amount.unit)} by convention{after}"


def _bounded_as_printed(printed: Interval) -> bool:
    return printed.low is not None or printed.high is not None


def _bounded(amount: Quantity) -> bool:
    """Tell whether an amount has a bound to draw."""
    return any(
        interval is not None and _bounded_as_printed(interval)
        for interval in (amount.printed, amount.meant)
    )


def _factor(amount: Quantity, like: Quantity) -> tuple[Decimal, Decimal] | None:
    """Return by what an amount is multiplied and divided to stand beside another.

    ``None`` where units do not convert, or only one of the two is a rate.
    """
    units, times = _ratio(amount.unit, like.unit), _ratio(like.per, amount.per)
    return None if units is None or times is None else (units[0] * times[0], units[1] * times[1])


def _ratio(unit: str | None, into: str | None) -> tuple[Decimal, Decimal] | None:
    if unit == into:
        return Decimal(1), Decimal(1)
    return None if unit is None or into is None else ratio(unit, into)
