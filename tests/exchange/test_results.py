"""Answers are written to the letter of the W3C, and so that people can read them."""

import csv
import io
import json
import re
import unicodedata

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Variable
from rdflib.query import Result

from kb.exchange.results.result_text import ResultFormat, boolean_text, table_text
from kb.graph.sparql.endpoint import Table, Term
from kb.words.errors import CannotGoOn

XSD = "http://www.w3.org/2001/XMLSchema#"


def typed(text: str, name: str) -> ox.Literal:
    return ox.Literal(text, datatype=ox.NamedNode(XSD + name))


TABLE = Table(
    ("x", "literal"),
    (
        (ox.NamedNode("http://e.org/x"), ox.Literal("String")),
        (ox.NamedNode("http://e.org/x"), ox.Literal('String-with-dquote"')),
        (ox.BlankNode("b0"), ox.Literal("Blank node")),
        (None, ox.Literal("Missing 'x'")),
        (None, None),
        (ox.NamedNode("http://e.org/x"), None),
        (ox.BlankNode("b1"), ox.Literal("String-with-lang", language="en")),
        (ox.BlankNode("b1"), typed("123", "integer")),
        (None, ox.Literal("a,b\ttab\nline\r\\")),
    ),
)

LITERALS = st.one_of(
    st.text().map(ox.Literal),
    st.text().map(lambda text: ox.Literal(text, language="en-gb")),
    st.sampled_from(["1", "+01", "x", "1.", "1.50", ".5", "1e3", "1.E-3", "-0", "INF"]).flatmap(
        lambda text: st.sampled_from(["integer", "decimal", "double", "date", "string"]).map(
            lambda name: typed(text, name)
        )
    ),
)
TERMS = st.one_of(
    st.none(),
    st.sampled_from(["http://e.org/é#x", "urn:x:y,z"]).map(ox.NamedNode),
    st.sampled_from(["b0", "b1"]).map(ox.BlankNode),
    LITERALS,
)
TABLES = st.lists(st.tuples(TERMS, TERMS), max_size=6).map(
    lambda rows: Table(("a", "b"), tuple(rows))
)


def parsed(text: str, form: ox.QueryResultsFormat) -> Table:
    results = ox.parse_query_results(text.encode(), form)
    assert isinstance(results, ox.QuerySolutions)
    columns = tuple(variable.value for variable in results.variables)
    rows: list[tuple[Term | None, ...]] = []
    for row in results:
        terms = tuple(row)
        assert not any(isinstance(term, ox.Triple) for term in terms)
        rows.append(terms)
    return Table(columns, tuple(rows))


def test_csv_is_that_of_the_recommendation() -> None:
    assert table_text(TABLE, ResultFormat.CSV) == (
        "x,literal\r\n"
        "http://e.org/x,String\r\n"
        'http://e.org/x,"String-with-dquote"""\r\n'
        "_:b0,Blank node\r\n"
        ",Missing 'x'\r\n"
        ",\r\n"
        "http://e.org/x,\r\n"
        "_:b1,String-with-lang\r\n"
        "_:b1,123\r\n"
        ',"a,b\ttab\nline\r\\"\r\n'
    )


def test_tsv_is_that_of_the_recommendation() -> None:
    assert table_text(TABLE, ResultFormat.TSV) == (
        "?x\t?literal\n"
        '<http://e.org/x>\t"String"\n'
        '<http://e.org/x>\t"String-with-dquote\\""\n'
        '_:b0\t"Blank node"\n'
        "\t\"Missing 'x'\"\n"
        "\t\n"
        "<http://e.org/x>\t\n"
        '_:b1\t"String-with-lang"@en\n'
        "_:b1\t123\n"
        '\t"a,b\\ttab\\nline\\r\\\\"\n'
    )


def test_json_is_that_of_the_recommendation() -> None:
    document = json.loads(table_text(TABLE, ResultFormat.JSON))
    assert document["head"] == {"vars": ["x", "literal"]}
    rows = document["results"]["bindings"]
    assert rows[0] == {
        "x": {"type": "uri", "value": "http://e.org/x"},
        "literal": {"type": "literal", "value": "String"},
    }
    assert rows[4] == {}
    assert rows[6]["x"] == {"type": "bnode", "value": "b1"}
    assert rows[6]["literal"] == {
        "type": "literal",
        "value": "String-with-lang",
        "xml:lang": "en",
    }
    assert rows[7]["literal"] == {"type": "literal", "value": "123", "datatype": XSD + "integer"}


@given(TABLES)
def test_json_and_tsv_lose_nothing(table: Table) -> None:
    assert parsed(table_text(table, ResultFormat.JSON), ox.QueryResultsFormat.JSON) == table
    assert parsed(table_text(table, ResultFormat.TSV), ox.QueryResultsFormat.TSV) == table


@given(TABLES)
def test_csv_holds_the_plain_values(table: Table) -> None:
    text = table_text(table, ResultFormat.CSV)
    read = list(csv.reader(io.StringIO(text, newline="")))
    plain = [
        ["" if term is None else str(term) if isinstance(term, ox.BlankNode) else term.value
         for term in row]
        for row in table.rows
    ]  # fmt: skip
    assert read == [["a", "b"], *plain]


@given(TABLES)
def test_the_same_answer_is_the_same_text(table: Table) -> None:
    again = Table(table.columns, tuple(tuple(row) for row in table.rows))
    for form in ResultFormat:
        assert table_text(table, form, width=40) == table_text(again, form, width=40)


def test_rdflib_reads_the_json() -> None:
    text = table_text(TABLE, ResultFormat.JSON)
    result = Result.parse(io.BytesIO(text.encode()), format="json")
    assert [str(variable) for variable in result.vars or ()] == ["x", "literal"]
    assert len(result.bindings) == len(TABLE.rows)
    assert str(result.bindings[1][Variable("literal")]) == 'String-with-dquote"'


@pytest.mark.parametrize("yes", [True, False])
def test_yes_and_no(yes: bool) -> None:
    text = boolean_text(yes, ResultFormat.JSON)
    assert json.loads(text) == {"head": {}, "boolean": yes}
    assert bool(ox.parse_query_results(text.encode(), ox.QueryResultsFormat.JSON)) is yes
    assert boolean_text(yes, ResultFormat.TABLE) == ("yes\n" if yes else "no\n")
    for form in (ResultFormat.CSV, ResultFormat.TSV):
        with pytest.raises(CannotGoOn):
            boolean_text(yes, form)


@pytest.mark.parametrize("form", list(ResultFormat))
def test_an_answer_without_rows_or_columns_is_written(form: ResultFormat) -> None:
    assert table_text(Table(("x",), ()), form).endswith("\n")
    assert table_text(Table((), ((),)), form).endswith("\n")


PEOPLE = Table(
    ("speaker", "n", "gist"),
    (
        (ox.NamedNode("http://e.org/sp/mayor"), typed("12", "integer"), ox.Literal("short")),
        (
            ox.NamedNode("http://other.org/x"),
            typed("1500", "integer"),
            ox.Literal("the bridge will be open to all traffic again before the winter"),
        ),
        (ox.BlankNode("b0"), None, ox.Literal("")),
    ),
)
PREFIXES = {"sp": "http://e.org/sp/"}


def test_a_table_is_aligned_and_wrapped() -> None:
    assert table_text(PEOPLE, ResultFormat.TABLE, width=56, prefixes=PREFIXES) == (
        "speaker                  n  gist\n"
        "────────────────────  ────  ────────────────────────────\n"
        "sp:mayor                12  short\n"
        "<http://other.org/x>  1500  the bridge will be open to\n"
        "                            all traffic again before the\n"
        "                            winter\n"
        '_:b0                        ""\n'
        "\n"
        "3 rows\n"
    )


def test_without_width_nothing_is_wrapped() -> None:
    assert len(table_text(PEOPLE, ResultFormat.TABLE).splitlines()) == 7


@given(st.text(max_size=300), st.integers(20, 120))
def test_a_table_keeps_to_its_width(text: str, width: int) -> None:
    table = Table(("a", "b"), ((ox.Literal(text), ox.Literal(text)),))
    lines = table_text(table, ResultFormat.TABLE, width=width).splitlines()
    assert all(_columns(line) <= width for line in lines)


WIDE = Table(
    ("claim", "says", "speaker"),
    (
        (
            ox.NamedNode("http://e.org/sp/builder-on-the-cost"),
            ox.Literal("the real cost of the pier was far higher than four million"),
            ox.NamedNode("http://e.org/sp/builder"),
        ),
        (ox.NamedNode("http://e.org/sp/mayor"), None, ox.NamedNode("http://e.org/sp/mayor")),
    ),
)


def test_columns_give_way_but_words_stay_whole() -> None:
    assert table_text(WIDE, ResultFormat.TABLE, width=56, prefixes=PREFIXES) == (
        "claim                   says                  speaker\n"
        "──────────────────────  ────────────────────  ──────────\n"
        "sp:builder-on-the-cost  the real cost of the  sp:builder\n"
        "                        pier was far higher\n"
        "                        than four million\n"
        "sp:mayor                                      sp:mayor\n"
        "\n"
        "2 rows\n"
    )


def test_where_words_do_not_fit_side_by_side_each_row_is_a_block() -> None:
    assert table_text(WIDE, ResultFormat.TABLE, width=40, prefixes=PREFIXES) == (
        "claim    sp:builder-on-the-cost\n"
        "says     the real cost of the pier was\n"
        "         far higher than four million\n"
        "speaker  sp:builder\n"
        "\n"
        "claim    sp:mayor\n"
        "speaker  sp:mayor\n"
        "\n"
        "2 rows\n"
    )


def _columns(line: str) -> int:
    return sum(
        0
        if unicodedata.category(character) in ("Mn", "Me") or character in "\u200c\u200d"
        else 2
        if unicodedata.east_asian_width(character) in "WF"
        else 1
        for character in line
    )


def test_long_cells_are_cut_visibly() -> None:
    table = Table(("a",), ((ox.Literal("x" * 500),),))
    lines = table_text(table, ResultFormat.TABLE, width=20).splitlines()
    assert lines[2:6] == ["x" * 20, "x" * 20, "x" * 20, "x" * 19 + "…"]


def test_wide_characters_are_aligned() -> None:
    table = Table(("a", "b"), ((ox.Literal("東京"), ox.Literal("|")), (ox.Literal("Rome"), None)))
    assert table_text(table, ResultFormat.TABLE).splitlines()[2:4] == ["東京  |", "Rome"]


@given(st.text())
def test_nothing_in_a_cell_steers_the_terminal(text: str) -> None:
    table = Table(("a",), ((ox.Literal(text),),))
    for form in (ResultFormat.TABLE, ResultFormat.MARKDOWN):
        for line in table_text(table, form).split("\n"):
            assert all(one.isprintable() or one in "\u200c\u200d" for one in line)


def test_a_cut_answer_says_so_where_people_read_it() -> None:
    cut = Table(PEOPLE.columns, PEOPLE.rows, truncated=True)
    for form in (ResultFormat.TABLE, ResultFormat.MARKDOWN):
        assert table_text(cut, form).endswith("\nThe first 3 rows; there are more.\n")
        assert "there are more" not in table_text(PEOPLE, form)


def test_markdown() -> None:
    table = Table(
        ("gist", "n"),
        (
            (ox.Literal("a|b\nc \\| <b>*x*</b> [y](javascript:z) & `q` _"), typed("1", "decimal")),
            (ox.NamedNode("http://e.org/sp/the_mayor"), None),
        ),
    )
    assert table_text(table, ResultFormat.MARKDOWN, prefixes=PREFIXES) == (
        "| gist | n |\n"
        "| --- | ---: |\n"
        "| a\\|b<br>c \\\\\\| \\<b\\>\\*x\\*\\</b\\> "
        "\\[y\\](javascript:z) &amp; \\`q\\` \\_ | 1 |\n"
        "| sp:the\\_mayor |  |\n"
    )


@given(st.text())
def test_every_row_of_markdown_has_all_its_cells(text: str) -> None:
    table = Table(("a", "b"), ((ox.Literal(text), ox.Literal("x")),))
    (row,) = table_text(table, ResultFormat.MARKDOWN).split("\n")[2:-1]
    unescaped = re.sub(r"\\.", "", row)
    assert unescaped.count("|") == 3
