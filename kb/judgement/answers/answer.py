"""An answer: what a claim says to its question, with its scope resolved, as a value."""

from collections.abc import Mapping

from msgspec import Struct
from pyoxigraph import NamedNode

from kb.graph.index import Node
from kb.judgement.values.intervals import Interval
from kb.judgement.values.periods import Period

DIMENSIONS = ("subject", "measure", "place", "population", "definition", "event")
"""Dimensions whose values are records; the period is resolved apart."""


class Quantity(Struct, frozen=True, gc=False):
    """An amount: ``printed`` are the bounds as printed, ``meant`` the interval by the convention.

    ``meant`` is ``None`` where neither a number nor a vague word gives any bound. ``unit`` and
    ``per`` are QUDT IRIs. ``relation`` and ``comparand`` tell an amount by comparison; ``base`` is
    that of a share.
    """

    printed: Interval
    meant: Interval | None
    unit: str | None
    per: str | None
    words: str | None
    qualifier: str | None
    relation: str | None
    comparand: Node | None
    base: Node | None


class Answer(Struct, frozen=True, gc=False):
    """Claim ``claim`` of ``speaker``, found in ``source``, answers ``question``.

    ``scope`` holds for each dimension the records it names, and lacks a dimension that is unstated.
    ``period`` is ``None`` where no time is given. ``denies`` and ``supports`` are the records that
    it is expressly tied to, ``denied_parts`` which part of its target it denies. ``hedges`` are its
    own and those of the hops by which it came. ``condition`` is what it depends on. ``readings``
    are the answers it gives under each of its readings, empty where it is not ambiguous or where
    its readings differ in nothing but a label; an answer under a reading has ``reading`` set to its
    label. ``per_target`` is what a denial of several gives to each of these, each in its scope,
    empty where they are of one scope or where it has readings.
    """

    claim: NamedNode
    question: NamedNode
    speaker: Node | None
    source: Node | None
    act: str
    denies: tuple[Node, ...]
    denied_parts: tuple[str, ...]
    supports: tuple[Node, ...]
    retracts: tuple[Node, ...]
    revises: tuple[Node, ...]
    same_utterance: tuple[Node, ...]
    quantity: Quantity | None
    option: Node | None
    accuses: tuple[Node, ...]
    scope: Mapping[str, frozenset[Node]]
    period: Period | None
    hedges: tuple[Node, ...]
    condition: tuple[Node, ...]
    baseline: Node | None
    readings: tuple["Answer", ...] = ()
    reading: str | None = None
    per_target: tuple["Answer", ...] = ()
