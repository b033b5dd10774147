"""``kb conflicts``, ``show`` and ``cite`` as a person at a terminal or a script uses them."""

import hashlib
import json
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.exchange.screens.question_page import MOST_ANSWERS, MOST_CONFLICTS
from tests.conftest import ROOT, Kb

PIER = str(ROOT / "tests" / "bases" / "pier")
BRIDGE = str(ROOT / "tests" / "exchange" / "screens")
MakeBase = Callable[[Mapping[str, str]], Path]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}


def crowd(count: int) -> dict[str, str]:
    """A base in which so many speakers give each another number, and one a date of its own."""
    text = (
        'q:crowd a kb:Question ; skos:prefLabel "How many came?"@en ; kb:answerKind kb:quantity .\n'
    )
    text += "".join(
        f'sp:s{n} a kb:Speaker ; skos:prefLabel "speaker {n}"@en .\n'
        f'claim:c{n} a kb:Claim ; kb:gist "Speaker {n} counts {n}"@en ; kb:speaker sp:s{n} ; '
        f"kb:act kb:states ; kb:answers q:crowd ; kb:low {n} ; kb:high {n} .\n"
        for n in range(1, count + 1)
    )
    return {"claims/crowd.ttl": text}


# What is asked for


@pytest.mark.parametrize(
    "wish",
    [
        (),
        ("q:pier-state",),
        ("q:town-knew",),
        ("--pairs",),
        ("--outcome", "undetermined"),
        ("--speaker", "sp:holm"),
        ("q:visitors", "--outcome", "conflict"),
        ("--as-of", "1990-01-01"),
        ("q:pier-state", "--as-of", "1990-01-01"),
    ],
)
@pytest.mark.parametrize("form", ["human", "json", "csv", "ttl"])
def test_it_ends_with_0_whatever_it_finds(kb: Kb, wish: tuple[str, ...], form: str) -> None:
    run = kb("conflicts", *wish, "--format", form, "--base", PIER)
    assert (run.code, run.err) == (0, "")
    if form == "json":
        assert json.loads(run.out)["version"] == 1


def test_pairs_of_one_speaker_and_outcome(kb: Kb) -> None:
    run = kb("conflicts", "--speaker", "sp:mayor", "--outcome", "conflict", "--base", BRIDGE)
    assert run.out.count("✗ conflict") == 1
    assert "1 of 10 pairs" in run.out
    none = kb("conflicts", "q:closed", "--outcome", "conflict", "--base", BRIDGE)
    assert none.out == "No pair of answers is like that.\n"


def test_a_day_says_how_much_was_on_record(kb: Kb, make_base: MakeBase) -> None:
    run = kb("conflicts", "--as-of", "2021-06-07", "--base", BRIDGE)
    assert run.out.startswith("As of 2021-06-07, by the day it was published: 4 of 8 claims on")
    base = make_base(crowd(2))
    run = kb("conflicts", "--as-of", "2024-05-04", "--clock", "captured", cwd=base)
    assert "nothing can be said. None of the 2 claims has that date" in " ".join(run.out.split())


def test_a_question_without_an_answer_on_that_day_is_no_error(kb: Kb) -> None:
    run = kb("conflicts", "q:pier-state", "--as-of", "1990-01-01", "--base", PIER)
    assert run.code == 0
    assert "Is the pier open?  [q:pier-state]\nNo answer is on record on that day." in run.out


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("claim:c-cost-mayor", 'It answers q:repair-cost; "kb show claim:c-cost-mayor"'),
        ("sp:holm", '"kb conflicts --speaker sp:holm" lists the pairs'),
        ("src:gazette", "Give the name of a question"),
    ],
)
def test_what_is_no_question_is_refused_with_what_to_ask_instead(
    kb: Kb, name: str, hint: str
) -> None:
    run = kb("conflicts", name, "--base", PIER)
    assert (run.code, run.out) == (2, "")
    assert f"{name} is not a question" in run.err
    assert hint in run.err


def test_a_question_may_be_named_by_its_label(kb: Kb) -> None:
    asked = kb("conflicts", "is the pier open?", "--base", PIER)
    assert asked.out == kb("conflicts", "q:pier-state", "--base", PIER).out != ""


# Names that are not there


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("q:pier-stat", "Did you mean q:pier-state?"),
        ("pier-stat", "Did you mean q:pier-state or opt:pier-states?"),
        ("https://example.org/pier/question/pier-stat", "Did you mean q:pier-state?"),
        ("xyzzy", '"kb query --list" shows ways to find one.'),
    ],
)
def test_an_unknown_name_gets_one_short_suggestion(kb: Kb, name: str, hint: str) -> None:
    run = kb("show", name, "--base", PIER)
    assert run.code == 2
    assert run.err.splitlines()[1:] == [f"  {hint}"]


def test_an_unknown_query_gets_one_too(kb: Kb) -> None:
    near, far = (kb("query", name, "--base", PIER).err for name in ("denial", "xyzzy"))
    assert re.search(r'^  Did you mean denials\? "kb query --list" shows all \d+\.$', near, re.M)
    assert re.search(r'^  "kb query --list" shows all \d+\.$', far, re.M)
    assert "/" not in near + far


# Long lists


def test_long_lists_are_cut_and_counted_and_all_is_to_be_had(kb: Kb, make_base: MakeBase) -> None:
    base = make_base(crowd(60))
    cut = kb("conflicts", "q:crowd", cwd=base).out
    assert f"{MOST_ANSWERS} of 60 answers, those in conflict first; --all shows every one" in cut
    assert f"… and {60 * 59 // 2 - MOST_CONFLICTS:,} more conflicts: --all" in cut
    assert "… and 50 more positions: --all" in cut
    assert cut.count("  claim:c") == MOST_ANSWERS
    whole = kb("conflicts", "q:crowd", "--all", cwd=base).out
    assert "--all" not in whole
    assert whole.count("✗ conflict") == 60 * 59 // 2
    assert len(re.findall(r"^ +claim:c\d+$", whole, re.MULTILINE)) == 60
    assert (
        len(
            json.loads(kb("conflicts", "--format", "json", cwd=base).out)["questions"][0]["answers"]
        )
        == 60
    )


def test_pairs_are_cut_at_a_thousand_and_counted(kb: Kb, make_base: MakeBase) -> None:
    base = make_base(crowd(60))
    cut = kb("conflicts", "--pairs", cwd=base).out
    assert cut.count("✗ conflict") == 1000
    assert "1,770 of 1,770 pairs" in cut
    assert "… and 770 more such pairs: --all" in cut
    whole = kb("conflicts", "--pairs", "--all", cwd=base).out
    assert whole.count("✗ conflict") == 1770
    speaker = kb("conflicts", "--speaker", "sp:s7", cwd=base).out
    assert "59 of 1,770 pairs" in speaker


def test_a_source_counts_its_sentences_and_lists_them_on_demand(kb: Kb) -> None:
    short = kb("show", "src:gazette", "--base", PIER).out
    assert re.search(r"^  \d+ sentences, listed by --all", short, re.MULTILINE)
    assert "number: 1" not in short
    assert short.index("published: 2024-05-03") < short.index("sentences")
    assert "number: 1" in kb("show", "src:gazette", "--all", "--base", PIER).out


def test_a_question_is_shown_with_each_answer_once(kb: Kb) -> None:
    out = kb("show", "q:wave-height", "--base", PIER).out
    assert len(re.findall("^ +Fjordmutual, after the Coast Institute's report", out, re.M)) == 1


# A terminal


def on_terminal(*arguments: str, columns: int, **environment: str) -> str:
    """Return what a command prints on a terminal so many columns wide."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "kb", *arguments],
        stdout=theirs,
        stderr=theirs,
        env={**ENVIRONMENT, "COLUMNS": str(columns), "TERM": "xterm", **environment},
    )
    os.close(theirs)
    data = b""
    while True:
        try:
            more = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other end has closed
            break
        if not more:
            break
        data += more
    os.close(ours)
    assert process.wait(timeout=60) == 0
    return data.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.parametrize("columns", [80, 200])
def test_a_terminal_is_kept_to(columns: int) -> None:
    text = on_terminal("conflicts", "q:repair-cost", "--base", PIER, "--no-color", columns=columns)
    longest = max(map(len, text.splitlines()))
    assert longest <= columns
    assert longest > columns // 2
    assert "\x1b" not in text


def test_colour_is_for_a_terminal_that_wants_it(kb: Kb) -> None:
    arguments = ("conflicts", "q:pier-state", "--base", PIER)
    assert "\x1b[1;31m✗ conflict:" in on_terminal(*arguments, columns=100)
    assert "\x1b" not in on_terminal(*arguments, columns=100, NO_COLOR="1")
    assert "\x1b" not in on_terminal(*arguments, columns=100, TERM="dumb")
    piped = kb(*arguments).out
    assert "\x1b" not in piped
    assert re.sub(r"\x1b\[[\d;]*m", "", on_terminal(*arguments, columns=100)) == piped


SLOW = """\
import os, sys, time
import kb.faces.cli.main as main, kb.faces.cli.waiting as waiting
import kb.judgement.contests.overview as overview
waiting._PATIENCE = 0.05
answered = overview.overview
def slow(*given, **named):
    {what}
    return answered(*given, **named)
overview.overview = slow
sys.argv = ["kb", *sys.argv[1:]]
main.main()
"""


def test_a_long_wait_is_told_on_a_terminal_and_wiped_out() -> None:
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW.format(what="time.sleep(0.4)"), "conflicts", "--base", PIER],
        stdout=subprocess.PIPE,
        stderr=theirs,
        env=ENVIRONMENT,
    )
    out, _ = process.communicate(timeout=60)
    os.close(theirs)
    told = os.read(ours, 65536).decode("utf-8")
    os.close(ours)
    assert "kb: comparing answers, 0 s" in told
    assert told.endswith(" \r")
    assert b"comparing" not in out
    assert b" questions: " in out


def test_a_long_wait_is_not_told_in_a_pipe() -> None:
    run = subprocess.run(
        [sys.executable, "-c", SLOW.format(what="time.sleep(0.4)"), "conflicts", "--base", PIER],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stderr) == (0, b"")


def test_ctrl_c_ends_with_130_and_one_line() -> None:
    what = f"os.kill(os.getpid(), {int(signal.SIGINT)}); time.sleep(9)"
    run = subprocess.run(
        [sys.executable, "-c", SLOW.format(what=what), "conflicts", "--base", PIER],
        capture_output=True,
        env=ENVIRONMENT,
        timeout=60,
        check=False,
    )
    assert (run.returncode, run.stdout) == (130, b"")
    assert run.stderr.strip() == b"kb: stopped"


# kb cite


def cited(kb: Kb, make_base: MakeBase, text: str, words: str) -> tuple[list[tuple[int, int]], str]:
    """Return the places that ``kb cite`` finds in a text, and what it says beside."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = (
        f'src:g a kb:Source ; dct:title "g" ; kb:fileName "g.txt" ; kb:sha256 "{digest}" ; '
        f"kb:length {len(text)} ."
    )
    base = make_base({"claims/g.ttl": source, "sources/g.txt": text})
    run = kb("cite", "src:g", words, "--sources", "sources", cwd=base)
    places = re.findall(r"kb:start (\d+) ; kb:end (\d+)", run.out)
    return [(int(start), int(end)) for start, end in places], run.err


def test_a_passage_has_no_shorter_one_within(kb: Kb, make_base: MakeBase) -> None:
    text = "the pier, the old pier and the harbour"
    places, said = cited(kb, make_base, text, "the ... pier")
    assert [text[start:end] for start, end in places] == ["the pier", "the old pier"]
    assert "2 places" in said


def test_the_passage_begins_at_the_last_of_its_first_words(kb: Kb, make_base: MakeBase) -> None:
    text = "so they say so the pier fell and so fell it"
    places, _ = cited(kb, make_base, text, "so ... fell")
    assert [text[start:end] for start, end in places] == ["so the pier fell", "so fell"]


def test_places_may_overlap(kb: Kb, make_base: MakeBase) -> None:
    places, _ = cited(kb, make_base, "no no no", "no no")
    assert places == [(0, 5), (3, 8)]


@pytest.mark.parametrize("words", ["", "  ", " ... pier", "the ... "])
def test_no_words_are_refused(kb: Kb, make_base: MakeBase, words: str) -> None:
    places, said = cited(kb, make_base, "the pier", words)
    assert places == []
    assert "no words to look for" in said
