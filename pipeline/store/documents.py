"""The rows of a document itself: the file, its pages, its furniture, its issues."""

from __future__ import annotations

from pipeline.model import Document, Evidence, Extraction, Issue, Minutes, Section, Span
from pipeline.model.words import DocumentKind, SectionRole
from pipeline.store.places import Emit, Places, Row, present

RECORDS = frozenset({DocumentKind.MINUTES, DocumentKind.TRACKER})
"""Kinds of document that record a meeting; the others are searchable, no more."""

WHOLE = "store.whole-document"
"""Rule of the one section of a document that nothing divides."""

OUTSIDE = "store.outside-meetings"
"""Rule of a section of words that stand outside the meetings of a document."""


def store_document(
    places: Places, extraction: Extraction, current: dict[str, str], emit: Emit
) -> None:
    """Emit the rows of `documents`, `meeting_documents`, `pages` and `furniture`.

    `current` names the current document of each meeting id.
    """
    document, key = places.document, places.id
    meetings = meeting_ids(extraction)
    mine = [meeting for meeting in meetings if current[meeting] == key]
    source = document.source
    emit(
        "documents",
        {
            "id": key,
            "sha256": source.sha256,
            "path": source.path,
            "media_type": source.media_type,
            "bytes": source.size,
            "pages": len(document.pages) or None,
            "kind": extraction.kind,
            "version": present(extraction.version),
            "state": "partial" if document.partial else "loaded",
            "coverage": min(1.0, max(0.0, document.coverage)),
            "section_coverage": section_coverage(document, extraction),
            "title": present(extraction.title) or present(document.properties.title),
            "marking": present(extraction.marking),
            "meeting_id": next(iter(mine or meetings), None),
            "is_current": int(bool(mine) or not meetings),
            "text": document.text,
        },
    )
    for meeting in meetings:
        row: Row = {
            "meeting_id": meeting,
            "document_id": key,
            "is_current": int(current[meeting] == key),
        }
        emit("meeting_documents", row)
    for page in document.pages:
        emit(
            "pages",
            {
                "document_id": key,
                "number": page.number,
                "width": page.width,
                "height": page.height,
                "outcome": page.outcome,
            },
        )
    for ordinal, piece in enumerate(document.furniture):
        emit(
            "furniture",
            {
                "document_id": key,
                "ordinal": ordinal,
                "kind": piece.kind,
                "text": piece.text,
                "page": piece.page,
            },
        )


def section_coverage(document: Document, extraction: Extraction) -> float | None:
    """Give the share of the blocks' characters in the sections of meetings; None without meetings."""
    if extraction.kind not in RECORDS or not extraction.minutes:
        return None
    gaps = rest(document, extraction)
    whole = sum(block.span.end - block.span.start for block in document.blocks)
    lost, at = 0, 0
    for block in document.blocks:
        while at < len(gaps) and gaps[at].span.end <= block.span.start:
            at += 1
        for gap in gaps[at:]:
            if gap.span.start >= block.span.end:
                break
            lost += min(block.span.end, gap.span.end) - max(block.span.start, gap.span.start)
    return 1 - lost / whole if whole else 1.0


def meeting_ids(extraction: Extraction) -> list[str]:
    """Give the meetings that a document records, each once, in printed order."""
    if extraction.kind not in RECORDS:
        return []
    return list(dict.fromkeys(minutes.meeting.id for minutes in extraction.minutes))


def store_sections(
    places: Places, sections: tuple[Section, ...], scope: str, meeting: str | None, emit: Emit
) -> list[str | None]:
    """Emit rows of `sections`; give their keys, in order, for what refers to a section.

    `scope` makes the keys: the meeting, or for earlier versions the document. `meeting` is the
    row's meeting, None in earlier versions and agendas.
    """
    keys: list[str | None] = []
    for section in sections:
        heading = places.quote(section.heading) if section.heading else ""
        span = section.span
        evidence = Evidence(span=span, rule=section.evidence.rule)
        provenance = places.provenance(evidence, f"Section {section.number} {heading}".strip())
        if provenance is None:
            keys.append(None)
            continue
        key = places.key("sec", scope, section.number, heading)
        emit(
            "sections",
            {
                "id": key,
                "meeting_id": meeting,
                "parent_id": None if section.parent is None else keys[section.parent],
                "ordinal": places.ordinal(),
                "level": section.level,
                "number": present(section.number),
                "heading": present(heading),
                "purpose": present(section.purpose),
                "role": section.role,
                "text": places.quote(span),
                **provenance,
            },
        )
        keys.append(key)
    return keys


def rest(document: Document, extraction: Extraction) -> tuple[Section, ...]:
    """Give sections over the words that no meeting's items hold, so that all are searchable.

    That is the whole of a document without meetings, and what stands before, between and after
    the meetings of a file that holds several.
    """
    spans = sorted(
        ((part.span.start, part.span.end) for one in extraction.minutes for part in one.sections),
    )
    found, reach = [], 0
    for start, end in [*spans, (len(document.text),) * 2]:
        if document.text[reach:start].strip():
            found.append(Span(start=reach, end=start))
        reach = max(reach, end)
    rule = OUTSIDE if spans else WHOLE
    return tuple(
        Section(
            span=span,
            number="",
            heading=None,
            level=0,
            parent=None,
            role=SectionRole.ITEM,
            evidence=Evidence(span=span, rule=rule),
        )
        for span in found
    )


def store_issues(
    places: Places, extraction: Extraction, current: dict[str, str], emit: Emit
) -> None:
    """Emit the issues of reading, of understanding and of storing one document."""
    mine = [m for m in extraction.minutes if current.get(m.meeting.id) == places.id]
    if extraction.kind not in RECORDS:
        mine = []
    for issue in (*places.document.issues, *extraction.issues):
        store_issue(places, issue, _meeting_of(issue, mine), emit)
    for issue, meeting in places.issues:
        store_issue(places, issue, meeting, emit)


def store_issue(places: Places, issue: Issue, meeting: str | None, emit: Emit) -> None:
    """Emit one row of `issues`."""
    span = issue.span
    place = (str(span.start), str(span.end)) if span else ("", "")
    emit(
        "issues",
        {
            "id": places.key("iss", places.id, issue.stage, issue.code, *place, issue.message),
            "document_id": places.id,
            "meeting_id": meeting,
            "stage": issue.stage,
            "code": issue.code,
            "level": issue.level,
            "message": issue.message,
            "span_start": span.start if span else None,
            "span_end": span.end if span else None,
        },
    )


def _meeting_of(issue: Issue, minutes: list[Minutes]) -> str | None:
    """Give the meeting in whose part of the document an issue stands, if that is plain."""
    if issue.span is not None:
        for part in minutes:
            if part.span.contains(issue.span):
                return part.meeting.id
    return minutes[0].meeting.id if len(minutes) == 1 else None
