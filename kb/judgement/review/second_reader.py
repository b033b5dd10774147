"""The second reader: where the desk demands one, somebody but its encoder reads every claim."""

from collections.abc import Iterator

from kb.graph.corpus import Corpus
from kb.graph.index import Index, Node
from kb.graph.names import Names
from kb.judgement.review.review_history import changes_since_review
from kb.judgement.review.reviews import Reviews, State
from kb.words.finding import Finding, Kind, Severity
from kb.words.vocabulary import kb

UNREAD = Kind(
    "KB422",
    "claim without a second reader",
    Severity.ERROR,
    "Nobody but {encoder} has read this against the text.",
    "Have somebody else read it, and record a kb:Review with kb:by and kb:on, and with kb:concerns "
    "or the passage (kb:source, kb:start, kb:end).",
    good="# kb.toml: [check] second-reader = true\nex:c a kb:Claim ; kb:encodedBy ex:mv ; "
    'kb:entered "2020-05-20"^^xsd:date .\n'
    'ex:r a kb:Review ; kb:concerns ex:c ; kb:by ex:ro ; kb:on "2020-05-21"^^xsd:date .',
    bad="# kb.toml: [check] second-reader = true\nex:c a kb:Claim ; kb:encodedBy ex:mv ; "
    'kb:entered "2020-05-20"^^xsd:date .',
    reads=("encodedBy", "entered", "source", "evidence", "role", "start", "end"),
)
READ_BEFORE = Kind(
    "KB423",
    "changed since its review",
    Severity.ERROR,
    "This was {since}, after {reader} read it on {on}.",
    "Have it read again as it is now, and record a new kb:Review.",
    good="# kb.toml: [check] second-reader = true\nex:c a kb:Claim ; kb:encodedBy ex:mv ; "
    'kb:entered "2020-05-20"^^xsd:date .\n'
    'ex:r a kb:Review ; kb:concerns ex:c ; kb:by ex:ro ; kb:on "2020-05-20"^^xsd:date .',
    bad="# kb.toml: [check] second-reader = true\nex:c a kb:Claim ; kb:encodedBy ex:mv ; "
    'kb:entered "2020-05-20"^^xsd:date .\n'
    'ex:r a kb:Review ; kb:concerns ex:c ; kb:by ex:ro ; kb:on "2020-05-19"^^xsd:date .',
    reads=("encodedBy", "entered", "source", "evidence", "role", "start", "end"),
)


def unread(corpus: Corpus) -> Iterator[Finding]:
    """Find claims, and records of no claim, that no second reader has read as they are now.

    Nothing is found where the settings of the base do not demand one. A record that another
    supersedes needs no reader any more. Raises `CannotGoOn` where a history is there and cannot
    tell what was changed.
    """
    if not corpus.base.second_reader:
        return
    with changes_since_review(corpus) as changed:
        names, reviews = Names.of(corpus), Reviews(corpus.index, changed)
        for record in _records(corpus.index):
            standing = reviews.standing(record)
            if standing.state is State.UNREVIEWED:
                yield _unread(record, corpus.index, names)
            elif standing.review is not None and standing.since is not None:
                by = standing.review.by
                yield READ_BEFORE.found(
                    since=standing.since,
                    reader="somebody" if by is None else names.label(by),
                    on=standing.review.on,
                    node=record,
                )


def _records(index: Index) -> Iterator[Node]:
    for cls in ("Claim", "NoClaim"):
        for record in index.instances(kb(cls)):
            if not index.pointing(record, kb("supersedes")):
                yield record


def _unread(record: Node, index: Index, names: Names) -> Finding:
    encoders = index.values(record, kb("encodedBy"))
    return UNREAD.found(
        encoder=" and ".join(map(names.label, encoders)) or "its encoder",
        node=record,
        path=kb("encodedBy"),
        value=next(iter(encoders), None),
    )
