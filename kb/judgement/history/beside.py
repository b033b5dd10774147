"""Where to look for a record that is gone: beside the records that stood next to it."""

from collections.abc import Callable, Mapping

from pyoxigraph import NamedNode

from kb.graph.corpus import Corpus
from kb.graph.located import located
from kb.graph.records import Key, Records
from kb.words.finding import Finding, Place, Severity


def beside(
    gone: frozenset[Key],
    files: Mapping[str, Records],
    corpus: Corpus,
    shown: Callable[[str], str],
) -> dict[Key, Place]:
    """Return a place for each record that is gone: that of its nearest neighbour still here.

    ``files`` are the records of then by file, in the order of the text. Of a file of which nothing
    is left the place is its beginning, whether or not it is still there.
    """
    neighbours = {
        key: (_nearest(list(records), key, corpus), path)
        for path, records in files.items()
        for key in records
        if key in gone
    }
    symbols = {
        str(one): Finding("", Severity.INFO, "", node=str(one))
        for one, _ in neighbours.values()
        if one
    }
    places = {finding.node: finding.place for finding in located(symbols.values(), corpus)}
    return {
        key: places.get(str(one)) or Place(shown(path), 1, 1)
        for key, (one, path) in neighbours.items()
    }


def _nearest(keys: list[Key], gone: Key, corpus: Corpus) -> NamedNode | None:
    at = keys.index(gone)
    by_distance = sorted(range(len(keys)), key=lambda place: (abs(place - at), place))
    left = (keys[place] for place in by_distance)
    return next((key for key in left if isinstance(key, NamedNode) and key in corpus.index), None)
