"""What kind of text a file is, before anybody reads rows in it: its encoding and what stands between its cells."""

from __future__ import annotations

import codecs
from typing import BinaryIO

CHUNK = 1 << 20
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; UTF-32 before UTF-16, whose mark it begins with."""


def encoding_of(file: BinaryIO) -> str:
    """The encoding of a file that can be rewound: by its mark, else UTF-8 where all of it is, else Windows-1252.

    Read it with `errors="replace"`: five bytes mean nothing in Windows-1252.
    """
    start = file.tell()
    head = file.read(4)
    file.seek(start)
    for mark, encoding in MARKS:
        if head.startswith(mark):
            return encoding
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while chunk := file.read(CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
        return "utf-8"
    except UnicodeDecodeError:
        return "cp1252"
    finally:
        file.seek(start)


def delimiter_of(line: str) -> str:
    """What stands between the cells of the first line of a CSV file: a comma, or what a spreadsheet made of it."""
    return max(",;\t|", key=line.count) if any(mark in line for mark in ",;\t|") else ","
