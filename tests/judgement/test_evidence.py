"""Every span is exactly where the record says, in the archived bytes, or the check is loud."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.judgement.evidence import kinds as evidence_kinds
from kb.judgement.evidence.kinds import (
    BEYOND_THE_TEXT,
    MOVED,
    NOT_THE_WORDS,
    NOT_UTF8,
    SENTENCES_LEAVE_TEXT_OUT,
    SOURCE_CHANGED,
    WORDS_NOT_IN_SOURCE,
    WRONG_LENGTH,
)
from kb.judgement.evidence.quotation import quotation_faults
from kb.judgement.evidence.spans import SpanState
from kb.judgement.evidence.verification import Verification, standings_of, verify
from kb.text.sources import digest
from kb.words.finding import Kind
from tests.judgement.records import EX, archived, index_of

TEXT = "The pier is open. The mayor said the pier cost four million at most."
AT = TEXT.index("four million")


def verified(folder: Path, source: str, record: str) -> Verification:
    return verify(index_of(source + record), folder)


def span(start: int, end: int, kept: str) -> str:
    return f"ex:c kb:source ex:s ; kb:evidence [ kb:start {start} ; kb:end {end} ; {kept} ] ."


def counts(result: Verification) -> tuple[int, int, int]:
    return (result.verified, result.unverified, result.failed)


def states(result: Verification) -> list[SpanState]:
    return [standing.state for standing in result.standings]


def codes(result: Verification) -> list[str]:
    return [finding.code for finding in result.findings]


# Where the span is right


def test_exact_words_are_verified(tmp_path: Path) -> None:
    result = verified(tmp_path, archived(tmp_path, TEXT), span(4, 8, 'kb:exact "pier"'))
    assert counts(result) == (1, 0, 0)
    assert result.findings == ()


def test_a_digest_is_verified_without_the_words(tmp_path: Path) -> None:
    kept = f'kb:digest "{digest("The pier is open.")}"'
    assert counts(verified(tmp_path, archived(tmp_path, TEXT), span(0, 17, kept))) == (1, 0, 0)


def test_a_record_without_a_claim_is_a_span_itself(tmp_path: Path) -> None:
    kept = f'kb:start 0 ; kb:end 3 ; kb:digest "{digest("The")}"'
    record = f"ex:n a kb:NoClaim ; kb:source ex:s ; {kept} ."
    assert counts(verified(tmp_path, archived(tmp_path, TEXT), record)) == (1, 0, 0)


@given(st.text(min_size=1), st.data())
def test_any_words_of_any_text_are_found_where_they_are(
    tmp_path_factory: pytest.TempPathFactory, text: str, data: st.DataObject
) -> None:
    """By code points: emoji, combining marks, line ends of any kind and NUL included."""
    text = text.encode("utf-8", errors="ignore").decode("utf-8") or "a"
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    folder = tmp_path_factory.mktemp("copies")
    kept = f'kb:digest "{digest(text[start:end])}"'
    assert counts(verified(folder, archived(folder, text), span(start, end, kept))) == (1, 0, 0)


# Where it is not


def test_words_that_stand_elsewhere_once_moved_there(tmp_path: Path) -> None:
    record = span(AT + 1, AT + 13, 'kb:exact "four million"')
    result = verified(tmp_path, archived(tmp_path, TEXT), record)
    assert (counts(result), states(result)) == ((0, 0, 1), [SpanState.MOVED])
    assert result.standings[0].moved_to == (AT, AT + 12)
    (finding,) = result.findings
    assert finding.code == MOVED.code
    assert f"“four million” are not at {AT + 1} to {AT + 13}" in finding.message
    assert finding.message.endswith(f"they stand once, at {AT} to {AT + 12}.")
    assert "kb check --fix" in (finding.hint or "")
    assert finding.path == "<https://w3id.org/claims-kb/ns#start>"
    assert finding.value == f'"{AT + 1}"^^<http://www.w3.org/2001/XMLSchema#integer>'


def test_words_that_begin_at_their_place_and_end_elsewhere_moved_at_the_end(tmp_path: Path) -> None:
    record = span(AT, AT + 13, 'kb:exact "four million"')
    (finding,) = verified(tmp_path, archived(tmp_path, TEXT), record).findings
    assert finding.code == MOVED.code
    assert finding.path == "<https://w3id.org/claims-kb/ns#end>"


def test_words_of_which_a_digest_is_kept_are_found_at_the_same_length(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    kept = f'kb:digest "{digest("four million")}"'
    moved = verified(tmp_path, source, span(3, 15, kept))
    assert (states(moved), moved.standings[0].moved_to) == ([SpanState.MOVED], (AT, AT + 12))
    assert "The words that the digest was made of" in moved.findings[0].message
    longer = verified(tmp_path, source, span(3, 16, kept))
    assert (states(longer), codes(longer)) == ([SpanState.MISSING], [NOT_THE_WORDS.code])


@pytest.mark.parametrize("exact", ["four million", "five million"])
def test_words_and_a_digest_that_disagree_move_nowhere(tmp_path: Path, exact: str) -> None:
    """Either could be the one that is right."""
    other = "four million" if exact == "five million" else "five million"
    kept = f'kb:exact "{exact}" ; kb:digest "{digest(other)}"'
    for start in (AT, 0):
        result = verified(tmp_path, archived(tmp_path, TEXT), span(start, start + 12, kept))
        assert (states(result), codes(result)) == ([SpanState.MISSING], [NOT_THE_WORDS.code])


def test_words_at_their_place_that_stand_elsewhere_too_are_ambiguous_and_no_fault(
    tmp_path: Path,
) -> None:
    source = archived(tmp_path, TEXT)
    for kept in ('kb:exact "pier"', f'kb:digest "{digest("pier")}"'):
        result = verified(tmp_path, source, span(4, 8, kept))
        assert (counts(result), result.findings) == ((1, 0, 0), ())
        assert states(result) == [SpanState.AMBIGUOUS]
        assert result.standings[0].places == (4, 37)


def test_words_that_stand_in_several_places_are_left_for_a_person(tmp_path: Path) -> None:
    result = verified(tmp_path, archived(tmp_path, TEXT), span(0, 4, 'kb:exact "pier"'))
    (finding,) = result.findings
    assert finding.hint == "They stand 2 times, at 4, 37: choose one."
    assert states(result) == [SpanState.MISSING]


def test_of_many_places_the_first_five_are_named(tmp_path: Path) -> None:
    result = verified(tmp_path, archived(tmp_path, "aaaaaaaa"), span(0, 1, 'kb:exact "aa"'))
    (finding,) = result.findings
    assert finding.hint == "They stand 7 times, at 0, 1, 2, 3, 4 and 2 more: choose one."


def test_words_that_are_nowhere_are_never_guessed_at(tmp_path: Path) -> None:
    record = span(AT, AT + 12, 'kb:exact "five million"')
    (finding,) = verified(tmp_path, archived(tmp_path, TEXT), record).findings
    assert finding.hint == "They are nowhere in the source: correct the words or the source."


def test_a_digest_of_other_words_fails(tmp_path: Path) -> None:
    kept = f'kb:digest "{digest("five million")}"'
    result = verified(tmp_path, archived(tmp_path, TEXT), span(AT, AT + 12, kept))
    assert (counts(result), codes(result)) == ((0, 0, 1), [NOT_THE_WORDS.code])
    assert result.findings[0].path == "<https://w3id.org/claims-kb/ns#digest>"


def test_words_are_looked_at_before_their_digest(tmp_path: Path) -> None:
    kept = f'kb:exact "four million" ; kb:digest "{digest("five million")}"'
    assert counts(verified(tmp_path, archived(tmp_path, TEXT), span(AT, AT + 12, kept))) == (
        0,
        0,
        1,
    )
    wrong = f'kb:exact "five million" ; kb:digest "{digest("four million")}"'
    result = verified(tmp_path, archived(tmp_path, TEXT), span(AT, AT + 12, wrong))
    assert codes(result) == [NOT_THE_WORDS.code]


def test_a_span_beyond_the_end_of_the_text_fails(tmp_path: Path) -> None:
    record = span(AT, len(TEXT) + 1, 'kb:exact "five million at most."')
    result = verified(tmp_path, archived(tmp_path, TEXT), record)
    assert (counts(result), codes(result)) == ((0, 0, 1), [BEYOND_THE_TEXT.code])
    assert f"has {len(TEXT)} code points" in result.findings[0].message


def test_bytes_counted_as_code_points_are_found_out(tmp_path: Path) -> None:
    """An em dash is three bytes, a ship four; neither is one position in bytes or in UTF-16."""
    text = "The pier — 🚢🚢 — cost “four million”."
    words = "four million"
    code_points = text.index(words)
    in_bytes = len(text[:code_points].encode("utf-8"))
    in_utf16 = len(text[:code_points].encode("utf-16-le")) // 2
    assert len({code_points, in_bytes, in_utf16}) == 3
    source = archived(tmp_path, text)
    right = span(code_points, code_points + 12, f'kb:exact "{words}"')
    assert counts(verified(tmp_path, source, right)) == (1, 0, 0)
    utf16 = verified(tmp_path, source, span(in_utf16, in_utf16 + 12, f'kb:exact "{words}"'))
    bytes_ = verified(tmp_path, source, span(in_bytes, in_bytes + 12, f'kb:exact "{words}"'))
    for result in (utf16, bytes_):
        assert codes(result) == [MOVED.code]
        assert result.standings[0].moved_to == (code_points, code_points + 12)


def test_line_ends_are_counted_as_they_are(tmp_path: Path) -> None:
    source = archived(tmp_path, "one\r\ntwo")
    assert counts(verified(tmp_path, source, span(5, 8, 'kb:exact "two"'))) == (1, 0, 0)
    assert counts(verified(tmp_path, source, span(4, 7, 'kb:exact "two"'))) == (0, 0, 1)


def test_letters_that_only_look_alike_are_not_the_same(tmp_path: Path) -> None:
    source = archived(tmp_path, "the cafe\u0301 closed")
    result = verified(tmp_path, source, span(4, 8, 'kb:exact "café"'))
    assert codes(result) == [NOT_THE_WORDS.code]


def test_one_fault_does_not_hide_another(tmp_path: Path) -> None:
    record = (
        span(0, 3, 'kb:exact "Pie"') + span(4, 8, 'kb:exact "pier"') + span(0, 999, 'kb:exact "x"')
    )
    result = verified(tmp_path, archived(tmp_path, TEXT), record)
    assert counts(result) == (1, 0, 2)
    assert sorted(codes(result)) == [NOT_THE_WORDS.code, BEYOND_THE_TEXT.code]


# The source itself


def test_a_changed_source_is_one_fault_that_touches_what_no_longer_stands(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    (tmp_path / "gazette.txt").write_text("Now: " + TEXT.replace("four", "five"), encoding="utf-8")
    record = (
        span(AT, AT + 12, 'kb:exact "four million"')
        + span(9, 16, 'kb:exact "is open"').replace("ex:c", "ex:moved")
        + span(0, 3, 'kb:exact "Now"').replace("ex:c", "ex:stands")
    )
    result = verified(tmp_path, source, record)
    assert (counts(result), states(result)) == ((0, 0, 0), [SpanState.SOURCE_CHANGED] * 3)
    in_copy = [standing.in_copy for standing in result.standings]
    assert in_copy == [SpanState.MISSING, SpanState.MOVED, SpanState.EXACT]
    assert not result.complete
    (finding,) = result.findings
    assert finding.code == SOURCE_CHANGED.code
    assert "“The Gazette” is not the archived text" in finding.message
    assert finding.message.endswith(
        "stand where they did: 1; only elsewhere: 1; gone, at least in part: 1."
    )
    assert [one.code for one in finding.touches] == [NOT_THE_WORDS.code, MOVED.code]
    assert "--fix" not in (finding.touches[1].hint or "")


def test_what_is_gone_from_a_changed_source_comes_before_what_stands_elsewhere(
    tmp_path: Path,
) -> None:
    source = archived(tmp_path, TEXT)
    (tmp_path / "gazette.txt").write_text("Now: " + TEXT.replace("four", "five"), encoding="utf-8")
    record = (
        span(9, 16, 'kb:exact "is open"')
        + span(4, 8, 'kb:exact "pier"').replace("ex:c", "ex:twice")
        + span(AT, AT + 12, 'kb:exact "four million"')
        + 'ex:c kb:words "four million" .'
    )
    (finding,) = verified(tmp_path, source, record).findings
    kinds = (NOT_THE_WORDS, WORDS_NOT_IN_SOURCE, MOVED, NOT_THE_WORDS)
    assert [one.code for one in finding.touches] == [kind.code for kind in kinds]
    assert finding.touches[-1].hint == "They stand 2 times, at 9, 42: choose one."
    assert "did: 0; only elsewhere: 1; gone, at least in part: 1." in finding.message


def test_a_changed_source_proves_nothing_even_where_the_words_stand(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    (tmp_path / "gazette.txt").write_text(TEXT + " ", encoding="utf-8")
    result = verified(tmp_path, source, span(AT, AT + 12, 'kb:exact "four million"'))
    assert (result.verified, result.count(SpanState.SOURCE_CHANGED)) == (0, 1)
    assert result.standings[0].stands
    (finding,) = result.findings
    assert finding.touches == ()


def test_a_source_without_a_digest_counts_as_changed(tmp_path: Path) -> None:
    (tmp_path / "gazette.txt").write_text(TEXT, encoding="utf-8")
    source = 'ex:s a kb:Source ; kb:fileName "gazette.txt" .'
    result = verified(tmp_path, source, span(4, 8, 'kb:exact "pier"'))
    assert codes(result) == [SOURCE_CHANGED.code]
    assert "recorded is nothing" in result.findings[0].message


def test_a_copy_that_is_not_utf8_verifies_nothing(tmp_path: Path) -> None:
    source = archived(tmp_path, "The café is open.".encode("latin-1"))
    result = verified(tmp_path, source, span(4, 8, 'kb:exact "café"'))
    assert (counts(result), states(result)) == ((0, 1, 0), [SpanState.SOURCE_NOT_GIVEN])
    assert codes(result) == [NOT_UTF8.code]
    assert "byte for byte" in (result.findings[0].hint or "")


def test_a_missing_copy_is_no_fault_but_is_told(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    (tmp_path / "gazette.txt").unlink()
    result = verified(tmp_path, source, span(4, 8, 'kb:exact "pier"'))
    assert counts(result) == (0, 1, 0)
    assert (result.findings, result.missing) == ((), ("gazette.txt",))
    assert not result.complete
    assert not verified(tmp_path, source, "").complete


def test_without_a_folder_nothing_is_verified_and_nothing_missing(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    result = verify(index_of(source + span(4, 8, 'kb:exact "pier"')), None)
    assert counts(result) == (0, 1, 0)
    assert (result.findings, result.missing) == ((), ())


@pytest.mark.parametrize("name", ["../gazette.txt", "/etc/hostname", "sub/gazette.txt"])
def test_a_name_that_leads_out_of_the_folder_is_a_missing_copy(tmp_path: Path, name: str) -> None:
    copies = tmp_path / "copies"
    (copies / "sub").mkdir(parents=True)
    for place in (tmp_path, copies / "sub"):
        (place / "gazette.txt").write_text(TEXT, encoding="utf-8")
    result = verified(copies, f'ex:s a kb:Source ; kb:fileName "{name}" .', "")
    assert (result.findings, result.missing) == ((), (name,))


def test_a_link_out_of_the_folder_is_a_missing_copy(tmp_path: Path) -> None:
    copies = tmp_path / "copies"
    copies.mkdir()
    source = archived(tmp_path, TEXT)
    (copies / "gazette.txt").symlink_to(tmp_path / "gazette.txt")
    assert verified(copies, source, "").missing == ("gazette.txt",)


def test_a_wrong_length_is_told_with_the_right_one(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT).replace(f"kb:length {len(TEXT)}", "kb:length 7")
    (finding,) = verified(tmp_path, source, "").findings
    assert finding.code == WRONG_LENGTH.code
    assert finding.hint == f"Write kb:length {len(TEXT)}."


def test_a_source_that_is_only_cited_needs_no_copy(tmp_path: Path) -> None:
    result = verified(tmp_path, "ex:s a kb:Source ; kb:opened false .", "")
    assert (counts(result), result.missing) == ((0, 0, 0), ())


# Sentences, and words that are kept with a number or a date


def sentences(*spans: tuple[int, int]) -> str:
    return "".join(f"ex:s kb:sentence [ kb:start {a} ; kb:end {b} ] .\n" for a, b in spans)


def test_sentences_hold_every_letter_of_the_text(tmp_path: Path) -> None:
    source = archived(tmp_path, TEXT)
    assert codes(verified(tmp_path, source, sentences((0, 17), (18, len(TEXT))))) == []


@pytest.mark.parametrize(
    ("spans", "left_out"),
    [
        ([(18, 68)], ["from 0 to 18"]),
        ([(0, 17)], ["from 17 to 68"]),
        ([(0, 8), (9, 17), (22, 68)], ["from 17 to 22"]),
        ([(22, 60), (0, 17)], ["from 17 to 22", "from 60 to 68"]),
        ([(0, 68), (0, 17)], []),
        ([(0, 67)], []),
    ],
)
def test_sentences_that_leave_text_out_are_found(
    tmp_path: Path, spans: list[tuple[int, int]], left_out: list[str]
) -> None:
    """White space and a full stop may be left out; letters and digits may not."""
    result = verified(tmp_path, archived(tmp_path, TEXT), sentences(*spans))
    assert codes(result) == [SENTENCES_LEAVE_TEXT_OUT.code] * len(left_out)
    for finding, where in zip(result.findings, left_out, strict=True):
        assert where in finding.message


def test_a_source_without_sentences_leaves_nothing_out(tmp_path: Path) -> None:
    assert codes(verified(tmp_path, archived(tmp_path, TEXT), "")) == []


@pytest.mark.parametrize("name", ["words", "when", "saidWords"])
def test_printed_words_are_in_the_source_exactly(tmp_path: Path, name: str) -> None:
    source = archived(tmp_path, TEXT)
    right = verified(tmp_path, source, f'ex:c kb:source ex:s ; kb:{name} "four million" .')
    assert right.findings == ()
    (finding,) = verified(
        tmp_path, source, f'ex:c kb:source ex:s ; kb:{name} "Four million" .'
    ).findings
    assert finding.code == WORDS_NOT_IN_SOURCE.code
    assert finding.node == f"<{EX}c>"
    assert finding.path == f"<https://w3id.org/claims-kb/ns#{name}>"


@pytest.mark.parametrize(
    "record",
    [
        'ex:c kb:source ex:s ; kb:evidence [ kb:start 0 ; kb:exact "The" ] .',
        'ex:c kb:source ex:s ; kb:evidence [ kb:start -1 ; kb:end 3 ; kb:exact "The" ] .',
        "ex:c kb:source ex:s ; kb:evidence [ kb:start 0 ; kb:end 3 ] .",
        "ex:r a kb:Review ; kb:source ex:s ; kb:start 0 ; kb:end 17 .",
    ],
)
def test_a_span_that_cannot_be_held_against_the_text_is_not_counted(
    tmp_path: Path, record: str
) -> None:
    assert counts(verified(tmp_path, archived(tmp_path, TEXT), record)) == (0, 0, 0)


@pytest.mark.parametrize(("start", "end"), [(8, 4), (8, 8), (0, 0)])
def test_an_empty_stretch_holds_no_words(tmp_path: Path, start: int, end: int) -> None:
    for kept in ('kb:exact ""', f'kb:digest "{digest("")}"'):
        result = verified(tmp_path, archived(tmp_path, TEXT), span(start, end, kept))
        assert states(result) == [SpanState.MISSING]


@pytest.mark.parametrize("digits", [18, 19, 5000])
def test_positions_may_be_of_any_length(tmp_path: Path, digits: int) -> None:
    """Python refuses to read numbers of more than 4,300 digits."""
    far = int("9" * 18) if digits == 18 else sys.maxsize
    text = "9" * digits
    record = 'ex:c kb:source ex:s ; kb:evidence [ kb:start 0 ; kb:end END ; kb:exact "pear" ] .'
    source = archived(tmp_path, TEXT) + f"ex:s kb:sentence [ kb:start {text} ; kb:end {text} ] ."
    result = verified(tmp_path, source, record.replace("END", text))
    assert (states(result), result.standings[0].span.end) == ([SpanState.MISSING], far)
    assert BEYOND_THE_TEXT.code in codes(result)
    assert tuple(quotation_faults(index_of(source + record.replace("END", text)))) == ()


def test_the_spans_of_one_record_stand_as_in_the_whole(tmp_path: Path) -> None:
    texts = span(AT + 1, AT + 13, 'kb:exact "four million"') + (
        span(4, 8, 'kb:exact "pier"').replace("ex:c", "ex:d")
    )
    index = index_of(archived(tmp_path, TEXT) + texts)
    whole = verify(index, tmp_path).standings
    records = {standing.span.owner for standing in whole}
    assert len(records) == 2
    assert {one for r in records for one in standings_of(index, tmp_path, r)} == set(whole)
    assert {one.state for r in records for one in standings_of(index, None, r)} == {
        SpanState.SOURCE_NOT_GIVEN
    }


# Examples

KINDS = [kind for kind in vars(evidence_kinds).values() if isinstance(kind, Kind)]
EXAMPLE = re.compile(r'# the (?:text|copy): "(.+)"\n(.+)')


def of_example(folder: Path, example: str) -> list[str]:
    """The codes of an example, held against the text that stands above it."""
    match = EXAMPLE.fullmatch(example)
    assert match is not None
    text, turtle = match.groups()
    source = archived(folder, text)
    if prop := re.match(r"kb:(sha256|length) ", turtle):
        source = re.sub(rf"{prop[0]}(\"[^\"]*\"|\d+)", turtle, source)
        return codes(verified(folder, source, ""))
    if turtle.startswith("kb:sentence"):
        return codes(verified(folder, source, f"ex:s {turtle} ."))
    record = turtle if turtle.startswith("kb:words") else f"kb:evidence [ {turtle} ]"
    return codes(verified(folder, source, f"ex:c kb:source ex:s ; {record} ."))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.code))
def test_the_good_example_is_good_and_the_bad_one_is_found(tmp_path: Path, kind: Kind) -> None:
    assert kind.good
    assert kind.bad
    if kind is NOT_UTF8:
        good, bad = (bytes.fromhex(some.rpartition(": ")[2]) for some in (kind.good, kind.bad))
        assert good.decode("utf-8") == bad.decode("latin-1") == "café"
        assert codes(verified(tmp_path, archived(tmp_path, good), "")) == []
        assert codes(verified(tmp_path, archived(tmp_path, bad), "")) == [kind.code]
        return
    assert of_example(tmp_path, kind.good) == []
    assert of_example(tmp_path, kind.bad) == [kind.code]
