from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from datasette.app import Datasette

from tests.bench.questions import Question, place, places, questions, told
from tests.support import web_register
from tests.web.conftest import close


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[Datasette]:
    app = Datasette([], immutables=[str(web_register.build(tmp_path / "minutes.db"))])
    await app.invoke_startup()
    yield app
    close(app)


def test_there_are_enough_questions_and_each_has_an_answer() -> None:
    asked = questions()
    assert len(asked) >= 40
    assert all(question.right and len(question.asked.split()) > 1 for question in asked)


async def test_the_place_of_the_right_answer_is_found(site: Datasette) -> None:
    asked = (
        Question("how quickly are 999 calls answered by the Force", ("answering of 999 calls",)),
        Question("penguins at the zoo", ("penguins",)),
    )
    assert await places(site, asked) == [1, None]


def test_figures_count_the_first_right_answer() -> None:
    assert place(["no", "The right – one"], ["right one"]) == 2
    assert told([1, 2, None, 7]) == (
        "4 questions: right answer first 1, among five 2, among ten 3; mean reciprocal rank 0.41"
    )
