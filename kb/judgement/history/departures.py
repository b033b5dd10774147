"""In which commit a record stopped being what it was."""

from collections.abc import Callable

from kb.text.git import Commit


def departure(
    commits: tuple[Commit, ...],
    departed: Callable[[Commit], bool],
    find: Callable[[str], Commit],
) -> Commit | None:
    """Return the commit in which something departed that has not come back since, or ``None``.

    ``commits`` begin with the newest; each comes before its parents. ``find`` returns a commit
    by its id where it is none of them. Of two commits on two branches that did the same, the newer
    is named; a merge only where it did by itself what neither branch had done. ``None`` means that
    the newest commit has not departed, or that none of them ever was otherwise.
    """
    known = {commit.id: commit for commit in commits}
    reached = {commits[0].id} if commits else set()
    merge: Commit | None = None
    for commit in commits:
        if commit.id not in reached or not departed(commit):
            continue
        parents = [known.get(parent) or find(parent) for parent in commit.parents]
        gone = [parent.id for parent in parents if departed(parent)]
        reached.update(gone)
        if len(gone) == len(parents):
            continue
        if not gone:
            return commit
        merge = merge or commit
    return merge
