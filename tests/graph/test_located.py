"""A finding is shown where the statement at fault stands: file, line and column."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal

from kb.graph.corpus import Corpus, read_corpus
from kb.graph.located import located
from kb.text.base import Base
from kb.words.finding import Finding, Severity

EX = "https://example.org/"
HEAD = f"@prefix ex: <{EX}> . @prefix kb: <https://w3id.org/claims-kb/ns#> .\n"


def corpus(folder: Path, *texts: str) -> Corpus:
    """Return a base of files a.ttl, b.ttl and so on; the prefixes are the first line of each."""
    files = []
    for name, text in zip("abc", texts, strict=False):
        path = folder / f"{name}.ttl"
        path.write_bytes((HEAD + text).encode("utf-8"))
        files.append(path)
    return read_corpus(Base(folder, "test", tuple(files), None))


def fault(
    node: str | None, path: str | None = None, value: str | None = None, *, message: str = "Wrong."
) -> Finding:
    """Return a finding; names without < stand below https://example.org/, numbers are integers."""

    def term(text: str | None) -> str | None:
        return f"<{EX}{text}>" if text and text[0] not in '<_"' else text

    return Finding("KB999", Severity.ERROR, message, node=term(node), path=term(path), value=value)


def at(base: Corpus, finding: Finding) -> str:
    """Return the place of a finding as people read it."""
    (found,) = located([finding], base)
    return str(found.place)


def holder(base: Corpus, value: str) -> str:
    """Return the node that has a plain literal as its value."""
    (found,) = base.index.pointing(Literal(value))
    return str(found[1])


# The most exact place


def test_the_value_at_fault(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "one" ,\n    "two" ; ex:q "two" .')
    assert at(base, fault("a", "p", '"two"')) == "a.ttl:3:5"


def test_the_last_value_of_the_property_where_no_value_is_named(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "one" , "two" ; ex:q "three" .')
    assert at(base, fault("a", "p")) == "a.ttl:2:19"


def test_the_record_where_the_property_is_missing(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:b ex:p "x" .\n\n  ex:a ex:p "one" .')
    assert at(base, fault("a", "q")) == "a.ttl:4:3"
    assert at(base, fault("a")) == "a.ttl:4:3"


def test_a_value_without_its_property_is_found_all_the_same(tmp_path: Path) -> None:
    """As of a shape whose path is more than one property."""
    base = corpus(tmp_path, "ex:a ex:p ex:b ;\n  ex:q ex:c .")
    assert at(base, fault("a", None, f"<{EX}c>")) == "a.ttl:3:8"


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("5", '"5"^^<http://www.w3.org/2001/XMLSchema#integer>'),
        ("5.0", '"5.0"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("true", '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ('"x"@EN', '"x"@en'),
        ('"""a\nb"""', '"a\\nb"'),
        ("'\\u00e9'", '"é"'),
        ("<b>", "<https://example.org/b>"),
    ],
)
def test_a_value_is_known_however_it_is_written(tmp_path: Path, written: str, value: str) -> None:
    base = corpus(tmp_path, f"@base <{EX}> .\nex:a ex:p ex:z , {written} .")
    assert at(base, fault("a", "p", value)) == "a.ttl:3:18"


def test_columns_count_code_points(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "🚢🚢é" , "two" .')
    assert at(base, fault("a", "p", '"two"')) == "a.ttl:2:19"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_in_any_way(tmp_path: Path, end: str) -> None:
    base = corpus(tmp_path, f'ex:a ex:p "one" ;{end}{end} ex:q "two" .')
    assert at(base, fault("a", "q", '"two"')) == "a.ttl:4:7"


def test_end_excerpt_and_beginning_are_told_too(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "one" ;\n  ex:q "two" .')
    (found,) = located([fault("a", "q", '"two"')], base)
    assert found.place is not None
    assert (found.place.end_line, found.place.end_column) == (3, 13)
    assert found.excerpt == '  ex:q "two" .\n       ^^^^^'
    assert str(found.begins) == "a.ttl:2:1"


# Records without a name


SPANS = """\
ex:c a kb:Claim ; kb:gist "The pier is open"@en ;
  ex:evidence [ ex:start 1 ; ex:says "first" ] ,
              [ ex:start 2 ; ex:says "second" ] ,
              [ ex:start 3 ; ex:says "third" ] .
"""


@pytest.mark.parametrize(
    ("says", "start", "value", "node"),
    [("first", 1, "3:26", "3:15"), ("second", 2, "4:26", "4:15"), ("third", 3, "5:26", "5:15")],
)
def test_each_of_several_blank_nodes_has_its_own_place(
    tmp_path: Path, says: str, start: int, value: str, node: str
) -> None:
    base = corpus(tmp_path, SPANS)
    span = holder(base, says)
    number = f'"{start}"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert at(base, fault(span, "start", number)) == f"a.ttl:{value}"
    assert at(base, fault(span, "missing")) == f"a.ttl:{node}"


def test_a_blank_node_as_the_value_at_fault(tmp_path: Path) -> None:
    base = corpus(tmp_path, SPANS)
    assert at(base, fault("c", "evidence", holder(base, "second"))) == "a.ttl:4:15"


def test_a_blank_node_belongs_to_the_claim_that_holds_it(tmp_path: Path) -> None:
    base = corpus(tmp_path, SPANS)
    (found,) = located([fault(holder(base, "second"), "start")], base)
    assert found.gist == "The pier is open"
    assert found.record == f"<{EX}c>"
    assert found.route == (f"<{EX}evidence>",)
    assert str(found.begins) == "a.ttl:2:1"


def test_blank_nodes_in_blank_nodes(tmp_path: Path) -> None:
    text = """\
ex:a ex:p [ ex:q [ ex:r "one" ] ,
                 [ ex:r "two" ] ] ,
          [ ex:q [ ex:r "three" ] ] .
"""
    base = corpus(tmp_path, text)
    for word, place in (("one", "2:25"), ("two", "3:25"), ("three", "4:25")):
        assert at(base, fault(holder(base, word), "r", f'"{word}"')) == f"a.ttl:{place}"


def test_blank_nodes_in_a_list(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p ( [ ex:r "one" ]\n [ ex:r "two" ] ) .')
    assert at(base, fault(holder(base, "two"), "r")) == "a.ttl:3:9"


def test_a_long_list_is_no_burden(tmp_path: Path) -> None:
    base = corpus(tmp_path, f"ex:a ex:p ( {'1 ' * 5000} [ ex:r 'last' ] ) .")
    assert at(base, fault(holder(base, "last"), "r")) == "a.ttl:2:10021"


def test_blank_nodes_with_labels(tmp_path: Path) -> None:
    text = '_:y ex:r "two" .\n_:x ex:r "one" .\nex:a ex:p _:x , _:y .'
    base = corpus(tmp_path, text)
    assert at(base, fault(holder(base, "one"), "r", '"one"')) == "a.ttl:3:10"
    assert at(base, fault(holder(base, "two"), "r", '"two"')) == "a.ttl:2:10"


def test_blank_nodes_that_no_record_holds(tmp_path: Path) -> None:
    text = (
        '[] ex:r "one" .\n[ ex:r "two" ] ex:s 1 .\n_:b ex:r "three" .\nex:a ex:p [ ex:r "four" ] .'
    )
    base = corpus(tmp_path, text)
    for word, place in (("one", "2:9"), ("two", "3:8"), ("three", "4:10"), ("four", "5:18")):
        assert at(base, fault(holder(base, word), "r", f'"{word}"')) == f"a.ttl:{place}"


def test_blank_nodes_that_hold_each_other_have_a_place(tmp_path: Path) -> None:
    text = '_:a ex:p _:a ; ex:r "one" .\n_:b ex:p _:c ; ex:r "two" .\n_:c ex:p _:b ; ex:r "three" .'
    base = corpus(tmp_path, text)
    for word, line in (("one", 2), ("two", 3), ("three", 4)):
        assert at(base, fault(holder(base, word), "r", f'"{word}"')) == f"a.ttl:{line}:21"


def test_equal_labels_in_two_files_are_two_nodes(tmp_path: Path) -> None:
    base = corpus(
        tmp_path, 'ex:a ex:p _:x . _:x ex:r "one" .', '\nex:b ex:p _:x . _:x ex:r "two" .'
    )
    assert at(base, fault(holder(base, "one"), "r")) == "a.ttl:2:26"
    assert at(base, fault(holder(base, "two"), "r")) == "b.ttl:3:26"


NESTED: st.SearchStrategy[list[object]] = st.recursive(
    st.just([]), lambda inner: st.lists(inner, min_size=1, max_size=3), max_leaves=12
)


@given(NESTED, st.data())
def test_every_value_is_found_where_it_is_written(
    tmp_path_factory: pytest.TempPathFactory, tree: list[object], data: st.DataObject
) -> None:
    """Whatever the nesting, the property order and the line breaks."""
    words: list[str] = []

    def written(below: list[object]) -> str:
        words.append(f"w{len(words)}")
        own = f'ex:r "{words[-1]}"'
        parts = [own, *(f"ex:p [ {written(each)} ]" for each in below)]  # type: ignore[arg-type]
        gap = data.draw(st.sampled_from([" ; ", " ;\n", "\n;  "]))
        return gap.join(data.draw(st.permutations(parts)))

    text = f"ex:a {written(tree)} ."
    base = corpus(tmp_path_factory.mktemp("base"), text)
    for word in words:
        offset = text.index(f'"{word}"')
        line = text.count("\n", 0, offset) + 2
        column = offset - (text.rfind("\n", 0, offset) + 1) + 1
        assert at(base, fault(holder(base, word), "r", f'"{word}"')) == f"a.ttl:{line}:{column}"


# Several files


def test_what_is_said_of_a_record_in_another_file_is_found_there(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a a kb:Claim ; ex:p "one" .', '\nex:a ex:p "two" .')
    assert at(base, fault("a", "p", '"one"')) == "a.ttl:2:24"
    assert at(base, fault("a", "p", '"two"')) == "b.ttl:3:11"
    assert at(base, fault("a", "p")) == "b.ttl:3:11"


def test_what_is_missing_is_missing_where_the_record_has_its_type(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "one" .', "ex:a a kb:Claim .", 'ex:a ex:p "two" .')
    assert at(base, fault("a", "q")) == "b.ttl:2:1"


def test_a_literal_where_a_record_belongs_stands_as_somebodys_value(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a kb:gist "The pier"@en ;\n  ex:reading "both of them"@en .')
    (found,) = located([fault('"both of them"@en', "label")], base)
    assert str(found.place) == "a.ttl:3:14"
    assert found.gist == "The pier"


@pytest.mark.parametrize("used", ["ex:nobody", "_:nobody"])
def test_a_record_that_nothing_is_said_of_stands_where_it_is_used(
    tmp_path: Path, used: str
) -> None:
    base = corpus(tmp_path, f'ex:a kb:gist "The pier"@en ;\n  ex:p ex:b , {used} .')
    value = [triple.object for triple in base.triples()][-1]
    finding = Finding("KB999", Severity.ERROR, "", node=str(value), path=f"<{EX}start>")
    (found,) = located([finding], base)
    assert str(found.place) == "a.ttl:3:15"
    assert found.excerpt is not None


@pytest.mark.parametrize("node", ["nobody", "_:nobody", '"nothing"', None])
def test_what_no_file_says_has_no_place(tmp_path: Path, node: str | None) -> None:
    (found,) = located([fault(node)], corpus(tmp_path, "ex:a ex:p ex:b ."))
    assert found.place is None


# Order


def test_findings_come_in_the_order_of_files_and_text(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "1" ,\n "2" .', 'ex:b ex:p "3" .')
    findings = [fault("b", "p"), fault(None), fault("a", "p", '"2"'), fault("a", "p", '"1"')]
    assert [str(f.place) for f in located(findings, base)] == [
        *("None", "a.ttl:2:11", "a.ttl:3:2", "b.ttl:2:11")
    ]


def test_the_order_does_not_depend_on_the_order_of_finding(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "1" ; ex:q "2" .')
    findings = [fault("a", "p", message=word) for word in ("One.", "Two.", "Three.")]
    assert located(findings, base) == located(reversed(findings), base)


def test_the_same_said_of_the_same_place_is_said_once(tmp_path: Path) -> None:
    base = corpus(tmp_path, 'ex:a ex:p "one" , "two" .')
    (kept,) = located([fault("a", "p"), fault("a", "p", '"two"')], base)
    assert kept.value == '"two"'
    assert len(located([fault("a", "p", '"one"'), fault("a", "p", '"two"')], base)) == 2


def test_without_a_place_each_is_said(tmp_path: Path) -> None:
    base = corpus(tmp_path, "ex:a ex:p ex:b .")
    assert len(located([fault("z", "p", '"one"'), fault("z", "p", '"two"')], base)) == 2
