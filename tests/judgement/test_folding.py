"""One fault, one finding: what only follows from another finding is told with it, never lost."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.graph.corpus import read_corpus
from kb.judgement.catalogue import MODULES
from kb.judgement.check import LOOKING, check, concerning
from kb.judgement.folding import folded
from kb.judgement.grounds import Grounds, grounds_of
from kb.judgement.rules import read_rule
from kb.judgement.shacl.shapes import read_shapes
from kb.text.base import open_base
from kb.words.finding import Finding, Severity, Waiver, kinds_in
from kb.words.vocabulary import kb, rule_files, shape_files
from tests.faces.test_bad_input import CLAIM, sound
from tests.judgement.records import EX, index_of

MakeBase = Callable[[Mapping[str, str]], Path]
Told = Callable[..., list[tuple[str, list[str]]]]


@pytest.fixture
def told(make_base: MakeBase) -> Told:
    """A function that returns the codes of all findings, each with the codes told with it."""

    def run(claims: str, **files: str) -> list[tuple[str, list[str]]]:
        folder = make_base(sound(**{"claims/b-claims.ttl": claims, **files}))
        found = check(read_corpus(open_base(folder, sources=folder / "sources"))).findings
        return [(one.code, sorted(two.code for two in one.touches)) for one in found]

    return run


# What follows


@pytest.mark.parametrize(
    ("was", "now", "code", "also"),
    [
        ("kb:act kb:states", "kb:act kb:state", "KB003", ["KB106"]),
        ("kb:speaker sp:mayor", "kb:speker sp:mayor", "KB003", ["KB103"]),
        ("kb:role kb:content", "kb:rol kb:content", "KB003", ["KB183", "KB201"]),
        ("kb:act kb:states", 'kb:act "states"', "KB106", []),
        ("kb:end 26", "kb:end 2600", "KB514", ["KB408"]),
    ],
)
def test_what_follows_from_a_fault_is_told_with_it(
    told: Told, was: str, now: str, code: str, also: list[str]
) -> None:
    assert told(CLAIM.replace(was, now)) == [(code, also)]


def test_a_name_that_nothing_is_said_of_is_one_fault_wherever_it_is_used(told: Told) -> None:
    twice = CLAIM + CLAIM.replace("claim:cost", "claim:price")
    assert told(twice.replace("sp:mayor", "sp:myor")) == [("KB103", ["KB103"])]


def test_a_misspelt_class_is_one_fault_with_all_that_point_there(told: Told) -> None:
    accused = "sp:b a kb:Speeker . " + CLAIM.replace("kb:act", "kb:accuses sp:b ; kb:act")
    assert told(accused) == [("KB003", ["KB124"])]


# What does not


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"kb:act kb:states": 'kb:act "states"', "kb:speaker sp:mayor": ""}, ["KB103", "KB106"]),
        ({"kb:act kb:states": "kb:act kb:state", "kb:speaker sp:mayor ;": ""}, ["KB103", "KB003"]),
        ({"kb:speaker sp:mayor": "kb:utters sp:mayor"}, ["KB103", "KB003"]),
        ({"kb:start 14": 'kb:start "x"', "desk:me ;": "desk:you ;"}, ["KB202", "KB176"]),
        ({'kb:exact "four': 'kb:exact "five', "kb:states": "kb:sta"}, ["KB003", "KB402"]),
    ],
)
def test_two_faults_of_one_record_are_two_findings(
    told: Told, changes: dict[str, str], codes: list[str]
) -> None:
    claim = CLAIM
    for was, now in changes.items():
        assert was in claim
        claim = claim.replace(was, now)
    assert sorted(code for code, _ in told(claim)) == sorted(codes)


def test_the_same_fault_of_two_records_is_two_findings(told: Told) -> None:
    twice = CLAIM + CLAIM.replace("claim:cost", "claim:price")
    assert told(twice.replace("kb:act kb:states", "kb:act sp:mayor")) == [
        ("KB106", []),
        ("KB106", []),
    ]


def test_a_missing_property_is_no_cause_of_what_looks_only_whether_others_are_there(
    told: Told,
) -> None:
    """A claim whose bounds are swapped keeps its printed words all the same."""
    number = "kb:low 5 ; kb:high 4 ; kb:inferred kb:low , kb:high ;"
    assert told(CLAIM.replace("kb:answers", f"{number} kb:answers")) == [
        ("KB125", []),
        ("KB127", []),
    ]


def test_what_a_waiver_accepts_explains_nothing() -> None:
    waiver = Waiver("<urn:w>", "me", "so", date(2999, 1, 1))
    cause, effect = (replace(one, waiver=None) for one in pair())
    assert folded([cause, effect], INDEX, GROUNDS) == (replace(cause, touches=(effect,)),)
    accepted = replace(cause, waiver=waiver)
    assert folded([accepted, effect], INDEX, GROUNDS) == (accepted, effect)


def test_what_is_told_with_a_finding_of_another_file_is_not_hidden(make_base: MakeBase) -> None:
    """Whoever looks at one file alone sees the fault that shows there."""
    wrong = "sp:b a kb:Speeker .\n"
    claim = CLAIM.replace("kb:act", "kb:accuses sp:b ; kb:act")
    folder = make_base(sound(**{"claims/b-claims.ttl": claim, "claims/c.ttl": wrong}))
    base = open_base(folder)
    report = check(read_corpus(base))
    assert [one.place.file for one in report.findings if one.place] == ["claims/c.ttl"]
    narrowed = concerning(report, base, (folder / "claims" / "b-claims.ttl",))
    assert narrowed.findings == report.findings


# What judgements look at


def test_shapes_and_rules_tell_what_they_look_at() -> None:
    found = grounds_of(read_shapes(shape_files()), map(read_rule, rule_files()), ())
    low, words = str(kb("low")), str(kb("words"))
    assert found["KB125"].values == {low, str(kb("high"))}
    assert found["KB125"].compared == {str(kb("high"))}
    assert (low in found["KB127"].presence, words in found["KB127"].required) == (True, True)
    assert str(kb("naming")) not in found["KB314"].required
    assert {str(kb("retracts")), str(kb("denies"))} <= found["KB506"].values


def test_what_a_kind_says_that_it_looks_at_is_asked_for() -> None:
    said = {kind.code for module in MODULES for kind in kinds_in(module) if kind.reads}
    asked = {kind.code for module in LOOKING for kind in kinds_in(module)}
    assert said <= asked


# Laws

INDEX = index_of("ex:a kb:low 1 ; kb:high 2 ; kb:place ex:b . ex:b kb:low 3 .")
PROPS = [str(kb(name)) for name in ("low", "high", "place")]
GROUNDS = {
    "ONE": Grounds(frozenset(PROPS[:1])),
    "TWO": Grounds(frozenset(PROPS[:2]), required=frozenset(PROPS[1:2])),
    "ALL": Grounds(frozenset(PROPS)),
    "ANY": Grounds(presence=frozenset(PROPS)),
}
names = st.sampled_from([f"<{EX}{name}>" for name in ("a", "b", "lost")])
findings = st.lists(
    st.builds(
        Finding,
        code=st.sampled_from([*GROUNDS, "NONE"]),
        severity=st.sampled_from(list(Severity)),
        message=st.just(""),
        node=names,
        path=st.none() | st.sampled_from(PROPS),
        value=st.none() | names | st.just('"3"'),
        doubts=st.sampled_from([(), (PROPS[1],)]),
        waiver=st.none() | st.just(Waiver("<urn:w>", "me", "so", date(2999, 1, 1))),
    ),
    max_size=8,
)


def pair() -> tuple[Finding, Finding]:
    """A fault, and what follows from it."""
    return (
        Finding("ONE", Severity.ERROR, "", node=f"<{EX}b>", path=PROPS[0], value='"3"'),
        Finding("ALL", Severity.ERROR, "", node=f"<{EX}a>", path=PROPS[2]),
    )


def flat(found: Iterable[Finding]) -> Counter[Finding]:
    """All findings, those told with others too."""
    every = [one for finding in found for one in (finding, *finding.touches)]
    return Counter(replace(one, touches=()) for one in every)


@settings(max_examples=150)
@given(findings)
def test_nothing_is_lost_and_nothing_is_told_twice(found: list[Finding]) -> None:
    assert flat(folded(found, INDEX, GROUNDS)) == Counter(found)


@settings(max_examples=150)
@given(findings)
def test_nothing_is_told_with_what_matters_less(found: list[Finding]) -> None:
    order = list(Severity)
    for one in folded(found, INDEX, GROUNDS):
        assert all(order.index(one.severity) <= order.index(two.severity) for two in one.touches)


@settings(max_examples=150)
@given(findings)
def test_folding_twice_changes_nothing_and_the_order_stays(found: list[Finding]) -> None:
    once = folded(found, INDEX, GROUNDS)
    assert folded(once, INDEX, GROUNDS) == once
    kept = iter(found)
    assert all(replace(one, touches=()) in kept for one in once)


@settings(max_examples=150)
@given(findings)
def test_a_base_with_a_fault_keeps_a_finding_of_the_worst_kind(found: list[Finding]) -> None:
    once = folded(found, INDEX, GROUNDS)
    assert bool(once) == bool(found)
    order = list(Severity)
    worst = min((order.index(one.severity) for one in found), default=None)
    assert worst == min((order.index(one.severity) for one in once), default=None)
