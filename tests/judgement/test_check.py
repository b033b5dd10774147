"""The whole check: what it counts, what stops it, and that it always says the same."""

from pathlib import Path

from kb.graph.corpus import ENCODING, SYNTAX, read_corpus
from kb.judgement.check import NO_CLAIMS, check, concerning
from kb.text.base import Base
from kb.words.finding import Severity
from tests.judgement.records import PREFIXES
from tests.ontology.planted import BAD, GOOD, HERE, corpus_of


def base_of(folder: Path, *texts: str | bytes, sources: Path | None = None) -> Base:
    files = []
    for name, text in zip("abc", texts, strict=False):
        path = folder / f"{name}.ttl"
        path.write_bytes(text if isinstance(text, bytes) else (PREFIXES + text).encode("utf-8"))
        files.append(path)
    return Base(folder, "test", tuple(files), sources)


def test_what_was_looked_at_is_counted() -> None:
    report = check(corpus_of(GOOD, sources=HERE))
    assert (report.files, report.claims) == (1, 15)
    assert report.triples == len(corpus_of(GOOD).index)
    assert (report.sentences, report.covered) == (15, 15)
    assert 0 < report.reviewed < 15
    assert [report.count(severity) for severity in Severity] == [0, 0, 0]


def test_a_base_without_claims_is_told(tmp_path: Path) -> None:
    report = check(read_corpus(base_of(tmp_path, "ex:a ex:p ex:b .")))
    (finding,) = report.findings
    assert (finding.code, finding.severity) == (NO_CLAIMS.code, Severity.WARNING)
    assert str(finding.place) == "a.ttl:1:1"


def test_with_a_syntax_error_nothing_else_is_judged(tmp_path: Path) -> None:
    """Else every link into the file that cannot be read would be a fault too."""
    base = base_of(tmp_path, "ex:c a kb:Claim ; kb:source ex:s .", "ex:s a kb:Source ;; kb:opened")
    report = check(read_corpus(base))
    assert {finding.code for finding in report.findings} == {SYNTAX.code}
    assert {finding.place.file for finding in report.findings if finding.place} == {"b.ttl"}


def test_a_file_that_is_not_utf8_is_told_with_its_line(tmp_path: Path) -> None:
    base = base_of(tmp_path, "ex:c a kb:Claim .", b"# one\n# caf\xe9\n")
    (finding,) = check(read_corpus(base)).findings
    assert finding.code == ENCODING.code
    assert finding.place is not None
    assert (finding.place.file, finding.place.line) == ("b.ttl", 2)


def test_the_same_base_gives_the_same_findings_in_the_same_order() -> None:
    """Whatever labels blank nodes get, and in whatever order pySHACL meets them."""

    def said() -> list[tuple[str, str, str, str | None]]:
        findings = check(corpus_of(GOOD, *BAD.glob("*.ttl"))).findings
        return [(str(f.place), f.code, f.message, f.path) for f in findings]

    assert said() == said()


def test_findings_can_be_narrowed_to_a_file_or_folder() -> None:
    corpus = corpus_of(GOOD, BAD / "gist.ttl", BAD / "act.ttl")
    report = check(corpus)
    assert {f.place.file for f in report.findings if f.place} == {"bad/gist.ttl", "bad/act.ttl"}
    narrowed = concerning(report, corpus.base, (BAD / "gist.ttl",))
    assert {f.code for f in narrowed.findings} == {"KB101"}
    assert concerning(report, corpus.base, (BAD,)).findings == report.findings
    assert concerning(report, corpus.base, (GOOD,)).findings == ()
    assert [f.code for f in concerning(report, corpus.base, (GOOD,)).waived] == ["KB317"]
