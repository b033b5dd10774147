"""A term of the vocabulary as a person looks it up: what it means, and what it chooses from."""

from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import NamedNode

from kb.graph.index import Index
from kb.judgement.closed_lists import Choice, choices, is_list, list_of, prefixed
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import KB, PREF_LABEL, RDF_TYPE, RDFS, SKOS, kb

_LABELS = (NamedNode(RDFS + "label"), PREF_LABEL)
_MEANINGS = (NamedNode(RDFS + "comment"), NamedNode(SKOS + "definition"))
_EXAMPLE, _RANGE = NamedNode(SKOS + "example"), NamedNode(RDFS + "range")


@dataclass(frozen=True, slots=True)
class VocabularyEntry:
    """Term ``name``, called ``label``: what it means, and ``example``, ``None`` for a list's names.

    ``convention`` is the interval that a qualifier stands for, in words; ``takes`` the class of
    which a property's values are, ``among`` the closed list that a name is of; each ``None`` where
    there is none. ``choices`` are the names of the list that the term takes, or is, or is of.
    """

    name: str
    label: str
    meaning: str
    example: str | None
    convention: str | None
    takes: str | None
    among: str | None
    choices: tuple[Choice, ...]


def vocabulary_entry(known: Index, name: str) -> VocabularyEntry:
    """Return a term by its name ``kb:...``; raises `CannotGoOn` with the nearest ones."""
    terms = {
        prefixed(node): node
        for node in known.subjects()
        if isinstance(node, NamedNode)
        and node.value.startswith(KB)
        and _first(known, node, _MEANINGS)
    }
    term = terms.get(name)
    if term is None:
        near = " or ".join(get_close_matches(name, sorted(terms), n=3))
        hint = f"Did you mean {near}?" if near else '"kb explain kb:" lists all terms.'
        raise CannotGoOn(f"there is no term {name!a} in the vocabulary", hint=hint)
    taken = known.value(term, _RANGE)
    of = next((cls for cls in known.nodes(term, RDF_TYPE) if is_list(known, cls)), None)
    chosen = list_of(known, term) or (term if is_list(known, term) else of)
    return VocabularyEntry(
        name,
        _first(known, term, _LABELS),
        _first(known, term, _MEANINGS),
        known.text(term, _EXAMPLE),
        known.text(term, kb("convention")),
        prefixed(taken) if isinstance(taken, NamedNode) and taken.value.startswith(KB) else None,
        prefixed(of) if isinstance(of, NamedNode) else None,
        choices(known, chosen) if isinstance(chosen, NamedNode) else (),
    )


def vocabulary_terms(known: Index) -> tuple[Choice, ...]:
    """Return the classes of the vocabulary and then its properties, each with what it means.

    The names of closed lists are not among them; each list tells its own.
    """
    found = [
        Choice(prefixed(node), known.text(node, _MEANINGS[0]) or "")
        for node in known.subjects()
        if isinstance(node, NamedNode)
        and node.value.startswith(KB)
        and known.text(node, _LABELS[0])
    ]
    return tuple(sorted(found, key=lambda one: (one.name[3].islower(), one.name.casefold())))


def _first(known: Index, term: NamedNode, props: tuple[NamedNode, ...]) -> str:
    return next((text for prop in props if (text := known.text(term, prop))), "")
