"""Where the desk demands a second reader, every claim has one who read it as it is now."""

from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.review.second_reader import READ_BEFORE, UNREAD, unread
from kb.text.base import open_base
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding
from tests.conftest import PREFIXES

DEMANDED = "[check]\nsecond-reader = true\n"
DESK = """
desk:mv a kb:Editor ; skos:prefLabel "M. V."@en . desk:ro a kb:Editor ; skos:prefLabel "R. O."@en .
"""
CLAIM = """
claim:c a kb:Claim ; kb:source src:g ; kb:encodedBy desk:mv ; kb:entered "2020-05-20"^^xsd:date ;
    kb:evidence [ kb:role kb:content ; kb:start 10 ; kb:end 20 ] .
"""
READ = """
desk:r a kb:Review ; kb:concerns claim:c ; kb:by desk:ro ; kb:on "2020-05-21"^^xsd:date .
"""


def found(folder: Path, text: str, settings: str = DEMANDED) -> list[Finding]:
    (folder / "claims").mkdir(exist_ok=True)
    (folder / "kb.toml").write_text(settings, encoding="utf-8")
    (folder / "claims" / "a.ttl").write_text(PREFIXES + DESK + text, encoding="utf-8")
    return list(unread(read_corpus(open_base(folder))))


@pytest.mark.parametrize(
    "settings", ["", "[check]\n", "[check]\nsecond-reader = false\n", '[base]\nname = "x"\n']
)
def test_nothing_is_demanded_unless_the_desk_says_so(tmp_path: Path, settings: str) -> None:
    assert found(tmp_path, CLAIM, settings) == []


def test_a_claim_that_nobody_else_has_read_is_found_at_its_encoder(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CLAIM)
    assert (finding.code, finding.severity) == (UNREAD.code, UNREAD.severity)
    assert finding.message == "Nobody but M. V. has read this against the text."
    assert finding.node == "<https://example.org/claim/c>"
    assert finding.value == "<https://example.org/desk/mv>"


def test_the_encoder_is_no_second_reader(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CLAIM + READ.replace("desk:ro", "desk:mv"))
    assert finding.code == UNREAD.code


@pytest.mark.parametrize(
    "what", ["kb:concerns claim:c", "kb:source src:g ; kb:start 0 ; kb:end 20"]
)
def test_a_claim_that_somebody_else_has_read_is_sound(tmp_path: Path, what: str) -> None:
    assert found(tmp_path, CLAIM + READ.replace("kb:concerns claim:c", what)) == []


def test_what_was_entered_after_its_review_is_to_be_read_again(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, CLAIM + READ.replace("05-21", "05-19"))
    assert finding.code == READ_BEFORE.code
    assert finding.message == "This was entered on 2020-05-20, after R. O. read it on 2020-05-19."


def test_a_record_of_no_claim_is_read_too(tmp_path: Path) -> None:
    record = CLAIM.replace("kb:Claim", "kb:NoClaim")
    assert [finding.code for finding in found(tmp_path, record)] == [UNREAD.code]


def test_what_another_record_supersedes_needs_no_reader(tmp_path: Path) -> None:
    corrected = CLAIM + READ + "claim:c kb:supersedes claim:b . claim:b a kb:Claim ."
    assert found(tmp_path, corrected) == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ('[check]\nsecond-reader = "yes"\n', "neither true nor false"),
        ("[check]\nsecond_reader = true\n", "unknown setting 'second_reader' in \\[check\\]"),
        ("[chek]\nsecond-reader = true\n", "unknown table 'chek'"),
        ("check = true\n", "\\[check\\] is not a table"),
        ("[base]\nsecond-reader = true\n", "unknown setting 'second-reader' in \\[base\\]"),
    ],
)
def test_a_misspelt_demand_is_refused(tmp_path: Path, settings: str, told: str) -> None:
    with pytest.raises(CannotGoOn, match=told):
        found(tmp_path, CLAIM, settings)
