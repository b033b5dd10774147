"""Where a file lies in its repository: services that show findings know no other paths."""

from pathlib import Path

from kb.text.base import Base


def in_repository(base: Base, shown: str) -> str:
    """Return the path of a base's file from the top of the repository around the base.

    ``shown`` is the path as findings have it. Without a repository the folder of the base is the
    top; a path that leads out of the top stays absolute.
    """
    path = base.root / shown
    top = _top(base.root)
    return path.relative_to(top).as_posix() if path.is_relative_to(top) else path.as_posix()


def _top(root: Path) -> Path:
    # In a worktree or submodule .git is a file.
    around = (folder for folder in (root, *root.parents) if (folder / ".git").exists())
    return next(around, root)
