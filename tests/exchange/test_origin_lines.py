"""Why answers rest on no more origins, as a reporter can print it."""

import pytest

from kb.exchange.screens.answer_lines import AnswerWords
from kb.exchange.screens.origin_lines import collapse_lines, repeat_lines
from kb.exchange.screens.paragraphs import Page
from kb.graph.index import Index
from kb.graph.names import Names
from kb.judgement.answers.read import answers
from kb.judgement.contests.origins import OriginReader
from tests.judgement.records import EX, index_of

RECORDS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:q a kb:Question ; kb:answerKind kb:inWords .
ex:mayor a kb:Speaker ; skos:prefLabel "the mayor"@en .
ex:clerk a kb:Speaker ; skos:prefLabel "the clerk"@en ; kb:capacity [ kb:organisation ex:town ] .
ex:guard a kb:Speaker ; skos:prefLabel "a guard"@en ; kb:capacity [ kb:organisation ex:town ] .
ex:town a kb:Speaker ; skos:prefLabel "the town"@en .
ex:audit a kb:Source ; dct:title "the audit of 2020" .
ex:wire a kb:Speaker ; skos:prefLabel "a news agency"@en .
ex:open a kb:Identity ; kb:between ex:mayor , ex:wire , ex:clerk ; kb:judgement kb:unsure .
ex:same a kb:Identity ; kb:between ex:mayor , ex:guard ; kb:judgement kb:sameThing .
"""


def said(*claims: str) -> Index:
    told = (
        f'ex:c{n} a kb:Claim ; kb:gist "say {n}"@en ; kb:answers ex:q ; {claim} .'
        for n, claim in enumerate(claims, start=1)
    )
    return index_of(RECORDS + "\n".join(told))


def why(index: Index, page: Page) -> list[str]:
    origins = OriginReader(index).count(answers(index))
    return list(collapse_lines(origins, AnswerWords(Names(index, {"ex": EX})), page, first=0))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "kb:speaker ex:mayor",
            "kb:speaker ex:town ; kb:origin ex:mayor",
            "“say 1” and “say 2” both go back to the mayor: one origin",
        ),
        (
            "kb:speaker ex:clerk ; kb:statedIn ex:audit",
            "kb:speaker ex:clerk ; kb:statedIn ex:audit",
            "“say 1” and “say 2” both go back to the clerk and the audit of 2020: one origin",
        ),
        (
            "kb:speaker ex:mayor",
            "kb:speaker ex:guard",
            "“say 1” and “say 2”: the mayor and a guard are judged the same: one origin",
        ),
        (
            "kb:speaker ex:mayor",
            "kb:speaker ex:clerk",
            "“say 1” and “say 2”: whether the mayor and the clerk are the same is not sure: perhaps"
            " one origin",
        ),
        (
            "kb:speaker ex:guard",
            "kb:speaker ex:town",
            "“say 1” and “say 2” come from those who speak for the town: perhaps one origin",
        ),
        (
            "kb:speaker ex:mayor ; kb:via [ kb:agent ex:wire ]",
            "kb:speaker ex:town ; kb:via [ kb:agent ex:wire ]",
            "“say 1” and “say 2” come from or through a news agency: perhaps one origin",
        ),
        (
            "kb:speaker ex:mayor ; kb:reading [ kb:speaker ex:town ]",
            "kb:speaker ex:town",
            "“say 1” and “say 2” both go back to the town, if read so: perhaps one origin",
        ),
        (
            "kb:speaker ex:mayor",
            "kb:origin kb:notStated",
            "where “say 2” comes from is not stated: perhaps no origin of its own",
        ),
        (
            "kb:origin kb:notStated",
            "kb:origin kb:notStated",
            "where “say 1” and “say 2” come from is not stated: perhaps no origin of their own",
        ),
    ],
)
def test_a_reason_names_the_answers_and_what_joins_them(
    one: str, other: str, expected: str
) -> None:
    assert why(said(one, other), Page(200)) == [expected]


def test_independent_answers_need_no_reason() -> None:
    assert why(said("kb:speaker ex:mayor", "kb:speaker ex:town"), Page(200)) == []


def test_of_many_answers_two_are_named() -> None:
    (line,) = why(said(*["kb:speaker ex:town"] * 1234), Page(200))
    assert line == "“say 1”, “say 2” and 1,232 others all go back to the town: one origin"


def test_of_many_reasons_the_longest_are_told_both_certain_and_not() -> None:
    claims = []
    for n in range(6):
        claims += [f"kb:speaker ex:p{n} ; kb:via [ kb:agent ex:w{n} ]"] * (n + 2)
        claims += [f"kb:speaker ex:o{n} ; kb:via [ kb:agent ex:w{n} ]"]
    index = said(*claims)
    lines = why(index, Page(200))
    told = [next(word for word in line.split() if word.startswith("ex:")) for line in lines[:-1]]
    assert told == [
        *("ex:p5:", "ex:p4:", "ex:p3:", "ex:p2:"),
        *("ex:w5:", "ex:w4:", "ex:w3:", "ex:w2:"),
    ]
    assert lines[-1] == "… and 4 more reasons why some count once: --all"
    assert len(why(index, Page(200, everything=True))) == 12


def test_a_phrase_that_is_repeated_is_told() -> None:
    sources = """
        ex:s a kb:Source ; dct:publisher "The Gazette" . ex:sv a kb:Speaker ; kb:voiceOf ex:s .
        ex:t a kb:Source ; dct:publisher "The Gazette" . ex:tv a kb:Speaker ; kb:voiceOf ex:t .
    """
    printed = 'kb:words "as long as the old mole" ; kb:attribution kb:ownVoice'
    claims = (
        f"ex:{name} a kb:Claim ; kb:answers ex:q ; kb:source ex:{source} ; kb:speaker ex:{source}v "
        f"; {printed} ."
        for name, source in (("c", "s"), ("d", "t"))
    )
    index = index_of(RECORDS + sources + "\n".join(claims))
    origins = OriginReader(index).count(answers(index))
    words = AnswerWords(Names(index, {"ex": EX}))
    assert list(repeat_lines(origins, words, Page(200), first=0)) == [
        "ex:c and ex:d count once: The Gazette prints “as long as the old mole” in both"
    ]
