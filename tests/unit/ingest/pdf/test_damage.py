"""Files that open without a word although part of them is lost, and drawings without end."""

from __future__ import annotations

import io
import re
import zlib
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.pdf.damage import has_broken_page, is_cut, is_mangled
from pipeline.ingest.pdf.loops import cut_loops, may_loop
from pipeline.ingest.unpacking import refuse_bombs, streams
from pipeline.model import Document
from tests.support.pdf_pages import Sheet, make_pdf, read

LINES = [f"{number}. The Board noted paper {number} on the custody estate." for number in range(30)]


def _minutes(sheet: Sheet) -> None:
    sheet.lines(72, 80, LINES)


def _packed(content: bytes, filters: str = "/FlateDecode") -> bytes:
    """Give a PDF of one page whose content stream holds these bytes as they are."""
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 6 0 R>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Filter %s/Length %d>>\nstream\n%s\nendstream"
        % (filters.encode(), len(content), content),
        b"<</Font<</F1 4 0 R>>>>",
    ]
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + (
        b"xref\n0 7\n0000000000 65535 f \n%strailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
        % (table, len(data))
    )


DRAWN = b"BT /F1 11 Tf 50 780 Td 14 TL " + b"".join(b"(%s) Tj T* " % one.encode() for one in LINES)
DEFLATED = zlib.compress(DRAWN + b"ET")


def _codes(document: Document) -> list[str]:
    return [issue.code for issue in document.issues]


def test_a_sound_page_is_not_called_broken() -> None:
    document = read(_packed(DEFLATED))
    assert len(document.text.splitlines()) == len(LINES)
    assert not document.partial
    assert document.issues == ()


@pytest.mark.parametrize("at", [0.8, 0.9])
def test_a_page_whose_packed_content_is_damaged_makes_the_file_partial(at: float) -> None:
    place = int(at * len(DEFLATED))
    damaged = DEFLATED[:place] + bytes(byte ^ 0x55 for byte in DEFLATED[place : place + 3])
    document = read(_packed(damaged + DEFLATED[place + 3 :]))
    assert document.partial
    assert "pages-lost" in _codes(document)


def test_a_file_whose_only_page_is_damaged_is_not_called_empty() -> None:
    damaged = DEFLATED[:20] + bytes(byte ^ 0x55 for byte in DEFLATED[20:60]) + DEFLATED[60:]
    with pytest.raises(SourceError) as caught:
        read(_packed(damaged))
    assert caught.value.kind is QuarantineKind.MALFORMED


def test_a_page_that_breaks_off_makes_the_file_partial() -> None:
    assert has_broken_page(_packed(DEFLATED[: len(DEFLATED) // 2]))


def test_a_missing_check_sum_is_no_damage() -> None:
    assert not has_broken_page(_packed(DEFLATED[:-4]))


def test_other_codings_and_encrypted_files_are_not_judged() -> None:
    assert not has_broken_page(_packed(b"00FF>", "/ASCIIHexDecode"))
    assert not has_broken_page(make_pdf(_minutes, owner="owner", password=""))


def test_a_file_sent_as_text_is_partial() -> None:
    data = _packed(DEFLATED)
    assert not is_mangled(data)
    sent = re.sub(rb"\r?\n|\r", b"\r\n", data)
    assert is_mangled(sent)
    assert not is_mangled(b"%PDF-1.4\r\nplain letters\r\nstartxref\r\n3\r\n%%EOF\r\n")


def test_a_file_without_its_end_is_cut() -> None:
    data = make_pdf(_minutes)
    assert not is_cut(data)
    assert is_cut(data[: len(data) // 2])


def _drawing(chain: list[int], draws: bytes) -> bytes:
    """Give a PDF whose page draws forms, each of which draws the next of the chain."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(_minutes))) as file:
        forms = {
            number: file.make_stream(
                draws,
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=pikepdf.Array([0, 0, 500, 500]),
            )
            for number in set(chain)
        }
        for one, two in pairwise(chain):
            inner = pikepdf.Dictionary(X=forms[two])
            forms[one].Resources = pikepdf.Dictionary(XObject=inner)
        if chain[-1] != chain[0]:
            forms[chain[-1]].Resources = pikepdf.Dictionary()
        page = file.pages[0]
        page.obj.Resources.XObject = pikepdf.Dictionary(X=forms[chain[0]])
        page.contents_add(b"/X Do")
        file.save(target, compress_streams=False)
    return target.getvalue()


@pytest.mark.parametrize(
    "chain", [[1, 1], [1, 2, 3, 1], list(range(1, 27))], ids=["itself", "each other", "doubling"]
)
def test_drawings_without_end_are_left_out_and_the_words_are_read(chain: list[int]) -> None:
    data = _drawing(chain, b"/X Do /X Do")
    assert may_loop(data)
    document = read(data)
    assert len(document.text.splitlines()) == len(LINES)
    assert document.partial
    assert _codes(document) == ["pages-lost"]


def test_a_drawing_within_a_drawing_is_kept() -> None:
    data = _drawing([1, 2, 3], b"/X Do")
    assert cut_loops(data) is None
    assert not read(data).partial


def test_a_drawing_that_takes_its_names_from_the_page_is_followed() -> None:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(make_pdf(_minutes))) as file:
        form = file.make_stream(b"/A#42 Do /A#42 Do", Subtype=pikepdf.Name.Form)
        file.pages[0].obj.Resources.XObject = pikepdf.Dictionary({"/AB": form})
        file.pages[0].contents_add(b"/AB Do")
        file.save(target, compress_streams=True)
    assert cut_loops(target.getvalue()) is not None


@pytest.mark.parametrize("times", [1, 2])
@pytest.mark.parametrize("ending", [b"\n", b"\r\n"])
def test_a_page_that_unpacks_without_end_is_refused(
    monkeypatch: pytest.MonkeyPatch, times: int, ending: bytes
) -> None:
    monkeypatch.setattr("pipeline.ingest.unpacking.MOST", 1_000_000)
    packed = zlib.compress(bytes(1 << 20), 9)
    filters = "/FlateDecode"
    if times > 1:
        packed, filters = zlib.compress(packed), "[/FlateDecode/FlateDecode]"
    data = _packed(packed, filters).replace(b">>\nstream\n", b">>\nstream" + ending)
    with pytest.raises(SourceError) as caught:
        refuse_bombs(data)
    assert caught.value.kind is QuarantineKind.TOO_LARGE


def test_the_end_that_streams_lack_is_looked_for_once() -> None:
    class Watched(bytes):
        def find(self, *sought: Any) -> int:  # noqa: ANN401 - whatever bytes takes
            looks.append(sought[0])
            return super().find(*sought)

    looks: list[bytes] = []
    assert len(list(streams(Watched(b"stream\n" * 9)))) == 9
    assert looks.count(b"endstream") == 1
