"""What is uncertain, open or our own reading, and what the desk made of it."""

import pytest

from tests.queries.asking import PIER, Asked, asked, only


@pytest.fixture(scope="module")
def pier() -> Asked:
    return asked(PIER)


def test_ambiguous_claims_with_all_their_readings(pier: Asked) -> None:
    rows = pier.rows("ambiguous-claims")
    assert only(rows, "claim", "readings", "reading", "speakerThen")[:2] == [
        ("claim:c-they-knew", "3", "said by the agent, of the town", "Nils Dahl"),
        (
            "claim:c-they-knew",
            "3",
            "said by the harbour master, of the builder",
            "the harbour master (not named in the Courier)",
        ),
    ]
    assert [row["claim"] for row in rows] == [
        *["claim:c-they-knew"] * 3,
        *["claim:g-builder-denies"] * 2,
    ]


def test_conditional_claims_with_their_conditions(pier: Asked) -> None:
    columns = ("claim", "act", "condition")
    july = ("claim:g-open-by-july", "predicts", "The weather holds until July")
    assert only(pier.rows("conditional-claims"), *columns) == [july]
    more = pier.with_triples(
        """claim:x a kb:Claim ; kb:reading [ kb:condition prop:damage ] .
           claim:y a kb:Claim ; kb:hedge kb:ifTrue ."""
    )
    assert only(more.rows("conditional-claims"), *columns) == [
        july,
        ("claim:x", "", "The whole damage to the pier"),
        ("claim:y", "", ""),
    ]


def test_claims_about_claims(pier: Asked) -> None:
    links: dict[str, set[tuple[str, ...]]] = {}
    for link, *pair in only(pier.rows("claims-about-claims"), "link", "claim", "otherClaim"):
        links.setdefault(link, set()).add(tuple(one.removeprefix("claim:") for one in pair))
    assert links == {
        "supports": {
            ("c-they-knew", "g-cracks"),
            ("g-no-inspection", "g-blame-town"),
            ("g-piles-short", "g-blame-builder"),
            ("g-visits-april", "g-fewer"),
        },
        "undermines": {("c-piles-will-fail", "g-open-by-july")},
        "is about": {
            ("c-july-empty", "g-open-by-july"),
            ("g-above-budget", "g-cost-mayor"),
            ("g-above-budget", "g-cost-union"),
            ("g-town-silent", "g-blame-town"),
        },
        "is reckoned from": {
            ("c-cost-total", "c-cost-mayor"),
            ("c-cost-total", "c-shelter-cost"),
        },
        "is a share of": {("c-outer-most", "c-length"), ("g-divers", "g-cost-mayor")},
        "is compared with": {("g-above-budget", "g-budget")},
    }


def test_what_is_said_to_have_caused_what(pier: Asked) -> None:
    assert only(pier.rows("causes"), "claim", "cause", "effect") == [
        ("claim:c-contract", "The contract was at fault", "the collapse of the outer deck"),
        ("claim:g-deck-torn", "the storm of March 14", "the collapse of the outer deck"),
    ]


def test_trends_with_what_they_are_held_against(pier: Asked) -> None:
    rows = pier.rows("trends")
    assert only(rows, "claim", "trend", "against", "population", "from") == [
        (
            "claim:g-fewer",
            "falling",
            "the storm of March 14",
            "visitors of the harbour",
            "2024-03-14",
        ),
        (
            "claim:c-more",
            "rising",
            "The number of guests in April of the year before",
            "guests of the hotels",
            "2024-04-01",
        ),
    ]


def test_hedges_of_speakers_and_of_those_who_hand_on(pier: Asked) -> None:
    assert only(pier.rows("hedged-claims"), "hedge", "hedgedBy", "claim") == [
        ("if", "Jens Krag", "claim:g-open-by-july"),
        ("possibly", "Mette Lund", "claim:g-insurer-pays"),
        ("reportedly", "the Gazette (own voice)", "claim:g-boats"),
    ]
    assert pier.column("hedged-claims", "claim", hedge="kb:possibly") == ["claim:g-insurer-pays"]
    assert pier.column("hedged-claims", "claim", hedge="kb:allegedly") == []


def test_what_is_our_reading(pier: Asked) -> None:
    rows = only(pier.rows("inferred-values"), "claim", "inferred", "valueRead")
    assert len(rows) == 20
    assert {
        ("claim:c-boats-none", "denies", "Fjordmutual: the storm sank 11 boats"),
        ("claim:c-inner-closed", "place", "the inner deck"),
        ("claim:g-visits-year-before", "per", "http://qudt.org/vocab/unit/DAY"),
        ("claim:g-cracks", "period", ""),
    } <= set(rows)


def test_what_the_texts_leave_open_on_what_must_match(pier: Asked) -> None:
    columns = ("claim", "leftOpen")
    assert only(pier.rows("left-open", question="q:repair-cost"), *columns) == [
        ("claim:c-cost-mayor", "period"),
        ("claim:c-cost-total", "definition"),
        ("claim:c-cost-total", "period"),
        ("claim:g-cost-union", "definition"),
    ]
    every = only(pier.rows("left-open"), *columns)
    assert ("claim:c-they-knew", "subject") in every
    assert ("claim:g-blame-town", "period") not in every, "periods need not match there"


def test_claims_without_a_question(pier: Asked) -> None:
    claims = set(pier.column("claims-without-question", "claim"))
    assert {"claim:c-length", "claim:c-no-teardown"} <= claims
    assert not {"claim:g-builder-denies", "claim:g-shut"} & claims


def test_passages_that_hold_no_claim(pier: Asked) -> None:
    assert only(pier.rows("passages-without-claim"), "record", "start", "reason") == [
        ("nc:g-question", "1529", "question"),
        ("nc:g-sea", "1553", "scene setting"),
        ("nc:c-headline", "0", "question"),
        ("nc:c-spring", "1558", "judgement of taste"),
    ]


def test_identities_of_which_nobody_is_sure(pier: Asked) -> None:
    assert only(pier.rows("unsure-identities"), "judgement", "record", "claims") == [
        ("id:insurer", "sp:fjordmutual", "3"),
        ("id:insurer", "sp:insurer", "1"),
    ]


def test_what_the_desk_judged(pier: Asked) -> None:
    rows = pier.rows("desk-judgements")
    assert only(rows, "kind", "result", "record", "judgedBy", "until") == [
        ("decision", "leave out", "claim:c-patch", "R. O.", "2999-12-31"),
        ("decision", "prefer", "claim:c-cost-mayor", "R. O.", "2999-12-31"),
        ("tension", "", "claim:c-more", "R. O.", ""),
        ("tension", "", "claim:g-fewer", "R. O.", ""),
        ("verdict", "did not come true", "claim:g-open-by-july", "M. V.", ""),
        ("waiver", "KB317", "sp:two-visitors", "R. O.", "2999-12-31"),
    ]
