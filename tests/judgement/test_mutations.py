"""A thousand random mutations of sources and of evidence: each is found, none re-anchored unasked.

The mutations come from fixed seeds, so that a failure can be repeated by its number.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import NamedNode, Triple
from typer.testing import CliRunner

from kb.faces.cli.main import app
from kb.graph.corpus import Corpus, read_corpus
from kb.graph.index import Node
from kb.graph.located import written
from kb.judgement.evidence.kinds import NOT_UTF8, SOURCE_CHANGED
from kb.judgement.evidence.reanchoring import reanchoring
from kb.judgement.evidence.spans import SpanState, Standing
from kb.judgement.evidence.verification import Verification, verify
from kb.text.base import open_base
from kb.text.edits import Edit, edited
from kb.words.vocabulary import kb as term
from tests.judgement.mutations import Said, mutated_said, mutated_source

ROOT = Path(__file__).resolve().parents[2]
PIER = ROOT / "tests" / "bases" / "pier"
VERIFIED = (SpanState.EXACT, SpanState.AMBIGUOUS)
NAMES = ("start", "end", "exact", "digest")
POSITIONS = re.compile(r"(kb:(?:start|end) )[0-9]+")
PER_BASE = 25
"""Spans of a base that are mutated together; each has to be found."""


@dataclass(frozen=True)
class Sound:
    """A base without a fault, its archived texts by source, and where each span is written."""

    corpus: Corpus
    texts: Mapping[Node, str]
    standings: tuple[Standing, ...]
    tokens: Mapping[Triple, tuple[Path, int, int]]


def sound(folder: Path, sources: Path, copies: Path) -> Sound:
    """Read a base, with a copy of its sources in a folder of our own."""
    shutil.copytree(sources, copies)
    corpus = read_corpus(open_base(folder, sources=copies))
    verification = verify(corpus.index, copies)
    assert verification.findings == ()
    assert {standing.state for standing in verification.standings} == set(VERIFIED)
    texts = {
        source: (copies / name).read_bytes().decode("utf-8")
        for source in corpus.index.instances(term("Source"))
        if (name := corpus.index.text(source, term("fileName"))) is not None
    }
    triples = [triple for standing in verification.standings for triple in about(corpus, standing)]
    tokens = {
        triple: (found.document.path, found.start, found.end)
        for triple, places in written(triples, corpus).items()
        for found in places
    }
    return Sound(corpus, texts, verification.standings, tokens)


@pytest.fixture(scope="module")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    return sound(PIER, PIER / "sources", tmp_path_factory.mktemp("pier") / "copies")


@pytest.fixture(scope="module")
def hajin(tmp_path_factory: pytest.TempPathFactory) -> Sound:
    articles = ROOT.parent / "shared" / "sources"
    if not articles.is_dir():
        pytest.skip("the articles are not part of the repository; no ../shared/sources here")
    return sound(ROOT, articles, tmp_path_factory.mktemp("hajin") / "copies")


def about(corpus: Corpus, standing: Standing) -> Iterator[Triple]:
    node = standing.span.node
    for name in NAMES:
        for value in corpus.index.values(node, term(name)):
            yield Triple(node, term(name), value)


def said_of(standing: Standing) -> Said:
    span = standing.span
    return Said(span.start, span.end, span.exact, span.digest)


def told(verification: Verification) -> set[str | None]:
    """The nodes that the findings are about, those included that another brings about."""
    found = verification.findings
    return {one.node for finding in found for one in (finding, *finding.touches)}


# Sources


def mutate_sources(base: Sound, count: int, seed: int) -> None:
    copies = base.corpus.base.sources
    assert copies is not None
    for number in range(count):
        random = Random(f"{seed} {number}")
        source = random.choice(list(base.texts))
        path = copies / (base.corpus.index.text(source, term("fileName")) or "")
        archived = path.read_bytes()
        path.write_bytes(mutated_source(archived, random))
        try:
            verification = verify(base.corpus.index, copies)
            fixed = reanchoring(base.corpus, lambda path: True)
        finally:
            path.write_bytes(archived)
        (finding,) = verification.findings
        assert finding.node == str(source), number
        assert finding.code in (SOURCE_CHANGED.code, NOT_UTF8.code), number
        for was, now in zip(base.standings, verification.standings, strict=True):
            assert now.span == was.span
            assert (now.state in VERIFIED) == (now.source != source), number
        broken = {
            str(one.span.node) for one in verification.standings if one.in_copy and not one.stands
        }
        assert broken <= told(verification), number
        assert (fixed.rewritings, fixed.spans) == ((), 0), number


def test_every_mutation_of_a_source_is_found_and_changes_no_record(pier: Sound) -> None:
    mutate_sources(pier, 500, seed=1)


def test_every_mutation_of_an_article_is_found_and_changes_no_record(hajin: Sound) -> None:
    mutate_sources(hajin, 15, seed=2)


# Records


def wrong_spans(base: Sound, count: int, random: Random) -> dict[int, Said]:
    """Some spans, by number, and the untrue things that will be said of them."""
    spans = [standing.span.node for standing in base.standings]
    alone = [number for number, node in enumerate(spans) if spans.count(node) == 1]
    wrong = {}
    for number in random.sample(alone, count):
        standing, other = base.standings[number], random.choice(base.standings)
        text = base.texts[standing.source]
        wrong[number] = mutated_said(said_of(standing), said_of(other), text, random)
    return wrong


def with_wrong_spans(base: Sound, wrong: Mapping[int, Said]) -> dict[Path, str]:
    """The files of the base in which these spans are said to be something else."""
    edits: dict[Path, list[Edit]] = {}
    for number, said in wrong.items():
        node = base.standings[number].span.node
        for name in NAMES:
            value = getattr(said, name)
            old = base.corpus.index.value(node, term(name))
            if value is None or (old is not None and getattr(old, "value", "") == str(value)):
                continue
            form = str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)
            if old is None:  # a digest where there was none
                path, _, end = base.tokens[Triple(node, term("exact"), exact_of(base, node))]
                edits.setdefault(path, []).append(Edit(end, end, f" ; kb:{name} {form}"))
            else:
                path, start, end = base.tokens[Triple(node, term(name), old)]
                edits.setdefault(path, []).append(Edit(start, end, form))
    files = {one.path: one.content.decode("utf-8") for one in base.corpus.documents}
    for path, some in edits.items():
        files[path] = edited(files[path], sorted(some, key=lambda edit: edit.start))
    return files


def exact_of(base: Sound, node: Node) -> NamedNode:
    (value,) = base.corpus.index.values(node, term("exact"))
    return value  # type: ignore[return-value]


def read(base: Sound, files: Mapping[Path, str]) -> Corpus:
    contents = {path: text.encode("utf-8") for path, text in files.items()}
    corpus = read_corpus(replace(base.corpus.base, contents=contents))
    assert corpus.faults == ()
    return corpus


def mutate_records(base: Sound, count: int, seed: int) -> int:
    """Mutate, check, fix and check again; return how many spans were re-anchored."""
    reanchored = 0
    for number in range(0, count, PER_BASE):
        wrong = wrong_spans(base, PER_BASE, Random(f"{seed} {number}"))
        files = with_wrong_spans(base, wrong)
        corpus = read(base, files)
        verification = verify(corpus.index, corpus.base.sources)
        found = told(verification)
        for at, now in enumerate(verification.standings):
            assert (at in wrong) == (now.state not in VERIFIED), (number, at, now)
            assert (at in wrong) == (str(now.span.node) in found), (number, at, now)
            assert said_of(now) == wrong.get(at, said_of(base.standings[at]))
        fixed = reanchoring(corpus, lambda path: True)
        reanchored += fixed.spans
        after = dict(files)
        for one in fixed.rewritings:
            assert one.old == files[one.path] != one.new
            assert POSITIONS.sub(r"\1", one.old) == POSITIONS.sub(r"\1", one.new)
            after[one.path] = one.new
        make_sure_of(base, verification, after, number)
    return reanchored


def make_sure_of(base: Sound, before: Verification, files: Mapping[Path, str], number: int) -> None:
    """Whatever is called exact is so in the archived text, and only what moved has changed."""
    corpus = read(base, files)
    standings = verify(corpus.index, corpus.base.sources).standings
    for was, now in zip(before.standings, standings, strict=True):
        text = base.texts[now.source]
        assert (now.state in VERIFIED) == said_of(now).holds(text), (number, now)
        assert (was.span.exact, was.span.digest) == (now.span.exact, now.span.digest)
        if said_of(now) != said_of(was):
            assert was.state is SpanState.MOVED, (number, was)
            words = text[now.span.start : now.span.end]
            assert text.find(words) == text.rfind(words) == now.span.start


def test_every_mutation_of_a_record_is_found_and_only_what_is_certain_fixed(pier: Sound) -> None:
    assert 100 < mutate_records(pier, 500, seed=3) < 500


def test_every_mutation_of_a_claim_on_an_article_is_found(hajin: Sound) -> None:
    assert 20 < mutate_records(hajin, 75, seed=4) < 75


# Through the command line


def run(base: Path, *arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["check", "--base", str(base), *arguments])
    return done.exit_code, done.stdout


def bytes_below(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("number", range(10))
def test_a_mutated_source_is_told_and_the_claims_stay_to_the_byte(
    pier: Sound, tmp_path: Path, number: int
) -> None:
    base = tmp_path / "pier"
    shutil.copytree(PIER, base)
    random = Random(f"5 {number}")
    path = random.choice(sorted((base / "sources").iterdir()))
    path.write_bytes(mutated_source(path.read_bytes(), random))
    before = bytes_below(base)
    code, out = run(base, "--fix", "--format", "json")
    report = json.loads(out)
    assert code == 1
    (finding,) = (one for one in report["findings"] if one["code"].startswith("KB40"))
    assert finding["code"] in ("KB401", "KB405")
    assert bytes_below(base) == before


@pytest.mark.parametrize("number", range(10))
def test_a_mutated_span_is_told_or_where_that_is_certain_fixed(
    pier: Sound, tmp_path: Path, number: int
) -> None:
    base = tmp_path / "pier"
    shutil.copytree(PIER, base)
    wrong = wrong_spans(pier, 1, Random(f"6 {number}"))
    for path, text in with_wrong_spans(pier, wrong).items():
        (base / path.relative_to(PIER)).write_bytes(text.encode("utf-8"))
    corpus = read_corpus(open_base(base))
    standings = verify(corpus.index, corpus.base.sources).standings
    (state,) = {one.state for one in standings} - set(VERIFIED)
    before = bytes_below(base)
    code, out = run(base, "--fix", "--format", "json")
    states = json.loads(out)["summary"]["spans"]["states"]
    if state is SpanState.MOVED:
        assert (states["moved"], states["missing"]) == (0, 0)
        assert bytes_below(base) != before
    else:
        assert (code, states["missing"]) == (1, 1)
        assert bytes_below(base) == before
