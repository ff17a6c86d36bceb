from __future__ import annotations

import pytest

from pipeline.ingest.assemble import Draft, Piece, assemble, clean
from pipeline.model import BlockKind, Cell, Document, Furniture, FurnitureKind, Properties
from tests.support.word_reading import source

SOURCE = source(b"x")


def made(*drafts: Draft) -> Document:
    return assemble(SOURCE, drafts)


def draft(*texts: str, cell: Cell | None = None) -> Draft:
    return Draft(pieces=tuple(Piece(text=text) for text in texts), cell=cell)


def test_blocks_are_joined_by_newlines_and_quote_themselves() -> None:
    document = made(draft("Welcome"), draft("Apologies"))
    assert document.text == "Welcome\nApologies"
    assert [block.span.of(document.text) for block in document.blocks] == ["Welcome", "Apologies"]


def test_neighbouring_cells_of_a_row_are_joined_by_a_tab_and_all_else_by_a_newline() -> None:
    document = made(
        draft("No", cell=Cell(table=0, row=0, column=0)),
        draft("Action", cell=Cell(table=0, row=0, column=1)),
        draft("more of it", cell=Cell(table=0, row=0, column=1)),
        draft("1", cell=Cell(table=0, row=1, column=0)),
        draft("other table", cell=Cell(table=1, row=1, column=1)),
    )
    assert document.text == "No\tAction\nmore of it\n1\nother table"


def test_blocks_and_furniture_without_words_are_dropped() -> None:
    document = assemble(
        SOURCE,
        [draft(" ", "\t"), draft("Item"), draft("\x00\xad")],
        furniture=[Furniture(kind=FurnitureKind.HEADER, text=" \n")],
    )
    assert document.text == "Item"
    assert document.furniture == ()


def test_white_space_is_single_across_the_borders_of_pieces() -> None:
    document = made(draft("  The ", " force\t", "\tagreed", " \n", " to it. "))
    assert document.text == "The force agreed\nto it."


def test_controls_and_marks_that_break_databases_are_taken_out() -> None:
    assert clean("a\x00b\x1fc\ud800d\ufffee\xadf\u200bg\u202eh") == "abcdefgh"
    assert clean("a\r\nb\rc\x0bd\u2028e") == "a\nb\nc\nd\ne"
    assert clean("10\u00a0%  of") == "10 % of"


def test_runs_cover_the_words_and_join_where_nothing_differs() -> None:
    document = made(
        Draft(
            pieces=(
                Piece(text="Action: ", bold=True, page=1),
                Piece(text="NL", bold=True, page=1),
                Piece(text=" to report", page=1),
                Piece(text=" back", page=2),
            )
        )
    )
    (block,) = document.blocks
    assert [(run.span.of(document.text), run.bold, run.page) for run in block.runs] == [
        ("Action: NL", True, 1),
        (" to report", False, 1),
        (" back", False, 2),
    ]


def test_a_marker_is_kept_beside_the_text() -> None:
    document = made(Draft(pieces=(Piece(text="Noted"),), kind=BlockKind.LIST_ITEM, marker=" 3.1\t"))
    assert document.text == "Noted"
    assert document.blocks[0].marker == "3.1"


def test_properties_are_cleaned() -> None:
    document = assemble(SOURCE, [draft("x")], properties=Properties(title=" Board\x00 \n"))
    assert document.properties.title == "Board"


@pytest.mark.parametrize(("coverage", "flagged"), [(1.0, False), (0.98, False), (0.97, True)])
def test_little_coverage_is_an_issue(coverage: float, *, flagged: bool) -> None:
    document = assemble(SOURCE, [draft("x")], coverage=coverage)
    assert ("low-coverage" in [issue.code for issue in document.issues]) is flagged
