"""Amounts: a unit fits what is measured, and one speaker does not give two far apart for one thing.

Two numbers are compared only after conversion, so an answer whose unit does not fit would silently
stand beside the others and be compared with none. That one speaker gives in one source two numbers
for the same, the one many times the other, is probably our own slip, such as a lost zero; between
speakers or sources it would be for the conflict engine to tell.
"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from kb.graph.index import Index, Node
from kb.judgement.values.units import kind, ratio
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import PREF_LABEL, kb

UNIT_MISFIT = Kind(
    "KB532",
    "unit that does not fit",
    Severity.ERROR,
    "{unit} is a unit of {kind}, and {measure} is measured in {wanted}.",
    "Correct kb:unit; what is measured in another way has a kb:Measure of its own.",
    good="ex:m a kb:Measure ; kb:measureKind kb:duration ; kb:unit unit:MO .\n"
    "ex:c a kb:Claim ; kb:measure ex:m ; kb:low 4 ; kb:unit unit:YR .",
    bad="ex:m a kb:Measure ; kb:measureKind kb:duration ; kb:unit unit:MO .\n"
    "ex:c a kb:Claim ; kb:measure ex:m ; kb:low 4 ; kb:unit unit:MI2 .",
    reads=("measure", "answers", "denies", "reading", "unit", "measureKind"),
)
UNIT_UNCONVERTED = Kind(
    "KB537",
    "unit that is not converted",
    Severity.INFO,
    "{unit} is not converted to {wanted}, the unit of {measure}: the claim is compared only with "
    "claims in the same unit.",
    "Nothing to mend where that is so, as between currencies; else use a unit that converts.",
    good="ex:m a kb:Measure ; kb:measureKind kb:stock ; kb:unit unit:CCY_DKK .\n"
    "ex:c a kb:Claim ; kb:measure ex:m ; kb:low 4 ; kb:unit unit:CCY_DKK .",
    bad="ex:m a kb:Measure ; kb:measureKind kb:stock ; kb:unit unit:CCY_DKK .\n"
    "ex:c a kb:Claim ; kb:measure ex:m ; kb:low 4 ; kb:unit unit:CCY_EUR .",
    reads=("measure", "answers", "denies", "reading", "unit", "measureKind"),
)

FAR_APART = Kind(
    "KB536",
    "five times apart",
    Severity.WARNING,
    "{more} is at least five times {less}, which the same speaker gives for the same thing in the "
    "same source: “{other}”.",
    "Look for a lost or an added zero, and at units; then at what sets the two claims apart, and "
    "say it.",
    good="ex:c a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:low 900 .\n"
    "ex:d a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:high 200 .",
    bad="ex:c a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:low 2000 .\n"
    "ex:d a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:high 200 .",
    reads=("answers", "source", "speaker", "low", "high", "qualifier", "unit"),
)

_FAR = 5
_SAME = (
    *("answers", "source", "speaker", "subject", "measure", "place", "population", "definition"),
    *("event", "holds", "from", "until", "filled", "inherits", "unstated", "unit", "per", "base"),
    *("act", "option", "polarity", "saidFrom", "saidUntil"),
)
"""What two claims share that speak of the same."""
_APART = ("hedge", "condition", "reading", "denies", "revises", "retracts")
"""What makes a number less than a plain statement, or one that is meant to differ."""
_VOCABULARY = "http://qudt.org/vocab/"
_UNITS_OF = {
    kb("duration").value: ("time",),
    kb("distance").value: ("length",),
    kb("extent").value: ("area", "length"),
    kb("shareKind").value: ("share",),
    kb("ratio").value: ("share",),
}
"""What units measure by which the kinds of measure are given; the others are given in any."""


def amount_faults(known: Index) -> Iterator[Finding]:
    """Find units that do not fit, and numbers that one speaker gives far apart for one thing."""
    yield from unit_faults(known)
    yield from far_apart(known)


def unit_faults(known: Index) -> Iterator[Finding]:
    """Find units of measures that their kind forbids, and units of claims that their measure
    forbids; of a unit that is in no table only that it cannot be converted.

    ``known`` holds the records and the ontology.
    """
    for declared in known.instances(kb("Measure")):
        yield from _of_measure(known, declared)
    for claim in known.instances(kb("Claim")):
        measure = _measured(known, claim)
        for node in (claim, *known.nodes(claim, kb("reading"))):
            of = next(iter(known.nodes(node, kb("measure"))), measure)
            if of is not None:
                yield from _of_claim(known, node, of)


def far_apart(known: Index) -> Iterator[Finding]:
    """Find numbers of one speaker in one source that are five times another for the same, or more.

    ``known`` holds the records and the ontology.
    """
    for claims in _alike(known):
        highs = ((_bound(known, claim, "high"), claim) for claim in claims)
        above_zero = [(high, claim) for high, claim in highs if high is not None and high > 0]
        if not above_zero:
            continue
        least, other = min(above_zero, key=lambda one: one[0])
        for claim in claims:
            low = _bound(known, claim, "low")
            if claim != other and low is not None and low >= _FAR * least:
                yield FAR_APART.found(
                    more=known.text(claim, kb("low")),
                    less=known.text(other, kb("high")),
                    other=known.text(other, kb("gist")) or other,
                    node=claim,
                    path=kb("low"),
                    value=known.value(claim, kb("low")),
                )


def _alike(known: Index) -> Iterator[list[Node]]:
    """Return the plain statements of one speaker in one source that speak of the same."""
    found: dict[frozenset[tuple[str, str]], list[Node]] = defaultdict(list)
    for claim in known.instances(kb("Claim")):
        if known.pointing(claim, kb("supersedes")):
            continue
        if any(known.values(claim, kb(name)) for name in _APART):
            continue
        asked = any(question != kb("noQuestion") for question in known.nodes(claim, kb("answers")))
        if asked or known.values(claim, kb("measure")):
            says = ((name, str(value)) for name in _SAME for value in known.values(claim, kb(name)))
            found[frozenset(says)].append(claim)
    return (claims for claims in found.values() if len(claims) > 1)


def _bound(known: Index, claim: Node, name: str) -> Decimal | None:
    """Return a bound widened by the convention of its qualifier, ``None`` where there is none."""
    text = known.text(claim, kb(name))
    factors = (
        known.text(qualifier, kb(f"{name}Factor"))
        for qualifier in known.nodes(claim, kb("qualifier"))
    )
    try:
        return None if text is None else Decimal(text) * Decimal(next(factors, None) or 1)
    except InvalidOperation:
        return None  # a shape tells of it


def _of_measure(known: Index, measure: Node) -> Iterator[Finding]:
    unit = _unit(known, measure)
    of = None if unit is None else kind(unit)
    for measured in known.nodes(measure, kb("measureKind")):
        allowed = _UNITS_OF.get(measured.value, ())
        if unit is not None and of is not None and allowed and of not in allowed:
            yield UNIT_MISFIT.found(
                unit=_short(unit),
                kind=of,
                measure=f"a {known.text(measured, PREF_LABEL)}",
                wanted=f"units of {' or '.join(allowed)}",
                node=measure,
                path=kb("unit"),
                value=known.value(measure, kb("unit")),
            )


def _of_claim(known: Index, node: Node, measure: Node) -> Iterator[Finding]:
    unit, usual = _unit(known, node), _unit(known, measure)
    if unit is None or usual is None or ratio(unit, usual) is not None:
        return
    label = f"“{known.text(measure, PREF_LABEL) or measure}”"
    of, wanted = kind(unit), kind(usual)
    misfit = of is not None and wanted is not None
    yield (UNIT_MISFIT if misfit else UNIT_UNCONVERTED).found(
        unit=_short(unit),
        kind=of,
        measure=label,
        wanted=f"{_short(usual)}, a unit of {wanted}" if misfit else _short(usual),
        node=node,
        path=kb("unit"),
        value=known.value(node, kb("unit")),
    )


def _measured(known: Index, claim: Node) -> Node | None:
    """Return what a claim measures: its own measure, else its question's, else its target's."""
    seen, todo = {claim}, [claim]
    while todo:
        at = todo.pop(0)
        asked = (m for q in known.nodes(at, kb("answers")) for m in known.nodes(q, kb("measure")))
        found = next(iter((*known.nodes(at, kb("measure")), *asked)), None)
        if found is not None:
            return found
        denied = [target for target in known.nodes(at, kb("denies")) if target not in seen]
        seen.update(denied)
        todo.extend(denied)
    return None


def _unit(known: Index, node: Node) -> str | None:
    """Return the unit of a record; of one that is no QUDT unit a shape tells."""
    units = (unit.value for unit in known.nodes(node, kb("unit")))
    return next((unit for unit in units if unit.startswith(_VOCABULARY)), None)


def _short(unit: str) -> str:
    return f"unit:{unit.rpartition('/')[2]}"
