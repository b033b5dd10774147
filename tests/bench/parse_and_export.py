"""How long reading with places and writing in order take, beside the parser without places.

Run: python tests/bench/parse_and_export.py [CLAIMS]
"""

import sys
import time
from collections.abc import Callable

from pyoxigraph import RdfFormat, parse

from kb.exchange.serialization.serialize import to_jsonld, to_ntriples, to_turtle
from kb.text.turtle import scan

EX = "https://example.org/"
CLAIM = """ex:c{n} a ex:Claim ; ex:gist "gist {n}"@en ; ex:source ex:s{s} ; ex:high {n} ;
    ex:place ex:p{s} ; ex:words "words {n}" ; ex:speaker ex:w{s} ; ex:act ex:states ;
    ex:evidence [ ex:role ex:content ; ex:start {n} ] , [ ex:role ex:link ; ex:end {n} ] .
"""


def seconds(work: Callable[[], object]) -> float:
    """Return the best of five runs."""
    taken = []
    for _ in range(5):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return min(taken)


def main() -> None:
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    body = "".join(CLAIM.format(n=n, s=n % 50) for n in range(claims))
    text = f"@prefix ex: <{EX}> .\n{body}"
    data = text.encode()

    def plain() -> list[object]:
        return [quad.triple for quad in parse(input=data, format=RdfFormat.TURTLE)]

    triples = [quad.triple for quad in parse(input=data, format=RdfFormat.TURTLE)]
    peer = seconds(plain)
    print(f"{claims} claims, {len(triples)} triples, {len(text)} characters")
    print(f"parse, pyoxigraph, no places  {peer:8.3f} s")
    works: dict[str, Callable[[], object]] = {
        "scan with places": lambda: scan(text),
        "Turtle, in order": lambda: to_turtle(triples, {"ex": EX}),
        "N-Triples, in order": lambda: to_ntriples(triples),
        "JSON-LD, in order": lambda: to_jsonld(triples, {"ex": EX}),
    }
    for name, work in works.items():
        taken = seconds(work)
        print(f"{name:29} {taken:8.3f} s  {taken / peer:5.1f} times the parser")


if __name__ == "__main__":
    main()
