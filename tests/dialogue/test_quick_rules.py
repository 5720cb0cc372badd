"""Looking rules up by intent finds what trying all of them finds."""

from __future__ import annotations

import json
from itertools import product

import pytest
from rasa.core.policies.rule_policy import RulePolicy

from bot.dialogue import quick_rules

pytestmark = pytest.mark.rasa

LISTENED = {"action_name": "action_listen"}
INTENTS, FLOWS = ("debt", "affirm", "unknown"), ("intake", "complaint", None)


def rule(*states: dict) -> str:
    return json.dumps(states)


LOOKUP = {
    rule({}, {"prev_action": LISTENED, "user": {"intent": "debt"}}): "action_intake",
    rule(
        {}, {"prev_action": LISTENED, "user": {"intent": "affirm"}, "slots": {"flow": ["complaint"]}}
    ): "action_complaint",
    rule({"prev_action": LISTENED, "user": {"intent": "affirm"}}): "action_smalltalk",
    rule({"prev_action": LISTENED, "user": {"intent": "should_not_be_set"}}): "action_none",
    rule({"prev_action": {"action_name": "action_intake"}}): "action_listen",
    rule({"prev_action": LISTENED, "slots": {"flow": ["intake"]}}): "action_intake",
    rule({}): "action_start",
}


def states() -> list[list[dict]]:
    """Conversations with every intent and flow: at the start, after a message and after an action."""
    made: list[list[dict]] = [[{}]]
    for intent, flow in product(INTENTS, FLOWS):
        slots = {"slots": {"flow": (flow,)}} if flow else {}
        heard = {"prev_action": LISTENED, "user": {"intent": intent}, **slots}
        done = {"prev_action": {"action_name": "action_intake"}, "user": {"intent": intent}, **slots}
        made += [[{}, heard], [{}, heard, done], [heard], [{}, heard, done, heard]]
    return made


@pytest.fixture
def policy() -> RulePolicy:
    """Only what looking up needs of it."""
    return RulePolicy.__new__(RulePolicy)


def stock(policy: RulePolicy, conversation: list[dict]) -> set[str]:
    kept = set(LOOKUP)
    for turn, state in enumerate(reversed(conversation)):
        kept = {key for key in kept if policy._is_rule_applicable(key, turn, state)}
    return kept


@pytest.mark.parametrize("conversation", states(), ids=str)
def test_the_same_rules_are_possible(policy: RulePolicy, conversation: list[dict]) -> None:
    assert quick_rules.install()
    assert policy._get_possible_keys(LOOKUP, conversation) == stock(policy, conversation)


def test_rules_lie_under_the_intent_of_their_newest_state() -> None:
    found = quick_rules.index(LOOKUP)
    assert set(found) == {"debt", "affirm", None} and len(found["affirm"]) == 2 and len(found[None]) == 4
