"""Scans that lie on their side or stand on their head, read by the engine itself."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest
import reportlab
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from pipeline.ingest.pdf import ocr
from pipeline.ingest.pdf.values import Face, Sheet, Word
from pipeline.model import PageOutcome
from tests.support.pdf_pages import read

LINES = (
    "Northmoor Governance Board",
    "Present: Priya Holt, Dan Ferris and Ana Obi",
    "The minutes of the last meeting were agreed.",
    "Dan Ferris will write to the Panel in June.",
)
FONT = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"


def _scan(turn: int) -> bytes:
    """Give a PDF of one picture of a small page of minutes, turned clockwise."""
    picture = Image.new("L", (1400, 620), 255)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), 46)
    for number, line in enumerate(LINES):
        pen.text((90, 80 + 120 * number), line, fill=0, font=font)
    turned = picture.rotate(-turn, expand=True)
    width, height = (side * 0.25 for side in turned.size)
    png, target = io.BytesIO(), io.BytesIO()
    turned.save(png, "PNG")
    canvas = Canvas(target, pagesize=(width, height))
    canvas.drawImage(ImageReader(io.BytesIO(png.getvalue())), 0, 0, width, height)
    canvas.showPage()
    canvas.save()
    return target.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_scan_is_read_the_right_way_up(monkeypatch: pytest.MonkeyPatch, turn: int) -> None:
    program = shutil.which("tesseract")
    if program is None:
        pytest.skip("tesseract is absent: no scan is read")
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: program)
    document = read(_scan(turn))
    assert document.text.split() == " ".join(LINES).split()
    page = document.pages[0]
    assert page.outcome is PageOutcome.OCR
    assert (page.width, page.height) == (350, 155)
    runs = [run for block in document.blocks for run in block.runs]
    assert all(run.confidence is not None and run.confidence > 0.6 for run in runs)
    boxes = [run.box for run in runs if run.box and len(run.span.of(document.text).strip()) > 3]
    assert boxes
    assert all(box.x1 - box.x0 > box.bottom - box.top and box.x1 < page.width for box in boxes)


def _word(text: str, confidence: float, *, lying: bool = False) -> Word:
    long, high = 6.0 * len(text), 10.0
    across, down = (high, long) if lying else (long, high)
    return Word(50, 50, 50 + across, 50 + down, text, Face(10), confidence)


def test_the_engine_is_asked_again_only_about_doubtful_pages(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    upright = [_word("agreed", 0.95)] * 8
    asked: list[int] = []

    def reading(first: list[Word], turned: list[Word]) -> list[str]:
        asked.clear()

        def engine_reads(*arguments: object) -> list[Word]:
            asked.append(int(str(arguments[-1])))
            return turned if arguments[-1] else first

        monkeypatch.setattr(ocr, "engine", lambda: "engine")
        monkeypatch.setattr(ocr, "_sideways", lambda *_: 90)
        monkeypatch.setattr(ocr, "_read", engine_reads)
        sheet = Sheet(number=1, width=100, height=200, words=())
        found = ocr.read_picture(None, sheet)
        return [word.text for word in found.words] if found else []

    assert reading(upright, []) == ["agreed"] * 8
    assert asked == [0]
    lying = [_word("noted", 0.95, lying=True)] * 8
    assert reading(lying, upright) == ["agreed"] * 8
    assert asked == [0, 90]
    assert reading([_word("p2216e", 0.4)] * 8, upright) == ["agreed"] * 8
    # what is no better the other way round stays as it was
    assert reading([_word("smudged", 0.6)] * 8, [_word("x1", 0.6)] * 8) == ["smudged"] * 8
