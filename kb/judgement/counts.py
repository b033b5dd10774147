"""How much there is of what in a base."""

from collections import Counter
from dataclasses import dataclass

from pyoxigraph import Literal

from kb.graph.corpus import Corpus
from kb.graph.names import Names
from kb.words.vocabulary import kb

RECORDS = (
    "Claim",
    "Proposition",
    "Question",
    "Speaker",
    "Source",
    "Place",
    "Population",
    "Definition",
    "Event",
    "Measure",
    "Identity",
    "Tension",
    "Decision",
    "Verdict",
    "Waiver",
    "Review",
    "NoClaim",
)
"""Classes of records in the order in which a person asks for them."""
GROUPS = ("source", "act", "polarity", "speaker", "answers", "hedge")
"""Properties by whose values claims are counted."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of one base.

    ``records`` counts records by class, ``claims`` claims by the label of a property's value, most
    first; a claim with several values of a property counts for each.
    """

    name: str
    triples: int
    records: tuple[tuple[str, int], ...]
    claims: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]


def count(corpus: Corpus) -> Counts:
    """Return the counts of a corpus."""
    names = Names.of(corpus)
    index = corpus.index
    claims = index.instances(kb("Claim"))
    groups: list[tuple[str, tuple[tuple[str, int], ...]]] = []
    for group in GROUPS:
        counter = Counter(
            names.label(value)
            for claim in claims
            for value in index.values(claim, kb(group))
            if not isinstance(value, Literal)
        )
        ranked = sorted(counter.items(), key=lambda item: (-item[1], item[0]))
        groups.append((group, tuple(ranked)))
    records = ((cls, len(index.instances(kb(cls)))) for cls in RECORDS)
    return Counts(
        corpus.base.name, len(index), tuple((cls, n) for cls, n in records if n), tuple(groups)
    )
