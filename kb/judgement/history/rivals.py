"""Which other answers to its question a claim leaves behind when it is removed."""

from functools import cached_property

from pyoxigraph import NamedNode

from kb.graph.names import Names
from kb.graph.records import Key, Records
from kb.words.vocabulary import RDF_TYPE, kb


class Rivals:
    """The claims of ``old`` and of ``new``, two versions of a base, by the question they answer."""

    def __init__(self, old: Records, new: Records) -> None:
        self._records = (old, new)

    def left_by(self, claim: Key, names: Names) -> str | None:
        """Return one sentence on the rivals of a claim that is gone, or ``None`` without any."""
        old, new = self._answers
        question = _question(claim, self._records[0])
        rivals = [] if question is None else old.get(question, [])
        if question is None or claim not in rivals or len(rivals) < 2:
            return None
        count, about = len(rivals), names.short(question)
        left = [key for key in new.get(question, ()) if key in rivals and key != claim]
        if not left:
            return f"None of the {count} rival answers to {about} stays."
        if len(left) == 1 and isinstance(left[0], NamedNode):
            return f"Of {count} rival answers to {about} only {names.short(left[0])} stays."
        return f"Of {count} rival answers to {about} {len(left)} stay."

    @cached_property
    def _answers(self) -> tuple[dict[NamedNode, list[Key]], ...]:
        return tuple(_by_question(records) for records in self._records)


def _by_question(records: Records) -> dict[NamedNode, list[Key]]:
    """Return the claims that no other claim corrects, by the question they answer."""
    claims = {key: one for key, one in records.items() if kb("Claim") in one.get(RDF_TYPE, ())}
    corrected = {old for one in claims.values() for old in one.get(kb("supersedes"), ())}
    found: dict[NamedNode, list[Key]] = {}
    for key in claims:
        question = _question(key, records)
        if question is not None and key not in corrected:
            found.setdefault(question, []).append(key)
    return found


def _question(claim: Key, records: Records) -> NamedNode | None:
    """Return what a claim answers; a denial answers what its target does (design, "The nouns")."""
    lineage = [claim]
    for key in lineage:
        record = records.get(key, {})
        for question in record.get(kb("answers"), ()):
            if isinstance(question, NamedNode) and question != kb("noQuestion"):
                return question
        targets = (one for one in record.get(kb("denies"), ()) if isinstance(one, NamedNode))
        lineage.extend(target for target in targets if target not in lineage)
    return None
