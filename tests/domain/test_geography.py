"""Distances and neighbours."""

from __future__ import annotations

import pytest

from bot.domain.geography import distance_in_words, metres, neighbours

CITY = {"Centrum": (52.75, 5.35), "Noord": (52.77, 5.35), "Oost": (52.752, 5.385), "Zuid": (52.73, 5.352)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((52.0, 5.0), (52.0, 5.0), 0),
        ((52.0, 5.0), (53.0, 5.0), 111_195),  # a degree of latitude
        ((0.0, 0.0), (0.0, 1.0), 111_195),  # as long on the equator
        ((60.0, 5.0), (60.0, 6.0), 55_597),  # half of it at sixty degrees
        ((52.3731, 4.8922), (51.9244, 4.4777), 57_300),  # Amsterdam, Rotterdam
    ],
)
def test_metres(one, other, expected):
    assert metres(one, other) == pytest.approx(expected, rel=0.01)
    assert metres(one, other) == pytest.approx(metres(other, one))


def test_districts_touch_where_no_third_lies_between():
    found = neighbours(CITY)
    assert found["centrum"] == {"noord", "oost", "zuid"}
    assert found["noord"] == {"centrum", "oost"}
    assert "zuid" not in found["noord"]  # the centre lies between
    assert all(one in found[other] for one in found for other in found[one])


def test_a_lone_district_has_no_neighbours():
    assert neighbours({"Dorp": (52.0, 5.0)}) == {"dorp": frozenset()}


@pytest.mark.parametrize(
    ("distance", "dutch", "english"),
    [
        (8, "op 50 meter", "50 metres away"),
        (812, "op 800 meter", "800 metres away"),
        (949, "op 950 meter", "950 metres away"),
        (951, "op 1 kilometer", "1 km away"),
        (2460, "op 2,5 kilometer", "2.5 km away"),
    ],
)
def test_a_distance_is_said_in_easy_steps(distance, dutch, english):
    assert (distance_in_words(distance), distance_in_words(distance, "en")) == (dutch, english)
