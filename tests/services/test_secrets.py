"""Codes and tokens that open a record."""

from __future__ import annotations

import re

from bot.domain.complaint_code import hash_code, new_code
from bot.domain.tokens import hash_token, new_token, opens


def test_a_code_can_be_read_out_and_typed_in_many_ways():
    code = new_code()
    assert re.fullmatch(r"[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){2}", code)
    assert hash_code(code) == hash_code(code.lower().replace("-", " "))
    assert hash_code(code) != hash_code(new_code())


def test_a_token_opens_its_own_record_only():
    token = new_token()
    assert opens(token, hash_token(token))
    assert not opens(new_token(), hash_token(token))
    assert not opens("", "")
    assert not opens("none", "")
