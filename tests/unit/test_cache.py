"""What was worked out before is found again, and only while it still holds."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.cache import (
    Cache,
    Ledger,
    Seen,
    key_of,
    library_versions,
    pack,
    source_fingerprint,
)
from pipeline.errors import ConfigError
from pipeline.model import Document, Extraction, replace
from tests.support.invented import Writer, document

KEY = key_of("input", "stage")


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    return Cache(tmp_path / "cache")


def test_values_come_back_as_they_were(cache: Cache) -> None:
    read = document("ä.txt", "Hartwell Board", "naïve “words”")
    understood = Writer(read, None).extraction()
    cache.put("read", KEY, pack(read))
    cache.put("understood", KEY, pack(understood))
    assert cache.get("read", KEY, Document) == read
    assert cache.get("understood", KEY, Extraction) == understood


@pytest.mark.parametrize("address", ["memory://minutes/cache", "file://{folder}/cache"])
def test_a_cache_may_lie_at_an_address(tmp_path: Path, address: str) -> None:
    remote = Cache(address.format(folder=tmp_path))
    read = document("ä.txt", "Hartwell Board", "naïve “words”")
    key = key_of(str(tmp_path))
    assert remote.get("read", key, Document) is None
    remote.put("read", key, pack(read))
    assert remote.has("read", key)
    assert Cache(remote.address).get("read", key, Document) == read
    remote.put("read", key, b"damaged")
    assert remote.get("read", key, Document) is None


def test_an_address_that_nothing_knows_is_refused() -> None:
    with pytest.raises(ConfigError, match="cannot be used"):
        Cache("nosuch://minutes")


def test_what_was_never_kept_is_absent(cache: Cache) -> None:
    assert cache.get("read", KEY, Document) is None
    assert not cache.has("read", KEY)


@pytest.mark.parametrize("damage", ["cut", "flipped", "emptied", "other"])
def test_a_damaged_entry_is_absent(cache: Cache, damage: str) -> None:
    cache.put("read", KEY, pack(document("a.txt", "Hartwell Board")))
    (place,) = Path(cache.address, "read").rglob("*.json.z")
    data = place.read_bytes()
    middle = len(data) // 2
    place.write_bytes(
        {
            "cut": data[:middle],
            "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
            "emptied": b"",
            "other": pack({"text": 1}),
        }[damage]
    )
    assert cache.get("read", KEY, Document) is None


def test_nothing_is_left_beside_an_entry(cache: Cache) -> None:
    cache.put("read", KEY, pack(1))
    assert [file.suffix for file in Path(cache.address).rglob("*") if file.is_file()] == [".z"]


def test_a_key_depends_on_every_part_and_on_their_order() -> None:
    keys = {key_of(*parts) for parts in (("a", "b"), ("b", "a"), ("ab",), ("a", "b", ""))}
    assert len(keys) == 4


def test_the_fingerprint_knows_modules_folders_and_everything() -> None:
    names = [("errors",), ("model",), ("errors", "model"), (".",)]
    assert len({source_fingerprint(*some) for some in names}) == len(names)
    assert source_fingerprint("model", "errors") == source_fingerprint("errors", "model")


def test_versions_of_libraries_are_told_and_absent_ones_too() -> None:
    found = library_versions(["msgspec", "no-such-library"])
    assert found["no-such-library"] == ""
    assert found["msgspec"]


def seen(path: Path, sha256: str = "") -> Seen:
    about = path.stat()
    return Seen(
        place=str(path),
        size=about.st_size,
        modified=about.st_mtime_ns,
        changed=about.st_ctime_ns,
        inode=about.st_ino,
        sha256=sha256,
    )


def test_the_ledger_knows_a_file_until_it_changes(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one")
    now = seen(path)
    Ledger(tmp_path / "ledger").note(replace(now, sha256="abc"))
    assert Ledger(tmp_path / "ledger").sha256(now) == "abc"
    other = tmp_path / "b.txt"
    other.write_text("two")
    os.utime(other, ns=(now.modified, now.modified))
    other.rename(path)
    assert Ledger(tmp_path / "ledger").sha256(seen(path)) == ""


def test_a_torn_line_of_the_ledger_costs_one_file(tmp_path: Path) -> None:
    place = tmp_path / "ledger"
    ledger = Ledger(place)
    files = [replace(seen(tmp_path), place=name, sha256=name) for name in ("one", "two")]
    for file in files:
        ledger.note(file)
    place.write_bytes(place.read_bytes()[:-9])
    again = Ledger(place)
    again.note(replace(files[0], place="three", sha256="three"))
    third = Ledger(place)
    assert [third.sha256(replace(files[0], place=name)) for name in ("one", "two", "three")] == [
        "one",
        "",
        "three",
    ]


def test_the_ledger_drops_lines_that_are_out_of_date(tmp_path: Path) -> None:
    ledger, file = Ledger(tmp_path / "ledger"), seen(tmp_path)
    for number in range(200):
        ledger.note(replace(file, sha256=str(number)))
    ledger.tidy()
    assert len((tmp_path / "ledger").read_bytes().splitlines()) == 1
    assert Ledger(tmp_path / "ledger").sha256(file) == "199"
