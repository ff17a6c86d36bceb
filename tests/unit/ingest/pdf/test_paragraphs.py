"""Lines become paragraphs, with their markers, headings and places."""

from __future__ import annotations

from pipeline.model import BlockKind
from tests.support.pdf_pages import Sheet, make_pdf, read, texts

LONG = "The Board received the report of the Chief Finance Officer on the budget for the year and"


def test_a_forced_break_joins_and_a_free_one_parts() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, [LONG, "noted it with thanks to the", "The Chair closed the meeting."])

    assert texts(read(make_pdf(page))) == [
        LONG + " noted it with thanks to the",
        "The Chair closed the meeting.",
    ]


def test_bullets_and_list_numbers_stand_in_the_marker_alone() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "•")
        sheet.words(90, 100, "Spare keys to be cut.")
        sheet.words(72, 114, "3.1")
        sheet.words(100, 114, "Fleet review noted.")
        sheet.words(72, 128, "a)")
        sheet.words(100, 128, "Vans first.")

    document = read(make_pdf(page))
    assert [(block.marker, block.span.of(document.text)) for block in document.blocks] == [
        ("•", "Spare keys to be cut."),
        ("3.1", "Fleet review noted."),
        ("a)", "Vans first."),
    ]
    assert {block.kind for block in document.blocks} == {BlockKind.LIST_ITEM}


def test_a_long_reference_stays_in_the_text() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "06.23.05")
        sheet.words(140, 100, "Custody suite")

    (block,) = (document := read(make_pdf(page))).blocks
    assert (block.marker, document.text) == ("", "06.23.05 Custody suite")


def test_a_number_at_the_head_of_a_wrapped_line_is_no_marker() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, [LONG[:-4] + " as", "3.1 million pounds were", "spent."])

    assert texts(read(make_pdf(page)))[0].endswith("as 3.1 million pounds were")


def test_bold_is_told_by_font_and_a_short_bold_line_is_a_heading() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "Matters arising", bold=True)
        sheet.lines(72, 130, [LONG, "noted it."])
        sheet.words(72, 170, "ACTION:", bold=True)
        sheet.words(124, 170, "PH to write.")

    document = read(make_pdf(page))
    kinds = [block.kind for block in document.blocks]
    assert kinds == [BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.PARAGRAPH]
    runs = document.blocks[2].runs
    assert [(run.span.of(document.text), run.bold) for run in runs] == [
        ("ACTION: ", True),
        ("PH to write.", False),
    ]


def test_every_run_has_its_page_and_a_box_around_its_letters() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "Northmoor Governance Board")

    (block,) = read(make_pdf(page)).blocks
    (run,) = block.runs
    assert run.page == 1
    assert run.box is not None
    assert (round(run.box.x0), round(run.box.x1)) == (72, 219)
    assert run.box.top < 95
    assert run.box.bottom > 100


def test_a_sentence_runs_on_over_the_page() -> None:
    def first(sheet: Sheet) -> None:
        sheet.lines(72, 740, ["It was agreed.", LONG, LONG])

    def second(sheet: Sheet) -> None:
        sheet.lines(72, 60, ["approved it.", "Next item."])

    found = texts(read(make_pdf(first, second)))
    assert found[1] == f"{LONG} {LONG} approved it."
    assert found[2] == "Next item."


def test_a_hyphen_that_parts_a_word_goes_and_a_real_one_stays() -> None:
    def page(sheet: Sheet) -> None:
        start = LONG.removesuffix(" and")
        sheet.lines(72, 100, [start + " govern-", "ance plan was approved."])
        sheet.lines(72, 160, [start + " follow-", "up work is due.", "Good governance matters."])

    found = texts(read(make_pdf(page)))
    assert found[0].endswith("year governance plan was approved.")
    assert found[1].endswith("year follow-up work is due.")


def test_a_blank_line_is_kept_as_a_word_of_the_style() -> None:
    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["First.", "Second."])
        sheet.lines(72, 150, ["Third.", "Fourth."])

    styles = [block.style for block in read(make_pdf(page)).blocks]
    assert styles == ["", "", "after-blank", ""]


def test_raised_endings_join_their_number() -> None:
    def page(sheet: Sheet) -> None:
        sheet.words(72, 100, "Held on 5")
        sheet.words(116.5, 96, "th", size=7)
        sheet.words(126, 100, "May 2021")

    assert read(make_pdf(page)).text == "Held on 5th May 2021"


def test_a_label_after_a_full_sentence_begins_a_paragraph() -> None:
    def page(sheet: Sheet) -> None:
        full = LONG.removesuffix(" and") + " again."
        sheet.lines(72, 100, [full, "Decision: the budget was approved."])

    assert texts(read(make_pdf(page)))[1] == "Decision: the budget was approved."
