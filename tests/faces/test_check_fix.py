"""``kb check --fix``: positions of words that moved are rewritten, shown, and checked again."""

import json
import os
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import Kb
from tests.faces.test_bad_input import CLAIM, TEXT, sound
from tests.git_desk import Desk

MakeBase = Callable[[Mapping[str, str]], Path]
FILE = "claims/b-claims.ttl"
MOVED = CLAIM.replace("kb:start 14 ; kb:end 26", "kb:start 15 ; kb:end 27")
NOWHERE = MOVED.replace('"four million"', '"five million"').replace("claim:cost", "claim:other")
SOURCES = ("--sources", "sources")


def moved(make_base: MakeBase, claims: str = MOVED, **files: str) -> Path:
    return make_base(sound(**{FILE: claims, **files}))


def diff_of(out: str) -> list[str]:
    return [line for line in out.splitlines() if line[:1] in ("+", "-")]


def test_what_moved_is_rewritten_and_shown_and_the_base_checked_again(
    kb: Kb, make_base: MakeBase
) -> None:
    base = moved(make_base)
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert (run.code, run.err) == (0, "1 span re-anchored in 1 file.\n")
    old, new = ("kb:start 15 ; kb:end 27", "kb:start 14 ; kb:end 26")
    shown = diff_of(run.out)
    assert shown[:2] == [f"--- a/{FILE}", f"+++ b/{FILE}"]
    assert [line[:1] for line in shown[2:]] == ["-", "+"]
    assert shown[2][1:].replace(old, new) == shown[3][1:]
    assert run.out.endswith(
        "1 claim in 2 files: no findings.\n1 span verified, 0 unverified, 0 failed.\n"
    )
    assert (base / FILE).read_bytes() == before.replace(old.encode(), new.encode())


def test_a_second_time_there_is_nothing_to_do(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    kb("check", "--fix", *SOURCES, cwd=base)
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert (run.code, run.err) == (0, "0 spans re-anchored.\n")
    assert diff_of(run.out) == []


def test_line_ends_and_everything_else_stay_to_the_byte(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    odd = b"# caf\xc3\xa9\t \r\n" + (base / FILE).read_bytes().replace(b"\n", b"\r\n") + b"\r\n#"
    (base / FILE).write_bytes(odd)
    assert kb("check", "--fix", *SOURCES, cwd=base).code == 0
    right = odd.replace(b"kb:start 15 ; kb:end 27", b"kb:start 14 ; kb:end 26")
    assert (base / FILE).read_bytes() == right


def test_what_is_not_certain_stays_and_is_told(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base, MOVED + NOWHERE)
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert (run.code, run.err) == (1, "1 span re-anchored in 1 file.\n")
    assert "error KB402: The stored words “five million” are not at 15 to 27" in run.out
    assert "KB408" not in run.out
    assert (base / FILE).read_text("utf-8").count("kb:start 15 ; kb:end 27") == 1


def test_a_changed_copy_re_anchors_nothing(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base, CLAIM, **{"sources/g.txt": "Now " + TEXT})
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert run.code == 1
    why = "as the copy of the source is not the archived text: claim:cost."
    assert run.err == f"0 spans re-anchored.\n1 span left alone, {why}\n"
    assert "error KB401" in run.out
    assert "only elsewhere: 1;" in run.out
    assert f"touches: {FILE}:" in run.out
    assert "they stand once, at 18 to 30." in run.out
    assert (base / FILE).read_bytes() == before


# What may be written


def test_only_the_files_named_are_rewritten(kb: Kb, make_base: MakeBase) -> None:
    other = MOVED.replace("claim:cost", "claim:price")
    base = moved(make_base, **{"claims/c.ttl": other})
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", *SOURCES, "claims/c.ttl", cwd=base)
    assert run.code == 0
    assert "1 span re-anchored in 1 file." in run.err
    assert "1 span left alone, as the file was not named" in run.err
    assert (base / FILE).read_bytes() == before
    assert "kb:start 14" in (base / "claims/c.ttl").read_text("utf-8")


def test_a_file_outside_the_base_is_rewritten_only_if_named(
    kb: Kb, make_base: MakeBase, tmp_path: Path
) -> None:
    base = moved(make_base, CLAIM)
    draft = tmp_path / "draft.ttl"
    draft.write_bytes((base / FILE).read_bytes().replace(b"kb:start 14", b"kb:start 13"))
    draft.write_text(draft.read_text("utf-8").replace("claim:cost", "claim:draft"), "utf-8")
    (base / "claims" / "linked.ttl").symlink_to(draft)
    before = draft.read_bytes()
    assert "left alone, as the file was not named" in kb("check", "--fix", *SOURCES, cwd=base).err
    assert draft.read_bytes() == before
    kb("check", "--fix", *SOURCES, str(draft), cwd=base)
    assert b"kb:start 13" not in draft.read_bytes()


def test_a_link_within_the_base_stays_a_link(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    (base / FILE).rename(base / "real.txt")
    (base / FILE).symlink_to(base / "real.txt")
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert (run.code, run.err) == (0, "1 span re-anchored in 1 file.\n")
    assert (base / FILE).is_symlink()
    assert "kb:start 14" in (base / "real.txt").read_text("utf-8")


def test_a_file_that_cannot_be_written_stays_and_is_named(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    before = (base / FILE).read_bytes()
    (base / FILE).chmod(0o444)
    if os.access(base / FILE, os.W_OK):
        pytest.skip("this user may write everywhere")
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert run.code == 2
    assert "b-claims.ttl: cannot write" in run.err
    assert (base / FILE).read_bytes() == before


# Only looking


def test_diff_shows_a_patch_that_git_takes_and_writes_nothing(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", "--diff", *SOURCES, cwd=base)
    assert (run.code, run.err) == (0, "1 span would be re-anchored in 1 file.\n")
    assert (base / FILE).read_bytes() == before
    subprocess.run(["git", "apply", "-"], input=run.out.encode(), cwd=base, check=True)
    assert kb("check", *SOURCES, cwd=base).code == 0


def test_paths_of_a_patch_can_be_typed_from_here(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base)
    run = kb("check", "--fix", "--diff", "--sources", "../sources", cwd=base / "claims")
    assert "--- a/b-claims.ttl\n" in run.out


# Together with other options


def test_a_report_for_programs_has_standard_output_for_itself(kb: Kb, make_base: MakeBase) -> None:
    run = kb("check", "--fix", *SOURCES, "--format", "json", cwd=moved(make_base))
    assert json.loads(run.out)["findings"] == []
    assert f"+++ b/{FILE}" in run.err
    assert run.err.startswith("1 span re-anchored in 1 file.\n")


def test_a_report_in_a_file_leaves_the_patch_on_standard_output(
    kb: Kb, make_base: MakeBase
) -> None:
    base = moved(make_base)
    run = kb("check", "--fix", *SOURCES, "--format", "json", "-o", "report.json", cwd=base)
    assert f"+++ b/{FILE}" in run.out
    assert json.loads((base / "report.json").read_text())["findings"] == []


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--fix", "--staged", *SOURCES], "--staged looks at none"),
        (["--diff", *SOURCES], "it shows what --fix would change: give both"),
        (["--fix", "--diff", "--report", "json=a", *SOURCES], "there is no --report"),
        (["--fix"], "without copies of the sources no position is certain"),
    ],
)
def test_what_cannot_be_had_is_refused_and_nothing_is_written(
    kb: Kb, make_base: MakeBase, arguments: list[str], why: str
) -> None:
    base = moved(make_base)
    before = {path: path.read_bytes() for path in base.rglob("*") if path.is_file()}
    run = kb("check", *arguments, cwd=base)
    assert (run.code, run.out) == (2, "")
    assert why in run.err
    assert {path: path.read_bytes() for path in base.rglob("*") if path.is_file()} == before


def test_with_a_revision_that_is_not_there_nothing_is_rewritten(
    kb: Kb, make_base: MakeBase
) -> None:
    base = moved(make_base)
    desk = Desk(base, base)
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.commit("All")
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", "--since", "nowhere", *SOURCES, cwd=base)
    assert (run.code, run.out) == (2, "")
    assert "no commit is called 'nowhere' here" in run.err
    assert (base / FILE).read_bytes() == before


def test_with_a_syntax_error_nothing_is_rewritten(kb: Kb, make_base: MakeBase) -> None:
    base = moved(make_base, **{"claims/c.ttl": "claim:x kb:gist 'open .\n"})
    before = (base / FILE).read_bytes()
    run = kb("check", "--fix", *SOURCES, cwd=base)
    assert run.code == 1
    assert "no span re-anchored: a file has a syntax error" in run.err
    assert "error KB001" in run.out
    assert (base / FILE).read_bytes() == before
