"""A patch says what changes, and git applies it."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kb.exchange.reports.unified_diff import unified_diff

git_only = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")


def test_a_patch_to_the_letter() -> None:
    assert unified_diff(Path("claims/a.ttl"), "a\nb\nc", "a\nB\nc\n") == (
        "--- a/claims/a.ttl\n+++ b/claims/a.ttl\n@@ -1,3 +1,3 @@\n a\n-b\n-c\n"
        "\\ No newline at end of file\n+B\n+c\n"
    )


def test_no_difference_is_an_empty_patch() -> None:
    assert unified_diff(Path("a.ttl"), "a\n", "a\n") == ""


def test_a_file_elsewhere_keeps_its_path() -> None:
    path = Path("/elsewhere/a.ttl").absolute()
    assert unified_diff(path, "a\n", "b\n").startswith(f"--- {path.as_posix()}\n")


@git_only
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a\nb\n", "a\n\nb\n"),
        ("a\nb", "a\nb\n"),
        ("a\r\nb\n", "a\r\nb\r\n"),
        ("a\x0cb\u2028c\rd\ne\n", "a\x0cb\u2028c\rd\nE\n"),
        ("\n".join(map(str, range(50))), "\n".join(map(str, range(1, 51)))),
        ("a\n", ""),
    ],
)
def test_git_applies_it(tmp_path: Path, old: str, new: str) -> None:
    file = tmp_path / "claims" / "a b.ttl"
    file.parent.mkdir()
    file.write_bytes(old.encode())
    patch = unified_diff(Path("claims/a b.ttl"), old, new)
    subprocess.run(
        ["git", "apply", "--whitespace=nowarn"], cwd=tmp_path, input=patch.encode(), check=True
    )
    assert file.read_bytes() == new.encode()
