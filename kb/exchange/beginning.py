"""The files with which a new base begins."""

from pathlib import Path

from pyoxigraph import NamedNode

from kb.text.base import SETTINGS
from kb.text.files import write_atomically
from kb.words.errors import CannotGoOn
from kb.words.vocabulary import PREFIXES, UNITS

OWN = {
    "claim": "claim/",
    "desk": "desk/",
    "evt": "event/",
    "m": "measure/",
    "opt": "option/",
    "place": "place/",
    "pop": "population/",
    "q": "question/",
    "sp": "speaker/",
    "src": "source/",
}
"""Prefixes for the records of a base, and the part of the IRI that each stands for."""

_SETTINGS = """\
[base]
name = "{name}"
claims = ["claims"]
# Your copies of the sources; keep them out of the repository, other people's text is not yours.
sources = "sources"

[check]
# With true, each claim must be read against its source by somebody other than its encoder, after
# its last change, before "kb check" is content; "kb review" lists what is not.
second-reader = false
"""


def begin(folder: Path, namespace: str) -> tuple[Path, ...]:
    """Write the first files of a base and return them.

    Raises `CannotGoOn` where the folder already holds something, or the namespace is no IRI that
    ends in ``/`` or ``#``; nothing is written then.
    """
    try:
        NamedNode(namespace)
    except ValueError:
        raise CannotGoOn(
            f"{namespace!a} is no IRI",
            where="--namespace",
            hint="Write for example --namespace https://example.org/desk/.",
        ) from None
    if not namespace.endswith(("/", "#")):
        raise CannotGoOn(
            f"{namespace!a} does not end in / or #",
            where="--namespace",
            hint="Names of records are put right behind it.",
        )
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotGoOn("the folder is not empty", where=str(folder), hint="Name a new one.")
    for name in ("claims", "sources"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    files = {
        folder / SETTINGS: _SETTINGS.format(name=folder.resolve().name),
        folder / ".gitignore": "sources/\n",
        folder / "claims" / "records.ttl": _records(namespace),
    }
    for path, text in files.items():
        write_atomically(path, text)
    return tuple(files)


def _records(namespace: str) -> str:
    prefixes = {**{name: namespace + part for name, part in OWN.items()}, **PREFIXES}
    prefixes["unit"] = UNITS["unit"]
    width = max(map(len, prefixes)) + 1
    lines = [f"@prefix {name + ':':{width}} <{iri}> ." for name, iri in prefixes.items()]
    return "\n".join(
        (
            "# What your claims share: the desk, speakers, places, questions.",
            *lines,
            "",
            'desk:me a kb:Editor ; skos:prefLabel "the desk"@en .',
            "",
        )
    )
