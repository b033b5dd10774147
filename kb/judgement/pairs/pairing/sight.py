"""What is said of the answers of one group and each of many others that stand side by side."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from kb.judgement.pairs.pairing.ladder import Bits, joined
from kb.judgement.pairs.pairing.layer import Layer
from kb.judgement.pairs.pairing.likeness import Group
from kb.judgement.pairs.pairing.marks import Mark
from kb.judgement.pairs.pairing.ruling import EACH, Ruling, Rulings, Said, Seen
from kb.judgement.pairs.pairing.timing import State

Facing = tuple[Ruling, bool]
"""What is said of a group and another one, and whether the ruling has the two turned."""


@dataclass(slots=True)
class Standing:
    """What is said of others that stand in one state in time, asked when the first one does.

    Of ``alike`` it is said whatever their ranges, of ``ranged`` it goes by these, of ``unasked`` it
    is not yet known.
    """

    state: State
    facings: Mapping[Facing, Bits]
    unasked: Bits
    alike: dict[Said, Bits] = field(default_factory=dict)
    ranged: dict[Seen, Bits] = field(default_factory=dict)

    def ask(self, wanted: Bits) -> None:
        """Ask what is said of some others."""
        wanted &= self.unasked
        for (ruling, turned), bits in self.facings.items():
            if bits & wanted:
                self.unasked ^= bits
                seen = ruling.seen(self.state, turned=turned)
                if len({*seen}) == 1:
                    self.alike[seen[0]] = self.alike.get(seen[0], 0) | bits
                else:
                    self.ranged[seen] = self.ranged.get(seen, 0) | bits


class Sight:
    """What is said of a group and the marks of a layer.

    Where what they speak of settles it, it goes by whether they are apart in time; elsewhere by
    how their times and ranges stand.
    """

    def __init__(self, group: Group, layer: Layer, rulings: Rulings, *, scattered: bool) -> None:
        """Look from a group at a layer; groups that are ``scattered`` are not asked about."""
        self._layer = layer
        self._settled: dict[tuple[Said, Said], Bits] = defaultdict(int)
        self._facings: dict[Facing, Bits] = defaultdict(int)
        self._unsettled: Bits = 0
        self._scattered = scattered
        for matching, back, places in layer.matchings(group.setting):
            scope = rulings.of_settings(group.like, layer.group(places).like, matching)
            if scope.settles:
                self._settled[scope.apart, scope.otherwise] |= places
                continue
            self._unsettled |= places
            if scattered:
                continue
            for other, bits in layer.groups(places):
                if other.number < group.number:
                    self._facings[rulings.of_groups(other, group, back), True] |= bits
                else:
                    self._facings[rulings.of_groups(group, other, matching), False] |= bits
        self._timings = joined((ruling.timing, b) for (ruling, _), b in self._facings.items())
        self._standings: dict[State, Standing] = {}

    def said(self, mark: Mark, among: Bits, bearing: Bits) -> dict[Said, Bits]:
        """Return what is said of a mark of the group and each of some in the layer.

        Those ``bearing`` on one thing are decided each on its own where they speak of the same.
        """
        found: dict[Said, Bits] = defaultdict(int)
        for (apart, otherwise), bits in self._settled.items():
            some = among & bits
            if some and apart != otherwise:
                far = some & self._layer.apart(mark.days)
                found[apart] |= far
                some ^= far
            found[otherwise] |= some
        open_ones = among & self._unsettled
        each = open_ones if self._scattered else open_ones & bearing
        if each:
            found[EACH] |= each
            open_ones ^= each
        if open_ones:
            for state, standing in self._layer.states(mark.days, open_ones, self._timings):
                if standing:
                    self._by_range(mark, state, standing, found)
        return found

    def _by_range(self, mark: Mark, state: State, standing: Bits, found: dict[Said, Bits]) -> None:
        known = self._standings.get(state)
        if known is None:
            known = Standing(state, self._facings, self._unsettled)
            self._standings[state] = known
        if standing & known.unasked:
            known.ask(standing)
        for said, bits in known.alike.items():
            found[said] |= standing & bits
        if not known.ranged:
            return
        lower, higher = self._layer.below(mark.range), self._layer.above(mark.range)
        disjoint = lower | higher
        for (below, above, same, meet), bits in known.ranged.items():
            some = standing & bits
            if not some:
                continue
            far = some & disjoint
            if below == above:
                found[below] |= far
            else:
                found[below] |= far & higher
                found[above] |= far & lower
            some ^= far
            if same != meet:
                alike = some & self._layer.same(mark.range)
                found[same] |= alike
                some ^= alike
            found[meet] |= some
