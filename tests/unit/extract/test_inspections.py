"""The inspectorate: what names it, what does not, and which actions serve it."""

from __future__ import annotations

import pytest

from pipeline.model import (
    InspectionItemKind,
    InspectionMention,
    InspectionReason,
    InspectorateStatus,
)
from tests.support.typed import minutes_of

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)


def mentions(body: str, heading: str = "Fleet") -> tuple[InspectionMention, ...]:
    return minutes_of(f"1. Apologies\nNone.\n2. {heading}\n{body}\n").inspections


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("HMICFRS will visit in May.", ""),
        ("HMIC criticised the Force.", ""),
        ("The upcoming PEEL inspection is near.", "PEEL"),
        ("HMICFRS graded SOC as inadequate.", "SOC"),
        ("The HMICFRS vetting report came out.", "VETTING"),
    ],
)
def test_the_inspectorate_is_named(text: str, programme: str) -> None:
    assert mentions(text)[0].programme == programme


@pytest.mark.parametrize(
    "text",
    [
        "The Carter Inquiry made recommendations 2 and 5.",
        "Internal audit recommendation 7 is overdue.",
        "HMICS inspects in Scotland.",
        "The ICO wrote about vetting.",
        "The fire service inspection found two causes for concern.",
        "The Race Action Plan was noted.",
        "Vetting takes too long.",
        "SOC remains a priority.",
    ],
)
def test_other_bodies_are_not_the_inspectorate(text: str) -> None:
    assert mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "kind", "number", "status"),
    [
        (
            "The cause for concern on supervision is partially outstanding.",
            InspectionItemKind.CAUSE_OF_CONCERN,
            "",
            InspectorateStatus.PARTIALLY_OUTSTANDING,
        ),
        (
            "Two AFIs await sign-off.",
            InspectionItemKind.AFI,
            "",
            InspectorateStatus.PENDING_SIGN_OFF,
        ),
        (
            "PEEL rec 7 has been signed off by HMICFRS.",
            InspectionItemKind.RECOMMENDATION,
            "7",
            InspectorateStatus.SIGNED_OFF,
        ),
        ("The Force considers AFI 3 complete.", InspectionItemKind.AFI, "3", None),
    ],
)
def test_items_and_what_the_inspectorate_has_done(
    text: str, kind: InspectionItemKind, number: str, status: InspectorateStatus | None
) -> None:
    found = mentions(text, "Quarterly HMICFRS update")[-1]
    assert (found.item_kind, found.item_number, found.inspectorate_status) == (kind, number, status)


def reasons(body: str, heading: str) -> list[list[InspectionReason]]:
    minutes = minutes_of(f"1. Apologies\nNone.\n2. {heading}\n{body}\n")
    return [
        [reason for m in minutes.inspections for other, reason in m.actions if other == action.id]
        for action in minutes.actions
    ]


def test_an_action_serves_what_it_names() -> None:
    body = "ACTION: Force to send the evidence pack to HMICFRS."
    assert reasons(body, "Fleet") == [[InspectionReason.NAMED_IN_ACTION]]


def test_an_action_serves_the_subject_of_its_item() -> None:
    assert reasons("ACTION: Force to share the audit.", "HMICFRS update") == [
        [InspectionReason.NAMED_IN_SECTION]
    ]


def test_a_paragraph_covers_the_next_action_and_no_further() -> None:
    body = (
        "The PEEL inspection will look at call answering.\nACTION: Force to bring an update.\n"
        "ACTION: OPCC to use the findings of the Carter Inquiry in its grants."
    )
    assert reasons(body, "Performance") == [[InspectionReason.NAMED_IN_SECTION], []]


def test_an_action_far_from_the_words_serves_nothing() -> None:
    long = " ".join([PROSE] * 3)
    body = f"HMICFRS will visit.\n{long}\n{long}\n{long}\nACTION: Force to buy ten cars."
    assert reasons(body, "Performance") == [[]]


def test_short_paragraphs_set_the_scene_together() -> None:
    short = "The figures were heard."
    body = f"HMICFRS will visit.\n{short}\n{short}\n{short}\nACTION: Force to bring a plan."
    assert reasons(body, "Performance") == [[InspectionReason.NAMED_IN_SECTION]]


def test_a_promise_on_the_way_does_not_hide_the_scene() -> None:
    body = (
        "HMICFRS will visit.\nBO undertook to look into the figures.\n"
        "ACTION: Force to bring a plan."
    )
    assert reasons(body, "Performance")[-1] == [InspectionReason.NAMED_IN_SECTION]
