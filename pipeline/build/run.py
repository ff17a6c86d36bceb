"""One build, from the walk to the statement of completeness."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import msgspec

from pipeline import __version__, store
from pipeline.build import cluster, corrected
from pipeline.build.completeness import Calendar, Counts, Gap, containers, count
from pipeline.build.kept import Held, Kept
from pipeline.build.limits import seconds_for
from pipeline.build.lock import alone
from pipeline.build.names import printable
from pipeline.build.offices import Anew, Place, anew, offices, rounds
from pipeline.build.pool import begin, called
from pipeline.build.pool import run as run_tasks
from pipeline.build.stages import (
    DOCUMENTS,
    EXTRACTIONS,
    FILES,
    LANGUAGE,
    READERS,
    RULES,
    Content,
    Part,
    Stages,
    content_key,
    extraction_key,
    stages,
)
from pipeline.build.walk import Candidate, Found, walk
from pipeline.build.watch import Watch
from pipeline.build.worker import Task
from pipeline.cache import Cache, Ledger, key_of, library_versions, pack
from pipeline.corrections import Correction, Plan, relink, trusted
from pipeline.errors import TRANSIENT, ConfigError, StoreError
from pipeline.model import Extraction, Links, Quarantined, replace, value

CACHE = "cache"
LEDGER = "ledger.jsonl"
RUNS = "runs.jsonl"
WRITERS = ("pebble", "sqlite-utils")
LAST = "last"
"""Stage of the cache that holds what the last build left."""


@value
class Report:
    """What a build did. `unchanged`: nothing was new, and the register stays as it is."""

    counts: Counts
    gaps: tuple[Gap, ...]
    quarantined: tuple[Quarantined, ...]
    unchanged: bool
    seconds: float


class Build:
    """A build of the register `output` from the folder `archive`.

    `jobs` children work at once. `retry` reads again what was set aside; `force` reads everything
    again and accepts a register that is much smaller than the old one. `corrections` is the file
    of what persons corrected, beside the register unless given. `scheduler` is the address of a
    dask cluster that works instead of children, `cache` that of a cache which others share. `plain` and `link` name
    other functions to do the work, for tests.
    """

    def __init__(
        self,
        archive: Path,
        output: Path,
        *,
        jobs: int = 0,
        retry: bool = False,
        force: bool = False,
        corrections: Path | None = None,
        scheduler: str = "",
        cache: str = "",
        watch: Watch | None = None,
        plain: Stages | None = None,
        link: Callable[[Iterator[Extraction]], Links] | None = None,
    ) -> None:
        self.archive = archive
        self.output = output
        self.jobs = jobs or len(os.sched_getaffinity(0))
        self.retry = retry
        self.force = force
        self.watch = watch or Watch()
        self.stages = stages(plain)
        self.link = link
        folder = output.parent / CACHE
        self.cache = Cache(cache or folder)
        self.scheduler = scheduler
        self.ledger = Ledger(folder / LEDGER)
        self.contents: dict[str, Content] = {}
        self.kept = Kept(self.cache, self.stages, self._repair)
        self.place_of_corrections = corrected.beside(output, corrections)
        self.corrections: tuple[Correction, ...] = ()
        self.last: Last | None = None
        self.ahead = False

    def run(self) -> Report:
        """Build. Raises ConfigError and StoreError, with a sentence; the old register then stays."""
        started = _now()
        try:
            with alone(self.output.parent):
                try:
                    report = self._run(started)
                finally:
                    store.forget(self.output)
                self._log(started, report)
        except OSError as error:
            message = (
                f"The folder {self.output.parent} cannot be written ({error.strerror}). "
                "Nothing that was read is lost: build again when there is room."
            )
            raise StoreError(message) from error
        return report

    def _run(self, started: dt.datetime) -> Report:
        self.watch.step("Looking for files")
        found = walk(self.archive)
        if not (found.files or found.unreadable or found.skipped):
            message = f"There is no file in {printable(str(self.archive))}."
            raise ConfigError(message)
        self.corrections = trusted(self.place_of_corrections)
        known = {c.path: self.ledger.sha256(c.seen) for c in found.files}
        if self._unchanged(found, known):
            return self._as_it_is(started)
        if not (self.scheduler or all(known.values())):
            begin(self.stages)  # meanwhile, the cache is looked through
        self.last = self._last()
        self._work(found, known)
        self.watch.step("Following actions from meeting to meeting")
        parts = self._parts(found)
        try:
            report = self._publish(started, found, parts, self._anew(parts))
        except store.NotRenewableError:
            report = self._publish(started, found, parts, None)
        self.ledger.tidy()
        return report

    def _publish(
        self, started: dt.datetime, found: Found, parts: list[Held], new: Anew | None
    ) -> Report:
        """Link and write: everything, or what is `new` in place of what is gone."""
        held = {part.path: (part, candidate) for part, candidate in parts}
        places = new.places if new else {path: self.kept.place(*held[path]) for path in held}
        calendar = Calendar()
        for place in places.values():
            calendar.note(place.days)
        quarantined = (*found.unreadable, *self._set_aside())
        counts = count(self.contents.values(), found.skipped, quarantined)
        plan, concerned = corrected.plan(self.corrections, self.kept.uncorrected(parts))
        run = self._told(started, counts, calendar.gaps(), self._inputs(found))
        self.watch.step("Writing the register")
        chosen = [places[path] for path in held if new is None or path in new.write]
        store.write(
            self.output,
            self._offices(offices(chosen), held, plan, concerned),
            quarantined=quarantined,
            run=run,
            rules=self._rules(),
            skipped=(*found.skipped, *containers(self.contents)),
            replace_anything=self.force,
            renewal=None
            if new is None
            else store.Renewal(
                gone=new.gone,
                extraction=lambda path: self.kept.extraction(*held[path]),
                ahead=self.ahead,
            ),
        )
        self._remember(places)
        return Report(
            counts=counts,
            gaps=calendar.gaps(),
            quarantined=tuple(sorted(quarantined, key=lambda file: file.path)),
            unchanged=False,
            seconds=(_now() - started).total_seconds(),
        )

    def _offices(
        self,
        tied: list[list[str]],
        held: Mapping[str, Held],
        plan: Plan,
        concerned: frozenset[str],
    ) -> Iterator[store.Office]:
        """Give the offices, each linked. All on which corrections bear are one: these may link them."""
        if self.corrections:
            apart = [paths for paths in tied if not concerned.isdisjoint(paths)]
            tied = [paths for paths in tied if concerned.isdisjoint(paths)]
            together = [held[path] for path in sorted(path for paths in apart for path in paths)]
            links, outcomes = relink(self._link(self.kept.extractions(together, plan)), plan)
            yield store.Office(
                loaded=self.kept.loaded(together, plan),
                links=links,
                corrections=corrected.rows(outcomes),
            )
        nothing = Plan()
        for paths in rounds(tied):
            parts = [held[path] for path in paths]
            links = self._link(self.kept.extractions(parts, nothing))
            yield store.Office(loaded=self.kept.loaded(parts, nothing), links=links)

    # --- what stays of the last register -----------------------------------------------------

    def _last(self) -> Last | None:
        """Give what the last build left; None on any doubt whether its register can be renewed."""
        if self.force or self.corrections or self.link is not None:
            return None
        last = self.cache.get(LAST, self._last_key(), Last)
        return last if last is not None and last.register == _stat(self.output) else None

    def _ahead(self, tasks: int, files: int) -> None:
        """Do what can be done while the process starts that children are forked from."""
        from pipeline import link  # noqa: F401, PLC0415 - loads libraries that --help does not need

        store.load()
        if self.last is None or 2 * tasks >= files:
            return
        try:
            store.ahead(self.output)
            self.ahead = True
        except store.NotRenewableError:
            self.last = None

    def _anew(self, parts: list[Held]) -> Anew | None:
        """Give what is to be written anew; None where all is, on any doubt and where it is much."""
        if self.last is None:
            return None
        held = {part.path: (part, candidate) for part, candidate in parts}
        keys = {path: self.kept.key(part) for path, (part, _) in held.items()}
        new = anew(self.last.places, keys, lambda path: self.kept.place(*held[path]))
        return new if 2 * len(new.write | new.gone) < len(keys) else None

    def _remember(self, places: Mapping[str, Place]) -> None:
        """Keep what the next build needs to write only what is new to it."""
        if not self.corrections:
            last = Last(register=_stat(self.output), places=tuple(places.values()))
            self.cache.put(LAST, self._last_key(), pack(last))

    def _last_key(self) -> str:
        return key_of(self.stages.everything, printable(str(self.output.absolute())))

    # --- what is there already ---------------------------------------------------------------

    def _unchanged(self, found: Found, known: dict[str, str]) -> bool:
        if self.force or self.retry or not all(known.values()):
            return False
        inputs = _inputs(self.stages, found, known, self._head())
        before = store.last_run(self.output)
        return before is not None and before.inputs == inputs

    def _as_it_is(self, started: dt.datetime) -> Report:
        before = store.last_run(self.output)
        assert before is not None
        told = msgspec.convert(before.counts, _Told)
        return Report(
            counts=told.files,
            gaps=told.gaps,
            quarantined=store.quarantined(self.output),
            unchanged=True,
            seconds=(_now() - started).total_seconds(),
        )

    def _inputs(self, found: Found) -> str:
        """Hash everything that this register is made of; "" where another try may do better."""
        parts = [part for content in self.contents.values() for part in content.parts]
        if self.kept.lost or found.unreadable or any(part.kind in TRANSIENT for part in parts):
            return ""
        known = {path: content.sha256 for path, content in self.contents.items()}
        return _inputs(self.stages, found, known, self._head())

    def _head(self) -> str:
        return self.corrections[-1].hash if self.corrections else ""

    # --- reading and understanding -----------------------------------------------------------

    def _work(self, found: Found, known: dict[str, str]) -> None:
        """Fill `contents`: from the cache, else by children, the largest file first."""
        tasks = []
        for candidate in found.files:
            content = self._kept(candidate, known[candidate.path])
            if content is None:
                tasks.append(self._task(candidate, known[candidate.path]))
            else:
                self.contents[candidate.path] = content
        tasks.sort(key=lambda task: (-task.seen.size, task.path))
        size = sum(task.seen.size for task in tasks)
        self.watch.start(len(tasks), size, len(self.contents))
        self._ahead(len(tasks), len(found.files))
        for task, content in self._worked(tasks):
            self.contents[task.path] = content
            if content.sha256:
                self.ledger.note(replace(task.seen, sha256=content.sha256))
            for part in content.parts:
                if part.key and not self._has_extraction(part):
                    self.kept.lost.add(part.key)
            trouble = next((part.kind for part in content.parts if part.kind), "")
            self.watch.finished(task.path, task.seen.size, trouble)

    def _worked(self, tasks: list[Task]) -> Iterator[tuple[Task, Content]]:
        if self.scheduler:
            return cluster.run(tasks, scheduler=self.scheduler)
        return run_tasks(tasks, jobs=self.jobs)

    def _kept(self, candidate: Candidate, sha256: str) -> Content | None:
        """Give what the cache holds of a file, if it holds all of it."""
        if self.force or not sha256:
            return None
        content = self.cache.get(FILES, content_key(self.stages, candidate.path, sha256), Content)
        if content is None or (self.retry and any(part.kind for part in content.parts)):
            return None
        for part in content.parts:
            if part.key and not (
                self.cache.has(DOCUMENTS, part.key) and self._has_extraction(part)
            ):
                return None
        return content

    def _has_extraction(self, part: Part) -> bool:
        return self.cache.has(EXTRACTIONS, extraction_key(self.stages, part.key))

    def _task(self, candidate: Candidate, sha256: str, *, again: bool = False) -> Task:
        return Task(
            place=candidate.place,
            path=candidate.path,
            seen=replace(candidate.seen, sha256=sha256),
            cache=self.cache.address,
            stages=self.stages,
            seconds=seconds_for(candidate.seen.size),
            again=again or self.force or self.retry,
        )

    # --- reading back ------------------------------------------------------------------------

    def _parts(self, found: Found) -> list[Held]:
        """Give every document with the file that holds it, by path."""
        held = [
            (part, candidate)
            for candidate in found.files
            for part in self.contents[candidate.path].parts
            if part.key
        ]
        return sorted(held, key=lambda pair: pair[0].path)

    def _repair(self, candidate: Candidate) -> None:
        """Work on a file of which the cache holds a damaged value."""
        task = self._task(candidate, "", again=True)
        for _ in run_tasks([task], jobs=1):
            pass

    def _link(self, extractions: Iterator[Extraction]) -> Links:
        from pipeline.link import link  # noqa: PLC0415 - loads libraries that --help does not need

        return (self.link or link)(extractions)

    def _rules(self) -> dict[str, str]:
        """Give the declared rules; kept, because asking for them loads the language libraries."""
        key = key_of(self.stages.everything)
        rules: dict[str, str] | None = self.cache.get(RULES, key, dict[str, str])
        if rules is None:
            rules = called(self.stages, self.stages.rules)
            self.cache.put(RULES, key, pack(rules))
        return rules

    def _set_aside(self) -> Iterator[Quarantined]:
        for content in self.contents.values():
            for part in content.parts:
                if part.kind:
                    yield Quarantined(
                        path=part.path, sha256=part.sha256, kind=part.kind, message=part.message
                    )

    # --- what is told ------------------------------------------------------------------------

    def _told(
        self, started: dt.datetime, counts: Counts, gaps: tuple[Gap, ...], inputs: str
    ) -> store.Run:
        return store.Run(
            started_at=_stamp(started),
            finished_at=_stamp(_now()),
            version=__version__,
            fingerprint=self.stages.everything,
            inputs=inputs,
            archive=printable(self.archive.resolve().name),
            archive_key=key_of(printable(str(self.archive.resolve()))),
            libraries=library_versions((*READERS, *LANGUAGE, *WRITERS)),
            counts=msgspec.to_builtins(_Told(files=counts, gaps=gaps)),
            corrections_head=self._head(),
        )

    def _log(self, started: dt.datetime, report: Report) -> None:
        """Append one line to the log of builds, beside the register."""
        line = {
            "started_at": _stamp(started),
            "seconds": round(report.seconds, 3),
            "version": __version__,
            "fingerprint": self.stages.everything,
            "archive": printable(str(self.archive.resolve())),
            "unchanged": report.unchanged,
            "files": report.counts,
        }
        with (self.output.parent / RUNS).open("ab") as file:
            file.write(msgspec.json.encode(line) + b"\n")


def folder_of(output: Path) -> Path | None:
    """Give the folder that the register was last built from, if it is still there."""
    try:
        *_, last = (output.parent / RUNS).read_bytes().splitlines()
        archive = msgspec.json.decode(last)["archive"]
    except (OSError, ValueError, KeyError, TypeError, msgspec.MsgspecError):
        return None
    run = store.last_run(output)
    folder = Path(str(archive))
    if run is None or run.archive_key != key_of(str(archive)) or not folder.is_dir():
        return None
    return folder


@value
class _Told:
    """What `runs.counts` holds."""

    files: Counts
    gaps: tuple[Gap, ...]


@value
class Last:
    """What the next build needs to know of this one: the register's file, and its documents."""

    register: tuple[int, int, int]
    places: tuple[Place, ...]


def _stat(register: Path) -> tuple[int, int, int]:
    """Tell a register from any other: its size, the moment it was written, and its inode."""
    try:
        about = register.stat()
    except OSError:
        return 0, 0, 0
    return about.st_size, about.st_mtime_ns, about.st_ino


def _inputs(held: Stages, found: Found, known: dict[str, str], corrections: str) -> str:
    digest = hashlib.sha256(f"{held.everything}\0{corrections}".encode())
    for candidate in found.files:
        digest.update(f"{candidate.path}\0{known[candidate.path]}\0".encode())
    for path, reason in found.skipped:
        digest.update(f"{path}\0{reason}\0".encode())
    return digest.hexdigest()


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _stamp(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
