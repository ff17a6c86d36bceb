"""Small invented minutes as values, for the tests of what comes after understanding."""

from __future__ import annotations

import datetime as dt
import hashlib

from pipeline.model import (
    Action,
    ActionUpdate,
    Attendee,
    Block,
    Decision,
    Document,
    Evidence,
    Extraction,
    InspectionMention,
    InspectionReply,
    Meeting,
    Minutes,
    Owner,
    Page,
    Run,
    Section,
    SourceFile,
    Span,
    When,
    make_id,
    normalise,
)
from pipeline.model.words import (
    ActionKind,
    AttendanceStatus,
    BlockKind,
    DateBasis,
    DocumentKind,
    Grade,
    InspectionReason,
    MeetingKind,
    Outcome,
    OwnerKind,
    ReplyKind,
    SectionRole,
    Status,
)

BODY = "hartwell-board"
LINES_A_PAGE = 4


def document(path: str, *lines: str, partial: bool = False) -> Document:
    """Make a document of one block a line, four lines a page."""
    blocks, position = [], 0
    for number, line in enumerate(lines):
        span = Span(start=position, end=position + len(line))
        page = number // LINES_A_PAGE + 1
        run = Run(span=span, page=page)
        blocks.append(Block(span=span, kind=BlockKind.PARAGRAPH, runs=(run,)))
        position = span.end + 1
    text = "\n".join(lines)
    pages = tuple(
        Page(number=number + 1, width=595, height=842)
        for number in range((len(lines) + LINES_A_PAGE - 1) // LINES_A_PAGE)
    )
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = SourceFile(sha256=digest, path=path, media_type="text/plain", size=len(text))
    return Document(source=source, text=text, blocks=tuple(blocks), pages=pages, partial=partial)


class Writer:
    """Gathers what one document says of one meeting, finding each quotation in its text."""

    def __init__(
        self,
        document: Document,
        held: dt.date | None,
        *,
        version: str = "",
        kind: DocumentKind = DocumentKind.MINUTES,
        body: str = BODY,
    ) -> None:
        self.document = document
        self.held = held
        self.version = version
        self.kind = kind
        self.body = body
        self.meeting = make_id("mtg", body, held.isoformat() if held else document.id, kind)
        self.sections: list[Section] = []
        self.attendees: list[Attendee] = []
        self.actions: list[Action] = []
        self.decisions: list[Decision] = []
        self.updates: list[ActionUpdate] = []
        self.inspections: list[InspectionMention] = []
        self.replies: list[InspectionReply] = []

    def proof(self, words: str, rule: str) -> Evidence:
        """Find the words in the text."""
        start = self.document.text.index(words)
        return Evidence(span=Span(start=start, end=start + len(words)), rule=rule)

    def attendee(self, name: str, status: AttendanceStatus = AttendanceStatus.PRESENT) -> int:
        """Add an attendee; give the index."""
        evidence = self.proof(name, "attendance.test")
        self.attendees.append(Attendee(name=name, status=status, evidence=evidence))
        return len(self.attendees) - 1

    def section(self, number: str, heading: str, words: str) -> int:
        """Add a section that begins with its heading and ends with `words`."""
        start = self.proof(heading, "section.test").span
        end = self.proof(words, "section.test").span.end
        self.sections.append(
            Section(
                span=Span(start=start.start, end=end),
                number=number,
                heading=start,
                level=0,
                parent=None,
                role=SectionRole.ITEM,
                evidence=Evidence(span=start, rule="section.test"),
            )
        )
        return len(self.sections) - 1

    def action(
        self,
        words: str,
        *,
        ref: str = "",
        kind: ActionKind = ActionKind.LABELLED,
        owner: int | None = None,
        due: When | None = None,
        section: int | None = None,
    ) -> str:
        """Add an action; give its key."""
        evidence = self.proof(words, "action.test")
        owners: tuple[Owner, ...] = ()
        if owner is not None:
            name = self.attendees[owner].name
            owners = (
                Owner(
                    text=name,
                    name=name,
                    kind=OwnerKind.PERSON,
                    basis="name",
                    evidence=self.proof(name, "owner.test"),
                    attendee=owner,
                ),
            )
        key = make_id("act", self.meeting, normalise(words))
        self.actions.append(
            Action(
                id=key,
                text=words,
                kind=kind,
                evidence=evidence,
                ref=ref,
                owners=owners,
                owners_text=owners[0].text if owners else "",
                due=due,
                section=section,
            )
        )
        return key

    def decision(self, words: str, outcome: Outcome = Outcome.APPROVED) -> None:
        """Add a decision."""
        key = make_id("dec", self.meeting, normalise(words))
        evidence = self.proof(words, "decision.test")
        self.decisions.append(Decision(id=key, text=words, outcome=outcome, evidence=evidence))

    def update(
        self,
        words: str,
        status: Status,
        grade: Grade,
        *,
        ref: str = "",
        due: When | None = None,
        dated: When | None = None,
    ) -> str:
        """Add a mention of an earlier action; give its key."""
        key = make_id("evt", self.meeting, normalise(words))
        evidence = self.proof(words, "update.test")
        self.updates.append(
            ActionUpdate(
                id=key,
                status=status,
                grade=grade,
                text=words,
                evidence=evidence,
                ref=ref,
                due=due,
                dated=dated,
            )
        )
        return key

    def mention(self, words: str, programme: str, *actions: tuple[str, InspectionReason]) -> str:
        """Add a mention of an inspection; give its key."""
        key = make_id("men", self.meeting, normalise(words))
        evidence = self.proof(words, "inspection.test")
        self.inspections.append(
            InspectionMention(id=key, evidence=evidence, programme=programme, actions=actions)
        )
        return key

    def reply(self, words: str, programme: str, day: dt.date) -> None:
        """Add the day on which a report was published."""
        self.replies.append(
            InspectionReply(
                id=make_id("rep", self.meeting, normalise(words)),
                kind=ReplyKind.PUBLISHED,
                when=stated(day),
                evidence=self.proof(words, "reply.test"),
                programme=programme,
            )
        )

    def extraction(self) -> Extraction:
        """Give everything that was gathered."""
        first = self.document.text.partition("\n")[0]
        day = self.held.isoformat() if self.held else ""
        meeting = Meeting(
            id=self.meeting,
            body_id=self.body,
            body_name="Hartwell Board",
            kind=MeetingKind.TRACKER if self.kind is DocumentKind.TRACKER else MeetingKind.BOARD,
            title=first,
            held=When(
                text=day,
                first=self.held,
                last=self.held,
                basis=DateBasis.STATED if self.held else None,
            ),
            evidence=self.proof(first, "date.test"),
        )
        minutes = Minutes(
            span=Span(start=0, end=len(self.document.text)),
            meeting=meeting,
            sections=tuple(self.sections),
            attendees=tuple(self.attendees),
            actions=tuple(self.actions),
            decisions=tuple(self.decisions),
            updates=tuple(self.updates),
            inspections=tuple(self.inspections),
            replies=tuple(self.replies),
        )
        return Extraction(
            document_id=self.document.id,
            path=self.document.source.path,
            kind=self.kind,
            title=first,
            version=self.version,
            minutes=(minutes,),
        )


def stated(day: dt.date) -> When:
    """Give a day as the minutes state it."""
    return When(text=day.isoformat(), first=day, last=day, basis=DateBasis.STATED)
