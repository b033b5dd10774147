"""Groups of what is joined, directly or by way of others, found in about linear time."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Groups:
    """Members of which some were joined: a forest of disjoint sets.

    See Tarjan, Efficiency of a Good But Not Linear Set Union Algorithm (Journal of the ACM 22,
    1975).
    """

    _above: dict[Hashable, Hashable] = field(default_factory=dict)

    def join(self, one: Hashable, other: Hashable) -> None:
        """Put two members, and whatever was joined to them, into one group."""
        self._above[self._top(one)] = self._top(other)

    def join_all(self, pairs: Iterable[tuple[Hashable, Hashable]]) -> None:
        """Join the two members of each pair."""
        for pair in pairs:
            self.join(*pair)

    def count(self, members: Iterable[Hashable]) -> int:
        """Return into how many groups some members fall; one that was never joined is its own."""
        return len({self._top(member) for member in members})

    def _top(self, member: Hashable) -> Hashable:
        above = self._above
        while (next_one := above.setdefault(member, member)) != member:
            above[member] = above.setdefault(next_one, next_one)  # halves the way for the next
            member = above[member]
        return member
