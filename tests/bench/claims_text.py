"""Generated claims as text: the Turtle of a base, and the rows that a self-join needs.

The rows spare the join all that has to be found out before two claims can be compared: scope and
days are resolved, bounds are widened and in one unit, days are numbers.
"""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from tests.bench.claims_generator import generated
from tests.bench.generated_claim import DISTRICTS, FLOW, KINDS, PROVINCES, Claim, Span, Topic

EX = "https://example.org/bench/"
ROW = "https://example.org/row#"
PREFIXES = """\
@prefix c: <https://example.org/bench/claim/> .
@prefix x: <https://example.org/bench/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = """
x:desk a kb:Desk .
x:civilians a kb:Population ; skos:prefLabel "civilians"@en ; kb:disjoint x:fighters .
x:fighters a kb:Population ; skos:prefLabel "fighters"@en .
x:newcomers a kb:Population ; skos:prefLabel "newcomers"@en .
x:states a skos:ConceptScheme .
x:open a skos:Concept ; skos:inScheme x:states ; skos:prefLabel "open"@en ; kb:excludes x:closed .
x:closed a skos:Concept ; skos:inScheme x:states ; skos:prefLabel "closed"@en .
x:partly a skos:Concept ; skos:inScheme x:states ; skos:prefLabel "partly open"@en .
"""


def turtle(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield the text of a base: its declarations, then one record after the other."""
    yield PREFIXES + DECLARED
    yield from _places()
    for kind in dict.fromkeys(KINDS):
        if kind.units:
            additive = str(kind.additive).lower()
            yield (
                f'x:{kind.name} a kb:Measure ; skos:prefLabel "{kind.name}"@en ; '
                f"kb:measureKind kb:{kind.measure_kind} ; kb:unit unit:{kind.units[0][0]} ; "
                f"kb:additive {additive} .\n"
            )
    seen: set[str] = set()
    for claim in claims:
        for name, record in (
            (f"q{claim.topic.number}", _question(claim.topic)),
            (_source(claim), _source_record(claim)),
            (f"speaker{claim.speaker}", _speaker_record(claim)),
        ):
            if name not in seen:
                seen.add(name)
                yield record
        yield _record(claim)


def _places() -> Iterator[str]:
    for province in range(PROVINCES):
        yield f'x:p{province} a kb:Place ; skos:prefLabel "Province {province}"@en .\n'
        for district in range(1, DISTRICTS + 1):
            others = [f"x:p{province}-{n}" for n in range(district + 1, DISTRICTS + 1)]
            apart = f" ; kb:disjoint {' , '.join(others)}" if others else ""
            yield (
                f"x:p{province}-{district} a kb:Place ; "
                f'skos:prefLabel "District {district} of province {province}"@en ; '
                f"kb:within x:p{province}{apart} .\n"
            )


def _question(topic: Topic) -> str:
    kind, name = topic.kind, f"x:q{topic.number}"
    must = "kb:place , kb:period" + (" , kb:population" if kind.of_people else "")
    asked = (
        f"kb:answerKind kb:quantity ; kb:measure x:{kind.name}"
        if kind.units
        else "kb:answerKind kb:choice ; kb:options x:states"
    )
    return (
        f'{name} a kb:Question ; skos:prefLabel "Question {topic.number}"@en ; {asked} ; '
        f"kb:subject x:subject{topic.number} ; kb:place x:p{topic.province} ; "
        f"kb:mustMatch {must} .\n"
    )


def _source(claim: Claim) -> str:
    return f"source{claim.outlet}-{claim.published}"


def _source_record(claim: Claim) -> str:
    return (
        f'x:{_source(claim)} a kb:Source ; dct:title "Issue of {claim.published}" ; '
        f'dct:publisher "Outlet {claim.outlet}" ; kb:sourceKind kb:article ; '
        f'kb:published "{claim.published}"^^xsd:date ; kb:opened true .\n'
    )


def _speaker_record(claim: Claim) -> str:
    return (
        f'x:speaker{claim.speaker} a kb:Speaker ; skos:prefLabel "Speaker {claim.speaker}"@en ; '
        "kb:speakerKind kb:person ; kb:naming kb:named .\n"
    )


def _record(claim: Claim) -> str:
    begin = claim.number % 5000
    told = [
        f"c:{claim.number} a kb:Claim",
        f"kb:source x:{_source(claim)}",
        f'kb:gist "What is said in sentence {claim.number}"@en',
        f"kb:speaker x:speaker{claim.speaker}",
        "kb:attribution kb:adjacent",
        "kb:verb kb:said",
        "kb:act kb:states",
        f"kb:polarity kb:{'affirms' if claim.denies is None else 'denies'}",
        f"kb:answers x:q{claim.topic.number}",
        *_links(claim),
        *_scope(claim),
        *_content(claim),
        *(["kb:hedge kb:allegedly"] if claim.hedged else []),
        f"kb:evidence [ kb:role kb:content ; kb:start {begin} ; kb:end {begin + 40} ; "
        f'kb:digest "sha-256-64;{claim.number:011}" ]',
        'kb:encodedBy x:desk ; kb:entered "2022-03-01"^^xsd:date',
    ]
    return " ; ".join(told) + " .\n"


def _links(claim: Claim) -> Iterator[str]:
    if claim.denies is not None:
        yield f"kb:denies c:{claim.denies.number}"
    if claim.supports is not None:
        yield f"kb:supports c:{claim.supports.number}"


def _scope(claim: Claim) -> Iterator[str]:
    if claim.denies is not None:
        return
    if claim.place is None:
        yield "kb:unstated kb:place"
    elif claim.ambiguous != "place" and not claim.inherits_place:
        yield f"kb:place {_place(claim.topic, claim.place)}"
    if claim.topic.kind.of_people:
        group = claim.group
        yield "kb:unstated kb:population" if group is None else f"kb:population x:{group}"
    span = claim.span
    if span is None:
        yield "kb:unstated kb:period"
    elif claim.at_publication:
        yield "kb:holds kb:atPublication"
    else:
        yield f'kb:from "{span.first}"^^xsd:date ; kb:until "{span.last}"^^xsd:date'
        yield f"kb:filled kb:{span.filling}"
        yield f"kb:precision kb:{'week' if span.rough else 'day'}"


def _place(topic: Topic, place: int) -> str:
    return f"x:p{topic.province}" + (f"-{place}" if place else "")


def _content(claim: Claim) -> Iterator[str]:
    if claim.option is not None:
        yield f"kb:option x:{claim.option}"
    amount, units = claim.amount, claim.topic.kind.units
    if amount is None:
        return
    if units[0][0] == "PERCENT":
        yield f"kb:base {'x:subject' + str(claim.topic.number) if claim.based else 'kb:notStated'}"
    yield f"kb:unit unit:{units[amount.unit][0]}"
    if claim.ambiguous == "cap":
        cap, level = (
            f"kb:high {_decimal(amount.high)}",
            f"kb:low {_decimal(amount.low)} ; kb:high {_decimal(amount.high)}",
        )
        yield f'kb:reading [ kb:label "a cap"@en ; {cap} ; kb:qualifier kb:upTo ]'
        yield f'kb:reading [ kb:label "a level"@en ; {level} ; kb:qualifier kb:about ]'
        return
    if claim.ambiguous == "place":
        assert claim.place is not None
        for place in (claim.place, claim.place + 1):
            name = _place(claim.topic, place)
            yield f'kb:reading [ kb:label "district {place}"@en ; kb:place {name} ]'
    yield f"kb:qualifier kb:{amount.qualifier}"
    if amount.low is not None:
        yield f"kb:low {_decimal(amount.low)}"
    if amount.high is not None:
        yield f"kb:high {_decimal(amount.high)}"
    if amount.qualifier == "over":
        yield "kb:lowExclusive true"


def _decimal(number: Decimal | None) -> str:
    assert number is not None
    return f"{number:f}" if "." in f"{number:f}" else f"{number:f}.0"


# --- rows for the self-join


def rows(claims: Iterable[Claim]) -> Iterator[str]:
    """Yield Turtle: of each claim what a join needs, nothing of what is not known."""
    for claim in claims:
        for name, value in _row(claim):
            yield f"<{EX}claim/{claim.number}> <{ROW}{name}> {value} .\n"
    yield f"<{EX}open> <{ROW}excludes> <{EX}closed> .\n<{EX}closed> <{ROW}excludes> <{EX}open> .\n"
    for province in range(PROVINCES):
        for district in range(1, DISTRICTS + 1):
            yield f"<{EX}p{province}-{district}> <{ROW}within> <{EX}p{province}> .\n"


def _row(claim: Claim) -> Iterator[tuple[str, str]]:
    kind = claim.topic.kind
    yield "question", f"<{EX}q{claim.topic.number}>"
    if claim.scope is not None:
        place, group = claim.scope
        yield "place", f"<{EX}{_place(claim.topic, place).removeprefix('x:')}>"
        yield "population", f"<{EX}{group or 'anything'}>"
    if claim.span is not None:
        yield from _days(claim, claim.span)
    if claim.denies is not None:
        yield "denies", f"<{EX}claim/{claim.denies.number}>"
    if claim.option is not None:
        yield "option", f"<{EX}{claim.option}>"
        yield "says", f"<{EX}{claim.option}>"
    if claim.amount is None or not claim.based:
        return
    low, high = claim.amount.meant
    yield "low", _number(low, -1e18)
    yield "high", _number(high, 1e18)
    if kind.additive:
        yield "additive", "true"
    if not claim.ambiguous:
        yield "says", '"{} {} {}"'.format(*claim.amount.range)


def _days(claim: Claim, span: Span) -> Iterator[tuple[str, str]]:
    """Yield when a claim has begun to hold and when it ceases, at the latest and the earliest."""
    begun, ended = span.last, span.first
    if span.sure:
        begun, ended = ended, begun
    if span.filling == "totalOver":
        begun, ended = date.max, date.min
    yield "begun", str(begun.toordinal())
    yield "ended", str(ended.toordinal())
    once = span.filling == "someTimeWithin"
    alike = f"claim {claim.number}" if once else f"{span.filling} {span.first} {span.last}"
    yield "stretch", f'"{alike}"'
    yield "first", str(span.first.toordinal())
    yield "last", str(span.last.toordinal())
    covers = span.filling == "throughout" or claim.topic.kind is FLOW
    yield "coversFrom", str((span.first if covers else date.max).toordinal())
    yield "coversUntil", str((span.last if covers else date.min).toordinal())


def _number(bound: Fraction | None, endless: float) -> str:
    return f"{endless if bound is None else float(bound):.17e}"


def main() -> None:
    """Write a base of generated claims into a folder, to be looked at or asked."""
    claims, folder = int(sys.argv[1]), Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "claims.ttl").open("w", encoding="utf-8") as file:
        file.writelines(turtle(generated(claims)))


if __name__ == "__main__":
    main()
