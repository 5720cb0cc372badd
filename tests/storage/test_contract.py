"""What every store promises; the same tests for memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, datetime, timezone

import pytest
from sqlalchemy.exc import StatementError

from bot.domain.complaint import Status
from bot.domain.conversation import Memory, State
from bot.domain.errors import BadInput, Conflict, NotFound
from bot.domain.messages import Button, Message, Sender
from bot.domain.records import DeliveryState, HandoverStatus, ReferralState, Signal, StaffMember, StaffSession
from bot.services.ports import Units
from tests.storage.making import (
    AMSTERDAM,
    NOW,
    complaint,
    delivery,
    errand,
    filed,
    full_talk,
    handover,
    later,
    promise,
    referral,
    stored,
    talk,
)

# Transactions


async def test_what_was_not_committed_is_gone(units: Units) -> None:
    lost = talk()
    async with units() as uow:
        await uow.conversations.add(lost)
    async with units(reading=True) as uow:
        assert await uow.conversations.find(lost.id) is None


async def test_an_error_undoes_everything_since_the_last_commit(units: Units) -> None:
    kept = await stored(units)

    async def break_off() -> None:
        async with units() as uow:
            await uow.messages.add(kept.id, Sender.PERSON, "blijft", at=NOW)
            await uow.commit()
            await uow.messages.add(kept.id, Sender.PERSON, "verdwijnt", at=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await break_off()
    async with units(reading=True) as uow:
        assert [one.text for one in await uow.messages.after(kept.id)] == ["blijft"]


async def test_after_a_rollback_the_unit_goes_on(units: Units) -> None:
    kept = await stored(units)
    async with units() as uow:
        await uow.messages.add(kept.id, Sender.BOT, "weg", at=NOW)
        await uow.rollback()
        message = await uow.messages.add(kept.id, Sender.BOT, "nieuw", at=NOW)
        await uow.commit()
        assert [one.text for one in await uow.messages.after(kept.id)] == ["nieuw"]
    assert message.seq == 1


async def test_one_unit_can_be_used_twice(units: Units) -> None:
    uow = units()
    for _ in range(2):
        async with uow:
            await uow.conversations.add(talk())
            await uow.commit()
    async with units(reading=True) as uow:
        assert len(await uow.conversations.ended_before(later(days=1))) == 2


async def test_a_reading_unit_sees_what_is_committed_and_does_not_wait(units: Units) -> None:
    kept = await stored(units, need="debts")
    async with units() as writing, units(reading=True) as reading:
        await writing.conversations.save(replace(kept, need="housing_search"))
        assert (await reading.conversations.get(kept.id)).need == "debts"


async def test_a_reading_unit_sees_one_moment(units: Units) -> None:
    kept = await stored(units, need="debts")
    async with units(reading=True) as reading:
        before = await reading.conversations.get(kept.id)
        async with units() as writing:
            await writing.conversations.save(replace(kept, need="housing_search", facts={"age": "30"}))
            await writing.commit()
        assert await reading.conversations.get(kept.id) == before


async def test_after_a_commit_the_unit_looks_again(units: Units) -> None:
    """Another process may have been there: what was known of the talk no longer counts."""
    kept = await stored(units, facts={"age": "30"})
    async with units() as uow:
        await uow.conversations.get(kept.id)
        await uow.commit()
        async with units(reading=True) as other:
            assert (await other.conversations.get(kept.id)).facts == {"age": "30"}
        await uow.conversations.save(replace(kept, facts={"age": "31"}))
        await uow.rollback()
        await uow.conversations.save(replace(kept, facts={"age": "31"}))
        await uow.commit()
        assert (await uow.conversations.get(kept.id)).facts == {"age": "31"}


async def test_a_reading_unit_cannot_write(units: Units) -> None:
    kept = await stored(units)
    with pytest.raises(RuntimeError, match="only to read"):
        async with units(reading=True) as uow:
            await uow.conversations.save(kept)
    with pytest.raises(RuntimeError, match="only to read"):
        async with units(reading=True) as uow:
            await uow.messages.add(kept.id, Sender.BOT, "nee", at=NOW)


# Conversations


async def test_a_talk_comes_back_whole(units: Units) -> None:
    full = full_talk()
    async with units() as uow:
        await uow.conversations.add(full)
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.conversations.get(full.id) == full


async def test_a_blank_memory_comes_back_blank(units: Units) -> None:
    kept = await stored(units)
    async with units(reading=True) as uow:
        assert (await uow.conversations.get(kept.id)).memory == Memory()


async def test_moments_come_back_in_utc(units: Units) -> None:
    summer = datetime(2026, 7, 1, 12, tzinfo=AMSTERDAM)
    kept = await stored(units, created_at=summer)
    async with units(reading=True) as uow:
        found = await uow.conversations.get(kept.id)
    assert found.created_at.isoformat() == "2026-07-01T10:00:00+00:00"


async def test_a_moment_without_a_zone_is_refused(units: Units) -> None:
    with pytest.raises((ValueError, StatementError), match="time zone"):
        await stored(units, created_at=datetime(2026, 7, 1, 12))


async def test_saving_replaces_adds_and_erases_facts(units: Units) -> None:
    kept = await stored(units, facts={"age": "11", "district": "Noord", "phone": "[telefoon 1]"})
    async with units() as uow:
        found = await uow.conversations.get(kept.id)
        await uow.conversations.save(replace(found, facts={"age": "12", "district": "Noord", "role": "parent"}))
        await uow.commit()
    async with units() as uow:  # without loading it first
        await uow.conversations.save(replace(kept, facts={"role": "citizen", "district": "Noord"}))
        await uow.commit()
    async with units(reading=True) as uow:
        assert (await uow.conversations.get(kept.id)).facts == {"district": "Noord", "role": "citizen"}


async def test_what_is_not_there_says_so(units: Units) -> None:
    async with units() as uow:
        assert await uow.conversations.find("x") is None
        assert await uow.complaints.find("x") is None
        assert await uow.messages.after("x") == []
    for act in (
        lambda uow: uow.conversations.get("x"),
        lambda uow: uow.conversations.save(talk(id="x")),
        lambda uow: uow.messages.add("x", Sender.BOT, "hallo", at=NOW),
        lambda uow: uow.vault.keep("x", "phone", "06"),
        lambda uow: uow.complaints.get("x"),
        lambda uow: uow.complaints.save(complaint("x")),
        lambda uow: uow.promises.add(promise("x")),
        lambda uow: uow.promises.save(promise("x")),
        lambda uow: uow.promises.get("x"),
        lambda uow: uow.referrals.add(referral("x")),
        lambda uow: uow.referrals.get("x"),
        lambda uow: uow.referrals.save(referral("x")),
        lambda uow: uow.errands.add(errand("x")),
        lambda uow: uow.deliveries.add(delivery("x")),
        lambda uow: uow.deliveries.get("x"),
        lambda uow: uow.deliveries.save(delivery("x")),
        lambda uow: uow.handovers.add(handover("x")),
        lambda uow: uow.handovers.get("x"),
        lambda uow: uow.handovers.save(handover("x")),
        lambda uow: uow.staff.save(StaffMember("x", "hash")),
        lambda uow: uow.staff.start(StaffSession("k", "x", NOW, later(hours=1))),
    ):
        async with units() as uow:
            with pytest.raises(NotFound):
                await act(uow)


async def test_the_same_record_twice_is_a_conflict(units: Units) -> None:
    kept = await stored(units)
    new, member, one, due, note = (
        talk(),
        StaffMember("Fatma", "hash"),
        complaint("KL-1"),
        promise(kept.id),
        referral(kept.id),
    )
    asked = handover(kept.id)
    for act in (
        lambda uow: uow.conversations.add(new),
        lambda uow: uow.staff.add(member),
        lambda uow: uow.complaints.add(one),
        lambda uow: uow.promises.add(due),
        lambda uow: uow.referrals.add(note),
        lambda uow: uow.handovers.add(asked),
        lambda uow: uow.messages.add(kept.id, Sender.PERSON, "hoi", at=NOW, message_id="m1"),
    ):
        async with units() as uow:
            await act(uow)
            with pytest.raises(Conflict):
                await act(uow)


async def test_the_newest_open_talk_at_an_address(units: Units) -> None:
    await stored(units, channel="telegram", address="77", created_at=later(hours=1))
    newest = await stored(units, channel="telegram", address="77", created_at=later(hours=2), facts={"age": "9"})
    await stored(units, channel="telegram", address="77", created_at=later(hours=3), state=State.CLOSED)
    await stored(units, channel="whatsapp", address="77", created_at=later(hours=4))
    await stored(units)
    async with units(reading=True) as uow:
        assert await uow.conversations.at_address("telegram", "77") == newest
        assert await uow.conversations.at_address("telegram", "78") is None
        assert await uow.conversations.at_address("web", "") is None


async def test_talks_that_ended_before_a_moment(units: Units) -> None:
    quiet = await stored(units, updated_at=later(days=-9))
    closed = await stored(units, updated_at=later(days=-2), closed_at=later(days=-8))
    await stored(units, updated_at=later(days=-2), closed_at=later(days=-2))
    async with units(reading=True) as uow:
        assert await uow.conversations.ended_before(later(days=-7)) == [quiet.id, closed.id]


# Messages


async def test_a_message_comes_back_whole(units: Units) -> None:
    kept = await stored(units)
    buttons = (Button("Ja", "p-1", '/inform{"confirm":"yes"}'), Button("Nee", "p-2"))
    custom = {"asks": "confirm", "services": ["a"], "complaint": {"due": "2026-05-11"}}
    odd = "Mijn naam is [naam 1] 🙃 \x00 \u202e /inform{}"
    async with units() as uow:
        said = await uow.messages.add(
            kept.id, Sender.BOT, odd, at=NOW, buttons=buttons, custom=custom, message_id="m", answers=3, waiting=True
        )
        await uow.commit()
    assert said == Message(kept.id, 1, Sender.BOT, odd, NOW, buttons, custom, "m", 3, True)
    async with units(reading=True) as uow:
        assert await uow.messages.after(kept.id) == [said]
        assert await uow.messages.by_message_id(kept.id, "m") == said


async def test_numbers_count_within_a_talk(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    for turn in range(2):
        async with units() as uow:
            for kept in (one, two, one):
                await uow.messages.add(kept.id, Sender.PERSON, f"beurt {turn}", at=NOW)
            await uow.commit()
    async with units(reading=True) as uow:
        assert [message.seq for message in await uow.messages.after(one.id)] == [1, 2, 3, 4]
        assert [message.seq for message in await uow.messages.after(two.id)] == [1, 2]
        assert [message.seq for message in await uow.messages.after(one.id, 2)] == [3, 4]


async def test_a_message_waits_until_it_is_answered(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    async with units() as uow:
        await uow.messages.add(two.id, Sender.PERSON, "tweede", at=later(minutes=1), waiting=True)
        await uow.messages.add(one.id, Sender.PERSON, "eerste", at=NOW, waiting=True)
        await uow.messages.add(one.id, Sender.BOT, "hallo", at=NOW)
        assert [message.text for message in await uow.messages.waiting()] == ["eerste", "tweede"]
        assert [message.text for message in await uow.messages.waiting(two.id)] == ["tweede"]
        for text in ("Dank je.", "Hoe oud ben je?"):
            await uow.messages.add(one.id, Sender.BOT, text, at=NOW, answers=1)
        await uow.messages.answered(one.id, 1)
        await uow.commit()
    async with units(reading=True) as uow:
        assert [message.text for message in await uow.messages.waiting()] == ["tweede"]
        assert [message.text for message in await uow.messages.answering(one.id, 1)] == ["Dank je.", "Hoe oud ben je?"]


async def test_a_button_is_found_in_its_own_talk_only(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    yes = Button("Ja", "q7", "/affirm")
    async with units() as uow:
        await uow.messages.add(one.id, Sender.BOT, "Klopt dat?", at=NOW, buttons=[Button("Nee", "q8", "/deny"), yes])
        await uow.messages.add(one.id, Sender.BOT, "Nog iets?", at=NOW)
        assert await uow.messages.button(one.id, "q7") == yes
        assert await uow.messages.button(one.id, "q9") is None
        assert await uow.messages.button(two.id, "q7") is None


async def test_the_same_message_id_may_occur_in_two_talks(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    async with units() as uow:
        for kept in (one, two):
            await uow.messages.add(kept.id, Sender.PERSON, kept.id, at=NOW, message_id="17")
        found = await uow.messages.by_message_id(two.id, "17")
    assert found is not None
    assert found.text == two.id


async def test_two_turns_at_once_get_numbers_without_gaps(units: Units) -> None:
    kept = await stored(units)

    async def say(number: int) -> None:
        async with units() as uow:
            await uow.messages.add(kept.id, Sender.PERSON, str(number), at=NOW)
            await asyncio.sleep(0)
            if number % 4:  # every fourth is undone: its number must come back
                await uow.commit()

    await asyncio.gather(*(say(number) for number in range(20)))
    async with units(reading=True) as uow:
        assert [message.seq for message in await uow.messages.after(kept.id)] == list(range(1, 16))


# Private data


async def test_private_data_stands_behind_numbered_placeholders(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    async with units() as uow:
        keep = uow.vault.keep
        assert await keep(one.id, "phone", "06-24681357") == "[telefoon 1]"
        assert await keep(one.id, "phone", "020 555 01 23") == "[telefoon 2]"
        assert await keep(one.id, "person", "Sanne Verhoeven") == "[naam 1]"
        assert await keep(two.id, "phone", "06-24681357") == "[telefoon 1]"
        await uow.commit()
    async with units() as uow:
        assert await uow.vault.keep(one.id, "phone", "0205550123") == "[telefoon 2]"
        assert await uow.vault.keep(one.id, "person", " sanne  VERHOEVEN ") == "[naam 1]"
        assert await uow.vault.keep(one.id, "phone", "14010") == "[telefoon 3]"


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("phone", "telefoon"),
        ("email", "e-mail"),
        ("iban", "rekening"),
        ("postcode", "postcode"),
        ("address", "adres"),
        ("person", "naam"),
        ("birthdate", "geboortedatum"),
        ("licence_plate", "kenteken"),
    ],
)
async def test_every_kind_has_its_word_and_is_revealed(units: Units, kind: str, word: str) -> None:
    kept = await stored(units)
    async with units() as uow:
        assert await uow.vault.keep(kept.id, kind, r"Straat 1\g<0>") == f"[{word} 1]"
        assert await uow.vault.reveal(kept.id, f"({f'[{word} 1]'})") == r"(Straat 1\g<0>)"


async def test_only_placeholders_of_this_talk_are_revealed(units: Units) -> None:
    one, two = await stored(units), await stored(units)
    text = "Bel [telefoon 1] of [telefoon 2], niet [iets 1]"
    async with units() as uow:
        await uow.vault.keep(one.id, "phone", "06-24681357")
        assert await uow.vault.reveal(one.id, text) == "Bel 06-24681357 of [telefoon 2], niet [iets 1]"
        assert await uow.vault.reveal(two.id, text) == text
        await uow.vault.keep(one.id, "phone", "14010")
        assert await uow.vault.reveal(one.id, text) == "Bel 06-24681357 of 14010, niet [iets 1]"


@pytest.mark.parametrize("kind", ["bsn", "shoe_size"])
async def test_a_bsn_or_an_unknown_kind_is_never_kept(units: Units, kind: str) -> None:
    kept = await stored(units)
    async with units() as uow:
        with pytest.raises(BadInput):
            await uow.vault.keep(kept.id, kind, "999993653")


# Complaints


async def test_a_complaint_comes_back_whole(units: Units) -> None:
    kept = await stored(units)
    async with units() as uow:
        one = await filed(kept.id, uow)
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.complaints.get(one.reference) == one
        assert await uow.complaints.of_conversation(kept.id) == [one]


async def test_references_count_within_the_year(units: Units) -> None:
    async with units() as uow:
        given = [await uow.complaints.next_reference(year) for year in (2026, 2026, 2027, 2026)]
        await uow.commit()
    assert given == ["KL-2026-000001", "KL-2026-000002", "KL-2027-000001", "KL-2026-000003"]


async def test_twenty_complaints_at_once_get_twenty_numbers(units: Units) -> None:
    async def file(number: int) -> str | None:
        async with units() as uow:
            one = await filed("", uow)
            if number % 5 == 0:  # this filing fails: the number goes to the next one
                return None
            await uow.commit()
        return one.reference

    given = await asyncio.gather(*(file(number) for number in range(20)))
    assert sorted(filter(None, given)) == [f"KL-2026-{number:06d}" for number in range(1, 17)]


async def test_saving_a_complaint_appends_to_its_history(units: Units) -> None:
    async with units() as uow:
        one = await filed("", uow)
        moved = one.move(Status.ACKNOWLEDGED, at=later(days=1), by="Fatma")
        await uow.complaints.save(moved)
        moved = moved.move(Status.FORWARDED, at=later(days=2), by="Bram").move(
            Status.CLOSED, at=later(days=3), by="Bram"
        )
        await uow.complaints.save(moved)
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.complaints.get(one.reference) == moved


async def test_two_colleagues_cannot_both_take_the_next_step(units: Units) -> None:
    async with units() as uow:
        one = await filed("", uow)
        await uow.complaints.save(one.move(Status.ACKNOWLEDGED, at=later(days=1), by="Fatma"))
        with pytest.raises(Conflict, match=one.reference):
            await uow.complaints.save(one.move(Status.WITHDRAWN, at=later(days=1), by="Bram"))


async def test_what_was_added_to_a_complaint_is_kept_in_order_and_never_changed(units: Units) -> None:
    async with units() as uow:
        one = await filed("", uow)
        more = one.add("de heg is ook kapot", at=NOW)
        await uow.complaints.save(more)
        await uow.complaints.save(more.add("en de stoep", at=later(days=1)))
        with pytest.raises(Conflict):
            await uow.complaints.save(one.add("iets heel anders", at=later(days=2)))
        await uow.commit()
    async with units(reading=True) as uow:
        added = (await uow.complaints.get(one.reference)).additions
        assert [line.text for line in added] == ["de heg is ook kapot", "en de stoep"]


async def test_signals_come_newest_first_and_belong_to_no_talk(units: Units) -> None:
    old = Signal("s1", "waste", "de gemeente", "de bak zit vol", "nl", NOW)
    new = replace(old, id="s2", made_at=later(days=2))
    async with units() as uow:
        for one in (old, new):
            await uow.signals.add(one)
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.signals.since(NOW) == [new, old]
        assert await uow.signals.since(later(days=1)) == [new]


async def test_the_complaint_with_the_earliest_last_day_comes_first(units: Units) -> None:
    async with units() as uow:
        late = await filed("", uow, due=date(2026, 6, 1))
        soon = await filed("", uow, due=date(2026, 5, 1))
        gone = await filed("", uow)
        await uow.complaints.save(gone.move(Status.WITHDRAWN, at=NOW, by="person"))
        assert await uow.complaints.open() == [soon, late]


async def test_the_newest_complaint_of_a_talk_comes_first(units: Units) -> None:
    kept = await stored(units)
    async with units() as uow:
        older = await filed(kept.id, uow)
        newer = await filed(kept.id, uow, received_at=later(hours=1))
        await filed("", uow)
        assert await uow.complaints.of_conversation(kept.id) == [newer, older]
        assert await uow.complaints.of_conversation("") == []


# What else a talk leaves behind


async def test_promises_are_due_until_they_are_settled(units: Units) -> None:
    kept = await stored(units)
    soon, sooner, far = (promise(kept.id, due=later(hours=hours)) for hours in (2, 1, 30))
    async with units() as uow:
        for one in (soon, sooner, far):
            await uow.promises.add(one)
        assert await uow.promises.due(later(days=1)) == [sooner, soon]
        await uow.promises.save(replace(sooner, kept=False))
        assert await uow.promises.due(later(days=1)) == [soon]
        assert await uow.promises.open() == [soon, far]
        assert {one.kept for one in await uow.promises.of_conversation(kept.id)} == {None, False}


async def test_a_settled_promise_comes_back_whole(units: Units) -> None:
    kept = await stored(units)
    made = promise(kept.id, about="KL-2026-000001")
    done = replace(made, kept=True, note="Gebeld", asked_at=NOW, settled_by="Fatma", settled_at=later(hours=3))
    async with units() as uow:
        await uow.promises.add(made)
        await uow.promises.save(done)
        assert await uow.promises.get(made.id) == done


async def test_an_errand_is_taken_once_and_not_before_its_time(units: Units) -> None:
    kept = await stored(units)
    late, early = errand(kept.id, at=later(days=2), subject="a"), errand(kept.id, at=later(days=1), subject="b")
    async with units() as uow:
        await uow.errands.add(late)
        await uow.errands.add(early)
        await uow.commit()
    async with units() as uow:
        assert await uow.errands.next(NOW) == early.at and await uow.errands.next(late.at) is None
        assert await uow.errands.due(later(days=3)) == [early, late]
        assert await uow.errands.take(early.id, NOW) is None
        assert await uow.errands.take(early.id, early.at) == early
        assert await uow.errands.take(early.id, early.at) is None
        await uow.commit()
    async with units() as uow:
        assert await uow.errands.of_conversation(kept.id) == [late]
        await uow.errands.drop("a")
        assert await uow.errands.due(later(days=3)) == []


async def test_an_errand_that_was_taken_in_vain_is_still_there(units: Units) -> None:
    kept = await stored(units)
    one = errand(kept.id, at=NOW)
    async with units() as uow:
        await uow.errands.add(one)
        await uow.commit()
    async with units() as uow:
        assert await uow.errands.take(one.id, NOW) == one
    async with units(reading=True) as uow:
        assert await uow.errands.due(NOW) == [one]


async def test_a_delivery_is_claimed_once_and_left_behind_by_who_fell_over(units: Units) -> None:
    kept = await stored(units)
    one, other = delivery(kept.id), delivery(kept.id, next_at=later(hours=2))
    async with units() as uow:
        await uow.deliveries.add(one)
        await uow.deliveries.add(other)
        assert await uow.deliveries.due(NOW) == [one] and await uow.deliveries.next(NOW) == other.next_at
        claimed = await uow.deliveries.claim(one.id, NOW)
        assert claimed == replace(one, state=DeliveryState.SENDING, tries=1, claimed_at=NOW)
        assert await uow.deliveries.claim(one.id, NOW) is None
        assert await uow.deliveries.claim(other.id, NOW) is None
        assert await uow.deliveries.left(NOW) == [] and await uow.deliveries.left(later(hours=1)) == [claimed]
        await uow.deliveries.save(replace(claimed, state=DeliveryState.DOUBT))
        assert [one.state for one in await uow.deliveries.troubled()] == [DeliveryState.DOUBT]
        assert [one.id for one in await uow.deliveries.of_conversation(kept.id)] == [one.id, other.id]


async def test_open_referrals_are_those_that_nobody_settled(units: Units) -> None:
    kept = await stored(units)
    made = referral(kept.id)
    gone = replace(made, state=ReferralState.CONFIRMED, due=later(days=2), late=True, token_hash="ab", settled_by="x",
                   settled_at=NOW)  # fmt: skip
    async with units() as uow:
        await uow.referrals.add(made)
        assert await uow.referrals.open() == [made]
        await uow.referrals.save(gone)
        assert await uow.referrals.open() == [] and await uow.referrals.get(made.id) == gone


async def test_a_referral_comes_back_whole(units: Units) -> None:
    kept = await stored(units)
    one = referral(kept.id)
    async with units() as uow:
        await uow.referrals.add(one)
        assert await uow.referrals.of_conversation(kept.id) == [one]


async def test_a_handover_waits_is_taken_and_done(units: Units) -> None:
    kept, other = await stored(units), await stored(units)
    late, early = handover(kept.id, asked_at=later(hours=1)), handover(other.id)
    async with units() as uow:
        await uow.handovers.add(late)
        await uow.handovers.add(early)
        assert await uow.handovers.open() == [early, late]
        taken = replace(early, status=HandoverStatus.TAKEN, taken_by="Fatma")
        await uow.handovers.save(taken)
        assert await uow.handovers.open() == [taken, late]
        assert await uow.handovers.of_conversation(other.id) == taken
        done = replace(taken, status=HandoverStatus.DONE, outcome="Sanne is gebeld", done_at=later(hours=2))
        await uow.handovers.save(done)
        assert await uow.handovers.get(early.id) == done
        assert await uow.handovers.open() == [late]
        assert await uow.handovers.of_conversation(other.id) is None


async def test_staff_and_their_logins(units: Units) -> None:
    fatma, bram = StaffMember("Fatma", "hash-f", "lead"), StaffMember("Bram", "hash-b")
    login = StaffSession("key", "Fatma", NOW, later(hours=8), "csrf")
    async with units() as uow:
        await uow.staff.add(fatma)
        await uow.staff.add(bram)
        await uow.staff.save(replace(bram, active=False))
        assert await uow.staff.all() == [replace(bram, active=False), fatma]
        assert await uow.staff.find("fatma") is None
        await uow.staff.start(login)
        assert await uow.staff.session("key") == login
        await uow.staff.extend("key", later(hours=9))
        assert await uow.staff.session("key") == replace(login, expires_at=later(hours=9))
        await uow.staff.end("key")
        await uow.staff.extend("key", later(hours=10))
        assert await uow.staff.session("key") is None


async def test_a_new_login_sweeps_up_those_that_ended(units: Units) -> None:
    async with units() as uow:
        await uow.staff.add(StaffMember("Fatma", "hash"))
        await uow.staff.start(StaffSession("old", "Fatma", NOW, later(hours=8)))
        await uow.staff.start(StaffSession("new", "Fatma", later(hours=9), later(hours=17)))
        assert await uow.staff.session("old") is None
        assert await uow.staff.session("new") is not None


async def test_an_update_is_new_only_once(units: Units) -> None:
    async with units() as uow:
        assert await uow.seen.first("telegram", "12")
        assert await uow.seen.first("whatsapp", "12")
        assert not await uow.seen.first("telegram", "12")
        await uow.commit()
    async with units() as uow:
        assert not await uow.seen.first("telegram", "12")


async def test_an_update_that_was_undone_is_new_again(units: Units) -> None:
    async with units() as uow:
        await uow.seen.first("telegram", "12")
    async with units() as uow:
        assert await uow.seen.first("telegram", "12")


async def test_of_two_deliveries_at_once_one_is_the_first(units: Units) -> None:
    async def deliver() -> bool:
        async with units() as uow:
            first = await uow.seen.first("telegram", "12")
            await uow.commit()
        return first

    assert sorted(await asyncio.gather(*(deliver() for _ in range(5)))) == [False, False, False, False, True]


# Erasing


async def test_erasing_a_talk_leaves_only_its_complaint(units: Units) -> None:
    kept, other = await stored(units, facts={"age": "30"}), await stored(units, facts={"age": "40"})
    async with units() as uow:
        for id in (kept.id, other.id):
            await uow.messages.add(id, Sender.PERSON, "hoi", at=NOW, message_id="m", waiting=True)
            await uow.vault.keep(id, "phone", "06-24681357")
            await uow.promises.add(promise(id))
            await uow.referrals.add(referral(id))
            await uow.handovers.add(handover(id))
        one = await filed(kept.id, uow)
        await uow.commit()
    async with units() as uow:
        await uow.conversations.erase(kept.id)
        await uow.conversations.erase("never-was")
        await uow.commit()
    async with units(reading=True) as uow:
        assert await uow.conversations.find(kept.id) is None
        assert await uow.messages.after(kept.id) == []
        assert await uow.vault.reveal(kept.id, "[telefoon 1]") == "[telefoon 1]"
        assert await uow.promises.of_conversation(kept.id) == []
        assert await uow.referrals.of_conversation(kept.id) == []
        assert await uow.handovers.of_conversation(kept.id) is None
        assert await uow.complaints.get(one.reference) == replace(one, conversation="")
        assert await uow.complaints.of_conversation(kept.id) == []
        assert await uow.conversations.get(other.id) == other
        assert [message.conversation for message in await uow.messages.waiting()] == [other.id]
        assert await uow.vault.reveal(other.id, "[telefoon 1]") == "06-24681357"
        assert len(await uow.promises.of_conversation(other.id)) == 1


async def test_an_erased_talk_can_begin_anew_in_the_same_unit(units: Units) -> None:
    kept = await stored(units, facts={"age": "30"})
    async with units() as uow:
        await uow.conversations.get(kept.id)
        await uow.messages.add(kept.id, Sender.PERSON, "weg", at=NOW)
        await uow.conversations.erase(kept.id)
        with pytest.raises(NotFound):
            await uow.messages.add(kept.id, Sender.PERSON, "te laat", at=NOW)
        await uow.conversations.add(kept)
        assert (await uow.messages.add(kept.id, Sender.PERSON, "nieuw", at=NOW)).seq == 1
        assert (await uow.conversations.get(kept.id)).facts == {"age": "30"}


async def test_nothing_is_ever_earlier_than_utc_says(units: Units) -> None:
    """Two moments on one night in which the clock goes back, an hour apart, in different zones."""
    first = datetime(2026, 10, 25, 2, 30, tzinfo=AMSTERDAM)
    second = datetime(2026, 10, 25, 1, 15, tzinfo=timezone.utc)
    kept = await stored(units)
    async with units() as uow:
        late, early = promise(kept.id, due=second), promise(kept.id, due=first)
        await uow.promises.add(late)
        await uow.promises.add(early)
        assert [one.id for one in await uow.promises.due(later(days=300))] == [early.id, late.id]
