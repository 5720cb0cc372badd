"""Facts that are yes or no: an income, being treated badly, the client's consent."""
from __future__ import annotations

import re

from bot.understanding.reading import Found, Reading
from bot.understanding.replies import yes_or_no

_NOT = r"(?:niet|geen|nooit|nie|not|never|no|zonder|without)"
_OFFICIAL = re.compile(r"\b(?:medewerk\w+|ambtenaar|ambtenaren|consulent\w*|handhav\w+|hulpverlen\w+|begeleid\w+|gemeente|wijkteam|loket|balie|agent|agenten|politie|"
                       r"jeugdzorg\w*|uwv|duo|bureau|voogd|dokter|huisarts|arts|verpleegkundige|officer|"
                       r"staff|council|clerk|municipality|caseworker|social worker|telefoniste|beambte|inspecteur|wethouder|boa)\b")
# What people say instead of yes or no; the first that fits decides
SAID = {
    "income": (
        ("no", re.compile(rf"^\W*geen\W*$|\b(?:{_NOT}|nul|0|zero) (?:eigen |enkel |vast |any )?(?:inkomen|inkomsten|income|salaris|loon|euro|geld binnen)|\b(?:niks|niets|nothing|nul|"
                          r"geen cent|none)\b|\binkomen (?:is )?(?:0|nul|weg)\b|\bzonder inkom|\blost my income|\bno income")),
        ("yes", re.compile(r"\b(?:bijstand|uitkering|salaris|loon|inkomen|pensioen|aow|wajong|wia|ziektewet|ww|stufi|studiefinanciering|bijbaan|baan|werk|zzp|alimentatie|"
                           r"income|salary|wages?|benefits?|pension|job|euro|verdien|work|parttime|fulltime|toeslag)\b|€ ?\d|\b\d{3,5}\b")),
    ),
    "treated_badly": (
        ("yes", re.compile(rf"\b{_NOT} (?:\w+ )?(?:netjes|vriendelijk|aardig|beleefd|serieus|respectvol|goed|fatsoenlijk|nice|polite|friendly|kind|geluisterd)\b|\bniet (?:\w+ )?(?:serieus genomen|naar mij geluisterd)|\bluister\w* (?:\w+ ){{0,2}}niet\b|\b(?:don't|didn't|won't|never) listen")),
        ("no", re.compile(rf"\b(?:valt|viel)(?: best| wel)? mee\b|\bging wel\b|\b{_NOT} (?:\w+ )?(?:onbeleefd|onbeschoft|onvriendelijk|onaardig|rude|slecht behandeld|badly)\b|\b(?:netjes|vriendelijk|aardig|beleefd|correct|respectvol|prima|"
                          r"keurig|lief|nice|polite|friendly|fine|kind|goed behandeld)\b")),
        ("yes", re.compile(r"\b(?:onbeschoft|onbeleefd|onvriendelijk|onaardig|onfatsoenlijk|respectloos|disrespectful|neerbuigend|kleiner\w*|denigrerend|arrogant|grof|lomp|brutaal|asociaal|"
                           r"racis\w+|discrim\w+|schreeuw\w*|geschreeuwd|schold\w*|(?:uit)?gescholden|scheld\w*|vernederd\w*|uitgelachen|lach\w* (?:me|mij)|beledig\w*|gekleineerd|afgesnauwd|snauw\w*|"
                           r"geintimideerd|intimid\w+|bedreig\w*|gedreigd|rude|yell\w+|shout\w+|insult\w+|humiliat\w+|laughed at|mocked|ignored|genegeerd|afgekapt|hing op|hung up on|tekeer\w*|niet serieus genomen|niet netjes behandeld|"
                           r"alsof (?:ik|we)|as if i|like i was|slecht behandeld|treated (?:me |us )?(?:badly|like)|behandel\w* (?:me |mij |ons )?(?:als|slecht)|noemde)\b")),
    ),
    "consent": (
        ("no", re.compile(rf"\b{_NOT} (?:\w+ )?(?:toestemming|machtiging|gevraagd|akkoord|consent|permission|asked)|\bweet (?:van niks|het niet|hier niks)|\bniet weten\b")),
        ("yes", re.compile(r"\b(?:toestemming (?:van|gekregen|gegeven)|machtiging|gemachtigd|volmacht|weet (?:dat|ervan|hiervan|er van)|op de hoogte|akkoord|permission from|signed|consent\w*|"
                           r"has agreed|knows (?:that|about|i)|getekend\w*|asked me|op (?:zijn|haar|hun) verzoek|vroeg (?:het )?(?:me|mij)|heeft (?:het )?(?:me|mij) gevraagd|samen met (?:hem|haar)|zit naast me|staat naast me)\b")),
    ),
}
# In free text only these are firm enough; of a quarrel at home or at school nobody asks who was polite
BADLY = SAID["treated_badly"][2][1]
TOLD_INCOME = re.compile(r"\b(?:ik|we|wij|en|i) (?:heb|hebben|leef|zit|zitten|krijg|ontvang|have|get|receive)\s?(?:van |in |met |op |on )?(?:de |een |nu |mijn |a )?"
                         r"(?:bijstand|(?:bijstands)?uitkering|wajong|aow|wia|ww|salaris|benefits|pension|inkomen)\b")
TOLD_CONSENT = re.compile(r"\b(?:getekende machtiging|heb (?:ik )?(?:een |de |zijn |haar )?(?:machtiging|volmacht|toestemming)|met (?:toestemming|instemming) van|(?:hij|zij|ze|client) weet (?:dat|ervan)|signed consent|with (?:his|her|their) (?:consent|permission))\b")


def answered_state(name: str, message: Reading) -> str | None:
    """Yes or no out of an answer: by the word itself, else by what is told."""
    said = yes_or_no(message.raw)
    told = _told(name, message)
    if told and (said is None or name == "income"):
        return told.value
    return None if said is None else "yes" if said else "no"


def told_state(name: str, message: Reading) -> Found | None:
    """Yes or no out of a free text, where it is about this fact without a doubt."""
    if name == "treated_badly":
        found = BADLY.search(message.plain)
        return Found("yes", *found.span()) if found and _OFFICIAL.search(message.around(*found.span())) else None
    if name == "consent":
        match = TOLD_CONSENT.search(message.plain)
        return Found("yes", *match.span()) if match else None
    nothing = SAID["income"][0][1].search(message.plain)
    if nothing and "inkom" in nothing[0] + message.after(nothing.end(), 10) or nothing and "income" in nothing[0]:
        return Found("no", *nothing.span())
    match = TOLD_INCOME.search(message.plain)
    return Found("yes", *match.span()) if match else None


def _told(name: str, message: Reading) -> Found | None:
    for value, words in SAID.get(name, ()):
        if match := words.search(message.plain):
            return Found(value, *match.span())
    return None
