"""A record in full tells of each span how it stands in the reader's copy of its source."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.exchange.screens.record import record_text
from kb.graph.corpus import read_corpus
from kb.graph.names import Names
from kb.text.base import open_base
from tests.faces.test_bad_input import CLAIM, TEXT, sound

MakeBase = Callable[[Mapping[str, str]], Path]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", "exact"),
        ("14 ; kb:end 26", "13 ; kb:end 25", "moved (to 14–26)"),
        ("four million", "five million", "missing"),
        ("kb:start 14", "kb:start 0", "moved (to 14–26)"),
        ('14 ; kb:end 26 ; kb:exact "four million"', '0 ; kb:end 3 ; kb:exact "The"', "ambiguous"),
    ],
)
@pytest.mark.parametrize("changed", [False, True])
def test_each_span_says_how_it_stands(
    make_base: MakeBase, old: str, new: str, told: str, changed: bool
) -> None:
    copy = {"sources/g.txt": TEXT + "\n"} if changed else {}
    base = make_base(sound(**{"claims/b-claims.ttl": CLAIM.replace(old, new), **copy}))
    for sources, shown in ((base / "sources", True), (None, False)):
        corpus = read_corpus(open_base(base, sources=sources))
        names = Names.of(corpus)
        text = record_text(corpus, names, names.find("claim:cost"))
        lines = [line.strip() for line in text.splitlines() if "stands: " in line]
        expected = f"stands: source changed; in this copy {told}" if changed else f"stands: {told}"
        assert [line.startswith(expected) for line in lines] == ([True] if shown else [])
