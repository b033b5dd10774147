"""A waiver silences what it names, as long as it lasts and something answers to it."""

from datetime import date

import pytest
from pyoxigraph import NamedNode

from kb.judgement.waivers import EXPIRED, STALE, waived
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import kb
from tests.judgement.records import EX, index_of

TODAY = date(2026, 6, 15)
DESK = 'ex:me a kb:Editor ; <http://www.w3.org/2004/02/skos/core#prefLabel> "M. V."@en . '
RECORDS = "ex:c a kb:Claim ; kb:evidence [ kb:start 0 ] . ex:d a kb:Claim . "
WHOLE = 'kb:rule "KB314" ; kb:by ex:me ; kb:reason "known"@en ; kb:until "2026-12-31"^^xsd:date'


def finding(node: str = f"<{EX}c>", code: str = "KB314") -> Finding:
    return Finding(code, Severity.WARNING, "something", node=node)


def outcome(
    waiver: str, *findings: Finding, today: date = TODAY, unseen: frozenset[str] = frozenset()
) -> list[Finding]:
    index = index_of(DESK + RECORDS + waiver)
    return list(waived(findings, index, today=today, unseen=unseen))


def test_a_waived_finding_is_kept_with_reason_author_and_last_day() -> None:
    (kept,) = outcome(f"ex:w a kb:Waiver ; kb:concerns ex:c ; {WHOLE} .", finding())
    assert kept.waiver is not None
    assert (kept.waiver.by, kept.waiver.reason) == ("M. V.", "known")
    assert (kept.waiver.until, kept.waiver.record) == (date(2026, 12, 31), f"<{EX}w>")


def test_a_waiver_covers_the_parts_of_its_record() -> None:
    index = index_of(DESK + RECORDS + f"ex:w a kb:Waiver ; kb:concerns ex:c ; {WHOLE} .")
    (span,) = index.nodes(NamedNode(EX + "c"), kb("evidence"))
    (kept,) = waived([finding(str(span))], index, today=TODAY, unseen=frozenset())
    assert kept.waiver is not None
    assert kept.record == f"<{EX}c>"


@pytest.mark.parametrize("other", [finding(f"<{EX}d>"), finding(code="KB317")])
def test_it_covers_no_other_record_and_no_other_rule(other: Finding) -> None:
    found = outcome(f"ex:w a kb:Waiver ; kb:concerns ex:c ; {WHOLE} .", finding(), other)
    assert [one.waiver is not None for one in found] == [True, False]


def test_it_holds_on_its_last_day_and_is_a_finding_on_the_next() -> None:
    waiver = f"ex:w a kb:Waiver ; kb:concerns ex:c ; {WHOLE} ."
    (last,) = outcome(waiver, finding(), today=date(2026, 12, 31))
    assert last.waiver is not None
    standing, expired = outcome(waiver, finding(), today=date(2027, 1, 1))
    assert standing.waiver is None
    assert (expired.code, expired.node) == (EXPIRED.code, f"<{EX}w>")
    assert "ended on 2026-12-31" in expired.message


def test_a_waiver_that_nothing_answers_to_is_stale_for_each_such_record() -> None:
    waiver = f"ex:w a kb:Waiver ; kb:concerns ex:c , ex:d ; {WHOLE} ."
    kept, stale = outcome(waiver, finding())
    assert kept.waiver is not None
    assert (stale.code, stale.value) == (STALE.code, f"<{EX}d>")


def test_a_waiver_of_what_this_run_could_not_see_is_not_stale() -> None:
    waiver = f"ex:w a kb:Waiver ; kb:concerns ex:c ; {WHOLE} ."
    assert outcome(waiver, unseen=frozenset({"KB314"})) == []


def test_a_waiver_for_a_record_that_is_not_there_is_left_to_its_own_rule() -> None:
    assert outcome(f"ex:w a kb:Waiver ; kb:concerns ex:nobody ; {WHOLE} .") == []


@pytest.mark.parametrize("missing", WHOLE.split(" ; "))
def test_a_waiver_that_lacks_something_covers_nothing(missing: str) -> None:
    rest = " ; ".join(part for part in WHOLE.split(" ; ") if part != missing)
    (standing,) = outcome(f"ex:w a kb:Waiver ; kb:concerns ex:c ; {rest} .", finding())
    assert standing.waiver is None
