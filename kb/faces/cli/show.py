"""``kb show``: one record in full."""

from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_corpus, put, terminal_width


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A record: its IRI, prefixed name, or local name.")],
    base: BaseOption = None,
    output: OutputOption = None,
) -> None:
    """Show a claim, question, speaker, source or any other record, with everything that points at
    it.
    """
    from kb.exchange.record import record_text
    from kb.graph.names import Names

    corpus = open_corpus(context, base)
    names = Names.of(corpus)
    width = terminal_width() if output is None else None
    put(record_text(corpus, names, names.find(name), width=width), output)
