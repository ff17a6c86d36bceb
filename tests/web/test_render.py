"""Words of a document as pieces: nothing is lost, nothing comes twice."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.database import undirected
from pipeline.web.render import CLOSE, OPEN, Mark, flows, paragraphs, snippet, visible

TEXT = "One line.\nNo\tAction\tOwner\n1\tReport on calls\tJR\n\nLast line."


def _said(text: str, marks: list[Mark], start: int = 0, end: int | None = None) -> str:
    lines = paragraphs(text, start, len(text) if end is None else end, marks)
    return "\n".join(
        "\t".join("".join(piece.text for piece in cell) for cell in line.cells) for line in lines
    )


@st.composite
def _text_and_marks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(st.text(alphabet="ab \t\n<é\u202e", max_size=60))
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))
    return text, [Mark(min(span), max(span)) for span in draw(st.lists(spans, max_size=5))]


@given(_text_and_marks())
def test_pieces_hold_every_word_once_whatever_is_marked(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    lines = "\n".join(undirected(line) for line in text.split("\n") if line.strip())
    assert _said(text, marks) == lines


@given(_text_and_marks())
def test_shown_marks_never_overlap(case: tuple[str, list[Mark]]) -> None:
    shown = visible(case[1])
    assert all(one.end <= other.start for one, other in itertools.pairwise(shown))


def test_a_mark_covers_its_words_alone() -> None:
    start = TEXT.index("Report")
    marked = [
        piece.text
        for line in paragraphs(TEXT, 0, len(TEXT), [Mark(start, start + len("Report on calls"))])
        for cell in line.cells
        for piece in cell
        if piece.mark
    ]
    assert marked == ["Report on calls"]


def test_a_mark_over_several_cells_begins_and_ends_once() -> None:
    start = TEXT.index("1\tReport")
    pieces = [
        piece
        for line in paragraphs(TEXT, 0, len(TEXT), [Mark(start, TEXT.index("JR") + 2)])
        for cell in line.cells
        for piece in cell
        if piece.mark
    ]
    assert [piece.text for piece in pieces] == ["1", "Report on calls", "JR"]
    assert [piece.first for piece in pieces] == [True, False, False]
    assert [piece.last for piece in pieces] == [False, False, True]


def test_rows_of_a_table_stand_together() -> None:
    grouped = flows(paragraphs(TEXT, 0, len(TEXT)))
    assert [(flow.table, len(flow.paragraphs)) for flow in grouped] == [
        (False, 1),
        (True, 2),
        (False, 1),
    ]


def test_a_stretch_of_a_window_counts_in_the_whole_document() -> None:
    offset = TEXT.index("1\tReport")
    lines = paragraphs(TEXT[offset:], offset, len(TEXT), [Mark(offset, offset + 1)], offset=offset)
    assert lines[0].cells[0][0].mark is not None


def test_a_snippet_points_out_what_was_found_and_survives_stray_signs() -> None:
    pieces = snippet(f"a {OPEN}call{CLOSE} b{CLOSE} {OPEN}c")
    assert "".join(piece.text for piece in pieces) == "a call b c"
    assert [piece.text for piece in pieces if piece.mark] == ["call"]
