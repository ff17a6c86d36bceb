from __future__ import annotations

from pipeline.ingest import read
from tests.support.pdf_pages import Sheet, make_pdf
from tests.support.word_reading import codes, source


def _page(sheet: Sheet) -> None:
    sheet.lines(60, 200, ["The minutes were agreed.", "The clerk reported."])


PLAIN = make_pdf(_page)


def test_a_pdf_whose_line_ends_were_rewritten_is_loaded_in_part_and_says_so() -> None:
    data = PLAIN.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
    document = read(data, source(data))
    assert "The minutes were agreed." in document.text
    assert document.partial
    assert "line-ends-rewritten" in codes(document)


def test_a_sound_pdf_is_whole() -> None:
    document = read(PLAIN, source(PLAIN))
    assert not document.partial
    assert "line-ends-rewritten" not in codes(document)
