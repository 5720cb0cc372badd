"""From a service to what a page shows: links that can be trusted, hours in words, languages by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import quote, urlencode

from babel import Locale
from babel.dates import format_date

from bot.domain.directory import Service
from bot.domain.reasons import SPOKEN, for_whom_in_words
from bot.domain.recurrence_in_words import WEEKDAYS
from bot.domain.timetable import Day
from bot.texts import Texts

MAP = "https://www.openstreetmap.org"
_WEB = re.compile(r"(https?://)?[\w.-]+\.[a-z]{2,}(:\d+)?(/[^\s<>\"]*)?", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")


class Words:
    """The texts of the guide in one language, and the links that keep to it where it was chosen."""

    def __init__(self, texts: Texts, language: str, chosen: bool) -> None:
        self._texts, self.language, self._chosen = texts, language, chosen

    def say(self, name: str, /, **values: Any) -> str:
        """A text by its name."""
        return self._texts.say(name, self.language, **values)

    def group(self, name: str) -> str:
        """The name of a group of needs; one that a municipality made up is called as it calls it."""
        text = f"guide_group_{name}"
        return self.say(text) if text in self._texts.names() else name.replace("_", " ").capitalize()

    def url(self, path: str, /, **query: str) -> str:
        """The address of a page of ours, in the language that was chosen; parts of the path come ready."""
        query = {**({"taal": self.language} if self._chosen else {}), **query}
        return f"{path}?{urlencode(query)}" if query else path

    def day(self, day: date) -> str:
        """ "vrijdag 25 december"."""
        return str(format_date(day, "EEEE d MMMM", locale=self._locale))

    def whole_day(self, day: date) -> str:
        """ "5 oktober 2026"."""
        return str(format_date(day, "d MMMM y", locale=self._locale))

    def hours(self, day: Day) -> str:
        """ "09:00-12:30 en 13:30-17:00", or that it is closed."""
        if not day.hours:
            return self.say("guide_closed")
        between = self.say("guide_and")
        stretches = [self.say("guide_all_day") if a == b else f"{a:%H:%M}-{b:%H:%M}" for a, b in day.hours]
        return f" {between} ".join(stretches)

    def weekday(self, day: Day) -> str:
        """The name of the day."""
        return WEEKDAYS["en" if self.language == "en" else "nl"][day.date.weekday()]

    def for_whom(self, service: Service) -> str:
        """ "voor jongeren van 16 tot en met 27 jaar"; empty for everyone."""
        return for_whom_in_words(service, self.language)

    def languages(self, service: Service) -> str:
        """The languages by their names."""
        return ", ".join(self._spoken(code) for code in service.languages)

    def _spoken(self, code: str) -> str:
        if code in SPOKEN:
            return SPOKEN[code][self.language == "en"]
        return str(self._locale.languages.get(code, code))

    def cost(self, service: Service) -> str:
        """What a call costs."""
        return service.phone_cost if self.language == "en" else service.phone_cost_nl

    @property
    def _locale(self) -> Locale:
        return Locale("en", "GB") if self.language == "en" else Locale("nl", "NL")


def service_path(service: Service) -> str:
    """The page of a service; an id from elsewhere can hold anything."""
    return f"/wegwijzer/dienst/{quote(service.id, safe='')}"


def calendar_path(service: Service) -> str:
    """The calendar file of an office hour."""
    return f"/wegwijzer/spreekuur/{quote(service.id, safe='')}.ics"


def tel(number: str) -> str:
    """ "020-555 01 10 (optie 2)" as "tel:0205550110"."""
    dialled = re.sub(r"[^\d+]", "", number.partition("(")[0])
    return f"tel:{dialled}"


def website(service: Service) -> str:
    """The address of the website with its scheme; empty for anything that is none, such as a script."""
    found = _WEB.fullmatch(service.website.strip())
    return (found[0] if found[1] else f"https://{found[0]}") if found else ""


def mail(service: Service) -> str:
    """The e-mail address as a link; empty for anything that is none."""
    return f"mailto:{service.email}" if _MAIL.fullmatch(service.email) else ""


def on_the_map(service: Service) -> str:
    """The place on OpenStreetMap: by its coordinates, or else by its address; empty where there is neither."""
    if service.latitude is not None and service.longitude is not None:
        point = f"{service.latitude:.5f}", f"{service.longitude:.5f}"
        return f"{MAP}/?mlat={point[0]}&mlon={point[1]}#map=18/{point[0]}/{point[1]}"
    return f"{MAP}/search?{urlencode({'query': service.address})}" if service.address else ""


HELPERS: Mapping[str, Any] = {
    "service_path": service_path,
    "calendar_path": calendar_path,
    "tel": tel,
    "website": website,
    "mail": mail,
    "on_the_map": on_the_map,
}
"""What the templates call by name."""
