"""Slides are read in the order they are shown, and are no minutes."""

from __future__ import annotations

import io
import zipfile

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.model import BlockKind, Document
from pipeline.understand import understand
from tests.support.word_reading import reading

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = f'xmlns:a="{A}" xmlns:p="{P}" xmlns:r="{R}"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"


def shape(*lines: str, title: bool = False) -> str:
    place = '<p:nvSpPr><p:nvPr><p:ph type="title"/></p:nvPr></p:nvSpPr>' if title else ""
    said = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    return f"<p:sp>{place}<p:txBody>{said}</p:txBody></p:sp>"


def deck(*slides: str, order: tuple[int, ...] = (), notes: str = "") -> bytes:
    order = order or tuple(range(1, len(slides) + 1))
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/ppt/presentation.xml" ContentType="{MAIN}"/></Types>',
        )
        keys = "".join(f'<p:sldId id="{256 + at}" r:id="rId{at}"/>' for at in order)
        package.writestr(
            "ppt/presentation.xml",
            f"<p:presentation {NAMES}><p:sldIdLst>{keys}</p:sldIdLst>"
            '<p:sldSz cx="9144000" cy="6858000"/></p:presentation>',
        )
        targets = "".join(
            f'<Relationship Id="rId{at}" Target="slides/slide{at}.xml"/>' for at in order
        )
        package.writestr(
            "ppt/_rels/presentation.xml.rels",
            f'<Relationships xmlns="{RELATIONS}">{targets}</Relationships>',
        )
        for at, slide in enumerate(slides, start=1):
            package.writestr(f"ppt/slides/slide{at}.xml", f"<p:sld {NAMES}>{slide}</p:sld>")
        if notes:
            package.writestr(
                "ppt/slides/_rels/slide1.xml.rels",
                f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" '
                'Target="../notesSlides/notesSlide1.xml"/></Relationships>',
            )
            package.writestr(
                "ppt/notesSlides/notesSlide1.xml", f"<p:notes {NAMES}>{shape(notes)}</p:notes>"
            )
    return stream.getvalue()


def read(data: bytes) -> Document:
    return reading(data, "board.pptx")


def test_slides_come_in_the_order_they_are_shown_with_their_pages() -> None:
    document = read(
        deck(shape("Second"), shape("First", title=True) + shape("one", "two"), order=(2, 1))
    )
    assert document.text == "First\none\ntwo\nSecond"
    assert [block.runs[0].page for block in document.blocks] == [1, 1, 1, 2]
    assert document.blocks[0].kind is BlockKind.HEADING
    assert [(page.width, page.height) for page in document.pages] == [(720, 540)] * 2


def test_tables_and_speakers_notes_are_read() -> None:
    cells = "".join(
        f"<a:tc><a:txBody><a:p><a:r><a:t>{word}</a:t></a:r></a:p></a:txBody></a:tc>"
        for word in ("Owner", "Task")
    )
    table = f"<p:graphicFrame><a:tbl><a:tr>{cells}</a:tr></a:tbl></p:graphicFrame>"
    document = read(deck(table, shape("End"), notes="Say this slowly"))
    assert document.text == "Owner\tTask\nSay this slowly\nEnd"
    assert [block.kind.value for block in document.blocks] == ["cell", "cell", "note", "paragraph"]
    assert [block.cell.column for block in document.blocks if block.cell] == [0, 1]


def test_slides_give_no_action_and_say_so() -> None:
    slides = deck(shape("Minutes of the board 3 May 2022", title=True), shape("Action: AL to go"))
    found = understand(read(slides))
    assert found.kind.value == "other"
    assert found.minutes == ()
    assert [issue.code for issue in found.issues] == ["slides"]


def test_a_file_without_slides_is_set_aside() -> None:
    with pytest.raises(SourceError) as caught:
        read(deck())
    assert caught.value.kind is QuarantineKind.MISSING_PART
