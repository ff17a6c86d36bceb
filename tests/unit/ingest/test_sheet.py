from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.model import Document, FurnitureKind
from tests.support.word_reading import apart, bold_words, cells, codes, reading, shown

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="&quot;Day&quot; 0"/></numFmts>'
    "<fonts><font/><font><b/></font></fonts>"
    '<cellXfs><xf numFmtId="0"/><xf fontId="1"/><xf numFmtId="14"/><xf numFmtId="164"/>'
    '<xf numFmtId="20"/><xf numFmtId="9"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>'
)


def sheet(*rows: str) -> str:
    inside = "".join(row if row.startswith("<row") else f"<row>{row}</row>" for row in rows)
    return f'<worksheet xmlns="{MAIN}"><sheetData>{inside}</sheetData></worksheet>'


def workbook(
    sheets: dict[str, str],
    *,
    state: str = "",
    mac: str = "",
    strings: str = "",
    extra: dict[str, str] | None = None,
) -> Document:
    listed = "".join(
        f'<sheet name="{name}" r:id="r{at}" {state if at else ""}/>'
        for at, name in enumerate(sheets)
    )
    links = "".join(
        f'<Relationship Id="r{at}" Target="worksheets/s{at}.xml"/>' for at in range(len(sheets))
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{REL}">{mac}<sheets>{listed}</sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>',
        )
        archive.writestr("xl/styles.xml", STYLES)
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{strings}</sst>')
        for at, content in enumerate(sheets.values()):
            if content:
                archive.writestr(f"xl/worksheets/s{at}.xml", content)
        for name, content in (extra or {}).items():
            archive.writestr(name, content)
    return reading(stream.getvalue(), "tracker.xlsx")


def words(text: str, style: int = 0, place: str = "") -> str:
    where = f'r="{place}"' if place else ""
    return f'<c {where} s="{style}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_tracker_is_a_heading_and_a_table() -> None:
    document = workbook(
        {
            "Actions": sheet(
                words("Ref", 1) + words("Owner", 1), words("A1", 0, "A2") + words("NL", 0, "C2")
            )
        }
    )
    assert shown(document)[0] == ("heading", "", "Actions")
    assert cells(document) == [
        (0, 0, 0, True, "Ref"),
        (0, 0, 1, True, "Owner"),
        (0, 1, 0, False, "A1"),
        (0, 1, 2, False, "NL"),
    ]
    assert bold_words(document) == ["Ref", "Owner"]
    assert document.text == "Actions\nRef\tOwner\nA1\tNL"


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c s="2"><v>45432</v></c>', "20 May 2024"),
        ('<c s="3"><v>45432</v></c>', "20 May 2024"),
        ('<c s="7"><v>45432.5625</v></c>', "20 May 2024 13:30"),
        ('<c s="4"><v>0.5625</v></c>', "13:30"),
        ('<c s="5"><v>0.33</v></c>', "33%"),
        ('<c s="6"><v>3</v></c>', "3"),
        ("<c><v>0.1</v></c>", "0.1"),
        ("<c><v>17</v></c>", "17"),
        ('<c s="2"><v>-4</v></c>', "-4"),
        ('<c s="2"><v>soon</v></c>', "soon"),
        ('<c t="s"><v>1</v></c>', "shared"),
        ('<c t="b"><v>1</v></c>', "TRUE"),
        ('<c t="str"><f>A1</f><v>result</v></c>', "result"),
        ('<c t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c t="d"><v>2024-05-20</v></c>', "20 May 2024"),
    ],
)
def test_values_read_as_they_are_shown(cell: str, text: str) -> None:
    strings = "<si><t>first</t></si><si><r><t>sha</t></r><r><t>red</t></r><rPh><t>x</t></rPh></si>"
    document = workbook({"A": sheet(cell)}, strings=strings)
    assert document.text == f"A\n{text}"


def test_days_of_a_mac_workbook_count_from_1904() -> None:
    document = workbook({"A": sheet('<c s="2"><v>43970</v></c>')}, mac='<workbookPr date1904="1"/>')
    assert document.text == "A\n20 May 2024"


def test_hidden_rows_are_read_and_hidden_sheets_are_told() -> None:
    filtered = sheet('<row hidden="1"><c><v>1</v></c></row>', words("x"))
    document = workbook({"Seen": filtered, "Not": sheet(words("y"))}, state='state="hidden"')
    assert document.text == "Seen\n1\nx"
    assert codes(document) == ["hidden-text", "hidden-rows"]


def test_an_empty_cell_keeps_the_columns_of_its_row() -> None:
    head = "".join(words(text, 1) for text in ("Ref", "Action", "Owner", "Due", "Status"))
    empty = '<c s="0"/>'
    rows = (words("A1") + words("Report") + empty + empty + words("Open"), empty + words("Call"))
    document = workbook({"Actions": sheet(head, *rows)})
    assert [(row, column, text) for _, row, column, _, text in cells(document)][5:] == [
        (1, 0, "A1"),
        (1, 1, "Report"),
        (1, 4, "Open"),
        (2, 1, "Call"),
    ]
    assert document.coverage == 1.0


def test_comments_and_text_boxes_beside_the_cells_are_read() -> None:
    kinds = (("comments", "../comments1.xml"), ("drawing", "../drawings/drawing1.xml"))
    links = "".join(
        f'<Relationship Id="n{at}" Type="{REL}/{kind}" Target="{target}"/>'
        for at, (kind, target) in enumerate(kinds)
    )
    names = "http://schemas.openxmlformats.org/drawingml/2006/main"
    document = workbook(
        {"Actions": sheet(words("A1"))},
        extra={
            "xl/worksheets/_rels/s0.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                f'relationships">{links}</Relationships>'
            ),
            "xl/comments1.xml": (
                f'<comments xmlns="{MAIN}"><commentList><comment ref="A1"><text><t>Chase</t>'
                "</text></comment></commentList></comments>"
            ),
            "xl/drawings/drawing1.xml": (
                f'<d xmlns:a="{names}"><a:p><a:r><a:t>As at May</a:t></a:r></a:p></d>'
            ),
        },
    )
    assert document.text == "Actions\nA1\nAs at May"
    assert apart(document, FurnitureKind.COMMENT) == ["A1: Chase"]


@pytest.mark.parametrize("content", ["", "<worksheet"])
def test_a_sheet_that_is_missing_or_damaged_is_told(content: str) -> None:
    document = workbook({"Kept": sheet(words("x")), "Gone": content})
    assert document.text == "Kept\nx"
    assert document.partial
    assert codes(document) == ["damaged-package"]
    assert "Gone" in document.issues[0].message


def test_an_empty_shared_string_is_no_lost_cell() -> None:
    document = workbook(
        {"A": sheet('<c t="s"><v>0</v></c><c t="s"><v>1</v></c>')},
        strings="<si><t> </t></si><si><t>word</t></si>",
    )
    assert document.coverage == 1.0
