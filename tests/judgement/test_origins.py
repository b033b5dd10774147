"""Origins and repeated phrases are what a look at every pair of claims comes to."""

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kb.graph.index import Index, Node
from kb.judgement.answers import chains
from kb.judgement.answers.read import answers
from kb.judgement.contests.collapses import Because
from kb.judgement.contests.groups import Groups
from kb.judgement.contests.origins import OriginReader
from kb.judgement.contests.repeats import repeats
from kb.words.vocabulary import DCT, kb
from tests.judgement.records import EX, index_of

Same = Callable[[Node, Node], bool]
PUBLISHER = NamedNode(DCT + "publisher")
HANDED_ON = (
    "kb:via [ kb:agent {0} ]",
    "kb:reading [ kb:speaker {0} ] , [ kb:label 'else' ]",
    "kb:reading [ kb:speaker {1} ]",
    "kb:via [ kb:agent {0} ] ; kb:reading [ kb:speaker {0} ]",
)
WORDS = ("as long as the mole", "AS LONG AS", "long as", "half as long as the mole is", "the mole")


@st.composite
def bases(draw: st.DrawFn) -> str:
    """Claims of persons, documents and articles' own voices, and what is judged of these."""
    few = st.integers(0, 3)
    text = ["ex:q a kb:Question ; kb:answerKind kb:inWords ."]
    for n in range(4):
        text.append(f'ex:s{n} a kb:Source ; dct:publisher "Paper {draw(few) // 2}" .')
        text.append(f"ex:v{n} a kb:Speaker ; kb:voiceOf ex:s{n} .")
        organisation = draw(st.sampled_from(["ex:o0", "ex:o1", "ex:p0", "kb:notStated", "", ""]))
        capacity = f" ; kb:capacity [ kb:organisation {organisation} ]" if organisation else ""
        text.append(f"ex:p{n} a kb:Speaker{capacity} .")
    anybody = st.sampled_from([f"ex:{kind}{n}" for kind in "ps" for n in range(4)])
    for n in range(draw(few)):
        judged = draw(st.sampled_from(["sameThing", "unsure", "unsure", "differentThings"]))
        between = " , ".join(draw(st.lists(anybody, min_size=2, max_size=3)))
        text.append(f"ex:i{n} a kb:Identity ; kb:between {between} ; kb:judgement kb:{judged} .")
    for n in range(draw(st.sampled_from([1, 2, 2, 3, 3, 4, 8]))):
        source = draw(few)
        said = [f"ex:c{n} a kb:Claim ; kb:answers ex:q ; kb:source ex:s{source}"]
        person, voice = f"ex:p{draw(few)}", f"ex:v{source}"
        speakers = [voice, voice, person, person, person, f"ex:v{draw(few)}", ""]
        speaker = draw(st.sampled_from(speakers))
        said += [f"kb:speaker {speaker}"] if speaker else []
        origins = ("", "", "", "kb:origin kb:notStated", "kb:origin ex:c0", "kb:statedIn ex:s3")
        origin = draw(st.sampled_from(origins))
        said += [origin] if origin else []
        said += ["kb:attribution kb:ownVoice"] if draw(st.booleans()) else []
        handed_on = draw(st.sampled_from(["", "", "", *HANDED_ON]))
        said += [handed_on.format(f"ex:p{draw(few)}", f"ex:v{draw(few)}")] if handed_on else []
        printed = draw(st.sets(st.sampled_from(WORDS), max_size=2))
        said += [f'kb:words "{words}"' for words in sorted(printed)]
        if draw(st.booleans()):
            said.append(
                "kb:evidence [ kb:role kb:content ; kb:start 10 ; kb:end 40 ; "
                f'kb:digest "sha-256-64;{draw(few) // 2}" ]'
            )
        text.append(" ; ".join(said) + " .")
    return "\n".join(text)


def judged(index: Index, one: Node, other: Node, judgement: str) -> bool:
    return any(
        index.has(record, kb("between"), other)
        and index.has(record, kb("judgement"), kb(judgement))
        for _, record in index.pointing(one, kb("between"))
    )


def organisations(index: Index, root: Node) -> set[Node]:
    """Return a root and whatever it, or who speaks for it, belongs to."""
    speakers = (root, *(speaker for _, speaker in index.pointing(root, kb("voiceOf"))))
    capacities = (node for speaker in speakers for node in index.nodes(speaker, kb("capacity")))
    found = {node for each in capacities for node in index.nodes(each, kb("organisation"))}
    return {root, *found} - {kb("notStated")}


def handed_on(index: Index, claim: Node) -> set[Node]:
    """Return through whom a claim came, and whose words it may be."""
    agents = {a for hop in index.nodes(claim, kb("via")) for a in index.nodes(hop, kb("agent"))}
    readings = index.nodes(claim, kb("reading"))
    speakers = {node for reading in readings for node in index.nodes(reading, kb("speaker"))}
    return agents | {next(iter(index.nodes(one, kb("voiceOf"))), one) for one in speakers}


def groups(members: Iterable[Node], joined: Same) -> int:
    """Count the groups by a look at every pair."""
    left, count = list(members), 0
    while left:
        count += 1
        todo = [left.pop()]
        while todo:
            one = todo.pop()
            near = [other for other in left if joined(one, other)]
            left = [other for other in left if other not in near]
            todo += near
    return count


@settings(max_examples=150, deadline=None)
@given(bases())
def test_origins_are_counted_as_by_a_look_at_every_pair(text: str) -> None:
    index = index_of(text)
    found = answers(index)
    reader = OriginReader(index)
    roots: dict[Node, frozenset[Node]] = {
        answer.claim: chains.roots(index, answer.claim) for answer in found
    }
    known = [claim for claim, of in roots.items() if of]
    repeated = tuple(repeats(index, roots))
    surely = [{*one.claims} for one in repeated if one.own_voice]
    perhaps = [{*one.claims} for one in repeated]

    def same(one: Node, other: Node) -> bool:
        both = tuple(product(roots[one], roots[other]))
        return any(a == b or judged(index, a, b, "sameThing") for a, b in both) or any(
            {one, other} <= told for told in surely
        )

    def perhaps_same(one: Node, other: Node) -> bool:
        both = tuple(product(roots[one], roots[other]))
        return (
            same(one, other)
            or any({one, other} <= told for told in perhaps)
            or any(
                judged(index, a, b, "unsure") or organisations(index, a) & organisations(index, b)
                for a, b in both
            )
            or bool(handed_on(index, one) & (roots[other] | handed_on(index, other)))
            or bool(handed_on(index, other) & roots[one])
        )

    unknown = len(roots) - len(known)
    least = groups(known, perhaps_same) if known else min(unknown, 1)
    counted = reader.count(found)
    assert (counted.at_least, counted.at_most) == (least, groups(known, same) + unknown)
    assert counted.repeats == repeated


@settings(max_examples=150, deadline=None)
@given(bases())
def test_the_reasons_that_are_told_explain_the_count(text: str) -> None:
    """What is told joins as many claims as are not counted, and nothing is told for nothing."""
    index = index_of(text)
    found = answers(index)
    counted = OriginReader(index).count(found)
    claims: list[Node] = [answer.claim for answer in found]
    unstated = [c for one in counted.collapses if not one.by for c in one.claims]
    by_claims = [(one, pair) for one in counted.collapses for pair in pairwise(one.claims)]
    for certain, expected in ((True, counted.at_most), (False, counted.at_least)):
        told = Groups()
        told.join_all(pair for one, pair in by_claims if one.by and one.because.certain >= certain)
        copied = (repeat for repeat in counted.repeats if repeat.own_voice >= certain)
        told.join_all(pair for repeat in copied for pair in pairwise(repeat.claims))
        stated = [claim for claim in claims if claim not in unstated]
        apart = told.count(stated) + len(unstated) * certain
        assert apart == expected or (apart == 0 and not stated)
    for one in counted.collapses:
        assert (one.by == ()) is (one.because is Because.NOT_STATED)
        assert list(one.claims) == sorted(set(one.claims), key=lambda claim: claims.index(claim))
        assert one.by == () or len(one.claims) > 1
    assert list(counted.collapses) == sorted(
        counted.collapses, key=lambda one: (not one.because.certain, -len(one.claims))
    )


def printed(index: Index, claim: Node, name: str) -> Sequence[str]:
    spans = (claim, *index.nodes(claim, kb("evidence")))
    return [value.value for span in spans for value in index.values(span, kb(name))]


def stands_in(shorter: str, longer: str) -> bool:
    return len(shorter.split()) > 2 and f" {shorter} ".casefold() in f" {longer} ".casefold()


@settings(max_examples=150, deadline=None)
@given(bases())
def test_a_repeat_is_found_wherever_two_claims_of_one_publisher_print_the_same(text: str) -> None:
    index = index_of(text)
    found: list[Node] = [answer.claim for answer in answers(index)]
    own = [
        claim
        for claim in found
        if not index.values(claim, kb("origin")) and not index.values(claim, kb("statedIn"))
        for source in index.nodes(claim, kb("source"))
        for speaker in index.nodes(claim, kb("speaker"))
        if index.has(speaker, kb("voiceOf"), source)
    ]
    expected = []
    for one, other in combinations(own, 2):
        sources = [index.nodes(claim, kb("source"))[0] for claim in (one, other)]
        papers = {value for source in sources for value in index.about(source)[PUBLISHER]}
        phrases = product(printed(index, one, "words"), printed(index, other, "words"))
        alike = any(stands_in(a, b) or stands_in(b, a) for a, b in phrases)
        digests = [{*printed(index, claim, "digest")} for claim in (one, other)]
        if sources[0] != sources[1] and len(papers) == 1 and (alike or digests[0] & digests[1]):
            expected.append((one, other))
    told = tuple(repeats(index, found))
    for sure in (True, False):
        joined, pairs = Groups(), Groups()
        certain = [c for c in own if not sure or index.has(c, kb("attribution"), kb("ownVoice"))]
        pairs.join_all(pair for pair in expected if {*pair} <= {*certain})
        copied = (one.claims for one in told if one.own_voice >= sure)
        joined.join_all(pair for claims in copied for pair in pairwise(claims))
        assert [joined.count(pair) for pair in combinations(own, 2)] == [
            pairs.count(pair) for pair in combinations(own, 2)
        ]
    for repeat in told:
        assert len({index.nodes(claim, kb("source")) for claim in repeat.claims}) > 1
        assert list(repeat.claims) == sorted(set(repeat.claims), key=lambda c: found.index(c))
        for claim in repeat.claims:
            texts = printed(index, claim, "words")
            assert repeat.words is None or any(stands_in(repeat.words, text) for text in texts)


@settings(max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=12))
def test_groups_are_what_is_joined_directly_or_by_way_of_others(
    joined: list[tuple[int, int]],
) -> None:
    found = Groups()
    found.join_all(joined)
    groups = [{n} for n in range(10)]
    for one, other in joined:
        merged = {n for group in groups if group & {one, other} for n in group}
        groups = [group for group in groups if not group & merged] + [merged]
    assert found.count(range(10)) == len(groups)
    assert found.count([10, *range(10)]) == len(groups) + 1


QUESTION = "ex:q a kb:Question ; kb:answerKind kb:inWords . ex:v a kb:Speaker ; kb:voiceOf ex:s ."


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("kb:speaker ex:p ; kb:statedIn ex:r1", "kb:speaker ex:p ; kb:statedIn ex:r2", "1"),
        ("kb:speaker ex:p ; kb:statedIn ex:r1", "kb:speaker ex:o ; kb:statedIn ex:r1", "1"),
        ("kb:speaker ex:v ; kb:statedIn ex:r1", "kb:speaker ex:v ; kb:statedIn ex:r2", "2"),
        ("kb:speaker ex:p ; kb:via [ kb:agent ex:w ]", "kb:speaker ex:o", "2"),
        (
            "kb:speaker ex:p ; kb:via [ kb:agent ex:w ]",
            "kb:speaker ex:o ; kb:via [ kb:agent ex:w ]",
            "1 to 2",
        ),
        ("kb:speaker ex:p ; kb:reading [ kb:speaker ex:o ]", "kb:speaker ex:o", "1 to 2"),
    ],
)
def test_no_more_origins_are_counted_than_can_be_shown(one: str, other: str, expected: str) -> None:
    said = enumerate((one, other))
    claims = (f"ex:c{n} a kb:Claim ; kb:answers ex:q ; {what} ." for n, what in said)
    index = index_of("\n".join((QUESTION, *claims)))
    assert str(OriginReader(index).count(answers(index))) == expected


SAID = """
ex:a a kb:Claim ; kb:answers ex:q ; {} .
ex:b a kb:Claim ; kb:answers ex:q ; {} .
ex:r a kb:Source . ex:v a kb:Speaker ; kb:voiceOf ex:s . ex:s a kb:Source .
ex:spokesman a kb:Speaker ; kb:capacity [ kb:organisation ex:town ] .
ex:same a kb:Identity ; kb:between ex:mayor , ex:holm ; kb:judgement kb:sameThing .
ex:open a kb:Identity ; kb:between ex:mayor , ex:clerk ; kb:judgement kb:unsure .
"""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("kb:speaker ex:p", "kb:speaker ex:p", [("a b", "speaker", "p")]),
        (
            "kb:speaker ex:p ; kb:statedIn ex:r",
            "kb:speaker ex:o ; kb:statedIn ex:r",
            [("a b", "document", "r")],
        ),
        ("kb:speaker ex:p", "kb:speaker ex:o ; kb:origin ex:p", [("a b", "speaker", "p")]),
        ("kb:speaker ex:v", "kb:speaker ex:v", [("a b", "document", "s")]),
        ("kb:speaker ex:mayor", "kb:speaker ex:holm", [("a b", "sameThing", "same")]),
        ("kb:speaker ex:mayor", "kb:speaker ex:clerk", [("a b", "unsure", "open")]),
        ("kb:speaker ex:mayor", "kb:speaker ex:mayor", [("a b", "speaker", "mayor")]),
        ("kb:speaker ex:town", "kb:speaker ex:spokesman", [("a b", "organisation", "town")]),
        (
            "kb:speaker ex:p ; kb:via [ kb:agent ex:w ]",
            "kb:speaker ex:w",
            [("a b", "agent", "w")],
        ),
        (
            "kb:speaker ex:p ; kb:reading [ kb:speaker ex:o ]",
            "kb:speaker ex:o",
            [("a b", "reading", "o")],
        ),
        (
            "kb:speaker ex:p ; kb:via [ kb:agent ex:o ]",
            "kb:speaker ex:q ; kb:reading [ kb:speaker ex:o ]",
            [("a b", "reading", "o")],
        ),
        ("kb:speaker ex:p", "kb:origin kb:notStated", [("b", "notStated", "")]),
        ("kb:origin kb:notStated", "kb:origin kb:notStated", [("a b", "notStated", "")]),
        ("kb:speaker ex:p", "kb:speaker ex:o", []),
    ],
)
def test_it_is_told_which_claims_collapse_and_because_of_what(
    one: str, other: str, expected: list[tuple[str, str, str]]
) -> None:
    index = index_of(QUESTION + SAID.format(one, other))
    told = OriginReader(index).count(answers(index)).collapses

    def names(nodes: Iterable[Node]) -> str:
        return " ".join(node.value.removeprefix(EX) for node in nodes)

    assert [(names(c.claims), c.because.value, names(c.by)) for c in told] == expected


def test_a_single_claim_collapses_with_nothing() -> None:
    index = index_of(QUESTION + "ex:a a kb:Claim ; kb:answers ex:q ; kb:origin kb:notStated .")
    assert OriginReader(index).count(answers(index)).collapses == ()
