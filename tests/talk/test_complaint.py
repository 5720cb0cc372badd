"""Complaint: nothing twice, read back, put right, filed once."""

import pytest

from bot.domain.conversation import Outcome
from bot.talk.complaint import about_decision
from bot.talk.model import FileComplaint, GiveSignal

OPENING = "Ik wil een klacht indienen, de baliemedewerker lachte mij uit"


def told(person):
    person.types(OPENING, "complaint").types("hij lachte hard om mijn formulier").types("burgerzaken")
    person.types("gisteren").types("niks").types("excuses")
    return person


def test_what_is_known_is_not_asked(person):
    told(person)
    assert person.asks == "contact_preference" and person.talk.facts["for_whom"] == "self"


def test_the_story_holds_the_first_words_too(person):
    told(person)
    assert person.talk.facts["what_happened"] == f"{OPENING}\nhij lachte hard om mijn formulier"


def test_a_wish_that_somebody_calls_back_is_no_call_for_staff(person):
    person.types(OPENING, "complaint").types("ze lachte").types("burgerzaken").types("gisteren").types("niks")
    person.types("dat de chef mij terugbelt om het uit te leggen", "contact_human")
    assert person.talk.memory.flow == "complaint" and "terugbelt" in person.talk.facts["wanted_outcome"]


def test_no_contact_is_fine_and_what_that_means_is_said_once(person):
    told(person).types("geen contact")
    assert person.said.count("utter_anonymous") == 1 and person.asks == "confirm"


def test_a_way_to_reach_the_person_is_asked_once(person):
    told(person).types("mailen").types("[e-mail 1]").types("[naam 1]")
    assert person.asks == "confirm" and person.talk.facts["email"] == "[e-mail 1]"


def test_yes_files_it_once(person):
    told(person).types("geen contact").types("ja", "affirm")
    assert person.effects == [FileComplaint()] and person.talk.outcome is Outcome.COMPLAINT_FILED


def test_a_correction_at_the_reading_back_changes_the_fact(person):
    told(person).types("geen contact").types("nee, het was vorige week dinsdag", "deny")
    assert "dinsdag" in person.talk.facts["since_when"] and person.asks == "confirm"


def test_a_part_can_be_picked_and_told_again(person):
    told(person).types("geen contact").presses(confirm="change").presses(which_fact="wanted_outcome")
    assert person.asks == "wanted_outcome"
    person.types("een nieuw gesprek")
    assert person.talk.facts["wanted_outcome"] == "een nieuw gesprek" and person.asks == "confirm"


def test_what_cannot_be_placed_is_added_and_not_lost(person):
    told(person).types("geen contact").types("en er stonden ook andere mensen te lachen")
    assert "andere mensen" in person.talk.facts["what_happened"]


def test_a_witness_is_asked_for_whom_and_where(person):
    person.types("Ik wil een klacht indienen. Een handhaver schold iemand uit op de markt", "complaint")
    assert "for_whom" not in person.talk.facts


@pytest.mark.parametrize(
    ("text", "decision"),
    [
        ("klacht over de afwijzing van mijn scootmobiel", True),  # a refusal is a decision
        ("ze hebben mijn uitkering stopgezet", True),  # so is stopping
        ("de gemeente heeft nog geen besluit genomen", False),  # no decision in time: complaint is open
        ("al vijf maanden niets gehoord op mijn aanvraag", False),  # the same in other words
        ("ik wacht al vijf maanden op een besluit over urgentie", False),  # waiting for one
        ("de baliemedewerker was onbeleefd", False),  # treatment
    ],
)
def test_signs_of_a_decision(text, decision):
    assert about_decision(text) is decision


def test_a_complaint_about_a_decision_becomes_an_objection_first(person):
    person.types("ik wil een klacht indienen over de afwijzing van mijn aanvraag", "complaint")
    assert person.talk.memory.flow == "objection" and person.asks == "decision_date"


def test_who_reads_it_and_how_long_it_is_kept_is_said_before_filing(person):
    told(person).types("geen contact")
    assert person.said.index("utter_complaint_honest") < person.said.index("utter_complaint_read_back")


@pytest.mark.parametrize(
    "words", ["ik wil het alleen melden", "geen klacht, gewoon even doorgeven", "I only want to report it"]
)
def test_it_can_be_known_without_a_complaint_and_without_a_name(person, words):
    person.types(OPENING, "complaint").types("hij lachte hard om mijn formulier").types(words)
    person.types("burgerzaken")
    assert person.effects == [GiveSignal()] and person.talk.outcome is Outcome.REFERRAL_MADE and person.asks is None


def test_at_the_reading_back_it_can_still_become_a_signal(person):
    told(person).types("geen contact").presses(confirm="signal")
    assert person.effects == [GiveSignal()]


def test_a_signal_without_a_word_goes_to_a_person(person):
    person.types("ik wil een klacht indienen", "complaint").types("ik wil het alleen doorgeven")
    for _ in range(2):
        person.types("weet ik niet", "dont_know")
    assert "utter_complaint_empty" in person.said and person.talk.outcome is Outcome.HUMAN_HANDOFF
