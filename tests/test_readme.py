"""Everything in the README and the page on writing claims is run: its commands, and what it shows
of their output.

``KB_UPDATE_README=1 pytest tests/test_readme.py`` writes what the commands print into the pages.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
WRITING = ROOT / "ontology" / "writing.md"
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Step:
    """One command of a console block, and the output shown below it."""

    command: str
    shown: str


def steps(block: str) -> Iterator[Step]:
    """The commands of a block: a line with ``$``, with its here-document if it opens one."""
    lines = block.splitlines()
    at = 0
    while at < len(lines):
        assert lines[at].startswith("$ "), lines[at]
        command = [lines[at][2:]]
        at += 1
        if "<<'END'" in command[0]:
            while command[-1] != "END":
                command.append(lines[at])
                at += 1
        shown = []
        while at < len(lines) and not lines[at].startswith("$ "):
            shown.append(lines[at])
            at += 1
        yield Step("\n".join(command), "\n".join(shown))


def run(command: str, folder: Path, tools: Path) -> str:
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout.rstrip("\n")


@pytest.fixture
def tools(tmp_path: Path) -> Path:
    """A folder with the command ``kb``, as an installation would put it on the path."""
    folder = tmp_path / "bin"
    folder.mkdir()
    script = folder / "kb"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kb "$@"\n', encoding="utf-8")
    script.chmod(0o755)
    return folder


@pytest.mark.parametrize("page", [README, WRITING], ids=lambda page: page.stem)
def test_every_command_prints_what_the_page_shows(page: Path, tmp_path: Path, tools: Path) -> None:
    text = page.read_text(encoding="utf-8")
    folder = ROOT  # the tour begins in the repository
    written = text
    blocks = BLOCK.findall(text)
    assert len(blocks) >= 5
    for block in blocks:
        new = []
        for step in steps(block):
            if step.command.startswith("kb init"):
                folder = tmp_path
            if step.command.startswith("cd "):
                folder = folder / step.command.split()[1]
                new.append(f"$ {step.command}")
                continue
            printed = run(step.command, folder, tools)
            new.append("\n".join(filter(None, (f"$ {step.command}", printed))))
            if not os.environ.get("KB_UPDATE_README"):
                assert printed == step.shown, step.command
        fence, printed_now = f"```console\n{block}```", "\n".join(new)
        written = written.replace(fence, f"```console\n{printed_now}\n```", 1)
    if os.environ.get("KB_UPDATE_README"):
        page.write_text(written, encoding="utf-8")


def test_the_readme_leads_to_the_page_on_writing_claims() -> None:
    assert f"]({WRITING.relative_to(ROOT)})" in README.read_text(encoding="utf-8")


def test_the_two_commands_are_those_that_continuous_integration_relies_on() -> None:
    shell = re.findall(r"^```sh\n(.*?)^```$", README.read_text(encoding="utf-8"), re.M | re.S)
    assert len(shell) == 2
    assert "kb check" in shell[0]
    assert "kb conflicts" in shell[0]
    assert "pytest" in shell[1]
    ci = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "'.[dev]'" in shell[1]
    assert "'.[dev]'" in ci
