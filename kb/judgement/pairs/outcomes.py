"""How answers to one question stand to each other, as a value that a person can decide again."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.graph.index import Node
from kb.judgement.answers.answer import Answer


class Kind(StrEnum):
    """The four outcomes and no others (decision table)."""

    CONFLICT = "conflict"
    APPARENT = "apparent"
    COMPATIBLE = "compatible"
    UNDETERMINED = "undetermined"


Verdict = tuple[Kind, tuple[str, ...]]
"""What is counted of an outcome: its kind, and what differs or is missing."""

PART_WHOLE = "partWhole"
STOCK_FLOW = "stockFlow"
PREDICTION_OPEN = "predictionOpen"
CERTAINTY = "certainty"
CONDITION = "condition"
DENIAL = "denial"
READING = "reading"
REFERENCE = "reference"
SEVERAL = "several"
BASELINE = "baseline"
REVISION = "revision"
UNITS = "units"
"""Differences that are no dimension: what else may set two answers apart or leave them open."""


@dataclass(frozen=True, slots=True)
class SetOutcome:
    """Three or more claims, perhaps on several questions, clash only together (DR19).

    ``premises`` are the records from outside that the arithmetic rests on.
    """

    claims: tuple[Answer, ...]
    reason: str
    premises: tuple[Node, ...] = ()
    rule: str = "DR19"


@dataclass(frozen=True, slots=True)
class Outcome:
    """``one`` and ``other`` stand to each other as ``kind``, by decision rule ``rule``.

    ``differences`` are the dimensions (or one of the words above) that differ where it is apparent
    and that are missing where it is undetermined, empty otherwise. ``reason`` is one sentence that
    can be printed, without its subject's names. ``gap`` is the distance between the printed numbers
    of two disjoint ranges in ``unit`` (a QUDT IRI), ``factor`` the larger bound over the smaller,
    ``overlap`` how much two other ranges share as they are printed; each ``None`` where it makes no
    sense, or where only words tell how much. ``presumes`` are dimensions that are
    presumed to match although that is not certain; ``premises`` are records beyond the answers on
    which it rests, such as references from outside. ``readings`` are the outcomes under each pair
    of readings where these differ in kind. Where they differ in less, the differences, presumptions
    and premises of all of them are joined, and a distance that is not the same under all is
    dropped.
    """

    kind: Kind
    rule: str
    one: Answer
    other: Answer
    reason: str
    differences: tuple[str, ...] = ()
    gap: Decimal | None = None
    factor: Decimal | None = None
    overlap: Decimal | None = None
    unit: str | None = None
    presumes: tuple[str, ...] = ()
    premises: tuple[Node, ...] = ()
    readings: tuple["Outcome", ...] = ()
