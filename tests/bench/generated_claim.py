"""What a generated claim is made of: its topic with the true values, its days, its amount."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from math import floor

DISTRICTS, PROVINCES = 3, 30
GROUPS = {"civilians": 3, "fighters": 1, "newcomers": 2}
"""Groups of people, and how the true numbers are divided among them; whether newcomers are
civilians or fighters is nowhere declared.
"""


@dataclass(frozen=True, slots=True)
class TopicKind:
    """What a topic asks for; ``units`` tell how many of the first unit make one of each.

    ``digits`` are the decimals that are printed, ``truths`` the least and the largest true value of
    a district.
    """

    name: str
    measure_kind: str = ""
    units: tuple[tuple[str, Fraction], ...] = ()
    digits: int = 0
    truths: tuple[int, int] = (0, 0)
    additive: bool = False
    of_people: bool = False


STOCK = TopicKind("residents", "stock", (("NUM", Fraction(1)),), 0, (200, 900), True, True)
FLOW = TopicKind("arrivals", "flow", (("NUM", Fraction(1)),), 0, (400, 900), True, True)
AREA = TopicKind(
    "flooded",
    "extent",
    (("KiloM2", Fraction(1)), ("MI2", Fraction("2.589988110336"))),
    2,
    (50, 400),
    True,
)
SHARE = TopicKind(
    "insured", "shareKind", (("PERCENT", Fraction(1)), ("FRACTION", Fraction(100))), 3, (52, 62)
)
LENGTH = TopicKind(
    "road", "distance", (("KiloM", Fraction(1)), ("MI", Fraction("1.609344"))), 2, (100, 500)
)
CHOICE = TopicKind("bridge")
KINDS = (STOCK, AREA, FLOW, CHOICE, SHARE, STOCK, LENGTH)
OPTIONS = ("open", "closed")
"""The two options that exclude each other; a third one, "partly", excludes neither."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A question about one province; ``truth`` is the true value of a district in January."""

    number: int
    kind: TopicKind
    province: int
    truth: int

    def value(self, place: int, group: str | None, month: int) -> Fraction:
        """Return the true value; a province has sixteen times that of a district."""
        value = Fraction(self.truth) * (16 if place == 0 and self.kind.additive else 1)
        value *= GROUPS[group] if group else 1
        return Fraction(floor(value * (100 + 2 * month) / 100))

    def option(self, month: int) -> str:
        return OPTIONS[(self.truth + month) % 2]


@dataclass(frozen=True, slots=True)
class Span:
    """Days of which a claim speaks; ``rough`` where the ends may be off by some days."""

    first: date
    last: date
    filling: str
    rough: bool = False

    @property
    def sure(self) -> bool:
        """Tell whether the claim surely speaks of every one of the days."""
        one_day = self.filling == "asOf" or self.first == self.last
        return one_day or (self.filling == "throughout" and not self.rough)

    def within(self, other: "Span") -> bool:
        return other.first <= self.first and self.last <= other.last

    def surely_meets(self, other: "Span") -> bool:
        """Tell whether there surely is a day of which both speak."""
        if self == other and self.filling != "someTimeWithin":
            return True
        if "totalOver" in (self.filling, other.filling):
            return False
        if self.sure and other.sure:
            return self.first <= other.last and other.first <= self.last
        return (self.sure and other.within(self)) or (other.sure and self.within(other))


@dataclass(frozen=True, slots=True)
class Amount:
    """Bounds as printed, in the unit numbered ``unit``; ``meant`` is in the topic's first unit."""

    low: Decimal | None
    high: Decimal | None
    qualifier: str | None
    unit: int
    meant: tuple[Fraction | None, Fraction | None]

    @property
    def range(self) -> tuple[Fraction | None, Fraction | None, bool]:
        """What is meant, and whether the lower end itself is left out."""
        return (*self.meant, self.qualifier in {"over", "most"})

    def below(self, other: "Amount") -> bool:
        high, low = self.meant[1], other.meant[0]
        return high is not None and low is not None and high < low


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim; ``place`` is 0 for the province, else the number of a district.

    ``None`` is unstated: the place, the group, the days. ``inherits_place`` says nothing of the
    place, so that the one of the question counts. ``ambiguous`` is "cap" where the number may be a
    cap or a level, "place" where any of two districts may be meant. A denial has nothing but the
    claim that it ``denies``, and shares that one's place, group and days.
    """

    number: int
    topic: Topic
    place: int | None
    group: str | None
    span: Span | None
    published: date
    outlet: int
    speaker: int
    at_publication: bool = False
    inherits_place: bool = False
    amount: Amount | None = None
    option: str | None = None
    based: bool = True
    hedged: bool = False
    planted: bool = False
    ambiguous: str | None = None
    denies: "Claim | None" = field(default=None, repr=False)
    supports: "Claim | None" = field(default=None, repr=False)

    @property
    def scope(self) -> tuple[int, str | None] | None:
        """The place and the group, ``None`` where one of them is not known."""
        if self.place is None or self.ambiguous == "place":
            return None
        unknown = self.group is None and self.topic.kind.of_people
        return None if unknown else (self.place, self.group)
