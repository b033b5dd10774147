"""``kb query``: SPARQL put to the base, or to an endpoint that holds it."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kb.faces.cli.options import BaseOption, OutputOption, open_base, put, terminal_width
from kb.faces.cli.waiting import waiting
from kb.words.errors import CannotGoOn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kb.graph.names import Names
    from kb.graph.sparql.endpoint import Endpoint
    from kb.graph.sparql.named_query import NamedQuery
    from kb.graph.sparql.query import Query


class AnswerFormat(StrEnum):
    """How an answer is written; csv, tsv and json as the W3C has them."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"


def query(
    context: typer.Context,
    text: Annotated[
        str | None,
        typer.Argument(
            metavar="[QUERY]",
            help="A named query, a SPARQL text, a .rq file, or - for standard input.",
        ),
    ] = None,
    base: BaseOption = None,
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param",
            "-p",
            metavar="NAME=VALUE",
            help="A value for $NAME in the query; may be repeated.",
        ),
    ] = None,
    form: Annotated[
        AnswerFormat, typer.Option("--format", help="How to write the answer to SELECT and ASK.")
    ] = (AnswerFormat.TABLE),
    listed: Annotated[bool, typer.Option("--list", help="List the named queries.")] = False,
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of the base."
        ),
    ] = None,
    outcomes: Annotated[
        bool,
        typer.Option(
            "--outcomes",
            help="Let the query see how each two answers stand to each other; a named query that "
            "needs it sees it anyway.",
        ),
    ] = False,
    timeout: Annotated[float, typer.Option(min=0.1, help="Seconds the query may take.")] = 10.0,
    max_rows: Annotated[
        int, typer.Option(min=1, help="Rows at the most; more are cut and said to be.")
    ] = 10_000,
    output: OutputOption = None,
) -> None:
    """Ask by SPARQL. SELECT gives rows, CONSTRUCT and DESCRIBE Turtle; ASK exits 0 for yes, 1 for
    no.
    """
    if listed:
        put(_list(context, base))
        return
    if text is None:
        raise CannotGoOn(
            "no query given", hint='Name one ("kb query --list" shows them) or give SPARQL.'
        )
    named = _named(context, base, text)
    names, asked = _target(context, base, endpoint, _outcomes(outcomes, named, endpoint))
    given = _given(param or [])
    put_query = _query(text, named, given, names.prefixes)
    for value in given.values() if endpoint is None else ():
        _tell_if_unknown(value, names)
    _answer(asked, put_query, names.prefixes, form, timeout, max_rows, output)


def _tell_if_unknown(value: str, names: Names) -> None:
    """Say on standard error that a value is named like a record and is in the base nowhere."""
    from pyoxigraph import NamedNode

    prefix, _, local = value.partition(":")
    if prefix not in names.prefixes or not local or not local.replace("-", "").isalnum():
        return
    if names.known.pointing(NamedNode(names.prefixes[prefix] + local)):
        return
    try:
        names.find(value)
    except CannotGoOn as unknown:
        sys.stderr.write(f"kb: {unknown}\n")


def _answer(
    asked: Endpoint,
    query: Query,
    prefixes: Mapping[str, str],
    form: AnswerFormat,
    timeout: float,
    max_rows: int,
    output: Path | None,
) -> None:
    """Put the query and write its answer; an ASK ends with its exit code."""
    from kb.exchange.results.result_text import ResultFormat, boolean_text, table_text
    from kb.exchange.serialization.serialize import to_turtle
    from kb.graph.sparql.query_checks import Form

    if query.form is Form.ASK:
        yes = asked.ask(query, timeout=timeout)
        put(boolean_text(yes, ResultFormat(form)), output)
        raise typer.Exit(0 if yes else 1)
    if query.form is Form.SELECT:
        table = asked.select(query, timeout=timeout, max_rows=max_rows)
        width = terminal_width() if output is None else None
        put(table_text(table, ResultFormat(form), width=width, prefixes=prefixes), output)
        if table.truncated:
            sys.stderr.write(f"kb: cut at {max_rows} rows; --max-rows raises the limit.\n")
        return
    put(to_turtle(asked.construct(query, timeout=timeout, max_rows=None), prefixes), output)


def _outcomes(asked: bool, named: NamedQuery | None, url: str | None) -> tuple[str, ...]:
    """Return which kinds of outcome the query sees: all by ``--outcomes``, or those it needs."""
    from kb.graph.sparql.query_header import OUTCOMES

    if asked:
        return OUTCOMES
    return named.header.outcomes if named is not None and url is None else ()


def _target(
    context: typer.Context, base: Path | None, url: str | None, outcomes: tuple[str, ...]
) -> tuple[Names, Endpoint]:
    """Return the names of records, with the prefixes that need no declaration, and who answers.

    Of an endpoint no records are known.
    """
    from kb.graph.names import Names

    if url is not None:
        if outcomes:
            raise CannotGoOn(
                "--outcomes reckons them for a base of files, not for an endpoint",
                hint='Load "kb conflicts --pairs --format ttl" into the endpoint.',
            )
        from kb.graph.index import Index
        from kb.graph.sparql.remote import remote
        from kb.words.vocabulary import PREFIXES

        return Names(Index(), PREFIXES), remote(url)
    from kb.graph.corpus import sound_corpus
    from kb.graph.sparql.embedded import Embedded
    from kb.graph.sparql.evaluation import GraphFile, GraphText
    from kb.words.vocabulary import ontology_files

    corpus = sound_corpus(open_base(context, base))
    files = tuple(GraphFile(path) for path in (*ontology_files(), *corpus.base.files))
    if not outcomes:
        return Names.of(corpus), Embedded(files)
    from kb.exchange.outcomes.outcome_graph import outcome_graph
    from kb.exchange.serialization.serialize import to_ntriples
    from kb.judgement.answers.derived_questions import with_questions
    from kb.judgement.pairs.outcomes import Kind

    with waiting("comparing answers"):
        corpus = with_questions(corpus)
        text = to_ntriples(outcome_graph(corpus.known, tuple(map(Kind, outcomes))))
    return Names.of(corpus), Embedded((*files, GraphText(text.encode("utf-8"), "nt")))


def _folders(context: typer.Context, base: Path | None) -> tuple[Path, ...]:
    """Return the folders of named queries: those of the base, if there is one, then our own."""
    from kb.words.vocabulary import query_folder

    try:
        own = open_base(context, base).queries
    except CannotGoOn:
        if base is not None or context.obj is not None:
            raise
        own = ()  # the shipped queries can be listed anywhere
    return (*own, query_folder())


def _named(context: typer.Context, base: Path | None, text: str) -> NamedQuery | None:
    """Return the query file that is meant, or ``None`` where the text is SPARQL itself."""
    from kb.graph.sparql.named_query import find_named_query, read_named_query

    if text == "-":
        return None
    if text.endswith(".rq"):
        path = Path(text)
        if not path.is_file():
            raise CannotGoOn("no such query file", where=text)
        return read_named_query(path) if "# Purpose" in path.read_text(encoding="utf-8") else None
    if not any(character.isspace() or character in "{}" for character in text):
        return find_named_query(text, _folders(context, base))
    return None


def _query(
    text: str, named: NamedQuery | None, given: dict[str, str], prefixes: Mapping[str, str]
) -> Query:
    from kb.graph.sparql.named_query import question

    if named is not None:
        return named.bound(given, prefixes)
    if text == "-":
        return question(sys.stdin.read(), given, prefixes, name="standard input")
    if text.endswith(".rq"):
        return question(Path(text).read_text(encoding="utf-8"), given, prefixes, name=text)
    return question(text, given, prefixes)


def _given(params: list[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for param in params:
        name, equals, value = param.partition("=")
        if not equals or not name:
            raise CannotGoOn(
                f"--param {param!a} is not NAME=VALUE", hint="Write for example --param limit=10."
            )
        given[name.removeprefix("$")] = value
    return given


def _list(context: typer.Context, base: Path | None) -> str:
    from kb.graph.sparql.named_query import query_files, read_named_query

    lines: list[str] = []
    for folder in _folders(context, base):
        for path in query_files(folder):
            named = read_named_query(path)
            takes = " ".join(
                p.name if p.required else f"[{p.name}]" for p in named.header.parameters
            )
            lines.append(
                f"{named.name}{f'  ({takes})' if takes else ''}\n    {named.header.purpose}"
            )
    return "\n".join(lines)
