"""The wheel works away from this repository, on somebody else's base."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder into which the built wheel is unpacked; its needs come from this environment."""
    if find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    build = [*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=300)
    (wheel,) = folder.glob("claims_kb-*.whl")
    site = folder / "site"
    subprocess.run(
        [*pip, "install", "--no-deps", "--target", str(site), str(wheel)],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return site


def kb(site: Path, *arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kb", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONPATH": str(site)},
        check=False,
    )


def test_the_wheel_carries_ontology_shapes_and_queries(installed: Path) -> None:
    assert (installed / "kb" / "ontology" / "kb.ttl").is_file()
    assert (installed / "kb" / "ontology" / "shapes" / "claim.ttl").is_file()
    assert list((installed / "kb" / "queries").glob("*.rq"))
    assert list((installed / "kb" / "queries" / "rules").glob("*.rq"))
    assert not (installed / "kb" / "claims").exists()


def test_it_checks_and_asks_another_base_from_another_folder(
    installed: Path, tmp_path: Path
) -> None:
    made = kb(installed, "init", "mine", cwd=tmp_path)
    assert made.returncode == 0, made.stderr
    checked = kb(installed, "check", cwd=tmp_path / "mine")
    assert "KB005" in checked.stdout
    asked = kb(installed, "query", "ASK { ?x a kb:Editor }", cwd=tmp_path / "mine")
    assert (asked.returncode, asked.stdout) == (0, "yes\n")
    listed = kb(installed, "query", "--list", cwd=tmp_path)
    assert listed.returncode == 0
    assert listed.stdout
