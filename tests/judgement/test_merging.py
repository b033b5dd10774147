"""Which queries make one value of several claims, read off their text."""

import pytest

from kb.graph.sparql.sparql_text import SparqlText
from kb.judgement.conservation.merging import mergers
from kb.words.vocabulary import KB


def told(query: str) -> tuple[list[str], list[str]]:
    """The functions that merge claims: with the claims named beside, and without."""
    named, unnamed = mergers(SparqlText(query), {"kb": KB})
    return [one.function for one in named], [one.function for one in unnamed]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?low WHERE { ?c kb:low ?low }",
        "SELECT ?c (MIN(?low) AS ?least) WHERE { ?c kb:low ?low } GROUP BY ?c",
        "SELECT ?q (COUNT(?c) AS ?n) WHERE { ?c kb:answers ?q } GROUP BY ?q",
        "SELECT ?c ?first WHERE { ?c kb:answers ?q { SELECT ?c (MIN(?day) AS ?first) "
        "WHERE { ?c kb:low ?any ; kb:from ?day } GROUP BY ?c } } ORDER BY ?first",
        "SELECT ?q (MIN(?day) AS ?first) WHERE { ?c kb:answers ?q ; kb:from ?day } GROUP BY ?q",
        "SELECT (SUM(?length) AS ?all) WHERE { ?s a kb:Source ; kb:length ?length }",
        "SELECT ?q (MIN(?low) AS ?a) (GROUP_CONCAT(?c) AS ?of) "
        "WHERE { ?c kb:answers ?q ; kb:low ?low } GROUP BY ?q",
        'SELECT ?c WHERE { ?c kb:gist ?g FILTER (?g = "AVG(?low)") } # AVG(?low)',
    ],
)
def test_what_merges_nothing(query: str) -> None:
    assert told(query) == ([], [])


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (AVG(?low) AS ?x) WHERE { ?c kb:low ?low }",
        "PREFIX z: <https://w3id.org/claims-kb/ns#> SELECT (AVG(?v) AS ?x) { ?c z:low ?v }",
        "SELECT (AVG(?v) AS ?x) { ?c <https://w3id.org/claims-kb/ns#high> ?v }",
        "SELECT (avg ( distinct (?low + ?high) / 2 ) AS ?x) { ?c kb:low ?low ; kb:high ?high }",
        "SELECT (AVG(?v) AS ?x) WHERE { ?c kb:low|kb:high ?v }",
        "SELECT (AVG(?y) AS ?x) WHERE { ?c kb:low ?v BIND (?v * 2 AS ?w) BIND (?w AS ?y) }",
        "SELECT ?q (AVG(?v) AS ?x) WHERE { ?c kb:answers|(kb:denies+/kb:answers) ?q ; kb:low ?v } "
        "GROUP BY ?q",
        "SELECT ?x WHERE { { SELECT (AVG(?v) AS ?x) WHERE { ?c kb:low ?v } } ?c kb:answers ?q } "
        "GROUP BY ?c",
        "SELECT ?q WHERE { ?c kb:answers ?q ; kb:low ?v } GROUP BY ?q HAVING (AVG(?v) > 3)",
    ],
)
def test_a_mean_merges(query: str) -> None:
    assert told(query) == ([], ["AVG"])


@pytest.mark.parametrize("function", ["MIN", "MAX", "SAMPLE", "SUM"])
def test_so_does_any_one_of_many_without_the_others(function: str) -> None:
    query = f"SELECT ?q ({function}(?low) AS ?x) WHERE {{ ?c kb:answers ?q ; kb:low ?low }}"
    assert told(f"{query} GROUP BY ?q") == ([], [function])
    listed = query.replace(" WHERE", " (GROUP_CONCAT(?c) AS ?of) WHERE")
    assert told(f"{listed} GROUP BY ?q") == (
        [function] if function in ("SAMPLE", "SUM") else [],
        [],
    )


def test_to_pick_one_claim_merges() -> None:
    query = "SELECT ?q (SAMPLE(?c) AS ?one) WHERE { ?c a kb:Claim ; kb:answers ?q } GROUP BY ?q"
    assert told(query) == ([], ["SAMPLE"])
