"""What one build says of itself: the row of `runs`."""

from __future__ import annotations

from pipeline.model import value


@value
class Run:
    """One build. Times are ISO 8601 in UTC.

    `fingerprint` is a hash over the program's source, its model files and its libraries;
    `inputs` one over that and every file read: an equal one means an equal register.
    `libraries` and `counts` become JSON objects. `archive` is the folder's name, `archive_key`
    tells one folder from another without printing its place.
    """

    started_at: str
    finished_at: str
    version: str
    fingerprint: str
    inputs: str
    archive: str
    archive_key: str
    libraries: dict[str, str]
    counts: dict[str, object]
