"""Understanding: one document becomes what its minutes say. The models are loaded once a process."""

from __future__ import annotations

from pipeline.bodies import Body, load_bodies, recognise
from pipeline.extract import MeetingParts, extract
from pipeline.extract.attendance import read_attendance
from pipeline.extract.header import read_header
from pipeline.extract.language import load
from pipeline.garbage import uncollected
from pipeline.model import Document, Extraction, Span
from pipeline.sections import partition, split


@uncollected()
def understand(document: Document) -> Extraction:
    """Recognise the body, split meetings and items, and extract. Pure; raises ConfigError only."""
    body = recognise(document, load_bodies())
    meetings = [_parts(document, body, within) for within in partition(document, body)]
    return extract(document, body, load(), meetings)


def _parts(document: Document, body: Body, within: Span) -> MeetingParts:
    """One meeting's items, head and people."""
    sections = split(document, body, within)
    header = read_header(document, within, sections, body)
    attendees, issues = read_attendance(document, within, sections, body, header)
    return MeetingParts(
        within=within, sections=sections, header=header, attendees=attendees, issues=issues
    )
