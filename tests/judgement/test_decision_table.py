"""The page of decision rules is made from the rules and from the expectations.

``KB_UPDATE_DOCS=1 pytest tests/judgement/test_decision_table.py`` writes claims/decisions.md.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kb.judgement.contests import sets
from kb.judgement.pairs import classify
from kb.judgement.pairs.decisions import stated
from tests.judgement.expectations import TABLES, Row, claims, rows

PAGE = Path(__file__).parents[2] / "claims" / "decisions.md"
CODE = re.compile(r"DR\d\d")
EVERY = tuple(f"DR{number:02}" for number in range(1, 27))
CLEAREST = ("conflict", "apparent", "compatible", "undetermined")
"""Which outcome of a rule shows best what it decides, where it can decide several."""


def functions() -> dict[str, list[str]]:
    """For each rule, the one-line descriptions of the functions that decide by it."""
    found: dict[str, list[str]] = {code: [] for code in EVERY}
    deciding = (
        *classify.STATED,
        *classify.DIFFERENCES,
        *classify.OPEN,
        *classify.VALUES,
        stated.same_origin,
        stated.self_evidence,
        sets.set_conflicts,
    )
    for function in deciding:
        text = " ".join((function.__doc__ or "").split("\n\n")[0].split())
        for code in dict.fromkeys(CODE.findall(text)):
            found[code].append(re.sub(r" \(DR[^)]*\)", "", text.split(".")[0]) + ".")
    return found


def judged(base: str) -> list[Row]:
    """The rows that the engine is held to: all pairs, and the sets that clash."""
    return [row for row in rows(base) if len(claims(row)) == 2 or row["outcome"] == "conflict"]


def near_miss(case: Row, base: str) -> Row | None:
    """A case that shares a claim and comes out otherwise: by another rule, if there is one."""
    mine = (case["outcome"], case["rule"])
    near = [
        row
        for row in judged(base)
        if {*claims(case)} & {*claims(row)} and (row["outcome"], row["rule"]) != mine
    ]
    return min(near, key=lambda row: row["rule"] == case["rule"], default=None)


def examples(code: str) -> tuple[str, Row, Row]:
    """A case of a rule and its near miss, from the articles if they have both, with the base."""
    for base in TABLES:
        found = [row for row in judged(base) if row["rule"] == code]
        for case in sorted(found, key=lambda row: CLEAREST.index(row["outcome"])):
            near = near_miss(case, base)
            if near is not None:
                return base, case, near
    raise LookupError(code)


def page() -> str:
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# How two answers to one question stand to each other"
    yield ""
    yield "Made from the functions in `kb/judgement/pairs/decisions/` and from what a careful"
    yield "reader expects, `tests/judgement/expected_outcomes.tsv`. Each rule is shown with a case"
    yield "and a near miss: a case that shares a claim and comes out otherwise. Where the two"
    yield "articles of this base do not have both, they come from the base about a pier,"
    yield "`tests/bases/herald`, of which `tests/judgement/expected_outcomes_herald.tsv` tells"
    yield "what is expected."
    for code, told in functions().items():
        yield ""
        yield f"## {code}"
        yield ""
        yield from dict.fromkeys(told)
        base, case, near = examples(code)
        where = "" if base == "hajin" else ", in the base about the pier"
        yield ""
        yield f"- {_case(case)}{where}"
        yield f"- Near miss, {near['rule']}: {_case(near)}{where}"
    yield ""


def _case(row: Row) -> str:
    named = ", ".join(f"`{claim}`" for claim in claims(row))
    return f"{row['outcome'].capitalize()}: {row['reason']} ({named})"


@pytest.mark.parametrize("code", EVERY)
def test_every_rule_has_a_function_a_case_and_a_near_miss(code: str) -> None:
    assert functions()[code]
    _, case, near = examples(code)
    assert case["rule"] == code
    assert {*claims(case)} & {*claims(near)}
    assert (case["outcome"], case["rule"]) != (near["outcome"], near["rule"])


def test_the_page_is_up_to_date() -> None:
    if os.environ.get("KB_UPDATE_DOCS"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
