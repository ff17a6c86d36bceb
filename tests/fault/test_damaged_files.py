"""Thousands of files, damaged as disks, networks and programs damage them, are read or refused.

Reading raises nothing but its documented error, and what it gives quotes itself.
`pytest tests/fault/test_damaged_files.py --thorough` tries twenty times as many.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections import Counter
from collections.abc import Callable

import pytest

from pipeline.errors import SourceError
from pipeline.ingest import expand, read
from pipeline.model import Document
from tests.support.small_files import FILES
from tests.support.word_reading import source

Damage = Callable[[bytes, random.Random], bytes]

CASES = 600
"""Damaged files of each kind of file: thousands in all."""

THOROUGH = 20
ABSURD = (b"0", b"-1", b"99999999999", b"x", b"", b"1.5", b"true", b"\xc3\xa9")
_TAG = re.compile(rb"<[^>]*>")
_VALUE = re.compile(rb'="([^"]*)"')


def damaged(data: bytes, chance: random.Random) -> bytes:
    """The file with damage of one kind."""
    ways: list[Damage] = [_flipped, _cut, _short, _stuffed, _blanked]
    if data.startswith(b"PK"):
        ways += [_swapped, _dropped, _rewritten, _rewritten, _rewritten]
    elif _TAG.search(data):
        ways.append(_reworded)
    return chance.choice(ways)(data, chance)


def _flipped(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 20)):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data))]


def _short(data: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(data))
    return data[:start] + data[start + chance.randint(1, 600) :]


def _stuffed(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data))
    return data[:place] + chance.randbytes(chance.randint(1, 300)) + data[place:]


def _blanked(data: bytes, chance: random.Random) -> bytes:
    """A stretch of zeros, as a disk leaves it that lost a block."""
    start = chance.randrange(len(data))
    size = min(chance.randint(1, 512), len(data) - start)
    return data[:start] + bytes(size) + data[start + size :]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _packed(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def _swapped(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    one, two = (chance.choice(list(parts)) for _ in range(2))
    parts[one], parts[two] = parts[two], parts[one]
    return _packed(parts)


def _dropped(data: bytes, chance: random.Random) -> bytes:
    parts = _parts(data)
    parts.pop(chance.choice(list(parts)))
    return _packed(parts)


def _rewritten(data: bytes, chance: random.Random) -> bytes:
    """A sound package whose parts say absurd things."""
    parts = _parts(data)
    for _ in range(chance.randint(1, 4)):
        name = chance.choice(list(parts))
        parts[name] = _reworded(parts[name], chance)
    return _packed(parts)


def _reworded(content: bytes, chance: random.Random) -> bytes:
    """Markup with an absurd value, two tags exchanged, an element said twice or gone."""
    tags = list(_TAG.finditer(content))
    values = list(_VALUE.finditer(content))
    way = chance.randrange(4)
    if way == 0 and values:
        start, end = chance.choice(values).span(1)
        return content[:start] + chance.choice(ABSURD) + content[end:]
    if len(tags) < 2:
        return content
    one, two = sorted((chance.choice(tags), chance.choice(tags)), key=lambda tag: tag.start())
    before, between, after = (
        content[: one.start()],
        content[one.end() : two.start()],
        content[two.end() :],
    )
    if way == 1:
        return before + two[0] + between + one[0] + after
    if way == 2:
        return before + after
    return content[: two.end()] + content[one.start() : two.end()] + after


def read_all(data: bytes) -> list[str]:
    """Read a file and those in it; what became of each. Raises what no reader may raise."""
    outcomes: list[str] = []
    try:
        inside = expand(data, "inbox/file")
    except SourceError as error:
        assert error.message.endswith("."), error.message  # noqa: PT017 - others must fail the test
        return [error.kind]
    for path, content in inside if inside is not None else (("inbox/file", data),):
        if isinstance(content, SourceError):
            outcomes.append(content.kind)
            continue
        try:
            sound(read(content, source(content, path)))
            outcomes.append("read")
        except SourceError as error:
            assert error.message.endswith("."), error.message  # noqa: PT017 - see above
            outcomes.append(error.kind)
    return outcomes


def sound(document: Document) -> None:
    """Fail where a document does not hold its own quotations."""
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end <= len(document.text)
        assert all(block.span.contains(run.span) for run in block.runs)
        end = block.span.end
    document.text.encode()
    assert "\0" not in document.text
    assert 0 <= document.coverage <= 1


@pytest.mark.parametrize("name", FILES)
def test_damage_raises_nothing_but_the_documented_error(
    name: str, request: pytest.FixtureRequest
) -> None:
    cases = CASES * (THOROUGH if request.config.getoption("--thorough") else 1)
    outcomes: Counter[str] = Counter()
    for seed in range(cases):
        data = damaged(FILES[name], random.Random(seed))  # noqa: S311 - damage, no secrets
        try:
            outcomes.update(read_all(data))
        except Exception as error:
            error.add_note(f"{name}, case {seed}")
            raise
    assert outcomes["read"] > cases / 50, outcomes
    assert outcomes.total() > outcomes["read"] or name in {"page", "plain", "mail", "rtf"}, outcomes
