from __future__ import annotations

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.model import Document, FurnitureKind
from tests.support.word_reading import apart, bold_words, cells, codes, lines, reading, shown


def rtf(body: str, head: str = "\\ansi\\ansicpg1252") -> Document:
    return reading(f"{{\\rtf1{head}{body}}}".encode("ascii"), "minutes.rtf")


def test_paragraphs_and_emphasis_are_read() -> None:
    document = rtf("\\pard{\\b Action:} report\\par Next\\line line\\par")
    assert lines(document) == ["Action: report", "Next\nline"]
    assert bold_words(document) == ["Action:"]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("caf\\'e9", "café"),
        ("\\u8211? dash", "– dash"),
        ("\\uc2\\u8217\\'92\\'92s", "’s"),
        ("{\\uc0\\u233 t}a", "éta"),
        ("\\u-3913?", "\uf0b7"),
        ("\\lquote a\\rquote  \\emdash b", "‘a’ —b"),
        ("a\\~b\\_c\\{d\\}\\\\", "a b-c{d}\\"),
        ("one\r\ntwo", "onetwo"),
    ],
)
def test_letters_are_read_in_every_spelling(body: str, text: str) -> None:
    assert rtf(body).text == text


def test_the_page_of_codes_is_the_fonts() -> None:
    head = "\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fcharset0 A;}{\\f1\\fcharset238 B;}}"
    assert rtf("\\f0 \\'b3\\par\\f1 \\'b3", head).text == "³\nł"


def test_what_is_not_text_is_left_out() -> None:
    body = (
        "{\\stylesheet{\\s1 heading 1;}}{\\*\\generator X;}{\\info{\\author Cal}}{\\pict 00ff}Seen"
    )
    assert rtf(body).text == "Seen"


def test_list_marks_are_markers() -> None:
    body = "{\\listtext 3.1\\tab}Welcome\\par{\\pntext\\'b7\\tab}Noted\\par"
    assert shown(rtf(body)) == [("list-item", "3.1", "Welcome"), ("list-item", "•", "Noted")]


def test_headings_have_their_level() -> None:
    document = rtf("\\pard\\outlinelevel1 Finance\\par\\pard Text\\par")
    assert [block.level for block in document.blocks] == [1, None]


def test_tables_are_read_by_rows_and_columns() -> None:
    row = "\\trowd\\intbl {}\\cell {}\\cell\\row"
    body = row.format("No", "Action") + row.format("", "Report") + "\\pard After\\par"
    document = rtf(body)
    assert [(at, column, text) for _, at, column, _, text in cells(document)] == [
        (0, 0, "No"),
        (0, 1, "Action"),
        (1, 1, "Report"),
    ]
    assert document.text == "No\tAction\nReport\nAfter"


def test_deleted_hidden_and_marginal_words_stand_apart() -> None:
    body = "{\\header OFFICIAL}Kept {\\deleted old}{\\v secret}{\\*\\annotation why}now\\par"
    document = rtf(body)
    assert document.text == "Kept now"
    assert apart(document, FurnitureKind.HEADER) == ["OFFICIAL"]
    assert apart(document, FurnitureKind.DELETED) == ["old"]
    assert apart(document, FurnitureKind.HIDDEN) == ["secret"]
    assert apart(document, FurnitureKind.COMMENT) == ["why"]


def test_footnotes_follow_the_text() -> None:
    assert shown(rtf("Ann{\\footnote By phone} Lee\\par")) == [
        ("paragraph", "", "Ann Lee"),
        ("note", "1", "By phone"),
    ]


def test_groups_without_end_are_refused() -> None:
    with pytest.raises(SourceError) as caught:
        rtf("{" * 10_000)
    assert caught.value.kind is QuarantineKind.MALFORMED


def test_the_words_of_a_text_box_are_blocks_of_their_own() -> None:
    shape = (
        "{\\shp{\\*\\shpinst\\shpleft1{\\sp{\\sn name}{\\sv 1}}{\\shptxt\\pard Side\\par note\\par}}"
        "{\\shprslt{\\*\\do{\\dptxbxtext Side\\par}}}}"
    )
    document = rtf(f"\\pard Present{shape}: Ann\\par")
    assert lines(document) == ["Side", "note", "Present: Ann"]
    assert document.coverage == 1.0


def test_raw_bytes_of_a_picture_are_passed_over() -> None:
    assert rtf("Seen{\\pict\\bin5 }\\b{}} too").text == "Seen too"


def test_a_file_that_breaks_off_is_read_so_far_and_says_so() -> None:
    document = reading(b"{\\rtf1\\ansi First\\par{\\b Sec", "minutes.rtf")
    assert document.text == "First\nSec"
    assert document.partial
    assert codes(document) == ["file-broken-off"]


def test_an_empty_cell_keeps_the_columns_of_its_row() -> None:
    row = "\\trowd\\intbl A1\\cell\\cell\\cell Open\\cell\\row"
    assert [(column, text) for _, _, column, _, text in cells(rtf(row))] == [(0, "A1"), (3, "Open")]
