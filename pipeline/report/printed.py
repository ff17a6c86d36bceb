"""A report as PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.colors import Color
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    LongTable,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

from pipeline.report.neutral import Block, Facts, Report, Section, Words, clean, day, shown

INK, PALE, LINE = colors.HexColor("#1F3864"), colors.HexColor("#DCE3EE"), colors.HexColor("#B8C0CC")
_MARGIN, _ROOM = 1.9 * cm, 4.5 * cm
_FACES = (
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Vera.ttf", "VeraBd.ttf"),
)
"""Fonts, the most fitting first; the last comes with the library."""

_FOLDERS = (
    "/usr/share/fonts/truetype/liberation",
    "/usr/share/fonts/truetype/liberation2",
    "/usr/share/fonts/liberation-sans",
    "/usr/share/fonts/truetype/dejavu",
    "/usr/share/fonts/dejavu-sans-fonts",
    "/Library/Fonts",
    "C:/Windows/Fonts",
)


def printed(report: Report) -> bytes:
    """Give the bytes: with the same fonts at hand the same report gives the same bytes."""
    _fonts()
    pages = _built(report, io.BytesIO(), "")  # once to count the pages, once to print their number
    target = io.BytesIO()
    _built(report, target, f" of {pages}")
    return target.getvalue()


def _built(report: Report, target: io.BytesIO, of_all: str) -> int:
    """Write the pages and give their number."""
    paper = BaseDocTemplate(
        target,
        pageTemplates=_templates(report, of_all),
        title=clean(report.title),
        author="Minutes register",
        subject=f"As at {day(report.as_at)}",
        lang="en-GB",
        invariant=1,
    )
    paper.build(_story(report))
    return int(paper.page)


@cache
def _fonts() -> None:
    import reportlab  # noqa: PLC0415 - for its folder alone

    folders = [Path(folder) for folder in _FOLDERS] + [Path(reportlab.__file__).parent / "fonts"]
    for plain, bold in _FACES:
        for folder in folders:
            if (folder / plain).is_file() and (folder / bold).is_file():
                try:
                    pdfmetrics.registerFont(TTFont("Plain", str(folder / plain)))
                    pdfmetrics.registerFont(TTFont("Bold", str(folder / bold)))
                except TTFError:
                    continue
                return


def _templates(report: Report, of_all: str) -> list[PageTemplate]:
    def running(canvas: Canvas, _: object) -> None:
        canvas.setFont("Plain", 8)
        canvas.setFillColor(colors.HexColor("#595959"))
        canvas.drawString(_MARGIN, canvas._pagesize[1] - 1.1 * cm, clean(report.title)[:120])  # noqa: SLF001 - the page's size
        canvas.drawString(
            _MARGIN, 0.9 * cm, f"As at {day(report.as_at)}.  Page {canvas.getPageNumber()}{of_all}"
        )

    made = []
    for name, size in (("wide", landscape(A4)), ("tall", A4)):
        frame = Frame(
            _MARGIN, 1.6 * cm, size[0] - 2 * _MARGIN, size[1] - 3.3 * cm, 0, 0, 0, 0, id=name
        )
        made.append(PageTemplate(id=name, frames=[frame], pagesize=size, onPage=running))
    return made if report.parts()[0].wide else made[::-1]


def _story(report: Report) -> list[Flowable]:
    story: list[Flowable] = [
        Paragraph(_safe(report.title), _style(19, bold=True, colour=INK, after=4)),
        Paragraph(f"As at {day(report.as_at)}", _style(10, bold=True, after=4)),
        *(Paragraph(_safe(sentence), _style(10), bulletText="•") for sentence in report.summary),
    ]
    wide = report.parts()[0].wide
    for section in report.parts():
        if section.wide != wide:
            wide = section.wide
            story += [NextPageTemplate("wide" if wide else "tall"), PageBreak()]
        elif section.new_page:
            story.append(PageBreak())
        story += _section(section)
    return story


def _section(section: Section) -> list[Flowable]:
    size = 14 if section.level == 1 else 11.5
    heading = _style(size, bold=True, colour=INK, before=12, after=4)
    # room for the beginning of what follows: keeping whole tables together leaves empty pages
    story: list[Flowable] = [CondPageBreak(_ROOM), Paragraph(_safe(section.heading), heading)]
    room = (landscape(A4) if section.wide else A4)[0] - 2 * _MARGIN
    for block in section.blocks:
        story += _block(block, room)
    return story


def _block(block: Block, room: float) -> list[Flowable]:
    if isinstance(block, Words):
        return [_words(block)]
    small, bold = _style(8), _style(8, bold=True)
    if isinstance(block, Facts):
        rows = [
            [Paragraph(_safe(n), bold), Paragraph(_safe(v), small)] for n, v in block.pairs if v
        ]
        return [_grid(rows, [0.22 * room, 0.78 * room], head=False), Spacer(1, 6)]
    total = sum(column.width for column in block.columns)
    rows = [[Paragraph(_safe(column.name), bold) for column in block.columns]]
    rows += [[Paragraph(_safe(shown(content)), small) for content in row] for row in block.rows]
    return [_grid(rows, [room * c.width / total for c in block.columns], head=True), Spacer(1, 6)]


def _words(words: Words) -> Paragraph:
    text = _safe(words.text)
    if words.kind == "gap":
        return Paragraph(text, _style(10, after=1), bulletText="•")
    if words.kind == "heading":
        return Paragraph(text, _style(10, bold=True, before=6, keep=True))
    if words.kind == "quote":
        return Paragraph(text, _style(10.5, quote=True, after=6))
    return Paragraph(text, _style(10, after=4))


def _grid(rows: list[list[Paragraph]], widths: list[float], *, head: bool) -> LongTable:
    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, LINE),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3.5),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3.5),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    if head:
        style.append(("BACKGROUND", (0, 0), (-1, 0), PALE))
    return LongTable(
        rows, colWidths=widths, repeatRows=int(head), splitInRow=1, style=TableStyle(style)
    )


@cache
def _style(
    size: float,
    *,
    bold: bool = False,
    colour: Color = colors.black,
    before: float = 0,
    after: float = 2,
    keep: bool = False,
    quote: bool = False,
) -> ParagraphStyle:
    return ParagraphStyle(
        "text",
        fontName="Bold" if bold else "Plain",
        bulletFontName="Plain",
        fontSize=size,
        leading=size * 1.25,
        textColor=colour,
        spaceBefore=before,
        spaceAfter=after,
        keepWithNext=keep,
        leftIndent=14 if quote else 12 if size == 10 and not bold else 0,  # noqa: PLR2004 - text size
        bulletIndent=2,
        splitLongWords=1,
        borderPadding=0,
    )


def _safe(text: str) -> str:
    return escape(clean(text))
