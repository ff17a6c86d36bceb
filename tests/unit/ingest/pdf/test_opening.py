"""Locked, damaged, empty and scanned files: each told apart, with a sentence for the officer."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.pdf import ocr, opening
from pipeline.model import PageOutcome
from tests.support.pdf_pages import Sheet, make_pdf, read


def _words(sheet: Sheet) -> None:
    sheet.words(72, 100, "The minutes were agreed.")


def _scan(sheet: Sheet) -> None:
    image = Image.new("L", (595 * 3, 842 * 3), 255)
    ImageDraw.Draw(image).text((200, 300), "PRESENT", fill=0, font_size=90)
    target = io.BytesIO()
    image.save(target, "PNG")
    sheet.picture(target.getvalue())


def _kind(data: bytes) -> QuarantineKind:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert caught.value.message.endswith(".")
    return caught.value.kind


def test_a_file_locked_with_a_password_is_set_aside() -> None:
    assert _kind(make_pdf(_words, password="a" * 8)) is QuarantineKind.ENCRYPTED


def test_a_file_that_only_forbids_changes_is_read() -> None:
    assert read(make_pdf(_words, owner="secret")).text == "The minutes were agreed."


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", QuarantineKind.EMPTY),
        (b"hello", QuarantineKind.TYPE_MISMATCH),
        (b"%PDF-1.7\nnothing here", QuarantineKind.MALFORMED),
    ],
)
def test_what_is_no_pdf_is_set_aside(data: bytes, kind: QuarantineKind) -> None:
    assert _kind(data) is kind


def test_a_file_cut_short_is_repaired_and_says_so() -> None:
    data = make_pdf(_words)
    document = read(data[: data.rindex(b"xref")].replace(b"/Type /Catalog", b"/Type /Catalog "))
    assert document.text == "The minutes were agreed."


@pytest.mark.parametrize("catalogue", [b"/Catalog", b"/Unknown"])
def test_a_file_whose_trailer_names_nothing_is_given_one(catalogue: bytes) -> None:
    data = make_pdf(_words)
    assert data.count(b"/Root") == data.count(b"/Catalog") == 1
    document = read(data.replace(b"/Root", b"/Rood").replace(b"/Catalog", catalogue))
    assert document.text == "The minutes were agreed."
    assert [issue.code for issue in document.issues] == ["file-repaired"]


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_PAGES", 2)
    assert _kind(make_pdf(_words, _words, _words)) is QuarantineKind.TOO_MANY_PAGES


def test_a_blank_page_is_told_from_a_lost_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)
    document = read(make_pdf(_words, lambda _: None, _scan))
    outcomes = [page.outcome for page in document.pages]
    assert outcomes == [PageOutcome.READ, PageOutcome.BLANK, PageOutcome.NO_TEXT]
    assert document.partial
    assert [issue.code for issue in document.issues] == ["pages-lost"]


def test_a_scan_without_the_engine_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)
    monkeypatch.setattr("pipeline.ingest.pdf.pages.engine", lambda: None)
    with pytest.raises(SourceError, match="apt install tesseract-ocr") as caught:
        read(make_pdf(_scan))
    assert caught.value.kind is QuarantineKind.NEEDS_OCR


def test_empty_pages_are_no_scan() -> None:
    assert _kind(make_pdf(lambda _: None)) is QuarantineKind.NO_TEXT


def test_the_engines_words_come_with_its_confidence(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    engine = tmp_path / "engine"
    engine.write_text(
        "#!/bin/sh\ncat > /dev/null\n"
        "printf 'level\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n'\n"
        "for n in 1 2 3 4 5 6; do\n"
        '  printf "5\\t$((n * 300))\\t400\\t200\\t50\\t91.5\\tword$n\\n"\n'
        "done\n"
        "printf '5\\t100\\t900\\t20\\t20\\t3\\tsmudge\\n'\n"
    )
    engine.chmod(0o755)
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: str(engine))
    document = read(make_pdf(_scan))
    assert document.text.split() == [f"word{number}" for number in range(1, 7)]
    assert {run.confidence for run in document.blocks[0].runs} == {0.915}
    assert document.pages[0].outcome is PageOutcome.OCR
    assert [issue.code for issue in document.issues] == ["ocr-used"]


def test_the_engine_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_OCR", "0")
    ocr.engine.cache_clear()
    assert ocr.engine() is None
    ocr.engine.cache_clear()


def test_properties_are_read() -> None:
    properties = read(make_pdf(_words)).properties
    assert properties.title == "Minutes"
    assert properties.created.startswith("2000-01-01")


def test_a_scan_with_a_stamped_number_is_still_a_scan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)
    monkeypatch.setattr("pipeline.ingest.pdf.pages.engine", lambda: None)

    def page(sheet: Sheet) -> None:
        _scan(sheet)
        sheet.words(500, 820, "Page 1", size=8)

    assert _kind(make_pdf(page)) is QuarantineKind.NEEDS_OCR


def test_letters_drawn_as_shapes_beside_text_are_told_as_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.pages.engine", lambda: None)
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)

    def page(sheet: Sheet) -> None:
        sheet.lines(72, 100, ["The minutes of the last meeting were agreed by all present."] * 2)
        for number in range(200):
            sheet.box(
                72 + number % 50 * 8,
                200 + number // 50 * 60,
                77 + number % 50 * 8,
                208 + number // 50 * 60,
                0,
            )

    document = read(make_pdf(page))
    assert document.partial
    assert [issue.code for issue in document.issues] == ["pages-lost"]


def test_a_page_that_unpacks_without_end_is_too_large() -> None:
    content = zlib.compress(b" " * (70 << 20), 9)
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>",
        b"<</Filter/FlateDecode/Length %d>>stream\n%b\nendstream" % (len(content), content),
    ]
    body = b"".join(b"%d 0 obj\n%b\nendobj\n" % (n, one) for n, one in enumerate(parts, start=1))
    trailer = b"trailer<</Root 1 0 R/Size 5>>\nstartxref\n0\n%%EOF"
    assert _kind(b"%PDF-1.7\n" + body + trailer) is QuarantineKind.TOO_LARGE
