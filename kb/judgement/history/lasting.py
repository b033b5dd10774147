"""What of a record must last once it is written, and how two versions of it differ.

A claim or proposition lasts with all it says: its words, its speaker and hops, its scope, its
evidence. So does a judgement, which is signed and dated. Of a question, a source and a speaker what
is said must not be taken back, for their claims would say something else; more may be said of them.
Remarks, and who encoded and entered a record when, are about the record and may change, as may a
review, a waiver, and the declarations that places, events and the like consist of.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pyoxigraph import Literal, NamedNode

from kb.graph.records import Part, Record, Value
from kb.text.sources import digest
from kb.words.vocabulary import DCT, KB, PREF_LABEL, RDF_TYPE, TITLE, kb


class Aspect(StrEnum):
    """Which side of a record a property belongs to."""

    ATTRIBUTION = "attribution"
    CONTENT = "content"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Sort:
    """A sort of record that must last: those of class ``type``, called ``noun``.

    ``whole`` tells that nothing may be added either, but of the properties ``later``. ``free`` are
    properties that may change.
    """

    type: NamedNode
    noun: str
    whole: bool
    later: frozenset[NamedNode] = frozenset()
    free: frozenset[NamedNode] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """Of property ``prop`` the values ``was`` are gone and the values ``now`` are new."""

    prop: NamedNode
    was: tuple[Value, ...]
    now: tuple[Value, ...]


def _terms(*names: str) -> frozenset[NamedNode]:
    return frozenset(map(kb, names))


_REMARKS = _terms("note", "encodedBy", "entered")
_ATTRIBUTION = _terms("speaker", "source", "via", "statedIn", "origin", "attribution")
_LABELS = frozenset({PREF_LABEL, TITLE, NamedNode(DCT + "creator"), NamedNode(DCT + "publisher")})
_LATER = _terms(
    "concerns",
    "derivedFrom",
    "evidence",
    "inferred",
    "repliesTo",
    "retracts",
    "revises",
    "sameUtterance",
    "supersedes",
    "supports",
    "undermines",
)
"""What may be added to a claim later, as more is read or entered; what is there must stay."""
SORTS = (
    Sort(kb("Claim"), "claim", whole=True, later=_LATER),
    Sort(kb("Proposition"), "proposition", whole=True, later=_LATER),
    Sort(
        kb("Question"), "question", whole=False, free=_terms("mustMatch", "answerKind", "options")
    ),
    Sort(
        kb("Source"),
        "source",
        whole=False,
        free=_terms("fileName", "captured", "opened", "forthcoming", "publishedBasis", "sentence"),
    ),
    Sort(kb("Speaker"), "speaker", whole=False),
    Sort(kb("Verdict"), "verdict", whole=True),
    Sort(kb("Decision"), "decision", whole=True),
    Sort(kb("Identity"), "identity judgement", whole=True),
    Sort(kb("Tension"), "tension", whole=True),
)
_DEEPEST = 32


def sort_of(record: Record) -> Sort | None:
    """Return the sort of a record, or ``None`` for one that need not last."""
    types = record.get(RDF_TYPE, ())
    return next((sort for sort in SORTS if sort.type in types), None)


def changes(
    sort: Sort, old: Record, new: Record, stands_for: Mapping[NamedNode, NamedNode]
) -> dict[Aspect, tuple[Change, ...]]:
    """Return what of a record did not last, in the order of the old text.

    ``stands_for`` maps a record to the one it supersedes: to name the newer one instead is no
    change.
    """
    found: dict[Aspect, tuple[Change, ...]] = {}
    for prop in {**old, **new}:
        if not _lasts(sort, prop):
            continue
        was = {content(value, stands_for): value for value in old.get(prop, ())}
        now = {content(value, stands_for): value for value in new.get(prop, ())}
        gone = tuple(value for what, value in was.items() if what not in now)
        added = tuple(value for what, value in now.items() if what not in was)
        if gone or (added and not _may_be_added(sort, prop, tuple(was), added)):
            aspect = _aspect(sort, prop)
            found[aspect] = (*found.get(aspect, ()), Change(prop, gone, added))
    return found


def essence(sort: Sort, record: Record, stands_for: Mapping[NamedNode, NamedNode]) -> Part:
    """Return all of a record that must last, but for what links it to the one it supersedes.

    Two records say the same where their essences are equal.
    """
    return Part.of(
        (prop, content(value, stands_for))
        for prop, values in record.items()
        if _lasts(sort, prop) and prop != kb("supersedes")
        for value in values
    )


def _lasts(sort: Sort, prop: NamedNode) -> bool:
    if prop in _LABELS:
        return True
    return prop.value.startswith(KB) and prop not in _REMARKS and prop not in sort.free


def _aspect(sort: Sort, prop: NamedNode) -> Aspect:
    if prop == kb("evidence"):
        return Aspect.EVIDENCE
    claim = sort.type == kb("Claim")
    return Aspect.ATTRIBUTION if claim and prop in _ATTRIBUTION else Aspect.CONTENT


def _may_be_added(
    sort: Sort, prop: NamedNode, was: tuple[Value, ...], added: tuple[Value, ...]
) -> bool:
    if not sort.whole or prop in sort.later:
        return True
    languages = {value.language for value in was if isinstance(value, Literal)}
    return all(
        isinstance(value, Literal) and value.language and value.language not in languages
        for value in added
    )


def content(value: Value, stands_for: Mapping[NamedNode, NamedNode], depth: int = 0) -> Value:
    """Return what of a value must last: no remarks, words by digest, records by the oldest."""
    if isinstance(value, NamedNode):
        return stands_for.get(value, value)
    if isinstance(value, Literal) or depth == _DEEPEST:
        return value
    return Part.of(_inner(value, stands_for, depth + 1))


def _inner(
    part: Part, stands_for: Mapping[NamedNode, NamedNode], depth: int
) -> Iterator[tuple[NamedNode, Value]]:
    digested = any(prop == kb("digest") for prop, _ in part.says)
    for prop, value in part.says:
        if prop in _REMARKS or (prop == kb("exact") and digested):
            continue
        if prop == kb("exact") and isinstance(value, Literal):
            yield kb("digest"), Literal(digest(value.value))
        else:
            yield prop, content(value, stands_for, depth)
