"""Values of a record in a few words, for messages and logs."""

from pyoxigraph import Literal, NamedNode

from kb.graph.names import Names
from kb.graph.records import Part, Value
from kb.words.vocabulary import KB, XSD, kb

_WIDTH = 72
_TEXTS = {XSD + "string", "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}
_DEEPEST = 3


def value_text(value: Value, names: Names, *, width: int | None = _WIDTH) -> str:
    """Return a value as people read it: a short name, a number, words in quotation marks, and
    parts in brackets; long words are cut to ``width`` characters, with ``None`` nothing is cut.
    """
    return _text(value, names, width, 0)


def _text(value: Value, names: Names, width: int | None, depth: int) -> str:
    if isinstance(value, NamedNode):
        return names.short(value)
    if isinstance(value, Literal):
        if value.datatype.value not in _TEXTS:
            return _cut(value.value, width)
        language = f"@{value.language}" if value.language not in (None, "en") else ""
        return f"“{_cut(value.value, width)}”{language}"
    if depth == _DEEPEST:
        return "[…]"
    return f"[{'; '.join(_says(value, names, width, depth))}]"


def _says(part: Part, names: Names, width: int | None, depth: int) -> list[str]:
    texts = []
    for prop, value in part.says:
        text = _text(value, names, width, depth + 1)
        name = prop.value.removeprefix(KB) if prop.value.startswith(KB) else names.short(prop)
        if isinstance(value, NamedNode) and value.value.startswith(KB):
            text = value.value.removeprefix(KB)
        texts.append(text if prop == kb("exact") else f"{name} {text}")
    return texts


def _cut(text: str, width: int | None) -> str:
    line = " ".join(text.split())
    return line if width is None or len(line) <= width else f"{line[: width - 1].rstrip()}…"
