"""The lines of a card, and dates as they are said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Service
from bot.talk.wording import door_values, in_words, moment

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
DUTCH = Conversation("c1", "web", NOW, NOW)
ENGLISH = replace(DUTCH, language="en")
DESK = Service(
    "debts", "Loket Geldzorgen", "Gemeente", ("debt",), local=True, phone="020-5550121",
    description_nl="Hulp bij schulden.", description_en="Help with debts.",
    location="Wijkcentrum De Brug", address="Brugweg 18, 0999 CA Voorbeeldstad",
    documents_nl="Neem je brieven mee.", documents_en="Bring your letters.",
    say_nl="Ik heb schulden.", say_en="I have debts.",
)  # fmt: skip
LINE = Service(
    "line", "Lijn", "Lijn", ("debt",), phone="113", other_phones=("0800-0113",), phone_cost="free",
    phone_cost_nl="gratis", website="113.nl", chat=True, hours_nl="kijk op de website", hours_en="see website",
)  # fmt: skip
SITE = Service("site", "Site", "Stichting", ("debt",), website="example.org")
SHUT = replace(SITE, alert_nl="Tot mei dicht.", alert_en="Closed until May.")


def card(service, talk=DUTCH, **more):
    return door_values(Choice(service, "Waarom, nu open tot 13:00.", **more), talk)


def test_a_card_in_dutch():
    assert card(DESK, reasons="In jouw wijk.", hours="nu open tot 13:00") == {
        "name": "Loket Geldzorgen",
        "organization": "Gemeente",
        "what": "Hulp bij schulden.",
        "where": "Wijkcentrum De Brug, Brugweg 18",
        "when": "Nu open tot 13:00.",
        "how": "Bel 020-5550121. Neem je brieven mee.",
        "say": "Ik heb schulden.",
        "why": "In jouw wijk.",
    }


def test_the_same_card_in_english():
    values = card(DESK, ENGLISH, reasons="In your district.", hours="open now until 13:00")
    assert values["what"] == "Help with debts."
    assert values["how"] == "Call 020-5550121. Bring your letters."
    assert values["say"] == "I have debts."


@pytest.mark.parametrize(
    ("service", "key", "dutch", "english"),
    [
        (LINE, "where", "Per telefoon of chat", "By phone or chat"),
        (
            LINE, "how",
            "Bel 113 of 0800-0113 (gratis) of chat op 113.nl.", "Call 113 or 0800-0113 (free) or chat at 113.nl.",
        ),
        (LINE, "when", "Kijk op de website.", "See website."),  # only a note on the hours
        (LINE, "organization", "", ""),  # a name is said once
        (replace(LINE, chat=False), "where", "Per telefoon", "By phone"),
        (SITE, "where", "Online", "Online"),
        (SITE, "how", "Kijk op example.org.", "See example.org."),
        (SITE, "when", "", ""),  # nothing is known, nothing is said
        (replace(DESK, location=DESK.name), "where", "Brugweg 18", "Brugweg 18"),  # the building has the same name
        (SHUT, "when", "Tot mei dicht.", "Closed until May."),
    ],
)  # fmt: skip
def test_lines_of_other_cards(service, key, dutch, english):
    assert (card(service)[key], card(service, ENGLISH)[key]) == (dutch, english)


@pytest.mark.parametrize(
    ("language", "said"),
    [("nl", "maandag 4 januari 2027"), ("en", "Monday 4 January 2027"), ("xx", "maandag 4 januari 2027")],
)
def test_a_date_in_words(language, said):
    assert in_words(date(2027, 1, 4), language) == said


def test_a_moment_in_words():
    assert moment(NOW, "nl") == "maandag 23 november 2026 om 10:00"
    assert moment(NOW, "en") == "Monday 23 November 2026 at 10:00"
