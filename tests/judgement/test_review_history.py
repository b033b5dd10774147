"""What was changed after somebody read it: told by git, whatever the records say of their days."""

import os
from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.review.review_history import changes_since_review
from kb.judgement.review.reviews import Reviews, State
from kb.text.base import open_base
from kb.words.errors import CannotGoOn
from tests.conftest import PREFIXES
from tests.git_desk import AUDITOR, CLERK, MAYOR, Desk, make_desk

PIER, REVIEWS = "claims/pier.ttl", "claims/reviews.ttl"
ALL = MAYOR + AUDITOR + CLERK
READER = 'desk:ro a kb:Editor ; skos:prefLabel "R. O."@en .\n'
NUMBER = ('"four million"', '"five million"')


def review(day: str, *, name: str = "desk:read", what: str = "kb:concerns claim:cost-mayor") -> str:
    return (
        READER + f'{name} a kb:Review ; {what} ; kb:by desk:ro ; kb:on "2026-11-{day}"^^xsd:date .'
    )


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A base whose claims are committed on the first day of the month, each commit a day later."""
    return make_desk(tmp_path / "desk")


def standing(desk: Desk, name: str = "cost-mayor") -> tuple[State, str]:
    corpus = read_corpus(open_base(desk.base))
    with changes_since_review(corpus) as changed:
        reviews = Reviews(corpus.index, changed)
        claims = {str(node).rpartition("/")[2][:-1]: node for node in corpus.index.subjects()}
        found = reviews.standing(claims[name])
    return found.state, found.since or ""


def test_a_claim_that_nobody_touched_since_is_reviewed(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    desk.commit("Others", {PIER: MAYOR + AUDITOR.replace("nine million", "9 million") + CLERK})
    assert standing(desk) == (State.REVIEWED, "")


def test_a_claim_changed_in_a_later_commit_is_told_with_the_commit(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    short = desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.commit("Note", {"README.md": "x"})
    assert standing(desk) == (
        State.CHANGED,
        f"changed in {short} (2026-11-03, Correct the mayor)",
    )


def test_a_change_that_was_taken_back_is_none(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.commit("Rather not", {PIER: ALL})
    assert standing(desk)[0] is State.REVIEWED


def test_a_change_that_is_not_committed_counts(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    desk.write({PIER: ALL.replace(*NUMBER)})
    assert standing(desk) == (
        State.CHANGED,
        "changed in the working tree, not committed yet",
    )


@pytest.mark.parametrize(
    ("was", "now"),
    [
        ('kb:entered "2020-06-01"', 'kb:note "odd"@en ; kb:entered "2020-06-02"'),
        ("kb:low 4000000 ; kb:high 4000000", "kb:high 4000000 ;\n    kb:low 4000000.0"),
    ],
)
def test_remarks_and_another_layout_are_no_change(desk: Desk, was: str, now: str) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    desk.commit("Tidy up", {PIER: ALL.replace(was, now)})
    assert standing(desk)[0] is State.REVIEWED


def test_a_new_name_is_no_change(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02", what="kb:source src:g ; kb:start 0 ; kb:end 42")})
    renamed = MAYOR.replace("claim:cost-mayor a", "claim:price a").replace(
        "kb:speaker", "kb:supersedes claim:cost-mayor ; kb:speaker", 1
    )
    desk.commit("A better name", {PIER: renamed + AUDITOR + CLERK})
    assert standing(desk, "price")[0] is State.REVIEWED


def test_on_one_day_the_commit_of_the_review_parts_before_from_after(desk: Desk) -> None:
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.commit("Read", {REVIEWS: review("09")})
    assert standing(desk)[0] is State.REVIEWED
    desk.commit("Back", {PIER: ALL})  # on the fourth, long before the day of the review
    assert standing(desk)[0] is State.CHANGED


def test_a_review_that_is_recorded_late_covers_what_was_there_on_its_day(desk: Desk) -> None:
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.commit("Read two days ago", {REVIEWS: review("01")})
    state, since = standing(desk)
    assert state is State.CHANGED
    assert since.endswith("(2026-11-02, Correct the mayor)")


def test_what_comes_in_one_commit_with_the_review_was_read(desk: Desk) -> None:
    desk.commit("Read, and correct", {PIER: ALL.replace(*NUMBER), REVIEWS: review("01")})
    assert standing(desk)[0] is State.REVIEWED
    desk.commit("Back", {PIER: ALL})
    assert standing(desk)[0] is State.CHANGED


def test_a_review_that_is_not_committed_yet_covers_what_is_here(desk: Desk) -> None:
    desk.write({PIER: ALL.replace(*NUMBER), REVIEWS: review("01")})
    assert standing(desk)[0] is State.REVIEWED


def test_a_review_that_is_not_committed_yet_is_held_to_its_day(desk: Desk) -> None:
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.write({REVIEWS: review("01")})
    assert standing(desk)[0] is State.CHANGED
    desk.write({REVIEWS: review("02")})
    assert standing(desk)[0] is State.REVIEWED


def test_a_claim_that_entered_after_the_passage_was_read_is_told(desk: Desk) -> None:
    desk.commit("Only the auditor", {PIER: AUDITOR + CLERK})
    desk.commit("Read", {REVIEWS: review("03", what="kb:source src:g ; kb:start 0 ; kb:end 42")})
    short = desk.commit("The mayor", {PIER: ALL})
    assert standing(desk) == (State.CHANGED, f"entered in {short} (2026-11-04, The mayor)")


def test_a_second_review_covers_the_change(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("02")})
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    again = review("04", name="desk:again").removeprefix(READER)
    desk.commit("Read again", {REVIEWS: review("02") + "\n" + again})
    assert standing(desk)[0] is State.REVIEWED


def test_a_review_without_a_name_is_known_by_what_it_says(desk: Desk) -> None:
    desk.commit("Read", {REVIEWS: review("09", name="[]")})
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    assert standing(desk)[0] is State.CHANGED


def test_a_review_that_comes_by_a_merge_counts_from_its_own_commit(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "reading")
    desk.commit("Read", {REVIEWS: review("02")})
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {"README.md": "x"})
    desk.git("merge", "--quiet", "--no-ff", "--message", "Merge", "reading", day=9)
    state, since = standing(desk)
    assert state is State.CHANGED
    assert since.endswith("(2026-11-03, Correct the mayor)")


def test_a_base_in_no_repository_is_judged_by_its_records(tmp_path: Path) -> None:
    base = tmp_path / "bare"
    (base / "claims").mkdir(parents=True)
    (base / "kb.toml").write_text("")
    (base / PIER).write_text(PREFIXES + MAYOR + review("02"))
    assert standing(Desk(base, base)) == (State.REVIEWED, "")
    late = MAYOR.replace('kb:entered "2020-06-01"', 'kb:entered "2026-11-05"')
    (base / PIER).write_text(PREFIXES + late + review("02"))
    assert standing(Desk(base, base)) == (State.CHANGED, "entered on 2026-11-05")


def test_a_shallow_history_does_not_pass_for_all_of_it(desk: Desk, tmp_path: Path) -> None:
    desk.commit("Correct the mayor", {PIER: ALL.replace(*NUMBER)})
    desk.commit("Read", {REVIEWS: review("01")})
    clone = tmp_path / "clone"
    url = f"file://{desk.top}"
    Desk(tmp_path, tmp_path).git("clone", "--quiet", "--depth", "1", url, os.fspath(clone))
    with pytest.raises(CannotGoOn, match="shallow"):
        standing(Desk(clone, clone))


def test_a_repository_without_a_commit_has_no_past(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    desk.git("init", "--quiet")
    desk.write({"kb.toml": "", PIER: MAYOR + review("02")})
    assert standing(desk)[0] is State.REVIEWED
