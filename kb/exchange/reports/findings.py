"""Findings of the checker, written for people and for programs."""

import json
from collections.abc import Iterator

from pyoxigraph import NamedNode

from kb.exchange.screens.colour import Style, styled
from kb.exchange.screens.paragraphs import many
from kb.exchange.serialization.prefixes import prefixed_names
from kb.judgement.check import CheckReport
from kb.judgement.evidence.spans import SpanState, Standing
from kb.judgement.evidence.verification import Verification
from kb.text.turtle import visible
from kb.words.finding import Finding, Place, Severity

FORMAT_VERSION = 1

_MOST_TOUCHED = 10
"""More findings that one finding touches are only counted for people; programs get them all."""

_STYLES = {
    Severity.ERROR: Style.ERROR,
    Severity.WARNING: Style.WARNING,
    Severity.INFO: Style.INFO,
}

_KEYS = {
    SpanState.EXACT: "exact",
    SpanState.AMBIGUOUS: "ambiguous",
    SpanState.MOVED: "moved",
    SpanState.MISSING: "missing",
    SpanState.SOURCE_CHANGED: "sourceChanged",
    SpanState.SOURCE_NOT_GIVEN: "sourceNotGiven",
}
_UNREMARKABLE = (SpanState.EXACT, SpanState.SOURCE_NOT_GIVEN)


def findings_text(report: CheckReport, *, colour: bool = False, show_waived: bool = False) -> str:
    """Return a report as people read it: one paragraph a finding, then what was looked at.

    Each has the line at fault with carets below it. Waived findings are counted, and shown with
    ``show_waived``.
    """
    found = (*report.findings, *(report.waived if show_waived else ()))
    paragraphs = ("\n".join(_paragraph(finding, report, colour)) for finding in found)
    between = ("",) if found else ()
    return "\n".join((*paragraphs, *between, *summary_lines(report, show_waived=show_waived)))


def _paragraph(finding: Finding, report: CheckReport, colour: bool) -> Iterator[str]:
    style = _STYLES[finding.severity]
    where = styled(f"{finding.place}: ", Style.PLACE, colour) if finding.place else ""
    what = styled(f"{finding.severity} {finding.code}:", style, colour)
    yield f"{where}{what} {one_line(finding.message)}"
    if finding.excerpt:
        line, _, carets = finding.excerpt.partition("\n")
        yield f"    {line}"
        yield f"    {styled(carets, style, colour)}"
    if finding.gist or finding.record:
        name = record_name(finding, report)
        inside = " ".join(part for part in (finding.gist, name and f"[{name}]") if part)
        yield f"    {styled('in:', Style.FAINT, colour)} {one_line(inside)}"
    yield from _touched(finding, report, colour)
    if finding.hint:
        yield f"    {styled('do:', Style.FAINT, colour)} {one_line(finding.hint)}"
    if finding.waiver:
        waiver = finding.waiver
        words = f"until {waiver.until}, by {waiver.by}: {waiver.reason}"
        yield f"    {styled('waived', Style.FAINT, colour)} {one_line(words)}"


def _touched(finding: Finding, report: CheckReport, colour: bool) -> Iterator[str]:
    """Return a line for each record that a finding touches: where, which, and what of it."""
    for line in touched_lines(finding, report):
        word, _, what = line.partition(" ")
        yield f"    {styled(word, Style.FAINT, colour)} {what}"


def touched_lines(finding: Finding, report: CheckReport) -> Iterator[str]:
    """Return a line for each of the first findings that a finding touches, and count the rest."""
    for one in finding.touches[:_MOST_TOUCHED]:
        yield f"touches: {_touched_text(one, finding, report)}"
    if len(finding.touches) > _MOST_TOUCHED:
        yield f"touches: and {len(finding.touches) - _MOST_TOUCHED} more"


def _touched_text(one: Finding, by: Finding, report: CheckReport) -> str:
    """Return in one line what another finding touches: where, by which rule, which record, what.

    The place is left out where it is that of the other finding, and so is the record.
    """
    place = f"{one.place}: " if one.place and one.place != by.place else ""
    name = record_name(one, report) if one.record != by.record else None
    return place + one_line(f"{one.code}: {f'{name}: ' if name else ''}{one.message}")


def summary_lines(report: CheckReport, *, show_waived: bool = True) -> Iterator[str]:
    """Return what was looked at, and how much was found, verified, waived and reviewed."""
    counts = [
        many(report.count(severity), severity.value)
        for severity in Severity
        if report.count(severity)
    ]
    verdict = ", ".join(counts) if counts else "no findings"
    yield f"{many(report.claims, 'claim')} in {many(report.files, 'file')}: {verdict}."
    if report.since:
        since = f"{report.since.short} ({report.since.date}, {report.since.subject})"
        yield one_line(f"Compared with {since}.")
    if report.waived:
        how = "" if show_waived else " --show-waived shows what and why."
        yield f"{many(len(report.waived), 'finding')} waived.{how}"
    if not report.judged:
        yield "Only the syntax was judged; shapes, rules and evidence wait until it is mended."
    yield from _span_lines(report.verification)
    if report.sentences:
        later = " (kb review tells what was changed since)" if report.reviewed else ""
        yield (
            f"{many(report.sentences, 'sentence')}: {report.covered} covered, "
            f"{report.reviewed} reviewed by a second reader{later}."
        )


def _span_lines(spans: Verification) -> Iterator[str]:
    """Return how the spans stand, state by state; what there is none of is mostly left out."""
    if spans.standings:
        twice = spans.count(SpanState.AMBIGUOUS)
        also = f" ({twice} with words that stand elsewhere too)" if twice else ""
        line = (
            f"{many(spans.verified, 'span')} verified{also}, {spans.unverified} unverified, "
            f"{spans.failed} failed."
        )
        if spans.unverified and not spans.missing:
            line += " Give your copies of the sources with --sources DIR to verify them."
        yield line
    changed = [one for one in spans.standings if one.state is SpanState.SOURCE_CHANGED]
    if changed:
        standing = sum(one.stands for one in changed)
        yield (
            f"{many(len(changed), 'span')} of changed sources: {standing} where they were, "
            f"{len(changed) - standing} not."
        )
    if spans.missing:
        yield one_line(f"No copy of {', '.join(spans.missing)} in the folder of sources.")


def one_line(text: str) -> str:
    """Return a text on one line, with nothing in it that steers a terminal."""
    return visible(" ".join(text.splitlines()))


def record_name(finding: Finding, report: CheckReport) -> str | None:
    """Return the prefixed name, else the IRI, of the record that a finding belongs to."""
    if finding.record is None:
        return None
    iri = NamedNode(finding.record[1:-1]).value
    return prefixed_names(report.prefixes).short(iri) or iri


def findings_json(report: CheckReport) -> str:
    """Return a report as JSON: ``findings`` and ``waived`` in order of place, and a ``summary``.

    ``spans`` are those that something is to be said of: not those whose source nobody gave, and not
    those that are at their place and nowhere else.
    """
    spans = report.verification
    document = {
        "version": FORMAT_VERSION,
        "findings": [_object(finding) for finding in report.findings],
        "waived": [_object(finding) for finding in report.waived],
        "spans": [
            _span(standing) for standing in spans.standings if standing.state not in _UNREMARKABLE
        ],
        "summary": {
            "files": report.files,
            "triples": report.triples,
            "onlySyntaxJudged": not report.judged,
            "claims": report.claims,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "infos": report.count(Severity.INFO),
            "waived": len(report.waived),
            "since": report.since.id if report.since else None,
            "spans": {
                "verified": spans.verified,
                "unverified": spans.unverified,
                "failed": spans.failed,
                "states": {_KEYS[state]: spans.count(state) for state in SpanState},
            },
            "missingCopies": list(spans.missing),
            "sentences": report.sentences,
            "covered": report.covered,
            "reviewed": report.reviewed,
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _span(standing: Standing) -> dict[str, object]:
    """Return how one span stands; it is known by its record and position."""
    span, in_copy = standing.span, standing.in_copy
    return {
        "record": _lasting(str(span.owner)),
        "source": _lasting(str(standing.source)),
        "start": span.start,
        "end": span.end,
        "state": _KEYS[standing.state],
        "inCopy": in_copy and _KEYS[in_copy],
        "standsAt": list(standing.places),
    }


def _object(finding: Finding) -> dict[str, object]:
    """Return one finding; labels of blank nodes mean nothing outside this run and are left out."""
    place, waiver = finding.place, finding.waiver
    found: dict[str, object] = {
        "code": finding.code,
        "severity": finding.severity.value,
        "message": finding.message,
        "hint": finding.hint,
        "file": place.file if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "endLine": place.end_line if place else None,
        "endColumn": place.end_column if place else None,
        "excerpt": finding.excerpt,
        "record": finding.record,
        "recordAt": _position(finding.begins),
        "gist": finding.gist,
        "route": list(finding.route),
        "node": _lasting(finding.node),
        "path": finding.path,
        "value": _lasting(finding.value),
    }
    if finding.touches:
        found["touches"] = [_object(one) for one in finding.touches]
    if waiver:
        found["waiver"] = {
            "record": _lasting(waiver.record),
            "by": waiver.by,
            "reason": waiver.reason,
            "until": waiver.until.isoformat(),
        }
    return found


def _position(place: Place | None) -> dict[str, object] | None:
    return {"file": place.file, "line": place.line, "column": place.column} if place else None


def _lasting(term: str | None) -> str | None:
    return None if term is None or term.startswith("_:") else term
