"""The formats in which the findings of a check are written."""

from kb.exchange.reports.findings import findings_json, findings_text
from kb.exchange.reports.github import github_commands
from kb.exchange.reports.report_format import ReportFormat
from kb.judgement.check import CheckReport
from kb.text.base import Base


def report_text(
    report: CheckReport,
    form: ReportFormat,
    base: Base,
    *,
    colour: bool = False,
    show_waived: bool = False,
) -> str:
    """Return a report in a format; ``colour`` and ``show_waived`` count for people alone."""
    match form:
        case ReportFormat.HUMAN:
            return findings_text(report, colour=colour, show_waived=show_waived)
        case ReportFormat.JSON:
            return findings_json(report)
        case ReportFormat.SARIF:
            from kb.exchange.reports.sarif import sarif_text

            return sarif_text(report, base)
        case ReportFormat.GITHUB:
            return github_commands(report, base)
        case ReportFormat.SHACL:
            from kb.exchange.reports.shacl_report import shacl_report

            return shacl_report(report, base)
