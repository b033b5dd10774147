"""An organisation against itself is shown as such, and stays two answers."""

from itertools import combinations

import pytest

from kb.judgement.answers.read import answers
from kb.judgement.contests.one_voice import one_voice
from kb.judgement.pairs.classify import classify
from kb.judgement.pairs.world import world_of
from tests.judgement.claim_sets import index_of

SPEAKERS = """
x:q a kb:Question ; kb:answerKind kb:choice .
x:ministry kb:speakerKind kb:organisationKind .
x:clerk kb:capacity [ kb:organisation x:ministry ] .
x:union kb:speakerKind kb:organisationKind ; kb:member x:foreman .
x:someone kb:capacity [ kb:organisation kb:notStated ] .
x:another kb:capacity [ kb:organisation kb:notStated ] .
"""


@pytest.mark.parametrize(
    ("one", "other", "option", "voice"),
    [
        ("x:ministry", "x:ministry", "x:closed", "ministry"),
        ("x:ministry", "x:clerk", "x:closed", "ministry"),
        ("x:foreman", "x:union", "x:closed", "union"),
        ("x:foreman", "x:clerk", "x:closed", None),
        ("x:someone", "x:another", "x:closed", None),
        ("x:ministry", "x:clerk", "x:open", None),
    ],
)
def test_two_answers_in_conflict_may_be_of_one_voice(
    one: str, other: str, option: str, voice: str | None
) -> None:
    index = index_of(
        f"{SPEAKERS} c:a a kb:Claim ; kb:answers x:q ; kb:option x:open ; kb:speaker {one} . "
        f"c:b a kb:Claim ; kb:answers x:q ; kb:option {option} ; kb:speaker {other} ."
    )
    ((first, second),) = combinations(answers(index), 2)
    found = one_voice(classify(first, second, world_of(index)), index)
    assert found is None if voice is None else str(found).endswith(f"/{voice}>")
