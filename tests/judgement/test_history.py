"""Nothing deleted in silence: what is gone or changed since a commit is found, and only that."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.history import kinds as loss_kinds
from kb.judgement.history.past import lost, past_of
from kb.text.base import open_base
from kb.text.history import open_history
from kb.text.sources import digest
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Kind, Severity, kinds_in
from tests.git_desk import AUDITOR, CLERK, MAYOR, TEXT, Desk, make_desk, shared

PIER = "claims/pier.ttl"
ALL = MAYOR + AUDITOR + CLERK


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return make_desk(tmp_path / "desk")


def since(desk: Desk, revision: str, sources: Path | None = None) -> tuple[Finding, ...]:
    """What was lost between a revision and the files on the disk."""
    base = open_base(desk.base, sources=sources)
    with open_history(base) as history:
        past = past_of(history, revision)
        return lost(read_corpus(base), past) if past else ()


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def edited(text: str, *pairs: tuple[str, str]) -> str:
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return text


def copies(tmp_path: Path) -> Path:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "g.txt").write_text(TEXT, encoding="utf-8")
    return folder


# What is lost


def test_a_removed_claim_names_the_commit_the_gist_and_the_rival_that_stays(desk: Desk) -> None:
    desk.commit("Another file", {"claims/notes.ttl": "# nothing yet\n"})
    short = desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    desk.commit("Later", {"claims/notes.ttl": "# still nothing\n"})
    (found,) = since(desk, "HEAD~3")
    assert (found.code, found.severity) == ("KB601", Severity.ERROR)
    assert found.message == (
        f"claim:cost-mayor was removed in {short} (2026-11-03, Tidy up). "
        "Of 2 rival answers to q:cost only claim:cost-auditor stays."
    )
    assert found.gist == "The mayor: the pier cost four million"
    assert found.node == "<https://example.org/claim/cost-mayor>"


def test_a_removed_claim_without_rivals_says_nothing_of_rivals(desk: Desk) -> None:
    desk.commit("Tidy up", {PIER: MAYOR + AUDITOR})
    (found,) = since(desk, "HEAD~1")
    assert found.message.endswith("(2026-11-02, Tidy up).")


def test_two_rivals_removed_leave_none(desk: Desk) -> None:
    desk.commit("Tidy up", {PIER: CLERK})
    messages = [finding.message for finding in since(desk, "HEAD~1")]
    assert len(messages) == 2
    assert all("None of the 2 rival answers to q:cost stays." in text for text in messages)


def test_a_denial_is_a_rival_of_what_it_denies(desk: Desk) -> None:
    denial = edited(AUDITOR, ("kb:answers q:cost ;", "kb:denies claim:cost-mayor ;"))
    desk.commit("A denial", {PIER: MAYOR + denial + CLERK})
    desk.commit("Tidy up", {PIER: MAYOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert "Of 2 rival answers to q:cost only claim:cost-mayor stays." in found.message


def test_a_claim_that_becomes_something_else_is_removed(desk: Desk) -> None:
    desk.commit("Demoted", {PIER: MAYOR + AUDITOR + edited(CLERK, ("kb:Claim", "kb:Proposition"))})
    (found,) = since(desk, "HEAD~1")
    assert found.code == "KB601"
    assert found.message.endswith("Demoted). It is a proposition now.")


def test_a_removed_claim_stands_beside_its_neighbour(desk: Desk) -> None:
    desk.commit("Tidy up", {PIER: MAYOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    line = (desk.base / PIER).read_text().splitlines().index(MAYOR.splitlines()[1]) + 1
    assert found.place is not None
    assert (found.place.file, found.place.line) == (PIER, line)


def test_claims_of_a_removed_file_are_removed(desk: Desk) -> None:
    desk.commit("A file of its own", {PIER: MAYOR + AUDITOR, "claims/clerk.ttl": CLERK})
    short = desk.commit("Clean", {"claims/clerk.ttl": None})
    (found,) = since(desk, "HEAD~1")
    assert f"claim:paid was removed in {short}" in found.message
    assert found.place is not None
    assert (found.place.file, found.place.line) == ("claims/clerk.ttl", 1)


def test_settings_that_no_longer_name_a_folder_remove_its_claims(desk: Desk) -> None:
    both = '[base]\nclaims = ["claims", "more"]\n'
    desk.commit("Another folder", {"kb.toml": both, PIER: MAYOR + AUDITOR, "more/c.ttl": CLERK})
    short = desk.commit("One folder", {"kb.toml": '[base]\nclaims = ["claims"]\n'})
    (found,) = since(desk, "HEAD~1")
    assert f"claim:paid was removed in {short}" in found.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kb:speaker sp:mayor", "kb:speaker sp:clerk", "kb:speaker was sp:mayor, is sp:clerk."),
        ("kb:via [ kb:hop 1 ; kb:agent sp:clerk ; kb:verb kb:said ] ;", "", "is gone."),
        ("kb:agent sp:clerk", "kb:agent sp:auditor", "is [hop 1; agent sp:auditor; verb said]."),
        ("kb:attribution kb:adjacent", "kb:attribution kb:ambiguous", "is kb:ambiguous."),
    ],
)
def test_another_speaker_or_hop_is_another_attribution(
    desk: Desk, old: str, new: str, said: str
) -> None:
    short = desk.commit("Corrected", {PIER: MAYOR + AUDITOR + edited(CLERK, (old, new))})
    (found,) = since(desk, "HEAD~1")
    assert found.code == "KB602"
    assert (
        f"claim:paid was attributed otherwise in {short} (2026-11-02, Corrected)" in found.message
    )
    assert found.message.endswith(said)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("kb:high 4000000", "kb:high 400000", "kb:high was 4000000, is 400000."),
        ("kb:low 4000000 ;", "", "kb:low 4000000 is gone."),
        ("cost four million", "cost five million", "is “The mayor: the pier cost five million”."),
        ("kb:polarity kb:affirms", "kb:polarity kb:denies", "was kb:affirms, is kb:denies."),
        ("kb:answers q:cost", "kb:answers kb:noQuestion", "was q:cost, is kb:noQuestion."),
        ("kb:act", "kb:hedge kb:allegedly ; kb:act", "kb:hedge kb:allegedly is new."),
        ("kb:act", "kb:denies claim:paid ; kb:act", "kb:denies claim:paid is new."),
        ("kb:act", "kb:option kb:yes ; kb:act", "kb:option kb:yes is new."),
        ("kb:holds kb:atPublication", "kb:holds kb:whenSaid", "is kb:whenSaid."),
        ("kb:inherits kb:measure", "kb:unstated kb:place", "kb:unstated kb:place is new."),
    ],
)
def test_other_content_is_overwritten(desk: Desk, old: str, new: str, said: str) -> None:
    short = desk.commit("Corrected", {PIER: edited(MAYOR, (old, new)) + AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert found.code == "KB603"
    assert f"claim:cost-mayor was overwritten in {short} (2026-11-02, Corrected)" in found.message
    assert found.message.endswith(said)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('kb:exact "four million"', 'kb:exact "four"'),
        ("kb:role kb:content", "kb:role kb:scope"),
        ("kb:start 29", "kb:start 28"),
        (MAYOR[MAYOR.index(" ,\n        [") : MAYOR.index(" ;\n    kb:encodedBy")], ""),
    ],
)
def test_other_evidence_is_told(desk: Desk, tmp_path: Path, old: str, new: str) -> None:
    short = desk.commit("Evidence", {PIER: edited(MAYOR, (old, new)) + AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1", copies(tmp_path))[:1]
    assert (found.code, found.severity) == ("KB604", Severity.ERROR)
    assert f"The evidence of claim:cost-mayor was changed in {short}" in found.message


def test_a_change_of_every_side_is_a_finding_each(desk: Desk) -> None:
    changed = edited(MAYOR, ("sp:mayor", "sp:clerk"), ("4000000", "5"), ("kb:end 41", "kb:end 42"))
    desk.commit("Rewritten", {PIER: changed + AUDITOR + CLERK})
    assert sorted(codes(since(desk, "HEAD~1"))) == ["KB602", "KB603", "KB605"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ('"the mayor"@en', '"the former mayor"@en', "sp:mayor (speaker) was overwritten"),
        ("kb:naming kb:unnamed", "kb:naming kb:named", "sp:clerk (speaker) was overwritten"),
        ('dct:title "The pier"', 'dct:title "Pier"', "src:g (source) was overwritten"),
        ("What did the pier cost?", "Who paid?", "q:cost (question) was overwritten"),
    ],
)
def test_what_claims_rest_on_lasts_too(desk: Desk, old: str, new: str, told: str) -> None:
    desk.commit("Corrected", {"claims/shared.ttl": edited(shared(), (old, new))})
    (found,) = since(desk, "HEAD~1")
    assert found.code == "KB603"
    assert told in found.message


JUDGED = """\
@prefix d: <https://example.org/decision/> .
@prefix w: <https://example.org/waiver/> .
d:1 a kb:Decision ; kb:action kb:leaveOut ; kb:concerns claim:cost-mayor ;
    kb:reason "withdrawn"@en ; kb:by desk:me ; kb:on "2020-07-01"^^xsd:date .
[] a kb:Tension ; kb:between claim:cost-mayor , claim:paid ;
    kb:reason "odd"@en ; kb:by desk:me ; kb:on "2020-07-01"^^xsd:date .
w:1 a kb:Waiver ; kb:rule "KB101" ; kb:concerns claim:paid ; kb:until "2021-01-01"^^xsd:date .
"""


def test_judgements_last_and_waivers_do_not(desk: Desk) -> None:
    desk.commit("Judged", {"claims/judged.ttl": JUDGED})
    desk.commit("Undone", {"claims/judged.ttl": None})
    found = since(desk, "HEAD~1")
    assert codes(found) == ["KB601", "KB601"]
    assert any("<https://example.org/decision/1>" in (one.node or "") for one in found)
    assert any("the tension [" in one.message for one in found)


def test_a_decision_removes_no_claim(desk: Desk) -> None:
    desk.commit("Judged", {"claims/judged.ttl": JUDGED})
    desk.commit("Carried out", {PIER: AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert found.hint == "Restore it: d:1, a decision, removes no claim."


# What is nothing


@pytest.mark.parametrize(
    "files",
    [
        {PIER: CLERK, "claims/other.ttl": MAYOR + AUDITOR},
        {PIER: None, "claims/the pier – später.ttl": ALL},
        {PIER: None, "claims/deep/er/pier.ttl": ALL},
        {PIER: CLERK + AUDITOR + MAYOR},
        {PIER: ALL.replace(" ; ", " ;\n        ").replace("\n", "\r\n")},
        {PIER: ALL.replace("4000000", '"+04000000"^^xsd:integer').replace("9000000", "9000000.0")},
        {PIER: "@prefix c: <https://example.org/claim/> .\n" + ALL.replace("claim:", "c:")},
        {PIER: edited(MAYOR, ("kb:act", 'kb:note "seen"@en ; kb:act')) + AUDITOR + CLERK},
        {PIER: edited(ALL, ("kb:hop 1", 'kb:note "he said so"@en ; kb:hop 1'))},
        {
            PIER: edited(
                ALL, ("2020-06-01", "2020-06-02"), ("kb:encodedBy desk:me", "kb:encodedBy desk:you")
            )
        },
        {PIER: edited(MAYOR, ("kb:act", 'kb:gist "Der Pier"@de ; kb:act')) + AUDITOR + CLERK},
        {PIER: edited(MAYOR, ("kb:act", "kb:sameUtterance claim:paid ; kb:act")) + AUDITOR + CLERK},
        {
            PIER: edited(MAYOR, ("kb:evidence [", "kb:evidence [ kb:start 0 ; kb:end 3 ] , ["))
            + AUDITOR
            + CLERK
        },
        {PIER: edited(ALL, ('kb:exact "four million"', f'kb:digest "{digest("four million")}"'))},
        {
            "claims/shared.ttl": edited(
                shared(), ("kb:mustMatch kb:measure", "kb:mustMatch kb:period")
            )
        },
    ],
    ids=[
        "claims moved to another file",
        "file renamed",
        "file renamed into a folder",
        "order",
        "line ends and layout",
        "spelling of numbers",
        "prefixes",
        "a note",
        "a note on a hop",
        "who encoded it when",
        "a translation",
        "a link entered later",
        "more evidence",
        "words replaced by their digest",
        "what must match",
    ],
)
def test_what_loses_nothing_is_no_finding(desk: Desk, files: Mapping[str, str | None]) -> None:
    desk.commit("Changed", files)
    assert since(desk, "HEAD~1") == ()


def test_labels_of_blank_nodes_are_nothing(desk: Desk) -> None:
    labelled = edited(CLERK, ("[ kb:hop 1 ; kb:agent sp:clerk ; kb:verb kb:said ]", "_:b7"))
    desk.commit(
        "Labels",
        {
            PIER: MAYOR
            + AUDITOR
            + labelled
            + "_:b7 kb:verb kb:said ; kb:agent sp:clerk ; kb:hop 1 ."
        },
    )
    assert since(desk, "HEAD~1") == ()


def test_what_was_changed_and_restored_is_nothing(desk: Desk) -> None:
    desk.commit("Gone", {PIER: CLERK})
    desk.commit("Back", {PIER: ALL})
    assert since(desk, "HEAD~2") == ()


def test_new_records_are_nothing(desk: Desk) -> None:
    desk.commit("More", {"claims/more.ttl": CLERK.replace("claim:paid", "claim:paid-again")})
    assert since(desk, "HEAD~1") == ()


# Superseding and retracting

CORRECTED = edited(
    MAYOR,
    ("claim:cost-mayor a", "claim:cost-mayor-2 kb:supersedes claim:cost-mayor ; a"),
    ("4000000", "400000"),
)


def test_a_correction_beside_the_old_record_is_nothing(desk: Desk) -> None:
    desk.commit("Corrected", {PIER: ALL + CORRECTED})
    assert since(desk, "HEAD~1") == ()


def test_a_correction_in_the_place_of_the_old_record_is_a_warning(desk: Desk) -> None:
    short = desk.commit("Corrected", {PIER: CORRECTED + AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert (found.code, found.severity) == ("KB606", Severity.WARNING)
    assert found.message == (
        "claim:cost-mayor, which claim:cost-mayor-2 supersedes, did not stay as it was: "
        f"removed in {short} (2026-11-02, Corrected)."
    )


def test_a_superseded_record_that_is_overwritten_is_one_warning(desk: Desk) -> None:
    changed = edited(MAYOR, ("4000000", "5"), ("kb:end 41", "kb:end 42"))
    desk.commit("Corrected", {PIER: changed + AUDITOR + CLERK + CORRECTED})
    assert codes(since(desk, "HEAD~1")) == ["KB606"]


def test_the_old_record_may_be_kept_under_another_name(desk: Desk) -> None:
    old = edited(MAYOR, ("claim:cost-mayor", "claim:cost-mayor-v1"))
    new = edited(
        MAYOR, ("4000000", "400000"), ("kb:act", "kb:supersedes claim:cost-mayor-v1 ; kb:act")
    )
    desk.commit("Corrected", {PIER: old + new + AUDITOR + CLERK})
    assert since(desk, "HEAD~1") == ()


def test_a_record_kept_under_another_name_must_say_all_of_it(desk: Desk) -> None:
    old = edited(
        MAYOR, ("claim:cost-mayor", "claim:cost-mayor-v1"), ("kb:high 4000000", "kb:high 1")
    )
    new = edited(
        MAYOR, ("4000000", "400000"), ("kb:act", "kb:supersedes claim:cost-mayor-v1 ; kb:act")
    )
    desk.commit("Corrected", {PIER: old + new + AUDITOR + CLERK})
    assert codes(since(desk, "HEAD~1")) == ["KB603"]


def test_a_claim_under_a_new_name_is_removed_and_the_hint_names_its_twin(desk: Desk) -> None:
    desk.commit("Renamed", {PIER: edited(MAYOR, ("cost-mayor", "price-mayor")) + AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert found.code == "KB601"
    assert found.hint is not None
    assert found.hint.startswith("claim:price-mayor says the same")
    assert "kb:supersedes claim:cost-mayor" in found.hint


def test_a_claim_under_a_new_name_that_supersedes_the_old_one_is_nothing(desk: Desk) -> None:
    renamed = edited(
        MAYOR, ("claim:cost-mayor a", "claim:price-mayor kb:supersedes claim:cost-mayor ; a")
    )
    desk.commit("Renamed", {PIER: renamed + AUDITOR + CLERK})
    assert since(desk, "HEAD~1") == ()


def test_links_may_follow_a_record_to_what_supersedes_it(desk: Desk) -> None:
    speaker = 'sp:clerk-2 kb:supersedes sp:clerk ; a kb:Speaker ; skos:prefLabel "a clerk"@en .\n'
    desk.commit(
        "Followed",
        {
            "claims/shared.ttl": shared() + speaker,
            PIER: MAYOR + AUDITOR + edited(CLERK, ("kb:agent sp:clerk", "kb:agent sp:clerk-2")),
        },
    )
    assert since(desk, "HEAD~1") == ()


RETRACTION = """
claim:back a kb:Claim ; kb:speaker sp:mayor ; kb:source src:g ; kb:retracts claim:cost-mayor ;
    kb:gist "The mayor takes it back"@en .
"""


def test_a_retraction_beside_what_is_retracted_is_nothing(desk: Desk) -> None:
    desk.commit("Retracted", {PIER: ALL + RETRACTION})
    assert since(desk, "HEAD~1") == ()


@pytest.mark.parametrize(("speaker", "code"), [("sp:mayor", "KB606"), ("sp:auditor", "KB601")])
def test_only_its_own_speaker_retracts_a_claim(desk: Desk, speaker: str, code: str) -> None:
    taken_back = RETRACTION.replace("sp:mayor", speaker)
    desk.commit("Retracted", {PIER: AUDITOR + CLERK + taken_back})
    assert codes(since(desk, "HEAD~1")) == [code]


def test_a_record_of_another_sort_supersedes_nothing(desk: Desk) -> None:
    desk.commit(
        "Odd", {PIER: AUDITOR + CLERK + "sp:x a kb:Speaker ; kb:supersedes claim:cost-mayor ."}
    )
    assert codes(since(desk, "HEAD~1")) == ["KB601"]


# The catalogue


@pytest.mark.parametrize("kind", kinds_in(loss_kinds), ids=lambda kind: kind.code)
def test_the_examples_of_each_kind_are_what_they_say(tmp_path: Path, kind: Kind) -> None:
    if kind.good is None or kind.bad is None:
        return
    for example, expected in ((kind.good, []), (kind.bad, [kind.code])):
        ours = "@prefix ex: <https://example.org/> .\n"
        then, _, now = example.removeprefix("# then: ").partition("\n")
        desk = make_desk(tmp_path / ("bad" if expected else "good"), files={PIER: ours + then})
        desk.commit("Now", {PIER: ours + now})
        assert codes(since(desk, "HEAD~1")) == expected


# Evidence that moved

WRONG = edited(MAYOR, ("kb:start 29 ; kb:end 41", "kb:start 31 ; kb:end 43"))


def test_a_position_that_was_wrong_may_be_put_right(desk: Desk, tmp_path: Path) -> None:
    desk.commit("Wrong", {PIER: WRONG + AUDITOR + CLERK})
    desk.commit("Mended", {PIER: ALL})
    assert since(desk, "HEAD~1", copies(tmp_path)) == ()


def test_a_position_that_was_right_may_not_be_moved(desk: Desk, tmp_path: Path) -> None:
    desk.commit("Moved", {PIER: WRONG + AUDITOR + CLERK})
    assert codes(since(desk, "HEAD~1", copies(tmp_path))) == ["KB604"]


def test_words_that_stand_twice_may_not_be_moved_from_one_place_to_the_other(
    desk: Desk, tmp_path: Path
) -> None:
    first, second = TEXT.index("mayor"), TEXT.rindex("mayor")
    evidence = 'kb:role kb:content ; kb:start {} ; kb:end {} ; kb:exact "mayor" ] , ['
    desk.commit(
        "First", {PIER: ALL.replace("kb:role", evidence.format(first, first + 5) + " kb:role", 1)}
    )
    desk.commit(
        "Second",
        {PIER: ALL.replace("kb:role", evidence.format(second, second + 5) + " kb:role", 1)},
    )
    assert codes(since(desk, "HEAD~1", copies(tmp_path))) == ["KB604"]


def test_without_a_copy_nobody_knows_which_position_was_wrong(desk: Desk) -> None:
    desk.commit("Moved", {PIER: WRONG + AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~1")
    assert (found.code, found.severity) == ("KB605", Severity.WARNING)


# In which commit


def test_what_is_not_committed_says_so(desk: Desk) -> None:
    desk.write({PIER: AUDITOR + CLERK})
    (found,) = since(desk, "HEAD")
    assert "was removed in the working tree, not committed yet" in found.message


def test_of_several_changes_the_first_is_named(desk: Desk) -> None:
    first = desk.commit("To five", {PIER: ALL.replace("4000000", "5000000")})
    desk.commit("To six", {PIER: ALL.replace("4000000", "6000000")})
    (found,) = since(desk, "HEAD~2")
    assert f"in {first} (2026-11-02, To five)" in found.message
    assert "kb:low was 4000000, is 6000000; kb:high was 4000000, is 6000000." in found.message


def test_of_a_change_that_was_undone_the_later_one_is_named(desk: Desk) -> None:
    desk.commit("Gone", {PIER: CLERK + AUDITOR})
    desk.commit("Back", {PIER: ALL})
    last = desk.commit("Gone again", {PIER: CLERK + AUDITOR})
    (found,) = since(desk, "HEAD~3")
    assert f"in {last} (" in found.message


def test_the_commit_on_a_merged_branch_is_named(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    culprit = desk.commit("Dropped aside", {PIER: AUDITOR + CLERK})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {"claims/more.ttl": "# more\n"})
    desk.git("merge", "--quiet", "--no-edit", "side")
    (found,) = since(desk, "HEAD~2")
    assert f"in {culprit} (2026-11-02, Dropped aside)" in found.message


def test_a_branch_that_never_had_the_claim_did_not_remove_it(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("Aside", {"claims/more.ttl": "# more\n"})
    desk.git("checkout", "--quiet", "main")
    desk.commit("One more", {"claims/late.ttl": CLERK.replace("claim:paid", "claim:late")})
    desk.git("merge", "--quiet", "--no-commit", "side")
    merge = desk.commit("A merge that drops", {"claims/late.ttl": None})
    (found,) = since(desk, "HEAD~1")
    assert f"claim:late was removed in {merge}" in found.message


def test_the_branch_that_removed_it_is_named_and_not_the_one_that_never_had_it(
    desk: Desk,
) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("One aside", {"claims/aside.ttl": CLERK.replace("claim:paid", "claim:aside")})
    culprit = desk.commit("Dropped aside", {"claims/aside.ttl": None})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {"claims/more.ttl": "# more\n"})
    desk.git("merge", "--quiet", "--no-edit", "side")
    (found,) = since(desk, "side~1")
    assert f"claim:aside was removed in {culprit}" in found.message


def test_a_branch_without_a_commit_has_committed_nothing(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "--orphan", "new")
    desk.write({PIER: AUDITOR + CLERK})
    (found,) = since(desk, "main")
    assert "was removed in the working tree, not committed yet" in found.message


def test_a_merge_that_keeps_everything_is_nothing(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("Aside", {"claims/more.ttl": CLERK.replace("claim:paid", "claim:aside")})
    desk.git("checkout", "--quiet", "main")
    desk.commit("Meanwhile", {"claims/late.ttl": CLERK.replace("claim:paid", "claim:late")})
    desk.git("merge", "--quiet", "--no-edit", "side")
    assert since(desk, "HEAD~2") == ()
    assert since(desk, "side") == ()


def test_a_revision_beside_this_branch(desk: Desk) -> None:
    desk.git("checkout", "--quiet", "-b", "side")
    desk.commit("Aside", {"claims/more.ttl": CLERK.replace("claim:paid", "claim:aside")})
    desk.git("checkout", "--quiet", "main")
    (found,) = since(desk, "side")
    assert "claim:aside was removed on this branch, which" in found.message
    assert "is not part of" in found.message
    assert since(desk, "side...") == ()


# Wherever the base lies


@pytest.mark.parametrize("place", ["base", "deep/in side/Ordner – zwei"])
def test_a_base_in_a_folder_of_the_repository(tmp_path: Path, place: str) -> None:
    desk = make_desk(tmp_path / "desk", place)
    (desk.top / "other.ttl").write_text("<a:x> a <https://w3id.org/claims-kb/ns#Claim> .")
    desk.commit("Not ours", {})
    (desk.top / "other.ttl").unlink()
    short = desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    (found,) = since(desk, "HEAD~2")
    assert f"claim:cost-mayor was removed in {short}" in found.message
    assert found.place is not None
    assert found.place.file == PIER


def test_a_base_that_was_moved_to_another_folder(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", "old place")
    desk.git("mv", "old place", "new place")
    desk.commit("Moved")
    moved = Desk(desk.top, desk.top / "new place")
    assert since(moved, "HEAD~1") == ()
    short = moved.commit("Tidy up", {PIER: AUDITOR + CLERK})
    (found,) = since(moved, "HEAD~2")
    assert f"claim:cost-mayor was removed in {short}" in found.message


def test_a_base_copied_from_another_has_no_past_there(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", "one")
    copy = Desk(desk.top, desk.top / "two")
    copy.commit("A second base", {"kb.toml": '[base]\nclaims = ["claims"]\n', PIER: ALL})
    copy.commit("Its own way", {PIER: CLERK})
    assert since(copy, "HEAD~2") == ()


def test_a_claim_behind_a_link_in_the_folder(tmp_path: Path) -> None:
    desk = make_desk(tmp_path / "desk", "base", {PIER: MAYOR + AUDITOR})
    (desk.top / "drafts").mkdir()
    (desk.top / "drafts" / "clerk.ttl").write_text(
        (desk.base / PIER).read_text().replace(MAYOR + AUDITOR, CLERK)
    )
    link = desk.base / "claims" / "clerk.ttl"
    link.symlink_to("../../drafts/clerk.ttl")
    desk.commit("Linked")
    assert since(desk, "HEAD") == ()
    link.unlink()
    (found,) = since(desk, "HEAD")
    assert "claim:paid was removed" in found.message


def test_a_file_that_could_not_be_read_then_counts_as_it_was_before(desk: Desk) -> None:
    before = desk.git("rev-parse", "--short", "HEAD")
    broken = desk.commit("Broken", {PIER: ALL + "claim:x kb:gist 'open .\n"})
    desk.commit("Mended, and something is lost", {PIER: AUDITOR + CLERK})
    info, removed = sorted(since(desk, broken), key=lambda one: one.severity, reverse=True)
    assert (info.code, info.severity) == ("KB607", Severity.INFO)
    assert f"{PIER} could not be read in {broken}" in info.message
    assert f"compared with those of {before}" in info.message
    assert removed.code == "KB601"


# What cannot be told


def test_an_unknown_revision(desk: Desk) -> None:
    with pytest.raises(CannotGoOn, match="no commit is called 'nowhere' here"):
        since(desk, "nowhere")


@pytest.mark.parametrize(
    "name", ["--all", "-h", "", "--output=/tmp/x", "HEAD\0", ":/Tidy\n", "HEAD..main"]
)
def test_a_revision_is_never_an_option(desk: Desk, name: str) -> None:
    with pytest.raises(CannotGoOn, match="no commit is called"):
        since(desk, name)


def test_no_repository(tmp_path: Path) -> None:
    (tmp_path / "claims").mkdir()
    (tmp_path / "claims" / "a.ttl").write_text("")
    with pytest.raises(CannotGoOn, match="this folder is in no git repository"):
        since(Desk(tmp_path, tmp_path), "HEAD")


def test_a_repository_without_a_commit_has_no_past(tmp_path: Path) -> None:
    desk = Desk(tmp_path, tmp_path)
    desk.git("init", "--quiet")
    desk.write({PIER: ALL})
    assert since(desk, "HEAD") == ()
    with pytest.raises(CannotGoOn, match="no commit is called 'main'"):
        since(desk, "main")


def test_without_git(desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CannotGoOn, match="git is not installed, or not on the PATH"):
        since(desk, "HEAD")


def clone(desk: Desk, *options: str) -> Desk:
    top = desk.top.parent / "clone"
    desk.git("clone", "--quiet", *options, desk.top.as_uri(), str(top))
    return Desk(top, top)


def test_a_shallow_clone_knows_its_last_commit_and_says_so_of_others(desk: Desk) -> None:
    desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    shallow = clone(desk, "--depth", "1")
    assert since(shallow, "HEAD") == ()
    with pytest.raises(CannotGoOn, match="no commit is called 'HEAD~1' here") as told:
        since(shallow, "HEAD~1")
    assert "git fetch --unshallow" in (told.value.hint or "")


def test_a_shallow_history_that_does_not_reach_back(desk: Desk) -> None:
    first = desk.git("rev-parse", "HEAD")
    desk.commit("Between", {"claims/more.ttl": "# more\n"})
    desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    shallow = clone(desk, "--depth", "1")
    shallow.git("fetch", "--quiet", "--depth", "1", desk.top.as_uri(), first)
    with pytest.raises(CannotGoOn, match="shallow"):
        since(shallow, first)


def test_a_partial_clone_fetches_nothing(desk: Desk) -> None:
    desk.git("config", "uploadpack.allowFilter", "true")
    desk.git("config", "uploadpack.allowAnySHA1InWant", "true")
    desk.commit("Tidy up", {PIER: AUDITOR + CLERK})
    partial = clone(desk, "--filter=blob:none")
    with pytest.raises(CannotGoOn, match="missing from the repository"):
        since(partial, "HEAD~1")
