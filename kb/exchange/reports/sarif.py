"""Findings as SARIF 2.1.0, the format that code hosts and editors read (OASIS, 2020)."""

import json
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from kb.exchange.reports.explanation import filled
from kb.exchange.reports.findings import record_name
from kb.exchange.reports.fingerprint import fingerprints
from kb.exchange.reports.repository import in_repository
from kb.judgement.catalogue import Entry, catalogue
from kb.judgement.check import CheckReport
from kb.text.base import Base
from kb.words.finding import Finding, Place, Severity

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
ROOT = "%SRCROOT%"
"""What paths are relative to: the top of the repository, wherever it lies on this machine."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_FINGERPRINT = "kbFinding/v1"

Json = dict[str, object]


def sarif_text(report: CheckReport, base: Base) -> str:
    """Return a SARIF log of one run; waived findings are results with a suppression."""
    entries = catalogue(base)
    places = {entry.code: place for place, entry in reversed(tuple(enumerate(entries)))}
    found = (*report.findings, *report.waived)
    results = [
        {**_result(finding, report, base, places), "partialFingerprints": {_FINGERPRINT: print_}}
        for finding, print_ in zip(found, fingerprints(found), strict=True)
    ]
    run = {
        "tool": {"driver": {"name": "kb", "rules": _rules(entries)}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules(entries: Iterable[Entry]) -> list[Json]:
    return [
        {
            "id": entry.code,
            "name": entry.name,
            "shortDescription": {"text": f"{entry.title[:1].upper()}{entry.title[1:]}."},
            "fullDescription": {"text": filled(entry.problem)},
            "help": {"text": _help(entry)},
            "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        }
        for entry in entries
    ]


def _help(entry: Entry) -> str:
    examples = (
        f"{name}:\n{example}"
        for name, example in (("Good", entry.good), ("Bad", entry.bad))
        if example
    )
    return "\n\n".join((filled(entry.problem), filled(entry.remedy), *examples))


def _result(finding: Finding, report: CheckReport, base: Base, places: dict[str, int]) -> Json:
    result: Json = {
        "ruleId": finding.code,
        "level": _LEVELS[finding.severity],
        "message": {"text": " ".join(filter(None, (finding.message, finding.hint)))},
    }
    if location := _location(finding, report, base):
        result["locations"] = [location]
    if finding.code in places:
        result["ruleIndex"] = places[finding.code]
    if related := _related(finding, report, base):
        result["relatedLocations"] = related
    if finding.waiver:
        waiver = finding.waiver
        result["suppressions"] = [
            {
                "kind": "external",
                "status": "accepted",
                "justification": f"Until {waiver.until}, by {waiver.by}: {waiver.reason}",
            }
        ]
    return result


def _related(finding: Finding, report: CheckReport, base: Base) -> list[Json]:
    """Return where the record begins, and the places of all that the finding touches."""
    places: list[tuple[str, Place]] = []
    if finding.begins and finding.begins != finding.place:
        text = finding.gist or record_name(finding, report) or "The record."
        places.append((text, finding.begins))
    for one in finding.touches:
        if one.place:
            name = record_name(one, report)
            about = f"{name}: " if name and one.record != finding.record else ""
            places.append((f"{one.code}: {about}{one.message}", one.place))
    return [{"message": {"text": text}, **_physical(place, base)} for text, place in places]


def _location(finding: Finding, report: CheckReport, base: Base) -> Json:
    location: Json = _physical(finding.place, base) if finding.place else {}
    if finding.record:
        name = record_name(finding, report)
        location["logicalLocations"] = [
            {"name": name, "fullyQualifiedName": finding.record[1:-1], "kind": "object"}
        ]
    return location


def _physical(place: Place, base: Base) -> Json:
    path = in_repository(base, place.file)
    artifact: Json = {"uri": _uri(PurePosixPath(path).parts)}
    if not path.startswith("/"):
        artifact["uriBaseId"] = ROOT
    region: Json = {"startLine": place.line, "startColumn": place.column}
    if place.end_line is not None:
        region |= {"endLine": place.end_line, "endColumn": place.end_column}
    return {"physicalLocation": {"artifactLocation": artifact, "region": region}}


def _uri(parts: Sequence[str]) -> str:
    """Return a relative reference, or a file URI for an absolute path (RFC 3986, RFC 8089)."""
    if parts[0] == "/":
        return "file:///" + "/".join(quote(part, safe="") for part in parts[1:])
    # A colon in the first part would read as a scheme; quoting every one is allowed.
    return "/".join(quote(part, safe="") for part in parts)
