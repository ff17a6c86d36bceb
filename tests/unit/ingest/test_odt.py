from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.model import Document, FurnitureKind
from tests.support.word_reading import apart, bold_words, cells, codes, lines, reading, shown

NS = "urn:oasis:names:tc:opendocument:xmlns:"
NAMES = (
    f'xmlns:office="{NS}office:1.0" xmlns:text="{NS}text:1.0" xmlns:table="{NS}table:1.0" '
    f'xmlns:style="{NS}style:1.0" xmlns:fo="{NS}xsl-fo-compatible:1.0" xmlns:draw="{NS}drawing:1.0"'
)


def package(body: str, styles: str = "", **members: str) -> bytes:
    content = (
        f"<office:document-content {NAMES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        for name, inside in members.items():
            archive.writestr(name.replace("__", "/").replace("_", "."), inside)
    return stream.getvalue()


def odt(body: str, styles: str = "", **members: str) -> Document:
    return reading(package(body, styles, **members), "minutes.odt")


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def test_paragraphs_headings_and_white_space_are_read() -> None:
    body = '<text:h text:outline-level="2">Finance</text:h>' + p(
        "a<text:s/>b<text:tab/>c<text:line-break/>d\n e"
    )
    document = odt(body)
    assert shown(document) == [("heading", "", "Finance"), ("paragraph", "", "a b c\nd e")]
    assert document.blocks[0].level == 1


def test_emphasis_comes_from_styles() -> None:
    styles = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    document = odt(p('<text:span text:style-name="T1">Action:</text:span> report'), styles)
    assert bold_words(document) == ["Action:"]


def test_lists_are_numbered_as_printed() -> None:
    styles = (
        '<text:list-style style:name="L1">'
        '<text:list-level-style-number text:level="1" style:num-suffix="." style:num-format="1" text:start-value="3"/>'
        '<text:list-level-style-number text:level="2" style:num-format="a" text:display-levels="2"/>'
        "</text:list-style>"
    )
    inner = f"<text:list><text:list-item>{p('Ann')}</text:list-item><text:list-item>{p('Bob')}</text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L1"><text:list-item>{p("Welcome")}{p("more")}</text:list-item>'
        f"<text:list-item>{p('Present')}{inner}</text:list-item></text:list>"
        f'<text:list text:style-name="L1" text:continue-numbering="true"><text:list-item>{p("Next")}</text:list-item></text:list>'
        f'<text:list text:style-name="L1"><text:list-item>{p("Anew")}</text:list-item></text:list>'
    )
    assert lines(odt(body, styles)) == [
        "3. Welcome",
        "more",
        "4. Present",
        "4.a Ann",
        "4.b Bob",
        "5. Next",
        "3. Anew",
    ]


def test_tables_are_read_with_their_header_rows() -> None:
    def row(*texts: str) -> str:
        inside = "".join(f"<table:table-cell>{p(text)}</table:table-cell>" for text in texts)
        return f"<table:table-row>{inside}</table:table-row>"

    body = f"<table:table><table:table-header-rows>{row('No', 'Action')}</table:table-header-rows>{row('1', 'Report')}</table:table>"
    assert cells(odt(body)) == [
        (0, 0, 0, True, "No"),
        (0, 0, 1, True, "Action"),
        (0, 1, 0, False, "1"),
        (0, 1, 1, False, "Report"),
    ]


def test_boxes_notes_comments_and_deletions_are_read_in_their_place() -> None:
    deletion = f"<text:tracked-changes><text:changed-region><text:deletion>{p('old')}</text:deletion></text:changed-region></text:tracked-changes>"
    note = f"<text:note><text:note-citation>1</text:note-citation><text:note-body>{p('By phone')}</text:note-body></text:note>"
    comment = f"<office:annotation>{p('Why?')}</office:annotation>"
    box = f"<draw:frame><draw:text-box>{p('Side')}</draw:text-box></draw:frame>"
    document = odt(deletion + p(f"Ann{note} Lee{comment}{box}"))
    assert shown(document) == [
        ("paragraph", "", "Ann Lee"),
        ("paragraph", "", "Side"),
        ("note", "1", "By phone"),
    ]
    assert apart(document, FurnitureKind.DELETED) == ["old"]
    assert apart(document, FurnitureKind.COMMENT) == ["Why?"]
    assert codes(document) == ["tracked-changes"]


def test_headers_stand_apart() -> None:
    styles = f"<office:document-styles {NAMES}><style:header>{p('OFFICIAL')}</style:header></office:document-styles>"
    document = odt(p("Minutes"), styles_xml=styles)
    assert apart(document, FurnitureKind.HEADER) == ["OFFICIAL"]


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        (
            {"META-INF__manifest_xml": "<m><manifest:encryption-data/></m>"},
            QuarantineKind.ENCRYPTED,
        ),
        ({"styles_xml": "<broken"}, QuarantineKind.MALFORMED),
        ({"styles_xml": "<!DOCTYPE x []><x/>"}, QuarantineKind.XML_DTD),
    ],
)
def test_what_cannot_be_read_has_its_reason(members: dict[str, str], kind: QuarantineKind) -> None:
    with pytest.raises(SourceError) as caught:
        odt(p("x"), "", **members)
    assert caught.value.kind is kind


def test_words_in_shapes_are_read_and_counted() -> None:
    shape = f"<draw:g><draw:custom-shape>{p('Side')}</draw:custom-shape></draw:g>"
    frame = f"<draw:frame><draw:text-box>{p('Box')}{p('below')}</draw:text-box></draw:frame>"
    document = odt(p(f"Minutes{shape}{frame}"))
    assert lines(document) == ["Minutes", "Side", "Box", "below"]
    assert document.coverage == 1.0


def test_words_that_stand_where_none_should_are_missed_and_told() -> None:
    document = odt(p("Agreed") + f"<office:unknown>{p('Lost words')}</office:unknown>")
    assert document.coverage == pytest.approx(6 / 15)
    assert "low-coverage" in codes(document)


def test_an_empty_cell_keeps_the_columns_of_its_row() -> None:
    def row(*texts: str) -> str:
        held = "".join(
            f"<table:table-cell>{p(text) if text else '<text:p/>'}</table:table-cell>"
            for text in texts
        )
        return f"<table:table-row>{held}</table:table-row>"

    rows = row("Ref", "Owner", "Due", "Status") + row("1", "", "", "Open") + row("2", "AB", "", "")
    document = odt(f"<table:table>{rows}</table:table>")
    assert [(at, column, text) for _, at, column, _, text in cells(document)][4:] == [
        (1, 0, "1"),
        (1, 3, "Open"),
        (2, 0, "2"),
        (2, 1, "AB"),
    ]
