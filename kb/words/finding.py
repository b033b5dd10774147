"""A fault found in the records, as a value; and the kinds of fault that code finds."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import ModuleType


class Severity(StrEnum):
    """How much a finding matters: an error blocks, a warning needs a person, info is shown only."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a text file: lines and columns count from 1, columns in code points.

    ``end_line`` and ``end_column`` are the position just behind it; both are ``None`` where only
    the beginning is known.
    """

    file: str
    line: int
    column: int
    end_line: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Waiver:
    """Editor ``by`` accepts a finding up to the end of day ``until``, for ``reason``.

    ``record`` is the N-Triples text of the waiver's own record.
    """

    record: str
    by: str
    reason: str
    until: date


@dataclass(frozen=True, slots=True)
class Finding:
    """Record ``node`` breaks rule ``code``; ``message`` says how, ``hint`` says what to do.

    ``node``, ``path`` and ``value`` are N-Triples texts of the record, the property and the value
    at fault; each may be ``None`` (a syntax error has no node). ``at_property`` tells that the
    property itself is at fault, not its value. ``doubts`` are further properties of the record that
    the fault puts in doubt, such as the one that a misspelt one stands for, or all that a change
    to the record changed; ``looked_at`` are records that the judgement looked at, or that a loss
    leaves behind, although no property of ``node`` leads there.

    The rest is ``None`` until the finding is located, and stays so where there is no such thing.
    ``record`` is the nearest record with a name, as N-Triples, that ``node`` is or belongs to, and
    ``route`` the properties that lead from it to ``node``. ``gist`` is its one-line paraphrase.
    ``place`` is the value, property or record at fault, ``begins`` where the record begins, and
    ``excerpt`` the line of ``place`` with carets on a line below. A finding with a ``waiver`` is
    shown and counted, but not held against the base.

    ``touches`` are faults that this one alone brings about, such as the spans that no longer stand
    in a source that has changed; they are shown with it and not counted.
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
    record: str | None = None
    route: tuple[str, ...] = ()
    begins: Place | None = None
    excerpt: str | None = None
    waiver: Waiver | None = None
    touches: tuple["Finding", ...] = ()
    at_property: bool = False
    doubts: tuple[str, ...] = ()
    looked_at: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fault that code finds, with all that people read about it.

    ``problem`` and ``remedy`` hold in braces what differs from finding to finding. ``good`` and
    ``bad`` are a few words of Turtle, or of what else is checked, without and with the fault;
    ``None`` where an example would say nothing. ``reads`` are the names of the properties of ours
    that the judgement looks at, so that it is known what follows when one of them is at fault.
    """

    code: str
    title: str
    severity: Severity
    problem: str
    remedy: str
    good: str | None = None
    bad: str | None = None
    reads: tuple[str, ...] = ()

    def found(
        self,
        *,
        node: object = None,
        path: object = None,
        value: object = None,
        place: Place | None = None,
        excerpt: str | None = None,
        hint: str | None = None,
        at_property: bool = False,
        doubts: tuple[object, ...] = (),
        looked_at: Iterable[object] = (),
        **words: object,
    ) -> Finding:
        """Return such a finding; ``words`` fill the braces, ``hint`` replaces the remedy."""
        return Finding(
            self.code,
            self.severity,
            self.problem.format_map(words),
            hint or self.remedy.format_map(words),
            node=None if node is None else str(node),
            path=None if path is None else str(path),
            value=None if value is None else str(value),
            place=place,
            excerpt=excerpt,
            at_property=at_property,
            doubts=tuple(map(str, doubts)),
            looked_at=tuple(map(str, looked_at)),
        )


def kinds_in(module: ModuleType) -> tuple[Kind, ...]:
    """Return the kinds of fault that a module declares, in the order in which they stand there."""
    return tuple(value for value in vars(module).values() if isinstance(value, Kind))
