"""Rasa's rules, looked up by the intent that they are about.

`RulePolicy` tries every rule against the conversation, twice in a turn; nearly all of them fail at the intent of the
last message. Here those are not tried. What is left is judged by Rasa itself, so the same rules apply.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.constants import PREVIOUS_ACTION, SHOULD_NOT_BE_SET, USER
from rasa.shared.nlu.constants import INTENT

from bot.dialogue.lean_actions import looks_as_expected

_SHAPES = {"_get_possible_keys": ["self", "lookup", "states"], "_rule_key_to_state": ["rule_key"]}

Lookup = dict[str, str]


def install() -> bool:
    """Look rules up by intent, once; False where Rasa is not as expected, and its own way stays."""
    if getattr(RulePolicy, "_quick", False):
        return True
    if not looks_as_expected(RulePolicy, _SHAPES):
        return False
    RulePolicy._get_possible_keys = _by_intent(RulePolicy._get_possible_keys)
    RulePolicy._quick = True
    return True


def _by_intent(stock: Callable[..., set[str]]) -> Callable[..., set[str]]:
    indexes: dict[int, tuple[Lookup, dict[str | None, Lookup]]] = {}

    @functools.wraps(stock)
    def possible(self: Any, lookup: Lookup, states: list[dict[str, Any]]) -> set[str]:
        newest = states[-1] if states else {}
        if PREVIOUS_ACTION not in newest:  # at the very start Rasa compares nothing
            return stock(self, lookup, states)
        if indexes.get(id(lookup), (None,))[0] is not lookup:
            indexes[id(lookup)] = lookup, index(lookup)
        found = indexes[id(lookup)][1]
        intent = newest.get(USER, {}).get(INTENT)
        return stock(self, {**found.get(None, {}), **(found.get(intent, {}) if intent else {})}, states)

    return possible


def index(lookup: Lookup) -> dict[str | None, Lookup]:
    """The rules by the intent that their newest state asks for; under None those that ask for none."""
    found: dict[str | None, Lookup] = defaultdict(dict)
    for key, action in lookup.items():
        newest = RulePolicy._rule_key_to_state(key)[-1]
        intent = newest.get(USER, {}).get(INTENT) if newest.get(PREVIOUS_ACTION) else None
        found[None if intent == SHOULD_NOT_BE_SET else intent or None][key] = action
    return dict(found)
