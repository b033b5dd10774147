"""The proof that an export loses nothing: it is read back before anybody gets it."""

from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, RdfFormat, Triple, parse

from kb.graph.records import Key, Value, records_of
from kb.words.errors import CannotGoOn


def proved(text: str, form: RdfFormat, triples: Sequence[Triple]) -> str:
    """Return the text, which says of each record what the triples say, and nothing else.

    Labels of blank nodes and the order make no difference. Raises `CannotGoOn` where the text lost,
    added or changed a statement: a part of the claims must not pass for all of them.
    """
    try:
        read = tuple(quad.triple for quad in parse(text.encode("utf-8"), format=form))
    except SyntaxError as fault:
        raise _fault(f"it is no {form.name}: {fault.msg}") from None
    given, got = len(set(triples)), len(set(read))
    if given != got:
        raise _fault(f"of {given} statements {got} came back")
    if _unordered(triples) != _unordered(read):
        raise _fault("the records came back changed")
    return text


def _unordered(
    triples: Iterable[Triple],
) -> dict[Key, dict[NamedNode, frozenset[Value]]]:
    return {
        key: {prop: frozenset(values) for prop, values in record.items()}
        for key, record in records_of(triples).items()
    }


def _fault(what: str) -> CannotGoOn:
    return CannotGoOn(
        f"the export was read back and is not what was written: {what}",
        hint="Nothing was written. This is a fault of kb: please report it.",
    )
