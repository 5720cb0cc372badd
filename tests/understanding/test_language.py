"""Dutch or English, by small words."""

from __future__ import annotations

import pytest

from bot.understanding.language import guess, settle


@pytest.mark.parametrize(("text", "language"), [
    ("Ik heb hulp nodig", "nl"),                 # plain Dutch
    ("heb geen slaapplek meer", "nl"),           # without a subject
    ("I've got nowhere to sleep", "en"),         # an apostrophe
    ("I’m being evicted by my landlord", "en"),  # a curly one
    ("WHERE CAN I GO", "en"),                    # capitals
    ("hi, ik zoek een huis", "nl"),              # a greeting in the other language
    ("🙂", "nl"),                                # no words
])  # fmt: skip
def test_the_language_of_a_text(text, language):
    assert guess(text) == language


@pytest.mark.parametrize(("current", "text", "first", "language"), [
    ("en", "schulden", True, "en"),                              # tells nothing: stays
    ("en", "ik heb schulden", True, "nl"),                       # the first words decide
    ("en", "nee", False, "en"),                                  # a word later on does not
    ("nl", "sorry but I do not understand Dutch", False, "en"),  # a sentence does
])  # fmt: skip
def test_the_language_of_a_talk(current, text, first, language):
    assert settle(current, text, first=first) == language
