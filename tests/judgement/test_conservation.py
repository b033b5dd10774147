"""Conservation on a desk's own base: what a view or a query would leave out is found."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from unittest.mock import patch

import pytest

from kb.graph.corpus import read_corpus
from kb.graph.index import Index
from kb.judgement.answers.live_claims import denials, live_claims
from kb.judgement.conservation import decided, own_queries
from kb.judgement.conservation import proof as conservation
from kb.judgement.conservation.proof import unconserved
from kb.judgement.contests.contest import Contest, contests
from kb.text.base import open_base
from kb.words.finding import Finding, Kind, kinds_in
from tests.conftest import PREFIXES
from tests.judgement.records import EX, index_of

TODAY = date(2026, 6, 15)
RECORDS = """
q:cost a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:period .
q:when a kb:Question ; kb:answerKind kb:inWords .
claim:four a kb:Claim ; kb:answers q:cost ; kb:speaker sp:mayor ; kb:low 4 ; kb:high 4 .
claim:nine a kb:Claim ; kb:answers q:cost ; kb:speaker sp:auditor ; kb:low 9 ; kb:high 9 .
claim:not-nine a kb:Claim ; kb:denies claim:nine ; kb:speaker sp:mayor .
claim:paid a kb:Claim ; kb:answers kb:noQuestion ; kb:speaker sp:clerk .
"""
HEADER = "# Purpose: something of the desk\n"
ALL = "?claim kb:answers|(kb:denies+/kb:answers) ?question"
COUNT = f"""{{ SELECT ?question (COUNT(DISTINCT ?one) AS ?answersInAll) WHERE {{
    {ALL.replace("?claim", "?one")} }} GROUP BY ?question }}"""
DECISION = """
<urn:d> a kb:Decision ; kb:action kb:{action} ; kb:concerns {claims} ; kb:reason "a slip"@en ;
    kb:by desk:me ; kb:on "2026-01-01"^^xsd:date ; kb:until "{until}"^^xsd:date .
"""


def found(
    folder: Path, query: str | None = None, more: str = "", *, name: str = "own"
) -> list[Finding]:
    """What is found in a base with these claims and more, and a query of the desk."""
    (folder / "claims").mkdir()
    (folder / "asked").mkdir()
    (folder / "kb.toml").write_text('[base]\nclaims = ["claims"]\nqueries = ["asked"]\n')
    (folder / "claims" / "c.ttl").write_text(PREFIXES + RECORDS + more, encoding="utf-8")
    if query is not None:
        (folder / "asked" / f"{name}.rq").write_text(query, encoding="utf-8")
    corpus = read_corpus(open_base(folder))
    assert not corpus.faults
    return list(unconserved(corpus, corpus.store(), TODAY))


def codes(findings: list[Finding]) -> list[str]:
    return [finding.code for finding in findings]


def decision(action: str, *claims: str, until: str = "2026-12-31") -> str:
    return DECISION.format(action=action, claims=" , ".join(claims), until=until)


# Views


def test_nothing_is_found_where_every_claim_is_in_every_view(tmp_path: Path) -> None:
    assert found(tmp_path) == []


@pytest.mark.parametrize(
    ("records", "why"),
    [
        ("[] a kb:Claim ; kb:answers q:when .", "it has no name"),
        ("claim:x a kb:Claim ; kb:answers [ a kb:Question ] .", "the question has no name"),
        ("sp:x kb:supersedes claim:four .", "what supersedes it is no claim"),
    ],
)
def test_a_claim_that_is_in_no_contest_is_told(tmp_path: Path, records: str, why: str) -> None:
    (one,) = found(tmp_path, more=records)
    assert one.code == "KB385"
    assert one.message.endswith(f"is missing from kb conflicts: {why}.")


def test_claims_that_supersede_each_other_are_in_no_view(tmp_path: Path) -> None:
    more = "claim:four kb:supersedes claim:nine . claim:nine kb:supersedes claim:four ."
    messages = [one.message for one in found(tmp_path, more=more) if one.code == "KB385"]
    assert sum("lead back to it" in message for message in messages) == 2


def test_a_denial_of_what_was_corrected_is_told_where_the_queries_would_miss_it(
    tmp_path: Path,
) -> None:
    more = """claim:old a kb:Claim ; kb:answers kb:noQuestion .
        claim:new a kb:Claim ; kb:supersedes claim:old ; kb:answers q:when .
        claim:no a kb:Claim ; kb:denies claim:old ."""
    (one,) = found(tmp_path, more=more)
    assert one.message.startswith("claim:no answers q:when and is missing from the named queries")


def test_a_claim_that_a_view_loses_or_shows_twice_is_told(tmp_path: Path) -> None:
    """Whatever may go wrong in the engine, the second reading of the records sees it."""

    def without_one(known: Index) -> tuple[Contest, ...]:
        first, *rest = contests(known)
        return (replace(first, answers=first.answers[1:]), *rest)

    with patch.object(conservation, "contests", without_one):
        lost = found(tmp_path)
    assert codes(lost) == ["KB385", "KB368"]
    assert lost[1].message == "q:cost has 1 pairs of answers, and outcomes for 3."


def test_a_correction_stands_in_the_place_of_the_old_claim() -> None:
    index = index_of(
        "ex:a a kb:Claim ; kb:answers ex:q . ex:n a kb:Claim ; kb:denies ex:a . "
        "ex:b a kb:Claim ; kb:supersedes ex:a ; kb:answers ex:q ."
    )
    live = {str(claim): str(question) for claim, question in live_claims(index).items()}
    assert live == {f"<{EX}b>": f"<{EX}q>", f"<{EX}n>": f"<{EX}q>"}
    (denied,) = denials(index, live_claims(index))
    assert str(denied) == f"<{EX}b>"


# The desk's queries


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT ?claim WHERE {{ {ALL} }}",
        f"SELECT ?answersInAll ?claim ?no WHERE {{ ?claim kb:low 9 ; kb:answers ?question {COUNT} "
        "OPTIONAL { ?no kb:denies ?claim } }",
        f"SELECT ?claim ?answersInAll WHERE {{ ?claim kb:low 4 ; kb:answers ?question {COUNT} }}",
        "SELECT ?claim WHERE { ?claim kb:speaker sp:clerk }",
        "SELECT ?question (COUNT(?claim) AS ?n) WHERE { ?claim kb:answers ?question } "
        "GROUP BY ?question",
        "SELECT (MIN(?low) AS ?least) (MAX(?high) AS ?most) (GROUP_CONCAT(STR(?claim)) AS ?of) "
        f"WHERE {{ {ALL} OPTIONAL {{ ?claim kb:low ?low ; kb:high ?high }} }} GROUP BY ?question",
        f"CONSTRUCT {{ ?claim kb:speaker ?who }} WHERE {{ {ALL} . ?claim kb:speaker ?who }}",
        "ASK { ?claim kb:low 4 }",
    ],
    ids=["all", "counted", "counted too", "no question", "a count", "a range", "a graph", "ask"],
)
def test_a_query_that_shows_or_counts_all_is_sound(tmp_path: Path, query: str) -> None:
    assert found(tmp_path, HEADER + query) == []


def test_a_query_that_drops_a_rival_is_told_with_its_place(tmp_path: Path) -> None:
    (one,) = found(tmp_path, HEADER + "\nSELECT ?claim WHERE { ?claim kb:low 4 }")
    assert one.code == "KB386"
    assert one.message == (
        "Of 3 live answers to q:cost the query shows 1 and does not say so: "
        "claim:nine, claim:not-nine is left out."
    )
    assert str(one.place) == "asked/own.rq:3:1"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?claim (2 AS ?answersInAll) WHERE { ?claim kb:low 4 }",
        f"SELECT ?claim WHERE {{ {ALL} }} ORDER BY ?claim LIMIT 2",
        "CONSTRUCT { ?claim a kb:Claim } WHERE { ?claim kb:low 4 }",
        'SELECT (CONCAT(STR(?claim), ", seen") AS ?told) WHERE { ?claim kb:low 4 }',
    ],
    ids=["wrong count", "limit", "graph", "in a text"],
)
def test_other_ways_to_drop_a_rival(tmp_path: Path, query: str) -> None:
    assert codes(found(tmp_path, HEADER + query)) == ["KB386"]


def test_a_query_that_hides_a_denial_is_told(tmp_path: Path) -> None:
    query = "SELECT ?claim (3 AS ?answersInAll) WHERE { ?claim kb:low 9 }"
    (one,) = found(tmp_path, HEADER + query)
    assert (one.code, one.message) == (
        "KB369",
        "The query shows claim:nine and not claim:not-nine, which denies it.",
    )


def test_a_required_parameter_is_tried_with_records_of_its_kind(tmp_path: Path) -> None:
    query = (
        HEADER
        + """# Parameter: question (iri): which
        SELECT ?claim WHERE { ?claim kb:answers $question }""".replace("        ", "")
    )
    (one,) = found(tmp_path, query)
    assert one.code == "KB386"


def test_a_query_under_a_shipped_name_is_the_desks_own(tmp_path: Path) -> None:
    query = HEADER + "SELECT ?claim WHERE { ?claim kb:low 4 }"
    assert codes(found(tmp_path, query, name="denials")) == ["KB386"]


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?claim WHERE { ?claim", "asked/own.rq:1:1"),
        (HEADER + "SELECT ?claim WHERE { ?claim kb:low 4 } }", "asked/own.rq:2:41"),
        (HEADER + "SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "asked/own.rq:2:12"),
    ],
)
def test_a_query_that_cannot_be_put_is_told(tmp_path: Path, query: str, place: str) -> None:
    (one,) = found(tmp_path, query)
    assert (one.code, str(one.place)) == ("KB370", place)


# Merging


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (AVG(?low) AS ?mean) WHERE { ?claim kb:answers q:cost ; kb:low ?low }",
        "SELECT ?question (SAMPLE(?claim) AS ?one) (3 AS ?answersInAll) WHERE "
        f"{{ {ALL} }} GROUP BY ?question",
        "SELECT ?question (MAX(?amount) AS ?most) WHERE { ?claim kb:answers ?question ; "
        "kb:low ?low BIND (?low * 2 AS ?amount) } GROUP BY ?question",
    ],
)
def test_a_query_that_merges_claims_is_told(tmp_path: Path, query: str) -> None:
    findings = found(tmp_path, HEADER + query)
    assert "KB387" in codes(findings)


MEAN = (
    HEADER
    + "SELECT (AVG(?low) AS ?mean) (GROUP_CONCAT(STR(?claim)) AS ?claims) (3 AS ?answersInAll) "
    "(GROUP_CONCAT(COALESCE(STR(?no), '-')) AS ?denied) "
    "WHERE { ?claim kb:low ?low OPTIONAL { ?no kb:denies ?claim } }"
)
BOTH = ("claim:four", "claim:nine")


def test_claims_may_be_merged_that_a_decision_names(tmp_path: Path) -> None:
    assert found(tmp_path, MEAN, decision("merge", *BOTH)) == []


@pytest.mark.parametrize(
    "more",
    [
        "",
        decision("merge", "claim:four"),
        decision("leaveOut", *BOTH),
        decision("merge", *BOTH).replace('kb:reason "a slip"@en ;', ""),
    ],
    ids=["no decision", "of one of them", "to leave out", "without a reason"],
)
def test_no_other_decision_covers_a_merger(tmp_path: Path, more: str) -> None:
    (one,) = found(tmp_path, MEAN, more)
    assert one.code == "KB387"
    assert one.message.endswith("which nobody said: claim:four, claim:nine.")


# Decisions

PARTLY = (
    HEADER + "SELECT ?claim (1 AS ?leftOut) WHERE { VALUES ?claim { claim:nine claim:not-nine } }"
)


def test_what_a_decision_leaves_out_may_be_missing_where_the_rows_say_so(tmp_path: Path) -> None:
    assert found(tmp_path, PARTLY, decision("leaveOut", "claim:four")) == []


@pytest.mark.parametrize(
    ("query", "more"),
    [
        (PARTLY, ""),
        (PARTLY, decision("prefer", "claim:four")),
        (PARTLY, decision("leaveOut", "claim:nine")),
        (PARTLY.replace("(1 AS ?leftOut)", ""), decision("leaveOut", "claim:four")),
        (PARTLY.replace("(1 AS", "(2 AS"), decision("leaveOut", "claim:four")),
    ],
    ids=["none", "to prefer", "of another", "not said", "miscounted"],
)
def test_otherwise_it_may_not(tmp_path: Path, query: str, more: str) -> None:
    assert codes(found(tmp_path, query, more)) == ["KB386"]


def test_a_decision_that_is_over_covers_nothing_and_is_told(tmp_path: Path) -> None:
    over = found(tmp_path, PARTLY, decision("leaveOut", "claim:four", until="2026-06-14"))
    assert codes(over) == ["KB388", "KB386"]
    assert over[0].node == "<urn:d>"
    assert over[0].message == (
        "The decision to leave out ended on 2026-06-14 and covers nothing any more."
    )


def test_a_decision_holds_on_its_last_day(tmp_path: Path) -> None:
    assert found(tmp_path, PARTLY, decision("leaveOut", "claim:four", until="2026-06-15")) == []


def test_a_decision_that_another_supersedes_may_rest(tmp_path: Path) -> None:
    anew = decision("leaveOut", "claim:four").replace("<urn:d>", "<urn:e> kb:supersedes <urn:d> ;")
    more = decision("leaveOut", "claim:four", until="2026-06-14") + anew
    assert found(tmp_path, PARTLY, more) == []


# The catalogue


@pytest.mark.parametrize(
    "kind",
    [kind for module in (conservation, decided, own_queries) for kind in kinds_in(module)],
    ids=lambda kind: kind.code,
)
def test_the_examples_of_each_kind_are_what_they_say(tmp_path: Path, kind: Kind) -> None:
    if kind.good is None or kind.bad is None:
        return
    for example, expected in ((kind.good, []), (kind.bad, [kind.code])):
        folder = tmp_path / ("bad" if expected else "good")
        folder.mkdir()
        ours = f"PREFIX ex: <{EX}>\n" if "SELECT" in example else f"@prefix ex: <{EX}> .\n"
        records = (
            f"@prefix ex: <{EX}> . claim:a a kb:Claim ; kb:answers ex:q ; kb:low 4 . "
            "claim:b a kb:Claim ; kb:denies claim:a ."
        )
        if kind.code == "KB386":
            records = records.replace("kb:denies claim:a", "kb:answers ex:q")
        if "SELECT" in example:
            shown = found(folder, f"{HEADER}{ours}{example}", records)
        else:
            shown = found(folder, None, ours + example)
        assert [code for code in codes(shown) if code == kind.code] == expected
