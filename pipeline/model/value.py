"""What makes a class a value, and what gives a value with some fields changed.

A value is a struct of msgspec, which also packs it for the cache. Understanding one document makes
some two thousand values, and a struct is made, compared and replaced in a tenth of the time that a
frozen dataclass takes.
"""

from __future__ import annotations

from types import new_class
from typing import TYPE_CHECKING, TypeVar, dataclass_transform

import msgspec

if TYPE_CHECKING:  # the name by which a type checker knows to compare changes with the fields
    from dataclasses import replace  # noqa: TID251
else:
    from msgspec.structs import replace

__all__ = ["fields", "replace", "value"]

T = TypeVar("T")

_OF_A_PLAIN_CLASS = {"__dict__", "__weakref__"}


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
def value(cls: type[T]) -> type[T]:
    """Make `cls` a frozen, slotted struct with keyword-only fields."""
    body = {name: held for name, held in vars(cls).items() if name not in _OF_A_PLAIN_CLASS}
    options = {"frozen": True, "kw_only": True}
    return new_class(cls.__name__, (msgspec.Struct,), options, lambda space: space.update(body))


def fields(cls: type) -> tuple[str, ...]:
    """Give the names of a value's fields, in order."""
    assert issubclass(cls, msgspec.Struct)
    return cls.__struct_fields__
