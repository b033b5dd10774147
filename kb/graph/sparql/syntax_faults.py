"""What the engine means when it refuses a query, and where it means it."""

import re

from kb.graph.sparql.query import Query
from kb.graph.sparql.query_checks import shown
from kb.graph.sparql.sparql_text import SparqlText, tokens, without_comments
from kb.words.errors import CannotGoOn

_MESSAGE = re.compile(r"error at (\d+):(\d+): expected (?:one of )?(.*)", re.DOTALL)
_KEYWORD = re.compile(r"[A-Z][A-Z_]+")
_SENTENCE = re.compile(r"[A-Z]\w+(?: [\w*]+){2,}|[a-z]+(?: [a-z]+){2,}")


def syntax_fault(query: Query, message: str) -> CannotGoOn:
    """The engine's syntax error as a message with line and column of the person's own text.

    Oxigraph reads a whole keyword's length before it says that the keyword is not there, so its
    column lies that much too far right when only keywords were expected.
    """
    match = _MESSAGE.fullmatch(message)
    if match is None:
        return query.refused(0, f"the engine refuses the query: {shown(message)}")
    expected = [item.strip() for item in match[3].split(",")]
    keywords = [item for item in expected if _KEYWORD.fullmatch(item)]
    sentences = [item for item in expected if _SENTENCE.fullmatch(item)]
    offset = _offset(query.text, int(match[1]), int(match[2]))
    if sentences:
        return query.refused(offset, sentences[0])
    if keywords and all(item in keywords or item == "[_]" for item in expected):
        offset -= min(len(keyword) for keyword in keywords)
    for token in without_comments(tokens(SparqlText(query.text))):
        if token.end > offset:
            return query.refused(token.start, f"{shown(token.text)} is not expected here")
    return query.refused(len(query.text), "the query ends too early")


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1
