"""A query is one question that stays in its base, or it is refused with line and column."""

import pytest

from kb.graph.sparql.query import checked, declared_prefixes, query_form
from kb.graph.sparql.query_checks import Form
from kb.words.errors import CannotGoOn


def refusal(text: str) -> CannotGoOn:
    with pytest.raises(CannotGoOn) as refused:
        checked(text, name="q")
    return refused.value


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("select*{}", Form.SELECT),
        ("# first SELECT\nASK {}", Form.ASK),
        ("PREFIX select: <urn:x:> BASE <urn:y:> CONSTRUCT WHERE {}", Form.CONSTRUCT),
        ("PREFIX : <urn:x:>\nPREFIX ask: <urn:y:>\nDESCRIBE ask:x", Form.DESCRIBE),
    ],
)
def test_the_form_stands_behind_the_prologue(text: str, form: Form) -> None:
    assert query_form(text) == form
    assert checked(text).form == form


@pytest.mark.parametrize("keyword", ["INSERT DATA", "DELETE WHERE", "LOAD", "CLEAR", "drop", "ADD"])
def test_updates_are_refused(keyword: str) -> None:
    refused = refusal(f"PREFIX ex: <urn:x:>\n  {keyword} {{}}")
    assert refused.where == "q:2:3"
    assert "is an update" in refused.what


def test_an_update_behind_a_query_is_refused() -> None:
    assert refusal("SELECT * {} ;\nDROP ALL").where == "q:2:1"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("", "q:1:1"),
        ("# only a comment", "q:1:17"),
        ("PREFIX ex: <urn:x:>", "q:1:20"),
        ("what is this", "q:1:1"),
        ("ASKWHERE{}", "q:1:1"),
        ("{ ?s ?p ?o }", "q:1:1"),
        ("DELETED {}", "q:1:1"),
    ],
)
def test_what_is_no_query_is_refused(text: str, where: str) -> None:
    assert refusal(text).where == where


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <http://e.org/g> {}",
        "SELECT * FROM NAMED <file:///etc/passwd> {}",
        "SELECT*from<file:///etc/passwd>{}",
        "PREFIX ex: <urn:x:> ASK FROMNAMEDex:g {}",
        "PREFIX ex: <urn:x:> SELECT*fromex:g{}",
        "DESCRIBE <urn:x:y> FROM <http://e.org/g>",
    ],
)
def test_another_graph_is_refused(text: str) -> None:
    assert "FROM" in refusal(text).what


@pytest.mark.parametrize(
    "text",
    [
        'ASK { ?from ?service "SERVICE <http://e.org/> {} FROM" }',
        "ASK { <http://e.org/SERVICE/FROM> ?p ?o } # SERVICE <http://e.org/> {}",
        "PREFIX : <urn:x:> ASK { :SERVICE :from ?o ; :service.from ?x }",
        "ASK { ?s ?p 'SERVICE', '''FROM\nSERVICE''' , \"insert\"@en-service }",
        "ASK { _:service ?p _:FROM }",
        "PREFIX web-service: <urn:x:> ASK { ?s web-service:p ?o }",
        "ASK { ?load ?delete ?insert }",
    ],
)
def test_harmless_uses_of_the_words_are_not_refused(text: str) -> None:
    assert checked(text).text == text


@pytest.mark.parametrize("opening", ["(", "{", "[", "({", "[("])
def test_nesting_is_bounded_before_any_parser_sees_it(opening: str) -> None:
    assert "nest deeper than 200" in refusal("ASK {" + opening * 5000).what


def test_nesting_up_to_the_bound_is_taken() -> None:
    assert checked("ASK " + "{" * 200 + "}" * 200).form == Form.ASK


def test_brackets_in_strings_and_comments_do_not_nest() -> None:
    assert checked("ASK { ?s ?p '" + "(" * 5000 + "' } #" + "{" * 5000).form == Form.ASK


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        ("ASK { ( }", "q:1:9", "} does not close the ( of 1:7"),
        ("ASK {\n ?s ?p ?o", "q:1:5", "{ is never closed"),
        ("ASK { } }", "q:1:9", "} closes nothing"),
    ],
)
def test_brackets_must_match(text: str, where: str, what: str) -> None:
    refused = refusal(text)
    assert (refused.where, refused.what) == (where, what)


def test_length_is_bounded_in_bytes() -> None:
    assert checked("ASK {} #" + "é" * 32_000)
    assert "65,536 are allowed" in refusal("ASK {} #" + "é" * 33_000).what


def test_half_of_a_surrogate_pair_is_refused() -> None:
    assert refusal("ASK { ?s ?p '\ud83d' }").where == "q:1:14"


def test_known_prefixes_are_declared_in_front_only_where_needed() -> None:
    known = {"ex": "http://e.org/", "other": "http://o.org/", "own": "http://wrong.org/"}
    text = "PREFIX own: <http://own.org/>\nASK { own:a ex:b ex:c }"
    assert checked(text, prefixes=known).text == f"PREFIX ex: <http://e.org/> {text}"
    assert checked("ASK { ?s ?p 'ex:a' }", prefixes=known).edits == ()


def test_an_undeclared_prefix_is_refused_with_the_nearest_known_one() -> None:
    with pytest.raises(CannotGoOn) as refused:
        checked("ASK {\n ?s kbb:p ?o }", name="q", prefixes={"kb": "http://e.org/"})
    assert refused.value.where == "q:2:5"
    assert refused.value.hint == "Did you mean kb:?"


def test_messages_point_into_what_was_written() -> None:
    query = checked(
        "ASK { ex:a ?p $v .\n ?x ?y $v } ",
        name="q",
        prefixes={"ex": "http://e.org/"},
        terms={"v": '"a much longer text than the name"'},
    )
    for piece in ("?p", "?x", "?y", "ASK"):
        source = "ASK { ex:a ?p $v .\n ?x ?y $v } "
        line = source.count("\n", 0, source.index(piece)) + 1
        column = source.index(piece) - source.rfind("\n", 0, source.index(piece))
        assert query.refused(query.text.index(piece), "x").where == f"q:{line}:{column}"
    assert query.refused(query.text.index("longer"), "x").where == "q:1:15"


@pytest.mark.parametrize(
    "term",
    ['"a" . ?s ?p ?o', "<urn:x:y> <urn:x:z>", "?x", "ex:a", "", "1 2", '"a", <urn:x:y>', "true"],
)
def test_only_one_whole_term_is_placed(term: str) -> None:
    with pytest.raises(CannotGoOn, match="not one RDF term"):
        checked("PREFIX ex: <urn:x:> ASK { ?s ?p $v }", terms={"v": term})


@pytest.mark.parametrize("text", ["ASK { ?s ?p $v@en }", "ASK { ?s ?p $v ^^ <urn:x:d> }"])
def test_a_placed_term_keeps_its_own_type(text: str) -> None:
    with pytest.raises(CannotGoOn, match="brings its own type"):
        checked(text, terms={"v": '"a"'})


def test_terms_are_placed_only_for_variables_with_a_dollar_sign() -> None:
    text = "ASK { ?v <urn:x:$v> '$v', $v , $vv } # $v"
    assert checked(text, terms={"v": "1"}).text == "ASK { ?v <urn:x:$v> '$v',  1  , $vv } # $v"


def test_a_term_that_could_be_misread_in_its_place_is_refused() -> None:
    with pytest.raises(CannotGoOn, match="could be misread: <urn:x:y#z> could be an IRI"):
        checked("ASK { VALUES (?a ?b) { (1 $v) } }", terms={"v": "<urn:x:y#z>"})


def test_a_term_without_place_is_refused() -> None:
    with pytest.raises(CannotGoOn, match=r"has no \$v"):
        checked("ASK { ?v ?p '$v' }", terms={"v": "1"})


def test_declared_prefixes_are_read_from_the_text() -> None:
    text = "prefix : <urn:x:>\nPREFIX a.b:<urn:y:> ASK { 'PREFIX c: <urn:z:>' a.b:x <urn:x> }"
    assert declared_prefixes(text) == {"": "urn:x:", "a.b": "urn:y:"}
