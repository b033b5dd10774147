"""The past of a base: its Turtle files as they were in a commit, or as they are staged."""

import os
import posixpath
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.text.base import (
    SETTINGS,
    Base,
    demands_second_reader,
    named_paths,
    settings_of,
    sources_folder,
)
from kb.text.git import Commit, Objects, Repository, content_id, find_repository
from kb.text.tree import Tree, committed, staged
from kb.words.errors import CannotGoOn

_TURTLE = ".ttl"
_QUERY = ".rq"
_STAGE = "Stage your files with git add."


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The Turtle files of a base at one moment: path in the repository to the id of its bytes.

    ``place`` is the folder in which the base lay then, empty or with a slash at its end.
    """

    files: Mapping[str, str]
    place: str


class History:
    """What a repository knows of the past of one base.

    ``repository`` is the one around the base. Made by `open_history`.
    """

    __slots__ = ("_base", "_named", "_names", "_objects", "_places", "_snapshots", "repository")

    def __init__(
        self, repository: Repository, objects: Objects, base: Base, named: tuple[str, ...]
    ) -> None:
        self.repository = repository
        self._objects = objects
        self._base = base
        self._named = named
        self._places = [repository.prefix]
        self._snapshots: dict[str, Snapshot] = {}
        self._names: dict[str, set[str]] = defaultdict(set)
        """Paths within the base by id: what was seen of it, to know it in another folder."""

    def at(self, commit: Commit) -> Snapshot:
        """Return the base as a commit holds it: with the settings of then, wherever it lay then.

        A base that is not there yet has no files.
        """
        found = self._snapshots.get(commit.tree)
        if found is None:
            tree = committed(commit, self._objects)
            snapshots = (self._snapshot(tree, place) for place in self._places)
            found = next((one for one in snapshots if one.files), None)
            if found is None:
                found = self._elsewhere(tree, commit.tree)
            self._name(tree, found)
            self._snapshots[commit.tree] = found
        return found

    def staged(self, sources: Path | None = None) -> Base:
        """Return the base as it is staged, its settings, shapes and queries too; all paths are
        those on the disk.

        ``sources`` is the folder of copies that is given in the place of the one in the settings.
        Raises `CannotGoOn` where nothing is staged, the settings are wrong, or a merge is under
        way.
        """
        tree = staged(self.repository.index(), self._objects)
        place, root = self.repository.prefix, self._base.root
        for name in self._named:
            if tree.find(name) is None:
                raise CannotGoOn("nothing of it is staged", where=name, hint=_STAGE)
        where = f"{place}{SETTINGS} as staged"
        found = tree.find(place + SETTINGS)
        if found is not None:
            settings_of(self._objects.content(found[1].id), where)
        snapshot = self._snapshot(tree, place)
        if not snapshot.files:
            raise CannotGoOn("no Turtle file of the base is staged", where=str(root), hint=_STAGE)
        self._name(tree, snapshot)
        settings = self._settings(tree, place)
        files = {self.path(file): self.content(one) for file, one in snapshot.files.items()}
        shapes = self._contents(tree, named_paths(settings, "shapes", where), _TURTLE)
        queries = named_paths(settings, "queries", where)
        return Base(
            root=root,
            name=str(settings.get("name", root.name)),
            files=tuple(sorted(files)),
            sources=sources_folder(root, settings, sources),
            shapes=tuple(sorted(shapes)),
            queries=tuple((root / name).resolve() for name in queries),
            contents={**files, **shapes, **self._contents(tree, queries, _QUERY)},
            second_reader=demands_second_reader(settings, where),
        )

    def content(self, version: str) -> bytes:
        """Return the bytes of one version of a file."""
        return self._objects.content(version)

    def earlier(self, path: str, until: Commit) -> Iterator[tuple[Commit, bytes]]:
        """Return the versions of a file up to a commit with their bytes, newest first."""
        for commit in self.repository.versions(path, until):
            for _, version in committed(commit, self._objects).files(path):
                yield commit, self.content(version)

    def path(self, file: str) -> Path:
        """Return the path on the disk of a path in the repository."""
        prefix = self.repository.prefix
        if file.startswith(prefix):
            return self._base.root / file.removeprefix(prefix)
        return self.repository.top / file

    def shown(self, snapshot: Snapshot, file: str) -> str:
        """Return the path of a file of then as people read it now."""
        if file.startswith(snapshot.place):
            return file.removeprefix(snapshot.place)
        return self._base.shown(self.path(file))

    def _snapshot(self, tree: Tree, place: str) -> Snapshot:
        folders = [posixpath.join(place, name) for name in self._folders(tree, place)]
        paths = (*folders, *self._named)
        files = dict(file for path in paths for file in tree.files(path, _TURTLE))
        return Snapshot(files, place)

    def _folders(self, tree: Tree, place: str) -> list[str]:
        """Return what the settings of then name as claims."""
        named = self._settings(tree, place).get("claims")
        if isinstance(named, list):
            return [name for name in named if isinstance(name, str)]
        return ["claims"] if tree.find(f"{place}claims") else ["."]

    def _settings(self, tree: Tree, place: str) -> Mapping[str, Any]:
        """Return the settings of then; where none can be read, those of now."""
        found = tree.find(place + SETTINGS)
        if found is not None:
            with suppress(CannotGoOn):
                return settings_of(self._objects.content(found[1].id), SETTINGS)
        now = self._base.root / SETTINGS
        return settings_of(now.read_bytes(), str(now)) if now.is_file() else {}

    def _contents(self, tree: Tree, names: tuple[str, ...], suffix: str) -> dict[Path, bytes]:
        """Return the bytes of every file below what the settings name, which must be there.

        What lies outside of the repository cannot be staged, and is read from the disk.
        """
        found: dict[Path, bytes] = {}
        for name in names:
            path = posixpath.normpath(posixpath.join(self.repository.prefix, name))
            if path.startswith(("/", "../")):
                there = (self._base.root / name).resolve()
                files = there.rglob(f"*{suffix}") if there.is_dir() else (there,)
                found.update((file, file.read_bytes()) for file in files if file.is_file())
            elif tree.find(path) is None:
                raise CannotGoOn("nothing of it is staged", where=name, hint=_STAGE)
            else:
                staged_files = tree.files(path, suffix)
                found.update((self.path(file), self.content(one)) for file, one in staged_files)
        return found

    def _elsewhere(self, tree: Tree, like: str) -> Snapshot:
        """Find the base in another folder by files that are the same to the byte."""
        if not self._names:
            self._name_present_files(like)
        places = Counter(
            path[: -len(name)]
            for path, version in tree.files(".")
            for name in self._names.get(version, ())
            if path == name or path.endswith(f"/{name}")
        )
        # Where a base still lies there now, this one was made as a copy, and has no past.
        gone = [place for place in places if not (self.repository.top / place / SETTINGS).is_file()]
        if not gone:
            return Snapshot({}, self.repository.prefix)
        place = max(gone, key=lambda place: (places[place], place))
        self._places.append(place)
        return self._snapshot(tree, place)

    def _name(self, tree: Tree, found: Snapshot) -> None:
        for path, version in (*found.files.items(), *tree.files(found.place + SETTINGS)):
            self._names[version].add(path.removeprefix(found.place))

    def _name_present_files(self, like: str) -> None:
        for path in (self._base.root / SETTINGS, *self._base.files):
            if path.is_file() and path.is_relative_to(self._base.root):
                self._names[content_id(path.read_bytes(), like)].add(self._base.shown(path))


@contextmanager
def open_history(base: Base, named: tuple[Path, ...] = ()) -> Iterator[History]:
    """Open the past of a base, and of files and folders that are named to join it.

    Raises `CannotGoOn` where git is missing or the base is in no repository.
    """
    repository = find_repository(base.root)
    top = repository.top.resolve()
    names = tuple(Path(os.path.relpath(path.resolve(), top)).as_posix() for path in named)
    with repository.objects() as objects:
        yield History(repository, objects, base, names)
