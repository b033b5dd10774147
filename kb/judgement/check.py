"""The check: everything that is wrong in our own records, and nothing about the world."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from kb.graph.corpus import Corpus
from kb.graph.located import located
from kb.judgement import amounts, waivers
from kb.judgement.amounts import amount_faults
from kb.judgement.answers import figure_keys
from kb.judgement.answers.figure_keys import figures_beside_questions
from kb.judgement.conservation import proof as conservation
from kb.judgement.conservation.proof import unconserved
from kb.judgement.evidence import kinds as evidence_kinds
from kb.judgement.evidence import quotation, wording
from kb.judgement.evidence.quotation import quotation_faults
from kb.judgement.evidence.verification import Verification, unchanged_texts, verify
from kb.judgement.evidence.wording import wording_faults
from kb.judgement.folding import folded
from kb.judgement.grounds import grounds_of
from kb.judgement.history import kinds as loss_kinds
from kb.judgement.history.past import Past, lost
from kb.judgement.overlooked import overlooked
from kb.judgement.review import coverage, second_reader
from kb.judgement.review.coverage import sentences, uncovered
from kb.judgement.review.second_reader import unread
from kb.judgement.rules import read_rule, rule_findings
from kb.judgement.shacl.shapes import read_shapes, shape_findings
from kb.judgement.terms import declared_terms, defined_twice, undeclared
from kb.judgement.unmended import beside_sentences
from kb.judgement.waivers import waived
from kb.text.base import Base
from kb.text.git import Commit
from kb.words.finding import Finding, Kind, Place, Severity, kinds_in
from kb.words.vocabulary import kb, rule_files, shape_files

NO_CLAIMS = Kind(
    "KB005",
    "base without claims",
    Severity.WARNING,
    "The base has no claim.",
    "Write one: the README shows the smallest.",
    good="ex:mayor a kb:Speaker .\nex:c a kb:Claim ; kb:speaker ex:mayor .",
    bad="ex:mayor a kb:Speaker .",
)

LOOKING = (
    evidence_kinds,
    quotation,
    coverage,
    second_reader,
    wording,
    amounts,
    figure_keys,
    conservation,
    waivers,
)
"""The modules whose kinds of fault tell what they look at, beside shapes and rules."""


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found, and how much it looked at.

    ``waived`` are findings that a waiver silences; they are not among ``findings``. ``prefixes``
    are those of the base's files. ``claims`` counts the claims of the base, ``files`` its Turtle
    files, ``sentences`` those recorded of all sources, ``covered`` and ``reviewed`` those with
    records and with reviewed records. ``since`` is the commit compared with, or ``None``.
    """

    findings: tuple[Finding, ...]
    waived: tuple[Finding, ...]
    prefixes: Mapping[str, str]
    files: int
    triples: int
    claims: int
    verification: Verification
    sentences: int
    covered: int
    reviewed: int
    since: Commit | None = None
    judged: bool = True
    """Whether more than the syntax was judged."""

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(1 for finding in self.findings if finding.severity is severity)


def check(
    corpus: Corpus,
    *,
    screened: bool = True,
    today: date | None = None,
    past: Past | None = None,
) -> CheckReport:
    """Check a corpus: syntax, terms, shapes, rules, evidence, wording, quotation, coverage,
    history.

    With ``screened`` pySHACL sees only the records that a quick screen suspects; the findings are
    the same. While a file has a syntax error nothing but syntax is judged: its records are missing,
    and what the others lack for it is no fault of theirs. ``today`` decides which waivers and
    decisions are over; ``None`` asks the clock. ``past`` is what nothing may be lost of; with
    ``None`` nothing is compared.
    """
    today = today or date.today()
    found = list(corpus.faults)
    verification = verify(corpus.index, corpus.base.sources)
    if not corpus.faults:
        found.extend(_judgements(corpus, screened, today))
        found.extend(verification.findings)
        texts = unchanged_texts(corpus.index, corpus.base.sources)
        found.extend(wording_faults(corpus.known, texts))
        found.extend(lost(corpus, past) if past else ())
        unseen = _unseen(verification)
        found = list(waived(found, corpus.index, today=today, unseen=unseen))
    placed = _each_once(located(found, corpus), corpus, verification)
    counted = tuple(sentences(corpus.index))
    return CheckReport(
        findings=tuple(finding for finding in placed if finding.waiver is None),
        waived=tuple(finding for finding in placed if finding.waiver is not None),
        prefixes=corpus.prefixes,
        files=len(corpus.base.files),
        triples=len(corpus.index),
        claims=len(corpus.index.instances(kb("Claim"))),
        verification=verification,
        sentences=len(counted),
        covered=sum(sentence.covered for sentence in counted),
        reviewed=sum(sentence.reviewed for sentence in counted),
        since=past.since if past else None,
        judged=not corpus.faults,
    )


def _judgements(corpus: Corpus, screened: bool, today: date) -> Iterator[Finding]:
    if not corpus.index.instances(kb("Claim")):
        yield NO_CLAIMS.found(place=Place(corpus.documents[0].shown, 1, 1))
    yield from undeclared(corpus, declared_terms(corpus.known))
    yield from overlooked(corpus)
    yield from defined_twice(corpus)
    shapes = read_shapes((*shape_files(), *corpus.base.shapes), corpus.base.read)
    yield from shape_findings(corpus.known, shapes, screened=screened, prefixes=corpus.prefixes)
    store = corpus.store()
    yield from rule_findings(store, map(read_rule, rule_files()), corpus.prefixes)
    yield from unconserved(corpus, store, today)
    yield from amount_faults(corpus.known)
    yield from quotation_faults(corpus.index)
    yield from uncovered(corpus.index)
    yield from unread(corpus)
    yield from figures_beside_questions(corpus.index)


def _each_once(
    findings: tuple[Finding, ...], corpus: Corpus, verification: Verification
) -> tuple[Finding, ...]:
    """Return the findings, what only follows from another told with it."""
    if len(findings) < 2:
        return findings
    moved = {one.span.node: one.moved_to for one in verification.standings if one.moved_to}
    beside = beside_sentences(findings, corpus.index, moved)
    shapes = read_shapes((*shape_files(), *corpus.base.shapes), corpus.base.read)
    kinds = (kind for module in LOOKING for kind in kinds_in(module))
    return folded(beside, corpus.index, grounds_of(shapes, map(read_rule, rule_files()), kinds))


def _unseen(verification: Verification) -> frozenset[str]:
    """Return the codes that only copies of the sources can show, where some are missing, and
    those that depend on the revision compared with.
    """
    modules = (loss_kinds,) if verification.complete else (loss_kinds, evidence_kinds, wording)
    return frozenset(kind.code for module in modules for kind in kinds_in(module))


def concerning(report: CheckReport, base: Base, paths: tuple[Path, ...]) -> CheckReport:
    """Return the report with only those findings that stand in the named files or folders, or
    touch a record there.
    """
    wanted = tuple(path.resolve() for path in paths)

    def concerned(finding: Finding) -> bool:
        # The file of a record that is gone need not be among the files of the base.
        places = (one.place for one in (finding, *finding.touches))
        files = (base.root / place.file for place in places if place)
        return any(file.is_relative_to(path) for file in files for path in wanted)

    findings, accepted = (
        tuple(filter(concerned, some)) for some in (report.findings, report.waived)
    )
    return replace(report, findings=findings, waived=accepted)
