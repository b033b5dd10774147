"""Answers in the SPARQL 1.1 Query Results JSON Format (W3C Recommendation of 21 March 2013).

Read with the standard library and not with pyoxigraph: what a stranger sends can nest so deep that
the latter crashes, and it takes an answer of yes or no whose end is missing.
"""

import json

import pyoxigraph as ox

from kb.graph.sparql.endpoint import Row, Term


def rows_of_json(body: bytes) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """The columns and all the rows of an answer to a SELECT; `ValueError` if it is not one."""
    match _document(body):
        case {"head": {"vars": [*names]}, "results": {"bindings": [*bindings]}}:
            columns = tuple(ox.Variable(_text(name)).value for name in names)
            if len(set(columns)) != len(columns):
                raise ValueError("a variable is named twice")
            return columns, tuple(_row(binding, columns) for binding in bindings)
    raise ValueError("it holds no rows")


def boolean_of_json(body: bytes) -> bool:
    """The answer to an ASK; `ValueError` if it is not one."""
    match _document(body):
        case {"boolean": bool(yes)}:
            return yes
    raise ValueError("it does not say yes or no")


def _document(body: bytes) -> object:
    try:
        return json.loads(body)
    except RecursionError:
        raise ValueError("it nests too deep") from None


def _row(binding: object, columns: tuple[str, ...]) -> Row:
    if not isinstance(binding, dict):
        raise ValueError("a row is no object")
    unknown = binding.keys() - set(columns)
    if unknown:
        raise ValueError(f"a row has the variable {min(unknown)}, which is not in the head")
    return tuple(_term(binding[name]) if name in binding else None for name in columns)


def _term(term: object) -> Term:
    """Section 3.2.2; ``typed-literal`` is what endpoints of before 2013 say."""
    match term:
        case {"type": "uri", "value": value}:
            return ox.NamedNode(_text(value))
        case {"type": "bnode", "value": value}:
            return ox.BlankNode(_text(value))
        case {"type": "literal" | "typed-literal", "value": value, "xml:lang": language}:
            return ox.Literal(_text(value), language=_text(language))
        case {"type": "literal" | "typed-literal", "value": value, "datatype": datatype}:
            return ox.Literal(_text(value), datatype=ox.NamedNode(_text(datatype)))
        case {"type": "literal", "value": value}:
            return ox.Literal(_text(value))
    raise ValueError("a term is no IRI, literal or blank node")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a name or value is no text")
    return value
