"""A laid-out graph as Turtle that reads well in a diff: one predicate a line, indented brackets."""

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import BlankNode

from kb.exchange.serialization.layout import NIL, TYPE, Layout, Statements
from kb.exchange.serialization.prefixes import PrefixedNames
from kb.exchange.serialization.turtle_terms import full_iri, turtle_term

_WIDEST = 100  # columns up to which several objects, or a list, share one line


def turtle_document(layout: Layout, names: PrefixedNames) -> str:
    """Return the whole document; an empty graph is an empty text."""
    document = _Document(layout, names, layout.labels(), {})
    subjects = [document.subject(subject) for subject in layout.subjects]
    used = sorted(names.used.items())
    header = "".join(f"@prefix {prefix}: {full_iri(iri)} .\n" for prefix, iri in used)
    return "\n".join(block for block in (header, *subjects) if block)


@dataclass(frozen=True, slots=True)
class _Document:
    layout: Layout
    names: PrefixedNames
    labels: Mapping[int, str]
    texts: dict[int, str]  # of the terms written so far

    def subject(self, subject: int) -> str:
        statements = self.layout.statements[subject]
        starts_with_type = self.layout.terms[statements[0][0]] == TYPE
        lines = " ;\n  ".join(self._lines(statements, 2))
        return self._term(subject) + (" " if starts_with_type else "\n  ") + f"{lines} .\n"

    def _lines(self, statements: Statements, indent: int) -> list[str]:
        return [self._line(predicate, objects, indent) for predicate, objects in statements]

    def _line(self, predicate: int, objects: tuple[int, ...], indent: int) -> str:
        verb = "a" if self.layout.terms[predicate] == TYPE else self._term(predicate)
        if len(objects) == 1 or all(node in self.layout.in_place for node in objects):
            return f"{verb} " + ", ".join(self._object(node, indent) for node in objects)
        inner = indent + 2
        texts = [self._object(node, inner) for node in objects]
        run = f"{verb} " + ", ".join(texts)
        if "\n" not in run and indent + len(run) <= _WIDEST:
            return run
        return f"{verb}\n{' ' * inner}" + f",\n{' ' * inner}".join(texts)

    def _object(self, node: int, indent: int) -> str:
        if node in self.layout.lists:
            return self._list(node, indent)
        if node in self.layout.in_place:
            return self._brackets(node, indent)
        return "()" if self.layout.terms[node] == NIL else self._term(node)

    def _brackets(self, node: int, indent: int) -> str:
        statements = self.layout.statements.get(node, ())
        if not statements:
            return "[]"
        inner = " " * (indent + 2)
        lines = f" ;\n{inner}".join(self._lines(statements, indent + 2))
        return f"[\n{inner}{lines}\n{' ' * indent}]"

    def _list(self, head: int, indent: int) -> str:
        texts = [self._object(item, indent + 2) for item in self.layout.items(head)]
        run = f"( {' '.join(texts)} )"
        if "\n" not in run and indent + len(run) <= _WIDEST:
            return run
        inner = " " * (indent + 2)
        return f"(\n{inner}" + f"\n{inner}".join(texts) + f"\n{' ' * indent})"

    def _term(self, node: int) -> str:
        """Return the text of a named node, literal or label, made when it is first needed."""
        text = self.texts.get(node)
        if text is None:
            term = self.layout.terms[node]
            if isinstance(term, BlankNode):
                text = f"_:{self.labels[node]}"
            else:
                text = turtle_term(term, self.names)
            self.texts[node] = text
        return text
