"""The quality page shows how right the program was, and when that was measured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest
from datasette.app import Datasette

from pipeline.evaluate import FileResult, Report, Score, summary
from tests.support import web_register
from tests.support.web_register import HOSTILE
from tests.web.conftest import close

REPORT = Report(
    files=(FileResult(path="a.docx", body="Board", scores={"owners": Score(tp=8, fp=2, fn=1)}),)
)


@pytest.fixture
async def site(tmp_path: Path) -> AsyncIterator[tuple[Datasette, Path]]:
    """The site, and where its accuracy lies."""
    register = web_register.build(tmp_path / "minutes.db")
    app = Datasette([], immutables=[str(register)])
    await app.invoke_startup()
    yield app, tmp_path / "minutes.accuracy.json"
    close(app)


async def test_the_figures_stand_with_their_date(site: tuple[Datasette, Path]) -> None:
    app, file = site
    file.write_bytes(summary(REPORT, labels=HOSTILE, measured_on=date(2024, 9, 2)))
    text = (await app.client.get("/-/quality")).text
    assert "Measured on 2 September 2024" in text
    assert '<th scope="row">Owners</th>' in text
    assert "0.800" in text
    assert "0.889" in text
    assert "<script>alert" not in text


@pytest.mark.parametrize("told", ["", "{", "[]", "{}", '{"measured_on": 3, "fields": [1]}'])
async def test_figures_that_make_no_sense_are_not_shown(
    site: tuple[Datasette, Path], told: str
) -> None:
    app, file = site
    file.write_text(told)
    answer = await app.client.get("/-/quality")
    assert answer.status_code == 200
    assert "cannot be measured on these minutes" in answer.text
