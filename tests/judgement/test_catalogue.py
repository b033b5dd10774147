"""The catalogue holds every rule, once; the table of the design's rules names only what exists."""

import importlib
import pkgutil
import re
from collections import Counter
from pathlib import Path

import pytest

import kb
from kb.judgement.catalogue import MODULES, Entry, catalogue, find, shipped
from kb.text.base import Base
from kb.words.errors import CannotGoOn
from kb.words.finding import Kind, Severity, kinds_in
from kb.words.vocabulary import ontology_files, rule_files, shape_files

ROOT = Path(__file__).parents[2]
ENTRIES = catalogue()
CODES = {entry.code for entry in ENTRIES}
CODE = re.compile(r"\bKB[0-9]{3}\b")
TABLE = ROOT / "ontology" / "rules.md"
ROWS = re.findall(r"^\| (R\d\d) \| (.+?) \| (.+?) \|$", TABLE.read_text("utf-8"), re.MULTILINE)


def package_modules() -> list[str]:
    names = (module.name for module in pkgutil.walk_packages(kb.__path__, "kb."))
    return [name for name in names if not name.endswith("__main__")]


def test_a_code_belongs_to_one_rule() -> None:
    counts = Counter(entry.code for entry in shipped())
    assert [code for code, count in counts.items() if count > 1] == []


def test_every_module_that_declares_kinds_of_fault_is_read() -> None:
    declaring = {
        name
        for name in package_modules()
        for module in [importlib.import_module(name)]
        if any(
            isinstance(value, Kind)
            and f"{attribute} = Kind(" in Path(str(module.__file__)).read_text()
            for attribute, value in vars(module).items()
        )
    }
    assert {module.__name__ for module in MODULES} == declaring


def test_every_code_that_is_written_anywhere_is_in_the_catalogue() -> None:
    files = (*ROOT.glob("kb/**/*.py"), *shape_files(), *rule_files(), *ontology_files(), TABLE)
    written = {code for path in files for code in CODE.findall(path.read_text("utf-8"))}
    assert len(written) > 200
    assert written - CODES == set()


def test_no_finding_is_made_with_a_code_of_its_own() -> None:
    """Code makes findings from kinds, so that none has texts that the catalogue does not know."""
    making = re.compile(r"\bFinding\(\s*[\"']KB")
    assert [
        path.name for path in ROOT.glob("kb/**/*.py") if making.search(path.read_text("utf-8"))
    ] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: f"{entry.code}-{entry.name}")
def test_a_rule_has_all_its_texts(entry: Entry) -> None:
    assert CODE.fullmatch(entry.code)
    assert entry.title
    assert not entry.title.endswith(".")
    assert entry.problem[-1] in ".?}"
    assert entry.remedy[-1] in ".?"
    assert entry.severity in Severity
    assert (ROOT / entry.held_in).is_file()


def test_kinds_come_in_the_order_of_the_text() -> None:
    for module in MODULES:
        codes = [kind.code for kind in kinds_in(module)]
        assert codes
        assert len(codes) == len(set(codes))


def test_a_rule_is_found_by_code_or_name() -> None:
    assert find("kb103", ENTRIES).name == "speaker"
    assert find("denial-has-target", ENTRIES).code == "KB111"


def test_an_unknown_code_is_answered_with_the_nearest() -> None:
    with pytest.raises(CannotGoOn) as unknown:
        find("KB1033", ENTRIES)
    assert unknown.value.hint is not None
    assert "KB103" in unknown.value.hint
    with pytest.raises(CannotGoOn, match="no rule"):
        find("\x1b[2J", ENTRIES)


def test_a_shape_of_the_desk_is_explained_and_cannot_take_a_code_of_ours(tmp_path: Path) -> None:
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        """
        @prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix kb: <https://w3id.org/claims-kb/ns#> .
        <urn:own#initials> a sh:NodeShape ; kb:code "DESK1" ; sh:severity sh:Warning ;
            sh:message "No initials." ; kb:remedy "Add them." ; kb:badExample "ex:c a kb:Claim ." .
        <urn:own#taken> a sh:NodeShape ; kb:code "KB103" ; sh:message "Ours." .
        """
    )
    desk = Base(tmp_path, "desk", (), None, (shapes,))
    own = find("desk1", catalogue(desk))
    assert (own.name, own.severity, own.bad) == ("initials", Severity.WARNING, "ex:c a kb:Claim .")
    assert find("KB103", catalogue(desk)).name == "speaker"


# The rules of the design


def test_every_rule_of_the_design_is_in_the_table_once_and_in_order() -> None:
    assert [number for number, _, _ in ROWS] == [f"R{number:02}" for number in range(1, 75)]


def test_the_table_has_the_rules_that_the_design_has() -> None:
    design = ROOT.parent / "shared" / "design" / "rules.md"
    if not design.is_file():
        pytest.skip("the design is not part of the repository, and ../shared/design is not here")
    asked = re.findall(r"^### (R\d\d) ", design.read_text("utf-8"), re.MULTILINE)
    assert [number for number, _, _ in ROWS] == asked


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_a_rule_of_the_design_is_met_by_something_that_exists(
    row: tuple[str, str, str],
) -> None:
    _, _, how = row
    named = set(CODE.findall(how))
    assert named <= CODES
    assert named or re.search(r"\b(conflict engine|review)\b", how)
    assert "not yet" not in how


def test_the_decision_rules_that_the_table_names_are_in_the_conflict_engine() -> None:
    engine = "".join(path.read_text("utf-8") for path in ROOT.glob("kb/judgement/**/*.py"))
    named = set(re.findall(r"\bDR\d\d\b", TABLE.read_text("utf-8")))
    assert named
    assert {rule for rule in named if f"{rule}" not in engine} == set()


def test_what_the_table_leaves_to_a_reader_is_an_item_of_the_checklist() -> None:
    items = re.findall(r"^- (R\d\d): \S", TABLE.read_text("utf-8"), re.MULTILINE)
    assert items == [number for number, _, how in ROWS if re.search(r"\breview\b", how)]
