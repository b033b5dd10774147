"""A laid-out graph as compact JSON-LD 1.1 with a context of its own, never a remote one."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from kb.exchange.serialization.layout import NIL, TYPE, Layout
from kb.exchange.serialization.prefixes import INVISIBLE, PrefixedNames
from kb.exchange.serialization.term_order import XSD

_STRING = XSD + "string"
_GENERIC_DELIMITERS = tuple(":/?#[]@")  # RFC 3986; a prefix that ends otherwise needs @prefix
_UNSEEN = re.compile(rf"[\x7f-\x9f\ufffe\uffff{INVISIBLE}]")

Json = dict[str, Any]


def jsonld_document(layout: Layout, names: PrefixedNames) -> str:
    """Return the whole document, keys sorted, with a line feed at its end.

    Lists are @list, blank nodes with one mention are nested. Numbers, dates and booleans are pairs
    of @type and @value with the lexical form as a string: a JSON number cannot tell 30.0 from 30.
    """
    document = _Document(layout, _unambiguous(names, layout), layout.labels())
    graph = [document.subject(subject) for subject in layout.subjects]
    whole = {"@context": _context(document.names), "@graph": graph}
    text = json.dumps(whole, ensure_ascii=False, indent=2, sort_keys=True)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _unambiguous(names: PrefixedNames, layout: Layout) -> PrefixedNames:
    """Leave out prefixes that JSON-LD would read into a full IRI, such as ``urn``, or none."""
    iris = (term.value for term in layout.terms if isinstance(term, NamedNode))
    schemes = {iri.partition(":")[0] for iri in iris} | {""}
    return PrefixedNames(tuple(pair for pair in names.pairs if pair[1] not in schemes))


def _context(names: PrefixedNames) -> Json:
    return {
        prefix: namespace
        if namespace.endswith(_GENERIC_DELIMITERS)
        else {"@id": namespace, "@prefix": True}
        for prefix, namespace in names.used.items()
    }


@dataclass(frozen=True, slots=True)
class _Document:
    layout: Layout
    names: PrefixedNames
    labels: Mapping[int, str]

    def subject(self, subject: int) -> Json:
        return {"@id": self._id(subject)} | self._properties(subject)

    def _properties(self, subject: int) -> Json:
        said: Json = {}
        for predicate, objects in self.layout.statements.get(subject, ()):
            terms = [self.layout.terms[node] for node in objects]
            if self.layout.terms[predicate] == TYPE and all(
                isinstance(term, NamedNode) for term in terms
            ):
                said["@type"] = _alone([self._id(node) for node in objects])
            else:
                said[self._id(predicate)] = _alone([self._value(node) for node in objects])
        return said

    def _value(self, node: int) -> Json | str:
        if node in self.layout.lists:
            return {"@list": [self._value(item) for item in self.layout.items(node)]}
        if node in self.layout.in_place:
            return self._properties(node)
        term = self.layout.terms[node]
        if isinstance(term, Literal):
            return self._literal(term)
        return {"@list": []} if term == NIL else {"@id": self._id(node)}

    def _literal(self, literal: Literal) -> Json | str:
        if literal.language is not None:
            return {"@value": literal.value, "@language": literal.language}
        datatype = literal.datatype.value
        if datatype == _STRING:
            return literal.value
        return {"@value": literal.value, "@type": self._compact(datatype)}

    def _id(self, node: int) -> str:
        term = self.layout.terms[node]
        if isinstance(term, BlankNode):
            return f"_:{self.labels[node]}"
        return self._compact(term.value)

    def _compact(self, iri: str) -> str:
        return self.names.short(iri) or iri


def _alone(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
