"""The part of an extraction that tells where its document belongs, read back without the rest."""

from __future__ import annotations

from pipeline.model import DocumentKind, When, value


@value
class MeetingHead:
    """Of a meeting, what tells where it belongs."""

    id: str
    body_id: str
    body_name: str
    held: When


@value
class MinutesHead:
    """Of the minutes of a meeting, what tells where they belong."""

    meeting: MeetingHead


@value
class Head:
    """Of an `Extraction`, what tells where it belongs: a fraction of its values."""

    path: str
    kind: DocumentKind
    minutes: tuple[MinutesHead, ...] = ()
