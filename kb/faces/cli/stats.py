"""``kb stats``: how much there is of what."""

from enum import StrEnum
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, open_corpus, put


class StatsFormat(StrEnum):
    """How the counts are written."""

    HUMAN = "human"
    JSON = "json"


def stats(
    context: typer.Context,
    base: BaseOption = None,
    form: Annotated[
        StatsFormat, typer.Option("--format", help="How to write the counts.")
    ] = StatsFormat.HUMAN,
) -> None:
    """Count claims, questions, speakers and sources, and claims by source, act, speaker and
    question.
    """
    from kb.exchange.screens.counts import counts_json, counts_text
    from kb.judgement.counts import count

    counts = count(open_corpus(context, base))
    put(counts_text(counts) if form is StatsFormat.HUMAN else counts_json(counts))
