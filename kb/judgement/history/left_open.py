"""Which sentences a lost record was about: with it gone, perhaps nobody has encoded them."""

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Index, Node
from kb.graph.records import Part, Record, Value
from kb.text.passages import offset
from kb.words.vocabulary import kb


def sentences_of(record: Record, index: Index) -> Iterator[Node]:
    """Return the sentences, as they are recorded now, that the evidence of a record lies in.

    ``record`` is what a version said, ``index`` holds the records of now.
    """
    spans = [span for value in record.get(kb("evidence"), ()) if (span := _span(value))]
    for source in record.get(kb("source"), ()):
        if not isinstance(source, NamedNode):
            continue
        for sentence in index.nodes(source, kb("sentence")):
            first, behind = (offset(index.text(sentence, kb(name))) for name in ("start", "end"))
            if first is None or behind is None:
                continue
            if any(start < behind and end > first for start, end in spans):
                yield sentence


def _span(value: Value) -> tuple[int, int] | None:
    """Return start and end of a piece of evidence in code points, where it has both."""
    if not isinstance(value, Part):
        return None
    texts = {prop: one.value for prop, one in value.says if isinstance(one, Literal)}
    start, end = (offset(texts.get(kb(name))) for name in ("start", "end"))
    return None if start is None or end is None else (start, end)
