"""What answers must share to be decided alike: all but who gives them, their days and numbers."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass, field, replace

from kb.graph.index import Node
from kb.judgement.answers.answer import DIMENSIONS, Answer, Quantity
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.probe import HIDDEN
from kb.judgement.pairs.world import Asked, WindowState, World
from kb.judgement.values import units
from kb.judgement.values.periods import Filling, Period

Scope = tuple[WindowState | None, tuple[frozenset[Node] | None, ...]]
"""How a prediction's window stands, and the values of the measure and of what must match."""
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

    ``rest`` is a number for all else.
    """

    number: int
    rest: int
    setting: Setting
    like: Answer


@dataclass(frozen=True, slots=True)
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
        found: dict[tuple[Scope, int], Group] = {}
        group_of = {}
        for mark in marks:
            answer = mark.answer
            scope = self._scope(answer)
            if scope not in settings:
                kind = self._kinds.setdefault(self._kind(answer), len(self._kinds))
                settings[scope] = Setting(len(settings), kind, scope[1], answer)
            rest = self._rests.setdefault(self._rest(answer), len(self._rests))
            if (scope, rest) not in found:
                found[scope, rest] = Group(len(found), rest, settings[scope], answer)
            group_of[mark.number] = found[scope, rest]
        return group_of

    def _scope(self, answer: Answer) -> Scope:
        window = self.world.window(answer)
        spoken_of = (answer.scope.get(name) for name in ("measure", *self.asked.dimensions))
        return None if window is None else window.state, tuple(spoken_of)

    def _rest(self, answer: Answer) -> Rest:
        """Return all else that an answer shares with those that are decided alike."""
        return (
            bool(answer.denies),
            frozenset(
                (target.option, frozenset(target.accuses), target.quantity is None)
                for target in self.world.targets(answer)
            ),
            frozenset(answer.denied_parts),
            answer.option,
            frozenset(answer.accuses),
            bool(answer.hedges),
            frozenset(answer.condition),
            (answer.act, frozenset(answer.hedges)) if self.world.window(answer) else None,
            answer.baseline,
            tuple(answer.scope.get(name) for name in self._seen(answer) - {*self._always_seen}),
            self._amount(answer.quantity),
            self._time(answer),
        )

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
            period=None if period is None else self._hidden_time(answer, period),
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
        )

    def _kind(self, answer: Answer) -> Hashable:
        """Return what rules see of what an answer speaks of, beside how it matches."""
        window = self.world.window(answer)
        senses = answer.scope.get("definition") if "definition" in self.asked.dimensions else None
        return (
            None if window is None else window.state,
            self.world.measure_kind(answer),
            self.world.additive(answer),
            senses,
        )

    @property
    def _always_seen(self) -> tuple[str, ...]:
        """The dimensions of which rules look at more than how they match."""
        if "definition" in self.asked.dimensions:
            return "measure", "definition"
        return ("measure",)

    def _seen(self, answer: Answer) -> frozenset[str]:
        """Return the dimensions that rules look at although they need not match."""
        names = {*self._always_seen}
        if self.world.measure_kind(answer) == "cumulative":
            names.add("event")
        if self.asked.kind == "placeAnswer":
            names.add("place")
        return frozenset(names)

    def _amount(self, quantity: Quantity | None) -> Hashable:
        if quantity is None:
            return None
        amount = self.world.amount(quantity)
        return (
            _unit(quantity.unit),
            _unit(quantity.per),
            quantity.relation,
            None if quantity.relation is None else quantity.comparand,
            quantity.base,
            quantity.meant is None,
            None if amount is None else amount.empty,
        )

    def _time(self, answer: Answer) -> Hashable:
        period = answer.period
        if period is None:
            return None
        return (
            period.filling,
            period.persists,
            period.event,
            period.first is None,
            period.last is None,
            period.first if self._counts_from(answer) else None,
        )

    def _counts_from(self, answer: Answer) -> bool:
        """Tell whether an answer is a running count that goes by the day on which it begins."""
        total = answer.period is not None and answer.period.filling is Filling.TOTAL_OVER
        return total and self.world.measure_kind(answer) == "cumulative"

    def _hidden_time(self, answer: Answer, period: Period) -> Period:
        counts = self._counts_from(answer)
        return replace(
            period,
            first=period.first if period.first is None or counts else HIDDEN,
            last=None if period.last is None else HIDDEN,
            slack=HIDDEN,
        )


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
    )
