"""Promises without a label: who makes them, in which words, and what only looks like one."""

from __future__ import annotations

import pytest

from pipeline.model import Action, ActionKind
from tests.support.typed import minutes_of

PROSE = (
    "The officers spoke to the paper at some length and members asked several questions of them."
)


def implied(line: str) -> list[Action]:
    """Give the implied actions of an item that ends with this line."""
    found = minutes_of(f"1. Apologies\nNone.\n2. Fleet\n{PROSE}\n{line}\n").actions
    return [one for one in found if one.kind is ActionKind.IMPLIED]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("BO will put the list on the shared drive.", ["BO"]),
        ("BO would then visit the yard to see the tyres.", ["BO"]),
        ("CD is sending the forms to the yard.", ["CD"]),
        ("CD will be writing to all members about it.", ["CD"]),
        ("DN is going to ask the yard for a price.", ["DN"]),
        ("The letter will be sent to the yard by DN.", ["DN"]),
        ("The Treasurer confirmed that she would share the audit.", ["Treasurer"]),
        ("CD has spoken to the yard and will report back to members.", ["CD"]),
        ("The list had not come - Treasurer to find out why from the yard.", ["Treasurer"]),
        ("The Force will provide the figures for the year.", ["Force"]),
        ("Working group will analyse the figures of the yard.", ["Working group"]),
        ("DN to chase.", ["DN"]),
        ("Posters to be put up in the yard.", []),
        ("Advice is to be sought on the tyres.", []),
        ("The tyres are worn and advice is to be sought.", []),
        ("To be put on the agenda of the next board.", []),
        ("A letter will be sent to the yard.", []),
        ("The figures are late and would be presented at the next board.", []),
        ("A reply would be sent to the yard by the Force.", ["Force"]),
        ("An update will be given at the next board.", []),
        ("CD said that the yard would be asked for a price.", []),
        ("DN needs to send the forms to the yard.", ["DN"]),
        ("Need to check the tyres.", []),
        ("Will discuss it with the yard.", []),
        ("DN took the action to write to the yard.", ["DN"]),
        ("DN said he’d look into the tyres.", ["DN"]),
        ("CD said that she was sorry and would ring the yard.", ["CD"]),
        ("It was resolved to write to the yard.", []),
        ("DN was going to let the yard know.", ["DN"]),
        ("DN will take action to contact the yard.", ["DN"]),
        ("Repairs will be carried out in June.", []),
        ("She also agreed to keep the list.", []),
        ("RESOLVED – That the Chairman write to the yard.", ["Chairman"]),
        ("The price was high and the Treasurer to obtain two more.", ["Treasurer"]),
        ("Drivers at the yard have been asked to keep a list.", []),
        ("DN will be asked to supply a list.", ["DN"]),
        ("On the last, the Mayor will speak to the yard.", ["Mayor"]),
        ("The Treasurer was to put tyres on the agenda for June.", ["Treasurer"]),
        ("DN was also requested to show the price in future.", ["DN"]),
        ("CD asked if it was so; DN did not think it was but will double check.", ["DN"]),
        ("(ii) Chief Constable to speak to the yard.", ["Chief Constable"]),
    ],
)
def test_each_form_of_promise_is_implied_with_its_owner(line: str, who: list[str]) -> None:
    (action,) = implied(line)
    assert [owner.text for owner in action.owners] == who
    assert action.confidence <= 0.7


@pytest.mark.parametrize(
    "line",
    [
        "BO will be absent from the next board.",
        "CD would need more money for the tyres.",
        "The Chair mentioned that the figures are useful and will help the Force.",
        "The Board is asked to agree the budget for the year.",
        "This panel would then advise on the tyres.",
        "The date has to be made known by the yard.",
        "It needs to be sent out in time.",
        "Matters to be raised were few and far between.",
        "CD asked when the list, promised in June, would be sent.",
        "The figure that was asked for by CD will hurt the yard.",
        "On 4 March BO asked CD to write to the yard.",
        "BO asked CD to give an update on the tyres.",
        "The Board agreed to raise the risk from 12 to 16.",
        "The Board was asked to consider the tyres.",
        "The Commissioner agreed to support a bid for twenty more cars.",
        "Members may be asked to sign a letter.",
        "The approach will be brought in over four phases.",
        "Would CD send the list to the yard?",
        "If the price falls, and only then, tyres that would be ordered are few.",
        "If CD will write to the yard, it may help.",
        "The Force will celebrate its birthday in the spring.",
    ],
)
def test_plans_wishes_and_requests_to_decide_are_no_promises(line: str) -> None:
    assert implied(line) == []


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("(b) That the Clerk write to the yard within ten days;", "Clerk"),
        (
            "(2) that the Deputy Chief Executive prepare a list of leases; and",
            "Deputy Chief Executive",
        ),
        ("(3) That the Clerk be requested to send the report to the yard.", "Clerk"),
    ],
)
def test_a_listed_resolution_charges_the_post_that_it_begins_with(line: str, who: str) -> None:
    (action,) = implied(line)
    assert [owner.text for owner in action.owners] == [who]


def test_an_owner_who_is_to_action_it_owns_the_sentence_before() -> None:
    (action,) = implied("Both of them may be asked to the next board. DN to action.")
    assert action.text == "Both of them may be asked to the next board."
    assert [owner.text for owner in action.owners] == ["DN"]


def test_a_pronoun_means_the_one_person_with_whom_the_sentence_before_begins() -> None:
    (action,) = implied("CD has the list. She will send it to the yard.")
    assert (action.text, [one.text for one in action.owners]) == (
        "She will send it to the yard.",
        ["CD"],
    )
    (action,) = implied("CD and BO have the list. She will send it to the yard.")
    assert action.owners == ()


def test_a_word_that_the_minutes_write_in_small_letters_is_nobodys_name() -> None:
    assert implied("Rule will check the list. It is a new rule of the yard.") == []


def test_somebody_who_was_not_there_may_promise_in_firm_words() -> None:
    (action,) = implied("Mary will send the list to the yard.")
    assert [owner.text for owner in action.owners] == ["Mary"]
    assert implied("Vendors will review the list of the yard.") == []


def test_a_task_of_the_closing_list_is_no_second_promise() -> None:
    found = minutes_of(
        f"1. Apologies\nNone.\n2. Fleet\n{PROSE} The yard lorries left mud – DN will draft a letter to"
        " the yard owner.\n3. Summary of actions\n- Yard – DN to write to owner\n"
    ).actions
    assert [one.kind for one in found] == [ActionKind.LABELLED]
