from __future__ import annotations

import json
import multiprocessing
from pathlib import Path

import pytest

from pipeline.corrections import Kind, append, compare, read, trusted
from pipeline.corrections.entry import Correction
from pipeline.errors import ConfigError, StoreError
from tests.support.corrected import keep, says


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "kept" / "corrections.jsonl"
    keep(place, *(says(Kind.UNDO, value=f"value {n}", undoes=1) for n in range(4)))
    return place


def lines(path: Path) -> list[bytes]:
    return path.read_bytes().splitlines(keepends=True)


def test_corrections_are_numbered_chained_and_given_back_as_they_were(path: Path) -> None:
    ledger = read(path)
    assert ledger.trouble == ""
    assert [entry.n for entry in ledger.corrections] == [1, 2, 3, 4]
    assert [entry.previous for entry in ledger.corrections[1:]] == [
        entry.hash for entry in ledger.corrections[:-1]
    ]
    assert [entry.person_value for entry in ledger.corrections] == [f"value {n}" for n in range(4)]


def test_adding_changes_no_line_that_was_there(path: Path) -> None:
    before = path.read_bytes()
    keep(path, says(Kind.UNDO, undoes=2))
    assert path.read_bytes().startswith(before)


def test_an_absent_file_holds_nothing(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl").corrections == ()
    assert trusted(tmp_path / "none.jsonl") == ()


def test_an_altered_word_is_noticed(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"value 1", b"value 9"))
    ledger = read(path)
    assert "Correction 2 was altered" in ledger.trouble
    assert len(ledger.corrections) == 1


def test_an_added_field_is_noticed(path: Path) -> None:
    held = lines(path)
    entry = json.loads(held[1]) | {"more": 1}
    held[1] = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode() + b"\n"
    path.write_bytes(b"".join(held))
    assert "Correction 2 was altered" in read(path).trouble


@pytest.mark.parametrize("change", ["removed", "moved", "doubled"])
def test_a_removed_moved_or_doubled_line_is_noticed(path: Path, change: str) -> None:
    held = lines(path)
    changed = {
        "removed": [held[0], *held[2:]],
        "moved": [held[0], held[2], held[1], held[3]],
        "doubled": [held[0], *held],
    }[change]
    path.write_bytes(b"".join(changed))
    assert "does not follow" in read(path).trouble


def test_a_file_cut_short_is_noticed_by_what_the_register_recorded(path: Path) -> None:
    whole = read(path)
    path.write_bytes(b"".join(lines(path)[:2]))
    cut = read(path)
    assert cut.trouble == ""
    assert "the last ones were removed" in compare(cut, 4, whole.head)
    assert compare(whole, 4, whole.head) == ""


def test_a_file_written_anew_is_noticed_by_what_the_register_recorded(
    path: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other.jsonl"
    keep(other, *(says(Kind.UNDO, value="forged", undoes=1) for _ in range(4)))
    assert read(other).trouble == ""
    assert "written anew" in compare(read(other), 4, read(path).head)


def test_a_file_that_has_grown_since_agrees_with_the_register(path: Path) -> None:
    head = read(path).head
    keep(path, says(Kind.UNDO, undoes=1))
    assert compare(read(path), 4, head) == ""
    assert compare(read(path), 0, "") == ""


def test_a_line_torn_by_a_power_cut_is_told_from_a_forgery(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b'{"n":5,"at":"20')
    ledger = read(path)
    assert "incomplete" in ledger.trouble
    assert len(ledger.corrections) == 4


def test_nothing_is_added_to_a_broken_chain_nor_taken_from_it(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"value 1", b"value 9"))
    broken = path.read_bytes()
    with pytest.raises(ConfigError, match="altered"):
        keep(path, says(Kind.UNDO, undoes=1))
    with pytest.raises(ConfigError, match="minutes verify"):
        trusted(path)
    assert path.read_bytes() == broken


@pytest.mark.parametrize(
    "junk", [b"\xff\xfe\n", b"[]\n", b"{}\n", b"\n", b'{"hash":"x"}\n', b"null\n"]
)
def test_what_is_no_correction_is_noticed(tmp_path: Path, junk: bytes) -> None:
    path = tmp_path / "corrections.jsonl"
    path.write_bytes(junk)
    assert "Correction 1 was altered" in read(path).trouble


def test_where_nothing_can_be_written_a_sentence_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreError, match="could not be kept"):
        append(tmp_path / "file" / "corrections.jsonl", says(Kind.UNDO, undoes=1))
    with pytest.raises(ConfigError, match="cannot be read"):
        read(tmp_path)


def _many(path: Path, number: int) -> None:
    for n in range(number):
        append(path, says(Kind.UNDO, value=str(n), undoes=1))


def test_writers_at_one_time_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "corrections.jsonl"
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_many, args=(path, 10)) for _ in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    ledger = read(path)
    assert ledger.trouble == ""
    assert len(ledger.corrections) == 30


def test_the_hash_is_that_of_everything_else(path: Path) -> None:
    first, second = read(path).corrections[:2]
    assert isinstance(first, Correction)
    assert len({first.hash, second.hash, first.id, second.id}) == 4
