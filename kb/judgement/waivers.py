"""Waivers: findings that the desk accepts for named records, with reason and last day.

A waived finding is kept and counted. A waiver that is over, or that no finding answers to, is a
finding itself, so that none outlives its reason.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from kb.graph.index import Index, Node
from kb.graph.owner import with_owner
from kb.words.finding import Finding, Kind, Severity, Waiver
from kb.words.vocabulary import PREF_LABEL, kb

_ACCEPTED = (
    'ex:w a kb:Waiver ; kb:rule "KB314" ; kb:concerns ex:s ; kb:by ex:ro ; '
    'kb:reason "a passer-by"@en ; kb:until '
)
EXPIRED = Kind(
    "KB383",
    "waiver expired",
    Severity.WARNING,
    "The waiver of {rule} ended on {until} and silences nothing any more.",
    "Mend what it was for, or decide anew and write a new waiver.",
    good=f'{_ACCEPTED}"2999-12-31"^^xsd:date .',
    bad=f'{_ACCEPTED}"2020-01-31"^^xsd:date .',
)
STALE = Kind(
    "KB384",
    "waiver stale",
    Severity.WARNING,
    "The waiver of {rule} silences nothing: there is no such finding about this record.",
    "Remove the record from the waiver, or the waiver.",
    good=f'ex:s a kb:Speaker ; kb:naming kb:unnamed .\n{_ACCEPTED}"2999-12-31"^^xsd:date .',
    bad=f'ex:s a kb:Speaker ; kb:naming kb:named .\n{_ACCEPTED}"2999-12-31"^^xsd:date .',
    reads=("rule", "concerns", "until"),
)


@dataclass(frozen=True, slots=True)
class _Waiving:
    """Findings with code ``rule`` about the records ``concerns`` are accepted."""

    node: Node
    rule: str
    concerns: tuple[Node, ...]
    waiver: Waiver


def waived(
    findings: Iterable[Finding], index: Index, *, today: date, unseen: frozenset[str]
) -> Iterator[Finding]:
    """Return the findings, each with the waiver that covers it, and what is wrong with waivers.

    ``unseen`` are codes that this run could not have found, so that their waivers are not stale. A
    waiver that lacks rule, reason, author or last day covers nothing.
    """
    found = [with_owner(finding, index) for finding in findings]
    waivings = tuple(_waivings(index))
    covering = {
        (waiving.rule, str(record)): waiving.waiver
        for waiving in waivings
        for record in waiving.concerns
        if waiving.waiver.until >= today
    }
    for finding in found:
        yield replace(finding, waiver=covering.get((finding.code, finding.record or "")))
    about = {(finding.code, finding.record) for finding in found}
    for waiving in waivings:
        if waiving.waiver.until < today:
            yield EXPIRED.found(
                rule=waiving.rule,
                until=waiving.waiver.until,
                node=waiving.node,
                path=kb("until"),
            )
        elif waiving.rule not in unseen:
            for record in waiving.concerns:
                # A record that is not there is another finding: see waiver-has-object.rq.
                if record in index and (waiving.rule, str(record)) not in about:
                    yield STALE.found(
                        rule=waiving.rule, node=waiving.node, path=kb("concerns"), value=record
                    )


def _waivings(index: Index) -> Iterator[_Waiving]:
    for node in index.instances(kb("Waiver")):
        rule, reason = index.text(node, kb("rule")), index.text(node, kb("reason"))
        by = next(iter(index.nodes(node, kb("by"))), None)
        until = _day(index.text(node, kb("until")))
        if rule and reason and by is not None and until is not None:
            name = index.text(by, PREF_LABEL) or str(by)
            concerns = index.nodes(node, kb("concerns"))
            yield _Waiving(node, rule, concerns, Waiver(str(node), name, reason, until))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None  # a shape tells of it
