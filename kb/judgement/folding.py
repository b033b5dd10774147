"""Folding: one fault gives one finding, and what only follows from it is told with it.

A judgement is worth nothing where it rests on a statement that is itself at fault: that nobody has
recorded as the speaker a name that is misspelt, or that a question which is not declared fixes no
place, is no second fault. So a finding follows from another where

* both are about the very same value,
* both are about one name that nothing is said of, wherever it is used,
* it looks at a property of a record, and that property of that record is what the other finds
  wrong, misspelt or missing, or
* it tells of a change to a record that is nothing but the other, a misspelling.

Nothing follows from what matters less, nor from what looks at more. A finding that follows is kept
in `Finding.touches` of the one it follows from.
"""

from bisect import insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import BlankNode, NamedNode

from kb.graph.index import Index
from kb.judgement.grounds import NOTHING, Grounds
from kb.judgement.history.kinds import EVIDENCE_CHANGED, OVERWRITTEN, REATTRIBUTED, REMOVED
from kb.judgement.terms import UNDECLARED
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import KB, RDF, RDF_TYPE

_SEVERITIES = tuple(Severity)
_TYPE = str(RDF_TYPE)
_NIL = f"<{RDF}nil>"
_CHANGES = {kind.code for kind in (REMOVED, REATTRIBUTED, OVERWRITTEN, EVIDENCE_CHANGED)}
_FARTHEST = 3
"""Steps from the record at fault to what a judgement looks at: claim, question, measure, kind."""


def folded(
    findings: Iterable[Finding], index: Index, grounds: Mapping[str, Grounds]
) -> tuple[Finding, ...]:
    """Return the findings in their order, without those that only follow from another.

    ``index`` holds the records, ``grounds`` tell what each judgement looks at, by code. A finding
    that a waiver covers is left alone: what is accepted explains nothing.
    """
    found = tuple(findings)
    folding = _Folding(index, grounds)
    for place in sorted(range(len(found)), key=lambda place: (*folding.rank(found[place]), place)):
        if found[place].waiver is None:
            folding.add(found[place], place)
    return tuple(
        replace(finding, touches=(*finding.touches, *(found[f] for f in folding.following[place])))
        for place, finding in enumerate(found)
        if place not in folding.explained
    )


class _Folding:
    """The findings looked at so far, and by what others may follow from them."""

    def __init__(self, index: Index, grounds: Mapping[str, Grounds]) -> None:
        self._index = index
        self._grounds = grounds
        self.following: dict[int, list[int]] = defaultdict(list)
        """What follows from each finding; both are known by their places in the order."""
        self.explained: set[int] = set()
        self._doubtful: dict[tuple[str, str], int] = {}
        self._misspelt: dict[tuple[str, str], int] = {}
        self._judged: dict[tuple[str | None, ...], int] = {}

    def rank(self, finding: Finding) -> tuple[int, bool, int, bool]:
        """Return what goes first: what matters more, what is misspelt, what looks at less, and then
        what is about a name that nothing is said of.
        """
        severity = _SEVERITIES.index(finding.severity)
        misspelt = finding.code == UNDECLARED.code
        lost = finding.node is not None and self._is_lost(finding.node)
        return severity, not misspelt, len(self._reads(finding)), not lost

    def add(self, finding: Finding, place: int) -> None:
        """Fold a finding into one that was added before, or keep it to fold others into."""
        marks = tuple(self._marks(finding))
        causes = [self._judged[mark] for mark in marks if mark in self._judged]
        causes += (self._doubtful[one] for one in self._rests_on(finding) if one in self._doubtful)
        causes += self._respelt(finding)
        cause = min(causes, default=place)
        if cause != place:
            self.explained.add(place)
            insort(self.following[cause], place)
        for mark in marks:
            self._judged.setdefault(mark, cause)
        for one in self._doubts(finding):
            self._doubtful.setdefault(one, cause)
            if finding.code == UNDECLARED.code:
                self._misspelt.setdefault(one, cause)

    def _respelt(self, finding: Finding) -> Iterator[int]:
        """Return which misspelling is all that changed, where a finding tells of a change."""
        if finding.code not in _CHANGES or finding.node is None:
            return
        changed = [(finding.node, prop) for prop in finding.doubts]
        if changed and all(one in self._misspelt for one in changed):
            yield self._misspelt[changed[0]]

    def _reads(self, finding: Finding) -> Grounds:
        return self._grounds.get(finding.code, NOTHING)

    def _marks(self, finding: Finding) -> Iterator[tuple[str | None, ...]]:
        """Return by what a finding is the same fault as another: a statement, or a lost name."""
        if finding.node and finding.path and finding.value:
            yield finding.node, finding.path, finding.value
        for name in (finding.node, finding.value):
            if name and self._is_lost(name):
                yield (name,)

    def _is_lost(self, name: str) -> bool:
        """Tell whether nothing is said of a name that a base may give."""
        if not name.startswith(("<", "_:")):
            return False
        if name.startswith(f"<{KB}") or name == _NIL:
            return False
        node = BlankNode(name[2:]) if name.startswith("_:") else NamedNode(name[1:-1])
        return node not in self._index

    def _doubts(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """Return the properties that a finding finds wrong or missing, with their record."""
        if finding.node is None:
            return
        reads = self._reads(finding)
        missing = [prop for prop in reads.required if not self._has(finding.node, prop)]
        for prop in (*(missing or filter(None, (finding.path,))), *reads.compared, *finding.doubts):
            yield finding.node, prop

    def _rests_on(self, finding: Finding) -> Iterator[tuple[str, str]]:
        """Return the properties that a judgement looked at, with the records it looked at."""
        if finding.node is not None:
            yield finding.node, _TYPE  # what a record is decides what is asked of it
        reads = self._reads(finding)
        for node in self._looked_at(finding, reads):
            yield from ((node, prop) for prop in reads.values)
            yield from ((node, p) for p in reads.presence if not self._has(node, p))

    def _looked_at(self, finding: Finding, reads: Grounds) -> Iterator[str]:
        """Return the records that a judgement looked at: its own and what that leads it to."""
        seen: dict[str, None] = {}
        own = (finding.node, finding.record, finding.value)
        at = [name for name in (*own, *finding.looked_at) if name]
        for _ in range(_FARTHEST + 1):
            seen.update(dict.fromkeys(at))
            at = [
                str(value)
                for name in at
                for prop, values in self._about(name).items()
                if str(prop) in reads.values and prop != RDF_TYPE
                for value in values
                if isinstance(value, NamedNode | BlankNode) and str(value) not in seen
            ]
        return iter(seen)

    def _has(self, name: str, prop: str) -> bool:
        return NamedNode(prop[1:-1]) in self._about(name)

    def _about(self, name: str) -> Mapping[NamedNode, tuple[object, ...]]:
        if name.startswith("_:"):
            return self._index.about(BlankNode(name[2:]))
        return self._index.about(NamedNode(name[1:-1])) if name.startswith("<") else {}
