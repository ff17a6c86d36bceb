"""The margin of a printed page: which paragraph stands at its height, and over how many lines it goes."""

from __future__ import annotations

from tests.support.typed import HEAD, Typed, extraction_of, page

PROSE = (
    "CD spoke to the paper at some length. The rest of it would stay as it was until the summer."
)


def told(*lines: Typed) -> list[tuple[str, list[str], str]]:
    """The words, owners and deadline of each action of an item with these lines."""
    document = page(*HEAD.splitlines(), "1. Apologies", "None.", "2. Fleet", *lines)
    return [
        (one.text, [owner.text for owner in one.owners], one.due.text if one.due else "")
        for one in extraction_of(document).minutes[0].actions
    ]


def side(words: str, top: float) -> Typed:
    return Typed(words, style="side-column", lines=(top,))


def test_owners_over_two_lines_and_their_deadline_mark_one_task() -> None:
    found = told(
        Typed(PROSE, lines=(180, 192)),
        side("CD/Head of", 200),
        Typed("CD and the Head of Transport to bring a paper on the yard.", lines=(216,)),
        side("Transport", 212),
        side("July mtg", 226),
        Typed("The rota was seen and nobody spoke to it.", lines=(260,)),
        side("BO", 262),
        Typed("The rota to be put on the website.", lines=(280,)),
        side("asap", 276),
    )
    assert found == [
        (
            "CD and the Head of Transport to bring a paper on the yard.",
            ["CD", "Head of Transport"],
            "July mtg",
        ),
        ("The rota to be put on the website.", ["BO"], "asap"),
    ]


def test_a_margin_read_after_the_table_beside_it_marks_the_cells_at_its_height() -> None:
    found = told(
        Typed("CD to tell the others, as she missed it.", cell=(0, 0, 1), lines=(180,)),
        Typed("The new cars have come.", cell=(0, 1, 1), lines=(200,)),
        Typed("Paint the gate", cell=(0, 2, 1), lines=(212,)),
        Typed("Next meeting: 14 June 2023", cell=(0, 3, 1), lines=(240,)),
        side("CD – autumn term", 182),
        side("BO", 215),
    )
    assert found == [
        ("CD to tell the others, as she missed it.", ["CD"], "autumn term"),
        ("Paint the gate", ["BO"], ""),
    ]


def test_initials_beside_talk_mark_the_task_in_the_paragraph_below_it() -> None:
    found = told(
        Typed("Ms Ash asked how long the yard could stay shut.", lines=(180,)),
        side("CD", 180),
        Typed("Price for a new gate to be asked for by 9 June.", lines=(200,)),
        Typed("The rota was seen and it was agreed to print it.", lines=(230,)),
        side("BO", 230),
        Typed("Drivers to be told of the rota.", lines=(250,)),
        side("DN", 250),
    )
    assert found == [
        ("Price for a new gate to be asked for by 9 June.", ["CD"], "9 June"),
        ("The rota was seen and it was agreed to print it.", ["BO"], ""),
        ("Drivers to be told of the rota.", ["DN"], ""),
    ]
