"""What people call a record: short name, label, and the way back from a name to a record."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from kb.graph.corpus import Corpus
from kb.graph.index import Index, Term
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import PREF_LABEL, RDF_TYPE, TITLE, kb

_LABELS = (PREF_LABEL, TITLE, kb("gist"))


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

    def find(self, name: str) -> NamedNode:
        """Return the record that a person means by an IRI, a prefixed name or a bare local name.

        Raises `CannotGoOn` where there is none or more than one, and names the nearest.
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
        if len(same) == 1:
            return same[0]
        if same:
            choices = ", ".join(sorted(self.short(node) for node in same))
            raise CannotGoOn(f"{name!a} may be {choices}", hint="Give the name with its prefix.")
        near = get_close_matches(name, [*short, *(key.partition(":")[2] for key in short)], n=3)
        raise CannotGoOn(
            f"there is no record called {name!a}",
            hint=f"Did you mean {' or '.join(near)}?"
            if near
            else '"kb query --list" shows ways to find one.',
        )

    def _iri(self, name: str) -> NamedNode:
        bare = name.removeprefix("<").removesuffix(">")
        prefix, colon, local = bare.partition(":")
        if colon and prefix in self.prefixes and not local.startswith("//"):
            bare = self.prefixes[prefix] + local
        try:
            return NamedNode(bare)
        except ValueError:
            return NamedNode("urn:none")
