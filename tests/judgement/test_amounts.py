"""A unit fits what is measured; what cannot be converted is told."""

import pytest

from kb.judgement.amounts import FAR_APART, UNIT_MISFIT, UNIT_UNCONVERTED, far_apart, unit_faults
from kb.words.finding import Finding, Severity
from tests.judgement.records import EX, index_of

UNIT = "@prefix unit: <http://qudt.org/vocab/unit/> .\n"
SKOS = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
KINDS = """
kb:duration skos:prefLabel "duration"@en . kb:shareKind skos:prefLabel "share"@en .
kb:extent skos:prefLabel "extent"@en . kb:stock skos:prefLabel "stock"@en .
"""


def found(text: str) -> list[Finding]:
    return list(unit_faults(index_of(UNIT + SKOS + KINDS + text)))


def measure(kind: str, unit: str) -> str:
    return f'ex:m a kb:Measure ; skos:prefLabel "it"@en ; kb:measureKind {kind} ; kb:unit {unit} .'


@pytest.mark.parametrize(
    ("kind", "unit"),
    [
        ("kb:duration", "unit:WK"),
        ("kb:extent", "unit:MI2"),
        ("kb:extent", "unit:M"),
        ("kb:shareKind", "unit:PERCENT"),
        ("kb:stock", "unit:NUM"),
        ("kb:stock", "unit:CCY_DKK"),
    ],
)
def test_a_measure_in_a_unit_of_its_kind_is_sound(kind: str, unit: str) -> None:
    assert found(measure(kind, unit)) == []


def test_a_measure_in_a_unit_of_another_kind_is_found() -> None:
    (finding,) = found(measure("kb:duration", "unit:MI2"))
    assert (finding.code, finding.severity) == (UNIT_MISFIT.code, Severity.ERROR)
    assert finding.message == (
        "unit:MI2 is a unit of area, and a duration is measured in units of time."
    )
    assert finding.node == f"<{EX}m>"


@pytest.mark.parametrize(
    "way",
    [
        "kb:measure ex:m",
        "kb:answers ex:q",
        "kb:denies ex:d",
        "kb:denies ex:e",
        "kb:reading [ kb:unit unit:MI2 ] ; kb:answers ex:q ; ex:own",
    ],
)
def test_a_claim_in_a_unit_of_another_kind_is_found_however_it_is_measured(way: str) -> None:
    around = "ex:q kb:measure ex:m . ex:d kb:answers ex:q . ex:e kb:denies ex:d ."
    claim = f"ex:c a kb:Claim ; {way} ; kb:unit unit:MI2 ."
    if "ex:own" in way:
        claim = f"ex:c a kb:Claim ; {way} 1 ."
    (finding,) = found(measure("kb:duration", "unit:MO") + around + claim)
    assert finding.code == UNIT_MISFIT.code
    assert finding.message == (
        "unit:MI2 is a unit of area, and “it” is measured in unit:MO, a unit of time."
    )
    assert finding.value == "<http://qudt.org/vocab/unit/MI2>"


def test_a_unit_that_converts_is_sound() -> None:
    claim = "ex:c a kb:Claim ; kb:measure ex:m ; kb:unit unit:YR ."
    assert found(measure("kb:duration", "unit:MO") + claim) == []


def test_a_unit_that_is_in_no_table_is_told_and_blocks_nothing() -> None:
    claim = "ex:c a kb:Claim ; kb:measure ex:m ; kb:unit unit:CCY_EUR ."
    (finding,) = found(measure("kb:stock", "unit:CCY_DKK") + claim)
    assert (finding.code, finding.severity) == (UNIT_UNCONVERTED.code, Severity.INFO)
    assert "unit:CCY_EUR is not converted to unit:CCY_DKK" in finding.message


def test_denials_in_a_circle_end() -> None:
    circle = "ex:c a kb:Claim ; kb:denies ex:d ; kb:unit unit:MO . ex:d kb:denies ex:c ."
    assert found(measure("kb:duration", "unit:MO") + circle) == []


# Five times apart

ONE = """
ex:c a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:place ex:p ; kb:low 2000 .
"""
OTHER = """
ex:d a kb:Claim ; kb:answers ex:q ; kb:source ex:s ; kb:speaker ex:t ; kb:place ex:p ; kb:high 400 ;
    kb:gist "the other"@en .
"""


def apart(text: str) -> list[Finding]:
    return list(far_apart(index_of(SKOS + text)))


def test_a_lost_zero_is_found() -> None:
    (finding,) = apart(ONE + OTHER)
    assert (finding.code, finding.severity) == (FAR_APART.code, Severity.WARNING)
    assert finding.message == (
        "2000 is at least five times 400, which the same speaker gives for the same thing in the "
        "same source: “the other”."
    )
    assert finding.node == f"<{EX}c>"


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ("kb:high 400", "kb:high 401"),
        ("kb:high 400", "kb:high 0"),
        ("kb:high 400", "kb:low 400"),
        ("kb:source ex:s", "kb:source ex:other"),
        ("kb:speaker ex:t", "kb:speaker ex:other"),
        ("kb:place ex:p", "kb:place ex:other"),
        ("kb:place ex:p", 'kb:place ex:p ; kb:from "2020-01-01"^^xsd:date'),
        ("kb:place ex:p", "kb:place ex:p ; kb:hedge kb:allegedly"),
        ("kb:place ex:p", "kb:place ex:p ; kb:retracts ex:c"),
        ("kb:answers ex:q", "kb:answers ex:other"),
    ],
)
def test_what_differs_in_scope_or_weight_is_no_slip(was: str, now: str) -> None:
    assert was in OTHER
    assert apart(ONE + OTHER.replace(was, now)) == []


def test_bounds_of_one_claim_in_reverse_are_another_fault() -> None:
    reversed_bounds = ONE.replace("kb:low 2000", "kb:low 2000 ; kb:high 20")
    assert apart(reversed_bounds + OTHER.replace("kb:high 400", "kb:high 2100")) == []


def test_the_convention_of_a_qualifier_widens_the_numbers() -> None:
    about = "kb:about kb:lowFactor 0.9 ; kb:highFactor 1.1 ."
    assert apart(about + ONE + OTHER.replace("kb:high", "kb:qualifier kb:about ; kb:high")) == []


def test_a_record_that_was_corrected_is_no_slip_any_more() -> None:
    assert apart(ONE + OTHER + "ex:e kb:supersedes ex:d .") == []


def test_a_figure_without_a_question_is_compared_by_its_measure() -> None:
    bare = (ONE + OTHER).replace("kb:answers ex:q", "kb:answers kb:noQuestion")
    assert apart(bare) == []
    assert len(apart(bare.replace("kb:noQuestion", "kb:noQuestion ; kb:measure ex:m"))) == 1
