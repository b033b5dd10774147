"""What was re-anchored, or would be: as a patch, and in words."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from kb.exchange.reports.unified_diff import unified_diff
from kb.exchange.screens.paragraphs import many
from kb.exchange.serialization.prefixes import prefixed_names
from kb.graph.index import Node
from kb.judgement.evidence.reanchoring import Reanchoring

_MOST = 5


def reanchoring_patch(found: Reanchoring, shown: Callable[[Path], Path]) -> str:
    """Return what changes in the files as a patch; ``shown`` gives the path to call each file."""
    return "".join(unified_diff(shown(one.path), one.old, one.new) for one in found.rewritings)


def reanchoring_summary(found: Reanchoring, prefixes: Mapping[str, str], done: str) -> str:
    """Return how many spans were re-anchored, and which ones that moved were not, and why.

    ``done`` says whether they were or would be.
    """
    return "\n".join(_summary(found, prefixes, done))


def _summary(found: Reanchoring, prefixes: Mapping[str, str], done: str) -> Iterator[str]:
    files = f" in {many(len(found.rewritings), 'file')}" if found.rewritings else ""
    yield f"{many(found.spans, 'span')} {done}{files}."
    alike: dict[str, dict[Node, None]] = defaultdict(dict)
    counts: dict[str, int] = defaultdict(int)
    for left in found.left:
        alike[left.why][left.standing.span.owner] = None
        counts[left.why] += 1
    short = prefixed_names(prefixes).short
    for why, owners in alike.items():
        names = [short(owner.value) or owner.value for owner in tuple(owners)[:_MOST]]
        more = f" and {len(owners) - _MOST} more" if len(owners) > _MOST else ""
        yield f"{many(counts[why], 'span')} left alone, as {why}: {', '.join(names)}{more}."
