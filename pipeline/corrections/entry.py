"""One correction as it is kept, and the chain of hashes that holds the corrections together."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import msgspec

from pipeline.corrections.words import Kind
from pipeline.model import Span, normalise, replace, value

START = "0" * 64
"""What stands for the hash before the first correction."""


@value
class Target:
    """What a correction is about: an action or an event, and the words that it rests on.

    `words_sha256` is `words_hash(words)`; `start` and `end` are code points into the text of the
    document with the bytes `document_sha256`.
    """

    table: str
    id: str
    meeting_id: str
    path: str
    document_sha256: str
    words_sha256: str
    words: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the words stand."""
        return Span(start=self.start, end=self.end)


@value
class Correction:
    """What one person says. `n` counts from 1; `at` is ISO 8601 in UTC.

    `field` names what is corrected, `machine_value` what the program had found and `person_value`
    what is right, "" for none; several owners are parted by "; ". A closing by hand has a `note`,
    and the name and hash of the paper that shows it. `undoes` is the number that an undo takes
    back. `previous` is the hash of the correction before, `hash` that of everything else here.
    """

    n: int
    at: str
    who: str
    why: str
    kind: Kind
    targets: tuple[Target, ...]
    field: str = ""
    machine_value: str = ""
    person_value: str = ""
    note: str = ""
    document_name: str = ""
    document_sha256: str = ""
    undoes: int | None = None
    previous: str = START
    hash: str = ""

    @property
    def id(self) -> str:
        """The key of its row."""
        return f"cor-{self.hash[:16]}"


def words_hash(words: str) -> str:
    """Hash words so that case, punctuation and line breaks do not count: they differ by format."""
    return hashlib.sha256(normalise(words).encode("utf-8", "surrogatepass")).hexdigest()


def sealed(draft: Correction, n: int, previous: str) -> Correction:
    """Give the correction its number and its place in the chain."""
    numbered = replace(draft, n=n, previous=previous, hash="")
    return replace(numbered, hash=_digest(_plain(numbered)))


def line_of(correction: Correction) -> bytes:
    """Give the line of the file, with its end."""
    return _canonical(_plain(correction)) + b"\n"


def parse(line: bytes) -> Correction | None:
    """Read a line; None unless it is, byte for byte, what its hash says."""
    try:
        raw = json.loads(line)
        if not isinstance(raw, dict) or _digest(raw) != raw.get("hash") or _canonical(raw) != line:
            return None
        return msgspec.convert(raw, Correction)
    except (ValueError, TypeError, RecursionError, msgspec.ValidationError):
        return None


def _plain(correction: Correction) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(correction)
    return plain


def _digest(plain: dict[str, Any]) -> str:
    rest = {key: told for key, told in plain.items() if key != "hash"}
    return hashlib.sha256(_canonical(rest)).hexdigest()


def _canonical(plain: dict[str, Any]) -> bytes:
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")
