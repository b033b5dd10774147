"""The page of decision rules is made from the rules and from the expectations.

``KB_UPDATE_DOCS=1 pytest tests/judgement/test_decision_table.py`` writes claims/decisions.md.
"""

import csv
import os
import re
from collections.abc import Iterator
from pathlib import Path

from kb.judgement import classify, sets
from kb.judgement.decisions import stated

HERE = Path(__file__).parent
PAGE = HERE.parents[1] / "claims" / "decisions.md"
CODE = re.compile(r"DR\d\d")
EVERY = tuple(f"DR{number:02}" for number in range(1, 27))


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


def rows() -> list[dict[str, str]]:
    text = (HERE / "expected_outcomes.tsv").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def page() -> str:
    return "\n".join(_page())


def _page() -> Iterator[str]:
    yield "# How two answers to one question stand to each other"
    yield ""
    yield "Made from the functions in `kb/judgement/decisions/` and from what a careful reader"
    yield "expects, `tests/judgement/expected_outcomes.tsv`. Each rule is shown with a case from"
    yield "the first base and a near miss: a case that shares a claim and comes out otherwise."
    expected = rows()
    for code, told in functions().items():
        yield ""
        yield f"## {code}"
        yield ""
        yield from dict.fromkeys(told)
        positive = next((row for row in expected if row["rule"] == code), None)
        yield ""
        if positive is None:
            yield "- No true case in the two articles."
            continue
        yield f"- {_case(positive)}"
        claims = set(positive["claims"].split())
        near = next(
            (
                row
                for row in expected
                if claims & set(row["claims"].split())
                and (row["outcome"], row["rule"]) != (positive["outcome"], code)
            ),
            None,
        )
        if near is not None:
            yield f"- Near miss, {near['rule']}: {_case(near)}"
    yield ""


def _case(row: dict[str, str]) -> str:
    claims = ", ".join(f"`{claim}`" for claim in row["claims"].split())
    return f"{row['outcome'].capitalize()}: {row['reason']} ({claims})"


def test_every_rule_has_a_function() -> None:
    assert [code for code, told in functions().items() if not told] == []


def test_the_page_is_up_to_date() -> None:
    if os.environ.get("KB_UPDATE_DOCS"):
        PAGE.write_text(page(), encoding="utf-8")
    assert PAGE.read_text(encoding="utf-8") == page()
