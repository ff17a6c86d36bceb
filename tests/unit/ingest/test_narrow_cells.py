from __future__ import annotations

from tests.support.pdf_pages import Sheet, make_pdf, read


def test_a_word_that_its_cell_is_too_narrow_for_is_one_word() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(60, 80, "Each Decision is the Board's, and so is each Action.")
        sheet.grid([60, 98, 330], [100, 130, 160, 190])
        rows = ((114, "Decisio\nn", "We part the paper."), (144, "Action", "Ann to write."))
        for y, kind, text in (*rows, (174, "Ann\nhoped", "No one word.")):
            for number, line in enumerate(kind.split("\n")):
                sheet.words(64, y + 10 * number, line, size=9)
            sheet.words(102, y, text, size=9)

    document = read(make_pdf(page))
    kinds = [
        block.span.of(document.text)
        for block in document.blocks
        if block.cell and block.cell.column == 0
    ]
    assert kinds == ["Decision", "Action", "Ann hoped"]
