"""``kb fmt`` as a user runs it: what it prints, how it ends, and what it leaves in the files."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Kb

HEADER = "@prefix ex: <https://example.org/> .\n\n"
PLAIN = HEADER + "ex:a   a ex:Claim;ex:p [ex:q 1],[ex:q 2] . # as printed\n"
STYLED = HEADER + "ex:a a ex:Claim ;\n    ex:p [ ex:q 1 ] ,\n        [ ex:q 2 ] . # as printed\n"
BROKEN = HEADER + "ex:a   a ex:Claim\nex:b a ex:Claim .\n"


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A base of a plain file and one in the house style, with a plain file beside its claims."""
    folder = tmp_path / "base"
    (folder / "claims").mkdir(parents=True)
    (folder / "drafts").mkdir()
    (folder / "kb.toml").write_text('[base]\nclaims = ["claims"]\n')
    (folder / "claims" / "a.ttl").write_text(PLAIN)
    (folder / "claims" / "b.ttl").write_text(STYLED)
    (folder / "drafts" / "c.ttl").write_text(PLAIN)
    return folder


def texts(base: Path) -> tuple[str, ...]:
    """What the files a, b and c hold."""
    return tuple(path.read_text() for path in sorted(base.rglob("*.ttl")))


def test_the_files_of_the_base_are_formatted_and_no_other(kb: Kb, base: Path) -> None:
    run = kb("fmt", cwd=base)
    assert (run.code, run.err) == (0, "")
    assert run.out == (
        f"formatted {Path('claims/a.ttl')}\n1 file formatted, 1 in the house style already.\n"
    )
    assert texts(base) == (STYLED, STYLED, PLAIN)


def test_a_second_run_changes_nothing_not_even_the_date(kb: Kb, base: Path) -> None:
    kb("fmt", cwd=base)
    before = [path.stat() for path in sorted(base.rglob("*.ttl"))]
    run = kb("fmt", cwd=base)
    assert (run.code, run.out) == (0, "2 files in the house style.\n")
    after = [path.stat() for path in sorted(base.rglob("*.ttl"))]
    assert [(s.st_ino, s.st_mtime_ns) for s in after] == [(s.st_ino, s.st_mtime_ns) for s in before]


def test_a_named_file_needs_no_base_and_is_the_only_one(kb: Kb, base: Path) -> None:
    (base / "kb.toml").unlink()
    run = kb("fmt", "drafts/c.ttl", cwd=base)
    assert (run.code, run.out) == (0, f"formatted {Path('drafts/c.ttl')}\n1 file formatted.\n")
    assert texts(base) == (PLAIN, STYLED, STYLED)


def test_a_base_named_from_elsewhere(kb: Kb, base: Path) -> None:
    run = kb("--base", str(base), "fmt")
    assert (run.code, texts(base)) == (0, (STYLED, STYLED, PLAIN))
    assert run.out.startswith(f"formatted {base / 'claims' / 'a.ttl'}\n")


def test_no_base_and_no_path(kb: Kb) -> None:
    run = kb("fmt")
    assert (run.code, run.out) == (2, "")
    assert "no knowledge base here" in run.err


# --- looking only


def test_check_names_what_would_change_and_changes_nothing(kb: Kb, base: Path) -> None:
    run = kb("fmt", "--check", cwd=base)
    assert (run.code, run.err) == (1, "")
    assert run.out == (
        f"would change {Path('claims/a.ttl')}\n1 file would change, 1 in the house style already.\n"
    )
    assert texts(base) == (PLAIN, STYLED, PLAIN)


def test_check_of_what_is_in_the_house_style(kb: Kb, base: Path) -> None:
    run = kb("fmt", "--check", "claims/b.ttl", cwd=base)
    assert (run.code, run.out) == (0, "1 file in the house style.\n")


def test_diff_is_a_patch_and_nothing_else(kb: Kb, base: Path) -> None:
    run = kb("fmt", "--diff", cwd=base)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("--- a/claims/a.ttl\n+++ b/claims/a.ttl\n@@ -1,3 +1,5 @@\n")
    assert texts(base) == (PLAIN, STYLED, PLAIN)
    assert kb("fmt", "--diff", "--check", cwd=base).code == 1
    assert kb("fmt", "--diff", "--check", "claims/b.ttl", cwd=base).out == ""


@pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
def test_the_patch_does_what_the_command_would(kb: Kb, base: Path) -> None:
    patch = kb("fmt", "--diff", cwd=base).out
    subprocess.run(["git", "apply"], cwd=base, input=patch.encode(), check=True)
    assert texts(base) == (STYLED, STYLED, PLAIN)


# --- what cannot be formatted


def test_one_file_with_a_syntax_error_and_nothing_is_written(kb: Kb, base: Path) -> None:
    (base / "claims" / "b.ttl").write_text(BROKEN)
    run = kb("fmt", cwd=base)
    assert (run.code, run.out) == (2, "")
    assert f"{Path('claims/b.ttl')}:3:18: error: the statement has no '.' at its end" in run.err
    assert "\n    ex:a   a ex:Claim\n                     ^\n" in run.err
    assert "kb: 1 of 2 files cannot be read as Turtle; nothing was written" in run.err
    assert texts(base) == (PLAIN, BROKEN, PLAIN)


@pytest.mark.parametrize(("option", "out"), [("--check", "would change"), ("--diff", "--- a/")])
def test_beside_a_syntax_error_the_others_are_still_looked_at(
    kb: Kb, base: Path, option: str, out: str
) -> None:
    (base / "claims" / "b.ttl").write_text(BROKEN)
    run = kb("fmt", option, cwd=base)
    assert run.code == 2
    assert run.out.startswith(out)
    assert "kb: 1 of 2 files cannot be read as Turtle\n" in run.err


def test_all_mistakes_of_all_files_are_told(kb: Kb, base: Path) -> None:
    (base / "claims" / "a.ttl").write_text("<a> <b> ] .\n<a> <b> c .\n")
    (base / "claims" / "b.ttl").write_bytes(b"# caf\xe9\n")
    run = kb("fmt", cwd=base)
    assert (run.code, run.out) == (2, "")
    for place in ("a.ttl:1:9: ", "a.ttl:2:9: ", "b.ttl:1:6: "):
        assert str(Path("claims", place)) in run.err


def test_a_path_that_is_not_there(kb: Kb, base: Path) -> None:
    run = kb("fmt", "claims/a.ttl", "claims/z.ttl", cwd=base)
    assert (run.code, run.out) == (2, "")
    assert run.err == f"kb: {Path('claims/z.ttl')}: no such file or folder\n"
    assert texts(base) == (PLAIN, STYLED, PLAIN)


@pytest.mark.skipif(os.name == "nt", reason="symbolic links of POSIX")
def test_a_link_out_of_the_base_is_told_and_left_alone(kb: Kb, base: Path) -> None:
    outside = base.parent / "outside.ttl"
    outside.write_text(PLAIN)
    (base / "claims" / "z.ttl").symlink_to(outside)
    run = kb("fmt", cwd=base)
    assert run.code == 0
    assert f"kb: {outside}: left alone" in run.err
    assert outside.read_text() == PLAIN
    assert (base / "claims" / "z.ttl").is_symlink()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permission bits of POSIX")
def test_a_file_that_must_not_be_written(kb: Kb, base: Path) -> None:
    (base / "claims" / "a.ttl").chmod(0o444)
    run = kb("fmt", cwd=base)
    assert (run.code, run.out) == (2, "")
    assert "no permission" in run.err
    assert texts(base) == (PLAIN, STYLED, PLAIN)
