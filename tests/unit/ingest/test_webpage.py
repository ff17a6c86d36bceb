from __future__ import annotations

import pytest

from pipeline.errors import SourceError
from pipeline.model import Document, FurnitureKind
from tests.support.word_reading import apart, bold_words, cells, lines, reading, shown


def page(body: str, head: str = "") -> Document:
    return reading(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode())


def test_headings_paragraphs_and_lists_are_blocks() -> None:
    body = "<h2>Finance</h2><p>The <b>force</b>\n agreed.</p><ul><li>Ann<ul><li>Bob</ul></ul><ol start=4><li>Cal<li>Dee</ol>"
    document = page(body)
    assert shown(document) == [
        ("heading", "", "Finance"),
        ("paragraph", "", "The force agreed."),
        ("list-item", "•", "Ann"),
        ("list-item", "•", "Bob"),
        ("list-item", "4.", "Cal"),
        ("list-item", "5.", "Dee"),
    ]
    assert [block.level for block in document.blocks] == [1, None, 0, 1, 0, 0]
    assert bold_words(document) == ["Finance", "force"]


def test_menus_scripts_and_notices_are_not_the_minutes() -> None:
    body = (
        "<nav>Home</nav><header><div>Logo</div></header><div id='cookie-banner'>We use cookies</div>"
        "<script>x()</script><style>p{}</style><main><h1>Minutes</h1><p>Agreed.</p></main>"
        "<p style='display: none'>unseen</p><footer>Contact</footer>"
    )
    document = page(body, "<title>Board minutes</title>")
    assert lines(document) == ["Minutes", "Agreed."]
    assert apart(document, FurnitureKind.BOILERPLATE) == [
        "Home",
        "Logo",
        "We use cookies",
        "Contact",
    ]
    assert document.properties.title == "Board minutes"


def test_the_part_that_holds_the_title_is_never_a_menu() -> None:
    assert lines(page("<form id='search'><h1>Minutes</h1><p>Agreed.</p></form>")) == [
        "Minutes",
        "Agreed.",
    ]


def test_a_page_that_is_all_menu_by_its_mark_up_is_read_whole() -> None:
    assert lines(page("<nav><p>Agreed.</p></nav>")) == ["Agreed."]


def test_words_outside_paragraphs_and_line_breaks_are_kept() -> None:
    assert lines(page("Present:<br>Ann<div>Bob</div>Cal")) == ["Present:\nAnn", "Bob", "Cal"]


def test_tables_keep_rows_columns_and_spans() -> None:
    body = (
        "<table><tr><th>No<th>Action<th>Owner<tr><td rowspan=2>1<td>Report<td>NL"
        "<tr><td colspan=2>Again<tr><td>2<td><table><tr><td>in</table></table>"
    )
    assert [(table, row, column, text) for table, row, column, _, text in cells(page(body))] == [
        (0, 0, 0, "No"),
        (0, 0, 1, "Action"),
        (0, 0, 2, "Owner"),
        (0, 1, 0, "1"),
        (0, 1, 1, "Report"),
        (0, 1, 2, "NL"),
        (0, 2, 1, "Again"),
        (0, 3, 0, "2"),
        (1, 0, 0, "in"),
    ]
    assert cells(page(body))[0][3] is True


def test_the_declared_encoding_is_used() -> None:
    data = b'<html><head><meta charset="iso-8859-2"></head><body><p>\xb3</p></body></html>'
    assert reading(data).text == "ł"


def test_a_page_without_words_is_told() -> None:
    with pytest.raises(SourceError):
        page("<script>x()</script>")


def test_elements_nested_without_measure_do_no_harm() -> None:
    assert "deep" not in page("<p>seen</p>" + "<div>" * 5000 + "deep").text


def test_what_no_table_ought_to_hold_is_read_beside_it() -> None:
    body = "<table>Stray<form>Held<tr><td>1</td><form><td>2</form></tr></form></table>"
    document = page(body)
    assert document.coverage == 1.0
    assert " ".join(document.text.split()) == "Stray Held 1 2"
    assert [(row, column, text) for _, row, column, _, text in cells(document)] == [
        (0, 0, "1"),
        (0, 1, "2"),
    ]


def test_every_word_is_counted_but_those_passed_over_knowingly() -> None:
    whole = page("<nav>Home</nav><p hidden>unseen</p><p>Agreed</p><script>x()</script>")
    assert whole.coverage == 1.0
    assert page("<p>Agreed</p>" + "<b>" * 240 + "deep").coverage == 1.0


@pytest.mark.parametrize("frame", ["div class='content with-sidebar'", "form id='aspnet'"])
def test_a_frame_around_the_whole_page_is_no_menu(frame: str) -> None:
    talk = "The members spoke to the report at some length. " * 3
    menu = "<ul class='menu'><li><a href='#'>Home</a><li><a href='#'>Contact</a></ul>"
    document = page(
        f"<{frame}>{menu}<p>Minutes</p><p>{talk}</p></{frame.split(maxsplit=1)[0]}><p>Foot</p>"
    )
    assert lines(document) == ["Minutes", talk.strip(), "Foot"]
    assert apart(document, FurnitureKind.BOILERPLATE) == ["Home Contact"]


def test_a_menu_longer_than_the_minutes_is_a_menu() -> None:
    menu = "".join(f"<a href='#'>Department of things number {at}</a> " for at in range(30))
    assert lines(page(f"<div class='site-menu'>{menu}</div><p>Agreed.</p>")) == ["Agreed."]
