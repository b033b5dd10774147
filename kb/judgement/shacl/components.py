"""The constraint components of SHACL Core that the quick screen knows.

Each is compiled to a function that says whether a value, or the set of values of a node,
*certainly* conforms; where it cannot tell it says no, and pySHACL looks. What is not written as the
recommendation asks (two counts on one shape, a pattern that is no pattern) is `Unknown`, so that
pySHACL gets to refuse it.

Components as in https://www.w3.org/TR/shacl/, section 4.
"""

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.graph.index import Node, Term
from kb.judgement.shacl.lexical import number, ordered, well_formed
from kb.words.vocabulary import SH, XSD

Check = Callable[[Term], bool]
"""Tells whether a focus or value node certainly conforms."""
SetCheck = Callable[[Term, tuple[Term, ...]], bool]
"""Tells whether a focus node with these value nodes certainly conforms."""


class Unknown(Exception):  # noqa: N818 - a construct that the screen does not know
    """The shape uses something outside the screened part of SHACL."""


class Shapes(Protocol):
    """What a component asks of the shapes and the data that it is compiled for."""

    def shape(self, shape: Node) -> Check:
        """Return the check of another shape."""

    def has_path(self, shape: Node) -> bool:
        """Tell whether it is a property shape."""

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list."""

    def parameters(self, shape: Node, name: str) -> tuple[Term, ...]:
        """Return the values of another parameter of the shape."""

    def exact(self, shape: Node) -> bool:
        """Tell whether a shape's check is exact and not merely safe, so that it may be negated."""

    def is_a(self, node: Term, cls: Term) -> bool:
        """Tell whether a node is an instance of a class."""

    def values(self, node: Term, prop: Term) -> tuple[Term, ...]:
        """Return the values of a property in the data."""


ValueComponent = Callable[[Shapes, Term, Node], Check]
SetComponent = Callable[[Shapes, Term, Node], SetCheck]


def iri(term: Term) -> NamedNode:
    """Return a term that must be an IRI; raises `Unknown` for another."""
    if not isinstance(term, NamedNode):
        raise Unknown("not an IRI")
    return term


def node(term: Term) -> Node:
    """Return a term that must name a shape; raises `Unknown` for a literal."""
    if isinstance(term, Literal):
        raise Unknown("a literal where a shape belongs")
    return term


# On each value node


def _class(to: Shapes, parameter: Term, _shape: Node) -> Check:
    return lambda value: to.is_a(value, parameter)


def _datatype(_to: Shapes, parameter: Term, _shape: Node) -> Check:
    wanted = iri(parameter)
    return lambda value: (
        isinstance(value, Literal) and value.datatype == wanted and well_formed(value)
    )


def _node_kind(_to: Shapes, parameter: Term, _shape: Node) -> Check:
    name = iri(parameter).value.removeprefix(SH)
    kinds: tuple[type, ...] = tuple(
        kind
        for word, kind in (("IRI", NamedNode), ("BlankNode", BlankNode), ("Literal", Literal))
        if word in name
    )
    return lambda value: isinstance(value, kinds)


def _in(to: Shapes, parameter: Term, _shape: Node) -> Check:
    allowed = frozenset(to.members(parameter))
    return lambda value: value in allowed


def _pattern(to: Shapes, parameter: Term, shape: Node) -> Check:
    if (
        not isinstance(parameter, Literal)
        or parameter.datatype.value != XSD + "string"
        or to.parameters(shape, "flags")
    ):
        raise Unknown("pattern")
    try:
        form = re.compile(parameter.value)
    except re.error:
        raise Unknown("pattern") from None
    return lambda value: not isinstance(value, BlankNode) and form.search(value.value) is not None


def _length(compare: Callable[[int, int], bool]) -> ValueComponent:
    def component(_to: Shapes, parameter: Term, _shape: Node) -> Check:
        limit = count(parameter)
        return lambda value: not isinstance(value, BlankNode) and compare(len(value.value), limit)

    return component


def _bound(compare: Callable[[Decimal, Decimal], bool]) -> ValueComponent:
    def component(_to: Shapes, parameter: Term, _shape: Node) -> Check:
        limit = number(parameter)
        if limit is None:
            raise Unknown("bound")

        def check(value: Term) -> bool:
            given = number(value)
            return given is not None and compare(given, limit)

        return check

    return component


def _property(to: Shapes, parameter: Term, _shape: Node) -> Check:
    if not to.has_path(node(parameter)):
        raise Unknown("sh:property without sh:path")
    return to.shape(node(parameter))


def _node(to: Shapes, parameter: Term, _shape: Node) -> Check:
    if to.has_path(node(parameter)):
        raise Unknown("sh:node with sh:path")
    return to.shape(node(parameter))


def _listed(to: Shapes, head: Term) -> tuple[Check, ...]:
    checks = tuple(to.shape(node(member)) for member in to.members(head))
    if not checks:
        raise Unknown("no shape in the list")
    return checks


def _or(to: Shapes, parameter: Term, _shape: Node) -> Check:
    checks = _listed(to, parameter)
    return lambda value: any(check(value) for check in checks)


def _and(to: Shapes, parameter: Term, _shape: Node) -> Check:
    checks = _listed(to, parameter)
    return lambda value: all(check(value) for check in checks)


def _not(to: Shapes, parameter: Term, _shape: Node) -> Check:
    check = to.shape(node(parameter))
    if not to.exact(node(parameter)):
        raise Unknown("negation of what is only suspected")
    return lambda value: not check(value)


# On the set of value nodes


def _min_count(_to: Shapes, parameter: Term, _shape: Node) -> SetCheck:
    least = count(parameter)
    return lambda _focus, values: len(values) >= least


def _max_count(_to: Shapes, parameter: Term, _shape: Node) -> SetCheck:
    most = count(parameter)
    return lambda _focus, values: len(values) <= most


def _has_value(_to: Shapes, parameter: Term, _shape: Node) -> SetCheck:
    return lambda _focus, values: parameter in values


def _unique_lang(_to: Shapes, parameter: Term, _shape: Node) -> SetCheck:
    if not isinstance(parameter, Literal) or parameter.value != "true":
        raise Unknown("sh:uniqueLang")

    def check(_focus: Term, values: tuple[Term, ...]) -> bool:
        tags = [v.language.lower() for v in values if isinstance(v, Literal) and v.language]
        return len(tags) == len(set(tags))

    return check


def _less(*, strictly: bool) -> SetComponent:
    def component(to: Shapes, parameter: Term, _shape: Node) -> SetCheck:
        other = iri(parameter)
        return lambda focus, values: all(
            ordered(value, bound, strictly=strictly)
            for value in values
            for bound in to.values(focus, other)
        )

    return component


def _qualified(to: Shapes, parameter: Term, shape: Node) -> SetCheck:
    least = to.parameters(shape, "qualifiedMinCount")
    if len(least) != 1 or to.parameters(shape, "qualifiedMaxCount"):
        raise Unknown("sh:qualifiedMaxCount")
    limit = count(least[0])
    check = to.shape(node(parameter))
    return lambda _focus, values: sum(1 for value in values if check(value)) >= limit


VALUE_COMPONENTS: dict[str, ValueComponent] = {
    "class": _class,
    "datatype": _datatype,
    "nodeKind": _node_kind,
    "in": _in,
    "pattern": _pattern,
    "minLength": _length(lambda n, limit: n >= limit),
    "maxLength": _length(lambda n, limit: n <= limit),
    "minInclusive": _bound(lambda n, limit: n >= limit),
    "maxInclusive": _bound(lambda n, limit: n <= limit),
    "minExclusive": _bound(lambda n, limit: n > limit),
    "maxExclusive": _bound(lambda n, limit: n < limit),
    "property": _property,
    "node": _node,
    "or": _or,
    "and": _and,
    "not": _not,
}
SET_COMPONENTS: dict[str, SetComponent] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "lessThan": _less(strictly=True),
    "lessThanOrEquals": _less(strictly=False),
    "qualifiedValueShape": _qualified,
}
SINGLE = {
    *("datatype", "nodeKind", "in", "minLength", "maxLength", "minCount", "maxCount", "uniqueLang")
}
"""Components that one shape has one of at most; of the others it may have several, and all bind."""
EXACT = {"minCount", "maxCount", "hasValue", "in", "class", "property"}
"""Components whose check does not depend on reading a lexical form, so that no is no."""


def count(parameter: Term) -> int:
    """Return a parameter that counts; raises `Unknown` for what is no integer from 0 upwards."""
    if isinstance(parameter, Literal) and parameter.datatype.value == XSD + "integer":
        given = number(parameter)
        if given is not None and given >= 0:
            return int(given)
    raise Unknown("count")
