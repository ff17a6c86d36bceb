"""The site's settings file: who may sign in, and whether the site is open to the public.

Without the file nobody can sign in, and everybody only reads. It lies outside the archive and holds
salted hashes, never passwords.
"""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from pipeline.errors import ConfigError
from pipeline.models import Strict

NAME = "site.yml"
"""The file's name beside the register, unless another is given."""

MODE = 0o600
"""Only the account that serves the site may read the file."""

Right = Literal["review", "sql"]
"""`review`: correct the register. `sql`: ask questions of one's own where the site is public."""

HASH = re.compile(r"pbkdf2_sha256\$[1-9][0-9]{3,7}\$[^$\s]+\$[A-Za-z0-9+/=]+")

HEADING = """# Who may sign in to the site. Made by: minutes reviewer add
# Keep this file out of the folder of minutes, and readable by the site's account alone.
"""


class Person(Strict, frozen=True):
    """Somebody who may sign in. Without a hash only through single sign-on.

    `password_hash` is as datasette-auth-passwords makes it: salted PBKDF2.
    """

    name: str
    password_hash: str = ""
    may: tuple[Right, ...] = ("review",)


class SingleSignOn(Strict, frozen=True):
    """The header in which the organisation's proxy names who has signed in.

    The proxy must send `secret` in `secret_header` too, so that nobody else on the machine can
    pretend to be it, and must take both headers out of what comes from outside.
    """

    header: str
    secret: str
    secret_header: str = "X-Proxy-Secret"  # noqa: S105 (a name)


class Settings(Strict, frozen=True):
    """The shape of the file. `https`: visitors reach the site by https, through a proxy."""

    people: dict[str, Person] = msgspec.field(default_factory=dict)
    public: bool = False
    https: bool = False
    single_sign_on: SingleSignOn | None = None


def read(path: Path) -> Settings:
    """Read the file. Raises ConfigError, with the key that is wrong."""
    try:
        found = msgspec.convert(yaml.safe_load(path.read_bytes()) or {}, Settings)
    except OSError as error:
        message = f"The settings in {path} cannot be read ({error.strerror})."
        raise ConfigError(message) from error
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        message = f"{path}: {error}"
        raise ConfigError(message) from error
    for name, person in found.people.items():
        if person.password_hash and not HASH.fullmatch(person.password_hash):
            message = f"{path}: the password_hash of {name} is none. Make one with: minutes reviewer add {name}"
            raise ConfigError(message)
    if found.single_sign_on is not None and len(found.single_sign_on.secret) < 16:  # noqa: PLR2004 (what cannot be guessed)
        message = f"{path}: the secret of single_sign_on needs 16 characters or more."
        raise ConfigError(message)
    return found


def write(path: Path, settings: Settings) -> None:
    """Write the file whole, readable by this account alone. Comments of an older one are lost."""
    held = msgspec.to_builtins(settings)
    told = {key: found for key, found in held.items() if found not in (None, False)}
    text = HEADING + yaml.safe_dump(told, sort_keys=False, allow_unicode=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.tmp")
    with contextlib.suppress(FileNotFoundError):
        temporary.unlink()
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, MODE)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
