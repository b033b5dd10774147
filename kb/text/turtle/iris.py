"""Relative IRI references made absolute: RFC 3986, section 5.2, as Turtle uses it.

Where Oxigraph departs from the letter of 5.2.2 this follows Oxigraph, so that a name found here is
the name in the store: dot segments are carried out in a relative path only, and stay as written in
the base, in an IRI with a scheme, and behind ``//``; and ``..`` climbs above the root where the
base has no ``//`` at all.
"""

import re

_PARTS = re.compile(r"(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL)
_CLAIMS_SCHEME = re.compile(r"[^/?#:]*:")


def is_absolute(reference: str) -> bool:
    """Whether a colon in the first segment claims a scheme; a wrong scheme is no relative path."""
    return _CLAIMS_SCHEME.match(reference) is not None


def resolve(base: str, reference: str) -> str:
    """The IRI that a reference means in a text whose base IRI is ``base``, which must be absolute.

    Nothing is normalised beyond the dot segments of a relative path, and only one thing checked:
    ValueError where a path without host would begin with ``//`` and so be read as a host (3.3).
    """
    if is_absolute(reference):
        return reference
    scheme, _, rest = base.partition(":")
    authority, base_path, base_query, _ = _split(rest)
    own_authority, path, query, fragment = _split(reference)
    if own_authority is not None:
        return f"{scheme}:{reference}"
    if not path:
        path = base_path
        query = base_query if query is None else query
    else:
        folder = base_path.split("/")[:-1]
        if path.startswith("/"):
            folder, path = [""], path[1:]
        elif authority is not None and not base_path:
            folder = [""]
        path = _walked(folder, path, floor=0 if authority is None else 1)
    if authority is None and path.startswith("//"):
        message = "a path that begins with // would be read as a host"
        raise ValueError(message)
    start = f"{scheme}:" if authority is None else f"{scheme}://{authority}"
    end = ("" if query is None else f"?{query}") + ("" if fragment is None else f"#{fragment}")
    return f"{start}{path}{end}"


def _split(rest: str) -> tuple[str | None, str, str | None, str | None]:
    """Authority, path, query and fragment; None where the part is not there at all."""
    found = _PARTS.fullmatch(rest)
    assert found is not None  # every part is optional, and the path takes what is left
    authority, path, query, fragment = found.groups()
    return authority, path, query, fragment


def _walked(folder: list[str], path: str, *, floor: int) -> str:
    """The path reached from a folder, ``..`` going up, but to no fewer than ``floor`` segments."""
    reached = list(folder)
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if len(reached) > floor:
                reached.pop()
        elif step != ".":
            reached.append(step)
    if steps[-1] in {".", ".."}:
        reached.append("")
    return "/".join(reached)
