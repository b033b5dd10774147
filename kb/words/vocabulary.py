"""Names of the vocabulary, and where the shipped ontology, shapes and queries lie."""

from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

KB = "https://w3id.org/claims-kb/ns#"
SHAPES = "https://w3id.org/claims-kb/shapes#"
SH = "http://www.w3.org/ns/shacl#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
DCT = "http://purl.org/dc/terms/"
XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_TYPE = NamedNode(RDF + "type")
PREF_LABEL = NamedNode(SKOS + "prefLabel")
ALT_LABEL = NamedNode(SKOS + "altLabel")
IN_SCHEME = NamedNode(SKOS + "inScheme")
TITLE = NamedNode(DCT + "title")

PREFIXES = {
    "kb": KB,
    "dct": DCT,
    "rdf": RDF,
    "rdfs": RDFS,
    "skos": SKOS,
    "xsd": XSD,
}
"""Prefixes that need no declaration in a query or on the command line."""

UNITS = {
    "unit": "http://qudt.org/vocab/unit/",
    "cur": "http://qudt.org/vocab/currency/",
}
"""Prefixes of the units that claims are told in, as the documentation writes them."""

_PACKAGE = Path(__file__).resolve().parent.parent


@cache
def kb(name: str) -> NamedNode:
    """Return the term ``kb:name``."""
    return NamedNode(KB + name)


def _shipped(folder: str) -> Path:
    """Return a folder that travels with the package.

    In a wheel it lies inside the package, in a checkout beside it.
    """
    inside = _PACKAGE / folder
    return inside if inside.is_dir() else _PACKAGE.parent / folder


def ontology_files() -> tuple[Path, ...]:
    """Return the shipped vocabulary: classes and properties, closed lists."""
    return tuple(sorted(_shipped("ontology").glob("*.ttl")))


def shape_files() -> tuple[Path, ...]:
    """Return the shipped SHACL shapes."""
    return tuple(sorted((_shipped("ontology") / "shapes").glob("*.ttl")))


def query_folder() -> Path:
    """Return the folder of the shipped named queries."""
    return _shipped("queries")


def rule_files() -> tuple[Path, ...]:
    """Return the shipped rules that compare several records, one query file each."""
    return tuple(sorted((_shipped("queries") / "rules").glob("*.rq")))
