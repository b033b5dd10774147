"""Derived questions: figures that were put to no question meet by what they are figures of.

Each key of such figures is a question that is made, not written: the same key has the same IRI in
every base and every run. A derived question is a record like any other, in an index beside the
base's own, and never in its files.
"""

import re
from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from pyoxigraph import Literal, NamedNode, Triple

from kb.graph.corpus import Corpus
from kb.graph.index import Index, Node
from kb.judgement.answers.answer import DIMENSIONS
from kb.judgement.answers.figure_keys import QUESTIONS, FigureKey, figure_keys
from kb.words.vocabulary import KB, PREF_LABEL, RDF_TYPE, TITLE, kb

PREFIX = "derived"
_LABELLED = ("population", "subject", "place")
Texts = Mapping[str, str]
"""What a record is called, by language; what has no language is under an empty text."""


def derived_questions(index: Index) -> Iterator[Triple]:
    """Return the questions that figures without one answer, as records, and who answers them.

    On time they must match, and on each dimension that matters for their measure: one that any
    figure of that measure gives, or says to be unstated. Figures that keep silent on such a
    dimension can only be undetermined; silence is not consent.
    """
    keys = figure_keys(index)
    matters: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for claim, key in keys.items():
        matters[key["measure"]].update(_spoken_of(index, claim, key))
    questions = {key: key.question() for key in dict.fromkeys(keys.values())}
    for key, question in questions.items():
        yield from _record(index, question, key, matters[key["measure"]])
    for claim, key in keys.items():
        yield Triple(claim, kb("answers"), questions[key])


def with_derived_questions(index: Index) -> Index:
    """Return an index in which every figure has a question; the same one where all have theirs."""
    made = tuple(derived_questions(index))
    return index.extended(made) if made else index


def with_questions(corpus: Corpus) -> Corpus:
    """Return a corpus that knows the derived questions beside its own records.

    They get a prefix of their own, so that people can name one.
    """
    known = with_derived_questions(corpus.known)
    if known is corpus.known:
        return corpus
    return replace(corpus, known=known, prefixes={PREFIX: QUESTIONS, **corpus.prefixes})


def is_derived(index: Index, question: Node) -> bool:
    """Tell whether a question was made from figures, not written by an editor."""
    return index.has(question, RDF_TYPE, kb("DerivedQuestion"))


def derived_records(index: Index, questions: Container[Node] | None = None) -> Iterator[Triple]:
    """Return what an index says of derived questions, all or some, and which claims answer them."""
    for question in index.instances(kb("DerivedQuestion")):
        if questions is None or question in questions:
            for prop, values in index.about(question).items():
                yield from (Triple(question, prop, value) for value in values)
            for prop, claim in index.pointing(question, kb("answers")):
                yield Triple(claim, prop, question)


def _spoken_of(index: Index, claim: Node, key: FigureKey) -> Iterator[str]:
    """Return the dimensions that a figure gives or says to be unstated."""
    yield from (name for name, iris in key.of() if iris)
    if index.values(claim, kb("event")):
        yield "event"
    yield from (node.value.removeprefix(KB) for node in index.nodes(claim, kb("unstated")))


# How a derived question is written down


def _record(
    index: Index, question: NamedNode, key: FigureKey, matters: set[str]
) -> Iterator[Triple]:
    yield Triple(question, RDF_TYPE, kb("Question"))
    yield Triple(question, RDF_TYPE, kb("DerivedQuestion"))
    yield from (Triple(question, PREF_LABEL, label) for label in _labels(index, key))
    yield Triple(question, kb("answerKind"), kb("quantity"))
    for name, iris in key.of():
        yield from (Triple(question, kb(name), NamedNode(iri)) for iri in iris)
    for name in (*DIMENSIONS, "period"):
        if name in matters or name == "period":
            yield Triple(question, kb("mustMatch"), kb(name))


def _labels(index: Index, key: FigureKey) -> Iterator[Literal]:
    """Return a label in each language in which all that the key names has one, else a mixed one."""
    named = {iri: _texts(index, NamedNode(iri)) for iris in key.named for iri in iris}
    languages = set.intersection(*({*texts} for texts in named.values()))
    for language in sorted(languages):
        text = _label(key, {iri: texts[language] for iri, texts in named.items()})
        yield Literal(text, language=language) if language else Literal(text)
    if not languages:
        yield Literal(_label(key, {iri: _english_first(texts) for iri, texts in named.items()}))


def _label(key: FigureKey, called: Mapping[str, str]) -> str:
    """Write the measure, then what it is of, then the sense: "Cost: the old pier (paid so far)"."""

    def told(name: str) -> str:
        return " + ".join(called[iri] for iri in key[name])

    of = ", ".join(dict.fromkeys(told(name) for name in _LABELLED if key[name]))
    sense = f" ({told('definition')})" if key["definition"] else ""
    text = told("measure") + (f": {of}" if of else "") + sense
    return text[0].upper() + text[1:]


def _texts(index: Index, node: NamedNode) -> Texts:
    """Return what a record is called, by language; by no language, its name in the file."""
    for prop in (PREF_LABEL, TITLE, kb("gist")):
        texts = [value for value in index.values(node, prop) if isinstance(value, Literal)]
        if texts:
            return {text.language or "": text.value for text in reversed(texts)}
    return {"": re.split("[/#:]", node.value)[-1] or node.value}


def _english_first(texts: Texts) -> str:
    return texts[min(texts, key=lambda language: (language != "en", language))]
