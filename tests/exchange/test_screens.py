"""The screens as a person sees them, in a narrow and in a wide terminal, without colour.

``KB_UPDATE_SCREENS=1 pytest tests/exchange/test_screens.py`` writes what is printed now.
"""

import os
import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import NamedNode

import kb.exchange.screens.overview_page as overview_screen
import kb.exchange.screens.question_page as contests_screen
from kb.exchange.screens.colour import painted
from kb.exchange.screens.overview_page import overview_text
from kb.exchange.screens.pair_list import Asked, pairs_text
from kb.exchange.screens.paragraphs import Page
from kb.exchange.screens.question_page import contest_text, unanswered_text
from kb.exchange.screens.record import record_text
from kb.graph.corpus import Corpus, read_corpus
from kb.graph.names import Names
from kb.judgement.answers.replay import Clock
from kb.judgement.contests.overview import overview
from kb.text.base import open_base

SCREENS = Path(__file__).parent / "screens"
BRIDGE = "https://example.org/bridge/"
NAMES = (
    "overview",
    "as-of",
    "nothing-captured",
    "question",
    "unanswered",
    "pairs",
    "claim",
    "source",
)


@cache
def bridge() -> tuple[Corpus, Names]:
    corpus = read_corpus(open_base(SCREENS))
    return corpus, Names.of(corpus)


def node(name: str) -> NamedNode:
    return NamedNode(BRIDGE + name)


def screen(name: str, page: Page) -> str:
    corpus, names = bridge()
    found = overview(corpus.known)
    crowd = node("question/crowd")
    match name:
        case "overview":
            return overview_text(found, names, page)
        case "as-of":
            then = overview(corpus.known, as_of=date(2021, 6, 7))
            return contest_text(then.of_question(crowd), names, page)
        case "nothing-captured":
            then = overview(corpus.known, as_of=date(2021, 6, 7), clock=Clock.CAPTURED)
            return overview_text(then, names, page)
        case "question":
            return contest_text(found.of_question(crowd), names, page)
        case "unanswered":
            then = overview(corpus.known, as_of=date(2020, 1, 1))
            return unanswered_text(crowd, then.recorded, names, page)
        case "pairs":
            asked = [Asked(c, tuple(c.outcomes()), c.pairs) for c in found.contests]
            return pairs_text(asked, names, page)
        case "claim":
            return record_text(corpus, names, node("claim/organisers-range"), page)
        case _:
            return record_text(corpus, names, node("source/gazette"), page)


@pytest.mark.parametrize("width", [80, 200])
@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_as_it_was(name: str, width: int) -> None:
    text = screen(name, Page(width)) + "\n"
    golden = SCREENS / f"{name}-{width}.txt"
    if os.environ.get("KB_UPDATE_SCREENS"):
        golden.write_text(text, encoding="utf-8")
    assert text == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [60, 80, 120, 200])
@pytest.mark.parametrize("name", NAMES)
def test_no_line_is_longer_than_the_terminal_is_wide(name: str, width: int) -> None:
    assert [line for line in screen(name, Page(width)).splitlines() if len(line) > width] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_wide_screen_says_what_a_narrow_one_says(name: str) -> None:
    """Only the drawings and the layout differ."""

    def words(width: int) -> list[str]:
        return sorted(re.findall(r"[\w.,“”]+", screen(name, Page(width))))

    assert words(80) == words(200)


def test_colour_adds_nothing_but_colour() -> None:
    for name in NAMES:
        text = screen(name, Page(80))
        assert re.sub(r"\x1b\[[\d;]*m", "", painted(text, True)) == text
        assert painted(text, False) == text
    assert "\x1b[1;31m✗ conflict:\x1b[0m" in painted(screen("overview", Page(80)), True)


def test_what_is_too_much_to_be_worked_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (contests_screen, overview_screen):
        monkeypatch.setattr(module, "listed_positions", lambda _: None)
    assert "Positions are not listed: more than 1,000 sets of" in screen("question", Page(100))
    assert "    more than 1,000 positions\n" in screen("overview", Page(100))
    monkeypatch.setattr(contests_screen, "MOST_COMPATIBLE", -1)
    monkeypatch.setattr(overview_screen, "MOST_COMPATIBLE_AT_A_GLANCE", -1)
    assert "Positions are not listed: more than -1 pairs of" in screen("question", Page(100))
    assert "position" not in screen("overview", Page(100))
