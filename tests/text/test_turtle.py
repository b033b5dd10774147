"""The scan of good Turtle: its tokens, its triples, and where each of them stands."""

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode

from kb.text.turtle import Kind, Scan, scan, tokens
from kb.text.turtle.tokens import BLANKS

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XSD = "http://www.w3.org/2001/XMLSchema#"
EX = "http://example.org/"
HEADER = f"@prefix ex: <{EX}> . @prefix : <{EX}#> . @base <{EX}a/b> .\n"


def read(text: str) -> Scan:
    found = scan(HEADER + text)
    assert found.errors == ()
    return found


def places(text: str) -> list[tuple[str, str, str]]:
    """For each triple the words of the text at its subject, predicate and object."""
    whole = HEADER + text
    return [
        (whole[slice(*t.subject_at)], whole[slice(*t.predicate_at)], whole[slice(*t.object_at)])
        for t in read(text).triples
    ]


def objects(text: str) -> list[NamedNode | BlankNode | Literal]:
    return [located.object for located in read(text).triples]


# --- tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind.value, token.text) for token in tokens(text) if token.kind not in BLANKS]


def test_every_terminal_of_the_grammar_has_its_kind() -> None:
    every = (
        "@prefix @base PREFIX bAsE ex: ex:a.b :a <i> _:b.1 [ ] [ ] ( ) a true . ; , "
        "1 -1.5 +1.e5 'x' \"x\" '''x''' \"\"\"x\"\"\" @en-GB ^^ # note"
    )
    assert [token.kind for token in tokens(every) if token.kind is not Kind.WS] == [
        *(Kind.AT_PREFIX, Kind.AT_BASE, Kind.PREFIX, Kind.BASE, Kind.PNAME_NS, Kind.PNAME_LN),
        *(Kind.PNAME_LN, Kind.IRIREF, Kind.BLANK_NODE_LABEL, Kind.ANON, Kind.ANON),
        *(Kind.OPEN_LIST, Kind.CLOSE_LIST, Kind.A, Kind.BOOLEAN, Kind.DOT, Kind.SEMICOLON),
        *(Kind.COMMA, Kind.INTEGER, Kind.DECIMAL, Kind.DOUBLE, Kind.STRING_LITERAL_SINGLE_QUOTE),
        *(Kind.STRING_LITERAL_QUOTE, Kind.STRING_LITERAL_LONG_SINGLE_QUOTE),
        *(Kind.STRING_LITERAL_LONG_QUOTE, Kind.LANGTAG, Kind.DATATYPE, Kind.COMMENT),
    ]


def test_a_bracket_with_a_comment_in_it_is_two_tokens() -> None:
    assert kinds("[ # none\n ]") == [("OPEN", "["), ("CLOSE", "]")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ex:a.b.", ["ex:a.b", "."]),
        ("1.5.", ["1.5", "."]),
        ("1.ex:a", ["1", ".", "ex:a"]),
        ("1.e5.", ["1.e5", "."]),
        ("_:b..", ["_:b", ".", "."]),
        ("ex:a\\.b%41\\~:c", ["ex:a\\.b%41\\~:c"]),
        ("ex:-a", ["ex:", "-", "a"]),
        ("truer true.", ["truer", "true", "."]),
        ("a:b a", ["a:b", "a"]),
        ('""""a"b\\""""', ['""""a"b\\""""']),
        ('"" """"""', ['""', '""""""']),
        ("<a b><c\nd>", ["<a b>", "<c", "d", ">"]),
        ("'it\\'s' 'x\n'", ["'it\\'s'", "'x", "'"]),
        ("'x\r'y'", ["'x", "'y'"]),
        ("[\t\r\n] #[\r[\n]", ["[\t\r\n]", "[\n]"]),
        ("é:𝒳·b ex:\u0301", ["é:𝒳·b", "ex:", "\u0301"]),
        ("@prefixes @prefix", ["@prefixes", "@prefix"]),
    ],
)
def test_tokens_are_as_long_as_the_grammar_allows(text: str, expected: list[str]) -> None:
    assert [token.text for token in tokens(text) if token.kind not in BLANKS] == expected


# --- terms


def test_prefixes_and_base_hold_from_their_declaration_on() -> None:
    found = scan("""
        @prefix p: <http://one.org/> . @base <http://base.org/x/y> .
        p:a p:b <z> .
        PREFIX p: <sub/> BASE <//other.org>
        p:a p:b <z> .
    """)
    assert [(t.subject.value, str(t.object)) for t in found.triples] == [
        ("http://one.org/a", "<http://base.org/x/z>"),
        ("http://base.org/x/sub/a", "<http://other.org/z>"),
    ]
    assert dict(found.prefixes) == {"p": "http://base.org/x/sub/"}
    assert found.base == "http://other.org"


def test_a_prefix_may_change_its_meaning() -> None:
    declared = "@prefix p: <http://one.org/> . p:a p:b p:c . @prefix p: <http://two.org/> ."
    (_, second) = scan(f"{declared} p:a p:b p:c .").triples
    assert str(second.triple) == "<http://two.org/a> <http://two.org/b> <http://two.org/c>"


def test_the_callers_base_is_used_where_the_text_has_none() -> None:
    found = scan("<> <#p> <../q> .", "http://example.org/a/b")
    assert [str(t.triple) for t in found.triples] == [
        "<http://example.org/a/b> <http://example.org/a/b#p> <http://example.org/q>"
    ]
    assert found.base == "http://example.org/a/b"


def test_names_are_unescaped_and_keep_their_percent_codes() -> None:
    assert objects(r"ex:s ex:p ex:a\,b\~%41, <\u00e9\U0001F389> .") == [
        NamedNode(EX + "a,b~%41"),
        NamedNode(EX + "a/é🎉"),
    ]


@pytest.mark.parametrize(
    ("written", "lexical", "datatype"),
    [
        ("030", "030", "integer"),
        ("-1.50", "-1.50", "decimal"),
        ("210133.00", "210133.00", "decimal"),
        ("+1.E3", "+1.E3", "double"),
        ("true", "true", "boolean"),
        ('"a\\tb\\\\ \\u00e9"', "a\tb\\ é", "string"),
        ("'''it's\r\nso'''", "it's\r\nso", "string"),
        ('"""a\\n""b"""', 'a\n""b', "string"),
        (f'" 030 "^^<{XSD}integer>', " 030 ", "integer"),
    ],
)
def test_literals_keep_the_form_as_written(written: str, lexical: str, datatype: str) -> None:
    assert objects(f"ex:s ex:p {written} .") == [
        Literal(lexical, datatype=NamedNode(XSD + datatype))
    ]


def test_language_tags_compare_as_in_the_store() -> None:
    assert objects("ex:s ex:p 'x'@EN-us, 'y' @de, 'z'@prefix .") == [
        Literal("x", language="en-US"),
        Literal("y", language="de"),
        Literal("z", language="prefix"),
    ]


def test_blank_nodes_keep_their_labels_and_the_others_get_new_ones() -> None:
    found = read("_:anon1 ex:p [], [ ex:q _:x.y ], ( 1 ) . _:anon_7 ex:p _:anon1 .")
    written = {"anon1", "anon_7", "x.y"}
    labels = {
        term.value
        for located in found.triples
        for term in (located.subject, located.object)
        if isinstance(term, BlankNode)
    }
    assert written < labels
    assert len(labels - written) == 3


def test_new_labels_are_the_same_in_every_run_and_the_caller_may_choose_their_stem() -> None:
    text = HEADER + "ex:s ex:p [], [ ex:q ( 1 2 ) ] ."
    assert scan(text) == scan(text)
    nodes = [t.object for t in scan(text, stem="f1-").triples if isinstance(t.object, BlankNode)]
    assert nodes
    assert all(node.value.startswith("f1-") for node in nodes)


# --- places


def test_each_term_stands_where_it_is_written() -> None:
    assert places("ex:s a ex:C ; ex:p 'x'@en, '''y'''  ^^ ex:t ; ; <q> 1.5.") == [
        ("ex:s", "a", "ex:C"),
        ("ex:s", "ex:p", "'x'@en"),
        ("ex:s", "ex:p", "'''y'''  ^^ ex:t"),
        ("ex:s", "<q>", "1.5"),
    ]


def test_offsets_are_code_points() -> None:
    assert places("ex:🎉 ex:p '𝒳', _:𝒳 .")[1] == ("ex:🎉", "ex:p", "_:𝒳")


def test_a_bracket_is_whole_as_object_and_its_opening_as_subject() -> None:
    assert places("ex:s ex:p [ ex:q [] ; ex:r [ # none\n ] ] , ex:o .") == [
        ("ex:s", "ex:p", "[ ex:q [] ; ex:r [ # none\n ] ]"),
        ("[", "ex:q", "[]"),
        ("[", "ex:r", "[ # none\n ]"),
        ("ex:s", "ex:p", "ex:o"),
    ]
    assert places("[ ex:p 1 ] ex:q 2 . [] ex:r 3 . [ ex:s 4 ].") == [
        ("[", "ex:p", "1"),
        ("[", "ex:q", "2"),
        ("[]", "ex:r", "3"),
        ("[", "ex:s", "4"),
    ]


def test_the_cells_of_a_list_stand_at_its_items() -> None:
    text = "ex:s ex:p ( 1 [ ex:q 2 ] ) ."
    assert [
        (place, located.predicate.value.rpartition("#")[2])
        for place, located in zip(places(text), read(text).triples, strict=True)
    ] == [
        (("ex:s", "ex:p", "( 1 [ ex:q 2 ] )"), EX + "p"),
        (("1", "1", "1"), "first"),
        (("1", "1", "[ ex:q 2 ]"), "rest"),
        (("[ ex:q 2 ]", "[ ex:q 2 ]", "[ ex:q 2 ]"), "first"),
        (("[", "ex:q", "2"), EX + "q"),
        (("[ ex:q 2 ]", "[ ex:q 2 ]", ")"), "rest"),
    ]


def test_an_empty_list_is_nil_at_its_brackets() -> None:
    assert objects("ex:s ex:p ( ) .") == [NamedNode(RDF + "nil")]
    assert places("ex:s ex:p ( ) . () ex:q () .")[0][2] == "( )"


def test_a_list_as_subject_stands_at_its_opening_bracket() -> None:
    assert places("( 1 ) ex:p 2 .")[-1] == ("(", "ex:p", "2")


def test_triples_come_in_the_order_of_their_objects() -> None:
    starts = [t.object_at[0] for t in read("ex:s ex:p [ ex:q ( 1 ( 2 ) ) ], 3 ; ex:r 4 .").triples]
    assert starts == sorted(starts)


# --- size


@pytest.mark.parametrize("opening", ["[ ex:p ", "( "])
def test_no_depth_of_brackets_is_too_deep(opening: str) -> None:
    closing = {"[": "]", "(": ")"}[opening[0]]
    deep = 20_000
    found = read("ex:s ex:p " + opening * deep + "1" + closing * deep + " .")
    assert len(found.triples) == deep * (1 if opening[0] == "[" else 2) + 1


CLAIM = """
ex:claim-{0} a ex:Claim ; # one of many
    ex:gist "Report {0} says that {0} of them stayed"@en ;
    ex:source ex:src-{1} ; ex:speaker ex:speaker-{1} ; ex:act ex:states ;
    ex:answers ex:question-{1} ; ex:high {0} ; ex:words "as many as {0}" ;
    ex:inherits ex:population, ex:place ; ex:on "2015-01-31"^^ex:date ;
    ex:evidence [ ex:role ex:content ; ex:start {0} ; ex:end 99 ] .
"""
