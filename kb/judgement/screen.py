"""A quick screen before pySHACL: which records can be at fault at all?

Shapes are compiled once to plain functions and run over an index, which is some hundred times faster
than pySHACL. The screen only has to be *safe*: whatever pySHACL would report, it suspects. What it does
not know (a construct outside the part of SHACL Core below, a datatype whose lexical forms it cannot
tell) it suspects. pySHACL then judges the suspects, and only pySHACL's word is a finding.

SHACL Core as in https://www.w3.org/TR/shacl/, sections 2.1 (targets), 2.3 (paths) and 4 (components).
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.graph.index import Index, Node, Term
from kb.words.vocabulary import RDF, RDF_TYPE, RDFS, SH, XSD

Check = Callable[[Term], bool]
"""Tells whether a focus or value node certainly conforms."""
Path = Callable[[Term], tuple[Term, ...]]

_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
_SUBCLASS = NamedNode(RDFS + "subClassOf")
_CLASSES = (NamedNode(RDFS + "Class"), NamedNode("http://www.w3.org/2002/07/owl#Class"))
_SILENT = {"path", "message", "severity", "name", "description", "order", "group", "defaultValue", "flags"}
_TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
_QUALIFIED = {"qualifiedMinCount", "qualifiedMaxCount"}
_LEXICAL = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)"),
    XSD + "boolean": re.compile(r"true|false|1|0"),
}
_PLAIN = {XSD + "string", RDF + "langString"}


def sh(name: str) -> NamedNode:
    """Return the term ``sh:name``."""
    return NamedNode(SH + name)


class _Unknown(Exception):  # noqa: N818 - a construct that the screen does not know
    """The shape uses something outside the screened part of SHACL."""


def suspects(data: Index, shapes: Index) -> tuple[tuple[Node, Node], ...] | None:
    """Return each (shape, focus node) that may be a violation, or ``None`` where any may be.

    ``data`` must hold the class tree as well, as pySHACL wants it.
    """
    found: dict[tuple[Node, Node], None] = {}
    compiler = _Compiler(data, shapes)
    for shape in shapes.subjects():
        selects = compiler.targets(shape)
        if selects is None:
            return None
        if not selects:
            continue
        try:
            check = compiler.shape(shape)
        except _Unknown:
            check = _never
        for select in selects:
            found.update(((shape, node), None) for node in select if not check(node))
    return tuple(found)


def _never(_node: Term) -> bool:
    return False


class _Compiler:
    """Turns the shapes of one graph into checks over one data graph."""

    def __init__(self, data: Index, shapes: Index) -> None:
        self._data = data
        self._shapes = shapes
        self._done: dict[Node, Check] = {}
        self._open: set[Node] = set()
        self._subclasses: dict[Term, set[Term]] = {}

    # Targets

    def targets(self, shape: Node) -> list[Iterable[Node]] | None:
        """Return the focus nodes of a shape by its targets; ``None`` where a target is not known."""
        about = self._shapes.about(shape)
        names = {p.value[len(SH) :] for p in about if p.value.startswith(SH)}
        if "target" in names:  # SHACL-AF
            return None
        is_shape = bool(names - _SILENT) or "path" in names
        found: list[Iterable[Node]] = []
        if is_shape and any(self._shapes.has(shape, RDF_TYPE, cls) for cls in _CLASSES):
            return None  # an implicit class target
        for cls in about.get(sh("targetClass"), ()):
            found.append(self._instances(cls))
        for node in about.get(sh("targetNode"), ()):
            if isinstance(node, Literal):
                return None
            found.append((node,))
        for prop in about.get(sh("targetSubjectsOf"), ()):
            found.append([s for s in self._data.subjects() if self._data.values(s, _iri(prop))])
        for prop in about.get(sh("targetObjectsOf"), ()):
            objects: dict[Node, None] = {}
            for s in self._data.subjects():
                for value in self._data.values(s, _iri(prop)):
                    if isinstance(value, Literal):
                        return None
                    objects[value] = None
            found.append(objects)
        return found

    def _instances(self, cls: Term) -> list[Node]:
        return [
            node
            for below in self._below(cls)
            if isinstance(below, NamedNode | BlankNode)
            for _, node in self._data.pointing(below, RDF_TYPE)
        ]

    def _below(self, cls: Term) -> set[Term]:
        """Return a class and all its subclasses as the data graph declares them."""
        if cls not in self._subclasses:
            found: set[Term] = {cls}
            todo: list[Term] = [cls]
            while todo:
                for _, below in self._data.pointing(todo.pop(), _SUBCLASS):
                    if below not in found:
                        found.add(below)
                        todo.append(below)
            self._subclasses[cls] = found
        return self._subclasses[cls]

    # Shapes

    def shape(self, shape: Node) -> Check:
        """Return the check of a node or property shape; raises `_Unknown` for what is not screened."""
        if shape in self._done:
            return self._done[shape]
        if shape in self._open:
            raise _Unknown("recursive shapes")
        self._open.add(shape)
        about = self._shapes.about(shape)
        if sh("deactivated") in about:
            raise _Unknown("sh:deactivated")
        path = self._path(about[sh("path")]) if sh("path") in about else None
        on_values: list[Check] = []
        on_sets: list[Callable[[Term, tuple[Term, ...]], bool]] = []
        for prop, parameters in about.items():
            if not prop.value.startswith(SH):
                continue
            name = prop.value[len(SH) :]
            if name in _SILENT or name in _TARGETS or name in _QUALIFIED:
                continue
            for parameter in parameters:
                self._component(name, parameter, shape, on_values, on_sets)
        check = _node_check(on_values, on_sets) if path is None else _path_check(path, on_values, on_sets)
        self._open.discard(shape)
        self._done[shape] = check
        return check

    def _component(
        self,
        name: str,
        parameter: Term,
        shape: Node,
        on_values: list[Check],
        on_sets: list[Callable[[Term, tuple[Term, ...]], bool]],
    ) -> None:
        """Add the check of one constraint component (section 4 of the recommendation)."""
        if name in _VALUE_COMPONENTS:
            on_values.append(_VALUE_COMPONENTS[name](self, parameter, shape))
        elif name in _SET_COMPONENTS:
            on_sets.append(_SET_COMPONENTS[name](self, parameter, shape))
        else:
            raise _Unknown(name)

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list in the shapes graph."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            first = self._shapes.value(head, _FIRST)
            if first is None or head in seen:
                raise _Unknown("malformed list")
            seen.add(head)
            found.append(first)
            head = self._shapes.value(head, _REST) or _NIL
        return tuple(found)

    def shapes_of(self, head: Term) -> tuple[Check, ...]:
        """Return the checks of a list of shapes."""
        return tuple(self.shape(_node(member)) for member in self.members(head))

    def number(self, shape: Node, name: str, otherwise: int) -> int:
        """Return a count parameter."""
        text = self._shapes.text(shape, sh(name))
        return otherwise if text is None else int(text)

    def flagged(self, shape: Node) -> bool:
        """Tell whether the shape gives sh:flags."""
        return bool(self._shapes.values(shape, sh("flags")))

    def is_a(self, node: Term, cls: Term) -> bool:
        """Tell whether a node is an instance of a class, by the class tree of the data graph."""
        below = self._below(cls)
        return any(kind in below for kind in self._data.values(node, RDF_TYPE))

    def values(self, node: Term, prop: Term) -> tuple[Term, ...]:
        """Return the values of a property in the data graph."""
        return self._data.values(node, _iri(prop))

    # Paths (section 2.3)

    def _path(self, given: tuple[Term, ...]) -> Path:
        (path,) = given
        data = self._data
        if isinstance(path, NamedNode):
            prop = path
            return lambda node: data.values(node, prop)
        if self._shapes.values(path, _FIRST):
            steps = [self._path((step,)) for step in self.members(path)]
            return lambda node: _walk(node, steps)
        alternatives = self._shapes.value(path, sh("alternativePath"))
        if alternatives is not None:
            ways = [self._path((way,)) for way in self.members(alternatives)]
            return lambda node: tuple(dict.fromkeys(v for way in ways for v in way(node)))
        inverse = self._shapes.value(path, sh("inversePath"))
        if isinstance(inverse, NamedNode):
            back = inverse
            return lambda node: tuple(s for _, s in data.pointing(node, back))
        raise _Unknown("path")


def _walk(node: Term, steps: list[Path]) -> tuple[Term, ...]:
    reached: tuple[Term, ...] = (node,)
    for step in steps:
        reached = tuple(dict.fromkeys(value for at in reached for value in step(at)))
    return reached


def _node_check(
    on_values: list[Check], on_sets: list[Callable[[Term, tuple[Term, ...]], bool]]
) -> Check:
    return lambda node: all(c(node) for c in on_values) and all(c(node, (node,)) for c in on_sets)


def _path_check(
    path: Path, on_values: list[Check], on_sets: list[Callable[[Term, tuple[Term, ...]], bool]]
) -> Check:
    def check(node: Term) -> bool:
        values = path(node)
        return all(c(node, values) for c in on_sets) and all(c(v) for v in values for c in on_values)

    return check


def _iri(term: Term) -> NamedNode:
    if not isinstance(term, NamedNode):
        raise _Unknown("not an IRI")
    return term


def _node(term: Term) -> Node:
    if isinstance(term, Literal):
        raise _Unknown("a literal where a shape belongs")
    return term


# Constraint components on each value node


def _class(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    return lambda value: to.is_a(value, parameter)


def _datatype(_to: _Compiler, parameter: Term, _shape: Node) -> Check:
    wanted = _iri(parameter)
    return lambda value: (
        isinstance(value, Literal) and value.datatype == wanted and _well_formed(value)
    )


def _well_formed(value: Literal) -> bool:
    """Tell whether a lexical form is certainly one of its datatype."""
    kind = value.datatype.value
    if kind in _PLAIN:
        return True
    if kind == XSD + "date":
        return _day(value) is not None
    form = _LEXICAL.get(kind)
    return form is not None and form.fullmatch(value.value) is not None


def _node_kind(_to: _Compiler, parameter: Term, _shape: Node) -> Check:
    name = _iri(parameter).value[len(SH) :]
    kinds: tuple[type, ...] = tuple(
        kind
        for word, kind in (("IRI", NamedNode), ("BlankNode", BlankNode), ("Literal", Literal))
        if word in name
    )
    return lambda value: isinstance(value, kinds)


def _in(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    allowed = frozenset(to.members(parameter))
    return lambda value: value in allowed


def _pattern(to: _Compiler, parameter: Term, shape: Node) -> Check:
    if not isinstance(parameter, Literal) or to.flagged(shape):
        raise _Unknown("pattern")
    form = re.compile(parameter.value)
    return lambda value: (
        not isinstance(value, BlankNode) and form.search(value.value) is not None
    )


def _length(compare: Callable[[int, int], bool]) -> Callable[[_Compiler, Term, Node], Check]:
    def component(_to: _Compiler, parameter: Term, _shape: Node) -> Check:
        limit = _count(parameter)
        return lambda value: not isinstance(value, BlankNode) and compare(len(value.value), limit)

    return component


def _bound(compare: Callable[[Decimal, Decimal], bool]) -> Callable[[_Compiler, Term, Node], Check]:
    def component(_to: _Compiler, parameter: Term, _shape: Node) -> Check:
        limit = _number(parameter)
        if limit is None:
            raise _Unknown("bound")

        def check(value: Term) -> bool:
            number = _number(value)
            return number is not None and compare(number, limit)

        return check

    return component


def _inner(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    return to.shape(_node(parameter))


def _or(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    checks = to.shapes_of(parameter)
    return lambda value: any(check(value) for check in checks)


def _and(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    checks = to.shapes_of(parameter)
    return lambda value: all(check(value) for check in checks)


def _exact(to: _Compiler, shape: Node) -> bool:
    """Tell whether a shape's check is exact and not merely safe, so that it may be negated.

    Only counts, fixed values and lists of fixed values are: they do not depend on reading a lexical form.
    """
    about = to._shapes.about(shape)
    for prop, parameters in about.items():
        name = prop.value[len(SH) :] if prop.value.startswith(SH) else "path"
        if name == "property":
            if not all(_exact(to, _node(inner)) for inner in parameters):
                return False
        elif name not in {"path", "minCount", "maxCount", "hasValue", "in", "class"}:
            return False
    return True


def _not(to: _Compiler, parameter: Term, _shape: Node) -> Check:
    inner = _node(parameter)
    if not _exact(to, inner):
        raise _Unknown("negation of what is only suspected")
    check = to.shape(inner)
    return lambda value: not check(value)


# Constraint components on the set of value nodes


def _min_count(_to: _Compiler, parameter: Term, _shape: Node) -> Callable[[Term, tuple[Term, ...]], bool]:
    least = _count(parameter)
    return lambda _node, values: len(values) >= least


def _max_count(_to: _Compiler, parameter: Term, _shape: Node) -> Callable[[Term, tuple[Term, ...]], bool]:
    most = _count(parameter)
    return lambda _node, values: len(values) <= most


def _has_value(_to: _Compiler, parameter: Term, _shape: Node) -> Callable[[Term, tuple[Term, ...]], bool]:
    return lambda _node, values: parameter in values


def _unique_lang(
    _to: _Compiler, parameter: Term, _shape: Node
) -> Callable[[Term, tuple[Term, ...]], bool]:
    if not isinstance(parameter, Literal) or parameter.value != "true":
        return lambda _node, _values: True

    def check(_node: Term, values: tuple[Term, ...]) -> bool:
        tags = [v.language.lower() for v in values if isinstance(v, Literal) and v.language]
        return len(tags) == len(set(tags))

    return check


def _less(strictly: bool) -> Callable[[_Compiler, Term, Node], Callable[[Term, tuple[Term, ...]], bool]]:
    def component(
        to: _Compiler, parameter: Term, _shape: Node
    ) -> Callable[[Term, tuple[Term, ...]], bool]:
        def check(node: Term, values: tuple[Term, ...]) -> bool:
            return all(
                _ordered(value, other, strictly)
                for value in values
                for other in to.values(node, parameter)
            )

        return check

    return component


def _qualified(
    to: _Compiler, parameter: Term, shape: Node
) -> Callable[[Term, tuple[Term, ...]], bool]:
    if to.number(shape, "qualifiedMaxCount", -1) != -1:
        raise _Unknown("sh:qualifiedMaxCount")
    inner = to.shape(_node(parameter))
    least = to.number(shape, "qualifiedMinCount", 0)
    return lambda _node, values: sum(1 for value in values if inner(value)) >= least


_VALUE_COMPONENTS: dict[str, Callable[[_Compiler, Term, Node], Check]] = {
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
    "property": _inner,
    "node": _inner,
    "or": _or,
    "and": _and,
    "not": _not,
}
_SET_COMPONENTS: dict[
    str, Callable[[_Compiler, Term, Node], Callable[[Term, tuple[Term, ...]], bool]]
] = {
    "minCount": _min_count,
    "maxCount": _max_count,
    "hasValue": _has_value,
    "uniqueLang": _unique_lang,
    "lessThan": _less(True),
    "lessThanOrEquals": _less(False),
    "qualifiedValueShape": _qualified,
}


def _count(parameter: Term) -> int:
    if not isinstance(parameter, Literal):
        raise _Unknown("count")
    return int(parameter.value)


def _number(value: Term) -> Decimal | None:
    """Return the number of an integer or decimal literal, or ``None``."""
    if not isinstance(value, Literal):
        return None
    form = _LEXICAL.get(value.datatype.value)
    if form is None or value.datatype.value == XSD + "boolean" or not form.fullmatch(value.value):
        return None
    try:
        return Decimal(value.value)
    except InvalidOperation:
        return None


def _day(value: Term) -> date | None:
    """Return the day of a plain xsd:date, or ``None`` (also where it has a time zone)."""
    if not isinstance(value, Literal) or value.datatype.value != XSD + "date":
        return None
    try:
        return date.fromisoformat(value.value) if len(value.value) == 10 else None
    except ValueError:
        return None


def _ordered(value: Term, other: Term, strictly: bool) -> bool:
    """Tell whether one value is certainly before another: two numbers, or two days."""
    numbers = _number(value), _number(other)
    if numbers[0] is not None and numbers[1] is not None:
        return numbers[0] < numbers[1] or (not strictly and numbers[0] == numbers[1])
    days = _day(value), _day(other)
    if days[0] is not None and days[1] is not None:
        return days[0] < days[1] or (not strictly and days[0] == days[1])
    return False
