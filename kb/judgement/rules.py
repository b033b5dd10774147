"""Rules that compare several records, each a query file of its own.

A rule file begins with a header of comment lines::

    # Code: KB501
    # Severity: error
    # Problem: nothing is said about {value}, on which answers to the question must match
    # Remedy: Give a value, or write kb:inherits or kb:unstated.
    # Good:
    #     ex:c a kb:Claim ; kb:answers ex:q ; kb:unstated kb:place .
    # Bad:
    #     ex:c a kb:Claim ; kb:answers ex:q .

and selects ``?node``, the record at fault, and where they help ``?path`` and ``?value``; any
variable may stand in braces in the problem. Good and bad are the rule's documentation and its test:
the bad example, and only it, has the finding.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Severity

_FIELD = re.compile(r"# ?(Code|Severity|Problem|Remedy|Good|Bad): ?(.*)")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule over several records: its code, its texts, its examples and its query."""

    code: str
    name: str
    severity: Severity
    problem: str
    remedy: str
    good: str
    bad: str
    query: str


def read_rule(path: Path) -> Rule:
    """Read a rule file; raises `CannotGoOn` where its header is not complete."""
    text = path.read_text(encoding="utf-8")
    fields: dict[str, list[str]] = {}
    current: list[str] | None = None
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        match = _FIELD.fullmatch(line)
        if match:
            current = fields.setdefault(match[1], [])
            current.append(match[2])
        elif current is not None:
            current.append(line[1:].removeprefix(" "))
    missing = [
        name
        for name in ("Code", "Severity", "Problem", "Remedy", "Good", "Bad")
        if not "".join(fields.get(name, []))
    ]
    if missing:
        raise CannotGoOn(f"the rule has no {missing[0]}", where=str(path))
    prose = {name: " ".join(" ".join(lines).split()) for name, lines in fields.items()}
    return Rule(
        code=prose["Code"],
        name=path.stem,
        severity=Severity(prose["Severity"]),
        problem=prose["Problem"],
        remedy=prose["Remedy"],
        good="\n".join(fields["Good"]),
        bad="\n".join(fields["Bad"]),
        query=text,
    )


def rule_findings(
    store: Store, rules: Iterable[Rule], prefixes: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Return what the rules find in a store that holds the records and the ontology."""
    return tuple(
        dict.fromkeys(finding for rule in rules for finding in _broken(store, rule, prefixes))
    )


def _broken(store: Store, rule: Rule, prefixes: Mapping[str, str]) -> Iterable[Finding]:
    solutions = store.query(rule.query, prefixes=dict(prefixes))
    if not isinstance(solutions, QuerySolutions):
        raise CannotGoOn("a rule is a SELECT query", where=rule.name)
    names = [variable.value for variable in solutions.variables]
    for solution in solutions:
        terms = {name: solution[name] for name in names}
        node, path, value = (terms.get(name) for name in ("node", "path", "value"))
        yield Finding(
            code=rule.code,
            severity=rule.severity,
            message=_PLACEHOLDER.sub(
                lambda match: _shown(terms.get(match[1]), prefixes),  # noqa: B023 - used at once
                rule.problem,
            ),
            hint=rule.remedy,
            node=None if node is None else str(node),
            path=None if path is None else str(path),
            value=None if value is None else str(value),
        )


def _shown(term: object, prefixes: Mapping[str, str]) -> str:
    """Return a term as a person reads it: a prefixed name, or the words of a literal."""
    if isinstance(term, Literal):
        return term.value
    if isinstance(term, NamedNode):
        for prefix, iri in prefixes.items():
            if term.value.startswith(iri) and "/" not in term.value[len(iri) :]:
                return f"{prefix}:{term.value[len(iri) :]}"
        return term.value
    return "?" if term is None else str(term)
