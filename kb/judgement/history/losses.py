"""What two versions of the records tell: which record that must last is gone or not what it was.

A correction is a further record that points to the old one with kb:supersedes; the old one stays.
So every record of then must be there now and say the same (see `lasting`). It is no
loss where nothing of it is lost:

- renamed: a record with kb:supersedes to the old name says all that the old one said;
- kept: the record now has kb:supersedes to one that says all that it said itself before.

Any other change is a loss. Its ``successor`` is a record of now that owns up to it: one of the same
sort with kb:supersedes to it, or a claim of the same speaker with kb:retracts to it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import NamedNode

from kb.graph.records import Key, Record, Records
from kb.judgement.history.lasting import Aspect, Change, Sort, changes, essence, sort_of
from kb.words.vocabulary import RDF_TYPE, kb

_SUPERSEDES = kb("supersedes")


@dataclass(frozen=True, slots=True)
class Successor:
    """Record ``key`` says by ``link`` (kb:supersedes, kb:retracts) that another holds no more."""

    key: Key
    link: NamedNode


@dataclass(frozen=True, slots=True)
class Loss:
    """Record ``key`` said ``old`` and says ``new`` now, which is ``None`` where it is gone.

    ``aspect`` is the side of it that changed, by ``changes``, and ``None`` where the record is
    gone or no longer of its sort. ``successor`` is ``None`` where no record owns up to the loss.
    """

    key: Key
    sort: Sort
    old: Record
    new: Record | None
    aspect: Aspect | None
    changes: tuple[Change, ...]
    successor: Successor | None

    def had_happened(self, then: Record | None, stands_for: Mapping[NamedNode, NamedNode]) -> bool:
        """Tell whether the record had departed like this when it said ``then``."""
        if then is None or not _is(self.sort, then):
            return True
        if then == self.old:  # most often: to compare sides takes longer
            return False
        departed = changes(self.sort, self.old, then, stands_for)
        return self.aspect is not None and self.aspect in departed


def losses(old: Records, new: Records, stands_for: Mapping[NamedNode, NamedNode]) -> Iterator[Loss]:
    """Return what was lost between two versions, in the order of the old one."""
    followers = _followers(new)
    for key, record in old.items():
        sort, now = sort_of(record), new.get(key)
        if sort is None or now == record:
            continue
        mine = [one for one in followers.get(key, ()) if _succeeds(sort, record, new, one)]
        found: dict[Aspect | None, tuple[Change, ...]] = {None: ()}
        elsewhere: Iterable[object]
        if now is None or not _is(sort, now):
            elsewhere = [one.key for one in mine if one.link == _SUPERSEDES]
        else:
            found = dict(changes(sort, record, now, stands_for).items())
            elsewhere = now.get(_SUPERSEDES, ())
        if found and not _is_kept(sort, record, new, elsewhere, stands_for):
            successor = mine[0] if mine else None
            for aspect, ones in found.items():
                yield Loss(key, sort, record, now, aspect, ones, successor)


def superseded(records: Records) -> dict[NamedNode, NamedNode]:
    """Return for each record that supersedes another the oldest one that it goes back to."""
    one_back = {
        key: value
        for key, record in records.items()
        if isinstance(key, NamedNode)
        for value in record.get(_SUPERSEDES, ())
        if isinstance(value, NamedNode)
    }
    oldest: dict[NamedNode, NamedNode] = {}
    for key in one_back:
        seen = [key]
        while seen[-1] in one_back and one_back[seen[-1]] not in seen:
            seen.append(one_back[seen[-1]])
        oldest[key] = seen[-1]
    return oldest


def _followers(records: Records) -> dict[object, list[Successor]]:
    found: dict[object, list[Successor]] = {}
    for key, record in records.items():
        for link in (_SUPERSEDES, kb("retracts")):
            for value in record.get(link, ()):
                found.setdefault(value, []).append(Successor(key, link))
    return found


def _succeeds(sort: Sort, old: Record, new: Records, one: Successor) -> bool:
    record, speaker = new[one.key], kb("speaker")
    if not _is(sort, record):
        return False
    same_speaker = {*record.get(speaker, ())} & {*old.get(speaker, ())}
    return one.link == _SUPERSEDES or bool(same_speaker)


def _is_kept(
    sort: Sort,
    old: Record,
    new: Records,
    names: Iterable[object],
    stands_for: Mapping[NamedNode, NamedNode],
) -> bool:
    """Tell whether one of the named records now says all that a record said before."""
    said = essence(sort, old, stands_for)
    records = (new[name] for name in names if isinstance(name, NamedNode) and name in new)
    return any(
        _is(sort, record) and essence(sort, record, stands_for) == said for record in records
    )


def _is(sort: Sort, record: Record) -> bool:
    return sort.type in record.get(RDF_TYPE, ())
