"""Kinds of private data that may be kept, and the word that stands for each in a text that others read."""

from __future__ import annotations

PLACEHOLDERS = {
    "phone": "telefoon",
    "email": "e-mail",
    "iban": "rekening",
    "postcode": "postcode",
    "address": "adres",
    "person": "naam",
    "birthdate": "geboortedatum",
    "licence_plate": "kenteken",
}
"""A citizen service number (BSN) is not among them: it is never kept."""

BSN = "[bsn]"
"""What stands in the place of a citizen service number."""
