"""``kb cite``: the evidence of a passage, ready to paste into a claim."""

import sys
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, SourcesOption, open_corpus, put, source_called


def cite(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The source: its name in the base, such as src:a.")],
    words: Annotated[
        str,
        typer.Argument(
            help='The words as printed; "first words ... last words" for a longer passage.'
        ),
    ],
    base: BaseOption = None,
    sources: SourcesOption = None,
    role: Annotated[
        str,
        typer.Option(
            help="What the passage does: content, attributionRole, hedgeRole, scope, link."
        ),
    ] = ("content"),
    keep: Annotated[
        bool, typer.Option("--keep", help="Store the words themselves, at most twelve.")
    ] = False,
) -> None:
    """Find words in your copy of a source and print position and digest as kb:evidence, once for
    each place.
    """
    from kb.exchange.screens.citation import evidence_turtle
    from kb.graph.names import Names

    corpus = open_corpus(context, base, sources=sources)
    node = source_called(Names.of(corpus), source)
    found = evidence_turtle(corpus, node, words, role=role, keep=keep)
    put(found)
    places = found.count("\n") + 1
    if places > 1:
        sys.stderr.write(f"kb: {places} places; more of the words tell them apart.\n")
