"""Records as tests need them; every one can be changed by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timezone
from pathlib import Path
from typing import Any

from bot.domain.complaint import Complaint, Status, Step
from bot.domain.complaint_code import hash_code
from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Opening, Profile, Service, Wish
from bot.domain.needs import Need, Road
from bot.services.doorkeeper import Doorkeeper
from bot.services.ports import Calendar
from bot.settings import Settings
from bot.texts import Texts

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=timezone.utc)
"""A Monday morning."""

TOKEN = "token-of-a-neighbour"
CODE = "ABCD-EFGH-JKLM"
OFFICE = (Opening(frozenset(range(5)), time(9), time(17)),)


class NoHolidays(Calendar):
    def holidays(self, year: int) -> frozenset[date]:
        return frozenset()


def settings(var: Path, **more: Any) -> Settings:
    return replace(Settings(var=var, api_tokens=(TOKEN,), inner_token="inner", testing=True), **more)


def profile(**more: Any) -> Profile:
    base = Profile(
        "Voorbeeldstad", "14 0999", "Raadhuisplein 1", "info@voorbeeldstad.example", "https://voorbeeldstad.example",
        "Europe/Amsterdam", ("Noord", "Zuid"), OFFICE, "de ombudsman", "de jeugdombudsman",
    )  # fmt: skip
    return replace(base, **more)


def need(code: str, **more: Any) -> Need:
    return replace(Need(code, "group", code, code, Road.SERVICE, (), f"Je zoekt {code}.", f"You want {code}."), **more)


def service(id: str = "debt-desk", **more: Any) -> Service:
    base = Service(id, "Schuldhulp", "Voorbeeldstad", ("debt",), phone="14 0999", address="Raadhuisplein 1")
    return replace(base, **more)


def house(services: Sequence[Service] = (service(),)) -> Doorkeeper:
    """A small municipality that names its services in the order given."""

    def choose(wish: Wish) -> list[Choice]:
        return [
            Choice(one, f"{wish.need} {wish.language}", True, wish.at) for one in services if wish.need in one.needs
        ]

    needs = {code: need(code) for code in ("debt", "complaint", "housing_search")}
    by_id = {one.id: one for one in services}
    return Doorkeeper(profile(), needs, choose, by_id.get, NoHolidays(), Texts())


def talk(id: str = "talk", **more: Any) -> Conversation:
    return replace(Conversation(id, "web", NOW, NOW), **more)


def complaint(reference: str = "KL-2026-000001", **more: Any) -> Complaint:
    base = Complaint(
        reference, "talk", "debt", NOW, date(2027, 1, 4), {"what_happened": "Niemand belde terug."},
        code_hash=hash_code(CODE), history=(Step(Status.RECEIVED, NOW, "person"),),
    )  # fmt: skip
    return replace(base, **more)
