"""What one build says of itself: the row of `runs`."""

from __future__ import annotations

from pipeline.model import value


@value
class Run:
    """One build. Times are ISO 8601 in UTC.

    `fingerprint` is a hash over the program's source, its model files and its libraries;
    `inputs` one over that and every file read: an equal one means an equal register.
    `libraries` and `counts` become JSON objects. `archive` is the folder's name, `archive_key`
    tells one folder from another without printing its place. `corrections_head` is the hash of the
    last correction, "" where there is none.
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
    corrections_head: str = ""


@value
class CorrectionRow:
    """A correction and what became of it: a row of `corrections`, "" standing for NULL."""

    id: str
    number: int
    made_on: str
    made_by: str
    reason: str
    kind: str
    table_name: str
    row_id: str
    other_id: str
    field: str
    machine_value: str
    person_value: str
    note: str
    document_name: str
    document_sha256: str
    meeting_id: str
    words: str
    words_sha256: str
    state: str
    outcome: str
    previous_hash: str
    hash: str
