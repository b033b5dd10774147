"""``kb check`` and ``kb explain`` as a person, a hook and a build run them."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, Kb
from tests.faces.test_bad_input import CLAIM, sound

MakeBase = Callable[[Mapping[str, str]], Path]
FAULTY = CLAIM.replace("kb:act kb:states", "kb:act kb:said")
WAIVER = """
desk:w a kb:Waiver ; kb:rule "KB106" ; kb:concerns claim:cost ; kb:by desk:me ;
    kb:on "2020-06-01"^^xsd:date ; kb:reason "no fitting act"@en ;
    kb:until "2020-12-31"^^xsd:date .
"""
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "TERM": "xterm"}
ENVIRONMENT.pop("NO_COLOR", None)


def faulty(make_base: MakeBase, claims: str = FAULTY) -> Path:
    return make_base(sound(**{"claims/b-claims.ttl": claims}))


# Reports


def test_more_reports_are_written_beside_the_main_one(kb: Kb, make_base: MakeBase) -> None:
    base = faulty(make_base)
    run = kb("check", "--report", "sarif=kb.sarif", "--report", "json=kb.json", cwd=base)
    assert (run.code, run.err) == (1, "")
    assert "error KB106" in run.out
    assert json.loads((base / "kb.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((base / "kb.json").read_text())["summary"]["errors"] == 1


@pytest.mark.parametrize("form", ["human", "json", "sarif", "github", "shacl"])
def test_a_format_gives_the_same_text_on_standard_output_and_in_files(
    kb: Kb, make_base: MakeBase, form: str
) -> None:
    base = faulty(make_base)
    run = kb("check", "--format", form, "-o", "main.txt", "--report", f"{form}=more", cwd=base)
    assert (run.code, run.out, run.err) == (1, "", "")
    text = (base / "main.txt").read_text("utf-8")
    assert text == (base / "more").read_text("utf-8")
    assert text == kb("check", "--format", form, cwd=base).out
    assert "KB106" in text


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["--report", "xml=a"], "'xml=a' is not FORMAT=PATH with a format of human, json"),
        (["--report", "json"], "'json' is not FORMAT=PATH"),
        (["--report", "json="], "'json=' is not FORMAT=PATH"),
        (["--report", "json=a", "--report", "sarif=a"], "a is to be written twice"),
        (["--report", "json=a", "-o", "a"], "a is to be written twice"),
        (["--report", "json=missing/a"], "the folder does not exist"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--today", "soon"], "--today"),
        (["--fail-on", "never"], "--fail-on"),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_written(
    kb: Kb, make_base: MakeBase, arguments: list[str], why: str
) -> None:
    base = faulty(make_base)
    before = sorted(base.rglob("*"))
    run = kb("check", *arguments, cwd=base)
    assert (run.code, run.out) == (2, "")
    assert why in run.err
    assert sorted(base.rglob("*")) == before


# Exit codes


@pytest.mark.parametrize(
    ("limit", "code"), [("error", 0), ("warning", 1), ("info", 1)], ids=lambda value: str(value)
)
def test_findings_count_from_the_severity_asked_for(
    kb: Kb, make_base: MakeBase, limit: str, code: int
) -> None:
    stale = CLAIM + WAIVER.replace("2020-12-31", "2999-12-31")
    run = kb("check", "--fail-on", limit, cwd=faulty(make_base, stale))
    assert "warning KB384" in run.out
    assert run.code == code


def test_a_reader_that_leaves_early_does_not_change_the_exit_code(make_base: MakeBase) -> None:
    for claims, code in ((FAULTY, 1), (CLAIM, 0)):
        with subprocess.Popen(
            [sys.executable, "-m", "kb", "check"],
            cwd=faulty(make_base, claims),
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as run:
            assert run.stdout is not None
            run.stdout.close()
            _, err = run.communicate(timeout=60)
        assert (run.returncode, err) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_behind_standard_output_is_said(make_base: MakeBase) -> None:
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "kb", "check"],
            cwd=faulty(make_base),
            env=ENVIRONMENT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert run.returncode == 2
    assert run.stderr.startswith(b"kb: cannot write the result: No space left")


def test_ctrl_c_ends_with_130_and_one_line(make_base: MakeBase) -> None:
    interrupted = (
        "import os, signal, kb.faces.cli.main as main, kb.text.base as base\n"
        "base.open_base = lambda *_, **__: os.kill(os.getpid(), signal.SIGINT)\n"
        "main.main()"
    )
    run = subprocess.run(
        [sys.executable, "-c", interrupted, "check"],
        cwd=faulty(make_base),
        env=ENVIRONMENT,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout) == (130, b"")
    assert run.stderr.strip() == b"kb: stopped"


# Waivers


def test_a_waiver_holds_until_its_day(kb: Kb, make_base: MakeBase) -> None:
    base = faulty(make_base, FAULTY + WAIVER)
    held = kb("check", "--today", "2020-12-31", cwd=base)
    assert held.code == 0
    assert "no findings.\n1 finding waived. --show-waived shows what and why." in held.out
    shown = kb("check", "--today", "2020-12-31", "--show-waived", cwd=base)
    assert shown.code == 0
    assert "error KB106" in shown.out
    over = kb("check", "--today", "2021-01-01", cwd=base)
    assert over.code == 1
    assert "error KB106" in over.out
    assert "warning KB383: The waiver of KB106 ended on 2020-12-31" in over.out
    assert "kb:until" in over.out


def test_without_today_the_clock_decides(kb: Kb, make_base: MakeBase) -> None:
    assert "KB383" in kb("check", cwd=faulty(make_base, FAULTY + WAIVER)).out


def test_a_waiver_of_a_finding_that_needs_the_sources_is_not_stale_without_them(
    kb: Kb, make_base: MakeBase
) -> None:
    waiver = WAIVER.replace("KB106", "KB402").replace("2020-12-31", "2999-12-31")
    wrong = CLAIM.replace('"four million"', '"five million"') + waiver
    base = make_base({**sound(**{"claims/b-claims.ttl": wrong})})
    (base / "sources").rename(base / "copies")
    assert kb("check", cwd=base).code == 0
    run = kb("check", "--sources", "copies", cwd=base)
    assert run.code == 0
    assert "1 finding waived" in run.out


# Colour


def on_a_terminal(base: Path, *arguments: str, **more: str) -> str:
    """Run the command with a terminal for its output, and return what it showed."""
    outer, inner = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "kb", "check", *arguments],
        cwd=base,
        env={**ENVIRONMENT, **more},
        stdout=inner,
        stderr=subprocess.PIPE,
    ) as run:
        os.close(inner)
        shown = b""
        try:
            while some := os.read(outer, 65536):
                shown += some
        except OSError:
            pass  # Linux tells the end of a terminal so
        run.wait(timeout=60)
    os.close(outer)
    return shown.decode("utf-8")


def test_colour_is_for_terminals_that_want_it(make_base: MakeBase, kb: Kb) -> None:
    base = faulty(make_base)
    assert "\x1b[1;31merror KB106:" in on_a_terminal(base)
    for refused in (
        on_a_terminal(base, "--no-color"),
        on_a_terminal(base, NO_COLOR="1"),
        on_a_terminal(base, TERM="dumb"),
        kb("check", cwd=base).out,
    ):
        assert "KB106" in refused
        assert "\x1b" not in refused


# Explanations


def test_a_code_is_explained(kb: Kb) -> None:
    run = kb("explain", "KB501")
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("KB501 error: scope complete\n")
    for part in ("  Do: Give exactly one", "  Good:\n", "  Bad:\n", "queries/rules/scope-complete"):
        assert part in run.out


def test_all_codes_are_listed(kb: Kb) -> None:
    run = kb("explain")
    assert run.code == 0
    lines = run.out.splitlines()
    assert lines == sorted(lines)
    assert "KB103  error    speaker" in lines


def test_an_unknown_code_ends_with_2(kb: Kb) -> None:
    run = kb("explain", "KB1033")
    assert (run.code, run.out) == (2, "")
    assert "Did you mean KB103" in run.err


@pytest.mark.parametrize(
    ("asked", "parts"),
    [
        ("KB311", ("kb:person, kb:group,", "  kb:SpeakerKind:\n", "kb:person  ")),
        ("kb:speakerKind", ("(takes kb:SpeakerKind)", "kb:organisationKind  An organisation")),
        ("kb:Qualifier", ("    kb:over             Over, more than.", "kb:vagueTime")),
        ("kb:over", ("kb:over: over (of kb:Qualifier)", "Above the printed number")),
        ("kb:base", ("of which the quantity is a share", "Example:\n    kb:base claim:")),
    ],
)
def test_the_names_of_a_closed_list_and_what_they_mean_are_told(
    kb: Kb, asked: str, parts: tuple[str, ...]
) -> None:
    run = kb("explain", asked)
    assert (run.code, run.err) == (0, "")
    for part in parts:
        assert part in run.out


def test_an_unknown_term_ends_with_2(kb: Kb) -> None:
    run = kb("explain", "kb:speakerkind")
    assert (run.code, run.out) == (2, "")
    assert "Did you mean kb:speakerKind" in run.err
    assert '"kb explain kb:" lists all terms.' in kb("explain", "kb:zzzzzzzz").err


def test_all_terms_are_listed_with_what_they_mean(kb: Kb) -> None:
    lines = kb("explain", "kb:").out.splitlines()
    names = [line.partition(" ")[0] for line in lines]
    assert names == sorted(names, key=lambda name: (name[3].islower(), name.casefold()))
    assert {"kb:Claim", "kb:Qualifier", "kb:speakerKind"} <= {*names}
    assert "kb:over" not in names  # a name of a closed list
    assert all(line.partition(" ")[2].strip() for line in lines)


def test_rules_of_the_base_itself_are_explained_too(kb: Kb, make_base: MakeBase) -> None:
    settings = '[base]\nclaims = ["claims"]\nshapes = ["own"]\n'
    shape = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
        'desk:initials a sh:NodeShape ; kb:code "DESK1" ; sh:targetClass kb:Editor ;\n'
        "  sh:property [ sh:path kb:note ; sh:minCount 1 ] ;\n"
        '  sh:message "An editor has initials." ; kb:remedy "Add them." .\n'
    )
    base = make_base(sound(**{"kb.toml": settings, "own/desk.ttl": shape}))
    run = kb("explain", "desk1", cwd=base)
    assert run.out.startswith("DESK1 error: initials\n\n  An editor has initials.\n")
