"""Which files are meant by what somebody named, and what happens to them."""

import os
from pathlib import Path

import pytest

from kb.text.base import open_base
from kb.text.restyling import base_files, named_files, restyled, write
from kb.words.errors import CannotGoOn

links_only = pytest.mark.skipif(os.name == "nt", reason="symbolic links of POSIX")
PLAIN, STYLED = "<a>  <b> 1.", "<a> <b> 1 .\n"


def put(path: Path, text: str = PLAIN) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


# --- which files


def test_a_file_is_meant_by_its_name_and_by_its_folder_and_is_meant_once(tmp_path: Path) -> None:
    second, first = put(tmp_path / "claims" / "b.ttl"), put(tmp_path / "claims" / "a.ttl")
    below = put(tmp_path / "claims" / "more" / "c.ttl")
    put(tmp_path / "claims" / "notes.txt")
    put(tmp_path / "other.ttl")
    again = tmp_path / "claims" / "more" / ".." / "a.ttl"
    assert named_files([second, tmp_path / "claims", below, again]) == (second, first, below)


def test_folders_whose_name_begins_with_a_dot_are_not_meant(tmp_path: Path) -> None:
    put(tmp_path / ".venv" / "a.ttl")
    meant = put(tmp_path / "a.ttl")
    assert named_files([tmp_path]) == (meant,)
    assert named_files([tmp_path / ".venv"]) == (tmp_path / ".venv" / "a.ttl",)


@links_only
def test_nothing_behind_a_symbolic_link_is_meant(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere" / "a.ttl")
    meant = put(tmp_path / "claims" / "b.ttl")
    (tmp_path / "claims" / "a.ttl").symlink_to(tmp_path / "elsewhere" / "a.ttl")
    (tmp_path / "claims" / "more").symlink_to(tmp_path / "elsewhere")
    assert named_files([tmp_path / "claims"]) == (meant,)
    for link in ("a.ttl", "more"):
        with pytest.raises(CannotGoOn, match="symbolic link"):
            named_files([tmp_path / "claims" / link])


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("missing.ttl", "no such file or folder"),
        ("missing", "no such file or folder"),
        ("notes.nt", "does not end in .ttl"),
        ("empty", "no Turtle file"),
    ],
)
def test_what_is_no_turtle_file_is_refused(tmp_path: Path, name: str, what: str) -> None:
    put(tmp_path / "notes.nt")
    (tmp_path / "empty").mkdir()
    with pytest.raises(CannotGoOn, match=what) as refused:
        named_files([tmp_path / name])
    assert refused.value.where == str(tmp_path / name)


@links_only
def test_a_base_does_not_reach_out_of_its_folder(tmp_path: Path) -> None:
    elsewhere = put(tmp_path / "elsewhere" / "a.ttl")
    inside = put(tmp_path / "base" / "claims" / "b.ttl")
    (tmp_path / "base" / "claims" / "a.ttl").symlink_to(elsewhere)
    assert base_files(open_base(tmp_path / "base")) == ((inside,), (elsewhere,))


# --- reading and writing


def test_a_file_is_read_and_only_then_written(tmp_path: Path) -> None:
    path = put(tmp_path / "a.ttl")
    style = restyled(path)
    assert (style.old, style.new, style.changes, style.faults) == (PLAIN, STYLED, True, ())
    assert path.read_text() == PLAIN
    write(style)
    assert path.read_text() == STYLED
    assert not restyled(path).changes


def test_line_ends_reach_the_file_as_they_are(tmp_path: Path) -> None:
    path = put(tmp_path / "a.ttl", '<a>  <b> """\n""" .\r\n'.replace("  ", "\r\n"))
    write(restyled(path))
    assert path.read_bytes() == b'<a>\r\n    <b> """\n""" .\r\n'


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = put(tmp_path / "a.ttl")
    style = restyled(path)
    path.write_text("<a> <b> 2 .")
    with pytest.raises(CannotGoOn, match="changed by somebody else"):
        write(style)
    assert path.read_text() == "<a> <b> 2 ."


def test_a_syntax_error_is_a_fault_and_changes_nothing(tmp_path: Path) -> None:
    style = restyled(put(tmp_path / "a.ttl", "<a>  <b> ;"))
    assert not style.changes
    assert [fault.start for fault in style.faults] == [9]


def test_a_file_that_is_not_utf8_is_at_fault_at_its_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes("# né\n<a> <b> ".encode() + b'"\xe9" .\n')
    style = restyled(path)
    assert not style.changes
    (fault,) = style.faults
    assert style.old[: fault.start] == '# né\n<a> <b> "'
    assert "byte 15 (0xE9)" in fault.message


def test_a_text_that_would_not_say_the_same_is_never_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kb.text import restyling
    from kb.text.turtle_format import Styled

    path = put(tmp_path / "a.ttl")
    for wrong in ("<a> <b> 01 .\n", "<a> <b> 1 . # note\n", "<a> <b> 1 , 1 .\n", "<a> <b> .\n"):
        monkeypatch.setattr(restyling, "house_style", lambda text, wrong=wrong: Styled(wrong))
        with pytest.raises(CannotGoOn, match="would not say the same"):
            restyled(path)
