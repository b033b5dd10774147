"""The rules of the check as pages: what is wrong, what to do, and an example of either."""

from collections.abc import Iterable, Iterator

from kb.exchange.reports.explanation import filled
from kb.judgement.catalogue import Entry

_TITLES = {
    "claim": "Claims, propositions, readings, hops",
    "evidence": "Evidence, sentences, passages without a claim",
    "judgement": "Judgements and outcomes",
    "question": "Questions and their closed answers",
    "scope": "Measures, places, populations, definitions, events",
    "source": "Sources",
    "speaker": "Speakers and their capacities",
    "several-records": "What compares several records",
    "in-code": "Syntax, terms, evidence, wording, coverage, history",
}
"""The pages in order: shapes by their files, then rule queries, then what code finds."""


def rule_pages(entries: Iterable[Entry]) -> dict[str, str]:
    """Return the text of each page by its file name; every rule of the package is on one."""
    by_page: dict[str, list[Entry]] = {name: [] for name in _TITLES}
    for entry in sorted(entries, key=lambda entry: entry.code):
        by_page[_page_of(entry)].append(entry)
    return {f"{name}.md": "\n".join(_page(name, found)) for name, found in by_page.items()}


def _page_of(entry: Entry) -> str:
    folder, _, file = entry.held_in.rpartition("/")
    if folder == "ontology/shapes":
        return file.removesuffix(".ttl")
    return "several-records" if folder == "queries/rules" else "in-code"


def _page(name: str, entries: Iterable[Entry]) -> Iterator[str]:
    yield f"# {_TITLES[name]}"
    yield ""
    yield "Made from the rules themselves; `kb explain CODE` shows the same. What stands in ‹›"
    yield "differs from finding to finding. The examples are run as tests."
    for entry in entries:
        yield from _rule(entry)
    yield ""


def _rule(entry: Entry) -> Iterator[str]:
    yield ""
    yield f"## {entry.code} {entry.title}"
    yield ""
    yield f"**{entry.severity.capitalize()}.** {filled(entry.problem)}"
    yield ""
    yield f"Do: {filled(entry.remedy)}"
    for name, example in (("Good", entry.good), ("Bad", entry.bad)):
        if example:
            yield ""
            yield f"{name}:"
            yield ""
            yield from (f"    {line}" for line in example.splitlines())
    yield ""
    yield f"Held in `{entry.held_in}`" + (f", `kbs:{entry.name}`." if entry.shape else ".")
