"""``kb source``: the record of a new source, ready to paste into the base."""

from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_corpus, put


def source(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(help="Your copy of the text, UTF-8, as it will be archived.")
    ],
    name: Annotated[
        str, typer.Option(help="Name of the source in the base, with its prefix.")
    ] = "src:new",
    base: BaseOption = None,
    output: OutputOption = None,
) -> None:
    """Print the record of a text: digest, length, and a first proposal for its sentences."""
    from kb.exchange.screens.citation import source_turtle

    put(source_turtle(file, name, open_corpus(context, base).prefixes), output)
