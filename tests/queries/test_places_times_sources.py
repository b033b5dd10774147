"""What is said of what: places, events, times, figures, sources, and the desk's own work."""

import pytest
from pyoxigraph import NamedNode

from kb.judgement.review.coverage import sentences
from tests.queries.asking import PIER, Asked, asked, only


@pytest.fixture(scope="module")
def pier() -> Asked:
    return asked(PIER)


def test_a_place_with_all_places_within_it(pier: Asked) -> None:
    rows = pier.rows("about-place", place="place:pier", source="src:courier")
    assert only(rows, "place", "where", "claim") == [
        ("the inner deck", "said of it", "claim:c-breaks-law"),
        ("the inner deck", "said of it", "claim:c-inner-closed"),
        ("the inner deck", "said of it", "claim:c-inner-open"),
        ("the old pier", "said of it", "claim:c-boats-moor"),
        ("the old pier", "asked of it", "claim:c-cost-mayor"),
        ("the old pier", "asked of it", "claim:c-cost-total"),
        ("the old pier", "it is the subject", "claim:c-length"),
        ("the old pier", "it is the subject", "claim:c-longer-than-mole"),
        ("the old pier", "its event was there", "claim:c-patch"),
        ("the old pier", "said of it", "claim:c-piles-will-fail"),
        ("the outer deck", "its event was there", "claim:c-contract"),
        ("the outer deck", "it is the subject", "claim:c-outer-most"),
    ]


def test_a_place_under_its_other_name(pier: Asked) -> None:
    """The harbour is declared to be the same as the port, and the pier to be within it."""
    port = set(pier.column("about-place", "claim", place="place:port"))
    assert port == set(pier.column("about-place", "claim", place="place:harbour"))
    assert {"claim:c-no-ferry", "claim:g-visits-april", "claim:g-shut"} <= port
    assert "claim:c-more" not in port


def test_a_denial_is_about_the_place_and_the_event_of_what_it_denies(pier: Asked) -> None:
    denied = pier.with_triples("claim:g-blame-builder kb:place place:outer-deck .")
    place = denied.rows("about-place", place="place:outer-deck")
    assert ("claim:g-builder-denies", "what it denies is said of it") in only(
        place, "claim", "where"
    )
    event = only(pier.rows("about-event", event="evt:collapse"), "claim", "denies")
    assert ("claim:g-builder-denies", "claim:g-blame-builder") in event


def test_an_event_with_all_that_was_part_of_it(pier: Asked) -> None:
    storm = pier.column("about-event", "claim", event="evt:storm")
    assert {"claim:g-boats", "claim:g-wind", "claim:g-fewer"} <= set(storm)
    assert "claim:g-nobody-on-deck" in storm, "the collapse was part of the storm"
    collapse = pier.column("about-event", "claim", event="evt:collapse")
    assert {"claim:g-deck-torn", "claim:c-contract", "claim:g-blame-town"} <= set(collapse)
    assert not {"claim:g-boats", "claim:g-wind", "claim:g-fewer"} & set(collapse)


def test_what_is_said_of_somebody(pier: Asked) -> None:
    assert only(pier.rows("about-subject", subject="sp:town"), "part", "claim") == [
        ("accused", "claim:g-blame-town"),
        ("subject", "claim:g-no-inspection"),
        ("subject", "claim:g-town-silent"),
        ("subject, in one reading", "claim:c-they-knew"),
    ]


def test_a_word_is_found_in_any_case_in_readings_and_notes(pier: Asked) -> None:
    assert pier.column("mentions", "claim", text="PILE") == [
        "claim:c-piles-will-fail",
        "claim:g-builder-denies",
        "claim:g-piles-short",
    ]
    assert pier.column("mentions", "claim", text="nearest") == ["claim:g-divers"]
    assert pier.column("mentions", "claim", text="gående") == ["claim:g-shut"]
    assert pier.column("mentions", "claim", text="(.*)") == []


def test_claims_by_the_time_they_speak_of(pier: Asked) -> None:
    rows = pier.rows("timeline", to="2024-03-14")
    assert only(rows, "from", "until", "claim")[:3] == [
        ("2023-04-01", "2023-04-30", "claim:g-visits-year-before"),
        ("2024-01-01", "2024-01-31", "claim:g-cracks"),
        ("2024-03-14", "2024-03-14", "claim:c-contract"),
    ]
    ends = {row["claim"]: (row["from"], row["until"]) for row in pier.rows("timeline")}
    assert ends["claim:g-shut"] == ("2024-05-03", "2024-05-03"), "at publication"
    assert ends["claim:g-cost-mayor"] == ("2024-05-02", "2024-05-02"), "when said"
    assert ends["claim:g-nobody-on-deck"] == ("2024-03-14", "2024-03-14"), "during its event"
    assert ends["claim:g-waves"] == ("2024-03-14", "2024-03-14"), "during the question's event"
    assert ends["claim:g-boats"] == ("2024-03-14", "2024-03-15"), "as the question says"
    assert ends["claim:g-builder-denies"] == ("2024-03-14", "2024-03-14"), "as what it denies"
    assert ends["claim:c-no-teardown"] == ("", "2024-05-12"), "its own, with an open end"
    assert ends["claim:g-insurer-pays"] == ("2024-05-03", ""), "its own, with an open end"
    assert not {"claim:g-blame-town", "claim:c-cost-mayor", "claim:c-late-papers"} & set(ends)


def test_only_the_claims_of_a_time(pier: Asked) -> None:
    ends = {row["claim"]: (row["from"], row["until"]) for row in pier.rows("timeline")}
    asked_for = {
        claim
        for claim, (first, last) in ends.items()
        if (first or "0") <= "2024-05-02" and (last or "9") >= "2024-04-10"
    }
    rows = pier.column("timeline", "claim", since="2024-04-10", to="2024-05-02")
    assert set(rows) == asked_for
    assert 0 < len(asked_for) < len(ends)


def test_several_events_make_one_period(pier: Asked) -> None:
    both = """claim:x a kb:Claim ; kb:event evt:storm , evt:meeting ; kb:holds kb:duringEvent ;
        kb:source src:courier ; kb:speaker sp:dahl ."""
    rows = pier.with_triples(both).rows("timeline")
    assert ("2024-03-14", "2024-05-08", "claim:x") in only(rows, "from", "until", "claim")


def test_predictions_with_their_windows(pier: Asked) -> None:
    columns = ("from", "until", "claim", "condition", "verdict")
    july = ("2024-05-03", "2024-07-01", "claim:g-open-by-july")
    june = ("2024-06-01", "2024-06-30", "claim:c-report-in-june", "", "")
    judged = (*july, "The weather holds until July", "did not come true")
    law = ("2024-05-12", "2024-05-12", "claim:c-breaks-law", "", "")
    assert only(pier.rows("predictions"), *columns) == [
        ("", "", "claim:c-cost-mayor", "", ""),
        law,
        june,
        judged,
        ("2024-05-12", "2025-03-31", "claim:c-piles-will-fail", "", ""),
    ]
    assert only(pier.rows("predictions", closedBy="2024-07-01"), *columns) == [law, june, judged]


def test_all_estimates_of_a_measure(pier: Asked) -> None:
    rows = pier.rows("estimates", measure="m:visits")
    assert only(rows, "claim", "low", "high", "words", "from") == [
        ("claim:g-visits-year-before", "1000", "1000", "1,000", "2023-04-01"),
        ("claim:g-visits-april", "300", "300", "some 300 a day", "2024-04-01"),
    ]
    assert set(only(rows, "place", "population")) == {("the harbour", "visitors of the harbour")}
    boats = pier.rows("estimates", measure="m:boats-lost")
    assert only(boats, "claim", "population", "place") == [
        ("claim:c-boats-eleven", "boats", ""),
        ("claim:c-boats-none", "boats", ""),
        ("claim:g-boats", "boats", ""),
    ]


def test_figures_without_a_named_origin(pier: Asked) -> None:
    rows = pier.rows("figures-without-origin")
    assert only(rows, "why", "claim") == [
        ("the source says it itself", "claim:c-length"),
        ("the source says it itself", "claim:c-longer-than-mole"),
        ("the source says it itself", "claim:c-outer-most"),
        ("the source says it itself", "claim:c-shelter-cost"),
        ("the source says it itself", "claim:g-above-budget"),
        ("the source says it itself", "claim:g-budget"),
        ("the text names no origin", "claim:g-boats"),
    ]
    unnamed = """claim:x a kb:Claim ; kb:speaker sp:two-visitors ; kb:low 3 ."""
    added = pier.with_triples(unnamed).rows("figures-without-origin")
    assert ("the speaker is not named", "claim:x") in only(added, "why", "claim")


def test_claims_of_one_origin(pier: Asked) -> None:
    rows = pier.rows("same-origin")
    assert only(rows, "origin", "claimsFromIt", "claim", "how") == [
        ("src:coast-report", "3", "claim:c-waves", "its origin"),
        ("src:coast-report", "3", "claim:g-waves", "stated in it"),
        ("src:coast-report", "3", "claim:g-wind", "stated in it"),
    ]
    told = pier.with_triples("claim:c-late-papers kb:origin sp:krag .").rows("same-origin")
    krag = [row for row in told if row["origin"] == "sp:krag"]
    assert only(krag, "claim", "how") == [
        ("claim:c-late-papers", "its origin"),
        ("claim:g-divers", "their own words"),
        ("claim:g-open-by-july", "their own words"),
    ]


def test_cited_documents_that_nobody_has_opened(pier: Asked) -> None:
    rows = pier.rows("unopened-documents")
    assert only(rows, "document", "claims", "questions", "stillToAppear") == [
        ("src:coast-report", "4", "1", ""),
        ("src:safety-report", "1", "0", "true"),
    ]


def test_the_chain_of_a_claim_in_order(pier: Asked) -> None:
    def chain(claim: str) -> list[tuple[str, ...]]:
        return only(pier.rows("chain", claim=claim), "step", "role", "record")

    assert chain("claim:g-waves") == [
        ("1", "speaker", "sp:coast-report"),
        ("2", "handed on by", "sp:lund"),
        ("3", "document", "src:coast-report"),
        ("4", "printed in", "src:gazette"),
    ]
    assert chain("claim:c-waves") == [
        ("0", "origin", "src:coast-report"),
        ("1", "speaker", "sp:fjordmutual"),
        ("2", "printed in", "src:courier"),
    ]
    assert chain("claim:c-they-knew")[1:3] == [
        ("1", "speaker, in one reading", "sp:dahl"),
        ("1", "speaker, in one reading", "sp:harbour-master"),
    ]
    hop = pier.rows("chain", claim="claim:g-insurer-pays")[1]
    assert (hop["verb"], hop["hedge"], hop["vouches"]) == ("according to", "possibly", "false")


def test_what_the_publisher_corrected(pier: Asked) -> None:
    columns = ("source", "day", "corrected", "earlierVersion", "claims")
    note = "The first version gave the speed of the wind in miles"
    assert only(pier.rows("corrections"), *columns) == [
        ("src:gazette", "2024-05-04", note, "src:gazette-first", "25")
    ]


def test_the_sources_and_how_much_rests_on_each(pier: Asked) -> None:
    columns = ("source", "claims", "speakers", "questions", "citedInClaims", "corrections")
    assert only(pier.rows("sources"), *columns) == [
        ("src:courier", "26", "11", "7", "0", "0"),
        ("src:gazette", "25", "10", "7", "0", "1"),
        ("src:coast-report", "0", "0", "0", "4", "0"),
        ("src:safety-report", "0", "0", "0", "1", "0"),
        ("src:gazette-first", "0", "0", "0", "0", "0"),
    ]


def test_the_questions_with_most_different_speakers_first(pier: Asked) -> None:
    columns = ("question", "speakers", "answersInAll", "sources", "denials")
    assert only(pier.rows("questions"), *columns) == [
        ("q:pier-state", "5", "5", "2", "0"),
        ("q:collapse-cause", "3", "4", "2", "2"),
        ("q:repair-cost", "3", "4", "2", "0"),
        ("q:boats-sunk", "3", "3", "2", "1"),
        ("q:visitors-trend", "2", "2", "2", "0"),
        ("q:wave-height", "2", "2", "2", "0"),
        ("q:visitors", "1", "2", "1", "0"),
        ("q:town-knew", "1", "1", "1", "0"),
    ]
    several = {row["question"] for row in pier.rows("questions") if row["sources"] == "2"}
    assert set(pier.column("in-several-sources", "question")) == several


def test_claims_are_reviewed_as_coverage_counts_them(pier: Asked) -> None:
    rows = pier.rows("encoded-and-reviewed")
    reviewed = {row["claim"] for row in rows if row["reviewedBy"]}
    assert {row["claim"] for row in rows} - reviewed == set(
        pier.column("unreviewed-claims", "claim")
    )
    assert "claim:g-cost-union" not in reviewed, "entered after the review"
    for sentence in sentences(pier.corpus.index):
        names = {pier.shown(one) for one in sentence.records if isinstance(one, NamedNode)}
        if all(name.startswith("claim:") for name in names):
            assert sentence.reviewed == (names <= reviewed), sentence.number
