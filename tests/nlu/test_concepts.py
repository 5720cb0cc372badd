"""Notions behind the words: Dutch and English meet in them, and the file that people edit can be read."""

from __future__ import annotations

import pytest
import yaml

from bot.nlu.concepts import FILE, concepts, of_word


@pytest.mark.parametrize(
    ("dutch", "english"),
    [
        ("de huisbaas geeft mijn borg niet terug", "my landlord keeps the deposit"),
        ("de deurwaarder stond voor de deur", "a bailiff was at the door"),
        ("leerlingenvervoer", "the school bus"),
        ("schimmel in de slaapkamer", "mould on the wall"),
    ],
)
def test_dutch_and_english_meet(dutch, english):
    assert set(concepts(dutch)) & set(concepts(english))


@pytest.mark.parametrize(
    ("word", "notion"),
    [
        ("huurwoning", "home"),  # by its ending
        ("scootmobielen", "aids"),  # by its beginning
        ("huurachterstand", "rent_behind"),  # the longest one counts
        ("dwarsfluit", None),
        ("", None),
    ],
)
def test_a_word_by_its_whole_its_beginning_or_its_ending(word, notion):
    assert of_word(word) == (frozenset() if notion is None else {notion})


def test_two_words_in_a_row_are_one_notion():
    assert "council_tax" not in concepts("council tax")  # the name of the notion is what counts
    assert "tax" in concepts("the council tax is too high")


def test_two_notions_that_follow_each_other_are_known_in_either_order():
    assert set(concepts("boete parkeren")) & set(concepts("parkeren boete")) == {"fine", "parking", "fine+parking"}


def test_every_line_of_the_file_holds_words_in_small_letters():
    lines = yaml.safe_load(FILE.read_text("utf-8"))
    assert {name for name, line in lines.items() if not isinstance(line, str) or line != line.lower()} == set()


def test_a_beginning_or_an_ending_has_letters_enough():
    marked = [word for line in yaml.safe_load(FILE.read_text("utf-8")).values() for word in line.split() if "*" in word]
    assert [word for word in marked if len(word.strip("*")) < 3] == []
