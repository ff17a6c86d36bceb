"""What PDF writers do to letters and pages, each with the text that a person reads there."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from pipeline.model import BlockKind, FurnitureKind
from tests.support.pdf_pages import HEIGHT, Sheet, make_pdf, read, texts

VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
FULL = "The Commissioner asked for a further report on the custody estate and its costs to be"


def _vera(sheet: Sheet, x: float, y: float, text: str) -> None:
    """Write with a font that has ligatures, soft hyphens and accents of their own."""
    pdfmetrics.registerFont(TTFont("Vera", str(VERA)))
    lines = sheet.canvas.beginText(x, HEIGHT - y)
    lines.setFont("Vera", 11)
    lines.textOut(text)
    sheet.canvas.drawText(lines)


def _by_letter(sheet: Sheet, x: float, y: float, text: str, *, track: float = 0.0) -> None:
    """Place every letter by itself and draw no space, as printing from a browser does."""
    for letter in text:
        if letter != " ":
            sheet.words(x, y, letter)
        x += pdfmetrics.stringWidth(letter, "Helvetica", 11) + track


@pytest.mark.parametrize("track", [0.0, 0.4])
def test_letters_placed_one_by_one_make_the_same_words(track: float) -> None:
    text = "Resolved to pay invoice 12 of 3 May 2024"
    data = make_pdf(lambda sheet: _by_letter(sheet, 72, 100, text, track=track))
    assert read(data).text == text


def test_words_parted_by_gaps_alone_are_not_glued() -> None:
    def page(sheet: Sheet) -> None:
        x = 72.0
        for word in ("The", "Board", "noted", "the", "report"):
            sheet.words(x, 100, word)
            x += pdfmetrics.stringWidth(word, "Helvetica", 11) + 2.6

    assert read(make_pdf(page)).text == "The Board noted the report"


@pytest.mark.parametrize(
    ("drawn", "typed"),
    [
        ("The ﬁnal ﬂeet report", "The final fleet report"),
        ("Caf\u00e9 Zo\u00eb M\u00fcller", "Café Zoë Müller"),
        ("“Agreed” – the Chair’s note", "“Agreed” – the Chair’s note"),
        ("three\u00a0weeks", "three weeks"),
    ],
)
def test_ligatures_accents_and_quotes_come_as_typed(drawn: str, typed: str) -> None:
    assert read(make_pdf(lambda sheet: _vera(sheet, 72, 100, drawn))).text == typed


def test_an_accent_drawn_apart_joins_its_letter() -> None:
    def page(sheet: Sheet) -> None:
        _vera(sheet, 72, 100, "Andre Holt was present")
        before = pdfmetrics.stringWidth("Andr", "Vera", 11)
        _vera(sheet, 72 + before + 0.5, 100, "´")

    assert read(make_pdf(page)).text == "André Holt was present"


def test_a_soft_hyphen_within_a_word_goes() -> None:
    assert read(make_pdf(lambda one: _vera(one, 72, 100, "govern\u00adance"))).text == "governance"


def test_a_word_parted_over_the_page_is_joined() -> None:
    def first(sheet: Sheet) -> None:
        sheet.words(
            72, 100, "The governance of the estate was discussed at some length by all those."
        )
        sheet.lines(72, 760, [FULL, f"{FULL[:-5]} under govern-"])

    def second(sheet: Sheet) -> None:
        sheet.lines(72, 80, ["ance rules from June onwards.", "The Chair thanked all."])

    document = read(make_pdf(first, second))
    assert "under governance rules from June onwards." in document.text
    block = next(one for one in document.blocks if "rules" in one.span.of(document.text))
    assert {run.page for run in block.runs} == {1, 2}


def test_running_heads_within_a_sentence_are_cut_out() -> None:
    def page(number: int) -> object:
        def draw(sheet: Sheet) -> None:
            sheet.words(72, 40, "Northmoor Governance Board")
            sheet.lines(72, 740 if number == 1 else 80, [FULL] if number == 1 else ["put in June."])
            sheet.words(72, 812, f"OFFICIAL page {number} of 2")

        return draw

    document = read(make_pdf(page(1), page(2)))  # type: ignore[arg-type]
    assert document.text == f"{FULL} put in June."
    kinds = {one.kind for one in document.furniture}
    assert FurnitureKind.HEADER in kinds


def test_bold_drawn_as_filled_and_stroked_letters_is_bold() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, [FULL, "put to the Board.", ""])
        sheet.words(72, 160, "Action: Priya Holt", mode=2)

    document = read(make_pdf(page))
    bold = [run.span.of(document.text) for b in document.blocks for run in b.runs if run.bold]
    assert bold == ["Action: Priya Holt"]


def test_one_turned_page_among_upright_ones_is_read_along_its_lines() -> None:
    def upright(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["Minutes of the Board", "The budget was noted."])

    def turned(sheet: Sheet) -> None:
        for number, line in enumerate(["Action table", "Priya Holt will write.", "Agreed."]):
            sheet.words(100 + 20 * number, 700, line, turn=90)

    document = read(make_pdf(upright, turned))
    assert texts(document)[-3:] == ["Action table", "Priya Holt will write.", "Agreed."]
    assert (document.pages[1].width, document.pages[1].height) == (HEIGHT, 595)


def test_a_table_without_rules_keeps_its_rows_over_the_page() -> None:
    rows = [("Ref", "Action", "Owner", "Due")] + [
        (f"{n}.", f"Write to panel {n}", "PH", f"{n} May 2024") for n in range(1, 7)
    ]

    def page(some: list[tuple[str, str, str, str]]) -> object:
        def draw(sheet: Sheet) -> None:
            for number, row in enumerate(some):
                for x, cell in zip((72, 110, 300, 400), row, strict=True):
                    sheet.words(x, 100 + 18 * number, cell, bold=row[0] == "Ref")

        return draw

    document = read(make_pdf(page(rows)))  # type: ignore[arg-type]
    cells = {
        (one.cell.row, one.cell.column): one.span.of(document.text)
        for one in document.blocks
        if one.kind is BlockKind.CELL and one.cell
    }
    assert cells[0, 1] == "Action"
    assert cells[3, 1] == "Write to panel 3"
    assert cells[6, 3] == "6 May 2024"


def test_numbered_items_that_follow_full_sentences_part() -> None:
    wide = "The Board noted the report on the custody estate and the fleet in full and agreed it."

    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, [f"{number}. {wide}" for number in (1, 2, 3)])

    document = read(make_pdf(page))
    assert [block.marker for block in document.blocks] == ["1.", "2.", "3."]
    assert texts(document) == [wide] * 3
