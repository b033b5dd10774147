"""One record in full, for a person: what it says, where that stands, and everything that points at
it.
"""

from collections.abc import Collection, Iterator, Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.exchange.screens.paragraphs import PAGE, Page, many
from kb.exchange.screens.rivals import rival_lines
from kb.graph.corpus import Corpus
from kb.graph.index import Node, Term
from kb.graph.located import located
from kb.graph.names import Names
from kb.judgement.contests.overview import Overview, overview
from kb.judgement.evidence.spans import Standing
from kb.judgement.evidence.verification import standings_of
from kb.words.finding import Finding, Place, Severity
from kb.words.vocabulary import DCT, KB, PREF_LABEL, RDF_TYPE, RDFS, TITLE, kb

_FIRST = (
    RDF_TYPE,
    PREF_LABEL,
    TITLE,
    kb("gist"),
    kb("speaker"),
    kb("via"),
    kb("statedIn"),
    kb("source"),
    *(NamedNode(DCT + name) for name in ("creator", "publisher")),
    *map(kb, ("published", "sourceKind", "opened", "correction")),
)
"""Properties in the order in which a reader asks for them; the others follow as in the file."""
_MOST = 40
_MOST_VALUES = 8
"""Of a property with more records inside brackets, such as sentences, only the count is told."""


def record_text(corpus: Corpus, names: Names, node: NamedNode, page: Page = PAGE) -> str:
    """Return a record as text: first what it says, then what points at it and what rivals it.

    A question comes with all its answers, a claim with how it stands to its rivals. Long lists are
    cut on a page that does not want everything, and say by how much.
    """
    return "\n".join(_lines(corpus, names, node, page))


def _lines(corpus: Corpus, names: Names, node: NamedNode, page: Page) -> Iterator[str]:
    yield from page.paragraph(names.label(node))
    place = _place(corpus, node)
    yield f"{names.short(node)}{f'  ({place.file}:{place.line})' if place else ''}"
    yield ""
    standings = standings_of(corpus.index, corpus.base.sources, node)
    told = {one.span.node: words for one in standings if (words := _standing(one))}
    yield from _statements(names, node, page, told, indent=2)
    disputed = _disputed(names, node)
    answers = {
        answer.claim
        for contest in disputed.contests
        if contest.question == node
        for answer in contest.answers
    }
    yield from _pointing(names, node, answers, page)
    yield from rival_lines(disputed, names, node, page)


def _place(corpus: Corpus, node: NamedNode) -> Place | None:
    """Return where the record is defined, or ``None`` for a term of the vocabulary."""
    symbol = Finding("", Severity.INFO, "", node=str(node))
    return located((symbol,), corpus)[0].place


def _disputed(names: Names, node: NamedNode) -> Overview:
    """Return what is disputed about a question or claim, nothing about other records."""
    known = names.known
    if any(known.has(node, RDF_TYPE, kb(disputed)) for disputed in ("Claim", "Question")):
        return overview(known, about=node)
    return Overview(())


def _standing(one: Standing) -> str | None:
    """Return how a span stands in the copy of its source; ``None`` where there is no copy."""
    if one.in_copy is None:
        return None
    where = f" ({', '.join(map(str, one.places[:_MOST_VALUES]))})" if len(one.places) > 1 else ""
    if one.moved_to is not None:
        where = f" (to {one.moved_to[0]}–{one.moved_to[1]})"
    found = f"{one.in_copy}{where}"
    return found if one.state is one.in_copy else f"{one.state}; in this copy {found}"


def _statements(
    names: Names,
    node: Term,
    page: Page,
    stand: Mapping[Node, str],
    *,
    indent: int,
    above: tuple[Term, ...] = (),
) -> Iterator[str]:
    """Return what a record says, plain values before records inside brackets of which many.

    Of the spans that ``stand`` knows it also says how they stand.
    """
    about = names.known.about(node)
    order = [*(p for p in _FIRST if p in about), *(p for p in about if p not in _FIRST)]
    many_inside = [p for p in order if _inside(about[p]) > _MOST_VALUES and not page.everything]
    for prop in (p for p in order if p not in many_inside):
        for value in about[prop]:
            name = _property(names, prop)
            if isinstance(value, BlankNode) and value not in above:
                yield f"{' ' * indent}{name}"
                yield from _statements(
                    names, value, page, stand, indent=indent + 4, above=(*above, value)
                )
            else:
                yield from page.paragraph(f"{name}: {_value(names, value)}", first=indent)
    if not isinstance(node, Literal) and node in stand:
        yield from page.paragraph(f"stands: {stand[node]}", first=indent)
    for prop in many_inside:
        told = many(len(about[prop]), _property(names, prop))
        hint = ' ("kb review" tells who covers them)' if prop == kb("sentence") else ""
        yield from page.paragraph(f"{told}, listed by --all{hint}", first=indent)


def _inside(values: Collection[Term]) -> int:
    return sum(isinstance(value, BlankNode) for value in values)


def _property(names: Names, prop: NamedNode) -> str:
    if prop == RDF_TYPE:
        return "is a"
    label = names.known.text(prop, NamedNode(RDFS + "label"))
    return label if label and prop.value.startswith(KB) else names.short(prop)


def _value(names: Names, value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    label, short = names.label(value), names.short(value)
    if label == short or value.value.startswith(KB):
        return label
    return f"{label}  [{short}]"


def _pointing(
    names: Names, node: NamedNode, answers: Collection[Node], page: Page
) -> Iterator[str]:
    """Return what points at a record; the answers to a question are not told here as well."""
    found = [
        (prop, subject)
        for prop, subject in names.known.pointing(node)
        if prop != RDF_TYPE and not (prop == kb("answers") and subject in answers)
    ]
    if not found:
        return
    yield ""
    yield "Pointed at by"
    for prop, subject in page.first(found, _MOST):
        outer = _around(names, subject)
        yield from page.paragraph(f"{_value(names, outer)}: {_property(names, prop)}", first=2)
    yield from page.rest(len(found), _MOST, "records", first=2)


def _around(names: Names, node: Node) -> Node:
    """Return the record with a name that a node in brackets stands in."""
    seen = {node}
    while isinstance(node, BlankNode) and names.known.pointing(node):
        node = names.known.pointing(node)[0][1]
        if node in seen:
            break
        seen.add(node)
    return node
