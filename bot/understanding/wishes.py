"""How somebody wants to be helped, in their own words: not by phone, without a name, for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

NO_PHONE = re.compile(
    r"\b(niet|nooit|geen|liever niet|niet graag)\s+(zo\s+|goed\s+|durven\s+|te\s+|graag\s+|hoeven\s+|kunnen\s+)*"
    r"(bellen|telefoneren|gebeld worden|telefoontje)\b|"
    r"\b(bellen|telefoneren) (lukt|kan|durf|wil|vind|gaat) .{0,12}\b(niet|eng|lastig|moeilijk|spannend)\b|"
    r"\b(belangst|bang om te bellen|zonder (te )?bellen|geen beltegoed)\b|"
    r"\b(not|don'?t|can'?t|cannot|rather not|without|afraid to|hate to?)\s+(want to\s+|like to\s+|be\s+|have to\s+)*"
    r"(call|calling|phone|phoning|make (a )?phone calls?)\b",
    re.IGNORECASE,
)
WISH = r"\b(ik|we|wij|i)\b.{0,25}\b(wil|willen|liever|graag|alleen|rather|prefer|want|only)\b.{0,20}"
MAY = r"\b(kan|kunnen|mag|can|may|could) (ik|we|i)\b.{0,20}"
BARE = r"^\W*(liever|graag|alleen|het liefst|rather|preferably)\b.{0,15}"
"""How a wish begins: of oneself, as a question, or with nothing before it."""


def _wished(words: str, more: str = "(?!)") -> re.Pattern[str]:
    return re.compile(rf"({WISH}|{MAY}|{BARE})\b({words})\b|{more}", re.IGNORECASE)


WISHED: dict[str, re.Pattern[str]] = {
    "phone": _wished("(op)?bellen|telefonisch|call|phone", r"\bby phone\b"),
    "chat": _wished("chat|chatten|appen|whatsappen|typen|text"),
    "walk_in": _wished(
        "langskomen|langs ?(komen|gaan)|binnenlopen|inlopen|walk in|drop by|visit",
        r"\b(in het echt|face to face|in person)\b",
    ),
    "online": _wished("online|mailen|e-?mailen|via de (web)?site|e-?mail"),
}
NAMELESS = re.compile(
    r"\banoniem\b|\bzonder (mijn |m'n )?naam\b|\b(mijn|m'n) naam (niet|liever niet|geheim)\b|"
    r"\b(niemand|ze) mag(en)? .{0,10}weten\b|\bniet zeggen wie ik ben\b|"
    r"\banonymous(ly)?\b|\bwithout (giving )?my name\b|\bnobody (may|can) know\b",
    re.IGNORECASE,
)
NO_MONEY = re.compile(
    r"\bgratis\b|\b(mag|kan|moet) (het |dit |dat )?(echt )?(niks|niets|geen geld) kosten\b|"
    r"\b(hulp|advocaat|dat|dit) (kan ik )?niet betalen\b|"
    r"\bfor free\b|\bfree of charge\b|\bcan'?t (afford|pay for) (it|help|that|a lawyer)\b",
    re.IGNORECASE,
)
"""Help for nothing; that the rent or a bill cannot be paid is another thing."""

ALL = frozenset(WISHED)


@dataclass(frozen=True)
class Wishes:
    """The ways that suit somebody (none: all of them), and whether without a name and without money."""

    channels: frozenset[str] = frozenset()
    anonymous: bool = False
    free: bool = False

    def __bool__(self) -> bool:
        return bool(self.channels or self.anonymous or self.free)

    def __or__(self, later: Wishes) -> Wishes:
        """Both together; a later word on the way in stands instead of an earlier one."""
        return Wishes(later.channels or self.channels, self.anonymous or later.anonymous, self.free or later.free)


def wishes_in(text: str) -> Wishes:
    """What the words say of it: who will not call gets by chat, online or by walking in."""
    refused = {"phone"} if NO_PHONE.search(text) else set()
    wished = {name for name, words in WISHED.items() if words.search(text)} - refused
    channels = frozenset(wished) or (ALL - refused if refused else frozenset())
    return Wishes(channels, bool(NAMELESS.search(text)), bool(NO_MONEY.search(text)))
