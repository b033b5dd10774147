"""When, where and of whom: what a claim says itself, and what it takes from elsewhere."""

import pytest

from tests.queries.asking import PIER, Asked, asked, only

CLAIM = "claim:x a kb:Claim ; kb:source src:courier ; kb:speaker sp:brandt"
DENIAL = f"{CLAIM} ; kb:polarity kb:denies ; kb:denies claim:g-visits-april"
BOATS, WAVES = f"{CLAIM} ; kb:answers q:boats-sunk", f"{CLAIM} ; kb:answers q:wave-height"
SAID = f"{CLAIM} ; kb:answers q:pier-state ; kb:holds kb:whenSaid"
TREND = f"{CLAIM} ; kb:answers q:visitors-trend ; kb:option kb:rising ; kb:act kb:predicts"
DAY = '"2024-04-0{}"^^xsd:date'

PERIODS = {
    "the question's": (BOATS, "2024-03-14", "2024-03-15"),
    "its own, not the question's": (
        f"{BOATS} ; kb:from {DAY.format(2)} ; kb:until {DAY.format(3)}",
        *("2024-04-02", "2024-04-03"),
    ),
    "one day of its own, and an open end": (f"{BOATS} ; kb:from {DAY.format(2)}", "2024-04-02", ""),
    "that of publication": (f"{BOATS} ; kb:holds kb:atPublication", "2024-05-12", "2024-05-12"),
    "left open": (f"{BOATS} ; kb:unstated kb:period", "", ""),
    "its event's, not the question's": (
        f"{WAVES} ; kb:event evt:meeting ; kb:holds kb:duringEvent",
        *("2024-05-08", "2024-05-08"),
    ),
    "the question's event's": (f"{WAVES} ; kb:holds kb:duringEvent", "2024-03-14", "2024-03-14"),
    "said on days that are not told": (SAID, "2024-05-12", "2024-05-12"),
    "said from a day on": (f"{SAID} ; kb:saidFrom {DAY.format(4)}", "2024-04-04", "2024-05-12"),
    "said until a day": (f"{SAID} ; kb:saidUntil {DAY.format(4)}", "", "2024-04-04"),
    "that of what it denies": (DENIAL, "2024-04-01", "2024-04-30"),
    "its own, not that of what it denies": (
        f"{DENIAL} ; kb:from {DAY.format(2)} ; kb:until {DAY.format(3)}",
        *("2024-04-02", "2024-04-03"),
    ),
    "left open by a denial": (f"{DENIAL} ; kb:unstated kb:period", "", ""),
    "that of a trend": (f"{TREND} ; kb:holds kb:atPublication", "2024-05-12", "2024-05-12"),
}
QUERIES = ("answers", "estimates", "predictions", "timeline", "trends")
"""The queries that tell periods."""


@pytest.fixture(scope="module")
def pier() -> Asked:
    return asked(PIER)


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("whose", PERIODS)
def test_the_period_of_a_claim(pier: Asked, whose: str, name: str) -> None:
    statement, first, last = PERIODS[whose]
    base = pier.with_triples(
        f"{statement} ; kb:act kb:predicts ; kb:option kb:rising ; kb:measure m:cost ."
    )
    asking = {"answers": {"question": question_of(statement)}, "estimates": {"measure": "m:cost"}}
    rows = [row for row in base.rows(name, **asking.get(name, {})) if row["claim"] == "claim:x"]
    timeless = name == "timeline" and not first + last
    assert only(rows, "from", "until") == ([] if timeless else [(first, last)])


def question_of(statement: str) -> str:
    """The question that a statement names, or that of the claim it denies."""
    return (
        "q:visitors"
        if statement.startswith(DENIAL)
        else statement.split("kb:answers ")[1].split()[0]
    )


@pytest.mark.parametrize(
    ("statement", "where"),
    [
        ("kb:answers q:repair-cost", ["asked of it"]),
        ("kb:answers q:repair-cost ; kb:place place:mole", []),
        ("kb:answers q:repair-cost ; kb:unstated kb:place", []),
        ("kb:place place:pier", ["said of it"]),
        ("kb:place place:pier ; kb:subject place:pier", ["said of it"]),
        ("kb:subject place:pier", ["it is the subject"]),
        ("kb:event evt:repair", ["its event was there"]),
        ("kb:event evt:repair ; kb:place place:mole", []),
        ("kb:event evt:repair ; kb:answers q:visitors", []),
        ("kb:denies claim:g-cracks", ["what it denies is said of it"]),
        ("kb:denies claim:g-cracks ; kb:place place:mole", []),
        ("kb:denies claim:g-cracks ; kb:unstated kb:place", []),
    ],
)
def test_where_a_claim_holds(pier: Asked, statement: str, where: list[str]) -> None:
    base = pier.with_triples(f"{CLAIM} ; {statement} .")
    rows = base.rows("about-place", place="place:pier")
    assert [row["where"] for row in rows if row["claim"] == "claim:x"] == where


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("kb:answers q:wave-height", True),
        ("kb:answers q:wave-height ; kb:event evt:meeting", False),
        ("kb:answers q:wave-height ; kb:unstated kb:event", False),
        ("kb:denies claim:g-wind", True),
        ("kb:denies claim:g-wind ; kb:event evt:meeting", False),
        ("kb:denies claim:g-wind ; kb:unstated kb:event", False),
        ("kb:baseline evt:collapse", True),
    ],
)
def test_on_which_event_a_claim_bears(pier: Asked, statement: str, found: bool) -> None:
    base = pier.with_triples(f"{CLAIM} ; {statement} .")
    assert ("claim:x" in base.column("about-event", "claim", event="evt:storm")) == found


@pytest.mark.parametrize(
    ("statement", "parts"),
    [
        ("kb:answers q:visitors", ["subject of the question"]),
        ("kb:answers q:visitors ; kb:subject sp:council", []),
        ("kb:answers q:visitors ; kb:unstated kb:subject", []),
        ("kb:denies claim:g-town-silent", ["subject of what it denies"]),
        ("kb:denies claim:g-town-silent ; kb:subject sp:council", []),
        ("kb:denies claim:g-town-silent ; kb:unstated kb:subject", []),
        ("kb:concerns sp:town", ["concerned"]),
    ],
)
def test_whom_a_claim_is_about(pier: Asked, statement: str, parts: list[str]) -> None:
    base = pier.with_triples(f"q:visitors kb:subject sp:town . {CLAIM} ; {statement} .")
    rows = base.rows("about-subject", subject="sp:town")
    assert [row["part"] for row in rows if row["claim"] == "claim:x"] == parts


def test_own_unit_and_place_go_before_those_of_measure_and_question(pier: Asked) -> None:
    figure = (
        "kb:low 5 ; kb:high 5 ; kb:qualifier kb:exactly ; kb:unit unit:FT ; kb:place place:mole"
    )
    base = pier.with_triples(
        f"@prefix unit: <http://qudt.org/vocab/unit/> . {CLAIM} ; {figure} ; "
        "kb:answers q:repair-cost ; kb:population pop:boats ."
    )
    rows = base.rows("estimates", measure="m:cost")
    own = [row for row in rows if row["claim"] == "claim:x"]
    assert only(own, "place", "population") == [("the mole", "boats")]
    assert own[0]["unit"].endswith("FT")
    answer = [row for row in base.rows("answers", question="q:repair-cost") if row["low"] == "5"]
    assert answer[0]["unit"].endswith("FT")


def test_what_somebody_is_named_as_the_origin_of(pier: Asked) -> None:
    base = pier.with_triples(f"{CLAIM} ; kb:origin sp:lund .")
    rows = only(base.rows("said-by", speaker="sp:lund"), "part", "claim")
    assert ("it comes from them", "claim:x") in rows


def test_a_denial_of_an_accusation_accuses_nobody(pier: Asked) -> None:
    base = pier.with_triples(f"{CLAIM} ; kb:denies claim:g-blame-town ; kb:accuses sp:town .")
    assert "claim:x" not in base.column("accusations", "claim")
    assert "claim:x" not in base.column("accused-without-reply", "claim")


def test_a_document_that_speaks_is_the_origin_of_what_it_says(pier: Asked) -> None:
    base = pier.with_triples("claim:x a kb:Claim ; kb:speaker sp:coast-report .")
    rows = only(base.rows("same-origin"), "origin", "claim", "how")
    assert ("src:coast-report", "claim:x", "the document speaks") in rows
