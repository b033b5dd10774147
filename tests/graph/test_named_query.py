"""Query files say what they take, and are taken at their word."""

from pathlib import Path

import pytest

from kb.graph.sparql.named_query import (
    NamedQuery,
    find_named_query,
    named_query,
    query_files,
    question,
)
from kb.graph.sparql.parameters import Parameter, ParameterType
from kb.graph.sparql.query_header import OUTCOMES
from kb.judgement.pairs.outcomes import Kind
from kb.words.errors import CannotGoOn

SAID_BY = """\
# Purpose: all that one speaker said,
#   with date and source
# Parameter: speaker (iri): whose claims
# Parameter: since (date, optional): the first day; any, when left out
# Parameter: word (string, default of (all) kinds): a word in the gist
# Parameter: limit (integer, default 100): at most so many rows
# Example: kb query said-by --param speaker=sp:coalition

# Not a field: this line is below the header.
PREFIX ex: <http://e.org/>
SELECT ?claim {
  VALUES ?since { $since }
  ?claim ex:speaker $speaker ; ex:day ?day .
  FILTER(!BOUND(?since) || ?day >= ?since)
  FILTER(?word = $word)
} LIMIT $limit
"""


def query(text: str = SAID_BY) -> NamedQuery:
    return named_query(text, name="said-by", file="said-by.rq")


def refusal(text: str) -> CannotGoOn:
    with pytest.raises(CannotGoOn) as refused:
        query(text)
    return refused.value


def test_a_header_is_read() -> None:
    header = query().header
    assert header.purpose == "all that one speaker said, with date and source"
    assert header.examples == ("kb query said-by --param speaker=sp:coalition",)
    assert header.parameters == (
        Parameter("speaker", ParameterType.IRI, "whose claims"),
        Parameter("since", ParameterType.DATE, "the first day; any, when left out", False),
        Parameter("word", ParameterType.STRING, "a word in the gist", False, "of (all) kinds"),
        Parameter("limit", ParameterType.INTEGER, "at most so many rows", False, "100"),
    )


def test_a_header_says_which_outcomes_the_query_needs() -> None:
    assert not query().header.outcomes
    assert query(f"# Needs: outcomes\n{SAID_BY}").header.outcomes == OUTCOMES
    some = query(f"# Needs: outcomes (conflict, undetermined)\n{SAID_BY}").header.outcomes
    assert some == ("conflict", "undetermined")
    assert {*OUTCOMES} == {kind.value for kind in Kind}


def test_values_defaults_and_prefixes_are_placed() -> None:
    bound = query().bound({"speaker": "ex:mayor", "limit": "5"})
    assert "VALUES ?since {  UNDEF  }" in bound.text
    assert "ex:speaker  <http://e.org/mayor>  ;" in bound.text
    assert '?word =  "of (all) kinds" )' in bound.text
    assert "LIMIT  5 " in bound.text
    assert bound.text.count("\n") == SAID_BY.count("\n")


def test_an_optional_value_that_is_given_is_placed() -> None:
    bound = query().bound({"speaker": "ex:mayor", "since": "2018-09-01"})
    assert 'VALUES ?since {  "2018-09-01"^^<http://www.w3.org/2001/XMLSchema#date>  }' in bound.text


def test_prefixes_of_the_query_win_over_those_of_the_base() -> None:
    bound = query().bound({"speaker": "ex:mayor"}, {"ex": "http://other.org/"})
    assert "<http://e.org/mayor>" in bound.text


@pytest.mark.parametrize(
    ("given", "what", "hint"),
    [
        ({}, "parameter speaker (iri) is missing: whose claims", "Give it with --param speaker=.."),
        ({"speker": "ex:a"}, "there is no parameter 'speker'", "Did you mean speaker?"),
        ({"x": "1"}, "there is no parameter 'x'", "The query takes speaker, since, word, limit."),
        ({"speaker": "mayor"}, "parameter speaker takes an IRI; “mayor” is none", "For example: "),
    ],
)
def test_values_that_do_not_fit(given: dict[str, str], what: str, hint: str) -> None:
    with pytest.raises(CannotGoOn) as refused:
        query().bound(given)
    assert refused.value.what == what
    assert str(refused.value.hint).startswith(hint)


@pytest.mark.parametrize(
    ("header", "where"),
    [
        ("# Purpose: p\n# Paramter: x (iri): x\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# some remark\n", "said-by.rq:2:1"),
        ("# Purpose:\n", "said-by.rq:1:1"),
        ("# Example: kb query x\n", "said-by.rq"),
        ("# Purpose: p\n# Purpose: q\n", "said-by.rq"),
        ("\n# Purpose: p\n", "said-by.rq"),
        ("# Purpose: p\n# Needs: sleep\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Needs: outcomes (peace)\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Needs: outcomes conflict\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Parameter: x (uri): x\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Parameter: x: x\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Parameter: x (iri):\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Parameter: x (iri, maybe): x\n", "said-by.rq:2:1"),
        ("# Purpose: p\n# Parameter: x (integer, default ten): x\n", "said-by.rq"),
        ("# Purpose: p\n# Parameter: x (iri): x\n# Parameter: x (iri): x\n", "said-by.rq:3:1"),
    ],
)
def test_a_header_that_is_amiss_is_refused(header: str, where: str) -> None:
    assert refusal(header + "SELECT * { ?s ?p $x }").where == where


def test_a_parameter_is_declared_and_used() -> None:
    undeclared = refusal("# Purpose: p\n\nSELECT * {\n ?s ?p $x }")
    assert (undeclared.where, undeclared.what) == ("said-by.rq:4:8", "$x is not declared")
    unused = refusal("# Purpose: p\n# Parameter: x (iri): x\nSELECT * { ?s ?p ?x, '$x' } # $x")
    assert unused.what == "parameter x is declared and not used"


@pytest.mark.parametrize(
    "body",
    [
        "SELECT * { ?s ?p $x }",
        "SELECT * { VALUES ?x { 1 } FILTER(?x = $x) }",
        "SELECT * { VALUES ?x { $x } ?s ?p $x }",
        "SELECT * { ?s ?p ?o } LIMIT $x",
    ],
)
def test_an_optional_parameter_stands_in_values_alone(body: str) -> None:
    text = f"# Purpose: p\n# Parameter: x (integer, optional): x\n{body}"
    assert "stands outside of VALUES" in refusal(text).what


def test_an_optional_parameter_may_stand_in_a_row_of_values() -> None:
    text = (
        "# Purpose: p\n# Parameter: x (iri, optional): x\n"
        "SELECT * { VALUES (?y ?x) { (1 $x) ($x $x) } ?s ?p ?x }"
    )
    assert query(text).bound({}).text.count("UNDEF") == 3


def test_files_are_found_by_name_and_never_by_path(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    for folder, purpose in ((own, "ours"), (shipped, "theirs")):
        folder.mkdir()
        (folder / "said-by.rq").write_text(f"# Purpose: {purpose}\nASK {{}}", encoding="utf-8")
    (shipped / "origins.rq").write_bytes(b"\xef\xbb\xbf# Purpose: p\r\nASK {}\r\n")
    (shipped / "Not_A_Name.rq").write_text("", encoding="utf-8")
    assert find_named_query("said-by", [own, shipped]).header.purpose == "ours"
    assert find_named_query("origins", [own, shipped]).sparql.text.startswith("# Purpose")
    assert [path.stem for path in query_files(shipped)] == ["origins", "said-by"]
    assert query_files(tmp_path / "absent") == ()
    for name in ("../own/said-by", "said-by.rq", str(own / "said-by"), "", "Not_A_Name"):
        with pytest.raises(CannotGoOn, match="there is no query called"):
            find_named_query(name, [shipped])
    with pytest.raises(CannotGoOn, match="Did you mean said-by"):
        find_named_query("saidby", [shipped])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "latin.rq").write_bytes("# Purpose: é".encode("latin-1"))
    (tmp_path / "folder.rq").mkdir()
    for name, why in (("latin", "not UTF-8"), ("folder", "cannot be read")):
        with pytest.raises(CannotGoOn, match=why):
            find_named_query(name, [tmp_path])


def test_a_typed_question_infers_types_and_leaves_other_variables() -> None:
    text = "SELECT * { $s ?p $o }"
    assert question(text, {"o": "12"}).text == "SELECT * { $s ?p  12  }"
    assert question(text, {}).text == text
    assert question("ASK { ?s ?p $o }", {"o": "ex:a"}, {"ex": "urn:x:"}).text.endswith(
        "?p  <urn:x:a>  }"
    )
    with pytest.raises(CannotGoOn, match="Did you mean o"):
        question(text, {"oo": "12"})
    with pytest.raises(CannotGoOn, match="declare it on top of the query"):
        question(text, {"o": "twelve"})


def test_a_typed_question_may_declare_its_parameters() -> None:
    text = "# Purpose: p\n# Parameter: o (string): o\nSELECT * { ?s ?p $o }"
    assert question(text, {"o": "12"}).text.endswith('?p  "12"  }')
    with pytest.raises(CannotGoOn, match="is missing"):
        question(text, {})
