"""`minutes reviewer`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

import click
import msgspec

from pipeline.cli.database import DATABASE
from pipeline.cli.printing import say
from pipeline.errors import ConfigError
from pipeline.web import signing_settings
from pipeline.web.signing_settings import Person, Right, Settings

SHORTEST = 10
"""Characters of a password."""


@dataclass
class _File:
    place: Path

    def read(self) -> Settings:
        return signing_settings.read(self.place) if self.place.exists() else Settings()


@click.group(epilog="Example: minutes reviewer add r.jones --name 'R. Jones'")
@click.option(
    "--settings",
    type=click.Path(path_type=Path, dir_okay=False),
    default=DATABASE.parent / signing_settings.NAME,
    show_default=True,
    help="The file that says who may sign in.",
)
@click.pass_context
def reviewer(ctx: click.Context, settings: Path) -> None:
    """Say who may sign in to the site, to review the register or to ask it in SQL.

    The file keeps a salted hash of each password, never the password. A site that runs takes
    up a change at once.
    """
    ctx.obj = _File(settings)


@reviewer.command()
@click.argument("sign_in")
@click.option("--name", default="", help="The person's name, as corrections record it.")
@click.option(
    "--may",
    multiple=True,
    type=click.Choice(["review", "sql"]),
    default=("review",),
    show_default=True,
    help="What they may do; several times for several.",
)
@click.option(
    "--no-password", is_flag=True, help="They sign in through the organisation's own sign-on."
)
@click.option(
    "--password-from",
    type=click.File("r"),
    help="Read the password from this file instead of asking (- for standard input).",
)
@click.pass_obj
def add(
    file: _File,
    sign_in: str,
    name: str,
    may: tuple[Right, ...],
    password_from: TextIO | None,
    *,
    no_password: bool,
) -> None:
    """Add the person who signs in as SIGN_IN, or give them another password."""
    settings = file.read()
    before = settings.people.get(sign_in)
    hashed = "" if no_password else _hash(_password(password_from))
    person = Person(
        name=" ".join(name.split()) or (before.name if before else sign_in),
        password_hash=hashed,
        may=may,
    )
    people = {**settings.people, sign_in: person}
    signing_settings.write(file.place, msgspec.structs.replace(settings, people=people))
    say(f"{person.name} may sign in as {sign_in} ({', '.join(may)}). Kept in {file.place}.")
    if before is None:
        say("Let reviewers in with: minutes serve --review")


@reviewer.command()
@click.argument("sign_in")
@click.pass_obj
def remove(file: _File, sign_in: str) -> None:
    """Take SIGN_IN out: whoever is signed in by it is signed out at once."""
    settings = file.read()
    if sign_in not in settings.people:
        message = f"Nobody signs in as {sign_in}. See: minutes reviewer list"
        raise ConfigError(message)
    people = {key: found for key, found in settings.people.items() if key != sign_in}
    signing_settings.write(file.place, msgspec.structs.replace(settings, people=people))
    say(f"Nobody signs in as {sign_in} any more. What they corrected stays.")


@reviewer.command("list")
@click.pass_obj
def listing(file: _File) -> None:
    """List who may sign in."""
    people = file.read().people
    for key, found in people.items():
        how = "password" if found.password_hash else "the organisation's sign-on"
        say(f"{key}  {found.name}: {', '.join(found.may)}; by {how}")
    if not people:
        say(f"Nobody may sign in by {file.place}. Add somebody with: minutes reviewer add NAME")


def _password(file: TextIO | None) -> str:
    if file is not None:
        password = str(file.read()).rstrip("\r\n")
    else:
        password = click.prompt("Password", hide_input=True, confirmation_prompt="Once more")
    if len(password) < SHORTEST:
        message = f"The password needs {SHORTEST} characters or more: a few words will do."
        raise click.UsageError(message)
    return str(password)


def _hash(password: str) -> str:
    try:
        from datasette_auth_passwords.utils import (  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
            hash_password,
        )
    except ImportError as error:
        message = (
            "Passwords need one package more: pip install minutes-pipeline[review]. "
            "Or use --no-password and the organisation's own sign-on."
        )
        raise ConfigError(message) from error
    return str(hash_password(password))
