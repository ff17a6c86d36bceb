from __future__ import annotations

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.model import FurnitureKind
from tests.support.word_package import REL, box, cell, para, run, table, word_file
from tests.support.word_reading import apart, cells, codes, lines, reading, shown

DEL = '<w:del w:id="1" w:author="A"><w:r><w:delText>{}</w:delText></w:r></w:del>'
INS = '<w:ins w:id="2" w:author="A">{}</w:ins>'


def texts(body: str) -> list[str]:
    return lines(reading(word_file(body)))


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param(
            f"<w:sdt><w:sdtPr/><w:sdtContent>{para('Inside')}</w:sdtContent></w:sdt>",
            ["Inside"],
            id="content control of blocks",
        ),
        pytest.param(
            para(run("The ") + f"<w:sdt><w:sdtContent>{run('Chair')}</w:sdtContent></w:sdt>"),
            ["The Chair"],
            id="content control of words",
        ),
        pytest.param(
            "<w:sdt><w:sdtContent><w:sdt><w:sdtContent>"
            + para("Deep")
            + "</w:sdtContent></w:sdt></w:sdtContent></w:sdt>",
            ["Deep"],
            id="content control in a content control",
        ),
        pytest.param(
            para(run("On ") + f'<w:smartTag w:element="date">{run("3 May")}</w:smartTag>'),
            ["On 3 May"],
            id="smart tag",
        ),
        pytest.param(
            para(f'<w:fldSimple w:instr="DATE">{run("3 May 2024")}</w:fldSimple>'),
            ["3 May 2024"],
            id="simple field",
        ),
        pytest.param(
            para(
                '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
                "<w:r><w:instrText> MERGEFIELD Venue </w:instrText></w:r>"
                '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
                + run("Alder Room")
                + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
            ),
            ["Alder Room"],
            id="complex field: the result, not the instruction",
        ),
        pytest.param(
            para(f'<w:hyperlink w:anchor="x">{run("the report")}</w:hyperlink>'),
            ["the report"],
            id="hyperlink",
        ),
        pytest.param(
            f'<w:customXml w:element="x">{para("Tagged")}</w:customXml>',
            ["Tagged"],
            id="custom XML",
        ),
        pytest.param(
            para(
                "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/>"
                "<w:t>d</w:t><w:softHyphen/><w:t>e</w:t></w:r>"
            ),
            ["a b\nc-de"],
            id="tab, line break, hyphens",
        ),
        pytest.param(
            para(run("Done ") + '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>'),
            ["Done ✓"],
            id="symbol",
        ),
        pytest.param(para(run("Present:")) + "<w:p/>" + para("Ann"), ["Present:", "Ann"], id="gap"),
        pytest.param(
            f"<mc:AlternateContent><mc:Choice>{para('New')}</mc:Choice>"
            f"<mc:Fallback>{para('Old')}</mc:Fallback></mc:AlternateContent>",
            ["New"],
            id="alternate content once",
        ),
    ],
)
def test_words_in_wrappers_are_read(body: str, expected: list[str]) -> None:
    assert texts(body) == expected
    assert reading(word_file(body)).coverage == 1.0


def test_insertions_are_kept_and_deletions_kept_apart() -> None:
    body = para(run("The force will ") + DEL.format("consider") + INS.format(run("report")))
    document = reading(word_file(body))
    assert document.text == "The force will report"
    assert apart(document, FurnitureKind.DELETED) == ["consider"]
    assert codes(document) == ["tracked-changes"]
    assert document.coverage == 1.0


def test_moved_text_is_read_once_where_it_went() -> None:
    body = para(f"<w:moveFrom>{run('Item A')}</w:moveFrom>") + para("Item B")
    body += para(f"<w:moveTo>{run('Item A')}</w:moveTo>")
    assert texts(body) == ["Item B", "Item A"]


def test_a_paragraph_whose_mark_is_deleted_runs_into_the_next() -> None:
    body = para(run("The report "), "<w:rPr><w:del/></w:rPr>") + para("was noted.")
    assert texts(body) == ["The report was noted."]


def test_a_deleted_row_is_not_read() -> None:
    gone = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Old')}{cell('Row')}</w:tr>"
    document = reading(word_file(table(gone, cell("New") + cell("Row"))))
    assert cells(document) == [(0, 0, 0, False, "New"), (0, 0, 1, False, "Row")]
    assert apart(document, FurnitureKind.DELETED) == ["OldRow"]


@pytest.mark.parametrize("old", [False, True])
def test_a_text_box_is_read_once_as_blocks_of_its_own(*, old: bool) -> None:
    inner = para("Restricted") + para("Not for copying")
    after = para(run("Minutes") + box(inner, old=old)) + para("Item 1")
    assert texts(after) == ["Minutes", "Restricted", "Not for copying", "Item 1"]
    before = para(box(inner, old=old) + run("Minutes"))
    assert texts(before) == ["Restricted", "Not for copying", "Minutes"]


def test_hidden_words_are_kept_apart() -> None:
    document = reading(word_file(para(run("Seen") + run("unseen", "<w:vanish/>"))))
    assert document.text == "Seen"
    assert apart(document, FurnitureKind.HIDDEN) == ["unseen"]
    assert codes(document) == ["hidden-text", "low-coverage"]


def test_merged_cells_come_once_in_their_column() -> None:
    across = cell("Actions", '<w:gridSpan w:val="3"/>')
    down = '<w:vMerge w:val="restart"/>'
    rows = (
        across,
        cell("1", down) + cell("Report") + cell("AB"),
        cell("", "<w:vMerge/>") + cell("Again") + cell("CD"),
    )
    assert [
        (row, column, text) for _, row, column, _, text in cells(reading(word_file(table(*rows))))
    ] == [
        (0, 0, "Actions"),
        (1, 0, "1"),
        (1, 1, "Report"),
        (1, 2, "AB"),
        (2, 1, "Again"),
        (2, 2, "CD"),
    ]


def test_cells_and_rows_in_content_controls_are_read() -> None:
    row = f"<w:sdt><w:sdtContent><w:tr>{cell('a')}<w:sdt><w:sdtContent>{cell('b')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt>"
    body = f"<w:tbl><w:tblPr/>{row}<w:tr>{cell('c')}</w:tr></w:tbl>"
    assert [(row, column, text) for _, row, column, _, text in cells(reading(word_file(body)))] == [
        (0, 0, "a"),
        (0, 1, "b"),
        (1, 0, "c"),
    ]


def test_a_table_in_a_cell_is_a_table_of_its_own() -> None:
    inner = table(cell("x") + cell("y"))
    body = table(cell(para("outer") + inner + para("after")) + cell("next"))
    document = reading(word_file(body))
    assert [(number, text) for number, _, _, _, text in cells(document)] == [
        (0, "outer"),
        (1, "x"),
        (1, "y"),
        (0, "after"),
        (0, "next"),
    ]
    assert document.text == "outer\nx\ty\nafter\tnext"


def test_a_row_marked_as_header_or_bold_alone_is_the_header() -> None:
    marked = f"<w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('No')}{cell('Action')}</w:tr>"
    bold = cell(para(run("No", "<w:b/>"))) + cell(para(run("Action", "<w:b/>")))
    plain = cell("1") + cell("Report")
    for first in (marked, bold):
        found = cells(reading(word_file(table(first, plain))))
        assert [header for *_, header, _ in found] == [True, True, False, False]
    found = cells(reading(word_file(table(bold, bold))))
    assert not any(header for *_, header, _ in found)


def test_notes_come_at_the_end_with_their_numbers() -> None:
    body = para(run("Ann Lee") + '<w:r><w:footnoteReference w:id="5"/></w:r>')
    body += para(run("Bob May") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    notes = '<w:footnote w:id="-1" w:type="separator">' + para("---") + "</w:footnote>"
    notes += f'<w:footnote w:id="2">{para("Items 1 to 3")}</w:footnote>'
    notes += f'<w:footnote w:id="5">{para("By telephone")}</w:footnote>'
    document = reading(word_file(body, parts={"footnotes": notes}))
    assert shown(document) == [
        ("paragraph", "", "Ann Lee"),
        ("paragraph", "", "Bob May"),
        ("note", "1", "By telephone"),
        ("note", "2", "Items 1 to 3"),
    ]


def test_headers_footers_watermarks_and_comments_are_kept_apart() -> None:
    mark = '<w:p><w:r><w:pict><v:shape><v:textpath string="DRAFT"/></v:shape></w:pict></w:r></w:p>'
    parts = {
        "header": para("OFFICIAL – SENSITIVE") + mark,
        "footer": para("Page 1"),
        "comments": f'<w:comment w:id="0" w:author="Cal">{para("Check this")}</w:comment>',
    }
    body = para('<w:commentRangeStart w:id="0"/>' + run("Minutes"))
    document = reading(word_file(body, parts=parts))
    assert document.text == "Minutes"
    assert apart(document, FurnitureKind.HEADER) == ["OFFICIAL – SENSITIVE"]
    assert apart(document, FurnitureKind.FOOTER) == ["Page 1"]
    assert apart(document, FurnitureKind.WATERMARK) == ["DRAFT"]
    assert apart(document, FurnitureKind.COMMENT) == ["Cal: Check this"]


def test_words_drawn_as_a_shape_are_read_in_the_body() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="Hill Vale Board"/></v:shape></w:pict></w:r>'
    document = reading(word_file(para(art + run("Minutes")) + para(art)))
    assert document.text == "Hill Vale Board\nMinutes\nHill Vale Board"


def test_pages_are_known_only_where_word_left_its_breaks() -> None:
    hard = '<w:r><w:br w:type="page"/></w:r>'
    unknown = reading(word_file(para("One") + para(hard) + para("Two")))
    assert {run.page for block in unknown.blocks for run in block.runs} == {None}
    soft = "<w:r><w:lastRenderedPageBreak/><w:t>Two</w:t></w:r>"
    body = para("One") + para(hard) + para(soft) + para(hard) + para("Three")
    known = reading(word_file(body))
    assert [block.runs[0].page for block in known.blocks] == [1, 2, 3]


def test_each_cell_of_a_row_begins_on_the_rows_page() -> None:
    broken = "<w:r><w:t>a</w:t><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>"
    document = reading(word_file(table(cell(para(broken)) + cell(para(broken))) + para("after")))
    assert [[run.page for run in block.runs] for block in document.blocks] == [[1, 2], [1, 2], [2]]


def test_a_paragraph_with_an_empty_line_inside_is_two_blocks() -> None:
    document = reading(
        word_file(
            para("<w:r><w:t>Present</w:t><w:br/><w:t>Ann</w:t><w:br/><w:br/><w:t>Bob</w:t></w:r>")
        )
    )
    assert lines(document) == ["Present\nAnn", "Bob"]
    assert document.blocks[1].style.endswith("after-blank")


def test_a_block_after_an_empty_paragraph_says_so() -> None:
    document = reading(word_file(para("Ann") + "<w:p/>" + para("Bob") + para("Cal")))
    assert [block.style.endswith("after-blank") for block in document.blocks] == [
        False,
        True,
        False,
    ]


def test_typed_bullets_are_markers() -> None:
    body = para("•\tAnn Lee") + para(run("-") + "<w:r><w:tab/></w:r>" + run("Bob")) + para("– 5")
    assert shown(reading(word_file(body))) == [
        ("list-item", "•", "Ann Lee"),
        ("list-item", "-", "Bob"),
        ("list-item", "–", "5"),
    ]


def test_a_chunk_of_another_format_is_read_in_its_place() -> None:
    body = para("Before") + '<w:altChunk r:id="rId7"/>' + para("After")
    relation = f'<Relationship Id="rId7" Type="{REL}/aFChunk" Target="chunk.html"/>'
    extra = {"word/chunk.html": "<html><body><p>Within</p></body></html>"}
    document = reading(word_file(body, relations=relation, extra=extra))
    assert lines(document) == ["Before", "Within", "After"]


def test_a_table_of_absurd_width_is_refused() -> None:
    with pytest.raises(SourceError) as caught:
        reading(word_file(table(cell("x", '<w:gridSpan w:val="50000000"/>'))))
    assert caught.value.kind is QuarantineKind.TOO_LARGE


def test_a_file_of_pictures_alone_needs_a_person() -> None:
    with pytest.raises(SourceError) as caught:
        reading(word_file(para("<w:r><w:drawing><a:blip/></w:drawing></w:r>")))
    assert caught.value.kind is QuarantineKind.NO_TEXT
