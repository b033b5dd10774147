"""A base asked in a process of its own answers in full, or says why not, within its limits."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from kb.graph.sparql import child, evaluation
from kb.graph.sparql.embedded import Embedded
from kb.graph.sparql.endpoint import Table
from kb.graph.sparql.evaluation import GraphFile, GraphText
from kb.graph.sparql.query import checked
from kb.words.errors import CannotGoOn

SMALL = Embedded(
    (
        GraphText(
            b'@prefix ex: <urn:x:> . ex:a ex:p "v"@en , 1 , "two\\nlines" ; ex:q _:b . '
            b"_:b ex:p 2.50 .",
            "ttl",
        ),
    )
)
MANY = Embedded(
    (GraphText(b"".join(b'<urn:x:s%d> <urn:x:p> "v%d" .\n' % (n, n) for n in range(20_000))),)
)
needs_limits = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux enforces the limit of memory"
)


def value(text: str) -> ox.NamedNode:
    return ox.NamedNode(f"urn:x:{text}")


def refusal(base: Embedded, query: str, **limits: float) -> CannotGoOn:
    with pytest.raises(CannotGoOn) as refused:
        base.select(query, **limits)  # type: ignore[arg-type]
    return refused.value


def test_rows_hold_terms_of_every_kind_and_nothing_where_unbound() -> None:
    table = SMALL.select("SELECT ?s ?o ?none { ?s <urn:x:p> ?o } ORDER BY DESC(isIRI(?s)) STR(?o)")
    assert table == Table(
        ("s", "o", "none"),
        (
            (value("a"), ox.Literal("1", datatype=_xsd("integer")), None),
            (value("a"), ox.Literal("two\nlines"), None),
            (value("a"), ox.Literal("v", language="en"), None),
            (ox.BlankNode("b0"), ox.Literal("2.5", datatype=_xsd("decimal")), None),
        ),
    )


def _xsd(name: str) -> ox.NamedNode:
    return ox.NamedNode(f"http://www.w3.org/2001/XMLSchema#{name}")


def test_a_select_without_columns_has_rows_all_the_same() -> None:
    assert SMALL.select("SELECT * {}") == Table((), ((),))
    assert SMALL.select("SELECT * { FILTER(false) }") == Table((), ())


def test_ask() -> None:
    assert SMALL.ask("ASK { ?s ?p 1 }") is True
    assert SMALL.ask("ASK { ?s ?p 3 }") is False


def test_construct_gives_each_triple_once() -> None:
    triples = SMALL.construct("CONSTRUCT { ?s a <urn:x:C> } WHERE { ?s ?p ?o FILTER(isIRI(?s)) }")
    a = ox.NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    assert triples == (ox.Triple(value("a"), a, value("C")),)
    assert len(SMALL.construct("DESCRIBE <urn:x:a>")) >= 4


def test_equal_answers_are_equal_to_the_letter() -> None:
    query = "CONSTRUCT { ?s <urn:x:p> ?o . ?o <urn:x:q> _:new } WHERE { ?s <urn:x:q> ?o }"
    assert SMALL.construct(query) == SMALL.construct(query)


def test_several_graphs_are_one_base(tmp_path: Path) -> None:
    file = tmp_path / "a graph.ttl"
    file.write_text("<urn:x:a> <urn:x:p> _:b .", encoding="utf-8")
    base = Embedded(
        (
            GraphFile(file),
            GraphText(b"<urn:x:a> <urn:x:p> _:b .\n"),
            GraphText(b"<urn:x:a> <urn:x:p> <urn:x:o> <urn:x:g> .\n", "nq"),
        )
    )
    table = base.select("SELECT ?o { <urn:x:a> <urn:x:p> ?o }")
    assert {row[0] for row in table.rows} == {ox.BlankNode("b0"), ox.BlankNode("b1"), value("o")}


def test_the_form_must_be_that_of_the_method() -> None:
    assert refusal(SMALL, "ASK {}").what == "this takes SELECT, and the query is ASK"
    with pytest.raises(CannotGoOn, match="this takes CONSTRUCT or DESCRIBE"):
        SMALL.construct("SELECT * {}")


@pytest.mark.parametrize(
    ("query", "where", "what"),
    [
        ("SELECT ?s {\n  ?s ?p }", "query:2:3", "?s is not expected here"),
        ("SELECT (1 AS ?x) {} LIMIT -5", "query:1:27", "- is not expected here"),
        ("SELECT * {}\nGROUP BY", "query:2:9", "the query ends too early"),
        ("SELECT *\n{ ?s ?p ?o } nonsense", "query:2:14", "nonsense is not expected here"),
        (
            "SELECT ?s { ?s ?p ?o } GROUP BY ?p",
            "query:1:35",
            "The SELECT contains a variable that is unbound",
        ),
        ("SELECT (FOO(1) AS ?x) {}", "query:1:9", "FOO is not expected here"),
        ("SELECT * { ?s ?p <relative> }", "query:1:28", "IRI parsing failed"),
    ],
)
def test_syntax_errors_point_into_the_text(query: str, where: str, what: str) -> None:
    refused = refusal(SMALL, query)
    assert (refused.where, refused.what) == (where, what)


def test_syntax_errors_point_into_the_text_before_values_were_placed() -> None:
    query = checked(
        "SELECT * { ?s ?p $v } LIMIT nonsense",
        name="said-by.rq",
        terms={"v": '"a text longer than its name"'},
    )
    with pytest.raises(CannotGoOn) as refused:
        SMALL.select(query)
    assert refused.value.where == "said-by.rq:1:29"


def test_an_unknown_function_is_named() -> None:
    assert "urn:x:f" in refusal(SMALL, "SELECT (<urn:x:f>(1) AS ?x) {}").what


def test_a_graph_with_a_fault_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "claims.ttl"
    file.write_text("<urn:x:a> <urn:x:p> 1 .\n<urn:x:a> <urn:x:p>\n", encoding="utf-8")
    refused = refusal(Embedded((GraphFile(file),)), "SELECT * {}")
    assert str(refused.where).startswith(str(file))
    assert refusal(Embedded((GraphFile(tmp_path / "no.ttl"),)), "SELECT * {}").where == str(
        tmp_path / "no.ttl"
    )


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z FILTER(?x != ?y && ?y != ?z) }",
        "SELECT * { ?s ?p " + "[ ?p " * 190 + "1" + "]" * 190 + " }",
        "SELECT * { ?a ?p ?x . ?b ?q ?y FILTER(REGEX(?x, CONCAT('^', ?y, '.+$'))) } LIMIT 1",
    ],
)
def test_the_time_is_real(query: str) -> None:
    started = time.monotonic()
    refused = refusal(MANY, query, timeout=1.0)
    assert time.monotonic() - started < 10
    assert refused.what == "the query was stopped: no complete answer within 1 s"
    assert SMALL.ask("ASK {}")


def test_rows_are_capped_and_say_so() -> None:
    query = "SELECT ?s { ?s ?p ?o }"
    table = MANY.select(query, max_rows=7)
    assert (len(table.rows), table.truncated) == (7, True)
    table = MANY.select(query)
    assert (len(table.rows), table.truncated) == (10_000, True)
    table = MANY.select(query, max_rows=20_000)
    assert (len(table.rows), table.truncated) == (20_000, False)
    table = MANY.select(query, max_rows=None)
    assert (len(table.rows), table.truncated) == (20_000, False)
    table = MANY.select(query, max_rows=0)
    assert (len(table.rows), table.truncated) == (0, True)


def test_a_graph_is_never_cut() -> None:
    with pytest.raises(CannotGoOn, match="more than 10,000 triples"):
        MANY.construct("CONSTRUCT WHERE { ?s ?p ?o }")
    assert len(MANY.construct("CONSTRUCT WHERE { ?s ?p ?o }", max_rows=20_000)) == 20_000


def test_an_answer_is_capped_in_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evaluation, "LARGEST_ANSWER", 1024**2)
    assert "larger than 1 MiB" in refusal(MANY, "SELECT * { ?s ?p ?o }", max_rows=20_000).what


@needs_limits
@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?a ?p ?x . ?b ?q ?y } ORDER BY ?x ?y",
        "SELECT ?a (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y } GROUP BY ?a ?b",
    ],
)
def test_memory_is_bounded(query: str) -> None:
    base = Embedded(MANY.graphs, memory=256 * 1024**2)
    assert "needs more than 256 MiB of memory" in refusal(base, query, max_rows=100_000_000).what


@needs_limits
def test_a_graph_too_large_for_the_memory_is_refused() -> None:
    lines = b"".join(b'<urn:x:s%d> <urn:x:p> "v%d" .\n' % (n, n) for n in range(300_000))
    base = Embedded((GraphText(lines),), memory=128 * 1024**2)
    assert "needs more than 128 MiB of memory" in refusal(base, "SELECT * {}").what


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (1" + "+1" * 30_000 + " AS ?x) {}",
        "SELECT * { FILTER(" + "!" * 60_000 + "true) }",
        "SELECT * {" + "".join(f"BIND(1 AS ?v{n})" for n in range(3500)) + "}",
    ],
)
def test_a_crash_of_the_engine_is_a_message(query: str) -> None:
    assert "the engine broke down over it" in refusal(SMALL, query).what


@pytest.mark.parametrize("bracket", ["()", "[]", "{}"])
def test_thousands_of_nested_brackets_crash_nothing(bracket: str) -> None:
    deep = bracket[0] * 5000 + bracket[1] * 5000
    assert "nest deeper than 200" in refusal(SMALL, f"SELECT * {{ FILTER({deep}) }}").what


def test_a_file_in_the_current_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("json", "pyoxigraph", "resource"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert SMALL.ask("ASK {}")
    assert not (tmp_path / "ran").exists()


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="needs /proc to see processes")
def test_an_interrupt_ends_the_process_too() -> None:
    program = (
        "from kb.graph.sparql.embedded import Embedded\n"
        "from kb.graph.sparql.evaluation import GraphText\n"
        "graph = b''.join(b'<urn:x:s%d> <urn:x:p> %d .\\n' % (n, n) for n in range(5000))\n"
        "query = 'SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x > ?y) }'\n"
        "Embedded((GraphText(graph, 'ttl'),)).select(query, timeout=60)\n"
    )
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", program], cwd=root, stderr=subprocess.PIPE
    ) as asking:
        children: list[int] = []
        until = time.monotonic() + 10
        while not children and time.monotonic() < until:
            time.sleep(0.1)
            children = _children(asking.pid)
        time.sleep(0.3)
        asking.send_signal(signal.SIGINT)
        _, complaint = asking.communicate(timeout=5)
    assert children
    assert b"KeyboardInterrupt" in complaint
    assert not any(Path(f"/proc/{child}").exists() for child in children)


def _children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


def test_an_answer_without_its_end_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for answer in ('["s"]\n[["iri","urn:x:y"]]\n', '["s"]\n{"end": 1, "truncated": false}\n', ""):
        fake = tmp_path / "fake.py"
        fake.write_text(
            f"import sys; sys.stdin.read(); print({answer!r}, end='')", encoding="utf-8"
        )
        monkeypatch.setattr(child, "__file__", os.fspath(fake))
        assert "ended without an answer" in refusal(SMALL, "SELECT ?s { ?s ?p ?o }").what
