"""Regular expressions as model files write them."""

from __future__ import annotations

import re
from re import _parser  # type: ignore[attr-defined] # the tree has no public name

import pytest
import yaml

from pipeline import models
from pipeline.patterns import plain

parse = _parser.parse


class Words(models.Strict, frozen=True):
    """The shape of the file that the test writes."""

    agreed: str
    label: str


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (r"\b (?: agreed | noted ) \b", r"\b(?:agreed|noted)\b"),
        ("a\n  | b", "a|b"),
        (r"Chair [ ] of [ ]? the", "Chair of ?the"),
        (r"[ \t#]+ x", r"[ \t#]+x"),
        (r"[]\] ] y [^]] z", r"[]\] ]y[^]]z"),
        ("one  # the first of two\n| two", "one|two"),
        (r"No [#] \#1", r"No[#]\#1"),
        (r"\  x", r"\ x"),
    ],
)
def test_blanks_and_remarks_count_for_nothing(written: str, read: str) -> None:
    assert plain(written) == read


class Written(yaml.SafeLoader):
    """Gives patterns as they are written."""


WRITTEN: list[str] = []


def keep(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    WRITTEN.append(loader.construct_scalar(node))
    return WRITTEN[-1]


Written.add_constructor("!pattern", keep)


@pytest.mark.parametrize("name", ["items.yml", "sections.yml", "attendance.yml"])
def test_patterns_of_model_files_mean_what_python_means_by_them(name: str) -> None:
    WRITTEN.clear()
    yaml.load((models.directory() / name).read_text(encoding="utf-8"), Written)  # noqa: S506
    assert WRITTEN
    for written in WRITTEN:
        assert str(parse(plain(written))) == str(parse(written, re.VERBOSE))


def test_a_model_file_may_write_a_pattern_over_lines(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "agreed: !pattern |\n  \\b (?: agreed\n    | noted ) \\b\nlabel: 'Action [ ] x'\n"
    monkeypatch.setattr(models, "_read", lambda _: text)
    found = models.load("words.yml", Words)
    assert (found.agreed, found.label) == (r"\b(?:agreed|noted)\b", "Action [ ] x")
