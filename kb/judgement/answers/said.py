"""What records say: the values of their properties, looked up by the names of the vocabulary.

A base has many claims, and each is asked for dozens of properties that it lacks: what a record says
is looked up once and handed on.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import Literal, NamedNode

from kb.graph.index import Held, Index, Node, Term
from kb.words.vocabulary import KB, kb

Said = Mapping[str, Held]
"""What a record says: the values of each property of the vocabulary, by its local name."""


class _Names(dict[NamedNode, str | None]):
    """The local names of the properties of the vocabulary, none for any other."""

    def __missing__(self, prop: NamedNode) -> str | None:
        self[prop] = prop.value[len(KB) :] if prop.value.startswith(KB) else None
        return self[prop]


class Records:
    """What the records of an index say."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self._names = _Names()
        self._shared: dict[Node, Said] = {}

    def about(self, node: Node) -> Said:
        """Return what a record says."""
        return self.index.told(node, self._names)

    def shared(self, node: Node) -> Said:
        """Return what a record says that many claims share, such as their question."""
        if node not in self._shared:
            self._shared[node] = self.about(node)
        return self._shared[node]


def nodes(said: Said, name: str) -> tuple[Node, ...]:
    """Return the values of a property that are no literals."""
    if name not in said:
        return ()
    return tuple([value for value in _values(said, name) if not isinstance(value, Literal)])


def first_nodes(told: Iterable[Said], name: str) -> tuple[Node, ...]:
    """Return the values of a property that are no literals, of the first record that has any."""
    for said in told:
        if found := nodes(said, name):
            return found
    return ()


def first(told: Iterable[Said], name: str) -> Node | None:
    """Return the first value of a property that is no literal, of the first record that has one."""
    for said in told:
        if name in said:
            for value in _values(said, name):
                if not isinstance(value, Literal):
                    return value
    return None


def term(said: Said, name: str) -> Node | None:
    """Return the first value of a property that is no literal."""
    return first((said,), name)


def text(said: Said, name: str) -> str | None:
    """Return the text of the first literal of a property."""
    if name in said:
        for value in _values(said, name):
            if isinstance(value, Literal):
                return value.value
    return None


def first_text(told: Iterable[Said], name: str) -> str | None:
    """Return the text of the first literal of a property, of the first record that has some."""
    for said in told:
        if found := text(said, name):
            return found
    return None


def flag(said: Said, name: str) -> bool:
    """Tell whether a property is said to be true."""
    return text(said, name) == "true"


def number(said: Said, name: str) -> Decimal | None:
    """Return the number that a property gives, ``None`` also for what is no number."""
    found = text(said, name)
    try:
        return None if found is None else Decimal(found)
    except InvalidOperation:
        return None


def day(said: Said, name: str) -> date | None:
    """Return the day that a property gives, ``None`` also for what is no day."""
    found = text(said, name)
    try:
        return None if found is None else date.fromisoformat(found)
    except ValueError:
        return None


def says(said: Said, name: str, value: str) -> bool:
    """Tell whether a property has a term of the vocabulary among its values."""
    return name in said and kb(value) in _values(said, name)


def iri(node: Node | None) -> str | None:
    """Return the IRI of a node."""
    return node.value if node is not None else None


def local_name(node: Node | None) -> str | None:
    """Return the local name of a term of the vocabulary, the full IRI of any other."""
    return None if node is None else node.value.removeprefix(KB)


def _values(said: Said, name: str) -> Iterable[Term]:
    held = said[name]
    return held if isinstance(held, dict) else (held,)
