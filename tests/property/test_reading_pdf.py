"""Damaged PDF files: whatever is done to the bytes, reading gives a document or says why not."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.ingest.unpacking import streams
from tests.support.pdf_pages import Sheet, make_pdf, read


def _page(sheet: Sheet) -> None:
    sheet.grid([60, 200, 400], [100, 120, 140])
    sheet.words(64, 114, "Action")
    sheet.words(204, 114, "Owner")
    sheet.lines(60, 200, ["The minutes were agreed.", "• Keys to be cut."])


WHOLE = make_pdf(_page, _page)
PLACES = st.integers(0, len(WHOLE) - 1)


@pytest.fixture(autouse=True)
def _without_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.pdf.ocr.engine", lambda: None)


def _try(data: bytes) -> None:
    try:
        document = read(data)
    except SourceError:
        return
    for block in document.blocks:
        assert block.span.of(document.text).strip()
        for run in block.runs:
            assert block.span.contains(run.span)


@settings(
    max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.tuples(PLACES, st.integers(0, 255)), min_size=1, max_size=12))
def test_changed_bytes_raise_nothing_but_source_errors(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, byte in changes:
        data[place] = byte
    _try(bytes(data))


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(PLACES, PLACES)
def test_missing_bytes_raise_nothing_but_source_errors(first: int, second: int) -> None:
    start, end = sorted((first, second))
    _try(WHOLE[:start] + WHOLE[end:])


@settings(
    max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(PLACES)
def test_a_file_cut_short_raises_nothing_but_source_errors(end: int) -> None:
    _try(WHOLE[:end])


SIGNS = st.sampled_from((b"stream", b"end", b"endstream", b"\n", b"\r\n", b"\r", b"x"))


@given(st.lists(SIGNS, max_size=30).map(b"".join))
def test_a_stream_ends_with_the_next_end_after_it(data: bytes) -> None:
    heads = [one.span() for one in re.finditer(rb"(?<!end)stream\r?\n", data)]
    ends = [data.find(b"endstream", start) for _, start in heads]
    expected = [
        (here, start, end if end >= 0 else len(data))
        for (here, start), end in zip(heads, ends, strict=True)
    ]
    assert list(streams(data)) == expected


WORD = st.text(st.characters(min_codepoint=0x61, max_codepoint=0x7A), min_size=1, max_size=9)


@settings(
    max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.lists(WORD, min_size=1, max_size=9), min_size=1, max_size=25))
def test_every_word_comes_out_once_and_in_order(lines: list[list[str]]) -> None:
    data = make_pdf(lambda sheet: sheet.lines(72, 80, [" ".join(one) for one in lines]))
    document = read(data)
    got = [*document.text.split(), *(block.marker for block in document.blocks if block.marker)]
    assert sorted(got) == sorted(word for line in lines for word in line)
    assert document.coverage == 1.0
