"""Whatever happens to a file, reading gives a document that quotes itself or a SourceError."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import SourceError
from pipeline.ingest import expand, read
from pipeline.ingest.legacy import binary
from pipeline.ingest.word import parts
from pipeline.model import Document
from tests.support.small_files import FILES, WORD
from tests.support.word_package import cell, para, run, style, table, word_file
from tests.support.word_reading import reading, source


def _attempt(data: bytes) -> None:
    """Read; only SourceError may come out, and a document must hold its own quotations."""
    try:
        expand(data, "inbox/file")
        check(read(data, source(data)))
    except SourceError as error:
        assert error.message.endswith("."), error.message  # noqa: PT017 - others must fail the test


def check(document: Document) -> None:
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        end = block.span.end
        assert block.span.of(document.text).strip()
        assert all(block.span.contains(run.span) for run in block.runs)
    document.text.encode()
    assert "\0" not in document.text
    assert 0 <= document.coverage <= 1


@pytest.mark.parametrize("name", FILES)
def test_the_files_that_are_changed_below_are_read_as_they_stand(name: str) -> None:
    if name == "mail":
        assert expand(FILES[name], "mail.eml") == (("mail.eml/message.txt", b"Minutes"),)
    elif name == "packed":
        assert len(expand(FILES[name], "packed.zip") or ()) == 2
    else:
        check(reading(FILES[name]))
        assert reading(FILES[name]).text


CASES = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CASES
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(1, 255)), min_size=1, max_size=6),
)
def test_flipped_bits_raise_nothing_else(name: str, flips: list[tuple[int, int]]) -> None:
    data = bytearray(FILES[name])
    for place, mask in flips:
        data[place % len(data)] ^= mask
    _attempt(bytes(data))


@CASES
@given(st.sampled_from(sorted(FILES)), st.integers(0, 10_000), st.binary(max_size=40))
def test_a_cut_file_with_junk_raises_nothing_else(name: str, length: int, junk: bytes) -> None:
    _attempt(FILES[name][: length % (len(FILES[name]) + 1)] + junk)


_MEMBERS = {
    name: zipfile.ZipFile(io.BytesIO(WORD)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WORD)).namelist()
}


@CASES
@given(st.permutations(sorted(_MEMBERS)), st.integers(0, len(_MEMBERS)))
def test_swapped_and_missing_parts_raise_nothing_else(order: list[str], kept: int) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, other in list(zip(sorted(_MEMBERS), order, strict=True))[:kept]:
            package.writestr(name, _MEMBERS[other])
    _attempt(stream.getvalue())


@CASES
@given(
    st.sampled_from(["word/document.xml", "word/numbering.xml", "word/styles.xml"]),
    st.integers(0, 10_000),
    st.sampled_from([b'"0"', b'"x"', b'""', b'"-7"', b'"99999999999"', b'"1.5"']),
)
def test_absurd_attributes_raise_nothing_else(part: str, place: int, value: bytes) -> None:
    content = _MEMBERS[part]
    start = content.find(b'="', place % len(content))
    end = content.find(b'"', start + 2)
    if start < 0 or end < 0:
        start, end = len(content), len(content) - 1
        value = b""
    changed = content[: start + 1] + value + content[end + 1 :]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, inside in _MEMBERS.items():
            package.writestr(name, changed if name == part else inside)
    _attempt(stream.getvalue())


@CASES
@given(st.binary(max_size=1200), st.binary(max_size=200))
def test_a_binary_word_file_of_noise_raises_nothing_else(noise: bytes, table_part: bytes) -> None:
    main = bytearray(noise.ljust(1200, b"\0"))
    struct.pack_into("<HH", main, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<II", main, 0x01A2, 0, len(table_part))
    try:
        document = binary.read_streams(bytes(main), b"\2" + table_part, source(bytes(main)))
    except SourceError:
        return
    check(document)


@CASES
@given(
    st.lists(
        st.text(
            st.characters(min_codepoint=32, exclude_categories=("Cs", "Co", "Cn", "Cc")),
            min_size=1,
            max_size=40,
        ).filter(str.strip),
        min_size=1,
        max_size=8,
    )
)
def test_the_words_of_paragraphs_come_out_in_order_and_once(paragraphs: list[str]) -> None:
    document = reading(word_file("".join(para(run(text)) for text in paragraphs)))
    found = "".join(block.marker + block.span.of(document.text) for block in document.blocks)
    wanted = "".join(paragraphs)
    assert _letters(found) == _letters(wanted)
    assert document.coverage == 1.0


_BOLD = "<w:rPr><w:b/></w:rPr>"
_TEMPLATES = (
    "",
    style("A", name="heading 1") + style("B", inside=_BOLD),
    style("A", inside=_BOLD) + style("T", kind="table", inside=_BOLD),
    style("B", base="A")
    + style("A", name="heading 2").replace("<w:style ", '<w:style w:default="1" '),
    style("A", inside=_BOLD).removesuffix("</w:style>"),
    style("A", name="heading 3") + "<!--" + "-" * parts.LONGEST_KEPT + "-->",
)
_TABLE = table(cell("No") + cell("Owner"), cell("1") + cell("AB"))
_BODIES = (
    "".join(para(key, f'<w:pStyle w:val="{key}"/>') for key in "ABX"),
    para(run("Noted", '<w:rStyle w:val="B"/>') + run(" by the board")),
    _TABLE.replace("<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>'),
)


@CASES
@given(st.lists(st.tuples(st.sampled_from(_BODIES), st.sampled_from(_TEMPLATES)), max_size=6))
def test_a_file_is_read_alike_whatever_was_read_before(files: list[tuple[str, str]]) -> None:
    packed = [word_file(body, parts={"styles": template}) for body, template in files]
    in_turn = [reading(data) for data in packed]
    for data, found in zip(packed, in_turn, strict=True):
        parts.kept_styles.cache_clear()
        assert reading(data) == found


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())
