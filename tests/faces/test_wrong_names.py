"""What a newcomer gets wrong, command by command: each message says where, what, and what to do."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT, Kb

PIER = str(ROOT / "tests" / "bases" / "pier")
MakeBase = Callable[[Mapping[str, str]], Path]


def test_a_bare_name_that_several_records_have_means_the_question(
    kb: Kb, make_base: MakeBase
) -> None:
    base = make_base(
        {
            "claims/a.ttl": "q:cost a kb:Question . m:cost a kb:Measure . sp:cost a kb:Speaker .\n"
            "claim:cost a kb:Claim ; kb:answers q:cost ; kb:speaker sp:cost .\n"
        }
    )
    assert kb("conflicts", "cost", "--base", str(base)).out.startswith("q:cost")
    assert (
        "may be claim:cost, m:cost, q:cost, sp:cost" in kb("show", "cost", "--base", str(base)).err
    )
    assert kb("conflicts", "--speaker", "cost", "--base", str(base)).code == 0


def test_who_does_not_speak_is_refused_as_a_speaker(kb: Kb) -> None:
    run = kb("conflicts", "--speaker", "q:pier-state", "--base", PIER)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("kb: --speaker: q:pier-state is not a speaker\n")


@pytest.mark.parametrize("verb", [("cite", "{}", "words"), ("review", "{}")])
def test_what_is_no_source_is_refused_as_one(kb: Kb, verb: tuple[str, ...]) -> None:
    run = kb(*(part.format("sp:courier-voice") for part in verb), "--base", PIER)
    assert (run.code, run.out) == (2, "")
    assert "sp:courier-voice is not a source" in run.err
    assert '"kb query sources" lists them' in run.err


def test_a_value_of_a_query_that_is_nowhere_in_the_base_is_told(kb: Kb) -> None:
    run = kb("query", "answers", "--param", "question=q:pier-stat", "--base", PIER)
    assert (run.code, run.err) == (
        0,
        "kb: there is no record called 'q:pier-stat'\n  Did you mean q:pier-state?\n",
    )
    for known in ("q:pier-state", "unit:NUM"):
        assert kb("query", "answers", "--param", f"question={known}", "--base", PIER).err == ""


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("Is the pier opened", "Did you mean q:pier-state?"),
        ("zz:wreck", "No prefix 'zz' is declared; known: claim, "),
        ("q:zzzzzzz", '"kb query --list" shows ways to find one.'),
    ],
)
def test_a_name_that_is_nowhere_gets_a_way_on(kb: Kb, asked: str, hint: str) -> None:
    run = kb("conflicts", asked, "--base", PIER)
    assert run.code == 2
    assert run.err.splitlines()[1].startswith(f"  {hint}")


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("speakerKind", "Did you mean the term kb:speakerKind?"),
        ("sp:mayor", '"kb show" shows a record of the base, "kb explain kb:..." a term'),
    ],
)
def test_what_is_no_rule_but_something_else_is_told_apart(kb: Kb, asked: str, hint: str) -> None:
    run = kb("explain", asked)
    assert (run.code, run.out) == (2, "")
    assert hint in run.err


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            'claims = ["claims"]\n',
            ("the setting 'claims' stands outside its table", "Write [base]"),
        ),
        ("[base]\n[base]\n", ("not valid TOML", "Each table stands once")),
        ('[base]\nclaims = ["clams"]\n', ("clams: no such file", "correct the name there")),
        ("base = true\n", ("[base] is not a table", "Write [base] on a line of its own")),
        ("[base]\nsources = 3\n", ("sources is not a path", 'Write sources = "sources".')),
    ],
)
def test_settings_that_cannot_be_meant_are_refused_with_what_to_write(
    kb: Kb, make_base: MakeBase, settings: str, told: tuple[str, str]
) -> None:
    base = make_base({"kb.toml": settings, "claims/a.ttl": "ex:c a kb:Claim .\n"})
    run = kb("check", "--base", str(base))
    assert (run.code, run.out) == (2, "")
    first, second = run.err.splitlines()
    assert told[0] in first
    assert second.startswith("  ")
    assert told[1] in second


def test_the_file_of_settings_is_not_the_folder_of_the_base(kb: Kb, make_base: MakeBase) -> None:
    base = make_base({"claims/a.ttl": "ex:c a kb:Claim .\n"})
    run = kb("--base", str(base / "kb.toml"), "check")
    assert run.code == 2
    assert "this is a file, not a folder" in run.err


@pytest.mark.parametrize(
    ("prefix", "iri"),
    [
        ("unit", "<http://qudt.org/vocab/unit/>"),
        ("kb", "<https://w3id.org/claims-kb/ns#>"),
        ("mine", "<...>"),
    ],
)
def test_of_a_well_known_prefix_the_iri_is_told(
    kb: Kb, tmp_path: Path, prefix: str, iri: str
) -> None:
    (tmp_path / "a.ttl").write_text(f"<urn:c> <urn:p> {prefix}:a .\n", encoding="utf-8")
    run = kb("check", "--base", str(tmp_path))
    assert run.code == 1
    assert f"declare it: @prefix {prefix}: {iri} . above" in run.out
