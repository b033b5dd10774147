"""Outcomes, sets and tensions in words."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.paragraphs import Page, many
from kb.graph.index import Node
from kb.judgement.contests.one_voice import one_voice
from kb.judgement.contests.tensions import Tension
from kb.judgement.pairs.outcomes import Kind, Outcome, SetOutcome
from kb.judgement.values.unit_words import PERCENT, number_words, plain, told_times

MARKS = {
    Kind.CONFLICT: "✗",
    Kind.APPARENT: "≠",
    Kind.COMPATIBLE: "=",
    Kind.UNDETERMINED: "?",
}
LEGEND = (
    "✗ conflict       they cannot both be true",
    "≠ apparent       it looks like a conflict, but what they speak of differs",
    "= compatible     both can be true",
    "? undetermined   too little is stated to tell",
)
_MOST = 20
_DIGITS = 4
"""A distance that is no whole number often comes of a conversion of units, and is rounded."""


def counted(counts: Mapping[Kind, int], *, zeros: bool = False) -> str:
    """Return how many pairs have each outcome, conflicts first; without ``zeros``, those that are
    some.
    """
    told = (f"{counts[kind]:,} {kind}" for kind in Kind if zeros or counts[kind])
    return ", ".join(told)


def outcome_lines(outcome: Outcome, words: AnswerWords, page: Page) -> Iterator[str]:
    """Return one outcome: its two claims, the rule, the reason, and on what else it rests."""
    one, other = (words.told(answer) for answer in (outcome.one, outcome.other))
    yield from page.paragraph(f"{MARKS[outcome.kind]} {outcome.kind}: {one}", first=4)
    joint = "against" if outcome.kind is Kind.CONFLICT else "and"
    yield from page.paragraph(f"{joint} {other}", first=6)
    rests = "".join((distance(outcome, words), *_rests(outcome, words)))
    yield from page.paragraph(f"{outcome.rule}: {outcome.reason}{rests}", first=6)
    for reading in outcome.readings:
        labels = [f"“{one.reading}”" for one in (reading.one, reading.other) if one.reading]
        told = f"{reading.kind} ({reading.rule})"
        yield from page.paragraph(f"read as {' and '.join(labels)}: {told}", first=8)


def distance(outcome: Outcome, words: AnswerWords) -> str:
    """Return a sentence on how far two ranges are apart, or how much they share; empty where they
    touch or neither is known.

    Two shares are so many percentage points apart, which is not the same as percent.
    """
    if outcome.gap:
        factor = "" if outcome.factor is None else f", a factor of {factor_words(outcome.factor)}"
        return f" They are {_told(outcome.gap, outcome, words)} apart{factor}."
    if outcome.overlap:
        return f" They have a range of {_told(outcome.overlap, outcome, words)} in common."
    return ""


def _told(amount: Decimal, outcome: Outcome, words: AnswerWords) -> str:
    unit, amount = words.unit(outcome.unit), amount * told_times(outcome.unit)
    if unit == PERCENT:
        unit = "percentage points"
    if amount != amount.to_integral_value():
        amount = Decimal(plain(amount, max(_DIGITS, amount.adjusted() + 1)))
    return number_words(amount) + ("" if unit == "number" else f" {unit}")


def factor_words(factor: Decimal) -> str:
    """Return a factor to three digits, never in powers of ten."""
    return number_words(Decimal(f"{factor:.3g}"))


def _rests(outcome: Outcome, words: AnswerWords) -> Iterator[str]:
    """Say whose voice both are, and on what the outcome rests beyond the two claims."""
    voice = one_voice(outcome, words.names.known)
    if voice is not None:
        yield f" Both are the voice of {words.names.label(voice)}."
    if outcome.presumes:
        same = " and ".join(map(words.difference, outcome.presumes))
        yield f" It is presumed that they speak of the same {same}."
    if outcome.premises:
        yield f" It rests on values from outside: {_listed(outcome.premises, words)}."


def set_lines(sets: Sequence[SetOutcome], words: AnswerWords, page: Page) -> Iterator[str]:
    """Return the sets of claims that clash only together, after a blank line; nothing for none."""
    if sets:
        yield ""
        yield f"{many(len(sets), 'set')} of claims that clash only together"
    for outcome in page.first(sets, _MOST):
        yield ""
        first, *others = map(words.told, outcome.claims)
        yield from page.paragraph(f"✗ {first}", first=4)
        for other in others:
            yield from page.paragraph(f"and {other}", first=6)
        outside = _listed(outcome.premises, words)
        rests = f" It rests on values from outside: {outside}." if outside else ""
        yield from page.paragraph(f"{outcome.rule}: {outcome.reason}{rests}", first=6)
    yield from page.rest(len(sets), _MOST, "sets", first=4)


def tension_lines(found: Sequence[Tension], words: AnswerWords, page: Page) -> Iterator[str]:
    """Return the tensions that people recorded, after a blank line; nothing for none."""
    if found:
        yield ""
        yield from page.paragraph(
            f"{many(len(found), 'tension')} that people recorded, which no arithmetic finds"
        )
    for tension in page.first(found, _MOST):
        who = ", ".join(map(words.names.label, tension.by)) or "nobody named"
        yield ""
        yield from page.paragraph(f"~ {tension.reason or 'no reason given'}", first=4)
        for claim in tension.claims:
            yield from page.paragraph(
                f"{words.names.label(claim)} [{words.names.short(claim)}]", first=6
            )
        outside = _listed(tension.premises, words)
        rests = f"; it rests on {outside}" if outside else ""
        yield from page.paragraph(f"({who}, {tension.on or 'undated'}{rests})", first=6)
    yield from page.rest(len(found), _MOST, "tensions", first=4)


def _listed(nodes: Sequence[Node], words: AnswerWords) -> str:
    return ", ".join(map(words.names.short, nodes))
