"""Where private data stands in what people write: own sentences by hand, each with the reason it is there."""

import time
import unicodedata

import pytest

from bot.understanding.private_data import Span, find_private_data, mask
from bot.understanding.private_words import WORDS_FILE, fold, words_file


def found(text: str) -> list[str]:
    """What was found, as "type text"."""
    return [f"{span.type} {text[span.start : span.end]}" for span in find_private_data(text)]


NUMBERS = [
    ("Mijn BSN is 637337670.", ["bsn 637337670"]),  # the plain form
    ("bsn 510 928 249 hoort bij mijn zus", ["bsn 510 928 249"]),  # groups of three
    ("BSN kind: 2505.91.960", ["bsn 2505.91.960"]),  # as on old cards
    ("sofinummer 12345678 staat op een loonstrook van vroeger", ["bsn 12345678"]),  # eight digits, the zero left out
    ("mijn bsn is 123456789 geloof ik", ["bsn 123456789"]),  # fails the 11-test, yet called a BSN: private all the same
    ("585205516 is mijn burgerservicenummer", ["bsn 585205516"]),  # the word comes after
    ("er staat 338785292 op mijn kaart", ["bsn 338785292"]),  # no label, passes the 11-test
    ("er staat 338785293 op mijn kaart", []),  # no label, fails the 11-test
    ("Factuur 510928249 is al voldaan", []),  # passes the 11-test but is an invoice
    ("zaaknummer: 637 337 670", []),  # the same for a case
    ("De begroting is 585.205.516 euro", []),  # an amount
    ("dat is geen bsn 123456789", []),  # says itself that it is none
    ("bel 06-24681357 of 0624681357", ["phone 06-24681357", "phone 0624681357"]),  # mobile, two ways
    ("tel. (020) 555 01 99", ["phone (020) 555 01 99"]),  # area code in brackets
    (
        "+31 (0)6 2468 1357 of 0031 10 123 45 67",
        ["phone +31 (0)6 2468 1357", "phone 0031 10 123 45 67"],
    ),  # with country
    ("mijn nr in Gent is +32 470 12 34 56", ["phone +32 470 12 34 56"]),  # another country
    ("app naar 31624681357", ["phone 31624681357"]),  # as WhatsApp shows it
    ("mobiel 624681357", ["phone 624681357"]),  # the zero left out, but called mobile
    ("06 13 57 92 46", ["phone 06 13 57 92 46"]),  # pairs that also read as a date
    ("het is nul zes een twee drie vier vijf zes zeven acht", ["phone nul zes een twee drie vier vijf zes zeven acht"]),
    ("ik belde 112, 113, 14 010, 0800-0113 en 0900 8844", []),  # public lines
    ("ordernummer 0612345678 is zoek", []),  # shaped like a phone, called an order
    ("op 01-02-2025 10:30 uur", []),  # ten digits that begin with a zero: a date and a time
    ("rit om 07.15 08.15 09 uur", []),  # times
    ("de fout is 06-404", []),  # too short
    ("mail me op lau.k_09@example.org!", ["email lau.k_09@example.org"]),  # the sign behind it stays out
    ("RENÉ@EXAMPLE.NL of rené@exämple.nl", ["email RENÉ@EXAMPLE.NL", "email rené@exämple.nl"]),  # capitals, accents
    ("t.bakker @ example.com", ["email t.bakker @ example.com"]),  # spaces around the sign
    ("o.kovalenko (at) example.com", ["email o.kovalenko (at) example.com"]),  # hidden from robots
    ("karima apenstaartje gmail punt com", ["email karima apenstaartje gmail punt com"]),  # as said aloud
    ("volg @wijkteamzuid of kijk op www.jansen.nl", []),  # a nickname and a site
    ("we spraken af at booking kantoor", []),  # at as a word
    ("IBAN NL91 ABNA 0417 1643 00", ["iban NL91 ABNA 0417 1643 00"]),  # the usual groups
    ("stort het op nl20ingb0001234567 aub", ["iban nl20ingb0001234567"]),  # small letters, a word behind it
    ("NL 39 RABO 0300 0652 64 graag", ["iban NL 39 RABO 0300 0652 64"]),  # a space after the country
    ("mein Konto DE89 3704 0044 0532 0130 00", ["iban DE89 3704 0044 0532 0130 00"]),  # German
    ("rekening NL91ABNA0417164301 klopt niet", ["iban NL91ABNA0417164301"]),  # a slip, but called an account
    ("NL91ABNA0417164301", []),  # fails mod 97 and nothing says what it is
    ("ik woon in 3062 ZK", ["postcode 3062 ZK"]),  # with a space
    ("3062zk welke dag oud papier", ["postcode 3062zk"]),  # as typed on a phone
    ("postcode 2024 en huisnummer 3", ["postcode 2024 en"]),  # reads as a year and a word, but is called a postcode
    ("in 2023 en 2024 was ik ziek", []),  # a year and a word
    ("1000 EU, 1500 km, 4000 MB en 2500 eu", []),  # money and measures
    ("jaar 2019 SS of 1234 SD", []),  # combinations that are never handed out
    ("de wijk 1055 is drukker dan 1068", []),  # four digits alone
    ("kenteken KR-482-D", ["licence_plate KR-482-D"]),  # with dashes
    ("zijn scooter fvx13k reed door", ["licence_plate fvx13k"]),  # no dashes, a vehicle nearby
    ("VX819L staat voor mijn deur", ["licence_plate VX819L"]),  # no dashes, capitals
    ("lokaal vx819l is dicht", []),  # no dashes, small letters, no vehicle
    ("formulier VX-819-L is zoek", []),  # shaped like a plate, called a form
    ("vorm WMO-15-B bestaat niet", []),  # a vowel: no plate
]

PLACES = [
    ("Ik huur Tulpenhof 61 in Ede.", ["address Tulpenhof 61"]),  # the plain form
    ("aan de Van Speijkstraat 88b", ["address Van Speijkstraat 88b"]),  # more words, a letter
    ("Willem de Clercqlaan 203 hs, 1054 AB", ["address Willem de Clercqlaan 203 hs", "postcode 1054 AB"]),  # addition
    ("2e Oosterparkstraat 5-2", ["address 2e Oosterparkstraat 5-2"]),  # ordinal and floor
    ("ik woon dorpsstraat 5", ["address dorpsstraat 5"]),  # small letters
    ("op de lange nieuwstraat 12 bis", ["address lange nieuwstraat 12 bis"]),  # an adjective belongs to it
    ("wij zitten aan de Kade 12", ["address Kade 12"]),  # a whole name that is also a word
    ("Plein 1953 nr 18", ["address Plein 1953 nr 18"]),  # a number in the name
    ("Laan van Nieuw Guinea 90", ["address Laan van Nieuw Guinea 90"]),  # the kind of street comes first
    ("ons adres is Weena 455", ["address Weena 455"]),  # no ending, but called an address
    ("de Kerkstraat is opgebroken", []),  # a street alone
    ("in de Kerkstraat 3 bomen omgewaaid", []),  # the number counts trees
    ("Stationsweg 10.30 uur", []),  # a time
    ("de Havenstraat 3 juni afgesloten", []),  # a date
    ("Museumplein 24/7 geopend", []),  # hours
    ("groep 7, maat 42, lijn 12, kamer 3", []),  # numbers of other things
    ("mijn bijbaan 12 uur per week", []),  # ends like a street
    ("op de snelweg 3 km file", []),  # the same
    ("in Tilburg 3 weken gewacht", []),  # a town
]

PEOPLE = [
    ("ik heet ziyaire en wil praten", ["person ziyaire"]),  # on no list, but "ik heet"
    ("Mijn naam is Tjakko Oosterdijk.", ["person Tjakko Oosterdijk"]),  # a surname on no list
    ("mijn naam is verkeerd gespeld", []),  # a word and no name
    ("Ik ben Dewi Latumahina", ["person Dewi Latumahina"]),  # ik ben and a name
    ("Ik ben Nederlander, mijn man is Syrisch", []),  # ik ben and a people
    ("Ik ben Mantelzorger en moe", []),  # ik ben and a role
    ("ik ben boos en klaar ermee", []),  # ik ben and a mood
    ("mevrouw van Zijderveld belde", ["person van Zijderveld"]),  # without title; a surname on no list
    ("meneer de boer van de sociale dienst", ["person de boer"]),  # small letters behind a title
    ("mevrouw van de gemeente belde", []),  # where she works
    ("mevrouw Snoek van Toezicht", ["person Snoek"]),  # the same behind a surname
    ("mijn begeleider van Philadelphia", []),  # a body and no surname
    ("mijn zoon Thiago is ziek", ["person Thiago"]),  # a relative
    ("mijn zoon wil niet naar school", []),  # Wil is also a name
    ("mijn zoon max wil wel", ["person max"]),  # a word, but announced
    ("mn klasgenoot Storm pest mij", ["person Storm"]),  # a compound announces too
    ("storm Poly nam mijn dak mee", []),  # the weather
    ("J.P. van den Broek tekende", ["person J.P. van den Broek"]),  # initials
    ("T. Wójcik en Zuzanna Król", ["person T. Wójcik", "person Zuzanna Król"]),  # diacritics
    ("U kunt Pieter-Bas mailen", ["person Pieter-Bas"]),  # two names of the list joined by a dash
    ("Brandsma-de Wit heeft gebeld", ["person Brandsma-de Wit"]),  # a double name
    ("vraag naar Femke", ["person Femke"]),  # the person to ask for
    ("Hoogachtend,\nJörgen Schröder", ["person Jörgen Schröder"]),  # a signature on a line of its own
    ("groetjes uit Zeeland", []),  # a greeting without a name
    ("Delano, 17 jaar, zit thuis", ["person Delano"]),  # an age behind it
    ("Jongere (17,5) zit thuis", []),  # an age behind a word
    ("My son Will is six", ["person Will"]),  # English, announced
    ("Will you call me in May?", []),  # English words that are names
    ("I'm Priya and this is Tom", ["person Priya", "person Tom"]),  # English introductions
    ("I am Dutch and afraid", []),  # no name
    ("de Anne Frankschool en het Willem Drees college", []),  # schools
    ("in de Johan de Wittstraat", []),  # a street
    ("de Albert Heijn, Stichting Maria van Rijn en Garage Jansen", []),  # firms and foundations
    ("college van burgemeester en wethouders", []),  # an office
    ("stuur een dm naar @daan.vdm of daan_2009", []),  # nicknames
    ("Mark de datum in mei", []),  # words that are names
]

BIRTHDATES = [
    ("geboren op 30 januari 2012 te Breda", ["birthdate 30 januari 2012"]),  # in words
    ("geb. 02.06.1961", ["birthdate 02.06.1961"]),  # short
    ("geboortedatum 12/3/87", ["birthdate 12/3/87"]),  # two digits for the year
    ("DOB: 1994-05-05", ["birthdate 1994-05-05"]),  # English, year first
    ("born July 4, 1999 in Manila", ["birthdate July 4, 1999"]),  # English, month first
    ("ben van 3-11-2007 dus bijna 18", ["birthdate 3-11-2007"]),  # ben van
    ("mijn dochter is van 12 mei 2014", ["birthdate 12 mei 2014"]),  # a relative is van
    ("Kwabena (4-7-2001) woont alleen", ["person Kwabena", "birthdate 4-7-2001"]),  # behind a name
    ("12-5-2009 geboren", ["birthdate 12-5-2009"]),  # the word comes after
    ("De beschikking is van 12 maart 2024", []),  # a decision
    ("ik wacht sinds 3 mei 2024", []),  # a waiting time
    ("I was born in Kyiv and came here on 12 March 2022", []),  # the date is of something else
    ("ons kindje wordt rond 14-08-2026 geboren", []),  # a birth to come
    ("geboren op 31-02-2010", []),  # no such day
    ("jarig op 3 mei", []),  # no year
]


@pytest.mark.parametrize(("text", "wanted"), [*NUMBERS, *PLACES, *PEOPLE, *BIRTHDATES])
def test_find_private_data(text, wanted):
    assert found(text) == wanted


def test_many_kinds_in_one_message_come_in_order():
    text = "Zoë Kuipers, geb. 12-03-1987, BSN 637337670, Tulpenhof 61, 3062 ZK, tel 0624681357, z.k@example.org"
    kinds = [span.type for span in find_private_data(text)]
    assert kinds == ["person", "birthdate", "bsn", "address", "postcode", "phone", "email"]


def test_a_name_inside_an_address_or_a_mailbox_is_not_found_twice():
    assert found("jan.jansen@example.org, Jan Steenstraat 5") == [
        "email jan.jansen@example.org",
        "address Jan Steenstraat 5",
    ]


# --- Odd input --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["", " ", "\n", "\u200b", "\ud800", "\x00", "٣" * 50, "👩‍👩‍👧", "\u0301", "'" * 99, "ik heet", "ik heet "]
)
def test_nothing_to_find_is_no_reason_to_fail(text):
    assert find_private_data(text) == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("bel 06\u200b24\u200b68\u200b13\u200b57", "06\u200b24\u200b68\u200b13\u200b57"),  # invisible signs inside
        ("👩‍👩‍👧 bel 0624681357", "0624681357"),  # an emoji of many characters in front
        ("\u202ebel 0624681357\u202c", "0624681357"),  # text that runs from right to left
        ("bel ０６２４６８１３５７", "０６２４６８１３５７"),  # full-width digits
        ("bel ٠٦٢٤٦٨١٣٥٧", "٠٦٢٤٦٨١٣٥٧"),  # Arabic digits
        ("bel 06\u201124\u00a068 13\u00a057", "06\u201124\u00a068 13\u00a057"),  # hard dash, hard spaces
        ("ik heet Zoe\u0308 hoor", "Zoe\u0308"),  # a loose accent belongs to its letter
        ("mail pim＠example.org", "pim＠example.org"),  # a full-width at sign
    ],
)
def test_offsets_count_in_the_text_as_it_was_given(text, wanted):
    [span] = find_private_data(text)
    assert text[span.start : span.end] == wanted


@pytest.mark.parametrize(("text", "wanted"), [*NUMBERS, *PLACES, *PEOPLE, *BIRTHDATES])
def test_another_way_of_writing_letters_changes_nothing(text, wanted):
    apart = unicodedata.normalize("NFD", "\ufeff" + text)
    assert [unicodedata.normalize("NFC", hit) for hit in found(apart)] == wanted


REPEATED = [
    "a",
    "A. ",
    "1 ",
    "12 ",
    "06 ",
    "+31 ",
    "NL12 ",
    "a@",
    "a.",
    "van ",
    "Van de ",
    "Kerkstraat 1 ",
    "ik heet ",
    "e\u0301",
    "(0",
    "1-",
]


@pytest.mark.parametrize("piece", REPEATED)
def test_no_text_takes_long(piece):
    assert seconds(piece * (60_000 // len(piece))) < 6  # under one on a quiet machine


def test_ten_thousand_words_take_a_fraction_of_a_second():
    words = (
        "Wij wachten al maanden op hulp voor onze zoon en niemand belt terug over de aanvraag van 3 mei 2024. " * 500
    )
    assert len(words.split()) == 10_000
    assert min(seconds(words) for _ in range(3)) < 1.5  # a tenth on a quiet machine


def seconds(text: str) -> float:
    """Processor time for one text."""
    start = time.process_time()
    find_private_data(text)
    return time.process_time() - start


# --- Masking ----------------------------------------------------------------------------------------------------


def test_mask_replaces_each_span_by_its_label():
    text = "Noor belt 0624681357 terug"
    assert mask(text, find_private_data(text), lambda span: f"[{span.type}]") == "[person] belt [phone] terug"


def test_mask_takes_spans_in_any_order_and_the_first_of_two_that_overlap():
    spans = [Span("b", 4, 6), Span("a", 0, 2), Span("c", 5, 7)]
    assert mask("abcdefgh", spans, lambda span: span.type.upper()) == "AcdBgh"


def test_a_masked_text_holds_nothing_more_to_find():
    text = "Ik ben Dewi Latumahina, Tulpenhof 61, 3062 ZK, BSN 637337670"
    assert found(mask(text, find_private_data(text), lambda span: f"<{span.type}>")) == []


# --- The words file ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["first names", "surnames"])
def test_every_name_stands_once_with_at_most_two_stars(part):
    names = [fold(name.rstrip("*")) for name in words_file()[part]]
    assert len(names) == len(set(names))
    assert max(name.count("*") for name in words_file()[part]) == 2


def test_the_words_file_is_composed_text_with_no_empty_part():
    text = WORDS_FILE.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert all(words_file().values())
