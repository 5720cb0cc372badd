"""Intake: hear the need, read it back, ask what changes the route, name the doors, check back."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.domain.address import form_of
from bot.domain.conversation import Conversation, Outcome
from bot.domain.deadlines import objection_due
from bot.domain.directory import Choice, Wish
from bot.domain.messages import Button
from bot.domain.needs import Need, Road
from bot.domain.office_hours import OfficeHour
from bot.talk import followup, office_hours, turning_18
from bot.talk.complaint import about_decision
from bot.talk.guidance import guide
from bot.talk.listening import forget_case, listen
from bot.talk.model import Heard, Say, Turn, World
from bot.talk.own_flows import own_flow
from bot.talk.parking import parked_need
from bot.talk.questions import ask, collect
from bot.talk.tailored import without_a_fit
from bot.talk.wishes import hear_wishes, wishes_of
from bot.talk.wording import door_values

FLOW = "intake"
SURE = 0.40
"""Below this confidence the bot asks which need it is."""

POSSIBLE = 0.06
"""Below this confidence a need is not even offered as a button."""

STORY_WORDS = 5
"""From this length on, what is told to explain a need counts as what happened."""

CHOOSING = frozenset({"age", "district", "for_whom"})
"""Facts on which the choice of a door rests."""

COUNTER = frozenset({"registration_move", "id_documents", "civil_registry", "residence_integration"})
"""Needs for which people go to a counter with an appointment."""

NOTED = ("for_whom", "since_when", "has_address", "district", "wanted_outcome")
"""What a counter wants to know first."""

DECIDED = frozenset(
    {
        "social_benefit",
        "allowances",
        "wmo_support",
        "municipal_tax",
        "parking",
        "permits",
        "school_transport",
        "poverty_support",
        "study_finance",
        "youth_care",
        "long_term_care",
        "residence_integration",
    }
)
"""Needs in which a letter can hold a decision to object to."""

DOORS_AT_ONCE = 2
"""More than two cards at once is too much to read."""

ELSEWHERE = {
    Road.COMPLAINT: "complaint",
    Road.OBJECTION: "objection",
    Road.STATUS: "status",
    Road.SAFETY: "safety",
    Road.SMALLTALK: "smalltalk",
    Road.HANDOVER: "handover",
    Road.SENT_AROUND: "sent_around",
}


def start(talk: Conversation, heard: Heard, world: World) -> Turn:
    """A need was heard: take it up, or ask which one it is when that is not sure; a danger not sure enough is asked."""
    code = heard.choice.get("need") or heard.intent
    if code not in world.needs:
        return Turn(talk, goto="smalltalk")
    if "need" not in heard.choice and (heard.confidence < SURE or world.needs[code].road is Road.SAFETY):
        return _which_need(talk, heard, world)
    return take_up(talk, world.needs[code], heard, world)


def step(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The next message in the intake."""
    if talk.memory.asks == "need" and "need" not in heard.choice:
        return _told_more(talk, heard, world)
    if "need" in heard.choice or (heard.intent in world.needs and heard.intent != talk.need):
        return start(talk, heard, world)
    if talk.memory.asks == "confirm":
        return _after_doors(talk, heard, world)
    if talk.memory.asks == "wanted_outcome":
        return _note(talk, heard, world)
    if talk.memory.asks == "next":
        return _other_road(talk, heard, world)
    listened = listen(hear_wishes(talk, heard), heard, world)
    known = turning_18.hear(listened.talk, heard, world)
    if listened.corrected and talk.memory.offered:
        return show_doors(known, world)
    return _go_on(known, world, answered=listened.answered or known is not listened.talk)


def take_up(talk: Conversation, need: Need, heard: Heard, world: World) -> Turn:
    """Begin with this need; what belonged to an earlier one is put away."""
    changed = talk.need is not None and talk.need != need.code
    talk = forget_case(talk) if changed else talk
    earlier = talk.need if changed and talk.need in talk.memory.later else None
    later = tuple(code for code in talk.memory.later if code not in (need.code, earlier))
    talk = replace(talk.recall(flow=FLOW, asks=None, later=later), need=need.code)
    talk = hear_wishes(_remember_opening(talk, heard), heard)
    talk = turning_18.hear(listen(talk, replace(heard, intent=need.code), world).talk, heard, world)
    own = ELSEWHERE.get(need.road) or own_flow(need.code, talk)
    if own:
        return Turn(talk, goto=own)
    read_back = Say("utter_heard", {"heard": need.heard(talk.language, form_of(talk))}, custom={"need": need.code})
    return _go_on(talk, world, answered=False).after(read_back)


def _remember_opening(talk: Conversation, heard: Heard) -> Conversation:
    """The words with which a need came in stay in the file, all of them."""
    if not heard.text:
        return talk
    words = [str(talk.memory.notes["opening"])] if "likely" in talk.memory.notes else []
    notes = {name: value for name, value in talk.memory.notes.items() if name != "likely"}
    return talk.recall(notes={**notes, "opening": "\n".join([*words, heard.text])})


def _which_need(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Two or three likely needs as buttons, next to telling more in other words."""
    likely = [
        code
        for code, confidence in heard.needs
        if code in world.needs and world.needs[code].road is not Road.SMALLTALK and confidence >= POSSIBLE
    ]
    if not likely:
        return Turn(talk, goto="smalltalk")
    needs = [world.needs[code] for code in likely[:3]]
    buttons = tuple(Button(need.name(talk.language), "", f'/inform{{"need": "{need.code}"}}') for need in needs)
    notes = {**talk.memory.notes, "opening": heard.text, "likely": dict(heard.needs)}
    talk = talk.recall(flow=FLOW, asks="need", misses=0, notes=notes)
    return Turn(talk, (Say("utter_which_need", buttons=buttons, custom={"asks": "what_happened"}),))


def _told_more(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The person told more instead of pressing a button: both texts together decide, or a person after two tries."""
    earlier = talk.memory.notes.get("likely", {})
    again = heard.text.strip().lower() == str(talk.memory.notes.get("opening", "")).strip().lower()
    earlier = {} if again else earlier  # the same words twice tell no more than once
    together = {code: (confidence + earlier.get(code, 0.0)) for code, confidence in heard.needs if code in world.needs}
    code, weight = max(together.items(), key=lambda one: one[1], default=("unclear", 0.0))
    if weight >= SURE and world.needs[code].road is not Road.SMALLTALK:
        story = {"what_happened": heard.text} if len(heard.text.split()) >= STORY_WORDS else {}
        return take_up(talk.know(**story), world.needs[code], heard, world)
    if talk.memory.misses:
        return Turn(talk.recall(misses=0), goto="handover").after(Say("utter_not_understood_human"))
    return Turn(talk.recall(misses=1), (Say("utter_tell_more", custom={"asks": "what_happened"}),))


def _go_on(talk: Conversation, world: World, *, answered: bool) -> Turn:
    """The next follow-up question, or the doors."""
    need = world.needs[talk.need or "unclear"]
    asks = (*need.asks, "district") if office_hours.are_asked(talk) else need.asks
    return collect(asks, talk, world, answered=answered) or show_doors(talk, world)


def wish_of(talk: Conversation, world: World, limit: int = DOORS_AT_ONCE) -> Wish:
    """What is known of the person, as the directory wants it."""
    age, wishes = talk.facts.get("age", ""), wishes_of(talk)
    return Wish(
        talk.need or "unclear",
        int(age) if age.isdigit() else None,
        talk.facts.get("district"),
        talk.facts.get("for_whom"),
        talk.language,
        world.now,
        frozenset(talk.memory.offered),
        limit,
        channels=wishes.channels,
        anonymous=wishes.anonymous,
        free=wishes.free,
        form=form_of(talk),
    )


def show_doors(talk: Conversation, world: World) -> Turn:
    """One or two cards, then the question whether this is what the person needs."""
    sessions = office_hours.next_ones(talk, world) if office_hours.are_asked(talk) and not talk.memory.offered else ()
    if sessions:
        return _show_office_hours(talk, sessions, world)
    wish = wish_of(talk, world)
    found = list(world.doors(wish))
    talk, nothing_fits = without_a_fit(talk, wish, found, world)
    if not found:
        return Turn(talk.recall(asks=None), (Say("utter_no_more_doors"),), goto="handover")
    ids, told = tuple(choice.service.id for choice in found), (*guide(talk, world), *nothing_fits)
    warm = world.needs[talk.need or "unclear"].road is Road.REFERRAL
    notes = {**talk.memory.notes, "warm": warm, "tonight": talk.memory.notes.get("tonight") or _spoken(found[0])}
    talk = talk.recall(offered=(*talk.memory.offered, *ids), asks="confirm", misses=0, notes=notes)
    return Turn(
        talk,
        (*_objection_hint(talk, world), *told, *(_card(choice, talk) for choice in found), _check_back(talk, world)),
    )


def _show_office_hours(talk: Conversation, sessions: Sequence[OfficeHour], world: World) -> Turn:
    """When and where the ombudsman can be met; these are the doors then."""
    ids = tuple(one.service.id for one in sessions)
    shown = talk.recall(offered=ids, asks="confirm", misses=0)
    return Turn(shown, (office_hours.say(sessions, talk), _check_back(shown, world)))


def _spoken(choice: Choice) -> str:
    """The name of a door with the number to call."""
    return " ".join(part for part in (choice.service.name, choice.service.phone) if part)


def _objection_hint(talk: Conversation, world: World) -> tuple[Say, ...]:
    """With signs of a decision the hard term comes before anything else (Awb 6:7), once."""
    if talk.need not in DECIDED or len(talk.memory.offered) > DOORS_AT_ONCE:
        return ()
    sent = talk.facts.get("decision_date", "none")
    if sent != "none":
        return (Say("utter_objection_due", {"due": objection_due(date.fromisoformat(sent), holidays=world.holidays)}),)
    told = about_decision(str(talk.memory.notes.get("opening", "")))
    return (Say("utter_objection_hint"),) if told else ()


def _card(choice: Choice, talk: Conversation) -> Say:
    values = {**door_values(choice, talk), "report": json.dumps(choice.service.id)}
    return Say("utter_door", values, custom={"services": [choice.service.id], "need": talk.need})


def _check_back(talk: Conversation, world: World) -> Say:
    """Where a door can come to the person the bot offers that too."""
    warm = world.needs[talk.need or "unclear"].road is Road.REFERRAL
    return Say("utter_check_back_referral" if warm else "utter_check_back", custom={"asks": "confirm"})


def _after_doors(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Yes, no or something in between, after the doors were named."""
    wants = heard.choice.get("next")
    if wants:
        return _take_road(talk, wants, world)
    warm = world.needs[talk.need or "unclear"].road is Road.REFERRAL
    if heard.intent == "by_self":
        return _note_or_end(talk, world)
    if heard.intent == "affirm":
        return Turn(talk, goto="referral") if warm else _note_or_end(talk, world)
    if heard.intent == "deny":
        return _what_then(talk, heard, "utter_what_then")
    if heard.intent == "dont_know":
        return Turn(talk, goto="referral") if warm else _what_then(talk, heard, "utter_what_now")
    return _told_at_doors(talk, heard, world)


def _told_at_doors(talk: Conversation, heard: Heard, world: World) -> Turn:
    """Something else than yes or no: new facts choose anew, other words get the question once more."""
    wished = hear_wishes(talk, heard)
    if wished is not talk:
        return show_doors(wished.recall(offered=()), world).after(Say("utter_noted"))
    listened = listen(talk, heard, world)
    if listened.corrected or (set(listened.talk.facts) - set(talk.facts)) & CHOOSING:
        fresh = listened.talk.recall(offered=())
        return show_doors(fresh, world).after(Say("utter_corrected" if listened.corrected else "utter_noted"))
    if talk.memory.misses:
        return _what_then(listened.talk, heard, "utter_what_now")
    again = listened.talk.recall(misses=1)
    return Turn(again, (Say("utter_not_understood"), _check_back(again, world)))


def _note_or_end(talk: Conversation, world: World) -> Turn:
    """At a counter a note helps: with what the person wants, so that the story need not be told from the start."""
    if talk.need in COUNTER and "wanted_outcome" not in {*talk.facts, *talk.memory.declined}:
        return ask("wanted_outcome", talk, world).after(Say("utter_note_offer"))
    return solved(talk, world)


def _note(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The note to show, out of what was told."""
    talk = listen(talk, heard, world).talk
    rows = [{"fact": name, "value": talk.facts[name]} for name in NOTED if name in talk.facts]
    return solved(talk, world).after(Say("utter_note", {"note": rows}))


def solved(talk: Conversation, world: World) -> Turn:
    """The person says that this is it; a need that was heard along the way comes next."""
    talk = replace(talk.recall(flow=None, asks=None, misses=0), outcome=Outcome.SERVICE_GIVEN)
    later = later_needs(talk, world)
    return Turn(talk, (Say("utter_solved"), *later)) if later else followup.offered(talk).after(Say("utter_solved"))


def later_needs(talk: Conversation, world: World) -> tuple[Say, ...]:
    """Offer the need that was put aside."""
    waiting = parked_need(talk)
    if waiting and waiting in world.needs:
        return (Say("utter_parked", {"need": world.needs[waiting].name(talk.language)}),)
    if not talk.memory.later:
        return ()
    need = world.needs[talk.memory.later[0]]
    button = Button(need.name(talk.language), "", f'/inform{{"need": "{need.code}"}}')
    return (Say("utter_later_need", {"need": need.name(talk.language)}, (button,)),)


def _what_then(talk: Conversation, heard: Heard, response: str) -> Turn:
    """This was not it: what the person says about it goes into the file, and three roads are open."""
    if len(heard.text.split()) > STORY_WORDS:
        opening = f"{talk.memory.notes.get('opening', '')}\n{heard.text}".strip()
        talk = talk.recall(notes={**talk.memory.notes, "opening": opening})
    return Turn(talk.recall(asks="next", misses=0), (Say(response, custom={"asks": "next"}),))


def _other_road(talk: Conversation, heard: Heard, world: World) -> Turn:
    """The answer to "what then": another door, a person or a complaint."""
    wants = heard.choice.get("next")
    if wants:
        return _take_road(talk, wants, world)
    if heard.intent == "affirm":
        return _take_road(talk, "door", world)
    if heard.intent == "inform" and not talk.memory.misses:
        return Turn(talk.recall(misses=1), (Say("utter_what_now", custom={"asks": "next"}),))
    return _take_road(talk, "human", world)


def _take_road(talk: Conversation, wants: str, world: World) -> Turn:
    if wants == "door":
        return show_doors(talk, world)
    if wants == "self":
        return solved(talk, world)
    flow = {"human": "handover"}.get(wants, wants)
    return Turn(talk, goto=flow)
