"""The planted errors: which shape each breaks, and what checking the sound base with it finds."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode

from kb.graph.corpus import Corpus, ontology, read_corpus
from kb.graph.index import Index
from kb.judgement.check import check
from kb.judgement.shacl.shapes import read_shapes
from kb.text.base import Base
from kb.words.finding import Finding
from kb.words.vocabulary import SHAPES, kb, shape_files

HERE = Path(__file__).parent
GOOD = HERE / "good.ttl"
BAD = HERE / "bad"


@dataclass(frozen=True)
class Rule:
    """One shape that is a rule: its code and texts as the shapes file gives them."""

    name: str
    code: str
    message: str
    remedy: str

    @property
    def file(self) -> Path:
        """The file that breaks this rule."""
        return BAD / f"{self.name}.ttl"

    def unavoidable(self) -> set[str]:
        """Codes that the file names in its second comment line, for they cannot be avoided."""
        second = self.file.read_text(encoding="utf-8").splitlines()[1]
        return (
            set(second.removeprefix("# also:").split()) if second.startswith("# also:") else set()
        )


@cache
def shapes() -> Index:
    """The shipped shapes."""
    return read_shapes(shape_files())


@cache
def vocabulary() -> Index:
    """The shipped vocabulary."""
    return Index(ontology())


def rules() -> tuple[Rule, ...]:
    """Every shape that has a code, sorted by it."""
    index = shapes()
    found = [
        Rule(
            shape.value.removeprefix(SHAPES),
            code,
            index.text(shape, NamedNode("http://www.w3.org/ns/shacl#message")) or "",
            index.text(shape, kb("remedy")) or "",
        )
        for shape in index.subjects()
        if isinstance(shape, NamedNode) and (code := index.text(shape, kb("code")))
    ]
    return tuple(sorted(found, key=lambda rule: rule.code))


def corpus_of(*files: Path, sources: Path | None = None) -> Corpus:
    """Read files of this folder, as one base."""
    return read_corpus(Base(HERE, "harbour", tuple(sorted(files)), sources))


@dataclass(frozen=True)
class Checked:
    """The sound base with one planted error, and what the check finds in it."""

    corpus: Corpus
    findings: tuple[Finding, ...]


@cache
def checked(rule: Rule) -> Checked:
    """Check the sound base with the error that is planted for this rule."""
    corpus = corpus_of(GOOD, rule.file)
    return Checked(corpus, check(corpus).findings)
