"""Why several claims count as one origin, or perhaps as one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from kb.graph.index import Node
from kb.judgement.contests.groups import Groups


class Because(StrEnum):
    """What claims have in common, named as the vocabulary names it; the surest come first."""

    SPEAKER = "speaker"
    DOCUMENT = "document"
    SAME_THING = "sameThing"
    UNSURE = "unsure"
    ORGANISATION = "organisation"
    AGENT = "agent"
    READING = "reading"
    NOT_STATED = "notStated"

    @property
    def certain(self) -> bool:
        """Whether what is common makes one origin of them, or only leaves open that they are."""
        return self in _CERTAIN


_CERTAIN = {Because.SPEAKER, Because.DOCUMENT, Because.SAME_THING}
_RANK = {because: rank for rank, because in enumerate(Because)}


@dataclass(frozen=True, slots=True)
class Collapse:
    """``claims`` count as one origin, or perhaps as one, ``because`` of ``by``.

    ``by`` are the speakers or documents that they go back to, the organisations for which their
    speakers speak, who handed them on, whose words they are under a reading, or else the identity
    judgements; empty where it is not stated where they come from, so that they may have it from any
    of the others.
    """

    claims: tuple[Node, ...]
    because: Because
    by: tuple[Node, ...]


Mark = tuple[Because, Node]
"""What claims may have in common, and of whom or what."""
Joined = dict[tuple[Because, tuple[int, ...]], list[Node]]
"""The claims that were joined, by their places in order, because of which records."""


def joined(groups: Groups, marks: Mapping[Mark, Iterable[int]]) -> Joined:
    """Join the claims, known by their places, that have a mark in common, and return which they
    are; marks that add nothing to what was joined before are left out.
    """
    found: Joined = defaultdict(list)
    for (because, node), holders in marks.items():
        places = tuple(sorted(holders))
        if groups.count(places) > 1:
            found[because, places].append(node)
    for _, places in found:
        groups.join_all(pairwise(places))
    return found


def collapses(claims: Sequence[Node], found: Joined) -> tuple[Collapse, ...]:
    """Return why claims collapse: what is certain first, then what joins most of them."""
    order = sorted(found, key=lambda one: (not one[0].certain, -len(one[1]), _RANK[one[0]], one[1]))
    return tuple(
        Collapse(
            tuple(claims[place] for place in places),
            because,
            tuple(sorted(found[because, places], key=str)),
        )
        for because, places in order
    )
