"""What a use case needs to know of the municipality, and the world as a talk sees it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.conversation import Conversation
from bot.domain.directory import Choice, Profile, Service, Wish
from bot.domain.needs import Need
from bot.domain.office_hours import OfficeHour
from bot.domain.tailored import Misfit
from bot.services.ports import Calendar, UnitOfWork
from bot.services.post import NOTHING_SENT, Post
from bot.services.stored_doors import StoredDoors
from bot.talk.model import World
from bot.texts import Texts

Result = TypeVar("Result")


@dataclass(frozen=True)
class Doorkeeper:
    """The municipality; loaded once at start."""

    profile: Profile
    needs: Mapping[str, Need]
    choose: Callable[[Wish], Sequence[Choice]]
    service: Callable[[str], Service | None]
    calendar: Calendar
    texts: Texts
    post: Post = NOTHING_SENT
    office_hours: Callable[[str, str | None, datetime], Sequence[OfficeHour]] = lambda who, district, at: ()
    misfits: Callable[[Wish], Sequence[Misfit]] = lambda wish: ()
    provider: Callable[[str], Service | None] = lambda words: None
    directory: StoredDoors | None = None

    async def sure(self, ask: Callable[[], Result], uow: UnitOfWork) -> Result:
        """The answer to a pure question that asks for doors, which are read first where they are not in memory."""
        return await self.directory.sure(ask, uow) if self.directory else ask()

    def local(self, at: datetime) -> datetime:
        """This moment on the clocks of the municipality."""
        return at.astimezone(ZoneInfo(self.profile.timezone))

    def holidays(self, at: datetime) -> frozenset[date]:
        """Holidays of the year of this moment and of those beside it."""
        years = (at.year - 1, at.year, at.year + 1)
        return frozenset[date]().union(*(self.calendar.holidays(year) for year in years))


async def world_of(talk: Conversation, now: datetime, uow: UnitOfWork, house: Doorkeeper) -> World:
    """Everything outside the talk that its flows may look at."""
    local = house.local(now)
    complaints = tuple(await uow.complaints.of_conversation(talk.id))
    promises = tuple(await uow.promises.of_conversation(talk.id))
    return World(
        local,
        house.profile,
        house.needs,
        house.choose,
        house.holidays(local),
        complaints,
        promises,
        office_hours=lambda who, district: house.office_hours(who, district, local),
        misfits=house.misfits,
        provider=house.provider,
    )
