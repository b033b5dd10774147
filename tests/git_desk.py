"""A desk whose base lies in a real git repository, made for one test."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import PREFIXES

TEXT = (
    "The mayor said the pier cost four million. The auditor put it at nine million. "
    "The builder was paid in full, a clerk said the mayor had told him. "
    "Gulls sat on the rail all morning, and a band played until the rain came. "
    "Nobody minded, and the last boat left at nine."
)
SHARED = """
desk:me a kb:Editor ; skos:prefLabel "the desk"@en .
sp:mayor a kb:Speaker ; skos:prefLabel "the mayor"@en ; kb:speakerKind kb:person ;
    kb:naming kb:partlyNamed ; kb:capacity [ kb:office "mayor"@en ; kb:interest kb:party ] .
sp:auditor a kb:Speaker ; skos:prefLabel "the auditor"@en ; kb:speakerKind kb:person ;
    kb:naming kb:partlyNamed ; kb:capacity [ kb:office "auditor"@en ; kb:interest kb:observer ] .
sp:clerk a kb:Speaker ; skos:prefLabel "a clerk"@en ; kb:speakerKind kb:person ;
    kb:naming kb:unnamed ; kb:anonymityReason kb:noReasonGiven ;
    kb:capacity [ kb:office "clerk"@en ; kb:interest kb:observer ] .
src:g a kb:Source ; dct:title "The pier" ; kb:sourceKind kb:article ; kb:opened true ;
    kb:published "2020-05-02"^^xsd:date ; kb:publishedBasis "printed"@en ; kb:precision kb:day ;
    kb:fileName "g.txt" ; kb:length {length} ; kb:normalisation kb:verbatim ;
    kb:sha256 "{sha256}" .
m:cost a kb:Measure ; skos:prefLabel "building cost"@en ; kb:measureKind kb:cumulative ;
    kb:unit unit:NUM ; kb:additive true .
q:cost a kb:Question ; skos:prefLabel "What did the pier cost?"@en ; kb:answerKind kb:quantity ;
    kb:measure m:cost ; kb:mustMatch kb:measure .
"""
MAYOR = """
claim:cost-mayor a kb:Claim ; kb:source src:g ; kb:gist "The mayor: the pier cost four million"@en ;
    kb:speaker sp:mayor ; kb:attribution kb:adjacent ; kb:verb kb:said ; kb:act kb:states ;
    kb:polarity kb:affirms ; kb:answers q:cost ; kb:inherits kb:measure ;
    kb:low 4000000 ; kb:high 4000000 ; kb:qualifier kb:exactly ; kb:words "four million" ;
    kb:holds kb:atPublication ;
    kb:evidence [ kb:role kb:content ; kb:start 29 ; kb:end 41 ; kb:exact "four million" ] ,
        [ kb:role kb:attributionRole ; kb:start 0 ; kb:end 14 ; kb:exact "The mayor said" ] ;
    kb:encodedBy desk:me ; kb:entered "2020-06-01"^^xsd:date .
"""
AUDITOR = """
claim:cost-auditor a kb:Claim ; kb:source src:g ; kb:gist "The auditor: it cost nine million"@en ;
    kb:speaker sp:auditor ; kb:attribution kb:adjacent ; kb:verb kb:estimated ;
    kb:act kb:estimates ; kb:polarity kb:affirms ; kb:answers q:cost ; kb:inherits kb:measure ;
    kb:low 9000000 ; kb:high 9000000 ; kb:qualifier kb:exactly ; kb:words "nine million" ;
    kb:holds kb:atPublication ;
    kb:evidence [ kb:role kb:content ; kb:start 65 ; kb:end 77 ; kb:exact "nine million" ] ;
    kb:encodedBy desk:me ; kb:entered "2020-06-01"^^xsd:date .
"""
CLERK = """
claim:paid a kb:Claim ; kb:source src:g ; kb:gist "The mayor, by a clerk: the builder is paid"@en ;
    kb:speaker sp:mayor ; kb:attribution kb:adjacent ; kb:verb kb:said ; kb:act kb:states ;
    kb:polarity kb:affirms ; kb:answers kb:noQuestion ; kb:holds kb:whenSaid ;
    kb:via [ kb:hop 1 ; kb:agent sp:clerk ; kb:verb kb:said ] ;
    kb:evidence
        [ kb:role kb:content ; kb:start 83 ; kb:end 107 ; kb:exact "builder was paid in full" ] ;
    kb:encodedBy desk:me ; kb:entered "2020-06-01"^^xsd:date .
"""


def shared() -> str:
    """Speakers, the source, the measure and the question of the base."""
    import hashlib

    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return SHARED.replace("{length}", str(len(TEXT))).replace("{sha256}", digest)


@dataclass(frozen=True)
class Desk:
    """A repository in ``top`` with a base in ``base``; each commit is a day after the last."""

    top: Path
    base: Path

    def git(self, *arguments: str, author: str = "Ada Holm", day: int = 1) -> str:
        """Run git as a person of the desk and return what it prints."""
        date = f"2026-11-{day:02}T12:00:00+00:00"
        who = {
            f"GIT_{role}_{name}": value
            for role in ("AUTHOR", "COMMITTER")
            for name, value in (("NAME", author), ("EMAIL", "desk@example.org"), ("DATE", date))
        }
        outside = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", "-c", "core.autocrlf=false", *arguments],
            cwd=self.top,
            env={**outside, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write files of the base, Turtle with its prefixes; with ``None`` remove one."""
        for name, text in files.items():
            path = self.base / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            whole = PREFIXES + text if name.endswith(".ttl") else text
            path.write_text(whole, encoding="utf-8", newline="")

    def commit(
        self, subject: str, files: Mapping[str, str | None] | None = None, author: str = "Ada Holm"
    ) -> str:
        """Write files, commit all there is, and return the short name of the commit."""
        self.write(files or {})
        self.git("add", "--all")
        count = self.git("rev-list", "--all", "--count")
        asked = ("commit", "--quiet", "--allow-empty", "--message", subject)
        self.git(*asked, author=author, day=int(count) + 1)
        return self.git("rev-parse", "--short", "HEAD")


def make_desk(top: Path, place: str = ".", files: Mapping[str, str | None] | None = None) -> Desk:
    """Make a repository with a base in folder ``place``, and commit its first files."""
    top.mkdir(parents=True, exist_ok=True)
    desk = Desk(top, top / place)
    desk.git("init", "--quiet", "--initial-branch=main")
    first = {
        "kb.toml": '[base]\nclaims = ["claims"]\n',
        "claims/shared.ttl": shared(),
        "claims/pier.ttl": MAYOR + AUDITOR + CLERK,
        **(files or {}),
    }
    desk.commit("First claims", first)
    return desk
