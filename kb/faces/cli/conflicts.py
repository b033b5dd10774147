"""``kb conflicts``: rival answers side by side, and which of them conflict for certain."""

from enum import StrEnum
from typing import Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_corpus, put, terminal_width
from kb.words.errors import CannotGoOn


class ConflictsFormat(StrEnum):
    """How rival answers are written."""

    HUMAN = "human"
    JSON = "json"


def conflicts(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(help="One question in full, such as q:is-strength; else an overview."),
    ] = None,
    base: BaseOption = None,
    form: Annotated[ConflictsFormat, typer.Option("--format", help="How to write the answers.")] = (
        ConflictsFormat.HUMAN
    ),
    output: OutputOption = None,
) -> None:
    """Lay rival answers side by side. Disagreement is the subject, not an error: exit 0 whatever it
    finds.
    """
    from kb.exchange.contests import contest_text, contests_json, overview_text
    from kb.graph.names import Names
    from kb.judgement.conflicts import contests

    corpus = open_corpus(context, base)
    names = Names.of(corpus)
    found = contests(corpus.known)
    width = terminal_width() if output is None else None
    if question is not None:
        node = names.find(question)
        found = tuple(contest for contest in found if contest.question == node)
        if not found:
            raise CannotGoOn(
                f"{names.short(node)} has no answers",
                hint="Give the name of a question that claims answer.",
            )
    if form is ConflictsFormat.JSON:
        put(contests_json(found, names), output)
    elif question is not None:
        put(contest_text(found[0], names, width=width), output)
    else:
        put(overview_text(found, names, width=width), output)
