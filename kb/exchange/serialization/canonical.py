"""An RDF graph in numbers: every term's number is its place in one order that no label decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kb.exchange.serialization.tangle import Tangle, TangleOrder, TooTangledError, tangle_order
from kb.exchange.serialization.term_order import term_key
from kb.words.errors import CannotGoOn

Term = NamedNode | Literal | BlankNode
NumberedTriple = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class NumberedGraph:
    """A graph whose ``terms`` stand in writing order; a triple is three places in that order.

    Named nodes and literals come first (see `term_order`), blank nodes from place
    ``first_blank`` on: first those that are the root of a plain tree, by height and then by
    content, then the others. Only blank nodes that could be swapped without changing the graph
    may stand in either order. ``triples`` is sorted and holds each triple once.
    """

    terms: tuple[Term, ...]
    first_blank: int
    triples: tuple[NumberedTriple, ...]


def numbered(triples: Iterable[Triple]) -> NumberedGraph:
    """Number the terms of a graph so that equal graphs get equal numbers, whatever their labels.

    Lexical forms stay as they are. Raises CannotGoOn for terms of RDF 1.2 (triple terms, literals
    with a base direction), and for blank nodes so alike and so entangled that their order cannot be
    found in a bounded number of steps.
    """
    distinct = [(_rdf11(t.subject), t.predicate, _rdf11(t.object)) for t in set(triples)]
    used = dict.fromkeys(term for triple in distinct for term in triple)
    blanks = [term for term in used if isinstance(term, BlankNode)]
    ground = [term for term in used if not isinstance(term, BlankNode)]
    terms: list[Term] = [*sorted(ground, key=term_key)]
    first_blank = len(terms)
    terms += blanks
    number = {term: place for place, term in enumerate(terms)}
    provisional = [(number[s], number[p], number[o]) for s, p, o in distinct]
    order = _blank_nodes(first_blank, tuple(terms), provisional).order()
    final = list(range(first_blank)) + [0] * len(blanks)
    for place, blank in enumerate(order, first_blank):
        final[blank] = place
    return NumberedGraph(
        (*terms[:first_blank], *(terms[blank] for blank in order)),
        first_blank,
        tuple(sorted((final[s], p, final[o]) for s, p, o in provisional)),
    )


def _rdf11(term: Term | Triple) -> Term:
    if isinstance(term, Triple) or (isinstance(term, Literal) and term.direction is not None):
        raise CannotGoOn(
            f"{term} is a term of RDF 1.2, which the formats written here cannot hold",
            hint="Give the statement a node of its own, or leave the direction out.",
        )
    return term


@dataclass(frozen=True, slots=True)
class _BlankNodes:
    """The blank nodes of a graph on their way to an order; all numbers are provisional here.

    ``says`` maps each to its pairs of predicate and object, ``mentioned`` to the pairs of subject
    and predicate that it is an object of.
    """

    first_blank: int
    terms: tuple[Term, ...]
    says: Mapping[int, list[tuple[int, int]]]
    mentioned: Mapping[int, list[tuple[int, int]]]

    def order(self) -> list[int]:
        rank = self._tree_ranks()
        trees = sorted(rank, key=rank.__getitem__)
        return trees + self._tangled(rank)

    def _tree_ranks(self) -> dict[int, int]:
        """Rank, from the leaves up, the blank nodes below which there is nothing but a tree.

        Equal content gets an equal rank; ranks go on from the numbers of the other terms.
        """
        rank: dict[int, int] = {}
        waiting = {
            node: sum(object_ >= self.first_blank for _, object_ in self.says[node])
            for node in self.says
        }
        level = [n for n, left in waiting.items() if not left and len(self.mentioned[n]) < 2]
        next_rank = self.first_blank
        while level:
            content = {
                node: sorted((p, rank.get(o, o)) for p, o in self.says[node]) for node in level
            }
            level.sort(key=content.__getitem__)
            for _, equals in groupby(level, key=content.__getitem__):
                rank |= dict.fromkeys(equals, next_rank)
                next_rank += 1
            parents = [s for node in level for s, _ in self.mentioned[node] if s in waiting]
            level = []
            for parent in parents:
                waiting[parent] -= 1
                if not waiting[parent] and len(self.mentioned[parent]) < 2:
                    level.append(parent)
        return rank

    def _tangled(self, rank: dict[int, int]) -> list[int]:
        """Order the blank nodes that are mentioned twice, go round in circles, or lead to such."""
        left = [node for node in self.says if node not in rank]
        orders = [self._tangle_order(members, rank) for members in self._components(left)]
        orders.sort(key=lambda order: order.certificate)
        return [node for order in orders for node in order.nodes]

    def _components(self, nodes: list[int]) -> list[list[int]]:
        unseen = set(nodes)
        components = []
        for start in nodes:
            if start not in unseen:
                continue
            unseen.discard(start)
            members = [start]
            for node in members:
                near = {o for _, o in self.says[node]} | {s for s, _ in self.mentioned[node]}
                members += near & unseen
                unseen -= near
            components.append(members)
        return components

    def _tangle_order(self, members: list[int], rank: dict[int, int]) -> TangleOrder:
        inside = set(members)
        content: dict[int, Any] = {}
        edges: list[NumberedTriple] = []
        for node in members:
            says = [(p, rank.get(o, o)) for p, o in self.says[node] if o not in inside]
            named = [(s, p) for s, p in self.mentioned[node] if s not in inside]
            content[node] = (tuple(sorted(says)), tuple(sorted(named)))
            edges += [(node, p, o) for p, o in self.says[node] if o in inside]
        try:
            return tangle_order(Tangle(content, tuple(edges)))
        except TooTangledError:
            mentions = sorted(place for _, named in content.values() for place in named)
            raise CannotGoOn(
                f"{len(members)} blank nodes refer to each other so much alike"
                " that no stable order can be found for them",
                where=str(self.terms[mentions[0][0]]) if mentions else None,
                hint="Give them IRIs.",
            ) from None


def _blank_nodes(
    first_blank: int, terms: tuple[Term, ...], triples: list[NumberedTriple]
) -> _BlankNodes:
    says: dict[int, list[tuple[int, int]]] = {n: [] for n in range(first_blank, len(terms))}
    mentioned: dict[int, list[tuple[int, int]]] = {n: [] for n in says}
    for subject, predicate, object_ in triples:
        if subject >= first_blank:
            says[subject].append((predicate, object_))
        if object_ >= first_blank:
            mentioned[object_].append((subject, predicate))
    return _BlankNodes(first_blank, terms, says, mentioned)
