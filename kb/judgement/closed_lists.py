"""The closed lists from which a record chooses, so that a message names what there is to choose.

A remedy names a list in braces, such as ``Choose {kb:Naming}.``; the names are read from the
vocabulary and stand nowhere else. A desk's own concepts of a list are choices like ours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import islice

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Term
from kb.words.vocabulary import KB, PREF_LABEL, RDFS, SKOS, kb

_NAMED = re.compile(r"\{kb:(\w+)\}")
_CONCEPT, _DEFINITION = NamedNode(SKOS + "Concept"), NamedNode(SKOS + "definition")
_COMMENT = NamedNode(RDFS + "comment")
_SUBCLASS, _RANGE = NamedNode(RDFS + "subClassOf"), NamedNode(RDFS + "range")
_WHOLE, _FIRST = 9, 6
"""How many names a list may have to be told whole, and how many of a longer one are told."""
_ALIKE = 0.7
"""From what likeness (of 1) on a name is taken for a misspelling of another."""
_WORD = re.compile(r"[A-Z]?[^A-Z\W_]+|[A-Z]+|\d+")


@dataclass(frozen=True, slots=True)
class Choice:
    """One name of a closed list, and what choosing it says."""

    name: str
    meaning: str


def is_list(known: Index, cls: Term | None) -> bool:
    """Tell whether a class is a closed list; options are not, they belong to their questions."""
    if not isinstance(cls, NamedNode) or cls == kb("Option"):
        return False
    return cls == kb("Dimension") or known.has(cls, _SUBCLASS, _CONCEPT)


def list_of(known: Index, prop: NamedNode) -> NamedNode | None:
    """Return the closed list from which the values of a property come, or ``None``."""
    cls = known.value(prop, _RANGE)
    return cls if isinstance(cls, NamedNode) and is_list(known, cls) else None


def choices(known: Index, cls: NamedNode) -> tuple[Choice, ...]:
    """Return the names of a list in the order of the vocabulary, a desk's own after them."""
    return tuple(
        Choice(
            prefixed(member), known.text(member, _DEFINITION) or known.text(member, _COMMENT) or ""
        )
        for member in _members(known, cls)
    )


def lists_in(remedy: str) -> tuple[NamedNode, ...]:
    """Return the lists that a remedy names in braces."""
    return tuple(map(kb, _NAMED.findall(remedy)))


def with_names(remedy: str, known: Index, chosen: str | None = None) -> str:
    """Return a remedy with the names of the lists that it names in braces.

    ``chosen`` is what stands there instead, as in N-Triples: what it may be a misspelling of is
    asked first, and of a list too long to be told whole the likest names come first.
    """
    asked = _words(chosen) if chosen else None
    lists = [cls for cls in lists_in(remedy) if _members(known, cls)]
    right = any(str(member) == chosen for cls in lists for member in _members(known, cls))
    near = [] if right else [n for cls in lists for n in islice(_likest(known, cls, asked), 1)]
    for cls in lists:
        remedy = remedy.replace(f"{{{prefixed(cls)}}}", _told(known, cls, asked))
    return f"Did you mean {near[0]}? {remedy}" if near else remedy


def _told(known: Index, cls: NamedNode, asked: str | None) -> str:
    names = tuple(prefixed(member) for member in _members(known, cls))
    if len(names) <= _WHOLE:
        *others, last = names
        return f"{', '.join(others)} or {last}" if others else last
    first = tuple(dict.fromkeys((*_likest(known, cls, asked), *names)))[:_FIRST]
    rest = len(names) - len(first)
    return f'{", ".join(first)} or one of {rest} more ("kb explain {prefixed(cls)}" lists all)'


def _likest(known: Index, cls: NamedNode, asked: str | None) -> Iterator[str]:
    """Return the names of a list that are like the words asked for, the likest first."""
    ranked = [
        (max(_likeness(form, asked) for form in _forms(known, member)), prefixed(member))
        for member in (_members(known, cls) if asked else ())
    ]
    ranked.sort(key=lambda one: -one[0])
    yield from (name for like, name in ranked if like >= _ALIKE)


def _likeness(form: str, asked: str | None) -> float:
    return SequenceMatcher(None, form, asked or "").ratio()


def _forms(known: Index, member: NamedNode) -> Iterator[str]:
    """Return how a person may write a name: as it is, as it is labelled, as articles print it."""
    yield _words(member.value)
    for prop in (PREF_LABEL, kb("printedAs")):
        yield from (v.value for v in known.values(member, prop) if isinstance(v, Literal))


def _words(term: str) -> str:
    """Return the words of a term in N-Triples: ``<…#moreThan>`` gives ``more than``."""
    quoted = re.match(r'"((?:[^"\\]|\\.)*)"', term)
    name = quoted[1] if quoted else re.split(r"[#/]", term.strip("<>"))[-1]
    return " ".join(_WORD.findall(name)).casefold()


def _members(known: Index, cls: NamedNode) -> tuple[NamedNode, ...]:
    return tuple(node for node in known.instances(cls) if isinstance(node, NamedNode))


def prefixed(term: NamedNode) -> str:
    """Return a term of ours as ``kb:name``, another as its IRI in angle brackets."""
    return f"kb:{term.value[len(KB) :]}" if term.value.startswith(KB) else f"<{term.value}>"
