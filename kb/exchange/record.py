"""One record in full, for a person: what it says, where that stands, and everything that points at
it.
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.exchange.contests import contest_text
from kb.exchange.paragraphs import indented
from kb.graph.corpus import Corpus
from kb.graph.index import Term
from kb.graph.located import located
from kb.graph.names import Names
from kb.judgement.conflicts import contests
from kb.words.finding import Finding, Place, Severity
from kb.words.vocabulary import KB, PREF_LABEL, RDF_TYPE, TITLE, kb

_WIDTH = 100
_FIRST = (
    RDF_TYPE,
    PREF_LABEL,
    TITLE,
    kb("gist"),
    kb("speaker"),
    kb("via"),
    kb("statedIn"),
    kb("source"),
)
"""Properties in the order in which a reader asks for them; the others follow as in the file."""
_MOST = 40


def record_text(corpus: Corpus, names: Names, node: NamedNode, *, width: int | None = None) -> str:
    """Return a record as text; a question comes with all its answers, rivals together."""
    return "\n".join(_lines(corpus, names, node, width or _WIDTH))


def _lines(corpus: Corpus, names: Names, node: NamedNode, width: int) -> Iterator[str]:
    yield f"{names.label(node)}"
    place = _place(corpus, node)
    yield f"{names.short(node)}{f'  ({place.file}:{place.line})' if place else ''}"
    yield ""
    yield from _statements(names, node, width, indent=2)
    yield from _pointing(names, node, width)
    yield from _rivals(corpus, names, node, width)


def _place(corpus: Corpus, node: NamedNode) -> Place | None:
    """Return where the record is defined, or ``None`` for a term of the vocabulary."""
    symbol = Finding("", Severity.INFO, "", node=str(node))
    return located((symbol,), corpus)[0].place


def _statements(
    names: Names, node: Term, width: int, *, indent: int, above: tuple[Term, ...] = ()
) -> Iterator[str]:
    about = names.known.about(node)
    order = [*(p for p in _FIRST if p in about), *(p for p in about if p not in _FIRST)]
    for prop in order:
        for value in about[prop]:
            name = _property(names, prop)
            if isinstance(value, BlankNode) and value not in above:
                yield f"{' ' * indent}{name}"
                yield from _statements(
                    names, value, width, indent=indent + 4, above=(*above, value)
                )
            else:
                yield from indented(f"{name}: {_value(names, value)}", width, first=indent)


def _property(names: Names, prop: NamedNode) -> str:
    if prop == RDF_TYPE:
        return "is a"
    label = names.known.text(prop, NamedNode("http://www.w3.org/2000/01/rdf-schema#label"))
    return label if label and prop.value.startswith(KB) else names.short(prop)


def _value(names: Names, value: Term) -> str:
    if isinstance(value, Literal):
        return value.value
    label, short = names.label(value), names.short(value)
    if label == short or value.value.startswith(KB):
        return label
    return f"{label}  [{short}]"


def _pointing(names: Names, node: NamedNode, width: int) -> Iterator[str]:
    found = [(p, s) for p, s in names.known.pointing(node) if p != RDF_TYPE]
    if not found:
        return
    yield ""
    yield "Pointed at by"
    for prop, subject in found[:_MOST]:
        seen = {subject}
        while isinstance(subject, BlankNode) and names.known.pointing(subject):
            subject = names.known.pointing(subject)[0][1]
            if subject in seen:
                break
            seen.add(subject)
        yield from indented(f"{_value(names, subject)}: {_property(names, prop)}", width, first=2)
    if len(found) > _MOST:
        yield f"  and {len(found) - _MOST} more; kb query finds them all"


def _rivals(corpus: Corpus, names: Names, node: NamedNode, width: int) -> Iterator[str]:
    """A question shows all its answers; a claim says how many rivals it has."""
    for contest in contests(corpus.known):
        claims = [answer.claim for answer in contest.answers]
        if contest.question == node:
            yield ""
            yield from contest_text(contest, names, width=width).splitlines()
        elif node in claims and len(claims) > 1:
            yield ""
            yield (
                f"One of {len(claims)} answers to: {names.label(contest.question)}  "
                f"(kb conflicts {names.short(contest.question)})"
            )
            for conflict in contest.conflicts:
                pair = (conflict.one, conflict.other)
                if node in (pair[0].claim, pair[1].claim):
                    rival = pair[1] if pair[0].claim == node else pair[0]
                    told = f"{names.short(rival.claim)}: {names.label(rival.claim)}"
                    conflicts = f"✗ conflicts with {told} ({conflict.rule})"
                    yield from indented(conflicts, width, first=2)
