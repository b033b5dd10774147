"""How answers to one question stand to each other, as a value that a person can decide again."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kb.judgement.answers import Answer


class Kind(StrEnum):
    """The four outcomes and no others (decision table)."""

    CONFLICT = "conflict"
    APPARENT = "apparent"
    COMPATIBLE = "compatible"
    UNDETERMINED = "undetermined"


PART_WHOLE = "partWhole"
STOCK_FLOW = "stockFlow"
PREDICTION_OPEN = "predictionOpen"
CERTAINTY = "certainty"
CONDITION = "condition"
READING = "reading"
REFERENCE = "reference"
"""Differences that are no dimension: what else may set two answers apart or leave them open."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """``one`` and ``other`` stand to each other as ``kind``, by decision rule ``rule``.

    ``differences`` are the dimensions (or one of the words above) that differ where it is apparent
    and that are missing where it is undetermined, empty otherwise. ``reason`` is one sentence that
    can be printed, without its subject's names. ``gap`` is the distance between two disjoint ranges
    in ``unit`` (a QUDT IRI), ``factor`` the larger bound over the smaller; both ``None`` where they
    make no sense. ``readings`` are the outcomes under each pair of readings where these differ.
    """

    kind: Kind
    rule: str
    one: Answer
    other: Answer
    reason: str
    differences: tuple[str, ...] = ()
    gap: Decimal | None = None
    factor: Decimal | None = None
    unit: str | None = None
    presumes: tuple[str, ...] = ()
    readings: tuple["Outcome", ...] = ()
