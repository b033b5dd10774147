"""The process that evaluates one query, so that none can take the program down or outstay its time.

Without a query it reads one graph and gives back its triples: a graph from a stranger can crash a
parser as well as a query can.

Run as a file of its own, importing nothing of the package, to be ready within hundredths of a
second. It reads one line of JSON, the request, from standard input, and after it the graphs that
the request announces as bytes. It writes lines of JSON: the columns; one line for each row; and at
the end ``{"end": rows, "truncated": …}`` or ``{"fault": …}``. An answer without its last line is
none. The parent kills the process at the deadline; every other limit is set here.
"""

import json
import signal
import sys
from collections.abc import Iterator
from typing import IO, Any

import pyoxigraph as ox

try:
    import resource
except ImportError:  # Windows has no limits of this kind
    resource = None  # type: ignore[assignment]

_BLOCK = 256
_TRIPLE = ["subject", "predicate", "object"]
_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
}


class _Refused(Exception):  # noqa: N818 - becomes the last line of the answer
    """Why there is no answer."""

    def __init__(self, fault: str, message: str = "", **more: object) -> None:
        super().__init__(message)
        self.line = {"fault": fault, "message": message, **more}


def main() -> None:
    """Answer the one request on standard input."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    request = json.loads(sys.stdin.buffer.readline())
    _limit(request["memory"], request["cpu"])
    try:
        if request["query"] is None:
            lines = _triples(request, sys.stdin.buffer)
        else:
            store = _store(request["graphs"], sys.stdin.buffer)
            _close_doors()
            lines = _answer(store, request)
        _write(lines, request["bytes"])
    except _Refused as refused:
        _end(refused.line)
    except MemoryError:
        _end({"fault": "memory", "message": ""})


def _limit(memory: int, cpu: int) -> None:
    """Bound memory, and processor time in case the parent dies before it can kill."""
    if resource is None:
        return
    for kind, limit in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, cpu),
        (resource.RLIMIT_CORE, 0),
    ):
        _set_limit(kind, limit)


def _close_doors() -> None:
    """Let nothing more be opened, neither file nor socket, whatever the query says."""
    if resource is not None:
        _set_limit(resource.RLIMIT_NOFILE, 0)


def _set_limit(kind: int, limit: int) -> None:
    try:
        hard = resource.getrlimit(kind)[1]
        if hard != resource.RLIM_INFINITY:
            limit = min(limit, hard)
        resource.setrlimit(kind, (limit, limit))
    except (ValueError, OSError):  # a platform that has the limit and does not enforce it
        return


def _store(graphs: list[dict[str, Any]], source: IO[bytes]) -> ox.Store:
    store = ox.Store()
    for graph in graphs:
        form = _FORMATS[graph["format"]]
        name = graph.get("path")
        try:
            if name is None:
                store.load(source.read(graph["bytes"]), form)
            else:
                store.load(path=name, format=form)
        except SyntaxError as error:
            raise _Refused("graph", str(error.msg), file=name, line=error.lineno) from None
        except (OSError, ValueError) as error:
            raise _Refused("graph", str(error), file=name, line=None) from None
    return store


def _triples(request: dict[str, Any], source: IO[bytes]) -> Iterator[Any]:
    (graph,) = request["graphs"]
    content = source.read(graph["bytes"])
    _close_doors()
    yield _TRIPLE
    try:
        quads = ox.parse(content, _FORMATS[graph["format"]])
        yield from _rows((quad.triple for quad in quads), request["max_rows"])
    except (SyntaxError, ValueError) as error:
        raise _Refused("graph", str(error), file=None, line=None) from None


def _answer(store: ox.Store, request: dict[str, Any]) -> Iterator[Any]:
    try:
        result = store.query(request["query"], use_default_graph_as_union=True)
        if isinstance(result, ox.QueryBoolean):
            yield ["ask"]
            yield [bool(result)]
            yield {"end": 1, "truncated": False}
        elif isinstance(result, ox.QuerySolutions):
            yield [variable.value for variable in result.variables]
            yield from _rows(iter(result), request["max_rows"])
        else:
            yield _TRIPLE
            yield from _rows(iter(result), request["max_rows"])
    except SyntaxError as error:
        raise _Refused("syntax", str(error)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise _Refused("evaluation", str(error)) from None


def _rows(result: Iterator[Any], max_rows: int | None) -> Iterator[Any]:
    count = 0
    for row in result:
        if count == max_rows:
            yield {"end": count, "truncated": True}
            return
        count += 1
        yield [_cell(term) for term in row]
    yield {"end": count, "truncated": False}


def _cell(term: object) -> list[str | None] | None:
    match term:
        case None:
            return None
        case ox.Literal():
            return ["literal", term.value, term.language, term.datatype.value]
        case ox.NamedNode():
            return ["iri", term.value]
        case ox.BlankNode():
            return ["blank", term.value]
    raise _Refused("evaluation", "the answer holds a triple as a term, which is not RDF 1.1")


def _write(lines: Iterator[Any], most: int) -> None:
    block: list[str] = []
    written = 0
    for line in lines:
        block.append(json.dumps(line))
        if len(block) == _BLOCK or isinstance(line, dict):
            text = "\n".join([*block, ""])
            written += len(text)
            if written > most:
                raise _Refused("size")
            sys.stdout.write(text)
            block.clear()


def _end(line: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(line) + "\n")


if __name__ == "__main__":
    main()
