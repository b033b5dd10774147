"""On how many independent origins answers rest, and why on no more, in words."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.paragraphs import Page, many
from kb.graph.index import Node
from kb.judgement.contests.collapses import Because, Collapse
from kb.judgement.contests.origins import Origins
from kb.words.vocabulary import kb

_MOST_REPEATS = 3
_MOST_COLLAPSES = 4
"""Of those that are certain, and of those that are not."""
_MOST_NAMED = 2
_ROOTS = {Because.SPEAKER, Because.DOCUMENT}


def origin_words(origins: Origins) -> str:
    """Return on how many independent origins answers rest."""
    noun = "origin" if origins.at_most == 1 else "origins"
    return f"{origins} independent {noun}"


def repeat_lines(origins: Origins, words: AnswerWords, page: Page, *, first: int) -> Iterator[str]:
    """Return for which phrases of one publisher answers of several sources count once."""
    for repeat in page.first(origins.repeats, _MOST_REPEATS):
        named = _first_of([words.names.short(claim) for claim in repeat.claims])
        phrase = f"“{repeat.words}”" if repeat.words else "the same words"
        count = "count once" if repeat.own_voice else "may count once"
        told = f"{named} {count}: {repeat.publisher} prints {phrase} in {_all(repeat.claims)}"
        yield from page.paragraph(told, first=first)
    yield from page.rest(len(origins.repeats), _MOST_REPEATS, "repeated phrases", first=first)


def collapse_lines(
    origins: Origins, words: AnswerWords, page: Page, *, first: int
) -> Iterator[str]:
    """Return which answers count, or perhaps count, as one origin and why, the most first.

    One line tells all the speakers and documents that the same answers go back to.
    """
    together: dict[tuple[object, ...], list[Collapse]] = defaultdict(list)
    for one in origins.collapses:
        together[one.because in _ROOTS or one.because, one.claims].append(one)
    shown = 0
    for certain in (True, False):
        reasons = [same for same in together.values() if same[0].because.certain is certain]
        listed = page.first(reasons, _MOST_COLLAPSES)
        shown += len(listed)
        for same in listed:
            yield from page.paragraph(_why(same, words, origins.roots), first=first)
    yield from page.rest(len(together), shown, "reasons why some count once", first=first)


def _why(same: Sequence[Collapse], words: AnswerWords, roots: Iterable[Node]) -> str:
    because, claims = same[0].because, same[0].claims
    told = _claims(claims, words)
    by = [node for one in same for node in one.by]
    named = _listed([words.names.label(node) for node in by])
    match because:
        case Because.SPEAKER | Because.DOCUMENT:
            return f"{told} {_all(claims)} go back to {named}: one origin"
        case Because.SAME_THING:
            return f"{told}: {_judged(by, words, roots)} are judged the same: one origin"
        case Because.UNSURE:
            judged = _judged(by, words, roots)
            return f"{told}: whether {judged} are the same is not sure: perhaps one origin"
        case Because.ORGANISATION:
            return f"{told} come from those who speak for {named}: perhaps one origin"
        case Because.AGENT:
            return f"{told} come from or through {named}: perhaps one origin"
        case Because.READING:
            return f"{told} {_all(claims)} go back to {named}, if read so: perhaps one origin"
        case Because.NOT_STATED:
            one = len(claims) == 1
            comes, own = ("comes", "its own") if one else ("come", "their own")
            return f"where {told} {comes} from is not stated: perhaps no origin of {own}"


def _all(claims: Sequence[Node]) -> str:
    return "both" if len(claims) == 2 else "all"


def _claims(claims: Sequence[Node], words: AnswerWords) -> str:
    """Name some claims by their paraphrases."""
    return _first_of([f"“{words.names.label(claim)}”" for claim in claims])


def _first_of(names: Sequence[str]) -> str:
    """List some names, of many the first few and how many others."""
    left = len(names) - _MOST_NAMED
    return _listed([*names[:_MOST_NAMED], many(left, "other")] if left > 0 else names)


def _judged(records: Iterable[Node], words: AnswerWords, roots: Iterable[Node]) -> str:
    """Name the speakers or documents of these answers that some identity judgements are about."""
    here = set(roots)
    about = (n for one in records for n in words.names.known.nodes(one, kb("between")))
    return _listed([words.names.label(node) for node in dict.fromkeys(about) if node in here])


def _listed(names: Sequence[str]) -> str:
    return " and ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
