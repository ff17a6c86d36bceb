"""The parts of WordprocessingML that python-docx has no call for (ECMA-376 part 1, 17)."""

from __future__ import annotations

from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt

from corpus.source.render.inline import Piece

HEADINGS, LIST = 90, 91  # numId of our own lists, clear of the template's
_WHEN = 'w:id="{id}" w:author="Board Secretary" w:date="2023-07-03T10:12:00Z"'
_ABSTRACT = """<w:abstractNum {ns} w:abstractNumId="{id}"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/>
<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl>
</w:abstractNum>"""
_BOX = """<w:r {ns}><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="box{n}"
style="width:430pt;height:{height}pt"><v:textbox><w:txbxContent>{inside}</w:txbxContent>
</v:textbox></v:shape></w:pict></w:r>"""


def add_numbering(document: Any, *, first: int) -> None:  # noqa: ANN401 - python-docx is untyped
    """Add our two lists: headings numbered from `first`, and plain numbered lists from 1."""
    root = document.part.numbering_part.element
    old = root.find(qn("w:num"))
    for number, start in ((HEADINGS, first), (LIST, 1)):
        abstract = parse_xml(_ABSTRACT.format(ns=nsdecls("w"), id=number, start=start))
        old.addprevious(abstract)
        root.append(_num(number, number))


def restart(document: Any, number: int) -> int:  # noqa: ANN401
    """A new list of the kind of `number` that begins at 1 again; its numId."""
    root = document.part.numbering_part.element
    new = max(int(found.get(qn("w:numId"))) for found in root.findall(qn("w:num"))) + 1
    element = _num(new, number)
    element.append(
        parse_xml(
            f'<w:lvlOverride {nsdecls("w")} w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
        )
    )
    root.append(element)
    return new


def numbered(paragraph: Any, number: int, level: int) -> None:  # noqa: ANN401
    """Let Word number the paragraph."""
    properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001 - no public way
    properties.append(
        parse_xml(
            f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    )


def wrapped(piece: Piece) -> str:
    """XML of words inside a tracked insertion, a tracked deletion or a content control."""
    tag = "w:delText" if piece.wrap == "deleted" else "w:t"
    look = "<w:rPr><w:b/></w:rPr>" if piece.bold else ""
    run = f'<w:r>{look}<{tag} xml:space="preserve">{escape(piece.text)}</{tag}></w:r>'
    ns, when = nsdecls("w"), _WHEN.format(id=abs(hash_of(piece.text)))
    if piece.wrap == "control":
        return f"<w:sdt {ns}><w:sdtContent>{run}</w:sdtContent></w:sdt>"
    name = "w:ins" if piece.wrap == "inserted" else "w:del"
    return f"<{name} {ns} {when}>{run}</{name}>"


def hash_of(text: str) -> int:
    """A small number made of the words: the same in every process."""
    return sum(index * ord(letter) for index, letter in enumerate(text, 1)) % 100_000


def in_control(paragraphs: list[Any]) -> None:
    """Put paragraphs that follow one another inside one content control."""
    control = parse_xml(f"<w:sdt {nsdecls('w')}><w:sdtContent/></w:sdt>")
    paragraphs[0].addprevious(control)
    for paragraph in paragraphs:
        control[0].append(paragraph)


def text_box(paragraph: Any, words: str, number: int) -> None:  # noqa: ANN401
    """Put words in a text box anchored at the paragraph; a line break begins a paragraph."""
    lines = words.split("\n")
    inside = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    height = 18 * sum(1 + len(line) // 80 for line in lines) + 14
    xml = _BOX.format(ns=nsdecls("w"), n=number, height=height, inside=inside)
    paragraph._p.append(parse_xml(xml))  # noqa: SLF001


def page_field(paragraph: Any) -> None:  # noqa: ANN401
    """A field that shows the page's number."""
    paragraph._p.append(  # noqa: SLF001
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
        )
    )


def rule(paragraph: Any) -> None:  # noqa: ANN401
    """A line across the page under the paragraph."""
    paragraph._p.get_or_add_pPr().append(  # noqa: SLF001
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="single" w:sz="6" w:space="1" w:color="auto"/>'
            "</w:pBdr>"
        )
    )


def widths(grid: Any, shares: list[float], total: float) -> None:  # noqa: ANN401
    """Give a table's columns their shares of `total` points."""
    grid.autofit = False
    for column, share in zip(grid.columns, shares, strict=True):
        width = Pt(total * share / sum(shares))
        column.width = width
        for cell in column.cells:
            cell.width = width


def _num(number: int, abstract: int) -> Any:  # noqa: ANN401
    """A list instance."""
    element = OxmlElement("w:num")
    element.set(qn("w:numId"), str(number))
    element.append(parse_xml(f'<w:abstractNumId {nsdecls("w")} w:val="{abstract}"/>'))
    return element
