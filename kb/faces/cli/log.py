"""``kb log``: the history of one record."""

from enum import StrEnum
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_base, put, terminal_width


class LogFormat(StrEnum):
    """How a history is written."""

    HUMAN = "human"
    JSON = "json"


def log(
    context: typer.Context,
    name: Annotated[
        str, typer.Argument(help="A claim or other record: its IRI, prefixed name, or local name.")
    ],
    base: BaseOption = None,
    form: Annotated[LogFormat, typer.Option("--format", help="How to write it.")] = LogFormat.HUMAN,
    output: OutputOption = None,
) -> None:
    """Tell the history of a record from git, newest first: what was changed, by whom, when.

    A record that was removed is found too.
    """
    from kb.exchange.screens.record_log import log_json, log_text
    from kb.graph.corpus import read_corpus
    from kb.graph.names import Names
    from kb.judgement.history.record_log import find_record, steps
    from kb.text.history import open_history

    opened = open_base(context, base)
    corpus = read_corpus(opened)
    names = Names.of(corpus)
    with open_history(opened) as history:
        node = find_record(name, names, history)
        found = tuple(steps(node, corpus, history))
    if form is LogFormat.JSON:
        put(log_json(node, found, names), output)
    else:
        put(log_text(node, found, names, width=None if output else terminal_width()), output)
