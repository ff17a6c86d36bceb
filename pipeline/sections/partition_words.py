"""The words of `models/partition.yml`, compiled once a process."""

from __future__ import annotations

import re
from functools import cache

import msgspec

from pipeline.models import Strict, load


class Shape(Strict, frozen=True):
    """The whole file."""

    months: tuple[str, ...]
    dates: tuple[str, ...]
    about_date: str
    title: str
    not_title: str
    people: str
    people_within: int
    title_lines: int
    longest: int


class Words(msgspec.Struct, frozen=True):
    """The same, compiled."""

    months: tuple[str, ...]
    dates: tuple[re.Pattern[str], ...]
    about_date: re.Pattern[str]
    title: re.Pattern[str]
    not_title: re.Pattern[str]
    people: re.Pattern[str]
    people_within: int
    title_lines: int
    longest: int


@cache
def words() -> Words:
    """The compiled words. Raises ConfigError where the file is not of its shape."""
    held = load("partition.yml", Shape)
    flags = re.IGNORECASE
    return Words(
        months=held.months,
        dates=tuple(re.compile(pattern, flags) for pattern in held.dates),
        about_date=re.compile(held.about_date, flags),
        title=re.compile(held.title, flags),
        not_title=re.compile(held.not_title, flags),
        people=re.compile(held.people, flags),
        people_within=held.people_within,
        title_lines=held.title_lines,
        longest=held.longest,
    )
