"""Live claims on a question, read straight off the records: what views are held against.

Nothing here is used by what makes the views; otherwise a slip there would be a slip here as well.
"""

from collections import defaultdict
from collections.abc import Mapping

from kb.graph.index import Index, Node
from kb.words.vocabulary import RDF_TYPE, kb


def live_claims(index: Index) -> dict[Node, Node]:
    """Return each claim on a question with the question; no claim that another one corrects.

    Whatever stands in a circle of corrections is live: none of it is the last word.
    """
    found: dict[Node, Node] = {}
    for claim in index.instances(kb("Claim")):
        question = _question(index, claim)
        if question is not None and not _corrected(index, claim):
            found[claim] = question
    return found


def denials(index: Index, live: Mapping[Node, Node]) -> dict[Node, frozenset[Node]]:
    """Return for each record that live claims deny those claims; for its corrections too."""
    found: dict[Node, set[Node]] = defaultdict(set)
    for claim in live:
        for target in index.nodes(claim, kb("denies")):
            found[last_correction(index, target) or target].add(claim)
    return {target: frozenset(claims) for target, claims in found.items()}


def last_correction(index: Index, node: Node) -> Node | None:
    """Return the last correction of a record, itself where there is none; ``None`` in a circle."""
    seen = {node}
    while newer := [one for _, one in index.pointing(node, kb("supersedes"))]:
        node = newer[0]
        if node in seen:
            return None
        seen.add(node)
    return node


def _question(index: Index, claim: Node) -> Node | None:
    """Return what a claim answers, be it by what it denies; the nearest answer counts."""
    reached, seen = [claim], {claim}
    for node in reached:
        for question in index.nodes(node, kb("answers")):
            if question != kb("noQuestion"):
                return question
        for target in index.nodes(node, kb("denies")):
            last = last_correction(index, target) or target
            if last not in seen:
                seen.add(last)
                reached.append(last)
    return None


def _corrected(index: Index, claim: Node) -> bool:
    """Tell whether another claim stands in the place of this one."""
    last = last_correction(index, claim)
    return last is not None and last != claim and index.has(last, RDF_TYPE, kb("Claim"))
