"""Findings of the checker, written for people and for programs."""

import json
from collections.abc import Iterator

from kb.judgement.check import CheckReport
from kb.words.finding import Finding, Severity

FORMAT_VERSION = 1


def findings_text(report: CheckReport) -> str:
    """Return a report as people read it: one paragraph a finding, then what was looked at."""
    return "\n".join((*map(_paragraph, report.findings), *_summary(report)))


def _paragraph(finding: Finding) -> str:
    where = f"{finding.place}: " if finding.place else ""
    lines = [f"{where}{finding.severity} {finding.code}: {finding.message}"]
    if finding.gist:
        lines.append(f"    in: {finding.gist}")
    if finding.hint:
        lines.append(f"    do: {finding.hint}")
    return "\n".join(lines)


def _summary(report: CheckReport) -> Iterator[str]:
    if report.findings:
        yield ""
    counts = [
        _many(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    ]
    verdict = ", ".join(counts) if counts else "no findings"
    yield f"{_many(report.claims, 'claim')} in {_many(report.files, 'file')}: {verdict}."
    spans = report.verification
    if spans.verified or spans.failed or spans.unverified:
        line = f"{_many(spans.verified, 'span')} verified, {spans.unverified} unverified, {spans.failed} failed."
        if spans.unverified and not spans.missing:
            line += " Give your copies of the sources with --sources DIR to verify them."
        yield line
    if spans.missing:
        yield f"No copy of {', '.join(spans.missing)} in the folder of sources."
    if report.sentences:
        yield (
            f"{_many(report.sentences, 'sentence')}: {report.covered} covered, "
            f"{report.reviewed} reviewed by a second reader."
        )


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def findings_json(report: CheckReport) -> str:
    """Return a report as JSON: ``findings`` in order of place, and a ``summary`` of counts."""
    spans = report.verification
    document = {
        "version": FORMAT_VERSION,
        "findings": [_object(finding) for finding in report.findings],
        "summary": {
            "files": report.files,
            "triples": report.triples,
            "claims": report.claims,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "spans": {
                "verified": spans.verified,
                "unverified": spans.unverified,
                "failed": spans.failed,
            },
            "missingCopies": list(spans.missing),
            "sentences": report.sentences,
            "covered": report.covered,
            "reviewed": report.reviewed,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _object(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "node": finding.node,
        "path": finding.path,
        "value": finding.value,
        "gist": finding.gist,
    }
