"""``kb show``: one record in full."""

from typing import Annotated

import typer

from kb.faces.cli.options import (
    BaseOption,
    EverythingOption,
    NoColorOption,
    OutputOption,
    colour_wanted,
    open_corpus,
    put,
    terminal_width,
)
from kb.faces.cli.waiting import waiting


def show(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="A record: its IRI, prefixed name, or local name.")],
    base: BaseOption = None,
    everything: EverythingOption = False,
    no_color: NoColorOption = False,
    output: OutputOption = None,
) -> None:
    """Show a claim, question, speaker, source or any other record, with everything that points at
    it, and how it stands to rival answers.
    """
    from kb.exchange.screens.colour import painted
    from kb.exchange.screens.paragraphs import Page
    from kb.exchange.screens.record import record_text
    from kb.graph.names import Names
    from kb.judgement.answers.derived_questions import with_questions

    with waiting("reading and comparing claims"):
        corpus = with_questions(open_corpus(context, base))
        names = Names.of(corpus)
        width = terminal_width() if output is None else None
        page = Page.of(width, everything=everything)
        text = record_text(corpus, names, names.find(name), page)
        text = painted(text, colour_wanted(no_color, output))
    put(text, output)
