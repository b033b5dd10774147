"""What several tests share: the repository, the command, and small bases made for one test."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]

PREFIXES = """\
@prefix claim: <https://example.org/claim/> .
@prefix desk: <https://example.org/desk/> .
@prefix m: <https://example.org/measure/> .
@prefix place: <https://example.org/place/> .
@prefix q: <https://example.org/question/> .
@prefix sp: <https://example.org/speaker/> .
@prefix src: <https://example.org/source/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@dataclass(frozen=True)
class Run:
    """What a command printed and how it ended."""

    out: str
    err: str
    code: int


Kb = Callable[..., Run]


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository."""
    return ROOT


@pytest.fixture(scope="session")
def articles() -> Path:
    """The folder with copies of the two articles, which are not part of the repository."""
    folder = ROOT.parent / "shared" / "sources"
    if not folder.is_dir():
        pytest.skip("the articles are not part of the repository; no ../shared/sources here")
    return folder


@pytest.fixture
def kb(tmp_path: Path) -> Kb:
    """The command, run as a user runs it, from ``cwd``; without one, from an empty folder."""

    def run(*arguments: str, cwd: Path | None = None, stdin: str | None = None) -> Run:
        empty = tmp_path / "empty"
        empty.mkdir(exist_ok=True)
        done = subprocess.run(
            [sys.executable, "-m", "kb", *arguments],
            cwd=cwd or empty,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "COLUMNS": "100"},
            check=False,
        )
        return Run(done.stdout, done.stderr, done.returncode)

    return run


@pytest.fixture
def make_base(tmp_path: Path) -> Callable[[Mapping[str, str]], Path]:
    """A function that writes a base from file names and texts; Turtle files get the prefixes."""

    def make(files: Mapping[str, str]) -> Path:
        folder = tmp_path / "base"
        for name, text in {"kb.toml": '[base]\nclaims = ["claims"]\n', **files}.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(PREFIXES + text if name.endswith(".ttl") else text, encoding="utf-8")
        return folder

    return make
