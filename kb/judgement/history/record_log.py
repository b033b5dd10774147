"""The history of one record: when it entered the base, what was changed, when it was removed."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pyoxigraph import NamedNode

from kb.graph.archive import Archive
from kb.graph.corpus import Corpus
from kb.graph.names import Names
from kb.graph.records import Record, read_records, records_of, together
from kb.judgement.history.lasting import Change
from kb.text.git import Commit, shallow_history
from kb.text.history import History
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import RDF_TYPE


class Event(StrEnum):
    """What happened to a record."""

    ENTERED = "entered"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Step:
    """In ``commit`` a record entered the base, changed or was removed.

    ``commit`` is ``None`` for what is not committed yet. ``file`` holds the record after the step,
    and before it where it was removed. ``changes`` are all properties that gained or lost values,
    remarks too; of a record that entered or was removed, all it says.
    """

    commit: Commit | None
    event: Event
    file: str | None
    changes: tuple[Change, ...]


def find_record(name: str, names: Names, history: History) -> NamedNode:
    """Return the record that a person means, looked for in the past too where none of now is meant.

    Raises `CannotGoOn` where there is none or more than one.
    """
    try:
        return names.find(name)
    except CannotGoOn:
        bare = name.removeprefix("<").removesuffix(">")
        seen: set[str] = set()
        for commit in history.repository.commits():
            versions = set(history.at(commit).files.values()) - seen
            seen |= versions
            for version in sorted(versions):
                for key, record in (read_records(history.content(version)) or {}).items():
                    if isinstance(key, NamedNode) and RDF_TYPE in record:
                        short = names.short(key)
                        if bare in (key.value, short, short.partition(":")[2]):
                            return key
        raise


def steps(node: NamedNode, corpus: Corpus, history: History) -> Iterator[Step]:
    """Return what happened to a record, newest first.

    Files may be renamed, and the record moved between them: that is nothing. A merge is a step only
    where the record is as in none of its parents. Raises `CannotGoOn` where the history is shallow
    and the record older than what is there.
    """
    archive = Archive(history, frozenset([node]))
    find = cache(history.repository.commit)
    commits = history.repository.commits()
    known = {commit.id: commit for commit in commits}
    if not corpus.faults:  # else it may stand in a file that cannot be read now
        here = (records_of(document.triples, {node}) for document in corpus.documents)
        then = archive.record(commits[0], node) if commits else None
        yield from _step(None, then, together(here).get(node), _file_now(node, corpus))
    for commit in commits:
        now = archive.record(commit, node)
        parents = [known.get(parent) or find(parent) for parent in commit.parents]
        before = [archive.record(parent, node) for parent in parents] or [None]
        if now is not None and not parents and history.repository.shallow:
            raise shallow_history(history.repository.top)
        if all(_differences(one, now) for one in before):
            holder = commit if now is not None or not parents else parents[0]
            yield from _step(commit, before[0], now, _file_then(node, archive, holder))


def _step(
    commit: Commit | None, old: Record | None, new: Record | None, file: str | None
) -> Iterator[Step]:
    changes = _differences(old, new)
    if changes:
        event = Event.ENTERED if old is None else Event.REMOVED if new is None else Event.CHANGED
        yield Step(commit, event, file, changes)


def _differences(old: Record | None, new: Record | None) -> tuple[Change, ...]:
    if old is new:
        return ()
    before, after = old or {}, new or {}
    found = (
        Change(
            prop,
            tuple(value for value in before.get(prop, ()) if value not in after.get(prop, ())),
            tuple(value for value in after.get(prop, ()) if value not in before.get(prop, ())),
        )
        for prop in {**before, **after}
    )
    return tuple(change for change in found if change.was or change.now)


def _file_now(node: NamedNode, corpus: Corpus) -> str | None:
    holding = (
        document.shown
        for document in corpus.documents
        if any(triple.subject == node for triple in document.triples)
    )
    return next(holding, None)


def _file_then(node: NamedNode, archive: Archive, commit: Commit) -> str | None:
    snapshot = archive.history.at(commit)
    holding = (path for path, records in archive.files(commit).items() if node in records)
    return next((archive.history.shown(snapshot, path) for path in holding), None)
