"""Which found headings count as false."""

from __future__ import annotations

from pipeline.evaluate.compare import compare
from pipeline.evaluate.score import FileResult, Score
from pipeline.evaluate.truth import Truth
from tests.support.typed import HEAD, extraction_of, plain

PROSE = "The officers spoke to the paper at some length and members asked many questions of them."
TEXT = (
    f"{HEAD}1. Performance\n{PROSE}\n999 call handling\n{PROSE}\n"
    f"2. Fleet\n{PROSE}\nWinter tyres\n{PROSE}\n"
)


def judged(*labels: tuple[str, str]) -> FileResult:
    document = plain(TEXT)
    truth = Truth(path="minutes.txt", body="", sections=labels)
    return compare(truth, document, extraction_of(document))


def scores(result: FileResult) -> tuple[Score, Score]:
    return result.scores["sections"], result.scores["sections, all"]


ITEMS = (("1", "Performance"), ("2", "Fleet"))


def test_what_stands_below_an_item_is_left_out_where_no_label_does() -> None:
    # below the items, and "Present" before them
    assert scores(judged(*ITEMS)) == (Score(tp=2), Score(tp=2, fp=3))


def test_where_one_label_stands_below_an_item_all_found_there_count() -> None:
    result = judged(*ITEMS, ("", "999 call handling"))
    assert scores(result) == (Score(tp=3, fp=1), Score(tp=3, fp=2))


def test_below_an_item_that_is_false_itself_nothing_is_left_out() -> None:
    assert scores(judged(ITEMS[0])) == (Score(tp=1, fp=2), Score(tp=1, fp=4))


def test_where_a_list_of_people_is_labelled_lists_count() -> None:
    result = judged(*ITEMS, ("", "Present"))
    assert scores(result) == (Score(tp=3), Score(tp=3, fp=2))


def test_a_missed_label_counts_in_both() -> None:
    result = judged(*ITEMS, ("3", "Estates"))
    assert [score.fn for score in scores(result)] == [1, 1]
