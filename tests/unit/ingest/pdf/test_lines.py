"""Words to lines: one by one, and all of a page at once."""

from __future__ import annotations

from itertools import chain

from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.pdf.line import Line
from pipeline.ingest.pdf.lines import along, read_lines, rows_of
from pipeline.ingest.pdf.markers import split_marker
from pipeline.ingest.pdf.values import Face, Word, Words

_FACES = [Face(10.0), Face(10.0, bold=True), Face(6.0), Face(14.0), Face(10.0, turn=1)]
_TEXTS = ["Agreed", "22", "nd", "that", "´", "e", "1.", "(a)", "•", "•Noted", "-", "A"]
_words = st.builds(
    lambda x, y, wide, face, text: Word(x, y, x + wide, y + face.size, text, face),
    st.integers(0, 60).map(float),
    st.integers(0, 12).map(lambda number: 3.5 * number),
    st.integers(1, 20).map(float),
    st.sampled_from(_FACES),
    st.sampled_from(_TEXTS),
)
_rows = st.lists(st.lists(_words, min_size=1, max_size=4), min_size=1, max_size=6)


def _running(rows: list[list[Word]]) -> list[Word]:
    """Words one after the other, as a page of text is drawn."""
    return [
        one._replace(x0=30.0 * at, x1=30.0 * at + 24, top=20.0 * row, bottom=20.0 * row + 9)
        for row, words in enumerate(rows)
        for at, one in enumerate(words)
    ]


def _seen(rows: list[list[Line]]) -> list[list[tuple[object, ...]]]:
    names = [name for name in Line.__slots__ if not name.startswith("_")]
    names += ["head", "first", "last", "bold", "sides", "ends"]
    return [
        [(*(getattr(one, name) for name in names), list(one.words)) for one in row] for row in rows
    ]


@given(st.one_of(st.lists(_words, min_size=1, max_size=12), _rows.map(_running)))
def test_a_page_at_once_gives_the_lines_of_its_words_one_by_one(words: list[Word]) -> None:
    assert _seen(read_lines(1, Words.of(words))) == _seen(rows_of(along(1, words)))


@given(words=_rows.map(_running), fresh=st.booleans())
def test_a_marker_leaves_the_same_line_whether_its_words_were_made(
    *, words: list[Word], fresh: bool
) -> None:
    at_once, one_by_one = read_lines(1, Words.of(words)), rows_of(along(1, words))
    for one, two in zip(chain(*at_once), chain(*one_by_one), strict=True):
        assert split_marker(one, fresh=fresh) == split_marker(two, fresh=fresh)
    assert _seen(at_once) == _seen(one_by_one)


@given(st.lists(_words, max_size=5))
def test_words_in_columns_are_the_words(words: list[Word]) -> None:
    columns = Words.of(words)
    assert list(columns) == words
    assert [columns[at] for at in range(-len(words), len(words))] == words * 2
    assert columns[1:3] == words[1:3]
