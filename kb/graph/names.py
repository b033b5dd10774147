"""What people call a record: short name, label, and the way back from a name to a record."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches

from pyoxigraph import Literal, NamedNode

from kb.graph.corpus import Corpus
from kb.graph.index import Index, Term
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import PREF_LABEL, RDF_TYPE, TITLE, kb

_LABELS = (PREF_LABEL, TITLE, kb("gist"))
_ABOUT_AS_NEAR = 0.1
"""How much less alike than the nearest name (of 1) another may be and still be suggested."""


@dataclass(frozen=True, slots=True)
class Names:
    """Short names and labels of the records of one base."""

    known: Index
    prefixes: Mapping[str, str]

    @classmethod
    def of(cls, corpus: Corpus) -> "Names":
        """Return the names of a corpus, the vocabulary included."""
        return cls(corpus.known, corpus.prefixes)

    def short(self, term: Term) -> str:
        """Return a prefixed name such as ``claim:a21-blame`` where a prefix fits, else the IRI."""
        if isinstance(term, Literal):
            return term.value
        if isinstance(term, NamedNode):
            best = ""
            name = term.value
            for prefix, iri in self.prefixes.items():
                rest = term.value[len(iri) :]
                if term.value.startswith(iri) and len(iri) > len(best) and rest and "/" not in rest:
                    best, name = iri, f"{prefix}:{rest}"
            return name
        return str(term)

    def label(self, term: Term) -> str:
        """Return what a person calls it: its English label, else any, else its short name."""
        if isinstance(term, Literal):
            return term.value
        for prop in _LABELS:
            texts = [v for v in self.known.values(term, prop) if isinstance(v, Literal)]
            if texts:
                return min(
                    texts, key=lambda t: (t.language != "en", t.language or "", t.value)
                ).value
        return self.short(term)

    def find(self, name: str, cls: NamedNode | None = None) -> NamedNode:
        """Return the record that a person means by an IRI, a prefixed name, a bare local name or a
        label.

        Of several records with a bare name that of class ``cls`` is meant. Raises `CannotGoOn`
        where there is none or more than one, and names the nearest.
        """
        records = [
            node
            for node in self.known.subjects()
            if isinstance(node, NamedNode) and self.known.values(node, RDF_TYPE)
        ]
        wanted = self._iri(name)
        if wanted in records:
            return wanted
        short = {self.short(node): node for node in records}
        same = [node for key, node in short.items() if key.partition(":")[2] == name]
        if cls is not None and len(same) > 1:
            same = [node for node in same if self.known.has(node, RDF_TYPE, cls)] or same
        if len(same) == 1:
            return same[0]
        if same:
            choices = ", ".join(sorted(self.short(node) for node in same))
            raise CannotGoOn(f"{name!a} may be {choices}", hint="Give the name with its prefix.")
        labelled = [n for n in records if self.label(n).casefold() == name.strip().casefold()]
        if len(labelled) == 1:
            return labelled[0]
        near = " or ".join(self._near(name, wanted, tuple(short)) or self._labelled(name, records))
        hint = f"Did you mean {near}?" if near else '"kb query --list" shows ways to find one.'
        prefix, colon, rest = name.partition(":")
        if colon and not near and prefix not in self.prefixes and not rest.startswith("//"):
            hint = f"No prefix {prefix!a} is declared; known: {', '.join(sorted(self.prefixes))}."
        raise CannotGoOn(f"there is no record called {name!a}", hint=hint)

    def _near(self, name: str, wanted: NamedNode, known: Sequence[str]) -> tuple[str, ...]:
        """Return up to three prefixed names that are about as near to a name as the nearest.

        A bare name is compared with bare names, an IRI in its short form.
        """
        bare = ":" not in name
        asked = name if bare else name if wanted.value == "urn:none" else self.short(wanted)
        forms = {key.partition(":")[2] if bare else key: key for key in reversed(known)}
        near = get_close_matches(asked, forms, n=3)
        likeness = [SequenceMatcher(None, asked, form).ratio() for form in near]
        return tuple(
            forms[form]
            for form, like in zip(near, likeness, strict=True)
            if like >= likeness[0] - _ABOUT_AS_NEAR
        )

    def _labelled(self, name: str, records: Sequence[NamedNode]) -> tuple[str, ...]:
        """Return the prefixed name of the record whose label is nearest to a name, if any is."""
        forms = {self.label(node).casefold(): self.short(node) for node in reversed(records)}
        near = get_close_matches(name.strip().casefold(), forms, n=1, cutoff=0.8)
        return tuple(forms[label] for label in near)

    def _iri(self, name: str) -> NamedNode:
        bare = name.removeprefix("<").removesuffix(">")
        prefix, colon, local = bare.partition(":")
        if colon and prefix in self.prefixes and not local.startswith("//"):
            bare = self.prefixes[prefix] + local
        try:
            return NamedNode(bare)
        except ValueError:
            return NamedNode("urn:none")
