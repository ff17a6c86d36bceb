from __future__ import annotations

import struct

import pytest

from pipeline import office
from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.legacy import binary, read_doc
from pipeline.ingest.legacy.binary import read_streams
from pipeline.model import Document, FurnitureKind
from tests.support.word_binary import (
    BOLD,
    HIDDEN,
    IN_TABLE,
    LISTED,
    ROW_END,
    STRUCK_OUT,
    Paragraph,
    paragraph,
    streams,
)
from tests.support.word_package import abstract, cell, item, level, num, para, run, table, word_file
from tests.support.word_reading import apart, bold_words, cells, codes, lines, shown, source

SOURCE = source(b"doc")


def drawn(*paragraphs: Paragraph, wide: bool = False, notes: int = 0, headers: int = 0) -> Document:
    main, tables = streams(*paragraphs, wide=wide, notes=notes, headers=headers)
    return read_streams(main, tables, SOURCE)


@pytest.mark.parametrize("wide", [False, True])
def test_paragraphs_are_read_by_the_piece_table(*, wide: bool) -> None:
    document = drawn(paragraph("Minutes – café\r"), paragraph("Agreed\x0bby all\r"), wide=wide)
    assert lines(document) == ["Minutes – café", "Agreed\nby all"]


def test_letters_beyond_the_first_plane_shift_nothing() -> None:
    document = drawn(paragraph("A 😀 b\r"), paragraph("Header\r"), wide=True, headers=7)
    assert document.text == "A 😀 b"
    assert apart(document, FurnitureKind.HEADER) == ["Header"]


def test_formatting_of_characters_is_known() -> None:
    document = drawn(
        paragraph(("Action:", BOLD), " report ", ("old", STRUCK_OUT), ("secret", HIDDEN), "\r")
    )
    assert document.text == "Action: report"
    assert bold_words(document) == ["Action:"]
    assert apart(document, FurnitureKind.DELETED) == ["old"]
    assert apart(document, FurnitureKind.HIDDEN) == ["secret"]
    assert codes(document) == ["tracked-changes"]


def test_headings_and_list_items_are_known_by_style_and_list() -> None:
    document = drawn(
        paragraph("Finance\r", style=2),
        paragraph("Noted\r", form=LISTED),
        paragraph("\r"),
        paragraph("•\tTyped\r"),
    )
    assert shown(document) == [
        ("heading", "", "Finance"),
        ("list-item", "", "Noted"),
        ("list-item", "•", "Typed"),
    ]
    assert document.blocks[0].level == 1
    assert document.blocks[2].style == "after-blank"


def test_cells_and_rows_are_told_apart_even_when_empty() -> None:
    def row(*texts: str) -> list[Paragraph]:
        marked = [paragraph(f"{text}\x07", form=IN_TABLE) for text in texts]
        return [*marked, paragraph("\x07", form=ROW_END)]

    document = drawn(
        paragraph("Before\r"),
        *row("No", "Action"),
        *row("1", ""),
        *row("", "x"),
        paragraph("After\r"),
    )
    assert [(row_, column, text) for _, row_, column, _, text in cells(document)] == [
        (0, 0, "No"),
        (0, 1, "Action"),
        (1, 0, "1"),
        (2, 1, "x"),
    ]
    assert document.text.endswith("\nAfter")


def test_a_field_shows_its_result_and_not_its_instruction() -> None:
    document = drawn(paragraph("On \x13 DATE \\@ d \x143 May\x15 and\r"))
    assert document.text == "On 3 May and"


def test_notes_follow_the_text_and_headers_stand_apart() -> None:
    document = drawn(
        paragraph("Minutes\r"), paragraph("By phone\r"), paragraph("OFFICIAL\r"), notes=9, headers=9
    )
    assert shown(document) == [("paragraph", "", "Minutes"), ("note", "", "By phone")]
    assert apart(document, FurnitureKind.HEADER) == ["OFFICIAL"]


def test_a_file_of_pictures_alone_needs_a_person() -> None:
    with pytest.raises(SourceError) as caught:
        drawn(paragraph("\x01\r"))
    assert caught.value.kind is QuarantineKind.NO_TEXT


def test_a_table_stream_that_is_cut_is_malformed() -> None:
    main, tables = streams(paragraph("Minutes\r"))
    for length in range(len(tables)):
        with pytest.raises(SourceError) as caught:
            read_streams(main, tables[:length], SOURCE)
        assert caught.value.kind is QuarantineKind.MALFORMED


def test_a_piece_that_claims_more_than_the_file_is_malformed() -> None:
    main, tables = streams(paragraph("Minutes\r"))
    at = tables.rindex(struct.pack("<2I", 0, 8))
    changed = tables[: at + 4] + struct.pack("<I", 0x7FFFFFFF) + tables[at + 8 :]
    with pytest.raises(SourceError):
        read_streams(main, changed, SOURCE)


def test_versions_before_word_97_ask_for_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "command", lambda: None)
    with pytest.raises(SourceError) as caught:
        read_doc(b"\xdb\xa5\x2d\0" + bytes(2000), SOURCE)
    assert caught.value.kind is QuarantineKind.UNSUPPORTED
    assert "LibreOffice" in caught.value.message


def test_what_libreoffice_could_not_convert_does_not_ask_for_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(office, "command", lambda: "/usr/bin/soffice")
    monkeypatch.setattr(office, "convert", lambda *_: None)
    with pytest.raises(SourceError) as caught:
        read_doc(b"\xdb\xa5\x2d\0" + bytes(2000), SOURCE)
    assert caught.value.kind is QuarantineKind.UNSUPPORTED
    assert "LibreOffice" not in caught.value.message


def test_without_libreoffice_nothing_is_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert office.convert(b"x", ".doc", "docx") is None


@pytest.mark.office
def test_both_readers_agree_on_what_libreoffice_writes() -> None:
    """One .doc, written by LibreOffice and read both ways; only its numbers need the program."""
    if office.command() is None:
        pytest.skip("LibreOffice is absent: no .doc can be made to compare the two readers")
    body = (
        para(run("Minutes", "<w:b/>"))
        + item("Welcome")
        + item("Apologies")
        + table(cell("No") + cell("Action"), cell("1") + cell("Report – café"))
        + para("Closed at 16:30")
    )
    numbering = abstract(0, level(0, "decimal", "%1.")) + num(1, 0)
    data = office.convert(word_file(body, parts={"numbering": numbering}), ".docx", "doc")
    assert data is not None
    direct, best = binary.read_binary(data, SOURCE), read_doc(data, SOURCE)
    assert direct.text == best.text
    assert cells(direct) == cells(best)
    assert bold_words(direct) == bold_words(best) == ["Minutes"]
    assert lines(best)[1:3] == ["1. Welcome", "2. Apologies"]
    assert best.coverage == 1.0
