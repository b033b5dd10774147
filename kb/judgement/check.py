"""The check: everything that is wrong in our own records, and nothing about the world."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from kb.graph.corpus import Corpus
from kb.graph.located import located
from kb.judgement.coverage import sentences, uncovered
from kb.judgement.evidence import Verification, verify
from kb.judgement.quotation import quotation_faults
from kb.judgement.rules import read_rule, rule_findings
from kb.judgement.shapes import read_shapes, shape_findings
from kb.judgement.terms import declared_terms, defined_twice, undeclared
from kb.text.base import Base
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import kb, rule_files, shape_files

NO_CLAIMS = "KB005"


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and how much it looked at.

    ``claims`` counts the claims of the base, ``files`` its Turtle files, ``sentences`` those
    recorded of all sources, ``covered`` and ``reviewed`` those with records and with reviewed
    records.
    """

    findings: tuple[Finding, ...]
    files: int
    triples: int
    claims: int
    verification: Verification
    sentences: int
    covered: int
    reviewed: int

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)


def check(corpus: Corpus, *, screened: bool = True) -> CheckReport:
    """Check a corpus: syntax, terms, shapes, rules, evidence, quotation, coverage.

    With ``screened`` pySHACL sees only the records that a quick screen suspects; the findings are
    the same. Files with syntax errors contribute nothing else, and links into them are not held
    against the others.
    """
    found = list(corpus.faults)
    verification = verify(corpus.index, corpus.base.sources)
    if not corpus.faults:
        found.extend(_judgements(corpus, screened))
        found.extend(verification.findings)
    counted = tuple(sentences(corpus.index))
    return CheckReport(
        findings=located(found, corpus),
        files=len(corpus.base.files),
        triples=len(corpus.index),
        claims=len(corpus.index.instances(kb("Claim"))),
        verification=verification,
        sentences=len(counted),
        covered=sum(sentence.covered for sentence in counted),
        reviewed=sum(sentence.reviewed for sentence in counted),
    )


def _judgements(corpus: Corpus, screened: bool) -> Iterator[Finding]:
    if not corpus.index.instances(kb("Claim")):
        yield Finding(
            NO_CLAIMS,
            Severity.WARNING,
            "The base has no claim.",
            "Write one: the README shows the smallest.",
        )
    yield from undeclared(corpus, declared_terms(corpus.known))
    yield from defined_twice(corpus)
    shapes = read_shapes((*shape_files(), *corpus.base.shapes))
    yield from shape_findings(corpus.known, shapes, screened=screened)
    yield from rule_findings(corpus.store(), map(read_rule, rule_files()), corpus.prefixes)
    yield from quotation_faults(corpus.index)
    yield from uncovered(corpus.index)


def concerning(report: CheckReport, base: Base, paths: tuple[Path, ...]) -> CheckReport:
    """Return the report with only those findings that stand in the named files or folders."""
    wanted = tuple(path.resolve() for path in paths)
    shown = {
        base.shown(file)
        for file in base.files
        if any(file == path or file.is_relative_to(path) for path in wanted)
    }
    kept = tuple(f for f in report.findings if f.place is not None and f.place.file in shown)
    return replace(report, findings=kept)
