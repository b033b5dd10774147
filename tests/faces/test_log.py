"""``kb log``: the history of a record, through renames and moves, newest first."""

import json
from pathlib import Path

import pytest

from tests.conftest import Kb
from tests.git_desk import AUDITOR, CLERK, MAYOR, Desk, make_desk

PIER = "claims/pier.ttl"
ALL = MAYOR + AUDITOR + CLERK


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk", "base")


def told(kb: Kb, desk: Desk, name: str = "claim:cost-mayor") -> list[dict[str, object]]:
    run = kb("log", name, "--format", "json", cwd=desk.base)
    assert run.code == 0, run.err
    steps: list[dict[str, object]] = json.loads(run.out)["steps"]
    return steps


def test_each_change_property_by_property(kb: Kb, desk: Desk) -> None:
    desk.commit("Other work", {PIER: MAYOR + AUDITOR.replace("9000000", "9") + CLERK})
    number = desk.commit("A number", {PIER: ALL.replace("4000000", "5000000")}, author="Ben Ito")
    desk.commit("Layout", {PIER: ALL.replace("4000000", "5000000").replace(" ; ", " ;\n  ")})
    run = kb("log", "cost-mayor", cwd=desk.base)
    assert run.code == 0
    first = desk.git("rev-list", "--max-parents=0", "--abbrev-commit", "HEAD")
    assert run.out == (
        "claim:cost-mayor\n\n"
        f"2026-11-03  {number}  Ben Ito  A number\n"
        f"    changed in {PIER}\n"
        "    kb:low: 4000000 → 5000000\n"
        "    kb:high: 4000000 → 5000000\n\n"
        f"2026-11-01  {first}  Ada Holm  First claims\n"
        f"    entered in {PIER}\n"
        "    kb:gist: “The mayor: the pier cost four million”\n"
    )


def test_moves_and_renames_are_no_steps_and_do_not_end_the_history(kb: Kb, desk: Desk) -> None:
    desk.commit("Moved", {PIER: AUDITOR + CLERK, "claims/mayor.ttl": MAYOR})
    desk.commit("Renamed", {"claims/mayor.ttl": None, "claims/holm.ttl": MAYOR})
    desk.git("mv", "base", "desk")
    desk.commit("Base moved")
    moved = Desk(desk.top, desk.top / "desk")
    noted = MAYOR.replace("kb:act", 'kb:note "seen"@en ; kb:act')
    moved.commit("Noted", {"claims/holm.ttl": noted})
    steps = told(kb, moved)
    assert [(step["subject"], step["event"], step["file"]) for step in steps] == [
        ("Noted", "changed", "claims/holm.ttl"),
        ("First claims", "entered", PIER),
    ]


def test_what_is_not_committed_comes_first(kb: Kb, desk: Desk) -> None:
    desk.write({PIER: ALL.replace("cost four", "cost about four")})
    newest, _ = told(kb, desk)
    assert (newest["commit"], newest["event"]) == (None, "changed")
    assert newest["changes"] == [
        {
            "property": "https://w3id.org/claims-kb/ns#gist",
            "old": [{"value": "The mayor: the pier cost four million", "language": "en"}],
            "new": [{"value": "The mayor: the pier cost about four million", "language": "en"}],
        }
    ]
    assert "not committed yet\n" in kb("log", "claim:cost-mayor", cwd=desk.base).out


@pytest.mark.parametrize(
    "name",
    ["claim:paid", "paid", "https://example.org/claim/paid", "<https://example.org/claim/paid>"],
)
def test_a_removed_record_is_found_by_any_of_its_names(kb: Kb, desk: Desk, name: str) -> None:
    desk.commit("Gone", {PIER: MAYOR + AUDITOR})
    desk.commit("Back", {PIER: ALL})
    desk.commit("Gone again", {PIER: MAYOR + AUDITOR})
    events = [(step["subject"], step["event"], step["file"]) for step in told(kb, desk, name)]
    assert events == [
        ("Gone again", "removed", PIER),
        ("Back", "entered", PIER),
        ("Gone", "removed", PIER),
        ("First claims", "entered", PIER),
    ]


def test_a_merge_is_a_step_only_where_it_made_something_new(kb: Kb, desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("Aside", {PIER: ALL.replace("4000000", "5")})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {"claims/more.ttl": "# more\n"})
    desk.git("merge", "--quiet", "--no-edit", "side")
    assert [step["subject"] for step in told(kb, desk)] == ["Aside", "First claims"]
    desk.git("checkout", "--quiet", "-b", "third")
    desk.commit("Third", {PIER: ALL.replace("4000000", "6")})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Main too", {PIER: ALL.replace("4000000", "7")})
    desk.git("merge", "--quiet", "--no-commit", "--strategy=ours", "third")
    desk.commit("Settled", {PIER: ALL.replace("4000000", "8")})
    subjects = [step["subject"] for step in told(kb, desk)]
    assert subjects == ["Settled", "Main too", "Third", "Aside", "First claims"]


def test_a_file_that_cannot_be_read_removes_nothing(kb: Kb, desk: Desk) -> None:
    desk.commit("Broken", {PIER: ALL + "claim:x kb:gist 'open .\n"})
    desk.commit("Mended", {PIER: ALL})
    desk.write({PIER: "claim:x kb:gist 'open .\n"})
    assert [step["subject"] for step in told(kb, desk)] == ["First claims"]


def test_hops_and_spans_read_as_a_line(kb: Kb, desk: Desk) -> None:
    desk.commit("Hop", {PIER: ALL.replace("kb:agent sp:clerk", "kb:agent sp:auditor")})
    run = kb("log", "paid", cwd=desk.base)
    assert "[hop 1; agent sp:clerk; verb said] → [hop 1; agent sp:auditor; verb said]" in run.out


def test_an_unknown_name_is_exit_2(kb: Kb, desk: Desk) -> None:
    run = kb("log", "claim:nobody", cwd=desk.base)
    assert (run.code, run.out) == (2, "")
    assert "there is no record called 'claim:nobody'" in run.err


def test_outside_a_repository_is_exit_2(kb: Kb, desk: Desk, tmp_path: Path) -> None:
    (desk.top / ".git").rename(tmp_path / "no-git")
    run = kb("log", "claim:paid", cwd=desk.base)
    assert (run.code, run.out) == (2, "")
    assert "this folder is in no git repository" in run.err


def test_a_shallow_history_tells_only_what_it_knows_to_the_end(
    kb: Kb, desk: Desk, tmp_path: Path
) -> None:
    desk.commit("Layout", {PIER: ALL + "\n"})
    desk.commit("A late one", {"claims/late.ttl": CLERK.replace("claim:paid", "claim:late")})
    top = tmp_path / "clone"
    desk.git("clone", "--quiet", "--depth", "2", desk.top.as_uri(), str(top))
    shallow = Desk(top, top / "base")
    assert [step["subject"] for step in told(kb, shallow, "claim:late")] == ["A late one"]
    run = kb("log", "claim:paid", cwd=shallow.base)
    assert (run.code, run.out) == (2, "")
    assert "git fetch --unshallow" in run.err


def test_a_subject_line_steers_no_terminal(kb: Kb, desk: Desk) -> None:
    desk.commit("A \x1b[31mred\x1b[0m one", {PIER: ALL.replace("4000000", "5")})
    run = kb("log", "cost-mayor", cwd=desk.base)
    assert "\x1b" not in run.out
    assert "red" in run.out
