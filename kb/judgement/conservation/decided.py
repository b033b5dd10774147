"""Decisions in force: who decided, up to which day, that claims may be left out or shown as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from kb.graph.index import Index, Node
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import kb

ENDED = Kind(
    "KB388",
    "decision ended",
    Severity.WARNING,
    "The decision to {action} ended on {until} and covers nothing any more.",
    "Decide anew and write a new decision that supersedes it, or let it rest and mend the queries "
    "that relied on it.",
    good='ex:x a kb:Decision ; kb:action kb:prefer ; kb:until "2999-12-31"^^xsd:date .',
    bad='ex:x a kb:Decision ; kb:action kb:prefer ; kb:until "2020-01-31"^^xsd:date .',
)
_WHOLE = ("action", "concerns", "reason", "by", "on", "until")


@dataclass(frozen=True, slots=True)
class InForce:
    """Claims that the desk left out, and sets of claims that it shows as one, by records of the
    desk that name an author, a day, a reason and a last day.
    """

    left_out: frozenset[Node]
    merged: tuple[frozenset[Node], ...]


def decisions_in_force(index: Index, today: date) -> InForce:
    """Return what is decided on a day; a decision that lacks any of its parts covers nothing."""
    left_out: set[Node] = set()
    merged: list[frozenset[Node]] = []
    for node, until in _standing(index):
        whole = all(index.values(node, kb(name)) for name in _WHOLE)
        if until is None or until < today or not whole:
            continue
        claims = frozenset(index.nodes(node, kb("concerns")))
        if index.has(node, kb("action"), kb("leaveOut")):
            left_out |= claims
        if index.has(node, kb("action"), kb("merge")):
            merged.append(claims)
    return InForce(frozenset(left_out), tuple(merged))


def ended(known: Index, today: date) -> Iterator[Finding]:
    """Return the decisions whose last day is over; one that a later one supersedes may rest."""
    for node, until in _standing(known):
        if until is not None and until < today:
            action = next(iter(known.nodes(node, kb("action"))), None)
            yield ENDED.found(
                action=_ACTIONS.get(action, "do something"),
                until=until,
                node=node,
                path=kb("until"),
            )


_ACTIONS: dict[Node | None, str] = {
    kb("leaveOut"): "leave out",
    kb("prefer"): "prefer",
    kb("merge"): "merge",
}


def _standing(index: Index) -> Iterator[tuple[Node, date | None]]:
    for node in index.instances(kb("Decision")):
        if not index.pointing(node, kb("supersedes")):
            yield node, _day(index.text(node, kb("until")))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None  # a shape tells of it
