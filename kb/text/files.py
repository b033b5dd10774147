"""Writing a text file so that whoever reads it finds the old text or the new one, never a part."""

import errno
import os
import secrets
import stat
from contextlib import suppress
from pathlib import Path

from kb.words.errors import CannotGoOn

# What the system answers where a folder cannot be synchronised at all, as opposed to failing at it;
# EACCES where a folder may be written to and not read.
_NOT_SUPPORTED = {errno.EINVAL, errno.ENOTSUP, errno.ENOSYS, errno.EBADF, errno.EACCES}

_REASONS = {
    errno.ENOSPC: "there is no space left on the disk",
    errno.EDQUOT: "the disk quota is used up",
    errno.EFBIG: "the file would be larger than is allowed here",
    errno.EACCES: "there is no permission to write here",
    errno.EPERM: "there is no permission to write here",
    errno.EROFS: "this disk is read-only",
}


def write_atomically(path: Path, text: str) -> None:
    r"""Put ``text`` into the file at ``path`` as UTF-8, line ends as given, or leave it untouched.

    The text goes to a hidden file in the same folder first, reaches the disk, and takes the name
    only then; an existing file keeps its permission bits. When anything fails before that, Ctrl-C
    included, the old bytes stand and the hidden file is removed; a killed process may leave one
    named ``.kb-*.tmp``, which nothing reads.

    Raises CannotGoOn for a folder that does not exist, a path that is not an ordinary file (a
    symbolic link too: what it points at was not named), missing permission, and a full disk.
    """
    mode = _mode_of_old(path)
    try:
        content = text.encode("utf-8")
    except UnicodeEncodeError as error:
        what = f"the text is not valid Unicode: {error.reason}"
        raise CannotGoOn(what, where=str(path)) from None
    beside = path.with_name(f".kb-{secrets.token_hex(8)}.tmp")
    try:
        _write_through(beside, content, mode)
        beside.replace(path)
    except BaseException as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _cannot_write(path, error) from error
        raise
    _settle_folder(path)


def rewrite(path: Path, old: str, new: str) -> None:
    """Put ``new`` into a file that says ``old``, whole or not at all.

    Raises CannotGoOn as `write_atomically` does, and where the file says something else by now.
    """
    still_says(path, old)
    write_atomically(path, new)


def still_says(path: Path, old: str) -> None:
    """Make sure that a file is what it was when it was read.

    Raises CannotGoOn where somebody has changed it, and where it cannot be read.
    """
    if content_of(path) != old.encode("utf-8"):
        raise CannotGoOn(
            "the file was changed by somebody else meanwhile, and was left alone",
            where=str(path),
            hint="Run the command again.",
        )


def content_of(path: Path) -> bytes:
    """Return the bytes of a file; raises CannotGoOn where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise CannotGoOn(f"cannot be read: {fault.strerror}", where=str(path)) from None


def _mode_of_old(path: Path) -> int | None:
    """Return the permission bits of the file at ``path``, None where there is none yet."""
    try:
        old = path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        if path.parent.is_dir():
            return None
        raise CannotGoOn(
            "the folder does not exist", where=str(path), hint=f"Create {path.parent} first."
        ) from None
    except OSError as error:
        raise _cannot_write(path, error) from error
    if stat.S_ISDIR(old.st_mode):
        raise CannotGoOn("this is a folder, not a file", where=str(path))
    if stat.S_ISLNK(old.st_mode):
        raise CannotGoOn(
            "this is a symbolic link", where=str(path), hint="Name the file that it points at."
        )
    if not stat.S_ISREG(old.st_mode):
        raise CannotGoOn("this is not an ordinary file", where=str(path))
    # Renaming asks for no permission on the file itself, yet a read-only file is meant to stay.
    if not os.access(path, os.W_OK):
        raise _cannot_write(path, PermissionError(errno.EACCES, "read-only"))
    return stat.S_IMODE(old.st_mode)


def _write_through(path: Path, content: bytes, mode: int | None) -> None:
    with path.open("xb") as stream:
        if mode is not None:
            path.chmod(mode)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _settle_folder(path: Path) -> None:
    """Make the new name last through a power cut, where the system can (Windows cannot)."""
    if os.name == "nt":
        return
    try:
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
    except OSError as error:
        if error.errno in _NOT_SUPPORTED:
            return
        raise CannotGoOn(
            f"the new text is in place, but the disk did not confirm it: {error.strerror}",
            where=str(path),
        ) from error


def _cannot_write(path: Path, error: OSError) -> CannotGoOn:
    reason = _REASONS.get(error.errno or 0, error.strerror or str(error))
    return CannotGoOn(f"cannot write: {reason}", where=str(path), hint="Nothing was changed.")
