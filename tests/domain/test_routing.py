"""Which doors are named and why: small directories of made-up doors, every row with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from bot.domain.address import Form
from bot.domain.directory import Opening, Service, Wish
from bot.domain.hours import NIGHT_AND_DAY
from bot.domain.routing import choose

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
OFFICE = (Opening(frozenset(range(5)), time(9), time(17)),)
EVENINGS = (Opening(frozenset(range(5)), time(18), time(20)),)
ALL = ("debt", "bullying", "mental_health", "domestic_violence", "childrens_rights", "informal_care", "school_support")


def door(id, *needs, **more):
    """A door in the city, checked lately, with a phone."""
    base = Service(id, id, id, needs or ALL, local=True, phone="020-5550100", assured_date=date(2026, 9, 1))
    return replace(base, **more)


def national(id, *needs, **more):
    return door(id, *needs, **{"local": False, "confidence": "confirmed", "assured_date": None, **more})


PLAIN = door("plain")
FAR = national("far")
ZUID = door("zuid", district="Zuid")
NOORD = door("noord", district="Noord")
LIBRARY_ZUID = door("library-zuid", lies_in="Zuid")
LIBRARY_NOORD = door("library-noord", lies_in="Noord")
YOUTH = door("youth", minimum_age=16, maximum_age=27)
ADULTS = door("adults", minimum_age=18)
SENIORS = door("seniors", minimum_age=65)
PARENTS = door("parents", for_whom=("parent",))
RELATIVES = door("relatives", for_whom=("relative",))
WORKERS = door("workers", for_whom=("professional",))
FAMILY = door("family", maximum_age=23, for_whom=("young_person", "parent"))
CHILD_FIRST, TEEN_FIRST = {"bullying": 1, "mental_health": 2}, {"mental_health": 1}
YOUNG = ("young_person",)
CHILD_LINE = national("child-line", minimum_age=8, maximum_age=18, for_whom=YOUNG, first_for=CHILD_FIRST)
TEEN_LINE = national("teen-line", minimum_age=16, maximum_age=27, for_whom=YOUNG, first_for=TEEN_FIRST)
DANGER_LINE = national("danger-line", first_for={"domestic_violence": 1}, openings=NIGHT_AND_DAY, open_on_holidays=True)
ALARM = national("alarm", "domestic_violence", "emergency", first_for={"emergency": 1, "domestic_violence": 3})
GENERAL = door("general", also=("debt",))
STALE = door("stale", assured_date=date(2025, 11, 22))
DATELESS = door("dateless", assured_date=None)
FRESH = door("fresh", assured_date=date(2025, 11, 23))
OPEN = door("open", openings=OFFICE)
SHUT = door("shut", openings=EVENINGS)
UNKNOWN = door("unknown", openings=None)
ENGLISH = door("english", languages=("en", "nl"))
BOTH = door("both", languages=("nl", "en"))
BY_HEART = national("by-heart", confidence="by_heart")
GONE = door("gone", status="defunct")
PAUSED = door("paused", status="temporarily closed")
OTHER_NEED = door("other-need", "parking")
TWIN_A = door("twin-a", family="twin", lies_in="Noord")
TWIN_B = door("twin-b", family="twin", lies_in="Zuid")


@pytest.mark.parametrize(
    ("services", "wish", "named"),
    [
        # What fits
        ([PLAIN, OTHER_NEED], Wish("debt"), ["plain"]),  # a door for another need is no door
        ([PLAIN, GONE], Wish("debt"), ["plain"]),  # what ended is never named
        ([PLAIN, PAUSED], Wish("debt"), ["plain"]),  # nor what is closed for a while
        ([PLAIN, FAR], Wish("debt", without=frozenset({"plain"})), ["far"]),  # not twice the same
        ([YOUTH, PLAIN], Wish("debt", age=28), ["plain"]),  # a year too old
        ([YOUTH, PLAIN], Wish("debt", age=15), ["plain"]),  # a year too young
        ([YOUTH, PLAIN], Wish("debt", age=27), ["youth", "plain"]),  # the upper limit is included
        ([YOUTH, PLAIN], Wish("debt", age=16), ["youth", "plain"]),  # and the lower one
        ([ADULTS, PLAIN], Wish("debt", age=17), ["plain"]),  # not yet of age
        ([NOORD, ZUID], Wish("debt", district="Zuid"), ["zuid"]),  # a team of another district sends people away
        ([NOORD, ZUID], Wish("debt", district="zuid"), ["zuid"]),  # however it is written
        ([NOORD, ZUID], Wish("debt"), ["noord", "zuid"]),  # without a district nobody can tell
        ([PARENTS, PLAIN], Wish("debt", age=12, for_whom="self"), ["plain"]),  # a child is no parent
        ([RELATIVES, PLAIN], Wish("debt", age=40, for_whom="self"), ["plain"]),  # who asks for themself is no relative
        ([RELATIVES, PLAIN], Wish("informal_care", age=40, for_whom="self"), ["relatives", "plain"]),  # a carer is
        ([WORKERS, PLAIN], Wish("debt", for_whom="self"), ["plain"]),  # a desk for professionals only
        ([WORKERS, PLAIN], Wish("debt", for_whom="client"), ["workers", "plain"]),  # made for who asks for a client
        ([FAMILY], Wish("school_support", age=41, for_whom="child"), ["family"]),  # the age given was the parent's
        ([FAMILY], Wish("school_support", age=41, for_whom="self"), ["family"]),  # a parent is welcome at any age
        # Danger and children's lines
        ([ZUID, DANGER_LINE], Wish("domestic_violence", district="Zuid"), ["danger-line", "zuid"]),  # danger first
        ([ALARM, DANGER_LINE, ZUID], Wish("domestic_violence"), ["danger-line", "alarm", "zuid"]),  # each at its place
        ([PLAIN, DANGER_LINE], Wish("mental_health"), ["plain", "danger-line"]),  # for another need it is in no line
        ([ZUID, CHILD_LINE], Wish("bullying", 12, "Zuid", "self"), ["child-line", "zuid"]),  # a child calls first
        ([ZUID, CHILD_LINE], Wish("bullying", 12, "Zuid"), ["child-line", "zuid"]),  # for whom need not be known
        ([ZUID, CHILD_LINE], Wish("bullying", None, "Zuid"), ["zuid", "child-line"]),  # without an age it has to wait
        ([ZUID, CHILD_LINE], Wish("bullying", 9, "Zuid", "child"), ["zuid", "child-line"]),  # a parent cannot call it
        ([ZUID, CHILD_LINE], Wish("bullying", 19, "Zuid", "self"), ["zuid"]),  # too old for it
        ([ZUID, CHILD_LINE], Wish("debt", 12, "Zuid", "self"), ["zuid", "child-line"]),  # not its own matter
        ([CHILD_LINE, TEEN_LINE], Wish("mental_health", 17), ["teen-line", "child-line"]),  # the place in line decides
        ([CHILD_LINE, TEEN_LINE], Wish("mental_health", 12), ["child-line"]),  # below 16 only the children's line
        ([PLAIN, TEEN_LINE], Wish("mental_health", 22), ["teen-line", "plain"]),  # young adults have a line too
        # The order of the others
        ([FAR, PLAIN], Wish("debt"), ["plain", "far"]),  # local before national
        ([FAR, PLAIN, ZUID], Wish("debt", district="Zuid"), ["zuid", "plain", "far"]),  # district, city, country
        ([LIBRARY_NOORD, LIBRARY_ZUID], Wish("debt", district="Zuid"), ["library-zuid", "library-noord"]),  # nearest
        ([NOORD, PLAIN], Wish("debt"), ["plain", "noord"]),  # a team that may be the wrong one waits
        ([GENERAL, FAR], Wish("debt"), ["far", "general"]),  # made for debts goes before helps with everything
        ([GENERAL, PLAIN], Wish("bullying"), ["general", "plain"]),  # for other needs it is an ordinary door
        ([PLAIN, YOUTH], Wish("debt", age=20), ["youth", "plain"]),  # made for the young goes first for the young
        ([YOUTH, PLAIN], Wish("debt"), ["plain", "youth"]),  # and last when the age is unknown
        ([PLAIN, SENIORS], Wish("debt", age=70), ["seniors", "plain"]),  # made for the old
        ([ADULTS, ZUID], Wish("debt", 30, "Zuid"), ["zuid", "adults"]),  # "from 18" is for nearly everyone: near wins
        ([PLAIN, PARENTS], Wish("school_support", 9, for_whom="child"), ["parents", "plain"]),  # a parent asks
        ([PARENTS, PLAIN], Wish("school_support", 40, for_whom="self"), ["plain", "parents"]),  # may be a parent
        ([YOUTH, ZUID], Wish("debt", 20, "Zuid"), ["youth", "zuid"]),  # made for the person goes before near
        ([SHUT, UNKNOWN, OPEN], Wish("debt"), ["open", "unknown", "shut"]),  # open now, unknown, closed
        ([SHUT, FAR], Wish("debt"), ["shut", "far"]),  # a desk that opens tonight still goes before a far one
        ([BOTH, ENGLISH, PLAIN], Wish("debt", language="en"), ["english", "both", "plain"]),  # own, spoken, not
        ([ENGLISH, BOTH], Wish("debt"), ["both", "english"]),  # in Dutch the other way round
        ([ZUID, ENGLISH], Wish("debt", district="Zuid", language="en"), ["english", "zuid"]),  # understood before near
        ([STALE, FAR], Wish("debt"), ["far", "stale"]),  # nobody looked at it for over a year: it sinks
        ([FRESH, PLAIN], Wish("debt"), ["fresh", "plain"]),  # a year to the day is still fresh
        ([DATELESS, PLAIN], Wish("debt"), ["dateless", "plain"]),  # without a date nobody can say that it is old
        ([BY_HEART, FAR], Wish("debt"), ["far", "by-heart"]),  # read in a source goes before known by heart
        ([PLAIN, OPEN, DATELESS], Wish("debt"), ["open", "plain", "dateless"]),  # equal doors keep their order
        # How many
        ([PLAIN, FAR, BY_HEART], Wish("debt", limit=2), ["plain", "far"]),  # not more than asked
        ([TWIN_A, TWIN_B, PLAIN], Wish("debt", district="Zuid"), ["twin-b", "plain"]),  # one of each kind
        ([TWIN_A, TWIN_B, PLAIN], Wish("debt", district="Zuid", without=frozenset({"twin-b"})), ["plain", "twin-a"]),
    ],
)  # fmt: skip
def test_the_doors_and_their_order(services, wish, named):
    assert [choice.service.id for choice in choose(services, wish, now=MONDAY)] == named


DESK = door("desk", "contact_human", last_door="desk")
COUNTER = door("counter", "contact_human", last_door="desk", openings=EVENINGS)
OMBUDSMAN = door("ombudsman", "sent_around", last_door="ombudsman")
YOUTH_OMBUDSMAN = door("youth-ombudsman", "sent_around", last_door="ombudsman", maximum_age=23)
WEBSITE = national("website", phone="", website="example.org")
LAST = [COUNTER, DESK, OMBUDSMAN, YOUTH_OMBUDSMAN]


@pytest.mark.parametrize(
    ("services", "wish", "named"),
    [
        (LAST, Wish("debt"), ["desk", "ombudsman"]),  # nothing fits: the desk that is not closed, and the ombudsman
        (LAST, Wish("debt", limit=1), ["desk"]),  # with room for one the desk
        (LAST, Wish("privacy_data", 40), ["ombudsman", "desk"]),  # nothing fits and it is about rights: he comes first
        (LAST, Wish("privacy_data", 15), ["youth-ombudsman", "desk"]),  # and for the young their own one
        ([WEBSITE, *LAST], Wish("debt"), ["website", "desk"]),  # a website only: a human stands beside it
        ([WEBSITE, *LAST], Wish("debt", limit=1), ["desk"]),  # with room for one the human wins
        ([PLAIN, WEBSITE, *LAST], Wish("debt"), ["plain", "website"]),  # a human is among them already
        (LAST, Wish("debt", 40, without=frozenset({"desk", "counter"})), ["ombudsman"]),  # the desk was tried
        (LAST, Wish("debt", 40, without=frozenset({"desk", "counter", "ombudsman"})), []),  # all were tried
    ],
)
def test_there_is_always_a_human_until_all_were_named(services, wish, named):
    assert [choice.service.id for choice in choose(services, wish, now=MONDAY)] == named


@pytest.mark.parametrize(
    ("service", "wish", "why"),
    [
        (
            replace(YOUTH, district="Zuid", openings=OFFICE), Wish("debt", 20, "Zuid", form=Form.JE),
            "Bij jou in de buurt, voor jongeren van 16 tot en met 27 jaar, nu open tot 17:00.",
        ),
        (replace(PLAIN, walk_in=True), Wish("debt"), "Voor de hele gemeente, zonder afspraak."),
        (LIBRARY_NOORD, Wish("debt", district="Zuid"), "In Noord."),
        (FAR, Wish("debt"), "Voor heel Nederland."),
        (ADULTS, Wish("debt"), "Voor de hele gemeente, vanaf 18 jaar."),
        (PARENTS, Wish("debt", for_whom="child"), "Voor de hele gemeente, voor ouders."),
        (FAMILY, Wish("debt", 9), "Voor de hele gemeente, voor jongeren tot en met 23 jaar en ouders."),
        (
            replace(DANGER_LINE, anonymous=True), Wish("domestic_violence"),
            "Speciaal hiervoor, uw naam hoeft niet, dag en nacht open.",
        ),
        (CHILD_LINE, Wish("bullying", 12), "Speciaal hiervoor, voor kinderen van 8 tot en met 18 jaar."),
        (replace(DESK, openings=OFFICE), Wish("debt"), "Hier helpt een mens u verder, nu open tot 17:00."),
        (STALE, Wish("debt"), "Voor de hele gemeente, maar dit is langer dan een jaar niet nagekeken."),
        (
            replace(BOTH, lies_in="Zuid", openings=EVENINGS), Wish("debt", district="Zuid", language="en"),
            "Near you, English spoken, opens today at 18:00.",
        ),
        (
            replace(YOUTH, walk_in=True), Wish("debt", 20, language="en"),
            "For the whole municipality, for young people from 16 to 27, without an appointment.",
        ),
        (STALE, Wish("debt", language="en"), "For the whole municipality, but nobody checked this for over a year."),
        (DESK, Wish("debt", language="en"), "Someone here helps you further."),
    ],
)  # fmt: skip
def test_the_reason_in_the_persons_language(service, wish, why):
    assert choose([service], wish, now=MONDAY)[0].why == why


def test_the_reasons_can_be_had_without_the_hours():
    choice = choose([OPEN], Wish("debt"), now=MONDAY)[0]
    assert (choice.reasons, choice.hours) == ("Voor de hele gemeente.", "nu open tot 17:00")


def test_a_choice_tells_when_the_door_is_open():
    choice = choose([SHUT], Wish("debt"), now=MONDAY)[0]
    assert choice.open_now is False
    assert choice.next_opening == MONDAY.replace(hour=18)


def test_on_a_holiday_a_desk_is_closed_and_a_danger_line_is_not():
    today, wish = frozenset({MONDAY.date()}), Wish("domestic_violence")
    desk, line = (choose([one], wish, now=MONDAY, holidays=today)[0] for one in (OPEN, DANGER_LINE))
    assert (desk.open_now, line.open_now) == (False, True)
