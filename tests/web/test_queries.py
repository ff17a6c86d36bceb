"""The canned queries answer what their titles ask."""

from __future__ import annotations

from tests.web.conftest import Get


async def _rows(get: Get, address: str) -> list[dict[str, object]]:
    answer = await get(address)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, object]] = answer.json()
    return found


async def test_overdue_depends_on_the_day(get: Get) -> None:
    before = await _rows(get, "/minutes/overdue.json?_shape=array&as_of=2024-03-31")
    after = await _rows(get, "/minutes/overdue.json?_shape=array&as_of=2024-04-01")
    assert before == []
    assert [(row["action_id"], row["days_late"]) for row in after] == [("act-call", 1)]


async def test_closed_hmicfrs_actions_carry_their_evidence(get: Get) -> None:
    found = await _rows(get, "/minutes/closed_hmicfrs.json?_shape=array")
    peel = next(row for row in found if row["action_id"] == "act-peel")
    assert peel["evidence"] == "Action 2/2024 – complete."
    assert peel["inspectorate_status"] == "outstanding"


async def test_open_on_topic_leaves_out_what_is_closed(get: Get) -> None:
    found = await _rows(get, "/minutes/open_on_topic.json?_shape=array&topic=crime+data")
    assert {row["action_id"] for row in found} == set()
    found = await _rows(get, "/minutes/open_on_topic.json?_shape=array&topic=call+handling")
    assert {row["action_id"] for row in found} == {"act-call"}


async def test_unattributed_closures_are_listed_and_close_nothing(get: Get) -> None:
    found = await _rows(get, "/minutes/unattributed_closures.json?_shape=array")
    assert [row["text"] for row in found] == ["Several actions were closed."]


async def test_an_action_never_mentioned_again_counts_the_meetings_since(get: Get) -> None:
    found = await _rows(get, "/minutes/never_mentioned_again.json?_shape=array")
    since = {row["action_id"]: row["meetings_since"] for row in found}
    assert since["act-budget-2"] == 5
    assert "act-call" not in since
    assert "act-budget-8" not in since


async def test_actions_of_an_owner(get: Get) -> None:
    found = await _rows(get, "/minutes/actions_of_owner.json?_shape=array&owner=Reed")
    assert [row["action_id"] for row in found] == ["act-peel"]
