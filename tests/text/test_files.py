"""A file is old or new, never in between: disk errors, interruptions and kills at any point."""

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

import pytest

from kb.text.files import write_atomically
from kb.words.errors import CannotGoOn

ROOT = Path(__file__).parents[2]
OLD, NEW = "old text\n", "new text, é, 🚀\r\nsecond line\n"

posix_only = pytest.mark.skipif(os.name == "nt", reason="permission bits and signals of POSIX")


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "claims.ttl"
    path.write_text(OLD, encoding="utf-8")
    return path


def test_the_text_arrives_as_utf8_with_its_line_ends(tmp_path: Path) -> None:
    path = tmp_path / "new.ttl"
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW.encode("utf-8")
    assert names_in(tmp_path) == {"new.ttl"}


def test_an_old_file_is_replaced(old: Path) -> None:
    write_atomically(old, NEW)
    assert old.read_bytes() == NEW.encode("utf-8")
    assert names_in(old.parent) == {"claims.ttl"}


@posix_only
@pytest.mark.parametrize("mode", [0o640, 0o755, 0o600])
def test_the_permission_bits_stay(old: Path, mode: int) -> None:
    old.chmod(mode)
    write_atomically(old, NEW)
    assert stat.S_IMODE(old.stat().st_mode) == mode


@posix_only
def test_a_new_file_gets_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_atomically(tmp_path / "ours", NEW)
    assert (tmp_path / "ours").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_a_file_name_of_the_greatest_length_is_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 251 + ".ttl")
    write_atomically(path, NEW)
    assert path.read_bytes() == NEW.encode("utf-8")


STEPS = ["open", "chmod", "fsync", "replace"]


def break_at(monkeypatch: pytest.MonkeyPatch, step: str, error: BaseException) -> None:
    def broken(*_: object, **__: object) -> None:
        raise error

    if step == "fsync":
        monkeypatch.setattr(os, "fsync", broken)
    else:
        monkeypatch.setattr(Path, step, broken)


@pytest.mark.parametrize("step", STEPS)
def test_a_full_disk_at_any_step_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        break_at(patched, step, OSError(errno.ENOSPC, "No space left on device"))
        with pytest.raises(CannotGoOn, match="no space left") as failure:
            write_atomically(old, NEW)
    assert failure.value.where == str(old)
    assert failure.value.hint == "Nothing was changed."
    assert old.read_text(encoding="utf-8") == OLD
    assert names_in(old.parent) == {"claims.ttl"}


@pytest.mark.parametrize("step", STEPS)
def test_ctrl_c_at_any_step_leaves_the_old_file(
    old: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        break_at(patched, step, KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            write_atomically(old, NEW)
    assert old.read_text(encoding="utf-8") == OLD
    assert names_in(old.parent) == {"claims.ttl"}


@posix_only
def test_a_disk_that_does_not_confirm_the_new_name_is_reported(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(CannotGoOn, match="in place, but the disk did not confirm"):
        write_atomically(old, NEW)
    assert old.read_bytes() == NEW.encode("utf-8")


@posix_only
def test_a_file_system_that_cannot_synchronise_folders_is_good_enough(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fsync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(old, NEW)
    assert old.read_bytes() == NEW.encode("utf-8")


def test_a_folder_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="folder does not exist") as failure:
        write_atomically(tmp_path / "missing" / "a.ttl", NEW)
    assert failure.value.hint == f"Create {tmp_path / 'missing'} first."


def test_a_folder_that_is_a_file(old: Path) -> None:
    with pytest.raises(CannotGoOn, match="folder does not exist"):
        write_atomically(old / "a.ttl", NEW)


def test_a_path_that_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="a folder, not a file"):
        write_atomically(tmp_path, NEW)


@posix_only
def test_a_symbolic_link_is_neither_followed_nor_replaced(old: Path) -> None:
    link = old.with_name("link.ttl")
    link.symlink_to(old)
    with pytest.raises(CannotGoOn, match="symbolic link"):
        write_atomically(link, NEW)
    assert link.is_symlink()
    assert old.read_text(encoding="utf-8") == OLD


@posix_only
def test_a_pipe_is_not_an_ordinary_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(CannotGoOn, match="not an ordinary file"):
        write_atomically(tmp_path / "pipe", NEW)


def test_text_that_is_not_unicode_changes_nothing(old: Path) -> None:
    with pytest.raises(CannotGoOn, match="not valid Unicode"):
        write_atomically(old, "lone \ud800")
    assert old.read_text(encoding="utf-8") == OLD
    assert names_in(old.parent) == {"claims.ttl"}


WRITE_ONCE = """
import os, sys
from pathlib import Path
from kb.text.files import write_atomically
from kb.words.errors import CannotGoOn
if len(sys.argv) > 3:
    os.setuid(int(sys.argv[3]))
try:
    write_atomically(Path(sys.argv[1]), sys.argv[2])
except CannotGoOn as error:
    print(error.what)
"""


def run(script: str, *arguments: str) -> str:
    command = [sys.executable, "-c", script, *arguments]
    return subprocess.run(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, check=True).stdout


@posix_only
@pytest.mark.parametrize(
    ("folder_mode", "file_mode"), [(0o555, 0o644), (0o777, 0o444)], ids=["folder", "file"]
)
def test_missing_permission_is_said_and_nothing_changes(folder_mode: int, file_mode: int) -> None:
    # Root may write anywhere, so the writing is done by somebody else, in a folder open to both.
    somebody = [65534] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "claims")
        Path(name).chmod(0o755)
        folder.mkdir()
        (folder / "a.ttl").write_text(OLD, encoding="utf-8")
        for user in somebody:
            os.chown(folder / "a.ttl", user, -1)
            os.chown(folder, user, -1)
        (folder / "a.ttl").chmod(file_mode)
        folder.chmod(folder_mode)
        said = run(WRITE_ONCE, str(folder / "a.ttl"), NEW, *map(str, somebody))
        folder.chmod(0o755)
        assert said == "cannot write: there is no permission to write here\n"
        assert (folder / "a.ttl").read_text(encoding="utf-8") == OLD
        assert names_in(folder) == {"a.ttl"}


@posix_only
def test_a_real_limit_on_file_size_leaves_the_old_file(old: Path) -> None:
    limited = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))\n"
    said = run(limited + WRITE_ONCE, str(old), "x" * 100_000)
    assert said == "cannot write: the file would be larger than is allowed here\n"
    assert old.read_text(encoding="utf-8") == OLD
    assert names_in(old.parent) == {"claims.ttl"}


WRITE_FOR_EVER = """
import sys
from itertools import cycle
from pathlib import Path
from kb.text.files import write_atomically
print("ready", flush=True)
for letter in cycle("ab"):
    write_atomically(Path(sys.argv[1]), letter * 300_000)
"""


@posix_only
def test_a_kill_at_any_moment_leaves_old_or_new_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    whole = {letter * 300_000 for letter in "ab"}
    write_atomically(path, "a" * 300_000)
    chance = Random(7)
    for _ in range(int(os.environ.get("KB_KILLS", "8"))):
        command = [sys.executable, "-c", WRITE_FOR_EVER, str(path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            time.sleep(chance.uniform(0, 0.02))
            writer.send_signal(signal.SIGKILL)
        assert path.read_text(encoding="utf-8") in whole
    left = names_in(tmp_path) - {"a.ttl"}
    assert all(name.startswith(".kb-") and name.endswith(".tmp") for name in left)
