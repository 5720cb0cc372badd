"""What people volunteer and what they answer: a table per question, every row with its reason."""

from __future__ import annotations

from datetime import date
from time import perf_counter

import pytest
from hypothesis import given, settings
from hypothesis.strategies import lists, sampled_from

from bot.understanding.facts import answer_to, facts_in, resolve_date, says_unknown, yes_or_no

TODAY = date(2026, 11, 21)  # a Saturday
DISTRICTS = ("Centrum", "Noord", "Oost", "Zuid", "West", "Nieuw-West", "Kralingerveer")


def asked(name, text, **more):
    return answer_to(name, text, today=TODAY, districts=DISTRICTS, **more)


def told(text):
    return {fact.name: fact.value for fact in facts_in(text, today=TODAY, districts=DISTRICTS)}


@pytest.mark.parametrize(
    ("text", "said"),
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
        ("jazeker", True),  # the plain words
        ("klopt", True),  # the plain words
        ("yes", True),  # the plain words
        ("uhu", True),  # the plain words
        ("doe maar", True),  # the plain words
        ("prima", True),  # the plain words
        ("no", False),  # the plain words
        ("jawel", True),  # yes against a doubt
        ("ja zeker mag dat", True),  # yes, and permitted
        ("jup doe maar", True),  # chat
        ("Akkoord.", True),  # one formal word
        ("dat vind ik goed", True),  # opinion as consent
        ("yes that's right", True),  # English
        ("oke prima dan", True),  # three soft words
        ("helemaal mee eens", True),  # agreement
        ("tis goed zo", True),  # swallowed "het"
        ("ja maar alleen als mijn naam er niet bij staat", True),  # yes with a condition is yes
        ("natuurlijk, stuur maar door", True),  # yes and go
        ("ja ik snap het niet zo goed maar doe maar", True),  # doubts, then goes
        ("k", True),  # shortest ok
        ("graag!", True),  # polite yes
        ("nee joh", False),  # chat
        ("nee ik wil dat niet", False),  # with the reason
        ("Nee, dat is onjuist.", False),  # formal
        ("absoluut niet", False),  # strong
        ("nah laat maar zitten", False),  # gives up
        ("nog niet", False),  # not yet
        ("doe maar niet", False),  # a yes-phrase turned round
        ("that's not correct", False),  # English
        ("nooit", False),  # never
        ("ja hallo, dat klopt natuurlijk niet", False),  # cross: yes in name only
        ("no thanks", False),  # polite
        ("geen zin in", False),  # no energy for it
        ("wat bedoel je", None),  # asks back
        ("mijn dochter heeft een bril", None),  # other matter
        ("hmm", None),  # thinks
        ("ligt eraan", None),  # depends
        ("Ja.", True),  # full stop
        ("no problem", True),  # English yes with a no in it
        ("niks op aan te merken", True),  # nothing wrong with it
        ("ja tuurlijk bro", True),  # youth
        ("Zeker, dat is akkoord.", True),  # formal
        ("is ok voor mij", True),  # second language
        ("ja ja doe nou maar", True),  # impatient
        ("yep all good", True),  # English chat
        ("helemaal correct samengevat", True),  # of a summary
        ("klopt, bedankt", True),  # thanks after it
        ("nee dat hoeft allemaal niet", False),  # long no
        ("neen", False),  # Flemish
        ("nee niks", False),  # asked for anything to add
        ("nee ik heb geen vragen meer", False),  # with a reason
        ("niet goed", False),  # of a summary
        ("fout", False),  # one word
        ("er klopt iets niet", False),  # of a summary
        ("Dat klopt niet helemaal.", False),  # not quite
        ("mijn leeftijd klopt niet", False),  # one thing wrong
        ("alles klopt behalve de datum", False),  # one thing wrong
        ("I don't want that", False),  # English refusal
        ("dat weet ik eigenlijk niet zo goed", None),  # no answer
        ("kan ik dat later nog veranderen?", None),  # asks back
        ("ok maar wie leest dit dan", True),  # goes on, and asks
        ("prima hoor, mag", True),  # permission
        ("ja dat is prima zo dankjewel", True),  # polite and long
        ("Ja, graag zelfs.", True),  # eager
        ("ik vind het goed", True),  # opinion
        ("jahoor", True),  # one word
        ("yes please do", True),  # English
        ("dat lijkt me een goed plan", True),  # agreement
        ("ja ik wil dat jullie het doorsturen", True),  # says what
        ("oké", True),  # with an accent
        ("nee, ik doe het zelf wel", False),  # will do it
        ("Nee dat wil ik liever niet hebben.", False),  # polite
        ("dat is niet de bedoeling", False),  # formal
        ("niet doen", False),  # two words
        ("no that's wrong", False),  # English
        ("nee klopt van geen kant", False),  # idiom
        ("mijn naam is verkeerd gespeld", None),  # tells, without yes or no
        ("waar is dat voor nodig", None),  # asks back
        ("Good morning, I have a question", None),  # a greeting with "good" in it
        ("ik wil niet meer leven", None),  # despair, not a no
        ("don't want to be here anymore", None),  # the same in English
        ("mag dat zomaar?", None),  # asks for permission
        ("klopt dat wel?", None),  # doubts
        ("geen reactie gekregen op mijn mail", None),  # a story
        ("graag informatie over woningen", None),  # a request that opens with a yes-word
        ("no place to sleep tonight", None),  # a story that opens with a no-word
    ],
)
def test_yes_or_no(text, said):
    assert yes_or_no(text) is said


@pytest.mark.parametrize(
    ("text", "unknown"),
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
        ("idk", True),  # the plain words
        ("I don't know", True),  # the plain words
        ("wil ik niet zeggen", True),  # the plain words
        ("geen flauw idee", True),  # idiom
        ("weet niet meer precies", True),  # forgotten, hedge last
        ("Dat weet ik helaas niet.", True),  # formal
        ("wnie", False),  # unreadable is not a refusal
        ("ik weet het niet meneer", True),  # second language, polite
        ("dunno", True),  # English chat
        ("I have no idea when that was", True),  # with what was asked
        ("don't remember", True),  # forgotten
        ("ik wil daar niks over zeggen", True),  # refusal
        ("dat gaat u niets aan", True),  # formal and cross
        ("privé", True),  # one word
        ("dat hou ik liever voor mezelf", True),  # soft refusal
        ("geen commentaar", True),  # press style
        ("i'd rather not say", True),  # English refusal
        ("weet ik niet, moet ik aan mijn moeder vragen", True),  # will find out
        ("pfoe geen idee, lang geleden", True),  # too long ago
        ("nvt", True),  # does not apply
        ("ik weet niet hoe het verder moet, alles stapelt zich op", False),  # despair, not a refusal
        ("geen idee waarom maar ze hebben mijn uitkering stopgezet", False),  # story with the words in it
        ("I don't know what to do, they took my son", False),  # story
        ("weet ik niet zeker, ik denk 12 oktober", False),  # a guess follows
        ("eh geen idee", True),  # hesitates
        ("kweet niet hoor", True),  # swallowed
        ("ik niet weten", True),  # second language
        ("Dat durf ik niet te zeggen.", True),  # formal
        ("zou het niet weten", True),  # no subject
        ("weet ik veel", True),  # cross idiom
        ("geen zin om dat te vertellen", True),  # refusal
        ("Dat wil ik niet delen", True),  # refusal
        ("maakt niet uit", True),  # nothing to choose
        ("no comment", True),  # English press style
        ("weet ik niet maar het was voor de zomer", False),  # an answer follows
        ("niemand weet hoe het verder moet", False),  # others
        ("ik weet wel wie het was", False),  # does know
        ("geen idee hebben ze wat ze mij aandoen", False),  # they have no idea
        ("geen idee, sorry", True),  # with an apology
        ("Dat is mij niet bekend.", True),  # formal
        ("weet k nie", True),  # chat
        ("i dont remember exactly", True),  # no apostrophe
        ("niet zeker", True),  # unsure
        ("zou ik moeten opzoeken", True),  # has to look it up
        ("dat zeg ik niet tegen een computer", True),  # refusal
        ("ik weet niet precies hoe lang maar al heel lang", False),  # an answer follows
        ("weet iemand hoe dit werkt", False),  # a question
        ("ik ben vergeten te betalen", False),  # what happened
        ("geen antwoord van de gemeente", False),  # what happened
        ("my bus pass is lost", False),  # "pass" is no way of skipping here
        ("ik ben mijn paspoort kwijt", False),  # something else is lost
    ],
)
def test_says_unknown(text, unknown):
    assert says_unknown(text) is unknown


@pytest.mark.parametrize(
    ("text", "age"),
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
        ("mijn zoon van 11", "11"),  # a common form
        ("ik ben 16", "16"),  # a common form
        ("16 jr", "16"),  # a common form
        ("18, drie weken geleden geworden", "18"),  # a common form
        ("Ik word in het voorjaar 79, dus 78", "78"),  # a common form
        ("16 uur", None),  # a common form
        ("groep 7", None),  # a common form
        ("ik ben er 14", "14"),  # dialect
        ("veertien en een half", "14"),  # half in words
        ("53 jaar jong", "53"),  # joke
        ("Ik ben geboren in 1958", "68"),  # year
        ("bouwjaar 2011", "15"),  # youth slang
        ("19 (bijna 20)", "19"),  # the first counts
        ("I just turned 21", "21"),  # English
        ("I'm 30 years old and I have 2 kids", "30"),  # number of kids after it
        ("ben van 1990", "36"),  # year after "van"
        ("zestien jaar oud, zit in 4 vmbo", "16"),  # words, then level
        ("3 vwo, dus 15", "15"),  # level before it
        ("vierendertig", "34"),  # compound
        ("drie en dertig", "33"),  # spelled apart
        ("ik wordt 17 in januari", "16"),  # dt error
        ("zevntien", "17"),  # typing slip
        ("achttien jr", "18"),  # mixed
        ("ik ben 72, mijn vrouw is 70", "72"),  # own first
        ("oud genoeg", None),  # no number
        ("waarom moet je dat weten", None),  # asks back
        ("ik woon op nummer 44", None),  # a house number
        ("ik heb 3 kinderen", None),  # a count
        ("ergens in de veertig", None),  # a decade is no age
        ("17 word 18 in feb", "17"),  # both ages
        ("Ik ben van 1947.", "79"),  # year
        ("20, turning 21 soon", "20"),  # both ages in English
        ("ik ben een jongen van 12", "12"),  # describes himself
        ("vijfentwintig geloof ik haha", "25"),  # joke after it
        ("me moeder is 40 en ik 15", "15"),  # own second
        ("15 bijna 16", "15"),  # both ages
        ("ik zit in de brugklas, 12 jaar", "12"),  # class without a number
        ("vmbo 2, 14", "14"),  # level first
        ("61 en nog fit", "61"),  # joke
        ("geb. 3-4-2001", "25"),  # birth date
        ("we zijn 60 en 62", "60"),  # a couple: the first
        ("mijn leeftijd: 33", "33"),  # as a form
        ("tachtig plus", "80"),  # roughly
        ("te oud voor dit gedoe", None),  # joke without a number
        ("ik werk 36 uur", None),  # hours
        ("ik ben zestien en een half jaar", "16"),  # half
        ("ben in maart 19 geworden", "19"),  # perfect
        ("31 jaar, moeder van 2", "31"),  # children after it
        ("vijfenzeventig jaren", "75"),  # formal
        ("over een maand 18", "17"),  # no verb
        ("I am nineteen", "19"),  # English
        ("ik ben 14 hoezo", "14"),  # asks back as well
        ("ouder dan 65", None),  # a bound
        ("17 maar word bijna 18", "17"),  # both
        ("mn verjaardag is 5 mei 2007", "19"),  # birthday
        ("23 net geworden", "23"),  # perfect after it
        ("ik ben al 88 jaar hoor", "88"),  # particle after it
        ("Mijn leeftijd is eenenvijftig.", "51"),  # formal in words
        ("veertien bijna vijftien", "14"),  # both ages in words
        ("wij zijn allebei 33", "33"),  # couple
    ],
)
def test_age_when_asked(text, age):
    assert asked("age", text) == age


@pytest.mark.parametrize(
    ("whom", "text", "age"),
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
        ("child", "Hij is negen. Ik ben 41.", "9"),  # a common form
        ("child", "Hij wordt in maart 13", "12"),  # not yet
        ("child", "ze is pas 4", "4"),  # particle
        ("child", "8 maanden", "0"),  # an infant
        ("child", "mijn zoon 15 en ik 44", "15"),  # without verbs
        ("child", "dochter: 9 jaar, ik: 37", "9"),  # as a form
        ("child", "My son is eleven, I'm forty", "11"),  # English
        ("other", "ik 52, zij 79", "79"),  # pronoun without verb
        ("other", "hij is 90 geworden vorige maand", "90"),  # perfect
        ("client", "Betrokkene is 31 jaar.", "31"),  # formal
        ("client", "Ik werk hier 12 jaar, cliënt is 45", "45"),  # years of service are no age
        ("self", "hij is 50, ik 47", "47"),  # own age second
        ("child", "zij 8 jaar", "8"),  # second language
        ("child", "ik ben 39. Lotte is 10 en Sem 12", "10"),  # by name
        ("child", "Mijn dochter zit in groep 4 en is 8", "8"),  # class number first
        ("child", "8 en 10", "8"),  # two children
        ("child", "bijna 3", "2"),  # toddler
        ("other", "Hij is 74, ik 70", "74"),  # partner first
        ("other", "mijn moeder wordt volgende maand 90", "89"),  # not yet
        ("client", "een jongen van 16", "16"),  # described
        ("client", "Meneer is 67.", "67"),  # formal
        ("child", "hij is net 5 geworden", "5"),  # perfect
        ("child", "de oudste is 12 de jongste 7", "12"),  # two
        ("child", "Ze is 16 (ik ben 45)", "16"),  # brackets
        ("client", "Zij is 19 jaar oud", "19"),  # pronoun
        ("other", "82 jaar", "82"),  # bare
        ("child", "ze wordt volgende week 4", "3"),  # not yet
        ("child", "groep 8, hij is 12", "12"),  # class first
        ("client", "dhr is geboren in 1950", "76"),  # year of birth
        ("child", "Daan is 7", "7"),  # by name
        ("other", "mijn man is van 1948", "78"),  # year of birth
    ],
)
def test_age_of_the_one_it_is_for(whom, text, age):
    assert asked("age", text, for_whom=whom) == age


@pytest.mark.parametrize(
    ("text", "whom"),
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
        ("mijn zoon", "child"),  # a common form
        ("mijn pleegkind", "child"),  # a common form
        ("mijn cliënt", "client"),  # a common form
        ("namens mijn cliënt", "client"),  # a common form
        ("moeder", "other"),  # a common form
        ("vader", "other"),  # a common form
        ("buurvrouw", "other"),  # a common form
        ("vriend", "other"),  # a common form
        ("partner", "other"),  # a common form
        ("voor mezelf", "self"),  # a common form
        ("voor mij", "self"),  # a common form
        ("me and my partner", "self"),  # a common form
        ("iemand anders, ik was getuige", "other"),  # a common form
        ("ikzelf", "self"),  # one word
        ("me eigen", "self"),  # street Dutch
        ("Voor mijzelf en mijn echtgenote.", "self"),  # formal couple
        ("t gaat over mij", "self"),  # in a sentence
        ("wij samen", "self"),  # couple
        ("it's for me", "self"),  # English
        ("mijn zoon van 14", "child"),  # with the age
        ("onze tweeling", "child"),  # twins
        ("voor mij kind", "child"),  # second language: "mij" for "mijn"
        ("de kinderen", "child"),  # at home
        ("mijn stiefdochter", "child"),  # step child
        ("ik ben pleegmoeder van een jongen", "child"),  # tie
        ("for our daughter", "child"),  # English
        ("namens een bewoner van onze woongroep", "client"),  # residential care
        ("een leerlinge van mij", "client"),  # school
        ("mijn buurman", "other"),  # neighbour
        ("mn beste vriendin", "other"),  # friend
        ("mijn schoonmoeder, zij spreekt geen nederlands", "other"),  # in-law
        ("mijn kleinzoon", "other"),  # a grandchild is in somebody else's care
        ("me broertje", "other"),  # sibling
        ("voor me moeder en voor mij", "other"),  # who comes first
        ("someone I know", "other"),  # unnamed
        ("nee niet voor mezelf, voor een vriend", "other"),  # denied first
        ("dat weet ik nog niet", None),  # no answer
        ("hoezo", None),  # asks back
        ("Dat betreft mijzelf.", "self"),  # formal
        ("mezelf natuurlijk", "self"),  # filler
        ("voor mn gezin", "self"),  # household
        ("mij en mijn broertje", "self"),  # speaker first
        ("It's about my situation", "self"),  # own situation
        ("mn zn", None),  # unreadable
        ("voor mijn man, hij heeft Parkinson", "other"),  # partner as the one in need
        ("een leerling van 13 uit mijn klas", "client"),  # teacher
        ("mijn pleegdochter", "child"),  # foster
        ("ons dochtertje van 3", "child"),  # with the age
        ("zoontje", "child"),  # bare
        ("opa", "other"),  # bare
        ("collega", "other"),  # bare
        ("voor een kind uit de buurt", "other"),  # somebody else's child
        ("een gezin dat ik begeleid", "client"),  # family in care
        ("mijn ex", "other"),  # former partner
        ("het is niet voor mij", "other"),  # denied self, nobody named
        ("voor mij persoonlijk", "self"),  # adverb
        ("ik vraag dit voor mijn kind", "child"),  # sentence
        ("mijn dochter van 8 en mijn zoon van 5", "child"),  # two
        ("voor een bewoner bij ons", "client"),  # residential care
        ("mijn nichtje van 15", "other"),  # kin
        ("voor mezelf eigenlijk", "self"),  # adverb
        ("my mother in law", "other"),  # in-law
        ("voor mijn zoontje, ik ben zijn vader", "child"),  # twice the same
        ("mijn vrouw en ik", "self"),  # couple, the other first
        ("mijn vader maar ook een beetje voor mij", "other"),  # main one first
        ("voor mijn jongste dochter Fenna", "child"),  # name after it
        ("gewoon mezelf", "self"),  # filler
        ("Ik schrijf namens mijn vader", "other"),  # formal
        ("het gaat om een jongere uit onze groep", "client"),  # care
        ("my daughter", "child"),  # English
        ("voor mn vriendin en mij", "other"),  # who comes first
    ],
)
def test_for_whom_when_asked(text, whom):
    assert asked("for_whom", text) == whom


@pytest.mark.parametrize(
    ("text", "district"),
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
        ("in Noord", "Noord"),  # a common form
        ("Zuid, daar slaap ik nu", "Zuid"),  # a common form
        ("Centrum, op de markt", "Centrum"),  # a common form
        ("oost", "Oost"),  # small letters
        ("Stadsdeel Noord", "Noord"),  # official
        ("Nieuw west bij de markt", "Nieuw-West"),  # with a landmark
        ("ik denk centrum", "Centrum"),  # hedge
        ("ZUID", "Zuid"),  # shouted
        ("sentrum", "Centrum"),  # as it sounds
        ("Centurm", "Centrum"),  # letters swapped
        ("tussen oost en centrum in", "Oost"),  # the first of two
        ("vroeger west, nu woon ik in noord", "Noord"),  # now wins
        ("ik slaap bij een vriend in zuid", "Zuid"),  # where they stay
        ("Rotterdam", "Rotterdam"),  # another town
        ("de Vogelbuurt", "Vogelbuurt"),  # a neighbourhood we do not know
        ("buiten de stad", "buiten de stad"),  # outside
        ("dat zeg ik liever niet", None),  # refusal
        ("geen vast adres", None),  # nowhere
        ("wat maakt dat uit", None),  # asks back
        ("ik woon bij mn pa in zuid", "Zuid"),  # with the relative
        ("wij wonen Noord", "Noord"),  # second language
        ("In stadsdeel West, al zestig jaar.", "West"),  # formal with a duration
        ("near the centrum", "Centrum"),  # English
        ("noord-oost", "noord-oost"),  # not one of ours: kept as it is
        ("Oostt", "Oost"),  # doubled letter
        ("kralinger veer", "Kralingerveer"),  # spelled apart
        ("ik ben dakloos", None),  # nowhere
        ("Schiedam", "Schiedam"),  # another town
        ("achter het station", "achter het station"),  # a landmark
        ("ik woon nu in oost", "Oost"),  # now
        ("west!!", "West"),  # exclamation
        ("bij het Noorderpark in Noord", "Noord"),  # landmark first
        ("kralingerveer", "Kralingerveer"),  # long name
        ("Kralingervier", "Kralingerveer"),  # misspelt
        ("bij mijn tante in Utrecht", "Utrecht"),  # elsewhere
        ("geen idee welke wijk dat is", None),  # no answer
        ("zuid-oost", "zuid-oost"),  # not one of ours: kept as it is
        ("Ik woon aan de rand van Noord", "Noord"),  # edge
        ("centrum, vlak bij het station", "Centrum"),  # landmark
        ("noort", "Noord"),  # as it sounds
        ("Delfshaven", "Delfshaven"),  # unknown
        ("oost maar ik zit nu in de opvang in west", "West"),  # where they are now
    ],
)
def test_district_when_asked(text, district):
    assert asked("district", text) == district


@pytest.mark.parametrize(
    ("text", "since"),
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
        ("al bijna een jaar", "bijna een jaar"),  # a common form
        ("vanaf maart", "vanaf maart"),  # a common form
        ("sinds ik 18 ben", "sinds ik 18 ben"),  # a common form
        ("already 5 months", "5 months"),  # a common form
        ("zes weken", "zes weken"),  # a common form
        ("lang al, jaar ofzo", "jaar ofzo"),  # a common form
        ("sinds 11 maanden", "11 maanden"),  # a common form
        ("een jaar of twee", "een jaar of twee"),  # a common form
        ("gisteren rond drie uur", "gisteren rond drie uur"),  # a common form
        ("binnen twee weken", None),  # a common form
        ("over drie weken", None),  # a common form
        ("3 uur per week", None),  # a common form
        ("drie jaar", "drie jaar"),  # bare
        ("sinds begin dit jaar", "sinds begin dit jaar"),  # part of the year
        ("ruim twee jaar", "ruim twee jaar"),  # hedge is part of it
        ("ongeveer 6 weken", "ongeveer 6 weken"),  # hedge
        ("sinds de geboorte van mijn zoon", "sinds de geboorte van mijn zoon"),  # event
        ("vanaf groep 5", "vanaf groep 5"),  # school year
        ("nu 4 maand", "4 maand"),  # second language
        ("jaren al", "jaren"),  # only a unit
        ("paar weken", "paar weken"),  # a few
        ("vorige maand", "vorige maand"),  # point
        ("12 oktober", "12 oktober"),  # a day
        ("since I moved here in 2022", "since I moved here in 2022"),  # event in English
        ("over a year", "over a year"),  # English hedge
        ("a couple of months", "a couple of months"),  # English few
        ("about 3 weeks I think", "about 3 weeks"),  # hedges on both sides
        ("altijd al", "altijd"),  # always
        ("mijn hele leven", "mijn hele leven"),  # a life
        ("sinds kort", "sinds kort"),  # recently
        ("dinsdag", "dinsdag"),  # a day of this week
        ("Het speelt sinds de zomer van 2024.", "sinds de zomer van 2024"),  # season and year
        ("gisteravond", "gisteravond"),  # one word
        ("vanochtend om half negen", "vanochtend om half negen"),  # time of day
        ("2 of 3 jaar geleden", "2 of 3 jaar geleden"),  # range and ago
        ("al sinds mijn 15e", "sinds mijn 15e"),  # by age
        ("5 maanden, ik moest binnen 2 weken iets horen", "5 maanden"),  # a term after it
        ("toen we gingen scheiden", "toen we gingen scheiden"),  # event
        ("ze bellen 3 keer per week", None),  # a frequency
        ("hij is 12 jaar oud", None),  # an age
        ("sinds dit schooljaar", "sinds dit schooljaar"),  # school year
        ("sinds zij begin school", "sinds zij begin school"),  # second language
        ("Sedert medio augustus.", "Sedert medio augustus"),  # formal
        ("since the start of September", "since the start of September"),  # English
        ("sinds de herfstvakantie", "sinds de herfstvakantie"),  # holiday
        ("dit is al het derde jaar", "derde jaar"),  # ordinal
        ("twee weekjes", "twee weekjes"),  # diminutive
        ("pas net", "net"),  # just now
        ("vijf, zes maanden", "vijf, zes maanden"),  # a loose range
        ("halverwege vorig jaar", "halverwege vorig jaar"),  # part of a year
        ("januari 2025", "januari 2025"),  # month and year
        ("na de dood van mijn man", "na de dood van mijn man"),  # event
        ("it started last week", "last week"),  # English
        ("een dag of tien", "een dag of tien"),  # Dutch for about ten days
        ("meer dan 10 jaar", "meer dan 10 jaar"),  # hedge
        ("sinds mijn man werkloos is", "sinds mijn man werkloos is"),  # event with a verb
        ("een paar maanden nu", "een paar maanden"),  # trailing now
        ("vanaf 1 september", "vanaf 1 september"),  # a day
        ("sinds we hier wonen", "sinds we hier wonen"),  # event
        ("nog maar net", "net"),  # just
        ("dat is nu zo'n 8 weken", "zo'n 8 weken"),  # hedge
        ("5 a 6 jaar", "5 a 6 jaar"),  # range
        ("vorige week donderdag", "vorige week donderdag"),  # point
        ("since my son was born", "since my son was born"),  # event
        ("In juni is het begonnen.", "In juni"),  # month
        ("toen ik mijn baan verloor", "toen ik mijn baan verloor"),  # event
        ("ik denk een jaar ongeveer", "een jaar"),  # hedges outside
        ("2 weken en 3 dagen", "2 weken en 3 dagen"),  # two units
        ("een week of 6", "een week of 6"),  # about six weeks
        ("sinds de brief van het UWV", "sinds de brief van het UWV"),  # event
        ("ruim een half jaar", "ruim een half jaar"),  # hedge
        ("sinds mijn zoon naar de middelbare ging", "sinds mijn zoon naar de middelbare ging"),  # event with a verb
        ("dat is nu drie maanden", "drie maanden"),  # sentence
        ("about four months ago", "about four months ago"),  # English
        ("vanaf de geboorte", "vanaf de geboorte"),  # event
        ("vorige week vrijdag om half drie", "vorige week vrijdag om half drie"),  # time of day
        ("jaren", "jaren"),  # one word
        ("nog niet zo lang", "nog niet zo lang"),  # vague
    ],
)
def test_since_when_asked(text, since):
    assert asked("since_when", text) == since


@pytest.mark.parametrize(
    ("text", "way"),
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
        ("mailen, niet bellen", "email"),  # a common form
        ("bellen. niet mailen ik kan niet goed leesen", "phone"),  # a common form
        ("appen of bellen is goed", "phone"),  # a common form
        ("contact via mij, per e-mail", "email"),  # a common form
        ("liever niet", "none"),  # a common form
        ("email graag", "email"),  # one word and please
        ("u mag mij bellen", "phone"),  # permission
        ("bel maar na 5 uur", "phone"),  # with a time
        ("whatsapp", "phone"),  # app
        ("sms", "phone"),  # text message
        ("niet mailen, bellen", "phone"),  # the first is denied
        ("geen telefoontjes aub, wel e-mail", "email"),  # denied and wanted
        ("bellen liever niet, mailen wel", "email"),  # denial after the word
        ("email is best, I don't pick up the phone", "email"),  # denial in another clause
        ("telefoon kapot dus mail", "email"),  # why not, then how
        ("gewoon via hier", "chat"),  # this chat
        ("in deze chat blijven", "chat"),  # this chat
        ("ik hoef geen reactie", "none"),  # wants no answer
        ("nee bedankt", "none"),  # polite no
        ("don't contact me", "none"),  # English
        ("maakt niet uit", None),  # no preference
        ("alleen mail want mijn man mag het niet weten", "email"),  # reason after it
        ("post", None),  # a way we do not have
        ("Mij kunt u het beste telefonisch bereiken tussen 10 en 12.", "phone"),  # formal
        ("je kan me appen, bellen durf ik niet", "phone"),  # an app needs the number all the same
        ("schriftelijk, per e-mail", "email"),  # formal
        ("WhatsApp is fine", "phone"),  # English app
        ("telefoon goed maar niet snel praten", "phone"),  # denial of something else
        ("belle", "phone"),  # low literacy
        ("meel", "email"),  # low literacy: as it sounds
        ("geen voorkeur", None),  # none in particular
        ("bel me niet als mijn vader thuis is", "phone"),  # a condition, not a refusal
        ("mag ik ook gewoon hier verder praten", "chat"),  # this chat
        ("geen, dank je", "none"),  # wants none
        ("allebei goed", None),  # both
        ("via mijn begeleider", None),  # another road
        ("mailtje is goed, telefoon staat vaak uit", "email"),  # why not the phone
        ("telefonisch graag", "phone"),  # formal
        ("stuur maar een mailtje", "email"),  # informal
        ("ik heb geen telefoon dus email", "email"),  # no phone
        ("via whats app", "phone"),  # in two words
        ("niet per mail, wel telefonisch", "phone"),  # denied and wanted
        ("hoeft niet hoor", "none"),  # none
        ("ik wil niet gebeld worden en ook niet gemaild", "none"),  # both denied
        ("chatten", "chat"),  # this chat
        ("text message is best", "phone"),  # English
        ("bellen als het kan, anders mailen", "phone"),  # first choice
        ("I don't want calls, email is fine", "email"),  # English denial
        ("mail want ik ben doof", "email"),  # reason after it
        ("bel mij maar, mailen snap ik niet", "phone"),  # reason
        ("per mail want ik werk overdag", "email"),  # reason
        ("ik ben telefonisch slecht bereikbaar, liever mail", "email"),  # hard to reach
        ("niet nodig", "none"),  # none
        ("phone, after 6pm", "phone"),  # English
        ("u mag appen of mailen", "phone"),  # the first
    ],
)
def test_contact_preference_when_asked(text, way):
    assert asked("contact_preference", text) == way


@pytest.mark.parametrize(
    ("text", "day"),
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
        ("5 november", "2026-11-05"),  # bare
        ("brief ligt hier: 30-10-2026", "2026-10-30"),  # read from it
        ("vorige week dinsdag lag ie op de mat", "2026-11-10"),  # when it came
        ("Dagtekening 16 oktober 2026", "2026-10-16"),  # official word
        ("eergisteren", "2026-11-19"),  # two days back
        ("10 days ago", "2026-11-11"),  # English
        ("heb nog niks gekregen", "none"),  # nothing
        ("geen brief", "none"),  # nothing
        ("ze weigeren iets op papier te zetten", "none"),  # by word of mouth
        ("we wachten nog op het besluit", "none"),  # pending
        ("there is no decision yet", "none"),  # English
        ("staat er niet op", None),  # a letter without a date
        ("weet ik niet uit mijn hoofd", None),  # no answer
        ("ergens in september", None),  # too wide for a term
        ("de brief is van 2 november maar ik kreeg hem pas de 9e", "2026-11-02"),  # the date on it
        ("Het besluit is gedateerd 29 oktober jongstleden.", "2026-10-29"),  # formal
        ("afgelopen maandag", "2026-11-16"),  # weekday
        ("half november", "2026-11-15"),  # middle
        ("ontvangen op 14 november, de datum erboven is 11 november", "2026-11-11"),  # the date on it counts
        ("nee nog niks", "none"),  # nothing yet
        ("geen besluit alleen een telefoontje", "none"),  # by word of mouth
        ("ik heb niks zwart op wit", "none"),  # nothing on paper
        ("brief weggegooid", None),  # gone
        ("vorige maand", None),  # too wide
        ("3 nov, dus ik heb nog tot half december", "2026-11-03"),  # a term after it
        ("de 12e", "2026-11-12"),  # day only
        ("ergens eind vorige week", "2026-11-13"),  # rough
        ("30 september 2026", "2026-09-30"),  # full
        ("Ik heb de beschikking nog niet ontvangen.", "none"),  # formal
        ("nee die is er niet", "none"),  # none
        ("twee maandjes terug", "2026-09-21"),  # diminutive
        ("a letter dated October 30th", "2026-10-30"),  # English
        ("weet niet waar de brief is", None),  # lost
        ("26 oktober jl", "2026-10-26"),  # short for last
        ("kreeg m gister binnen", "2026-11-20"),  # received
        ("ik heb nog steeds geen antwoord", "none"),  # nothing yet
        ("op de brief staat 19/10/2026", "2026-10-19"),  # on the letter
        ("de brief is van half september", "2026-09-15"),  # rough
    ],
)
def test_decision_date_when_asked(text, day):
    assert asked("decision_date", text) == day


@pytest.mark.parametrize(
    ("text", "organisation"),
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
        ("de SVB", "SVB"),  # article
        ("bij de sociale dienst", "sociale dienst"),  # preposition and article
        ("uwv en de gemeente", "uwv en de gemeente"),  # both
        ("mijn begeleider van Stichting Wending", "begeleider van Stichting Wending"),  # person and office
        ("Volgens mij is het de woningcorporatie Thuisvest", "woningcorporatie Thuisvest"),  # hedge before
        ("school", "school"),  # bare
        ("jeugdzorg ofzo", "jeugdzorg"),  # filler
        ("Raad voor de Kinderbescherming", "Raad voor de Kinderbescherming"),  # long name kept whole
        ("the IND", "IND"),  # English article
        ("it's DUO, they keep sending letters", "DUO"),  # tells on
        ("geen idee hoe dat heet", None),  # no answer
        ("my landlord, a company called Rotsvast", "landlord, a company called Rotsvast"),  # description kept
        ("De Sociale Verzekeringsbank.", "Sociale Verzekeringsbank"),  # full name
        ("mn stage bedrijf", "stage bedrijf"),  # a kind we do not know
        ("de gemeente en daarna het wijkteam", "gemeente en daarna het wijkteam"),  # both
        ("dat is de leerplichtambtenaar", "leerplichtambtenaar"),  # a person for the office
        ("Jeugdbescherming West", "Jeugdbescherming West"),  # name with a point of the compass
        ("niemand", None),  # nobody
        (
            "Woonstichting De Linde, afdeling onderhoud",
            "Woonstichting De Linde, afdeling onderhoud",
        ),  # with a department
        ("gewoon de gemeente", "gemeente"),  # filler
        ("dat is DUO dus", "DUO"),  # fillers on both sides
        ("mijn vorige werkgever, een schoonmaakbedrijf", "vorige werkgever, een schoonmaakbedrijf"),  # description
        ("politie", "politie"),  # bare
        (
            "Het gaat over de gemeente, afdeling schuldhulpverlening",
            "gemeente, afdeling schuldhulpverlening",
        ),  # department
        ("mijn huisbaas dhr [naam 1]", "huisbaas dhr [naam 1]"),  # masked name is kept
        ("woonbron", "woonbron"),  # small letters
    ],
)
def test_organisation_when_asked(text, organisation):
    assert asked("organisation", text) == organisation


@pytest.mark.parametrize(
    ("name", "text", "value"),
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
        ("phone", "[telefoon 1]", "[telefoon 1]"),  # a common form
        ("email", "[e-mail 1]", "[e-mail 1]"),  # a common form
        ("phone", "nee", "none"),  # a common form
        ("name", "geef ik niet", "none"),  # a common form
        ("decision_date", "ik heb geen brief", "none"),  # a common form
        ("name", "Noa", "Noa"),  # bare
        ("name", "Fatima el Amrani", "Fatima el Amrani"),  # particle in small letters
        ("name", "zeg maar gewoon Jos", "Jos"),  # informal
        ("name", "I'm Chloé", "Chloé"),  # keeps the accent
        ("name", "liever anoniem", "none"),  # anonymous
        ("name", "dat hoeft toch niet", "none"),  # objects
        ("name", "waarom wil je dat weten?", None),  # asks back
        ("name", "J. van der Berg", "J. van der Berg"),  # initials
        ("phone", "+31 6 12345699", "+31 6 12345699"),  # international
        ("phone", "mijn nummer is 0612345699 en mail heb ik niet", "0612345699"),  # the number counts
        ("phone", "geen telefoon", "none"),  # has none
        ("phone", "die geef ik niet", "none"),  # refused
        ("phone", "zelfde als net", None),  # refers back
        ("email", "heb geen mail", "none"),  # has none
        ("email", "Mijn e-mailadres: k.devries@example.org", "k.devries@example.org"),  # label before it
        ("email", "weet ik niet", None),  # no answer
        ("role", "ik ben zijn vader", "parent"),  # tie
        ("role", "wijkverpleegkundige", "professional"),  # trade
        ("role", "student, 20", "young_person"),  # stage of life
        ("role", "gepensioneerd", "citizen"),  # stage of life
        ("role", "ik werk als docent op zijn school", "professional"),  # sentence
        ("role", "ik ben 45", "citizen"),  # by age
        ("role", "weet ik niet", None),  # no answer
        ("treated_badly", "ja heel onbeschoft", "yes"),  # yes and how
        ("treated_badly", "ze lachten me uit", "yes"),  # told
        ("treated_badly", "valt mee", "no"),  # mild no
        ("treated_badly", "not at all, they were kind", "no"),  # English
        ("treated_badly", "ze luisteren gewoon niet", "yes"),  # not heard
        ("consent", "hij weet ervan en vindt het goed", "yes"),  # told
        ("consent", "nee, hij weet dit niet", "no"),  # not told
        ("income", "wajong", "yes"),  # benefit by name
        ("income", "ik werk 20 uur bij de appie", "yes"),  # a job
        ("income", "geen", "no"),  # none
        ("income", "nee ik krijg niks", "no"),  # none
        ("income", "I have a part-time job", "yes"),  # English
        ("confirm", "klopt niet, ik ben 17", "no"),  # correction
        ("confirm", "helemaal goed zo", "yes"),  # agreement
        ("wanted_outcome", "weet ik niet", None),  # no answer
        ("tried_so_far", "niks", "niks"),  # nothing is an answer
        ("wanted_outcome", "excuses!!", "excuses!!"),  # kept as it is
        ("role", "mantelzorger van mijn man", "citizen"),  # carer
        ("role", "pleegouder", "parent"),  # foster parent
        ("role", "ik zit nog op school", "young_person"),  # at school
        ("role", "ik ben mentor op het Lindecollege", "professional"),  # teacher
        ("role", "bewoner", "citizen"),  # resident
        ("role", "jongere van 19", "young_person"),  # stage and age
        ("name", "ik ben Daan", "Daan"),  # sentence
        ("name", "Mevr. A. Pinas", "Mevr. A. Pinas"),  # title and initial
        ("name", "noem me maar Ziggy", "Ziggy"),  # nickname
        ("name", "my name's Tom", "Tom"),  # English
        ("name", "zeg ik niet", "none"),  # refusal
        ("phone", "06.12.34.56.99", "06.12.34.56.99"),  # dots
        ("phone", "heb geen beltegoed maar 06 12345699", "06 12345699"),  # the number counts
        ("phone", "nee liever niet", "none"),  # refusal
        ("email", "jan punt smit at gmail", None),  # spelled out: we cannot know
        ("email", "[e-mailadres 1]", "[e-mailadres 1]"),  # another label
        ("consent", "Ja hoor, ouders zijn op de hoogte.", "yes"),  # parents know
        ("consent", "she asked me to", "yes"),  # asked for it
        ("income", "Nope, no income besides DUO", "no"),  # none of their own
        ("income", "alleen aow", "yes"),  # pension
        ("income", "1200 per maand", "yes"),  # amount
        ("treated_badly", "Ze deed alsof ik dom was", "yes"),  # told
        ("treated_badly", "niet echt, wel kortaf", "no"),  # soft no
        ("treated_badly", "ja", "yes"),  # bare
        ("name", "Mijn naam is mevrouw De Boer", "mevrouw De Boer"),  # title after the lead
        ("name", "ik heet Li Wei", "Li Wei"),  # two words
        ("name", "geen naam", "none"),  # refusal
        ("phone", "0031612345699", "0031612345699"),  # international without plus
        ("phone", "mn moeders nummer is 06-12345699", "06-12345699"),  # somebody else's
        ("email", "mail heb ik wel maar die zeg ik niet", "none"),  # refusal
        ("role", "ik ben de oma", "citizen"),  # tie
        ("role", "I'm his teacher", "professional"),  # trade
        ("role", "vader van twee kinderen", "parent"),  # tie
        ("consent", "nee hij wil het niet", "no"),  # refusal
        ("consent", "ja, schriftelijk", "yes"),  # how
        ("income", "alleen kinderbijslag", "yes"),  # benefit
        ("income", "mijn man werkt, ik niet", "yes"),  # household
        ("treated_badly", "Nee, dat kan ik niet zeggen.", "no"),  # formal
        ("treated_badly", "ze snauwde me af", "yes"),  # told
        ("confirm", "Dat klopt, dank u wel.", "yes"),  # formal
        ("name", "Aïcha", "Aïcha"),  # accent
        ("name", "liever niet", "none"),  # refusal
        ("phone", "[telefoonnummer 1], liefst 's avonds", "[telefoonnummer 1]"),  # other label
        ("role", "ik ben zelf 15", "young_person"),  # by age
        ("role", "huisarts", "professional"),  # trade
        ("treated_badly", "ja, ze hing gewoon op", "yes"),  # yes and how
        ("treated_badly", "nee dat niet", "no"),  # soft no
        ("consent", "ze heeft getekend ja", "yes"),  # closing yes
        ("income", "ww", "yes"),  # benefit by name
        ("confirm", "ja hoor prima", "yes"),  # three yes-words
    ],
)
def test_other_answers(name, text, value):
    assert asked(name, text) == value


@pytest.mark.parametrize(
    ("reason", "text", "facts", "absent"),
    [
        (
            "a child by its noun, and a parent who writes",
            "mijn dochter van 13 wordt gepest op school",
            {"for_whom": "child", "age": "13", "role": "parent"},
            (),
        ),
        (
            "own age, state and duration",
            "ik ben 17 en zit al 5 maanden thuis",
            {"age": "17", "since_when": "5 maanden", "role": "young_person", "for_whom": "self"},
            (),
        ),
        (
            "formal, waiting since a month",
            "Ik ben 67 en wacht sinds juli op een traplift.",
            {"age": "67", "since_when": "sinds juli", "role": "citizen"},
            (),
        ),
        (
            'an abbreviation in capitals; "stopgezet" tells no day',
            "DUO heeft mijn stufi stopgezet",
            {"organisation": "DUO"},
            ("age", "since_when", "decision_date"),
        ),
        (
            "a professional writes for a client",
            "Als jongerenwerker schrijf ik namens een cliënt van 19.",
            {"role": "professional", "for_whom": "client", "age": "19"},
            (),
        ),
        ("a relative in need", "Mijn moeder van 81 heeft hulp nodig in huis", {"for_whom": "other", "age": "81"}, ()),
        (
            "refused on a day, by the municipality",
            "mijn aanvraag is op 12 oktober afgewezen door de gemeente",
            {"decision_date": "2026-10-12", "organisation": "gemeente"},
            (),
        ),
        (
            "the day of a letter worked out",
            "ik kreeg twee weken geleden een brief dat mijn bijstand stopt",
            {"decision_date": "2026-11-07"},
            (),
        ),
        (
            "where they live; a rent is no age",
            "ik woon in Noord en mijn huur is 900 euro",
            {"district": "Noord"},
            ("age", "since_when"),
        ),
        (
            "English, with a present perfect",
            "I am 24 and I've been waiting for 3 months",
            {"age": "24", "since_when": "3 months"},
            (),
        ),
        ("a wish with a denial", "mail me maar, niet bellen", {"contact_preference": "email"}, ()),
        (
            "a request, and a masked number",
            "kunt u mij terugbellen op [telefoon 1]?",
            {"contact_preference": "phone", "phone": "[telefoon 1]"},
            (),
        ),
        ("rudeness of an official", "de ambtenaar aan het loket was heel onbeschoft", {"treated_badly": "yes"}, ()),
        (
            "no income, since last week",
            "sinds vorige week heb ik geen inkomen meer",
            {"income": "no", "since_when": "sinds vorige week"},
            (),
        ),
        (
            "not there yet; next month is no beginning",
            "word volgende maand 18 en dan stopt mijn hulp",
            {"age": "17"},
            ("since_when",),
        ),
        ("a term", "hulp nodig binnen twee weken", {}, ("since_when", "age")),
        ("a day to come", "over drie weken moet ik eruit", {}, ("since_when", "decision_date")),
        ("a rate", "ik krijg 3 uur per week hulp", {}, ("since_when", "age")),
        ("an age of another time", "mag ik op mijn 16e zelf beslissen", {}, ("age",)),
        ("harm by a relative is about oneself", "mijn zus heeft mij uit huis gezet", {}, ("age", "since_when")),
        ("harm by a relative is about oneself, in youth chat", "me stiefvader slaat me", {"for_whom": "self"}, ()),
        ("a term of a contract", "het contract loopt 2 jaar", {}, ("since_when", "age")),
        ("prices and counts", "ik moet 60 euro betalen voor 2 kinderen", {}, ("age",)),
        ("a duration that is over", "contract van 6 maanden niet verlengd", {}, ("since_when", "age")),
        ("part of the world, not a district", "kom uit midden-oosten en woon bij vriend", {}, ("district",)),
        ("counts and numbers of phones", "ik ben 3 keer gebeld door nummer 14", {}, ("age", "contact_preference")),
        (
            "what others promised is no wish",
            "het wijkteam zou me terugbellen maar doet dat niet",
            {"organisation": "wijkteam"},
            ("contact_preference",),
        ),
        ("a class", "groep 7 gaat op kamp maar wij kunnen het niet betalen", {}, ("age",)),
        ("a bus line and a time of day", "bus 16 komt nooit om 8 uur", {}, ("age", "since_when")),
        ("a greeting", "hoi", {}, ("for_whom", "age", "role", "organisation", "district")),
        ("asked for: first person, clear", "ik word uit huis gezet", {"for_whom": "self"}, ()),
        ("asked for: a letter of a day", "brief van 3 november", {"decision_date": "2026-11-03"}, ()),
        ("asked for: the official shorthand", "de beschikking d.d. 3 november", {"decision_date": "2026-11-03"}, ()),
        (
            "asked for: a letter so long ago; the problem may be older",
            "drie weken geleden kreeg ik een brief",
            {"decision_date": "2026-10-31"},
            ("since_when",),
        ),
        ("asked for: a child and its age", "mijn zoon van 11", {"for_whom": "child", "age": "11"}, ()),
        ("asked for: professional by trade", "Ik ben ambulant begeleider", {"role": "professional"}, ()),
        ("asked for: professional by workplace", "ik werk bij het wijkteam", {"role": "professional"}, ()),
        ("asked for: professional by trade", "ik ben docent", {"role": "professional"}, ()),
        (
            "asked for: a school by name",
            "basisschool De Regenboog doet niks",
            {"organisation": "basisschool De Regenboog"},
            (),
        ),
        ("asked for: a practice by name", "ik zit bij Praktijk De Brug", {"organisation": "Praktijk De Brug"}, ()),
        ("asked for: a care provider by name", "hulp van Thuiszorg Helder", {"organisation": "Thuiszorg Helder"}, ()),
        ("asked for: well known", "DigiD werkt niet", {"organisation": "DigiD"}, ()),
        (
            'asked for: capitals after "bij"',
            "ik ben klant bij Grote Beer Wonen",
            {"organisation": "Grote Beer Wonen"},
            (),
        ),
        (
            'a name between "ik ben" and the age',
            "hallo ik ben Sem, 12 jaar, en ik word gepest",
            {"age": "12", "role": "young_person"},
            (),
        ),
        (
            "an age in brackets",
            "Wij wachten al sinds februari op een indicatie voor onze dochter (7).",
            {"for_whom": "child", "age": "7", "since_when": "sinds februari"},
            (),
        ),
        (
            '"zij" is the mother that it is for',
            "Ik schrijf namens mijn moeder, zij is 83 en woont in Oost",
            {"for_whom": "other", "age": "83", "district": "Oost"},
            (),
        ),
        (
            "English, a parent of one's own",
            "my mum is 79 and she can't get up the stairs anymore",
            {"for_whom": "other", "age": "79"},
            (),
        ),
        (
            "duration that ends the sentence",
            "Als ambulant begeleider bel ik voor een cliënt bij de gemeente, de aanvraag ligt er al tien weken",
            {"role": "professional", "for_whom": "client", "since_when": "tien weken", "organisation": "gemeente"},
            (),
        ),
        (
            "verb after the duration",
            "de IND reageert niet, al 8 maanden wachten wij",
            {"organisation": "IND", "since_when": "8 maanden"},
            (),
        ),
        (
            "a day in front, an age at the end",
            "Op 6 november is mijn bijstandsaanvraag afgewezen, ik ben 58",
            {"decision_date": "2026-11-06", "age": "58", "role": "citizen"},
            (),
        ),
        (
            "English, two weeks ago",
            "got a letter from the municipality two weeks ago saying no",
            {"decision_date": "2026-11-07", "organisation": "municipality"},
            (),
        ),
        (
            "an income by name, a district",
            "ik heb een bijstandsuitkering en woon in zuid",
            {"income": "yes", "district": "Zuid"},
            (),
        ),
        (
            "a way to answer with a masked address",
            "stuur het maar per mail graag, mijn adres is [e-mail 1]",
            {"contact_preference": "email", "email": "[e-mail 1]"},
            (),
        ),
        ("a name and an age", "Mijn naam is Ahmed en ik ben 31", {"name": "Ahmed", "age": "31"}, ()),
        (
            "telegram style of a second-language speaker",
            "zoon 13 jaar geen school al 4 maand",
            {"for_whom": "child", "age": "13", "since_when": "4 maand"},
            (),
        ),
        (
            "Dutch for about two years",
            "wacht nu al een jaar of twee op een woning, ben 26",
            {"since_when": "een jaar of twee", "age": "26"},
            (),
        ),
        (
            "by age: a beginning, no age",
            "sinds mijn 18e krijg ik geen hulp meer",
            {"since_when": "sinds mijn 18e"},
            ("age",),
        ),
        (
            "young person who speaks of a mentor",
            "me mentor zegt dat ik eraf moet, ben 16",
            {"age": "16", "role": "young_person", "for_whom": "self"},
            (),
        ),
        (
            "a deadline and an amount",
            "Het bedrag is 250 euro en moet voor 15 december betaald zijn",
            {},
            ("decision_date", "since_when", "age"),
        ),
        ("a length of stay that is wanted", "ik zoek een kamer voor 6 maanden", {}, ("since_when", "age")),
        ("a frequency", "de bus rijdt elke 10 minuten", {}, ("since_when", "age")),
        (
            "a term to answer in",
            "we hebben 14 dagen de tijd om te reageren",
            {},
            ("since_when", "age", "decision_date"),
        ),
        ("others only: nobody knows for whom", "mijn vader heeft mijn moeder geslagen", {}, ("for_whom",)),
        ("a delay", "ik ben 2 weken te laat met de huur", {}, ("age", "since_when")),
        ("a limit of age", "mag je vanaf 16 jaar zelf naar de huisarts", {}, ("age", "since_when")),
        ("a house number", "De boete is 149 euro en ik woon Kerkstraat 12", {}, ("age",)),
        ("a region outside the city", "mijn broer woont in West-Friesland", {}, ("district",)),
        ("next week is no past", "volgende week dinsdag komt de deurwaarder", {}, ("since_when", "decision_date")),
        ("what others did not do", "ze hebben me 3 keer niet teruggebeld", {}, ("contact_preference", "age")),
        (
            "validity of a document",
            "ik wil weten hoe lang een paspoort geldig is, 5 of 10 jaar",
            {},
            ("age", "since_when"),
        ),
        ("a count and a time of day", "kan ik mijn 2 zoons van school halen om 12 uur", {}, ("age",)),
        ("not there yet, and when", "over 3 maanden word ik 18", {"age": "17"}, ("since_when",)),
        ("a pregnancy", "ik ben 20 weken zwanger", {}, ("age", "since_when")),
        (
            "whom it is for is not clear, so neither is whose age to keep",
            "Goedenavond, mijn vrouw (71) valt steeds en wij krijgen geen aangepaste badkamer",
            {},
            ("age", "for_whom"),
        ),
        (
            "a beginning by the school calendar",
            "ik zit sinds de zomervakantie thuis want mn school doet niks tegen pesten, ben 14",
            {"since_when": "sinds de zomervakantie", "age": "14", "role": "young_person"},
            (),
        ),
        (
            "English, a child by noun",
            "My son (9) has been at home since March and the school won't help",
            {"for_whom": "child", "age": "9", "since_when": "since March"},
            (),
        ),
        (
            "a professional tells how long",
            "Ik ben mentor van een jongen van 15 die al weken niet op school komt",
            {"role": "professional", "for_whom": "client", "age": "15", "since_when": "weken"},
            (),
        ),
        (
            "an organisation by name and how it behaved",
            "hallo, ik wil klagen over Stichting Wending, begeleider was heel grof tegen mij",
            {"organisation": "Stichting Wending", "treated_badly": "yes"},
            (),
        ),
        (
            "shorthand for the date, a department",
            "De beschikking d.d. 28-10-2026 van de afdeling Wmo klopt niet",
            {"decision_date": "2026-10-28", "organisation": "afdeling Wmo"},
            (),
        ),
        (
            "a request and where they live",
            "bel mij aub terug, ik woon in West en kan niet typen",
            {"contact_preference": "phone", "district": "West"},
            (),
        ),
        ("no duration at all", "me and my 4 year old are sleeping in the car", {}, ("since_when",)),
        ("counts", "Wij zijn met 5 mensen en hebben 2 kamers", {}, ("age", "since_when")),
        ("a day that is no decision by letter, and no age", "mijn uitkering is op 1 november gestopt", {}, ("age",)),
        ("a general question", "iemand van 18 mag toch zelf kiezen?", {}, ("for_whom", "since_when")),
        ("a hearing to come", "op 12 december moet ik naar de rechtbank", {}, ("decision_date", "since_when")),
        (
            "a term in a letter is not its day",
            "in de brief staat dat ik voor 5 december moet betalen",
            {},
            ("decision_date",),
        ),
        (
            "a letter without a day",
            "ik heb een brief van de gemeente maar snap niks",
            {"organisation": "gemeente"},
            ("decision_date",),
        ),
        ("a promise of somebody else", "hij zou me morgen bellen", {}, ("contact_preference",)),
        ("amounts", "ik krijg 800 euro per maand en de huur is 750", {}, ("age", "phone")),
        ("two children", "mijn oudste is 16 en mijn jongste 12, ze zitten allebei thuis", {"for_whom": "child"}, ()),
        (
            "in the name of a father",
            "Namens mijn vader van 88 vraag ik om huishoudelijke hulp",
            {"for_whom": "other", "age": "88"},
            (),
        ),
        (
            "age at the end, without a verb",
            "ben al 3 maanden bezig met aanvragen van bijstand, 24 jaar oud",
            {"since_when": "3 maanden", "age": "24"},
            (),
        ),
        (
            "English professional",
            "I'm a social worker writing for a client of 22 who has waited since June",
            {"role": "professional", "for_whom": "client", "age": "22", "since_when": "since June"},
            (),
        ),
        (
            "word order: the duration first",
            "Al anderhalf jaar wacht onze zoon van 16 op een plek, wij wonen in Noord",
            {"for_whom": "child", "age": "16", "since_when": "anderhalf jaar", "district": "Noord", "role": "parent"},
            (),
        ),
        (
            "bullied by class, youth chat",
            "ik word sinds een maand gepest door mn klas en mn mentor doet niks, ik ben 13",
            {"since_when": "een maand", "age": "13", "for_whom": "self", "role": "young_person"},
            (),
        ),
        (
            "a wish in the passive",
            "Graag word ik teruggebeld over mijn aanvraag bij de SVB",
            {"contact_preference": "phone", "organisation": "SVB"},
            (),
        ),
        (
            "a neighbour in need of a named provider",
            "voor mijn buurvrouw van 90, zij krijgt al 2 maanden geen hulp van Thuiszorg Helder",
            {"for_whom": "other", "age": "90", "since_when": "2 maanden", "organisation": "Thuiszorg Helder"},
            (),
        ),
        (
            "English day order",
            "My application was rejected on 2 November and I want to object",
            {"decision_date": "2026-11-02"},
            (),
        ),
        (
            "a teacher about a pupil",
            "ik ben docent en maak me zorgen over een leerling van 14",
            {"role": "professional", "for_whom": "client", "age": "14"},
            (),
        ),
        (
            "since yesterday; three is a count",
            "we zitten sinds gisteren zonder stroom met drie kinderen",
            {"since_when": "sinds gisteren"},
            ("age",),
        ),
        ("a rhythm", "mijn ex komt elke 2 weken de kinderen halen", {}, ("since_when", "age")),
        ("how long others say it takes", "de wachttijd is 9 maanden zeggen ze", {}, ("since_when", "age")),
        ("length of a course", "is er een cursus van 10 weken", {}, ("since_when", "age")),
        ("a passport for somebody's child", "hoeveel kost een paspoort voor een kind van 5", {}, ("since_when",)),
        ("a term to answer in", "tot 1 december kan ik nog reageren op de brief", {}, ("decision_date",)),
        ("a count of letters", "het gaat over 3 brieven van het CJIB", {"organisation": "CJIB"}, ("age", "since_when")),
        (
            "an age in brackets, since a month",
            "Mijn dochter (15) wacht al sinds april op hulp van de GGZ, de wachtlijst is vol",
            {"for_whom": "child", "age": "15", "since_when": "sinds april", "organisation": "GGZ"},
            (),
        ),
        (
            "no subject, age at the end",
            "ik slaap al 3 weken in mijn auto, ben 44",
            {"since_when": "3 weken", "age": "44", "for_whom": "self"},
            (),
        ),
        (
            "a day in front of the letter",
            "Op 30 oktober kreeg ik een beschikking van het UWV, ik ben het er niet mee eens",
            {"decision_date": "2026-10-30", "organisation": "UWV"},
            (),
        ),
        ("a neighbour in need", "mijn buurman is 85 en valt steeds", {"for_whom": "other", "age": "85"}, ()),
        (
            "a count of pages",
            "wie kan mij uitleggen wat de brief van 2 pagina's betekent",
            {},
            ("decision_date", "age"),
        ),
        ("a Dutch idiom with an English number in it", "ik ben ten einde raad", {}, ("age",)),
    ],
)
def test_facts_in_what_people_tell(reason, text, facts, absent):
    found = told(text)
    assert {name: found.get(name) for name in facts} == facts, reason
    assert not set(absent) & set(found), reason


def test_a_fact_points_at_the_words_that_it_came_from():
    text = "Ik ben \u200b63 en wacht al zés weken op thuiszorg"
    fact = {fact.name: fact for fact in facts_in(text, today=TODAY)}["since_when"]
    assert (fact.value, fact.words, text[fact.start : fact.end]) == ("zés weken", "al zés weken", "al zés weken")


def test_what_is_known_already_tells_whose_age_counts():
    text = "Ik ben 41, hij is negen"
    found = {fact.name: fact.value for fact in facts_in(text, today=TODAY, for_whom="child")}
    assert found["age"] == "9"
    assert "age" not in told(text)


NAMES = (
    "for_whom",
    "role",
    "age",
    "district",
    "since_when",
    "organisation",
    "decision_date",
    "contact_preference",
    "income",
    "treated_badly",
    "consent",
    "confirm",
    "name",
    "phone",
    "email",
    "what_happened",
    "safe_now",
)
TELLING = (
    "al",
    "sinds",
    "16",
    "3-11",
    "mijn",
    "zoon",
    "is",
    "bijna",
    "jaar",
    "geleden",
    ",",
    ".",
    "niet",
    "bellen",
    "mail",
    "ja",
    "nee",
    "november",
    "é",
    "\u200b",
    "🙂",
    "[naam 1]",
    "ik",
    "ben",
    "weet",
    "voor",
    "of",
    "drie",
    "week",
)


def read_every_way(text):
    facts_in(text, today=TODAY, districts=DISTRICTS)
    says_unknown(text), yes_or_no(text), resolve_date(text, today=TODAY)
    for name in NAMES:
        asked(name, text, for_whom="child")


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "\u200b\u200d\ufeff",
        "\u202eab 12\u202c",
        "שלום אני בן 16",
        "😀👨‍👩‍👧 16",
        "e\u0301e\u0301n jaar",
        "\x00\ud800",
        "[naam 1] [telefoon 2]",
        "İstanbul IJ ß ﬁ ½ ١٦",
        "''",
        "((((",
        "€",
        "16" * 500,
        "3-11-" * 300,
    ],
)
def test_nothing_that_is_typed_breaks_it(text):
    read_every_way(text)


@settings(max_examples=60, deadline=None)
@given(lists(sampled_from(TELLING), max_size=25))
def test_no_mix_of_telling_words_breaks_it(parts):
    read_every_way(" ".join(parts))


@pytest.mark.parametrize(
    "words",
    [
        "Mijn zoon van 12 zit al drie weken thuis en de gemeente belt niet terug . ",
        "sinds ik ",
        "graag ",
        "16 ",
        "3 november ",
        "voor mijn ",
        "weet ik niet , ",
        "a@",
        "ja ",
        "al bijna een ",
        "De Van En ",
        "bel me ",
    ],
)
def test_a_very_long_message_takes_no_longer_than_its_words(words):
    text = words * (10_000 // len(words.split()))
    start = perf_counter()
    facts_in(text, today=TODAY, districts=DISTRICTS)
    assert perf_counter() - start < 2  # 0.1 s on an idle machine; what runs wild takes minutes


RUNS = (
    ".",
    " ",
    "-",
    "\n",
    ". ",
    "a@b.",
    "1 ",
    "1-",
    "al ",
    "nog ",
    "mij ",
    "mijn oude ",
    "sinds de ",
    "graag per ",
    "drie en ",
)


@pytest.mark.parametrize("unit", [*RUNS, "De ", "[naam 1] ", "[adres ", "é\u200b"])
def test_what_is_typed_over_and_over_costs_no_more_than_its_length(unit):
    start = perf_counter()
    read_every_way("mij " + (unit * 5_000)[:5_000] + "!x")
    assert perf_counter() - start < 10  # 0.4 s on an idle machine; a pattern that runs wild takes minutes
