"""Git by its command line: one repository, its commits, its index and its objects; nothing is
written, and nothing is fetched.
"""

import hashlib
import os
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kb.words.errors import CannotGoOn

_FORMAT = "%H%x1f%h%x1f%T%x1f%P%x1f%as%x1f%an%x1f%s"
_UNSHALLOW = "git fetch --unshallow, or fetch-depth: 0 in a workflow"

# What a hook inherits speaks of the repository in which the hook runs, by paths that hold for the
# folder in which it runs; the repository asked for is found from its own folder instead.
_OF_ANOTHER_PLACE = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_NAMESPACE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
)
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",  # a partial clone would fetch what it lacks
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}
_OPTIONS = (
    "--no-pager",
    "--no-optional-locks",
    "--literal-pathspecs",
    "-c",
    "core.fsmonitor=",  # a program of the repository's choice
)


@dataclass(frozen=True, slots=True)
class Commit:
    """Author ``author`` committed folder ``tree`` on day ``date`` with subject line ``subject``.

    ``short`` is the id as people write it. ``parents`` are ids, empty for a first commit and where
    a shallow history is cut off. ``date`` is the author's own day, as YYYY-MM-DD.
    """

    id: str
    short: str
    tree: str
    parents: tuple[str, ...]
    date: str
    author: str
    subject: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a folder of git: what kind of thing it names (`stat` modes), and its id."""

    mode: int
    id: str


Listing = Mapping[str, Entry]


@dataclass(frozen=True, slots=True)
class Repository:
    """The repository around a folder: its top folder, and the way from there to the folder.

    ``prefix`` is empty or ends with a slash. ``shallow`` tells whether older commits are missing.
    ``environment`` is what git runs in.
    """

    top: Path
    prefix: str
    shallow: bool
    environment: Mapping[str, str]

    def commit(self, revision: str) -> Commit:
        """Return the commit that a revision names, such as ``HEAD~2``, a tag or a branch.

        ``A...`` is the commit in which the present branch left ``A``. Raises `CannotGoOn` where
        there is no such commit.
        """
        found = self._id(revision.removesuffix("..."))
        if found and revision.endswith("..."):
            found = self._one_id("merge-base", found, "HEAD")
        if not found:
            raise CannotGoOn(
                f"no commit is called {revision!a} here",
                where=str(self.top),
                hint=f"This clone is shallow; fetch the rest of its history: {_UNSHALLOW}."
                if self.shallow
                else "Name a commit, a tag or a branch, such as 3f2c1ab, HEAD~1 or main.",
            )
        return self._log("--no-walk", found)[0]

    def is_born(self) -> bool:
        """Tell whether the present branch has a commit."""
        return self._id("HEAD") is not None

    def is_ancestor(self, commit: Commit) -> bool:
        """Tell whether the present branch holds a commit."""
        return self._run("merge-base", "--is-ancestor", commit.id, "HEAD").returncode == 0

    def commits(self, since: Commit | None = None) -> tuple[Commit, ...]:
        """Return the commits of the present branch that ``since`` does not hold, newest first.

        A commit comes before its parents.
        """
        if not self.is_born():
            return ()
        return self._log("--date-order", "HEAD", *(() if since is None else (f"^{since.id}",)))

    def versions(self, path: str, until: Commit) -> tuple[Commit, ...]:
        """Return the commits up to ``until`` that changed a file, newest first."""
        return self._log(until.id, "--", path)

    def index(self) -> Listing:
        """Return all staged files by their paths from the top.

        Raises `CannotGoOn` in the middle of a merge with conflicts.
        """
        listed: dict[str, Entry] = {}
        for line in self._checked("ls-files", "--stage", "-z").split(b"\0"):
            about, _, path = line.partition(b"\t")
            if not path:
                continue
            mode, object_id, stage = about.decode("ascii").split()
            if stage != "0":
                raise CannotGoOn(
                    "the merge of this file is not finished, so nothing of it is staged",
                    where=os.fsdecode(path),
                    hint="Resolve the conflict and stage the file with git add.",
                )
            listed[os.fsdecode(path)] = Entry(int(mode, 8), object_id)
        return listed

    @contextmanager
    def objects(self) -> Iterator["Objects"]:
        """Open the objects of the repository, which one process of git reads out."""
        with subprocess.Popen(
            [*_command(self.top), "cat-file", "--batch"],
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        ) as process:
            yield Objects(process)

    def _id(self, revision: str) -> str | None:
        # No name of a commit begins with a dash; git would take it for an option.
        if not revision or revision.startswith("-") or "\0" in revision:
            return None
        return self._one_id("rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}")

    def _log(self, *arguments: str) -> tuple[Commit, ...]:
        asked = ("log", "-z", "--no-show-signature", "--encoding=UTF-8", f"--format={_FORMAT}")
        text = self._checked(*asked, *arguments).decode("utf-8", errors="replace")
        return tuple(_commit(record) for record in text.split("\0") if record)

    def _one_id(self, *arguments: str) -> str | None:
        """Return the id that git prints; ``None`` where it fails or prints more than one."""
        done = self._run(*arguments)
        found = done.stdout.decode("ascii", errors="replace").split()
        return found[0] if done.returncode == 0 and len(found) == 1 else None

    def _checked(self, *arguments: str) -> bytes:
        done = self._run(*arguments)
        if done.returncode:
            raise CannotGoOn(_complaint(done.stderr), where=str(self.top))
        return done.stdout

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        return _run(self.top, self.environment, *arguments)


class Objects:
    """Files and folders of all commits, by id."""

    __slots__ = ("_folders", "_process")

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._folders: dict[str, Listing] = {}

    def content(self, object_id: str) -> bytes:
        """Return the bytes of one version of a file.

        Raises `CannotGoOn` where the repository does not have them, as in a partial clone.
        """
        asked, answered = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answered is not None
        try:
            asked.write(object_id.encode("ascii") + b"\n")
            asked.flush()
            header = answered.readline().split()
        except OSError:
            header = []
        if len(header) != 3:
            raise CannotGoOn(
                f"object {object_id} is missing from the repository",
                hint="A partial clone lacks it, or the repository is damaged: try git fsck.",
            )
        content = answered.read(int(header[2]))
        answered.read(1)
        return content

    def folder(self, object_id: str) -> Listing:
        """Return what one version of a folder holds."""
        if object_id not in self._folders:
            listing = _listing(self.content(object_id), len(object_id) // 2)
            self._folders[object_id] = dict(listing)
        return self._folders[object_id]


def find_repository(folder: Path) -> Repository:
    """Return the repository around a folder.

    Raises `CannotGoOn` where git is missing or the folder is in no repository.
    """
    environment = {**os.environ, **_ENVIRONMENT}
    index = environment.get("GIT_INDEX_FILE")
    for name in _OF_ANOTHER_PLACE:
        environment.pop(name, None)
    asked = ("--is-shallow-repository", "--absolute-git-dir", "--show-toplevel", "--show-prefix")
    done = _run(folder, environment, "rev-parse", *asked)
    lines = os.fsdecode(done.stdout.removesuffix(b"\n")).split("\n")
    if done.returncode or len(lines) != len(asked):
        raise _no_repository(folder, _complaint(done.stderr))
    shallow, git_folder, top, prefix = lines
    # git commit with paths, or with --all, runs its hooks with an index of its own.
    if index and Path(index).resolve().is_relative_to(Path(git_folder).resolve()):
        environment["GIT_INDEX_FILE"] = str(Path(index).resolve())
    return Repository(Path(top), prefix, shallow == "true", environment)


def _no_repository(folder: Path, complaint: str) -> CannotGoOn:
    hint = None
    if "not a git repository" in complaint:
        complaint = "this folder is in no git repository"
        hint = "History is read from git: begin with git init, and commit the base."
    elif "dubious ownership" in complaint:  # git reads nothing that belongs to another user
        hint = "If you trust it: git config --global --add safe.directory DIR."
    return CannotGoOn(complaint, where=str(folder), hint=hint)


def shallow_history(top: Path) -> CannotGoOn:
    """Return why a question about the past has no answer in a shallow clone."""
    return CannotGoOn(
        "the history here is shallow and does not reach back far enough",
        where=str(top),
        hint=f"Fetch the rest of it: {_UNSHALLOW}.",
    )


def content_id(content: bytes, like: str) -> str:
    """Return the id that git gives to a file's bytes, in a repository with ids such as ``like``."""
    algorithm = hashlib.sha1 if len(like) == 40 else hashlib.sha256
    return algorithm(b"blob %d\0" % len(content) + content).hexdigest()


def _run(
    folder: Path, environment: Mapping[str, str], *arguments: str
) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(
            [*_command(folder), *arguments],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
        )
    except (FileNotFoundError, PermissionError):
        raise CannotGoOn(
            "git is not installed, or not on the PATH", hint="History is read from git: install it."
        ) from None


def _command(folder: Path) -> list[str]:
    return ["git", *_OPTIONS, "-C", str(folder)]


def _complaint(error: bytes) -> str:
    """Return the first line of git's own words."""
    lines = error.decode("utf-8", errors="replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "git failed without a message"


def _commit(record: str) -> Commit:
    commit_id, short, tree, parents, date, author, subject = record.split("\x1f", 6)
    return Commit(commit_id, short, tree, tuple(parents.split()), date, author, subject)


def _listing(content: bytes, length: int) -> Iterator[tuple[str, Entry]]:
    """Read git's own form of a folder: mode, space, name, NUL, and the bytes of an id."""
    at = 0
    while at < len(content):
        space = content.index(b" ", at)
        end = content.index(b"\0", space)
        mode, name = int(content[at:space], 8), os.fsdecode(content[space + 1 : end])
        at = end + 1 + length
        yield name, Entry(mode, content[end + 1 : at].hex())
