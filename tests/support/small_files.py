"""The smallest files of each kind that hold what tests of damage want to damage."""

from __future__ import annotations

import io
import zipfile

from tests.support.word_package import (
    abstract,
    box,
    cell,
    item,
    level,
    num,
    para,
    run,
    style,
    table,
    word_file,
)

_BODY = (
    para(run("Minutes", "<w:b/>"), '<w:pStyle w:val="H1"/>')
    + item("Welcome")
    + item("Apologies", 1)
    + table(cell("No") + cell("Action"), cell("1", '<w:gridSpan w:val="2"/>'))
    + para(run("Side") + box(para("Note")))
    + para(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>")
    + para('<w:r><w:footnoteReference w:id="1"/></w:r>')
)
_PARTS = {
    "styles": style("H1", name="heading 1"),
    "numbering": abstract(0, level(0, "decimal", "%1."), level(1, "decimal", "%1.%2")) + num(1, 0),
    "footnotes": f'<w:footnote w:id="1">{para("By phone")}</w:footnote>',
    "header": para("OFFICIAL"),
    "comments": f'<w:comment w:id="0">{para("Why?")}</w:comment>',
}
WORD = word_file(_BODY, parts=_PARTS)
RTF = (
    b"{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}\\pard\\b Minutes\\b0\\par"
    b"{\\listtext 1.\\tab}Welcome\\par\\trowd\\intbl No\\cell Action\\cell\\row\\pard \\'e9\\u8211?}"
)
PAGE = (
    b"<!DOCTYPE html><html><body><nav>Menu</nav><h1>Minutes</h1><ul><li>Welcome</ul>"
    b"<table><tr><th>No<th>Action<tr><td rowspan=2>1<td>Report</table></body></html>"
)
MAIL = b"From: a\r\nTo: b\r\nSubject: c\r\nContent-Type: text/plain\r\n\r\nMinutes"
PLAIN = "Minutes\n\n- Zoë Hart – Chair\n".encode()


def _office(members: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return stream.getvalue()


_NS = "urn:oasis:names:tc:opendocument:xmlns:"
ODT = _office(
    {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": (
            f'<o:document-content xmlns:o="{_NS}office:1.0" xmlns:t="{_NS}text:1.0" '
            f'xmlns:b="{_NS}table:1.0"><o:body><o:text><t:h t:outline-level="1">Minutes</t:h>'
            "<t:list><t:list-item><t:p>Welcome</t:p></t:list-item></t:list>"
            "<b:table><b:table-row><b:table-cell><t:p>No</t:p></b:table-cell></b:table-row>"
            "</b:table></o:text></o:body></o:document-content>"
        ),
    }
)
SHEET = _office(
    {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": (
            '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="Actions" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>'
            "</Relationships>"
        ),
        "xl/worksheets/sheet1.xml": (
            '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
            '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Ref</t></is></c>'
            '<c r="B1"><v>45000</v></c></row></sheetData></worksheet>'
        ),
    }
)
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
SLIDES = _office(
    {
        "[Content_Types].xml": (
            '<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.'
            'openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>'
        ),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{_P}"/>',
        "ppt/slides/slide1.xml": (
            f'<p:sld xmlns:p="{_P}" xmlns:a="{_A}"><p:sp><p:nvPr><p:ph type="title"/></p:nvPr>'
            '<a:p><a:r><a:rPr b="1"/><a:t>Minutes</a:t></a:r></a:p></p:sp></p:sld>'
        ),
    }
)
PACKED = _office({"2024/may.txt": "Minutes", "june.html": PAGE.decode()})
FILES = {
    "word": WORD,
    "rtf": RTF,
    "page": PAGE,
    "mail": MAIL,
    "plain": PLAIN,
    "odt": ODT,
    "sheet": SHEET,
    "slides": SLIDES,
    "packed": PACKED,
}
"""The files by the kind of file they are."""
