"""Second: do the two speak of the same thing? A known difference settles it; a missing one leaves
it open.
"""

from collections.abc import Iterator

from kb.judgement.answers import Answer
from kb.judgement.outcomes import (
    CONDITION,
    PART_WHOLE,
    PREDICTION_OPEN,
    STOCK_FLOW,
    Kind,
    Outcome,
)
from kb.judgement.pair import Match, Pair
from kb.judgement.periods import Period, Sure

_LOOKS_AHEAD = {"predicts", "warns"}
_NAMES = {
    "subject": "of different subjects",
    "measure": "of different measures",
    "place": "of different places",
    "population": "of different groups counted",
    "definition": "of different senses of the word",
    "event": "of different events",
}
_RULES = {
    "subject": "DR06",
    "measure": "DR06",
    "place": "DR05",
    "population": "DR06",
    "definition": "DR11",
    "event": "DR20",
}


def period_mismatch(pair: Pair) -> Outcome | None:
    """The two speak of different times (DR04); running counts may still be compared."""
    if not pair.asked.period or pair.moment() is not Sure.NO or _running(pair):
        return None
    return Outcome(
        Kind.APPARENT, "DR04", pair.one, pair.other, "They speak of different times.", ("period",)
    )


def place_mismatch(pair: Pair) -> Outcome | None:
    """The places are declared disjoint (DR05)."""
    return _different(pair, "place")


def population_mismatch(pair: Pair) -> Outcome | None:
    """The groups counted, measures or subjects are declared disjoint (DR06)."""
    return (
        _different(pair, "population") or _different(pair, "measure") or _different(pair, "subject")
    )


def stock_against_flow(pair: Pair) -> Outcome | None:
    """One is a number at a moment, the other a number over a stretch of time (DR07)."""
    kinds = {pair.world.measure_kind(pair.one), pair.world.measure_kind(pair.other)}
    if "stock" in kinds and kinds & {"flow", "cumulative"}:
        return Outcome(
            Kind.APPARENT,
            "DR07",
            pair.one,
            pair.other,
            "One counts what is there at a moment, the other what came about over a time.",
            (STOCK_FLOW,),
        )
    return None


def definition_mismatch(pair: Pair) -> Outcome | None:
    """The same word is used in senses that are declared disjoint (DR11, DR21)."""
    return _different(pair, "definition")


def event_mismatch(pair: Pair) -> Outcome | None:
    """The events are declared to be different ones (DR20)."""
    return _different(pair, "event")


def open_prediction(pair: Pair) -> Outcome | None:
    """A prediction is compared with what was observed only after its window has closed (DR12)."""
    ahead = _prediction(pair)
    closes = None if ahead is None or ahead.period is None else ahead.period.end
    today = pair.world.today
    if closes is None or today is None or today > closes:
        return None
    return Outcome(
        Kind.APPARENT,
        "DR12",
        pair.one,
        pair.other,
        f"The prediction is open until {closes.isoformat()}.",
        (PREDICTION_OPEN,),
    )


def unbounded_prediction(pair: Pair) -> Outcome | None:
    """A prediction without a last day, or on a day not given, cannot be judged (DR12)."""
    ahead = _prediction(pair)
    if ahead is None:
        return None
    if ahead.period is not None and ahead.period.end is not None and pair.world.today is not None:
        return None
    return Outcome(
        Kind.UNDETERMINED,
        "DR12",
        pair.one,
        pair.other,
        "A prediction without a last day cannot be judged.",
        (PREDICTION_OPEN,),
    )


def _prediction(pair: Pair) -> Answer | None:
    """Return the one of the two that looks ahead, or ``None`` where neither or both do."""
    ahead = [answer for answer in (pair.one, pair.other) if answer.act in _LOOKS_AHEAD]
    return ahead[0] if len(ahead) == 1 else None


def part_and_whole(pair: Pair) -> Outcome | None:
    """One speaks of a part of what the other speaks of (DR05, DR06, DR11, DR20).

    A part may not be larger than its whole where the measure adds up and the times fit.
    """
    inner = [name for name, match in pair.matches().items() if match is Match.WITHIN]
    outer = [name for name, match in pair.matches().items() if match is Match.CONTAINS]
    if not inner and not outer:
        return None
    names = (*inner, *outer)
    rule = _RULES[names[0]]
    others = [m for n, m in pair.matches().items() if n not in names]
    if not (inner and outer) and all(match is Match.SAME for match in others):
        part, whole = (pair.one, pair.other) if inner else (pair.other, pair.one)
        if pair.world.additive(part) and _in_time(part, whole, pair) and _larger(part, whole, pair):
            return Outcome(
                Kind.CONFLICT,
                rule,
                part,
                whole,
                "The first is a part of the second, and larger than it.",
            )
    return Outcome(
        Kind.APPARENT,
        rule,
        pair.one,
        pair.other,
        "One speaks of a part of what the other speaks of.",
        (*sorted(names), PART_WHOLE),
    )


def unresolved_scope(pair: Pair) -> Outcome | None:
    """Something that must match is not stated, not declared, or depends on a condition (DR22)."""
    missing = tuple(_missing(pair))
    if not missing:
        return None
    told = [name for name in missing if name != CONDITION]
    if told:
        reason = f"Whether they speak of the same {' and '.join(told)} is not known."
    else:
        reason = "One holds only under a condition."
    return Outcome(Kind.UNDETERMINED, "DR22", pair.one, pair.other, reason, missing)


def _missing(pair: Pair) -> Iterator[str]:
    for name, match in sorted(pair.matches().items()):
        if match in {Match.MISSING, Match.UNDECLARED}:
            yield name
    if pair.asked.period and pair.moment() is Sure.UNKNOWN and not _comparable_totals(pair):
        yield "period"
    if pair.one.condition or pair.other.condition:
        yield CONDITION


def _different(pair: Pair, name: str) -> Outcome | None:
    if pair.matches().get(name) is not Match.DIFFERENT:
        return None
    return Outcome(
        Kind.APPARENT,
        _RULES[name],
        pair.one,
        pair.other,
        f"They speak {_NAMES[name]}.",
        (name,),
    )


def _running(pair: Pair) -> bool:
    """Tell whether both are running counts, which may be compared at different times (DR13)."""
    return all(pair.world.measure_kind(answer) == "cumulative" for answer in (pair.one, pair.other))


def _comparable_totals(pair: Pair) -> bool:
    """Tell whether both count up from the same beginning, so that their ends can be compared."""
    one, other = pair.one.period, pair.other.period
    return (
        _running(pair)
        and one is not None
        and other is not None
        and one.first == other.first
        and one.last is not None
        and other.last is not None
    )


def _in_time(part: Answer, whole: Answer, pair: Pair) -> bool:
    if not pair.asked.period and part.period is None:
        return True
    inner, outer = part.period, whole.period
    if inner is None or outer is None:
        return False
    return _covered(inner, outer) or inner.common_moment(outer) is Sure.YES


def _covered(inner: Period, outer: Period) -> bool:
    known = None not in (inner.first, inner.end, outer.first, outer.end)
    return known and outer.first <= inner.first and inner.end <= outer.end  # type: ignore[operator]


def _larger(part: Answer, whole: Answer, pair: Pair) -> bool:
    ordered = Pair(part, whole, pair.asked, pair.world).ranges()
    return ordered is not None and ordered[1].below(ordered[0])
