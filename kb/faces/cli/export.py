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
    """Write all records of the base: sorted, with stable prefixes, the same bytes on every run."""
    from kb.exchange.serialize import to_jsonld, to_nquads, to_ntriples, to_turtle

    corpus = open_corpus(context, base)
    triples = tuple(corpus.triples())
    if form is ExportFormat.TURTLE:
        text = to_turtle(triples, corpus.prefixes)
    elif form is ExportFormat.JSONLD:
        text = to_jsonld(triples, corpus.prefixes)
    elif form is ExportFormat.NQUADS:
        text = to_nquads(triples)
    else:
        text = to_ntriples(triples)
    put(text, output)
