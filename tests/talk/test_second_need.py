"""A second need in one message: said to be heard, kept, and taken up when the first is done."""

from __future__ import annotations

TEXT = "waar mag ik parkeren, en daarnaast is mijn container stuk"


def test_the_second_is_named_and_waits(person):
    person.types(TEXT, "parking", second="waste")
    assert person.said[:2] == ["utter_heard", "utter_second_need"]
    assert person.talk.need == "parking" and person.talk.memory.later == ("waste",)
    assert person.says[1].values["need"] == "Afval"


def test_after_the_first_the_second_is_offered_and_a_yes_takes_it_up(person):
    person.types(TEXT, "parking", second="waste").types("ja", "affirm")
    assert person.said[-1] == "utter_later_need"
    person.types("ja graag", "affirm")
    assert person.talk.need == "waste" and person.talk.memory.later == ()


def test_a_second_beside_a_complaint_waits_too(person):
    person.types("ik wil klagen, en ook is mijn container stuk", "complaint", second="waste")
    assert "utter_second_need" in person.said and person.talk.memory.later == ("waste",)


def test_small_talk_danger_and_the_same_need_are_no_second(person):
    for second in ("greeting", "suicide_risk", "parking", "nonsense"):
        person.types(TEXT, "parking", second=second)
        assert "utter_second_need" not in person.said and person.talk.memory.later == ()


def test_in_danger_it_is_kept_and_not_spoken_of(person):
    person.types(
        "hij staat voor de deur, en ook is mijn container stuk", "emergency", crisis="emergency", second="waste"
    )
    assert "utter_second_need" not in person.said and person.talk.memory.later == ("waste",)


def test_where_the_need_itself_is_asked_nothing_is_promised(person):
    person.types(TEXT, "parking", confidence=0.2, second="waste")
    assert person.asks == "need" and person.talk.memory.later == ()


def test_in_the_middle_of_a_need_nothing_new_is_started(person):
    person.types("ik heb geen slaapplek meer", "homelessness")
    person.types("17, en daarnaast is mijn container stuk", "inform", second="waste")
    assert "utter_second_need" not in person.said
