"""Marks that no list of words knows: a dress before owner and task that comes back, or an arrow."""

from __future__ import annotations

from functools import cache

import pytest

from pipeline.extract.items.dress import may_return
from pipeline.model import Action, ActionKind
from tests.support.typed import minutes_of

PROSE = "The officers spoke to the paper at some length and members asked several questions."
FUEL = "prepare a note on fuel for members"
TYRES = "write to the yard about worn tyres"


def labelled(fleet: str, estates: str = "Noted.") -> list[Action]:
    """Give the labelled actions of two items of a meeting."""
    text = (
        f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{fleet}\n3. Estates\n{PROSE}\n{estates}\n"
        "4. Any other business\nNone.\n"
    )
    return [one for one in minutes_of(text).actions if one.kind is ActionKind.LABELLED]


def owners(action: Action) -> list[str]:
    return [owner.text for owner in action.owners]


def both(first: str, second: str) -> list[tuple[str, list[str]]]:
    """Give the tasks and owners of two marked lines of different items."""
    return [(one.ref, owners(one)) for one in labelled(first, second) if one.text]


@pytest.mark.parametrize("arrow", ["→", "▸", "►", "➔", "»", "=>", "->", "☐", "◆", ">>", "⇒"])
@pytest.mark.parametrize(
    "rest", ["BO to {}.", "23/14 BO to {}.", "23/14 BO – {}", "Action: BO to {}."]
)
def test_an_arrow_before_an_owner_marks_an_action(arrow: str, rest: str) -> None:
    (action,) = labelled(f"{arrow} {rest.format(FUEL)}")
    assert FUEL in action.text
    assert owners(action) == ["BO"]
    assert action.ref == ("23/14" if "23/14" in rest else "")


@pytest.mark.parametrize("arrow", ["→", "►", "▸"])
def test_an_arrow_may_stand_behind_the_sentences_of_a_paragraph(arrow: str) -> None:
    (action,) = labelled(f"{PROSE} {arrow} 2023-14 BO to {FUEL}. By 30 June 2023.")
    assert (action.ref, owners(action)) == ("2023-14", ["BO"])
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


@pytest.mark.parametrize("separator", [": ", " – ", ". ", " ", " | "])
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2023/14", "2023/15"),
        ("23/14", "23/15"),
        ("2023-14", "2023-15"),
        ("AP14", "AP15"),
        ("AP 14/23", "AP 15/23"),
        ("A14", "A15"),
        ("AI 14-02", "AI 14-03"),
        ("NV/014", "NV/015"),
        ("NGB-23-14", "NGB-23-15"),
        ("AP3.1", "AP3.2"),
        ("Mar23.01", "Mar23.02"),
        ("#14", "#15"),
    ],
)
def test_a_code_that_counts_on_before_owners_numbers_actions(
    first: str, second: str, separator: str
) -> None:
    found = both(f"{first}{separator}BO to {FUEL}.", f"{second}{separator}CD to {TYRES}.")
    assert [who for _, who in found] == [["BO"], ["CD"]]
    assert all(code.endswith(ref) for (ref, _), code in zip(found, (first, second), strict=True))


@pytest.mark.parametrize("number", ["", " 2022/71", " 3"])
@pytest.mark.parametrize(
    "label",
    [
        "Cam Gweithredu / Action",
        "CAM GWEITHREDU / ACTION",
        "Action / Cam Gweithredu",
        "Gweithred / Action",
        "Action/Gweithred",
    ],
)
def test_one_label_in_two_languages_marks_an_action(label: str, number: str) -> None:
    (action,) = labelled(f"{label}{number}: BO to {FUEL}. Erbyn / By: 30 June 2023")
    assert (action.ref, owners(action)) == (number.strip(), ["BO"])
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


@pytest.mark.parametrize(
    "label",
    ["AP ", "AP: ", "AP – ", "A/P ", "[AP] ", "Gweithred: ", "Tasg: ", "Pt for action: ", "Job: "],
)
def test_words_that_come_back_before_owners_in_other_items_mark_actions(label: str) -> None:
    found = labelled(f"{label}BO to {FUEL}.", f"{label}CD to {TYRES}.")
    assert [owners(one) for one in found] == [["BO"], ["CD"]]


def test_names_that_nobody_knows_own_what_a_dash_gives_them() -> None:
    found = labelled(f"AP Desmo – {FUEL}", f"AP Orla + Desmo – {TYRES}")
    assert [owners(one) for one in found] == [["Desmo"], ["Orla", "Desmo"]]


def test_a_known_dress_marks_a_line_whose_owner_is_left_open() -> None:
    found = labelled(f"AP BO – {FUEL}\nAP ? – somebody to sweep the yard", f"AP CD – {TYRES}")
    assert [owners(one) for one in found] == [["BO"], [], ["CD"]]


@pytest.mark.parametrize(
    "line",
    [
        f"AP1 BO to {FUEL} AP2 CD to {TYRES}",
        f"AP1: BO to {FUEL}. AP2: CD to {TYRES}.",
        f"→ 23/14 BO to {FUEL}. → 23/15 CD to {TYRES}.",
        f"ACTION: BO to {FUEL} ACTION: CD to {TYRES}",
        f"BO would {FUEL} [AP1]. CD would {TYRES} [AP2].",
    ],
)
def test_several_marks_of_one_paragraph_are_several_actions(line: str) -> None:
    found = labelled(line)
    assert [owners(one) for one in found] == [["BO"], ["CD"]]
    assert all(TYRES not in one.text for one in found[:1])


@pytest.mark.parametrize(
    ("fleet", "estates"),
    [
        (f"2.1 BO to {FUEL}.", f"3.1 CD to {TYRES}."),  # numbers of paragraphs
        (f"(a) BO to {FUEL}.", f"(a) CD to {TYRES}."),
        (f"DN: BO to {FUEL}.", f"DN: CD to {TYRES}."),  # who is speaking
        (f"Also, BO to {FUEL}.", f"Also, CD to {TYRES}."),
        (f"Tyres: BO to {FUEL}.", f"Roofs: CD to {TYRES}."),  # what each is about
        (f"Update: BO to {FUEL}.", f"Update: CD to {TYRES}."),
        (f"Q1: BO to {FUEL}.", f"Q2: CD to {TYRES}."),
        (f"On 3 May BO to {FUEL}.", f"On 9 May CD to {TYRES}."),
        ("L1: Lamp – Cracked", "L2: Gate – Bent"),
        (f"12/23 BO to {FUEL}.", "13/23 The roof leaks.\n14/23 The door sticks.\n15/23 No news."),
        ("→ more work was needed.", "→ nobody knew."),
    ],
)
def test_what_is_no_dress_marks_nothing(fleet: str, estates: str) -> None:
    assert labelled(fleet, estates) == []


@pytest.mark.parametrize(
    "line",
    [
        "Action: {} → BO",
        "Action: {} >> BO",
        "Action: {} | BO",
        "Action: {} … BO",
        "Action: {} – for BO",
        "Action: {}. BO",
        "Action: {}; BO",
        "Action: BO, {}",
        "Action: BO = {}",
        "Action: BO > {}",
        "Action: {}\nBO – 30 June",
    ],
)
def test_owners_stand_before_and_behind_a_task_in_any_dress(line: str) -> None:
    (action,) = labelled(line.format(FUEL))
    assert owners(action) == ["BO"]


@pytest.mark.parametrize("below", ["By 30 June", "30 June 2023", "BO – 30 June", "BO, 30/06/23"])
def test_a_line_below_an_action_may_hold_its_deadline_alone(below: str) -> None:
    (action,) = labelled(f"Action: BO to {FUEL}\n{below}")
    assert action.due is not None
    assert str(action.due.last) == "2023-06-30"


def test_codes_with_owners_in_brackets_come_back_as_marks() -> None:
    found = labelled(
        f"P3 – BO has spoken to the yard.\nP6 (CD) Fuel note for members\n{PROSE}",
        "P7 (BO/CD) Tyre prices to be asked – by 30 June",
    )
    assert [(one.ref, one.text, owners(one)) for one in found] == [
        ("P6", "Fuel note for members", ["CD"]),
        ("P7", "Tyre prices to be asked – by 30 June", ["BO", "CD"]),
    ]


def test_codes_may_have_initials_in_brackets_whom_no_list_names() -> None:
    found = labelled(
        "P6 (KW) Let AF know as soon as it is out", "P7 (GL/KW) Questions to be settled"
    )
    assert [(one.ref, owners(one)) for one in found] == [("P6", ["KW"]), ("P7", ["GL", "KW"])]


@pytest.mark.parametrize(
    "mark",
    [
        "→ TO DO (BO): {}",
        "▸ Action: {} (BO)",
        "Gweithred / Action 2023/07: {}. Perchennog / Owner: BO. Erbyn /By: 14 June 2023",
        "Cam Gweithredu / ACTION: BO to {}",
        "Action for BO → {}",
    ],
)
def test_a_label_may_stand_behind_an_arrow_or_the_other_language(mark: str) -> None:
    (action,) = labelled(mark.format(FUEL))
    assert owners(action) == ["BO"]
    assert FUEL in action.text


def test_what_stands_twice_in_a_meeting_alone_may_be_its_dress() -> None:
    standing = "Lamp 3 – BO to write. Lamp 4 – CD to ring. (FN) once".count
    twice = cache(lambda part: standing(part) > 1)
    assert may_return("Lamp 9", twice)
    assert not may_return("(FN)", twice)
    assert may_return("→ Gate", twice)  # an arrow need not come back


@pytest.mark.parametrize("label", ["§ AP", "§ Act", "(AP) §"])
def test_letters_of_actions_may_stand_between_other_signs(label: str) -> None:
    found = labelled(f"{label} BO to {FUEL}.\n{label} CD to {TYRES}.")
    assert [owners(one) for one in found] == [["BO"], ["CD"]]


def test_a_dress_may_begin_long_before_what_tells_it() -> None:
    found = labelled(f"Yard Lamp No 3: BO to {FUEL}.", f"Yard Lamp No 4: CD to {TYRES}.")
    assert [owners(one) for one in found] == [["BO"], ["CD"]]
