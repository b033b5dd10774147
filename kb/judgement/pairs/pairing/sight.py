"""What is said of the answers of one group and each of many others that stand side by side."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from kb.judgement.pairs.pairing.ladder import Bits
from kb.judgement.pairs.pairing.layer import Layer
from kb.judgement.pairs.pairing.likeness import Group, Setting
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.ruling import (
    EACH,
    Matching,
    Ruling,
    Rulings,
    Said,
    ScopeRuling,
    Seen,
)
from kb.judgement.pairs.pairing.timing import TURNED, State, Timing

Scopes = Callable[[Setting, Setting], tuple[Matching, ScopeRuling]]


@dataclass(frozen=True, slots=True)
class Facing:
    """What is said of two groups, seen from the one that it names second if ``turned``."""

    ruling: Ruling
    turned: bool

    def seen(self, state: State) -> Seen:
        """Return what is said where the first, as it is seen, stands so to the second."""
        turned = self.turned or (self.ruling.within_one and state is State.AFTER)
        below, above, same, meet = self.ruling.seen(TURNED[state] if turned else state)
        return (above, below, same, meet) if turned else (below, above, same, meet)


@dataclass(slots=True)
class Standing:
    """What is said of others that stand in one state in time, asked when first one does.

    Of ``alike`` it is said whatever their ranges, of ``ranged`` it goes by these, of ``unasked`` it
    is not yet known.
    """

    state: State
    facings: list[tuple[Facing, Bits]]
    unasked: Bits
    alike: dict[Said, Bits] = field(default_factory=lambda: defaultdict(int))
    ranged: dict[Seen, Bits] = field(default_factory=lambda: defaultdict(int))

    def ask(self, wanted: Bits) -> None:
        """Ask what is said of some others."""
        for facing, bits in self.facings:
            if bits & wanted & self.unasked:
                self.unasked ^= bits
                seen = facing.seen(self.state)
                if len({*seen}) == 1:
                    self.alike[seen[0]] |= bits
                else:
                    self.ranged[seen] |= bits


class Sight:
    """What is said of a group and the marks of a layer.

    Where what they speak of settles it, it goes by whether they are apart in time; elsewhere by
    how their times and ranges stand.
    """

    def __init__(self, group: Group, layer: Layer, rulings: Rulings, scopes: Scopes) -> None:
        """Look from a group at a layer; ``scopes`` tells what is said of two settings."""
        self._layer = layer
        self._settled: dict[tuple[Said, Said], Bits] = defaultdict(int)
        facings: dict[Timing, list[tuple[Facing, Bits]]] = defaultdict(list)
        for setting, groups in layer.settings.items():
            matching, scope = scopes(group.setting, setting)
            if scope.settles:
                self._settled[scope.apart, scope.otherwise] |= sum(bits for _, bits in groups)
                continue
            for other, bits in groups:
                turned = _order(other) < _order(group)
                pair = (other, group) if turned else (group, other)
                ruling = rulings.of_groups(*pair, matching)
                facings[ruling.timing].append((Facing(ruling, turned), bits))
        self._open: list[tuple[Timing, list[tuple[Facing, Bits]], Bits, dict[State, Standing]]] = [
            (timing, each, sum(bits for _, bits in each), {}) for timing, each in facings.items()
        ]

    def said(self, mark: Mark, among: Bits) -> dict[Said, Bits]:
        """Return what is said of a mark of the group and each of some in the layer."""
        found: dict[Said, Bits] = defaultdict(int)
        for (apart, otherwise), bits in self._settled.items():
            some = among & bits
            if some and apart != otherwise:
                far = some & self._layer.apart(mark)
                found[apart] |= far
                some ^= far
            found[otherwise] |= some
        for timing, facings, every, standings in self._open:
            some = among & every
            if some:
                for state, standing in self._layer.states(mark, timing, some):
                    if not standing:
                        continue
                    if state is None:
                        found[EACH] |= standing
                        continue
                    if state not in standings:
                        standings[state] = Standing(state, facings, every)
                    self._in_state(mark, standings[state], standing, found)
        return found

    def _in_state(
        self, mark: Mark, known: Standing, standing: Bits, found: dict[Said, Bits]
    ) -> None:
        if standing & known.unasked:
            known.ask(standing)
        for said, bits in known.alike.items():
            found[said] |= standing & bits
        for (below, above, same, meet), bits in known.ranged.items():
            some = standing & bits
            if some:
                higher = some & self._layer.above(mark)
                lower = some & self._layer.below(mark)
                found[below] |= higher
                found[above] |= lower
                some ^= higher | lower
                if same != meet:
                    alike = some & self._layer.same(mark)
                    found[same] |= alike
                    some ^= alike
                found[meet] |= some


def _order(group: Group) -> tuple[int, int]:
    return group.setting.number, group.number
