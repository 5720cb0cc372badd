"""From records to pages: templates, and the Dutch words for what stands in a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from aiohttp import web
from babel.dates import format_date, format_datetime
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.console.auth import Login, NotOurForm
from bot.domain.complaint import Status
from bot.domain.conversation import Outcome, State
from bot.domain.errors import BadInput, BotError, IllegalStep, NotFound, TooLarge
from bot.domain.messages import Sender
from bot.domain.needs import Need
from bot.domain.records import DeliveryState, HandoverStatus, ReferralState
from bot.services.entry_reports import SolvedAlready
from bot.services.extension import NoMoreTime
from bot.services.handover import NothingToCall, NotTaken, TakenAlready, TalkClosed
from bot.services.referral_course import NothingToSend
from bot.services.staff_promises import SettledAlready
from bot.talk.rendering import LABELS
from bot.web.errors import STATUS
from bot.web.keys import CLOCK, HOUSE

LOGIN = web.RequestKey("login", Login)
"""Where the middleware leaves the login on a request."""

DUTCH = "nl_NL"
_BOLD = re.compile(r"\*\*(.+?)\*\*")

FACTS = {
    **LABELS["nl"],
    "what_happened": "Wat er gebeurde",
    "handled_by": "Wie dit behandelt",
    "tried_so_far": "Al geprobeerd",
    "wanted_outcome": "Gewenste uitkomst",
    "opening": "Eerste woorden",
    "contact_preference": "Contact het liefst",
    "suicide": "Denkt aan zelfdoding",
    "confirm": "Bevestigd",
}
VALUES = {
    "self": "de persoon zelf",
    "child": "een kind",
    "client": "een cliënt",
    "other": "iemand anders",
    "young_person": "jongere",
    "parent": "ouder",
    "citizen": "inwoner",
    "professional": "professional",
    "phone": "bellen",
    "email": "mailen",
    "chat": "in de chat",
    "none": "geen contact",
    "yes": "ja",
    "no": "nee",
}
CODED = frozenset(
    {"for_whom", "role", "contact_preference", "consent", "treated_badly", "safe_now", "suicide", "confirm", "income",
     "has_address"}
)  # fmt: skip
"""Facts that hold a word of our own; the others hold words of the person."""

STATES = {
    State.BOT: "De bot praat",
    State.WAITING: "Wacht op een medewerker",
    State.STAFF: "Een medewerker praat",
    State.CLOSED: "Afgerond",
}
OUTCOMES = {
    Outcome.SERVICE_GIVEN: "Plek genoemd",
    Outcome.REFERRAL_MADE: "Vraag doorgegeven",
    Outcome.COMPLAINT_FILED: "Klacht ingediend",
    Outcome.OBJECTION_ADVICE: "Advies over bezwaar",
    Outcome.CRISIS_NUMBERS: "Noodnummers gegeven",
    Outcome.HUMAN_HANDOFF: "Naar een medewerker",
}
STATUSES = {
    Status.RECEIVED: "Ontvangen",
    Status.ACKNOWLEDGED: "Ontvangst bevestigd",
    Status.IN_TREATMENT: "In behandeling",
    Status.FORWARDED: "Doorgestuurd",
    Status.CLOSED: "Afgerond",
    Status.WITHDRAWN: "Ingetrokken",
}
STEPS = {
    Status.ACKNOWLEDGED: "Bevestig de ontvangst",
    Status.IN_TREATMENT: "Neem in behandeling",
    Status.CLOSED: "Rond af",
}
HINTS = {
    Status.ACKNOWLEDGED: "De klager krijgt een bericht van ontvangst (Awb 9:6).",
    Status.IN_TREATMENT: "Wie er niet bij betrokken was, kijkt naar de klacht en hoort de klager (Awb 9:7 en 9:10).",
    Status.CLOSED: "De klager heeft het oordeel gekregen, met de weg naar de ombudsman (Awb 9:12).",
}
SENDERS = {
    Sender.PERSON: "Persoon",
    Sender.BOT: "Bot",
    Sender.STAFF: "Medewerker",
    Sender.SYSTEM: "Melding",
}
OWNERS = {
    "front_desk": "Terugbellen",
    "complaint_handler": "Klachtbehandelaar",
    "referrals": "Doorverwijzing",
    "case_owner": "Vaste medewerker",
    "participation": "Wie over ideeën gaat",
}
REFERRALS = {
    ReferralState.STAFF: "Geef door, of zoek uit of het aankwam",
    ReferralState.SENDING: "Wordt verstuurd",
    ReferralState.SENT: "Verstuurd, wacht op bevestiging",
    ReferralState.CONFIRMED: "Bevestigd door de dienst",
    ReferralState.DONE: "Doorgegeven door een medewerker",
}
LETTERS = {
    DeliveryState.WAITING: "wacht op een volgende poging",
    DeliveryState.SENDING: "is onderweg",
    DeliveryState.SENT: "is verstuurd",
    DeliveryState.DOUBT: "misschien aangekomen: vraag het na voor je opnieuw stuurt",
    DeliveryState.FAILED: "niet aangekomen",
}
FILERS = {"citizen": "inwoner", "young_person": "jongere", "parent": "ouder", "professional": "professional"}
NEEDS = {
    None: "Nog niet bekend",
    "contact_human": "Wil een mens spreken",
    "sent_around": "Van het kastje naar de muur",
    "bot_failed": "De bot kwam er niet uit",
    "staff": "Medewerker stapte in",
    "promise_broken": "Een belofte is niet nagekomen",
    "referral_stuck": "Een doorverwijzing heeft een mens nodig",
}
"""What the catalogue of needs does not hold."""


def render(request: web.Request, template: str, status: int = 200, **values: Any) -> web.Response:
    """A page or a fragment of it, for who is logged in on this request."""
    house = request.app[HOUSE]
    words = Words(request.app[CLOCK].now(), ZoneInfo(house.profile.timezone), house.needs)
    given = {"house": house.profile, "words": words, "login": request.get(LOGIN), "path": request.path, **values}
    page = _TEMPLATES.get_template(template).render(given)
    return web.Response(text=page, status=status, content_type="text/html")


def refused(request: web.Request, error: BotError) -> web.Response:
    """A page that says in plain words why something did not happen."""
    return render(request, "refused.html", STATUS.get(error.code, 409), why=explain(error))


def explain(error: BotError) -> str:
    """One or two sentences for staff."""
    if isinstance(error, IllegalStep):
        now, wanted = (STATUSES[Status(status)].lower() for status in (error.now, error.wanted))
        return f"Klacht {error.reference} is nu “{now}”. Van daar kan hij niet naar “{wanted}”."
    if isinstance(error, TakenAlready):
        return f"Dit gesprek is al van {error.by}."
    if isinstance(error, SolvedAlready):
        return f"{error.by} heeft deze melding al opgelost."
    if isinstance(error, NotFound):
        return "Dit bestaat niet, of niet meer. De persoon kan het gesprek hebben gewist."
    return next((words for kind, words in REFUSALS.items() if isinstance(error, kind)), "Dit kan nu niet.")


REFUSALS: Mapping[type[BotError], str] = {
    NotOurForm: "Dit formulier is verlopen of komt niet van deze site. Ga terug, ververs de pagina en probeer opnieuw.",
    NotTaken: "Neem het gesprek eerst over. Daarna kun je dit doen.",
    TalkClosed: "Dit gesprek is al afgerond. De persoon kan het zelf weer openen met een nieuw bericht.",
    SettledAlready: "Van deze belofte staat al vast hoe hij is afgelopen.",
    NoMoreTime: "Meer tijd nemen kan één keer, zolang de laatste dag niet voorbij is.",
    NothingToSend: "Er is geen bericht dat opnieuw kan worden verstuurd. Misschien is het nog onderweg.",
    NothingToCall: "In dit gesprek hoeft niemand meer gebeld te worden.",
    BadInput: "Er ontbreekt iets in het formulier. Ga terug en vul het aan.",
    TooLarge: "Dit is te lang. Maak het korter, of stuur het in delen.",
    BotError: "Dit kan nu niet. Kijk hoe het er nu voor staat en probeer het opnieuw.",
}


class Words:
    """Dutch words for moments, terms and codes, as seen at `now` on the clocks of the municipality."""

    facts, states, outcomes, statuses = FACTS, STATES, OUTCOMES, STATUSES
    steps, hints, senders, owners, filers = STEPS, HINTS, SENDERS, OWNERS, FILERS
    referrals, letters = REFERRALS, LETTERS

    def __init__(self, now: datetime, zone: tzinfo, needs: Mapping[str, Need]) -> None:
        self._now, self._zone, self._needs = now, zone, needs

    def need(self, code: str | None) -> str:
        """What staff calls this need, or this reason to ask for a human."""
        if code and code.startswith("interpreter:"):
            return f"Terugbellen met een tolk ({code.partition(':')[2]})"
        return self._needs[code].name("nl") if code and code in self._needs else NEEDS.get(code, str(code))

    def value(self, fact: str, value: str) -> str:
        """What a fact holds, in words."""
        return VALUES.get(value, value) if fact in CODED else value

    def fact(self, name: str) -> str:
        """What staff calls this fact."""
        return FACTS.get(name, name.replace("_", " ").capitalize())

    def moment(self, at: datetime) -> str:
        """`ma 23 nov. 10:30`, with the year where it is another one."""
        local = at.astimezone(self._zone)
        pattern = "EEE d MMM HH:mm" if local.year == self._today.year else "EEE d MMM y HH:mm"
        return str(format_datetime(local, pattern, locale=DUTCH))

    def slot(self, iso: str) -> str:
        """When a call may be made, as it stands in a request."""
        return f"vanaf {self.moment(datetime.fromisoformat(iso))}"

    def day(self, day: date) -> str:
        """`ma 4 januari 2027`."""
        return str(format_date(day, "EEE d MMMM y", locale=DUTCH))

    def since(self, at: datetime) -> str:
        """How long ago: `12 minuten`."""
        return span(self._now - at)

    def days_left(self, due: date) -> str:
        """`nog 3 dagen`, `vandaag` or `3 dagen te laat`."""
        days = (due - self._today).days
        if not days:
            return "vandaag"
        return f"nog {_count(days, 'dag', 'dagen')}" if days > 0 else f"{_count(-days, 'dag', 'dagen')} te laat"

    def time_left(self, due: datetime) -> str:
        """The same for a moment: `nog 2 uur` or `2 uur te laat`; from a day on it counts days as a term does."""
        left = due - self._now
        if abs(left) >= timedelta(days=1):
            return self.days_left(due.astimezone(self._zone).date())
        return f"nog {span(left)}" if left >= timedelta(0) else f"{span(-left)} te laat"

    def late(self, due: date | datetime) -> bool:
        """Whether this last day or moment has passed."""
        return due < self._now if isinstance(due, datetime) else due < self._today

    @property
    def _today(self) -> date:
        return self._now.astimezone(self._zone).date()


def span(time: timedelta) -> str:
    """A stretch of time in its largest whole unit; less than a minute is `minder dan een minuut`."""
    minutes = int(time.total_seconds()) // 60
    if minutes < 1:
        return "minder dan een minuut"
    if minutes < 60:
        return _count(minutes, "minuut", "minuten")
    hours = minutes // 60
    return _count(hours, "uur", "uur") if hours < 48 else _count(hours // 24, "dag", "dagen")


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def marked(text: str) -> Markup:
    """The text of a message, with its **bold** parts; everything else in it is shown as it was typed."""
    return Markup(_BOLD.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704 - escaped just here


_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_TEMPLATES.filters["marked"] = marked
_TEMPLATES.globals.update(HandoverStatus=HandoverStatus, State=State)
