"""SHACL: what a single record must look like, judged by pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, Triple, parse

from kb.graph.index import Index, Node
from kb.graph.rdflib_terms import rdflib_graph, to_rdflib
from kb.judgement.screen import sh, suspects
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import SH, kb

if TYPE_CHECKING:
    import rdflib

OWN_SHAPE = "KB199"
"""The code of findings from a desk's own shapes that give no kb:code."""

_SEVERITIES = {
    SH + "Violation": Severity.ERROR,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}
_TARGETS = {sh(f"target{kind}") for kind in ("Class", "Node", "SubjectsOf", "ObjectsOf")}
_SPARQL = {sh(name) for name in ("select", "ask", "construct")}


def read_shapes(files: Iterable[Path]) -> Index:
    """Read shapes graphs; raises `CannotGoOn` for one that is not Turtle or reaches out by SERVICE."""
    shapes = Index()
    for path in files:
        try:
            quads = tuple(parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True))
        except SyntaxError as fault:
            raise CannotGoOn(str(fault.msg), where=f"{path}:{fault.lineno or 1}") from None
        except OSError as fault:
            raise CannotGoOn(f"cannot be read: {fault.strerror}", where=str(path)) from None
        for quad in quads:
            if quad.predicate in _SPARQL and "service" in str(quad.object).lower():
                raise CannotGoOn(
                    "a shape with SERVICE would reach out to the network",
                    where=str(path),
                    hint="Shapes may only look at the base itself.",
                )
        shapes.add(quad.triple for quad in quads)
    return shapes


def shape_findings(data: Index, shapes: Index, *, screened: bool = True) -> tuple[Finding, ...]:
    """Return what the shapes find in the data, one finding for each fault.

    ``data`` holds the records and the ontology. Without ``screened`` pySHACL judges every record,
    which gives the same findings and takes much longer.
    """
    pairs = suspects(data, shapes) if screened else None
    if pairs is not None:
        if not pairs:
            return ()
        shapes_triples = _aimed(shapes, pairs)
    else:
        shapes_triples = tuple(shapes.triples())
    report = _pyshacl(rdflib_graph(data.triples()), rdflib_graph(shapes_triples))
    names: dict[object, Node] = {to_rdflib(s): s for s in shapes.subjects()}
    return tuple(dict.fromkeys(_findings(report, shapes, names)))


def _aimed(shapes: Index, pairs: tuple[tuple[Node, Node], ...]) -> tuple[Triple, ...]:
    """Return the shapes with no other targets than these focus nodes."""
    rest = (triple for triple in shapes.triples() if triple.predicate not in _TARGETS)
    return (*rest, *(Triple(shape, sh("targetNode"), node) for shape, node in pairs))


def _pyshacl(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    import pyshacl
    import rdflib as library

    normalising = library.NORMALIZE_LITERALS
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
    finally:
        library.NORMALIZE_LITERALS = normalising  # pySHACL may leave it off
    if not isinstance(
        report, library.Graph
    ):  # a failure instead of a report (MINUS, VALUES, SERVICE)
        raise CannotGoOn(f"pySHACL gave no report: {text}")
    return report


def _findings(report: rdflib.Graph, shapes: Index, names: dict[object, Node]) -> Iterator[Finding]:
    import rdflib as library
    from rdflib.namespace import SH as SHACL

    for result in report.subjects(library.RDF.type, SHACL.ValidationResult):
        if not any(report.subjects(SHACL.result, result)):
            continue  # a detail of another result
        shape = names.get(report.value(result, SHACL.sourceShape))
        severity = str(report.value(result, SHACL.resultSeverity))
        message = str(report.value(result, SHACL.resultMessage))
        path = report.value(result, SHACL.resultPath)
        yield Finding(
            code=(shape and shapes.text(shape, kb("code"))) or OWN_SHAPE,
            severity=_SEVERITIES.get(severity, Severity.ERROR),
            message=message,
            hint=shapes.text(shape, kb("remedy")) if shape else None,
            node=_n3(report.value(result, SHACL.focusNode)),
            path=_n3(path) if isinstance(path, library.URIRef) else None,
            value=_n3(report.value(result, SHACL.value)) if path is not None else None,
        )


def _n3(term: rdflib.term.Node | None) -> str | None:
    """Return a term in N-Triples, as findings name it."""
    return None if term is None else term.n3()  # type: ignore[attr-defined,no-any-return]
