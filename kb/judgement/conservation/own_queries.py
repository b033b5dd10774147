"""The desk's own queries, put to the base: what each leaves out, or makes one, without a word.

A query may show some of the answers to a question if each row says of how many, in a column
``?answersInAll``. It may leave answers out without counting them, or make one value of several
claims, only where a decision of the desk covers that and the rows say so: how many are left out in
a column ``?leftOut``, which claims were merged by GROUP_CONCAT. Whoever is denied in a row has the
denial in the same answer.

A required parameter that is a record is tried with several; other types have one value each. A
query that needs outcomes is read and not put: its rows are pairs.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kb.graph.corpus import Corpus
from kb.graph.index import Node
from kb.graph.names import Names
from kb.graph.sparql.embedded import Embedded
from kb.graph.sparql.evaluation import GraphFile, GraphText
from kb.graph.sparql.named_query import NamedQuery, named_query, query_files
from kb.graph.sparql.query_checks import Form
from kb.graph.sparql.sparql_text import position, tokens, without_comments
from kb.judgement.answers.live_claims import denials
from kb.judgement.conservation.decided import InForce, decisions_in_force
from kb.judgement.conservation.merging import mergers
from kb.judgement.conservation.query_results import Shown
from kb.judgement.conservation.try_values import tries
from kb.words.errors import CannotGoOn
from kb.words.finding import Finding, Kind, Place, Severity
from kb.words.vocabulary import ontology_files

NOT_PUT = Kind(
    "KB370",
    "query that cannot be put",
    Severity.ERROR,
    "This query gives no answer to look at: {fault}.",
    "Mend the query; kb query NAME puts it alone.",
    good="SELECT ?claim WHERE { ?claim a kb:Claim }",
    bad="SELECT ?claim WHERE { ?claim a kb:Claim",
)
LEAVES_OUT = Kind(
    "KB386",
    "query leaves rival answers out",
    Severity.ERROR,
    "Of {all} live answers to {question} the query shows {shown} and does not say so: {missing} "
    "is left out.",
    "Show all answers, or count them in a column ?answersInAll; where a decision leaves a claim "
    "out, count what is left out in a column ?leftOut.",
    good="SELECT ?claim (2 AS ?answersInAll) WHERE { ?claim kb:low 4 ; kb:answers ex:q }",
    bad="SELECT ?claim WHERE { ?claim kb:low 4 ; kb:answers ex:q }",
)
UNDENIED = Kind(
    "KB369",
    "query leaves a denial out",
    Severity.ERROR,
    "The query shows {claim} and not {denial}, which denies it.",
    "Show the denial beside the claim, by OPTIONAL and kb:denies.",
    good="SELECT ?claim ?denial (2 AS ?answersInAll) WHERE "
    "{ ?claim kb:low 4 ; kb:answers ex:q OPTIONAL { ?denial kb:denies ?claim } }",
    bad="SELECT ?claim (2 AS ?answersInAll) WHERE { ?claim kb:low 4 ; kb:answers ex:q }",
)
MERGES = Kind(
    "KB387",
    "query makes one value of several claims",
    Severity.ERROR,
    "{function} makes one value of what several claims say, which nobody said{whose}.",
    "Show each claim with its own value; for the least and the greatest, list the claims beside "
    "them by GROUP_CONCAT; else record a decision to merge just these claims.",
    good="SELECT ?low (GROUP_CONCAT(?claim) AS ?claims) WHERE { ?claim kb:low ?low } GROUP BY ?low",
    bad="SELECT (AVG(?low) AS ?mean) WHERE { ?claim kb:low ?low }",
)
_WHERE = re.compile(r":(\d+):(\d+)$")
_MOST_NAMED = 3


def own_query_faults(corpus: Corpus, live: Mapping[Node, Node], today: date) -> Iterator[Finding]:
    """Return where a query of the desk would leave something out without a word.

    ``live`` tells for each claim on a question which question. A query that has the name of a
    shipped one is put as the desk's own.
    """
    base = corpus.base
    paths = [path for folder in base.queries for path in query_files(folder, base.contents)]
    if not paths:
        return
    desk = _Desk.of(corpus, live, today)
    for path in paths:
        shown = base.shown(path)
        try:
            text = base.read(path).decode("utf-8-sig")
            yield from desk.faults(named_query(text, name=path.stem, file=shown))
        except (CannotGoOn, OSError, UnicodeDecodeError) as fault:
            yield _not_put(fault, shown)


def _not_put(fault: Exception, file: str) -> Finding:
    what, where = str(fault), None
    if isinstance(fault, CannotGoOn):
        what, where = fault.what, _WHERE.search(fault.where or "")
    line, column = (int(where[1]), int(where[2])) if where else (1, 1)
    return NOT_PUT.found(fault=what, place=Place(file, line, column))


@dataclass(frozen=True)
class _Desk:
    """What the answers of one base to any query must keep to."""

    corpus: Corpus
    asked: Embedded
    names: Names
    live: Mapping[Node, Node]
    rivals: Mapping[Node, frozenset[Node]]
    denials: Mapping[Node, frozenset[Node]]
    decided: InForce

    @classmethod
    def of(cls, corpus: Corpus, live: Mapping[Node, Node], today: date) -> "_Desk":
        rivals: dict[Node, set[Node]] = defaultdict(set)
        for claim, question in live.items():
            rivals[question].add(claim)
        contents = (GraphText(document.content, "ttl") for document in corpus.documents)
        return cls(
            corpus,
            Embedded((*map(GraphFile, ontology_files()), *contents)),
            Names.of(corpus),
            live,
            {question: frozenset(claims) for question, claims in rivals.items()},
            denials(corpus.index, live),
            decisions_in_force(corpus.index, today),
        )

    def faults(self, query: NamedQuery) -> Iterator[Finding]:
        """Return the faults of a query; raises `CannotGoOn` where it gives no answer."""
        named, unnamed = mergers(query.sparql, self.corpus.prefixes)
        for one in unnamed:
            place = _place(query, one.start)
            yield MERGES.found(function=one.function, whose="", place=place)
        for shown in self._answers(query):
            yield from self._left_out(shown, query)
            if named:
                yield from self._merged(shown, query, named[0].function, named[0].start)
            if shown.lines:
                return

    def _answers(self, query: NamedQuery) -> Iterator[Shown]:
        if query.header.outcomes:
            return
        for given in tries(query.header.parameters, self.corpus.index):
            put = query.bound(given, self.corpus.prefixes)
            if put.form is Form.SELECT:
                yield Shown(self.asked.select(put, max_rows=None), self.live)
            elif put.form is Form.CONSTRUCT:
                yield Shown.of_graph(self.asked.construct(put, max_rows=None), self.live)

    def _left_out(self, shown: Shown, query: NamedQuery) -> Iterator[Finding]:
        place, told = _place(query), set(self.decided.left_out)
        for question, missing in shown.partial(self.rivals, self.decided.left_out):
            told |= missing
            size = len(self.rivals[question])
            yield LEAVES_OUT.found(
                all=size,
                shown=size - len(missing),
                question=self.names.short(question),
                missing=self._listed(missing),
                place=place,
            )
        for claim, missing in shown.undenied(self.denials):
            if missing - told:
                yield UNDENIED.found(
                    claim=self.names.short(claim), denial=self._listed(missing - told), place=place
                )

    def _merged(
        self, shown: Shown, query: NamedQuery, function: str, start: int
    ) -> Iterator[Finding]:
        for claims in sorted(shown.together, key=sorted_names):
            if not any(claims <= merged for merged in self.decided.merged):
                whose = f": {self._listed(claims)}"
                yield MERGES.found(function=function, whose=whose, place=_place(query, start))

    def _listed(self, claims: frozenset[Node]) -> str:
        names = sorted(map(self.names.short, claims))
        more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
        return ", ".join(names[:_MOST_NAMED]) + more


def sorted_names(claims: frozenset[Node]) -> list[str]:
    """Return by what sets of claims are put in order."""
    return sorted(map(str, claims))


def _place(query: NamedQuery, start: int | None = None) -> Place:
    """Return a place in a query file: that of an offset, else of the word that begins the query."""
    sparql = query.sparql
    if start is None:
        code = without_comments(tokens(sparql))
        start = next((one.start for one in code if one.word in Form.__members__), 0)
    line, column = position(sparql.text, start)
    return Place(sparql.name, line, column)
