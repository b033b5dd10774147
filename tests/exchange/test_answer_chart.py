"""Charts of answers: what cannot be held against each other stands on no common scale."""

from pathlib import Path

from kb.exchange.screens.answer_chart import answer_charts
from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.outcome_lines import distance
from kb.graph.corpus import read_corpus
from kb.graph.names import Names
from kb.judgement.contests.contest import Contest, contests
from kb.judgement.contests.spread import spreads
from kb.text.base import open_base

RECORDS = """
@prefix ex: <https://example.org/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix unit: <http://qudt.org/vocab/unit/> .

ex:m a kb:Measure ; skos:prefLabel "visitors"@en ; kb:measureKind kb:flow ; kb:unit unit:NUM .
ex:share a kb:Measure ; skos:prefLabel "share sold"@en ;
    kb:measureKind kb:shareKind ; kb:unit unit:FRACTION .
ex:kept a kb:Measure ; skos:prefLabel "share kept"@en ;
    kb:measureKind kb:shareKind ; kb:unit unit:FRACTION .
ex:width a kb:Measure ; skos:prefLabel "width"@en ; kb:measureKind kb:distance ; kb:unit unit:M .
ex:q a kb:Question ; kb:answerKind kb:quantity ; kb:measure MEASURE .
ex:all a kb:Proposition ; kb:gist "all tickets"@en .
ex:s a kb:Speaker ; skos:prefLabel "somebody"@en .
"""


def of(tmp_path: Path, measure: str, *amounts: str) -> tuple[Contest, AnswerWords]:
    """Return a question whose answers give these amounts, and the words for them."""
    claims = [
        f"ex:c{n} a kb:Claim ; kb:answers ex:q ; kb:speaker ex:s ; kb:act kb:states ; {amount} ."
        for n, amount in enumerate(amounts)
    ]
    (tmp_path / "kb.toml").write_text('[base]\nname = "t"\nclaims = ["claims"]\n', encoding="utf-8")
    (tmp_path / "claims").mkdir()
    text = RECORDS.replace("MEASURE", measure) + "\n".join(claims)
    (tmp_path / "claims" / "t.ttl").write_text(text, encoding="utf-8")
    corpus = read_corpus(open_base(tmp_path))
    (found,) = contests(corpus.known)
    return found, AnswerWords(Names.of(corpus))


def test_rates_share_a_scale_with_rates_and_not_with_totals(tmp_path: Path) -> None:
    found, words = of(
        tmp_path,
        "ex:m",
        "kb:low 50 ; kb:high 50 ; kb:per unit:DAY",
        "kb:low 700 ; kb:high 700 ; kb:per unit:WK",
        "kb:low 90 ; kb:high 90",
    )
    lines = list(answer_charts(found.answers, words, width=100))
    titles = [line for line in lines if "scale" in line]
    assert titles == ["visitors per day, linear scale", "visitors, linear scale"]
    assert lines[lines.index(titles[0]) + 1].split() == ["50", "100"]
    assert any("converted from per week" in " ".join(line.split()) for line in lines)


def test_what_is_measured_otherwise_has_a_scale_of_its_own(tmp_path: Path) -> None:
    found, words = of(
        tmp_path,
        "ex:share",
        "kb:low 0.9 ; kb:high 0.9 ; kb:base ex:all ; kb:measure ex:kept",
        "kb:low 0.2 ; kb:high 0.2 ; kb:base ex:all",
        "kb:low 10 ; kb:high 10 ; kb:base ex:all ; kb:unstated kb:measure ; kb:unit unit:PERCENT",
    )
    lines = list(answer_charts(found.answers, words, width=100))
    assert [line for line in lines if "scale" in line] == [
        "share kept in percent, linear scale",
        "share sold in percent, linear scale",
    ]


def test_a_share_says_of_what(tmp_path: Path) -> None:
    share = "kb:low 0.2 ; kb:high 0.2 ; kb:base ex:all"
    found, words = of(
        tmp_path, "ex:share", share, "kb:low 0.3 ; kb:high 0.3 ; kb:base kb:notStated"
    )
    chart = " ".join("\n".join(answer_charts(found.answers, words, width=200)).split())
    assert "of “all tickets”" in chart
    assert "of what is not said" in chart


def test_shares_of_one_are_told_in_percent(tmp_path: Path) -> None:
    found, words = of(
        tmp_path,
        "ex:share",
        "kb:low 0.2 ; kb:high 0.2 ; kb:base ex:all",
        "kb:low 45 ; kb:high 45 ; kb:base ex:all ; kb:unit unit:PERCENT",
        "kb:low 0.5 ; kb:lowExclusive true ; kb:base ex:all",
    )
    title, ticks, *bars = answer_charts(found.answers, words, width=200)
    assert title == "share sold in percent, linear scale"
    assert ticks.split() == ["20", "50"]
    assert "converted" not in "".join(bars)
    assert [words.value(answer) for answer in found.answers] == [
        "20 percent",
        "45 percent",
        "above 50 percent",
    ]
    (spread,) = spreads(found)
    assert words.spread(spread) == "from 20 to 50 percent of “all tickets”"


def test_shares_are_percentage_points_apart(tmp_path: Path) -> None:
    share = "kb:low {0} ; kb:high {0} ; kb:base ex:all"
    found, words = of(tmp_path, "ex:share", share.format("0.2"), share.format("0.45"))
    told = distance(found.conflicts[0], words)
    assert told == " They are 25 percentage points apart, a factor of 2.25."


def test_a_distance_out_of_a_conversion_is_no_more_exact_than_a_reader_needs(
    tmp_path: Path,
) -> None:
    metres, feet = "kb:low 8.1 ; kb:high 8.1", "kb:low 31 ; kb:high 31 ; kb:unit unit:FT"
    found, words = of(tmp_path, "ex:width", metres, feet)
    assert distance(found.conflicts[0], words) == " They are 1.349 metres apart, a factor of 1.17."


def test_ranges_that_touch_are_no_distance_apart(tmp_path: Path) -> None:
    below = "kb:high 5 ; kb:highExclusive true"
    found, words = of(tmp_path, "ex:width", below, "kb:low 5 ; kb:high 5")
    assert distance(found.conflicts[0], words) == ""
