"""The names of the formats in which findings are written."""

from enum import StrEnum


class ReportFormat(StrEnum):
    """How findings are written: for people, for programs, for code hosts, for RDF tools."""

    HUMAN = "human"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"
    SHACL = "shacl"
