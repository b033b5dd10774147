"""The words in which losses are told to an editor."""

from collections.abc import Iterable

from pyoxigraph import NamedNode

from kb.graph.names import Names
from kb.graph.records import Part, Value
from kb.graph.sparql.value_text import value_text
from kb.judgement.history.lasting import Change
from kb.judgement.history.losses import Loss, Successor
from kb.text.git import Commit
from kb.words.vocabulary import KB

_MOST = 3
_SUBJECT = 60


def subject_text(loss: Loss, names: Names) -> str:
    """Return what a loss is about: a claim by its short name, others with their sort."""
    if isinstance(loss.key, Part):
        return f"the {loss.sort.noun} {value_text(loss.key, names)}"
    short = names.short(loss.key)
    return short if loss.sort.noun == "claim" else f"{short} ({loss.sort.noun})"


def successor_text(successor: Successor, names: Names) -> str:
    """Return who supersedes or retracts a record, and by which of the two."""
    link = successor.link.value.removeprefix(KB)
    name = "a record without a name"
    return f"{names.short(successor.key) if isinstance(successor.key, NamedNode) else name} {link}"


def changes_text(changes: Iterable[Change], names: Names) -> str:
    """Return what was and what is, property by property; beyond three only how many."""
    texts = [_change(change, names) for change in changes]
    if len(texts) > _MOST:
        texts[_MOST:] = [f"and {len(texts) - _MOST} more"]
    return "; ".join(texts)


def commit_text(commit: Commit) -> str:
    """Return a commit as people name it: short id, day and subject."""
    subject = " ".join(commit.subject.split())
    if len(subject) > _SUBJECT:
        subject = f"{subject[: _SUBJECT - 1].rstrip()}…"
    return f"{commit.short} ({commit.date}, {subject})"


def _change(change: Change, names: Names) -> str:
    prop = names.short(change.prop)
    if not change.now:
        return f"{prop} {_values(change.was, names)} is gone"
    if not change.was:
        return f"{prop} {_values(change.now, names)} is new"
    return f"{prop} was {_values(change.was, names)}, is {_values(change.now, names)}"


def _values(values: tuple[Value, ...], names: Names) -> str:
    texts = [value_text(value, names) for value in values[:_MOST]]
    more = len(values) - _MOST
    return " and ".join([*texts, f"{more} more"] if more > 0 else texts)
