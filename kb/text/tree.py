"""All files of a commit, or of the index, by path; symbolic links lead where they led then."""

import os
import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from stat import S_ISDIR, S_ISLNK, S_ISREG

from kb.text.git import Commit, Entry, Listing, Objects

_MOST_LINKS = 8
_FOLDER = 0o040000


@dataclass(frozen=True, slots=True)
class Tree:
    """The folder ``root`` and all below it; paths are relative to it, with slashes."""

    root: Listing
    folder: Callable[[str], Listing]
    content: Callable[[str], bytes]

    def find(self, path: str, links: int = _MOST_LINKS) -> tuple[str, Entry] | None:
        """Return what stands at a path, with the path at which it truly stands, or ``None``."""
        path = posixpath.normpath(path)
        if path == ".":
            return "", Entry(_FOLDER, "")
        parts = path.split("/")
        listing = self.root
        for depth, name in enumerate(parts, 1):
            entry = listing.get(name)
            if entry is None:
                return None
            if S_ISLNK(entry.mode):
                target = os.fsdecode(self.content(entry.id))
                there = posixpath.join("/".join(parts[: depth - 1]), target, *parts[depth:])
                return self.find(there, links - 1) if links else None
            if depth == len(parts):
                return path, entry
            if not S_ISDIR(entry.mode):
                return None
            listing = self.folder(entry.id)
        return None

    def files(self, path: str, suffix: str = "") -> Iterator[tuple[str, str]]:
        """Return the path and id of every file below a folder, or of the file itself."""
        found = self.find(path)
        if found is None:
            return
        there, entry = found
        if S_ISREG(entry.mode):
            yield there, entry.id
        elif S_ISDIR(entry.mode):
            listing = self.folder(entry.id) if entry.id else self.root
            yield from self._below(f"{there}/" if there else "", listing, suffix)

    def _below(self, prefix: str, listing: Listing, suffix: str) -> Iterator[tuple[str, str]]:
        for name, entry in listing.items():
            if S_ISDIR(entry.mode):
                yield from self._below(f"{prefix}{name}/", self.folder(entry.id), suffix)
            elif not name.endswith(suffix):
                continue
            elif S_ISREG(entry.mode):
                yield prefix + name, entry.id
            elif S_ISLNK(entry.mode):
                found = self.find(prefix + name)
                if found and S_ISREG(found[1].mode):
                    yield found[0], found[1].id


def committed(commit: Commit, objects: Objects) -> Tree:
    """Return the files of a commit."""
    return Tree(objects.folder(commit.tree), objects.folder, objects.content)


def staged(index: Listing, objects: Objects) -> Tree:
    """Return the files of an index, which git lists by full paths."""
    folders: dict[str, dict[str, Entry]] = {"": {}}
    for path, entry in index.items():
        at, name = path, ""
        listed = entry
        while at:
            at, _, name = at.rpartition("/")
            known = at in folders
            folders.setdefault(at, {})[name] = listed
            if known:
                break
            listed = Entry(_FOLDER, at)
    return Tree(folders[""], folders.__getitem__, objects.content)
