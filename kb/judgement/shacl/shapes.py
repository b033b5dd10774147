"""SHACL: what a single record must look like, judged by pySHACL."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.graph.sparql.rdflib_terms import from_rdflib, is_ill_formed, quiet, rdflib_graph, to_rdflib
from kb.judgement.closed_lists import with_names
from kb.judgement.shacl.screen import sh, suspects
from kb.judgement.shacl.undeclared_value import told, undeclared
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import PREFIXES, RDF, RDF_TYPE, RDFS, SH, kb

if TYPE_CHECKING:
    import rdflib

OWN_SHAPE = Kind(
    "KB199",
    "shape of your own without a code",
    Severity.ERROR,
    "A record breaks a shape of your own; the finding carries the message of that shape.",
    "Follow the message; give the shape kb:code and kb:remedy to have them shown here.",
    good="# a shape of your own: ex:n a sh:NodeShape ; sh:targetClass kb:Claim ; "
    'sh:property ex:p . ex:p kb:code "D1" ; sh:path kb:note ; sh:minCount 1 .\nex:c a kb:Claim .',
    bad="# a shape of your own: ex:n a sh:NodeShape ; sh:targetClass kb:Claim ; "
    "sh:property ex:p . ex:p sh:path kb:note ; sh:minCount 1 .\nex:c a kb:Claim .",
)
"""The code of findings from a desk's own shapes that give no kb:code."""

SEVERITIES = {
    SH + "Violation": Severity.ERROR,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_TARGETS = {sh(f"target{kind}") for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")}
_SPARQL = {sh(name) for name in ("select", "ask", "construct")}
_REACHES_OUT = re.compile(r"(?<![:?$\w])(service|from)\b(?!:)", re.IGNORECASE)
_ASK_FOR_ANY = {sh(name) for name in ("closed", "sparql", "parameter")}
_COMPARES = (sh("lessThan"), sh("lessThanOrEquals"))
_PARTS = {
    *(sh(name) for name in ("property", "node", "not", "or", "and", "xone")),
    *(NamedNode(RDF + name) for name in ("first", "rest")),
}
StandIns = dict[object, NamedNode]


def read_shapes(files: Iterable[Path], read: Callable[[Path], bytes] = Path.read_bytes) -> Index:
    """Read shapes graphs; raises `CannotGoOn` for one that is not Turtle or reaches out.

    ``read`` returns the bytes of a file.
    """
    shapes = Index()
    for path in files:
        try:
            quads = tuple(parse(read(path), format=RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as fault:
            raise CannotGoOn(str(fault.msg), where=f"{path}:{fault.lineno or 1}") from None
        except OSError as fault:
            raise CannotGoOn(f"cannot be read: {fault.strerror}", where=str(path)) from None
        for quad in quads:
            if quad.predicate in _SPARQL and _REACHES_OUT.search(str(quad.object)):
                raise CannotGoOn(
                    "a shape with SERVICE or FROM would reach out of the base",
                    where=str(path),
                    hint="Shapes may only look at the base itself.",
                )
        shapes.add(quad.triple for quad in quads)
    return shapes


def shape_findings(
    data: Index,
    shapes: Index,
    *,
    screened: bool = True,
    prefixes: Mapping[str, str] = PREFIXES,
) -> tuple[Finding, ...]:
    """Return what the shapes find in the data, one finding for each fault.

    ``data`` holds the records and the ontology. Without ``screened`` pySHACL judges every record,
    which gives the same findings and takes much longer. Remedies write names with ``prefixes``.
    """
    aimed: Iterable[Triple] = shapes.triples()
    if screened and (pairs := suspects(data, shapes)) is not None:
        if not pairs:
            return ()
        aimed = _aimed(shapes, pairs)
    with quiet():
        names = _stand_ins(data, shapes)
        asked = _asked(data, shapes)
        report = _pyshacl(
            rdflib_graph(_renamed(asked, names)), rdflib_graph(_renamed(aimed, names))
        )
        originals = {str(name): str(term) for term, name in names.items()}
        return tuple(dict.fromkeys(_findings(report, data, shapes, originals, prefixes)))


def _aimed(shapes: Index, pairs: tuple[tuple[Node, Node], ...]) -> Iterator[Triple]:
    """Return the shapes with no other targets than these focus nodes."""
    yield from (triple for triple in shapes.triples() if triple.predicate not in _TARGETS)
    yield from (Triple(shape, sh("targetNode"), node) for shape, node in pairs)


def _asked(data: Index, shapes: Index) -> Iterator[Triple]:
    """Return the triples of the data that the shapes can ask for; pySHACL is slow with the rest.

    SHACL Core asks for the class tree and for properties that the shapes name; a closed shape and a
    query may ask for any.
    """
    named = {term for triple in shapes.triples() for term in triple if isinstance(term, NamedNode)}
    named |= {RDF_TYPE, NamedNode(RDFS + "subClassOf")}
    for triple in data.triples():
        if triple.predicate in named or not named.isdisjoint(_ASK_FOR_ANY):
            yield triple


def _stand_ins(data: Index, shapes: Index) -> StandIns:
    """Return IRIs for what pySHACL cannot compare where a shape compares two values.

    At a blank node or an ill-formed literal it gives up, on all records, instead of finding the
    fault as SHACL 4.5.3 asks; an IRI it finds to be neither less nor more than a number or a day.
    """
    compared = {
        prop
        for shape in shapes.subjects()
        for other in (*shapes.values(shape, _COMPARES[0]), *shapes.values(shape, _COMPARES[1]))
        for prop in (other, *shapes.values(shape, sh("path")))
        if isinstance(prop, NamedNode)
    }
    odd = dict.fromkeys(
        value
        for subject in data.subjects()
        for prop in compared
        for value in data.values(subject, prop)
        if isinstance(value, BlankNode) or (isinstance(value, Literal) and is_ill_formed(value))
    )
    return {value: NamedNode(f"urn:x-kb:stands-in:{count}") for count, value in enumerate(odd)}


def _renamed(triples: Iterable[Triple], names: StandIns) -> Iterable[Triple]:
    if not names:
        return triples
    return (
        Triple(names.get(t.subject, t.subject), t.predicate, names.get(t.object, t.object))
        for t in triples
    )


def _pyshacl(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import pyshacl
    import rdflib as library

    try:
        _, report, text = pyshacl.validate(
            data,
            shacl_graph=shapes,
            inference="none",
            advanced=False,
            js=False,
            meta_shacl=False,
            do_owl_imports=False,
            inplace=True,
        )
    except Exception as fault:
        raise CannotGoOn(
            f"pySHACL cannot use these shapes: {fault}",
            hint="Check the shapes that kb.toml names; the shipped ones are tested.",
        ) from None
    if not isinstance(report, library.Graph):  # a failure instead (MINUS, VALUES, SERVICE)
        raise CannotGoOn(f"pySHACL gave no report: {text}")
    return report


def _findings(
    report: rdflib.Graph,
    data: Index,
    shapes: Index,
    originals: dict[str, str],
    prefixes: Mapping[str, str],
) -> Iterator[Finding]:
    import rdflib as library
    from rdflib.namespace import SH as SHACL

    names: dict[object, Node] = {to_rdflib(s): s for s in shapes.subjects()}
    results = [  # but not the details of another result
        result
        for result in report.subjects(library.RDF.type, SHACL.ValidationResult)
        if any(report.subjects(SHACL.result, result))
    ]
    given = [_shown(report.value(result, SHACL.value), originals) for result in results]
    slips = undeclared(given, data)
    for result, value in zip(results, given, strict=True):
        shape = names.get(report.value(result, SHACL.sourceShape))
        severity = str(report.value(result, SHACL.resultSeverity))
        path = report.value(result, SHACL.resultPath)
        message = _in_english(report.objects(result, SHACL.resultMessage))
        for name, original in originals.items():
            message = message.replace(name, original)
        focus = _shown(report.value(result, SHACL.focusNode), originals)
        remedy = shapes.text(shape, kb("remedy")) if shape else None
        if remedy:
            remedy = with_names(remedy, data, value if path else None)
        if shape and path and value in slips:
            slip = told(value, slips, shape, shapes, Names(data, prefixes))
            remedy = " ".join(filter(None, (slip, remedy)))
        yield Finding(
            code=(shape and shapes.text(shape, kb("code"))) or OWN_SHAPE.code,
            severity=SEVERITIES.get(severity, Severity.ERROR),
            message=message,
            hint=remedy,
            node=focus,
            path=_shown(path, originals)
            if isinstance(path, library.URIRef)
            else _property_at_fault(focus, shape, data, shapes),
            value=None if path is None else value,
        )


def _property_at_fault(
    focus: str | None, shape: Node | None, data: Index, shapes: Index
) -> str | None:
    """Return the first property that a shape speaks of and the record has, or ``None``."""
    if focus is None or focus.startswith('"') or shape is None:
        return None
    has = data.about(BlankNode(focus[2:]) if focus.startswith("_:") else NamedNode(focus[1:-1]))
    return next((str(prop) for prop in _spoken_of(shape, shapes, set()) if prop in has), None)


def _spoken_of(shape: Node, shapes: Index, seen: set[Node]) -> Iterator[NamedNode]:
    """Return the properties that the parts of a shape speak of, in the order of the text."""
    if shape in seen:
        return
    seen.add(shape)
    for prop, values in shapes.about(shape).items():
        for value in values:
            if prop == sh("path") and isinstance(value, NamedNode):
                yield value
            elif prop in _PARTS and isinstance(value, NamedNode | BlankNode):
                yield from _spoken_of(value, shapes, seen)


def _in_english(messages: Iterable[rdflib.term.Node]) -> str:
    """Return one of several messages: the English one, or the first by the alphabet."""
    ranked = sorted(
        (not (getattr(message, "language", None) or "en").startswith("en"), str(message))
        for message in messages
    )
    return ranked[0][1] if ranked else ""


def _shown(term: rdflib.term.Node | None, originals: dict[str, str]) -> str | None:
    """Return a term in N-Triples, as findings name it; for a stand-in, what it stands for."""
    if term is None:
        return None
    text = str(from_rdflib(term))
    return originals.get(text, text)
