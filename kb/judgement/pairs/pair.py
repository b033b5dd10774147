"""Two answers to one question, and what rules may ask of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypedDict

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer, Quantity
from kb.judgement.pairs.world import Asked, Match, Window, World, conversion
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Filling, Sure
from kb.judgement.values.units import ratio
from kb.words.vocabulary import kb


class Distance(TypedDict):
    """How far two ranges are apart, or how much they share, as an outcome tells it."""

    gap: Decimal | None
    factor: Decimal | None
    overlap: Decimal | None
    unit: str | None


NO_DISTANCE: Distance = {"gap": None, "factor": None, "overlap": None, "unit": None}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two answers, under one reading each, to what ``asked`` demands in a declared world."""

    one: Answer
    other: Answer
    asked: Asked
    world: World

    @property
    def both(self) -> tuple[tuple[Answer, Answer], tuple[Answer, Answer]]:
        """The pair in both orders."""
        return (self.one, self.other), (self.other, self.one)

    def match(self, name: str) -> Match:
        """Tell how the two stand to each other in one dimension other than time."""
        return self.world.match(name, self.one.scope.get(name), self.other.scope.get(name))

    def matches(self) -> Mapping[str, Match]:
        """Return how the two stand to each other in each dimension that must match, time apart.

        The measure of a quantity has to match as well: it is what is counted.
        """
        names = list(self.asked.dimensions)
        if (
            "measure" not in names
            and self.asked.kind == "quantity"
            and (self.one.scope.get("measure") != self.other.scope.get("measure"))
        ):
            names.insert(0, "measure")
        return {name: self.match(name) for name in names}

    def on_other_conditions(self) -> bool:
        """Tell whether one holds only under a condition that the other does not name."""
        return {*self.one.condition} != {*self.other.condition}

    def moment(self) -> Sure:
        """Tell whether both speak of a common moment; ``UNKNOWN`` where a time is missing."""
        if self.one.period is None or self.other.period is None:
            return Sure.UNKNOWN
        return self.one.period.common_moment(self.other.period)

    def same_base(self) -> bool:
        """Tell whether two amounts are of one base, if of any: what it says may stand in two
        records.

        These must give an amount outright: of shares of further bases nothing is told.
        """
        one, other = (a.quantity.base if a.quantity else None for a in (self.one, self.other))
        if one == other:
            return one != kb("notStated")
        bases = [None if base is None else self.world.answer(base) for base in (one, other)]
        if bases[0] is None or bases[1] is None or bases[0].question != bases[1].question:
            return False
        if any(base.quantity is None or base.quantity.base is not None for base in bases if base):
            return False
        pair = Pair(bases[0], bases[1], self.world.asked(bases[0].question), self.world)
        same = {*pair.matches().values()} <= {Match.SAME}
        if not same or (pair.asked.period and pair.moment() is not Sure.YES):
            return False
        ranges = pair.ranges()
        return ranges is not None and ranges[0] == ranges[1]

    def distance(self) -> Distance:
        """Return how far the two are apart or how much they share, as far as numbers are printed:
        what words such as "about" add is no measured distance.

        In the unit of the measure where it has one, else in that of the first.
        """
        ranges, printed, quantity = self.ranges(), self._printed(), self.one.quantity
        if ranges is None or printed is None or quantity is None:
            return NO_DISTANCE
        unit = self.world.unit_of_measure(self.one) or quantity.unit
        units = ratio(quantity.unit, unit)
        one, other = printed if units is None else (each.scaled(*units) for each in printed)
        apart = ranges[0].disjoint(ranges[1])
        gap, overlap = (one.gap(other), None) if apart else (None, one.overlap(other))
        return {
            "gap": None if gap is None else +gap,
            "factor": one.factor(other) if apart else None,
            "overlap": None if overlap is None else +overlap,
            "unit": quantity.unit if units is None else unit,
        }

    def _printed(self) -> tuple[Interval, Interval] | None:
        """Return the two ranges without what words add, in the unit of the first; ``None`` where
        one of them is told by a word alone.
        """
        a, b = self.one.quantity, self.other.quantity
        converted = None if a is None or b is None else conversion(b, a)
        if a is None or b is None or converted is None:
            return None
        mine, theirs = (self._as_printed(quantity) for quantity in (a, b))
        return None if mine is None or theirs is None else (mine, theirs.scaled(*converted))

    def _as_printed(self, quantity: Quantity) -> Interval | None:
        if quantity.meant is None:
            return self.world.amount(quantity)
        told = quantity.printed.low is not None or quantity.printed.high is not None
        return quantity.printed if told else None

    def widened_by_words(self) -> bool:
        """Tell whether words such as "about" bring two disjoint ranges nearer to each other than
        what is printed, or tell by themselves how far they are apart.
        """
        ranges, printed = self.ranges(), self._printed()
        gap = None if ranges is None else ranges[0].gap(ranges[1])
        return bool(gap) and (printed is None or printed[0].gap(printed[1]) != gap)

    def references(self) -> tuple[Node, ...]:
        """Return the records from outside on which a comparison of the two amounts rests."""
        if self.ranges() is None:
            return ()
        quantities = [answer.quantity for answer in (self.one, self.other)]
        told = (r for quantity in quantities if quantity for r in self.world.references(quantity))
        return tuple(dict.fromkeys(told))

    def denied(self, denier: Answer, other: Answer) -> tuple[Answer, ...]:
        """Return what one of the two denies, and the other does not deny as well."""
        targets = self.world.targets(denier)
        return tuple(target for target in targets if not self.also_denied(target, other))

    def also_denied(self, target: Answer, other: Answer) -> bool:
        """Tell whether an answer that one of the two denies is denied by the other as well, be it
        beside what it is looked at here for denying.
        """
        whole = self.world.answer(other.claim) if other.denies else None
        return whole is not None and target.claim in whole.denies

    def same_amount(self, target: Answer, other: Answer) -> bool:
        """Tell whether one of the two gives just the amount of an answer that the other denies."""
        ranges = Pair(target, other, self.asked, self.world).ranges()
        return ranges is not None and ranges[0] == ranges[1]

    def says_the_same(self) -> bool:
        """Tell whether both say the same, all that they say taken together."""
        one, other, ranges = self.one, self.other, self.ranges()
        if one.option != other.option or {*one.accuses} != {*other.accuses}:
            return False
        if ranges is not None:
            return ranges[0] == ranges[1]
        if one.quantity is not None or other.quantity is not None:
            return False
        if self.asked.kind == "dateAnswer":
            mine, theirs = one.period, other.period
            dated = mine is not None and theirs is not None
            return dated and mine.first == theirs.first and mine.last == theirs.last  # type: ignore[union-attr]
        if self.asked.kind == "placeAnswer":
            return self.same_place(one, other)
        return one.option is not None or bool(one.accuses)

    def same_place(self, one: Answer, other: Answer) -> bool:
        """Tell whether two answers name one place, by whatever name."""
        mine, theirs = one.scope.get("place"), other.scope.get("place")
        known = bool(mine) and bool(theirs)
        return known and self.world.match("place", mine, theirs) is Match.SAME

    def window(self) -> Window | None:
        """Return the window of the one that looks ahead; ``None`` where neither or both do."""
        one, other = self.world.window(self.one), self.world.window(self.other)
        return None if one is not None and other is not None else one or other

    def one_series(self) -> bool:
        """Tell whether both are running counts of one series: of one event, totals from one
        beginning, or of the same, or part of it, where neither names an event or a beginning.
        """
        if any(
            self.world.measure_kind(answer) != "cumulative" for answer in (self.one, self.other)
        ):
            return False
        events = self.one.scope.get("event"), self.other.scope.get("event")
        if events[0] and events[0] == events[1]:
            return True
        one, other = self.one.period, self.other.period
        if one is None or other is None or any(events):
            return False
        totals = {period.filling is Filling.TOTAL_OVER for period in (one, other)}
        if totals == {True}:
            return one.first is not None and one.first == other.first
        nested = {Match.SAME, Match.WITHIN, Match.CONTAINS}
        return totals == {False} and {*self.matches().values()} <= nested

    def may_presume(self) -> bool:
        """Tell whether a common moment may be presumed where the dates do not settle it.

        Something must be known of both times, and totals must count from the same beginning. What
        is presumed is a premise of the outcome, and never makes a conflict.
        """
        one, other = self.one.period, self.other.period
        if one is None or other is None:
            return False
        if Filling.TOTAL_OVER in (one.filling, other.filling):
            return self.one_series() and one.last is not None and other.last is not None
        return True

    def sooner(self) -> Answer | None:
        """Return the one of two running counts of one series that surely was taken first.

        ``None`` where that is not sure, or where they are no such counts.
        """
        if self.one.period is None or self.other.period is None or not self.one_series():
            return None
        if self.one.period.counted_before(self.other.period):
            return self.one
        return self.other if self.other.period.counted_before(self.one.period) else None

    def ranges(self) -> tuple[Interval, Interval] | None:
        """Return the two intervals in the unit of the first, rates per the same time.

        ``None`` where one has no interval or a faulty one, the units measure different kinds, or
        the bases of two shares are not the same.
        """
        a, b = self.one.quantity, self.other.quantity
        if a is None or b is None or not self.same_base():
            return None
        if any(answer.denies and q.meant is None for answer, q in ((self.one, a), (self.other, b))):
            return None  # "far lower" is a denial, not a number below the one it denies
        mine, theirs = self.world.amount(a), self.world.amount(b)
        if mine is None or theirs is None or mine.empty or theirs.empty:
            return None
        converted = conversion(b, a)
        return None if converted is None else (mine, theirs.scaled(*converted))
