"""Where a person is and how they want help: nearest place, channel, name, money, room, hours; and what always holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.address import Form
from bot.domain.directory import Opening, Service, Wish
from bot.domain.fitting import Case, Map, in_range, misfit
from bot.domain.geography import neighbours
from bot.domain.routing import ORDER, choose, in_order, rank, rules_for

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MONDAY = datetime(2026, 11, 23, 10, 0, tzinfo=AMSTERDAM)
CENTRE = (52.75, 5.35)
PLACES = {"centrum": CENTRE, "noord": (52.77, 5.35), "oost": (52.752, 5.385), "zuid": (52.73, 5.352)}
CITY = Map(PLACES, neighbours(PLACES))


def door(id, **more):
    """A door in the city for every need of these tests, checked lately, with a phone."""
    needs = ("debt", "bullying", "loneliness", "domestic_violence")
    base = Service(id, id, id, needs, local=True, phone="020-5550100", assured_date=date(2026, 9, 1))
    return replace(base, **more)


def at(id, north=0.0, **more):
    """A building so many degrees north of the middle; 0.009 is a kilometre."""
    more = {"address": "Straat 1", **more}
    return door(id, latitude=52.75 + north, longitude=5.35, **more)


def hours(opens, *days):
    return (Opening(frozenset(days or (0,)), time(opens), time(opens + 1)),)


def near(**more):
    return Wish("loneliness", latitude=CENTRE[0], longitude=CENTRE[1], **more)


PLAIN = door("plain")
LIBRARY_ZUID, LIBRARY_NOORD, LIBRARY_OOST = (door(f"library-{p.lower()}", lies_in=p) for p in ("Zuid", "Noord", "Oost"))
CORNER, WALK, RIDE, DRIVE = at("corner", 0.001), at("walk", 0.008), at("ride", 0.02), at("drive", 0.05)
CHAT = door("chat", chat=True)
WALK_IN = door("walk-in", phone="", walk_in=True, address="Straat 1")
DESK = door("desk", phone="", address="Straat 1")
ONLINE = door("online", phone="", website="example.org")
NAMELESS, NAMED = door("nameless", anonymous=True), door("named", anonymous=False)
FREE, DEAR = door("free", free=True), door("dear", free=False)
FULL, WAITING, ROOM = (
    door("full", capacity="full"),
    door("waiting", capacity="waiting_list"),
    door("room", capacity="open"),
)
TODAY, EVENING, TOMORROW = (
    door("today", openings=hours(13)),
    door("evening", openings=hours(19)),
    door("tomorrow", openings=hours(9, 1)),
)
NOW_OPEN = door("now-open", openings=hours(10))
FAR = door("far", local=False)
LINE = door("line", local=False, first_for={"domestic_violence": 1})
YESTERDAY, LAST_DAY = door("yesterday", expires=date(2026, 11, 22)), door("last-day", expires=date(2026, 11, 23))
TURKISH, TURKISH_TOO = door("turkish", languages=("tr", "nl")), door("turkish-too", languages=("nl", "tr"))


@pytest.mark.parametrize(
    ("services", "wish", "named"),
    [
        # The nearest place
        ([DRIVE, RIDE, CORNER], near(), ["corner", "ride", "drive"]),  # around the corner, a ride, a drive
        ([WALK, CORNER], near(), ["corner", "walk"]),  # both on foot: the nearest
        ([DRIVE, PLAIN], near(), ["plain", "drive"]),  # a phone is nearer than five kilometres
        ([PLAIN, CORNER], near(), ["corner", "plain"]),  # who is around the corner can be looked in the eye
        ([replace(CORNER, openings=hours(19)), replace(WALK, openings=hours(10))], near(), ["walk", "corner"]),
        ([replace(RIDE, openings=hours(10)), replace(CORNER, openings=hours(19))], near(), ["corner", "ride"]),
        ([LIBRARY_NOORD, LIBRARY_ZUID], Wish("loneliness", district="Zuid"), ["library-zuid", "library-noord"]),  # own
        ([LIBRARY_NOORD, LIBRARY_OOST], Wish("loneliness", district="Oost"), ["library-oost", "library-noord"]),
        ([LIBRARY_NOORD, PLAIN], Wish("loneliness", district="Zuid"), ["plain", "library-noord"]),  # across the city
        ([at("c", lies_in="Centrum"), at("n", 0.02, lies_in="Noord")], Wish("debt", district="Noord"), ["n", "c"]),
        ([CORNER, FAR], near(), ["corner", "far"]),  # in the city before the whole country
        # By which way
        ([PLAIN, CHAT], Wish("loneliness", channels=frozenset({"chat"})), ["chat", "plain"]),
        ([CHAT, FAR], Wish("loneliness", channels=frozenset({"phone"})), ["chat", "far"]),  # both can be called
        ([DESK, WALK_IN], Wish("loneliness", channels=frozenset({"walk_in"})), ["walk-in", "desk"]),  # no appointment
        ([PLAIN, ONLINE], Wish("loneliness", channels=frozenset({"online"})), ["online", "plain"]),
        ([PLAIN, WALK_IN], Wish("loneliness", channels=frozenset({"chat", "walk_in", "online"})), ["walk-in", "plain"]),
        ([PLAIN, replace(FAR, chat=True)], Wish("loneliness", channels=frozenset({"chat"})), ["far", "plain"]),
        ([CHAT, LINE], Wish("domestic_violence", channels=frozenset({"chat"})), ["line", "chat"]),  # danger stays first
        ([PLAIN, CHAT], Wish("loneliness"), ["plain", "chat"]),  # without a wish all ways are equal
        # Without a name
        ([PLAIN, NAMED, NAMELESS], Wish("debt", anonymous=True), ["nameless", "plain", "named"]),
        ([NAMED, NAMELESS], Wish("debt"), ["named", "nameless"]),  # nobody asked for it
        ([NAMED, NAMELESS], Wish("bullying", age=14), ["nameless", "named"]),  # the young dare sooner
        ([NAMED, NAMELESS], Wish("bullying", age=40), ["named", "nameless"]),
        ([NAMED, NAMELESS], Wish("debt", age=14), ["named", "nameless"]),  # with debts a name is needed anyway
        # Money
        ([DEAR, PLAIN], Wish("debt"), ["plain", "dear"]),  # with debts nothing that costs
        ([DEAR, PLAIN], Wish("loneliness"), ["dear", "plain"]),  # elsewhere that does not count
        ([DEAR, PLAIN, FREE], Wish("loneliness", free=True), ["free", "plain", "dear"]),  # asked for
        # Room
        ([FULL, WAITING, PLAIN, ROOM], Wish("debt", limit=4), ["plain", "room", "waiting", "full"]),
        ([FULL, FAR], Wish("debt"), ["far", "full"]),  # a full place in the city helps less than a line
        ([WAITING, FAR], Wish("debt"), ["far", "waiting"]),
        ([FULL], Wish("debt"), ["full"]),  # but it is named where there is no other
        # When
        ([TOMORROW, EVENING, TODAY], Wish("debt"), ["today", "evening", "tomorrow"]),  # who opens first
        ([TODAY, NOW_OPEN], Wish("debt"), ["now-open", "today"]),
        ([door("never", openings=()), TOMORROW], Wish("debt"), ["tomorrow", "never"]),
        # Until when
        ([YESTERDAY, LAST_DAY, PLAIN], Wish("debt"), ["last-day", "plain"]),  # the last day still counts
        # The person's language
        ([PLAIN, TURKISH_TOO, TURKISH], Wish("debt", language="tr"), ["turkish", "turkish-too", "plain"]),
        ([LIBRARY_ZUID, TURKISH], Wish("debt", district="Zuid", language="tr"), ["turkish", "library-zuid"]),
    ],
)  # fmt: skip
def test_the_doors_and_their_order(services, wish, named):
    assert [choice.service.id for choice in choose(services, wish, now=MONDAY, city=CITY)] == named


@pytest.mark.parametrize(
    ("service", "wish", "why"),
    [
        (at("x", 0.0072), near(), "Op 800 meter."),
        (at("x", 0.0225), near(language="en"), "2.5 km away."),
        (LIBRARY_NOORD, Wish("debt", district="Centrum", form=Form.JE), "In Noord, niet ver van jou."),
        (LIBRARY_NOORD, Wish("debt", district="Centrum"), "In Noord, niet ver van u."),
        (LIBRARY_NOORD, Wish("debt", district="Centrum", language="en"), "In Noord, not far from you."),
        (LIBRARY_NOORD, Wish("debt", district="Zuid"), "In Noord."),
        (CHAT, Wish("debt", channels=frozenset({"chat"}), form=Form.JE), "Voor de hele gemeente, je kunt er chatten."),
        (ONLINE, Wish("debt", channels=frozenset({"online"})), "Voor de hele gemeente, ook online of per e-mail."),
        (PLAIN, Wish("debt", channels=frozenset({"chat"})), "Voor de hele gemeente, maar u moet er wel bellen."),
        (NAMELESS, Wish("debt", anonymous=True), "Voor de hele gemeente, uw naam hoeft niet."),
        (NAMED, Wish("debt", anonymous=True), "Voor de hele gemeente, maar ze vragen wel uw naam."),
        (FREE, Wish("debt"), "Voor de hele gemeente, gratis."),
        (FREE, Wish("loneliness"), "Voor de hele gemeente."),  # said where it matters
        (DEAR, Wish("debt", language="en"), "For the whole municipality, but it costs money."),
        (FULL, Wish("debt"), "Voor de hele gemeente, maar het is nu vol."),
        (replace(WAITING, assured_date=date(2020, 1, 1)), Wish("debt"),
         "Voor de hele gemeente, maar er is een wachtlijst en dit is langer dan een jaar niet nagekeken."),
        (TODAY, Wish("debt"), "Voor de hele gemeente, vandaag open om 13:00."),
        (TURKISH, Wish("debt", language="tr"), "Voor de hele gemeente, ze spreken er Turks."),
    ],
)  # fmt: skip
def test_one_sentence_says_why(service, wish, why):
    (choice,) = choose([service], wish, now=MONDAY, city=CITY)
    assert choice.why == why


def test_the_distance_is_told_in_metres():
    (choice,) = choose([CORNER], near(), now=MONDAY)
    assert choice.distance == pytest.approx(111, abs=1)
    assert choose([PLAIN], near(), now=MONDAY)[0].distance is None


def test_where_nothing_fits_desk_and_ombudsman_come_and_are_told_apart():
    last = [
        door("counter", needs=("unclear",), last_door="desk"),
        door("om", needs=("unclear",), last_door="ombudsman"),
    ]
    found = choose([*last, YESTERDAY], Wish("debt"), now=MONDAY)
    assert [(choice.service.id, choice.fits) for choice in found] == [("counter", False), ("om", False)]


# What always holds

NAMES = st.sampled_from(["Centrum", "Noord", "Oost", "Zuid"])
AGES = st.one_of(st.none(), st.integers(0, 99))
OPENINGS = st.one_of(st.none(), st.builds(hours, st.integers(0, 22), st.integers(0, 6)))
FLAGS = st.sampled_from([None, True, False])
CHANNELS = st.frozensets(st.sampled_from(["phone", "chat", "walk_in", "online"]))
DEGREES = st.one_of(st.none(), st.floats(52.7, 52.8))


@st.composite
def doors(draw):
    least, most = draw(AGES), draw(AGES)
    if least is not None and most is not None and least > most:
        least, most = most, least
    where = draw(DEGREES)
    return door(
        f"d{draw(st.integers(0, 10**9))}", needs=draw(st.sampled_from([("debt",), ("debt", "bullying"), ("parking",)])),
        status=draw(st.sampled_from(["active", "active", "active", "inactive", "defunct", "temporarily closed"])),
        expires=draw(st.one_of(st.none(), st.dates(date(2026, 11, 1), date(2026, 12, 31)))),
        minimum_age=least, maximum_age=most, district=draw(st.one_of(st.none(), st.none(), NAMES)), lies_in=draw(NAMES),
        latitude=where, longitude=None if where is None else 5.35, openings=draw(OPENINGS), local=draw(st.booleans()),
        phone=draw(st.sampled_from(["", "14 0999"])), chat=draw(st.booleans()), free=draw(FLAGS),
        anonymous=draw(FLAGS), family=draw(st.sampled_from(["", "", "f1", "f2"])),
        capacity=draw(st.sampled_from(["", "open", "waiting_list", "full"])),
        assured_date=draw(st.one_of(st.none(), st.dates(date(2024, 1, 1), date(2026, 11, 23)))),
        first_for=draw(st.sampled_from([{}, {"debt": 1}])),
    )  # fmt: skip


WISHES = st.builds(
    Wish,
    st.just("debt"),
    AGES,
    st.one_of(st.none(), NAMES),
    st.sampled_from([None, "self", "child", "client", "other"]),
    st.sampled_from(["nl", "en", "tr"]),
    limit=st.integers(1, 6),
    latitude=DEGREES,
    longitude=st.just(5.35),
    channels=CHANNELS,
    anonymous=st.booleans(),
    free=st.booleans(),
)
ALWAYS = [
    door("desk-always", needs=("unclear",), last_door="desk"),
    door("om", needs=("unclear",), last_door="ombudsman"),
]
DIRECTORY = st.lists(doors(), max_size=12, unique_by=lambda one: one.id)
often = settings(max_examples=25, deadline=None)


def ids(services, wish):
    return [choice.service.id for choice in choose([*services, *ALWAYS], wish, now=MONDAY, city=CITY)]


@often
@given(DIRECTORY, WISHES)
def test_nobody_is_sent_where_they_cannot_go(services, wish):
    for choice in choose([*services, *ALWAYS], wish, now=MONDAY, city=CITY):
        service = choice.service
        assert service.status == "active"
        assert service.expires is None or service.expires >= MONDAY.date()
        assert wish.age is None or in_range(service, wish.age)
        assert service.district is None or wish.district in (None, service.district)


@often
@given(DIRECTORY, WISHES)
def test_there_is_always_a_human_and_never_too_much(services, wish):
    found = choose([*services, *ALWAYS], wish, now=MONDAY, city=CITY)
    assert 1 <= len(found) <= wish.limit
    assert any(choice.service.has_human for choice in found)
    families = [choice.service.family for choice in found if choice.service.family]
    assert len(set(families)) == len(families)
    for choice in found:
        assert choice.why.endswith(".")
        assert choice.why.count(". ") == 0


@often
@given(DIRECTORY, WISHES, st.integers(0, 30))
def test_a_door_that_fits_nothing_changes_nothing(services, wish, place):
    others = (
        door("other", needs=("parking",)),
        door("gone", status="defunct"),
        door("past", expires=date(2026, 11, 1)),
    )
    place = min(place, len(services))
    assert ids([*services[:place], *others, *services[place:]], wish) == ids(services, wish)


@often
@given(DIRECTORY, WISHES, st.randoms())
def test_the_order_of_the_directory_counts_only_among_equals(services, wish, random):
    case = Case(wish, MONDAY, city=CITY)
    shuffled = random.sample(services, len(services))
    one, other = (
        [rank(service, case) for service in in_order(all, case, rules_for(case))] for all in (services, shuffled)
    )
    assert one == other == sorted(one)


@often
@given(DIRECTORY, WISHES)
def test_rules_that_are_left_out_could_not_tell_anything(services, wish):
    """What makes it fast changes no order."""
    case = Case(wish, MONDAY, city=CITY)
    assert list(in_order(services, case, rules_for(case))) == list(in_order(services, case, ORDER))


@often
@given(DIRECTORY, WISHES)
def test_a_higher_limit_only_adds(services, wish):
    fitting = [one for one in services if one.has_human and misfit(one, Case(wish, MONDAY, city=CITY)) is None]
    few, many = ids(fitting, wish), ids(fitting, replace(wish, limit=wish.limit + 3))
    assert many[: len(few)] == few
