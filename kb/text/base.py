"""A knowledge base on disk: its folder, its settings and its Turtle files."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kb.words.errors import CannotGoOn

SETTINGS = "kb.toml"
_KNOWN = {"name", "claims", "sources", "shapes", "queries"}


@dataclass(frozen=True, slots=True)
class Base:
    """A knowledge base lies in folder ``root`` and consists of the Turtle files ``files``.

    ``sources`` is the folder of the reader's own copies of the sources, or ``None`` where none is
    given: then positions and digests cannot be verified. ``shapes`` and ``queries`` are files and
    folders of the desk's own, beside the shipped ones. All paths are absolute and sorted.
    """

    root: Path
    name: str
    files: tuple[Path, ...]
    sources: Path | None
    shapes: tuple[Path, ...] = ()
    queries: tuple[Path, ...] = ()

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


def open_base(
    folder: Path | None, *, sources: Path | None = None, also: tuple[Path, ...] = ()
) -> Base:
    """Open the base in ``folder``, or the one found from the current folder upward.

    A named folder without ``kb.toml`` is taken as it is: its ``claims/`` folder if it has one, else
    its own Turtle files. ``sources`` overrides the folder of copies; ``also`` adds files or folders
    that the settings do not name, such as a draft.
    """
    root = find_base(Path.cwd()) if folder is None else folder.resolve()
    if not root.is_dir():
        raise CannotGoOn(
            "no such folder", where=str(folder), hint="Give --base an existing folder."
        )
    settings = _settings(root)
    claims = _paths(root, settings.get("claims", _default_claims(root)), "claims")
    files = sorted({*_turtle(claims), *_turtle(also)})
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
        sources=_sources(root, settings, sources),
        shapes=_turtle(_paths(root, settings.get("shapes", []), "shapes")),
        queries=_paths(root, settings.get("queries", []), "queries"),
    )


def _settings(root: Path) -> dict[str, Any]:
    path = root / SETTINGS
    return settings_of(path.read_bytes(), str(path)) if path.is_file() else {}


def settings_of(content: bytes, where: str) -> dict[str, Any]:
    """Return what a ``kb.toml`` sets; raises `CannotGoOn` for what it cannot mean."""
    try:
        table = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise CannotGoOn(f"not valid TOML: {fault}", where=where) from None
    settings = table.get("base", {})
    if not isinstance(settings, dict):
        raise CannotGoOn("[base] is not a table", where=where)
    unknown = sorted(settings.keys() - _KNOWN)
    if unknown:
        raise CannotGoOn(
            f"unknown setting {unknown[0]!r} in [base]",
            where=where,
            hint=f"Known settings: {', '.join(sorted(_KNOWN))}.",
        )
    return settings


def _default_claims(root: Path) -> list[str]:
    return ["claims"] if (root / "claims").is_dir() else ["."]


def _paths(root: Path, names: Any, setting: str) -> tuple[Path, ...]:
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise CannotGoOn(
            f"{setting} is not a list of paths",
            where=str(root / SETTINGS),
            hint=f'Write {setting} = ["folder"].',
        )
    paths = tuple((root / name).resolve() for name in names)
    for path in paths:
        if not path.exists():
            raise CannotGoOn(
                "no such file or folder", where=str(path), hint=f"It is named in {SETTINGS}."
            )
    return paths


def _sources(root: Path, settings: dict[str, Any], given: Path | None) -> Path | None:
    """Return the folder of copies; a folder that only the settings name may be absent."""
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
        raise CannotGoOn("sources is not a path", where=str(root / SETTINGS))
    folder = (root / named).resolve()
    return folder if folder.is_dir() else None


def _turtle(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    found: set[Path] = set()
    for path in paths:
        if path.is_dir():
            found.update(file.resolve() for file in path.rglob("*.ttl") if file.is_file())
        elif path.is_file():
            found.add(path.resolve())
        else:
            raise CannotGoOn("no such file or folder", where=str(path))
    return tuple(sorted(found))
