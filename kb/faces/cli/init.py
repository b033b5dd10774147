"""``kb init``: the beginning of a base of your own."""

from pathlib import Path
from typing import Annotated

import typer

from kb.faces.cli.options import put


def init(
    folder: Annotated[Path, typer.Argument(help="A new or empty folder.")],
    namespace: Annotated[
        str,
        typer.Option(
            metavar="IRI", help="What the names of your records begin with; ends in / or #."
        ),
    ] = "https://example.org/",
) -> None:
    """Begin a base: settings, a file of shared records, a folder for your copies."""
    from kb.exchange.beginning import begin

    written = begin(folder, namespace)
    put("\n".join(f"wrote {path}" for path in written))
