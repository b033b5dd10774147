"""Each planted fault is one finding, with its code, at its place; the untouched bases have none."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.graph.corpus import read_corpus
from kb.judgement.check import CheckReport, check
from kb.judgement.history.past import Past, past_of
from kb.text.base import Base, open_base
from kb.text.history import open_history
from tests.git_desk import Desk
from tests.planted.faults import Fault, read_faults

HERE = Path(__file__).parent
TODAY = date(2026, 12, 1)
HISTORY = HERE / "history.txt"
ARTICLES = HERE / "articles.txt"
TABLES = sorted({*HERE.glob("*.txt")} - {HISTORY, ARTICLES})


def planted(*tables: Path) -> pytest.MarkDecorator:
    faults = [fault for table in tables for fault in read_faults(table)]
    return pytest.mark.parametrize("fault", faults, ids=[f"{f.code} {f.title}" for f in faults])


@pytest.fixture(scope="module")
def bases(root: Path) -> dict[str, Base]:
    """The base about a pier, and that of the articles with their texts where they are at hand."""
    pier = open_base(root / "tests" / "bases" / "pier")
    articles = root.parent / "shared" / "sources"
    hajin = open_base(root, sources=articles if articles.is_dir() else None)
    return {
        name: replace(base, contents={path: path.read_bytes() for path in base.files})
        for name, base in (("pier", pier), ("hajin", hajin))
    }


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory, bases: dict[str, Base]) -> Iterator[Past]:
    """The base about a pier as somebody committed it."""
    top = tmp_path_factory.mktemp("desk")
    shutil.copytree(bases["pier"].root, top, dirs_exist_ok=True)
    desk = Desk(top, top)
    desk.git("init", "--quiet", "--initial-branch=main")
    desk.commit("The claims about the pier")
    with open_history(open_base(top)) as history:
        past = past_of(history, "HEAD")
        assert past is not None
        yield past


def file_in(base: Base, name: str) -> Path:
    (path,) = (path for path in base.files if path.name == name)
    return path


def with_fault(base: Base, fault: Fault) -> Base:
    path = file_in(base, fault.file)
    text = fault.planted(base.contents[path].decode("utf-8"))
    return replace(base, contents={**base.contents, path: text.encode("utf-8")})


def check_one(fault: Fault, base: Base, past: Past | None = None) -> None:
    """Check a base with one fault; it must give one finding, at the marked words."""
    faulty = with_fault(base, fault)
    report = check(read_corpus(faulty), today=TODAY, past=past)
    text = faulty.contents[file_in(faulty, fault.at_file)].decode("utf-8")
    place = (f"claims/{fault.at_file}", *fault.place(text))
    assert found_in(report) == [(fault.code, place)]
    assert {*fault.also} <= {one.code for one in report.findings[0].touches}


def found_in(report: CheckReport) -> list[tuple[str, object]]:
    places = ((one.code, one.place) for one in report.findings)
    return [
        (code, at and (at.file, at.line, at.column, at.end_line, at.end_column))
        for code, at in places
    ]


@planted(*TABLES)
def test_a_planted_fault_is_one_finding_at_its_place(fault: Fault, bases: dict[str, Base]) -> None:
    check_one(fault, bases[fault.base])


@planted(ARTICLES)
def test_a_fault_that_only_the_articles_show(fault: Fault, bases: dict[str, Base]) -> None:
    if bases["hajin"].sources is None:
        pytest.skip("the articles are not part of the repository, and ../shared is not here")
    check_one(fault, bases[fault.base])


@planted(HISTORY)
def test_a_fault_that_only_the_history_shows(
    fault: Fault, bases: dict[str, Base], past: Past
) -> None:
    check_one(fault, bases[fault.base], past)


@pytest.mark.parametrize("name", ["pier", "hajin"])
def test_the_untouched_base_has_no_finding_of_any_severity(
    name: str, bases: dict[str, Base], past: Past
) -> None:
    since = past if name == "pier" else None
    assert check(read_corpus(bases[name]), today=TODAY, past=since).findings == ()


def test_at_least_a_hundred_faults_of_forty_kinds() -> None:
    faults = [fault for table in HERE.glob("*.txt") for fault in read_faults(table)]
    assert len({(fault.base, fault.file, fault.was, fault.now) for fault in faults}) >= 100
    assert len({fault.code for fault in faults}) >= 40
    assert {fault.base for fault in faults} == {"pier", "hajin"}
