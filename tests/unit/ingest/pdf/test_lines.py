"""Words to lines: one by one, and all of a page at once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pdf.lines import along, read_lines, rows_of
from pipeline.ingest.pdf.values import Face, Line, Word, Words

_faces = st.sampled_from([Face(10.0), Face(10.0, bold=True), Face(6.0), Face(14.0)])
_words = st.builds(
    lambda x, y, wide, face, text: Word(x, y, x + wide, y + face.size, text, face),
    st.integers(0, 60).map(float),
    st.integers(0, 12).map(lambda number: 3.5 * number),
    st.integers(1, 20).map(float),
    _faces,
    st.sampled_from(["Agreed", "22", "nd", "that", "´", "e"]),
)


def _seen(rows: list[list[Line]]) -> list[list[tuple[object, ...]]]:
    names = [name for name in Line.__slots__ if not name.startswith("_")]
    return [
        [(*(getattr(one, name) for name in names), list(one.words)) for one in row] for row in rows
    ]


@given(st.lists(_words, min_size=1, max_size=12))
def test_a_page_at_once_gives_the_lines_of_its_words_one_by_one(words: list[Word]) -> None:
    at_once = read_lines(1, Words.of(words))
    assert _seen(at_once) == _seen(rows_of(along(1, words)))


@given(st.lists(_words, min_size=1, max_size=4), st.integers(2, 6))
def test_running_text_at_once_gives_the_lines_of_its_words(words: list[Word], rows: int) -> None:
    text = [
        Word(40.0 * at, 20.0 * row, 40.0 * at + 30, 20.0 * row + one.face.size, one.text, one.face)
        for row in range(rows)
        for at, one in enumerate(words)
    ]
    at_once = read_lines(1, Words.of(text))
    assert _seen(at_once) == _seen(rows_of(along(1, text)))
