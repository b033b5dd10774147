"""What makes a finding the same finding in a later run, although its lines have moved."""

import hashlib
from collections.abc import Iterable, Iterator

from kb.words.finding import Finding


def fingerprints(findings: Iterable[Finding]) -> Iterator[str]:
    """Return for each finding 32 hexadecimal digits made of code, record, property and value.

    Findings that agree in all of these are told apart by their order. A finding without a record,
    such as a syntax error, is known by its file and the text of its line.
    """
    seen: dict[tuple[str, ...], int] = {}
    for finding in findings:
        key = _key(finding)
        number = seen[key] = seen.get(key, 0) + 1
        text = "\n".join((*key, str(number)))
        yield hashlib.sha256(text.encode("utf-8")).hexdigest()[:32]


def _key(finding: Finding) -> tuple[str, ...]:
    if finding.record is None:
        line = (finding.excerpt or "").partition("\n")[0].strip()
        return (finding.code, finding.place.file if finding.place else "", line)
    value = finding.value or ""
    lasting = "" if value.startswith("_:") else value  # labels of blank nodes change with every run
    return (finding.code, finding.record, *finding.route, finding.path or "", lasting)
