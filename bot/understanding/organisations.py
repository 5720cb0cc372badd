"""What kind of organisation somebody speaks of: a school, a landlord, the police, a national body."""

from __future__ import annotations

import re


def _words(*parts: str) -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(parts)})\b", re.IGNORECASE)


KINDS: dict[str, re.Pattern[str]] = {
    "youth_protection": _words(
        r"gezinsvoogd\w*", r"voogd", r"jeugdbescherm\w+", r"gecertificeerde instelling", r"jeugdreclassering",
        r"(family )?guardian", r"youth protection",
    ),
    "youth_care": _words(
        r"jeugdzorg\w*", r"jeugdhulp\w*", r"jeugd-?ggz", r"pleegzorg\w*", r"jeugdinstelling", r"woongroep",
        r"youth (care|help)\w*", r"foster care",
    ),
    "wmo": _words(
        r"huishoudelijke hulp", r"hulp in (de )?huis(houding)?", r"thuisbegeleid\w+", r"woonbegeleid\w+",
        r"dagbesteding", r"regiotaxi", r"household help",
    ),
    "health_care": _words(
        r"huisarts\w*", r"ziekenhuis", r"tandarts", r"thuiszorg\w*", r"wijkverpleg\w+", r"ggz", r"verpleeghuis",
        r"hospital", r"doctor'?s practice", r"gp", r"dentist",
    ),
    "school": _words(
        r"(basis|praktijk|middelbare |mbo-?|vmbo-?)?school\w*", r"docent\w*", r"leraar", r"lerares", r"leerkracht\w*",
        r"mentor", r"juf", r"meester", r"teacher\w*", r"headmaster", r"principal",
    ),
    "housing_corporation": _words(
        r"woningcorporatie\w*", r"corporatie", r"wooncorporatie\w*", r"woningbouw\w*", r"woonstichting",
        r"woningstichting", r"housing (corporation|association)",
    ),
    "landlord": _words(
        r"huurbaas", r"huisbaas", r"verhuurder", r"huiseigenaar", r"pandjesbaas", r"landlord", r"landlady",
    ),
    "police": _words(r"politie\w*", r"(wijk)?agent(en)?", r"police\w*", r"officers?"),
    "national_body": _words(
        r"uwv", r"svb", r"duo", r"belastingdienst", r"(dienst )?toeslagen", r"cjib", r"ind", r"coa", r"ciz", r"cak",
        r"rdw", r"cbr", r"tax office",
    ),
    "profession": _words(r"advocaat", r"deurwaarder\w*", r"notaris", r"lawyer", r"bailiff", r"notary"),
}  # fmt: skip
"""By the words that people use; the more special kinds come first."""

MUNICIPAL = _words(
    r"gemeente\w*",
    r"wijkteam\w*",
    r"stadhuis",
    r"stadsloket",
    r"loket\w*",
    r"balie",
    r"leerplicht\w*",
    r"sociale dienst",
    r"municipality",
    r"city hall",
    r"council",
    r"ambtena\w+",
)


def kind_of_organisation(text: str) -> str | None:
    """The one kind that the words name; None where they name the municipality, several kinds or none."""
    if MUNICIPAL.search(text):
        return None
    found = [kind for kind, words in KINDS.items() if words.search(text)]
    if "youth_care" in found and "health_care" in found:
        found.remove("health_care")  # youth mental health care goes by the Jeugdwet (Wkkgz 1)
    return found[0] if len(found) == 1 else None
