"""The vocabulary: sound OWL, explained term by term, and nowhere a term it does not declare."""

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from kb.graph.index import Index, Term
from kb.words.vocabulary import (
    DCT,
    IN_SCHEME,
    KB,
    PREF_LABEL,
    RDF,
    RDF_TYPE,
    RDFS,
    SH,
    SHAPES,
    SKOS,
    XSD,
    kb,
    ontology_files,
    shape_files,
)

ROOT = Path(__file__).parents[2]
OWL = "http://www.w3.org/2002/07/owl#"
BUILT_IN = (RDF, RDFS, OWL)
CLASS = NamedNode(OWL + "Class")
SCHEME = NamedNode(SKOS + "ConceptScheme")
CONCEPT = NamedNode(SKOS + "Concept")
SUBCLASS, RANGE, DOMAIN = (NamedNode(RDFS + name) for name in ("subClassOf", "range", "domain"))
KINDS = tuple(NamedNode(f"{OWL}{kind}Property") for kind in ("Object", "Datatype", "Annotation"))
DATATYPES = {
    *(XSD + name for name in ("string", "date", "boolean", "integer", "decimal")),
    RDF + "langString",
}
TERM = re.compile(r"(?<![\w:/-])kb:([A-Za-z][\w-]*)")
CALL = re.compile(r"""\bkb\(\s*["']([\w-]+)["']\s*\)""")
DELIBERATE = {"lwo": "a misspelt term, as an example of one", "name": "stands for any term"}
"""What is written like a term of ours in the package and is none, and why."""
FREE = {
    "Capacity": "a record without a type of its own, known by kb:capacity",
    "Correction": "a record without a type of its own, known by kb:correction",
    "Evidence": "a record without a type of its own, known by kb:evidence",
    "Hop": "a record without a type of its own, known by kb:via",
    "Reading": "a record without a type of its own, known by kb:reading",
    "Sentence": "a record without a type of its own, known by kb:sentence",
    "DerivedQuestion": "a question that is reckoned from figures and kept in no file",
    "Judgement": "the class above reviews, verdicts and their like",
    "Marker": "the class of kb:noQuestion and kb:notStated, which are named one by one",
    "goodExample": "for shapes of a desk's own",
    "badExample": "for shapes of a desk's own",
    "Difference": "the class of a list, which the shape of kb:difference names",
}
"""Terms that need no use in a shape, query or claim, and why."""


@cache
def triples_of(*files: Path) -> tuple[Triple, ...]:
    """Return the triples of Turtle files."""
    return tuple(
        quad.triple
        for path in files
        for quad in parse(path=path, format=RdfFormat.TURTLE, rename_blank_nodes=True)
    )


@cache
def index_of(*files: Path) -> Index:
    """Return an index over Turtle files."""
    return Index(triples_of(*files))


def vocabulary() -> Index:
    return index_of(*ontology_files())


def shapes() -> Index:
    return index_of(*shape_files())


def ours(kind: NamedNode) -> list[NamedNode]:
    """Return the terms of our namespace that are declared as this kind."""
    return [
        term
        for term in vocabulary().instances(kind)
        if isinstance(term, NamedNode) and term.value.startswith(KB)
    ]


def properties() -> list[NamedNode]:
    return [term for kind in KINDS for term in ours(kind)]


def list_classes() -> list[NamedNode]:
    """Return the classes whose members are the closed lists."""
    return [cls for cls in ours(CLASS) if vocabulary().has(cls, SUBCLASS, CONCEPT)]


def concepts() -> list[NamedNode]:
    """Return the members of the closed lists."""
    return [term for cls in list_classes() for term in ours(cls)]


def short(term: Term) -> str:
    return term.value.removeprefix(KB)


# Every term that is used is declared


def files(folder: str, pattern: str) -> list[Path]:
    return sorted((ROOT / folder).rglob(pattern))


def used_in_turtle(path: Path) -> set[str]:
    """Return our terms in a Turtle file, those in its texts included; none if it is no Turtle."""
    try:
        triples = triples_of(path)
    except SyntaxError:
        return set()
    used: set[str] = set()
    for term in {term for triple in triples for term in triple}:
        if isinstance(term, NamedNode) and term.value.startswith(KB):
            used.add(short(term))
        elif isinstance(term, Literal):
            used.update(TERM.findall(term.value))
    return used


def used_in_text(path: Path) -> set[str]:
    """Return our terms in a query, a module or a page."""
    text = path.read_text(encoding="utf-8")
    return {*TERM.findall(text), *(CALL.findall(text) if path.suffix == ".py" else ())}


def test_every_term_that_is_used_is_declared() -> None:
    declared = {short(term) for term in vocabulary().subjects() if vocabulary().about(term)}
    used = {
        **{
            p: used_in_turtle(p) for f in ("ontology", "claims", "tests") for p in files(f, "*.ttl")
        },
        **{path: used_in_text(path) for path in files("queries", "*.rq")},
        **{path: used_in_text(path) for path in files("kb", "*.py")},
        **{path: used_in_text(path) for f in (".", "ontology") for path in (ROOT / f).glob("*.md")},
    }
    assert len(used) > 100
    undeclared = {
        (str(path.relative_to(ROOT)), name)
        for path, names in used.items()
        for name in names - declared
        if not (path.suffix == ".py" and name in DELIBERATE)
    }
    assert undeclared == set()


def test_a_misspelt_term_would_be_seen() -> None:
    assert TERM.findall("ex:c kb:plaec ex:p ; kb:high 5 .") == ["plaec", "high"]
    assert TERM.findall("kbs:low https://example.org/kb:no [kb:low]") == ["low"]
    assert CALL.findall('index.text(node, kb("strat"))') == ["strat"]


def test_every_term_in_the_shapes_is_declared() -> None:
    """By parsing, so that terms written out as IRIs count too."""
    used = {term for triple in triples_of(*shape_files()) for term in triple}
    terms = {term for term in used if isinstance(term, NamedNode) and term.value.startswith(KB)}
    assert {short(term) for term in terms if not vocabulary().about(term)} == set()


# Every term is explained and used


@pytest.mark.parametrize("term", [*ours(CLASS), *properties()], ids=short)
def test_a_class_or_property_has_label_comment_and_example(term: NamedNode) -> None:
    for prop in (RDFS + "label", RDFS + "comment", SKOS + "example"):
        texts = vocabulary().values(term, NamedNode(prop))
        assert len(texts) == 1, prop
        assert isinstance(texts[0], Literal)
        assert texts[0].language == "en"
        assert texts[0].value.strip()


def test_every_class_and_property_is_used() -> None:
    (lists,) = (path for path in ontology_files() if path.name == "lists.ttl")
    used = {short(triple.predicate) for triple in triples_of(lists)}  # conventions of qualifiers
    for path in (*shape_files(), *files("claims", "*.ttl")):
        used |= used_in_turtle(path)
    for path in files("queries", "*.rq"):
        used |= used_in_text(path)
    unused = {short(term) for term in (*ours(CLASS), *properties())} - used
    assert unused <= {*FREE}
    assert {*FREE} <= {short(term) for term in (*ours(CLASS), *properties())}


def test_every_concept_of_a_list_is_explained_and_in_its_list() -> None:
    lists: dict[Term, set[Term]] = defaultdict(set)
    assert len(concepts()) > 150
    for concept in concepts():
        assert len(vocabulary().values(concept, PREF_LABEL)) == 1, concept
        assert len(vocabulary().values(concept, NamedNode(SKOS + "definition"))) == 1, concept
        (scheme,) = vocabulary().values(concept, IN_SCHEME)
        assert vocabulary().has(scheme, RDF_TYPE, SCHEME), scheme  # type: ignore[arg-type]
        (cls,) = {*vocabulary().values(concept, RDF_TYPE)} & {*list_classes()}
        lists[scheme].add(cls)
    assert [scheme for scheme, classes in lists.items() if len(classes) != 1] == []
    assert {*lists} == {*ours(SCHEME)}


# OWL


def declared_as(kind: NamedNode) -> set[Term]:
    return set(vocabulary().instances(kind))


def test_every_property_has_one_kind() -> None:
    for one, other in ((0, 1), (0, 2), (1, 2)):
        assert declared_as(KINDS[one]) & declared_as(KINDS[other]) == set()


def test_every_property_that_the_vocabulary_uses_is_declared() -> None:
    declared = {term for kind in KINDS for term in declared_as(kind)}
    used = {triple.predicate for triple in triples_of(*ontology_files())}
    assert {p.value for p in used - declared if not p.value.startswith(BUILT_IN)} == set()


def test_every_class_that_the_vocabulary_uses_is_declared() -> None:
    used = {
        triple.object
        for triple in triples_of(*ontology_files())
        if triple.predicate in {RDF_TYPE, SUBCLASS, DOMAIN}
        or (
            triple.predicate == RANGE and not vocabulary().has(triple.subject, RDF_TYPE, KINDS[1])  # type: ignore[arg-type]
        )
    }
    assert {
        term.value
        for term in used - declared_as(CLASS)
        if isinstance(term, NamedNode) and not term.value.startswith(BUILT_IN)
    } == set()


@pytest.mark.parametrize("prop", ours(KINDS[1]), ids=short)
def test_a_datatype_property_has_one_datatype(prop: NamedNode) -> None:
    (datatype,) = vocabulary().values(prop, RANGE)
    assert datatype.value in DATATYPES


@pytest.mark.parametrize("prop", ours(KINDS[0]), ids=short)
def test_an_object_property_has_a_class_or_takes_several_kinds_of_record(prop: NamedNode) -> None:
    ranges = vocabulary().values(prop, RANGE)
    assert len(ranges) < 2
    if not ranges:
        constraints = [
            name
            for shape in shapes().subjects()
            if _speaks_of(shape, prop)
            for name in shapes().about(shape)
        ]
        chosen = {NamedNode(SH + name) for name in ("or", "class", "nodeKind", "in")}
        assert chosen & {*constraints} or short(prop) in {"premise", "sets"}


def _speaks_of(shape: Term, prop: NamedNode) -> bool:
    """Tell whether a shape is about a property, alone or as one of several."""
    paths = shapes().values(shape, NamedNode(SH + "path"))
    if prop in paths:
        return True
    heads = [h for p in paths for h in shapes().values(p, NamedNode(SH + "alternativePath"))]
    while heads:
        head = heads.pop()
        if prop in shapes().values(head, NamedNode(RDF + "first")):
            return True
        heads.extend(shapes().values(head, NamedNode(RDF + "rest")))
    return False


def test_each_file_of_the_vocabulary_is_one_ontology() -> None:
    names = []
    for path in ontology_files():
        (ontology,) = index_of(path).instances(NamedNode(OWL + "Ontology"))
        names.append(ontology)
    assert len(names) == len(set(names))
    (vocabulary_itself,) = (node for node in names if node == NamedNode(KB.removesuffix("#")))
    assert vocabulary().text(vocabulary_itself, NamedNode(DCT + "title"))


# Shapes


def named_shapes() -> list[NamedNode]:
    return [shape for shape in shapes().subjects() if isinstance(shape, NamedNode)]


def demands(shape: NamedNode) -> bool:
    """Tell whether a shape demands something itself and does not only hold property shapes."""
    names = {p.value.removeprefix(SH) for p in shapes().about(shape) if p.value.startswith(SH)}
    return bool(names - {"property", "targetClass", "targetObjectsOf", "severity", "message"})


@pytest.mark.parametrize("shape", [s for s in named_shapes() if demands(s)], ids=lambda s: s.value)
def test_a_shape_has_code_message_remedy_and_severity(shape: NamedNode) -> None:
    about = shapes().about(shape)
    assert shape.value.startswith(SHAPES)
    (code,) = about[kb("code")]
    assert re.fullmatch(r"KB[0-9]{3}", code.value)
    for prop in (NamedNode(SH + "message"), kb("remedy")):
        (text,) = about[prop]
        assert isinstance(text, Literal)
        assert text.language == "en"
        assert re.fullmatch(r"\S.*[.]", text.value)
    (severity,) = about[NamedNode(SH + "severity")]
    assert severity.value in {SH + name for name in ("Violation", "Warning", "Info")}


def test_a_code_belongs_to_one_shape() -> None:
    codes = [code for shape in named_shapes() if (code := shapes().text(shape, kb("code")))]
    assert len(codes) > 150
    assert sorted(codes) == sorted(set(codes))


def test_every_property_shape_belongs_to_a_shape_with_a_target() -> None:
    held = {
        each
        for shape in named_shapes()
        if any(p.value.startswith(SH + "target") for p in shapes().about(shape))
        for each in (shape, *shapes().values(shape, NamedNode(SH + "property")))
    }
    assert {shape.value for shape in named_shapes() if shape not in held} == set()


def test_a_property_shape_is_held_only_where_it_is_defined() -> None:
    """A misspelt name behind sh:property would be an empty shape, and demand nothing."""
    held = {
        each
        for shape in named_shapes()
        for each in shapes().values(shape, NamedNode(SH + "property"))
        if isinstance(each, NamedNode)
    }
    assert {each.value for each in held if not shapes().about(each)} == set()


@pytest.mark.parametrize("name", ["sparql", "closed", "js", "rule", "target"])
def test_shapes_are_plain_shacl_core(name: str) -> None:
    used = {triple.predicate for triple in triples_of(*shape_files())}
    assert NamedNode(SH + name) not in used
