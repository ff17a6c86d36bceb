from __future__ import annotations

import re

import pypdfium2
import pytest

from pipeline import office
from pipeline.ingest.word.figures import figure
from tests.support.word_package import (
    abstract,
    item,
    level,
    num,
    para,
    restart,
    run,
    style,
    word_file,
)
from tests.support.word_reading import lines, reading, shown

OUTLINE = abstract(
    0,
    level(0, "decimal", "%1."),
    level(1, "decimal", "%1.%2"),
    level(2, "lowerLetter", "(%3)"),
    level(3, "lowerRoman", "%4."),
)


def numbered(body: str, numbering: str, styles: str = "") -> bytes:
    return word_file(body, parts={"numbering": numbering, "styles": styles})


LISTS = {
    "levels and restarts": (
        item("Welcome")
        + item("Apologies")
        + item("Present", 1)
        + item("Absent", 1)
        + item("By letter", 2)
        + item("By phone", 2)
        + item("Late", 3)
        + item("Minutes")
        + item("Accuracy", 1),
        OUTLINE + num(1, 0),
        "",
        [
            "1. Welcome",
            "2. Apologies",
            "2.1 Present",
            "2.2 Absent",
            "(a) By letter",
            "(b) By phone",
            "i. Late",
            "3. Minutes",
            "3.1 Accuracy",
        ],
    ),
    "a level that was passed over counts as begun": (
        item("First") + item("Deep", 2) + item("Deeper", 2) + item("Between", 1) + item("Second"),
        abstract(
            0,
            level(0, "decimal", "%1."),
            level(1, "lowerLetter", "%2."),
            level(2, "lowerRoman", "%3."),
        )
        + num(1, 0),
        "",
        ["1. First", "i. Deep", "ii. Deeper", "b. Between", "2. Second"],
    ),
    "a word before the number": (
        item("Welcome") + item("Budget"),
        abstract(0, level(0, "decimal", "Ref %1", start=41)) + num(1, 0),
        "",
        ["Ref 41 Welcome", "Ref 42 Budget"],
    ),
    "lists of one definition count on": (
        item("One", 0, 1) + item("Two", 0, 2) + item("Three", 0, 1),
        abstract(0, level(0, "decimal", "%1)")) + num(1, 0) + num(2, 0),
        "",
        ["1) One", "2) Two", "3) Three"],
    ),
    "a list that begins anew": (
        item("One", 0, 1) + item("Two", 0, 1) + item("Anew", 0, 2) + item("Next", 0, 2),
        abstract(0, level(0, "decimal", "%1.")) + num(1, 0) + num(2, 0, restart(0)),
        "",
        ["1. One", "2. Two", "1. Anew", "2. Next"],
    ),
    "a list that begins at seven": (
        item("Seven") + item("Eight"),
        abstract(0, level(0, "decimal", "%1.")) + num(1, 0, restart(0, 7)),
        "",
        ["7. Seven", "8. Eight"],
    ),
    "figures for legal style": (
        item("Part") + item("Clause", 1),
        abstract(0, level(0, "upperRoman", "%1."), level(1, "decimal", "%1.%2", "<w:isLgl/>"))
        + num(1, 0),
        "",
        ["I. Part", "1.1 Clause"],
    ),
    "numbers of a heading style": (
        para(run("Finance"), '<w:pStyle w:val="H1"/>')
        + para(run("Estates"), '<w:pStyle w:val="H2"/>')
        + para(run("People"), '<w:pStyle w:val="H1"/>')
        + para(run("Pay"), '<w:pStyle w:val="H2"/>'),
        abstract(
            0,
            level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>'),
            level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>'),
        )
        + num(3, 0),
        style(
            "H1", name="heading 1", inside='<w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr>'
        )
        + style(
            "H2",
            name="heading 2",
            inside='<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr></w:pPr>',
        ),
        ["1 Finance", "1.1 Estates", "2 People", "2.1 Pay"],
    ),
    "forms of number": (
        "".join(item(f"Item {at}", at) for at in range(6)),
        abstract(
            0,
            level(0, "decimalZero", "%1"),
            level(1, "upperLetter", "%2)"),
            level(2, "ordinal", "%3"),
            level(3, "upperRoman", "%4", start=4),
            level(4, "lowerLetter", "%5.", start=27),
            level(5, "bullet", "•"),
        )
        + num(1, 0),
        "",
        ["01 Item 0", "A) Item 1", "1st Item 2", "IV Item 3", "aa. Item 4", "• Item 5"],
    ),
    "a level passed over": (
        item("Deep first", 1) + item("Deeper", 1) + item("Top"),
        OUTLINE + num(1, 0),
        "",
        ["1.1 Deep first", "1.2 Deeper", "2. Top"],
    ),
    "a level changed by its list": (
        item("One") + item("Two"),
        abstract(0, level(0, "decimal", "%1."))
        + num(
            1, 0, '<w:lvlOverride w:ilvl="0">' + level(0, "lowerLetter", "%1)") + "</w:lvlOverride>"
        ),
        "",
        ["a) One", "b) Two"],
    ),
    "a level that never begins anew": (
        item("Part") + item("Clause", 1) + item("Part") + item("Clause", 1),
        abstract(
            0,
            level(0, "decimal", "Part %1"),
            level(1, "decimal", "C%2", '<w:lvlRestart w:val="0"/>'),
        )
        + num(1, 0),
        "",
        ["Part 1 Part", "C1 Clause", "Part 2 Part", "C2 Clause"],
    ),
    "an item without words": (
        item("One") + item("") + item("Three"),
        OUTLINE + num(1, 0),
        "",
        ["1. One", "3. Three"],
    ),
}


PRINTED_OTHERWISE = {"a level that never begins anew", "figures for legal style"}
"""LibreOffice 7.4 minds neither lvlRestart nor isLgl; Word does (17.9.10, 17.9.4)."""


@pytest.mark.parametrize("name", LISTS)
def test_numbers_are_those_that_word_prints(name: str) -> None:
    body, numbering, styles, expected = LISTS[name]
    assert lines(reading(numbered(body, numbering, styles))) == expected


@pytest.mark.office
def test_numbers_are_those_that_another_program_prints() -> None:
    """All the lists above in one file, printed by LibreOffice, which reads them its own way."""
    if office.command() is None:
        pytest.skip("LibreOffice is absent: the numbers are not compared with what it prints")
    bodies, numberings, styles, expected = [], [], [], []
    for at, name in enumerate(name for name in LISTS if name not in PRINTED_OTHERWISE):
        body, numbering, own, wanted = LISTS[name]
        bodies.append(_moved(body, at))
        numberings.append(_moved(numbering, at))
        styles.append(_moved(own, at))
        expected += [line for line in wanted if line != "3. Three"]
    definitions = "".join(re.findall(r"<w:abstractNum .*?</w:abstractNum>", "".join(numberings)))
    lists = "".join(re.findall(r"<w:num .*?</w:num>", "".join(numberings)))
    printed = office.convert(
        numbered("".join(bodies), definitions + lists, "".join(styles)), ".docx", "pdf"
    )
    assert printed is not None
    with pypdfium2.PdfDocument(printed) as pages:
        text = "\n".join(page.get_textpage().get_text_range() for page in pages)
    found = f" {' '.join(text.split())} "  # two lines may come as one
    assert [line for line in expected if f" {line} " not in found] == []


def _moved(xml: str, at: int) -> str:
    """The same with keys of its own, so that several lists can stand in one file."""
    xml = re.sub(
        r'(<w:(?:numId w:val|num w:numId|abstractNumId w:val|abstractNum w:abstractNumId)=")(\d+)',
        lambda match: f"{match[1]}{int(match[2]) + 10 * at}",
        xml,
    )
    return re.sub(r'"(H[12])"', rf'"\1x{at}"', xml)


def test_a_number_never_stands_in_the_text() -> None:
    document = reading(numbered(item("Welcome"), OUTLINE + num(1, 0)))
    assert shown(document) == [("list-item", "1.", "Welcome")]


def test_list_zero_takes_a_paragraph_out_of_its_styles_list() -> None:
    styles = style(
        "H1", name="heading 1", inside='<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
    )
    outside = para(run("Annex"), '<w:pStyle w:val="H1"/><w:numPr><w:numId w:val="0"/></w:numPr>')
    body = para(run("One"), '<w:pStyle w:val="H1"/>') + outside
    assert lines(reading(numbered(body, OUTLINE + num(1, 0), styles))) == ["1. One", "Annex"]


def test_a_list_may_be_defined_by_a_style() -> None:
    styles = style(
        "LS", kind="numbering", inside='<w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr>'
    )
    numbering = (
        abstract(0, inside='<w:numStyleLink w:val="LS"/>')
        + abstract(1, level(0, "decimal", "§%1"), inside='<w:styleLink w:val="LS"/>')
        + num(1, 0)
        + num(2, 1)
    )
    assert lines(reading(numbered(item("One") + item("Two"), numbering, styles))) == [
        "§1 One",
        "§2 Two",
    ]


def test_a_paragraph_deleted_with_its_mark_takes_no_number() -> None:
    gone = para(
        "<w:del><w:r><w:delText>Old</w:delText></w:r></w:del>",
        '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr>',
    )
    body = item("One") + gone + item("Two")
    assert lines(reading(numbered(body, OUTLINE + num(1, 0)))) == ["1. One", "2. Two"]


@pytest.mark.parametrize(
    "numbering",
    ["", num(1, 0), abstract(0) + num(1, 0), abstract(0, '<w:lvl w:ilvl="x"/>') + num(1, 0)],
)
def test_a_list_without_a_sound_definition_does_no_harm(numbering: str) -> None:
    assert reading(numbered(item("Welcome"), numbering)).text == "Welcome"


@pytest.mark.parametrize(
    ("count", "form", "printed"),
    [
        (3, "cardinalText", "Three"),
        (21, "ordinalText", "Twenty-first"),
        (20, "ordinalText", "Twentieth"),
        (12, "ordinalText", "Twelfth"),
        (11, "ordinal", "11th"),
        (22, "ordinal", "22nd"),
        (28, "lowerLetter", "bb"),
        (1994, "lowerRoman", "mcmxciv"),
        (4000, "upperRoman", "4000"),
        (0, "lowerLetter", ""),
        (255, "hex", "FF"),
        (7, "none", ""),
        (7, "somethingNew", "7"),
        (150, "cardinalText", "150"),
        (7, "numberInDash", "- 7 -"),
    ],
)
def test_figures_in_every_form(count: int, form: str, printed: str) -> None:
    assert figure(count, form) == printed
