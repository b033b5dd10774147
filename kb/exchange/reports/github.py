"""Findings as workflow commands, which GitHub shows beside the lines of a change."""

from collections.abc import Iterator

from kb.exchange.reports.findings import one_line, record_name, summary_lines, touched_lines
from kb.exchange.reports.repository import in_repository
from kb.judgement.check import CheckReport
from kb.text.base import Base
from kb.words.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github_commands(report: CheckReport, base: Base) -> str:
    """Return one command a finding, then the summary; waived findings are counted there."""
    commands = (_command(finding, report, base) for finding in report.findings)
    return "\n".join((*commands, *summary_lines(report))) + "\n"


def _command(finding: Finding, report: CheckReport, base: Base) -> str:
    properties = ",".join(f"{name}={_property(value)}" for name, value in _where(finding, base))
    name = record_name(finding, report)
    about = f"in: {' '.join(part for part in (finding.gist, name and f'[{name}]') if part)}"
    hint = finding.hint and f"do: {finding.hint}"
    lines = (finding.message, about if name else None, *touched_lines(finding, report), hint)
    message = "\n".join(one_line(line) for line in lines if line)
    return f"::{_COMMANDS[finding.severity]} {properties}::{_data(message)}"


def _where(finding: Finding, base: Base) -> Iterator[tuple[str, str]]:
    place = finding.place
    if place:
        yield "file", in_repository(base, place.file)
        yield "line", str(place.line)
        yield "col", str(place.column)
    yield "title", finding.code


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
