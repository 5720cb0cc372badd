"""Colours: whatever a municipality chooses can be read, in the light and in the dark."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from bot.settings import ROOT
from bot.web.colours import DARK, LIGHT, READABLE, contrast, parse, theme

TOKENS = (ROOT / "bot" / "web" / "static" / "tokens.css").read_text("utf-8")
PAIRS = (("text", "ground"), ("text", "surface"), ("link", "ground"), ("link", "surface"), ("primary-text", "primary"))
COLOUR = some.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def tokens(css: str, scheme: str) -> dict[str, str]:
    """The colours that hold in one scheme, of a style sheet or of several after each other."""
    found: dict[str, str] = {}
    for media, block in re.findall(r"(?:@media \(prefers-color-scheme: (\w+)\) \{\s*)?:root \{([^}]*)\}", css):
        if media in ("", scheme):
            found |= dict(re.findall(r"--colour-([\w-]+): (#[0-9a-f]{6})", block))
    return found


def weakest(colours: dict[str, str], scheme: str) -> float:
    now = tokens(TOKENS + theme(colours), scheme)
    return min(contrast(parse(now[one]), parse(now[other])) for one, other in PAIRS)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("profile", sorted(path.parent.name for path in Path(ROOT, "profiles").glob("*/profile.yml")))
def test_the_colours_of_every_profile_can_be_read(profile, scheme):
    colours = yaml.safe_load((ROOT / "profiles" / profile / "profile.yml").read_text("utf-8")).get("colours", {})
    assert weakest(colours, scheme) >= READABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_our_own_colours_can_be_read(scheme):
    own = tokens(TOKENS, scheme)
    pairs = (*PAIRS, ("muted", "ground"), ("muted", "surface"), ("danger", "danger-ground"), ("text", "danger-ground"))
    assert dict.fromkeys(pairs, True) == {
        (one, other): contrast(parse(own[one]), parse(own[other])) >= READABLE for one, other in pairs
    }


@given(main=COLOUR, background=COLOUR, text=COLOUR)
def test_no_choice_makes_text_unreadable(main, background, text):
    colours = {"main": main, "background": background, "text": text}
    assert min(weakest(colours, scheme) for scheme in ("light", "dark")) >= min(READABLE, possible(background))


def possible(background: str) -> float:
    """The best that one colour can do both on this background and on white cards."""
    return max(
        min(contrast(parse(end), parse(ground)) for ground in (background, "#ffffff")) for end in ("#000000", "#ffffff")
    )


def test_the_tokens_that_the_rules_know_are_those_of_the_style_sheet():
    for scheme, known in (("light", LIGHT), ("dark", DARK)):
        own = tokens(TOKENS, scheme)
        assert {name: own[name] for name in known} == known


@pytest.mark.parametrize("value", ["red", "#fff", "#12345g", "#123456; } body { display: none", "", "url(x)"])
def test_what_is_no_colour_changes_nothing(value):
    assert theme({"main": value, "background": value}) == theme({})


@pytest.mark.parametrize(
    "one, other, ratio", [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#123456", "#123456", 1.0)]
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(parse(one), parse(other)) == pytest.approx(ratio, abs=0.01)
