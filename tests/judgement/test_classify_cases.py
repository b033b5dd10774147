"""Pairs that a careful reader decides at once, and a table of rules easily gets wrong."""

from decimal import Decimal
from itertools import combinations

import pytest

from kb.judgement.answers.read import answers
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.outcomes import Kind, Outcome
from kb.judgement.pairs.world import world_of
from tests.judgement.claim_sets import index_of

NUMBER = "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:place , kb:period ."
BLAME = "x:q a kb:Question ; kb:answerKind kb:accusation ."


def day(number: int) -> str:
    date = f'"2020-05-{number:02}"^^xsd:date'
    return f"kb:filled kb:asOf ; kb:from {date} ; kb:until {date}"


def toll(number: int, of: int, more: str = "kb:place x:place0") -> str:
    return f"kb:measure x:toll ; kb:low {number} ; kb:high {number} ; {more} ; {day(of)}"


def decided(question: str, *claims: str, more: str = "") -> Outcome:
    """How the first two of some claims stand to each other; a claim is what is said of it."""
    said = (f"c:c{n} a kb:Claim ; kb:answers x:q ; {claim} ." for n, claim in enumerate(claims))
    index = index_of("\n".join((question, more, *said)))
    pairs = combinations(answers(index), 2)
    return classify(*next(pairs), world_of(index))


def test_a_running_count_that_falls_is_a_conflict_without_event_or_beginning() -> None:
    outcome = decided(NUMBER, toll(50, 2), toll(38, 5))
    assert (outcome.kind, outcome.rule) == (Kind.CONFLICT, "DR13")
    assert (outcome.gap, outcome.unit) == (Decimal(12), "http://qudt.org/vocab/unit/NUM")


def test_a_running_count_that_may_have_risen_is_not_said_not_to_have_fallen() -> None:
    later = f"kb:measure x:toll ; kb:low 38 ; kb:place x:place0 ; {day(5)}"
    assert decided(NUMBER, toll(30, 2), later).reason == "The running count has risen."
    assert "need not" in decided(NUMBER, toll(60, 2), later).reason


@pytest.mark.parametrize(
    ("condition", "kind"), [("", Kind.CONFLICT), ("; kb:condition x:prop0", Kind.APPARENT)]
)
def test_a_part_above_its_whole_is_a_conflict_unless_it_is_only_supposed(
    condition: str, kind: Kind
) -> None:
    part = toll(57, 2, f"kb:place x:place1 ; kb:event x:flood {condition}")
    whole = toll(38, 2, "kb:place x:place0 ; kb:event x:flood")
    assert decided(NUMBER, part, whole, more="x:place1 kb:within x:place0 .").kind is kind


@pytest.mark.parametrize(("later", "kind"), [(5, Kind.CONFLICT), (1, Kind.APPARENT)])
def test_a_count_of_a_part_is_not_above_a_later_count_of_the_whole(later: int, kind: Kind) -> None:
    part = toll(57, 2, "kb:place x:place1 ; kb:event x:flood")
    whole = toll(38, later, "kb:place x:place0 ; kb:event x:flood")
    assert decided(NUMBER, part, whole, more="x:place1 kb:within x:place0 .").kind is kind


@pytest.mark.parametrize(
    ("relation", "kind"),
    [
        ("farLessThan", Kind.CONFLICT),
        ("lessThan", Kind.COMPATIBLE),
        ("aboutEquals", Kind.COMPATIBLE),
    ],
)
def test_about_as_large_is_not_far_smaller(relation: str, kind: Kind) -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ."
    about, other = (
        f"kb:measure x:area ; kb:relation kb:{each} ; kb:comparand x:place3"
        for each in ("aboutEquals", relation)
    )
    outcome = decided(question, about, other)
    assert outcome.kind is kind
    assert ("alike" in outcome.reason) is (relation == "aboutEquals")


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("x:prop0", "x:prop0", Kind.CONFLICT),
        ("x:prop0", "x:prop1", Kind.UNDETERMINED),
        ("x:prop0", "kb:notStated", Kind.UNDETERMINED),
    ],
)
def test_opposite_trends_conflict_only_against_one_baseline(
    one: str, other: str, kind: Kind
) -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:choice ."
    outcome = decided(
        question,
        f"kb:option x:open ; kb:baseline {one}",
        f"kb:option x:closed ; kb:baseline {other}",
    )
    assert outcome.kind is kind


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("", Kind.CONFLICT),
        ("; kb:deniedPart kb:perpetrator", Kind.CONFLICT),
        ("; kb:deniedPart kb:intent", Kind.UNDETERMINED),
    ],
)
def test_who_denies_the_intent_does_not_deny_the_act_that_others_tell_of(
    part: str, kind: Kind
) -> None:
    denial = f"kb:speaker x:dam ; kb:denies c:c2 {part}"
    accused = "kb:accuses x:dam"
    assert decided(BLAME, denial, accused, accused).kind is kind


@pytest.mark.parametrize(
    ("several", "kind"), [("", Kind.COMPATIBLE), ("x:q kb:admitsSeveral false .", Kind.CONFLICT)]
)
def test_rival_culprits_exclude_each_other_where_only_one_can_be_right(
    several: str, kind: Kind
) -> None:
    apart = "x:place0 kb:disjoint x:place1 ." + several
    outcome = decided(BLAME, "kb:accuses x:place0", "kb:accuses x:place1", more=apart)
    assert outcome.kind is kind


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("accusation", "kb:accuses x:place0"),
        ("placeAnswer", "kb:place x:place0"),
        ("dateAnswer", day(3)),
        ("choice", "kb:option x:open"),
    ],
)
def test_the_same_answer_hedged_and_flat_differs_in_certainty(kind: str, said: str) -> None:
    question = f"x:q a kb:Question ; kb:answerKind kb:{kind} ."
    outcome = decided(question, said, f"{said} ; kb:hedge kb:allegedly")
    assert (outcome.kind, outcome.rule) == (Kind.APPARENT, "DR18")


@pytest.mark.parametrize(
    ("relation", "kind"), [("farMoreThan", Kind.COMPATIBLE), ("farLessThan", Kind.CONFLICT)]
)
def test_a_number_on_the_side_to_which_a_denial_points_can_be_so(relation: str, kind: Kind) -> None:
    denial = f"kb:measure x:stock ; kb:denies c:c2 ; kb:relation kb:{relation} ; {day(2)}"
    ninety, fifty = (f"kb:measure x:stock ; kb:low {n} ; kb:high {n} ; {day(2)}" for n in (90, 50))
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:period ."
    outcome = decided(question, denial, ninety, fifty)
    assert (outcome.kind, outcome.rule) == (kind, "DR09")


def test_a_denial_by_comparison_does_not_reach_another_day() -> None:
    denial = f"kb:measure x:toll ; kb:denies c:c2 ; kb:relation kb:farLessThan ; {day(2)}"
    outcome = decided(NUMBER, denial, toll(45, 5, "kb:place x:place0"), toll(42, 2))
    assert (outcome.kind, outcome.rule) == (Kind.APPARENT, "DR04")


@pytest.mark.parametrize(("speaker", "rule"), [("x:mayor", "DR16"), ("x:clerk", "DR02")])
def test_one_speaker_who_gives_a_number_in_two_reports_counts_once(speaker: str, rule: str) -> None:
    said = f"kb:measure x:stock ; kb:low 5 ; kb:high 5 ; {day(2)}"
    outcome = decided(
        NUMBER.replace("kb:place , ", ""),
        f"{said} ; kb:speaker x:mayor ; kb:source x:gazette",
        f"{said} ; kb:speaker {speaker} ; kb:source x:courier",
    )
    assert (outcome.kind, outcome.rule) == (Kind.COMPATIBLE, rule)


def test_who_denies_a_denial_can_be_right_with_what_was_denied() -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:choice ."
    outcome = decided(question, "kb:denies c:c2", "kb:option x:open", "kb:denies c:c1")
    assert (outcome.kind, outcome.rule) == (Kind.COMPATIBLE, "DR08")


@pytest.mark.parametrize(("day_of_correction", "differs"), [(2, "revision"), (5, "period")])
def test_a_corrected_number_of_the_same_day_does_not_differ_in_time(
    day_of_correction: int, differs: str
) -> None:
    said = (
        f"kb:measure x:stock ; kb:low 30 ; kb:high 30 ; kb:revises c:c1 ; {day(day_of_correction)}"
    )
    first = f"kb:measure x:stock ; kb:low 50 ; kb:high 50 ; {day(2)}"
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:period ."
    assert decided(question, said, first).differences == (differs,)


@pytest.mark.parametrize(("whole", "kind"), [(4, Kind.CONFLICT), (5, Kind.UNDETERMINED)])
def test_shares_of_one_whole_meet_though_each_names_its_own_record_of_it(
    whole: int, kind: Kind
) -> None:
    wholes = f"""
      x:w a kb:Question ; kb:answerKind kb:quantity .
      c:w1 a kb:Claim ; kb:answers x:w ; kb:measure x:stock ; kb:low 4 ; kb:high 4 ; {day(2)} .
      c:w2 a kb:Claim ; kb:answers x:w ; kb:measure x:stock ; kb:low {whole} ; kb:high {whole} ;
        {day(2)} ."""
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ."
    quarter, half = (
        f"kb:measure x:share ; kb:low {n} ; kb:high {n} ; kb:base c:{w}"
        for n, w in (("0.25", "w1"), ("0.5", "w2"))
    )
    index = index_of(
        f"{question} {wholes} c:c0 a kb:Claim ; kb:answers x:q ; {quarter} . "
        f"c:c1 a kb:Claim ; kb:answers x:q ; {half} ."
    )
    found = [answer for answer in answers(index) if answer.question.value.endswith("q")]
    assert classify(found[0], found[1], world_of(index)).kind is kind


def test_how_far_apart_and_how_much_shared_is_told_in_the_unit_of_the_measure() -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ."
    three = "kb:measure x:area ; kb:low 2 ; kb:high 3 ; kb:unit unit:MI2"
    here = "kb:measure x:area ; kb:low 2.589988110336 ; kb:high 6.47497027584 ; kb:unit unit:KiloM2"
    far = "kb:measure x:area ; kb:low 10.359952441344 ; kb:high 12.0 ; kb:unit unit:KiloM2"
    shared = decided(question, here, three)
    assert (shared.overlap, shared.unit) == (Decimal("0.5"), "http://qudt.org/vocab/unit/MI2")
    apart = decided(question, far, three)
    assert (apart.gap, apart.unit) == (Decimal(1), "http://qudt.org/vocab/unit/MI2")


HARM = f"kb:measure x:stock ; {day(2)}"
DAY = "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:period ."


@pytest.mark.parametrize(("number", "kind"), [(7, Kind.CONFLICT), (0, Kind.COMPATIBLE)])
def test_a_denial_that_there_was_any_reaches_every_number_above_none(
    number: int, kind: Kind
) -> None:
    denial = f"kb:denies c:c2 ; kb:deniedPart kb:occurrence ; {HARM}"
    some = f"{HARM} ; kb:low {number} ; kb:high {number}"
    five = f"{HARM} ; kb:low 5 ; kb:high 5"
    outcome = decided(DAY, denial, some, five)
    assert (outcome.kind, outcome.rule) == (kind, "DR08")


def test_a_denied_culprit_is_denied_among_others_too() -> None:
    outcome = decided(
        BLAME, "kb:denies c:c2", "kb:accuses x:place0 , x:place1", "kb:accuses x:place0"
    )
    assert (outcome.kind, outcome.rule) == (Kind.CONFLICT, "DR15")


def test_a_denied_date_is_denied_to_whoever_gives_it() -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:dateAnswer ."
    outcome = decided(question, "kb:denies c:c2", day(3), day(3))
    assert (outcome.kind, outcome.rule) == (Kind.CONFLICT, "DR08")


@pytest.mark.parametrize(("said", "kind"), [(day(14), Kind.CONFLICT), (day(10), Kind.COMPATIBLE)])
def test_before_a_day_excludes_what_is_after_it(said: str, kind: Kind) -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:dateAnswer ; kb:admitsSeveral false ."
    before = 'kb:unstated kb:from ; kb:until "2020-05-11"^^xsd:date'
    assert decided(question, before, said).kind is kind


def test_a_warning_is_not_refuted_by_what_was_counted() -> None:
    ninety, sixty = (f"{HARM} ; kb:low {n} ; kb:high {n}" for n in (90, 60))
    late = 'x:late a kb:Source ; kb:published "2021-01-01"^^xsd:date .'
    outcome = decided(DAY, f"{ninety} ; kb:act kb:warns", sixty, more=late)
    assert (outcome.kind, outcome.rule) == (Kind.APPARENT, "DR18")


def test_a_month_paper_does_not_speak_of_the_first_of_the_month() -> None:
    paper = 'x:paper a kb:Source ; kb:published "2020-05-01"^^xsd:date ; kb:precision kb:month .'
    fifty = "kb:measure x:stock ; kb:low 50 ; kb:high 50"
    held = f"{fifty} ; kb:holds kb:atPublication ; kb:source x:paper"
    sixty = f"kb:measure x:stock ; kb:low 60 ; kb:high 60 ; {day(12)}"
    assert decided(DAY, held, sixty, more=paper).kind is Kind.UNDETERMINED


def test_two_answers_under_one_condition_meet() -> None:
    four, nine = (f"{HARM} ; kb:low {n} ; kb:high {n} ; kb:condition x:prop0" for n in (4, 9))
    assert decided(DAY, four, nine).kind is Kind.CONFLICT


def test_readings_may_settle_who_is_accused() -> None:
    apart = "x:place0 kb:disjoint x:place1 . x:q kb:admitsSeveral false ."
    either = (
        'kb:reading [ kb:label "the one"@en ; kb:accuses x:place0 ] , '
        '[ kb:label "the other"@en ; kb:accuses x:place1 ]'
    )
    outcome = decided(BLAME, either, "kb:accuses x:place0", more=apart)
    assert [way.kind for way in outcome.readings] == [Kind.COMPATIBLE, Kind.CONFLICT]


def test_a_total_since_nobody_knows_when_is_no_part_of_a_total_of_a_month() -> None:
    since = toll(300, 12, "kb:place x:place1")
    month = (
        "kb:measure x:toll ; kb:low 120 ; kb:high 120 ; kb:place x:place0 ; "
        'kb:filled kb:totalOver ; kb:from "2020-05-01"^^xsd:date ; kb:until "2020-05-31"^^xsd:date'
    )
    assert decided(NUMBER, since, month, more="x:place1 kb:within x:place0 .").kind is Kind.APPARENT


def test_the_same_number_hedged_by_one_who_blames_another_is_not_the_same_answer() -> None:
    half = "kb:measure x:share ; kb:low 0.5 ; kb:high 0.5 ; kb:base x:prop0"
    one = f"kb:accuses x:place0 ; {half} ; kb:hedge kb:allegedly"
    assert decided(BLAME, one, f"kb:accuses x:place1 ; {half}").rule != "DR18"


def test_shares_that_are_each_other_s_base_are_of_no_common_base() -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ."
    one, other = (
        f"kb:measure x:share ; kb:low {n} ; kb:high {n} ; kb:base c:c{m}"
        for n, m in (("0.25", 1), ("0.5", 0))
    )
    assert decided(question, one, other).kind is Kind.UNDETERMINED


FIVE = f"kb:measure x:stock ; kb:low 5 ; kb:high 5 ; {day(2)}"


@pytest.mark.parametrize(
    ("one", "other", "rule"),
    [
        ("kb:speaker x:mayor", "kb:speaker x:clerk", "DR02"),
        ("kb:speaker x:mayor", "kb:speaker x:clerk ; kb:origin x:mayor", "DR16"),
        ("kb:speaker x:mayor", "kb:speaker x:clerk ; kb:origin c:c0", "DR16"),
        ("kb:speaker x:mayor", "kb:speaker x:clerk ; kb:origin kb:notStated", "DR02"),
        ("kb:speaker x:a ; kb:origin x:mayor", "kb:speaker x:b ; kb:origin c:c0", "DR16"),
        ("kb:speaker x:a ; kb:statedIn x:log", "kb:speaker x:b ; kb:statedIn x:log", "DR16"),
        ("kb:speaker x:a ; kb:statedIn x:log", "kb:speaker x:b ; kb:statedIn x:diary", "DR02"),
    ],
)
def test_a_number_of_one_origin_counts_once_whoever_hands_it_on(
    one: str, other: str, rule: str
) -> None:
    outcome = decided(
        DAY,
        f"{FIVE} ; {one} ; kb:source x:gazette",
        f"{FIVE} ; {other} ; kb:source x:courier",
        more="x:log a kb:Source . x:diary a kb:Source .",
    )
    assert (outcome.kind, outcome.rule) == (Kind.COMPATIBLE, rule)
    told = "document" if "statedIn" in one else "speaker"
    assert rule == "DR02" or outcome.reason.startswith(f"Both go back to the same {told}")


def test_a_number_of_one_origin_for_another_day_is_another_statement() -> None:
    later = f"kb:measure x:toll ; kb:low 5 ; kb:high 5 ; {day(5)}"
    outcome = decided(
        DAY,
        f"kb:measure x:toll ; kb:low 5 ; kb:high 5 ; {day(2)} ; kb:speaker x:mayor",
        f"{later} ; kb:speaker x:clerk ; kb:origin x:mayor",
    )
    assert (outcome.kind, outcome.rule) == (Kind.COMPATIBLE, "DR13")


@pytest.mark.parametrize(
    ("via", "kind"),
    [
        ("[ kb:hop 1 ; kb:agent x:clerk ; kb:hedge kb:allegedly ]", Kind.APPARENT),
        ("[ kb:hop 1 ; kb:agent x:clerk ; kb:endorses false ]", Kind.COMPATIBLE),
    ],
)
def test_an_answer_that_was_handed_on_with_a_hedge_is_hedged(via: str, kind: Kind) -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:choice ."
    assert decided(question, "kb:option x:open", f"kb:option x:open ; kb:via {via}").kind is kind


@pytest.mark.parametrize(
    ("number", "place", "kind"),
    [
        (6, "place1", Kind.CONFLICT),
        (5, "place0", Kind.CONFLICT),
        (6, "place2", Kind.APPARENT),
        (7, "place1", Kind.UNDETERMINED),
    ],
)
def test_a_denial_of_two_is_decided_for_each_where_it_is_told(
    number: int, place: str, kind: Kind
) -> None:
    """Five in one place, six in another: who denies both denies to a third the six there."""

    def said(number: int, place: str) -> str:
        return f"{HARM} ; kb:low {number} ; kb:high {number} ; kb:place x:{place}"

    apart = " ".join(f"x:place{a} kb:disjoint x:place{b} ." for a, b in combinations((0, 1, 2), 2))
    denial = "kb:denies c:c2 , c:c3"
    outcome = decided(
        NUMBER, denial, said(number, place), said(5, "place0"), said(6, "place1"), more=apart
    )
    assert outcome.kind is kind
    assert len(outcome.one.denies + outcome.other.denies) == 2


@pytest.mark.parametrize(
    ("target", "relation", "part", "kind"),
    [
        ("kb:low 42 ; kb:high 42", "farLessThan", 57, Kind.CONFLICT),
        ("kb:low 42", "farLessThan", 57, Kind.CONFLICT),
        ("kb:high 42", "farLessThan", 57, Kind.CONFLICT),
        ("kb:low 42 ; kb:high 60", "farLessThan", 30, Kind.APPARENT),
        ("kb:low 42 ; kb:high 42", "farMoreThan", 57, Kind.APPARENT),
    ],
)
def test_a_part_is_not_above_a_whole_that_is_only_said_to_be_less_than_a_number(
    target: str, relation: str, part: int, kind: Kind
) -> None:
    whole = f"kb:denies c:c2 ; kb:relation kb:{relation} ; kb:measure x:toll"
    denied = f"kb:measure x:toll ; {target} ; kb:place x:place0 ; {day(2)}"
    within = "x:place1 kb:within x:place0 ."
    outcome = decided(NUMBER, whole, toll(part, 2, "kb:place x:place1"), denied, more=within)
    assert outcome.kind is kind
    assert outcome.rule == "DR05"


@pytest.mark.parametrize(
    ("relation", "kind"), [("farMoreThan", Kind.CONFLICT), ("farLessThan", Kind.APPARENT)]
)
def test_a_part_said_to_be_more_than_a_number_is_not_below_it_in_the_whole(
    relation: str, kind: Kind
) -> None:
    part = f"kb:denies c:c2 ; kb:relation kb:{relation} ; kb:measure x:toll"
    denied = toll(42, 2, "kb:place x:place1")
    within = "x:place1 kb:within x:place0 ."
    assert decided(NUMBER, part, toll(38, 2), denied, more=within).kind is kind


@pytest.mark.parametrize(
    ("desk", "kind"),
    [
        ("", Kind.COMPATIBLE),
        ("x:near a kb:Relation ; kb:lowFactor 0.99 ; kb:highFactor 1.01 .", Kind.CONFLICT),
        ("x:near a kb:Relation ; kb:lowFactor 0.8 ; kb:highFactor 1.2 .", Kind.COMPATIBLE),
        ("x:near a kb:Relation .", Kind.UNDETERMINED),
    ],
)
def test_how_near_about_as_large_is_a_desk_may_settle_for_itself(desk: str, kind: Kind) -> None:
    relation = "x:near" if desk else "kb:aboutEquals"
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ."
    about = f"kb:measure x:area ; kb:relation {relation} ; kb:comparand x:place0"
    outcome = decided(question, about, "kb:measure x:area ; kb:low 5.4 ; kb:high 5.4", more=desk)
    assert outcome.kind is kind


@pytest.mark.parametrize(
    ("said", "other", "gap", "widely"),
    [
        ("kb:low 50 ; kb:high 50", 60, 10, False),
        ("kb:low 50 ; kb:high 50 ; kb:qualifier kb:about", 60, 10, True),
        ("kb:low 50 ; kb:qualifier kb:atLeast", 40, 10, False),
        ("kb:high 50 ; kb:qualifier kb:nearly", 60, 10, False),
        ("kb:high 50 ; kb:qualifier kb:nearly", 40, None, True),
        ("kb:qualifier kb:few", 15, None, True),
    ],
)
def test_a_distance_is_that_of_the_printed_numbers(
    said: str, other: int, gap: int | None, widely: bool
) -> None:
    outcome = decided(DAY, f"{HARM} ; {said}", f"{HARM} ; kb:low {other} ; kb:high {other}")
    assert (outcome.kind, outcome.rule) == (Kind.CONFLICT, "DR01")
    assert outcome.gap == gap
    assert ("even as widely as the words are taken" in outcome.reason) is widely


def test_what_only_words_have_in_common_is_no_measured_range() -> None:
    outcome = decided(
        DAY,
        f"{HARM} ; kb:low 50 ; kb:high 50 ; kb:qualifier kb:about",
        f"{HARM} ; kb:low 48 ; kb:high 60",
    )
    assert (outcome.kind, outcome.overlap) == (Kind.COMPATIBLE, Decimal(0))


@pytest.mark.parametrize(
    ("bound", "part", "number", "kind"),
    [
        ("kb:low 40 ; kb:lowExclusive true", "numberPart", 45, Kind.CONFLICT),
        ("kb:low 40 ; kb:lowExclusive true", "numberPart", 30, Kind.COMPATIBLE),
        ("kb:high 40", "numberPart", 30, Kind.CONFLICT),
        ("kb:low 40 ; kb:lowExclusive true", "wording", 45, Kind.UNDETERMINED),
        ("kb:low 40 ; kb:high 50", "numberPart", 45, Kind.UNDETERMINED),
    ],
)
def test_who_denies_a_bound_denies_all_numbers_beyond_it(
    bound: str, part: str, number: int, kind: Kind
) -> None:
    denial = f"kb:denies c:c2 ; kb:deniedPart kb:{part} ; {HARM}"
    outcome = decided(
        DAY, denial, f"{HARM} ; kb:low {number} ; kb:high {number}", f"{HARM} ; {bound}"
    )
    assert outcome.kind is kind
    assert (outcome.rule == "DR08") is (kind is not Kind.UNDETERMINED)


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("kb:low 50 ; kb:qualifier kb:over", Kind.CONFLICT),
        ("kb:low 50 ; kb:qualifier kb:atLeast", Kind.COMPATIBLE),
        ("kb:high 50 ; kb:qualifier kb:lessThanNumber", Kind.CONFLICT),
        ("kb:high 50 ; kb:qualifier kb:nearly", Kind.CONFLICT),
        ("kb:high 50 ; kb:qualifier kb:upTo", Kind.COMPATIBLE),
    ],
)
def test_over_a_number_is_not_that_number(said: str, kind: Kind) -> None:
    outcome = decided(DAY, f"{HARM} ; {said}", f"{HARM} ; kb:low 50 ; kb:high 50")
    assert (outcome.kind, outcome.gap or 0) == (kind, 0)
    assert "words" not in outcome.reason


def test_a_denied_place_is_denied_under_another_name_too() -> None:
    question = "x:q a kb:Question ; kb:answerKind kb:placeAnswer ."
    same = "x:alias kb:same x:place0 ."
    outcome = decided(
        question, "kb:denies c:c2", "kb:place x:alias", "kb:place x:place0", more=same
    )
    assert (outcome.kind, outcome.rule) == (Kind.CONFLICT, "DR08")


@pytest.mark.parametrize(
    ("several", "declared", "kind"),
    [
        ("kb:admitsSeveral false", "", Kind.UNDETERMINED),
        ("kb:mustMatch kb:subject", "", Kind.UNDETERMINED),
        ("kb:admitsSeveral true", "", Kind.COMPATIBLE),
        ("kb:admitsSeveral false", "x:gate kb:disjoint x:dike .", Kind.CONFLICT),
        ("kb:admitsSeveral false", "x:gate kb:within x:dike .", Kind.COMPATIBLE),
    ],
)
def test_two_places_never_judged_are_neither_one_nor_two(
    several: str, declared: str, kind: Kind
) -> None:
    question = f"x:q a kb:Question ; kb:answerKind kb:placeAnswer ; {several} ."
    said = "kb:subject x:leak ; kb:place"
    outcome = decided(question, f"{said} x:gate", f"{said} x:dike", more=declared)
    assert outcome.kind is kind


@pytest.mark.parametrize(
    ("link", "kind", "rule"),
    [("kb:sameUtterance c:c1", Kind.COMPATIBLE, "DR25"), ("", Kind.UNDETERMINED, "DR22")],
)
def test_who_says_both_with_the_same_words_denies_no_part_of_it(
    link: str, kind: Kind, rule: str
) -> None:
    """The maker alone is to blame, so not the mill: one utterance, two claims."""
    question = "x:q a kb:Question ; kb:answerKind kb:accusation ; kb:mustMatch kb:place ."
    denial = f"kb:denies c:c2 ; kb:deniedPart kb:perpetrator ; {link}".rstrip("; ")
    blamed = "kb:place x:place0 ; kb:accuses"
    outcome = decided(question, denial, f"{blamed} x:maker", f"{blamed} x:mill")
    assert (outcome.kind, outcome.rule) == (kind, rule)


@pytest.mark.parametrize(
    ("rate", "kind"),
    [
        ("kb:low 90 ; kb:high 90 ; kb:unit unit:M3 ; kb:per unit:SEC", Kind.CONFLICT),
        ("kb:low 80 ; kb:high 80 ; kb:unit unit:M3 ; kb:per unit:SEC", Kind.COMPATIBLE),
        ("kb:low 6912000 ; kb:high 6912000 ; kb:unit unit:M3 ; kb:per unit:DAY", Kind.COMPATIBLE),
        ("kb:low 80 ; kb:high 80 ; kb:unit unit:M3", Kind.UNDETERMINED),
    ],
)
def test_a_unit_for_each_time_is_the_unit_that_has_the_time_in_it(rate: str, kind: Kind) -> None:
    discharge = "kb:measure x:discharge ; kb:place x:place0"
    compounded = f"{discharge} ; kb:low 80 ; kb:high 80 ; kb:unit unit:M3-PER-SEC"
    question = "x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:place ."
    assert decided(question, compounded, f"{discharge} ; {rate}").kind is kind
