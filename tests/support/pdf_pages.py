"""Small PDF files made for tests: pages of words in given places, with lines and pictures."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.pdf import read_pdf
from pipeline.model import Document, SourceFile

WIDTH, HEIGHT = 595.0, 842.0
"""An A4 page in points."""

Drawing = Callable[["Sheet"], object]


class Sheet:
    """A page to draw on, measured from its top left corner. `y` is the baseline of the words."""

    def __init__(self, canvas: Any) -> None:  # noqa: ANN401 - reportlab has no types
        self.canvas = canvas

    def words(
        self, x: float, y: float, text: str, *, size: float = 11, bold: bool = False, **look: float
    ) -> None:
        """Write text. `mode`: PDF's text render mode; `grey`: 0 black to 1 white; `turn`: degrees."""
        canvas = self.canvas
        canvas.saveState()
        canvas.setFillGray(look.get("grey", 0))
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(look.get("turn", 0))
        lines = canvas.beginText(0, 0)
        lines.setFont("Helvetica-Bold" if bold else "Helvetica", size)
        lines.setTextRenderMode(int(look.get("mode", 0)))
        lines.textOut(text)
        canvas.drawText(lines)
        canvas.restoreState()

    def lines(self, x: float, y: float, texts: Iterable[str], *, pitch: float = 14.0) -> float:
        """Write texts one below the other; gives the height after the last."""
        for text in texts:
            self.words(x, y, text)
            y += pitch
        return y

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        """Draw a ruling line."""
        self.canvas.line(x0, HEIGHT - y0, x1, HEIGHT - y1)

    def grid(self, columns: Sequence[float], rows: Sequence[float]) -> None:
        """Draw the lines of a table with these upright and level edges."""
        for x in columns:
            self.rule(x, rows[0], x, rows[-1])
        for y in rows:
            self.rule(columns[0], y, columns[-1], y)

    def box(self, x0: float, y0: float, x1: float, y1: float, grey: float) -> None:
        """Fill an area."""
        self.canvas.setFillGray(grey)
        self.canvas.rect(x0, HEIGHT - y1, x1 - x0, y1 - y0, stroke=0, fill=1)

    def picture(self, png: bytes) -> None:
        """Cover the page with a picture."""
        self.canvas.drawImage(ImageReader(io.BytesIO(png)), 0, 0, WIDTH, HEIGHT)


def make_pdf(*pages: Drawing, rotate: int = 0, password: str = "", owner: str = "") -> bytes:
    """Give a PDF of these pages: `rotate` turns their view, the passwords lock them."""
    lock = None
    if password or owner:
        lock = pdfencrypt.StandardEncryption(password, ownerPassword=owner or "owner", strength=128)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), encrypt=lock, invariant=1)
    canvas.setTitle("Minutes")
    for page in pages:
        canvas.setPageRotation(rotate)
        page(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read(data: bytes) -> Document:
    """Read bytes as the pipeline does."""
    source = SourceFile(
        sha256="0" * 64, path="a/minutes.pdf", media_type="application/pdf", size=len(data)
    )
    return read_pdf(data, source)


def texts(document: Document) -> list[str]:
    """Give the text of each block."""
    return [block.span.of(document.text) for block in document.blocks]
