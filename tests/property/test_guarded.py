from __future__ import annotations

import re
from functools import cache

import msgspec
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import models
from pipeline.extract.guarded import Look, guarded, parsed
from pipeline.patterns import plain
from tests.support.strategies import texts


class _Loader(yaml.SafeLoader):
    """The YAML of the model files, with patterns over lines as they are compiled."""


def _pattern(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return plain(loader.construct_scalar(node))


_Loader.add_constructor("!pattern", _pattern)


@cache
def patterns() -> tuple[str, ...]:
    """Every string of the model files that compiles: more patterns than any one test would name."""
    found: set[str] = set()
    for file in sorted(models.directory().rglob("*.y*ml")):
        _gather(yaml.load(file.read_text(), _Loader), found)  # noqa: S506 - a safe one
    for file in sorted(models.directory().rglob("*.jsonl")):
        for line in file.read_text().splitlines():
            if line.strip():
                _gather(msgspec.json.decode(line), found)
    return tuple(sorted(one for one in found if _compiles(one)))


def _gather(value: object, found: set[str]) -> None:
    if isinstance(value, str):
        found.add(value)
    elif isinstance(value, dict):
        for part in value.values():
            _gather(part, found)
    elif isinstance(value, list):
        for part in value:
            _gather(part, found)


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


WORDS = texts(
    r"[A-Za-z]{1,12}|\d{1,4}|[.,;:()–/-]",
    [
        "Action",
        "action",
        "item",
        "ſee",
        "İtem",
        "agreed",
        "the",
        "the",
        "board",
        "was",
        "closed",
        "07/2023",
    ],
)


@settings(deadline=None, max_examples=60)  # strings that match a long pattern take time to make
@given(st.data())
def test_a_guard_changes_no_result(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(patterns()))
    flags = data.draw(st.sampled_from([0, re.IGNORECASE]))
    plain = re.compile(pattern, flags)
    matching = st.from_regex(plain).map(lambda text: text[:200])
    text = data.draw(st.one_of(WORDS, matching, st.tuples(WORDS, matching).map(" ".join)))
    some = guarded(pattern, flags)
    assert [m.span() for m in some.finditer(text)] == [m.span() for m in plain.finditer(text)]
    assert (some.search(text) is None) == (plain.search(text) is None)
    assert some.sub("*", text) == plain.sub("*", text)
    assert plain.search(text) is None or Look([guarded("never"), some]).likely(f"{text}\nso")


def test_a_pattern_needs_the_letters_that_all_its_matches_have() -> None:
    assert both(r"\b(?:[Tt]he|an?)\s+(?:\w+\s){0,3}action\b") == [{"action"}, None]
    assert both(r"(?i)clos(?:ed|ing)|complet\w+") == [{"los", "omplet"}, None]
    assert both(r"(?:closed)?\d+(?!action)") == [None, None]
    assert both(r"closing \d|done now") == [{"closing ", "done now"}, None]
    assert both(r"actions? \d+ (?:was|were) closed") == [{" closed"}, {"action"}]


def both(pattern: str) -> list[set[str] | None]:
    return [None if some is None else set(some) for some in parsed(pattern)[1]]


def test_letters_that_only_case_folding_makes_equal_pass_the_guard() -> None:
    assert guarded("closed", re.IGNORECASE).search("cloſed") is not None
