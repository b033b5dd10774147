"""Rules of the catalogue, explained to people."""

from collections.abc import Iterator

from kb.judgement.catalogue import Entry
from kb.judgement.closed_lists import Choice
from kb.judgement.vocabulary_entry import VocabularyEntry


def explanation(entry: Entry) -> str:
    """Return all that is known of one rule; what differs from finding to finding stands in ‹›."""
    return "\n".join(_lines(entry)) + "\n"


def term_explanation(entry: VocabularyEntry) -> str:
    """Return what a term of the vocabulary means, with the names of its closed list."""
    about = f"of {entry.among}" if entry.among else f"takes {entry.takes}" if entry.takes else ""
    lines = [f"{entry.name}: {entry.label}{f' ({about})' if about else ''}", ""]
    lines += [f"  {text}" for text in (entry.meaning, entry.convention) if text]
    if entry.choices:
        chosen_from = entry.among or entry.takes or entry.name
        lines += ["", f"  {chosen_from}:", *choice_lines(entry.choices)]
    if entry.example:
        lines += ["", "  Example:", f"    {entry.example}"]
    return "\n".join(lines) + "\n"


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
    for name, choices in entry.lists:
        yield ""
        yield f"  {name}:"
        yield from choice_lines(choices)
    for name, example in (("Good", entry.good), ("Bad", entry.bad)):
        if example:
            yield ""
            yield f"  {name}:"
            yield from (f"    {line}" for line in example.splitlines())
    yield ""
    yield f"  Held in {entry.held_in}" + (f", {entry.name}." if entry.shape else ".")


def choice_lines(choices: tuple[Choice, ...], indent: str = "    ") -> Iterator[str]:
    """Return the names of a closed list below each other, with what choosing each says."""
    widest = max((len(choice.name) for choice in choices), default=0)
    yield from (f"{indent}{choice.name:{widest}}  {choice.meaning}" for choice in choices)
