"""What people volunteer and what they answer: a table per question, every row with its reason."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding.facts import answer_to, facts_in, says_unknown, yes_or_no

TODAY = date(2026, 11, 21)  # a Saturday
DISTRICTS = ("Centrum", "Noord", "Oost", "Zuid", "West", "Nieuw-West", "Kralingerveer")


def asked(name, text, **more):
    return answer_to(name, text, today=TODAY, districts=DISTRICTS, **more)


def told(text):
    return {fact.name: fact.value for fact in facts_in(text, today=TODAY, districts=DISTRICTS)}


@pytest.mark.parametrize(
    "text, said",
    [
        ("ja", True),  # the plain word
        ("jaaa hoor", True),  # stretched, with a particle
        ("Jazeker, gaat uw gang.", True),  # formal
        ("yess", True),  # youth borrowing
        ("is goed", True),  # agreement without a yes
        ("dat mag", True),  # permission
        ("tuurlijk", True),  # swallowed "na-"
        ("ja klopt allemaal", True),  # yes and right
        ("sure, go ahead", True),  # English
        ("👍", True),  # only a thumb
        ("geen probleem", True),  # a no-word that agrees
        ("ik denk het wel", True),  # hedged yes
        ("waarom niet", True),  # a negation that agrees
        ("Dat is correct.", True),  # formal
        ("nee hoor, dat klopt", True),  # nothing to change: what it says of the summary decides
        ("nee", False),  # the plain word
        ("neeee man", False),  # stretched
        ("Nee, dank u.", False),  # polite refusal
        ("niet echt", False),  # soft no
        ("dat klopt niet", False),  # a yes-word denied
        ("ja dat klopt dus niet he", False),  # starts with yes, says no
        ("klopt niks van", False),  # denial without "niet"
        ("liever niet", False),  # refusal
        ("tuurlijk niet", False),  # a yes-word turned round
        ("not really", False),  # English soft no
        ("nope", False),  # English chat
        ("hoeft niet", False),  # not needed
        ("laat maar", False),  # gives up
        ("ik denk het niet", False),  # hedged no
        ("klopt bijna, alleen ben ik 17", False),  # right but for one thing: not to be confirmed as it is
        ("misschien", None),  # neither
        ("hoezo?", None),  # asks back
        ("ja en nee", None),  # both
        ("de jas van mijn nee-moeder", None),  # letters inside other words
        ("", None),  # nothing typed
    ],
)
def test_yes_or_no(text, said):
    assert yes_or_no(text) is said


@pytest.mark.parametrize(
    "text, unknown",
    [
        ("weet ik niet", True),  # the plain words
        ("kweenie", True),  # youth
        ("kweet t niet meer", True),  # forgotten
        ("Dat zou ik u niet kunnen zeggen.", True),  # formal
        ("geen idee eigenlijk", True),  # filler after it
        ("idk man", True),  # English chat
        ("I really don't know", True),  # adverb inside
        ("no clue tbh", True),  # slang
        ("ik weet niet", True),  # second language: no object
        ("dat wil ik niet zeggen", True),  # refusal
        ("gaat je niks aan", True),  # cross refusal
        ("none of your business", True),  # the same in English
        ("ben ik vergeten sorry", True),  # forgotten
        ("zeg ik liever niet", True),  # soft refusal
        ("weet ik niet precies, een maand of drie", False),  # an answer follows
        (
            "ik weet niet wat ik moet doen, mijn huisbaas heeft de sloten vervangen",
            False,
        ),  # a story with the words in it
        ("mijn moeder weet niet hoe DigiD werkt", False),  # somebody else does not know
        ("drie maanden", False),  # a plain answer
        ("nee", False),  # an answer too
        ("", False),  # silence is not a refusal
    ],
)
def test_says_unknown(text, unknown):
    assert says_unknown(text) is unknown


@pytest.mark.parametrize(
    "text, age",
    [
        ("17", "17"),  # bare number
        ("zeventien", "17"),  # in words
        ("ben 15 jaar", "15"),  # no subject
        ("Ik ben achtenzestig jaar oud.", "68"),  # formal, in words
        ("ik word over 2 weken 18", "17"),  # not there yet
        ("bijna 18", "17"),  # not there yet either
        ("net 18 geworden", "18"),  # just there
        ("16,5", "16"),  # half years do not count
        ("I'm twenty-three", "23"),  # English in words
        ("22 y/o", "22"),  # chat
        ("44. ik woon op nummer 12", "44"),  # a house number after it
        ("zit in groep 7, ben 10", "10"),  # a class number before it
        ("4 havo, 15", "15"),  # a level before it
        ("geboren 21 november 2008", "18"),  # birthday is today
        ("geboren 22 november 2008", "17"),  # birthday is tomorrow
        ("uit 2009", "17"),  # year of birth only
        ("eenentachtig", "81"),  # oldest words
        ("ik 34, mijn man 36", "34"),  # for both: the one who types
        ("ben ik 19 niet 18", "19"),  # a correction
        ("18 sorry ik bedoel 17", "17"),  # takes it back
        ("dat zeg ik niet", None),  # refusal
        ("ik verdien 16 euro per uur", None),  # a price
        ("[telefoon 1]", None),  # the 1 of a placeholder is no age
        ("volwassen", None),  # no number
    ],
)
def test_age_when_asked(text, age):
    assert asked("age", text) == age


@pytest.mark.parametrize(
    "whom, text, age",
    [
        ("child", "Zij is zes, ik ben 38", "6"),  # the child comes first
        ("child", "ik ben 38 en zij is zes", "6"),  # the child comes second
        ("child", "mijn dochter is 14 jaar", "14"),  # named
        ("child", "12", "12"),  # bare: what was asked for
        ("child", "ik ben 45", None),  # only the parent's own age
        ("client", "de jongere is 17, ik ben zijn begeleider", "17"),  # a client
        ("client", "24", "24"),  # bare
        ("other", "mijn oma is 86", "86"),  # somebody else
        ("self", "ik ben 51 en mijn zoon is 20", "51"),  # own age
        ("self", "mijn zoon is 20", None),  # not the asker's own age
    ],
)
def test_age_of_the_one_it_is_for(whom, text, age):
    assert asked("age", text, for_whom=whom) == age


@pytest.mark.parametrize(
    "text, whom",
    [
        ("mezelf", "self"),  # one word
        ("mij", "self"),  # second language
        ("gewoon voor mij", "self"),  # filler
        ("myself", "self"),  # English
        ("me and my husband", "self"),  # with a partner is self
        ("ons gezin", "self"),  # the household
        ("voor mezelf en mn zoontje", "self"),  # the speaker comes first
        ("mn dochtertje", "child"),  # diminutive
        ("het is voor ons pleegkind", "child"),  # foster child
        ("my kid", "child"),  # English
        ("ik ben haar moeder", "child"),  # told by the tie
        ("mijn oudste", "child"),  # how parents say it
        ("een cliënt", "client"),  # professional
        ("een leerling uit mijn klas", "client"),  # teacher
        ("for a client of mine", "client"),  # "mine" is not me
        ("mijn moeder", "other"),  # kin
        ("een vriendin van me", "other"),  # "me" is not the one it is for
        ("niet voor mij maar voor mijn zus", "other"),  # denied self
        ("mn opa, die kan niet typen", "other"),  # with a reason
        ("for my neighbour", "other"),  # English
        ("iemand anders", "other"),  # unnamed
        ("geen idee", None),  # no answer
        ("waarom wil je dat weten", None),  # asks back
    ],
)
def test_for_whom_when_asked(text, whom):
    assert asked("for_whom", text) == whom


@pytest.mark.parametrize(
    "text, district",
    [
        ("Noord", "Noord"),  # bare
        ("in noord", "Noord"),  # small letters
        ("ik woon in Oost bij het park", "Oost"),  # inside a sentence
        ("ik woon in Nieuw-West", "Nieuw-West"),  # not West
        ("nieuw west", "Nieuw-West"),  # hyphen left out
        ("Zuit", "Zuid"),  # one letter off
        ("kralingerveer ofzo heet het", "Kralingerveer"),  # filler after
        ("Kralingeveer", "Kralingerveer"),  # one letter missing
        ("niet in West maar in Oost", "Oost"),  # the first is denied
        ("eerst in Noord, nu in Zuid", "Zuid"),  # where they are now
        ("I live in the Centrum", "Centrum"),  # English
        ("Hillesluis", "Hillesluis"),  # a place we do not know is kept as it is
        ("ik woon in Almere", "Almere"),  # another town, without the filler
        ("weet ik niet", None),  # no answer
        ("waarom?", None),  # asks back
        ("ja", None),  # no place
    ],
)
def test_district_when_asked(text, district):
    assert asked("district", text) == district


@pytest.mark.parametrize(
    "text, since",
    [
        ("4 maanden", "4 maanden"),  # bare
        ("al vier maanden", "vier maanden"),  # the lead-in goes
        ("sinds september", "sinds september"),  # a point in time keeps its preposition
        ("vanaf de kerstvakantie", "vanaf de kerstvakantie"),  # school calendar
        ("een half jaar denk ik", "een half jaar"),  # hedge after it
        ("anderhalf jaar", "anderhalf jaar"),  # Dutch half
        ("week of 3", "week of 3"),  # chat: about three weeks
        ("eergisteren om 4 uur", "eergisteren om 4 uur"),  # with a time of day
        ("twee a drie weken", "twee a drie weken"),  # a range
        ("for about 2 years now", "about 2 years"),  # English
        ("since August", "since August"),  # English point
        ("vorig jaar zomer", "vorig jaar zomer"),  # season
        ("in 2023", "in 2023"),  # a year
        ("al heel lang", "heel lang"),  # vague is an answer
        ("toen ik 12 was", "toen ik 12 was"),  # told by age
        ("sinds mijn scheiding", "sinds mijn scheiding"),  # told by an event
        ("6 wkn", "6 wkn"),  # shortened
        ("sinds 3 maand", "3 maand"),  # second language: no plural
        ("het begon in maart, ze belt 2 keer per week", "in maart"),  # a frequency is no beginning
        (
            "ze zouden binnen 2 weken bellen, dat is nu 3 maanden geleden",
            "3 maanden geleden",
        ),  # a promise is no beginning
        ("niet sinds mei, sinds juli", "sinds juli"),  # a correction
        ("geen idee", None),  # no answer
        ("dat heb ik al verteld", None),  # "al" without a time
    ],
)
def test_since_when_asked(text, since):
    assert asked("since_when", text) == since


@pytest.mark.parametrize(
    "text, way",
    [
        ("mail", "email"),  # one word
        ("liever per e-mail", "email"),  # preference
        ("gewoon bellen", "phone"),  # filler
        ("u kunt mij telefonisch bereiken", "phone"),  # formal
        ("app me maar", "phone"),  # an app needs the number
        ("call me please", "phone"),  # English
        ("by email, don't call", "email"),  # English with a denial
        ("niet bellen, stuur maar een mail", "email"),  # denial first
        ("ik kan niet praten op telefoon, mail is goed", "email"),  # second language
        ("liever mailen dan bellen", "email"),  # comparison
        ("bellen mag, mail lees ik nooit", "phone"),  # denial after it
        ("hier in de chat", "chat"),  # stay here
        ("via deze chat aub niet bellen", "chat"),  # chat with a denial
        ("geen contact", "none"),  # wants none
        ("ik wil niet dat jullie contact opnemen", "none"),  # in a sentence
        ("niet bellen en niet mailen", "none"),  # both denied
        ("anoniem blijven", "none"),  # anonymous
        ("weet ik niet", None),  # no answer
    ],
)
def test_contact_preference_when_asked(text, way):
    assert asked("contact_preference", text) == way


@pytest.mark.parametrize(
    "text, day",
    [
        ("12 oktober", "2026-10-12"),  # no year: the last one
        ("er staat 28-10-2026 op", "2026-10-28"),  # inside a sentence
        ("de brief is van twee weken geleden", "2026-11-07"),  # worked out
        ("gedateerd 2 november, ontvangen 5 november", "2026-11-02"),  # the date on the letter counts
        ("vorige week woensdag", "2026-11-11"),  # weekday of last week
        ("I got it yesterday", "2026-11-20"),  # English
        ("ik heb nog geen brief gehad", "none"),  # nothing yet
        ("er is nog niks besloten", "none"),  # no decision
        ("no letter yet", "none"),  # English
        ("ze hebben het alleen aan de telefoon gezegd", "none"),  # by word of mouth
        ("die brief ben ik kwijt", None),  # there is one, the date is gone
        ("weet ik niet meer", None),  # no answer
        ("nog geen beslissing, wel een ontvangstbevestiging van 4 september", "none"),  # a receipt is no decision
    ],
)
def test_decision_date_when_asked(text, day):
    assert asked("decision_date", text) == day


@pytest.mark.parametrize(
    "text, organisation",
    [
        ("het UWV", "UWV"),  # article goes
        ("duo", "DUO"),  # abbreviation as it is written
        ("Het gaat om Stichting Lindehof.", "Stichting Lindehof"),  # lead-in goes
        ("mn school en leerplicht", "school en leerplicht"),  # both kept
        ("de gemeente denk ik", "gemeente"),  # hedge goes
        ("bij woningcorporatie De Beuk", "woningcorporatie De Beuk"),  # preposition goes
        ("It's about the housing association", "housing association"),  # English
        ("jeugdzorg, en ook de school", "jeugdzorg, en ook de school"),  # all parties
        ("weet ik niet", None),  # no answer
    ],
)
def test_organisation_when_asked(text, organisation):
    assert asked("organisation", text) == organisation


@pytest.mark.parametrize(
    "name, text, value",
    [
        ("name", "[naam 1]", "[naam 1]"),  # masked before it reached us
        ("name", "ik heet [naam 1]", "[naam 1]"),  # masked in a sentence
        ("name", "mijn naam is Samira", "Samira"),  # unmasked
        ("name", "mevrouw De Wit", "mevrouw De Wit"),  # with a title
        ("name", "nee", "none"),  # refused
        ("name", "die geef ik liever niet", "none"),  # refused politely
        ("name", "I'd rather stay anonymous", "none"),  # refused in English
        ("phone", "je mag me bellen op [telefoon 1]", "[telefoon 1]"),  # masked
        ("phone", "06 1234 5699", "06 1234 5699"),  # unmasked
        ("phone", "heb ik niet", "none"),  # has none
        ("email", "[e-mail 1] is mijn adres", "[e-mail 1]"),  # masked
        ("email", "stuur maar naar noor.b@example.org.", "noor.b@example.org"),  # the full stop is not part of it
        ("email", "geef ik niet", "none"),  # refused
        ("phone", "geen idee", None),  # no answer
        ("role", "ik ben jongerenwerker", "professional"),  # by trade
        ("role", "moeder", "parent"),  # by tie
        ("role", "scholier", "young_person"),  # by stage of life
        ("role", "gewoon inwoner van de stad", "citizen"),  # by home
        ("role", "ik ben 16", "young_person"),  # by age
        ("treated_badly", "nee, iedereen was vriendelijk", "no"),  # yes-no
        ("treated_badly", "hij begon tegen mij te schreeuwen", "yes"),  # told, not said
        ("treated_badly", "ze waren gewoon aardig", "no"),  # told the other way
        ("consent", "ja, ze staat naast me", "yes"),  # with an explanation
        ("consent", "nee nog niet gevraagd", "no"),  # not yet
        ("income", "ik heb bijstand", "yes"),  # an income by name
        ("income", "niks, 0 euro", "no"),  # none at all
        ("confirm", "ja verstuur maar", "yes"),  # go
        ("wanted_outcome", " dat ze sorry zeggen ", "dat ze sorry zeggen"),  # free text, trimmed
        ("what_happened", "geen idee", None),  # nothing told
        ("tried_so_far", "nog niks", "nog niks"),  # nothing is an answer here
        ("what_happened", "", None),  # nothing typed
    ],
)
def test_other_answers(name, text, value):
    assert asked(name, text) == value


@pytest.mark.parametrize(
    "text, facts, absent",
    [
        ("mijn dochter van 13 wordt gepest op school", {"for_whom": "child", "age": "13", "role": "parent"}, ()),
        (
            "ik ben 17 en zit al 5 maanden thuis",
            {"age": "17", "since_when": "5 maanden", "role": "young_person", "for_whom": "self"},
            (),
        ),
        (
            "Ik ben 67 en wacht sinds juli op een traplift.",
            {"age": "67", "since_when": "sinds juli", "role": "citizen"},
            (),
        ),
        ("DUO heeft mijn stufi stopgezet", {"organisation": "DUO"}, ("age", "since_when", "decision_date")),
        (
            "Als jongerenwerker schrijf ik namens een cliënt van 19.",
            {"role": "professional", "for_whom": "client", "age": "19"},
            (),
        ),
        ("Mijn moeder van 81 heeft hulp nodig in huis", {"for_whom": "other", "age": "81"}, ()),
        (
            "mijn aanvraag is op 12 oktober afgewezen door de gemeente",
            {"decision_date": "2026-10-12", "organisation": "gemeente"},
            (),
        ),
        ("ik kreeg twee weken geleden een brief dat mijn bijstand stopt", {"decision_date": "2026-11-07"}, ()),
        ("ik woon in Noord en mijn huur is 900 euro", {"district": "Noord"}, ("age", "since_when")),
        ("I am 24 and I've been waiting for 3 months", {"age": "24", "since_when": "3 months"}, ()),
        ("mail me maar, niet bellen", {"contact_preference": "email"}, ()),
        ("kunt u mij terugbellen op [telefoon 1]?", {"contact_preference": "phone", "phone": "[telefoon 1]"}, ()),
        ("de ambtenaar aan het loket was heel onbeschoft", {"treated_badly": "yes"}, ()),
        ("sinds vorige week heb ik geen inkomen meer", {"income": "no", "since_when": "sinds vorige week"}, ()),
        ("word volgende maand 18 en dan stopt mijn hulp", {"age": "17"}, ("since_when",)),
        # what looks like a fact and is none
        ("hulp nodig binnen twee weken", {}, ("since_when", "age")),
        ("over drie weken moet ik eruit", {}, ("since_when", "decision_date")),
        ("ik krijg 3 uur per week hulp", {}, ("since_when", "age")),
        ("mag ik op mijn 16e zelf beslissen", {}, ("age",)),
        ("mijn zus heeft mij uit huis gezet", {}, ("age", "since_when")),
        ("me stiefvader slaat me", {"for_whom": "self"}, ()),
        ("het contract loopt 2 jaar", {}, ("since_when", "age")),
        ("ik moet 60 euro betalen voor 2 kinderen", {}, ("age",)),
        ("contract van 6 maanden niet verlengd", {}, ("since_when", "age")),
        ("kom uit midden-oosten en woon bij vriend", {}, ("district",)),
        ("ik ben 3 keer gebeld door nummer 14", {}, ("age", "contact_preference")),
        ("het wijkteam zou me terugbellen maar doet dat niet", {"organisation": "wijkteam"}, ("contact_preference",)),
        ("groep 7 gaat op kamp maar wij kunnen het niet betalen", {}, ("age",)),
        ("bus 16 komt nooit om 8 uur", {}, ("age", "since_when")),
        ("hoi", {}, ("for_whom", "age", "role", "organisation", "district")),
    ],
)
def test_facts_in_what_people_tell(text, facts, absent):
    found = told(text)
    assert {name: found.get(name) for name in facts} == facts
    assert not set(absent) & set(found)
