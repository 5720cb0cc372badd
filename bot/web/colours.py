"""The colours of a municipality, made readable: contrast by WCAG 2.2 (1.4.3), in the light and in the dark."""

from __future__ import annotations

import re
from collections.abc import Mapping

Colour = tuple[int, int, int]

READABLE = 4.5
"""The least contrast of text with what is behind it (WCAG 2.2, 1.4.3)."""

WHITE, BLACK = (255, 255, 255), (0, 0, 0)
LIGHT = {"ground": "#f3f5f8", "surface": "#ffffff", "text": "#1b1b1b"}
DARK = {"ground": "#12171c", "surface": "#1d242b", "text": "#f1f3f5"}
"""The tokens of `tokens.css` that colours have to stand out against; a test compares the two."""

STEPS = 20


def theme(colours: Mapping[str, str]) -> str:
    """A style sheet with the tokens that a profile's colours (`main`, `accent`, `background`, `text`) change.

    What is no colour such as #0b5c6b changes nothing, and what could not be read is made darker or lighter.
    """
    given = {name: colour for name, value in colours.items() if (colour := parse(value)) is not None}
    light = _tokens(given, LIGHT, given.get("background"), given.get("text"))
    dark = _tokens(given, DARK, None, None)
    return "".join(
        f"@media (prefers-color-scheme: {scheme}) {{\n:root {{ {_lines(tokens)} }}\n}}\n"
        for scheme, tokens in (("light", light), ("dark", dark))
    )


def _tokens(
    given: Mapping[str, Colour], base: Mapping[str, str], ground: Colour | None, text: Colour | None
) -> dict[str, Colour]:
    """The tokens for one of the two schemes; `ground` and `text` where the municipality chose them."""
    behind = [colour for value in base.values() if (colour := parse(value))][:2]
    behind = [ground or behind[0], behind[1]]
    found: dict[str, Colour] = {}
    if ground:
        found["ground"] = ground
    if text or ground:
        found["text"] = readable(text or parse(base["text"]) or BLACK, behind)
    if "main" in given:
        found["primary"] = given["main"]
        found["primary-text"] = max((WHITE, BLACK), key=lambda one: contrast(one, given["main"]))
        found["link"] = readable(given["main"], behind)
    if "accent" in given:
        found["accent"] = given["accent"]
    return found


def _lines(tokens: Mapping[str, Colour]) -> str:
    return " ".join(f"--colour-{name}: {to_hex(colour)};" for name, colour in tokens.items())


def parse(value: str) -> Colour | None:
    """The colour in "#0b5c6b"; None for anything else."""
    found = re.fullmatch(r"#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})", value.strip().lower())
    return (int(found[1], 16), int(found[2], 16), int(found[3], 16)) if found else None


def to_hex(colour: Colour) -> str:
    """The opposite of `parse`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def luminance(colour: Colour) -> float:
    """Relative luminance, 0 for black to 1 for white (WCAG 2.2)."""
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """From 1 (the same) to 21 (black and white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: Colour, behind: list[Colour], least: float = READABLE) -> Colour:
    """The colour itself, or the nearest one on the way to black or white that stands out against all of these."""
    end = max((BLACK, WHITE), key=lambda one: min(contrast(one, ground) for ground in behind))
    mixes = (_mixed(colour, end, step / STEPS) for step in range(STEPS + 1))
    return next((mix for mix in mixes if min(contrast(mix, ground) for ground in behind) >= least), end)


def _mixed(colour: Colour, end: Colour, part: float) -> Colour:
    red, green, blue = (round(own + (other - own) * part) for own, other in zip(colour, end, strict=True))
    return red, green, blue
