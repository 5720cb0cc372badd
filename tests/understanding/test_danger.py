"""The lexicon of danger, by what people might type; every sentence is our own and none is from an evaluation set."""

from __future__ import annotations

import time

import pytest
import yaml

from bot.understanding.danger import (
    BY_URGENCY,
    LEXICON,
    Builder,
    LexiconError,
    all_dangers,
    ending,
    find_danger,
    sound,
    variants,
)

SLOW = 10  # machines that test are shared; on a quiet one all of this takes a tenth of the time allowed

SUICIDE = [
    ("ik wil dood", "as plain as can be"),
    ("Dood wil ik, meer niet.", "inversion"),
    ("hij zei gisteren dat hij dood wilde", "subordinate clause, past, somebody else"),
    ("mijn zus zegt dat ze er niet meer wil zijn", "hearsay"),
    ("ik weet niet of ik nog wel wil leven", "doubt"),
    ("van mij hoeft het allemaal niet meer", "without a word for death"),
    ("over een paar dagen ben ik er niet meer", "announced"),
    ("iedereen is beter af zonder mij", "a burden to others"),
    ("Ze heeft haar sieraden weggegeven en een afscheidsbrief geschreven", "farewell"),
    ("ik ben klaar met het leven", "tired of life"),
    ("mijn vader van 84 vindt zijn leven voltooid", "old age"),
    ("onze zoon kerft met een passer in zijn been", "self-harm of a child"),
    ("ik heb pillen opgespaard", "a means"),
    ("als ik de flat uit moet spring ik voor de trein", "a threat with a condition"),
    ("zelfmoort gedachtes heb ik elke dag", "misspelt"),
    ("ik wil ni mee leven", "as it sounds"),
    ("kms fr", "chat"),
    ("my brother says he wants to end it all", "English"),
    (
        "Hallo, ik kom niet uit mijn DUO-schuld, ik ben gestopt met het mbo, de deurwaarder schrijft elke week en mijn "
        "ouders weten van niets, en soms denk ik dat ik maar beter dood kan zijn, maar hoe vraag ik nu uitstel aan?",
        "hidden in a long story",
    ),
    ("Voor mijn studie loopt alles, mijn scriptie is bijna af, maar ik wil dood.", "study is no excuse"),
]
EMERGENCY = [
    ("er staat een man met een mes op de galerij", "weapon"),
    ("mijn schuur staat in de fik", "fire"),
    ("het brandt bij de buren boven", "fire, seen"),
    ("opa ademt niet meer", "no breath"),
    ("ze is bewusteloos en ik krijg haar niet wakker", "out cold"),
    ("er wordt nu bij ons ingebroken", "burglary right now"),
    ("mijn dochter heeft net een hele strip pillen geslikt", "overdose taken"),
    ("mijn ex staat voor de deur met een bijl", "at the door"),
    ("ik ruik gas in het trappenhuis", "gas"),
    ("ons zoontje is in de vijver gevallen", "in the water"),
    ("de weeen komen om de drie minuten en ik ben alleen", "labour"),
    ("hij wurgt haar nu, kom snel", "violence going on"),
    ("mijn man heeft ineens een scheve mond", "stroke"),
    ("nu man in huis met mess", "few words, misspelt"),
    ("there is smoke coming from under the door", "English"),
]
ABUSE = [
    ("ben verkracht", "as plain as can be"),
    ("hij heeft mij verkragt", "misspelt"),
    ("mijn oom zit aan me als ik daar logeer", "family"),
    ("De trainer raakt mijn dochter aan onder de douche.", "sport, told by a parent"),
    ("mijn baas legt steeds zijn hand op mijn been", "at work"),
    ("mijn man dwingt mij tot seks", "in marriage"),
    ("ik zei nee maar hij ging door", "no means no"),
    ("hij deed dingen met mij die ik niet wilde", "no word for it"),
    ("opa zegt dat het ons geheimpje is", "secret"),
    ("mijn ex dreigt mijn naaktfoto's door te sturen", "images"),
    ("een man op snap van 40 wil dat mijn zusje foto's zonder kleren stuurt", "lured online"),
    ("als kind ben ik misbruikt door een pater", "long ago, still with us"),
    ("someone is threatening to leak my nudes", "English"),
]
VIOLENCE = [
    ("mijn man slaat mij", "as plain as can be"),
    ("slaat mijn man mij weer dan ga ik weg", "verb first"),
    ("ik ben moe omdat mijn stiefvader mij slaat", "verb last"),
    ("door mijn broer ben ik geschopt", "passive"),
    ("man slaan mij", "second language"),
    ("ik bang man gaat dood maken mij", "second language, threat"),
    ("krijg klappe van me pa", "as it sounds"),
    ("m\u2019n ex stalkt me", "curly apostrophe"),
    ("hij heeft mijn paspoort afgepakt en ik mag niet naar buiten van mijn man", "control"),
    ("mijn ouders willen dat ik met mijn neef trouw", "forced marriage"),
    ("ik hoor de buren schreeuwen en slaan en een kind huilen", "bystander"),
    ("Een kind uit mijn klas heeft striemen op zijn rug.", "teacher"),
    ("mijn zoon van 40 knijpt mij en pakt mijn pensioen af", "old age"),
    ("mijn man zegt dat hij mij vermoordt als ik wegga", "threat"),
    ("hij slaat mij en de hond", "an animal beside it changes nothing"),
    ("my husband won't let me leave the house", "English"),
    ("Mijn dochter moet naar een andere school, ook omdat haar vader ons slaat. Hoe regel ik dat?", "on the side"),
]
CALM = [
    ("ik schaam me dood voor die foto", "saying"),
    ("ik sla me er wel doorheen", "saying"),
    ("die avond was dodelijk vermoeiend", "saying"),
    ("we sterven van de honger in deze wachtkamer", "saying"),
    ("ik had die man aan de balie wel kunnen schieten", "saying"),
    ("het mes op de keel, zo voelt deze betalingsregeling", "saying"),
    ("we zijn zondag verkracht met 6-0", "crude sport talk"),
    ("mijn telefoon is dood", "thing"),
    ("er ligt een dode meeuw op de stoep", "animal"),
    ("de hond van hiernaast heeft mijn kip doodgebeten", "animal"),
    ("in fortnite schiet mijn zoon iedereen dood", "game"),
    ("in die film springt hij van een brug", "film"),
    ("ik schrijf mijn scriptie over huiselijk geweld", "study"),
    ("wij geven op school een gastles over loverboys", "lesson"),
    ("ik wil vrijwilliger worden bij 113", "volunteer"),
    ("hoeveel meldingen van kindermishandeling waren er dit jaar?", "statistics"),
    ("welke straf staat er op stalking", "law"),
    ("mijn broer is door zelfdoding overleden, is er een groep voor nabestaanden?", "bereaved"),
    ("mijn vader is dood en ik moet zijn huis leegmaken", "bereaved"),
    ("mijn ex sloeg mij vroeger, dat is voorbij en verwerkt", "over and done with"),
    ("nu gaat het goed, maar ik was suicidaal in 2012 en wil mijn dossier inzien", "over and done with"),
    ("vorige week is er bij ons ingebroken", "not now"),
    ("sinds de brand wonen we in een hotel", "not now"),
    ("er was een test van het brandalarm", "test"),
    ("de pannenkoeken zijn aangebrand", "food"),
    ("ik wil er een eind aan maken, aan dat contract met de sportschool", "a thing that ends"),
    ("ik wil niet meer in deze buurt leven", "somewhere else, not nothing"),
    ("mijn zoon wordt op school geslagen door klasgenoten", "bullying, which is a need of its own"),
    ("mijn vader heeft mijn telefoon afgepakt omdat ik een onvoldoende had", "ordinary upbringing"),
    ("de deurwaarder bedreigt mij met beslag", "an authority"),
    ("dat uitzendbureau heeft mij misbruikt", "an employer and money"),
    ("mijn kind heeft seksuele voorlichting gehad op school", "lesson"),
    ("ik wil niet dood, ik wil gewoon een huis", "says so"),
    ("this deadline is killing me", "English saying"),
    ("my laptop died and I lost my form", "English thing"),
    ("my mum kicked me out", "English, another need"),
]
BAD_INPUT = {
    "nothing": "",
    "blanks": " \n\t ",
    "one word, ten thousand times": "dood " * 10_000,
    "two words in turn": "slaat mij " * 5_000,
    "ten thousand words": " ".join(f"woord{at} dat ik hier typ" for at in range(2_500)),
    "no full stop": "mijn moeder zegt dat hij niet op tijd naar school gaat en ik weet het niet " * 700,
    "one very long word": "a" * 100_000,
    "loose letters": "a " * 10_000,
    "zero width": "\u200b\u200d" * 10_000 + "hallo",
    "right to left": "\u202e" + "שלום " * 3_000,
    "emoji": "😭🔪" * 5_000,
    "combining marks": "a" + "\u0301" * 20_000,
    "only signs": ".,!?()[]<>|&^$" * 2_000,
    "surrogates and zeros": "\ud800\x00" * 500,
}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(text, code, id=text[:60])
        for code, rows in (
            ("suicide_risk", SUICIDE),
            ("emergency", EMERGENCY),
            ("sexual_abuse", ABUSE),
            ("domestic_violence", VIOLENCE),
        )
        for text, _ in rows
    ],
)
def test_a_cry_for_help_is_heard(text, code):
    assert code in {danger.code for danger in all_dangers(text)}


@pytest.mark.parametrize("text", [pytest.param(text, id=text[:60]) for text, _ in CALM])
def test_no_alarm_over(text):
    assert find_danger(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "IK WIL DOOD!!!",
        "ik wil doooood",
        "ik wil d00d",
        "ik wil d\u200bo\u200bo\u200bd",
        "ik wil do\u0301od",
        "\u202eik wil dood",
        "ik.wil.dood",
        "😭 ik wil dood 😭",
        "ik wil 𝓭𝓸𝓸𝓭",
        "ik wil d o o d",
    ],
)
def test_disguises_are_seen_through(text):
    assert find_danger(text).code == "suicide_risk"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("verkragt", "verkracht"),  # as it sounds
        ("zellfmoort", "zelfmoord"),  # doubled, and t for d at the end
        ("skool", "school"),  # sk for sch
        ("klappe", "klappen"),  # the n that nobody says
    ],
)
def test_words_that_sound_alike_are_one(typed, meant):
    assert ending(sound(typed)) == ending(sound(meant))


@pytest.mark.parametrize(("one", "other"), [("dad", "dat"), ("my", "mij"), ("roc", "rok"), ("but", "butt")])
def test_words_that_only_look_alike_stay_apart(one, other):
    assert not variants(one) & variants(other)


def test_the_most_urgent_danger_comes_first():
    found = all_dangers("mijn man slaat mij, hij staat nu met een mes voor de deur en ik wil dood")
    codes = [danger.code for danger in found]
    assert codes == sorted(codes, key=BY_URGENCY.index)
    assert find_danger("mijn man slaat mij en ik wil dood").code == "suicide_risk"
    assert {"emergency", "suicide_risk", "domestic_violence"} <= set(codes)


def test_the_family_that_fired_has_a_name():
    assert find_danger("mijn ouders willen mij uithuwelijken").pattern == "uithuwelijking"


def test_a_context_in_the_next_sentence_counts_and_far_away_it_does_not():
    assert find_danger("Wie weet iets over eerwraak? Het is voor mijn scriptie.") is None
    assert find_danger("Mijn scriptie is af. Ik zoek een kamer. Die is duur. Er is hier huiselijk geweld.") is not None


@pytest.mark.parametrize("text", [pytest.param(text, id=name) for name, text in BAD_INPUT.items()])
def test_whatever_comes_in_it_answers_in_time(text):
    find_danger("eerst laden")
    before = time.process_time()
    all_dangers(text)
    assert time.process_time() - before < 0.2 * SLOW


def test_an_ordinary_message_takes_less_than_a_millisecond():
    texts = [text for rows in (SUICIDE, EMERGENCY, ABUSE, VIOLENCE, CALM) for text, _ in rows]
    [find_danger(text) for text in texts]
    before = time.process_time()
    [find_danger(text) for text in texts]
    assert (time.process_time() - before) / len(texts) < 0.001 * SLOW


def test_the_same_text_always_gets_the_same_answer():
    text = "mijn ex bedreigt mij met een mes en ik wil dood"
    assert all(all_dangers(text) == all_dangers(text) for _ in range(5))


@pytest.fixture(scope="module")
def source() -> dict:
    return yaml.safe_load(LEXICON.read_text("utf-8"))


def test_every_family_says_why_and_has_its_own_name(source):
    families = [(name, entry) for code in BY_URGENCY for name, entry in source[code].items()]
    assert all(len(entry["why"]) > 20 for _, entry in families)
    assert len({name for name, _ in families}) == len(families)


def test_every_context_is_used(source):
    families = [entry for code in BY_URGENCY for entry in source[code].values()]
    used = {name for entry in families for key in ("not", "not_near") for name in entry.get(key, ())}
    assert used == set(source["contexts"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{buurman_lijst} slaat", "there is no list of words called buurman_lijst"),
        ("(slaat | schopt mij", ") is missing"),
        ("slaat mij)", "did not expect ')'"),
        ("slaat [mij]", "ends in a gap or in something optional"),
        ("slaat ..", "ends in a gap or in something optional"),
        ("slaat/(schopt | trapt) mij", "a slash stands between single words"),
        ("[mij]", "begins with a gap or with something optional"),
    ],
)
def test_a_slip_in_the_lexicon_is_reported_with_its_place(source, line, reason):
    with pytest.raises(LexiconError, match="suicide_risk proef") as slip:
        Builder(source).nodes("suicide_risk proef", line)
    assert reason in str(slip.value)


def test_a_context_that_does_not_exist_is_reported(source):
    with pytest.raises(LexiconError, match="there is no such context"):
        Builder(source).family("emergency", "proef", {"not": ["vakantie"]})
