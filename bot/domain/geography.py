"""Where things are: distances as the crow flies, which districts touch, and both in words."""

from __future__ import annotations

from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt

Point = tuple[float, float]
"""Latitude and longitude, in degrees."""

EARTH = 6_371_000
"""Mean radius in metres."""


def metres(one: Point, other: Point) -> float:
    """The distance over the ground between two points, in metres (haversine formula)."""
    (south, west), (north, east) = one, other
    rise, width = sin(radians(north - south) / 2), sin(radians(east - west) / 2)
    return 2 * EARTH * asin(sqrt(rise * rise + cos(radians(south)) * cos(radians(north)) * width * width))


def neighbours(places: Mapping[str, Point]) -> dict[str, frozenset[str]]:
    """For every district the ones next to it, all in small letters.

    Two are neighbours when no third lies in the circle that has the line between them as its middle line (Gabriel and
    Sokal 1969); that needs no borders, only a point for each.
    """
    points = {name.casefold(): point for name, point in places.items()}
    return {
        name: frozenset(other for other in points if other != name and not _between(name, other, points))
        for name in points
    }


def _between(one: str, other: str, points: Mapping[str, Point]) -> bool:
    whole = metres(points[one], points[other]) ** 2
    return any(
        metres(points[one], point) ** 2 + metres(point, points[other]) ** 2 < whole
        for name, point in points.items()
        if name not in (one, other)
    )


def distance_in_words(distance: float, language: str = "nl") -> str:
    """A distance in metres as people say it: "op 800 meter", "op 2,5 kilometer"; in steps that are easy to say."""
    english = language == "en"
    if distance < 950:
        steps = max(round(distance / 50) * 50, 50)
        return f"{steps} metres away" if english else f"op {steps} meter"
    far = f"{distance / 1000:.1f}".removesuffix(".0")
    return f"{far} km away" if english else f"op {far.replace('.', ',')} kilometer"
