"""A misspelt term of ours is an error; a desk's own terms are welcome."""

from pathlib import Path

import pytest

from kb.graph.corpus import Corpus, read_corpus
from kb.judgement.terms import (
    DEFINED_TWICE,
    REDEFINED,
    UNDECLARED,
    declared_terms,
    defined_twice,
    undeclared,
)
from kb.text.base import Base
from kb.words.finding import Finding
from tests.judgement.records import PREFIXES

KB = "https://w3id.org/claims-kb/ns#"
ACTS = (
    "kb:act takes kb:states, kb:estimates, kb:predicts, kb:blames, kb:warns, kb:asks or "
    "kb:announces."
)


def corpus(folder: Path, *texts: str) -> Corpus:
    files = []
    for name, text in zip("abc", texts, strict=False):
        path = folder / f"{name}.ttl"
        path.write_text(PREFIXES + text, encoding="utf-8")
        files.append(path)
    return read_corpus(Base(folder, "test", tuple(files), None))


def found(folder: Path, text: str) -> list[Finding]:
    base = corpus(folder, text)
    return list(undeclared(base, declared_terms(base.known)))


@pytest.mark.parametrize(
    ("text", "term", "hint"),
    [
        ("ex:c kb:sorce ex:s .", "kb:sorce", "Did you mean kb:source?"),
        ("ex:c kb:act kb:stats .", "kb:stats", f"Did you mean kb:states? {ACTS}"),
        ("ex:c kb:act kb:zzzzzz .", "kb:zzzzzz", ACTS),
        ("ex:c a kb:Cliam .", "kb:Cliam", "Did you mean kb:Claim?"),
        ("ex:c kb:evidence [ kb:strat 5 ] .", "kb:strat", "Did you mean kb:start?"),
        ('ex:c ex:p "5"^^kb:nummber .', "kb:nummber", "Did you mean kb:number?"),
        ("kb:mine ex:p ex:c .", "kb:mine", None),
        ("ex:c kb:zzzzzzzzzz 5 .", "kb:zzzzzzzzzz", None),
    ],
)
def test_a_misspelt_term_is_found_wherever_it_stands(
    tmp_path: Path, text: str, term: str, hint: str | None
) -> None:
    (finding,) = found(tmp_path, text)
    assert finding.code == UNDECLARED.code
    assert finding.message == f"{term} is not a term of the vocabulary."
    assert finding.hint == (hint or UNDECLARED.remedy)


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("ex:c kb:Speaker ex:s .", "kb:Speaker is not a property", "Did you mean kb:speaker?"),
        ("ex:p a kb:place .", "kb:place is not a class", "Did you mean kb:Place?"),
    ],
)
def test_a_term_in_a_place_that_is_not_its_own_is_found(
    tmp_path: Path, text: str, message: str, hint: str
) -> None:
    (finding,) = found(tmp_path, text)
    assert (finding.message, finding.hint) == (f"{message} of the vocabulary.", hint)


def test_where_the_misspelt_term_stands_is_told(tmp_path: Path) -> None:
    (as_property,) = found(tmp_path, "ex:c kb:sorce ex:s .")
    assert (as_property.path, as_property.value) == (f"<{KB}sorce>", None)
    (as_value,) = found(tmp_path, "ex:c kb:act kb:stats .")
    assert (as_value.path, as_value.value) == (f"<{KB}act>", f"<{KB}stats>")


@pytest.mark.parametrize(
    "text",
    [
        "ex:c ex:initials ex:mv ; kb:act ex:mutters .",
        "ex:mutters a kb:Act .",
        'ex:c ex:p "5"^^ex:number .',
        "ex:c kb:inferred kb:place , kb:period .",
        '<https://w3id.org/claims-kb/nsx#no> ex:p "kb:no" .',
    ],
)
def test_terms_of_a_desk_are_welcome(tmp_path: Path, text: str) -> None:
    assert found(tmp_path, text) == []


def test_a_term_of_the_vocabulary_is_not_redefined(tmp_path: Path) -> None:
    (finding,) = found(tmp_path, "kb:likely ex:p ex:c .")
    assert finding.code == REDEFINED.code
    assert finding.message.startswith("kb:likely belongs to the vocabulary")


# Defined twice


def test_a_claim_of_two_files_is_defined_twice(tmp_path: Path) -> None:
    base = corpus(tmp_path, "ex:c a kb:Claim .", "ex:d a kb:Claim .", "ex:c a kb:Claim .")
    (finding,) = defined_twice(base)
    assert finding.code == DEFINED_TWICE.code
    assert "in a.ttl and c.ttl" in finding.message


def test_a_claim_that_is_written_twice_in_one_file_is_defined_twice(tmp_path: Path) -> None:
    base = corpus(tmp_path, "ex:c a kb:Claim ; ex:p 1 . ex:c a kb:Claim ; ex:p 2 .")
    assert len(list(defined_twice(base))) == 1


def test_a_record_that_is_continued_elsewhere_is_defined_once(tmp_path: Path) -> None:
    base = corpus(tmp_path, "ex:c a kb:Claim .", "ex:c ex:p 2 .")
    assert list(defined_twice(base)) == []
