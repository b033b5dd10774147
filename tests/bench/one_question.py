"""Ever more answers to one question: what time and memory go with, answers or pairs of them.

Run from the root of the repository: python -m tests.bench.one_question [PLACES] [ANSWERS ...]

Each number of answers is measured in a process of its own. Seconds are of processor time.
"""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date, timedelta

from pyoxigraph import RdfFormat, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.contests.contest import contests
from kb.judgement.pairs.outcomes import Kind

DECLARED = """\
@prefix c: <https://example.org/bench/claim/> .
@prefix x: <https://example.org/bench/> .
@prefix kb: <https://w3id.org/claims-kb/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:q a kb:Question ; kb:answerKind kb:quantity ; kb:mustMatch kb:place , kb:population , kb:period .
x:people a kb:Measure ; kb:measureKind kb:stock ; kb:additive true .
"""
PROVINCES, POPULATIONS, DAYS = 10, 3, 336


def text(answers: int, places: int) -> Iterator[str]:
    """Yield a base: places in disjoint provinces, and answers of which one in 200 is far off."""
    draw = random.Random(answers + places)
    yield DECLARED
    for province in range(PROVINCES):
        yield from (f"x:v{province} kb:disjoint x:v{other} .\n" for other in range(province))
    for place in range(places):
        yield f"x:p{place} kb:within x:v{place % PROVINCES} .\n"
    for number in range(answers):
        filled, days = draw.choice([("asOf", 0), ("throughout", 6), ("someTimeWithin", 6)])
        begin = date(2020, 1, 1) + timedelta(draw.randrange(DAYS))
        people = 500 if draw.random() < 0.005 else draw.randrange(97, 104)
        hedge = "kb:hedge kb:allegedly ; " if draw.random() < 0.2 else ""
        yield (
            f"c:{number} a kb:Claim ; kb:answers x:q ; kb:measure x:people ; {hedge}"
            f"kb:place x:p{draw.randrange(places)} ; "
            f"kb:population x:g{draw.randrange(POPULATIONS)} ; kb:filled kb:{filled} ; "
            f'kb:from "{begin}"^^xsd:date ; kb:until "{begin + timedelta(days)}"^^xsd:date ; '
            f"kb:low {people - 10} ; kb:high {people + 10} .\n"
        )


def measure(answers: int, places: int) -> None:
    """Print what it takes to count all pairs of so many answers and to find the conflicts."""
    base = "".join(text(answers, places)).encode()
    index = Index((*ontology(), *(quad.triple for quad in parse(base, format=RdfFormat.TURTLE))))
    loaded = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    begin = time.process_time()
    (contest,) = contests(index)
    taken = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert sum(contest.counts.values()) == contest.pairs
    print(
        f"{answers:,} answers, {places:,} places: {contest.pairs:,} pairs, "
        f"{contest.counts[Kind.CONFLICT]:,} conflicts; {taken:.2f} s, {loaded:,.0f} MB loaded, "
        f"{peak:,.0f} MB at the most"
    )


def main() -> None:
    places, *numbers = map(int, sys.argv[1:] or ["100"])
    if len(numbers) == 1:
        measure(numbers[0], places)
        return
    for number in numbers or (5_000, 10_000, 20_000, 40_000):
        command = [sys.executable, "-m", "tests.bench.one_question", str(places), str(number)]
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
