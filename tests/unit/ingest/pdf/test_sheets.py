"""What is hidden, doubled, turned or a watermark; running heads and page numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pdf.calls import FLOAT, Room
from pipeline.ingest.pdf.sheets import _in_order
from pipeline.ingest.pdf.values import Face, Word, Words
from pipeline.model import FurnitureKind
from tests.support.pdf_pages import Drawing, Sheet, make_pdf, read, texts


def _furniture(data: bytes) -> list[tuple[FurnitureKind, str]]:
    return [(one.kind, one.text) for one in read(data).furniture]


def test_white_and_invisible_words_are_kept_apart_as_hidden() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["The minutes were agreed.", "No other business was raised."])
        sheet.words(72, 200, "secret white", grey=1)
        sheet.words(72, 220, "unseen", mode=3)

    document = read(make_pdf(page))
    assert "secret" not in document.text
    assert [(one.kind, one.text) for one in document.furniture] == [
        (FurnitureKind.HIDDEN, "unseen secret white")
    ]
    assert document.coverage == 1.0


def test_white_words_on_a_dark_ground_are_text() -> None:
    def page(sheet: Sheet) -> None:
        sheet.box(60, 80, 300, 110, 0.2)
        sheet.words(72, 100, "Action log", grey=1)

    assert read(make_pdf(page)).text == "Action log"


def test_an_invisible_layer_that_is_all_the_text_is_read() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "Recognised words of a scan", mode=3)

    assert read(make_pdf(page)).text == "Recognised words of a scan"


def test_words_drawn_twice_come_once() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "Resolved")
        sheet.words(150, 100, "unanimously")
        sheet.words(72.3, 100.2, "Resolved")

    document = read(make_pdf(page))
    assert document.text.count("Resolved") == 1
    assert document.coverage == 1.0


@given(
    st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=12),
    st.sampled_from([1.0, 2.0]),
)
def test_words_drawn_in_order_stand_apart(places: list[tuple[int, int]], near: float) -> None:
    words = [Word(x, y, x + 9.0, y + 9.0, "a", Face(9.0)) for x, y in places]
    apart = all(
        abs(one.x0 - two.x0) >= near or abs(one.top - two.top) >= near
        for at, one in enumerate(words)
        for two in words[:at]
    )
    assert apart or not _in_order(Words.of(words), near)


def test_words_across_and_down_a_page_are_in_order() -> None:
    places = [(0, 0), (20, 0), (40, 1), (0, 12), (30, 12), (10, 40)]
    words = [Word(x, y, x + 9.0, y + 9.0, "a", Face(9.0)) for x, y in places]
    assert _in_order(Words.of(words), 2.0)
    assert not _in_order(Words.of([*words, words[0]]), 2.0)


def test_a_slanted_watermark_is_furniture() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(150, 600, "DRAFT", size=90, turn=45, grey=0.8)
        sheet.words(72, 100, "The minutes were agreed.")

    assert _furniture(make_pdf(page)) == [(FurnitureKind.WATERMARK, "DRAFT")]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_is_shown_turned_is_read_as_shown(turn: int) -> None:
    across = {90: (60, 700, 90), 180: (500, 700, 180), 270: (500, 100, 270)}[turn]

    def page(sheet: Sheet) -> None:
        x, y, angle = across
        sheet.words(x, y, "Present: Priya Holt", turn=angle)
        step = {90: (20, 0), 180: (0, -20), 270: (-20, 0)}[turn]
        sheet.words(x + step[0], y + step[1], "Agreed.", turn=angle)

    document = read(make_pdf(page, rotate=turn))
    assert document.text == "Present: Priya Holt\nAgreed."
    box = document.blocks[0].runs[0].box
    assert box is not None
    assert box.x1 - box.x0 > box.bottom - box.top


def test_running_heads_feet_and_page_numbers_are_kept_apart() -> None:
    def page(number: int) -> Drawing:
        def draw(sheet: Sheet) -> None:
            sheet.words(72, 40, "OFFICIAL - Northmoor Governance Board")
            sheet.lines(72, 100 + 7 * number, [f"Item {number} was noted.", "Agreed."])
            sheet.words(280, 810, f"Page {number} of 3")

        return draw

    data = make_pdf(*(page(number) for number in (1, 2, 3)))
    document = read(data)
    assert "OFFICIAL" not in document.text
    kinds = [one.kind for one in document.furniture]
    assert kinds.count(FurnitureKind.HEADER) == kinds.count(FurnitureKind.PAGE_NUMBER) == 3
    assert {one.page for one in document.furniture} == {1, 2, 3}


def test_a_single_page_gives_up_only_a_clear_page_number() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 40, "Northmoor Governance Board")
        sheet.words(72, 100, "Agreed.")
        sheet.words(280, 810, "Page 1 of 1")

    document = read(make_pdf(page))
    assert texts(document) == ["Northmoor Governance Board", "Agreed."]
    assert [one.text for one in document.furniture] == ["Page 1 of 1"]


def test_pages_of_one_and_the_same_line_keep_it() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 60, "Meeting cancelled")

    assert texts(read(make_pdf(page, page))) == ["Meeting cancelled"] * 2


def test_a_page_of_more_than_there_is_room_for_is_read_in_parts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def page(sheet: Sheet) -> None:
        for number in range(12):
            grey = number % 3 / 4
            sheet.words(72, 100 + 20 * number, f"Line {number} of the minutes", grey=grey)

    whole = read(make_pdf(page))
    monkeypatch.setattr("pipeline.ingest.pdf.glyphs._room", Room(FLOAT, 4, 7))
    monkeypatch.setattr("pipeline.ingest.pdf.looks._AT_ONCE", 5)
    assert read(make_pdf(page)) == whole
    assert whole.text.count("Line") == 12
