"""Dataclasses of the domain as JSON values and back, by their type hints: a new field comes along by itself."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Thing = TypeVar("Thing")


PLAIN = frozenset({str, int, float, bool, type(None)})
"""What JSON knows as it is."""


def plain(value: Any) -> Any:
    """The value as JSON knows it; of a dataclass only what differs from its defaults."""
    if type(value) in PLAIN:
        return value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        return sorted(map(plain, value))
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {name: plain(item) for name, item in differing(value).items()}
    return value


def differing(thing: Any) -> dict[str, Any]:
    """The fields that are not at their default, by name."""
    values = vars(thing)
    return {name: values[name] for name, default in _defaults(type(thing)) if values[name] != default}  # type: ignore[arg-type]


@lru_cache(maxsize=64)
def _defaults(kind: type) -> tuple[tuple[str, Any], ...]:
    """What each field holds where nothing is given; MISSING where something has to be."""
    return tuple((one.name, _default_of(one)) for one in fields(kind))


def _default_of(one: Field[Any]) -> Any:
    return one.default_factory() if one.default_factory is not MISSING else one.default


def typed(hint: Any, value: Any) -> Any:
    """The value of this type that `plain` made the JSON value from; ValueError, TypeError or KeyError where none is."""
    return _reader(hint)(value)


def made(kind: type[Thing], values: Mapping[str, Any]) -> Thing:
    """A dataclass from the JSON values of its fields; names that it does not have (any more) are left out."""
    readers = _field_readers(kind)  # type: ignore[arg-type]
    return kind(**{name: readers[name](value) for name, value in values.items() if name in readers})


@lru_cache(maxsize=64)
def field_types(kind: type) -> Mapping[str, Any]:
    """The type of every field."""
    return {one.name: get_type_hints(kind)[one.name] for one in fields(kind)}


@lru_cache(maxsize=64)
def _field_readers(kind: type) -> Mapping[str, Callable[[Any], Any]]:
    return {name: _reader(hint) for name, hint in field_types(kind).items()}


@lru_cache(maxsize=256)
def _reader(hint: Any) -> Callable[[Any], Any]:
    """A function from JSON to a value of this type."""
    if get_origin(hint) in (Union, types.UnionType):
        return _optional(hint)
    if get_origin(hint) in (tuple, frozenset):
        one, kind = _reader(get_args(hint)[0]), get_origin(hint)
        return lambda value: kind(map(one, value))
    if get_origin(hint) is not None:  # a Mapping
        one = _reader(get_args(hint)[1])
        return lambda value: {key: one(item) for key, item in value.items()}
    if hint in (date, time, datetime):
        return lambda value: hint.fromisoformat(value)
    if is_dataclass(hint):
        return lambda value: made(hint, value)  # type: ignore[arg-type]
    return lambda value: value


def _optional(hint: Any) -> Callable[[Any], Any]:
    one = _reader(next(part for part in get_args(hint) if part is not type(None)))
    return lambda value: None if value is None else one(value)
