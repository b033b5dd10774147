"""A name that is declared nowhere is told as such, with the record that may be meant."""

from pathlib import Path

import pytest

from kb.graph.corpus import ontology, read_corpus
from kb.graph.index import Index
from kb.judgement.check import check
from kb.judgement.shacl.undeclared_value import undeclared
from kb.text.base import Base
from tests.judgement.records import PREFIXES, index_of

RECORDS = """
ex:mayor a kb:Speaker .
ex:mayors-pier a kb:Place .
ex:cost a kb:Claim ; kb:speaker ex:mayor .
"""


def remedies(folder: Path, text: str, code: str) -> list[str | None]:
    path = folder / "a.ttl"
    path.write_text(PREFIXES + RECORDS + text, encoding="utf-8")
    found = check(read_corpus(Base(folder, "test", (path,), None)))
    every = [one for finding in found.findings for one in (finding, *finding.touches)]
    return [finding.hint for finding in every if finding.code == code]


@pytest.mark.parametrize(
    ("text", "code", "told"),
    [
        ("ex:c a kb:Claim ; kb:speaker ex:mayr .", "KB103", "; did you mean ex:mayor? Give "),
        ("ex:c a kb:Claim ; kb:speaker ex:xyzzy .", "KB103", "ex:xyzzy is declared nowhere. Give"),
        ("ex:c a kb:Claim ; kb:base ex:csot .", "KB140", "; did you mean ex:cost? Point kb:base"),
        ("ex:c a kb:Claim ; kb:place ex:mayors .", "KB160", "; did you mean ex:mayors-pier? "),
    ],
)
def test_a_slip_of_the_pen_is_told_with_what_is_meant(
    tmp_path: Path, text: str, code: str, told: str
) -> None:
    (hint,) = remedies(tmp_path, text, code)
    assert hint is not None
    assert told in hint


def test_what_is_declared_as_something_else_is_no_slip(tmp_path: Path) -> None:
    (hint,) = remedies(tmp_path, "ex:c a kb:Claim ; kb:speaker ex:mayors-pier .", "KB103")
    assert hint is not None
    assert hint.startswith("Give kb:speaker")


def test_where_a_whole_file_is_missing_nothing_is_suggested(tmp_path: Path) -> None:
    text = "".join(f"ex:c{n} a kb:Claim ; kb:speaker ex:mayor{n} .\n" for n in range(30))
    hints = remedies(tmp_path, text, "KB103")
    assert len(hints) == 30
    assert all(hint and " is declared nowhere. Give" in hint for hint in hints)


def test_texts_nodes_without_name_and_terms_of_the_vocabulary_are_no_slips() -> None:
    index = index_of("ex:a ex:p ex:b .")
    index.add(Index(ontology()).triples())
    example = str(next(iter(index_of("ex:a ex:p 1 .").subjects())))
    none = [None, '"text"', "_:b0", "<https://w3id.org/claims-kb/ns#nothing>", example]
    assert undeclared(none, index) == frozenset()
    assert undeclared([*none, "<urn:gone>"], index) == {"<urn:gone>"}
