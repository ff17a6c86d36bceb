"""A site in which invented reviewers can sign in."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from datasette.app import Datasette
from datasette_auth_passwords.utils import (  # type: ignore[import-untyped]
    hash_password,
)

from pipeline.web import serving
from pipeline.web.signing_settings import Person, Settings, SingleSignOn, write

PASSWORD = "wet gravel, seven gulls"  # noqa: S105 (invented)
SECRET = "between proxy and site only"  # noqa: S105 (invented)
METADATA = Path(serving.__file__).with_name("metadata.yml")


@cache
def hashed() -> str:
    """The hash of PASSWORD, made with few rounds: tests are not attacked."""
    made: str = hash_password(PASSWORD, iterations=1000)
    return made


def settings(path: Path, *, public: bool = False, https: bool = False) -> Path:
    """Write the settings of a reviewer, an analyst and one without a password."""
    people = {
        "fern": Person(name="A. Fern", password_hash=hashed()),
        "moss": Person(name="B. Moss", password_hash=hashed(), may=("sql",)),
        "sedge": Person(name="C. Sedge", may=("review", "sql")),
    }
    sign_on = SingleSignOn(header="X-Remote-User", secret=SECRET)
    write(path, Settings(people=people, single_sign_on=sign_on, public=public, https=https))
    return path


def application(register: Path, **given: object) -> Datasette:
    """The site with settings of our plugin."""
    metadata = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    told = {name: str(one) for name, one in given.items() if one}
    metadata["plugins"]["minutes-pipeline"] = told
    return Datasette([], immutables=[str(register)], metadata=metadata, settings=serving.settings())


class Visitor:
    """A browser of a test: it keeps cookies and sends forms as they were given."""

    def __init__(self, app: Datasette) -> None:
        self.app = app
        self.cookies: dict[str, str] = {}

    async def get(self, address: str, **more: Any) -> Any:  # noqa: ANN401 (httpx)
        """Ask for a page."""
        return self._keep(await self.app.client.get(address, cookies=self.cookies, **more))

    async def send(self, address: str, at: str = "", **fields: str) -> Any:  # noqa: ANN401 (httpx)
        """Send a form of the page `at` to an address."""
        page = await self.get(at or address)
        found = re.search(r'name="csrftoken" value="([^"]+)"', page.text)
        token = {"csrftoken": found[1]} if found else {}
        return self._keep(
            await self.app.client.post(address, data={**token, **fields}, cookies=self.cookies)
        )

    async def sign_in(self, name: str = "fern", password: str = PASSWORD, **more: str) -> Any:  # noqa: ANN401 (httpx)
        """Sign in."""
        return await self.send("/-/login", name=name, password=password, **more)

    def _keep(self, answer: Any) -> Any:  # noqa: ANN401 (httpx)
        for name, held in answer.cookies.items():
            self.cookies[name] = held
        return answer
