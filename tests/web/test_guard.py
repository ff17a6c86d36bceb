"""What may be sent to the site: short forms at three places, and nothing else."""

from __future__ import annotations

import pytest
from datasette.app import Datasette

from pipeline.web.security import LARGEST_FORM, Message, guard

SENT = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "BREW"])
@pytest.mark.parametrize(
    "address", ["/", "/-/action/act-call", "/minutes/actions", "/minutes.json"]
)
async def test_the_register_is_only_read(site: Datasette, method: str, address: str) -> None:
    answer = await site.client.request(method, address)
    assert answer.status_code == 405
    assert "default-src 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("address", ["/-/login", "/-/review/action/act-call", "/-/review/said"])
async def test_nothing_is_sent_where_nobody_can_sign_in(site: Datasette, address: str) -> None:
    answer = await site.client.post(address, data={"name": "x", "say": "owner"})
    assert answer.status_code in {403, 404}


@pytest.mark.parametrize(
    "body", [b"\xff\xfe=\xff", b"", b"a" * LARGEST_FORM, b"%00=%ff&name=%F0%9F"]
)
async def test_odd_forms_are_no_failure(site: Datasette, body: bytes) -> None:
    assert (await site.client.post("/-/login", content=body, headers=SENT)).status_code < 500


async def test_a_long_form_is_refused_before_it_is_held(site: Datasette) -> None:
    """It comes in pieces, and no more of them are taken than a form may have."""
    taken = 0
    answers: list[Message] = []

    async def receive() -> Message:
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": b"x" * 1024, "more_body": True}

    async def send(message: Message) -> None:
        answers.append(message)

    async def app(scope: Message, receive: object, send: object) -> None:
        pytest.fail("it must not come through")

    scope: Message = {"type": "http", "method": "POST", "path": "/-/login", "headers": []}
    await guard(app)(scope, receive, send)
    assert answers[0]["status"] == 413
    assert taken <= LARGEST_FORM // 1024 + 2
