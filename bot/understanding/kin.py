"""Words for people: which of them make a message about a child, a client or somebody else, and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.understanding.reading import Reading, either, words

_CHILD = words(
    "zoon zoontje zonen zoons zoontjes dochter dochtertje dochters dochtertjes kind kindje kindjes kids kid kinderen "
    "kindren kindern son sons daughter daughters child children"
)
_PARENT = words("moeder vader ouder ouders mama mam papa pap mother father parent parents mum mom mommy dad daddy")
_SIBLING = words("zus zusje zussen zusjes broer broertje broertjes broers sister brother")
_YOUNGSTER = words("jongste oudste middelste baby peuter kleuter puber tweeling toddler teenager twins")
CHILDREN = _CHILD | _YOUNGSTER | {kind + word for kind in words("pleeg stief bonus step adoptie") for word in _CHILD}
_OTHERS = words(
    "buurvrouw buurman buurmeisje buurjongen buurtgenoot vriend vriendin vriendje vriendinnetje partner man vrouw "
    "echtgenoot echtgenote ex exman exvrouw tante oom nicht nichtje neef neefje collega huisgenoot kennis verloofde "
    "oma opa omaatje kleinkind kleinzoon kleindochter kleinkinderen neighbour neighbor friend boyfriend girlfriend "
    "husband wife spouse fiance aunt uncle cousin nephew niece colleague flatmate housemate roommate grandma grandpa "
    "gran nan grandson granddaughter grandchild grandmother grandfather"
)
_NEAR = _PARENT | _SIBLING
OTHERS = _OTHERS | _NEAR | {kind + word for kind in words("schoon stief pleeg groot step half") for word in _NEAR}
CLIENTS = words(
    "client cliente clienten clients leerling leerlinge leerlingen pupil pupils patient patiente patienten bewoner "
    "bewoonster jongere jeugdige deelnemer deelneemster zorgvrager"
)
ANYBODY = either(*sorted(CHILDREN | OTHERS | CLIENTS, key=len, reverse=True))
MINE = words("mijn mijne mn m'n mij me mun ons onze my our")
ARTICLES = words("een de het n 'n a an the zijn haar hun his her their deze die")
DOUBTFUL = words("man vrouw kennis oudste jongste middelste puber jongere nicht")  # ordinary words as well

# A trade by which people say that they write for their work; "mijn begeleider" is somebody else's
TRADE = either(
    r"[a-z]*begeleid(?:er|ster)|(?:jeugd)?hulpverle(?:ner|enster)|jeugdzorgwerker|jeugdbeschermer|"
    r"(?:jeugd|wmo|schuld|inkomens)?consulente?|(?:jongeren|wijk|gezins|job|budget)coach|"
    r"[a-z]*medewerk(?:er|ster)|"
    r"(?:jeugd|jongeren|opbouw|straat|buurt|wijk|sociaal |maatschappelijk |schoolmaatschappelijk )werk(?:er|ster)|"
    r"[a-z]*verpleegkundige|[a-z]*functionaris|verzorgende|casemanager|case manager|zorgcoordinator|zorgverlener|"
    r"zorgprofessional|professional|(?:gezins)?voogd|orthopedagoog|psycholoog|psychiater|therapeute?|huisarts|"
    r"jeugdarts|schoolarts|praktijkondersteuner|poh|verloskundige|advocaat|jurist|raadsman|raadsvrouw|"
    r"bewindvoerder|curator|schuldhulpverlener|ib'?er|docente?|leraar|lerares|leerkracht|juf|meester|rector|"
    r"(?:school)?directeur|leerplichtambtenaar|vertrouwenspersoon|clientondersteuner|mentor(?= van)|"
    r"(?:social|support|youth|care|case|community) worker|caseworker|teacher|nurse|doctor|gp|lawyer|counsell?or|"
    r"therapist"
)
_DESCRIBES = re.compile(
    r"\d+|[a-z]{2,}[^aeiou]e|year|old|teenage|young|youngest|oldest|elderly|little|foster|own|eigen|sick"
)


class Mention(NamedTuple):
    """Somebody who is named in a message: `mine` when by "mijn", `bare` without even an article."""

    whom: str  # child | client | other
    noun: str
    start: int
    end: int
    mine: bool
    bare: bool


def whose(noun: str) -> str | None:
    """What for_whom is when it is about this person: "pleegzoon" -> child, "oma" -> other."""
    groups = (("child", CHILDREN), ("client", CLIENTS), ("other", OTHERS))
    return next((whom for whom, nouns in groups if noun in nouns), None)


def mentions(message: Reading) -> Iterator[Mention]:
    """Everybody who is named, from the word that makes them somebody's: "mijn oudste zoon" is one mention."""
    for at, word in enumerate(message.words):
        whom = whose(word.text) or _by_age_alone(message, at)
        if whom:
            first = _determiner(message, at)
            said = message.words[first]
            yield Mention(whom, word.text, said.start, word.end, said.text in MINE, first == at)


def _by_age_alone(message: Reading, at: int) -> str | None:
    """ "My eight-year-old", "mijn 14-jarige": a child, unless a noun follows."""
    if message.words[at].text not in ("old", "jarige"):
        return None
    following = message.words[at + 1].text if at + 1 < len(message.words) else ""
    return "child" if message.words[_determiner(message, at)].text in MINE and not whose(following) else None


def _determiner(message: Reading, at: int) -> int:
    """Index of "mijn", "een" ... up to four words before the noun, else of the noun itself."""
    for first in range(at - 1, max(-1, at - 5), -1):
        word = message.words[first].text
        if word in MINE or word in ARTICLES:
            return first
        if not _DESCRIBES.fullmatch(word):  # Dutch words before a noun mostly end in -e: "autistische", "jarige"
            break
    return at
