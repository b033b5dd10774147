"""A quick screen before pySHACL, which finds the records that can be at fault at all.

Shapes are compiled once to plain functions and run over an index, which is some hundred times
faster than pySHACL. The screen only has to be *safe*: whatever pySHACL would report, it suspects.
What it does not know (a construct outside the part of SHACL Core in `components`, a datatype whose
lexical forms it cannot tell) it suspects. pySHACL then judges the suspects, and only pySHACL's word
is a finding.

SHACL Core as in https://www.w3.org/TR/shacl/, sections 2.1 (targets) and 2.3 (paths).
"""

from collections.abc import Callable, Iterable

from pyoxigraph import BlankNode, NamedNode

from kb.graph.index import Index, Node, Term
from kb.judgement.shacl.components import (
    EXACT,
    SET_COMPONENTS,
    SINGLE,
    VALUE_COMPONENTS,
    Check,
    SetCheck,
    Unknown,
    iri,
    node,
)
from kb.words.vocabulary import RDF, RDF_TYPE, RDFS, SH

Path = Callable[[Term], tuple[Term, ...]]
"""Returns the value nodes of a focus node, each once."""

_FIRST, _REST, _NIL = (NamedNode(RDF + name) for name in ("first", "rest", "nil"))
_SUBCLASS = NamedNode(RDFS + "subClassOf")
_CLASS = NamedNode(RDFS + "Class")
_OWL_CLASS = NamedNode("http://www.w3.org/2002/07/owl#Class")
_SILENT = {
    *("path", "message", "severity", "name", "description", "order", "group", "flags"),
    "defaultValue",
}
_TARGETS = {"targetClass", "targetNode", "targetSubjectsOf", "targetObjectsOf"}
_QUALIFIED = {"qualifiedMinCount", "qualifiedMaxCount"}


def sh(name: str) -> NamedNode:
    """Return the term ``sh:name``."""
    return NamedNode(SH + name)


def suspects(data: Index, shapes: Index) -> tuple[tuple[Node, Node], ...] | None:
    """Return each (shape, focus node) that may be a violation, or ``None`` where any may be.

    ``data`` must hold the class tree as well, as pySHACL wants it.
    """
    if any(shapes.values(component, sh("parameter")) for component in shapes.subjects()):
        return None  # somebody's own constraint components, by names that the screen cannot know
    found: dict[tuple[Node, Node], None] = {}
    targets = _Targets(data, shapes)
    compiler = _Compiler(data, shapes, targets)
    for shape in shapes.subjects():
        try:
            selects = targets.of(shape)
        except Unknown:
            return None
        if not selects:
            continue
        try:
            check = compiler.shape(shape)
        except Unknown:
            check = _never
        for select in selects:
            found.update(((shape, focus), None) for focus in select if not check(focus))
    return tuple(found)


def _never(_focus: Term) -> bool:
    return False


class _Targets:
    """Which nodes of the data a shape is about (section 2.1)."""

    def __init__(self, data: Index, shapes: Index) -> None:
        self._data = data
        self._shapes = shapes
        self._classes = {_CLASS, _OWL_CLASS, *(s for _, s in shapes.pointing(_CLASS, _SUBCLASS))}
        self._subclasses: dict[Term, set[Term]] = {}

    def of(self, shape: Node) -> list[Iterable[Node]]:
        """Return the focus nodes of a shape; raises `Unknown` where a target is not known."""
        about = self._shapes.about(shape)
        if sh("target") in about:
            raise Unknown("a target of SHACL-AF")
        if any(p.value.startswith(SH) for p in about) and any(
            kind in self._classes for kind in about.get(RDF_TYPE, ())
        ):
            raise Unknown("an implicit class target")
        return [
            *(self._instances(cls) for cls in about.get(sh("targetClass"), ())),
            *((node(focus),) for focus in about.get(sh("targetNode"), ())),
            *(self._subjects_of(iri(p)) for p in about.get(sh("targetSubjectsOf"), ())),
            *(self._objects_of(iri(p)) for p in about.get(sh("targetObjectsOf"), ())),
        ]

    def below(self, cls: Term) -> set[Term]:
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

    def _instances(self, cls: Term) -> Iterable[Node]:
        return [
            focus
            for below in self.below(cls)
            if isinstance(below, NamedNode | BlankNode)
            for _, focus in self._data.pointing(below, RDF_TYPE)
        ]

    def _subjects_of(self, prop: NamedNode) -> Iterable[Node]:
        return [subject for subject in self._data.subjects() if self._data.values(subject, prop)]

    def _objects_of(self, prop: NamedNode) -> Iterable[Node]:
        subjects = self._data.subjects()
        return dict.fromkeys(node(v) for s in subjects for v in self._data.values(s, prop))


class _Compiler:
    """Turns the shapes of one graph into checks over one data graph."""

    def __init__(self, data: Index, shapes: Index, targets: _Targets) -> None:
        self._data = data
        self._shapes = shapes
        self._targets = targets
        self._done: dict[Node, Check] = {}
        self._open: set[Node] = set()

    def shape(self, shape: Node) -> Check:
        """Return the check of a shape; raises `Unknown` for what is not screened."""
        if shape in self._done:
            return self._done[shape]
        if shape in self._open:
            raise Unknown("recursive shapes, or one that was unknown before")
        self._open.add(shape)
        about = self._shapes.about(shape)
        paths = about.get(sh("path"), ())
        kind = sh("NodeShape") if paths else sh("PropertyShape")
        if len(paths) > 1 or self._shapes.has(shape, RDF_TYPE, kind):
            raise Unknown("neither a node shape nor a property shape")
        on_values: list[Check] = []
        on_sets: list[SetCheck] = []
        for prop, parameters in about.items():
            name = prop.value.removeprefix(SH)
            if name == prop.value or name in _SILENT or name in _TARGETS or name in _QUALIFIED:
                continue
            if len(parameters) > 1 and name in SINGLE:
                raise Unknown(f"sh:{name} more than once")
            if name in VALUE_COMPONENTS:
                on_values += (VALUE_COMPONENTS[name](self, each, shape) for each in parameters)
            elif name in SET_COMPONENTS and (paths or name == "hasValue"):
                on_sets += (SET_COMPONENTS[name](self, each, shape) for each in parameters)
            else:
                raise Unknown(f"sh:{name}")
        path = self._path(paths[0]) if paths else None
        self._done[shape] = _check(path, tuple(on_values), tuple(on_sets))
        return self._done[shape]

    # What components ask, see `components.Shapes`

    def has_path(self, shape: Node) -> bool:
        """Tell whether it is a property shape."""
        return bool(self._shapes.values(shape, sh("path")))

    def members(self, head: Term) -> tuple[Term, ...]:
        """Return the members of an RDF list in the shapes graph."""
        found: list[Term] = []
        seen: set[Term] = set()
        while head != _NIL:
            first = self._shapes.values(head, _FIRST)
            rest = self._shapes.values(head, _REST)
            if len(first) != 1 or len(rest) != 1 or head in seen:
                raise Unknown("malformed list")
            seen.add(head)
            found.append(first[0])
            head = rest[0]
        return tuple(found)

    def parameters(self, shape: Node, name: str) -> tuple[Term, ...]:
        """Return the values of another parameter of the shape."""
        return self._shapes.values(shape, sh(name))

    def exact(self, shape: Node) -> bool:
        """Tell whether a shape's check is exact and not merely safe, so that it may be negated."""
        return all(
            name in _SILENT
            or (name in EXACT and (name != "property" or self._all_exact(parameters)))
            for prop, parameters in self._shapes.about(shape).items()
            if (name := prop.value.removeprefix(SH)) != prop.value
        )

    def _all_exact(self, shapes: tuple[Term, ...]) -> bool:
        return all(self.exact(node(shape)) for shape in shapes)

    def is_a(self, focus: Term, cls: Term) -> bool:
        """Tell whether a node is an instance of a class, by the class tree of the data graph."""
        below = self._targets.below(cls)
        return any(kind in below for kind in self._data.values(focus, RDF_TYPE))

    def values(self, focus: Term, prop: Term) -> tuple[Term, ...]:
        """Return the values of a property in the data graph."""
        return self._data.values(focus, iri(prop))

    # Paths (section 2.3)

    def _path(self, path: Term) -> Path:
        data = self._data
        if isinstance(path, NamedNode):
            prop = path
            return lambda focus: data.values(focus, prop)
        if self._shapes.values(path, _FIRST):
            steps = self._paths(path)
            return lambda focus: _walk(focus, steps)
        match list(self._shapes.about(path).items()):
            case [(kind, (head,))] if kind == sh("alternativePath"):
                ways = self._paths(head)
                return lambda focus: tuple(dict.fromkeys(v for way in ways for v in way(focus)))
            case [(kind, (NamedNode() as back,))] if kind == sh("inversePath"):
                return lambda focus: tuple(s for _, s in data.pointing(focus, back))
        raise Unknown("path")

    def _paths(self, head: Term) -> tuple[Path, ...]:
        paths = tuple(self._path(member) for member in self.members(head))
        if len(paths) < 2:
            raise Unknown("a list of fewer than two paths")
        return paths


def _walk(focus: Term, steps: tuple[Path, ...]) -> tuple[Term, ...]:
    reached: tuple[Term, ...] = (focus,)
    for step in steps:
        reached = tuple(dict.fromkeys(value for at in reached for value in step(at)))
    return reached


def _check(path: Path | None, on_values: tuple[Check, ...], on_sets: tuple[SetCheck, ...]) -> Check:
    def check(focus: Term) -> bool:
        values = (focus,) if path is None else path(focus)
        return all(conforms(focus, values) for conforms in on_sets) and all(
            conforms(value) for value in values for conforms in on_values
        )

    return check
