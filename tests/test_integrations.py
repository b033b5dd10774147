"""The hooks for pre-commit and the ready workflow are valid and ask only for what there is."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT, Kb

yaml = pytest.importorskip("yaml", reason="PyYAML, which only these tests need, is not installed")
HOOKS = ROOT / ".pre-commit-hooks.yaml"
WORKFLOW = ROOT / ".github" / "workflow-templates" / "check-claims.yml"


def hooks() -> dict[str, dict[str, Any]]:
    return {hook["id"]: hook for hook in yaml.safe_load(HOOKS.read_text("utf-8"))}


def steps() -> list[dict[str, Any]]:
    (job,) = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"].values()
    assert isinstance(job["steps"], list)
    return job["steps"]


def commands() -> list[list[str]]:
    """Every call of ``kb`` in the hooks and in the workflow, as words."""
    runs = (step["run"] for step in steps() if "run" in step)
    lines = (*(hook["entry"] for hook in hooks().values()), *runs)
    return [shlex.split(line) for line in lines if line.startswith("kb ")]


def test_there_are_hooks_for_checking_and_for_the_style() -> None:
    assert set(hooks()) == {"kb-check", "kb-fmt"}
    for hook in hooks().values():
        assert (hook["language"], bool(hook["name"])) == ("python", True)


def test_a_commit_that_only_removes_files_is_checked_too() -> None:
    check = hooks()["kb-check"]
    assert check["always_run"] is True
    assert check["pass_filenames"] is False
    assert "files" not in check


def test_only_turtle_is_laid_out() -> None:
    assert re.search(hooks()["kb-fmt"]["files"], "claims/a.ttl")
    assert not re.search(hooks()["kb-fmt"]["files"], "kb.toml")


@pytest.mark.parametrize("command", commands(), ids=" ".join)
def test_every_command_and_option_exists(kb: Kb, command: list[str]) -> None:
    verb, *rest = command[1:]
    run = kb(verb, "--help")
    assert run.code == 0
    known = set(re.findall(r"(?<!\S)--?[a-z][a-z-]*", run.out))
    assert {word for word in rest if word.startswith("-")} <= known


def test_the_commands_of_hooks_and_workflow_are_these() -> None:
    checks = ["check"] * 3
    assert [command[1] for command in commands()] == ["check", "fmt", "fmt", *checks]


def test_a_push_is_compared_with_what_was_there_before() -> None:
    pushed = [step for step in steps() if "github.event.before" in str(step.get("env"))]
    (step,) = pushed
    assert step["run"].endswith('--since "$BEFORE"')
    assert "github.event_name == 'push'" in step["if"]


def test_the_report_that_is_shown_is_the_one_that_is_written() -> None:
    checks = [step["run"] for step in steps() if "kb check" in step.get("run", "")]
    (shown,) = (step for step in steps() if "upload-sarif" in step.get("uses", ""))
    assert all(f"--report sarif={shown['with']['sarif_file']}" in check for check in checks)
    assert shown["if"] == "always()"


def test_the_workflow_asks_for_no_more_rights_than_it_needs() -> None:
    workflow = yaml.safe_load(WORKFLOW.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read", "security-events": "write"}


def test_the_templates_are_not_run_for_this_repository() -> None:
    assert WORKFLOW.is_relative_to(ROOT / ".github" / "workflow-templates")
    assert not list(Path(ROOT).glob(".github/workflows/*"))
