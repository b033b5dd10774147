"""The past of a base as git holds it: at a commit, in the index, from any folder of it."""

import os
import subprocess
from pathlib import Path

import pytest

from kb.text.base import base_at, open_base
from kb.text.git import content_id
from kb.text.history import open_history
from kb.words.errors import CannotGoOn
from tests.git_desk import AUDITOR, CLERK, MAYOR, Desk, make_desk

PIER = "claims/pier.ttl"
ALL = MAYOR + AUDITOR + CLERK


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk", "a base")


def staged(desk: Desk, *named: str) -> dict[str, str]:
    paths = tuple(desk.top / name for name in named)
    base = open_base(desk.base, also=paths)
    with open_history(base, paths) as history:
        read = history.staged()
        return {base.shown(path): read.read(path).decode() for path in read.files}


def at(desk: Desk, revision: str, *named: str) -> set[str]:
    paths = tuple(desk.top / name for name in named)
    with open_history(open_base(desk.base, also=paths), paths) as history:
        return set(history.at(history.repository.commit(revision)).files)


def test_the_index_is_read_and_not_the_disk(desk: Desk) -> None:
    desk.write({PIER: CLERK, "claims/new.ttl": "# staged\n", "claims/ö ü.ttl": "# staged\n"})
    desk.git("add", "--all")
    desk.write({PIER: AUDITOR, "claims/new.ttl": None, "claims/untracked.ttl": "# not staged\n"})
    found = staged(desk)
    assert sorted(found) == ["claims/new.ttl", PIER, "claims/shared.ttl", "claims/ö ü.ttl"]
    assert found[PIER].endswith(CLERK)


def test_the_settings_of_then_name_the_files(desk: Desk) -> None:
    desk.commit(
        "Two folders", {"kb.toml": '[base]\nclaims = ["claims", "../more"]\n', "../more/m.ttl": ""}
    )
    desk.commit("One folder", {"kb.toml": '[base]\nclaims = ["claims"]\n'})
    one = {f"a base/{PIER}", "a base/claims/shared.ttl"}
    assert at(desk, "HEAD") == one
    assert at(desk, "HEAD~1") == {*one, "more/m.ttl"}
    desk.commit("Broken settings", {"kb.toml": "[base"})
    desk.commit("Mended", {"kb.toml": '[base]\nclaims = ["claims"]\n'})
    assert at(desk, "HEAD~1") == one


def test_named_files_join_the_base_then_as_now(desk: Desk) -> None:
    desk.commit("A draft", {"../drafts/d.ttl": ""})
    assert at(desk, "HEAD", "drafts") - at(desk, "HEAD") == {"drafts/d.ttl"}
    desk.write({"../drafts/e.ttl": ""})
    with pytest.raises(CannotGoOn, match="nothing of it is staged"):
        staged(desk, "drafts/e.ttl")


def test_a_base_that_was_not_there_yet_has_no_files(tmp_path: Path) -> None:
    top = tmp_path / "desk"
    early = Desk(top, top)
    top.mkdir()
    early.git("init", "--quiet")
    early.commit("A word", {"README.md": "Soon.\n", "shapes.ttl": "# not a base\n"})
    desk = Desk(top, top / "base")
    desk.commit("A base", {"kb.toml": "", PIER: ALL})
    assert at(desk, "HEAD~1") == set()


def test_settings_that_came_later_hold_for_before(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    desk.git("init", "--quiet")
    desk.commit("Claims", {PIER: ALL, "other.ttl": "# not a claim\n"})
    desk.commit("Settings", {"kb.toml": '[base]\nclaims = ["claims"]\n'})
    assert at(desk, "HEAD~1") == {PIER}


def test_a_folder_behind_a_link_and_links_in_a_circle(desk: Desk) -> None:
    (desk.top / "real").mkdir()
    (desk.top / "real" / "r.ttl").write_text("# real\n")
    (desk.base / "linked").symlink_to("../real")
    (desk.base / "claims" / "one.ttl").symlink_to("two.ttl")
    (desk.base / "claims" / "two.ttl").symlink_to("one.ttl")
    (desk.base / "claims" / "out.ttl").symlink_to("/etc/hostname")
    desk.commit("Links", {"kb.toml": '[base]\nclaims = ["claims", "linked"]\n'})
    (desk.base / "claims" / "one.ttl").unlink()
    (desk.base / "claims" / "two.ttl").unlink()
    assert at(desk, "HEAD") == {f"a base/{PIER}", "a base/claims/shared.ttl", "real/r.ttl"}


def test_in_a_merge_with_conflicts_nothing_is_staged(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("Aside", {PIER: CLERK})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {PIER: AUDITOR})
    with pytest.raises(AssertionError):
        desk.git("merge", "--quiet", "side")
    with pytest.raises(CannotGoOn, match="the merge of this file is not finished") as told:
        staged(desk)
    assert told.value.where == f"a base/{PIER}"


def test_wrong_settings_in_the_index(desk: Desk) -> None:
    desk.write({"kb.toml": "[base"})
    desk.git("add", "--all")
    desk.write({"kb.toml": ""})
    with pytest.raises(CannotGoOn, match="not valid TOML"):
        staged(desk)


def test_settings_shapes_and_queries_are_those_of_the_index(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "o.ttl").write_text("# outside\n")
    settings = """[base]
name = "staged"
shapes = ["own.ttl", "../../outside"]
queries = ["asked"]
sources = "copies"
"""
    desk.write({"kb.toml": settings, "own.ttl": "# staged\n", "asked/a.rq": "# staged\n"})
    desk.git("add", "--all")
    desk.write({"kb.toml": "[base", "own.ttl": "# not staged\n", "asked/a.rq": None})
    desk.write({"asked/b.rq": "# not staged\n"})
    (desk.base / "copies").mkdir()
    with open_history(base_at(desk.base)) as history:
        base = history.staged()
        assert history.staged(tmp_path).sources == tmp_path
    assert (base.name, base.sources) == ("staged", desk.base / "copies")
    assert base.shapes == (desk.base / "own.ttl", tmp_path / "outside" / "o.ttl")
    assert base.read(desk.base / "own.ttl").endswith(b"# staged\n")
    assert base.queries == (desk.base / "asked",)
    assert base.read(desk.base / "asked" / "a.rq") == b"# staged\n"
    assert desk.base / "asked" / "b.rq" not in base.contents


def test_shapes_that_are_named_and_not_staged(desk: Desk) -> None:
    desk.write({"kb.toml": '[base]\nshapes = ["own.ttl"]\n'})
    desk.git("add", "--all")
    desk.write({"own.ttl": "# not staged\n"})
    with pytest.raises(CannotGoOn, match="nothing of it is staged") as told:
        staged(desk)
    assert told.value.where == "own.ttl"


def test_nothing_staged(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    desk.git("init", "--quiet")
    desk.write({PIER: ALL})
    with pytest.raises(CannotGoOn, match="no Turtle file of the base is staged"):
        staged(desk)


def test_what_a_hook_inherits_does_not_lead_astray(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = make_desk(tmp_path / "other")
    monkeypatch.chdir(other.top)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    monkeypatch.setenv("GIT_PREFIX", "somewhere/")
    assert at(desk, "HEAD") == {f"a base/{PIER}", "a base/claims/shared.ttl"}
    assert sorted(staged(desk)) == [PIER, "claims/shared.ttl"]


def test_an_index_of_its_own_is_the_one_that_a_hook_checks(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.top / ".git" / "next-index").write_bytes((desk.top / ".git" / "index").read_bytes())
    desk.write({PIER: CLERK})
    index = {"GIT_INDEX_FILE": str(desk.top / ".git" / "next-index")}
    add = ["git", "-C", str(desk.top), "add", "--all"]
    subprocess.run(add, env={**os.environ, **index}, check=True)
    assert staged(desk)[PIER].endswith(ALL)
    monkeypatch.chdir(desk.top)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    assert staged(desk)[PIER].endswith(CLERK)


def test_a_program_of_the_repository_is_not_run(desk: Desk, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "monitor"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
    program.chmod(0o755)
    desk.git("config", "core.fsmonitor", str(program))
    staged(desk)
    at(desk, "HEAD")
    assert not ran.exists()


def test_a_linked_worktree_and_a_repository_with_sha256(desk: Desk, tmp_path: Path) -> None:
    desk.git("worktree", "add", "--quiet", str(tmp_path / "tree"), "-b", "tree")
    tree = Desk(tmp_path / "tree", tmp_path / "tree" / "a base")
    assert at(tree, "HEAD") == at(desk, "HEAD")
    top = tmp_path / "long"
    top.mkdir()
    long = Desk(top, top)
    long.git("init", "--quiet", "--object-format=sha256")
    long.commit("Claims", {"kb.toml": "", PIER: ALL})
    assert at(long, "HEAD") == {PIER}


def test_the_name_that_git_gives_to_bytes(desk: Desk) -> None:
    path = desk.base / PIER
    assert content_id(path.read_bytes(), "0" * 40) == desk.git("hash-object", str(path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="not root")
def test_a_repository_of_another_user(desk: Desk) -> None:
    os.chown(desk.top, 12345, 12345)
    with pytest.raises(CannotGoOn, match="dubious ownership") as told:
        at(desk, "HEAD")
    assert "safe.directory" in (told.value.hint or "")


def test_words_of_git_that_nobody_foresaw_are_passed_on(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.top / ".git" / "config").write_text("[core\n")
    with pytest.raises(CannotGoOn, match="bad config"):
        at(desk, "HEAD")
