"""The amounts that answers give, side by side in one chart for each kind of unit."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.range_chart import Bar, range_chart
from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.values.intervals import Interval
from kb.judgement.values.unit_words import NO_NUMBER, unit_words
from kb.judgement.values.units import ratio
from kb.words.vocabulary import kb


def answer_charts(answers: Sequence[Answer], words: AnswerWords, *, width: int) -> Iterator[str]:
    """Return the lines of the charts; none where fewer than two answers give a number.

    Units that convert share a scale, that of the first answer; units that do not have one each,
    and so have rates and totals. Answers without a number stand at the end of the last.
    """
    told = [(a, a.quantity) for a in answers if a.quantity is not None and _bounded(a.quantity)]
    if len(told) < 2:
        return
    drawn = {answer.claim for answer, _ in told}
    silent = [answer for answer in answers if answer.claim not in drawn]
    while told:
        like = told[0][1]
        same = [(answer, amount) for answer, amount in told if _factor(amount, like)]
        told = [pair for pair in told if not _factor(pair[1], like)]
        bars = [_bar(answer, amount, like, words) for answer, amount in same]
        if not told:
            bars += [Bar(None, None, _beside(answer, words)) for answer in silent]
        yield from range_chart(bars, width=width, title=_title(answers[0], like, words))


def _title(answer: Answer, like: Quantity, words: AnswerWords) -> str:
    """Return what is measured, and in what."""
    measures = words.names.known.nodes(answer.question, kb("measure"))
    named = ", ".join(map(words.names.label, measures))
    counted = unit_words(like.unit)
    if named:
        counted = named if counted == "number" else f"{named} in {counted}"
    return counted + _per(like)


def _per(amount: Quantity) -> str:
    """Return in words the time that a rate is given for, nothing for a total."""
    return "" if amount.per is None else f" per {unit_words(amount.per).removesuffix('s')}"


def _bar(answer: Answer, amount: Quantity, like: Quantity, words: AnswerWords) -> Bar:
    factor = _factor(amount, like)
    assert factor is not None, "only units that convert share a scale"
    meant = amount.printed if amount.meant is None else amount.meant
    told = [_beside(answer, words), *_convention(answer, amount, meant, words)]
    if (amount.unit, amount.per) != (like.unit, like.per):
        counted = "" if amount.unit == like.unit else f" {unit_words(amount.unit)}"
        told.append(f"converted from{counted}{_per(amount)}")
    return Bar(amount.printed.scaled(*factor), meant.scaled(*factor), "; ".join(told))


def _beside(answer: Answer, words: AnswerWords) -> str:
    """Return in one line who says how much of what when, and how surely."""
    value = words.value(answer)
    who = f"{words.speaker(answer)}, {words.period(answer.period)}"
    told = [who if value == NO_NUMBER else f"{value}, {who}"]
    told += map(words.names.label, sorted(answer.scope.get("place", ()), key=str))
    base = None if answer.quantity is None else answer.quantity.base
    if base is not None:
        told.append(
            "of what is not said" if base == kb("notStated") else f"of “{words.names.label(base)}”"
        )
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
    told = _bounded_as_printed(amount.printed)
    yield f"{'widened to' if told else 'taken as'} {words.interval(meant)} by convention{after}"


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
