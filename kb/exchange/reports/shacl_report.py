"""Findings as a SHACL validation report (SHACL, section 3.6), in Turtle.

Rules that are no shapes stand in it like shapes. Where a finding stands in its file is told with
the W3C's EARL and Pointers vocabularies.
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.exchange.reports.findings import summary_lines
from kb.exchange.reports.repository import in_repository
from kb.exchange.serialization.serialize import to_turtle
from kb.judgement.catalogue import Entry, catalogue
from kb.judgement.check import CheckReport
from kb.text.base import Base
from kb.words.finding import Finding, Place, Severity
from kb.words.vocabulary import DCT, RDF, RDF_TYPE, RDFS, SH, SHAPES, XSD, kb

EARL = "http://www.w3.org/ns/earl#"
PTR = "http://www.w3.org/2009/pointers#"

_PREFIXES = {
    "sh": SH,
    "kbs": SHAPES,
    "earl": EARL,
    "ptr": PTR,
    "dct": DCT,
    "rdfs": RDFS,
    "xsd": XSD,
}
_SEVERITIES = {
    Severity.ERROR: NamedNode(SH + "Violation"),
    Severity.WARNING: NamedNode(SH + "Warning"),
    Severity.INFO: NamedNode(SH + "Info"),
}
_ANY_COMPONENT = kb("RuleConstraintComponent")


def shacl_report(report: CheckReport, base: Base) -> str:
    """Return the report as a graph; it conforms where nothing is found that no waiver silences.

    A finding about a part of a record has the record as its focus node and a path that leads to the
    part. A finding about no record, such as a syntax error, has its file's name for a focus node.
    What only follows from a finding is a detail of its result (sh:detail).
    """
    entries = {entry.code: entry for entry in catalogue(base)}
    prefixes = {**report.prefixes, **_PREFIXES}
    return to_turtle(_report(report, base, entries), prefixes)


def _report(report: CheckReport, base: Base, entries: dict[str, Entry]) -> Iterator[Triple]:
    node = BlankNode()
    conforms = Literal("false" if report.findings else "true", datatype=NamedNode(XSD + "boolean"))
    yield Triple(node, RDF_TYPE, _sh("ValidationReport"))
    yield Triple(node, _sh("conforms"), conforms)
    yield Triple(node, NamedNode(RDFS + "comment"), Literal(" ".join(summary_lines(report))))
    for finding in report.findings:
        result = BlankNode()
        yield Triple(node, _sh("result"), result)
        yield from _result(result, finding, base, entries.get(finding.code))
        for one in finding.touches:
            detail = BlankNode()
            yield Triple(result, _sh("detail"), detail)
            yield from _result(detail, one, base, entries.get(one.code))


def _result(
    result: BlankNode, finding: Finding, base: Base, entry: Entry | None
) -> Iterator[Triple]:
    focus: NamedNode | Literal = Literal(finding.place.file if finding.place else "")
    if finding.record is not None:
        focus = NamedNode(finding.record[1:-1])
    yield Triple(result, RDF_TYPE, _sh("ValidationResult"))
    yield Triple(result, _sh("focusNode"), focus)
    yield Triple(result, _sh("resultSeverity"), _SEVERITIES[finding.severity])
    yield Triple(result, _sh("resultMessage"), Literal(finding.message))
    yield Triple(result, _sh("sourceConstraintComponent"), _ANY_COMPONENT)
    yield Triple(result, kb("code"), Literal(finding.code))
    if finding.hint:
        yield Triple(result, kb("remedy"), Literal(finding.hint))
    if entry is not None and entry.shape is not None:
        yield Triple(result, _sh("sourceShape"), NamedNode(entry.shape))
    route = [NamedNode(step[1:-1]) for step in (*finding.route, finding.path) if step]
    if route:
        path, steps = _path(route)
        yield Triple(result, _sh("resultPath"), path)
        yield from steps
    value = _term(finding.value)
    if value is not None:
        yield Triple(result, _sh("value"), value)
    if finding.place:
        pointer = BlankNode()
        yield Triple(result, NamedNode(EARL + "pointer"), pointer)
        yield from _pointer(pointer, finding.place, base)


def _path(route: list[NamedNode]) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """Return a SHACL path: one property itself, several as a sequence (SHACL, section 2.3.1)."""
    if len(route) == 1:
        return route[0], []
    cells = [BlankNode() for _ in route]
    rests: list[NamedNode | BlankNode] = [*cells[1:], NamedNode(RDF + "nil")]
    triples: list[Triple] = []
    for cell, step, rest in zip(cells, route, rests, strict=True):
        triples.append(Triple(cell, NamedNode(RDF + "first"), step))
        triples.append(Triple(cell, NamedNode(RDF + "rest"), rest))
    return cells[0], triples


def _term(text: str | None) -> NamedNode | Literal | None:
    """Return a term from its N-Triples text; a blank node means nothing outside its file."""
    if text is None or text.startswith("_:"):
        return None
    line = f"<urn:s> <urn:p> {text} ."
    (quad,) = parse(input=line, format=RdfFormat.N_TRIPLES)
    return quad.object if isinstance(quad.object, NamedNode | Literal) else None


def _pointer(pointer: BlankNode, place: Place, base: Base) -> Iterator[Triple]:
    yield Triple(pointer, RDF_TYPE, NamedNode(PTR + "LineCharPointer"))
    yield Triple(pointer, NamedNode(DCT + "source"), Literal(in_repository(base, place.file)))
    yield Triple(pointer, NamedNode(PTR + "lineNumber"), _integer(place.line))
    yield Triple(pointer, NamedNode(PTR + "charNumber"), _integer(place.column))


def _integer(number: int) -> Literal:
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def _sh(name: str) -> NamedNode:
    return NamedNode(SH + name)
