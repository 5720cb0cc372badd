"""Large JSON piece by piece: the elements of a list, of a page, of a file of lists, or one document on each line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Protocol

CHUNK = 1 << 18
SMALL = 4 << 20
"""Characters up to which one object is read as a whole, so that all its names can say what it is."""

Streams = Callable[[str], bool]
"""Whether the list under this name holds things by itself, and is to be given one by one."""

Piece = tuple[str, Any]
"""The name that a thing came under ("" at the top) and the thing."""


class Readable(Protocol):
    """A text that is read on and on; an empty piece is its end."""

    def read(self, size: int, /) -> str: ...


class BrokenJson(ValueError):
    """Not JSON, or cut off; `at` is about where, in characters."""

    def __init__(self, at: int) -> None:
        super().__init__(f"no complete JSON at character {at}")
        self.at = at


class Pieces:
    """A window on the text that moves on as things are taken out of it."""

    def __init__(self, text: Readable) -> None:
        self._text, self._window, self._at, self._passed, self._done = text, "", 0, 0, False
        self._decoder = json.JSONDecoder()

    def all(self, streams: Streams) -> Iterator[Piece]:
        """Everything at the top; `BrokenJson` where it does not go on as it should."""
        while self._look():
            if self._look() == "[":
                yield from (("", thing) for thing in self._list())
            elif self._look() == "{" and not self._fits():
                yield from self._object(streams)
            else:
                yield "", self._value()

    def _more(self) -> bool:
        """Make the window larger; False at the end of the text."""
        new = "" if self._done else self._text.read(max(CHUNK, len(self._window) - self._at))
        self._done = self._done or not new
        self._passed += self._at
        self._window, self._at = self._window[self._at :] + new, 0
        return bool(new)

    def _look(self) -> str:
        """The next sign that is no white space; "" at the end."""
        while True:
            while self._at < len(self._window) and self._window[self._at] in " \t\r\n\ufeff":
                self._at += 1
            if self._at < len(self._window):
                return self._window[self._at]
            if not self._more():
                return ""

    def _fits(self) -> bool:
        """Whether the text is so small that what comes can be read as a whole; most files are."""
        while len(self._window) - self._at < SMALL and self._more():
            pass
        return self._done or len(self._window) - self._at < SMALL

    def _value(self) -> Any:
        self._look()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._window, self._at)
            except (ValueError, RecursionError) as error:
                if isinstance(error, RecursionError) or not self._more():
                    raise BrokenJson(self._passed + self._at) from error
            else:
                self._at = end
                return value

    def _sign(self, wanted: str) -> str:
        found = self._look()
        if not found or found not in wanted:
            raise BrokenJson(self._passed + self._at)
        self._at += 1
        return found

    def _list(self) -> Iterator[Any]:
        self._sign("[")
        if self._look() == "]":
            self._sign("]")
            return
        while True:
            yield self._value()
            if self._sign(",]") == "]":
                return

    def _object(self, streams: Streams) -> Iterator[Piece]:
        """Member by member; what is not given one by one comes at the end, together."""
        rest = {}
        self._sign("{")
        while self._look() != "}":
            name = self._value()
            self._sign(":")
            if self._look() == "[" and streams(name) and "id" not in rest:
                yield from ((name, thing) for thing in self._list())
            else:
                rest[name] = self._value()
            if self._look() == ",":
                self._sign(",")
        self._sign("}")
        yield "", rest
