"""Bad input: one clear message that says where, what and what to do; nothing is lost."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.conftest import PREFIXES, Kb

MakeBase = Callable[[Mapping[str, str]], Path]
TEXT = "The pier cost four million, the mayor said. The builder denies it."
SHARED = """
desk:me a kb:Editor ; skos:prefLabel "the desk"@en .
sp:mayor a kb:Speaker ; skos:prefLabel "the mayor"@en ; kb:speakerKind kb:person ;
    kb:naming kb:named ; kb:capacity [ kb:office "mayor"@en ; kb:interest kb:party ] .
src:g a kb:Source ; dct:title "The pier" ; kb:sourceKind kb:article ; kb:opened true ;
    kb:published "2020-05-02"^^xsd:date ; kb:fileName "g.txt" ;
    kb:length 66 ; kb:normalisation kb:verbatim ;
    kb:sha256 "a9ca3b2d98eb4cdca6df9e0d6e4c1f6ad46ef5ca0c1ee1ae9b3d03f0a4b8d4d2" .
"""
CLAIM = """
claim:cost a kb:Claim ; kb:source src:g ; kb:gist "The mayor: the pier cost four million"@en ;
    kb:speaker sp:mayor ; kb:attribution kb:adjacent ; kb:verb kb:said ; kb:act kb:states ;
    kb:polarity kb:affirms ; kb:answers kb:noQuestion ;
    kb:evidence [ kb:role kb:content ; kb:start 14 ; kb:end 26 ; kb:exact "four million" ] ;
    kb:encodedBy desk:me ; kb:entered "2020-06-01"^^xsd:date .
"""


def sound(**changes: str) -> dict[str, str]:
    """A base of one claim and its source, with files replaced or added."""
    import hashlib

    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    shared = SHARED.replace(
        "a9ca3b2d98eb4cdca6df9e0d6e4c1f6ad46ef5ca0c1ee1ae9b3d03f0a4b8d4d2", digest
    )
    files = {"claims/a-shared.ttl": shared, "claims/b-claims.ttl": CLAIM, "sources/g.txt": TEXT}
    return {**files, **changes}


def line_of(text: str, words: str) -> int:
    return (PREFIXES + text)[: (PREFIXES + text).index(words)].count("\n") + 1


def test_a_sound_base_is_clean(kb: Kb, make_base: MakeBase) -> None:
    base = make_base(sound())
    run = kb("check", "--sources", "sources", cwd=base)
    assert (run.code, run.err) == (0, "")
    assert "1 claim in 2 files: no findings." in run.out
    assert "1 span verified, 0 unverified, 0 failed." in run.out


def test_without_copies_spans_are_unverified_and_that_alone_is_no_error(
    kb: Kb, make_base: MakeBase
) -> None:
    run = kb("check", cwd=make_base(sound()))
    assert run.code == 0
    assert "0 spans verified, 1 unverified, 0 failed." in run.out


def test_no_base_anywhere(kb: Kb) -> None:
    run = kb("check")
    assert (run.code, run.out) == (2, "")
    assert "no kb.toml in this folder or above it" in run.err
    assert "--base DIR" in run.err


def test_the_base_may_be_named_before_or_after_the_verb(kb: Kb, make_base: MakeBase) -> None:
    base = str(make_base(sound()))
    assert kb("--base", base, "stats").out == kb("stats", "--base", base).out != ""


def test_broken_turtle_gives_file_line_and_column_of_every_mistake(
    kb: Kb, make_base: MakeBase
) -> None:
    broken = CLAIM.replace("kb:act kb:states ;", "kb:act kb:states") + "\nclaim:x kb:gist 'open .\n"
    run = kb("check", cwd=make_base(sound(**{"claims/b-claims.ttl": broken})))
    assert run.code == 1
    findings = [line for line in run.out.splitlines() if "KB001" in line]
    assert len(findings) == 2
    assert findings[0].startswith(f"claims/b-claims.ttl:{line_of(broken, 'kb:polarity')}:")
    assert findings[1].startswith(f"claims/b-claims.ttl:{line_of(broken, 'claim:x')}:")


def test_a_view_of_a_broken_base_is_refused_as_it_would_be_partial(
    kb: Kb, make_base: MakeBase
) -> None:
    base = make_base(sound(**{"claims/b-claims.ttl": CLAIM + "claim:x kb:gist ."}))
    for verb in (["conflicts"], ["export"], ["stats"], ["show", "cost"], ["query", "ASK { }"]):
        run = kb(*verb, cwd=base)
        assert (run.code, run.out) == (2, ""), verb
        assert "claims/b-claims.ttl:" in run.err


def test_a_missing_file(kb: Kb, make_base: MakeBase) -> None:
    run = kb("check", "nowhere.ttl", cwd=make_base(sound()))
    assert (run.code, run.out) == (2, "")
    assert "nowhere.ttl: no such file or folder" in run.err


def test_a_claim_without_speaker(kb: Kb, make_base: MakeBase) -> None:
    without = CLAIM.replace("kb:speaker sp:mayor ; ", "")
    run = kb("check", cwd=make_base(sound(**{"claims/b-claims.ttl": without})))
    assert run.code == 1
    line = line_of(without, "claim:cost")
    assert f"claims/b-claims.ttl:{line}:1: error KB103: A claim has exactly one speaker" in run.out
    assert "in: The mayor: the pier cost four million" in run.out
    assert run.out.count("error") == 2  # the finding, and its count


def test_stored_words_that_are_not_in_the_source(kb: Kb, make_base: MakeBase) -> None:
    wrong = CLAIM.replace('"four million"', '"five million"')
    run = kb(
        "check", "--sources", "sources", cwd=make_base(sound(**{"claims/b-claims.ttl": wrong}))
    )
    assert run.code == 1
    assert "error KB402: The stored words “five million” are not at 14 to 26" in run.out
    assert "They are nowhere in the source" in run.out
    assert "1 failed" in run.out


def test_stored_words_that_stand_elsewhere(kb: Kb, make_base: MakeBase) -> None:
    moved = CLAIM.replace("kb:start 14 ; kb:end 26", "kb:start 15 ; kb:end 27")
    run = kb(
        "check", "--sources", "sources", cwd=make_base(sound(**{"claims/b-claims.ttl": moved}))
    )
    assert run.code == 1
    assert "error KB408: The stored words “four million” are not at 15 to 27" in run.out
    assert "they stand once, at 14 to 26." in run.out


def test_a_changed_source(kb: Kb, make_base: MakeBase) -> None:
    changed = sound(**{"sources/g.txt": TEXT.replace("denies", "denied")})
    run = kb("check", "--sources", "sources", cwd=make_base(changed))
    assert run.code == 1
    assert "error KB401: The copy of “The pier” is not the archived text" in run.out
    assert "stand where they did: 1; only elsewhere: 0; gone, at least in part: 0." in run.out
    assert "1 span of changed sources: 1 where they were, 0 not." in run.out


def test_an_unknown_query(kb: Kb, make_base: MakeBase) -> None:
    run = kb("query", "said-bye", cwd=make_base(sound()))
    assert (run.code, run.out) == (2, "")
    assert "there is no query called 'said-bye'" in run.err


@pytest.mark.parametrize("text", ["SELECT nonsense", "hello there, base", "SELECT * { ?s ?p }"])
def test_a_query_that_is_not_sparql(kb: Kb, make_base: MakeBase, text: str) -> None:
    run = kb("query", text, cwd=make_base(sound()))
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("kb: query:1:")


@pytest.mark.parametrize("text", ["INSERT DATA { <a:a> <a:b> 1 }", "LOAD <http://127.0.0.1/>"])
def test_an_update_is_refused(kb: Kb, make_base: MakeBase, text: str) -> None:
    run = kb("query", text, cwd=make_base(sound()))
    assert (run.code, run.out) == (2, "")


def test_a_base_without_turtle(kb: Kb, make_base: MakeBase) -> None:
    base = make_base({"claims/notes.txt": "nothing yet"})
    run = kb("conflicts", cwd=base)
    assert (run.code, run.out) == (2, "")
    assert "a base without claims" in run.err


def test_a_base_without_claims_is_said_to_have_none(kb: Kb, make_base: MakeBase) -> None:
    run = kb(
        "check", cwd=make_base({"claims/a.ttl": 'desk:me a kb:Editor ; skos:prefLabel "me"@en .'})
    )
    assert run.code == 1
    assert "KB005: The base has no claim." in run.out


def test_a_misspelt_term_is_named_with_the_nearest(kb: Kb, make_base: MakeBase) -> None:
    wrong = CLAIM.replace("kb:polarity kb:affirms", "kb:polarity kb:affirms ; kb:lwo 4")
    run = kb("check", cwd=make_base(sound(**{"claims/b-claims.ttl": wrong})))
    assert run.code == 1
    assert "KB003: kb:lwo is not a term of the vocabulary." in run.out
    assert "Did you mean kb:low?" in run.out


def test_a_desk_may_use_properties_of_its_own(kb: Kb, make_base: MakeBase) -> None:
    own = CLAIM.replace("kb:polarity", "desk:folder 'B-12' ; kb:polarity")
    assert kb("check", cwd=make_base(sound(**{"claims/b-claims.ttl": own}))).code == 0


def test_one_name_for_two_claims(kb: Kb, make_base: MakeBase) -> None:
    run = kb("check", cwd=make_base(sound(**{"claims/c.ttl": CLAIM})))
    assert run.code == 1
    assert "KB004: This claim is defined twice, in claims/b-claims.ttl and claims/c.ttl" in run.out


def test_an_unwritable_output_leaves_what_was_there(kb: Kb, make_base: MakeBase) -> None:
    base = make_base(sound())
    run = kb("export", "-o", "missing/out.ttl", cwd=base)
    assert run.code == 2
    assert not (base / "missing").exists()


def test_an_unknown_record_is_named_with_the_nearest(kb: Kb, make_base: MakeBase) -> None:
    run = kb("show", "claim:coast", cwd=make_base(sound()))
    assert (run.code, run.out) == (2, "")
    assert "Did you mean claim:cost" in run.err


def test_settings_with_an_unknown_key(kb: Kb, make_base: MakeBase) -> None:
    base = make_base(sound(**{"kb.toml": '[base]\nclaim = ["claims"]\n'}))
    run = kb("check", cwd=base)
    assert run.code == 2
    assert "unknown setting 'claim'" in run.err
