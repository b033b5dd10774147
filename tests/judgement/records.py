"""Records and sources made for one test: small text in."""

import hashlib
from pathlib import Path

from pyoxigraph import RdfFormat, parse

from kb.graph.index import Index

PREFIXES = """
@prefix ex: <https://example.org/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
EX = "https://example.org/"


def index_of(text: str) -> Index:
    """Return an index over records in Turtle; ``ex:``, ``kb:``, ``dct:`` and ``xsd:`` are known."""
    return Index(quad.triple for quad in parse(PREFIXES + text, format=RdfFormat.TURTLE))


def archived(folder: Path, text: str | bytes, name: str = "gazette.txt") -> str:
    """Put the copy of a source into a folder and return the source's record as ``ex:s``."""
    data = text.encode("utf-8") if isinstance(text, str) else text
    (folder / name).write_bytes(data)
    length = len(data.decode("utf-8", errors="replace"))
    return (
        f'ex:s a kb:Source ; dct:title "The Gazette" ; kb:fileName "{name}" ; '
        f'kb:sha256 "{hashlib.sha256(data).hexdigest()}" ; kb:length {length} .\n'
    )
