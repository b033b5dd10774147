"""A fault found in the records, as a value."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding matters: an error blocks, a warning needs a person, info is shown only."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a text file: ``line`` and ``column`` count from 1, columns in code points."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """Record ``node`` breaks rule ``code``; ``message`` says how, ``hint`` says what to do.

    ``node``, ``path`` and ``value`` are N-Triples texts of the record, the property and the value
    at fault; each may be ``None`` (a syntax error has no node). ``place`` is ``None`` until the
    finding is located, and stays ``None`` when no file holds the statement. ``gist`` is the claim's
    own one-line paraphrase where the node is, or belongs to, a claim.
    """

    code: str
    severity: Severity
    message: str
    hint: str | None = None
    node: str | None = None
    path: str | None = None
    value: str | None = None
    gist: str | None = None
    place: Place | None = None
