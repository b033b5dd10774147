"""The limits of a question, kept by a process of its own that is killed when time is up."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pyoxigraph as ox

from kb.graph.sparql import child
from kb.graph.sparql.endpoint import LARGEST_ANSWER, Row, Term, not_in_time
from kb.graph.sparql.query import Query
from kb.graph.sparql.syntax_faults import syntax_fault
from kb.words.errors import CannotGoOn

MEMORY = 1024**3
"""Bytes of address space for one question; without effect where the platform has no such limit."""

GraphFormat = Literal["ttl", "nt", "nq", "trig"]


@dataclass(frozen=True, slots=True)
class GraphFile:
    """A file of triples, opened by the process that evaluates."""

    path: Path
    format: GraphFormat = "ttl"


@dataclass(frozen=True, slots=True)
class GraphText:
    """Triples as bytes, as a store or a serializer gave them."""

    content: bytes
    format: GraphFormat = "nt"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the process said, to its end; of an ASK, one row with one cell."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    truncated: bool


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A query to be put to graphs, or with ``None`` a single `GraphText` to be read.

    ``name`` is how messages call what is evaluated; ``timeout`` is in seconds, ``memory`` in bytes.
    """

    query: Query | None
    graphs: tuple[GraphFile | GraphText, ...]
    name: str
    timeout: float
    max_rows: int | None
    memory: int = MEMORY

    def answer(self) -> Answer:
        """The complete answer; raises `CannotGoOn` if there is none within the limits."""
        lines = self._lines()
        rows = tuple(tuple(_term(cell) for cell in line) for line in lines[1:-1])
        return Answer(tuple(lines[0]), rows, lines[-1]["truncated"])

    def _lines(self) -> Sequence[Any]:
        deadline = time.monotonic() + self.timeout
        # -P: a file called json.py in the current folder must not be run instead.
        command = [sys.executable, "-P", child.__file__]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe) as process:
            try:
                out, complaint = process.communicate(
                    self._request(), timeout=max(0.0, deadline - time.monotonic())
                )
            except subprocess.TimeoutExpired:
                raise not_in_time(self.timeout, self.name) from None
            finally:
                process.kill()
                # Popen itself does not wait for the end after an interrupt.
                process.wait()
        # Whatever stands after the last line end is a line that was cut.
        lines = [json.loads(line) for line in out.split(b"\n")[:-1]]
        last = lines[-1] if lines else None
        if isinstance(last, dict) and "fault" in last:
            raise self._fault(last)
        if process.returncode or not isinstance(last, dict) or last["end"] != len(lines) - 2:
            raise self._died(process.returncode, complaint)
        return lines

    def _request(self) -> bytes:
        head = {
            "query": None if self.query is None else self.query.text,
            "max_rows": self.max_rows,
            "memory": self.memory,
            "cpu": 2 * int(self.timeout) + 2,
            "bytes": LARGEST_ANSWER,
            "graphs": [_announced(graph) for graph in self.graphs],
        }
        contents = (graph.content for graph in self.graphs if isinstance(graph, GraphText))
        return b"".join([json.dumps(head).encode(), b"\n", *contents])

    def _fault(self, line: dict[str, Any]) -> CannotGoOn:
        """What the process gave as its reason."""
        match line["fault"]:
            case "syntax" if self.query is not None:
                return syntax_fault(self.query, line["message"])
            case "memory":
                return self._out_of_memory()
            case "size":
                return CannotGoOn(
                    f"the answer is larger than {LARGEST_ANSWER // 1024**2} MiB",
                    where=self.name,
                    hint="Narrow the query.",
                )
            case "graph":
                file = line["file"] or self.name
                where = f"{file}:{line['line']}" if line["line"] else file
                return CannotGoOn(f"the graph cannot be read: {line['message']}", where=where)
        return CannotGoOn(f"the engine cannot answer: {line['message']}", where=self.name)

    def _died(self, code: int, complaint: bytes) -> CannotGoOn:
        """What became of a process that ended without a word."""
        if b"memory allocation" in complaint or b"MemoryError" in complaint:
            return self._out_of_memory()
        died_of = next((one.name for one in signal.Signals if one.value == -code), "")
        if died_of == "SIGXCPU":
            return not_in_time(self.timeout, self.name)
        if died_of in ("SIGSEGV", "SIGBUS", "SIGABRT"):
            return CannotGoOn(
                "this is too complicated: the engine broke down over it",
                where=self.name,
                hint="Split the query, or shorten its chains of operators and its nesting.",
            )
        last = complaint.decode(errors="replace").strip().rpartition("\n")[2]
        why = died_of or last or f"exit code {code}"
        return CannotGoOn(f"the engine ended without an answer ({why})", where=self.name)

    def _out_of_memory(self) -> CannotGoOn:
        return CannotGoOn(
            f"the query needs more than {self.memory // 1024**2} MiB of memory",
            where=self.name,
            hint="Narrow it: fewer rows to sort or group, no join without a shared variable.",
        )


def _announced(graph: GraphFile | GraphText) -> dict[str, object]:
    if isinstance(graph, GraphFile):
        return {"path": str(graph.path), "format": graph.format}
    return {"bytes": len(graph.content), "format": graph.format}


def _term(cell: object) -> Term | None:
    match cell:
        case ["iri", str(value)]:
            return ox.NamedNode(value)
        case ["blank", str(value)]:
            return ox.BlankNode(value)
        case ["literal", str(value), None, str(datatype)]:
            return ox.Literal(value, datatype=ox.NamedNode(datatype))
        case ["literal", str(value), str(language), _]:
            return ox.Literal(value, language=language)
        case bool(yes):
            return ox.Literal(yes)
        case None:
            return None
    raise TypeError(cell)
