"""Which passages are withheld, and how they are taken out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.model import Span
from pipeline.publish.markings import levels, markings
from pipeline.publish.passages import EXEMPT, MARKING, Part, Passage, exempt, merged, without
from pipeline.publish.repeats import COMMON, Repeats

KNOWN = markings("OFFICIAL")
SECRET = "The lease of the depot in Alder Lane ends in May."  # noqa: S105 (no password)


def document(*sections: tuple[str, str]) -> tuple[str, list[Part]]:
    """A text of sections, each a heading and words, and its parts."""
    text, parts = "Northmoor Board\n", []
    for number, (heading, words) in enumerate(sections):
        start = len(text)
        text += f"{heading}\n{words}\n"
        span = Span(start=start, end=len(text))
        parts.append(Part(id=f"s{number}", span=span, heading=heading, meeting="m"))
    return text, parts


def taken(text: str, parts: list[Part]) -> str:
    return without(text, exempt(text, parts, KNOWN))


@pytest.mark.parametrize(
    ("marking", "kept"),
    [(None, True), ("", True), ("OFFICIAL", True), ("Official", True), ("NOT  PROTECTIVELY MARKED", True),
     ("OFFICIAL-SENSITIVE", False), ("OFFICIAL – SENSITIVE", False), ("OFFICIAL: SENSITIVE", False),
     ("RESTRICTED", False), ("SECRET", False), ("NORTHMOOR EYES ONLY", False), ("OFFICIAL SENSITIVE COMMERCIAL", False)],
)  # fmt: skip
def test_a_document_above_the_level_or_of_an_unknown_one_is_kept_back(
    marking: str | None, *, kept: bool
) -> None:
    assert KNOWN.keeps(marking) is kept


def test_a_higher_level_lets_more_through() -> None:
    assert levels() == ("OFFICIAL", "OFFICIAL-SENSITIVE", "SECRET")
    assert markings("OFFICIAL-SENSITIVE").keeps("OFFICIAL – SENSITIVE")
    assert not markings("OFFICIAL-SENSITIVE").keeps("SECRET")
    with pytest.raises(ConfigError, match="no protective marking"):
        markings("PUBLIC")


@pytest.mark.parametrize(
    "heading",
    ["9. Exempt items", "CONFIDENTIAL: Estates", "Part 2", "Part II – private", "Estates (closed)",
     "Closed session", "Estates (Schedule 12A, paragraph 3)",
     "10 NOT FOR PUBLICATION", "Items in private", "Estates – OFFICIAL-SENSITIVE"],
)  # fmt: skip
def test_an_exempt_item_is_withheld_and_its_neighbours_stay(heading: str) -> None:
    text, parts = document(
        ("1. Fleet", "Vans were bought."), (heading, SECRET), ("3. Next", "In June.")
    )
    left = taken(text, parts)
    assert len(left) == len(text)
    assert "depot" not in left
    assert heading not in left
    assert "Vans were bought." in left
    assert "In June." in left
    assert left.index("In June.") == text.index("In June."), "every other word keeps its place"
    assert "[Withheld: " in left


@pytest.mark.parametrize(
    "heading",
    ["Action 3 (closed)", "Closed actions", "Private finance initiative", "Part-time officers",
     "Public session", "Confidence in policing", "Partnership"],
)  # fmt: skip
def test_ordinary_headings_are_no_exempt_items(heading: str) -> None:
    text, parts = document((heading, "Vans were bought."))
    if heading == "Action 3 (closed)":  # "(closed)" may mean a closed item: in doubt it is withheld
        assert "Vans" not in taken(text, parts)
    else:
        assert taken(text, parts) == text


def test_what_stands_under_an_exempt_item_is_withheld_with_it() -> None:
    text, parts = document(("2. Exempt items", "Two."), ("2.1 Depot", SECRET), ("3. Next", "June."))
    parts[1] = Part(id="s1", span=parts[1].span, heading="2.1 Depot", parent="s0", meeting="m")
    left = taken(text, parts)
    assert "depot" not in left
    assert "June." in left


def test_from_the_exclusion_of_the_public_on_everything_is_withheld() -> None:
    text, parts = document(
        ("1. Fleet", "Vans were bought."),
        ("2. Private", "RESOLVED that the press and public be excluded."),
        ("3. Depot", SECRET),
        ("4. Open again", "The public were readmitted."),
        ("5. Next", "In June."),
    )
    left = taken(text, parts)
    assert "depot" not in left
    assert "Vans were bought." in left
    assert "In June." in left
    assert left.count("[Withheld") == 1
    assert left.splitlines()[-2:] == ["5. Next", "In June."]


def test_an_exclusion_ends_with_its_meeting() -> None:
    text, parts = document(
        ("1. Private", "The public were excluded."), ("2. Depot", SECRET), ("1. Fleet", "Vans.")
    )
    parts[2] = Part(id="s2", span=parts[2].span, heading="1. Fleet", meeting="another")
    left = taken(text, parts)
    assert "depot" not in left
    assert "Vans." in left


def test_a_line_with_a_marking_withholds_the_item_it_stands_in() -> None:
    text, parts = document(("1. Depot", f"OFFICIAL-SENSITIVE\n{SECRET}"), ("2. Fleet", "Vans."))
    assert [one.reason for one in exempt(text, parts, KNOWN)] == [MARKING]
    assert "depot" not in taken(text, parts)
    assert "Vans." in taken(text, parts)


def test_words_that_only_look_like_a_marking_withhold_nothing() -> None:
    text, parts = document(("1. Staff", "The secret of a restricted budget is to protect it."))
    assert taken(text, parts) == text


@given(
    st.text(max_size=200), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 60)), max_size=6)
)
def test_taking_out_changes_no_place_and_leaves_nothing(
    text: str, cuts: list[tuple[int, int]]
) -> None:
    spans = [
        Span(start=min(start, len(text)), end=min(start + size, len(text))) for start, size in cuts
    ]
    passages = merged(Passage(span=span, reason=EXEMPT) for span in spans)
    left = without(text, passages)
    assert len(left) == len(text)
    gone = {place for span in spans for place in range(span.start, span.end)}
    for place, letter in enumerate(text):
        if place not in gone:
            assert left[place] == letter
    allowed = set("[Withheld: exempt item]\n")
    assert all(left[place] in allowed for place in gone)


def test_withheld_words_are_found_again_whatever_the_line_breaks() -> None:
    repeats = Repeats()
    repeats.passage(SECRET)
    again = "Matters arising\nThe LEASE of the depot,\nin Alder Lane ends – in May; noted\nNext"
    assert next(again[span.start : span.end] for span in repeats.found(again)).endswith("noted")
    assert not repeats.says("The lease of the depot was noted.")


def test_set_phrases_that_stand_in_many_documents_are_no_secret() -> None:
    phrase = "The minutes of the last meeting were agreed as a correct record."
    repeats = Repeats()
    repeats.passage(phrase)
    assert repeats.says(phrase)
    repeats.compare([(phrase, "")] * COMMON)
    assert not repeats.says(phrase)


def test_a_withheld_actions_own_words_are_withheld_however_often_they_stand() -> None:
    repeats = Repeats()
    repeats.own("Sell the depot in Alder Lane.")
    repeats.compare([("Sell the depot in Alder Lane", "2024-01-01")] * 9)
    assert repeats.says("3/24 sell the depot in alder lane – carried forward")
    assert not repeats.says("sell the depot")


def test_a_marked_list_makes_no_secret_of_what_was_open_before() -> None:
    words = "Jonah Reed to order four new vans by the end of March."
    for day, secret in (("2024-01-10", False), ("2024-03-10", True), ("", True)):
        repeats = Repeats()
        repeats.passage(words, "2024-02-01")
        repeats.own(words, "2024-02-01")
        repeats.compare([(f"ACTION: {words}", day)])
        assert repeats.says(words) is secret, day
