"""References of earlier actions in a log: they look like the numbers of items, and are none."""

from __future__ import annotations

from pipeline.bodies import recognise
from pipeline.model import Document
from pipeline.sections import partition, split
from tests.support.items import PROSE
from tests.support.typed import Typed, page


def headings(document: Document) -> list[str]:
    body = recognise(document, ())
    (within,) = partition(document, body)
    found = split(document, body, within)[1:]
    return [one.heading.of(document.text) if one.heading else "" for one in found]


def test_references_of_a_log_in_a_list_are_no_items() -> None:
    document = page(
        "Northvale Board",
        Typed("Action log", bold=True),
        Typed("AB/22/029 – Lamp contract. The new one is live. Closed.", bold_to=9, marker="•"),
        Typed("AB/22/031 – Depot lease. The draft is with us. Open.", bold_to=9, marker="•"),
        Typed("AB/22/037 – Survey questions. No proof has come. Open.", bold_to=9, marker="•"),
        Typed("Fleet", bold=True),
        PROSE,
    )
    assert headings(document) == ["Action log", "Fleet"]


LOG = (
    "BM/22/029 – Phones. The new tariff is there. Closed.",
    "BM/22/031 – Handbook. A draft is with the printer.",
    "BM/22/037 – Survey. The questions are with the supplier. Carry forward.",
)


def test_codes_in_a_review_below_numbered_items_are_those_of_actions() -> None:
    document = page(
        "Northvale Board",
        *("1. Apologies", PROSE, "2. Interests", PROSE, "3. Minutes and action log", PROSE),
        *(*LOG, "4. Fleet", PROSE, "5. Estates", PROSE),
    )
    assert headings(document) == [
        "Apologies",
        "Interests",
        "Minutes and action log",
        "Fleet",
        "Estates",
    ]
