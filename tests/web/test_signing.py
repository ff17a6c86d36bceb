"""Signing in: off by default, slow to guess, and gone when a name or password changes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from datasette.app import Datasette
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.web import signing
from pipeline.web.signing_limits import FREE, LONGEST, OF_ALL, WITHIN, Attempts
from pipeline.web.signing_settings import Person, read, write
from tests.support.web_signing import PASSWORD, SECRET, Visitor, application, hashed, settings
from tests.web.conftest import Get, close

SQL = "/minutes?sql=select+1+as+one"
PROXY = {"x-remote-user": "sedge", "x-proxy-secret": SECRET}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return settings(tmp_path / "site.yml")


@pytest.fixture
async def app(register: Path, place: Path) -> AsyncIterator[Datasette]:
    app = application(register, settings=place)
    await app.invoke_startup()
    yield app
    close(app)


@pytest.fixture
def visitor(app: Datasette) -> Visitor:
    return Visitor(app)


async def test_nobody_can_sign_in_unless_that_is_switched_on(get: Get) -> None:
    assert (await get("/-/login")).status_code == 404
    assert (await get("/-/password-tool")).status_code == 404
    home = (await get("/")).text
    assert "Sign in" not in home
    assert "Log in" not in home


@pytest.mark.parametrize(
    "address",
    ["/-/databases.json", "/-/threads", "/-/settings.json", "/-/plugins", "/-/metadata.json",
     "/-/actor.json", "/-/messages", "/-/allow-debug", "/-/permissions", "/-/auth-token",
     "/-/patterns", "/-/versions.json", "/-/password-tool"],
)  # fmt: skip
async def test_pages_that_tell_of_the_machine_are_closed(get: Get, address: str) -> None:
    assert (await get(address)).status_code == 404


async def test_a_reviewer_signs_in_and_out(visitor: Visitor) -> None:
    assert "Sign in" in (await visitor.get("/-/quality")).text
    answer = await visitor.sign_in(next="/-/quality")
    assert (answer.status_code, answer.headers["location"]) == (302, "/-/quality")
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("ds_actor"))
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age" in cookie
    home = (await visitor.get("/")).text
    assert ">Review</a>" in home
    assert "Sign out" in home
    await visitor.send("/-/logout", at="/")
    visitor.cookies.pop("ds_actor", None)
    assert ">Review</a>" not in (await visitor.get("/")).text


@pytest.mark.parametrize("https", [False, True])
async def test_the_cookie_is_kept_to_https_where_visitors_use_it(
    visitor: Visitor, place: Path, *, https: bool
) -> None:
    settings(place, https=https)
    answer = await visitor.sign_in()
    cookie = next(c for c in answer.headers.get_list("set-cookie") if c.startswith("ds_actor"))
    assert ("Secure" in cookie) is https


@pytest.mark.parametrize("name", ["fern", "nobody", "sedge", "", "a" * 5000, "<script>"])
async def test_a_wrong_password_says_the_same_whoever_it_is(visitor: Visitor, name: str) -> None:
    """`sedge` has no password at all."""
    answer = await visitor.sign_in(name, "not this one")
    assert answer.status_code == 403
    assert signing.WRONG in answer.text
    assert "<script>" not in answer.text
    assert "ds_actor" not in visitor.cookies


async def test_guessing_is_slowed_down_and_the_right_password_waits_too(visitor: Visitor) -> None:
    for _ in range(FREE):
        assert (await visitor.sign_in("fern", "wrong")).status_code == 403
    answer = await visitor.sign_in()
    assert answer.status_code == 429
    assert "Too many attempts" in answer.text
    assert "ds_actor" not in visitor.cookies
    assert (await visitor.sign_in("moss")).status_code == 302, "others are not held up"


async def test_a_form_from_elsewhere_is_refused(app: Datasette, visitor: Visitor) -> None:
    """Without a cookie Datasette does not ask for the token, so we do."""
    fields = {"name": "fern", "password": PASSWORD}
    assert (await app.client.post("/-/login", data=fields)).status_code == 403
    await visitor.get("/-/login")
    answer = await app.client.post("/-/login", data=fields, cookies=visitor.cookies)
    assert answer.status_code == 403


async def test_a_person_who_is_taken_out_is_signed_out(visitor: Visitor, place: Path) -> None:
    await visitor.sign_in()
    assert ">Review</a>" in (await visitor.get("/")).text
    held = read(place)
    held.people.pop("fern")
    write(place, held)
    assert ">Review</a>" not in (await visitor.get("/")).text


async def test_a_new_password_ends_what_was_signed_in_with_the_old(
    visitor: Visitor, place: Path
) -> None:
    await visitor.sign_in()
    held = read(place)
    held.people["fern"] = Person(name="A. Fern", password_hash=hashed().replace("$1000$", "$1001$"))
    write(place, held)
    assert ">Review</a>" not in (await visitor.get("/")).text


def spoil(place: Path) -> None:
    place.write_text("people: [no, such, thing]")


async def test_settings_that_cannot_be_read_let_nobody_in(
    visitor: Visitor, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    await visitor.sign_in()
    spoil(place)
    assert ">Review</a>" not in (await visitor.get("/")).text
    assert (await visitor.get("/-/login")).status_code == 404
    assert (await visitor.get(SQL)).status_code == 403, "nor is it less public than before"
    assert capsys.readouterr().err.count("people") == 1


async def test_the_organisations_sign_on_names_a_person(app: Datasette) -> None:
    assert ">Review</a>" in (await app.client.get("/", headers=PROXY)).text


@pytest.mark.parametrize(
    "headers",
    [{"x-remote-user": "sedge"}, {**PROXY, "x-proxy-secret": "guessed"},
     {**PROXY, "x-remote-user": "stranger"}, {"x-proxy-secret": SECRET}],
)  # fmt: skip
async def test_a_header_alone_is_no_proof(app: Datasette, headers: dict[str, str]) -> None:
    assert ">Review</a>" not in (await app.client.get("/", headers=headers)).text


async def test_no_password_is_looked_at_in_a_header(app: Datasette) -> None:
    """datasette-auth-passwords would compare it at every page, and fail on what is no base64."""
    for header in ("Basic ZmVybjp3ZXQ=", "Basic !!!", "Basic", "Bearer x"):
        answer = await app.client.get("/", headers={"authorization": header})
        assert answer.status_code == 200


@pytest.mark.parametrize("public", [False, True])
async def test_sql_of_ones_own_is_for_analysts_where_the_site_is_public(
    register: Path, place: Path, *, public: bool
) -> None:
    app = application(register, settings=settings(place, public=public))
    await app.invoke_startup()
    try:
        anybody, analyst, reviewer = Visitor(app), Visitor(app), Visitor(app)
        await analyst.sign_in("moss")
        await reviewer.sign_in("fern")
        expected = 403 if public else 200
        for address in (SQL, SQL.replace("?", ".json?"), "/minutes/actions?_where=1=1"):
            assert (await anybody.get(address)).status_code == expected, address
            assert (await reviewer.get(address)).status_code == expected, address
            assert (await analyst.get(address)).status_code == 200, address
        assert (await anybody.get("/minutes/overdue?as_of=2024-06-01")).status_code == 200
        assert (await anybody.get("/minutes.db")).status_code == expected
    finally:
        close(app)


@pytest.mark.parametrize(
    "wanted", ["//evil.invalid", "https://evil.invalid", "/\\evil", "x", "/a\n"]
)
def test_signing_in_leads_nowhere_else(wanted: str) -> None:
    assert signing.local(wanted) == "/"
    assert signing.local("/-/review?page=2") == "/-/review?page=2"


@given(st.lists(st.tuples(st.sampled_from("ab"), st.floats(0, 100)), max_size=60))
def test_a_name_is_never_tried_more_often_than_allowed(tries: list[tuple[str, float]]) -> None:
    """Whatever the pace, few guesses come through in an hour."""
    now = 0.0
    attempts = Attempts(lambda: now)
    through: list[float] = []
    for name, pause in tries:
        now += pause
        if not attempts.wait(name):
            attempts.failed(name)
            through += [now] if name == "a" else []
    for start in through:
        inside = [when for when in through if start <= when < start + 60]
        assert len(inside) <= FREE + 3


def test_waiting_doubles_up_to_a_quarter_of_an_hour_and_ends_with_success() -> None:
    now = 0.0
    attempts = Attempts(lambda: now)
    waits = []
    for _ in range(20):
        attempts.failed("a")
        waits.append(attempts.wait("a"))
        now += WITHIN + LONGEST
    assert waits[FREE - 2] == 0
    assert waits[FREE - 1 : FREE + 2] == [10, 20, 40]
    assert waits[-1] == LONGEST
    attempts.succeeded("a")
    assert attempts.wait("a") == 0


def test_many_names_together_are_slowed_down_as_well() -> None:
    attempts = Attempts(lambda: 0.0)
    for number in range(OF_ALL):
        attempts.failed(f"name {number}")
    assert attempts.wait("somebody else") == WITHIN


@pytest.mark.parametrize(
    "text",
    ["people: {a: {name: A, pasword_hash: x}}", "people: {a: {name: A, password_hash: secret}}",
     "single_sign_on: {header: X, secret: short}", "public: perhaps", "- a", "people: {a: {may: []}}",
     "people: {a: {name: A, may: [everything]}}", "\t:"],
)  # fmt: skip
def test_wrong_settings_are_refused_by_name(tmp_path: Path, text: str) -> None:
    place = tmp_path / "site.yml"
    place.write_text(text)
    with pytest.raises(ConfigError, match=r"site\.yml"):
        read(place)


def test_settings_are_readable_by_one_account_alone(tmp_path: Path) -> None:
    place = settings(tmp_path / "site.yml")
    assert place.stat().st_mode & 0o777 == 0o600
    assert PASSWORD not in place.read_text()
    assert read(place).people["fern"].name == "A. Fern"
