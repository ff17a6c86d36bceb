"""Struck words: lines through letters, and strike-out notes; other lines strike nothing."""

from __future__ import annotations

import io

import pikepdf
import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from pipeline.ingest.pdf import strikes
from pipeline.model import Document
from tests.support.pdf_pages import HEIGHT, Sheet, make_pdf, read

TEXT = "Agreed: Priya Holt to write to the Panel by June."
STRUCK = "to write to the Panel"


def _reach(text: str = STRUCK) -> tuple[float, float]:
    start = 72 + stringWidth(TEXT[: TEXT.index(text)], "Helvetica", 11)
    return start, start + stringWidth(text, "Helvetica", 11)


def _struck(document: Document) -> list[str]:
    return [
        run.span.of(document.text).strip()
        for block in document.blocks
        for run in block.runs
        if run.struck
    ]


@pytest.mark.parametrize("high", [2.2, 3.0, 4.0])
@pytest.mark.parametrize("filled", [False, True])
def test_a_line_through_the_letters_strikes_them(high: float, filled: bool) -> None:  # noqa: FBT001
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, TEXT)
        x0, x1 = _reach()
        if filled:
            sheet.box(x0, 100 - high - 0.4, x1, 100 - high + 0.4, 0)
        else:
            sheet.rule(x0, 100 - high, x1, 100 - high)

    document = read(make_pdf(page))
    assert document.text == TEXT
    assert _struck(document) == [STRUCK]


@pytest.mark.parametrize("at_once", [0, 1_000])
def test_of_many_words_and_lines_each_line_is_looked_at_by_itself(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, TEXT)
        x0, x1 = _reach()
        sheet.rule(x0, 97, x1, 97)
        sheet.rule(x0, 110, x1, 110)

    monkeypatch.setattr(strikes, "_AT_ONCE", at_once)
    assert _struck(read(make_pdf(page))) == [STRUCK]


@pytest.mark.parametrize("high", [-1.5, 9.5])
def test_a_line_below_or_above_the_letters_strikes_nothing(high: float) -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, TEXT)
        x0, x1 = _reach()
        sheet.rule(x0, 100 - high, x1, 100 - high)

    assert _struck(read(make_pdf(page))) == []


@pytest.mark.parametrize("ends", [(40.0, 400.0), (300.0, 320.0)])
def test_a_line_that_does_not_end_with_words_strikes_nothing(ends: tuple[float, float]) -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, TEXT)
        sheet.rule(ends[0], 97, ends[1], 97)

    assert _struck(read(make_pdf(page))) == []


def test_the_lines_of_a_table_strike_nothing() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([60, 200, 400], [100, 111, 122])
        for y in (108, 119):
            sheet.words(64, y, "Write to the Panel")
            sheet.words(204, y, "Priya Holt")

    assert _struck(read(make_pdf(page))) == []


def test_a_reader_s_strike_out_note_strikes_the_words_below_it() -> None:
    data = make_pdf(lambda sheet: sheet.words(72, 100, TEXT))
    (x0, x1), (y0, y1) = _reach(), (HEIGHT - 103, HEIGHT - 91)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.StrikeOut,
            Rect=[x0, y0, x1, y1],
            QuadPoints=[x0, y1, x1, y1, x0, y0, x1, y0],
        )
        file.pages[0].obj.Annots = pikepdf.Array([file.make_indirect(note)])
        file.save(target)
    assert _struck(read(target.getvalue())) == [STRUCK]
