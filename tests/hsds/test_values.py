"""What people write in a cell, and what it is taken for."""

from __future__ import annotations

import io
import string
from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hsds.decoding import delimiter_of, encoding_of
from bot.hsds.values import (
    date_of,
    email_of,
    is_empty,
    mended,
    moment_of,
    number_of,
    phone_of,
    plain,
    stable_id,
    time_of,
    uri_of,
    uuid_of,
    weekdays_of,
)

MARCH = date(2024, 3, 1)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-01", MARCH),
        ("2024-03-01T10:00:00Z", MARCH),
        ("2024/3/1", MARCH),
        ("20240301", MARCH),
        ("01-03-2024", MARCH),  # dashes and points: the day comes first
        ("1.3.2024", MARCH),
        ("25/12/2024", date(2024, 12, 25)),  # only one of them can be the month
        ("12/25/2024", date(2024, 12, 25)),
        ("05/05/2024", date(2024, 5, 5)),  # either way
        ("01/02/2024", None),  # January or February?
        ("1 maart 2024", MARCH),
        ("1 mrt. 2024", MARCH),
        ("1st March 2024", MARCH),
        ("March 1, 2024", MARCH),
        ("Mar 1 2024", MARCH),
        ("2024-02-30", None),  # no such day
        ("31-06-2024", None),
        ("1 foo 2024", None),
        ("2024", None),
        ("n/a", None),
        ("soon", None),
    ],
)
def test_dates(text, day):
    assert date_of(text) == day


@pytest.mark.parametrize(("day_first", "day"), [(True, date(2024, 2, 1)), (None, None)])
def test_only_who_knows_the_country_can_tell_the_day_from_the_month(day_first, day):
    assert date_of("01/02/2024", day_first=day_first) == day


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("09:00", "09:00"),
        ("9:30", "09:30"),
        ("5:00 PM", "17:00"),
        ("9am", "09:00"),
        ("12am", "00:00"),
        ("12 p.m.", "12:00"),
        ("0900", "09:00"),
        ("930", "09:30"),
        ("9.30 uur", "09:30"),
        ("9 uur", "09:00"),
        ("13u30", "13:30"),
        ("09:00:00", "09:00:00"),  # right as it is
        ("24:00", "00:00"),  # midnight
        ("noon", "12:00"),
        ("09:00-05:00", "09:00-05:00"),  # with its zone, as HSDS asks
        ("09:00Z", "09:00Z"),
        ("25:00", None),
        ("09:75", None),
        ("13am", None),
        ("9", None),  # nine what?
        ("closed", None),
        ("", None),
    ],
)
def test_times(text, time):
    assert time_of(text) == time


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Monday", "MO"),
        ("mondays", "MO"),
        ("ma, wo", "MO,WE"),
        ("Tues & Thurs", "TU,TH"),
        ("Monday and Wednesday", "MO,WE"),
        ("Mon-Fri", "MO,TU,WE,TH,FR"),
        ("maandag t/m vrijdag", "MO,TU,WE,TH,FR"),
        ("maandag tot en met woensdag", "MO,TU,WE"),
        ("za en zo", "SA,SU"),
        ("Sat - Mon", "MO,SA,SU"),  # over the weekend
        ("werkdagen", "MO,TU,WE,TH,FR"),
        ("daily", "MO,TU,WE,TH,FR,SA,SU"),
        ("weekend", "SA,SU"),
        ("1", "MO"),
        ("0", "SU"),  # cron
        ("7", "SU"),  # ISO 8601
        ("1,3,5", "MO,WE,FR"),
        ("8", None),
        ("by appointment", None),
        ("", None),
    ],
)
def test_weekdays(text, days):
    assert weekdays_of(text) == days


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("18", 18), ("18+", 18), ("18 jaar", 18), ("3,50", 3.5), ("€ 3,50", 3.5), ("1.234,50", 1234.5),
        ("1,234.50", 1234.5), ("52.3702", 52.3702), ("-0.5", -0.5), ("€ 5,-", 5), ("free", None), ("16-27", None),
        ("1e9", None), ("nan", None), ("", None),
    ],
)  # fmt: skip
def test_numbers(text, number):
    assert number_of(text) == number


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("<p>First.</p><p>Second &amp; last.</p>", "First.\nSecond & last."),
        ("One<br/>two", "One\ntwo"),
        ("<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
        ("<script>alert(1)</script>Text", "Text"),
        ('<a href="javascript:x">Link</a>', "Link"),
        ("Ages < 18 & up", "Ages < 18 & up"),  # no markup at all
        ("&lt;b&gt;Bold&lt;/b&gt;", "Bold"),  # escaped twice
        ("caf\u00c3\u00a9", "caf\u00e9"),  # UTF-8 read as Windows-1252
        ("it\u00e2\u20ac\u2122s", "it\u2019s"),
        ("\ufeffText\x00 ", "Text"),
        ("Line one\r\nLine two", "Line one\nLine two"),
        ("S\u00c3O PAULO", "S\u00c3O PAULO"),  # a right letter stays
    ],
)
def test_texts(text, read):
    assert plain(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("www.voorbeeld.example.org", "https://www.voorbeeld.example.org"),
        ("http://a.example.org/b?c=d", "http://a.example.org/b?c=d"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("not a site", None),
        ("", None),
    ],
)
def test_sites(text, read):
    assert uri_of(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("a@example.org", "a@example.org"),
        ("mailto:a@example.org", "a@example.org"),
        ("Ann <a@example.org>", "a@example.org"),
        ("a@example.org; b@example.org", "a@example.org"),
        ("ask at the desk", None),
    ],
)
def test_addresses_for_mail(text, read):
    assert email_of(text) == read


@pytest.mark.parametrize(
    ("text", "region", "read"),
    [
        ("020-5550121", "NL", ("+31 20 555 0121", "")),
        ("020 555 01 21 ext. 12", "NL", ("+31 20 555 0121", "12")),
        ("+31 20 555 0121", "NL", ("+31 20 555 0121", "")),
        ("0800-2000", "NL", ("0800-2000", "")),  # free of charge; there is no such number from abroad
        ("112", "NL", ("112", "")),
        ("14 020", "NL", ("14 020", "")),
        ("116 111", "NL", ("116 111", "")),
        ("(202) 456-1111", "US", ("+1 202-456-1111", "")),
        ("211", "US", ("211", "")),
        ("(202) 456-1111", "NL", None),  # of another country, and it does not say so
        ("12345", "NL", None),
        ("call us", "NL", None),
        ("", "NL", None),
    ],
)
def test_phones(text, region, read):
    assert phone_of(text, region) == read


@pytest.mark.parametrize("text", ["n/a", "N.v.t.", " - ", "", "0000-00-00", "Unknown"])
def test_words_for_nothing(text):
    assert is_empty(text)


def test_an_id_that_is_no_uuid_always_becomes_the_same_one():
    assert uuid_of(stable_id("services", "42")) == stable_id("services", "42")
    assert stable_id("services", "42") != stable_id("locations", "42")
    assert UUID(stable_id("services", "42")).version == 5
    assert uuid_of("{AC148810-D857-441C-9679-408F346DE14B}") == "ac148810-d857-441c-9679-408f346de14b"
    assert uuid_of("42") is None


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("caf\u00e9".encode(), "utf-8"),
        ("caf\u00e9".encode("utf-8-sig"), "utf-8-sig"),
        ("caf\u00e9".encode("cp1252"), "cp1252"),
        ("caf\u00e9".encode("utf-16"), "utf-16"),
        (b"", "utf-8"),
        (b"plain", "utf-8"),
        (b"x" * ((1 << 20) - 1) + "\u00e9".encode(), "utf-8"),  # a letter over the edge of a chunk
    ],
)
def test_the_encoding_of_a_file(content, encoding):
    file = io.BytesIO(content)
    assert encoding_of(file) == encoding
    assert file.tell() == 0


@pytest.mark.parametrize(("line", "mark"), [("id,name", ","), ("id;name;a,b", ";"), ("id\tname", "\t"), ("id", ",")])
def test_what_stands_between_the_cells(line, mark):
    assert delimiter_of(line) == mark


ODD = st.text(string.printable + "\u00e9\u00c3\u00a9\u20ac\u00a0\ufeff\u2019\u0130", max_size=30)


@given(ODD)
def test_nothing_that_is_written_makes_a_reader_fail(text):
    for read in (
        plain,
        mended,
        date_of,
        moment_of,
        time_of,
        weekdays_of,
        number_of,
        uri_of,
        email_of,
        uuid_of,
        is_empty,
    ):
        read(text)
    phone_of(text, "NL")


@given(st.dates())
def test_a_date_that_is_right_is_read_as_it_is(day):
    assert date_of(day.isoformat()) == day


@given(st.times())
def test_a_time_that_is_right_is_read_as_it_is(moment):
    assert time_of(f"{moment:%H:%M}") == f"{moment:%H:%M}"


@given(st.text(string.ascii_letters + " .,\u00e9\u20ac\n", max_size=40))
def test_a_text_without_markup_stays(text):
    assert plain(text) == text


@given(ODD)
def test_a_text_that_was_made_plain_stays_so(text):
    once = plain(text)
    assert plain(once) == once or "<" in once or "&" in once
