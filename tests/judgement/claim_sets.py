"""Random claim sets: a question, what is declared of its scope, and a handful of claims on it.

The claims of a set come from few moulds, so that many of them share scope and differ in number or
day, as rival answers do. They cover every dimension, unstated values, readings, denials, supports,
predictions, conditions, shares with bases, rates, running counts, and faulty numbers.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cache

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter
from pyoxigraph import RdfFormat, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index

PREFIXES = """
@prefix c: <https://example.org/claim/> .
@prefix x: <https://example.org/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
DECLARED = """
x:gazette a kb:Source ; kb:published "2020-05-04"^^xsd:date .
x:courier a kb:Source ; kb:published "2020-05-08"^^xsd:date .
x:stock kb:measureKind kb:stock ; kb:unit unit:NUM ; kb:additive true .
x:flow kb:measureKind kb:flow ; kb:unit unit:NUM ; kb:additive true .
x:toll kb:measureKind kb:cumulative ; kb:unit unit:NUM ; kb:additive true .
x:share kb:measureKind kb:shareKind ; kb:unit unit:FRACTION ; kb:additive true .
x:area kb:measureKind kb:extent ; kb:unit unit:MI2 ; kb:additive true .
x:speed kb:measureKind kb:distance ; kb:unit unit:KiloM ; kb:additive false .
x:open kb:excludes x:closed . x:good kb:excludes x:bad .
x:island a kb:Reference ; kb:place x:place0 ; kb:low 4 ; kb:high 5 ; kb:unit unit:MI2 .
x:flood kb:from "2020-05-03"^^xsd:date ; kb:until "2020-05-05"^^xsd:date .
x:prop0 a kb:Proposition ; kb:option x:open . x:prop1 a kb:Proposition ; kb:low 3 ; kb:high 8 .
x:judged0 a kb:Identity ; kb:between x:event0 , x:event1 ; kb:judgement kb:differentThings .
"""
DIMENSIONS = ("subject", "measure", "place", "population", "definition", "event")
MEASURES = ("stock", "stock", "flow", "toll", "toll", "share", "area", "speed", "undeclared")
FINER = {
    "FRACTION": ("PERCENT", Decimal(100)),
    "MI2": ("KiloM2", Decimal("2.589988110336")),
    "KiloM": ("CentiM", Decimal(100_000)),
}
COARSER = {"DAY": ("MO", Decimal("30.4375"))}
UNITS = {"share": "FRACTION", "area": "MI2", "speed": "KiloM"}
Says = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Amount:
    """A number as a claim gives it, in ``unit``; ``converted`` writes it in another unit."""

    low: Decimal | None
    high: Decimal | None
    unit: str
    per: str | None = None
    says: tuple[tuple[str, str], ...] = ()

    def turtle(self, converted: bool) -> list[str]:
        vague = self.low is None and self.high is None and "qualifier" in dict(self.says)
        converted = converted and not vague  # a few of another unit are not the same few
        one = (self.unit, Decimal(1))
        unit, factor = FINER.get(self.unit, one) if converted else one
        per = self.per
        if per is not None and converted:
            per, times = COARSER[per]
            factor *= times
        told = [f"kb:{name} {value}" for name, value in self.says]
        if self.low is not None:
            told.append(f"kb:low {decimal(self.low * factor)}")
        if self.high is not None:
            told.append(f"kb:high {decimal(self.high * factor)}")
        told.append(f"kb:unit unit:{unit}")
        return told if per is None else [*told, f"kb:per unit:{per}"]


@dataclass(frozen=True)
class Reading:
    """One way to read a claim."""

    label: str
    says: Says = field(default_factory=dict)
    amount: Amount | None = None

    def turtle(self, converted: bool) -> str:
        return f'[ kb:label "{self.label}"@en ; {" ; ".join(told(self, converted))} ]'


@dataclass(frozen=True)
class Claim:
    """One claim: its name, what it says, its amount, its readings."""

    name: str
    says: Says
    amount: Amount | None = None
    readings: tuple[Reading, ...] = ()

    def turtle(self, converted: bool = False) -> str:
        readings = [f"kb:reading {reading.turtle(converted)}" for reading in self.readings]
        return f"c:{self.name} a kb:Claim ; {' ; '.join((*told(self, converted), *readings))} ."

    def saying(self, **more: tuple[str, ...]) -> "Claim":
        """The claim with some properties replaced, without those that are given as empty."""
        says = {name: values for name, values in {**self.says, **more}.items() if values}
        return replace(self, says=says)


@dataclass(frozen=True)
class ClaimSet:
    """A question, declarations, and claims; printed as the Turtle that it stands for."""

    declared: tuple[str, ...]
    question: str
    claims: tuple[Claim, ...]
    more: str = ""

    def turtle(self, converted: Callable[[str], bool] = lambda name: False) -> str:
        claims = (claim.turtle(converted(claim.name)) for claim in self.claims)
        return "\n".join((*self.declared, self.question, *claims, self.more))

    def _repr_pretty_(self, printer: RepresentationPrinter, cycle: bool) -> None:
        printer.text(f"\n{self.turtle()}\n")

    def index(self, converted: Callable[[str], bool] = lambda name: False) -> Index:
        return index_of(self.turtle(converted))


def told(record: Claim | Reading, converted: bool) -> list[str]:
    says = [f"kb:{name} {' , '.join(values)}" for name, values in record.says.items()]
    return says if record.amount is None else [*says, *record.amount.turtle(converted)]


def decimal(number: Decimal) -> str:
    return f"{number:f}" if "." in f"{number:f}" else f"{number:f}.0"


@cache
def _known() -> Index:
    triples = (quad.triple for quad in parse(PREFIXES + DECLARED, format=RdfFormat.TURTLE))
    return Index((*ontology(), *triples))


def index_of(turtle: str) -> Index:
    """The records over the vocabulary and what all sets declare."""
    return _known().extended(
        quad.triple for quad in parse(PREFIXES + turtle, format=RdfFormat.TURTLE)
    )


# --- what is drawn

SOME = {name: [f"x:{name}{n}" for n in range(4)] for name in DIMENSIONS if name != "measure"}
DAYS = [f'"2020-05-{day:02}"^^xsd:date' for day in range(1, 11)]
FILLINGS = ("throughout", "someTimeWithin", "totalOver", "asOf", "asOf")
NUMBERS = st.one_of(
    st.integers(0, 9).map(Decimal),
    st.sampled_from([Decimal("2.5"), Decimal("0.5"), Decimal(-3), Decimal("0.9")]),
)
QUALIFIERS = ("about", "nearly", "upTo", "atLeast", "most", "few", "many", "over", "exactly")
RELATIONS = (
    "equals",
    "aboutEquals",
    "moreThan",
    "lessThan",
    "farMoreThan",
    "farLessThan",
    "atLeastAs",
    "atMostAs",
)
COMPARANDS = ("c:c0", "x:prop1", "x:place0", "kb:notStated")
OPTIONS = {
    "choice": ("x:open", "x:closed", "x:half"),
    "evaluation": ("x:good", "x:bad", "x:middling"),
    "causes": ("x:good", "x:bad", "x:open"),
    "kindAnswer": ("x:good", "x:half"),
}
KINDS = (
    *["quantity"] * 9,
    *["choice"] * 3,
    "evaluation",
    "accusation",
    "causes",
    "dateAnswer",
    "placeAnswer",
    "kindAnswer",
    "inWords",
)
DENIED_PARTS = ("occurrence", "occurrence", "numberPart", "perpetrator", "intent")
LINKS = ("denies", "denies", "supports", "retracts", "revises", "sameUtterance")


def rarely(draw: st.DrawFn, one_in: int) -> bool:
    return draw(st.integers(0, one_in - 1)) == one_in - 1


@st.composite
def periods(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    way = draw(st.sampled_from(["day", "day", "day", "span", "span", "holds", "none", "unstated"]))
    if way == "none":
        return {}
    if way == "unstated":
        return {"unstated": ("kb:period",)}
    says: dict[str, tuple[str, ...]] = {}
    if rarely(draw, 8):
        says["persists"] = ("true",)
    if way == "holds":
        hold = draw(st.sampled_from(["atPublication", "atPublication", "whenSaid", "duringEvent"]))
        if hold == "whenSaid":
            says["saidFrom"] = (draw(st.sampled_from(DAYS)),)
        return {**says, "holds": (f"kb:{hold}",)}
    first, last = sorted((draw(st.integers(0, 9)), draw(st.integers(0, 9))))
    if way == "day":
        last = first
    says["filled"] = (f"kb:{draw(st.sampled_from(FILLINGS))}",)
    if rarely(draw, 5):
        says["precision"] = (f"kb:{draw(st.sampled_from(['week', 'vague']))}",)
    ends = "first" if rarely(draw, 10) else "last" if rarely(draw, 10) else "both"
    if ends != "last":
        says["from"] = (DAYS[first],)
    if ends != "first":
        says["until"] = (DAYS[last],)
    return says


@st.composite
def amounts(draw: st.DrawFn, measure: str) -> Amount:
    unit = UNITS.get(measure, "NUM")
    per = "DAY" if measure in {"flow", "speed"} and draw(st.booleans()) else None
    says: list[tuple[str, str]] = []
    low: Decimal | None = draw(NUMBERS)
    high: Decimal | None = low
    shape = draw(st.sampled_from(["point", "range", "range", "low", "high", "compared", "vague"]))
    if shape == "range":
        high = draw(NUMBERS)
        if low is not None and high is not None and low > high and not rarely(draw, 6):
            low, high = high, low
    elif shape == "low":
        high = None
    elif shape == "high":
        low = None
    elif shape in {"compared", "vague"}:
        low = high = None
    if shape == "compared":
        says.append(("relation", f"kb:{draw(st.sampled_from(RELATIONS))}"))
        says.append(("comparand", draw(st.sampled_from(COMPARANDS))))
    if shape == "vague" or rarely(draw, 3):
        says.append(("qualifier", f"kb:{draw(st.sampled_from(QUALIFIERS))}"))
    says.extend((f"{end}Exclusive", "true") for end in ("low", "high") if rarely(draw, 6))
    if measure == "share" and draw(st.booleans()):
        says.append(("base", draw(st.sampled_from(["x:prop0", "x:prop1"]))))
    return Amount(low, high, unit, per, tuple(says))


@st.composite
def scopes(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    says: dict[str, tuple[str, ...]] = {}
    unstated: tuple[str, ...] = ()
    for name, values in SOME.items():
        way = draw(st.integers(0, 9))
        if way < 7:
            says[name] = (values[way // 2],)
        elif way == 7:
            says[name] = (values[0], values[2])
        elif way == 8:
            unstated = (*unstated, f"kb:{name}")
    return {**says, "unstated": unstated} if unstated else says


@st.composite
def contents(draw: st.DrawFn, kind: str) -> tuple[dict[str, tuple[str, ...]], Amount | None]:
    """What answers the question: a number, an option, an accused party, or nothing but words."""
    if kind == "quantity" or (kind == "accusation" and draw(st.booleans())):
        measure = "share" if kind == "accusation" else draw(st.sampled_from(MEASURES))
        amount = draw(amounts(measure)) if not rarely(draw, 12) else None
        says: dict[str, tuple[str, ...]] = {"measure": (f"x:{measure}",)}
        if kind == "accusation":
            says["accuses"] = draw(st.sampled_from([("x:place0",), ("x:place1",), ("x:place2",)]))
        return says, amount
    if kind == "accusation":
        return {"accuses": draw(st.sampled_from([("x:place0",), ("x:place0", "x:place1")]))}, None
    if kind in OPTIONS:
        return {"option": (draw(st.sampled_from(OPTIONS[kind])),)}, None
    return {}, None


@st.composite
def moulds(draw: st.DrawFn, kind: str) -> Claim:
    says, amount = draw(contents(kind))
    scope, period = draw(scopes()), draw(periods())
    unstated = (*scope.pop("unstated", ()), *period.pop("unstated", ()))
    says = {**says, **scope, **period, "speaker": ("x:mayor",), "source": ("x:gazette",)}
    if unstated:
        says["unstated"] = unstated
    if rarely(draw, 4):
        says["act"] = (f"kb:{draw(st.sampled_from(['predicts', 'warns', 'states']))}",)
    if rarely(draw, 4):
        says["hedge"] = (draw(st.sampled_from(["kb:allegedly", "kb:possibly"])),)
    if amount is not None and rarely(draw, 8):
        says.pop("measure", None)
    if rarely(draw, 12):
        says["via"] = ("[ kb:hop 1 ; kb:hedge kb:allegedly ]",)
    if rarely(draw, 10):
        says["condition"] = (draw(st.sampled_from(["x:prop0", "x:prop1"])),)
    if "option" in says and rarely(draw, 4):
        says["baseline"] = (draw(st.sampled_from(["x:prop0", "x:prop1", "kb:notStated"])),)
    return Claim("mould", says, amount)


@st.composite
def readings(draw: st.DrawFn, kind: str, claim: Claim) -> tuple[Reading, ...]:
    if not rarely(draw, 9):
        return ()
    found = [Reading("as it stands")] if draw(st.booleans()) else []
    for label in ("one way", "another way"):
        way = draw(st.sampled_from(["value", "scope", "period", "label"]))
        says, amount = draw(contents(kind)) if way == "value" else ({}, None)
        if way == "scope":
            says = {"place": (draw(st.sampled_from(SOME["place"])),)}
        elif way == "period":
            says = draw(periods())
        says.pop("measure", None)
        if amount is not None and claim.amount is not None:
            amount = replace(amount, unit=claim.amount.unit, per=claim.amount.per)
        found.append(Reading(label, says, amount))
    return tuple(found)


@st.composite
def cast(draw: st.DrawFn, kind: str, mould: Claim, number: int) -> Claim:
    """One claim from a mould: mostly another number or another day, seldom more."""
    claim = replace(mould, name=f"c{number}")
    if mould.amount is not None and draw(st.booleans()):
        measure = mould.says.get("measure", ("x:undeclared",))[0].removeprefix("x:")
        claim = replace(claim, amount=draw(amounts(measure)))
    elif draw(st.booleans()):
        says, _ = draw(contents(kind))
        claim = claim.saying(**{k: v for k, v in says.items() if k in {"option", "accuses"}})
    if rarely(draw, 3):
        told = ("holds", "from", "until", "filled", "precision", "persists", "saidFrom")
        clear: dict[str, tuple[()]] = dict.fromkeys(told, ())
        claim = claim.saying(**clear).saying(**draw(periods()))
    if rarely(draw, 6):
        claim = claim.saying(source=("x:courier",), speaker=("x:clerk",))
        if draw(st.booleans()):
            claim = claim.saying(origin=(draw(st.sampled_from(["x:mayor", "c:c0", "c:c1"])),))
    if rarely(draw, 8):
        claim = claim.saying(statedIn=("x:gazette",))
    return replace(claim, readings=draw(readings(kind, claim)))


@st.composite
def questions(draw: st.DrawFn, kind: str) -> str:
    must = [name for name in DIMENSIONS if rarely(draw, 4)]
    if draw(st.booleans()):
        must.append("period")
    told = [f"x:q a kb:Question ; kb:answerKind kb:{kind}"]
    told += [f"kb:mustMatch kb:{name}" for name in must]
    told += [f"kb:{name} x:{name}0" for name in SOME if rarely(draw, 4)]
    if kind in {"placeAnswer", "dateAnswer"} and draw(st.booleans()):
        told.append(f"kb:admitsSeveral {draw(st.sampled_from(['true', 'false']))}")
    if rarely(draw, 5):
        told.append(f"kb:from {DAYS[0]} ; kb:until {DAYS[9]}")
    return " ; ".join(told) + " ."


@st.composite
def declarations(draw: st.DrawFn) -> tuple[str, ...]:
    names = st.sampled_from([*SOME, "place", "place"])
    relations = st.sampled_from(["within", "within", "disjoint", "same"])
    found = []
    for _ in range(draw(st.integers(0, 5))):
        name, relation = draw(names), draw(relations)
        one, other = draw(st.sampled_from(SOME[name])), draw(st.sampled_from(SOME[name]))
        found.append(f"{one} kb:{relation} {other} .")
    return tuple(found)


@st.composite
def claim_sets(draw: st.DrawFn, *, most: int = 9) -> ClaimSet:
    """A question with two claims or more, up to ``most``."""
    kind = draw(st.sampled_from(KINDS))
    shapes = [draw(moulds(kind)) for _ in range(draw(st.integers(1, 3)))]
    count = draw(st.integers(2, most))
    claims = [draw(cast(kind, draw(st.sampled_from(shapes)), n)) for n in range(count)]
    claims = [claim.saying(answers=("x:q",)) for claim in claims]
    for _ in range(draw(st.integers(0, 4))):
        n, target = draw(st.integers(0, count - 1)), draw(st.integers(0, count))
        link = draw(st.sampled_from(LINKS))
        to = "x:prop0" if target == count else f"c:c{target}"
        if target != n and not (link != "denies" and target == count):
            claims[n] = claims[n].saying(**{link: (to,)})
            second = draw(st.integers(0, count - 1))
            if link == "denies" and second != n and rarely(draw, 3):
                claims[n] = claims[n].saying(denies=tuple({to: 0, f"c:c{second}": 0}))
                if draw(st.booleans()):  # it then takes the place and the day from its targets
                    claims[n] = claims[n].saying(place=(), **{"from": (), "until": (), "holds": ()})
            if link == "denies" and draw(st.booleans()):
                part = draw(st.sampled_from(DENIED_PARTS))
                claims[n] = claims[n].saying(deniedPart=(f"kb:{part}",))
    return ClaimSet(draw(declarations()), draw(questions(kind)), tuple(claims))
