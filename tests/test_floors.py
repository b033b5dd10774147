"""The architecture: a module imports only from floors below its own, and never in a circle."""

import ast
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "kb"
FLOORS = ("words", "text", "graph", "judgement", "exchange", "faces")
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


NAMES = {name_of(path) for path in MODULES}


def imports(path: Path) -> set[str]:
    """All modules of the package that a module imports, at its top or inside a function."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out in full"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                found.add(inner if inner in NAMES else node.module or "")
    return {name for name in found if name.split(".")[0] == "kb"}


def floor(module: str) -> int | None:
    """The floor of a module, or None for the package itself."""
    parts = module.split(".")
    return FLOORS.index(parts[1]) if len(parts) > 1 and parts[1] in FLOORS else None


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_its_own_floor_and_those_below(path: Path) -> None:
    own = floor(name_of(path))
    if own is None:
        return
    above = {name for name in imports(path) if (other := floor(name)) is not None and other > own}
    assert not above


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_faces_print(path: Path) -> None:
    if floor(name_of(path)) == FLOORS.index("faces") or name_of(path) == "kb.graph.sparql.child":
        return
    calls = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "print" not in calls


def folder(module: str) -> str:
    """The folder on its floor in which a module lies, or the module where it lies in none."""
    return ".".join(module.split(".")[:3])


@pytest.mark.parametrize("whole", [str, folder], ids=["modules", "folders"])
def test_there_is_no_import_circle(whole: Callable[[str], str]) -> None:
    edges: dict[str, set[str]] = defaultdict(set)
    for path in MODULES:
        one = whole(name_of(path))
        edges[one] |= {whole(other) for other in imports(path) if other in NAMES} - {one}
    open_: list[str] = []
    done: set[str] = set()

    def visit(name: str) -> None:
        assert name not in open_, " -> ".join([*open_[open_.index(name) :], name])
        if name not in done:
            open_.append(name)
            for other in sorted(edges[name]):
                visit(other)
            open_.pop()
            done.add(name)

    for name in sorted(edges):
        visit(name)
