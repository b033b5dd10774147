"""All conflicts of many claims: the engine beside a SPARQL self-join on Oxigraph, in one run.

Run from the root of the repository:
python -m tests.bench.conflicts [--limit MINUTES] [CLAIMS ...]

Each side works in a process of its own, on files that are written once. What both find must be what
the generator knows; if not, the run fails.
"""

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from pyoxigraph import NamedNode, RdfFormat, Store, parse

from kb.faces.cli.main import SELDOM
from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.answers.read import answers
from kb.judgement.contests.contest import Contest, contests
from kb.judgement.pairs.outcomes import Kind
from tests.bench.claims_generator import generated, topic_sizes
from tests.bench.claims_text import EX, rows, turtle
from tests.bench.known_conflicts import Pair, known_conflicts

ROUNDS = 3
JOIN = Path(__file__).with_name("self_join.rq")


@dataclass(frozen=True, slots=True)
class Figures:
    """What one side took: seconds, and megabytes of memory at the most until then.

    ``conflicts`` is from the loaded claims to the conflicts, reading included; ``reading`` is
    ``None`` where there is nothing to read.
    """

    load: float
    loaded_mb: float
    reading: float | None
    conflicts: float
    peak_mb: float


def engine(folder: Path) -> Figures:
    """Find the conflicts with the engine; the median of three rounds.

    Python collects garbage as seldom as under the command line.
    """
    gc.set_threshold(*SELDOM)
    begin = time.perf_counter()
    text = (folder / "claims.ttl").read_bytes()
    triples = (quad.triple for quad in parse(text, format=RdfFormat.TURTLE))
    index = Index((*ontology(), *triples))
    load, loaded_mb = time.perf_counter() - begin, peak_mb()

    begin = time.perf_counter()
    read = answers(index)
    reading = time.perf_counter() - begin
    del read
    taken = []
    found: tuple[Contest, ...] = ()
    pairs: list[tuple[NamedNode, NamedNode]] = []
    for _ in range(ROUNDS):
        found, pairs = (), []  # a round does not carry what the one before it found
        begin = time.perf_counter()
        found = contests(index)
        pairs = [(one.claim, other.claim) for contest in found for one, other in contest.clashes]
        taken.append(time.perf_counter() - begin)
    peak = peak_mb()
    check_counts(found)
    write_pairs(folder, "engine", numbered(pairs))
    return Figures(load, loaded_mb, reading, median(taken), peak)


def self_join(folder: Path) -> Figures:
    """Find the conflicts with the self-join; once."""
    begin = time.perf_counter()
    store = Store()
    store.bulk_load(input=(folder / "rows.ttl").read_bytes(), format=RdfFormat.TURTLE)
    store.optimize()
    load, loaded_mb = time.perf_counter() - begin, peak_mb()

    begin = time.perf_counter()
    pairs = [(row["a"], row["b"]) for row in store.query(JOIN.read_text(encoding="utf-8"))]  # type: ignore[union-attr]
    taken = time.perf_counter() - begin
    peak = peak_mb()
    write_pairs(folder, "self-join", numbered(pairs))
    return Figures(load, loaded_mb, None, taken, peak)


SIDES = {"engine": engine, "self-join": self_join}


def check_counts(found: tuple[Contest, ...]) -> None:
    """Make sure that the four outcomes add up to all pairs, and the conflicts are all there."""
    for contest in found:
        assert sum(contest.counts.values()) == contest.pairs, contest.question
        assert contest.counts[Kind.CONFLICT] == len(contest.clashes)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def write_claims(folder: Path, claims: int) -> None:
    made = generated(claims)
    for file, lines in (("claims.ttl", turtle(made)), ("rows.ttl", rows(made))):
        with (folder / file).open("w", encoding="utf-8") as out:
            out.writelines(lines)
    write_pairs(folder, "known", known_conflicts(made))


def numbered(pairs: Iterable[tuple[Any, Any]]) -> Iterator[Pair]:
    for pair in pairs:
        one, other = sorted(int(term.value.removeprefix(EX + "claim/")) for term in pair)
        yield one, other


def write_pairs(folder: Path, name: str, pairs: Iterable[Pair]) -> None:
    (folder / f"{name}.pairs").write_text(json.dumps(sorted(set(pairs))), encoding="ascii")


def read_pairs(folder: Path, name: str) -> frozenset[Pair]:
    pairs = json.loads((folder / f"{name}.pairs").read_text(encoding="ascii"))
    return frozenset((one, other) for one, other in pairs)


def child(*arguments: object, limit: float | None = None) -> bytes:
    """Run this file in a process of its own, whose memory is nobody else's."""
    command = [sys.executable, "-m", "tests.bench.conflicts", *map(str, arguments)]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=limit).stdout


def measured(side: str, folder: Path, limit: float | None = None) -> Figures | None:
    """Run one side; ``None`` where it did not end within ``limit`` seconds."""
    try:
        return Figures(**json.loads(child("--side", side, folder, limit=limit)))
    except subprocess.TimeoutExpired:
        return None


def compare(claims: int, limit: float) -> bool:
    """Run both sides and print what they took; tell whether both found what is known."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        child("--write", folder, claims)
        known = read_pairs(folder, "known")
        pairs = sum(size * (size - 1) // 2 for size in topic_sizes(claims))
        print(f"{claims:,} claims, {pairs:,} pairs of rivals, {len(known):,} known conflicts")
        ours = measured("engine", folder)
        theirs = measured("self-join", folder, limit)
        assert ours is not None
        report("engine", ours)
        if theirs is None:
            print(f"  {'self-join':10} stopped after {limit:,.0f} s")
        else:
            report("self-join", theirs)
        print(f"  {ratios(ours, theirs, limit)}")
        sides = ["engine"] if theirs is None else list(SIDES)
        verdicts = [same(side, read_pairs(folder, side), known) for side in sides]
        return all(verdicts)


def report(side: str, figures: Figures) -> None:
    reading = "" if figures.reading is None else f" ({figures.reading:.2f} s of it reading)"
    print(
        f"  {side:10} load {figures.load:.2f} s, {figures.loaded_mb:,.0f} MB; "
        f"conflicts {figures.conflicts:,.2f} s{reading}, {figures.peak_mb:,.0f} MB"
    )


def ratios(ours: Figures, theirs: Figures | None, limit: float) -> str:
    """Tell how many times faster the engine is, with what it reads and, as the join, without."""
    bound, taken = ("at least ", limit) if theirs is None else ("", theirs.conflicts)
    alone = ours.conflicts - (ours.reading or 0)
    with_reading = f"{bound}{taken / ours.conflicts:,.1f} times faster with reading"
    return f"{with_reading}, {bound}{taken / alone:,.1f} times from answers that are read"


def same(side: str, found: frozenset[Pair], known: frozenset[Pair]) -> bool:
    if found == known:
        print(f"  {side:10} the same {len(found):,} conflicts as known")
    else:
        print(f"  {side:10} {len(known - found):,} missing, {len(found - known):,} too many")
    return found == known


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("claims", nargs="*", type=int, default=[10_000, 100_000])
    options.add_argument("--limit", type=float, default=60, help="minutes for the self-join")
    options.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    options.add_argument("--side", nargs=2, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.write:
        write_claims(given.write, *given.claims)
    elif given.side:
        side, folder = given.side
        print(json.dumps(asdict(SIDES[side](Path(folder)))))
    else:
        verdicts = [compare(claims, given.limit * 60) for claims in given.claims]
        return 0 if all(verdicts) else 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
