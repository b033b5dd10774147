"""``kb review``: which sentences nobody has encoded, and which no second reader has seen."""

from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, SourcesOption, open_corpus, put


def review(
    context: typer.Context,
    source: Annotated[str | None, typer.Argument(help="One source; else all.")] = None,
    base: BaseOption = None,
    sources: SourcesOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List sentences that are done, too.")
    ] = False,
) -> None:
    """List the sentences that are not covered or not reviewed, with their claims."""
    from kb.exchange.coverage import coverage_text
    from kb.graph.names import Names

    corpus = open_corpus(context, base, sources=sources)
    names = Names.of(corpus)
    node = None if source is None else names.find(source)
    put(coverage_text(corpus, names, node, everything=everything))
