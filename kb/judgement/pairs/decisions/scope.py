"""Second: whether the two speak of the same thing.

A known difference in any dimension settles the pair, even if another is unstated; only where none
is known to differ does a missing or undeclared one leave it open.
"""

from collections.abc import Iterator
from datetime import date

from kb.judgement.answers.answer import Answer
from kb.judgement.pairs.outcomes import (
    CONDITION,
    PART_WHOLE,
    PREDICTION_OPEN,
    STOCK_FLOW,
    Kind,
    Outcome,
)
from kb.judgement.pairs.pair import Pair
from kb.judgement.pairs.world import LESS, MORE, Match, WindowState
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Period, Sure
from kb.words.vocabulary import kb

CONTROL, PRESENCE = kb("controlKind"), kb("presenceKind")
_DIFFERENT = {
    "subject": "They speak of different subjects.",
    "measure": "They speak of different measures.",
    "place": "They speak of different places.",
    "population": "They count different groups.",
    "definition": "They use the word in different senses.",
    "event": "They speak of different events.",
}
_CALLED = {"period": "time", "population": "group", "definition": "sense"}
_PART = {
    "subject": "One speaks of a part of the other's subject.",
    "measure": "One measures a part of what the other measures.",
    "place": "One speaks of a part of the other's place.",
    "population": "One counts a part of the other's group.",
    "definition": "One uses the word in a narrower sense.",
    "event": "One speaks of a part of the other's event.",
}


def period_mismatch(pair: Pair) -> Outcome | None:
    """The two speak of different times, whatever the values (DR04).

    Running counts of one series that can be held against each other are left to DR13, and so is a
    count of a part before one of the whole.
    """
    if not pair.asked.period or pair.moment() is not Sure.NO:
        return None
    if pair.one_series() and pair.ranges() is not None:
        return None
    return _apparent(pair, "DR04", "They speak of different times.", "period")


def place_mismatch(pair: Pair) -> Outcome | None:
    """The places are declared disjoint, or one contains the other (DR05)."""
    return _differs(pair, "DR05", "place")


def population_mismatch(pair: Pair) -> Outcome | None:
    """The groups counted, measures or subjects are disjoint, or one contains the other (DR06)."""
    for name in ("population", "measure", "subject"):
        outcome = _differs(pair, "DR06", name)
        if outcome is not None:
            return outcome
    return None


def stock_against_flow(pair: Pair) -> Outcome | None:
    """One is a number at a moment, the other a number over a stretch of time (DR07)."""
    kinds = {pair.world.measure_kind(pair.one), pair.world.measure_kind(pair.other)}
    if "stock" in kinds and kinds & {"flow", "cumulative"}:
        reason = "One counts what is there at a moment, the other what came about over a time."
        return _apparent(pair, "DR07", reason, STOCK_FLOW)
    return None


def control_against_presence(pair: Pair) -> Outcome | None:
    """One tells who controls a place, the other who is there: both can be so (DR21)."""
    if "definition" not in pair.asked.dimensions:
        return None
    if {pair.world.sense_kind(answer) for answer in (pair.one, pair.other)} != {CONTROL, PRESENCE}:
        return None
    reason = "One tells who controls it, the other who is present there."
    return _apparent(pair, "DR21", reason, "definition")


def definition_mismatch(pair: Pair) -> Outcome | None:
    """The word is used in senses declared disjoint, or wider and narrower (DR11)."""
    return _differs(pair, "DR11", "definition")


def open_prediction(pair: Pair) -> Outcome | None:
    """A prediction is held against what was observed only after its window has closed (DR12)."""
    window = pair.window()
    if window is None or window.state is not WindowState.OPEN:
        return None
    end = "for ever" if window.closes == date.max else f"until {window.closes}"
    return _apparent(pair, "DR12", f"The prediction is open {end}.", PREDICTION_OPEN)


def event_mismatch(pair: Pair) -> Outcome | None:
    """The events are declared to be different ones, or one contains the other (DR20)."""
    return _differs(pair, "DR20", "event")


def unresolved_scope(pair: Pair) -> Outcome | None:
    """Something that must match is not stated, never judged, or depends on a condition (DR22).

    The outcome goes by the first rule that is left open: two places never judged (DR05), groups,
    measures or subjects (DR06), a sense not stated (DR11), a prediction without a last day (DR12),
    events never judged (DR20), anything else (DR22).
    """
    left = sorted(set(_left_open(pair)))
    if not left:
        return None
    names = tuple(sorted({name for _, name in left}))
    told = [_CALLED.get(name, name) for name in names if name != CONDITION]
    if left[0][0] == "DR12":
        reason = "A prediction without a last day cannot be judged."
    elif told:
        reason = f"Whether they speak of the same {' and '.join(told)} is not known."
    else:
        reason = "One holds only under a condition."
    return Outcome(Kind.UNDETERMINED, left[0][0], pair.one, pair.other, reason, names)


def _left_open(pair: Pair) -> Iterator[tuple[str, str]]:
    rules = {"place": "DR05", "population": "DR06", "measure": "DR06", "subject": "DR06"}
    for name, match in pair.matches().items():
        if match is Match.MISSING:
            yield ("DR11" if name == "definition" else "DR22"), name
        elif match is Match.UNDECLARED:
            yield {**rules, "definition": "DR11", "event": "DR20"}[name], name
    window = pair.window()
    if window is not None and window.state is WindowState.ENDLESS:
        yield "DR12", "period"
    if pair.asked.period and pair.moment() is Sure.UNKNOWN and not pair.may_presume():
        yield "DR22", "period"
    if pair.on_other_conditions():
        yield "DR22", CONDITION


def _differs(pair: Pair, rule: str, name: str) -> Outcome | None:
    match = pair.matches().get(name)
    if match is Match.DIFFERENT:
        return _apparent(pair, rule, _DIFFERENT[name], name)
    if match is Match.WITHIN:
        return _part(pair, rule, name, pair.one, pair.other)
    if match is Match.CONTAINS:
        return _part(pair, rule, name, pair.other, pair.one)
    return None


def _part(pair: Pair, rule: str, name: str, part: Answer, whole: Answer) -> Outcome:
    """One speaks of a part: it may not be larger than its whole, and a denial may reach it."""
    same_else = all(m is Match.SAME for n, m in pair.matches().items() if n != name)
    window = pair.window()
    ahead = window is not None and window.state is not WindowState.CLOSED
    supposed = ahead or part.condition or whole.condition
    adds_up = same_else and pair.world.additive(part) and not supposed
    if adds_up and _larger(part, whole, pair) and _in_time(part, whole, pair):
        reason = "The first is a part of the second, and larger than it."
        if pair.ranges() is None:
            reason = "The first is a part of the second, and one puts it above the whole."
        return Outcome(Kind.CONFLICT, rule, part, whole, reason, **pair.distance())
    reached = same_else and not supposed and "occurrence" in whole.denied_parts and not part.denies
    if reached and not _empty(part) and _in_time(part, whole, pair):
        reason = "The second denies that there was any of it, and the first tells of a part."
        return Outcome(Kind.CONFLICT, "DR08", part, whole, reason)
    return _apparent(pair, rule, _PART[name], name, PART_WHOLE)


def _larger(part: Answer, whole: Answer, pair: Pair) -> bool:
    """Tell whether a part is larger than its whole, or than a denial leaves room for."""
    ranges = pair.ranges()
    if ranges is not None:
        inner, outer = (0, 1) if part is pair.one else (1, 0)
        return ranges[outer].below(ranges[inner])
    of_whole, of_part = _put(whole, part, pair), _put(part, whole, pair)
    if of_whole is not None:
        return of_whole[0].below(of_whole[1])
    return of_part is not None and of_part[1].below(of_part[0])


def _put(denier: Answer, other: Answer, pair: Pair) -> tuple[Interval, Interval] | None:
    """Return where a denial without a number puts it, below or above all that it denies, and the
    range of the other; ``None`` where it is no such denial or one of the amounts is not known.

    Of a denied number of which only the other end is known, this end counts.
    """
    quantity = denier.quantity
    if not denier.denies or quantity is None or quantity.relation not in LESS | MORE:
        return None
    target = next((a for a in pair.world.targets(denier) if a.quantity), None)
    ranges = None if target is None else Pair(target, other, pair.asked, pair.world).ranges()
    if ranges is None:
        return None
    denied, rival = ranges
    if quantity.relation in LESS:
        low = denied.low if denied.low is not None else denied.high
        return Interval(None, low, high_open=True), rival
    high = denied.high if denied.high is not None else denied.low
    return Interval(high, None, low_open=True), rival


def _apparent(pair: Pair, rule: str, reason: str, *differences: str) -> Outcome:
    return Outcome(Kind.APPARENT, rule, pair.one, pair.other, reason, differences)


def _in_time(part: Answer, whole: Answer, pair: Pair) -> bool:
    if not pair.asked.period and part.period is None:
        return True
    inner, outer = part.period, whole.period
    if inner is None or outer is None:
        return False
    if pair.moment() is Sure.YES or pair.sooner() is part:
        return True
    lasting = outer.filling is Filling.THROUGHOUT or outer.persists
    totals = inner.filling is outer.filling is Filling.TOTAL_OVER
    kind = pair.world.measure_kind(part)
    adds_up_in_time = kind == "flow" or (kind == "cumulative" and totals)
    return (lasting or adds_up_in_time or part.quantity is None) and _covered(inner, outer)


def _empty(part: Answer) -> bool:
    """Tell whether an answer says that there is none."""
    return part.quantity is not None and part.quantity.printed.high == 0


def _covered(inner: Period, outer: Period) -> bool:
    known = None not in (inner.first, inner.end, outer.first, outer.end)
    return known and outer.first <= inner.first and inner.end <= outer.end  # type: ignore[operator]
