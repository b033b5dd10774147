"""Values with which to try a query that cannot be put without any."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from pyoxigraph import NamedNode

from kb.graph.index import Index
from kb.graph.sparql.parameters import Parameter, ParameterType
from kb.words.vocabulary import kb

_CLASSES = ("Question", "Claim", "Speaker", "Source", "Place", "Event", "Measure", "Population")
_PLAIN = {
    ParameterType.STRING: "",
    ParameterType.LANGSTRING: "@en",
    ParameterType.INTEGER: "1",
    ParameterType.DECIMAL: "1",
    ParameterType.DATE: "2000-01-01",
    ParameterType.BOOLEAN: "true",
}
_EACH = 3


def tries(parameters: Sequence[Parameter], index: Index) -> Iterator[dict[str, str]]:
    """Return values for the required parameters, a few times over.

    A parameter called like a class, such as ``question``, is tried with the records of that class
    that most others point at; any other IRI with one or two of each class.
    """
    required = [one for one in parameters if one.required]
    values = [_values(parameter, index) for parameter in required]
    rounds = max(map(len, values), default=1)
    for number in range(rounds):
        if all(values):
            yield {
                parameter.name: found[min(number, len(found) - 1)]
                for parameter, found in zip(required, values, strict=True)
            }


def _values(parameter: Parameter, index: Index) -> tuple[str, ...]:
    if parameter.type is not ParameterType.IRI:
        return (_PLAIN[parameter.type],)
    named = [cls for cls in _CLASSES if cls.lower() == parameter.name.lower()]
    if named:
        return _busiest(named[0], index)
    turns = zip_longest(*(_busiest(cls, index)[:1] for cls in _CLASSES))
    return tuple(one for turn in turns for one in turn if one)


def _busiest(cls: str, index: Index) -> tuple[str, ...]:
    named = (node for node in index.instances(kb(cls)) if isinstance(node, NamedNode))
    ranked = sorted(named, key=lambda node: (-len(index.pointing(node)), node.value))
    return tuple(f"<{node.value}>" for node in ranked[:_EACH])
