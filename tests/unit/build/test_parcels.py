from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from pipeline.build.parcels import BYTES, MOST, Parcels
from pipeline.build.worker import Task
from pipeline.cache import Seen
from tests.support.readers import PLAIN


def tasks(*sizes: int) -> list[Task]:
    return [
        Task(
            place=f"/archive/{number}",
            path=str(number),
            seen=Seen(place="", size=size, modified=0, changed=0, inode=0),
            cache="",
            stages=PLAIN,
            seconds=5,
        )
        for number, size in enumerate(sizes)
    ]


def all_of(parcels: Parcels, threads: int) -> list[list[str]]:
    found = []
    while parcels.left:
        found.append([task.path for task in parcels.take(threads)])
    return found


def test_the_last_parcels_become_smaller() -> None:
    sizes = [len(parcel) for parcel in all_of(Parcels(tasks(*[1] * 100)), threads=2)]
    assert sizes[0] == MOST
    assert sizes[-1] == 1
    assert sizes == sorted(sizes, reverse=True)


def test_large_files_travel_alone() -> None:
    parcels = all_of(Parcels(tasks(BYTES, BYTES, *[1] * 98)), threads=1)
    assert parcels[:2] == [["0"], ["1"]]
    assert len(parcels[2]) == MOST


@given(some.lists(some.integers(0, 2 * BYTES), max_size=60), some.integers(1, 5))
def test_every_task_travels_once_and_in_order(sizes: list[int], threads: int) -> None:
    parcels = all_of(Parcels(tasks(*sizes)), threads)
    assert [path for parcel in parcels for path in parcel] == [str(n) for n in range(len(sizes))]
