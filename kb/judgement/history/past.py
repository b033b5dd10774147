"""Nothing deleted in silence: what was recorded at a revision and is not what it was, as findings.

What counts as lost is told in `losses` and `lasting`; here each loss gets
its code, the commit in which it happened, and a place beside what is left.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from itertools import groupby

from pyoxigraph import Literal, NamedNode

from kb.graph.archive import Archive, Unreadable
from kb.graph.corpus import Corpus
from kb.graph.index import Term
from kb.graph.names import Names
from kb.graph.records import Key, Part, Records, records_of, together
from kb.judgement.history.beside import beside
from kb.judgement.history.departures import departure
from kb.judgement.history.kinds import (
    DID_NOT_STAY,
    EVIDENCE_CHANGED,
    EVIDENCE_MOVED,
    OVERWRITTEN,
    REATTRIBUTED,
    REMOVED,
    UNREADABLE_THEN,
)
from kb.judgement.history.lasting import Aspect, Change, essence, sort_of
from kb.judgement.history.left_open import sentences_of
from kb.judgement.history.loss_text import changes_text, commit_text, subject_text, successor_text
from kb.judgement.history.losses import Loss, losses, superseded
from kb.judgement.history.moved_evidence import moved, was_mended
from kb.judgement.history.rivals import Rivals
from kb.text.git import Commit, content_id, shallow_history
from kb.text.history import History
from kb.text.sources import read_copy
from kb.words.finding import Finding, Kind, Place
from kb.words.vocabulary import RDF_TYPE, kb


@dataclass(frozen=True, slots=True)
class Past:
    """Commit ``since`` in the history of a base, with which a corpus is compared.

    ``staged`` tells that the corpus is what is staged, not what lies on the disk.
    """

    history: History
    since: Commit
    staged: bool = False


def past_of(history: History, revision: str, *, staged: bool = False) -> Past | None:
    """Return the past since a revision; ``None`` for ``HEAD`` where nothing is committed yet.

    Raises `CannotGoOn` where there is no such revision.
    """
    if revision == "HEAD" and not history.repository.is_born():
        return None
    return Past(history, history.repository.commit(revision), staged)


def lost(corpus: Corpus, past: Past) -> tuple[Finding, ...]:
    """Return what was recorded at a revision and is gone or not what it was.

    Raises `CannotGoOn` where a shallow history does not reach back to the revision.
    """
    repository = past.history.repository
    if repository.shallow and not repository.is_ancestor(past.since):
        raise shallow_history(repository.top)
    now = {content_id(document.content, past.since.id) for document in corpus.documents}
    if now.issuperset(past.history.at(past.since).files.values()):
        return ()
    return tuple(_Comparison(corpus, past).findings())


class _Comparison:
    """A corpus beside the records of a commit."""

    def __init__(self, corpus: Corpus, past: Past) -> None:
        self._corpus = corpus
        self._past = past
        self._names = Names.of(corpus)
        self._archive = Archive(past.history)
        self._find = cache(past.history.repository.commit)
        self._copy = cache(read_copy)

    def findings(self) -> Iterator[Finding]:
        """Return all findings; a record that another owns up to has one, whatever it lost."""
        for file in self._archive.unreadable(self._past.since):
            yield self._unreadable(file)
        for _, group in groupby(self._losses, lambda loss: loss.key):
            mine = tuple(group)
            if mine[0].successor is not None:
                yield self._finding(DID_NOT_STAY, mine[0])
            else:
                yield from (self._finding(self._kind(loss), loss) for loss in mine)

    @cached_property
    def _old(self) -> Records:
        return self._archive.records(self._past.since)

    @cached_property
    def _new(self) -> Records:
        return together(records_of(document.triples) for document in self._corpus.documents)

    @cached_property
    def _stands_for(self) -> dict[NamedNode, NamedNode]:
        return superseded(self._new)

    @cached_property
    def _losses(self) -> tuple[Loss, ...]:
        found = losses(self._old, self._new, self._stands_for)
        return tuple(loss for loss in found if not self._mended(loss))

    @cached_property
    def _versions(self) -> Archive:
        """The past of what was lost, and of nothing else."""
        return Archive(self._past.history, frozenset(loss.key for loss in self._losses))

    @cached_property
    def _rivals(self) -> Rivals:
        return Rivals(self._old, self._new)

    @cached_property
    def _entered(self) -> dict[Part, NamedNode]:
        """Records of now that were not there then, by all they say."""
        return {
            essence(sort, record, self._stands_for): key
            for key, record in self._new.items()
            if isinstance(key, NamedNode) and key not in self._old and (sort := sort_of(record))
        }

    def _unreadable(self, file: Unreadable) -> Finding:
        return UNREADABLE_THEN.found(
            file=file.path,
            commit=commit_text(file.commit),
            instead=f"those of {commit_text(file.instead)}" if file.instead else "nothing",
            place=Place(file.path, 1, 1),
        )

    def _finding(self, kind: Kind, loss: Loss) -> Finding:
        names, change = self._names, loss.changes[0] if loss.changes else None
        named = loss.key if isinstance(loss.key, NamedNode) else None
        found = kind.found(
            node=named,
            path=change.prop if change else None,
            value=self._written(loss, named, change) if named and change else None,
            place=None if change else self._places.get(loss.key),
            hint=self._hint(loss) if kind is REMOVED else None,
            doubts=self._doubts(loss),
            looked_at=sentences_of(loss.old, self._corpus.index),
            record=subject_text(loss, names),
            short=names.short(named) if named else "it",
            when=self._when(loss),
            changes=changes_text(loss.changes, names),
            what="changed" if change else "removed",
            successor=successor_text(loss.successor, names) if loss.successor else None,
            more=self._more(loss) if kind is REMOVED else "",
        )
        gist = next(
            (one.value for one in loss.old.get(kb("gist"), ()) if isinstance(one, Literal)), None
        )
        return replace(found, gist=gist)

    def _doubts(self, loss: Loss) -> tuple[NamedNode, ...]:
        """Return the properties that a loss leaves in doubt: what changed, else what is gone."""
        gone = (kb("evidence"),) if loss.new is None else (RDF_TYPE,)
        return tuple(one.prop for one in loss.changes) or gone

    def _more(self, loss: Loss) -> str:
        """Return what else is to be said of a record that is gone, each sentence after a space."""
        now = sort_of(loss.new) if loss.new else None
        texts = (
            f"It is a {now.noun} now." if now else None,
            self._rivals.left_by(loss.key, self._names),
        )
        return "".join(f" {text}" for text in texts if text)

    def _written(self, loss: Loss, node: NamedNode, change: Change) -> Term | None:
        """Return the first new value as it stands in a file, for the caret; numbers may not."""
        known = self._corpus.index
        said, stands = (loss.new or {}).get(change.prop, ()), known.values(node, change.prop)
        for one in change.now:
            if isinstance(one, NamedNode | Literal) and known.has(node, change.prop, one):
                return one
            if isinstance(one, Part) and len(said) == len(stands):  # both in the order of the text
                return stands[said.index(one)]
        return None

    def _hint(self, loss: Loss) -> str | None:
        """Return what to do about a record that is gone, where it is more than to restore it."""
        if not isinstance(loss.key, NamedNode):
            return "Restore it; a judgement that no longer holds stays beside the newer one."
        short = self._names.short(loss.key)
        twin = self._entered.get(essence(loss.sort, loss.old, self._stands_for))
        if twin is not None:
            return (
                f"{self._names.short(twin)} says the same: if the record was only renamed, "
                f"add kb:supersedes {short} to it."
            )
        for _, judgement in self._corpus.index.pointing(loss.key, kb("concerns")):
            sort = (
                sort_of(self._new.get(judgement, {})) if isinstance(judgement, NamedNode) else None
            )
            if sort and sort.noun in ("decision", "verdict"):
                return (
                    f"Restore it: {self._names.short(judgement)}, a {sort.noun}, removes no claim."
                )
        return None

    @cached_property
    def _places(self) -> dict[Key, Place]:
        gone = frozenset(loss.key for loss in self._losses if loss.aspect is None)
        history, since = self._past.history, self._past.since
        snapshot = history.at(since)
        files = self._archive.files(since)
        return beside(gone, files, self._corpus, lambda path: history.shown(snapshot, path))

    # What happened

    def _kind(self, loss: Loss) -> Kind:
        if loss.aspect is None:
            return REMOVED
        if loss.aspect is Aspect.EVIDENCE:
            only_moved = moved(loss.changes[0]) is not None and self._text(loss) is None
            return EVIDENCE_MOVED if only_moved else EVIDENCE_CHANGED
        return REATTRIBUTED if loss.aspect is Aspect.ATTRIBUTION else OVERWRITTEN

    def _mended(self, loss: Loss) -> bool:
        """Tell whether a position was wrong, and nothing but that was put right."""
        if loss.aspect is not Aspect.EVIDENCE:
            return False
        spans, text = moved(loss.changes[0]), self._text(loss)
        return spans is not None and text is not None and was_mended(spans, text)

    def _text(self, loss: Loss) -> str | None:
        """Return the text that a record rests on, where the reader has given a copy."""
        folder, known = self._corpus.base.sources, self._corpus.index
        sources = (loss.new or {}).get(kb("source"), ())
        names = (known.text(one, kb("fileName")) for one in sources if isinstance(one, NamedNode))
        name = next(names, None)
        copy = self._copy(folder, name) if folder and name else None
        return copy.text if copy else None

    def _when(self, loss: Loss) -> str:
        """Return in which commit a loss happened, or that it is not committed yet."""
        # By identity: what a version has in common with another is one object.
        known: dict[int, bool] = {}

        def departed(commit: Commit) -> bool:
            then = self._versions.record(commit, loss.key)
            if id(then) not in known:
                known[id(then)] = loss.had_happened(then, self._stands_for)
            return known[id(then)]

        since = self._past.since
        if self._head is None or not departed(self._head):
            where = "what is staged" if self._past.staged else "the working tree"
            return f"in {where}, not committed yet"
        commit = departure(self._commits, departed, self._find)
        if commit is None:
            return f"on this branch, which {commit_text(since)} is not part of"
        return f"in {commit_text(commit)}"

    @cached_property
    def _head(self) -> Commit | None:
        repository = self._past.history.repository
        return repository.commit("HEAD") if repository.is_born() else None

    @cached_property
    def _commits(self) -> tuple[Commit, ...]:
        return self._past.history.repository.commits(self._past.since)
