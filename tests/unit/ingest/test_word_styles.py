from __future__ import annotations

import pytest

from tests.support.word_package import cell, para, run, style, table, word_file
from tests.support.word_reading import bold_words, reading

BOLD = "<w:rPr><w:b/></w:rPr>"


def with_styles(body: str, styles: str) -> bytes:
    return word_file(body, parts={"styles": styles})


def styled(text: str, key: str, properties: str = "") -> str:
    return para(run(text, properties), f'<w:pStyle w:val="{key}"/>')


@pytest.mark.parametrize(
    ("styles", "level"),
    [
        pytest.param(style("H2", name="heading 2"), 1, id="by name"),
        pytest.param(
            style("X", name="Item", inside='<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
            2,
            id="by outline level",
        ),
        pytest.param(
            style("Base", name="heading 1") + style("X", name="Item", base="Base"), 0, id="by base"
        ),
        pytest.param(
            style("Base", name="heading 1")
            + style("X", base="Base", inside='<w:pPr><w:outlineLvl w:val="9"/></w:pPr>'),
            None,
            id="body text overrides",
        ),
        pytest.param(style("X", base="X"), None, id="based on itself"),
    ],
)
def test_headings_are_known_by_their_style(styles: str, level: int | None) -> None:
    key = "H2" if "H2" in styles else "X"
    (block,) = reading(with_styles(styled("Finance", key), styles)).blocks
    assert block.level == level
    assert block.kind == ("paragraph" if level is None else "heading")


def test_an_outline_level_on_the_paragraph_counts() -> None:
    body = para(run("Finance"), '<w:outlineLvl w:val="1"/>')
    assert reading(word_file(body)).blocks[0].level == 1


def test_a_block_has_the_name_of_its_style() -> None:
    default = style("N", name="Normal").replace("<w:style ", '<w:style w:default="1" ')
    styles = default + style("LP", name="List Paragraph")
    document = reading(with_styles(para("a") + styled("b", "LP"), styles))
    assert [block.style for block in document.blocks] == ["Normal", "List Paragraph"]


@pytest.mark.parametrize(
    ("body", "styles", "bold"),
    [
        pytest.param(styled("x", "P", "<w:b/>"), "", True, id="on the run"),
        pytest.param(styled("x", "P"), style("P", inside=BOLD), True, id="by paragraph style"),
        pytest.param(
            styled("x", "P"), style("B", inside=BOLD) + style("P", base="B"), True, id="by its base"
        ),
        pytest.param(
            styled("x", "P", '<w:b w:val="0"/>'), style("P", inside=BOLD), False, id="run overrides"
        ),
        pytest.param(
            styled("x", "P", '<w:rStyle w:val="C"/>'),
            style("P", inside=BOLD) + style("C", inside=BOLD, kind="character"),
            False,
            id="two kinds of style switch each other off",
        ),
        pytest.param(
            styled("x", "P", '<w:rStyle w:val="C"/>'),
            style("C", inside=BOLD, kind="character"),
            True,
            id="by character style",
        ),
        pytest.param(
            styled("x", "P"),
            f"<w:docDefaults><w:rPrDefault>{BOLD}</w:rPrDefault></w:docDefaults>" + style("P"),
            True,
            id="by default",
        ),
        pytest.param(
            styled("x", "P"),
            style("B", inside=BOLD)
            + style("P", base="B", inside='<w:rPr><w:b w:val="false"/></w:rPr>'),
            False,
            id="nearest in the chain",
        ),
    ],
)
def test_bold_is_resolved_through_styles(body: str, styles: str, *, bold: bool) -> None:
    document = reading(with_styles(body, styles))
    assert bold_words(document) == (["x"] if bold else [])


def test_italic_and_struck_are_resolved_too() -> None:
    styles = style("P", inside="<w:rPr><w:i/><w:dstrike/></w:rPr>")
    (look,) = reading(with_styles(styled("x", "P"), styles)).blocks[0].runs
    assert (look.italic, look.struck, look.bold) == (True, True, False)


def test_properties_hold_wherever_they_stand() -> None:
    body = para("<w:r><w:t>ACTION</w:t><w:rPr><w:b/></w:rPr></w:r>" + run(" by Priya Holt"))
    assert bold_words(reading(word_file(body))) == ["ACTION"]


def test_of_properties_named_twice_the_first_holds() -> None:
    body = para(run("ACTION", '<w:b/><w:b w:val="0"/>') + run(" by Priya Holt"))
    assert bold_words(reading(word_file(body))) == ["ACTION"]


def test_a_table_style_makes_its_first_row_bold() -> None:
    styles = style(
        "T", kind="table", inside=f'<w:tblStylePr w:type="firstRow">{BOLD}</w:tblStylePr>'
    )
    body = table(cell("No") + cell("Owner"), cell("1") + cell("AB")).replace(
        "<w:tblPr/>", '<w:tblPr><w:tblStyle w:val="T"/></w:tblPr>'
    )
    document = reading(with_styles(body, styles))
    assert bold_words(document) == ["No", "Owner"]
    assert [block.cell.header for block in document.blocks if block.cell] == [
        True,
        True,
        False,
        False,
    ]
