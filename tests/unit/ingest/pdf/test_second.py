"""The two readers beside each other: the fuller wins and says so, but never by guess."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.pdf.second import SecondReader
from pipeline.ingest.pdf.sheets import UnreadablePage, read_sheet
from pipeline.model import PageOutcome
from tests.support.pdf_pages import Drawing, Sheet, make_pdf, read


def _page(number: int) -> Drawing:
    def draw(sheet: Sheet) -> None:
        sheet.lines(72, 80 + 20 * number, [f"The Board noted paper {number} on custody."] * 2)

    return draw


THREE = make_pdf(_page(1), _page(2), _page(3))


def test_the_second_reader_gives_words_with_their_places() -> None:
    second = SecondReader(THREE, 3)
    words = second.words(2)
    second.close()
    assert " ".join(word.text for word in words[:6]) == "The Board noted paper 2 on"
    assert words[0].x0 == pytest.approx(72, abs=1)


def test_a_second_reader_that_counts_other_pages_says_nothing() -> None:
    second = SecondReader(THREE, 4)
    assert second.words(2) == ()
    second.close()


def test_a_missing_page_does_not_take_the_words_of_the_next() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(THREE)) as file:
        file.Root.Pages.Kids[1] = file.make_indirect(pikepdf.Dictionary())
        file.save(target)
    data = target.getvalue()
    gone = data.index(b"<< >>\nendobj")
    document = read(data[:gone] + b"null " + data[gone + 5 :])
    assert document.text.count("paper 3") == 2
    assert "paper 2" not in document.text
    assert document.partial
    assert [page.outcome for page in document.pages].count(PageOutcome.FAILED) == 1


@pytest.mark.parametrize("outcome", [True, False])
def test_where_the_first_reader_sees_nothing_the_second_is_asked(
    monkeypatch: pytest.MonkeyPatch,
    outcome: bool,  # noqa: FBT001
) -> None:
    def fails_on_two(document: pypdfium2.PdfDocument, number: int) -> object:
        if number == 2:
            raise UnreadablePage
        return read_sheet(document, number)

    monkeypatch.setattr("pipeline.ingest.pdf.pages.read_sheet", fails_on_two)
    if not outcome:
        monkeypatch.setattr(SecondReader, "words", lambda *_: ())
    document = read(THREE)
    assert document.partial is not outcome
    assert ("paper 2" in document.text) is outcome
    codes = [issue.code for issue in document.issues]
    assert codes == (["readers-disagree"] if outcome else ["pages-lost"])
    expected = PageOutcome.READ if outcome else PageOutcome.FAILED
    assert document.pages[1].outcome is expected


def test_a_file_that_only_the_second_reader_opens_is_partial(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(_: bytes) -> None:
        raise SourceError(QuarantineKind.MALFORMED, "Damaged.")

    monkeypatch.setattr("pipeline.ingest.pdf.open_pdf", refuse)
    document = read(THREE)
    assert document.partial
    assert [issue.code for issue in document.issues] == ["readers-disagree"]
    assert [document.text.count(f"paper {number}") for number in (1, 2, 3)] == [2, 2, 2]
    with pytest.raises(SourceError, match="Damaged"):
        read(b"%PDF-1.7 nothing else")


def test_letters_without_a_known_code_are_told_as_garbled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(lambda sheet: sheet.words(72, 80, "x")))) as file:
        below = pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.CIDFontType2,
            BaseFont=pikepdf.Name.Unknown,
            CIDSystemInfo=pikepdf.Dictionary(
                Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
            ),
        )
        page = file.pages[0]
        page.obj.Resources.Font = pikepdf.Dictionary(
            F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font,
                Subtype=pikepdf.Name.Type0,
                BaseFont=pikepdf.Name.Unknown,
                Encoding=pikepdf.Name("/Identity-H"),
                DescendantFonts=pikepdf.Array([file.make_indirect(below)]),
            )
        )
        codes = "".join(f"{number:04x}" for number in [*range(1, 32)] * 7)
        page.obj.Contents = file.make_stream(f"BT /F 11 Tf 50 700 Td <{codes}> Tj ET".encode())
        file.save(target)
    with pytest.raises(SourceError) as caught:
        read(target.getvalue())
    assert caught.value.kind is QuarantineKind.GARBLED_TEXT
