"""One question in SPARQL, checked before any engine sees it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

import pyoxigraph as ox

from kb.graph.sparql.query_checks import (
    Form,
    form_of,
    refuse_length,
    refuse_nesting,
    refuse_reaching_out,
)
from kb.graph.sparql.sparql_text import Kind, SparqlText, Token, tokens, without_comments
from kb.text.edits import Edit, edited, offset_before
from kb.words.errors import CannotGoOn

NO_VALUE = "UNDEF"
"""What stands in a VALUES block for a parameter without a value: it then restricts nothing."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query in SPARQL 1.1 that reads one graph and nothing else; made by `checked`.

    ``source`` is what a person wrote and what messages point into; ``text`` is what an engine is
    given: the same with ``edits``, which never add or remove a line.
    """

    source: SparqlText
    text: str
    form: Form
    edits: tuple[Edit, ...] = ()

    def refused(self, offset: int, what: str, *, hint: str | None = None) -> CannotGoOn:
        """An engine's refusal at ``offset`` of the text, pointing into what the person wrote."""
        within = min(max(offset, 0), len(self.text))
        return self.source.refused(offset_before(self.edits, within), what, hint=hint)


def checked(
    source: str,
    *,
    name: str = "query",
    prefixes: Mapping[str, str] | None = None,
    terms: Mapping[str, str] | None = None,
) -> Query:
    """The query that ``source`` spells, with ``terms`` in the places of its ``$names``.

    ``prefixes`` (label to IRI) are declared in front where the query uses but does not declare
    them. ``terms`` maps a name without ``$`` to one RDF term in SPARQL's own spelling, or to
    `NO_VALUE`; a ``$name`` that is not in it stays a variable.

    Raises `CannotGoOn`, with line and column, for anything but one SELECT, ASK, CONSTRUCT or
    DESCRIBE: updates, SERVICE, FROM, an undeclared prefix, brackets that do not match or nest too
    deep, a text too long, and text that is no SPARQL.
    """
    sparql = SparqlText(source, name)
    refuse_length(sparql)
    found = tokens(sparql)
    code = without_comments(found)
    form = form_of(code, sparql)
    refuse_nesting(code, sparql)
    refuse_reaching_out(code, sparql)
    edits = (
        *_declarations(code, sparql, prefixes or {}),
        *_placements(code, sparql, terms or {}),
    )
    if not edits:
        return Query(sparql, source, form)
    text = edited(source, edits)
    refuse_length(SparqlText(text, name))
    _refuse_other_reading(SparqlText(text, name), found, edits)
    return Query(sparql, text, form, edits)


def query_form(source: str, *, name: str = "query") -> Form:
    """What the query asks for; raises `CannotGoOn` for an update and for what is no SPARQL."""
    sparql = SparqlText(source, name)
    refuse_length(sparql)
    return form_of(without_comments(tokens(sparql)), sparql)


def declared_prefixes(source: str) -> dict[str, str]:
    """Label to IRI, as the PREFIX lines of a query text declare them."""
    code = without_comments(tokens(SparqlText(source)))
    return {
        label.prefix: iri.text[1:-1]
        for keyword, label, iri in zip(code, code[1:], code[2:], strict=False)
        if keyword.word == "PREFIX" and label.prefix is not None and iri.kind is Kind.IRI
    }


def _declarations(
    code: Sequence[Token], sparql: SparqlText, prefixes: Mapping[str, str]
) -> list[Edit]:
    """PREFIX declarations in front, for the labels that are used, known and not declared."""
    declared: set[str] = set()
    missing: dict[str, Token] = {}
    declares = False
    for token in code:
        if token.prefix is not None:
            if declares:
                declared.add(token.prefix)
            elif token.prefix not in declared:
                missing.setdefault(token.prefix, token)
        declares = token.word == "PREFIX"
    for label, token in missing.items():
        if label not in prefixes:
            near = get_close_matches(label, [*prefixes, *declared], n=1)
            raise sparql.refused(
                token.start,
                f"the prefix {label}: is not declared",
                hint=f"Did you mean {near[0]}:?" if near else f"Add PREFIX {label}: <...> on top.",
            )
    lines = (f"PREFIX {label}: {ox.NamedNode(prefixes[label])} " for label in missing)
    return [Edit(0, 0, "".join(lines))] if missing else []


def _placements(code: Sequence[Token], sparql: SparqlText, terms: Mapping[str, str]) -> list[Edit]:
    """Each ``$name`` that has a term, replaced by it; spaces keep the neighbours apart."""
    placed: list[Edit] = []
    unused = set(terms)
    for token, after in zip(code, [*code[1:], None], strict=True):
        if token.kind is not Kind.VARIABLE or token.text[0] != "$" or token.text[1:] not in terms:
            continue
        if after is not None and (after.kind is Kind.LANGUAGE or after.text == "^^"):
            raise sparql.refused(
                after.start, f"{after.text} cannot follow {token.text}, which brings its own type"
            )
        term = terms[token.text[1:]]
        if not _is_one_term(tokens(SparqlText(term, sparql.name))):
            raise sparql.refused(token.start, f"{term!a} is not one RDF term")
        placed.append(Edit(token.start, token.end, f" {term} "))
        unused.discard(token.text[1:])
    if unused:
        raise CannotGoOn(f"the query has no ${min(unused)}", where=sparql.name)
    return placed


def _is_one_term(parts: Sequence[Token]) -> bool:
    match [(part.kind, part.text) for part in parts]:
        case [(Kind.IRI | Kind.NUMBER | Kind.STRING, _)] | [(Kind.WORD, "UNDEF")]:
            return True
        case [(Kind.STRING, _), (Kind.LANGUAGE, _)]:
            return True
        case [(Kind.STRING, _), (Kind.PUNCTUATION, "^^"), (Kind.IRI, _)]:
            return True
    return False


def _refuse_other_reading(
    edited_text: SparqlText, found: Sequence[Token], edits: Sequence[Edit]
) -> None:
    """Refuse a text whose tokens are not those of the source with the edited ones replaced."""
    replaced = {edit.start: edit.new for edit in edits if edit.end > edit.start}
    inserted = "".join(edit.new for edit in edits if edit.end == edit.start)
    expected = list(tokens(SparqlText(inserted)))
    for token in found:
        new = replaced.get(token.start)
        expected += [token] if new is None else tokens(SparqlText(new))
    try:
        read = tokens(edited_text)
    except CannotGoOn as refused:
        raise CannotGoOn(
            f"with its values the query could be misread: {refused.what}",
            where=edited_text.name,
            hint=refused.hint,
        ) from None
    if [(one.kind, one.text) for one in read] != [(one.kind, one.text) for one in expected]:
        raise CannotGoOn("a value would change what the query asks", where=edited_text.name)
