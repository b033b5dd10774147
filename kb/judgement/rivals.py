"""Which other answers to its question a removed claim leaves behind."""

from pyoxigraph import NamedNode

from kb.graph.names import Names
from kb.graph.records import Key, Records
from kb.words.vocabulary import RDF_TYPE, kb


def rivals_text(claim: Key, old: Records, new: Records, names: Names) -> str | None:
    """Return one sentence on the rivals of a claim that is gone, or ``None`` where it had none.

    ``old`` are the records of then, ``new`` those of now.
    """
    question = _question(claim, old)
    if question is None:
        return None
    rivals = [key for key in _answers(question, old) if key != claim]
    left = [key for key in _answers(question, new) if key in rivals]
    if not rivals:
        return None
    count, about = len(rivals) + 1, names.short(question)
    if not left:
        return f"None of the {count} rival answers to {about} stays."
    if len(left) == 1 and isinstance(left[0], NamedNode):
        return f"Of {count} rival answers to {about} only {names.short(left[0])} stays."
    return f"Of {count} rival answers to {about} {len(left)} stay."


def _answers(question: NamedNode, records: Records) -> list[Key]:
    """Return the claims that answer a question and that no other claim corrects."""
    claims = {key: one for key, one in records.items() if kb("Claim") in one.get(RDF_TYPE, ())}
    corrected = {old for one in claims.values() for old in one.get(kb("supersedes"), ())}
    live = (key for key in claims if key not in corrected)
    return [key for key in live if _question(key, records) == question]


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
