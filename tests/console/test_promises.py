"""Promises and referrals at the console: what is nearly late, a promise made while talking, a letter sent again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from bot.clock import MovableClock
from bot.domain.records import Delivery, DeliveryState, Promise, Referral, ReferralState
from bot.services import promises
from bot.services.ports import Units
from tests import factories
from tests.conftest import Person
from tests.console.conftest import Desk
from tests.factories import NOW


async def promised(person: Person, units: Units, hours: int = 4) -> Promise:
    async with units() as uow:
        made = await promises.make(
            "Een medewerker belt.", "front_desk", NOW + timedelta(hours=hours), await uow.conversations.get(person.id),
            now=NOW, uow=uow, house=factories.house(),
        )  # fmt: skip
        await uow.commit()
    return made


async def referred(person: Person, units: Units, letter: DeliveryState, **changes: object) -> Referral:
    made = Referral("ab12cd34ef567890", person.id, "debt-desk", "- Telefoon: 06-24681357", NOW)
    made = replace(made, state=ReferralState.STAFF, **changes)
    async with units() as uow:
        await uow.referrals.add(made)
        await uow.deliveries.add(Delivery("d1", person.id, "mail", {"to": "a@b.nl"}, NOW, made.id, letter, 1))
        await uow.commit()
    return made


async def test_what_is_nearly_late_stands_on_the_first_page(
    anna: Desk, person: Person, units: Units, clock: MovableClock
) -> None:
    await promised(person, units)
    assert "Bijna te laat" not in await anna.page()
    clock.move_to(NOW + timedelta(hours=3, minutes=1))
    await anna.log_in()
    page = await anna.page()
    assert "Bijna te laat" in page and "Een medewerker belt." in page


async def test_staff_promises_something_while_talking_and_the_person_sees_it(
    anna: Desk, person: Person, units: Units
) -> None:
    await anna.press(f"/console/talks/{person.id}/take")
    path = f"/console/talks/{person.id}/promise"
    assert (await anna.press(path, text="Ik bel je over je aanvraag.", due="2026-11-26T12:00")).status == 303
    told = (await person.read())[-1]
    assert "Ik bel je over je aanvraag." in told["text"] and "donderdag 26 november 2026 om 12:00" in told["text"]
    (promise,) = (await person.file())["promises"]
    assert promise["owner"] == "anna" and promise["due"] == "2026-11-26T11:00:00+00:00" and promise["kept"] is None
    assert "Ik bel je over je aanvraag." in await anna.page("/console/promises")


async def test_a_promise_for_the_past_or_in_a_talk_of_a_colleague_is_refused(
    anna: Desk, bert: Desk, person: Person
) -> None:
    await anna.press(f"/console/talks/{person.id}/take")
    path = f"/console/talks/{person.id}/promise"
    assert (await anna.press(path, text="Ik bel.", due="2026-11-20T12:00")).status == 400
    assert (await anna.press(path, text="Ik bel.", due="donderdag")).status == 400
    assert (await bert.press(path, text="Ik bel.", due="2026-11-26T12:00")).status == 409
    assert (await person.file())["promises"] == []


async def test_a_promise_is_marked_as_kept_with_a_note_once(anna: Desk, person: Person, units: Units) -> None:
    made = await promised(person, units)
    path = f"/console/promises/{made.id}/keep"
    assert (await anna.press(path, note="Gebeld om tien uur")).status == 303
    assert (await anna.press(path, note="nog eens")).status == 409
    assert "dit is gedaan" in (await person.read())[-1]["text"]
    assert (await person.file())["promises"][0]["kept"] is True
    page = await anna.page(f"/console/talks/{person.id}")
    assert "Gebeld om tien uur" in page and "Gehouden" in page


async def test_a_referral_in_doubt_is_shown_and_sent_again_by_a_human_only(
    anna: Desk, person: Person, units: Units
) -> None:
    made = await referred(person, units, DeliveryState.DOUBT)
    page = await anna.page("/console/referrals")
    assert "DW-AB12CD34" in page and "misschien aangekomen" in page and "06-24681357" not in page
    assert (await anna.press(f"/console/referrals/{made.id}/again")).status == 303
    assert (await anna.press(f"/console/referrals/{made.id}/again")).status == 409  # it is on its way
    async with units(reading=True) as uow:
        (delivery,) = await uow.deliveries.of_conversation(person.id)
        assert delivery.state in (DeliveryState.WAITING, DeliveryState.SENDING) and delivery.id == "d1"


async def test_what_the_person_told_is_shown_on_demand_and_that_is_noted(
    anna: Desk, person: Person, units: Units, log
) -> None:
    made = await referred(person, units, DeliveryState.FAILED)
    shown = await (await anna.press(f"/console/referrals/{made.id}/story")).text()
    assert "06-24681357" in shown and f"referral shown referral={made.id} staff=anna" in log.text


async def test_a_referral_that_was_passed_on_is_done(anna: Desk, person: Person, units: Units) -> None:
    made = await referred(person, units, DeliveryState.FAILED, late=True)
    assert "overdue" in await anna.page(f"/console/talks/{person.id}")
    assert (await anna.press(f"/console/referrals/{made.id}/arrived")).status == 303
    assert "Alle vragen zijn bevestigd" in await anna.page("/console/referrals")
    assert "Doorgegeven door een medewerker" in await anna.page(f"/console/talks/{person.id}")


async def test_a_complaint_gets_more_time_once_and_the_promise_moves_with_it(
    anna: Desk, person: Person, units: Units
) -> None:
    async with units() as uow:
        talk = await uow.conversations.get(person.id)
        await uow.complaints.add(factories.complaint(conversation=person.id))
        due = datetime(2027, 1, 4, 22, 59, 59, tzinfo=timezone.utc)
        await promises.make("Je krijgt antwoord.", "complaint_handler", due, talk, now=NOW, uow=uow,
                            house=factories.house(), about="KL-2026-000001")  # fmt: skip
        await uow.commit()
    path = "/console/complaints/KL-2026-000001"
    assert "Neem meer tijd" in await anna.page(path)
    assert (await anna.press(f"{path}/extend", reason=" ")).status == 400
    assert (await anna.press(f"{path}/extend", reason="We willen ook de school horen.")).status == 303
    assert (await anna.press(f"{path}/extend", reason="En nog eens.")).status == 409
    told, page = (await person.read())[-1]["text"], await anna.page(path)
    assert "We willen ook de school horen." in told and "maandag 1 februari 2027" in told
    assert "Neem meer tijd" not in page and "1 februari 2027" in page
    assert (await person.file())["promises"][0]["due"] == "2027-02-01T22:59:59+00:00"
    async with units(reading=True) as uow:
        asked = [one.at for one in await uow.errands.of_conversation(person.id) if one.kind == "promise_ask"]
    assert asked == [datetime(2027, 2, 1, 16, tzinfo=timezone.utc)]
