"""``kb review``: what nobody has encoded, and what no second reader has seen as it is now."""

from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, SourcesOption, open_corpus, put, source_called


def review(
    context: typer.Context,
    source: Annotated[str | None, typer.Argument(help="One source; else all.")] = None,
    base: BaseOption = None,
    sources: SourcesOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="List sentences that are done, too.")
    ] = False,
) -> None:
    """List the sentences that are not covered, not reviewed, or changed since their review.

    What was changed is told by git, and where the base is in no repository by kb:entered alone.
    """
    from kb.exchange.screens.coverage import coverage_text
    from kb.graph.names import Names
    from kb.judgement.review.coverage import sentences
    from kb.judgement.review.review_history import changes_since_review

    corpus = open_corpus(context, base, sources=sources)
    names = Names.of(corpus)
    node = None if source is None else source_called(names, source)
    with changes_since_review(corpus) as changed:
        found = tuple(s for s in sentences(corpus.index, changed) if node in (None, s.source))
    put(coverage_text(corpus, names, found, everything=everything))
