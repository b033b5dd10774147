"""Rules of the catalogue, explained to people."""

from collections.abc import Iterator

from kb.judgement.catalogue import Entry


def explanation(entry: Entry) -> str:
    """Return all that is known of one rule; what differs from finding to finding stands in ‹›."""
    return "\n".join(_lines(entry)) + "\n"


def overview(entries: tuple[Entry, ...]) -> str:
    """Return one line for each rule: its code, its severity and its title."""
    return "".join(f"{e.code}  {e.severity:7}  {e.title}\n" for e in entries)


def filled(text: str) -> str:
    """Return a problem or remedy with ‹› for the braces of what differs."""
    return text.replace("{", "‹").replace("}", "›")


def _lines(entry: Entry) -> Iterator[str]:
    yield f"{entry.code} {entry.severity}: {entry.title}"
    yield ""
    yield f"  {filled(entry.problem)}"
    yield f"  Do: {filled(entry.remedy)}"
    for name, example in (("Good", entry.good), ("Bad", entry.bad)):
        if example:
            yield ""
            yield f"  {name}:"
            yield from (f"    {line}" for line in example.splitlines())
    yield ""
    yield f"  Held in {entry.held_in}" + (f", {entry.name}." if entry.shape else ".")
