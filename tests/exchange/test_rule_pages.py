"""The rule pages in ``ontology/rules/`` are what the rules say now.

``KB_UPDATE_DOCS=1 pytest tests/exchange/test_rule_pages.py`` writes them.
"""

import os
from pathlib import Path

from kb.exchange.reports.rule_pages import rule_pages
from kb.judgement.catalogue import catalogue, shipped

FOLDER = Path(__file__).parents[2] / "ontology" / "rules"
PAGES = rule_pages(catalogue())


def test_the_pages_are_up_to_date() -> None:
    if os.environ.get("KB_UPDATE_DOCS"):
        FOLDER.mkdir(exist_ok=True)
        for stale in FOLDER.glob("*.md"):
            stale.unlink()
        for name, text in PAGES.items():
            (FOLDER / name).write_text(text, encoding="utf-8")
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    assert {name for name in {**written, **PAGES} if written.get(name) != PAGES.get(name)} == set()


def test_every_rule_is_on_one_page_with_its_examples() -> None:
    together = "\n".join(PAGES.values())
    for entry in shipped():
        assert together.count(f"\n## {entry.code} {entry.title}\n") == 1
        for example in filter(None, (entry.good, entry.bad)):
            assert all(f"    {line}" in together for line in example.splitlines())
