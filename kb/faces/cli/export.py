"""``kb export``: the records of the base as one file, the same bytes every time."""

from enum import StrEnum
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_corpus, put


class ExportFormat(StrEnum):
    """RDF syntaxes that an export can have."""

    TURTLE = "turtle"
    NTRIPLES = "ntriples"
    NQUADS = "nquads"
    JSONLD = "jsonld"


def export(
    context: typer.Context,
    base: BaseOption = None,
    form: Annotated[
        ExportFormat, typer.Option("--format", help="RDF syntax.")
    ] = ExportFormat.TURTLE,
    output: OutputOption = None,
) -> None:
    """Write all records of the base: sorted, with stable prefixes, the same bytes on every run.

    It is read back first: an export that lost a statement is not written.
    """
    from pyoxigraph import RdfFormat

    from kb.exchange.serialization.read_back import proved
    from kb.exchange.serialization.serialize import to_jsonld, to_nquads, to_ntriples, to_turtle

    corpus = open_corpus(context, base)
    triples = tuple(corpus.triples())
    match form:
        case ExportFormat.TURTLE:
            text = proved(to_turtle(triples, corpus.prefixes), RdfFormat.TURTLE, triples)
        case ExportFormat.JSONLD:
            text = proved(to_jsonld(triples, corpus.prefixes), RdfFormat.JSON_LD, triples)
        case ExportFormat.NQUADS:
            text = proved(to_nquads(triples), RdfFormat.N_QUADS, triples)
        case ExportFormat.NTRIPLES:
            text = proved(to_ntriples(triples), RdfFormat.N_TRIPLES, triples)
    put(text, output)
