"""What is said once before the doors, for needs in which people have to know more than where to go."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.conversation import Conversation
from bot.talk import contact, rights, school_at_home, tonight, turning_18, waiting
from bot.talk.model import Say, World

Guide = Callable[[Conversation, World], tuple[Say, ...]]

GUIDES: dict[str, Guide] = {
    "transition_18": turning_18.guide,
    "homelessness": tonight.guide,
    "school_place": school_at_home.guide,
    "childrens_rights": rights.guide,
    "contact_info": contact.guide,
}
"""By need; waiting is looked for in every other one."""


def guide(talk: Conversation, world: World) -> tuple[Say, ...]:
    """Nothing where doors were named before: what was said is not said again."""
    if talk.memory.offered:
        return ()
    return GUIDES.get(str(talk.need), waiting.guide)(talk, world)
