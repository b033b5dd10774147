"""Prefixed names: which IRIs may be shortened, and how."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from kb.words.errors import CannotGoOn

# PN_CHARS_BASE of Turtle 1.1 (section 6.5) without the joiners U+200C and U+200D.
_LETTERS = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_MORE = r"0-9_\-\u00b7\u0300-\u036f\u203f-\u2040"
_PREFIX = re.compile(rf"(?:[{_LETTERS}](?:[{_LETTERS}{_MORE}.]*[{_LETTERS}{_MORE}])?)?")
_LOCAL = re.compile(rf"[{_LETTERS}0-9_](?:[{_LETTERS}{_MORE}.]*[{_LETTERS}{_MORE}])?")

# What changes how a text is shown without being seen itself: written as an escape wherever the
# format has escapes, so that a difference in a file can be seen (U+202E and its kind, BOM, and the
# line ends that only some programs take for one).
INVISIBLE = "\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb"
_HIDING = re.compile(f"[{INVISIBLE}]")


@dataclass(frozen=True, slots=True)
class PrefixedNames:
    """Shortens IRIs with pairs of namespace and prefix, the longest namespace first.

    ``used`` grows with every name given out; it maps the prefixes that a document must declare to
    their namespaces.
    """

    pairs: tuple[tuple[str, str], ...]
    used: dict[str, str] = field(default_factory=dict)

    def short(self, iri: str) -> str | None:
        """Return ``prefix:local``, or None where the IRI must be written in full.

        The local part is never empty and needs no escape, colon or percent sign.
        """
        for namespace, prefix in self.pairs:
            if iri.startswith(namespace):
                local = iri[len(namespace) :]
                if _LOCAL.fullmatch(local) and not _HIDING.search(local):
                    self.used[prefix] = namespace
                    return f"{prefix}:{local}"
        return None


def prefixed_names(prefixes: Mapping[str, str]) -> PrefixedNames:
    """Take a map from prefix to namespace; of two prefixes for one namespace the first counts.

    Raises CannotGoOn for a prefix that Turtle cannot hold and for a namespace that is not an IRI.
    """
    for prefix, namespace in prefixes.items():
        if not _PREFIX.fullmatch(prefix):
            raise CannotGoOn(
                f"{prefix!r} cannot be a prefix in Turtle",
                hint="Take letters, digits, - and _, with a letter first.",
            )
        try:
            NamedNode(namespace)
        except ValueError as error:
            raise CannotGoOn(
                f"the namespace {namespace!r} of prefix {prefix!r} is not an IRI: {error}"
            ) from error
    pairs = ((namespace, prefix) for prefix, namespace in prefixes.items())
    return PrefixedNames(tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), *pair))))
