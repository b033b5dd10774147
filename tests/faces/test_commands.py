"""Every command on a base about an unrelated subject: the tool knows nothing about Hajin."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib.compare import isomorphic

from tests.conftest import Kb

PIER = Path(__file__).resolve().parents[1] / "bases" / "pier"


def test_check_is_clean_and_verifies_every_span(kb: Kb) -> None:
    run = kb("check", "--base", str(PIER), "--format", "json")
    report = json.loads(run.out)
    assert (run.code, report["findings"]) == (0, [])
    spans = report["summary"]["spans"]
    assert spans["verified"] > 50
    assert (spans["unverified"], spans["failed"]) == (0, 0)
    assert report["summary"]["covered"] == report["summary"]["sentences"] > 0


def test_screened_and_unscreened_checks_agree(kb: Kb) -> None:
    fast = kb("check", "--base", str(PIER), "--format", "json")
    slow = kb("check", "--base", str(PIER), "--format", "json", "--unscreened")
    assert (fast.out, fast.code) == (slow.out, slow.code)


def test_conflicts_lays_rival_answers_side_by_side(kb: Kb) -> None:
    run = kb("conflicts", "q:collapse-cause", "--base", str(PIER))
    assert run.code == 0
    assert "Nordmole has denied the charge more than once" in run.out
    assert "against The union: Nordmole is to blame for the collapse" in run.out


def test_counts_of_outcomes_add_up_to_all_pairs(kb: Kb) -> None:
    document = json.loads(kb("conflicts", "--base", str(PIER), "--format", "json").out)
    for question in document["questions"]:
        number = len(question["answers"])
        assert sum(question["pairs"].values()) == number * (number - 1) // 2


@pytest.mark.parametrize("form", ["json", "csv", "ttl"])
def test_outcomes_are_the_same_bytes_every_time(kb: Kb, form: str) -> None:
    runs = [kb("conflicts", "--base", str(PIER), "--pairs", "--format", form) for _ in range(2)]
    assert runs[0].out == runs[1].out != ""


def test_a_past_day_has_only_what_was_on_record_then(kb: Kb) -> None:
    now = kb("conflicts", "--base", str(PIER)).out
    then = kb("conflicts", "--base", str(PIER), "--as-of", "1990-01-01").out
    assert "As of 1990-01-01, by the day it was published: 0 of " in then
    assert "0 questions: 0 contested" in then
    assert now != then


def test_query_by_text_file_name_and_standard_input(kb: Kb, tmp_path: Path) -> None:
    text = "SELECT (COUNT(?c) AS ?claims) WHERE { ?c a kb:Claim }"
    file = tmp_path / "count.rq"
    file.write_text(text, encoding="utf-8")
    outs = {
        kb("query", text, "--base", str(PIER), "--format", "csv").out,
        kb("query", str(file), "--base", str(PIER), "--format", "csv").out,
        kb("query", "-", "--base", str(PIER), "--format", "csv", stdin=text).out,
    }
    assert len(outs) == 1
    assert outs.pop().startswith("claims")


def test_ask_sets_the_exit_status(kb: Kb) -> None:
    assert kb("query", "ASK { ?c a kb:Claim }", "--base", str(PIER)).code == 0
    assert kb("query", "ASK { ?c a kb:Nothing }", "--base", str(PIER)).code == 1


def test_construct_and_describe_print_turtle(kb: Kb) -> None:
    construct = "CONSTRUCT { ?c kb:gist ?g } WHERE { ?c kb:gist ?g }"
    run = kb("query", construct, "--base", str(PIER))
    assert run.code == 0
    assert len(list(ox.parse(input=run.out.encode(), format=ox.RdfFormat.TURTLE))) > 10
    assert "kb:answerKind" in kb("query", "DESCRIBE q:pier-state", "--base", str(PIER)).out


def test_outcomes_can_be_asked_by_sparql(kb: Kb) -> None:
    text = "SELECT ?o WHERE { ?o a kb:Outcome ; kb:outcome kb:conflict }"
    plain = kb("query", text, "--base", str(PIER), "--format", "csv").out
    told = kb("query", text, "--outcomes", "--base", str(PIER), "--format", "csv").out
    assert len(plain.splitlines()) == 1
    assert len(told.splitlines()) > 1


@pytest.mark.parametrize("name", ["q:collapse-cause", "claim:g-cost-union-v1"])
def test_show_prints_a_record_with_what_points_at_it(kb: Kb, name: str) -> None:
    run = kb("show", name, "--base", str(PIER))
    assert run.code == 0
    assert name in run.out
    assert ".ttl:" in run.out


def test_stats_counts_all_classes(kb: Kb) -> None:
    counts = json.loads(kb("stats", "--base", str(PIER), "--format", "json").out)
    assert counts["records"]["Claim"] > 40
    assert sum(counts["claims"]["source"].values()) == counts["records"]["Claim"]


def test_review_lists_what_nobody_has_seen(kb: Kb) -> None:
    run = kb("review", "--base", str(PIER), "--all")
    assert run.code == 0
    assert "covered" in run.out


FORMATS = {
    "turtle": ("turtle", ox.RdfFormat.TURTLE),
    "ntriples": ("nt", ox.RdfFormat.N_TRIPLES),
    "nquads": ("nquads", ox.RdfFormat.N_QUADS),
    "jsonld": ("json-ld", ox.RdfFormat.JSON_LD),
}


def claims_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for file in sorted((PIER / "claims").rglob("*.ttl")):
        graph.parse(file)
    return graph


@pytest.mark.parametrize("form", FORMATS)
def test_what_is_exported_is_read_back_as_the_same_graph(kb: Kb, form: str) -> None:
    text = kb("export", "--base", str(PIER), "--format", form).out
    assert text == kb("export", "--base", str(PIER), "--format", form).out
    rdflib_name, ox_format = FORMATS[form]
    if form == "nquads":  # rdflib reads quads into datasets only; without a graph they are triples
        rdflib_name = "nt"
    assert isomorphic(rdflib.Graph().parse(data=text, format=rdflib_name), claims_graph())
    assert len(list(ox.parse(input=text.encode(), format=ox_format))) == len(claims_graph())


def test_export_to_a_file_is_whole(kb: Kb, tmp_path: Path) -> None:
    out = tmp_path / "all.ttl"
    run = kb("export", "--base", str(PIER), "-o", str(out))
    assert (run.code, run.out) == (0, "")
    assert out.read_text(encoding="utf-8") == kb("export", "--base", str(PIER)).out


def test_cite_prints_evidence_that_checks(kb: Kb) -> None:
    sources = json.loads(
        kb("query", "SELECT ?s WHERE { ?s kb:fileName ?f } ORDER BY ?s", "--base", str(PIER),
           "--format", "json").out
    )  # fmt: skip
    source = sources["results"]["bindings"][0]["s"]["value"]
    run = kb("cite", source, "the", "--base", str(PIER))
    assert run.code == 0
    assert run.out.startswith("kb:evidence [ kb:role kb:content ; kb:start ")
    assert kb("cite", source, "words that nobody printed", "--base", str(PIER)).code == 2
