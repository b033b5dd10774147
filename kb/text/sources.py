"""Archived texts of sources in a reader's own folder."""

import base64
import hashlib
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Copy:
    """A reader's copy of a source: the file, the SHA-256 of its bytes, and its text.

    ``text`` is the UTF-8 text code point by code point with line ends as they are, or ``None``
    where the bytes are not UTF-8.
    """

    path: Path
    sha256: str
    text: str | None


def read_copy(folder: Path, name: str) -> Copy | None:
    """Return the copy with this file name, or ``None`` where the folder has none.

    A name with folders in it, or one that leads out of the folder, has none.
    """
    path = folder / name
    if Path(name).name != name or not path.is_file() or path.resolve().parent != folder.resolve():
        return None
    return copy_of(path)


def copy_of(path: Path) -> Copy:
    """Read one copy; raises `OSError` where the file cannot be read."""
    data = path.read_bytes()
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        text = None
    return Copy(path, hashlib.sha256(data).hexdigest(), text)


def digest(words: str) -> str:
    """Return a span's digest: SHA-256 of its UTF-8 bytes, cut to 64 bits, as RFC 6920 names it."""
    cut = hashlib.sha256(words.encode("utf-8")).digest()[:8]
    return f"sha-256-64;{base64.urlsafe_b64encode(cut).decode('ascii').rstrip('=')}"
