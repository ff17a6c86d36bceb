"""Reading `models/`: everything that is data rather than code, validated when loaded."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path
from typing import TypeVar

import msgspec
import yaml

from pipeline.errors import ConfigError
from pipeline.patterns import plain

T = TypeVar("T")

_SAFE = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
"""The same language either way; the one in C takes a tenth of the time."""


class _Loader(_SAFE):  # type: ignore[misc, valid-type]  # which of the two is known when it runs
    """Plain YAML, and `!pattern` before a regular expression in verbose form."""


def _pattern(loader: yaml.SafeLoader, node: yaml.ScalarNode) -> str:
    return plain(loader.construct_scalar(node))


_Loader.add_constructor("!pattern", _pattern)


class Strict(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of every shape of a model file: a mistyped key is refused by name."""


@cache
def directory() -> Path:
    """The folder of the model files: beside the package in a checkout, inside it in a wheel."""
    package = Path(__file__).parent
    for place in (package / "_models", package.parent / "models"):
        if place.is_dir():
            return place
    message = "The folder models/ is missing. Install the program again."
    raise ConfigError(message)


def load(name: str, shape: type[T]) -> T:
    """Read `models/<name>` (YAML) as `shape`. Raises ConfigError naming the file and the key."""
    try:
        held = yaml.load(_read(name), _Loader)  # noqa: S506 - a safe one
        return msgspec.convert(held, shape)
    except (msgspec.ValidationError, yaml.YAMLError) as error:
        message = f"models/{name}: {error}"
        raise ConfigError(message) from error


def load_lines(name: str, shape: type[T]) -> tuple[T, ...]:
    """Read `models/<name>` (JSON lines, blank lines allowed), each line as `shape`."""
    rows = []
    for number, line in enumerate(_read(name).splitlines(), start=1):
        if not line.strip():
            continue
        try:
            rows.append(msgspec.json.decode(line, type=shape))
        except msgspec.MsgspecError as error:
            message = f"models/{name}, line {number}: {error}"
            raise ConfigError(message) from error
    return tuple(rows)


def names(pattern: str) -> tuple[str, ...]:
    """The model files that match a glob, sorted: `names("bodies/*.yml")`."""
    root = directory()
    return tuple(sorted(path.relative_to(root).as_posix() for path in root.glob(pattern)))


def fingerprint() -> str:
    """One hash over every file of `models/`, so that a changed rule is noticed."""
    digest = hashlib.sha256()
    for name in names("**/*"):
        path = directory() / name
        if path.is_file():
            digest.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _read(name: str) -> str:
    try:
        return (directory() / name).read_text(encoding="utf-8")
    except OSError as error:
        message = f"models/{name} cannot be read: {error.strerror}."
        raise ConfigError(message) from error
