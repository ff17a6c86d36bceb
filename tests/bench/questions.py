"""How well the search answers what officers ask in their own words.

`python -m tests.bench.questions REGISTER` asks every question of questions.yml of a register of
corpus/, for actions, and prints at which place the first right one stands.
"""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import yaml
from datasette.app import Datasette

QUESTIONS = Path(__file__).with_name("questions.yml")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and a run of the words of each action that answers it."""

    asked: str
    right: tuple[str, ...]


def questions() -> tuple[Question, ...]:
    """Every question of the file."""
    held: list[dict[str, Any]] = yaml.safe_load(QUESTIONS.read_text(encoding="utf-8"))
    return tuple(Question(row["asked"], tuple(row["right"])) for row in held)


def place(shown: Sequence[str], right: Sequence[str]) -> int | None:
    """The place (from 1) of the first of the texts that has the words of a right one; None without."""
    wanted = [_plain(words) for words in right]
    for number, text in enumerate(shown, 1):
        if any(words in _plain(text) for words in wanted):
            return number
    return None


async def places(site: Datasette, asked: Sequence[Question]) -> list[int | None]:
    """For each question the place of the first right answer among the first ten actions found."""
    found = []
    for question in asked:
        address = f"/-/search.json?kind=action&size=10&q={quote_plus(question.asked)}"
        hits = (await site.client.get(address)).json()["hits"]
        keys = ", ".join("'" + hit["id"].replace("'", "''") + "'" for hit in hits)
        rows = await site.get_database("minutes").execute(
            f"select id, text from actions where id in ({keys})"  # noqa: S608 (keys of the register)
        )
        texts = {row["id"]: row["text"] for row in rows.rows}
        found.append(place([texts[hit["id"]] for hit in hits], question.right))
    return found


def told(found: Sequence[int | None]) -> str:
    """The figures in a line."""
    within = {most: sum(1 for at in found if at and at <= most) for most in (1, 5, 10)}
    mean = sum(1 / at for at in found if at) / len(found)
    return (
        f"{len(found)} questions: right answer first {within[1]}, among five {within[5]}, "
        f"among ten {within[10]}; mean reciprocal rank {mean:.2f}"
    )


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).casefold().strip()


async def main(register: Path) -> None:
    """Ask everything of one register."""
    site = Datasette([], immutables=[str(register)])
    await site.invoke_startup()
    asked = questions()
    found = await places(site, asked)
    for question, at in zip(asked, found, strict=True):
        sys.stdout.write(f"{at or '–':>3}  {question.asked}\n")
    sys.stdout.write(told(found) + "\n")


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1])))
