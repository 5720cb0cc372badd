"""The guide: needs, services, search and office hours, as a browser without JavaScript gets them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime, time, timezone

import pytest
from icalendar import Calendar

from bot.clock import MovableClock
from bot.domain.directory import Opening, closed_from
from bot.services.ports import Units
from tests import factories
from tests.web.conftest import BROWSER
from tests.web.reading_html import Page

PAGES = (
    "/wegwijzer", "/wegwijzer?taal=en", "/wegwijzer/vraag/debt", "/wegwijzer/vraag/suicide_risk",
    "/wegwijzer/vraag/waste?taal=en", "/wegwijzer/dienst/woonloket", "/wegwijzer/dienst/alarmnummer-112?taal=en",
    "/wegwijzer/dienst/woonloket?gemeld=1", "/wegwijzer/spreekuren", "/wegwijzer/spreekuren?wijk=Noord&taal=en",
    "/wegwijzer/zoek?q=schulden", "/wegwijzer/zoek?q=xyzzy",
)  # fmt: skip


@pytest.fixture
def units(stocked: Units) -> Units:
    return stocked


@pytest.mark.parametrize("path", PAGES)
async def test_a_page_has_no_hurdles_and_every_link_within_the_guide_leads_somewhere(guide, visit, path):
    page = await visit(path)
    assert page.hurdles() == []
    assert "/wegwijzer" in page.links()[1]
    for link in {link for link in page.links() if link.startswith("/wegwijzer")}:
        assert (await guide.get(link, headers=BROWSER)).status == 200, link


@pytest.mark.parametrize("path", PAGES)
async def test_danger_lines_stand_on_top_of_every_page(visit, path):
    page = await visit(path)
    tels = [link for link in page.links() if link.startswith("tel:")]
    assert tels[:4] == ["tel:112", "tel:113", "tel:08002000", "tel:08000188"]


async def test_every_need_that_people_come_with_is_listed_in_its_group(visit, city):
    page = await visit("/wegwijzer")
    listed = {link.rpartition("/")[2] for link in page.links() if "/vraag/" in link}
    assert set(city.needs) - listed == {"greeting", "thanks_bye", "bot_challenge", "out_of_scope"}
    groups = {one.group for one in city.needs.values()}
    assert page.texts("h2")[0] == "Veiligheid" and len(page.texts("h2")) == len(groups)


async def test_a_need_shows_what_we_do_and_what_others_do_with_their_number(visit):
    page = await visit("/wegwijzer/vraag/debt")
    assert page.texts("h1") == ["Schulden"] and page.texts("h2") == ["Dit doen wij", "Dit doen anderen"]
    names = page.texts("h3")
    assert any("Loket Geldzorgen" in name for name in names[:2])
    assert "/?need=debt" in page.links()
    english = await visit("/wegwijzer/vraag/debt?taal=en")
    assert english.texts("h2") == ["What we do", "What others do"]
    assert [link for link in english.links() if link.startswith("/wegwijzer") and "taal=en" not in link] == [
        "/wegwijzer/vraag/debt?taal=nl"
    ]


async def test_without_a_desk_of_our_own_there_is_still_a_human(visit):
    page = await visit("/wegwijzer/vraag/emergency")
    assert "Hiervoor is er in Voorbeeldstad geen eigen loket" in page.source and "tel:140999" in page.links()


@pytest.mark.parametrize("accepted, language", [("en-GB", "en"), ("nl", "nl"), ("de", "nl")])
async def test_the_language_is_that_of_the_browser_until_one_is_chosen(visit, accepted, language):
    page = await visit("/wegwijzer", **{"Accept-Language": accepted})
    assert page.all("html")[0]["lang"] == language
    other = next(link for link in page.links() if "taal=" in link)
    assert (await visit(other, **{"Accept-Language": accepted})).all("html")[0]["lang"] != language


# Services


async def test_a_service_page_tells_all_that_is_known(visit):
    page = await visit("/wegwijzer/dienst/woonloket")
    for words in (
        "Gemeente Voorbeeldstad", "Nu open tot 16:00", "“Ik zoek een huis en weet niet waar ik moet beginnen.”",
        "Nederlands, Engels", "Rolstoelingang", "Nagekeken op 5 oktober 2026.", "Marktplein 1, 0999 AA Voorbeeldstad",
    ):  # fmt: skip
        assert words in page.source, words
    assert {"tel:0205550110", "https://voorbeeldstad.example.org/wonen", "/?need=housing_search"} <= set(page.links())
    assert "https://www.openstreetmap.org/?mlat=52.75010&mlon=5.35020#map=18/52.75010/5.35020" in page.links()
    assert page.texts("td") == ["09:00-16:00"] * 5 + ["gesloten"] * 2


@pytest.fixture
async def small(gateway):
    """A municipality with the services that a test gives it; `at` moves the clock."""

    async def build(*services, at=None):
        more = {"clock": MovableClock(at, real=datetime(2026, 1, 1).timestamp)} if at else {}
        client = await gateway(house=replace(factories.house(services), calendar=Christmas()), **more)

        async def visit(path, status=200):
            response = await client.get(path, headers=BROWSER)
            assert response.status == status
            return Page(await response.text())

        return visit

    return build


class Christmas(factories.NoHolidays):
    def holidays(self, year):
        return frozenset({date(year, 12, 25), date(year, 12, 26)})


WEEK = (Opening(frozenset(range(5)), time(9), time(17)),)
MONDAY = datetime(2026, 12, 21, 16, 30, tzinfo=timezone.utc)


async def test_holidays_and_other_hours_are_told_ahead(small):
    eve = Opening(frozenset({3}), time(9), time(12), date(2026, 12, 24), date(2026, 12, 24), special=True)
    lines = (*WEEK, eve, closed_from(date(2027, 1, 4)))
    page = await (await small(factories.service("desk", openings=lines), at=MONDAY))("/wegwijzer/dienst/desk")
    assert "Morgen open om 09:00" in page.source
    assert page.texts("td") == ["09:00-17:00"] * 3 + ["09:00-12:00"] + ["gesloten"] * 3
    assert "donderdag 24 december: 09:00-12:00" in page.texts("li")
    assert "vrijdag 25 december: gesloten" in page.texts("li") and "maandag 4 januari: gesloten" in page.texts("li")


@pytest.mark.parametrize("more, words", [
    ({"assured_date": date(2025, 11, 1)}, "langer dan een jaar niet nagekeken"),
    ({"alert_nl": "Tot mei dicht."}, "Tot mei dicht."),
    ({"capacity": "full"}, "Het zit hier nu vol."),
    ({"documents_nl": "Neem je brieven mee."}, "Neem je brieven mee."),
    ({"free": True}, "gratis"),
    ({"phone_cost_nl": "10 cent per minuut"}, "(10 cent per minuut)"),
    ({"minimum_age": 16, "maximum_age": 27}, "voor jongeren van 16 tot en met 27 jaar"),
    ({"openings": None, "hours_nl": "zie de website"}, "Zie de website"),
    ({"languages": ("nl", "ti", "xx")}, "Nederlands, Tigrinya, xx"),
    ({"latitude": None}, "https://www.openstreetmap.org/search?query=Raadhuisplein+1"),
])  # fmt: skip
async def test_what_is_special_is_told(small, more, words):
    page = await (await small(factories.service("desk", **more)))("/wegwijzer/dienst/desk")
    assert words in page.source and page.hurdles() == []


@pytest.mark.parametrize("more", [{"status": "inactive"}, {"status": "defunct"}, {"expires": date(2026, 11, 22)}])
async def test_what_is_gone_is_not_shown(small, more):
    visit = await small(factories.service("desk", **more))
    page = await visit("/wegwijzer/dienst/desk", 404)
    assert page.hurdles() == [] and "tel:140999" in page.links()


EVIL = "</script><script>alert(1)</script>\u2028<!--"


async def test_nothing_in_an_entry_becomes_markup_or_script(small):
    service = factories.service(
        "a/b?c#<x>", name=EVIL, organization='" onfocus=alert(1) x="', description_nl=EVIL, say_nl=EVIL, alert_nl=EVIL,
        website="javascript:alert(1)", email="a@b.nl?bcc=x", phone="<b>020</b>", openings=WEEK, address="x",
    )  # fmt: skip
    visit = await small(service)
    page = await visit("/wegwijzer/dienst/a%2Fb%3Fc%23%3Cx%3E")
    assert page.hurdles() == [] and page.texts("h1")[0].startswith("</script>")
    assert [one.get("type", "src") for one in page.all("script")] == ["src", "application/ld+json"]
    assert not [link for link in page.links() if link.startswith(("javascript:", "mailto:"))]
    data = json.loads(next(text for tag, text in page.said if tag == "script" and text))
    assert data["name"].startswith("</script>")
    assert "/wegwijzer/dienst/a%2Fb%3Fc%23%3Cx%3E" in (await visit("/wegwijzer/vraag/debt")).links()


async def test_search_engines_read_the_same_facts(visit):
    page = await visit("/wegwijzer/dienst/woonloket")
    data = json.loads(next(text for tag, text in page.said if tag == "script" and text))
    assert (data["@type"], data["areaServed"]) == ("GovernmentService", "Voorbeeldstad")
    channel = data["availableChannel"]
    assert channel["servicePhone"] == {"@type": "ContactPoint", "telephone": "020-5550110"}
    assert channel["serviceLocation"]["geo"]["latitude"] == 52.7501
    usual, *others = data["hoursAvailable"]
    assert usual["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert (usual["@type"], usual["opens"], usual["closes"]) == ("OpeningHoursSpecification", "09:00", "16:00")
    assert {
        "validFrom": "2026-12-25",
        "validThrough": "2026-12-25",
        "opens": "00:00",
        "closes": "00:00",
    }.items() <= others[0].items()
    national = await visit("/wegwijzer/dienst/alarmnummer-112")
    data = json.loads(next(text for tag, text in national.said if tag == "script" and text))
    assert data["@type"] == "Service" and data["hoursAvailable"][0]["closes"] == "23:59"


# Search


@pytest.mark.parametrize("query, need", [
    ("schuld", "debt"), ("deurwaarder", "debt"), ("PASP", "id_documents"), ("slaapplek", "homelessness"),
    ("één traplift", "wmo_support"),
])  # fmt: skip
async def test_people_find_a_need_by_the_beginning_of_their_word(visit, query, need):
    page = await visit(f"/wegwijzer/zoek?q={query}")
    assert f"/wegwijzer/vraag/{need}" in page.links()[:12]
    assert page.all("input")[0]["value"] == query


async def test_services_are_found_by_name_place_and_what_they_do(visit):
    page = await visit("/wegwijzer/zoek?q=woonloket")
    assert "/wegwijzer/dienst/woonloket" in page.links()


async def test_a_sentence_is_also_heard_by_the_classifier_without_what_is_private(visit, engine):
    page = await visit("/wegwijzer/zoek?q=bel mij op 06-12345671 over vroeger")
    assert engine.understood == ["bel mij op [telefoon 1] over vroeger"]
    assert next(link for link in page.links() if "/vraag/" in link) == "/wegwijzer/vraag/debt"


async def test_without_the_classifier_the_words_alone_decide(visit, engine):
    engine.down = True
    assert "/wegwijzer/vraag/debt" in (await visit("/wegwijzer/zoek?q=ik heb veel schulden")).links()


async def test_danger_in_the_words_is_answered_with_the_numbers(visit):
    page = await visit("/wegwijzer/zoek?q=ik wil dood")
    assert any("0800-0113" in text for text in page.texts("p")[2:5])


async def test_while_typing_only_the_list_comes(guide):
    response = await guide.get("/wegwijzer/zoek?q=schuld", headers={**BROWSER, "HX-Request": "true"})
    text = await response.text()
    assert "<html" not in text and 'href="/wegwijzer/vraag/debt"' in text and 'role="status"' in text


async def test_nothing_found_leads_to_a_human_and_shows_the_words_as_words(visit):
    page = await visit("/wegwijzer/zoek?q=%3Cb%3Exyzzy")
    assert "tel:140999" in page.links() and page.all("input")[0]["value"] == "<b>xyzzy" and not page.all("b")


# Office hours


async def test_office_hours_near_a_district_and_a_calendar_file_to_keep(guide, visit):
    page = await visit("/wegwijzer/spreekuren?wijk=Noord")
    assert "Noord" in page.texts("li")[5] or "Noord" in page.source
    link = next(link for link in page.links() if link.endswith(".ics"))
    response = await guide.get(link)
    assert (response.status, response.content_type) == (200, "text/calendar")
    body = await response.read()
    events = Calendar.from_ical(body).walk("VEVENT")
    assert str(events[0].decoded("dtstart").tzinfo) == "Europe/Amsterdam" and b"BEGIN:VTIMEZONE" in body
    assert all(one.decoded("dtend") > one.decoded("dtstart") > factories.NOW for one in events)
    uids = [str(one["uid"]) for one in events]
    assert len(set(uids)) == len(uids) > 1


async def test_the_same_session_keeps_its_id(guide, visit, clock):
    link = next(link for link in (await visit("/wegwijzer/spreekuren")).links() if link.endswith(".ics"))
    before = {str(one["uid"]) for one in Calendar.from_ical(await (await guide.get(link)).read()).walk("VEVENT")}
    clock.move_to(datetime(2026, 11, 30, 23, tzinfo=timezone.utc))
    after = {str(one["uid"]) for one in Calendar.from_ical(await (await guide.get(link)).read()).walk("VEVENT")}
    assert before & after and before != after


async def test_only_an_office_hour_has_a_calendar_file(visit):
    await visit("/wegwijzer/spreekuur/woonloket.ics", 404)


# Around it


@pytest.mark.parametrize("path", ["x", "vraag/greeting", "vraag/x", "dienst/x", "spreekuur/x.ics", "a/b/c"])
async def test_a_page_that_is_not_there_leads_to_a_human(visit, path):
    page = await visit(f"/wegwijzer/{path}", 404)
    assert page.hurdles() == [] and "tel:140999" in page.links() and "/" in page.links()


async def test_pages_carry_the_headers_of_all_pages_and_nothing_from_elsewhere(guide, visit):
    headers = (await guide.get("/wegwijzer", headers=BROWSER)).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"] and headers["Cache-Control"] == "no-store"
    page = await visit("/wegwijzer")
    sources = [one.get("src", one.get("href", "/")) for one in page.all("script", "link", "img")]
    assert all(source.startswith(("/", "data:,")) for source in sources)
