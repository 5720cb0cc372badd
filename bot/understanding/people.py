"""Whom a message is about and who types it: for_whom and role."""

from __future__ import annotations

import re

from bot.understanding.kin import ANYBODY, DOUBTFUL, TRADE, Mention, mentions, whose
from bot.understanding.reading import Found, Reading, either, one_of

DENIED = one_of(r"(?:niet|not|geen|nie)\s(?:(?:voor|for|over|about|om)\s)?$")
_MY = r"(?:mijn|mn|m'n|me|my)"

# Answers to "for whom is it?"
# "Mij" is somebody; in "mij zoon" it is a possessive
_ENDS_THERE = (
    r"(?=\W*(?:$|[,.!;+&]|\b(?:en|and|samen|allebei|beiden?|zelf|hoor|alleen|gewoon|dus|ofzo|want|omdat|maar|man|"
    r"please|aub|only|bro|denk|ik|i)\b))"
)
MYSELF = re.compile(
    either(
        r"\b(?:me ?zelf|mij ?zelf|me ?zelluf|m[ne] ?eigen|mijn eigen(?= *$)|ik ?zelf|zelf|myself|ourselves|"
        r"ons ?zelf)\b|"
        rf"\b{_MY} (?:eigen |own )?(?:situatie|situation|geval|zaak|leven|case|probleem|problem|klacht|"
        rf"complaint)\b|"
        rf"\b(?:{_MY}|ons|our) (?:hele )?(?:gezin|familie|family|huishouden|household)\b|"
        rf"\b(?:voor|over|for|about) (?:mij|me|ons|us)\b(?! (?:[a-z]+e )?{ANYBODY}\b)|"
        rf"(?<!van )(?<!of )(?<!bij )(?<!with )\b(?:mij|me|ons|us|ik|wij|mine){_ENDS_THERE}"
    )
)
SOMEBODY = one_of(
    r"iemand\b|een ander\b|anderen\b|someone\b|somebody\b|other people|(?:ik )?was getuige|de buren\b|andermans"
)
OF_MINE = re.compile(r" (?:van (?:mij|me|ons)|of (?:mine|ours))\b|\W*$")
IN_CARE = one_of(
    r"(?:gezin|familie|jongen|meisje|man|vrouw|mevrouw|meneer|iemand|family|someone|boy|girl) (?:dat|die|waar|wie|"
    r"that|who|whom)?\s?(?:ik|wij|we|i) (?:\w+ )?(?:begeleid|begeleiden|ondersteun|ondersteunen|behandel|support|"
    r"work with)\b"
)
TIE = one_of(
    r"(?:ik ben|i am|i'm|im|ben) (?:(?:zijn|haar|hun|de|een|his|her|their|the|a|an|pleeg|alleenstaande|ambulant|"
    r"persoonlijk|vaste|trotse|oudste|jongste|foster|social|support|single) ){0,3}([a-z'-]+)"
)
PARENT = either(
    r"(?:pleeg|stief|bonus|foster ?)?(?:moeder|vader|ouders?|mama|papa|mam|pap|mother|father|parent|mum|mom|dad)|"
    r"voogd|verzorger|guardian"
)

# What tells for whom it is in a text that nobody asked for
ABOUT = one_of(r"(?:zorgen (?:om|over)|worried about|voor|namens|for|on behalf of|betreft|gaat om|gaat over) ")
NOT_ABOUT = one_of(r"(?:niet|not|geen|nie|zorg|zorgen|zorgt|zorgde|bang|angst|care|caring|kook|sorry)\s$")
ANOTHER = re.compile(r"(?:iemand anders|een ander\b|someone else|somebody else)")
CARED_FOR = re.compile(r" (?:ge)?zorg")
THEIRS = one_of(r"(?:zijn|haar|hun|his|her|their|de \w+ van|the \w+ of)\b")
SPOKEN_OF = one_of(
    r"(?:client\w*|leerling\w*|jongere|jeugdige|bewoner|patient\w*|deelnemer|gezin|jongen|meisje|mevrouw|meneer|"
    r"heer|student\w*|hij|zij|hem|zijn|haar|he|she|his|her|him|family|pupil|boy|girl|moeder|vader)\b"
)
PROFESSIONAL = re.compile(
    either(
        rf"(?:\b(?:ik ben|wij zijn|werk als|i am|i'm|im|we are|work as)|^ben) (?:(?:een|de|a|an|the|his|her|zijn|"
        rf"haar|hun) )?(?:[a-z-]+ )?{TRADE}\b|"
        rf"\b(?:als|as an?|as the|as his|as her) (?:[a-z-]+ )?{TRADE}\b(?=.{{0,40}}\b(?:ik|wij|we|mij|mijn|i)\b)|"
        rf"\b(?:{_MY}|onze|our|namens een|namens de|namens|voor een|voor|for a|"
        rf"on behalf of a) (?:[a-z-]+ )?client(?:e|en|s)?\b|"
        r"\b(?:een|onze) (?:leerling|jongere|bewoner|patient|client)e? (?:van|bij) (?:mij|ons)\b|"
        r"\bonze (?:leerling|bewoner|client|jongere|deelnemer|patient|pupil)\b|^(?:cliente?|jeugdige)\b|"
        r"^jongere ?\(|\bmentorklas\b|\bverblijft bij ons\b|"
        r"\bvanuit (?:het|ons|onze|de|mijn) (?:[a-z]*team|school|praktijk|organisatie|stichting|opvang|"
        r"instelling)\b|"
        r"^(?:wijkverpleging|wijkteam|thuiszorg|school|huisarts\w*|praktijk|jeugdzorg) hier\b|"
        r"\bik (?:begeleid|ondersteun|behandel|coach)\b(?!.{0,20}vrijwillig)|"
        r"\bik werk (?:bij|voor) (?:het|een|de) (?:wijkteam|jeugd|ggd|ggz)|"
        r"\bi (?:support|work with) (?:a|my|our) (?:client|young)"
    )
)
TELEGRAM = ("zoon", "zoontje", "dochter", "dochtertje", "kind", "puber", "son", "daughter")
TOGETHER = one_of(r"(?:met|with|ik en|ik met|wij en|i and|me and|mij en) $")
AND_I = re.compile(r" (?:en|and) (?:ik|i)\b")
HARMS = re.compile(
    r" (?:slaat|schopt|bedreigt|mishandelt|steelt|hits|threatens|beats) (?:me|mij|ons|us|zijn|haar|mijn)\b"
)
SUBJECT = one_of(r"(?:ik|wij|we|i)\b(?! ben (?:de |een )?(?:vader|moeder|ouder))")
FIRST_PERSON = one_of(r"(?:ik|me|mij|mijn|mn|m'n|ons|onze|we|wij|i|my|us|our)\b")
NEEDS = re.compile(
    r"(?:\s(?:van|is|of)?\s?\(?\d{1,3}\)?(?: jaar)?|,[^,]{0,20},|\s■+)?\s(?:kan|kon|heeft|is|zit|wil|krijgt|moet|"
    r"staat|wacht|woont|verblijft|zoekt|ligt|snapt|begrijpt|wordt|mag|has|can't|cannot|needs|wants|lives|"
    r"gets)\b(?! (?:overleden|dood|weg|vertrokken|gestorven))"
)
MY_MATTER = either(
    r"uitkering|bijstand|\w*toeslag|inkomen|loon|salaris|schulden|studieschuld|stufi|studie|stage|school|baas|"
    r"werk|baan|werkgever|huur|huis|kamer|woning|huisbaas|verhuurder|buren|mentor|begeleid\w+|hulpverlener|"
    r"jeugdzorgwerker|jeugdbeschermer|ouders|parents|rijbewijs|paspoort|digid|aanvraag|verblijfsvergunning|"
    r"scootmobiel|landlord|rent|job|boss|benefits?|room|application|housing|permit"
)
_NOW = "(?:word|werd|sta|zit|slaap|lig|leef|woon|wacht(?= (?:al|nu|sinds|op|\\d)))"
_NOBODY_ELSE = r"(?! ?(?:er|je|jij|u|hij|ze|zij|jullie|het|men|daar|dat|die|dit|de|een|n|mijn|mn|m'n)\b)"
_GREETING = r"(?:(?:hoi|hallo|hi|hey|yo|goede\w+|help|ja|nou|ok)\W+)*"
# A state that somebody is in; Dutch chat drops its "ik": "sta op straat"
STATE = re.compile(
    either(
        rf"(?:^{_GREETING}|[.!?]\s+){_NOW}\b{_NOBODY_ELSE}|"
        r"\b(?:ik|k) (?:word|werd|sta|zit|slaap|lig|wacht|leef|woon)\b|"
        r"(?:^|\b(?:ik|k) )(?:heb|krijg) (?:echt |nog |nu |al )*geen (?!idee|vraag|zin|tijd|haast|klacht)|"
        r"\b(?:word|ben) ik (?:ge|ver|be|ont|uit)\w+|"
        r"\bik ben (?:\w+ )?(?:dakloos|ziek|zwanger|ontslagen|gescheiden|gepest|weduwe)\b|"
        r"\b(?:heeft|hebben|had|hadden|slaa[tn]|gooi(?:t|en)|zet|zetten|bedreig(?:t|en)|pest|pesten|schopt|wil|"
        r"willen|laat|laten|stuurt?|sturen|negeer[t]?|negeren|schel[dt]+|mishandelt|dwing(?:t|en)|dreig(?:t|en)|"
        r"raakt|lacht?|lachen|betaalt|betalen|vertrouwt|gelooft|mogen|mag|doet|doen|kennen) (?:me|mij)(?=\W*(?:$|"
        r"[,.!?]| (?:niet|al|eruit|uit|steeds|elke|altijd|weg|naar|op|aan|van|met|nooit|zomaar|af|ge\w+|be\w+|"
        r"ver\w+)\b))|"
        rf"(?<!tussen )(?<!voor )(?<!van )\b{_MY} {MY_MATTER}\b|"
        r"\bi(?:'ve| have) (?:been|lost|got)|\bi (?:was|got|lost|can't|cannot|live|sleep)\b|"
        r"\bi(?:'m| am) (?:homeless|waiting|being|stuck|sleeping|in debt|pregnant|getting)"
    )
)

ROLES = (
    ("professional", one_of(rf"(?:{TRADE}|hulpverlening|beroeps\w*|mentor|zorg\w*medewerker)\b")),
    ("parent", one_of(rf"(?:{PARENT}|parents)\b")),
    (
        "young_person",
        one_of(
            r"(?:jongere|scholier|leerling|student|studente|kind|tiener|puber|jeugd|young person|pupil|teen\w*|"
            r"minderjarig\w*|meisje|jongen|kid|(?:op|naar) school|brugklas|vmbo|mbo|havo|vwo|at school)\b"
        ),
    ),
    (
        "citizen",
        one_of(
            r"(?:inwoner|inwoonster|burger|bewoner|bewoonster|buur\w+|resident|citizen|mantelzorger|vrijwilliger|"
            r"volwassene?|familie|partner|gepensioneerd\w*|neighbou?r|adult|carer|opa|oma|dochter|zoon|zus|broer|"
            r"vriend|vriendin|getuige)\b"
        ),
    ),
)
YOUTH = one_of(r"(?:school|mentor|klas|stage|huiswerk|jeugdzorg|psycholoog|voogd|pleeg\w+)\b")


def answered_for_whom(message: Reading) -> str | None:
    """Whom it is for out of an answer to that question: whoever is named first and not denied."""
    named = _named_in_answer(message)
    sure = [(start, whom) for start, whom in named if not DENIED.search(message.before(start, 20))]
    if sure:
        return min(sure)[1]
    if professional(message):
        return "client"
    return "other" if any(whom == "self" for _, whom in named) else None  # "niet voor mij"


def _named_in_answer(message: Reading) -> list[tuple[int, str]]:
    """Everybody whom an answer may mean, by where they are named."""
    named = [
        (mention.start, _in_answer(message, mention)) for mention in mentions(message) if _counts(message, mention)
    ]
    named += [(tie.start(), whom) for tie in TIE.finditer(message.plain) if (whom := _tied(tie[1]))]
    for pattern, whom in ((MYSELF, "self"), (SOMEBODY, "other"), (IN_CARE, "client")):
        named += [(found.start(), whom) for found in pattern.finditer(message.plain)]
    return named


def _counts(message: Reading, mention: Mention) -> bool:
    """An ordinary word such as "man" is somebody only with "mijn" before it or as the whole answer."""
    ordinary = mention.noun in DOUBTFUL and (mention.bare or mention.whom != "client")  # "een jongere" is a client
    return mention.mine or not ordinary or len(message.words) <= 2


def _in_answer(message: Reading, mention: Mention) -> str:
    """ "Een kind uit de buurt" is somebody else's; "het kind" and "een kind van mij" are not."""
    said = message.plain[mention.start : mention.end]
    if AND_I.match(message.after(mention.end, 8)):  # "mijn vrouw en ik"
        return "self"
    foreign = (
        mention.whom == "child" and said.startswith(("een ", "a ")) and not OF_MINE.match(message.after(mention.end))
    )
    return "other" if foreign else mention.whom


def _tied(noun: str) -> str | None:
    """Whom it is about when somebody says what they are to them: "ik ben haar moeder" -> child."""
    if re.fullmatch(PARENT, noun):
        return "child"
    if re.fullmatch(TRADE, noun) or noun == "worker":
        return "client"
    return "other" if whose(noun) or noun == "mantelzorger" else None


def told_for_whom(message: Reading) -> Found | None:
    """Whom a free text is about, where that is clear; a relative who did something is not who it is for."""
    rules = (_outright, _professional_for, _by_tie, _about_child, _about_other, _about_self)
    return next((found for rule in rules if (found := rule(message))), None)


def _outright(message: Reading) -> Found | None:
    """Said in so many words: "voor mijzelf", "namens mijn moeder"; "ik zorg voor mijn moeder" says something else."""
    people = {mention.start: mention for mention in mentions(message) if mention.mine or mention.whom == "client"}
    for mark in ABOUT.finditer(message.plain):
        found = None if NOT_ABOUT.search(message.before(mark.start(), 20)) else _named_at(message, mark.end(), people)
        if found and not CARED_FOR.match(message.after(found.end, 12)):
            return Found(found.value, mark.start(), found.end)
    return None


def _named_at(message: Reading, start: int, people: dict[int, Mention]) -> Found | None:
    for pattern, whom in ((MYSELF, "self"), (ANOTHER, "other")):
        if match := pattern.match(message.plain, start):
            return Found(whom, *match.span())
    mention = people.get(start)
    return Found(mention.whom, mention.start, mention.end) if mention else None


def professional(message: Reading) -> Found | None:
    """The words by which somebody says that they write for their work."""
    match = PROFESSIONAL.search(message.plain)
    return Found("professional", *match.span()) if match else None


def _professional_for(message: Reading) -> Found | None:
    """The client of a professional, where somebody is spoken of: a teacher may write about a fine of their own."""
    found = professional(message)
    return found._replace(value="client") if found and SPOKEN_OF.search(message.plain) else None


def _by_tie(message: Reading) -> Found | None:
    """ "Ik ben zijn tante": what somebody says they are to the one it is about."""
    ties = (tie for tie in TIE.finditer(message.plain) if THEIRS.search(message.plain, tie.start(), tie.end() + 4))
    tie = next(ties, None)
    whom = _tied(tie[1]) if tie else None
    return Found(whom, *tie.span()) if tie and whom else None


def _about_child(message: Reading) -> Found | None:
    """A child of the one who types, unless it only comes along, does harm or comes up late in a story of one's own."""
    mention = next((mention for mention in mentions(message) if mention.mine or _telegram(mention)), None)
    if not mention or mention.whom != "child" or SUBJECT.search(_sentences_before(message, mention.start)):
        return None
    together = TOGETHER.search(message.before(mention.start, 12)) or AND_I.match(message.after(mention.end, 8))
    harms = HARMS.search(message.after(mention.end, 40))
    return None if together or harms else Found("child", mention.start, mention.end)


def _telegram(mention: Mention) -> bool:
    """ "Zoon 10 jaar zit thuis": who opens with a child writes about their own."""
    return mention.bare and mention.start == 0 and mention.noun in TELEGRAM


def _sentences_before(message: Reading, start: int) -> str:
    """What was said in earlier sentences: "Ik ben 83. Mijn zoon ..." is hardly about the son."""
    return message.plain[: start - len(message.before(start))][-500:]


def _about_other(message: Reading) -> Found | None:
    """A relative or neighbour in need, in a message that says nothing of the one who types."""
    mention = next((mention for mention in mentions(message) if mention.mine and mention.whom == "other"), None)
    if not mention or not NEEDS.match(message.plain, mention.end):
        return None
    rest = message.plain[: mention.start] + " " + message.plain[mention.end :]
    return None if FIRST_PERSON.search(rest) else Found("other", mention.start, mention.end)


def _about_self(message: Reading) -> Found | None:
    match = STATE.search(message.plain)
    start = match.end() - len(match[0].lstrip(" ,.!?")) if match else 0
    return Found("self", start, match.end()) if match else None


def anybody(message: Reading) -> bool:
    """True when anybody besides the one who types is named, or somebody writes for their work."""
    return professional(message) is not None or any(True for _ in mentions(message))


def answered_role(message: Reading) -> str | None:
    """The role out of an answer to that question; "ik ben 16" is left to the age."""
    told = professional(message)
    return told.value if told else next((role for role, forms in ROLES if forms.search(message.plain)), None)


def young(message: Reading) -> bool:
    """True for talk of school or youth care, by which somebody who speaks of their parents is a young person."""
    return bool(YOUTH.search(message.plain))
