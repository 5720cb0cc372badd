"""A service in the words of schema.org, as JSON-LD for search engines; every text in it is data, never markup."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import time
from typing import Any

from markupsafe import Markup

from bot.domain.directory import Opening, Service
from bot.domain.timetable import Day
from bot.services.guide import Door

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
"""What could end a script element or a line of it; inside JSON these stand for the same signs."""


def json_ld(value: Mapping[str, Any]) -> Markup:
    """The value as the content of a script element."""
    text = json.dumps(value, ensure_ascii=False)
    for sign, escaped in UNSAFE.items():
        text = text.replace(sign, escaped)
    return Markup(text)  # noqa: S704 - nothing in it can end the element


def described(door: Door, *, language: str, city: str, url: str) -> dict[str, Any]:
    """A GovernmentService where it is local, a Service elsewhere, with its ContactPoint, place and opening hours."""
    service = door.service
    found = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if service.local else "Service",
        "name": service.name,
        "description": service.text("description", language),
        "url": url,
        "provider": {"@type": "Organization", "name": service.organization},
        "areaServed": city if service.local else "Nederland",
        "availableChannel": _channel(service),
        "hoursAvailable": _hours(door),
    }
    return {name: value for name, value in found.items() if value}


def _channel(service: Service) -> dict[str, Any]:
    channel: dict[str, Any] = {"@type": "ServiceChannel", "availableLanguage": list(service.languages)}
    if service.phone:
        channel["servicePhone"] = {"@type": "ContactPoint", "telephone": service.phone}
    if service.address:
        channel["serviceLocation"] = _place(service)
    return channel


def _place(service: Service) -> dict[str, Any]:
    place: dict[str, Any] = {"@type": "Place", "name": service.location or service.name, "address": service.address}
    if service.latitude is not None and service.longitude is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": service.latitude, "longitude": service.longitude}
    return place


def _hours(door: Door) -> list[dict[str, Any]]:
    """The hours of every week and the days that differ; where a rule says which days, the days of this week."""
    lines = [line for line in door.service.openings or () if not line.special]
    if any(line.rule for line in lines):
        return [one for day in door.week for one in _on_date(day)]
    return [*map(_weekly, lines), *(one for day in door.other_days for one in _on_date(day))]


def _weekly(line: Opening) -> dict[str, Any]:
    dates = {"validFrom": line.valid_from, "validThrough": line.valid_to}
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [DAYS[day] for day in sorted(line.weekdays)],
        **_clock(line.opens, line.closes),
        **{name: day.isoformat() for name, day in dates.items() if day},
    }


def _on_date(day: Day) -> list[dict[str, Any]]:
    """One date; open and closed at the same moment is closed (schema.org)."""
    date = {"validFrom": day.date.isoformat(), "validThrough": day.date.isoformat()}
    hours = [_clock(opens, closes) for opens, closes in day.hours] or [{"opens": "00:00", "closes": "00:00"}]
    return [{"@type": "OpeningHoursSpecification", **date, **one} for one in hours]


def _clock(opens: time, closes: time) -> dict[str, str]:
    """The whole day ends a minute early: for schema.org 00:00 to 00:00 is closed."""
    return {"opens": f"{opens:%H:%M}", "closes": "23:59" if opens == closes else f"{closes:%H:%M}"}
