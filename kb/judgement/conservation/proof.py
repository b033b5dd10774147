"""Conservation: each live claim on a question is in every view of it, proved on the base at hand.

Which claims there are is read off the records a second time (`answers.live_claims`), by no
code that the views use. Then the views are held against it:

- the contests, of which `kb conflicts`, `kb show` and their data forms consist: each claim is in
  exactly one, and the outcomes add up to all pairs;
- the pattern by which every shipped query finds and counts the answers to a question;
- the queries that the desk brings along, which are run: see `own_queries`.

That the texts, tables and exports made of these lose nothing more does not depend on the base; the
tests of the package show it, and an export is read back before it is written.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from pyoxigraph import NamedNode, QuerySolutions, Store

from kb.graph.corpus import Corpus
from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.judgement.answers.live_claims import last_correction, live_claims
from kb.judgement.conservation.decided import ended
from kb.judgement.contests.contest import Contest, contests
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import kb

IN_NO_VIEW = Kind(
    "KB385",
    "claim in no view",
    Severity.ERROR,
    "{claim} answers {question} and is missing from {view}: {why}.",
    "Give the claim a name of its own, let it answer one declared question, and let only a claim "
    "supersede a claim.",
    good="ex:c a kb:Claim ; kb:answers ex:q .",
    bad="[] a kb:Claim ; kb:answers ex:q .",
    reads=("answers", "denies", "supersedes"),
)
NOT_ADDED_UP = Kind(
    "KB368",
    "pairs without an outcome",
    Severity.ERROR,
    "{question} has {pairs} pairs of answers, and outcomes for {counted}.",
    "This is a fault of kb, not of your base: please report it.",
)
ANSWERING = """
PREFIX kb: <https://w3id.org/claims-kb/ns#>
SELECT ?question ?answer WHERE {
  ?answer a kb:Claim ; kb:answers|(kb:denies+/kb:answers) ?question .
  FILTER NOT EXISTS { ?newer kb:supersedes ?answer }
}
"""
"""The pattern by which the shipped queries find and count the answers to a question."""
_FOLLOWED = "they look for the answer at the record it denies, not at what supersedes that"


def unconserved(corpus: Corpus, store: Store, today: date) -> Iterator[Finding]:
    """Return the claims on a question that a view would leave out, and decisions that are over.

    ``store`` holds the records and the vocabulary; ``today`` decides which decisions are in force.
    """
    found = contests(corpus.known)
    names = Names.of(corpus)
    live = live_claims(corpus.index)
    missing = {*_missing_from_contests(live, found)}
    for claim in live:
        if claim in missing:
            yield _in_no_view(
                claim, live, "kb conflicts", _why(claim, live[claim], corpus.index), names
            )
    for claim in _missing_from_queries(live, store):
        if claim not in missing:
            yield _in_no_view(claim, live, "the named queries", _FOLLOWED, names)
    yield from _not_added_up(found, names)
    yield from ended(corpus.index, today)
    if corpus.base.queries:
        # Most bases have none, and the reader of SPARQL takes time to load.
        from kb.judgement.conservation.own_queries import own_query_faults

        yield from own_query_faults(corpus, live, today)


def _missing_from_contests(live: Mapping[Node, Node], found: tuple[Contest, ...]) -> Iterator[Node]:
    shown: Counter[tuple[Node, Node]] = Counter(
        (answer.claim, contest.question) for contest in found for answer in contest.answers
    )
    return (claim for claim, question in live.items() if shown[claim, question] != 1)


def _why(claim: Node, question: Node, index: Index) -> str:
    if not isinstance(claim, NamedNode):
        return "it has no name"
    if not isinstance(question, NamedNode):
        return "the question has no name"
    if last_correction(index, claim) is None:
        return "the records that supersede it lead back to it"
    if index.pointing(claim, kb("supersedes")):
        return "what supersedes it is no claim"
    return "it answers more than one question"


def _missing_from_queries(live: Mapping[Node, Node], store: Store) -> Iterator[Node]:
    rows = store.query(ANSWERING)
    assert isinstance(rows, QuerySolutions)
    shown = {(row["answer"], row["question"]) for row in rows}
    return (claim for claim, question in live.items() if (claim, question) not in shown)


def _in_no_view(
    claim: Node, live: Mapping[Node, Node], view: str, why: str, names: Names
) -> Finding:
    question = live[claim]
    return IN_NO_VIEW.found(
        claim=names.short(claim) if isinstance(claim, NamedNode) else "A claim",
        question=names.short(question) if isinstance(question, NamedNode) else "a question",
        view=view,
        why=why,
        node=claim,
    )


def _not_added_up(found: tuple[Contest, ...], names: Names) -> Iterator[Finding]:
    for contest in found:
        size, counted = len(contest.answers), sum(contest.counts.values())
        if counted != size * (size - 1) // 2:
            yield NOT_ADDED_UP.found(
                question=names.short(contest.question),
                pairs=size * (size - 1) // 2,
                counted=counted,
                node=contest.question,
            )
