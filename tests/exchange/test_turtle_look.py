"""What exported Turtle looks like: one small document to the letter, and each rule of the look."""

from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import BaseDirection, BlankNode, Literal, NamedNode, RdfFormat, Triple, parse

from kb.exchange.serialization.serialize import to_turtle
from kb.words.errors import CannotGoOn

HERE = Path(__file__).parent
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "http://ex.org/"
SUBJECT, PREDICATE = NamedNode(EX + "s"), NamedNode(EX + "p")

PREFIXES = {
    "claim": "http://ex.org/claim/",
    "kb": "http://ex.org/ns#",
    "src": "http://ex.org/source/",
    "unused": "http://ex.org/unused/",
    "xsd": XSD,
}


def triples_of(text: str) -> list[Triple]:
    return [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)]


def lines_of(body: str, prefixes: dict[str, str] | None = None) -> list[str]:
    """Export a Turtle text in which ex: is declared; return the lines below the header."""
    exported = to_turtle(
        triples_of(f"@prefix ex: <{EX}> . {body}"), {"ex": EX} if prefixes is None else prefixes
    )
    return [line for line in exported.splitlines() if not line.startswith("@prefix")][1:]


def written(object_: NamedNode | Literal, prefixes: dict[str, str] | None = None) -> str:
    text = to_turtle([Triple(SUBJECT, PREDICATE, object_)], prefixes or {})
    assert triples_of(text) == [Triple(SUBJECT, PREDICATE, object_)]
    return text.partition("<http://ex.org/p> ")[2].removesuffix(" .\n")


def test_a_small_document_to_the_letter() -> None:
    jumbled = triples_of((HERE / "jumbled.ttl").read_text(encoding="utf-8"))
    expected = (HERE / "exported.ttl").read_text(encoding="utf-8")
    assert to_turtle(jumbled, PREFIXES) == expected


def test_an_empty_graph_is_an_empty_text() -> None:
    assert to_turtle([], PREFIXES) == ""


def test_subjects_and_predicates_are_sorted_with_the_type_first() -> None:
    assert lines_of("ex:b ex:q 1 ; ex:p 2 ; a ex:T . ex:a ex:p 1 .") == [
        "ex:a",
        "  ex:p 1 .",
        "",
        "ex:b a ex:T ;",
        "  ex:p 2 ;",
        "  ex:q 1 .",
    ]


def test_objects_are_iris_then_literals_by_datatype_then_blank_nodes() -> None:
    body = 'ex:s ex:p [], "b", "a"@fr, "b"@en, 10, 9, 9.5, ex:z, ex:a .'
    assert lines_of(body)[1] == '  ex:p ex:a, ex:z, "b"@en, "a"@fr, 9.5, 9, 10, "b", [] .'


def test_numbers_sort_by_value_and_then_by_how_they_are_written() -> None:
    body = 'ex:s ex:p 10, 9, -1, "030"^^xsd:integer, 30, "some"^^xsd:integer .'
    lines = lines_of(f"@prefix xsd: <{XSD}> . {body}", {"ex": EX, "xsd": XSD})
    assert lines[1] == '  ex:p "some"^^xsd:integer, -1, 9, 10, "030"^^xsd:integer, 30 .'


def test_a_number_of_a_billion_digits_is_ordered_by_its_text() -> None:
    lines = lines_of("ex:s ex:p 1e999999999, 2e9, 1e10 .")
    assert lines[1] == "  ex:p 1e999999999, 2e9, 1e10 ."


def test_what_fits_stands_on_one_line_and_what_does_not_is_one_object_a_line() -> None:
    assert lines_of("ex:s ex:p ex:a, ex:b .") == ["ex:s", "  ex:p ex:a, ex:b ."]
    long = ", ".join(f"ex:{'x' * 30}{n}" for n in range(4))
    assert lines_of(f"ex:s ex:p {long} .")[1:3] == ["  ex:p", f"    ex:{'x' * 30}0,"]


def test_single_parent_blank_nodes_are_indented_in_place_and_twins_both_stay() -> None:
    assert lines_of("ex:s ex:p [ ex:q 1 ; ex:r [ a ex:T ] ], [ ex:q 2 ], [ ex:q 2 ] .") == [
        "ex:s",
        "  ex:p [",
        "    ex:q 2",
        "  ], [",
        "    ex:q 2",
        "  ], [",
        "    ex:q 1 ;",
        "    ex:r [",
        "      a ex:T",
        "    ]",
        "  ] .",
    ]


def test_nodes_that_differ_only_deep_down_have_one_order() -> None:
    texts = set()
    chance = Random(1)
    for _ in range(20):
        names = [f"n{count}" for count in range(6)]
        chance.shuffle(names)
        graph = []
        for number in (1, 2):
            outer, inner, last = (BlankNode(names.pop()) for _ in range(3))
            graph += [Triple(SUBJECT, PREDICATE, outer)]
            graph += [Triple(outer, PREDICATE, inner), Triple(inner, PREDICATE, Literal(number))]
            graph += [Triple(outer, PREDICATE, last), Triple(last, PREDICATE, Literal(9))]
        texts.add(to_turtle(graph, {}))
    assert len(texts) == 1


def test_well_formed_lists_stand_in_parentheses() -> None:
    assert lines_of('ex:s ex:p ( 1 "two" ( ex:c ) () ) .') == [
        "ex:s",
        '  ex:p ( 1 "two" ( ex:c ) () ) .',
    ]
    assert lines_of("ex:s ex:p ( 1 [ ex:q 2 ] ) .") == [
        "ex:s",
        "  ex:p (",
        "    1",
        "    [",
        "      ex:q 2",
        "    ]",
        "  ) .",
    ]


RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"


@pytest.mark.parametrize(
    "malformed",
    [
        "ex:s ex:p [ rdf:first 1, 2 ; rdf:rest () ] .",
        "ex:s ex:p [ rdf:first 1 ] .",
        "ex:s ex:p [ rdf:first 1 ; rdf:rest ex:elsewhere ] .",
        "ex:s ex:p [ rdf:first 1 ; rdf:rest (), ex:x ] .",
        "ex:s ex:p [ rdf:first 1 ; rdf:rest () ; ex:q 2 ] .",
        "ex:s ex:p [ a rdf:List ; rdf:first 1 ; rdf:rest () ] .",
        "_:l rdf:first 1 ; rdf:rest () .",
        "ex:s ex:p _:l . ex:t ex:p _:l . _:l rdf:first 1 ; rdf:rest () .",
        "ex:s ex:p _:l . _:l rdf:first 1 ; rdf:rest _:l .",
        "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:first 2 ; rdf:rest _:l .",
    ],
)
def test_a_malformed_list_is_spelled_out(malformed: str) -> None:
    lines = lines_of(f"@prefix rdf: <{RDF}> . {malformed}")
    assert "( 1" not in " ".join(lines)
    assert any("#first>" in line for line in lines)


def test_a_shared_tail_is_a_list_of_its_own_under_a_label() -> None:
    body = "ex:s ex:p _:l . ex:t ex:p _:l . _:l rdf:first 1 ; rdf:rest ( 2 3 ) ."
    assert lines_of(f"@prefix rdf: <{RDF}> . {body}", {"ex": EX, "rdf": RDF})[-3:] == [
        "_:b0",
        "  rdf:first 1 ;",
        "  rdf:rest ( 2 3 ) .",
    ]


def test_labels_count_up_as_the_reader_meets_them() -> None:
    body = """_:z ex:name "second" . _:a ex:name "first" . [] ex:name "mentioned by nobody" .
        ex:s ex:p _:a ; ex:q _:z . ex:t ex:p _:a, _:z ."""
    assert lines_of(body) == [
        "ex:s",
        "  ex:p _:b0 ;",
        "  ex:q _:b1 .",
        "",
        "ex:t",
        "  ex:p _:b0, _:b1 .",
        "",
        "_:b0",
        '  ex:name "first" .',
        "",
        "_:b1",
        '  ex:name "second" .',
        "",
        "_:b2",
        '  ex:name "mentioned by nobody" .',
    ]


def test_very_deep_nesting_goes_on_under_a_label_and_reads_back() -> None:
    nodes = [BlankNode(f"n{depth}") for depth in range(2000)]
    chain = [Triple(outer, PREDICATE, inner) for outer, inner in pairwise(nodes)]
    chain.append(Triple(SUBJECT, PREDICATE, nodes[0]))
    text = to_turtle(chain, {})
    assert "_:b59" in text
    assert max(len(line) - len(line.lstrip()) for line in text.splitlines()) < 80
    assert to_turtle(triples_of(text), {}) == text


def test_very_deep_lists_go_on_under_a_label_and_stay_lists() -> None:
    body = "ex:s ex:p " + "( 1 " * 40 + "2 " + ") " * 40 + "."
    lines = lines_of(f"@prefix rdf: <{RDF}> . {body}", {"ex": EX, "rdf": RDF})
    assert lines[-3:] == [
        "_:b0",
        "  rdf:first 1 ;",
        "  rdf:rest ( " + "( 1 " * 7 + "2 " + ") " * 8 + ".",
    ]


def test_what_nothing_mentions_is_followed_by_what_it_mentions() -> None:
    lines = lines_of("_:x ex:a 1 . _:r ex:p _:x ; ex:z 1 . _:t ex:q _:x ; ex:z 1 .")
    assert lines == [
        "_:b0",
        "  ex:p _:b1 ;",
        "  ex:z 1 .",
        "",
        "_:b1",
        "  ex:a 1 .",
        "",
        "_:b2",
        "  ex:q _:b1 ;",
        "  ex:z 1 .",
    ]


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("30", "integer", "30"),
        ("-7", "integer", "-7"),
        ("30.0", "decimal", "30.0"),
        ("210133.00", "decimal", "210133.00"),
        ("1.0E3", "double", "1.0E3"),
        ("true", "boolean", "true"),
        ("1", "boolean", f'"1"^^<{XSD}boolean>'),
        ("030", "integer", f'"030"^^<{XSD}integer>'),
        ("+5", "integer", f'"+5"^^<{XSD}integer>'),
        ("5\n", "integer", f'"""5\n"""^^<{XSD}integer>'),
        ("٣", "integer", f'"٣"^^<{XSD}integer>'),
        ("30.", "decimal", f'"30."^^<{XSD}decimal>'),
        ("30", "decimal", f'"30"^^<{XSD}decimal>'),
        ("3", "double", f'"3"^^<{XSD}double>'),
        ("2014-06-10", "date", f'"2014-06-10"^^<{XSD}date>'),
    ],
)
def test_a_lexical_form_stays_to_the_letter(lexical: str, datatype: str, expected: str) -> None:
    assert written(Literal(lexical, datatype=NamedNode(XSD + datatype))) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('say "so"', r'"say \"so\""'),
        ("back\\slash", r'"back\\slash"'),
        ("tab\tbell\x07cr\r", r'"tab\tbell\u0007cr\r"'),
        ("two\nlines", '"""two\nlines"""'),
        ('\n"""quo"te"', '"""\n\\"\\""quo"te\\""""'),
        ("kept \nspace", '"""kept\\u0020\nspace"""'),
        ("left\u202eright\u2069", r'"left\u202Eright\u2069"'),
        ("قوات é 🚀", '"قوات é 🚀"'),
        ("\0", r'"\u0000"'),
    ],
)
def test_escapes(text: str, expected: str) -> None:
    assert written(Literal(text)) == expected


def test_language_tags_and_datatypes() -> None:
    assert written(Literal("x", language="en-gb")) == '"x"@en-gb'
    date = Literal("2014", datatype=NamedNode(XSD + "gYear"))
    assert written(date, {"xsd": XSD}) == '"2014"^^xsd:gYear'


@pytest.mark.parametrize(
    ("iri", "expected"),
    [
        (EX + "a", "ex:a"),
        (EX + "a-b_2.3", "ex:a-b_2.3"),
        (EX + "2014", "ex:2014"),
        (EX + "عراق", "ex:عراق"),
        (EX + "claim/a", "claim:a"),
        (EX + "claim/a/b", f"<{EX}claim/a/b>"),
        (EX, f"<{EX}>"),
        (EX + "a.", f"<{EX}a.>"),
        (EX + "-a", f"<{EX}-a>"),
        (EX + "a:b", f"<{EX}a:b>"),
        (EX + "a%20b", f"<{EX}a%20b>"),
        (EX + "a\u202eb", f"<{EX}a\\u202Eb>"),
        (EX + "a\u061cb", f"<{EX}a\\u061Cb>"),
        (EX + "question-one", "q:one"),
        ("urn:x:y", "<urn:x:y>"),
    ],
)
def test_only_plain_local_names_are_shortened(iri: str, expected: str) -> None:
    prefixes = {"ex": EX, "claim": EX + "claim/", "q": EX + "question-"}
    text = to_turtle([Triple(NamedNode("urn:s"), NamedNode("urn:p"), NamedNode(iri))], prefixes)
    assert text.partition("<urn:p> ")[2] == f"{expected} .\n"
    assert triples_of(text)[0].object == NamedNode(iri)


def test_two_prefixes_for_one_namespace_give_the_first() -> None:
    header = to_turtle([Triple(SUBJECT, PREDICATE, SUBJECT)], {"z": EX, "b": EX}).splitlines()[0]
    assert header == "@prefix b: <http://ex.org/> ."


@pytest.mark.parametrize("prefix", ["1x", "_", "a b", "x.", "a:", "@a"])
def test_a_prefix_that_turtle_cannot_hold_is_refused(prefix: str) -> None:
    with pytest.raises(CannotGoOn, match="cannot be a prefix"):
        to_turtle([], {prefix: EX})


def test_a_namespace_that_is_no_iri_is_refused() -> None:
    with pytest.raises(CannotGoOn, match="not an IRI"):
        to_turtle([], {"ex": "http://ex.org/ space"})


@pytest.mark.parametrize(
    "object_",
    [
        Triple(SUBJECT, PREDICATE, SUBJECT),
        Literal("x", language="ar", direction=BaseDirection.RTL),
    ],
)
def test_terms_of_rdf_12_are_refused_by_name(object_: Triple | Literal) -> None:
    with pytest.raises(CannotGoOn, match=r"RDF 1\.2"):
        to_turtle([Triple(SUBJECT, PREDICATE, object_)], {})
