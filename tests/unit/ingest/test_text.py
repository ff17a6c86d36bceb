from __future__ import annotations

import codecs

import pytest

from pipeline.errors import QuarantineKind, SourceError
from tests.support.word_reading import codes, reading, shown

WORDS = "Present:\n- Zoë Hart – Chair\n"


@pytest.mark.parametrize(
    "data",
    [
        WORDS.encode("utf-8"),
        WORDS.encode("utf-8-sig"),
        WORDS.encode("cp1252"),
        WORDS.encode("utf-16"),
        codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"),
        WORDS.encode("utf-16-le"),
        WORDS.encode("utf-32"),
        WORDS.replace("\n", "\r\n").encode(),
        WORDS.replace("\n", "\r").encode(),
    ],
)
def test_any_usual_encoding_and_line_end_gives_the_same_blocks(data: bytes) -> None:
    document = reading(data, "notes.txt")
    assert shown(document) == [
        ("paragraph", "", "Present:"),
        ("list-item", "-", "Zoë Hart – Chair"),
    ]
    assert document.source.media_type == "text/plain"


@pytest.mark.parametrize("bullet", ["-", "–", "*", "•", "▪", "\uf0b7"])
def test_typed_bullets_are_markers(bullet: str) -> None:
    assert shown(reading(f"Minutes\n{bullet} Noted".encode()))[1][0] == "list-item"


@pytest.mark.parametrize("line", ["-5 degrees", "*see below", "2-3 days", "1. Welcome"])
def test_what_only_looks_like_a_bullet_stays_in_the_text(line: str) -> None:
    assert shown(reading(line.encode())) == [("paragraph", "", line)]


def test_a_block_after_blank_lines_says_so() -> None:
    document = reading(b"Ann Lee\nBob May\n \n\nCal Noe\n")
    assert [block.style for block in document.blocks] == ["", "", "after-blank"]


def test_letters_that_no_encoding_has_are_reported() -> None:
    document = reading(codecs.BOM_UTF8 + b"Minutes \xff\xfe of the board")
    assert codes(document) == ["text-encoding"]


@pytest.mark.parametrize(
    "records",
    [
        '{"ref": "1/24", "status": "closed"}\n{"ref": "2/24"}\n',
        '\ufeff[\n  {"ref": "1/24"}\n]',
        "{}",
        '<?xml version="1.0"?><actions><ref>1/24</ref></actions>',
    ],
)
def test_records_of_a_program_are_not_taken_for_minutes(records: str) -> None:
    with pytest.raises(SourceError, match="data for a program") as refused:
        reading(records.encode(), "export.txt")
    assert refused.value.kind is QuarantineKind.UNSUPPORTED


@pytest.mark.parametrize(
    "text", ["[1]\nMinutes", "[DRAFT] Minutes", "{draft}\nMinutes", "[" * 9000]
)
def test_brackets_alone_are_no_records(text: str) -> None:
    assert reading(text.encode(), "minutes.txt").text == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Zoë Hart’s “café” – £250 for Éloïse", "cp1252"),
        ("Zoë Hart’s “café” – £250 for Éloïse; the Board’s paper…", "mac_roman"),
        ("Zoë Hart asked José for £250 at the café", "cp850"),
    ],
)
def test_letters_that_do_not_say_how_they_are_coded_are_guessed_and_told(
    text: str, encoding: str
) -> None:
    document = reading(text.encode(encoding), "minutes.txt")
    assert document.text == text
    assert codes(document) == ["text-encoding"]


def test_plain_letters_need_no_guess() -> None:
    assert codes(reading(b"Minutes", "minutes.txt")) == []


def test_letters_of_two_codings_in_one_file_are_both_read() -> None:
    document = reading("Zoë Hart’s “café”, ".encode() + "José’s £250".encode("cp1252"), "a.txt")
    assert document.text == "Zoë Hart’s “café”, José’s £250"
    assert codes(document) == ["text-encoding"]
