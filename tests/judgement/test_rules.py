"""Each rule query finds its bad example and leaves its good one alone."""

import re
from collections import Counter
from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.rules import Rule, read_rule, rule_findings
from kb.judgement.terms import declared_terms
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Severity
from kb.words.vocabulary import KB, PREFIXES, rule_files
from tests.ontology.planted import rules as shape_rules

EX = "https://example.org/"
ALL = {**PREFIXES, "ex": EX}
RULES = [read_rule(path) for path in rule_files()]


def store_of(text: str) -> Store:
    """Return a store with the vocabulary and a few records."""
    heads = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in ALL.items())
    triples = (quad.triple for quad in parse(heads + text, format=RdfFormat.TURTLE))
    store = Store()
    store.extend(Quad(t.subject, t.predicate, t.object) for t in (*ontology(), *triples))
    return store


def found(rule: Rule, text: str) -> tuple[Finding, ...]:
    return rule_findings(store_of(text), [rule], ALL)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_good_example_is_good(rule: Rule) -> None:
    assert found(rule, rule.good) == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_the_bad_example_is_found(rule: Rule) -> None:
    findings = found(rule, rule.bad)
    assert findings
    for finding in findings:
        assert (finding.code, finding.severity) == (rule.code, rule.severity)
        assert finding.hint == rule.remedy
        assert finding.node is not None
        assert EX in finding.node or finding.node.startswith("_:")
        assert "{" not in finding.message
        assert finding.message.count("?") == rule.problem.count("?")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_no_other_rule_finds_the_bad_example_to_be_the_same_fault(rule: Rule) -> None:
    """Each fault has one code: the bad example of one rule is not a fault by another."""
    others = [other for other in RULES if other.code != rule.code]
    assert {f.code for f in rule_findings(store_of(rule.bad), others, ALL)} == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_examples_use_declared_terms(rule: Rule) -> None:
    declared = {term.value.removeprefix(KB) for term in declared_terms(Index(ontology()))}
    used = set(re.findall(r"\bkb:([A-Za-z-]+)", rule.good + rule.bad + rule.query + rule.remedy))
    assert used - declared == set()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.code}-{rule.name}")
def test_answers_come_in_a_fixed_order(rule: Rule) -> None:
    """By the record that owns it where the node has no name and so no place in any order."""
    assert re.search(r"\bORDER BY \?(node|record)\b", rule.query)


def test_codes_are_unique_across_shapes_rules_and_code() -> None:
    package = Path(__file__).parents[2] / "kb"
    in_code = [
        code
        for path in package.rglob("*.py")
        for code in re.findall(r'Kind\(\s*"(KB[0-9]{3})"', path.read_text(encoding="utf-8"))
    ]
    in_shapes = [rule.code for rule in shape_rules()]
    codes = Counter([*in_code, *in_shapes, *(rule.code for rule in RULES)])
    assert [code for code, times in codes.items() if times > 1] == []
    assert len(codes) > 200


# Reading a rule, and saying what it found


HEAD = """\
# Code: KB599
# Severity: warning
# Problem: {node} is too
#     {size}.
# Remedy: Make it less.
# Good:
#     ex:a ex:size 1 .
# Bad:
#     ex:a ex:size 2 .
"""


def rule_of(tmp_path: Path, text: str) -> Rule:
    path = tmp_path / "too-much.rq"
    path.write_text(text, encoding="utf-8")
    return read_rule(path)


def test_a_header_may_go_over_several_lines(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, HEAD + "SELECT ?node {}")
    assert (rule.code, rule.name, rule.severity) == ("KB599", "too-much", Severity.WARNING)
    assert rule.problem == "{node} is too {size}."
    assert rule.bad.strip() == "ex:a ex:size 2 ."


@pytest.mark.parametrize("name", ["Code", "Severity", "Problem", "Remedy", "Good", "Bad"])
def test_a_rule_without_one_of_its_texts_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(CannotGoOn, match=f"no {name}"):
        rule_of(tmp_path, HEAD.replace(f"# {name}:", "# Other:") + "SELECT ?node {}")


def test_a_rule_is_a_select_query(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, HEAD + "ASK { ?node ?p ?o }")
    with pytest.raises(CannotGoOn, match="SELECT"):
        found(rule, rule.bad)


def test_names_are_shown_with_prefix_and_literals_as_words(tmp_path: Path) -> None:
    rule = rule_of(tmp_path, HEAD + "SELECT ?node ?size { ?node ex:size ?size FILTER(?size > 1) }")
    assert found(rule, rule.good) == ()
    (finding,) = found(rule, rule.bad)
    assert finding.message == "ex:a is too 2."
    assert (finding.node, finding.path, finding.value) == ("<https://example.org/a>", None, None)


def test_what_a_rule_does_not_bind_is_shown_as_a_question_mark(tmp_path: Path) -> None:
    rule = rule_of(
        tmp_path, HEAD + "SELECT ?node ?size { ?node ex:size 2 OPTIONAL { ?node ex:no ?size } }"
    )
    assert [finding.message for finding in found(rule, rule.bad)] == ["ex:a is too ?."]


def test_the_same_finding_is_said_once(tmp_path: Path) -> None:
    rule = rule_of(
        tmp_path, HEAD + "SELECT ?node ?size { ?node ex:size ?size . ?any ex:size ?size }"
    )
    text = "ex:a ex:size 2 . ex:b ex:size 2 ."
    assert sorted(finding.message for finding in found(rule, text)) == [
        "ex:a is too 2.",
        "ex:b is too 2.",
    ]


# Single rules: where their examples leave something to say

MEASURES = """
ex:flow kb:measureKind kb:flow . ex:speed kb:measureKind kb:flow ; kb:unit unit:KiloM-PER-HR .
ex:share kb:measureKind kb:shareKind ; kb:unit unit:FRACTION . ex:stock kb:measureKind kb:stock .
ex:ratio kb:measureKind kb:ratio . ex:asked kb:measure ex:flow .
"""
UNIT = "@prefix unit: <http://qudt.org/vocab/unit/> .\n"


def rule_named(name: str) -> Rule:
    return next(rule for rule in RULES if rule.name == name)


def finds(name: str, claim: str) -> bool:
    return bool(found(rule_named(name), UNIT + MEASURES + f"ex:c a kb:Claim ; {claim} ."))


@pytest.mark.parametrize(
    ("claim", "at_fault"),
    [
        ("kb:measure ex:flow ; kb:low 4", True),
        ("kb:answers ex:asked ; kb:low 4", True),
        ("kb:measure ex:flow ; kb:low 4 ; kb:filled kb:someTimeWithin", True),
        ("kb:measure ex:flow ; kb:qualifier kb:thousands", False),
        ("kb:measure ex:flow ; kb:low 4 ; kb:per unit:WK", False),
        ("kb:measure ex:flow ; kb:low 4 ; kb:filled kb:totalOver", False),
        ("kb:measure ex:flow ; kb:low 4 ; kb:event ex:storm", False),
        ("kb:measure ex:flow ; kb:low 4 ; kb:unstated kb:period", False),
        ("kb:measure ex:flow ; kb:low 4 ; kb:unit unit:KiloM-PER-HR", False),
        ("kb:measure ex:speed ; kb:low 4", False),
        ("kb:measure ex:stock ; kb:low 4", False),
        ("kb:answers ex:asked ; kb:measure ex:stock ; kb:low 4", False),
        ("kb:low 4", False),
    ],
)
def test_a_number_of_a_flow_says_over_which_time(claim: str, at_fault: bool) -> None:
    assert finds("rate-has-its-time", claim) == at_fault


@pytest.mark.parametrize(
    ("claim", "at_fault"),
    [
        ("kb:measure ex:stock ; kb:per unit:WK", True),
        ("kb:measure ex:flow ; kb:per unit:WK", False),
        ("kb:measure ex:share ; kb:per unit:YR", False),
        ("kb:per unit:YR", False),
    ],
)
def test_only_flows_and_shares_are_given_per_time(claim: str, at_fault: bool) -> None:
    assert finds("rate-of-a-flow", claim) == at_fault


@pytest.mark.parametrize(
    ("claim", "at_fault"),
    [
        ("kb:measure ex:share ; kb:low 0.4", True),
        ("kb:measure ex:share ; kb:relation kb:lessThan ; kb:comparand ex:d", True),
        ("kb:qualifier kb:most", True),
        ("kb:qualifier kb:allBut ; kb:high 0.01", True),
        ("kb:low 40 ; kb:unit unit:PERCENT", True),
        ("kb:measure ex:ratio ; kb:low 2", True),
        ("kb:measure ex:share ; kb:low 0.4 ; kb:base kb:notStated", False),
        ("kb:qualifier kb:most ; kb:base ex:d", False),
        ("kb:measure ex:ratio ; kb:low 2 ; kb:comparand ex:d", False),
        ("kb:measure ex:share ; kb:option kb:rising", False),
        ("kb:measure ex:stock ; kb:qualifier kb:few", False),
        ("kb:low 40", False),
        ("kb:qualifier kb:most ; kb:denies ex:d", False),
    ],
)
def test_a_share_says_of_what(claim: str, at_fault: bool) -> None:
    assert finds("share-has-its-base", claim) == at_fault


@pytest.mark.parametrize(
    ("claim", "at_fault"),
    [
        ("kb:measure ex:share ; kb:high 40", True),
        ("kb:measure ex:share ; kb:high 40 ; kb:unit unit:PERCENT", False),
        ("kb:high 40", False),
        ("kb:measure ex:stock ; kb:high 40", False),
    ],
)
def test_only_a_share_is_held_to_the_range_of_shares(claim: str, at_fault: bool) -> None:
    assert finds("share-in-range", claim) == at_fault


@pytest.mark.parametrize("name", ["part-above-whole", "total-that-falls"])
def test_a_slip_that_was_corrected_by_a_further_record_is_found_no_more(name: str) -> None:
    rule = rule_named(name)
    assert found(rule, rule.bad + "\nex:e kb:supersedes ex:c .") == ()
    assert found(rule, rule.bad + "\nex:e kb:supersedes ex:d .") == ()
