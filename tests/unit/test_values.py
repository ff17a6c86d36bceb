"""What holds of every value: it is made by keyword, cannot be changed, and is what its fields are."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from pipeline.model import Box, Evidence, Links, Span, replace
from pipeline.model.value import fields

SPAN = Span(start=2, end=5)


def test_a_value_cannot_be_changed_and_holds_nothing_else() -> None:
    held: Any = SPAN
    with pytest.raises(AttributeError):
        held.start = 3
    with pytest.raises(AttributeError):
        held.middle = 3


def test_a_value_is_made_by_keyword_of_all_fields_without_default() -> None:
    made: Any = Span
    with pytest.raises(TypeError):
        made(2, 5)
    with pytest.raises(TypeError):
        made(start=2)


def test_values_of_equal_fields_are_equal_and_one_in_a_set() -> None:
    assert {SPAN, Span(start=2, end=5), Span(start=2, end=6)} == {SPAN, Span(start=2, end=6)}


def test_values_of_two_classes_differ() -> None:
    box = Box(x0=2, top=5, x1=2, bottom=5)
    others: list[object] = [(2, 5), Evidence(span=SPAN, rule="x"), box]
    assert SPAN not in others


def test_a_replaced_value_is_looked_at_like_a_new_one() -> None:
    assert replace(SPAN, end=9) == Span(start=2, end=9)
    assert SPAN.end == 5
    with pytest.raises(ValueError, match="not a span"):
        replace(SPAN, end=1)
    held: Any = SPAN
    with pytest.raises(TypeError):
        replace(held, middle=3)


def test_a_default_that_may_grow_is_each_value_s_own() -> None:
    links = [Links(current={}, people={}, events={}, dues={}) for _ in range(2)]
    links[0].approvals["meeting"] = ()
    assert not links[1].approvals


def test_a_value_comes_through_a_pickle_as_it_was() -> None:
    held = Evidence(span=SPAN, rule="x")
    assert pickle.loads(pickle.dumps(held)) == held  # noqa: S301 - our own


def test_the_fields_are_named_in_order() -> None:
    assert fields(Evidence) == ("span", "rule")
    assert repr(SPAN) == "Span(start=2, end=5)"
