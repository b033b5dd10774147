"""``kb review`` and the demand for a second reader, as a desk uses them in its repository."""

from pathlib import Path

import pytest

from tests.conftest import Kb
from tests.git_desk import AUDITOR, CLERK, MAYOR, TEXT, Desk, make_desk

PIER, REVIEWS = "claims/pier.ttl", "claims/reviews.ttl"
ALL = MAYOR + AUDITOR + CLERK
SENTENCES = """
src:g kb:sentence
    [ kb:number 1 ; kb:start 0 ; kb:end 42 ] , [ kb:number 2 ; kb:start 43 ; kb:end 78 ] ,
    [ kb:number 3 ; kb:start 79 ; kb:end 146 ] , [ kb:number 4 ; kb:start 147 ; kb:end 221 ] .
"""
READ = """
desk:ro a kb:Editor ; skos:prefLabel "R. O."@en .
desk:read a kb:Review ; kb:concerns claim:cost-mayor , claim:cost-auditor ; kb:by desk:ro ;
    kb:on "2026-11-02"^^xsd:date .
"""
DEMANDED = '[base]\nclaims = ["claims"]\n[check]\nsecond-reader = true\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A base of four sentences, of which the first two were read and the first changed after."""
    desk = make_desk(tmp_path / "desk", files={"claims/sentences.ttl": SENTENCES})
    desk.commit("Read", {REVIEWS: READ})
    desk.commit("Correct the mayor", {PIER: ALL.replace('"four million"', '"million"')})
    return desk


def test_it_lists_what_is_left_to_read_sentence_by_sentence(kb: Kb, desk: Desk) -> None:
    run = kb("review", cwd=desk.base)
    assert (run.code, run.err) == (0, "")
    lines = [line.rstrip() for line in run.out.splitlines()]
    short = desk.git("rev-parse", "--short", "HEAD")
    assert lines == [
        "The pier  [src:g]",
        "    4 sentences: 3 covered, 1 reviewed, 1 changed since their review",
        "     1  0–42  changed since its review",
        "          claim:cost-mayor  read by R. O. on 2026-11-02; "
        f"changed in {short} (2026-11-03, Correct the mayor)",
        "     3  79–146  not reviewed",
        "          claim:paid",
        "     4  147–221  not covered",
    ]


def test_all_of_a_source_is_shown_with_the_words_of_the_copy(
    kb: Kb, desk: Desk, tmp_path: Path
) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    (copies / "g.txt").write_text(TEXT, encoding="utf-8")
    run = kb("review", "src:g", "--all", "--sources", str(copies), cwd=desk.base)
    assert "     2  43–78  reviewed  The auditor put it at nine million." in run.out
    assert "claim:cost-auditor  read by R. O. on 2026-11-02\n" in run.out


def test_a_source_without_sentences_is_told(kb: Kb, tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "bare")
    run = kb("review", cwd=desk.base)
    assert run.code == 2
    assert "no sentences are recorded" in run.err


def test_the_check_demands_a_second_reader_where_the_desk_says_so(kb: Kb, desk: Desk) -> None:
    assert "KB42" not in kb("check", "--fail-on", "error", cwd=desk.base).out.replace("KB421", "")
    desk.commit("Two readers from now on", {"kb.toml": DEMANDED})
    run = kb("check", cwd=desk.base)
    assert run.code == 1
    assert "error KB422: Nobody but the desk has read this against the text." in run.out
    assert "error KB423: This was changed in " in run.out
    assert "(2026-11-03, Correct the mayor), after R. O. read it on 2026-11-02." in run.out


def test_what_is_staged_is_judged_by_the_staged_settings(kb: Kb, desk: Desk) -> None:
    desk.write({"kb.toml": DEMANDED})
    desk.git("add", "--all")
    desk.write({"kb.toml": '[base]\nclaims = ["claims"]\n'})
    assert "KB422" in kb("check", "--staged", cwd=desk.base).out
    assert "KB422" not in kb("check", cwd=desk.base).out


def test_a_waiver_accepts_a_claim_that_one_person_alone_has_read(kb: Kb, desk: Desk) -> None:
    waiver = """
desk:w a kb:Waiver ; kb:rule "KB422" ; kb:concerns claim:paid ; kb:by desk:me ;
    kb:reason "Nobody else reads the clerk's hand"@en ;
    kb:on "2026-11-02"^^xsd:date ; kb:until "2999-12-31"^^xsd:date .
"""
    desk.commit("Two readers", {"kb.toml": DEMANDED, "claims/waiver.ttl": waiver})
    run = kb("check", cwd=desk.base)
    assert "KB422" not in run.out
    assert "1 finding waived" in run.out


def test_a_new_base_says_how_to_demand_a_second_reader(kb: Kb, tmp_path: Path) -> None:
    assert kb("init", str(tmp_path / "new")).code == 0
    settings = (tmp_path / "new" / "kb.toml").read_text(encoding="utf-8")
    assert "second-reader = false" in settings
