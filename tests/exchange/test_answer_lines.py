"""What stands beside an answer: what it takes back, revises, or is told against."""

from kb.exchange.screens.answer_lines import AnswerWords
from kb.graph.names import Names
from kb.judgement.answers.answer import Answer
from kb.judgement.answers.read import answers
from tests.judgement.records import EX, index_of

RECORDS = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
ex:q a kb:Question ; kb:answerKind kb:inWords .
ex:march a kb:Claim ; kb:gist "In March: forty"@en ; kb:answers ex:q ; kb:low 40 .
ex:may a kb:Claim ; kb:gist "In May: thirty"@en ; kb:answers ex:q ;
    kb:low 30 ; kb:revises ex:march .
ex:june a kb:Claim ; kb:gist "Never mind"@en ; kb:answers ex:q ; kb:retracts ex:may .
ex:flood a kb:Event ; skos:prefLabel "the flood"@en .
ex:up a kb:Claim ; kb:answers ex:q ; kb:option kb:rising ; kb:baseline ex:flood .
ex:down a kb:Claim ; kb:answers ex:q ; kb:option kb:falling ; kb:baseline kb:notStated .
"""


def told() -> tuple[AnswerWords, dict[str, Answer]]:
    index = index_of(RECORDS)
    found = {answer.claim.value.removeprefix(EX): answer for answer in answers(index)}
    return AnswerWords(Names(index, {"ex": EX})), found


def test_a_revision_and_a_retraction_stand_on_both_sides() -> None:
    words, found = told()
    assert list(words.links(found["march"])) == ["revised by ex:may: In May: thirty"]
    assert list(words.links(found["may"])) == [
        "revises ex:march: In March: forty",
        "taken back by ex:june: Never mind",
    ]
    assert list(words.links(found["june"])) == ["takes back ex:may: In May: thirty"]


def test_who_was_not_yet_on_record_takes_nothing_back() -> None:
    words, found = told()
    then = AnswerWords(words.names, lambda claim: claim != found["june"].claim)
    assert list(then.links(found["may"])) == ["revises ex:march: In March: forty"]


def test_a_bare_retraction_says_so() -> None:
    words, found = told()
    assert words.value(found["june"]) == "takes it back"


def test_a_trend_says_what_it_is_told_against() -> None:
    words, found = told()
    assert list(words.marks(found["up"])) == ["told against: “the flood”"]
    assert list(words.marks(found["down"])) == ["told against: what is not said"]
    assert list(words.marks(found["may"])) == []
