"""Turtle ready to be pasted into a base: evidence of a passage, record of a source."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from kb.exchange.serialization.prefixes import prefixed_names
from kb.exchange.serialization.turtle_terms import turtle_term
from kb.graph.corpus import Corpus
from kb.text.sentences import sentence_spans
from kb.text.sources import Copy, copy_of, digest, read_copy
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import kb

MOST_WORDS = 12
GAP = " ... "


def evidence_turtle(corpus: Corpus, source: NamedNode, words: str, *, role: str, keep: bool) -> str:
    """Return one evidence node for each place where the words stand in the reader's copy.

    ``words`` are matched exactly, wherever they begin; ``first ... last`` stands for each passage
    from the one to the other that has no shorter one within it. Raises `CannotGoOn` where there are
    no words, there is no copy, the copy is not the archived text, the words are nowhere, the role
    is none, or more than twelve words are to be kept.
    """
    first, last = _parts(words)
    roles = {
        n.value.rpartition("#")[2]
        for n in corpus.known.instances(kb("EvidenceRole"))
        if isinstance(n, NamedNode)
    }
    if role not in roles:
        raise CannotGoOn(
            f"there is no evidence role {role!a}", hint=f"Choose one of {', '.join(sorted(roles))}."
        )
    copy = _archived(corpus, source)
    text = copy.text or ""
    places = tuple(_places(first, last, text))
    if not places:
        raise CannotGoOn(
            "these words are not in the source",
            where=copy.path.name,
            hint="Give them exactly as printed, with its quotation marks and dashes.",
        )
    return "\n".join(_node(text, start, end, role, keep) for start, end in places)


def _archived(corpus: Corpus, source: NamedNode) -> Copy:
    name = corpus.index.text(source, kb("fileName"))
    folder = corpus.base.sources
    if name is None:
        raise CannotGoOn("this record is no archived source", hint="It has no kb:fileName.")
    copy = read_copy(folder, name) if folder else None
    if copy is None:
        raise CannotGoOn(
            f"no copy of {name}",
            where=str(folder) if folder else None,
            hint="Name the folder of your copies with --sources DIR.",
        )
    if copy.text is None or copy.sha256 != corpus.index.text(source, kb("sha256")):
        raise CannotGoOn(
            "this copy is not the archived text",
            where=str(copy.path),
            hint='"kb check --sources DIR" says what differs.',
        )
    return copy


def _parts(words: str) -> tuple[str, str | None]:
    """Return the words that a passage begins with, and those it ends with, if they are told."""
    first, gap, last = words.partition(GAP)
    if not first.strip() or (gap and not last.strip()):
        raise CannotGoOn(
            "no words to look for",
            hint='Give them as printed, or "first words ... last words" for a longer passage.',
        )
    return first, last if gap else None


def _places(first: str, last: str | None, text: str) -> Iterator[tuple[int, int]]:
    """Return start and end of each place, in the order of the text; places may overlap."""
    begins = tuple(_starts(first, text))
    if last is None:
        yield from ((begin, begin + len(first)) for begin in begins)
        return
    used = 0
    for end in _starts(last, text):
        nearest = bisect_right(begins, end - len(first))
        if nearest > used:
            yield begins[nearest - 1], end + len(last)
            used = nearest


def _starts(words: str, text: str) -> Iterator[int]:
    """Return where words begin in a text; two places may overlap."""
    start = text.find(words)
    while start >= 0:
        yield start
        start = text.find(words, start + 1)


def _node(text: str, start: int, end: int, role: str, keep: bool) -> str:
    words = text[start:end]
    if keep and len(words.split()) > MOST_WORDS:
        raise CannotGoOn(
            f"{len(words.split())} words are too many to keep; {MOST_WORDS} is the most",
            hint="Leave out --keep: position and digest are enough to verify the passage.",
        )
    proof = f"kb:exact {_string(words)}" if keep else f'kb:digest "{digest(words)}"'
    return f"kb:evidence [ kb:role kb:{role} ; kb:start {start} ; kb:end {end} ; {proof} ]"


def source_turtle(file: Path, name: str, prefixes: Mapping[str, str]) -> str:
    """Return the record of a source with digest, length and proposed sentences.

    What only a person knows (title, publisher, dates) is left as a comment to fill in. Raises
    `CannotGoOn` for a file that is missing or not UTF-8, or a name whose prefix is not among
    ``prefixes``.
    """
    prefix, colon, local = name.partition(":")
    if not colon or not local or prefix not in prefixes:
        raise CannotGoOn(
            f"{name!a} is no name with a prefix of this base",
            where="--name",
            hint=f"Write for example src:{file.stem}; known: {', '.join(sorted(prefixes))}.",
        )
    if not file.is_file():
        raise CannotGoOn("no such file", where=str(file))
    copy = copy_of(file)
    if copy.text is None:
        raise CannotGoOn(
            "not UTF-8", where=str(file), hint="Save the text as UTF-8 before you archive it."
        )
    sentences = " ,\n".join(
        f"        [ kb:number {number} ; kb:start {start} ; kb:end {end} ]"
        for number, (start, end) in enumerate(sentence_spans(copy.text), start=1)
    )
    declared = "".join(f"@prefix {p}: <{prefixes[p]}> .\n" for p in (prefix, "kb", "dct", "xsd"))
    return (
        f"{declared}\n{name} a kb:Source ;\n"
        '    # dct:title "..." ; dct:creator "..." ; dct:publisher "..." ;\n'
        '    # kb:published "2020-01-31"^^xsd:date ; kb:precision kb:day ;\n'
        '    # kb:publishedBasis "..."@en ;\n'
        '    # kb:captured "2020-02-01"^^xsd:date ;\n'
        "    kb:sourceKind kb:article ; kb:opened true ;\n"
        f"    kb:fileName {_string(file.name)} ;\n"
        f'    kb:sha256 "{copy.sha256}" ;\n'
        f"    kb:length {len(copy.text)} ; kb:normalisation kb:verbatim ;\n"
        f"    kb:sentence\n{sentences} .\n"
    )


def _string(text: str) -> str:
    return turtle_term(Literal(text), prefixed_names({}))
