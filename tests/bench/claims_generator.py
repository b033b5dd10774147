"""Claims without end, drawn from a seed, of which it is known beforehand which ones conflict.

Topics have Zipf sizes: the largest has a tenth of all claims. For each topic, place, group of
people and month there is one true value, and every claim of a month gives a number that the true
value fits, whatever its form, its unit and the days it speaks of. So no two of these conflict. A
known few are planted: they give a number far from the true value, or a part larger than its whole.
With which claims a planted one conflicts, `known_conflicts` tells.
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random

from tests.bench.generated_claim import (
    DISTRICTS,
    FLOW,
    KINDS,
    OPTIONS,
    PROVINCES,
    SHARE,
    Amount,
    Claim,
    Span,
    Topic,
)

OUTLETS = 40
DENIALS, PLANTED, AMBIGUOUS, SUPPORTS = 0.003, 0.005, 0.005, 0.01
"""Shares of all claims."""
UNSTATED = 0.02
"""Share of the claims that leave out their place, their group, or their days, each."""
YEAR, BUSY_MONTH, BUSY = 2021, 5, 0.7
"""Most claims of a topic speak of one month."""
NINE_TENTHS = Fraction(9, 10)
VAGUE = ((200, "hundreds"), (2000, "thousands"), (20000, "tensOfThousands"))


def topic_sizes(claims: int) -> Iterator[int]:
    """Yield how many claims each topic has, by Zipf's law: a tenth, a twentieth, a thirtieth ..."""
    left, rank = claims, 1
    while left:
        size = min(left, max(1, claims // (10 * rank)))
        yield size
        left, rank = left - size, rank + 1


def generated(claims: int, seed: int = 1) -> tuple[Claim, ...]:
    """Return so many claims, always the same ones for one seed."""
    rng = Random(seed)
    made: list[Claim] = []
    for number, size in enumerate(topic_sizes(claims)):
        kind = KINDS[number % len(KINDS)]
        topic = Topic(number, kind, rng.randrange(PROVINCES), rng.randint(*kind.truths))
        plain: list[Claim] = []
        for n in range(len(made), len(made) + size):
            claim = _claim(rng, n, topic, plain, max(20, claims // 20))
            made.append(claim)
            if claim.denies is None and claim.ambiguous is None:
                plain.append(claim)
    return tuple(made)


def _claim(rng: Random, number: int, topic: Topic, plain: list[Claim], speakers: int) -> Claim:
    outlet, speaker = rng.randrange(OUTLETS), rng.randrange(speakers)
    drawn = rng.random()
    if drawn < DENIALS and plain:
        denied = rng.choice(plain)
        return Claim(
            number,
            topic,
            denied.place,
            denied.group,
            denied.span,
            denied.published + timedelta(days=1),
            outlet,
            speaker,
            denies=denied,
        )
    planted = DENIALS <= drawn < DENIALS + PLANTED
    ambiguous = None
    if topic.kind.units and not planted and rng.random() < AMBIGUOUS:
        ambiguous = rng.choice(("cap", "place"))
    place = 0 if rng.random() < 0.8 else rng.randint(1, DISTRICTS)
    if ambiguous == "place":
        place = rng.randint(1, DISTRICTS - 1)  # it, or the next one
    group = rng.choices(("civilians", "fighters", "newcomers"), (90, 7, 3))[0]
    month = BUSY_MONTH if planted or rng.random() < BUSY else rng.randint(1, 12)
    span = _span(rng, topic, month)
    asked_of = group if topic.kind.of_people else None
    amount, option = _content(rng, topic, place, asked_of, span, planted, ambiguous == "cap")
    stated = planted or ambiguous is not None
    at_publication = span.filling == "asOf" and rng.random() < 0.5
    published = span.last + timedelta(days=0 if at_publication else rng.randint(0, 3))
    days = span if stated or at_publication or rng.random() >= UNSTATED else None
    supports = plain[-1] if plain and not planted and rng.random() < SUPPORTS else None
    return Claim(
        number,
        topic,
        place if stated or rng.random() >= UNSTATED else None,
        asked_of if stated or rng.random() >= UNSTATED else None,
        days,
        published,
        outlet,
        speaker,
        at_publication=at_publication,
        inherits_place=place == 0 and rng.random() < 0.5,
        amount=amount,
        option=option,
        based=stated or topic.kind is not SHARE or rng.random() >= UNSTATED,
        hedged=rng.random() < 0.15,
        planted=planted,
        ambiguous=ambiguous,
        supports=supports if supports is None or not supports.planted else None,
    )


def _span(rng: Random, topic: Topic, month: int) -> Span:
    """Draw days that lie within one month, so that no claim speaks of two true values."""
    day = date(YEAR, month, rng.randint(1, 28))
    monday = date(YEAR, month, day.day - (day.day - 1) % 7)
    week = (monday, monday + timedelta(days=6))
    whole = (date(YEAR, month, 1), date(YEAR, month, monthrange(YEAR, month)[1]))
    drawn = rng.random()
    if topic.kind is FLOW:
        return Span(*(week if drawn < 0.4 else whole), "totalOver")
    if drawn < 0.5:
        return Span(day, day, "asOf")
    if drawn < 0.75:
        return Span(*week, "throughout", rough=drawn < 0.55)
    return Span(*whole, "throughout" if drawn < 0.85 else "someTimeWithin")


def _content(
    rng: Random,
    topic: Topic,
    place: int,
    group: str | None,
    span: Span,
    planted: bool,
    cap_or_level: bool,
) -> tuple[Amount | None, str | None]:
    if not topic.kind.units:
        true = topic.option(span.first.month)
        if planted:
            return None, next(option for option in OPTIONS if option != true)
        return None, true if rng.random() < 0.8 else "partly"
    value = topic.value(place, group, span.first.month)
    if topic.kind is FLOW and (span.last - span.first).days == 6:
        value = Fraction(floor(value / 4))
    unit = int(rng.random() < 0.3) if len(topic.kind.units) > 1 else 0
    if planted:
        return _far(rng, topic, value, unit, place), None
    if cap_or_level:
        level = _fitting(rng, topic, value, unit, "about")
        return replace(level, meant=(None, level.meant[1])), None
    return _fitting(rng, topic, value, unit), None


def _fitting(
    rng: Random, topic: Topic, value: Fraction, unit: int, form: str | None = None
) -> Amount:
    """Draw an amount that the true value fits: a point, a range, or a bound on one side."""
    forms = ("exactly", "about", "range", "nearly", "atLeast", "upTo", "over", "vague")
    form = form or rng.choices(forms, (10, 30, 25, 10, 8, 8, 5, 4))[0]
    if form == "vague":
        return _vague(topic, value)
    if form == "exactly":
        unit = 0
    below, above = Fraction(rng.randint(85, 97), 100), Fraction(rng.randint(103, 120), 100)
    if form == "about":
        below = above = Fraction(rng.randint(96, 104), 100)
    elif form == "nearly":
        below = above = Fraction(rng.randint(101, 105), 100)
    elif form == "exactly":
        below = above = Fraction(1)
    low, high = value * below, value * above
    if form in {"atLeast", "over"}:
        return _amount(topic, low, None, form, unit)
    return _amount(topic, None if form == "upTo" else low, high, form, unit)


def _vague(topic: Topic, value: Fraction) -> Amount:
    if topic.kind.units[0][0] == "PERCENT":
        return Amount(None, None, "most", 0, (Fraction(50), Fraction(100)))
    fitting = [(low, word) for low, word in VAGUE if low <= value]
    if topic.kind.units[0][0] != "NUM" or not fitting:
        return _amount(topic, value, value, "about", 0)
    low, word = fitting[-1]
    return Amount(None, None, word, 0, (Fraction(low), None))


def _far(rng: Random, topic: Topic, value: Fraction, unit: int, place: int) -> Amount:
    """Draw a narrow amount far from the true value: a share is always too small."""
    factors = [Fraction(rng.randint(25, 45), 100)]
    if topic.kind.units[0][0] != "PERCENT":
        factors.append(Fraction(rng.randint(25, 40), 10))
    if topic.kind.additive and place:
        factors.append(Fraction(rng.randint(24, 40)))  # a part larger than its whole
    far = value * rng.choice(factors)
    form = rng.choice(("exactly", "about", "range"))
    spread = Fraction(rng.randint(2, 8), 100) if form == "range" else 0
    return _amount(topic, far * (1 - spread), far * (1 + spread), form, unit)


def _amount(
    topic: Topic, low: Fraction | None, high: Fraction | None, qualifier: str, unit: int
) -> Amount:
    """Round bounds outward as they would be printed, and tell what the words mean by them."""
    factor, digits = topic.kind.units[unit][1], topic.kind.digits
    step = 10**digits
    point = low is not None and low == high
    printed_low = None if low is None else floor(low / factor * step)
    printed_high = None if high is None else ceil(high / factor * step)
    if point:
        printed_high = printed_low
    widened = {"about": (NINE_TENTHS, 2 - NINE_TENTHS), "nearly": (NINE_TENTHS, Fraction(1))}
    down, up = widened.get(qualifier, (Fraction(1), Fraction(1)))
    return Amount(
        None if printed_low is None or qualifier == "nearly" else Decimal(printed_low) / step,
        None if printed_high is None else Decimal(printed_high) / step,
        qualifier,
        unit,
        (
            None if printed_low is None else Fraction(printed_low, step) * factor * down,
            None if printed_high is None else Fraction(printed_high, step) * factor * up,
        ),
    )
