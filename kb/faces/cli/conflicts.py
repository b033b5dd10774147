"""``kb conflicts``: rival answers side by side, and how each two of them stand to each other."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from itertools import chain
from typing import TYPE_CHECKING, Annotated

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
from kb.words.errors import CannotGoOn

if TYPE_CHECKING:
    from pyoxigraph import NamedNode

    from kb.exchange.screens.pair_list import Asked
    from kb.exchange.screens.paragraphs import Page
    from kb.graph.names import Names
    from kb.judgement.contests.contest import Contest
    from kb.judgement.contests.overview import Overview
    from kb.judgement.contests.wanted import Wanted


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
        typer.Argument(
            help="One question in full, by name (q:is-strength) or label; else an overview."
        ),
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
        typer.Option(
            "--as-of",
            metavar="YYYY-MM-DD",
            formats=["%Y-%m-%d"],
            help="Only what was on record on this day.",
        ),
    ] = None,
    clock: Annotated[
        ClockName, typer.Option(help="By which date --as-of goes.")
    ] = ClockName.PUBLISHED,
    form: Annotated[
        ConflictsFormat,
        typer.Option(
            "--format",
            help="How to write it. csv has a line for each question with its counts, or for each "
            "pair with QUESTION, --pairs, --outcome or --speaker.",
        ),
    ] = ConflictsFormat.HUMAN,
    everything: EverythingOption = False,
    no_color: NoColorOption = False,
    output: OutputOption = None,
) -> None:
    """Lay rival answers side by side. Disagreement is the subject, not an error: exit 0 always."""
    from kb.exchange.screens.colour import painted
    from kb.exchange.screens.paragraphs import Page
    from kb.graph.names import Names
    from kb.judgement.answers.derived_questions import with_questions
    from kb.words.vocabulary import kb

    with waiting("comparing answers"):
        names = Names.of(with_questions(open_corpus(context, base)))
        node = None if question is None else names.find(question, kb("Question"))
        wanted = _wanted(names, pairs, outcome, speaker)
        found = _found(names, node, as_of, clock)
        if form is ConflictsFormat.HUMAN:
            width = terminal_width() if output is None else None
            page = Page.of(width, everything=everything)
            text = _screen(found, node, wanted, names, page)
            text = painted(text, colour_wanted(no_color, output))
        else:
            text = _data(form, found, node, wanted, names)
    put(text, output)


def _found(
    names: Names, node: NamedNode | None, as_of: datetime | None, clock: ClockName
) -> Overview:
    """Return all that is disputed, or what is about the one question that was asked for."""
    from kb.judgement.answers.replay import Clock
    from kb.judgement.contests.overview import overview

    day = None if as_of is None else as_of.date()
    found = overview(names.known, as_of=day, clock=Clock(clock), about=node)
    if node is not None:
        _refuse_no_question(node, found, names)
    return found


def _wanted(
    names: Names, pairs: bool, outcome: OutcomeName | None, speaker: str | None
) -> Wanted | None:
    """Return which pairs were asked for, or ``None`` where none were."""
    from kb.judgement.contests.wanted import Wanted
    from kb.judgement.pairs.outcomes import Kind

    if not pairs and outcome is None and speaker is None:
        return None
    return Wanted(
        None if outcome is None else Kind(outcome),
        None if speaker is None else _speaker(speaker, names),
    )


def _speaker(name: str, names: Names) -> NamedNode:
    """Return a speaker by name; raises `CannotGoOn` for a record that does not speak."""
    from kb.words.vocabulary import RDF_TYPE, kb

    node = names.find(name, kb("Speaker"))
    if not names.known.has(node, RDF_TYPE, kb("Speaker")):
        raise CannotGoOn(
            f"{names.short(node)} is not a speaker",
            where="--speaker",
            hint=f'"kb show {names.short(node)}" tells what it is, and who speaks there.',
        )
    return node


def _refuse_no_question(node: NamedNode, found: Overview, names: Names) -> None:
    """Raise `CannotGoOn` for a record that is no question, and say what to ask instead."""
    from kb.words.vocabulary import RDF_TYPE, kb

    asked = {contest.question for contest in found.contests}
    if node in asked or names.known.has(node, RDF_TYPE, kb("Question")):
        return
    short = names.short(node)
    hint = "Give the name of a question, or none for an overview."
    if names.known.has(node, RDF_TYPE, kb("Speaker")):
        hint = f'"kb conflicts --speaker {short}" lists the pairs that this speaker is in.'
    for contest in found.contests:
        hint = f'It answers {names.short(contest.question)}; "kb show {short}" has its rivals.'
    raise CannotGoOn(f"{short} is not a question", hint=hint)


def _screen(
    found: Overview, node: NamedNode | None, wanted: Wanted | None, names: Names, page: Page
) -> str:
    """Return the overview, the one question that was asked for, or the pairs."""
    from kb.exchange.screens.overview_page import overview_text
    from kb.exchange.screens.pair_list import pairs_text
    from kb.exchange.screens.question_page import contest_text, unanswered_text

    if node is not None and not found.contests:
        return unanswered_text(node, found.recorded, names, page)
    if wanted is not None:
        asked = [_asked(contest, wanted, page) for contest in found.contests]
        return pairs_text(asked, names, page, found.recorded)
    return overview_text(found, names, page) if node is None else contest_text(found, names, page)


def _asked(contest: Contest, wanted: Wanted, page: Page) -> Asked:
    """Return the pairs of a question that were asked for, as many as the page lists."""
    from itertools import islice

    from kb.exchange.screens.pair_list import MOST_PAIRS_LISTED, Asked

    count = wanted.count(contest)
    if count is None or page.everything:
        every = tuple(wanted.outcomes(contest))
        return Asked(contest, every, len(every))
    return Asked(contest, tuple(islice(wanted.outcomes(contest), MOST_PAIRS_LISTED)), count)


def _data(
    form: ConflictsFormat,
    found: Overview,
    node: NamedNode | None,
    wanted: Wanted | None,
    names: Names,
) -> str:
    from kb.exchange.outcomes.contests_csv import pairs_csv, questions_csv
    from kb.exchange.outcomes.contests_json import contests_json
    from kb.exchange.outcomes.outcome_records import outcome_triples
    from kb.exchange.serialization.serialize import to_turtle
    from kb.judgement.answers.derived_questions import derived_records
    from kb.judgement.contests.wanted import on_file

    choose = on_file if wanted is None else wanted.outcomes
    outcomes = {contest.question: choose(contest) for contest in found.contests}
    if form is ConflictsFormat.JSON:
        return contests_json(found, names, outcomes)
    if form is ConflictsFormat.CSV:
        if node is None and wanted is None:
            return questions_csv(found.contests, names)
        return pairs_csv(found.contests, outcomes, names)
    every = (outcome for one in outcomes.values() for outcome in one)
    triples = chain(
        outcome_triples(every, found.sets), derived_records(names.known, outcomes.keys())
    )
    return to_turtle(triples, names.prefixes)
