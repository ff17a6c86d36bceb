"""Items of the inspectorate's reports: which one is named, under which cause, and who says what of it."""

from __future__ import annotations

import pytest

from pipeline.model import (
    InspectionItemKind,
    InspectionMention,
    InspectorateStatus,
    ReplyKind,
    Status,
)
from tests.support.typed import minutes_of

AFI, CAUSE, RECOMMENDATION = (
    InspectionItemKind.AFI,
    InspectionItemKind.CAUSE_OF_CONCERN,
    InspectionItemKind.RECOMMENDATION,
)


def named(body: str, heading: str = "HMICFRS update") -> list[InspectionMention]:
    """The single items that minutes name."""
    minutes = minutes_of(f"1. Apologies\nNone.\n2. {heading}\n{body}\n")
    return [one for one in minutes.inspections if one.item_kind and not one.several]


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("The AFI on call abandonment was discussed.", ["call abandonment"]),
        ("The stalking briefing AFI was discussed.", ["stalking briefing"]),
        (
            "There are three AFIs: call answering, bail and fleet.",
            ["call answering", "bail", "fleet"],
        ),
        ("Bail is also one of the areas for improvement in the report.", ["bail"]),
        ("The AFI on bail was sent in. The AFI itself stays open.", ["bail", "bail"]),
        ("The force has fourteen AFIs.", []),
        ("Inspectors saw no cause of concern.", []),
    ],
)
def test_an_item_is_known_by_its_topic(text: str, topics: list[str]) -> None:
    assert [one.item_topic for one in named(text)] == topics


def test_a_recommendation_stands_under_the_cause_that_its_sentence_names() -> None:
    cause, third = named(
        "On the cause of concern on bail, the third recommendation is partially outstanding."
    )
    assert (cause.item_kind, cause.under, cause.inspectorate_status) == (CAUSE, None, None)
    assert (third.item_kind, third.item_number, third.under) == (RECOMMENDATION, "third", "bail")
    assert third.inspectorate_status is InspectorateStatus.PARTIALLY_OUTSTANDING


@pytest.mark.parametrize(
    ("text", "board", "inspectorate"),
    [
        ("The AFI on bail is, in the force’s view, complete.", Status.COMPLETE, None),
        ("The Force regards the AFI on bail as finished.", Status.COMPLETE, None),
        ("The Force may consider the AFI on bail complete.", None, None),
        ("The Force does not consider the AFI on bail complete.", None, None),
        ("The Board has closed the AFI on bail.", Status.CLOSED, None),
        ("The AFI on bail has been signed off by HMICFRS.", None, InspectorateStatus.SIGNED_OFF),
        ("The AFI on bail has not been signed off.", None, InspectorateStatus.PENDING_SIGN_OFF),
        (
            "HMICFRS will not sign the AFI on bail off before May.",
            None,
            InspectorateStatus.OUTSTANDING,
        ),
        (
            "The AFI on bail remains open with the Inspectorate even though the Force regards it as finished.",
            Status.COMPLETE,
            InspectorateStatus.OUTSTANDING,
        ),
        ("The AFI on bail is in progress.", Status.IN_PROGRESS, None),
    ],
)
def test_board_and_inspectorate_speak_for_themselves(
    text: str, board: Status | None, inspectorate: InspectorateStatus | None
) -> None:
    (item,) = named(text)
    assert (item.board_status, item.inspectorate_status) == (board, inspectorate)


def test_an_item_belongs_to_the_programme_of_its_paragraph_or_heading() -> None:
    assert [one.programme for one in named("PEEL was noted. The AFI on bail is open.")] == ["PEEL"]
    (headed,) = named("The AFI on bail is open.", "PEEL 2021/22")
    assert (headed.programme, headed.year, headed.round) == ("PEEL", 2021, "2021/22")
    both = "PEEL and the NCPI were noted. The AFI on bail is open."
    assert [one.programme for one in named(both)] == [""]


def test_an_inspection_of_a_fire_service_is_none_of_the_police() -> None:
    assert (
        named("HMICFRS found one cause of concern in its fire and rescue inspection.", "Fleet")
        == []
    )


@pytest.mark.parametrize("words", ["JTAI", "Joint Targeted Area Inspection"])
def test_joint_inspections_are_a_programme(words: str) -> None:
    minutes = minutes_of(f"1. Apologies\nNone.\n2. Children\nThe {words} begins in May.\n")
    assert [one.programme for one in minutes.inspections] == ["JTAI"]


def replies(body: str) -> list[tuple[ReplyKind, str, str]]:
    minutes = minutes_of(f"1. Apologies\nNone.\n2. PEEL inspection\n{body}\n")
    return [(one.kind, str(one.when.first), one.programme) for one in minutes.replies]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The report was published on 2 March 2023.",
            [(ReplyKind.PUBLISHED, "2023-03-02", "PEEL")],
        ),
        (
            "The HMICFRS report of 2 March was presented.",
            [(ReplyKind.PUBLISHED, "2023-03-02", "PEEL")],
        ),
        (
            "The PCC’s comments were published on 26 April.",
            [(ReplyKind.ANSWERED, "2023-04-26", "PEEL")],
        ),
        (
            "The statutory comments have to be published by 31 July.",
            [(ReplyKind.LAST_DAY, "2023-07-31", "PEEL")],
        ),
        ("The PCC’s comments will be published on 26 June.", []),
        ("The report was published in March.", []),
        ("Comments on the canteen were sent on 2 May.", []),
        ("The report will be published on 26 June.", []),
    ],
)
def test_the_days_of_the_reply_duty_are_those_that_are_printed(
    text: str, told: list[tuple[ReplyKind, str, str]]
) -> None:
    assert replies(text) == told
