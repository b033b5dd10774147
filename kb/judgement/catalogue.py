"""The catalogue: every rule that the checker knows, wherever it is written down.

Shapes, rule queries and code each keep the texts of their own rules; here they are only gathered.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from types import ModuleType

from pyoxigraph import NamedNode

from kb.graph import corpus
from kb.graph.index import Index, Node, Term
from kb.judgement import amounts, check, overlooked, terms, waivers
from kb.judgement.answers import figure_keys
from kb.judgement.closed_lists import Choice, choices, lists_in, prefixed, with_names
from kb.judgement.conservation import decided, own_queries
from kb.judgement.conservation import proof as conservation
from kb.judgement.evidence import kinds as evidence_kinds
from kb.judgement.evidence import quotation, wording
from kb.judgement.history import kinds as loss_kinds
from kb.judgement.review import coverage, second_reader
from kb.judgement.rules import read_rule
from kb.judgement.shacl import shapes
from kb.judgement.shacl.shapes import SEVERITIES, read_shapes
from kb.text.base import Base
from kb.words.errors import CannotGoOn
from kb.words.finding import Severity, kinds_in
from kb.words.vocabulary import KB, SH, kb, rule_files, shape_files

MODULES: tuple[ModuleType, ...] = (
    corpus,
    terms,
    overlooked,
    check,
    shapes,
    amounts,
    waivers,
    decided,
    conservation,
    own_queries,
    evidence_kinds,
    quotation,
    coverage,
    second_reader,
    wording,
    figure_keys,
    loss_kinds,
)
"""The modules that declare kinds of fault of their own."""

_MESSAGE, _SEVERITY = NamedNode(SH + "message"), NamedNode(SH + "severity")


@dataclass(frozen=True, slots=True)
class Entry:
    """Rule ``code``, called ``name``: what is wrong, what to do, and an example of either.

    ``problem`` and ``remedy`` may hold in braces what differs from finding to finding. ``good`` and
    ``bad`` are ``None`` where the rule has no example. ``held_in`` is the file that holds the rule,
    as it is called in the package; ``shape`` is the IRI of the shape, or ``None``. ``lists`` are
    the closed lists to choose from, each with its name.
    """

    code: str
    name: str
    title: str
    severity: Severity
    problem: str
    remedy: str
    good: str | None
    bad: str | None
    held_in: str
    shape: str | None = None
    lists: tuple[tuple[str, tuple[Choice, ...]], ...] = ()


def catalogue(base: Base | None = None) -> tuple[Entry, ...]:
    """Return every rule, sorted by code; the own shapes of a base count where they give a kb:code.

    A code of ours that a desk uses again stays ours.
    """
    own = base.shapes if base else ()
    entries = (
        *shipped(),
        *(entry for path in own for entry in _shapes(path, path.name, base)),
    )
    ours_first = {entry.code: entry for entry in reversed(entries)}
    return tuple(sorted(ours_first.values(), key=lambda entry: entry.code))


def shipped() -> Iterator[Entry]:
    """Return the rules of the package: those held by code, by shapes and by queries."""
    yield from _held_by_code()
    for path in shape_files():
        yield from _shapes(path, f"ontology/shapes/{path.name}")
    yield from _queries()


def find(code: str, entries: tuple[Entry, ...]) -> Entry:
    """Return the rule with this code, or name; raises `CannotGoOn` with the nearest ones.

    A name may be that of a term, or of a record; then it is told where those are looked up.
    """
    wanted = code.strip()
    for entry in entries:
        if wanted.upper() == entry.code.upper() or wanted.lower() == entry.name.lower():
            return entry
    near = _nearest(wanted.upper(), [entry.code for entry in entries])
    near = near or _nearest(wanted.lower(), [entry.name for entry in entries])
    hint = f"Did you mean {' or '.join(near)}?" if near else '"kb explain" lists all rules.'
    if f"{KB}{wanted}" in {str(t.subject)[1:-1] for t in corpus.ontology()}:
        hint = f"Did you mean the term kb:{wanted}?"
    elif ":" in wanted:
        hint = '"kb show" shows a record of the base, "kb explain kb:..." a term of the vocabulary.'
    raise CannotGoOn(f"there is no rule {wanted!a}", hint=hint)


def _nearest(wanted: str, names: list[str]) -> list[str]:
    """Return at most three names that are like the one wanted, letter for letter ones first."""
    near = get_close_matches(wanted, names, n=12)
    return sorted(near, key=lambda name: -sum(map(str.__eq__, wanted, name)))[:3]


def _held_by_code() -> Iterator[Entry]:
    for module in MODULES:
        for kind in kinds_in(module):
            yield Entry(
                kind.code,
                kind.title.replace(" ", "-"),
                kind.title,
                kind.severity,
                kind.problem,
                kind.remedy,
                kind.good,
                kind.bad,
                f"{module.__name__.replace('.', '/')}.py",
            )


def _shapes(path: Path, held_in: str, base: Base | None = None) -> Iterator[Entry]:
    index = read_shapes((path,), base.read if base else Path.read_bytes)
    vocabulary = Index(corpus.ontology())
    for shape in index.subjects():
        code = index.text(shape, kb("code"))
        if code is not None:
            yield _shape(index, shape, code, held_in, vocabulary)


def _shape(index: Index, shape: Node, code: str, held_in: str, vocabulary: Index) -> Entry:
    remedy = index.text(shape, kb("remedy")) or ""
    iri = shape.value if isinstance(shape, NamedNode) else None
    name = code if iri is None else iri.rpartition("#")[2].rpartition("/")[2]
    return Entry(
        code,
        name,
        name.replace("-", " "),
        _severity(index.value(shape, _SEVERITY)),
        index.text(shape, _MESSAGE) or "",
        with_names(remedy, vocabulary),
        index.text(shape, kb("goodExample")),
        index.text(shape, kb("badExample")),
        held_in,
        iri,
        tuple((prefixed(cls), choices(vocabulary, cls)) for cls in lists_in(remedy)),
    )


def _severity(term: Term | None) -> Severity:
    """Return how much a shape's findings matter; a shape that does not tell means an error."""
    iri = term.value if isinstance(term, NamedNode) else ""
    return SEVERITIES.get(iri, Severity.ERROR)


def _queries() -> Iterator[Entry]:
    for path in rule_files():
        rule = read_rule(path)
        yield Entry(
            rule.code,
            rule.name,
            rule.name.replace("-", " "),
            rule.severity,
            rule.problem,
            rule.remedy,
            _unindented(rule.good),
            _unindented(rule.bad),
            f"queries/rules/{path.name}",
        )


def _unindented(example: str) -> str:
    return "\n".join(line.strip() for line in example.strip().splitlines())
