"""Office hours as an iCalendar file (RFC 5545), to keep in one's own calendar."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timezone

from icalendar import Calendar, Event

from bot.domain.directory import Profile
from bot.domain.office_hours import OfficeHour

CONTENT_TYPE = "text/calendar"


def calendar(sessions: Sequence[OfficeHour], *, profile: Profile, language: str, now: datetime) -> bytes:
    """One event for each session, in the time zone of the municipality; the same session keeps its id."""
    made = Calendar()
    made.add("prodid", "-//Deurwijzer//NL")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    for session in sessions:
        made.add_component(_event(session, profile, language, now))
    made.add_missing_timezones()
    return bytes(made.to_ical())


def _event(session: OfficeHour, profile: Profile, language: str, now: datetime) -> Event:
    service, event = session.service, Event()
    event.add("uid", f"{service.id}-{session.starts:%Y%m%dT%H%M}@{profile.website.rpartition('/')[2]}")
    event.add("dtstamp", now.astimezone(timezone.utc))
    event.add("dtstart", session.starts)
    event.add("dtend", session.ends)
    event.add("summary", service.name)
    event.add("location", ", ".join(part for part in (service.location, service.address) if part))
    event.add("description", "\n".join((service.text("description", language), service.phone)).strip())
    if service.latitude is not None and service.longitude is not None:
        event.add("geo", (service.latitude, service.longitude))
    return event
