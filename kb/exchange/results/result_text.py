"""Answers to SELECT and ASK as text: to the letter of the W3C for machines, readable for people."""

import json
import re
from collections.abc import Iterable, Mapping
from enum import StrEnum

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.exchange.results.result_tables import aligned, markdown
from kb.graph.sparql.endpoint import Table, Term
from kb.words.errors import CannotGoOn

XSD = "http://www.w3.org/2001/XMLSchema#"

# Turtle 1.1, productions 19 to 21: what TSV may hold without quotes and datatype.
_BARE_NUMBERS = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}


class ResultFormat(StrEnum):
    """How an answer is written; ``table`` and ``markdown`` are for people and leave types out."""

    TABLE = "table"
    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    MARKDOWN = "markdown"


def table_text(
    table: Table,
    form: ResultFormat,
    *,
    width: int | None = None,
    prefixes: Mapping[str, str] | None = None,
) -> str:
    """The answer to a SELECT, with a line end at the end.

    ``width`` is that of the terminal and counts for ``table`` alone; ``prefixes`` (label to IRI)
    shorten IRIs in ``table`` and ``markdown``. Only these two say that rows are missing: the
    formats of the W3C have no place for it, so whoever writes them must say it elsewhere.
    """
    match form:
        case ResultFormat.TABLE:
            return aligned(table, width=width, prefixes=prefixes or {})
        case ResultFormat.MARKDOWN:
            return markdown(table, prefixes=prefixes or {})
        case ResultFormat.CSV:
            return _csv(table)
        case ResultFormat.TSV:
            return _tsv(table)
        case ResultFormat.JSON:
            return _json(table)


def boolean_text(yes: bool, form: ResultFormat) -> str:
    """The answer to an ASK, with a line end; `CannotGoOn` for CSV and TSV, which have none."""
    match form:
        case ResultFormat.TABLE | ResultFormat.MARKDOWN:
            return "yes\n" if yes else "no\n"
        case ResultFormat.JSON:
            return json.dumps({"head": {}, "boolean": yes}) + "\n"
        case ResultFormat.CSV | ResultFormat.TSV:
            raise CannotGoOn(
                f"{form.upper()} has no form for yes or no",
                where="--format",
                hint="Take table or json, or go by the exit code.",
            )


def _csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV (21 March 2013), section 3: plain values, RFC 4180 line ends."""
    rows = (tuple(_csv_field(_plain(term)) for term in row) for row in table.rows)
    return _lines(",", "\r\n", table.columns, rows)


def _csv_field(text: str) -> str:
    if any(mark in text for mark in '",\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def _plain(term: Term | None) -> str:
    match term:
        case None:
            return ""
        case BlankNode():
            return f"_:{term.value}"
        case NamedNode() | Literal():
            return term.value


def _tsv(table: Table) -> str:
    """SPARQL 1.1 Query Results TSV (21 March 2013), section 4: ?variables, terms as in Turtle."""
    rows = (tuple(_turtle(term) for term in row) for row in table.rows)
    return _lines("\t", "\n", tuple(f"?{name}" for name in table.columns), rows)


def _turtle(term: Term | None) -> str:
    if isinstance(term, Literal):
        bare = _BARE_NUMBERS.get(term.datatype.value)
        if bare is not None and bare.fullmatch(term.value):
            return term.value
    # N-Triples is Turtle, and escapes the tab and the line ends.
    return "" if term is None else str(term)


def _lines(
    separator: str, end: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]
) -> str:
    return "".join(separator.join(cells) + end for cells in (columns, *rows))


def _json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON Format (21 March 2013), section 3; one line for each row."""
    head = json.dumps({"vars": table.columns}, ensure_ascii=False)
    bindings = ",\n".join(
        json.dumps(
            {
                name: _json_term(term)
                for name, term in zip(table.columns, row, strict=True)
                if term is not None
            },
            ensure_ascii=False,
        )
        for row in table.rows
    )
    return f'{{"head": {head},\n"results": {{"bindings": [\n{bindings}\n]}}}}\n'


def _json_term(term: Term) -> dict[str, str]:
    match term:
        case NamedNode():
            return {"type": "uri", "value": term.value}
        case BlankNode():
            return {"type": "bnode", "value": term.value}
        case Literal(language=str(language)):
            return {"type": "literal", "value": term.value, "xml:lang": language}
        case Literal() if term.datatype.value != XSD + "string":
            return {"type": "literal", "value": term.value, "datatype": term.datatype.value}
    return {"type": "literal", "value": term.value}
