"""The examples of the rules that code holds: the bad one has the fault, the good one has not.

An example is a few words of Turtle, after comment lines that say what else there is: what a source
prints, what the base held then, what its settings are. Here each becomes a base of its own.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.catalogue import MODULES
from kb.judgement.check import check
from kb.judgement.history.past import past_of
from kb.text.base import open_base
from kb.text.history import open_history
from kb.words.finding import Finding, Kind, kinds_in
from kb.words.vocabulary import PREFIXES
from tests.git_desk import Desk
from tests.judgement.records import archived

APART = {"KB368": "a fault of kb itself, which no base shows"}
KINDS = [kind for module in MODULES for kind in kinds_in(module) if kind.code not in APART]
RIVALS = """
ex:q a kb:Question . ex:c a kb:Claim ; kb:answers ex:q ; kb:low 4 .
ex:d a kb:Claim ; kb:answers ex:q ; kb:low 5 .
"""
DENIAL = "ex:o a kb:Question . ex:n a kb:Claim ; kb:answers ex:o ; kb:denies ex:c .\n"
"""What queries of a desk are put to; the denial answers a question of its own."""
OTHERS = {
    **PREFIXES,
    "ex": "https://example.org/",
    "sh": "http://www.w3.org/ns/shacl#",
    "unit": "http://qudt.org/vocab/unit/",
}
HEAD = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in OTHERS.items())
PURPOSE = "# Purpose: what an example shows\n"
ONE_SOURCE = {"the text", "the copy", "the bytes of “café”"}
STAGE_DIRECTION = re.compile(r"# ([\w.“” ]+): ?(.*)")
QUOTED = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Example:
    """The Turtle of an example, and by what comes before its colon what its comments say."""

    turtle: str
    told: dict[str, str]

    @classmethod
    def of(cls, text: str) -> "Example":
        told: dict[str, str] = {}
        lines = []
        for line in text.splitlines():
            match = STAGE_DIRECTION.fullmatch(line)
            if match:
                told[match[1]] = f"{told.get(match[1], '')}{match[2]}\n"
            else:
                lines.append(line)
        return cls("\n".join(lines), told)


def found(folder: Path, text: str) -> set[str]:
    """Return the codes of all that is found in an example, told with another finding or not."""
    example = Example.of(text)
    desk = Desk(folder, folder)
    settings = example.told.get("kb.toml", "").replace("[check] ", "[check]\n")
    claims = folder / "claims"
    claims.mkdir()
    copies = folder / "copies"
    copies.mkdir()
    then = example.told.get("then")
    if then is not None:
        (claims / "a.ttl").write_text(HEAD + then, encoding="utf-8")
        desk.git("init", "--quiet", "--initial-branch=main")
        desk.commit("Then")
    spans = QUOTED.findall(example.told.get("printed", "") + example.told.get("evidence", ""))
    if spans:
        (claims / "source.ttl").write_text(HEAD + printing(copies, spans), encoding="utf-8")
    if example.told.keys() & ONE_SOURCE:
        example = Example(of_one_source(copies, example), {})
    shape = example.told.get("a shape of your own")
    if shape is not None:
        (folder / "own.ttl").write_text(HEAD + shape, encoding="utf-8")
        settings += '[base]\nshapes = ["own.ttl"]\n'
    if example.turtle.startswith("SELECT"):
        (folder / "queries").mkdir()
        (folder / "queries" / "q.rq").write_text(PURPOSE + example.turtle, encoding="utf-8")
        settings += '[base]\nqueries = ["queries"]\n'
        example = Example(RIVALS + DENIAL, {})
    (claims / "a.ttl").write_bytes((HEAD + example.turtle).encode() + octets(example))
    (folder / "kb.toml").write_text(settings, encoding="utf-8")
    base = open_base(folder, sources=copies)
    corpus = read_corpus(base)
    if then is None:
        return codes(check(corpus).findings)
    with open_history(base) as history:
        return codes(check(corpus, past=past_of(history, "HEAD")).findings)


def printing(copies: Path, spans: list[str]) -> str:
    """Return the records of a source that prints these words, and of claim ``ex:c`` that has them
    for evidence.
    """
    text = "So it was: " + ", and ".join(spans) + " there."
    evidence = " , ".join(
        f"[ kb:role kb:content ; kb:start {text.index(span)} ; "
        f'kb:end {text.index(span) + len(span)} ; kb:exact "{span}" ]'
        for span in spans
    )
    claim = f"ex:c a kb:Claim ; kb:source ex:s ; kb:evidence {evidence} ."
    return archived(copies, text) + claim


def of_one_source(copies: Path, example: Example) -> str:
    """Return the records of a source and a claim with what an example says of either."""
    told, says = example.told, example.turtle
    (text,) = QUOTED.findall(told.get("the text", told.get("the copy", '""')))
    data = bytes.fromhex(told.get("the bytes of “café”", "")) or text.encode()
    source = archived(copies, data).rstrip(" .\n")
    for prop in ("kb:sha256", "kb:length"):  # the example's own, in the place of the right one
        if says.startswith(prop):
            source = re.sub(rf"{prop} [^;]+", f"{says} ", source)
    if says.startswith("kb:sentence"):
        source += f" ; {says}"
    claim = f"ex:c a kb:Claim ; kb:source ex:s ; {says if says.startswith('kb:words') else ''}"
    if says.startswith("kb:start"):
        claim += f"kb:evidence [ kb:role kb:content ; {says} ]"
    return f"{source} .\n{claim} ."


def octets(example: Example) -> bytes:
    """Return a comment with the bytes that an example spells out."""
    return b"\n# " + bytes.fromhex(example.told.get("the bytes of a gist “møl”", "")) + b"\n"


def codes(findings: Iterable[Finding]) -> set[str]:
    def all_of(some: Iterable[Finding]) -> Iterator[str]:
        for finding in some:
            yield finding.code
            yield from all_of(finding.touches)

    return set(all_of(findings))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.title}")
def test_the_good_example_has_not_the_fault_and_the_bad_one_has(kind: Kind, tmp_path: Path) -> None:
    assert kind.good
    assert kind.bad
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    assert kind.code in found(bad, kind.bad)
    assert kind.code not in found(good, kind.good)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: f"{kind.code}-{kind.title}")
def test_good_and_bad_differ_in_few_words(kind: Kind) -> None:
    """So that a reader sees at once what the fault is."""
    assert max(len(kind.good or ""), len(kind.bad or "")) <= 420
