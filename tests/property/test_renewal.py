"""A register written in parts has the rows of one that is written whole.

The parts are offices, one after the other, or what came in place of what went.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import store
from pipeline.build.offices import anew, offices, place_of, rounds
from pipeline.link import link
from pipeline.model import Document, Extraction, InspectionMention, make_id
from pipeline.model.words import (
    DocumentKind,
    Grade,
    InspectionItemKind,
    InspectionReason,
    InspectorateStatus,
    Status,
)
from tests.support.invented import Writer, document, stated
from tests.support.registers import RUN, content

DAYS = [None, *(dt.date(2024, month, 3) for month in range(1, 6))]
PATHS = [f"{folder}{number}.txt" for folder in ("", "north/", "south/") for number in range(3)]
BODIES = ["north", "mill-board", "river-panel"]
PEOPLE = ["Ann Fern", "A Fern", "Bo Reed", "Cy Marsh"]
TASKS = ["mend the roof of the mill", "count the bats in the tower", "write to the bishop at once"]
PROGRAMMES = ["PEEL", "Peel", "Rural crime"]

Held = tuple[Document, Extraction]


def made(path: str, seed: int) -> Held:
    """Invented minutes: the same for the same seed, whatever they are called."""
    pick = Random(seed)  # noqa: S311 - a test, no secrets
    people = pick.sample(PEOPLE, pick.randint(0, 3))
    tasks = pick.sample(TASKS, pick.randint(0, 2))
    said = [
        f"{pick.choice(['1', '2', ''])} {one} {pick.choice(list(Status))}"
        for one in pick.sample(TASKS, pick.randint(0, 2))
    ]
    named = [f"HMICFRS said {number}" for number in range(pick.randint(0, 2))]
    published = [f"Published {number}" for number in range(pick.randint(0, 1))]
    lines = [f"Hartwell {pick.randint(1, 2)}", *people, *tasks, *said, *named, *published]
    writer = Writer(
        document(path, *lines),
        pick.choice(DAYS),
        version=pick.choice(["", "draft", "approved"]),
        kind=pick.choice([DocumentKind.MINUTES, DocumentKind.MINUTES, DocumentKind.TRACKER]),
        body=pick.choice(BODIES),
    )
    if tasks and pick.random() < 0.5:
        writer.section("1", tasks[0], tasks[-1])
    owners = [writer.attendee(name) for name in people]
    due = stated(dt.date(2024, 4, 1))
    raised = [
        writer.action(
            task,
            ref=pick.choice(["1", "2", ""]),
            owner=pick.choice(owners) if owners else None,
            due=pick.choice([None, due]),
        )
        for task in tasks
    ]
    for words in said:
        ref, _, rest = words.partition(" ")
        status = next(one for one in Status if rest.endswith(one))
        writer.update(words, status, pick.choice(list(Grade)), ref=ref)
    for words in named:
        item = pick.choice([None, InspectionItemKind.RECOMMENDATION])
        writer.inspections.append(
            InspectionMention(
                id=make_id("men", writer.meeting, words),
                evidence=writer.proof(words, "inspection.test"),
                programme=pick.choice(PROGRAMMES),
                title=pick.choice(["", "Custody", "custody"]),
                year=pick.choice([None, 2023]),
                item_kind=item,
                item_number="3" if item else "",
                inspectorate_status=pick.choice([None, *InspectorateStatus]),
                actions=tuple((key, InspectionReason.NAMED_IN_ACTION) for key in raised),
            )
        )
    for words in published:
        writer.reply(words, pick.choice([*PROGRAMMES, "Vetting"]), dt.date(2024, 1, 9))
    return writer.document, writer.extraction()


def office(held: list[Held]) -> store.Office:
    held = sorted(held, key=lambda pair: pair[0].source.path)
    return store.Office(loaded=held, links=link(extraction for _, extraction in held))


def write(path: Path, *offices: list[Held], renewal: store.Renewal | None = None) -> None:
    store.write(
        path,
        [office(held) for held in offices],
        quarantined=(),
        run=RUN,
        rules={},
        renewal=renewal,
    )


ARCHIVE = st.dictionaries(
    st.sampled_from(PATHS), st.integers(0, 400), min_size=1, max_size=len(PATHS)
)
CHANGES = st.lists(
    st.lists(
        st.tuples(st.sampled_from(PATHS), st.one_of(st.none(), st.integers(0, 400))),
        min_size=1,
        max_size=2,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    first=ARCHIVE,
    changes=CHANGES,
)
def test_a_renewed_register_is_that_of_a_whole_build(
    first: dict[str, int], changes: list[list[tuple[str, int | None]]]
) -> None:
    archive = {path: made(path, seed) for path, seed in first.items()}
    seeds = {path: str(seed) for path, seed in first.items()}
    with tempfile.TemporaryDirectory() as folder:
        renewed, whole = Path(folder) / "renewed.db", Path(folder) / "whole.db"
        write(renewed, [*archive.values()])
        for step in changes:
            last = [place_of(extraction, seeds[path]) for path, (_, extraction) in archive.items()]
            for path, seed in step:
                archive.pop(path, None)
                seeds.pop(path, None)
                if seed is not None:
                    archive[path] = made(path, seed)
                    seeds[path] = str(seed)
            new = anew(last, seeds, lambda path: place_of(archive[path][1], seeds[path]))
            renewal = store.Renewal(gone=new.gone, extraction=lambda path: archive[path][1])
            write(renewed, [archive[path] for path in new.write], renewal=renewal)
            write(whole, [*archive.values()])
            assert content(renewed) == content(whole)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seeds=ARCHIVE, order=st.randoms(use_true_random=False))
def test_offices_written_in_any_order_are_a_register_written_at_once(
    seeds: dict[str, int], order: Random
) -> None:
    archive = {path: made(path, seed) for path, seed in seeds.items()}
    apart = offices(place_of(extraction, "") for _, extraction in archive.values())
    order.shuffle(apart)
    with tempfile.TemporaryDirectory() as folder:
        parts, whole = Path(folder) / "parts.db", Path(folder) / "whole.db"
        write(parts, *([archive[path] for path in paths] for paths in apart))
        write(whole, [*archive.values()])
        assert content(parts) == content(whole)


def test_small_offices_make_one_round_and_none_is_divided() -> None:
    held = [[f"{office}/{number}.txt" for number in range(100)] for office in "abcde"]
    told = [*rounds([*held[:4], [*held[4], "a/z.txt"]])]
    assert [len(paths) for paths in told] == [300, 201]
    assert told[1] == sorted([*held[3], *held[4], "a/z.txt"])


def test_what_has_nothing_to_do_with_a_change_stays() -> None:
    places = [
        place_of(made(path, 7)[1], "as it was") for path in ("north/1.txt", "north/2.txt", "3.txt")
    ]
    apart = place_of(
        Writer(document("south/1.txt", "Hartwell"), DAYS[1], body="sea-panel").extraction(), "apart"
    )
    keys = {place.path: place.key for place in [*places, apart]} | {"south/2.txt": "new"}
    new = Writer(document("south/2.txt", "Hartwell"), DAYS[2], body="sea-panel").extraction()
    found = anew([*places, apart], keys, lambda _: place_of(new, "new"))
    assert found.write == {"south/1.txt", "south/2.txt"}
    assert found.gone == {"south/1.txt"}
    assert set(found.places) == set(keys)


def test_a_register_that_persons_corrected_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "minutes.db"
    held = made("north/1.txt", 3)
    write(path, [held])
    with closing(sqlite3.connect(path)) as db:
        columns = [row[1] for row in db.execute("pragma table_info(corrections)")]
        numbers = ", ".join("0" if c in {"number", "applies"} else "'x'" for c in columns)
        db.execute("pragma ignore_check_constraints = on")
        db.execute(f"insert into corrections ({', '.join(columns)}) values ({numbers})")  # noqa: S608 - its own columns
        db.commit()
    with pytest.raises(store.NotRenewableError):
        store.renewal.copy(path, tmp_path / "copy.db")


def test_a_damaged_register_is_written_whole(tmp_path: Path) -> None:
    path = tmp_path / "minutes.db"
    write(path, [made("north/1.txt", 3)])
    whole = path.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:8192] + bytes(40960) + whole[49152:], b"none"):
        path.write_bytes(damaged)
        with pytest.raises(store.NotRenewableError):
            store.ahead(path)
    store.forget(path)
    assert [*tmp_path.iterdir()] == [path]


def test_an_inspection_that_only_a_reply_names_is_written_and_changes_hands(tmp_path: Path) -> None:
    def reply(path: str, body: str) -> Held:
        writer = Writer(document(path, "Hartwell", f"Published in {body}"), DAYS[1], body=body)
        writer.reply(f"Published in {body}", "Vetting", dt.date(2024, 1, 9))
        return writer.document, writer.extraction()

    north, south = reply("north/1.txt", "north"), reply("south/1.txt", "south")
    held = {"north/1.txt": north[1], "south/1.txt": south[1]}
    renewed, whole = tmp_path / "renewed.db", tmp_path / "whole.db"
    write(renewed, [south])
    for gone, new, now in (
        ([], [north], [north, south]),
        (["north/1.txt"], [], [south]),
    ):
        write(renewed, new, renewal=store.Renewal(gone=gone, extraction=held.__getitem__))
        write(whole, now)
        assert content(renewed) == content(whole)
