"""Queries that are kept in files and asked by name, and texts that a person typed."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from kb.graph.sparql.parameters import Parameter, inferred_term, parameter_term, spelling
from kb.graph.sparql.query import NO_VALUE, Query, checked, declared_prefixes
from kb.graph.sparql.query_checks import refuse_length
from kb.graph.sparql.query_header import QueryHeader, declares_parameters, query_header
from kb.graph.sparql.sparql_text import SparqlText, tokens, without_comments
from kb.words.errors import CannotGoOn

_NAME = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A question worth keeping: what it is for, what it takes, and its SPARQL text."""

    name: str
    header: QueryHeader
    sparql: SparqlText

    def bound(self, given: Mapping[str, str], prefixes: Mapping[str, str] | None = None) -> Query:
        """The query with a value in the place of every parameter.

        ``given`` holds values as a person writes them, by parameter name; ``prefixes`` (label to
        IRI) serve the values and the query, and those that the query declares win.
        Raises `CannotGoOn` for an unknown or missing parameter and for a value not of its type.
        """
        parameters = self.header.parameters
        _refuse_unknown(given, [parameter.name for parameter in parameters], self.name)
        known = {**(prefixes or {}), **declared_prefixes(self.sparql.text)}
        terms = {
            parameter.name: _spelled(parameter, given.get(parameter.name), known, self.name)
            for parameter in parameters
        }
        return checked(self.sparql.text, name=self.sparql.name, prefixes=prefixes, terms=terms)


def named_query(text: str, *, name: str, file: str) -> NamedQuery:
    """The query of a file; raises `CannotGoOn`, with line and column, if its header is amiss."""
    sparql = SparqlText(text, file)
    refuse_length(sparql)
    return NamedQuery(name, query_header(sparql), sparql)


def read_named_query(path: Path) -> NamedQuery:
    """The query of ``path``, called like the file; raises `CannotGoOn` if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CannotGoOn("the query file is not UTF-8", where=str(path)) from None
    except OSError as error:
        raise CannotGoOn(f"the query cannot be read: {error.strerror}", where=str(path)) from None
    return named_query(text, name=path.stem, file=str(path))


def query_files(folder: Path, among: Collection[Path] = ()) -> tuple[Path, ...]:
    """The query files of a folder in order of name; none if there is no such folder.

    ``among`` are the files that there are, where that is not for the disk to say.
    """
    if not among and not folder.is_dir():
        return ()
    files = (path for path in among if path.parent == folder) if among else folder.iterdir()
    queries = (path for path in files if path.suffix == ".rq" and _NAME.fullmatch(path.stem))
    return tuple(sorted(queries))


def find_named_query(name: str, folders: Sequence[Path]) -> NamedQuery:
    """The query called ``name`` in the first of the folders that has it, else `CannotGoOn`.

    Names are compared with the files that are there and never joined to a path.
    """
    known: dict[str, Path] = {}
    for folder in folders:
        for path in query_files(folder):
            known.setdefault(path.stem, path)
    if name in known:
        return read_named_query(known[name])
    near = " or ".join(get_close_matches(name, known, n=3))
    listed = f'"kb query --list" shows all {len(known)}.'
    raise CannotGoOn(
        f"there is no query called {name!a}",
        hint=f"Did you mean {near}? {listed}" if near else listed,
    )


def question(
    text: str,
    given: Mapping[str, str],
    prefixes: Mapping[str, str] | None = None,
    *,
    name: str = "query",
) -> Query:
    """A SPARQL text as a person typed or piped it, with values for its ``$names``.

    With ``# Parameter:`` lines on top the text is a query file like any other. Without, a value
    must show its type (see `inferred_term`), and a ``$name`` that is not given is a variable.
    """
    sparql = SparqlText(text, name)
    refuse_length(sparql)
    if declares_parameters(sparql):
        return named_query(text, name=name, file=name).bound(given, prefixes)
    code = without_comments(tokens(sparql))
    _refuse_unknown(given, sorted({one.text[1:] for one in code if one.text[0] == "$"}), name)
    known = {**(prefixes or {}), **declared_prefixes(text)}
    terms = {
        parameter: spelling(inferred_term(parameter, value, known, query=name))
        for parameter, value in given.items()
    }
    return checked(text, name=name, prefixes=prefixes, terms=terms)


def _spelled(
    parameter: Parameter, given: str | None, prefixes: Mapping[str, str], query: str
) -> str:
    value = parameter.default if given is None else given
    if value is not None:
        return spelling(parameter_term(parameter, value, prefixes, query=query))
    if parameter.required:
        raise CannotGoOn(
            f"parameter {parameter.name} ({parameter.type}) is missing: {parameter.description}",
            where=query,
            hint=f"Give it with --param {parameter.name}=...",
        )
    return NO_VALUE


def _refuse_unknown(given: Mapping[str, str], taken: Sequence[str], query: str) -> None:
    for name in given:
        if name not in taken:
            near = get_close_matches(name, taken, n=1)
            takes = f"The query takes {', '.join(taken) if taken else 'no parameter'}."
            raise CannotGoOn(
                f"there is no parameter {name!a}",
                where=query,
                hint=f"Did you mean {near[0]}?" if near else takes,
            )
