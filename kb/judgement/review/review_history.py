"""What a history tells of reviews: which records say something else now than when they were read.

A reviewer read what the base held when the review was recorded, but no later than at the end of the
day that the review gives. What a record said then is held against what it says now; remarks, and
who entered it when, are no part of that (see `history.lasting`), and neither is a new name.
"""

from bisect import bisect_left
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, cached_property

from pyoxigraph import NamedNode, Triple

from kb.graph.archive import Archive
from kb.graph.corpus import Corpus
from kb.graph.index import Index, Node
from kb.graph.records import Key, Part, Record, Records, records_of, together
from kb.judgement.history.departures import departure
from kb.judgement.history.lasting import essence, sort_of
from kb.judgement.history.loss_text import commit_text
from kb.judgement.history.losses import superseded
from kb.judgement.review.reviews import Changed, Review, no_history
from kb.text.git import Commit, shallow_history
from kb.text.history import History, open_history
from kb.words.vocabulary import kb

_ABOUT = tuple(map(kb, ("note", "encodedBy", "entered", "supersedes")))


@contextmanager
def changes_since_review(corpus: Corpus) -> Iterator[Changed]:
    """Open what the history of a base tells of changes; of a base in no repository nothing.

    Raises `CannotGoOn` where the history cannot be read, or is shallow and does not reach back to
    a review.
    """
    if not any(
        (folder / ".git").exists() for folder in (corpus.base.root, *corpus.base.root.parents)
    ):
        yield no_history
        return
    with open_history(corpus.base) as history:
        yield _SinceReview(corpus, history).changed


class _SinceReview:
    """A base as it is beside what it was when somebody reviewed it."""

    def __init__(self, corpus: Corpus, history: History) -> None:
        self._corpus = corpus
        self._history = history
        self._find = cache(history.repository.commit)
        self._then = cache(Archive(history).records)
        self._recorded_in = cache(self._recorded)

    def changed(self, record: Node, review: Review) -> str | None:
        """Tell in words how a record was changed after a review, or return ``None``."""
        if not isinstance(record, NamedNode) or not self._trunk:
            return None
        now, recorded = self._now[record], self._recorded_in(review)
        since = recorded
        then = now if recorded is None else self._said(self._then(recorded), record)
        if recorded is None or recorded.date > review.on:
            read = self._last_on(review)
            earlier = None if read is None else self._said(self._then(read), record)
            if earlier is not None and earlier != self._before(recorded, record):
                then, since = earlier, read
        if since is None or then == now:
            return None
        return self._change(record, then, since)

    def _last_on(self, review: Review) -> Commit | None:
        """Return the last commit up to the day of a review, ``None`` where there was none yet."""
        before = next((commit for commit in self._trunk if commit.date <= review.on), None)
        if before is None and self._history.repository.shallow:
            raise shallow_history(self._history.repository.top)
        return before

    def _before(self, recorded: Commit | None, record: NamedNode) -> Part | None:
        """Return what a record said just before a review was recorded.

        What comes with the review, in one commit, was there when it was written.
        """
        if recorded is None:
            return self._said(self._then(self._trunk[0]), record)
        parent = next(iter(recorded.parents), None)
        return None if parent is None else self._said(self._then(self._find(parent)), record)

    def _recorded(self, review: Review) -> Commit | None:
        """Return the commit in which a review entered as it is now; ``None`` if it has not yet."""
        key = _key(self._corpus.index, review.node)
        wanted = _content(self._records[key])

        def holds(commit: Commit) -> bool:
            found = self._reviews.record(commit, key)
            return found is not None and _content(found) == wanted

        if not holds(self._trunk[0]):
            return None
        oldest_first = self._trunk[::-1]
        at = bisect_left(oldest_first, True, key=holds)
        entered = oldest_first[at]
        if len(entered.parents) < 2:
            return entered
        merged = self._history.repository.commits(oldest_first[at - 1] if at else None)
        return departure(merged, holds, self._find) or entered

    @cached_property
    def _reviews(self) -> Archive:
        nodes = self._corpus.index.instances(kb("Review"))
        return Archive(self._history, frozenset(_key(self._corpus.index, node) for node in nodes))

    def _change(self, record: NamedNode, then: Part | None, since: Commit) -> str:
        """Tell in which commit a record stopped saying what it said then."""
        seen = Archive(self._history, frozenset([record, self._stands_for.get(record, record)]))

        def departed(commit: Commit) -> bool:
            return self._said(seen.records(commit), record) != then

        what = "entered" if then is None else "changed"
        if not departed(self._trunk[0]):
            return f"{what} in the working tree, not committed yet"
        commit = departure(self._history.repository.commits(since), departed, self._find)
        return f"{what} in {commit_text(commit)}" if commit else f"{what} on this branch"

    def _said(self, records: Records, record: NamedNode) -> Part | None:
        """Return what a record says, by this name or the one that it had before."""
        found = records.get(record) or records.get(self._stands_for.get(record, record))
        return None if found is None else self._essence(found)

    def _essence(self, record: Record) -> Part:
        sort = sort_of(record)
        return _content(record) if sort is None else essence(sort, record, self._stands_for)

    @cached_property
    def _trunk(self) -> tuple[Commit, ...]:
        """The commits of this branch, newest first; of a merge, only what it was merged into."""
        commits = {commit.id: commit for commit in self._history.repository.commits()}
        trunk = [next(iter(commits.values()))] if commits else []
        while trunk and trunk[-1].parents and trunk[-1].parents[0] in commits:
            trunk.append(commits[trunk[-1].parents[0]])
        return tuple(trunk)

    @cached_property
    def _records(self) -> Records:
        return together(records_of(document.triples) for document in self._corpus.documents)

    @cached_property
    def _stands_for(self) -> dict[NamedNode, NamedNode]:
        return superseded(self._records)

    @cached_property
    def _now(self) -> dict[NamedNode, Part]:
        named = ((key, record) for key, record in self._records.items())
        return {key: self._essence(said) for key, said in named if isinstance(key, NamedNode)}


def _key(index: Index, node: Node) -> Key:
    """Return by what a history knows a record: its name, or what it says."""
    if isinstance(node, NamedNode):
        return node
    about = index.about(node)
    return next(iter(records_of(Triple(node, p, v) for p, values in about.items() for v in values)))


def _content(record: Record) -> Part:
    """Return what a record says but for remarks about it, in whatever order."""
    return Part.of((p, v) for p, values in record.items() if p not in _ABOUT for v in values)
