"""Words of the vocabulary: a misspelt term in our namespace is an error, a desk's own terms are
welcome.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import TypeGuard

from pyoxigraph import Literal, NamedNode, Triple

from kb.graph.corpus import Corpus
from kb.graph.index import Index
from kb.judgement.closed_lists import list_of, with_names
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import KB, RDF_TYPE, kb

UNDECLARED = Kind(
    "KB003",
    "term not in the vocabulary",
    Severity.ERROR,
    "{term} is not a {role} of the vocabulary.",
    'Use a term of the vocabulary ("kb explain kb:" lists them), or one of your own in your own '
    "namespace.",
    good="ex:c kb:low 4 .",
    bad="ex:c kb:lwo 4 .",
)
REDEFINED = Kind(
    "KB006",
    "term of the vocabulary redefined",
    Severity.ERROR,
    "{term} belongs to the vocabulary; a base cannot redefine it.",
    "Say this of a term in your own namespace.",
    good="ex:rumoured a kb:Hedge .",
    bad='kb:likely skos:definition "More likely than not"@en .',
)
DEFINED_TWICE = Kind(
    "KB004",
    "claim defined twice",
    Severity.ERROR,
    "This claim is defined twice, in {first} and {second}: the two would silently become one.",
    "Give one of them another name.",
    good="ex:cost-mayor a kb:Claim .\nex:cost-builder a kb:Claim .",
    bad="ex:cost a kb:Claim .\nex:cost a kb:Claim .",
)

_PROPERTY, _CLASS = "property", "class"


def declared_terms(known: Index) -> frozenset[NamedNode]:
    """Return the terms of our namespace that the shipped ontology declares."""
    return frozenset(
        node
        for node in known.subjects()
        if isinstance(node, NamedNode)
        and node.value.startswith(KB)
        and known.values(node, RDF_TYPE)
    )


def undeclared(corpus: Corpus, declared: frozenset[NamedNode]) -> Iterator[Finding]:
    """Find terms that stand in our namespace and are not declared there."""
    used = _Used(corpus.known, declared)
    for record in corpus.index.subjects():
        if _is_ours(record) and record not in declared:
            yield UNDECLARED.found(term=_short(record), role="term", node=record)
        elif _is_ours(record):
            for prop in corpus.index.about(record):
                yield REDEFINED.found(term=_short(record), node=record, path=prop)
    for triple in corpus.index.triples():
        subject, prop, value = triple.subject, triple.predicate, triple.object
        if _is_ours(prop) and (role := used.amiss(prop, _PROPERTY)):
            near = used.nearest(prop, _PROPERTY)
            yield UNDECLARED.found(
                term=_short(prop),
                role=role,
                hint=_did_you_mean(near),
                node=subject,
                path=prop,
                at_property=True,
                doubts=(near,) if near else (),
            )
        kind = value.datatype if isinstance(value, Literal) else value
        wanted = _CLASS if prop == RDF_TYPE else "term"
        if _is_ours(kind) and (role := used.amiss(kind, wanted)):
            hint = _choices(corpus.known, prop, kind) or _did_you_mean(used.nearest(kind, wanted))
            yield UNDECLARED.found(
                term=_short(kind), role=role, hint=hint, node=subject, path=prop, value=value
            )


class _Used:
    """The declared terms by what each may be used as: a property, a class, or any term."""

    def __init__(self, known: Index, declared: frozenset[NamedNode]) -> None:
        kinds = {term: known.nodes(term, RDF_TYPE) for term in declared}
        self._roles = {
            role: {term for term in declared if any(_ends_in(kind, role) for kind in kinds[term])}
            for role in (_PROPERTY, _CLASS)
        }
        self._roles["term"] = set(declared)

    def amiss(self, term: NamedNode, role: str) -> str | None:
        """Return what a term is not: a term at all, or not of the role it is used in."""
        if term not in self._roles["term"]:
            return "term"
        return None if term in self._roles[role] else role

    def nearest(self, term: NamedNode, role: str) -> NamedNode | None:
        """Return the declared term that is spelt most like one, among those of its role."""
        names = sorted(one.value[len(KB) :] for one in self._roles[role])
        near = get_close_matches(term.value[len(KB) :], names, n=1)
        return kb(near[0]) if near else None


def _ends_in(kind: object, role: str) -> bool:
    return isinstance(kind, NamedNode) and kind.value.lower().endswith(role)


def _is_ours(term: object) -> TypeGuard[NamedNode]:
    return isinstance(term, NamedNode) and term.value.startswith(KB)


def _short(term: NamedNode) -> str:
    return f"kb:{term.value[len(KB) :]}"


def _did_you_mean(near: NamedNode | None) -> str | None:
    return f"Did you mean {_short(near)}?" if near else None


def _choices(known: Index, prop: NamedNode, kind: NamedNode) -> str | None:
    """Return what a property chooses from, the likest name first, where it has a closed list."""
    cls = list_of(known, prop)
    return cls and with_names(f"{_short(prop)} takes {{{_short(cls)}}}.", known, str(kind))


def defined_twice(corpus: Corpus) -> Iterator[Finding]:
    """Find claims that are written twice: in RDF, two records with one name silently become one."""
    seen: dict[Triple, str] = {}
    claim = kb("Claim")
    for document in corpus.documents:
        for triple in document.triples:
            if triple.predicate == RDF_TYPE and triple.object == claim:
                if triple in seen:
                    yield DEFINED_TWICE.found(
                        first=seen[triple],
                        second=document.shown,
                        node=triple.subject,
                        path=RDF_TYPE,
                    )
                seen[triple] = document.shown


def gist_of(index: Index, node: NamedNode | None) -> str | None:
    """Return the one-line paraphrase of a claim, or ``None``."""
    value = None if node is None else index.value(node, kb("gist"))
    return value.value if isinstance(value, Literal) else None
