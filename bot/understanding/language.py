"""Dutch or English, by the small words that every sentence has."""

from __future__ import annotations

import re

DUTCH = frozenset(
    re.findall(
        r"\w+",
        """
        aan al als bij dan dat de die dit door een en er geen haar heb hebben heeft het hij hoe hun ik in is je jij kan
        kun kunnen maar me mee met mij mijn moet mn na naar niet nog nu of om omdat ons onze ook op over te tot u uit
        uw van voor waar wanneer wat we weet wel werk wie wil worden zijn zonder zo graag hulp nodig nee ja hallo dag
        goedemorgen goedemiddag goedenavond dank bedankt krijg ben was moeder vader kind huis geld gemeente
        """,
    )
)
ENGLISH = frozenset(
    re.findall(
        r"[\w']+",
        """
        a about am an and any are as at because been but by can could do does don't for from get had has have he help
        her here him his how i i'm i've if in is it it's just like me my need no not of on or our please she should so
        some than that the their them then there they this to up us wants was we were what when where which who why
        will with would yes you your hello hi hey thanks thank know doesn't didn't can't won't isn't out home house
        money mother father child son daughter
        """,
    )
)
"""Words of both languages count for both, so they decide nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")


def guess(text: str, default: str = "nl") -> str:
    """`nl` or `en`; the default where the words do not tell."""
    words = _WORD.findall(text.lower().replace("’", "'"))
    dutch = sum(word in DUTCH for word in words)
    english = sum(word in ENGLISH for word in words)
    if dutch == english:
        return default
    return "nl" if dutch > english else "en"


LONG = 5
"""So many words in another language change the language of a talk that is under way."""


def settle(current: str, text: str, *, first: bool) -> str:
    """The language of the talk after this message: the first words decide, later only a longer message does."""
    return guess(text, current) if first or len(text.split()) >= LONG else current
