"""Findings for people, programs, code hosts and RDF tools."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kb.exchange.reports.findings import findings_json, findings_text, summary_lines
from kb.exchange.reports.fingerprint import fingerprints
from kb.exchange.reports.github import github_commands
from kb.exchange.reports.repository import in_repository
from kb.exchange.reports.sarif import sarif_text
from kb.exchange.reports.shacl_report import PTR, shacl_report
from kb.graph.corpus import read_corpus
from kb.graph.index import Index
from kb.judgement.check import CheckReport, check, concerning
from kb.text.base import Base, open_base
from kb.words.finding import Finding, Place, Severity
from kb.words.vocabulary import SH, kb
from tests.faces.test_bad_input import CLAIM, TEXT, sound

MakeBase = Callable[[Mapping[str, str]], Path]
Checked = tuple[CheckReport, Base]

FAULTY = CLAIM.replace("kb:act kb:states", "kb:act kb:said").replace('"four million"', '"five"')
WAIVER = """
desk:w a kb:Waiver ; kb:rule "KB106" ; kb:concerns claim:cost ; kb:by desk:me ;
    kb:on "2020-06-01"^^xsd:date ; kb:reason "no fitting act"@en ;
    kb:until "2020-12-31"^^xsd:date .
"""


@pytest.fixture
def checked(make_base: MakeBase) -> Callable[..., Checked]:
    """A function that checks a base of one claim, written as ``claims/b-claims.ttl``."""

    def run(claims: str = FAULTY, today: date = date(2020, 7, 1), **files: str) -> Checked:
        folder = make_base(sound(**{"claims/b-claims.ttl": claims, **files}))
        base = open_base(folder, sources=folder / "sources")
        return check(read_corpus(base), today=today), base

    return run


# For people


def test_each_finding_shows_the_line_at_fault_with_carets_below(
    checked: Callable[..., Checked],
) -> None:
    report, _ = checked()
    text = findings_text(report)
    lines = text.splitlines()
    at = next(number for number, line in enumerate(lines) if "KB106" in line)
    assert re.match(r"claims/b-claims\.ttl:\d+:\d+: error KB106: A claim says what", lines[at])
    column = lines[at + 1].rindex("kb:said ;")
    assert lines[at + 2] == " " * column + "^" * len("kb:said")
    assert lines[at + 3] == "    in: The mayor: the pier cost four million [claim:cost]"
    assert lines[at + 4].startswith("    do: Choose")


def test_the_part_of_a_record_has_the_line_too(checked: Callable[..., Checked]) -> None:
    report, _ = checked()
    lines = findings_text(report).splitlines()
    at = next(number for number, line in enumerate(lines) if "KB402" in line)
    assert lines[at + 2].strip() == "^" * len('"five"')
    assert lines[at + 1][lines[at + 2].index("^") :].startswith('"five"')


def test_a_syntax_error_has_its_line(checked: Callable[..., Checked]) -> None:
    report, _ = checked("claim:x kb:gist 'open .\n")
    assert "    claim:x kb:gist 'open .\n                    ^" in findings_text(report)


def test_a_file_that_is_not_utf8_has_line_column_and_excerpt(make_base: MakeBase) -> None:
    base = make_base(sound())
    (base / "claims" / "b-claims.ttl").write_bytes(b"# pier\n# caf\xe9\n")
    (finding,) = check(read_corpus(open_base(base))).findings
    assert str(finding.place) == "claims/b-claims.ttl:2:6"
    assert finding.excerpt == "# caf\N{REPLACEMENT CHARACTER}\n     ^"


def test_without_colour_no_escape_is_written_and_with_it_the_words_are_the_same(
    checked: Callable[..., Checked],
) -> None:
    report, _ = checked()
    plain, coloured = findings_text(report), findings_text(report, colour=True)
    assert "\x1b" not in plain
    assert "\x1b[1;31merror KB106:\x1b[0m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == plain


def test_what_a_record_says_cannot_steer_the_terminal(checked: Callable[..., Checked]) -> None:
    hostile = FAULTY.replace("The mayor: the", "The mayor\\u001b[2J\\u202e: the")
    report, _ = checked(hostile)
    text = findings_text(report)
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_waived_findings_are_counted_and_shown_when_asked_for(
    checked: Callable[..., Checked],
) -> None:
    report, _ = checked(FAULTY + WAIVER)
    assert [finding.code for finding in report.findings] == ["KB402"]
    text = findings_text(report)
    assert "KB106" not in text
    assert "1 finding waived. --show-waived shows what and why." in text
    shown = findings_text(report, show_waived=True)
    assert "error KB106" in shown
    assert "    waived until 2020-12-31, by the desk: no fitting act" in shown


# For programs


def test_json_holds_place_record_and_excerpt_and_no_label_of_a_blank_node(
    checked: Callable[..., Checked],
) -> None:
    report, _ = checked(FAULTY + WAIVER)
    text = findings_json(report)
    assert "_:" not in text
    document = json.loads(text)
    (found,) = document["findings"]
    assert (found["code"], found["record"]) == ("KB402", "<https://example.org/claim/cost>")
    assert found["route"] == [str(kb("evidence"))]
    assert (found["endLine"], found["endColumn"]) == (found["line"], found["column"] + 6)
    assert found["recordAt"] == {"file": found["file"], "line": found["line"] - 3, "column": 1}
    (waived,) = document["waived"]
    assert waived["code"] == "KB106"
    assert waived["waiver"]["reason"] == "no fitting act"
    assert (document["summary"]["errors"], document["summary"]["waived"]) == (1, 1)


def test_the_same_base_gives_the_same_bytes(checked: Callable[..., Checked]) -> None:
    for write in (sarif_text, shacl_report, github_commands):
        assert len({write(*checked(FAULTY + WAIVER)) for _ in range(3)}) == 1
    assert len({findings_json(checked(FAULTY + WAIVER)[0]) for _ in range(3)}) == 1


# How spans stand

TWICE = 'kb:start 0 ; kb:end 3 ; kb:exact "The"'
AMBIGUOUS = CLAIM.replace("kb:evidence [", f"kb:evidence [ kb:role kb:link ; {TWICE} ] , [")


def test_each_state_of_spans_is_counted_and_each_span_that_matters_is_told(
    checked: Callable[..., Checked],
) -> None:
    moved = AMBIGUOUS.replace("kb:start 14", "kb:start 13")
    report, _ = checked(moved)
    document = json.loads(findings_json(report))
    spans = document["summary"]["spans"]
    assert (spans["verified"], spans["unverified"], spans["failed"]) == (1, 0, 1)
    assert spans["states"] == {
        "exact": 0,
        "ambiguous": 1,
        "moved": 1,
        "missing": 0,
        "sourceChanged": 0,
        "sourceNotGiven": 0,
    }
    ambiguous, astray = document["spans"]
    assert (ambiguous["state"], ambiguous["standsAt"]) == ("ambiguous", [0, 44])
    assert (astray["state"], astray["start"], astray["standsAt"]) == ("moved", 13, [14])
    assert astray["record"] == "<https://example.org/claim/cost>"
    text = findings_text(report)
    assert (
        "1 span verified (1 with words that stand elsewhere too), 0 unverified, 1 failed." in text
    )


def test_words_that_stand_elsewhere_too_are_no_finding(checked: Callable[..., Checked]) -> None:
    report, _ = checked(AMBIGUOUS)
    assert report.findings == ()
    text = findings_text(report)
    assert "2 spans verified (1 with words that stand elsewhere too), 0 unverified" in text


CHANGED = {"sources/g.txt": TEXT.replace("four", "five")}


def test_a_changed_source_tells_which_claims_it_touches(checked: Callable[..., Checked]) -> None:
    report, base = checked(AMBIGUOUS.replace("kb:act", 'kb:words "four" ; kb:act'), **CHANGED)
    found = next(one for one in report.findings if one.code == "KB401")
    assert not any(one.code in ("KB402", "KB404", "KB408") for one in report.findings)
    text = findings_text(report)
    at = next(n for n, line in enumerate(text.splitlines()) if "KB401" in line)
    touched = [line.strip() for line in text.splitlines()[at:] if "touches:" in line]
    place = r"touches: claims/b-claims\.ttl:\d+:\d+: "
    assert re.match(rf"{place}KB402: claim:cost: The stored words", touched[0])
    assert re.match(rf"{place}KB404: claim:cost: The words", touched[1])
    assert len(touched) == len(found.touches) == 2
    assert "2 spans of changed sources: 1 where they were, 1 not." in text
    document = json.loads(findings_json(report))
    (one,) = (one for one in document["findings"] if one["code"] == "KB401")
    assert [touch["code"] for touch in one["touches"]] == ["KB402", "KB404"]
    assert [span["inCopy"] for span in document["spans"]] == ["ambiguous", "missing"]
    result = next(one for one in sarif(report, base)["results"] if one["ruleId"] == "KB401")
    related = [place["message"]["text"] for place in result["relatedLocations"]]
    assert [text[:19] for text in related if "claim:cost" in text] == [
        "KB402: claim:cost: ",
        "KB404: claim:cost: ",
    ]
    commands = github_commands(report, base)
    assert re.search(r"%0Atouches: claims/b-claims\.ttl:\d+:\d+: KB402: claim:cost: The", commands)


def test_what_touches_its_own_record_and_place_does_not_repeat_them(
    checked: Callable[..., Checked],
) -> None:
    report, base = checked(CLAIM.replace("kb:act kb:states", "kb:act kb:state"))
    assert "\n    touches: KB106: A claim" in findings_text(report)
    assert "%0Atouches: KB106: A claim" in github_commands(report, base)


def test_reviews_are_counted_and_who_tells_of_later_changes_is_named(
    checked: Callable[..., Checked],
) -> None:
    report, _ = checked()
    told = "1 sentence: 1 covered, 1 reviewed by a second reader (kb review tells what was changed"
    one = replace(report, sentences=1, covered=1, reviewed=1)
    assert any(line.startswith(told) for line in summary_lines(one))
    none = replace(one, reviewed=0)
    assert "1 sentence: 1 covered, 0 reviewed by a second reader." in summary_lines(none)


def test_a_long_list_of_what_is_touched_is_cut_for_people_only(
    checked: Callable[..., Checked],
) -> None:
    claims = "".join(CLAIM.replace("claim:cost", f"claim:c{n}") for n in range(12))
    report, _ = checked(claims, **CHANGED)
    text = findings_text(report)
    assert text.count("touches: claims/b-claims.ttl") == 10
    assert "    touches: and 2 more\n" in text
    (found,) = (one for one in report.findings if one.code == "KB401")
    assert len(found.touches) == 12


def test_a_source_that_changed_concerns_the_files_it_touches(
    checked: Callable[..., Checked],
) -> None:
    report, base = checked(**CHANGED)
    claims, shared = (base.root / "claims" / name for name in ("b-claims.ttl", "a-shared.ttl"))
    for path in (claims, shared):
        assert "KB401" in {one.code for one in concerning(report, base, (path,)).findings}
    report, base = checked(CLAIM, **{"sources/g.txt": TEXT + "\n"})
    assert concerning(report, base, (claims,)).findings == ()


# SARIF


def sarif(report: CheckReport, base: Base) -> dict[str, Any]:
    run = json.loads(sarif_text(report, base))["runs"][0]
    assert isinstance(run, dict)
    return run


def test_sarif_is_valid_by_its_published_schema(
    checked: Callable[..., Checked], root: Path
) -> None:
    schema = root.parent / "shared" / "suites" / "sarif-schema-2.1.0.json"
    if not schema.is_file():
        pytest.skip("the SARIF schema is not part of the repository, and ../shared is not here")
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    validator = jsonschema.Draft4Validator(json.loads(schema.read_text("utf-8")))
    for claims in (CLAIM, FAULTY, FAULTY + WAIVER, "claim:x kb:gist 'open .", "# no claim"):
        log = json.loads(sarif_text(*checked(claims)))
        assert list(validator.iter_errors(log)) == []
    assert list(validator.iter_errors({**log, "runs": [{}]})) != []


def test_a_sarif_result_points_to_its_rule_and_its_lines(checked: Callable[..., Checked]) -> None:
    run = sarif(*checked())
    result = next(one for one in run["results"] if one["ruleId"] == "KB106")
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert (rule["id"], rule["defaultConfiguration"]["level"]) == ("KB106", "error")
    assert "Choose exactly one kb:Act: kb:states, " in rule["help"]["text"]
    (location,) = result["locations"]
    artifact = location["physicalLocation"]["artifactLocation"]
    assert artifact == {"uri": "claims/b-claims.ttl", "uriBaseId": "%SRCROOT%"}
    region = location["physicalLocation"]["region"]
    assert region["endColumn"] - region["startColumn"] == len("kb:said")
    (claim,) = result["relatedLocations"]
    assert claim["physicalLocation"]["region"]["startLine"] == region["startLine"] - 1
    assert run["columnKind"] == "unicodeCodePoints"


def test_paths_are_those_of_the_repository_around_the_base(
    checked: Callable[..., Checked],
) -> None:
    report, base = checked()
    (base.root.parent / ".git").mkdir()
    assert in_repository(base, "claims/b-claims.ttl") == "base/claims/b-claims.ttl"
    assert f"file={base.root.name}/claims/b-claims.ttl," in github_commands(report, base)
    result = sarif(report, base)["results"][0]
    artifact = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert artifact["uri"] == "base/claims/b-claims.ttl"
    assert str(base.root) not in sarif_text(report, base)


def test_a_path_is_written_as_a_uri(checked: Callable[..., Checked]) -> None:
    report, base = checked(**{"claims/b: ü #1.ttl": FAULTY.replace("claim:cost", "claim:new")})
    uris = {
        one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for one in sarif(report, base)["results"]
    }
    assert "claims/b%3A%20%C3%BC%20%231.ttl" in uris


def test_a_waived_finding_is_a_suppressed_result(checked: Callable[..., Checked]) -> None:
    results = sarif(*checked(FAULTY + WAIVER))["results"]
    assert [(one["ruleId"], "suppressions" in one) for one in results] == [
        ("KB402", False),
        ("KB106", True),
    ]
    (suppression,) = results[1]["suppressions"]
    assert (suppression["kind"], suppression["status"]) == ("external", "accepted")
    assert suppression["justification"] == "Until 2020-12-31, by the desk: no fitting act"


def prints(report: CheckReport, base: Base) -> set[str]:
    found = {one["partialFingerprints"]["kbFinding/v1"] for one in sarif(report, base)["results"]}
    assert len(found) == len(report.findings)
    return found


def test_fingerprints_stay_when_lines_move_and_change_with_the_fault(
    checked: Callable[..., Checked],
) -> None:
    before = prints(*checked())
    moved = "# A comment.\n\n" + FAULTY.replace(" ; ", " ;\n        ")
    assert prints(*checked(moved)) == before
    assert prints(*checked(FAULTY.replace('"five"', '"six"'))) != before
    assert prints(*checked(FAULTY.replace("claim:cost", "claim:price"))) & before == set()


def test_a_syntax_error_is_known_by_its_line_not_by_its_number(
    checked: Callable[..., Checked],
) -> None:
    broken = "claim:x kb:gist 'open .\n"
    assert prints(*checked(broken)) == prints(*checked("# A comment.\n" + broken))


def test_like_findings_about_one_record_have_fingerprints_of_their_own() -> None:
    twin = Finding("KB201", Severity.ERROR, "m", node="_:a", record="<urn:c>", route=("<urn:e>",))
    other = Finding("KB201", Severity.ERROR, "m", node="_:b", record="<urn:c>", route=("<urn:e>",))
    assert len(set(fingerprints([twin, other]))) == 2
    assert list(fingerprints([twin, other])) == list(fingerprints([other, twin]))


# GitHub


def test_a_finding_is_a_workflow_command(checked: Callable[..., Checked]) -> None:
    report, base = checked()
    commands = github_commands(report, base).splitlines()
    command = next(line for line in commands if "KB106" in line)
    place = next(finding.place for finding in report.findings if finding.code == "KB106")
    assert isinstance(place, Place)
    assert command.startswith(
        f"::error file=claims/b-claims.ttl,line={place.line},col={place.column},title=KB106::"
        "A claim says what its speaker does"
    )
    assert "%0Ado: Choose" in command
    assert commands[-1].startswith("1 span") or "span" in commands[-1]


def test_what_would_end_a_command_is_escaped(checked: Callable[..., Checked]) -> None:
    hostile = FAULTY.replace("The mayor: the", "100%\\n::error::the")
    name = "claims/b,c:100%.ttl"
    report, base = checked("# no claim here", **{name: hostile})
    lines = github_commands(report, base).splitlines()
    assert any("file=claims/b%2Cc%3A100%25.ttl," in line for line in lines)
    assert not any(line.startswith("::error::") for line in lines)
    assert any("in: 100%25 ::error::the" in line for line in lines)


# SHACL


def sh(name: str) -> NamedNode:
    return NamedNode(SH + name)


def test_the_shacl_report_is_a_graph_of_results(checked: Callable[..., Checked]) -> None:
    text = shacl_report(*checked())
    graph = Index(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    (report,) = graph.instances(sh("ValidationReport"))
    assert graph.text(report, sh("conforms")) == "false"
    by_code = {graph.text(one, kb("code")): one for one in graph.nodes(report, sh("result"))}
    act = by_code["KB106"]
    assert graph.value(act, sh("focusNode")) == NamedNode("https://example.org/claim/cost")
    assert graph.value(act, sh("resultPath")) == kb("act")
    assert graph.value(act, sh("value")) == kb("said")
    assert graph.value(act, sh("resultSeverity")) == sh("Violation")
    assert str(graph.value(act, sh("sourceShape"))).endswith("shapes#act>")
    assert (graph.text(act, sh("resultMessage")) or "").startswith("A claim says what")
    (pointer,) = graph.nodes(act, NamedNode("http://www.w3.org/ns/earl#pointer"))
    assert (graph.text(pointer, NamedNode(PTR + "lineNumber")) or "").isdecimal()
    assert "sh:resultPath ( kb:evidence kb:exact )" in text


def test_what_follows_from_a_result_is_a_detail_of_it(checked: Callable[..., Checked]) -> None:
    misspelt = CLAIM.replace("kb:act kb:states", "kb:act kb:state")
    text = shacl_report(*checked(misspelt))
    graph = Index(quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    (report,) = graph.instances(sh("ValidationReport"))
    (result,) = graph.nodes(report, sh("result"))
    (detail,) = graph.nodes(result, sh("detail"))
    assert (graph.text(result, kb("code")), graph.text(detail, kb("code"))) == ("KB003", "KB106")


def test_a_clean_base_conforms(checked: Callable[..., Checked]) -> None:
    text = shacl_report(*checked(CLAIM))
    assert "sh:conforms true" in text
    assert "sh:result " not in text


def test_a_waived_finding_is_no_result_but_counted(checked: Callable[..., Checked]) -> None:
    text = shacl_report(*checked(FAULTY + WAIVER))
    assert "KB106" not in text
    assert "1 finding waived." in text


def test_a_finding_about_no_record_has_its_file_for_a_focus(
    checked: Callable[..., Checked],
) -> None:
    text = shacl_report(*checked("claim:x kb:gist 'open ."))
    assert 'sh:focusNode "claims/b-claims.ttl"' in text
