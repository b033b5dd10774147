"""A knowledge base on disk: its folder, its settings and its Turtle files."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb.words.errors import CannotGoOn

SETTINGS = "kb.toml"
_KNOWN = {
    "base": {"name", "claims", "sources", "shapes", "queries"},
    "check": {"second-reader"},
}
"""The tables of a ``kb.toml``, and what may be set in each."""


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge base lies in folder ``root`` and consists of the Turtle files ``files``.

    ``sources`` is the folder of the reader's own copies of the sources, or ``None`` where none is
    given: then positions and digests cannot be verified. ``shapes`` and ``queries`` are files and
    folders of the desk's own, beside the shipped ones. All paths are absolute and sorted.
    ``contents`` are the bytes of files that are not read from the disk, such as staged ones.
    ``second_reader`` tells that the check demands a reader other than the encoder for each claim.
    """

    root: Path
    name: str
    files: tuple[Path, ...]
    sources: Path | None
    shapes: tuple[Path, ...] = ()
    queries: tuple[Path, ...] = ()
    contents: Mapping[Path, bytes] = field(default_factory=dict, repr=False, hash=False)
    second_reader: bool = False

    def read(self, path: Path) -> bytes:
        """Return the bytes of a file; raises `OSError` where the disk does not give them."""
        content = self.contents.get(path)
        return path.read_bytes() if content is None else content

    def shown(self, path: Path) -> str:
        """Return a path as people read it: relative to the base where it lies inside it."""
        return (
            path.relative_to(self.root).as_posix() if path.is_relative_to(self.root) else str(path)
        )


def find_base(start: Path) -> Path:
    """Return the nearest folder from ``start`` upward that holds a ``kb.toml``.

    Raises `CannotGoOn` where there is none.
    """
    for folder in (start, *start.parents):
        if (folder / SETTINGS).is_file():
            return folder
    raise CannotGoOn(
        f"no knowledge base here: no {SETTINGS} in this folder or above it",
        where=str(start),
        hint="Go to your base, name it with --base DIR, or begin one: kb init DIR.",
    )


def base_at(folder: Path | None) -> Base:
    """Return the base in ``folder``, or the one found from the current folder upward, unread.

    It has no files and no settings yet. Raises `CannotGoOn` where there is no such folder or base.
    """
    root = find_base(Path.cwd()) if folder is None else folder.resolve()
    if not root.is_dir():
        raise CannotGoOn(
            "no such folder" if not root.exists() else "this is a file, not a folder",
            where=str(folder),
            hint="Give --base the folder of a base, the one that holds its kb.toml.",
        )
    return Base(root, root.name, (), None)


def open_base(
    folder: Path | None, *, sources: Path | None = None, also: tuple[Path, ...] = ()
) -> Base:
    """Open the base in ``folder``, or the one found from the current folder upward.

    A named folder without ``kb.toml`` is taken as it is: its ``claims/`` folder if it has one, else
    its own Turtle files. ``sources`` overrides the folder of copies; ``also`` adds files or folders
    that the settings do not name, such as a draft.
    """
    root = base_at(folder).root
    settings = _settings(root)
    claims = _paths(root, settings, "claims", _default_claims(root))
    files = sorted({*turtle_files(claims), *turtle_files(also)})
    if not files:
        raise CannotGoOn(
            "a base without claims: no Turtle file (*.ttl) found",
            where=", ".join(str(path) for path in claims),
            hint="Write your claims there, or name their folders in kb.toml: claims = [...].",
        )
    return Base(
        root=root,
        name=str(settings.get("name", root.name)),
        files=tuple(files),
        sources=sources_folder(root, settings, sources),
        shapes=turtle_files(_paths(root, settings, "shapes")),
        queries=_paths(root, settings, "queries"),
        second_reader=demands_second_reader(settings, str(root / SETTINGS)),
    )


def _settings(root: Path) -> dict[str, Any]:
    path = root / SETTINGS
    return settings_of(path.read_bytes(), str(path)) if path.is_file() else {}


def settings_of(content: bytes, where: str) -> dict[str, Any]:
    """Return what a ``kb.toml`` sets, of all its tables; raises `CannotGoOn` for what it cannot
    mean.
    """
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CannotGoOn(
            f"not valid TOML: {fault}",
            where=where,
            hint="Each table stands once, as [base], with its settings below: name = value.",
        ) from None
    _refuse_outside(table, where)
    _refuse_unknown(table.keys(), _KNOWN.keys(), "table", where)
    settings: dict[str, Any] = {}
    for name, known in _KNOWN.items():
        part = table.get(name, {})
        if not isinstance(part, dict):
            raise CannotGoOn(
                f"[{name}] is not a table",
                where=where,
                hint=f"Write [{name}] on a line of its own, and its settings below.",
            )
        _refuse_unknown(part.keys(), known, "setting", where, f" in [{name}]")
        settings |= part
    return settings


def _refuse_outside(table: Mapping[str, Any], where: str) -> None:
    """Raise `CannotGoOn` for a setting that stands above its table, or in none."""
    for name, known in _KNOWN.items():
        for setting in sorted({*known} & {*table}):
            raise CannotGoOn(
                f"the setting {setting!r} stands outside its table",
                where=where,
                hint=f"Write [{name}] on a line above it.",
            )


def _refuse_unknown(
    names: Iterable[str], known: Iterable[str], noun: str, where: str, place: str = ""
) -> None:
    unknown = sorted({*names} - {*known})
    if unknown:
        raise CannotGoOn(
            f"unknown {noun} {unknown[0]!r}{place}",
            where=where,
            hint=f"Known {noun}s: {', '.join(sorted(known))}.",
        )


def demands_second_reader(settings: Mapping[str, Any], where: str) -> bool:
    """Tell whether the check demands a reader other than the encoder; it does not unless asked.

    Raises `CannotGoOn` where the setting is neither true nor false.
    """
    wanted = settings.get("second-reader", False)
    if not isinstance(wanted, bool):
        raise CannotGoOn(
            "second-reader is neither true nor false",
            where=where,
            hint="Write second-reader = true.",
        )
    return wanted


def _default_claims(root: Path) -> list[str]:
    return ["claims"] if (root / "claims").is_dir() else ["."]


def named_paths(
    settings: Mapping[str, Any], setting: str, where: str, default: Iterable[str] = ()
) -> tuple[str, ...]:
    """Return the files and folders that a setting names, as it names them.

    Raises `CannotGoOn` where it names none but says something else.
    """
    names = settings.get(setting, list(default))
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise CannotGoOn(
            f"{setting} is not a list of paths",
            where=where,
            hint=f'Write {setting} = ["folder"].',
        )
    return tuple(names)


def _paths(
    root: Path, settings: Mapping[str, Any], setting: str, default: Iterable[str] = ()
) -> tuple[Path, ...]:
    names = named_paths(settings, setting, str(root / SETTINGS), default)
    paths = tuple((root / name).resolve() for name in names)
    for path in paths:
        if not path.exists():
            raise CannotGoOn(
                "no such file or folder",
                where=str(path),
                hint=f"{SETTINGS} names it: create it, or correct the name there.",
            )
    return paths


def sources_folder(root: Path, settings: Mapping[str, Any], given: Path | None) -> Path | None:
    """Return the folder of copies, given or named by the settings; a named one may be absent.

    Raises `CannotGoOn` for one that is given and not there.
    """
    if given is not None:
        if not given.is_dir():
            raise CannotGoOn(
                "no such folder of sources",
                where=str(given),
                hint="Give --sources the folder of your copies.",
            )
        return given.resolve()
    named = settings.get("sources")
    if named is None:
        return None
    if not isinstance(named, str):
        raise CannotGoOn(
            "sources is not a path", where=str(root / SETTINGS), hint='Write sources = "sources".'
        )
    folder = (root / named).resolve()
    return folder if folder.is_dir() else None


def turtle_files(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the Turtle files in folders, and the files named themselves, sorted.

    Raises `CannotGoOn` for a path where there is nothing.
    """
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(file.resolve() for file in path.rglob("*.ttl") if file.is_file())
        elif path.is_file():
            found.add(path.resolve())
        else:
            raise CannotGoOn("no such file or folder", where=str(path))
    return tuple(sorted(found))
