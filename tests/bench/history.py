"""How long it takes to compare a base with a commit a long way back, and to find when it happened.

Run: python tests/bench/history.py [COMMITS] [CLAIMS]

Makes a real repository in a temporary folder: CLAIMS claims in two files, and COMMITS commits, each
of which adds one more claim. Records are removed and overwritten in the first of the commits, so
that the search for the commit in which it happened goes all the way back.
"""

import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from kb.graph.corpus import read_corpus
from kb.judgement.history.past import lost, past_of
from kb.text.base import open_base
from kb.text.history import open_history
from tests.conftest import PREFIXES
from tests.git_desk import MAYOR, shared

FILES = ("claims/a.ttl", "claims/b.ttl")
RUNS = 3


def claim(number: int) -> str:
    """Return a claim of its own name and amount."""
    return MAYOR.replace("cost-mayor", f"c{number}").replace("4000000", str(1000 + number))


def changed(text: str, number: int) -> str:
    """Return the files' text with another amount in one claim."""
    return text.replace(f"kb:low {1000 + number} ;", f"kb:low {number} ;")


def removed(text: str, number: int) -> str:
    """Return the files' text without one claim."""
    return text.replace(claim(number), "")


def fast_import(top: Path, versions: list[Mapping[str, str]]) -> None:
    """Commit versions of the files, one day after the other, by one process of git."""
    lines: list[bytes] = []
    for day, files in enumerate(versions):
        when = f"Ada <desk@example.org> {1_700_000_000 + 86400 * day} +0000"
        subject = f"Day {day}"
        lines.append(f"commit refs/heads/main\ncommitter {when}\n".encode())
        lines.append(f"data {len(subject)}\n{subject}\n".encode())
        for name, text in files.items():
            content = text.encode()
            lines.append(f"M 100644 inline {name}\ndata {len(content)}\n".encode())
            lines.extend((content, b"\n"))
    git = ["git", "-C", str(top)]
    subprocess.run([*git, "init", "--quiet", "--initial-branch=main"], check=True)
    subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(lines), check=True)
    subprocess.run([*git, "reset", "--hard", "--quiet", "main"], check=True)


def versions(commits: int, claims: int, edits: list[tuple[str, int]]) -> list[Mapping[str, str]]:
    """Return the files of each commit; edits are made one a commit, right after the first."""
    bodies = ["".join(map(claim, range(part, claims, 2))) for part in (0, 1)]
    first = {"kb.toml": '[base]\nclaims = ["claims"]\n', "claims/shared.ttl": PREFIXES + shared()}
    made: list[Mapping[str, str]] = []
    for commit in range(commits + 1):
        if commit:
            bodies[commit % 2] += claim(claims + commit)
        if 0 < commit <= len(edits):
            what, number = edits[commit - 1]
            work = changed if what == "changed" else removed
            bodies = [work(body, number) for body in bodies]
        files = {name: PREFIXES + body for name, body in zip(FILES, bodies, strict=True)}
        made.append({**(first if not commit else {}), **files})
    return made


def seconds(top: Path, revision: str) -> tuple[float, float, int]:
    """Return the least wall and processor time of some runs, and how much was lost.

    Reading the base of now is not in it.
    """
    taken = []
    corpus = read_corpus(open_base(top))
    for _ in range(RUNS):
        wall, cpu = time.perf_counter(), time.process_time()
        with open_history(corpus.base) as history:
            past = past_of(history, revision)
            assert past is not None
            found = len(lost(corpus, past))
        taken.append((time.perf_counter() - wall, time.process_time() - cpu, found))
    return min(taken)


def main() -> None:
    commits = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    claims = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    cases = {
        "nothing lost": [],
        "one claim removed": [("removed", 7)],
        "one claim overwritten": [("changed", 7)],
        "twenty removed, twenty overwritten": [
            *(("removed", number) for number in range(20)),
            *(("changed", number) for number in range(20, 40)),
        ],
    }
    print(f"{claims} claims, {commits} commits since                  wall      cpu  findings")
    for name, edits in cases.items():
        with tempfile.TemporaryDirectory() as folder:
            top = Path(folder)
            fast_import(top, versions(commits, claims, edits))
            wall, cpu, found = seconds(top, f"HEAD~{commits}")
            print(f"{name:40} {wall:8.3f} s {cpu:8.3f} s {found:6}")


if __name__ == "__main__":
    main()
