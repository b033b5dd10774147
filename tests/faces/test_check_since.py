"""``kb check --since`` and ``--staged``, run as people and hooks run them."""

import json
import os
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT, Kb
from tests.git_desk import AUDITOR, CLERK, MAYOR, TEXT, Desk, make_desk, shared

PIER = "claims/pier.ttl"
ALL = MAYOR + AUDITOR + CLERK
NUMBER = ("4000000", "400000")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk", "base")


@pytest.fixture
def copies(tmp_path: Path) -> str:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "g.txt").write_text(TEXT, encoding="utf-8")
    return str(folder)


def test_nothing_lost_is_exit_0_and_the_summary_names_the_commit(kb: Kb, desk: Desk) -> None:
    run = kb("check", "--since", "HEAD", cwd=desk.base)
    assert (run.code, run.err) == (0, "")
    short = desk.git("rev-parse", "--short", "HEAD")
    assert f"Compared with {short} (2026-11-01, First claims)." in run.out


def test_a_dropped_rival_is_exit_1_and_an_editor_understands_why(kb: Kb, desk: Desk) -> None:
    short = desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    run = kb("check", "--since", "HEAD~1", cwd=desk.base)
    assert run.code == 1
    assert (
        f"error KB601: claim:cost-mayor was removed in {short} (2026-11-02, Tidy up). "
        "Of 2 rival answers to q:cost only claim:cost-auditor stays."
    ) in run.out
    assert "The mayor: the pier cost four million" in run.out


def test_without_since_nothing_is_compared(kb: Kb, desk: Desk) -> None:
    desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    assert kb("check", cwd=desk.base).code == 0


def test_an_overwritten_number_points_at_the_number(kb: Kb, desk: Desk) -> None:
    desk.write({PIER: ALL.replace(*NUMBER)})
    run = kb("check", "--since", "HEAD", "--format", "json", cwd=desk.base)
    report = json.loads(run.out)
    (found,) = [one for one in report["findings"] if one["code"] == "KB603"]
    lines = (desk.base / PIER).read_text().splitlines()
    assert lines[found["line"] - 1][found["column"] - 1 :].startswith("400000")
    assert report["summary"]["since"] == desk.git("rev-parse", "HEAD")


def test_every_format_can_tell_of_a_file_that_is_gone(kb: Kb, desk: Desk) -> None:
    desk.commit("A file of its own", {PIER: MAYOR + AUDITOR, "claims/clerk.ttl": CLERK})
    desk.commit("Clean", {"claims/clerk.ttl": None})
    for form in ("human", "json", "sarif", "github"):
        run = kb("check", "--since", "HEAD~1", "--format", form, cwd=desk.base)
        assert (run.code, run.err) == (1, "")
        assert "KB601" in run.out
        assert "claims/clerk.ttl" in run.out


def test_a_removed_claim_concerns_the_file_that_it_stood_in(kb: Kb, desk: Desk) -> None:
    desk.commit("A file of its own", {PIER: MAYOR + AUDITOR, "claims/clerk.ttl": CLERK})
    desk.write({"claims/clerk.ttl": None})
    assert kb("check", "--since", "HEAD", "claims/shared.ttl", cwd=desk.base).code == 0
    assert "KB601" in kb("check", "--since", "HEAD", "claims", cwd=desk.base).out


@pytest.mark.parametrize("arguments", [("--since", "nowhere"), ("--since=--all",), ("--since", "")])
def test_an_unknown_revision_is_exit_2(kb: Kb, desk: Desk, arguments: tuple[str, ...]) -> None:
    run = kb("check", *arguments, cwd=desk.base)
    assert (run.code, run.out) == (2, "")
    assert "no commit is called" in run.err


@pytest.mark.parametrize("arguments", [("--since", "HEAD"), ("--staged",)])
def test_outside_a_repository_is_exit_2(
    kb: Kb, desk: Desk, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    (desk.top / ".git").rename(tmp_path / "no-git")
    run = kb("check", *arguments, cwd=desk.base)
    assert (run.code, run.out) == (2, "")
    assert "this folder is in no git repository" in run.err


def test_a_syntax_error_now_is_told_first_and_alone(kb: Kb, desk: Desk) -> None:
    desk.write({PIER: "claim:x kb:gist 'open .\n"})
    run = kb("check", "--since", "HEAD", cwd=desk.base)
    assert run.code == 1
    assert "KB001" in run.out
    assert "KB601" not in run.out


# Staged


def test_staged_is_checked_and_not_the_disk(kb: Kb, desk: Desk, copies: str) -> None:
    wrong = ALL.replace('kb:exact "nine million"', 'kb:exact "ten million"')
    desk.write({PIER: wrong})
    desk.git("add", "--all")
    desk.write({PIER: ALL})
    assert kb("check", "--sources", copies, cwd=desk.base).code == 0
    run = kb("check", "--staged", "--sources", copies, cwd=desk.base)
    assert run.code == 1
    assert f"{PIER}:" in run.out
    assert "KB402" in run.out
    desk.git("add", "--all")
    desk.write({PIER: wrong})
    assert kb("check", "--staged", "--sources", copies, cwd=desk.base).code == 0


def test_places_are_those_of_the_staged_text(kb: Kb, desk: Desk) -> None:
    desk.write({PIER: ALL.replace("kb:act kb:states", "kb:act kb:stated", 1)})
    desk.git("add", "--all")
    staged_line = (desk.base / PIER).read_text().splitlines()
    desk.write({PIER: "\n\n\n" + ALL})
    run = kb("check", "--staged", "--format", "json", cwd=desk.base)
    found = next(one for one in json.loads(run.out)["findings"] if one["code"] == "KB003")
    assert staged_line[found["line"] - 1][found["column"] - 1 :].startswith("kb:stated")


SHAPE = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
desk:Editor a sh:NodeShape ; sh:targetClass kb:Editor ; sh:property desk:has-initials .
desk:has-initials a sh:PropertyShape ; sh:path desk:initials ; sh:minCount 1 ;
    kb:code "DESK1" ; sh:severity sh:Warning ;
    sh:message "No initials."@en ; kb:remedy "Add them."@en .
"""


def test_own_shapes_and_settings_are_read_as_staged(kb: Kb, desk: Desk, copies: str) -> None:
    desk.write({"kb.toml": '[base]\nshapes = ["own.ttl"]\n', "own.ttl": SHAPE})
    desk.git("add", "--all")
    desk.write({"kb.toml": '[base]\nclaims = ["nowhere"]\n', "own.ttl": None})
    for form in ("human", "sarif"):
        run = kb("check", "--staged", "--sources", copies, "--format", form, cwd=desk.base)
        assert (run.code, run.err) == (1, "")
        assert "DESK1" in run.out
        assert "No initials." in run.out
    desk.write({"kb.toml": "", "own.ttl": SHAPE})
    desk.git("add", "base/kb.toml")
    desk.write({"kb.toml": '[base]\nshapes = ["own.ttl"]\n'})
    assert kb("check", "--staged", "--sources", copies, cwd=desk.base).code == 0


def test_own_queries_are_read_as_staged(kb: Kb, desk: Desk, copies: str) -> None:
    drops = "# Purpose: the mayor's\nSELECT ?claim WHERE { ?claim kb:speaker sp:mayor }\n"
    desk.write({"kb.toml": '[base]\nqueries = ["asked"]\n', "asked/mayor.rq": drops})
    desk.git("add", "--all")
    desk.write({"asked/mayor.rq": "# Purpose: all\nASK { ?s ?p ?o }\n"})
    assert kb("check", "--sources", copies, cwd=desk.base).code == 0
    run = kb("check", "--staged", "--sources", copies, cwd=desk.base)
    assert run.code == 1
    assert "asked/mayor.rq:2:1: error KB386: Of 2 live answers to q:cost" in run.out


def test_a_staged_removal_is_told_as_staged(kb: Kb, desk: Desk) -> None:
    desk.write({PIER: AUDITOR + CLERK})
    assert kb("check", "--staged", "--since", "HEAD", cwd=desk.base).code == 0
    desk.git("add", "--all")
    run = kb("check", "--staged", "--since", "HEAD", cwd=desk.base)
    assert run.code == 1
    assert "claim:cost-mayor was removed in what is staged, not committed yet." in run.out


def test_a_hook_stops_a_commit_that_drops_a_claim(desk: Desk) -> None:
    hook = desk.top / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nexport PYTHONPATH='{ROOT}'\n"
        f"exec '{sys.executable}' -m kb check --base base --staged --since HEAD\n"
    )
    hook.chmod(0o755)
    desk.write({PIER: AUDITOR + CLERK})
    with pytest.raises(AssertionError):
        desk.git("commit", "--quiet", "--all", "--message", "Dropped")
    with pytest.raises(AssertionError):
        desk.git("commit", "--quiet", "--message", "Dropped", "--", f"base/{PIER}")
    desk.write({PIER: ALL + CLERK.replace("claim:paid", "claim:paid-again")})
    desk.git("commit", "--quiet", "--all", "--message", "Added")
    assert desk.git("log", "-1", "--format=%s") == "Added"


def test_the_first_commit_of_a_repository_passes_the_hook(kb: Kb, tmp_path: Path) -> None:
    desk = Desk(tmp_path / "new", tmp_path / "new")
    desk.top.mkdir()
    desk.git("init", "--quiet")
    files = {"kb.toml": "", "claims/shared.ttl": shared(), PIER: ALL}
    desk.write(files)
    desk.git("add", "--all")
    run = kb("check", "--staged", "--since", "HEAD", cwd=desk.base)
    assert (run.code, run.err) == (0, "")


# Waivers


def test_a_waiver_accepts_a_change_and_is_never_stale(kb: Kb, desk: Desk) -> None:
    waiver = """@prefix w: <https://example.org/waiver/> .
w:1 a kb:Waiver ; kb:rule "KB603" ; kb:concerns claim:cost-mayor ; kb:reason "a slip"@en ;
    kb:by desk:me ; kb:on "2026-11-02"^^xsd:date ; kb:until "2026-12-31"^^xsd:date .
"""
    desk.commit("A slip", {PIER: ALL.replace(*NUMBER), "claims/waivers.ttl": waiver})
    today = ("--today", "2026-11-20")
    for revision in ("HEAD~1", "HEAD"):
        run = kb("check", *today, "--since", revision, cwd=desk.base)
        assert run.code == 0, run.out
    assert kb("check", *today, cwd=desk.base).code == 0


@pytest.mark.skipif(os.name == "nt", reason="names with a line end")
def test_odd_names_of_files(kb: Kb, desk: Desk) -> None:
    name = 'claims/-a "b"\t*?[c] \n é.ttl'
    desk.commit("Odd", {PIER: MAYOR + AUDITOR, name: CLERK})
    assert kb("check", "--since", "HEAD~1", cwd=desk.base).code == 0
    desk.commit("Gone", {name: None})
    assert kb("check", "--since", "HEAD~1", cwd=desk.base).code == 1
