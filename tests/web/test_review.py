"""The review page: what hangs on most comes first, and what is said goes to the file alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import pytest
from datasette.app import Datasette

from pipeline.corrections import Correction, Kind, append, read
from pipeline.web.live import live
from pipeline.web.review_queue import queue
from tests.support.web_register import HOSTILE, LONG
from tests.support.web_signing import Visitor, application, settings
from tests.web.conftest import close
from tests.web.test_pages import Tags

PAGES = [
    "/-/review", "/-/review?kind=link", "/-/review?kind=update&page=2", "/-/review/said",
    "/-/review/action/act-panel", "/-/review/action/act-hostile", "/-/review/action/act-long",
    "/-/review/link/link-1", "/-/review/update/event-hostile", "/-/review/update/event-7",
    "/-/review/update/event-6",
]  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "corrections.jsonl"


@pytest.fixture
async def app(register: Path, tmp_path: Path, ledger: Path) -> AsyncIterator[Datasette]:
    given = settings(tmp_path / "site.yml")
    app = application(register, settings=given, corrections=ledger)
    await app.invoke_startup()
    yield app
    close(app)


@pytest.fixture
async def fern(app: Datasette) -> Visitor:
    visitor = Visitor(app)
    await visitor.sign_in("fern")
    return visitor


def held(place: Path) -> bytes:
    """What a file holds; b"" where there is none."""
    return place.read_bytes() if place.exists() else b""


def alter(ledger: Path) -> bytes:
    altered = ledger.read_bytes().replace(b"A. Fern", b"B. Fern")
    ledger.write_bytes(altered)
    return altered


def kept(ledger: Path) -> Correction:
    return read(ledger).corrections[-1]


@pytest.mark.parametrize("address", PAGES)
async def test_only_a_reviewer_sees_the_pages(app: Datasette, fern: Visitor, address: str) -> None:
    answer = await app.client.get(address)
    assert answer.status_code == 302
    assert answer.headers["location"].startswith("/-/login?next=%2F-%2Freview")
    analyst = Visitor(app)
    await analyst.sign_in("moss")
    assert (await analyst.get(address)).status_code == 404
    answer = await fern.get(address)
    assert answer.status_code == 200
    assert "no-store" in answer.headers["cache-control"]


@pytest.mark.parametrize("address", PAGES)
async def test_hostile_words_are_harmless_beside_the_buttons(fern: Visitor, address: str) -> None:
    if address == "/-/review/said":
        await fern.send("/-/review/action/act-hostile", say="owner", owner=HOSTILE, why=HOSTILE)
    text = (await fern.get(address)).text
    assert "<script" not in text
    assert "<img src=x" not in text
    assert "\u202e" not in text
    assert not {name for name in Tags(text).attributes if name.startswith("on")}
    assert text.count("<h1") == 1


async def test_review_is_off_unless_it_is_switched_on(register: Path, ledger: Path) -> None:
    app = application(register, corrections=ledger)
    await app.invoke_startup()
    try:
        for address in PAGES:
            assert (await app.client.get(address)).status_code == 404
    finally:
        close(app)


async def test_what_could_close_an_hmicfrs_action_comes_first(app: Datasette) -> None:
    entries = await queue(app)
    assert [entry.weight for entry in entries] == sorted(
        (entry.weight for entry in entries), reverse=True
    )
    by_key = {entry.id: entry for entry in entries}
    assert by_key["link-1"].row["hmicfrs"] == 1
    assert by_key["link-1"].weight > by_key["act-panel"].weight
    assert "HMICFRS" in " ".join(by_key["link-1"].hangs)
    assert "Nobody is named" in " ".join(by_key["act-panel"].hangs)
    assert "event-7" not in by_key, "a count closes nothing, whoever reads it"


async def test_an_owner_is_corrected_in_one_click_and_the_next_entry_follows(
    fern: Visitor, ledger: Path, app: Datasette
) -> None:
    register = live(app)
    assert register is not None
    before = held(Path(register.path))
    answer = await fern.send("/-/review/action/act-call", say="owner", owner="Priya Holt")
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/-/review/")
    said = kept(ledger)
    assert (said.kind, said.person_value, said.machine_value) == (
        Kind.OWNER, "Priya Holt", "Force",
    )  # fmt: skip
    assert said.who == "A. Fern (fern)"
    assert said.why == "The words on the page say so."
    assert said.targets[0].words.startswith("ACTION: The Force to report on call handling")
    following = (await fern.get(answer.headers["location"])).text
    assert "Kept as correction 1" in following
    assert "It takes effect at the next build" in following
    assert held(Path(register.path)) == before, "the register is not touched"


async def test_what_was_judged_leaves_the_queue_until_it_is_taken_back(
    fern: Visitor, ledger: Path
) -> None:
    assert "link/link-1" in (await fern.get("/-/review")).text
    await fern.send("/-/review/link/link-1", say="reject", why="other data")
    said = kept(ledger)
    assert (said.kind, said.field, said.why) == (Kind.REJECT_LINK, "duplicates", "other data")
    assert [target.id for target in said.targets] == ["act-panel", "act-peel"]
    text = (await fern.get("/-/review")).text
    assert "link/link-1" not in text
    assert "1 correction for the next build" in text
    await fern.send("/-/review/said", undo="1")
    assert (kept(ledger).kind, kept(ledger).undoes) == (Kind.UNDO, 1)
    assert "link/link-1" in (await fern.get("/-/review")).text
    assert "Taken back" in (await fern.get("/-/review/said")).text


@pytest.mark.parametrize(
    ("address", "fields", "kind", "value"),
    [
        ("action/act-panel", {"say": "owner", "nobody": "1"}, Kind.OWNER, ""),
        ("action/act-panel", {"say": "owner", "owner": " A  B ;; C "}, Kind.OWNER, "A B; C"),
        ("action/act-call", {"say": "due", "due": "2024-04-30"}, Kind.DUE, "2024-04-30"),
        ("action/act-call", {"say": "due", "none": "1", "due": "x"}, Kind.DUE, ""),
        ("action/act-promise", {"say": "not-an-action"}, Kind.NOT_AN_ACTION, "no action"),
        ("link/link-1", {"say": "confirm"}, Kind.CONFIRM_LINK, "confirmed"),
        ("update/event-6", {"say": "apart", "action": "act-peel"}, Kind.EVENT_APART, ""),
        ("update/event-6", {"say": "concerns", "action": "act-call"}, Kind.EVENT_CONCERNS, "act-call"),
        ("update/event-7", {"say": "closes", "action": "http://x/-/action/act-call"}, Kind.EVENT_CLOSES, "closes act-call"),
        ("update/event-7", {"say": "concerns", "action": "1/2024"}, Kind.EVENT_CONCERNS, "act-call"),
    ],
)  # fmt: skip
async def test_each_button_says_one_thing(  # noqa: PLR0917 (a table)
    fern: Visitor, ledger: Path, address: str, fields: dict[str, str], kind: Kind, value: str
) -> None:
    answer = await fern.send(f"/-/review/{address}", **fields)
    assert answer.status_code == 303, answer.text
    assert (kept(ledger).kind, kept(ledger).person_value) == (kind, value)


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("action/act-call", {}), ("action/act-call", {"say": "owner", "owner": " ; "}),
        ("action/act-call", {"say": "due", "due": "31/03/2024"}),
        ("action/act-call", {"say": "everything"}), ("link/link-1", {"say": "owner"}),
        ("update/event-3", {"say": "closes", "action": "nowhere"}),
        ("update/event-3", {"say": "closes", "action": ""}),
        ("update/event-3", {"say": "closes", "action": "act-budget-8"}),  # raised later
        ("update/event-3", {"say": "what", "action": "act-call"}),
        ("update/event-3", {"say": "closes", "action": "act-budget"}),  # many begin so
    ],
)  # fmt: skip
async def test_what_makes_no_sense_is_refused_in_words(
    fern: Visitor, ledger: Path, address: str, fields: dict[str, str]
) -> None:
    answer = await fern.send(f"/-/review/{address}", **fields)
    assert answer.status_code == 409
    assert 'role="alert"' in answer.text
    assert held(ledger) == b""


@pytest.mark.parametrize(
    "address", ["action/none", "link/none", "update/none", "person/x", "action/" + "%F0%9F"]
)
async def test_what_is_not_there_is_not_found(fern: Visitor, ledger: Path, address: str) -> None:
    assert (await fern.get(f"/-/review/{address}")).status_code in {302, 404}
    answer = await fern.send(f"/-/review/{address}", at="/-/review/said", say="confirm")
    assert answer.status_code in {302, 404}
    assert held(ledger) == b""


async def test_nothing_is_kept_without_the_forms_token_or_by_a_stranger(
    app: Datasette, fern: Visitor, ledger: Path
) -> None:
    fields = {"say": "reject", "csrftoken": "guessed"}
    await fern.get("/-/review/link/link-1")
    address = "/-/review/link/link-1"
    assert (await app.client.post(address, data=fields, cookies=fern.cookies)).status_code == 403
    alone = {"ds_actor": fern.cookies["ds_actor"]}
    assert (await app.client.post(address, data=fields, cookies=alone)).status_code in {403, 409}
    assert (await app.client.post(address, data=fields)).status_code == 302, "to sign in"
    huge = {**fields, "why": "x" * 100_000}
    assert (await app.client.post(address, data=huge, cookies=fern.cookies)).status_code == 413
    assert held(ledger) == b""


async def test_a_broken_chain_is_told_and_nothing_is_added(fern: Visitor, ledger: Path) -> None:
    await fern.send("/-/review/link/link-1", say="reject")
    altered = alter(ledger)
    answer = await fern.send("/-/review/action/act-call", say="owner", owner="Priya Holt")
    assert answer.status_code == 409
    assert "was altered" in answer.text
    assert held(ledger) == altered
    for address in ("/-/review", "/-/review/said"):
        assert "was altered" in (await fern.get(address)).text


async def test_two_reviewers_at_once_keep_one_chain(app: Datasette, ledger: Path) -> None:
    fern, proxy = (
        Visitor(app),
        {"x-remote-user": "sedge", "x-proxy-secret": "between proxy and site only"},
    )
    await fern.sign_in("fern")
    await fern.send("/-/review/link/link-1", say="reject")
    other = Correction(n=0, at="2024-05-01T09:00:00Z", who="D", why="y", kind=Kind.UNDO,
                       targets=(), undoes=1)  # fmt: skip
    append(ledger, other)
    await fern.send("/-/review/action/act-call", say="owner", owner="Priya Holt")
    assert [entry.n for entry in read(ledger).corrections] == [1, 2, 3]
    assert read(ledger).trouble == ""
    assert "A. Fern" in (await app.client.get("/-/review/said", headers=proxy)).text


async def test_very_long_words_are_cut_in_lists_and_whole_beside_the_page(fern: Visitor) -> None:
    assert LONG not in (await fern.get("/-/review")).text
    assert LONG in (await fern.get("/-/review/action/act-long")).text


async def test_an_action_of_the_same_reference_is_offered_and_no_other(fern: Visitor) -> None:
    text = (await fern.get("/-/review/update/event-3")).text
    assert text.count('name="action" value=') == 1
    assert 'value="act-call"' in text
    text = (await fern.get("/-/review/update/event-7")).text
    assert 'name="action" value=' not in text, "“Several actions were closed” is like no action"


ODD = (
    "", " ", "\x00", "\u202e", "\ud83d\ude00" * 300, "a" * 5000, "9" * 5000, "-1", "'; drop table actions", "<script>",
    "\u0663", "\uff12\uff10\uff12\uff14-\uff10\uff11-\uff10\uff11", "2024-02-30", "0000-00-00", "act-", "%", "*", "?page=2", "\r\nSet-Cookie: x=y",
)  # fmt: skip


async def test_odd_words_in_any_field_are_no_failure(fern: Visitor) -> None:
    page = await fern.get("/-/review/said")
    assert page.status_code == 200
    for odd in ODD:
        for address, fields in (
            ("action/act-call", {"say": "owner", "owner": odd, "why": odd}),
            ("action/act-call", {"say": "due", "due": odd}),
            ("update/event-3", {"say": "closes", "action": odd, "why": odd}),
            ("link/link-1", {"say": odd}),
            ("said", {"undo": odd}),
        ):
            text = odd.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            given = {name: text if told == odd else told for name, told in fields.items()}
            answer = await fern.send(f"/-/review/{address}", at="/-/review/link/link-1", **given)
            assert answer.status_code in {303, 404, 409}, (address, given)
            assert "x=y" not in answer.headers.get("set-cookie", "")
        for address in ("?page=", "?kind=", "/said?said="):
            found = await fern.app.client.get(
                f"/-/review{address}{quote(odd, errors='replace')}", cookies=fern.cookies
            )
            assert found.status_code == 200
