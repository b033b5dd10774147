"""The records of a base as its past commits hold them, each version of a file read once."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.graph.records import Key, Record, Records, read_records, together
from kb.graph.stretches import Stretches
from kb.text.git import Commit
from kb.text.history import History


@dataclass(frozen=True, slots=True)
class Unreadable:
    """File ``path`` had a syntax error in ``commit``; its records are those of ``instead``.

    ``path`` is the path of then, as people read it; ``instead`` is the last commit before in which
    the file could be read, or ``None`` where there is none.
    """

    path: str
    commit: Commit
    instead: Commit | None


class Archive:
    """Reads the past of a base; with ``only``, just the records with these keys.

    A version of a file that cannot be read counts as its last readable one: a syntax error removes
    no claim.
    """

    __slots__ = ("_records", "_stand_ins", "_turtle", "_versions", "history")

    def __init__(self, history: History, only: frozenset[Key] | None = None) -> None:
        self.history = history
        self._turtle = read_records if only is None else Stretches(only).records
        self._records: dict[str, Records] = {}
        self._versions: dict[str, Records | None] = {}
        self._stand_ins: dict[tuple[str, str], tuple[Commit | None, Records]] = {}

    def files(self, commit: Commit) -> Mapping[str, Records]:
        """Return the records of a commit by file: the path that it has in the repository."""
        snapshot = self.history.at(commit)
        return {path: self._read(path, version, commit) for path, version in snapshot.files.items()}

    def records(self, commit: Commit) -> Records:
        """Return all records of a commit."""
        if commit.tree not in self._records:
            self._records[commit.tree] = together(self.files(commit).values())
        return self._records[commit.tree]

    def record(self, commit: Commit, key: Key) -> Record | None:
        """Return one record as a commit holds it, or ``None`` where it holds none."""
        return self.records(commit).get(key)

    def unreadable(self, commit: Commit) -> tuple[Unreadable, ...]:
        """Return the files of a commit with a syntax error."""
        snapshot = self.history.at(commit)
        return tuple(
            Unreadable(
                self.history.shown(snapshot, path), commit, self._stand_in(path, version, commit)[0]
            )
            for path, version in snapshot.files.items()
            if self._version(version) is None
        )

    def _read(self, path: str, version: str, commit: Commit) -> Records:
        records = self._version(version)
        return self._stand_in(path, version, commit)[1] if records is None else records

    def _version(self, version: str) -> Records | None:
        if version not in self._versions:
            content = self.history.content(version)
            self._versions[version] = self._turtle(content)
        return self._versions[version]

    def _stand_in(self, path: str, version: str, commit: Commit) -> tuple[Commit | None, Records]:
        if (path, version) not in self._stand_ins:
            found: tuple[Commit | None, Records] = (None, {})
            for earlier, content in self.history.earlier(path, commit):
                records = self._turtle(content)
                if records is not None:
                    found = (earlier, records)
                    break
            self._stand_ins[path, version] = found
        return self._stand_ins[path, version]
