"""Lay a source out as a PDF, as a desktop-publishing office would."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import (
    CondPageBreak,
    HRFlowable,
    PageBreak,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from corpus.source.render.inline import pieces
from corpus.source.render.lines import heading_lines, people_lines, person_line
from corpus.source.render.model import Block, Source, title

_FONTS = {
    "Arial": ("Helvetica", "Helvetica-Bold"),
    "Times": ("Times-Roman", "Times-Bold"),
}
_ALIGN = {"left": TA_LEFT, "right": TA_RIGHT, "center": TA_CENTER}
_BULLETS = {"list": "•", "dot": "•", "hyphen": "-"}
_MARGIN = 62.0
_GRID = ("GRID", (0, 0), (-1, -1), 0.6, "#555555")
_TOP = ("VALIGN", (0, 0), (-1, -1), "TOP")


def render(source: Source) -> bytes:
    """The bytes of the PDF, the same each time."""
    return Layouter(source).save()


def rich(text: str) -> str:
    """Marked-up words in reportlab's own markup."""
    out = []
    for piece in pieces(text):
        if piece.wrap == "deleted":
            continue
        words = escape(piece.text)
        words = f"<b>{words}</b>" if piece.bold else words
        out.append(f"<i>{words}</i>" if piece.italic else words)
    return "".join(out).replace("\n", "<br/>")


class Layouter:
    """Lays one source out."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.layout = source.layout
        plain, bold = _FONTS.get(self.layout.font, _FONTS["Arial"])
        size = self.layout.size
        self.body = ParagraphStyle(
            "body", fontName=plain, fontSize=size, leading=size * 1.25, spaceAfter=size * 0.55
        )
        self.strong = ParagraphStyle("strong", parent=self.body, fontName=bold)
        self.large = ParagraphStyle(
            "large", parent=self.strong, fontSize=size + 4, leading=(size + 4) * 1.25
        )
        self.page = landscape(A4) if self.layout.landscape else A4
        self.width = self.page[0] - 2 * _MARGIN

    def save(self) -> bytes:
        """Lay out every block; return the bytes."""
        buffer = io.BytesIO()
        template = SimpleDocTemplate(
            buffer,
            pagesize=self.page,
            leftMargin=_MARGIN,
            rightMargin=_MARGIN,
            topMargin=_MARGIN,
            bottomMargin=_MARGIN,
            title=title(self.source),
            author="",
            invariant=1,
        )
        flow = [item for block in self.source.blocks for item in self._block(block)]
        template.build(flow, onFirstPage=self._furniture, onLaterPages=self._furniture)
        return buffer.getvalue()

    def _furniture(self, canvas: Any, _: object) -> None:  # noqa: ANN401 - reportlab is untyped
        """Header and footer of each page."""
        canvas.saveState()
        canvas.setFont(self.body.fontName, 8)
        if self.layout.header:
            canvas.drawCentredString(self.page[0] / 2, self.page[1] - 34, self.layout.header)
        footer = self.layout.footer.replace("{page}", str(canvas.getPageNumber()))
        canvas.drawCentredString(self.page[0] / 2, 34, footer)
        canvas.restoreState()

    def _block(self, block: Block) -> list[Any]:
        """The flowables of one block."""
        handlers: dict[str, Callable[[Block], list[Any]]] = {
            "h": self._heading,
            "who": self._people,
            "b": lambda b: [self._item(item, _BULLETS[self.layout.bullets]) for item in b.b or []],
            "nl": lambda b: [self._item(item, f"{n}.") for n, item in enumerate(b.nl or [], 1)],
            "table": self._table,
            "box": lambda b: [self._grid([[b.box or ""]], [1.0], lines=True), Spacer(1, 8)],
            "rule": lambda _: [HRFlowable(width="100%", thickness=0.7, spaceAfter=6)],
            "page": lambda _: [PageBreak()],
        }
        return handlers.get(block.kind, self._words)(block)

    def _heading(self, block: Block) -> list[Any]:
        """A heading, with room for a few lines below it; what follows may run over the page."""
        base = self._sub() if block.level else self.strong
        style = ParagraphStyle("heading", parent=base, spaceBefore=6)
        lines = [Paragraph(rich(line), style) for line in heading_lines(block, self.layout)]
        return [CondPageBreak(5 * self.body.leading), *lines]

    def _words(self, block: Block) -> list[Any]:
        """A title, line or paragraph, with its initials in the margin column if it has any."""
        text = block.title or block.line or block.p or ""
        base = self.large if block.title is not None else self.body
        if block.bold:
            base = self.strong
        style = ParagraphStyle(
            "one",
            parent=base,
            alignment=_ALIGN[block.align],
            leftIndent=18 * block.indent,
            spaceAfter=2 if block.line is not None else base.spaceAfter,
        )
        words = Paragraph(rich(text), style)
        if not self.layout.side:
            return [words]
        grid = Table(
            [[words, Paragraph(f"<b>{escape(block.side)}</b>", self.body)]],
            colWidths=[self.width - self.layout.side, self.layout.side],
            style=TableStyle([_TOP, ("PADDING", (0, 0), (-1, -1), 0)]),
        )
        return [grid, Spacer(1, style.spaceAfter)]

    def _people(self, block: Block) -> list[Any]:
        """An attendance list as lines, bullets, a ruled table or two columns without rules."""
        if block.layout in {"table", "columns", "stacked"}:
            rows = [[person_line(p, block.form.split("|")[0]), p.r] for p in block.people]
            if block.lead:
                rows.insert(0, [f"**{cell}**" for cell in block.lead.split("|")])
            lines = block.layout == "table"
            if block.layout == "stacked":  # all the names, then all the posts
                rows = [["\n".join(column) for column in zip(*rows, strict=True)]]
            return [self._grid(rows, [1.0, 1.2], lines=lines), Spacer(1, 6)]
        lines_of = people_lines(block)
        if block.layout == "bullet":
            return [self._item(line, _BULLETS[self.layout.bullets]) for line in lines_of]
        close = ParagraphStyle("close", parent=self.body, spaceAfter=1)
        made: list[Any] = [Paragraph(rich(line), close) for line in lines_of]
        return [*made, Spacer(1, 6)]

    def _item(self, text: str, bullet: str) -> Any:  # noqa: ANN401
        """A list item with its bullet or number hanging."""
        style = ParagraphStyle("item", parent=self.body, leftIndent=20, bulletIndent=6)
        return Paragraph(rich(text), style, bulletText=bullet)

    def _table(self, block: Block) -> list[Any]:
        """A table that may run over pages; its head is repeated."""
        table = block.table
        assert table is not None
        head = [[f"**{cell}**" for cell in table.head]] if table.head else []
        rows = [*head, *table.rows]
        shares = table.widths or [1.0] * len(rows[0])
        return [self._grid(rows, shares, lines=table.lines, head=len(head)), Spacer(1, 8)]

    def _grid(
        self, rows: list[list[str]], shares: list[float], *, lines: bool, head: int = 0
    ) -> Any:  # noqa: ANN401
        """Rows of cells in columns of the given shares."""
        size = self.body.fontSize - 1
        cell = ParagraphStyle("cell", parent=self.body, fontSize=size, leading=size * 1.2)
        cell.spaceAfter = 0
        return Table(
            [[Paragraph(rich(text), cell) for text in row] for row in rows],
            colWidths=[self.width * share / sum(shares) for share in shares],
            repeatRows=head,
            style=TableStyle([_TOP, _GRID] if lines else [_TOP, ("PADDING", (0, 0), (-1, -1), 1)]),
        )

    def _sub(self) -> ParagraphStyle:
        """A heading below a heading."""
        italic = self.body.fontName.replace("Times-Roman", "Times") + (
            "-Italic" if self.body.fontName.startswith("Times") else "-Oblique"
        )
        return ParagraphStyle("sub", parent=self.strong, fontName=italic)
