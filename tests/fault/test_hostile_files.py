"""Files made to hurt: each is refused with its reason, and the next one is read as if alone."""

from __future__ import annotations

import io
import time
import zlib

import pytest
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest import read, unpacking
from pipeline.ingest.unpacking import refuse_bombs
from pipeline.model import SourceFile

SOON = 20.0
"""Seconds in which every one of these is settled, on a busy machine too."""


def kind_of(data: bytes, path: str = "minutes.pdf") -> QuarantineKind:
    started = time.monotonic()
    source = SourceFile(sha256="0" * 64, path=path, media_type="", size=len(data))
    with pytest.raises(SourceError) as caught:
        read(data, source)
    assert time.monotonic() - started < SOON
    return caught.value.kind


def pdf(stream: bytes, filters: str, *, subtype: str = "") -> bytes:
    """A PDF whose page has this stream for its content; the offsets of its parts are left out."""
    return (
        b"%%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
        b"2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n"
        b"4 0 obj\n<</Length %d %s%s>>\nstream\n%s\nendstream\nendobj\n"
        b"trailer\n<</Root 1 0 R>>\n%%%%EOF\n"
    ) % (len(stream), filters.encode(), subtype.encode(), stream)


def packed(size: int) -> bytes:
    """Blanks, deflated a little at a time, so that the test itself needs no memory."""
    packer = zlib.compressobj(9)
    piece = b" " * (1 << 20)
    return b"".join(packer.compress(piece) for _ in range(size >> 20)) + packer.flush()


HUGE = packed(400 << 20)
ONCE = "/Filter/FlateDecode"
TWICE = "/Filter[/FlateDecode /FlateDecode]"


def test_a_page_that_unpacks_without_end_is_refused_before_it_is_unpacked() -> None:
    assert kind_of(pdf(HUGE, ONCE)) is QuarantineKind.TOO_LARGE


def test_a_page_packed_twice_is_counted_through_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacking, "MOST", 20_000_000)
    assert kind_of(pdf(zlib.compress(packed(30 << 20)), TWICE)) is QuarantineKind.TOO_LARGE


@pytest.mark.parametrize(
    ("stream", "filters", "subtype"),
    [
        pytest.param(packed(10 << 20), ONCE, "", id="large, but no more than that"),
        pytest.param(b"\0" * 400_000, ONCE, "", id="damaged"),
        pytest.param(HUGE, "", "", id="not to be unpacked"),
        pytest.param(HUGE, ONCE, "/Subtype/Image", id="a picture"),
        pytest.param(b"", ONCE, "", id="empty"),
        pytest.param(zlib.compress(b"BT ET")[:4] * 100_000, ONCE, "", id="broken off"),
    ],
)
def test_other_streams_are_let_pass(stream: bytes, filters: str, subtype: str) -> None:
    refuse_bombs(pdf(stream, filters, subtype=subtype))


def test_a_password_is_asked_for_where_there_is_one_alone() -> None:
    """The library keeps the error of the file before: a damaged file must not inherit it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=pdfencrypt.StandardEncryption("hidden"))
    canvas.drawString(72, 720, "Minutes")
    canvas.save()
    empty = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n"
    empty += b"2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF\n"
    for _ in range(2):
        assert kind_of(stream.getvalue()) is QuarantineKind.ENCRYPTED
        assert kind_of(empty) is QuarantineKind.MALFORMED
