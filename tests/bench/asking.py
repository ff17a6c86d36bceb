"""How long the site takes to answer, over generated registers of many actions."""

from __future__ import annotations

import asyncio
import datetime as dt
import itertools
import os
import time
from pathlib import Path
from random import Random
from typing import NamedTuple

import yaml
from datasette.app import Datasette

from pipeline.store.search import FILL
from pipeline.web import serving
from tests.bench.figures import Figure
from tests.support.web_register import FILL_STATES, Register

ACTIONS = 8
"""Actions a meeting."""

WORDS = [
    "budget",
    "call",
    "handling",
    "estate",
    "vetting",
    "custody",
    "demand",
    "recruitment",
    "vehicle",
    "complaint",
    "audit",
    "data",
    "rural",
    "burglary",
    "survey",
    "victim",
    "grant",
    "reserve",
    "contract",
    "training",
    "wellbeing",
    "drone",
    "harbour",
    "fraud",
    "appendix",
    "quarter",
    "partner",
    "council",
    "officer",
    "review",
    "paper",
    "strategy",
    "delivery",
    "risk",
]

SYLLABLES = (
    "ba",
    "co",
    "dri",
    "fen",
    "gal",
    "ho",
    "lin",
    "mar",
    "nor",
    "pel",
    "ris",
    "tam",
    "vel",
    "wen",
)
RARE = tuple("".join(three) for three in itertools.product(SYLLABLES, repeat=3))
"""Invented words, the later the rarer (as 1 to their place), beside the common WORDS."""

OWNERS = tuple(f"{first} {last}" for first in ("Priya", "Jonah", "Maud", "Idris", "Tess")
               for last in ("Holt", "Reed", "Lark", "Quill", "Marsh", "Frost"))  # fmt: skip

PAGES = {
    "home": "/",
    "actions, overdue": "/-/search?status=overdue",
    "actions, overdue, by deadline": "/-/search?status=overdue&sort=deadline",
    "actions, by body and year": "/-/search?kind=action&body=body-0&from=2015&to=2016",
    "actions, by owner": "/-/search?owner=Tess+Frost&status=open",
    "actions, HMICFRS": "/-/search?hmicfrs=1",
    "search, common word": "/-/search?q=budget",
    "search, two words": "/-/search?q=harbour+fraud",
    "search, three words": "/-/search?q=call+handling+demand",
    "search, phrase": "/-/search?q=%22call+handling%22",
    "search, beginning": "/-/search?q=vett*",
    "search, rare word": "/-/search?q=wenwenwen",
    "search, misspelt": "/-/search?q=burglery",
    "search, newest first": "/-/search?q=custody&sort=newest",
    "search, filtered": "/-/search?q=harbour&kind=action&status=overdue&body=body-0",
    "search, by owner and year": "/-/search?q=harbour&owner=Tess+Frost&from=2015&to=2016",
    "search, nothing fits": "/-/search?q=harbour&owner=Nobody",
    "search as data": "/-/search.json?q=drone+estate&size=50",
    "one meeting": "/-/meeting/meeting-5",
    "one action": "/-/action/act-5-3",
    "calendar": "/-/meetings",
    "charts": "/-/charts",
}


def register(path: Path, actions: int) -> Path:
    """Write a register of so many actions in monthly meetings; half have been closed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    random = Random(actions)  # noqa: S311 - measurements, no secrets
    made = Register(part)
    made.db.commit()
    made.db.execute("pragma synchronous = off")
    made.db.execute("pragma journal_mode = off")
    meetings = max(1, actions // ACTIONS)
    for number in range(max(1, meetings // 120)):
        made.insert("bodies", id=f"body-{number}", name=f"Board {number}", kind="board", area=None)
    for meeting in range(meetings):
        _meeting(made, meeting, meetings, random)
    for fill in (FILL_STATES, *FILL, "analyze"):
        made.db.execute(fill)
    made.db.commit()
    made.db.close()
    return part.replace(path)


def _words(random: Random) -> list[str]:
    """Fourteen words, a third of them common ones."""
    rare = random.choices(RARE, cum_weights=_CUMULATED, k=9)
    return random.sample([*random.sample(WORDS, k=5), *rare], k=14)


_CUMULATED = tuple(itertools.accumulate(1 / place for place in range(1, len(RARE) + 1)))


def _meeting(made: Register, number: int, meetings: int, random: Random) -> None:
    body, month = f"body-{number // 120}", number % 120
    day = f"{2011 + month // 12}-{month % 12 + 1:02}-12"
    document, key = f"doc-{number}", f"meeting-{number}"
    lines = [" ".join(_words(random)) for _ in range(ACTIONS)]
    text = "\n".join(lines)
    made.document(document, text, path=f"{body}/{number}.docx", meeting_id=key)
    made.insert("meeting_documents", meeting_id=key, document_id=document, is_current=1)
    made.fact("meetings", document, (0, 5), id=key, body_id=body, kind="board", title="Board",
              date=day, date_text=day, date_basis="stated", hmicfrs_discussed=0)  # fmt: skip
    made.fact("sections", document, (0, len(text)), id=f"sec-{number}", meeting_id=key, ordinal=0,
              level=0, number="1", heading="Actions", role="item", text=text)  # fmt: skip
    at = 0
    for place, line in enumerate(lines):
        span = (at, at + len(line))
        at = span[1] + 1
        due = dt.date.fromisoformat(day) + dt.timedelta(days=random.randrange(20, 300))
        owner = random.choice(OWNERS)
        made.fact("actions", document, span, id=f"act-{number}-{place}", meeting_id=key,
                  section_id=f"sec-{number}", ref=f"{place:02}/{day[:4]}", text=line,
                  kind="labelled", owners_text=owner[:2], due_text="soon", due_date=due.isoformat(),
                  due_basis="stated", confidence=1.0)  # fmt: skip
        made.fact("action_owners", document, span, action_id=f"act-{number}-{place}", ordinal=0,
                  text=owner[:2], name=owner, kind="person", basis="initials")  # fmt: skip
        later = number + random.randrange(6)
        if place % 8 < 6 and later // 120 == number // 120 and later < meetings:
            made.fact("action_events", document, span, id=f"evt-{number}-{place}",
                      action_id=f"act-{number}-{place}", meeting_id=f"meeting-{later}",
                      status="complete", grade="stated", text="Complete", quote="Complete")  # fmt: skip


def measure(path: Path, actions: int, runs: int) -> list[Figure]:
    """Milliseconds of each page, without the network: the median, and the 95th of a hundred.

    Those of the processor are the ones that other work on the machine changes least; the load
    stands beside those of the clock.
    """
    size = path.stat().st_size / 2**20
    shown = asyncio.run(_ask(path, runs))
    told = f"{actions:,} actions"
    found = [Figure(f"{told}: database", "MiB", (size,))]
    for name, times in shown:
        found.append(Figure(f"{told}: {name}, first", "ms", (times.first,)))
        for what, values in (
            (f"load {times.load:.1f}", times.clock),
            ("processor", times.processor),
        ):
            found.append(Figure(f"{told}: {name}, {what}", "ms", values))
            found.append(Figure(f"{told}: {name}, {what}, p95", "ms", (_p95(values),)))
    return found


class Times(NamedTuple):
    """What one page took, in milliseconds, and the machine's load meanwhile.

    `first` is the answer that fills caches; `clock` and `processor` have one value for each after.
    """

    first: float
    clock: tuple[float, ...]
    processor: tuple[float, ...]
    load: float


def _p95(times: tuple[float, ...]) -> float:
    """The time that 19 of 20 answers keep; the longest, of fewer than twenty."""
    return sorted(times)[min(len(times) - 1, int(0.95 * len(times)))]


async def _ask(path: Path, runs: int) -> list[tuple[str, Times]]:
    metadata = yaml.safe_load(Path(serving.__file__).with_name("metadata.yml").read_text())
    site = Datasette([], immutables=[str(path)], metadata=metadata, settings=serving.settings())
    await site.invoke_startup()
    shown = [(name, await _times(site, address, runs)) for name, address in PAGES.items()]
    for database in site.databases.values():
        for connection in database._all_file_connections:
            connection.close()
    site.executor.shutdown()
    return shown


async def _times(site: Datasette, address: str, runs: int) -> Times:
    clock, processor = [], []
    for _ in range(runs + 1):
        started, worked = time.perf_counter(), time.process_time()
        answer = await site.client.get(address)
        clock.append(1000 * (time.perf_counter() - started))
        processor.append(1000 * (time.process_time() - worked))
        if answer.status_code != 200:
            message = f"{address} answers {answer.status_code}"
            raise RuntimeError(message)
    return Times(clock[0], tuple(clock[1:]), tuple(processor[1:]), os.getloadavg()[0])
