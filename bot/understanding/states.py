"""Facts that are yes or no: an income, being treated badly, the client's consent."""

from __future__ import annotations

import re

from bot.understanding.reading import Found, Reading, one_of
from bot.understanding.replies import yes_or_no

_NOT = "(?:niet|geen|nooit|nie|not|never|no|zonder|without)"
OFFICIAL = one_of(
    r"(?:medewerk\w+|ambtenaar|ambtenaren|consulent\w*|handhav\w+|hulpverlen\w+|begeleid\w+|gemeente|wijkteam|"
    r"loket|balie|agent|agenten|politie|jeugdzorg\w*|uwv|duo|bureau|voogd|dokter|huisarts|arts|verpleegkundige|"
    r"officer|staff|council|clerk|municipality|caseworker|social worker|telefoniste|beambte|inspecteur|wethouder|"
    r"boa)\b"
)

# What people say instead of yes or no; the first that fits decides
NO_INCOME = one_of(
    rf"(?:{_NOT}|nul|0|zero) (?:eigen |enkel |vast |any )?(?:inkomen|inkomsten|income|salaris|loon|euro|"
    rf"geld binnen)|"
    r"zonder inkom|inkomen (?:is )?(?:0|nul|weg)|lost my income"
)
NOTHING = re.compile(r"^\W*geen\W*$|\b(?:niks|niets|nothing|nul|geen cent|none)\b")
AN_INCOME = re.compile(
    r"\b(?:bijstand|uitkering|salaris|loon|inkomen|pensioen|aow|wajong|wia|ziektewet|ww|stufi|studiefinanciering|"
    r"bijbaan|baan|werk|zzp|werkt|werken|kinderbijslag|beurs|alimentatie|toeslag|euro|verdien|parttime|fulltime|"
    r"income|salary|wages?|benefits?|pension|job|work)\b|"
    r"€ ?\d|\b\d{3,5}\b"
)
NOT_NICE = one_of(
    rf"{_NOT} (?:\w+ )?(?:netjes|vriendelijk|aardig|beleefd|serieus|respectvol|goed|fatsoenlijk|geluisterd|nice|"
    rf"polite|friendly|kind)\b|"
    r"niet (?:\w+ )?(?:serieus genomen|naar mij geluisterd)|luister\w* (?:\w+ ){0,2}niet\b|"
    r"(?:don't|didn't|won't|never) listen"
)
NICE = one_of(
    r"(?:valt|viel)(?: best| wel)? mee\b|ging wel\b|goed behandeld|"
    rf"{_NOT} (?:\w+ )?(?:onbeleefd|onbeschoft|onvriendelijk|onaardig|slecht behandeld|rude|badly)\b|"
    r"(?:netjes|vriendelijk|aardig|beleefd|correct|respectvol|prima|keurig|lief|nice|polite|friendly|fine|kind)\b"
)
BADLY = one_of(
    r"(?:onbeschoft|onbeleefd|onvriendelijk|onaardig|onfatsoenlijk|respectloos|neerbuigend|kleiner\w*|denigrerend|"
    r"arrogant|grof|lomp|brutaal|asociaal|racis\w+|discrim\w+|schreeuw\w*|geschreeuwd|schold\w*|"
    r"(?:uit)?gescholden|scheld\w*|vernederd\w*|uitgelachen|lach\w* (?:me|mij)|beledig\w*|gekleineerd|afgesnauwd|"
    r"snauw\w*|geintimideerd|intimid\w+|bedreig\w*|gedreigd|genegeerd|afgekapt|hing op|tekeer\w*|"
    r"niet serieus genomen|niet netjes behandeld|alsof (?:ik|we)|slecht behandeld|noemde|behandel\w* (?:me |mij |"
    r"ons )?(?:als|slecht))\b|"
    r"(?:disrespectful|rude|yell\w+|shout\w+|insult\w+|humiliat\w+|laughed at|mocked|ignored|hung up on|as if i|"
    r"like i was|treated (?:me |us )?(?:badly|like))\b"
)
NO_CONSENT = one_of(
    rf"{_NOT} (?:\w+ )?(?:toestemming|machtiging|gevraagd|akkoord|consent|permission|asked)|"
    r"weet (?:van niks|het niet|hier niks)|niet weten\b"
)
CONSENT = one_of(
    r"(?:toestemming (?:van|gekregen|gegeven)|machtiging|gemachtigd|volmacht|weet (?:dat|ervan|hiervan|er van)|"
    r"op de hoogte|akkoord|getekend\w*|op (?:zijn|haar|hun) verzoek|vroeg (?:het )?(?:me|mij)|"
    r"heeft (?:het )?(?:me|mij) gevraagd|samen met (?:hem|haar)|zit naast me|staat naast me|permission from|"
    r"signed|consent\w*|has agreed|asked me|knows (?:that|about|i))\b"
)
SAID = {
    "income": (("no", NO_INCOME), ("no", NOTHING), ("yes", AN_INCOME)),
    "treated_badly": (("yes", NOT_NICE), ("no", NICE), ("yes", BADLY)),
    "consent": (("no", NO_CONSENT), ("yes", CONSENT)),
}

# In free text only what is firm counts; of a quarrel at home or at school nobody asks who was polite
HAS_INCOME = one_of(
    r"(?:ik|we|wij|en|i) (?:heb|hebben|leef|zit|zitten|krijg|ontvang|have|get|receive)\s?(?:van |in |met |op |"
    r"on )?(?:de |een |nu |mijn |a )?(?:bijstand|(?:bijstands)?uitkering|wajong|aow|wia|ww|salaris|benefits|"
    r"pension|inkomen)\b"
)
HAS_CONSENT = one_of(
    r"getekende machtiging|heb (?:ik )?(?:een |de |zijn |haar )?(?:machtiging|volmacht|toestemming)|"
    r"met (?:toestemming|instemming) van|(?:hij|zij|ze|client) weet (?:dat|ervan)|signed consent|"
    r"with (?:his|her|their) (?:consent|permission)"
)


def answered_state(name: str, message: Reading) -> str | None:
    """Yes or no out of an answer: by the word itself, else by what is told."""
    said = yes_or_no(message.raw)
    told = next((value for value, form in SAID.get(name, ()) if form.search(message.plain)), None)
    if told and (said is None or name == "income"):  # "nee, ik heb bijstand" is an income
        return told
    return None if said is None else "yes" if said else "no"


def told_state(name: str, message: Reading) -> Found | None:
    """Yes or no out of a free text, where it is about this fact without a doubt."""
    if name == "treated_badly":
        badly = BADLY.search(message.plain)
        return Found("yes", *badly.span()) if badly and OFFICIAL.search(message.around(*badly.span())) else None
    if name == "income" and (nothing := NO_INCOME.search(message.plain)):
        return Found("no", *nothing.span()) if "inkom" in nothing[0] or "income" in nothing[0] else None
    match = (HAS_INCOME if name == "income" else HAS_CONSENT).search(message.plain)
    return Found("yes", *match.span()) if match else None
