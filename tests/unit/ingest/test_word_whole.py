"""Every construct in one file: what is read of it, and that another program prints the same."""

from __future__ import annotations

import re
from collections import Counter

import pypdfium2
import pytest

from pipeline import office
from pipeline.model import BlockKind, FurnitureKind
from tests.support.word_package import (
    abstract,
    box,
    cell,
    item,
    level,
    num,
    para,
    restart,
    run,
    style,
    table,
    word_file,
)
from tests.support.word_reading import apart, cells, codes, lines, reading

OWN = frozenset({"Boxed", "Fielded"})
HEADED = '<w:pStyle w:val="H1"/>'
BODY = (
    para(run("Finance"), HEADED)
    + item("Savings were agreed")
    + item("Reserves", 1)
    + item("Pensions", 1)
    + item("Anew", 0, 2)
    + f"<w:sdt><w:sdtContent>{para('Controlled')}</w:sdtContent></w:sdt>"
    + para(run("Beside ") + box(para("Boxed")))
    + para(run("Noted") + '<w:r><w:footnoteReference w:id="2"/></w:r>')
    + para(f'<w:hyperlink w:anchor="x">{run("Linked")}</w:hyperlink>')
    + para(f'<w:fldSimple w:instr="TITLE">{run("Fielded")}</w:fldSimple>')
    + para(f"<w:ins>{run('Inserted')}</w:ins>")
    + para(run("Estates"), HEADED)
    + table(
        cell("Ref") + cell("Task") + cell("Owner") + cell("Due"),
        cell("1", '<w:vMerge w:val="restart"/>') + cell("Report") + cell("") + cell(""),
        cell("", "<w:vMerge/>") + cell("Call", '<w:gridSpan w:val="2"/>') + cell("June"),
        cell("2")
        + cell(table(cell("inner") + cell("nested")) + para("after"))
        + cell("")
        + cell("May"),
    )
    + para("Closed")
)
NUMBERS = (
    abstract(0, level(0, "decimal", "%1."), level(1, "lowerLetter", "(%2)"))
    + abstract(1, level(0, "upperRoman", "Part %1", '<w:pStyle w:val="H1"/>'))
    + num(1, 0)
    + num(2, 0, restart(0, 7))
    + num(3, 1)
)
LISTED = '<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
FILE = word_file(
    BODY,
    parts={
        "styles": style("H1", name="heading 1", inside=LISTED),
        "numbering": NUMBERS,
        "footnotes": f'<w:footnote w:id="2">{para("By letter")}</w:footnote>',
        "header": para("OFFICIAL"),
        "comments": f'<w:comment w:id="0" w:author="AL">{para("Why?")}</w:comment>',
    },
)


def test_all_of_it_is_read_as_printed() -> None:
    document = reading(FILE)
    assert [line for line in lines(document) if line] == [
        "Part I Finance",
        "1. Savings were agreed",
        "(a) Reserves",
        "(b) Pensions",
        "7. Anew",
        "Controlled",
        "Beside",
        "Boxed",
        "Noted",
        "Linked",
        "Fielded",
        "Inserted",
        "Part II Estates",
        *("Ref", "Task", "Owner", "Due"),
        *("1", "Report"),
        *("Call", "June"),
        *("2", "inner", "nested", "after", "May"),
        "Closed",
        "1 By letter",
    ]
    assert document.coverage == 1.0
    assert document.blocks[-1].kind is BlockKind.NOTE
    assert apart(document, FurnitureKind.HEADER) == ["OFFICIAL"]
    assert apart(document, FurnitureKind.COMMENT) == ["AL: Why?"]
    assert codes(document) == ["tracked-changes"]


def test_an_empty_cell_keeps_the_columns_of_its_row() -> None:
    places = [(row, column, text) for key, row, column, _, text in cells(reading(FILE)) if not key]
    assert places == [
        *((0, at, text) for at, text in enumerate(("Ref", "Task", "Owner", "Due"))),
        (1, 0, "1"),
        (1, 1, "Report"),
        (2, 1, "Call"),
        (2, 3, "June"),
        (3, 0, "2"),
        (3, 1, "after"),
        (3, 3, "May"),
    ]


@pytest.mark.office
def test_another_program_prints_the_same_words_and_numbers() -> None:
    if office.command() is None:
        pytest.skip("LibreOffice is absent: the words are not compared with what it prints")
    printed = office.convert(FILE, ".docx", "pdf")
    assert printed is not None
    with pypdfium2.PdfDocument(printed) as pages:
        shown = "\n".join(page.get_textpage().get_text_range() for page in pages)
    # LibreOffice works fields out anew and cuts off a box without a size. It prints the number of
    # a note twice, at its place and before the note, without a space.
    read = [word for word in _words("\n".join(lines(reading(FILE)))) if word not in OWN]
    shown = re.sub(r"\bB\b", "", shown.replace("Noted1", "Noted").replace("1By", "1 By"))
    assert Counter(_words(shown)) - Counter(["OFFICIAL"]) == Counter(read)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text)
