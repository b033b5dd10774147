"""Records that no other rule would look at are told of themselves."""

from pathlib import Path

import pytest

from kb.judgement.overlooked import CLASSLESS, NEARLY_OURS, TURNED, UNNAMED, overlooked
from tests.judgement.test_terms import KB, corpus


def codes(folder: Path, *texts: str) -> list[str]:
    return [finding.code for finding in overlooked(corpus(folder, *texts))]


@pytest.mark.parametrize("cls", ["Claim", "Question", "Source", "Speaker", "Place", "Event"])
def test_what_others_point_to_has_a_name(tmp_path: Path, cls: str) -> None:
    assert codes(tmp_path, f"[] a kb:{cls} .") == [UNNAMED.code]
    assert codes(tmp_path, f"ex:a a kb:{cls} .") == []


def test_spans_and_hops_need_no_name(tmp_path: Path) -> None:
    assert codes(tmp_path, "ex:c a kb:Claim ; kb:evidence [ kb:start 1 ] .") == []


def test_a_class_may_be_given_in_another_file(tmp_path: Path) -> None:
    assert codes(tmp_path, 'ex:c kb:gist "It is shut"@en .') == [CLASSLESS.code]
    assert codes(tmp_path, 'ex:c kb:gist "It is shut"@en .', "ex:c a kb:Claim .") == []


def test_what_is_not_of_the_vocabulary_needs_no_class(tmp_path: Path) -> None:
    assert codes(tmp_path, "ex:c ex:p ex:d .") == []


@pytest.mark.parametrize(
    "near",
    [
        "https://w3id.org/claims-kb/ns/",
        "http://w3id.org/claims-kb/ns#",
        "https://w3id.org/claim-kb/ns#",
        "https://w3id.org/claims-kb/NS#",
        "https://w3id.org/claims-kb/",
    ],
)
def test_a_namespace_that_is_nearly_ours_is_told_of_once_a_file(tmp_path: Path, near: str) -> None:
    text = f"@prefix k: <{near}> .\nex:c a k:Claim ; k:low 1 , 2 .\nex:d a k:Claim ."
    (finding,) = overlooked(corpus(tmp_path, text))
    assert finding.code == NEARLY_OURS.code
    assert near in finding.message
    assert finding.excerpt is not None
    assert finding.excerpt.splitlines()[0].startswith("@prefix k:")
    assert finding.place is not None
    assert (finding.place.column, finding.place.end_column) == (12, 14 + len(near))


@pytest.mark.parametrize("control", ["\u202e", "\u2066", r"\u202E", r"\u2069", r"\U0000202d"])
def test_a_control_that_turns_the_reading_direction_is_told_of(
    tmp_path: Path, control: str
) -> None:
    text = f'ex:c a kb:Claim ; kb:gist "It is {control}tuhs"@en .'
    assert codes(tmp_path, text) == [TURNED.code]


@pytest.mark.parametrize("words", ["الرصيف مغلق", "הרציף סגור", "abc\u200f", "Mole 🌊", "桟橋"])
def test_no_script_is_a_fault(tmp_path: Path, words: str) -> None:
    assert codes(tmp_path, f'ex:c a kb:Claim ; kb:gist "{words}"@ar .') == []


@pytest.mark.parametrize(
    "other",
    [KB, "https://w3id.org/claims-kb/shapes#", "https://example.org/ns#", "http://schema.org/"],
)
def test_other_namespaces_are_welcome(tmp_path: Path, other: str) -> None:
    assert codes(tmp_path, f"ex:c a kb:Claim ; <{other}note> 1 .") == []
