"""Tables with ruling lines, frames around running text, tables over two pages."""

from __future__ import annotations

from itertools import pairwise

from pipeline.model import BlockKind, Document, FurnitureKind
from tests.support.pdf_pages import HEIGHT, Drawing, Sheet, make_pdf, read, texts

COLUMNS = [60, 110, 330, 400, 530]


def _row(sheet: Sheet, y: float, cells: list[str], **look: bool) -> None:
    for x, text in zip(COLUMNS, cells, strict=False):
        for number, line in enumerate(text.split("\n")):
            sheet.words(x + 4, y + 12 * number, line, size=9, **look)


def _cells(document: Document) -> dict[tuple[int, int, int], str]:
    found: dict[tuple[int, int, int], str] = {}
    for block in document.blocks:
        if block.cell:
            key = (block.cell.table, block.cell.row, block.cell.column)
            text = block.span.of(document.text)
            found[key] = f"{found[key]}|{text}" if key in found else text
    return found


def test_ruled_cells_hold_their_lines() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(60, 80, "Action table")
        sheet.grid(COLUMNS, [100, 120, 160, 180])
        _row(sheet, 114, ["No", "Action", "Owner", "Update"], bold=True)
        _row(
            sheet,
            133,
            [
                "1",
                "Write to the Panel of the whole county on the new\ncustody estate",
                "PH",
                "Letter sent\nClosed",
            ],
        )
        _row(sheet, 174, ["2", "Buy vans", "DF", "Open"])

    document = read(make_pdf(page))
    cells = _cells(document)
    assert cells[0, 0, 3] == "Update"
    assert cells[0, 1, 1] == "Write to the Panel of the whole county on the new custody estate"
    assert cells[0, 1, 3] == "Letter sent|Closed"
    assert cells[0, 2, 2] == "DF"
    heads = {block.cell.row for block in document.blocks if block.cell and block.cell.header}
    assert heads == {0}
    assert document.blocks[0].kind is BlockKind.HEADING  # larger than what the table holds


def test_a_row_parted_by_the_page_is_one_row_and_a_repeated_head_is_furniture() -> None:
    def first(sheet: Sheet) -> None:
        sheet.lines(60, 80, ["Actions follow."])
        sheet.grid(COLUMNS, [700, 720, 760])
        _row(sheet, 714, ["No", "Action", "Owner", "Update"], bold=True)
        _row(sheet, 733, ["1", "Write to the Panel about", "PH", "Draft"])

    def second(sheet: Sheet) -> None:
        sheet.grid(COLUMNS, [60, 80, 110, 140])
        _row(sheet, 74, ["No", "Action", "Owner", "Update"], bold=True)
        _row(sheet, 94, ["", "the custody estate", "", "sent"])
        _row(sheet, 124, ["2", "Buy vans", "DF", "Open"])

    document = read(make_pdf(first, second))
    cells = _cells(document)
    assert cells[0, 1, 1].replace("|", " ") == "Write to the Panel about the custody estate"
    assert cells[0, 2, 0] == "2"
    assert max(table for table, _, _ in cells) == 0
    assert [one.kind for one in document.furniture] == [FurnitureKind.HEADER]


def test_running_text_in_a_frame_is_text_with_numbers_and_a_side_column() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([50, 90, 500, 550], [60, 300, 420])
        sheet.words(60, 80, "1.", bold=True)
        sheet.words(95, 80, "Custody", bold=True)
        wide = "The Commissioner asked for a report on the custody estate to be put to the Board"
        sheet.lines(95, 110, [wide, "in June."])
        sheet.lines(95, 160, [wide, "every year."])
        sheet.words(510, 174, "PH")
        sheet.words(60, 320, "2.", bold=True)
        sheet.words(95, 320, "Fleet", bold=True)
        sheet.lines(95, 350, [wide, "in May."])

    document = read(make_pdf(page))
    assert not any(block.cell for block in document.blocks)
    assert [block.marker for block in document.blocks if block.marker] == ["1.", "2."]
    found = texts(document)
    assert found[0] == "Custody"
    assert found[found.index("PH") - 1].endswith("every year.")


def test_a_cross_grid_with_turned_heads_keeps_its_columns() -> None:
    edges = [60.0, 200.0, 240.0, 280.0]

    def page(sheet: Sheet) -> None:
        sheet.grid(edges, [100, 180, 200, 220])
        sheet.words(64, 174, "Name", size=9, bold=True)
        sheet.words(224, 176, "Finance", size=9, bold=True, turn=90)
        sheet.words(264, 176, "Estates group", size=9, bold=True, turn=90)
        sheet.words(64, 194, "Priya Holt", size=9)
        sheet.words(217, 194, "x", size=9)
        sheet.words(64, 214, "Dan Ferris", size=9)
        sheet.words(257, 214, "x", size=9)

    cells = _cells(read(make_pdf(page)))
    assert cells[0, 0, 2] == "Estates group"
    assert (cells[0, 1, 1], (0, 1, 2) in cells) == ("x", False)
    assert cells[0, 2, 2] == "x"


def test_a_page_border_is_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.grid([30, 565], [30, 810])
        sheet.words(72, 100, "Notes of the meeting.")

    assert read(make_pdf(page)).blocks[0].cell is None


def test_footers_are_cut_out_of_a_row_that_goes_on() -> None:
    def page(top: str) -> Drawing:
        def draw(sheet: Sheet) -> None:
            sheet.grid(COLUMNS, [60, 120, 700])
            _row(sheet, 80, ["1", top, "PH", "Open"])
            _row(sheet, 140, ["2", "Second", "DF", "Open"])
            sheet.words(250, 810, "Northmoor Board minutes")

        return draw

    document = read(make_pdf(page("First"), page("Other")))
    assert "Northmoor" not in document.text
    assert [one.kind for one in document.furniture] == [FurnitureKind.FOOTER] * 2


def test_upright_lines_drawn_as_one_shape_a_row_part_the_cells() -> None:
    rows = [100, 114, 128, 142]

    def page(sheet: Sheet) -> None:
        for top, bottom in pairwise(rows):
            sheet.box(COLUMNS[0], top, COLUMNS[-1], top + 0.5, 0)
            uprights = sheet.canvas.beginPath()
            for x in COLUMNS[:-1]:
                uprights.rect(x, HEIGHT - bottom, 0.5, bottom - top)
            sheet.canvas.drawPath(uprights, stroke=0, fill=1)
            sheet.rule(COLUMNS[-1], top, COLUMNS[-1], bottom)
        sheet.box(COLUMNS[0], rows[-1], COLUMNS[-1], rows[-1] + 0.5, 0)
        _row(sheet, 110, ["No", "Action", "Owner", "Update"], bold=True)
        # words nearly touch the next column: only the ruling lines part them
        _row(
            sheet,
            124,
            ["May31.01", "Ask the warden about the hall roof and the gutter", "PH", "Closed"],
        )
        _row(sheet, 138, ["May31.02", "Buy paint", "DF", ""])

    cells = _cells(read(make_pdf(page)))
    assert cells[0, 0, 2] == "Owner"
    assert cells[0, 1, 0] == "May31.01"
    assert cells[0, 1, 3] == "Closed"
    assert cells[0, 2, 2] == "DF"


def test_letters_drawn_as_shapes_make_no_table() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(60, 80, "Minutes of the board")
        for y in (100, 118):
            letters = sheet.canvas.beginPath()
            for x in range(60, 300, 24):  # H, drawn as two stems and a bar
                letters.rect(x, HEIGHT - y - 14, 5, 14)
                letters.rect(x + 11, HEIGHT - y - 14, 5, 14)
                letters.rect(x, HEIGHT - y - 9, 16, 4)
            sheet.canvas.drawPath(letters, stroke=0, fill=1)

    assert _cells(read(make_pdf(page))) == {}
