"""Who said what: speakers, hops, denials, accusations, changes of mind."""

import pytest

from tests.queries.asking import PIER, Asked, asked, only


@pytest.fixture(scope="module")
def pier() -> Asked:
    return asked(PIER)


def test_all_answers_to_a_question_with_who_when_range_and_words(pier: Asked) -> None:
    rows = pier.rows("answers", question="q:repair-cost")
    assert only(rows, "who", "low", "high", "words", "claim") == [
        ("Ada Holm", "", "5000000", "nearly 5 million crowns", "claim:c-cost-mayor"),
        ("the Courier (own voice)", "", "7000000", "nearly 7 million", "claim:c-cost-total"),
        ("Ada Holm", "4200000", "4200000", "4.2 million crowns", "claim:g-cost-mayor"),
        ("the dockers' union", "6000000", "", "6 million or more", "claim:g-cost-union"),
    ]
    assert only(rows, "from", "until", "unit", "changedIn") == [
        ("", "", "unit:CCY_DKK", ""),
        ("", "", "unit:CCY_DKK", ""),
        ("2024-05-02", "2024-05-02", "unit:CCY_DKK", "claim:c-cost-mayor"),
        ("2024-05-03", "2024-05-03", "unit:CCY_DKK", ""),
    ]


def test_answers_that_choose_have_their_choice_and_their_hedges(pier: Asked) -> None:
    rows = pier.rows("answers", question="q:pier-state")
    assert only(rows, "claim", "choice", "hedges", "from", "until") == [
        ("claim:g-shut", "closed", "", "2024-05-03", "2024-05-03"),
        ("claim:c-inner-open", "open", "", "2024-05-06", "2024-05-12"),
        ("claim:c-boats-moor", "open", "", "2024-05-12", "2024-05-12"),
        ("claim:c-inner-closed", "closed", "", "2024-05-12", "2024-05-12"),
        ("claim:g-open-by-july", "open", "if", "2024-05-03", "2024-07-01"),
    ]


def test_accusations_and_their_denials_are_answers_to_one_question(pier: Asked) -> None:
    rows = pier.rows("answers", question="q:collapse-cause")
    builder, denial = "claim:g-blame-builder", "claim:g-builder-denies"
    retraction = "claim:c-union-retracts"
    assert only(rows, "claim", "choice", "denies", "denial", "until") == [
        ("claim:g-blame-town", "the town of Skarnholm", "", "", ""),
        (retraction, "", builder, "", "2024-03-14"),
        (builder, "Nordmole", "", retraction, "2024-03-14"),
        (builder, "Nordmole", "", denial, "2024-03-14"),
        (denial, "", builder, "", "2024-03-14"),
    ]


def test_what_somebody_said_handed_on_or_may_have_said(pier: Asked) -> None:
    assert only(pier.rows("said-by", speaker="sp:dahl"), "part", "claim") == [
        ("said it, in one reading", "claim:c-they-knew"),
        ("said it", "claim:c-late-papers"),
    ]
    clerk = pier.rows("said-by", speaker="sp:lund")
    assert {row["part"] for row in clerk} == {"handed it on"}
    assert only(clerk, "who", "through", "claim") == [
        ("the insurer (not named in the Gazette)", "Mette Lund", "claim:g-insurer-pays"),
        ("the storm report of the Coast Institute", "Mette Lund", "claim:g-waves"),
        ("the storm report of the Coast Institute", "Mette Lund", "claim:g-wind"),
    ]


def test_what_an_organisation_said_includes_those_who_speak_for_it(pier: Asked) -> None:
    own = only(pier.rows("said-by", speaker="sp:nordmole"), "part", "claim")
    assert own == [
        ("said it", "claim:g-builder-denies"),
        ("one of theirs said it", "claim:g-divers"),
        ("one of theirs said it", "claim:g-open-by-july"),
    ]
    council = only(pier.rows("said-by", speaker="sp:council"), "part", "who")
    assert set(council) == {("one of theirs said it", "Ada Holm")}


def test_all_denials_with_what_they_deny_and_which_part(pier: Asked) -> None:
    rows = pier.rows("denials")
    assert only(rows, "claim", "target", "whose") == [
        ("claim:c-boats-none", "claim:c-boats-eleven", "Fjordmutual"),
        ("claim:c-no-teardown", "prop:teardown", "nobody"),
        ("claim:c-union-retracts", "claim:g-blame-builder", "the dockers' union"),
        ("claim:g-builder-denies", "claim:g-blame-builder", "the dockers' union"),
        ("claim:g-builder-denies", "claim:g-blame-builder", "the dockers' union"),
    ]
    assert only(rows, "deniedPart", "understoodAs", "repeated") == [
        ("occurrence", "", ""),
        ("intent", "", ""),
        ("perpetrator", "", ""),
        ("occurrence", "that the piles were too short", "true"),
        ("perpetrator", "the blame", "true"),
    ]


def test_accusations_with_every_reply(pier: Asked) -> None:
    columns = ("accused", "claim", "replyClaim", "fromTheAccused", "takenBackIn")
    builder, retraction = ("Nordmole", "claim:g-blame-builder"), "claim:c-union-retracts"
    town = ("the town of Skarnholm", "claim:g-blame-town", "", "", "")
    assert only(pier.rows("accusations"), *columns) == [
        ("Fjordmutual", "claim:c-slow-to-pay", "claim:c-late-papers", "true", ""),
        (*builder, retraction, "false", retraction),
        (*builder, "claim:g-builder-denies", "true", retraction),
        town,
    ]
    assert only(pier.rows("accusations", accused="sp:town"), *columns) == [town]


def test_the_accused_without_a_reply(pier: Asked) -> None:
    rows = pier.rows("accused-without-reply")
    assert only(rows, "party", "claim", "repliesToOthers") == [
        ("sp:town", "claim:g-blame-town", "0")
    ]


DENIES = "a kb:Claim ; kb:polarity kb:denies ; kb:denies claim:g-blame-town"


@pytest.mark.parametrize(
    "reply",
    [
        f"claim:x {DENIES} ; kb:speaker sp:town .",
        f"claim:x {DENIES} ; kb:speaker sp:lund .",
        f"claim:x {DENIES} ; kb:speaker sp:council . sp:town kb:member sp:council .",
        "claim:x a kb:Claim ; kb:repliesTo claim:g-blame-town ; kb:speaker sp:holm .",
        f"""claim:x {DENIES} ; kb:speaker sp:town .
            claim:y a kb:Claim ; kb:accuses sp:town ; kb:supersedes claim:g-blame-town .""",
    ],
    ids=["the party", "its clerk", "its member", "a reply, no denial", "to the record before"],
)
def test_a_reply_of_the_accused_or_of_theirs_counts(pier: Asked, reply: str) -> None:
    assert pier.with_triples(reply).rows("accused-without-reply") == []


def test_the_word_of_somebody_else_is_no_reply_of_the_accused(pier: Asked) -> None:
    other = pier.with_triples(f"claim:x {DENIES} ; kb:speaker sp:krag .")
    rows = other.rows("accused-without-reply")
    assert only(rows, "party", "denial") == [("sp:town", "claim:x")]


def test_replies_to_other_accusations_are_counted(pier: Asked) -> None:
    another = """claim:x a kb:Claim ; kb:accuses sp:fjordmutual ; kb:speaker sp:brandt ;
        kb:source src:courier ; kb:gist "Brandt: it hides papers"@en ."""
    rows = pier.with_triples(another).rows("accused-without-reply")
    assert ("Fjordmutual", "claim:x", "1") in only(rows, "accused", "claim", "repliesToOthers")


def test_speakers_without_a_name_and_why(pier: Asked) -> None:
    columns = ("speaker", "naming", "reason", "claims", "questions")
    assert only(pier.rows("anonymous-speakers"), *columns) == [
        ("sp:lars", "pseudonym", "no reason given", "3", "0"),
        ("sp:harbour-master", "partly named", "", "2", "2"),
        ("sp:hotel-owners", "unnamed", "no reason given", "1", "1"),
        ("sp:insurer", "partly named", "", "1", "0"),
        ("sp:two-visitors", "unnamed", "no reason given", "1", "1"),
        ("sp:watchman", "unnamed", "not authorised", "1", "0"),
    ]


def test_what_one_claimed_and_another_contradicts(pier: Asked) -> None:
    columns = ("how", "claim", "otherClaim", "differsIn")
    assert only(pier.rows("contradictions", speaker="sp:holm"), *columns) == [
        ("excludes it", "claim:c-inner-closed", "claim:c-boats-moor", "place definition"),
        ("excludes it", "claim:c-inner-closed", "claim:c-inner-open", ""),
        ("excludes it", "claim:c-inner-closed", "claim:g-open-by-july", "place"),
    ]
    assert only(pier.rows("contradictions", speaker="sp:fjordmutual"), *columns) == [
        ("is denied", "claim:c-boats-eleven", "claim:c-boats-none", "")
    ]
    union = only(pier.rows("contradictions", speaker="sp:union"), "how", "otherWho")
    assert union == [
        ("denies it", "the dockers' union"),
        ("is denied", "the dockers' union"),
        ("is denied", "Nordmole"),
    ]


def test_what_speakers_changed_or_took_back(pier: Asked) -> None:
    columns = ("who", "how", "claim", "earlierSaid", "changedIn", "laterSaid")
    mayor = ("Ada Holm", "changed", "claim:g-cost-mayor", "2024-05-02")
    union = ("the dockers' union", "took back", "claim:g-blame-builder", "2024-05-03")
    rows = dict.fromkeys(only(pier.rows("changed-statements"), *columns))
    assert list(rows) == [
        (*mayor, "claim:c-cost-mayor", "2024-05-11"),
        (*union, "claim:c-union-retracts", "2024-05-12"),
    ]


def test_what_came_through_others(pier: Asked) -> None:
    rows = pier.rows("second-hand")
    assert only(rows, "claim", "hop", "through", "verb", "hedge", "vouches") == [
        ("claim:g-insurer-pays", "1", "Mette Lund", "according to", "possibly", "false"),
        ("claim:g-waves", "1", "Mette Lund", "said", "", ""),
        ("claim:g-wind", "1", "Mette Lund", "said", "", ""),
    ]


def test_who_answers_and_how_they_stand_to_it(pier: Asked) -> None:
    columns = ("speaker", "interest", "office", "organisation", "answersByThem", "answersInAll")
    assert only(pier.rows("interests", question="q:pier-state"), *columns) == [
        ("sp:gazette-voice", "", "", "", "1", "5"),
        ("sp:two-visitors", "", "", "", "1", "5"),
        ("sp:harbour-master", "observer", "harbour master", "not stated", "1", "5"),
        ("sp:holm", "party", "mayor", "the town of Skarnholm", "1", "5"),
        ("sp:krag", "party", "head of the repair", "Nordmole", "1", "5"),
    ]
    parties = only(pier.rows("interests", interest="kb:party"), "question", "speaker")
    assert parties == [
        ("q:boats-sunk", "sp:fjordmutual"),
        ("q:collapse-cause", "sp:nordmole"),
        ("q:pier-state", "sp:holm"),
        ("q:pier-state", "sp:krag"),
        ("q:repair-cost", "sp:holm"),
        ("q:wave-height", "sp:fjordmutual"),
    ]


def test_a_name_that_is_not_english_is_better_than_none(pier: Asked) -> None:
    names = pier.column("said-by", "who", speaker="sp:harbour-watch")
    assert names == ["havnevagten", "a member of the harbour watch"]
