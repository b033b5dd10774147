"""A message that asks for a name of a closed list says which there are, the likest first."""

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from kb.graph.corpus import ontology
from kb.graph.index import Index
from kb.judgement.closed_lists import choices, is_list, list_of, with_names
from kb.words.vocabulary import KB, kb

KNOWN = Index(ontology())
KINDS = "kb:person, kb:group, kb:organisationKind or kb:document"


def asked(remedy: str, chosen: str | None, known: Index = KNOWN) -> str:
    return with_names(remedy, known, chosen)


def test_a_short_list_is_told_whole() -> None:
    assert asked("Choose {kb:SpeakerKind}.", None) == f"Choose {KINDS}."
    assert asked("Write {kb:Normalisation}.", None) == "Write kb:verbatim."


def test_of_a_long_list_some_are_told_and_how_to_see_the_others() -> None:
    count = len(choices(KNOWN, kb("Qualifier")))
    assert asked("Choose {kb:Qualifier}.", None) == (
        "Choose kb:exactly, kb:about, kb:onlyAbout, kb:range, kb:nearly, kb:asManyAs "
        f'or one of {count - 6} more ("kb explain kb:Qualifier" lists all).'
    )


@pytest.mark.parametrize(
    ("remedy", "chosen", "meant"),
    [
        ("{kb:SpeakerKind}", "organisation", "kb:organisationKind"),  # as it is labelled
        ("{kb:MeasureKind}", "cumulativ", "kb:cumulative"),
        ("{kb:Qualifier}", "moreThan", "kb:over"),  # as articles print it
        ("{kb:Naming}", "not-named", "kb:unnamed"),
        ("{kb:ReportingVerb}", "denied", "kb:deniedVerb"),
    ],
)
def test_what_somebody_may_have_meant_is_asked_first(remedy: str, chosen: str, meant: str) -> None:
    assert asked(remedy, f"<{KB}{chosen}>").startswith(f"Did you mean {meant}? ")


def test_a_text_in_the_place_of_a_name_is_understood_too() -> None:
    assert asked("{kb:Dimension}", '"place"').startswith("Did you mean kb:place? ")


@pytest.mark.parametrize("chosen", [None, f"<{KB}company>", f"<{KB}person>", "_:b0", '"\\u001b["'])
def test_nothing_is_asked_where_nothing_is_alike_or_nothing_is_wrong(chosen: str | None) -> None:
    assert asked("Choose {kb:SpeakerKind}.", chosen) == f"Choose {KINDS}."


def test_a_concept_of_the_desk_is_a_choice() -> None:
    known = Index(ontology())
    own = b"<urn:desk#robot> a <https://w3id.org/claims-kb/ns#SpeakerKind> ."
    known.add(quad.triple for quad in parse(own, format=RdfFormat.TURTLE))
    assert asked("{kb:SpeakerKind}", None, known).endswith(" or <urn:desk#robot>")


def test_braces_that_name_no_list_stay() -> None:
    assert asked("Write {this} or {kb:Nothing}.", None) == "Write {this} or {kb:Nothing}."


def test_options_and_records_are_no_closed_lists() -> None:
    assert is_list(KNOWN, kb("Hedge"))
    assert is_list(KNOWN, kb("Dimension"))
    assert not is_list(KNOWN, kb("Option"))
    assert not is_list(KNOWN, kb("Speaker"))
    assert list_of(KNOWN, kb("verb")) == kb("ReportingVerb")
    assert list_of(KNOWN, kb("speaker")) is None
    assert list_of(KNOWN, NamedNode("urn:desk#colour")) is None
