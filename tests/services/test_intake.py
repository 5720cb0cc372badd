"""The way of a message, through the real gateway: nothing is lost, one turn at a time, danger first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.domain.conversation import Outcome, State
from bot.domain.messages import Button, Incoming, Reply, Sender
from bot.services.intake import GIVE_UP
from bot.texts import Texts
from bot.web.keys import INTAKE, OUTBOX, TURNS
from tests.conftest import Person, meet

BSN = "999990019"
DANGER = "ik wil dood"


async def until(condition: Callable[[], Awaitable[bool]]) -> None:
    """Wait for what happens in the background."""

    async def look() -> None:
        while not await condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)

    await asyncio.wait_for(look(), 20)


async def change(units, id, **more):
    """What staff or the action server does to a talk meanwhile."""
    async with units() as uow:
        talk = await uow.conversations.get(id)
        memory = replace(talk.memory, **more.pop("memory", {}))
        await uow.conversations.save(replace(talk, memory=memory, **more))
        await uow.commit()


def texts(messages):
    return [message["text"] for message in messages]


# --- Nothing is lost


async def test_when_the_engine_is_down_the_message_is_kept_and_emergency_numbers_are_given(person, engine):
    engine.down = True
    (apology,) = await person.say("Ik heb schulden")
    assert "bewaard" in apology["text"]
    assert "112" in apology["text"]
    assert texts(await person.read(after=1))[0] == "Ik heb schulden"


async def test_an_outage_gets_one_apology_and_no_message_gets_silence(person, engine):
    engine.down = True
    first, second, third = [await person.say(text) for text in ("een", "twee", "drie")]
    assert len(first) == len(second) == len(third) == 1
    assert texts(first) != texts(second) == texts(third)
    assert "bewaard" in second[0]["text"]


async def test_after_an_outage_everything_is_answered_in_order_by_itself(person, engine):
    engine.down = True
    for text in ("een", "twee"):
        await person.say(text)
    engine.down = False

    async def answered():
        return texts(await person.read())[-2:] == ["You said: een", "You said: twee"]

    await until(answered)


async def test_who_writes_again_first_gets_what_was_left(person, engine):
    engine.states = {"dialogue": "starting", "actions": "ok"}  # the background leaves it alone
    engine.down = True
    await person.say("een")
    engine.down = False
    assert texts(await person.say("twee")) == ["You said: een", "You said: twee"]


async def test_a_slow_engine_counts_as_down(gateway, engine):
    person = await meet(await gateway(patience=0.02))
    engine.gate.clear()
    assert "bewaard" in texts(await person.say("Ik heb schulden"))[0]
    engine.gate.set()

    async def answered():
        return texts(await person.read())[-1] == "You said: Ik heb schulden"

    await until(answered)


async def test_an_engine_that_breaks_counts_as_down_and_its_words_are_not_logged(person, engine, log):
    engine.error = RuntimeError("Ik heb schulden")
    assert "bewaard" in texts(await person.say("Ik heb schulden"))[0]
    assert "Ik heb schulden" not in log.text
    assert "RuntimeError" in log.text


async def test_a_restarted_gateway_takes_up_what_was_left(gateway, engine):
    before = await meet(await gateway())
    engine.down = True
    await before.say("Ik heb schulden")
    await before.client.close()
    engine.down = False
    after = Person(await gateway(), before.id, before.token)

    async def answered():
        return texts(await after.read())[-1] == "You said: Ik heb schulden"

    await until(answered)
    assert {one.message_id for one in engine.seen} == {engine.seen[0].message_id}


async def test_a_gateway_that_dies_in_the_middle_of_a_turn_loses_nothing(gateway, engine):
    before = await meet(await gateway())
    engine.gate.clear()
    dying = asyncio.create_task(before.client.app[INTAKE].receive(Incoming(before.id, "Ik heb schulden")))
    await engine.asked.wait()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await before.client.close()
    engine.gate.set()
    after = Person(await gateway(), before.id, before.token)

    async def answered():
        return texts(await after.read())[-2:] == ["Ik heb schulden", "You said: Ik heb schulden"]

    await until(answered)


async def test_a_button_keeps_its_meaning_through_an_outage(person, engine):
    engine.replies = [[Reply("Voor wie?", (Button("Voor mij", "", "/inform"),))]]
    (question,) = await person.say("hallo")
    engine.down = True
    await person.press(question["buttons"][0]["payload"])
    engine.down = False
    await person.client.app[INTAKE].resume()
    assert texts(await person.read())[-1] == "You said: /inform"


async def test_late_answers_go_out_where_people_do_not_fetch_them(person, engine):
    sent = []

    async def deliver(talk, messages):
        sent.extend((talk.id, message.text) for message in messages)

    person.client.app[OUTBOX].add("web", deliver)
    engine.states = {"dialogue": "starting", "actions": "ok"}
    engine.down = True
    await person.say("Bel me op 06-12345671")
    engine.down = False
    assert await person.client.app[INTAKE].resume()
    assert sent == [(person.id, "You said: Bel me op 06-12345671")]


async def test_a_message_that_always_fails_goes_to_a_human_and_the_talk_goes_on(person, engine, units):
    engine.states = {"dialogue": "starting", "actions": "ok"}
    engine.error = RuntimeError("always")
    await person.say("Ik heb schulden")
    engine.states = {"dialogue": "ok", "actions": "ok"}
    for _ in range(GIVE_UP):
        await person.client.app[INTAKE].resume()
    assert "medewerker" in texts(await person.read())[-1]
    async with units(reading=True) as uow:
        assert (await uow.handovers.of_conversation(person.id)).reason == "bot_failed"
        assert (await uow.conversations.get(person.id)).state is State.WAITING
        assert await uow.messages.waiting() == []
    engine.error = None
    assert texts(await person.say("hallo?")) == ["You said: hallo?"]


async def test_one_bad_talk_does_not_keep_the_others_waiting(client, engine):
    first, second = await meet(client), await meet(client)
    engine.states = {"dialogue": "starting", "actions": "ok"}
    engine.error = RuntimeError("down")
    for person in (first, second):
        await person.say("hallo")
    engine.states = {"dialogue": "ok", "actions": "ok"}
    answer, engine.error = engine.answer, None

    async def only_the_second(utterance):
        if utterance.conversation == first.id:
            raise RuntimeError("always")
        return await answer(utterance)

    engine.answer = only_the_second
    assert not await client.app[INTAKE].resume()
    assert texts(await second.read())[-1] == "You said: hallo"


@pytest.mark.parametrize("replies", [[], [Reply("")], [Reply(" \n")]])
async def test_silence_is_never_an_answer(person, engine, replies):
    engine.replies = [replies]
    (fallback,) = await person.say("asdf")
    assert fallback["text"]
    assert "{" not in fallback["text"]


async def test_a_reply_without_words_but_with_something_to_show_is_kept(person, engine):
    engine.replies = [[Reply("", custom={"services": ["debt-desk"]})]]
    assert (await person.say("hallo"))[0]["custom"] == {"services": ["debt-desk"]}


# --- One turn at a time, each message once


async def test_the_same_message_twice_is_one_turn_with_one_answer(person, engine):
    first = await person.say("Ik heb schulden", message_id="m1")
    assert await person.say("Ik heb schulden", message_id="m1") == first
    assert len(engine.seen) == 1
    assert engine.seen[0].message_id == "m1"
    assert len(await person.read()) == 3


async def test_the_same_message_while_the_first_still_runs_waits_for_its_answer(person, engine):
    engine.gate.clear()
    both = [asyncio.create_task(person.say("Ik heb schulden", message_id="m1")) for _ in range(2)]
    await engine.asked.wait()
    engine.gate.set()
    first, second = await asyncio.gather(*both)
    assert first == second != []
    assert len(engine.seen) == 1


async def test_the_same_message_after_an_outage_gets_the_real_answer(person, engine):
    engine.states = {"dialogue": "starting", "actions": "ok"}
    engine.down = True
    apology = await person.say("Ik heb schulden", message_id="m1")
    assert await person.say("Ik heb schulden", message_id="m1") == apology
    engine.down = False
    assert texts(await person.say("Ik heb schulden", message_id="m1")) == [
        apology[0]["text"], "You said: Ik heb schulden",
    ]  # fmt: skip


async def test_the_same_id_in_another_talk_is_another_message(client, engine):
    for person in (await meet(client), await meet(client)):
        assert texts(await person.say("hallo", message_id="m1")) == ["You said: hallo"]
    assert len(engine.seen) == 2


async def test_messages_of_one_person_take_turns_and_those_of_two_do_not_wait(client, engine):
    one, other = await meet(client), await meet(client)
    said = [one.say("een"), one.say("twee"), one.say("drie"), other.say("hallo")]
    answers = await asyncio.gather(*said)
    assert [texts(answer) for answer in answers[:3]] == [["You said: een"], ["You said: twee"], ["You said: drie"]]
    assert engine.busiest == 1
    assert [message["from"] for message in await one.read(after=1)] == ["person", "bot"] * 3
    assert client.app[TURNS].running() == 0


async def test_a_turn_sees_what_the_turn_before_it_left(person, engine, units):
    engine.gate.clear()
    first = asyncio.create_task(person.say("Ik heb schulden"))
    await engine.asked.wait()
    second = asyncio.create_task(person.say("achttien"))
    await change(units, person.id, memory={"asks": "age", "flow": "intake"})
    engine.gate.set()
    await asyncio.gather(first, second)
    assert (engine.seen[1].metadata["asks"], engine.seen[1].metadata["flow"]) == ("age", "intake")


# --- Danger first


async def test_danger_gets_the_numbers_before_anything_else(person, engine, units):
    numbers, answer = await person.say(DANGER)
    assert "113" in numbers["text"]
    assert numbers["custom"]["crisis"] == "suicide_risk"
    assert answer["text"] == f"You said: {DANGER}"
    assert engine.seen[0].metadata["crisis"] == "suicide_risk"
    async with units(reading=True) as uow:
        talk = await uow.conversations.get(person.id)
    assert (talk.crisis, talk.outcome) == ("suicide_risk", Outcome.CRISIS_NUMBERS)


@pytest.mark.parametrize(("text", "code", "language"), [
    ("Yaşamak istemiyorum artık, çok yoruldum", "suicide_risk", "tr"),
    ("mąż mnie bije i boję się wracać do domu", "domestic_violence", "pl"),
    ("زوجي يضربني وأنا خائفة على أطفالي", "domestic_violence", "ar"),
    ("я більше не хочу жити", "suicide_risk", "uk"),
    ("mi kasa ta bati mi tur dia", "domestic_violence", "pap"),
])  # fmt: skip
async def test_danger_in_another_language_gets_the_numbers_in_it(person, engine, units, text, code, language):
    engine.down = True
    numbers = (await person.say(text))[0]
    assert numbers["custom"]["crisis"] == code and numbers["text"] == Texts().say("utter_other_danger", language)
    async with units(reading=True) as uow:
        assert (await uow.conversations.get(person.id)).crisis == code


async def test_the_engine_hears_in_which_language_the_numbers_were_given(person, engine):
    await person.say("Yaşamak istemiyorum artık, çok yoruldum")
    assert (engine.seen[0].metadata["crisis"], engine.seen[0].metadata["abroad"]) == ("suicide_risk", "tr")


async def test_danger_gets_the_numbers_when_the_engine_is_down(person, engine):
    engine.down = True
    assert "113" in texts(await person.say(DANGER))[0]
    engine.down = False
    await person.client.app[INTAKE].resume()
    assert engine.seen[-1].metadata["crisis"] == "suicide_risk"
    assert sum("113" in text and "zegt" in text for text in texts(await person.read())) == 1


async def test_danger_does_not_wait_as_long_for_a_slow_engine(gateway, engine, monkeypatch):
    monkeypatch.setattr("bot.services.intake.PATIENCE_IN_DANGER", 0.02)
    person = await meet(await gateway())
    engine.gate.clear()
    assert "113" in texts(await person.say(DANGER))[0]


async def test_danger_gets_the_numbers_while_staff_is_talking(person, engine, units):
    await change(units, person.id, state=State.STAFF)
    assert [message["custom"].get("crisis") for message in await person.say(DANGER)] == ["suicide_risk"]
    assert engine.seen == []


async def test_danger_in_english_gets_english_numbers(person):
    assert "Call" in texts(await person.say("I want to kill myself"))[0]


# --- Private data


async def test_a_bsn_goes_nowhere_and_the_person_is_told_once(person, engine, units, log):
    first = await person.say(f"Mijn bsn is {BSN}")
    again = await person.say(f"nogmaals {BSN}")
    assert "burgerservicenummer" in first[0]["text"]
    assert len(first) == 2
    assert len(again) == 1
    assert BSN not in str(engine.seen)
    assert "[bsn]" in engine.seen[0].text
    assert BSN not in str(await person.read())
    assert BSN not in log.text
    async with units(reading=True) as uow:
        assert BSN not in str([await uow.messages.after(person.id), await uow.conversations.get(person.id)])


async def test_the_engine_sees_placeholders_and_the_person_their_own_words(person, engine, log):
    text = "Bel me op 06-12345671 of mail naar yara.k@example.com"
    said = await person.say(text)
    assert engine.seen[0].text == "Bel me op [telefoon 1] of mail naar [e-mail 1]"
    assert texts(said) == [f"You said: {text}"]
    assert texts(await person.read())[1:] == [text, f"You said: {text}"]
    assert "06-12345671" not in log.text


@pytest.mark.parametrize(("text", "seen"), [
    ("Delano", "[naam 1]"),                          # nothing but a name
    ("zeg maar Jo", "zeg maar [naam 1]"),            # what leads up to it stays
    ("liever niet", "liever niet"),                  # a no
    ("weet ik niet", "weet ik niet"),                # no answer
    ("waarom wil je dat weten?", "waarom wil je dat weten?"),
    (DANGER, DANGER),                                # danger is no name
])  # fmt: skip
async def test_a_bare_name_is_private_where_a_name_was_asked(person, engine, units, text, seen):
    await change(units, person.id, memory={"asks": "name"})
    await person.say(text)
    assert engine.seen[0].text == seen


async def test_a_word_is_no_name_where_none_was_asked(person, engine):
    await person.say("Delano")
    assert engine.seen[0].text in ("Delano", "[naam 1]")
    await person.say("schulden")
    assert engine.seen[1].text == "schulden"


# --- Who is talking


async def test_while_staff_is_talking_the_bot_is_silent(person, engine, units):
    await change(units, person.id, state=State.STAFF)
    assert await person.say("Ben je daar?") == []
    assert engine.seen == []
    assert texts(await person.read())[-1] == "Ben je daar?"
    async with units(reading=True) as uow:
        assert await uow.messages.waiting() == []


async def test_when_staff_takes_over_in_the_middle_of_a_turn_the_bot_holds_its_tongue(person, engine, units):
    engine.gate.clear()
    turn = asyncio.create_task(person.say("Ik heb schulden"))
    await engine.asked.wait()
    await change(units, person.id, state=State.STAFF)
    engine.gate.set()
    assert await turn == []


async def test_what_waited_when_staff_took_over_is_theirs(person, engine, units):
    engine.states = {"dialogue": "starting", "actions": "ok"}
    engine.down = True
    await person.say("Ik heb schulden")
    await change(units, person.id, state=State.STAFF)
    engine.down = False
    calls = len(engine.seen)
    assert await person.client.app[INTAKE].resume()
    assert len(engine.seen) == calls


async def test_who_waits_for_staff_still_gets_the_bot(person, units):
    await change(units, person.id, state=State.WAITING)
    assert texts(await person.say("hallo")) == ["You said: hallo"]


async def test_a_closed_talk_opens_again(person, units, clock):
    await change(units, person.id, state=State.CLOSED, closed_at=clock.now(), handled_by="jan")
    again, answer = texts(await person.say("hallo"))
    assert "afgerond" in again
    assert answer == "You said: hallo"
    async with units(reading=True) as uow:
        talk = await uow.conversations.get(person.id)
    assert (talk.state, talk.closed_at, talk.handled_by) == (State.BOT, None, None)


async def test_the_first_words_choose_the_language_and_a_later_word_does_not(person, engine, units):
    await person.say("I have debts and need help")
    await change(units, person.id, need="debt")
    await person.say("nee")
    assert [one.metadata["language"] for one in engine.seen] == ["en", "en"]


async def test_what_waits_in_a_talk_that_was_erased_is_gone(person, engine):
    engine.down = True
    await person.say("Ik heb schulden")
    engine.down = False
    await person.client.delete(f"/api/conversations/{person.id}", headers=person.headers)
    calls = len(engine.seen)
    assert await person.client.app[INTAKE].resume()
    assert len(engine.seen) == calls


async def test_erasing_waits_for_the_turn_that_runs(person, engine, units):
    engine.gate.clear()
    turn = asyncio.create_task(person.say("Ik heb schulden"))
    await engine.asked.wait()
    erasing = asyncio.create_task(person.client.delete(f"/api/conversations/{person.id}", headers=person.headers))
    await asyncio.sleep(0.05)
    engine.gate.set()
    assert texts(await turn) == ["You said: Ik heb schulden"]
    assert (await erasing).status == 204
    async with units(reading=True) as uow:
        assert [one for one in await uow.messages.after(person.id) if one.sender is Sender.BOT] == []


# --- Taken away


async def test_who_says_yes_to_erasing_gets_the_last_words_and_then_nothing_is_left(person, engine, units):
    engine.replies = [[Reply("Alles is gewist.", custom={"erase": True})]]
    (last,) = await person.say("ja")
    assert last["text"] == "Alles is gewist."
    async with units() as uow:
        assert await uow.conversations.find(person.id) is None
        assert await uow.messages.after(person.id) == []


async def test_erasing_during_an_outage_happens_when_the_answer_comes(person, engine, units):
    engine.down = True
    await person.say("ja")
    engine.replies = [[Reply("Alles is gewist.", custom={"erase": True})]]
    engine.down = False

    async def gone() -> bool:
        async with units() as uow:
            return await uow.conversations.find(person.id) is None

    await until(gone)
