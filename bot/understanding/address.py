"""Which form of address somebody uses or asks for, in their own Dutch: `je` or `u`."""

from __future__ import annotations

import re

LONGEST = 30
"""Words; longer than this is a story, and the people in a story speak to each other."""


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


_POLITE = r"(?:maar|gewoon|gerust|liever|alsjeblieft|alstublieft|aub|graag|best|toch|wel)"
_CLOSES = r"['\"]?(?=\W*(?:$|[.!?,]|(?:tegen|hoor|en|graag|in plaats|ipv)\b))"
ASKS_JE = _any(
    rf"\bzeg (?:{_POLITE} )*['\"]?(?:je|jij|jou){_CLOSES}",
    rf"\b(?:je|u) (?:mag|kunt|kan|hoeft) (?:{_POLITE} )*(?:je|jij|jou|geen u)(?: tegen (?:me|mij))?(?: te)? "
    r"(?:zeggen|noemen)\b",
    r"\b(?:geen|niet) ['\"]?u['\"]? (?:tegen (?:me|mij) )?(?:te )?zeggen\b",
    r"\bik ben geen ['\"]?u\b",
    r"\b(?:mag|kunt?|kan) (?:me|mij) (?:gerust |gewoon )?tutoyeren\b|\btutoyeren mag\b",
    rf"\b(?:liever|spreek (?:me|mij) (?:{_POLITE} )*aan met) ['\"]?(?:je|jij)\b",
)
ASKS_U = _any(
    rf"\bzeg (?:{_POLITE} )*['\"]?u{_CLOSES}",
    rf"\b(?:kunt?|kan|wilt?) (?:je|u) (?:{_POLITE} )*['\"]?u['\"]? (?:tegen (?:me|mij) )?zeggen\b",
    rf"\b(?:je|u) (?:mag|kunt|kan|moet) (?:{_POLITE} )*['\"]?u['\"]? (?:tegen (?:me|mij) )?zeggen\b",
    r"\b(?:geen|niet) ['\"]?(?:je|jij|jou)['\"]? (?:en (?:je|jij|jou) )?(?:tegen (?:me|mij) )?(?:te )?zeggen\b",
    rf"\b(?:liever|spreek (?:me|mij) (?:{_POLITE} )*aan met) ['\"]?u\b",
    r"\bniet (?:zo )?tutoyeren\b",
)
_START = r"(?:^|[.!?,;:] ?)(?:(?:en|maar|oh?|ok|oke|hoi|hallo|hey|hi|dus|nou|waarom|hoe|wat|waar|wanneer|wie) )*"
USES_JE = _any(
    rf"{_START}(?:kun|kan|heb|weet|help|wil|bedoel|ben|zou|snap|begrijp|zie|vraag|hoor|zeg|denk|vind|mag|ga|doe) "
    r"(?:je|jij)\b",
    r"\b(?:dank|bedank|vertrouw|begrijp|snap|vraag|zeg|geef|stuur) (?:ik )?(?:je|jou)\b|\bdankjewel\b",
    r"\b(?:kun|kan|wil|zou) (?:je|jij) (?:me|mij|mn|m'n|mijn|ons|dat|dit|even|iets|misschien)\b",
    r"\bjij (?:bent|kunt|kan|weet|hebt|zegt|vraagt|moet|doet|helpt|snapt|begrijpt|zei)\b",
    r"^je (?:bent|hebt|kan|kunt|snapt|begrijpt|helpt|vraagt) ",
    r"\bmet jou (?:praten|chatten)\b|\bvan jou (?:weten|horen)\b",
    r"\bjouw (?:hulp|vraag|antwoord|bericht|naam)\b",
)
USES_U = _any(
    r"\b(?:kunt|hebt|heeft|weet|wilt|bedoelt|bent|zou|zoudt|dank|bedank|verzoek|vraag|vraagt|begrijpt|snapt|ziet|helpt|"
    r"moet|mag ik|vertel ik|hoor ik van) u\b",
    r"\bu (?:kunt|kan|heeft|hebt|bent|wilt|vraagt|zegt|schrijft|begrijpt|snapt|helpt|mij|me)\b",
    r"\buw (?:hulp|vraag|antwoord|bericht|naam|reactie|tijd|moeite|medewerking|advies|uitleg)\b",
    r"\bdankuwel\b|\balstublieft\b",
)
_REPORTED = re.compile(
    r"[\"“”„'‘’][^\"“”„'‘’]{2,}[\"“”„'‘’]|"
    r"\b(?:zei|zeiden|zegt|zeggen|schreef|schrijft|schrijven|staat|stond|vroeg|vroegen|vraagt|antwoord(?:t|de))\b"
    r"(?! (?:je|jij|u)\b)[^.!?]*",
    re.IGNORECASE,
)
"""What others said or wrote: "in de brief staat: u moet betalen"."""


def asked_form(text: str) -> str | None:
    """`je` or `u` when somebody asks to be spoken to like that."""
    if ASKS_JE.search(text):
        return "je"
    return "u" if ASKS_U.search(text) else None


def used_form(text: str) -> str | None:
    """`je` or `u` when somebody speaks like that to the one who reads; None for both, neither, or a long story."""
    own = _REPORTED.sub(" ", text)
    if len(text.split()) > LONGEST:
        return None
    informal, formal = bool(USES_JE.search(own)), bool(USES_U.search(own))
    return None if informal == formal else ("je" if informal else "u")
