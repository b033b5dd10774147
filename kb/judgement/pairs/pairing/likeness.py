"""What answers must share to be decided alike: all but who gives them, their days and numbers."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from kb.graph.index import Node
from kb.judgement.answers.answer import DIMENSIONS, Answer, Quantity
from kb.judgement.pairs.pairing.marks import UNRANGED, Mark, Range
from kb.judgement.pairs.pairing.probe import HIDDEN
from kb.judgement.pairs.world import Asked, WindowState, World
from kb.judgement.values import units
from kb.judgement.values.periods import Filling, Period

Scope = tuple[WindowState | None, bool, tuple[frozenset[Node] | None, ...]]
"""How a prediction's window stands, whether it denies several of different scopes, and the values
of the measure and of what must match.
"""
Rest = tuple[Hashable, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Setting:
    """Answers that speak of the same: ``like`` is one of them.

    ``spoken_of`` are the measure and what must match, None where it is not stated. ``kind`` is a
    number for what matters beside how these match, such as whether the measure is a stock.
    """

    number: int
    kind: int
    spoken_of: tuple[frozenset[Node] | None, ...]
    like: Answer


@dataclass(frozen=True, eq=False, slots=True)
class Group:
    """Answers of one setting that share all else by which they are decided: ``like`` is one.

    ``rest`` is a number for all else but the ``base`` of a share and the day from which a total
    counts on, where it ``begins``: of these it matters whether two groups have the same.
    """

    number: int
    rest: int
    begins: date | None
    base: Node | None
    setting: Setting
    like: Answer


@dataclass(frozen=True)
class LikenessReader:
    """Groups answers to questions that ask alike by likeness; ``asked`` is one of these questions.

    What is numbered here has the same number for all questions of one reader.
    """

    asked: Asked
    world: World
    _kinds: dict[Hashable, int] = field(default_factory=dict)
    _rests: dict[Rest, int] = field(default_factory=dict)

    def groups(self, marks: Iterable[Mark]) -> dict[int, Group]:
        """Return for each mark, by its number, the group it belongs to."""
        settings: dict[Scope, Setting] = {}
        found: dict[tuple[Setting, int, date | None, Node | None], Group] = {}
        group_of = {}
        for mark in marks:
            answer = mark.answer
            window = self.world.window(answer)
            state = None if window is None else window.state
            spoken_of = tuple([answer.scope.get(name) for name in self.spoken_of])
            scope = state, bool(answer.per_target), spoken_of
            if scope not in settings:
                kind = self._kinds.setdefault(self._kind(answer), len(self._kinds))
                settings[scope] = Setting(len(settings), kind, spoken_of, answer)
            setting = settings[scope]
            rest = self._rests.setdefault(self._rest(mark, state), len(self._rests))
            begins = self._begins(answer)
            base = None if answer.quantity is None else answer.quantity.base
            group = setting, rest, begins, base
            if group not in found:
                found[group] = Group(len(found), rest, begins, base, setting, answer)
            group_of[mark.number] = found[group]
        return group_of

    @cached_property
    def spoken_of(self) -> tuple[str, ...]:
        """The dimensions in which answers of one setting name the same."""
        return "measure", *self.asked.dimensions

    def _rest(self, mark: Mark, window: WindowState | None) -> Rest:
        """Return all else that an answer shares with those that are decided alike."""
        answer = mark.answer
        return (
            self._denied(answer) if answer.denies else None,
            frozenset(answer.denied_parts),
            answer.option,
            frozenset(answer.accuses),
            bool(answer.hedges),
            frozenset(answer.condition),
            (answer.act, frozenset(answer.hedges)) if window else None,
            answer.baseline,
            *[answer.scope.get(name) for name in self._seen_beside(answer)],
            None if answer.quantity is None else self._amount(answer.quantity, mark.range),
            self._time(answer.period),
        )

    def _denied(self, answer: Answer) -> Hashable:
        """Return what rules see of the answers that one denies, in their order."""
        return tuple(
            (
                target.option,
                frozenset(target.accuses),
                self._denied_amount(target),
                self._denied_answer(target),
            )
            for target in self.world.targets(answer)
        )

    def _denied_amount(self, target: Answer) -> Hashable:
        """Return what decides whether a denied amount can be compared, however large it is."""
        quantity = target.quantity
        if quantity is None:
            return None
        amount = self.world.amount(quantity)
        untold = quantity.meant is None, quantity.meant is None and bool(target.denies)
        return quantity.base, *untold, amount is None or amount.empty

    def _denied_answer(self, target: Answer) -> Hashable:
        """Return where or between what ends a denied answer is, if that is what is asked for."""
        period = target.period
        if self.asked.kind == "placeAnswer":
            return target.scope.get("place")
        if self.asked.kind == "dateAnswer" and period is not None:
            return period.first is None, period.last is None
        return None

    def of_group(self, answer: Answer) -> Answer:
        """Return an answer that shows what all of the same likeness share and hides the rest."""
        period, quantity = answer.period, answer.quantity
        return replace(
            self.of_setting(answer),
            act=answer.act,
            denies=answer.denies,
            denied_parts=answer.denied_parts,
            option=answer.option,
            accuses=answer.accuses,
            hedges=answer.hedges,
            condition=answer.condition,
            baseline=answer.baseline,
            scope=_shown(answer, self._seen(answer)),
            quantity=None if quantity is None else _hidden_amount(quantity),
            period=None if period is None else _hidden_time(period),
        )

    def of_setting(self, answer: Answer) -> Answer:
        """Return an answer that shows only its question, its measure and its sense."""
        return Answer(
            claim=HIDDEN,
            question=answer.question,
            speaker=HIDDEN,
            source=HIDDEN,
            act=HIDDEN,
            denies=HIDDEN,
            denied_parts=HIDDEN,
            supports=HIDDEN,
            retracts=HIDDEN,
            revises=HIDDEN,
            same_utterance=HIDDEN,
            quantity=HIDDEN,
            option=HIDDEN,
            accuses=HIDDEN,
            scope=_shown(answer, self._always_seen),
            period=HIDDEN,
            hedges=HIDDEN,
            condition=HIDDEN,
            baseline=HIDDEN,
            readings=HIDDEN,
            per_target=HIDDEN if answer.per_target else (),
        )

    def _kind(self, answer: Answer) -> Hashable:
        """Return what rules see of what an answer speaks of, beside how it matches."""
        window = self.world.window(answer)
        return (
            None if window is None else window.state,
            bool(answer.per_target),
            self.world.measure_kind(answer),
            self.world.additive(answer),
            bool(answer.scope.get("measure")),
            self.world.sense_kind(answer),
        )

    @property
    def _always_seen(self) -> tuple[str, ...]:
        """The dimensions of which rules look at more than how they match."""
        if "definition" in self.asked.dimensions:
            return "measure", "definition"
        return ("measure",)

    def _seen(self, answer: Answer) -> tuple[str, ...]:
        """Return the dimensions of which rules look at more than how they match."""
        return *self._always_seen, *self._seen_beside(answer)

    def _seen_beside(self, answer: Answer) -> tuple[str, ...]:
        """Return the dimensions that rules look at although they need not match."""
        event = ("event",) if self.world.measure_kind(answer) == "cumulative" else ()
        return (*event, "place") if self.asked.kind == "placeAnswer" else event

    def _amount(self, quantity: Quantity, ranks: Range) -> Hashable:
        low, high = ranks
        return (
            _unit(quantity.unit),
            _unit(quantity.per),
            quantity.relation,
            None if quantity.relation is None else quantity.comparand,
            quantity.meant is None,
            ranks == UNRANGED,
            low > high,
        )

    def _time(self, period: Period | None) -> Hashable:
        if period is None:
            return None
        open_ends = period.first is None, period.last is None
        return period.filling, period.persists, period.event, *open_ends

    def _begins(self, answer: Answer) -> date | None:
        """Return the day from which a total counts on, where it is a running count."""
        period = answer.period
        if period is None or period.filling is not Filling.TOTAL_OVER:
            return None
        return period.first if self.world.measure_kind(answer) == "cumulative" else None


def _unit(unit: str | None) -> str | None:
    """Return what a unit is of, as ranges are compared in one unit of each kind."""
    return None if unit is None else units.kind(unit) or unit


def _shown(answer: Answer, names: Collection[str]) -> dict[str, frozenset[Node]]:
    """Return a scope that shows some dimensions, stated or not, and hides the others."""
    return {
        name: answer.scope[name] if name in names else HIDDEN
        for name in DIMENSIONS
        if name in answer.scope or name not in names
    }


def _hidden_time(period: Period) -> Period:
    return replace(
        period,
        first=None if period.first is None else HIDDEN,
        last=None if period.last is None else HIDDEN,
        slack=HIDDEN,
    )


def _hidden_amount(quantity: Quantity) -> Quantity:
    return replace(
        quantity,
        printed=HIDDEN,
        meant=None if quantity.meant is None else HIDDEN,
        unit=None if quantity.unit is None else HIDDEN,
        per=None if quantity.per is None else HIDDEN,
        words=HIDDEN,
        qualifier=HIDDEN,
        comparand=None if quantity.relation is None else quantity.comparand,
        base=None if quantity.base is None else HIDDEN,
    )
