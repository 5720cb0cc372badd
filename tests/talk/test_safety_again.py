"""A second danger inside the safety flow is a danger of its own."""


def test_another_danger_starts_over(person):
    person.types("ik wil niet meer leven", crisis="suicide_risk")
    person.types("en hij staat nu met een mes voor de deur", crisis="emergency")
    assert person.talk.need == "emergency" and person.asks == "safe_now"
