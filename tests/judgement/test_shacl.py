"""How pySHACL is used: quietly, on the base alone, and with findings that name what is at fault."""

import logging
from pathlib import Path

import pytest
import rdflib

from kb.graph.index import Index
from kb.judgement.shacl.shapes import OWN_SHAPE, read_shapes, shape_findings
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Severity
from tests.judgement.records import EX, index_of

KB = "https://w3id.org/claims-kb/ns#"
HEAD = """
@prefix ex: <https://example.org/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


def shapes_of(tmp_path: Path, text: str) -> Index:
    path = tmp_path / "desk.ttl"
    path.write_text(HEAD + text, encoding="utf-8")
    return read_shapes([path])


def found(tmp_path: Path, shapes: str, data: str) -> list[Finding]:
    return sorted(
        shape_findings(index_of(data), shapes_of(tmp_path, shapes)), key=lambda f: str(f.value)
    )


# Shapes of a desk's own


def test_a_shape_without_texts_has_a_code_and_a_message_all_the_same(tmp_path: Path) -> None:
    shape = "ex:s sh:targetNode ex:c ; sh:property [ sh:path ex:initials ; sh:minCount 1 ] ."
    (finding,) = found(tmp_path, shape, "ex:c a kb:Claim .")
    assert (finding.code, finding.severity) == (OWN_SHAPE.code, Severity.ERROR)
    assert finding.message
    assert (finding.node, finding.path) == (f"<{EX}c>", f"<{EX}initials>")


@pytest.mark.parametrize(
    ("severity", "shown"),
    [("Violation", "error"), ("Warning", "warning"), ("Info", "info")],
)
def test_severities(tmp_path: Path, severity: str, shown: str) -> None:
    shape = f"""ex:s sh:targetNode ex:c ; sh:property
        [ sh:path ex:p ; sh:minCount 1 ; sh:severity sh:{severity} ] ."""
    (finding,) = found(tmp_path, shape, "ex:c a kb:Claim .")
    assert finding.severity == shown


@pytest.mark.parametrize(
    ("messages", "shown"),
    [
        ('"Bitte"@de , "Please"@en , "Amen"@la', "Please"),
        ('"Bitte"@de , "Please"', "Please"),
        ('"S\'il vous plaît"@fr , "Bitte"@de', "Bitte"),
        ('"Colour"@en-GB , "Bitte"@de', "Colour"),
    ],
)
def test_of_messages_in_several_languages_the_english_one_is_shown(
    tmp_path: Path, messages: str, shown: str
) -> None:
    shape = f"""ex:s sh:targetNode ex:c ; sh:property
        [ sh:path ex:p ; sh:minCount 1 ; sh:message {messages} ] ."""
    (finding,) = found(tmp_path, shape, "ex:c a kb:Claim .")
    assert finding.message == shown


def test_a_shape_of_a_whole_record_names_the_property_at_fault(tmp_path: Path) -> None:
    shape = """ex:s sh:targetClass kb:Claim ; sh:or (
        [ sh:property [ sh:path ex:low ; sh:maxCount 0 ] ]
        [ sh:not [ sh:property [ sh:path ex:high ; sh:maxCount 0 ] ] ] ) ."""
    (finding,) = found(tmp_path, shape, "ex:c a kb:Claim ; ex:low 1 .")
    assert (finding.node, finding.path, finding.value) == (f"<{EX}c>", f"<{EX}low>", None)


def test_a_shape_of_a_whole_record_without_any_of_its_properties_names_none(tmp_path: Path) -> None:
    shape = """ex:s sh:targetClass kb:Claim ; sh:or (
        [ sh:property [ sh:path ex:low ; sh:minCount 1 ] ]
        [ sh:property [ sh:path ex:high ; sh:minCount 1 ] ] ) ."""
    (finding,) = found(tmp_path, shape, "ex:c a kb:Claim .")
    assert finding.path is None


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ('"007"^^xsd:date', '"007"^^<http://www.w3.org/2001/XMLSchema#date>'),
        ('"maybe"^^xsd:boolean', '"maybe"^^<http://www.w3.org/2001/XMLSchema#boolean>'),
        ('"one\\ntwo"', '"one\\ntwo"'),
        ('"a"@EN', '"a"@en'),
        ("ex:b", f"<{EX}b>"),
    ],
)
def test_a_value_at_fault_keeps_the_form_in_which_it_is_written(
    tmp_path: Path, value: str, shown: str
) -> None:
    shape = "ex:s sh:targetNode ex:c ; sh:property [ sh:path ex:p ; sh:datatype xsd:integer ] ."
    (finding,) = found(tmp_path, shape, f"ex:c ex:p {value} .")
    assert finding.value == shown


@pytest.mark.parametrize(
    "value",
    [
        "_:number",
        '"2020-02-30"^^xsd:date',
        '"x"^^xsd:integer',
        '"NaN"^^xsd:decimal',
        '"2020"^^xsd:date',
    ],
)
@pytest.mark.parametrize("other", ["5", '"2020-03-01"^^xsd:date', '"y"^^xsd:date', "_:other"])
@pytest.mark.parametrize("compare", ["lessThan", "lessThanOrEquals"])
def test_what_cannot_be_compared_is_a_fault_and_no_end_of_the_check(
    tmp_path: Path, value: str, other: str, compare: str
) -> None:
    """A day that is not in the calendar, of all things, must not silence all other findings."""
    shape = f"""ex:s sh:targetNode ex:c , ex:d ;
            sh:property [ sh:path ex:low ; sh:{compare} ex:high ] .
        ex:t sh:targetNode ex:c ; sh:property [ sh:path ex:gist ; sh:minCount 1 ] ."""
    data = f"ex:c ex:low {value} ; ex:high {other} . ex:d ex:low 1 ; ex:high 2 ."
    findings = found(tmp_path, shape, data)
    assert {finding.path for finding in findings} == {f"<{EX}low>", f"<{EX}gist>"}
    assert "urn:" not in str(findings)


def test_a_result_inside_another_is_not_a_finding_of_its_own(tmp_path: Path) -> None:
    shape = """ex:s sh:targetNode ex:c ; sh:property [ sh:path ex:p ; sh:node ex:inner ] .
        ex:inner sh:property [ sh:path ex:q ; sh:minCount 1 ] ."""
    (finding,) = found(tmp_path, shape, "ex:c ex:p ex:d .")
    assert finding.path == f"<{EX}p>"


# Reading shapes


@pytest.mark.parametrize(
    "query",
    [
        "SELECT $this WHERE { SERVICE <https://example.org/> { $this ?p ?o } }",
        "select $this where { service ex:s { $this ?p ?o } }",
        "SELECT $this FROM <https://example.org/> WHERE { $this ?p ?o }",
        "SELECT $this FROM NAMED ex:g WHERE { $this ?p ?o }",
    ],
)
def test_a_query_that_would_reach_out_is_refused(tmp_path: Path, query: str) -> None:
    with pytest.raises(CannotGoOn, match="reach out") as refused:
        shapes_of(tmp_path, f'ex:s sh:targetNode ex:c ; sh:sparql [ sh:select "{query}" ] .')
    assert refused.value.where == str(tmp_path / "desk.ttl")


@pytest.mark.parametrize("term", ["kb:from", "ex:service", "?from", "$service", "ex:serviced"])
def test_a_query_that_only_sounds_like_it_is_not_refused(tmp_path: Path, term: str) -> None:
    query = f"SELECT $this WHERE {{ $this ?p {term} }}"
    assert len(shapes_of(tmp_path, f'ex:s sh:sparql [ sh:select "{query}" ] .')) == 2


def test_shapes_that_are_not_turtle_are_refused_with_their_line(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn) as refused:
        shapes_of(tmp_path, "ex:s sh:targetNode\n ex:c sh:property .")
    assert refused.value.where is not None
    assert refused.value.where.startswith(f"{tmp_path / 'desk.ttl'}:7")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match="cannot be read"):
        read_shapes([tmp_path / "none.ttl"])


def test_blank_nodes_of_several_files_stay_apart(tmp_path: Path) -> None:
    one, two = tmp_path / "one.ttl", tmp_path / "two.ttl"
    for path in (one, two):
        path.write_text(HEAD + f"ex:{path.stem} sh:property _:p . _:p sh:path ex:{path.stem} .")
    assert len({*read_shapes([one, two]).subjects()}) == 4


# What it leaves behind


BAD_LITERALS = 'ex:c ex:p "x"^^xsd:integer , "maybe"^^xsd:boolean , "2020-02-31"^^xsd:date .'


def test_nothing_is_written_to_log_or_screen(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder
) -> None:
    shape = "ex:s sh:targetNode ex:c ; sh:property [ sh:path ex:p ; sh:nodeKind sh:IRI ] ."
    assert len(found(tmp_path, shape, BAD_LITERALS)) == 3
    with pytest.raises(CannotGoOn):
        found(tmp_path, "ex:s sh:targetNode ex:c ; sh:minCount 1 .", BAD_LITERALS)
    assert tuple(capfd.readouterr()) == ("", "")
    assert [str(warning.message) for warning in recwarn] == []


@pytest.mark.parametrize("before", [True, False])
def test_what_other_code_has_set_stays_set(tmp_path: Path, before: bool) -> None:
    logger = logging.getLogger("rdflib.term")
    normalising, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, before
    disabled, logger.disabled = logger.disabled, before
    try:
        with pytest.raises(CannotGoOn, match="pySHACL cannot use these shapes"):
            found(tmp_path, "ex:s sh:targetNode ex:c ; sh:minCount 1 .", BAD_LITERALS)
        assert (rdflib.NORMALIZE_LITERALS, logger.disabled) == (before, before)
    finally:
        rdflib.NORMALIZE_LITERALS, logger.disabled = normalising, disabled
