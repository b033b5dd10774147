"""Positions are rewritten where that is certain, and nothing else is, to the byte."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from pyoxigraph import Triple

from kb.graph.corpus import Corpus, read_corpus
from kb.graph.located import Written, written
from kb.judgement.evidence import reanchoring as module
from kb.judgement.evidence.reanchoring import Reanchoring, reanchoring, write
from kb.text.base import open_base
from kb.text.sources import digest
from kb.words.errors import CannotGoOn
from tests.judgement.records import PREFIXES, archived

TEXT = "The pier is open. The mayor said the pier cost four million at most."
AT = TEXT.index("four million")
EXACT = 'kb:exact "four million"'
Say = Callable[..., Path]


@pytest.fixture
def say(tmp_path: Path) -> Say:
    """A function that writes a base of one source and one file of claims; returns that file."""

    def say_so(claims: str, line_end: str = "\n", source: str = "") -> Path:
        for name in ("claims", "sources"):
            (tmp_path / name).mkdir(exist_ok=True)
        (tmp_path / "kb.toml").write_text('[base]\nsources = "sources"\n')
        record = archived(tmp_path / "sources", TEXT) + source
        (tmp_path / "claims" / "a.ttl").write_text(PREFIXES + record, encoding="utf-8")
        path = tmp_path / "claims" / "b.ttl"
        path.write_bytes((PREFIXES + claims).replace("\n", line_end).encode("utf-8"))
        return path

    return say_so


def found(path: Path, allowed: Callable[[Path], bool] = lambda path: True) -> Reanchoring:
    return reanchoring(read_corpus(open_base(path.parents[1])), allowed)


def claim(start: object, end: object, kept: str = EXACT, name: str = "ex:c") -> str:
    return f"{name} kb:source ex:s ; kb:evidence [ kb:start {start} ; kb:end {end} ; {kept} ] .\n"


# What is rewritten


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_two_numbers_change_and_no_other_byte(say: Say, line_end: str) -> None:
    above = "# ünï — 🚢\n  ex:x   kb:note\t'kb:start 3' . # start 3\n"
    path = say(f"{above}{claim(3, 15)}\n# kb:start 3 ; kb:end 15", line_end)
    before = path.read_bytes()
    result = found(path)
    assert (result.spans, result.left) == (1, ())
    assert path.read_bytes() == before
    write(result.rewritings)
    right = f"kb:evidence [ kb:start {AT} ; kb:end {AT + 12} ;".encode()
    assert path.read_bytes() == before.replace(b"kb:evidence [ kb:start 3 ; kb:end 15 ;", right)
    assert found(path).rewritings == ()


def test_only_the_end_changes_where_the_beginning_is_right(say: Say) -> None:
    (one,) = found(say(claim(AT, AT + 11))).rewritings
    assert one.new == one.old.replace(f"kb:end {AT + 11}", f"kb:end {AT + 12}")


def test_a_digest_moves_as_well_and_stays_as_it_is(say: Say) -> None:
    kept = f'kb:digest "{digest("four million")}"'
    for some in (kept, f"{EXACT} ; {kept}"):
        result = found(say(claim(0, 12, some)))
        assert result.spans == 1
        assert some in result.rewritings[0].new


def test_each_span_is_rewritten_where_it_is_written(say: Say) -> None:
    """Spans without a name are told apart by their place in the text, also if they look alike."""
    twice = (
        'ex:c kb:source ex:s ; kb:evidence [ kb:start 1 ; kb:end 2 ; kb:exact "mayor" ] ,\n'
        '  [ kb:start 4 ; kb:end 8 ; kb:exact "pier" ] ,\n'
        '  [ kb:start 1 ; kb:end 2 ; kb:exact "open" ; kb:note [ kb:start 1 ] ] .\n'
        'ex:d kb:source ex:s ; kb:start 1 ; kb:end 2 ; kb:exact "cost" .\n'
    )
    path = say(twice)
    result = found(path)
    write(result.rewritings)
    assert result.spans == 3
    for words in ("mayor", "open", "cost"):
        at = TEXT.index(words)
        assert f'kb:start {at} ; kb:end {at + len(words)} ; kb:exact "{words}"' in path.read_text()
    assert "kb:note [ kb:start 1 ]" in path.read_text()


def test_a_span_that_two_claims_share_is_rewritten_once(say: Say) -> None:
    shared = (
        f"_:e kb:start 3 ; kb:end 15 ; {EXACT} .\nex:c kb:evidence _:e .\nex:d kb:evidence _:e .\n"
    )
    path = say(shared + "ex:c kb:source ex:s . ex:d kb:source ex:s .")
    result = found(path)
    assert (result.spans, len(result.rewritings), result.left) == (1, 1, ())
    assert f"_:e kb:start {AT} ; kb:end {AT + 12} ;" in result.rewritings[0].new


# What is not


@pytest.mark.parametrize(
    "record",
    [
        claim(AT, AT + 12),
        claim(0, 4, 'kb:exact "pier"'),
        claim(AT, AT + 12, 'kb:exact "five million"'),
        claim(3, 15, f'{EXACT} ; kb:digest "{digest("five million")}"'),
        claim(3, 16, f'kb:digest "{digest("four million")}"'),
        "ex:r a kb:Review ; kb:source ex:s ; kb:start 3 ; kb:end 15 .",
    ],
    ids=["exact", "twice", "nowhere", "two minds", "other length", "no words"],
)
def test_what_did_not_move_to_one_place_stays(say: Say, record: str) -> None:
    assert found(say(record)) == Reanchoring((), 0, ())


def test_nothing_is_rewritten_for_a_copy_that_is_not_the_archived_text(say: Say) -> None:
    path = say(claim(3, 15))
    (path.parents[1] / "sources" / "gazette.txt").write_text(TEXT + "\n", encoding="utf-8")
    result = found(path)
    assert (result.rewritings, result.spans) == ((), 0)
    (left,) = result.left
    assert left.why == "the copy of the source is not the archived text"


@pytest.mark.parametrize(
    ("record", "why"),
    [
        (claim(3, '15 ; kb:note "a" ; kb:end 16'), "stated twice"),
        (claim(3, 15, f'{EXACT} ; kb:exact "four million at"'), "stated twice"),
        (claim('"3"^^xsd:integer', 15), "not written as a plain number"),
        (claim("3 , 3", 15), "written more than once"),
    ],
)
def test_what_is_stated_in_an_odd_way_is_left_for_a_person(say: Say, record: str, why: str) -> None:
    result = found(say(record))
    assert (result.rewritings, result.spans) == ((), 0)
    (left,) = result.left
    assert why in left.why


def test_a_span_on_two_sources_that_differ_is_left_alone(say: Say) -> None:
    (path := say(claim(3, 15) + "ex:c kb:source ex:t .")).parent.joinpath("c.ttl").write_text(
        PREFIXES + 'ex:t a kb:Source ; kb:fileName "none.txt" .'
    )
    result = found(path)
    assert (result.rewritings, [left.why for left in result.left]) == (
        (),
        ["it rests on two sources, and they differ"],
    )


def test_only_files_that_may_be_rewritten_are(say: Say) -> None:
    path = say(claim(3, 15))
    result = found(path, lambda path: False)
    assert (result.rewritings, result.spans, len(result.left)) == ((), 0, 1)
    assert "not named" in result.left[0].why
    assert found(path, lambda one: one == path).spans == 1


# When something goes wrong


def test_a_file_that_somebody_changed_meanwhile_stops_all(say: Say) -> None:
    path = say(claim(3, 15))
    other = path.with_name("c.ttl")
    other.write_text(PREFIXES + claim(4, 16, name="ex:d"), encoding="utf-8")
    result = found(path)
    assert [one.path for one in result.rewritings] == [path, other]
    before = path.read_bytes()
    other.write_text(other.read_text() + "# mine", encoding="utf-8")
    with pytest.raises(CannotGoOn, match="changed by somebody else"):
        write(result.rewritings)
    assert path.read_bytes() == before
    assert other.read_text().endswith("# mine")


def test_positions_that_were_looked_up_wrongly_are_never_written(
    say: Say, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Should the places of two spans be mixed up one day, the second look finds it out."""
    path = say(claim(3, 15) + claim(5, 10, 'kb:exact "mayor"', "ex:d"))

    def mixed_up(triples: Iterable[Triple], corpus: Corpus) -> dict[Triple, tuple[Written, ...]]:
        right = written(triples, corpus)
        return dict(zip(right, reversed(right.values()), strict=True))

    monkeypatch.setattr(module, "written", mixed_up)
    with pytest.raises(CannotGoOn, match="would not stand as they should"):
        found(path)
