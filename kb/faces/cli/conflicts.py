"""``kb conflicts``: rival answers side by side, and how each two of them stand to each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_corpus, put, terminal_width
from kb.words.errors import CannotGoOn

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import NamedNode

    from kb.graph.names import Names
    from kb.judgement.conflicts import Contest
    from kb.judgement.outcomes import Outcome, SetOutcome


class ConflictsFormat(StrEnum):
    """How rival answers are written."""

    HUMAN = "human"
    JSON = "json"
    CSV = "csv"
    TTL = "ttl"


class OutcomeName(StrEnum):
    """The four outcomes."""

    CONFLICT = "conflict"
    APPARENT = "apparent"
    COMPATIBLE = "compatible"
    UNDETERMINED = "undetermined"


class ClockName(StrEnum):
    """The clocks for --as-of."""

    SAID = "said"
    PUBLISHED = "published"
    CAPTURED = "captured"
    ENTERED = "entered"


def conflicts(
    context: typer.Context,
    question: Annotated[
        str | None,
        typer.Argument(help="One question in full, such as q:is-strength; else an overview."),
    ] = None,
    base: BaseOption = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="List every pair with its outcome.")
    ] = False,
    outcome: Annotated[
        OutcomeName | None, typer.Option(help="List only the pairs with this outcome.")
    ] = None,
    speaker: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="List only the pairs that this speaker is in."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option("--as-of", formats=["%Y-%m-%d"], help="Only what was on record on this day."),
    ] = None,
    clock: Annotated[
        ClockName, typer.Option(help="By which date --as-of goes.")
    ] = ClockName.PUBLISHED,
    form: Annotated[
        ConflictsFormat, typer.Option("--format", help="How to write it.")
    ] = ConflictsFormat.HUMAN,
    output: OutputOption = None,
) -> None:
    """Lay rival answers side by side. Disagreement is the subject, not an error: exit 0 always."""
    from kb.exchange.contests import contest_text, overview_text
    from kb.graph.names import Names
    from kb.judgement.conflicts import contests
    from kb.judgement.replay import Clock
    from kb.judgement.sets import set_conflicts

    corpus = open_corpus(context, base)
    names = Names.of(corpus)
    day = None if as_of is None else as_of.date()
    found: Sequence[Contest] = contests(corpus.known, as_of=day, clock=Clock(clock))
    if question is not None:
        found = _asked(found, question, names)
    chosen = {
        contest.question: _chosen(contest, names, pairs, outcome, speaker) for contest in found
    }
    if form is not ConflictsFormat.HUMAN:
        sets = set_conflicts(found) if question is None else ()
        put(_data(form, found, chosen, sets, names), output)
        return
    width = terminal_width() if output is None else None
    if pairs or outcome is not None or speaker is not None:
        text = _listed(found, chosen, names, width)
    elif question is not None:
        text = contest_text(found[0], names, width=width)
    else:
        text = overview_text(found, set_conflicts(found), names, width=width)
    day_words = "" if day is None else f"As of {day}, by the day it was {clock.value}.\n\n"
    put(day_words + text, output)


def _asked(found: Sequence[Contest], question: str, names: Names) -> Sequence[Contest]:
    """Return the one question that was asked for."""
    node = names.find(question)
    asked = [contest for contest in found if contest.question == node]
    if not asked:
        raise CannotGoOn(
            f"{names.short(node)} has no answers",
            hint="Give the name of a question that claims answer.",
        )
    return asked


def _listed(
    found: Sequence[Contest],
    chosen: dict[NamedNode, Sequence[Outcome]],
    names: Names,
    width: int | None,
) -> str:
    from kb.exchange.contests import pairs_text

    texts = [
        pairs_text(contest, chosen[contest.question], names, width=width)
        for contest in found
        if chosen[contest.question]
    ]
    return "\n\n".join(texts) or "No pair is like that."


def _chosen(
    contest: Contest,
    names: Names,
    pairs: bool,
    outcome: OutcomeName | None,
    speaker: str | None,
) -> Sequence[Outcome]:
    """Return the outcomes that were asked for; unasked, those that are kept as records."""
    who = None if speaker is None else names.find(speaker)
    if not pairs and outcome is None and who is None:
        return (*contest.conflicts, *contest.undetermined)
    return [
        found
        for found in contest.outcomes()
        if (outcome is None or found.kind.value == outcome.value)
        and (who is None or who in (found.one.speaker, found.other.speaker))
    ]


def _data(
    form: ConflictsFormat,
    contests: Sequence[Contest],
    outcomes: dict[NamedNode, Sequence[Outcome]],
    sets: Sequence[SetOutcome],
    names: Names,
) -> str:
    from kb.exchange.contests_data import contests_csv, contests_json, outcome_triples
    from kb.exchange.serialize import to_turtle

    if form is ConflictsFormat.JSON:
        return contests_json(contests, names, outcomes, sets)
    if form is ConflictsFormat.CSV:
        return contests_csv(contests, outcomes)
    every = (o for contest in contests for o in outcomes[contest.question])
    return to_turtle(outcome_triples(every, sets), names.prefixes)
