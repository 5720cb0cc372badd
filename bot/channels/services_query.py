"""The question and the answer of `GET /api/services`: from a query to a wish, from a choice to JSON."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.domain.address import GROWN, Form
from bot.domain.complaint_route import kind_of
from bot.domain.directory import Choice, Wish
from bot.domain.errors import BadInput
from bot.web.reading import moment, needed_text, whole

SERVICES, MOST_SERVICES = 5, 50
"""How many are given where the caller names no limit, and the highest limit."""

CHANNELS = ("phone", "chat", "walk_in", "online")
FOR_WHOM = ("self", "child", "client", "other")
YES, NO = ("1", "true", "yes", "ja"), ("0", "false", "no", "nee")
LANGUAGE = re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]+)*")


def wish_in(query: Mapping[str, str], zone: ZoneInfo, now: datetime) -> Wish:
    """What the query asks for; the moment is local time. `BadInput` names the first value that cannot be right."""
    at = moment("open_at", query["open_at"]) if query.get("open_at") else now
    age = whole("age", query["age"], most=130) if query.get("age") else None
    latitude, longitude = _point(query)
    return Wish(
        needed_text(dict(query), "need"),
        age=age,
        district=query.get("district") or None,
        for_whom=next(iter(_words("for_whom", query, FOR_WHOM)), None),
        language=_language(query),
        at=at.astimezone(zone) if at.tzinfo else at.replace(tzinfo=zone),
        limit=whole("limit", query.get("limit", SERVICES), least=1, most=MOST_SERVICES),
        latitude=latitude,
        longitude=longitude,
        channels=frozenset(_words("channel", query, CHANNELS, several=True)),
        anonymous=_flag("anonymous", query),
        free=_flag("free", query),
        form=Form.JE if age is not None and age < GROWN else Form.U,
    )


def _language(query: Mapping[str, str]) -> str:
    """The code of a language; texts are in English or else in Dutch, but desks may speak others."""
    value = query.get("language") or "nl"
    if not LANGUAGE.fullmatch(value):
        raise BadInput("language", "no code of a language, such as nl or en")
    return re.split("[-_]", value)[0].lower()


def _point(query: Mapping[str, str]) -> tuple[float | None, float | None]:
    """Where the person is: both `lat` and `lon` in degrees, or neither."""
    if not query.get("lat") and not query.get("lon"):
        return None, None
    return _degrees("lat", query, 90), _degrees("lon", query, 180)


def _degrees(name: str, query: Mapping[str, str], most: int) -> float:
    try:
        value = float(query.get(name, ""))
    except ValueError:
        raise BadInput(name, "no number of degrees; give both lat and lon, as in lat=52.75&lon=5.35") from None
    if not -most <= value <= most:
        raise BadInput(name, f"not between -{most} and {most}")
    return value


def _words(name: str, query: Mapping[str, str], allowed: Collection[str], *, several: bool = False) -> list[str]:
    values = [part.strip() for part in query.get(name, "").split(",") if part.strip()]
    if any(value not in allowed for value in values) or (len(values) > 1 and not several):
        raise BadInput(name, f"{'not all' if several else 'not one'} of {', '.join(allowed)}")
    return values


def _flag(name: str, query: Mapping[str, str]) -> bool:
    value = query.get(name, "").lower()
    if value and value not in (*YES, *NO):
        raise BadInput(name, "not 1 or 0")
    return value in YES


def service_json(choice: Choice) -> dict[str, Any]:
    """A service with the reason why it is named; the next opening and the date of the last check as ISO 8601.

    `distance` is in metres, null where it is not known; `fits` false where it is named because nothing else fits.
    """
    service, kind = choice.service, kind_of(choice.service)
    return {
        "id": service.id,
        "name": service.name,
        "organization": service.organization,
        "why": choice.why,
        "phone": service.phone,
        "address": service.address,
        "open_now": choice.open_now,
        "next_opening": choice.next_opening and choice.next_opening.isoformat(),
        "assured_date": service.assured_date and service.assured_date.isoformat(),
        "website": service.website,
        "email": service.email,
        "confidence": service.confidence,
        "distance": choice.distance,
        "fits": choice.fits,
        "channels": sorted(service.channels),
        "languages": list(service.languages),
        "anonymous": service.anonymous,
        "free": service.free,
        "capacity": service.capacity or None,
        "alert": {"nl": service.alert_nl, "en": service.alert_en} if service.alert_nl else None,
        "contracted": service.contracted,
        "responsible": service.responsible or None,
        "complaint_kind": kind and kind.value,
    }
