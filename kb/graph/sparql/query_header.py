"""The comments on top of a query file: what it is for, what it takes, how to ask it.

    # Purpose: all that one speaker said, with date and source
    # Parameter: speaker (iri): whose claims
    # Parameter: since (date, optional): the first day; any, when left out
    # Parameter: limit (integer, default 100): at most so many rows
    # Needs: outcomes
    # Example: kb query said-by --param speaker=sp:mayor

A query that needs outcomes is put to the base together with how each two answers stand to each
other. Where it reads some kinds of outcome only, it says so, ``# Needs: outcomes (conflict)``, and
is spared the others, which may be a great many: conflict, apparent, compatible, undetermined.

The header is the block of comment lines on top, up to the first line that is none. A line indented
by two or more spaces continues the one before. In a query file every ``$name`` is a parameter and
every variable is a ``?name``. A parameter is required unless its line says ``optional`` or
``default``; an optional one may stand only in a VALUES block, ``VALUES ?since { $since }``, where
it restricts nothing when it is not given.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.graph.sparql.parameters import Parameter, ParameterType, parameter_term
from kb.graph.sparql.sparql_text import Kind, SparqlText, Token, position, tokens, without_comments
from kb.words.errors import CannotGoOn

OUTCOMES = ("conflict", "apparent", "compatible", "undetermined")
_FIELD = re.compile(r"(Purpose|Parameter|Needs|Example) *: *(.*)")
_PARAMETER_LINE = re.compile(r"# *Parameter *:")
_OUTCOMES = re.compile(r"outcomes(?: *\((?P<kinds>[\w, ]+)\))?")
_PARAMETER = re.compile(
    r"(?P<name>[A-Za-z]\w*) *\( *(?P<type>\w+) *"
    r"(?:, *(?:(?P<mode>required|optional)|default +(?P<default>.+?)) *)?\) *: *(?P<what>.+)",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class QueryHeader:
    """What a query file says of itself; ``examples`` are command lines.

    ``outcomes`` are the kinds of outcome that it asks for, where it reads how answers stand to each
    other.
    """

    purpose: str
    parameters: tuple[Parameter, ...]
    examples: tuple[str, ...]
    outcomes: tuple[str, ...] = ()


def query_header(sparql: SparqlText) -> QueryHeader:
    """The header of a query file, held against the ``$names`` that its query uses.

    Raises `CannotGoOn`, with line and column, for a line that is none of a header, for a purpose
    that is missing, for a need that is unknown, and for a parameter declared and not used, used and
    not declared, or optional outside of VALUES.
    """
    found = tokens(sparql)
    purposes: list[str] = []
    examples: list[str] = []
    parameters: dict[str, Parameter] = {}
    outcomes: tuple[str, ...] = ()
    for field, value, offset in _fields(found, sparql):
        if not value:
            raise sparql.refused(offset, f"{field} says nothing")
        if field == "Purpose":
            purposes.append(value)
        elif field == "Example":
            examples.append(value)
        elif field == "Needs":
            outcomes = (*outcomes, *_needs(value, offset, sparql))
        else:
            parameter = _parameter(value, offset, sparql)
            if parameter.name in parameters:
                raise sparql.refused(offset, f"parameter {parameter.name} is declared twice")
            parameters[parameter.name] = parameter
    if len(purposes) != 1:
        raise CannotGoOn(
            f"the header of a query file has one Purpose, not {len(purposes)}",
            where=sparql.name,
            hint="Start the file with a line: # Purpose: what the query is for",
        )
    declared = tuple(parameters.values())
    _refuse_unmatched(without_comments(found), declared, sparql)
    return QueryHeader(purposes[0], declared, tuple(examples), outcomes)


def declares_parameters(sparql: SparqlText) -> bool:
    """Whether the comments on top declare a parameter, which makes any text a query file."""
    top = _top_comments(tokens(sparql), sparql)
    return any(_PARAMETER_LINE.match(token.text) for token in top)


def _top_comments(found: Sequence[Token], sparql: SparqlText) -> Iterator[Token]:
    for line, token in enumerate(found, start=1):
        if token.kind is not Kind.COMMENT or position(sparql.text, token.start)[0] != line:
            return
        yield token


def _fields(found: Sequence[Token], sparql: SparqlText) -> tuple[tuple[str, str, int], ...]:
    """Each field of the header: its key, its value on one line, and the offset to point at."""
    fields: list[tuple[str, str, int]] = []
    for token in _top_comments(found, sparql):
        line = token.text[1:].rstrip()
        match = _FIELD.fullmatch(line.strip())
        if fields and line.startswith("  "):
            key, value, offset = fields[-1]
            fields[-1] = (key, f"{value} {line.strip()}", offset)
        elif match:
            fields.append((match[1], match[2], token.start))
        else:
            raise sparql.refused(
                token.start,
                f"“{line.strip()}” is no line of a query header",
                hint="The fields are Purpose, Parameter, Needs and Example; a further line of one "
                "starts with two spaces; other comments stand below a blank line.",
            )
    return tuple(fields)


def _needs(value: str, offset: int, sparql: SparqlText) -> tuple[str, ...]:
    match = _OUTCOMES.fullmatch(value)
    kinds = OUTCOMES if match is None or not match["kinds"] else match["kinds"].split(",")
    needed = tuple(kind.strip() for kind in kinds)
    if match is None or not {*needed} <= {*OUTCOMES}:
        raise sparql.refused(
            offset,
            f"nothing called “{value}” can be needed",
            hint="Write: # Needs: outcomes; or for some of them only: # Needs: outcomes "
            f"({', '.join(OUTCOMES[:2])}); there are {', '.join(OUTCOMES)}.",
        )
    return needed


def _parameter(value: str, offset: int, sparql: SparqlText) -> Parameter:
    match = _PARAMETER.fullmatch(value)
    if match is None or match["type"] not in tuple(ParameterType):
        raise sparql.refused(
            offset,
            f"“{value}” does not declare a parameter",
            hint="Write: # Parameter: name (type): what it is; types are "
            f"{', '.join(ParameterType)}; the type may be followed by , optional or , default 100",
        )
    parameter = Parameter(
        name=match["name"],
        type=ParameterType(match["type"]),
        description=match["what"],
        required=match["mode"] != "optional" and match["default"] is None,
        default=match["default"],
    )
    # A default IRI may use prefixes that only the caller knows.
    if parameter.default is not None and parameter.type is not ParameterType.IRI:
        parameter_term(parameter, parameter.default, {}, query=sparql.name)
    return parameter


def _refuse_unmatched(
    code: Sequence[Token], parameters: Sequence[Parameter], sparql: SparqlText
) -> None:
    declared = {parameter.name: parameter for parameter in parameters}
    in_values = set(_in_values(code))
    used: set[str] = set()
    for token in code:
        if token.kind is not Kind.VARIABLE or token.text[0] != "$":
            continue
        name = token.text[1:]
        used.add(name)
        if name not in declared:
            raise sparql.refused(
                token.start,
                f"{token.text} is not declared",
                hint=f"Add # Parameter: {name} (type): what it is; or write ?{name}, a variable.",
            )
        parameter = declared[name]
        if not parameter.required and parameter.default is None and token not in in_values:
            raise sparql.refused(
                token.start,
                f"{token.text} is optional and stands outside of VALUES",
                hint=f"Write VALUES ?{name} {{ {token.text} }} and use ?{name}.",
            )
    for name in declared:
        if name not in used:
            raise CannotGoOn(f"parameter {name} is declared and not used", where=sparql.name)


def _in_values(code: Sequence[Token]) -> Iterator[Token]:
    """The tokens inside the braces of VALUES blocks."""
    after_values = inside = False
    for token in code:
        if token.word == "VALUES":
            after_values = True
        elif after_values and token.text == "{":
            after_values, inside = False, True
        elif inside and token.text == "}":
            inside = False
        elif inside:
            yield token
