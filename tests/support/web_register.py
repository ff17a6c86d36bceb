"""A small register for tests of the site, written straight into pipeline/schema.sql.

Everything in it is invented. `HOSTILE` stands in every text column that a document can fill.
"""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from pipeline.store.search import FILL

SCHEMA = Path(__file__).resolve().parents[2] / "pipeline" / "schema.sql"
LONG = "antidisestablishmentarianism" * 180
HOSTILE = (
    '=HYPERLINK("http://example.invalid","x") <script>alert(\'hostile\')</script> '
    "\"quoted\" 'single' & <img src=x onerror=alert(1)> \u202eevil\u202c {{ 7*7 }} %s ';--"
)

FILL_STATES = "insert into action_states select * from action_states_derived"


@dataclass
class Draft:
    """The text of one document as it grows; each `add` gives the span of what was added."""

    text: str = ""
    spans: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, words: str, end: str = "\n") -> tuple[int, int]:
        """Append words; give their half-open span."""
        start = len(self.text)
        self.text += words + end
        return start, start + len(words)


class Register:
    """A database in memory of the test: helpers that fill one row each, with provenance."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path)
        self.db.executescript(SCHEMA.read_text(encoding="utf-8"))
        self.db.execute("pragma foreign_keys = off")  # rows come in the order of a story
        self._numbers = count(1)
        self.insert("rules", id="test.rule", kept_in="models/patterns/actions.jsonl", hits=3)

    def insert(self, table: str, **row: object) -> None:
        """Insert one row; columns left out are NULL."""
        names = ", ".join(f'"{name}"' for name in row)
        marks = ", ".join("?" for _ in row)
        self.db.execute(f'insert into "{table}" ({names}) values ({marks})', tuple(row.values()))  # noqa: S608 (names are ours)

    def insert_known(self, table: str, **row: object) -> None:
        """Insert those columns of `row` that the schema has."""
        names = {column[1] for column in self.db.execute(f'pragma table_info("{table}")')}
        self.insert(table, **{name: cell for name, cell in row.items() if name in names})

    def document(self, key: str, text: str, *, path: str = "", **more: object) -> None:
        """A file that was read."""
        row: dict[str, object] = {
            "id": key, "sha256": hashlib.sha256(text.encode()).hexdigest(), "bytes": 2048,
            "path": path or f"northmoor/{key}.docx", "kind": "minutes", "state": "loaded",
            "media_type": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "coverage": 1.0, "title": None, "text": text, "meeting_id": None, "is_current": 1,
        }  # fmt: skip
        self.insert("documents", **{**row, **more})

    def fact(self, table: str, document: str, span: tuple[int, int], **row: object) -> None:
        """A row with its provenance."""
        self.insert(
            table, document_id=document, span_start=span[0], span_end=span[1],
            **{"page": None, "rule": "test.rule", **row},
        )  # fmt: skip

    def key(self, kind: str) -> str:
        """A new key."""
        return f"{kind}-{next(self._numbers):04d}"

    def finish(self) -> None:
        """Derive the states, fill the search, check every key, and close."""
        self.db.execute(FILL_STATES)
        for fill in FILL:
            self.db.execute(fill)
        broken = self.db.execute("pragma foreign_key_check").fetchall()
        assert not broken, broken
        self.db.commit()
        self.db.close()


def build(path: Path) -> Path:
    """Write the register of two invented forces to `path` and give it back."""
    register = Register(path)
    register.insert("bodies", id="northmoor-board", name="Northmoor Governance Board",
                    kind="board", area="Northmoor")  # fmt: skip
    register.insert("bodies", id="saltmere-panel", name="Saltmere Police Panel",
                    kind="panel", area="Saltmere")  # fmt: skip
    register.insert("bodies", id="hostile", name=f"Board {HOSTILE}", kind="other", area=HOSTILE)
    person(register, "person-holt", "Priya Holt")
    person(register, "person-reed", "Jonah Reed")
    person(register, "person-hostile", f"Eve {HOSTILE}")
    first_board(register)
    for month in range(2, 9):
        if month != 5:  # a month without a meeting, which the calendar shows as a gap
            later_board(register, month)
    panel(register)
    hostile(register)
    register.insert("quarantine", path="northmoor/locked.docx", sha256="0" * 64, kind="encrypted",
                    message="The file asks for a password. Save it without one and build again.")  # fmt: skip
    register.insert("quarantine", path=f"bad/{HOSTILE}.pdf", sha256=None, kind="malformed",
                    message=HOSTILE)  # fmt: skip
    register.insert("runs", id=1, started_at="2024-09-01T08:00:00Z", version="0.1.0",
                    finished_at="2024-09-01T08:00:09Z", fingerprint="f" * 64,
                    inputs="e" * 64, archive_key="d" * 64, libraries='{"spacy": "3.8.18"}', archive="archive",
                    counts='{"files": {"seen": 14, "loaded": 12}, "gaps":'
                    ' [{"body": "Northmoor Governance Board", "month": "2024-05"}]}')  # fmt: skip
    register.finish()
    return path


def person(register: Register, key: str, name: str) -> None:
    """Someone, shown by the first characters of the first document."""
    register.fact("people", "doc-board-1", (0, 1), id=key, name=name)


def first_board(register: Register) -> None:
    """The board of January 2024: two labelled actions, one implied, a decision, HMICFRS."""
    draft, doc, meeting = Draft(), "doc-board-1", "meeting-board-1"
    title = draft.add("Northmoor Governance Board, 18 January 2024")
    begin = len(draft.text)
    draft.add("Attendance")
    holt = draft.add("Priya Holt (PH) – Police and Crime Commissioner")
    reed = draft.add("Jonah Reed (JR) – Chief Constable (by Teams)")
    attendance = (begin, len(draft.text))
    begin = len(draft.text)
    heading = draft.add("Call handling")
    draft.add("The Chief Constable set out the demand on the control room.")
    call = draft.add("ACTION: The Force to report on call handling and the answering of 999 calls "
                     "by the end of March.")  # fmt: skip
    draft.add("The board asked what PEEL would say of it.")
    draft.add("Measure\tTarget\tResult", end="\n")
    draft.add("999 calls\t10 s\t14 s")
    decision = draft.add("Decision: the recovery plan was approved subject to quarterly reports.")
    handling = (begin, len(draft.text))
    begin = len(draft.text)
    draft.add("HMICFRS update")
    mention = draft.add("Two areas for improvement from PEEL 2023 remain.")
    afi = draft.add("AFI 2: the force should improve its crime data analysis.")
    peel = draft.add("ACTION: JR to bring the crime data analysis for AFI 2 to the board.")
    promise = draft.add("The CFO would circulate the summary of reserves.")
    inspection = (begin, len(draft.text))

    register.document(doc, draft.text, path="northmoor/2024/2024-01-18-board.pdf", pages=1,
                      media_type="application/pdf", title="Governance Board",
                      marking="OFFICIAL", meeting_id=meeting, version="approved")  # fmt: skip
    register.insert("pages", document_id=doc, number=1, width=595, height=842, outcome="read")
    register.insert("meeting_documents", meeting_id=meeting, document_id=doc, is_current=1)
    register.document(f"{doc}-draft", draft.text.replace("end of March", "end of June"),
                      path="northmoor/2024/2024-01-18-board-draft.docx", meeting_id=meeting,
                      version="draft", is_current=0)  # fmt: skip
    register.insert(
        "meeting_documents", meeting_id=meeting, document_id=f"{doc}-draft", is_current=0
    )
    register.fact("meetings", doc, title, id=meeting, body_id="northmoor-board", kind="board",
                  title="Northmoor Governance Board", date="2024-01-18", page=1,
                  date_text="18 January 2024", date_basis="stated", start_time="14:00",
                  end_time="16:30", venue="Alder Room, Headquarters", chair="Priya Holt",
                  next_date="2024-02-15", next_text="15 February 2024", hmicfrs_discussed=1)  # fmt: skip
    for number, (span, name, initials, role, who) in enumerate((
        (holt, "Priya Holt", "PH", "Police and Crime Commissioner", "person-holt"),
        (reed, "Jonah Reed", "JR", "Chief Constable", "person-reed"),
    )):  # fmt: skip
        register.fact("attendances", doc, span, id=register.key("att"), meeting_id=meeting,
                      ordinal=number, person_id=who, name=name, initials=initials, role=role,
                      status="present", basis="stated", remote=number, chair=1 - number,
                      minute_taker=0, page=1, abbreviation=initials)  # fmt: skip
    section(
        register, doc, meeting, draft, attendance, "sec-1-1", 0, "1", "Attendance", "attendance"
    )
    section(register, doc, meeting, draft, handling, "sec-1-2", 1, "2", "Call handling", "item")
    section(register, doc, meeting, draft, inspection, "sec-1-3", 2, "3", "HMICFRS update",
            "inspection")  # fmt: skip
    assert heading
    action(register, doc, meeting, draft, call, "act-call", section_id="sec-1-2", ref="1/2024",
           owner=("Force", "organisation"), due_text="by the end of March",
           due_date="2024-03-31", due_basis="month", page=1)  # fmt: skip
    action(register, doc, meeting, draft, peel, "act-peel", section_id="sec-1-3", ref="2/2024",
           owner=("Jonah Reed", "person"), page=1)  # fmt: skip
    action(register, doc, meeting, draft, promise, "act-promise", section_id="sec-1-3",
           kind="implied", page=1)  # fmt: skip
    register.fact("decisions", doc, decision, id="dec-plan", meeting_id=meeting, page=1,
                  section_id="sec-1-2", text=draft.text[slice(*decision)],
                  outcome="approved-conditionally", condition="subject to quarterly reports",
                  maker="Priya Holt")  # fmt: skip
    register.fact("inspections", doc, mention, id="insp-peel", body="HMICFRS", programme="PEEL",
                  title=None, year=2023, page=1)  # fmt: skip
    register.fact("inspection_items", doc, afi, id="afi-2", inspection_id="insp-peel", kind="afi",
                  number="2", text=draft.text[slice(*afi)], inspectorate_status="outstanding",
                  page=1)  # fmt: skip
    register.fact("inspection_mentions", doc, afi, id="mention-afi", meeting_id=meeting,
                  section_id="sec-1-3", inspection_id="insp-peel", inspection_item_id="afi-2",
                  inspectorate_status="outstanding", page=1)  # fmt: skip
    register.fact("action_inspections", doc, peel, action_id="act-peel", mention_id="mention-afi",
                  inspection_id="insp-peel", inspection_item_id="afi-2", meeting_id=meeting,
                  reason="named-in-action", page=1)  # fmt: skip


def section(  # noqa: PLR0917 (a story of tests)
    register: Register, doc: str, meeting: str, draft: Draft, span: tuple[int, int], key: str,
    ordinal: int, number: str, heading: str, role: str,
) -> None:  # fmt: skip
    """A section of a meeting."""
    register.fact("sections", doc, span, id=key, meeting_id=meeting, ordinal=ordinal, level=0,
                  number=number, heading=heading, role=role,
                  text=draft.text[slice(*span)], page=1)  # fmt: skip


def action(  # noqa: PLR0917 (a story of tests)
    register: Register, doc: str, meeting: str, draft: Draft, span: tuple[int, int], key: str,
    *, owner: tuple[str, str] | None = None, **more: object,
) -> None:  # fmt: skip
    """An action, with at most one owner."""
    register.fact("actions", doc, span, **{
        "id": key, "meeting_id": meeting, "text": draft.text[slice(*span)], "kind": "labelled",
        "confidence": 1.0, "owners_text": owner[0] if owner else None, **more,
    })  # fmt: skip
    if owner:
        known = {"Jonah Reed": "person-reed", "Priya Holt": "person-holt"}.get(owner[0])
        register.fact("action_owners", doc, span, action_id=key, ordinal=0, text=owner[0],
                      name=owner[0], kind=owner[1], person_id=known, basis="stated")  # fmt: skip


def later_board(register: Register, month: int) -> None:
    """A later board: it speaks of the first one's actions and raises one of its own."""
    draft, doc, meeting = Draft(), f"doc-board-{month}", f"meeting-board-{month}"
    title = draft.add(f"Northmoor Governance Board, 15/{month:02d}/2024")
    begin = len(draft.text)
    draft.add("Review of actions")
    said = {
        3: ("Action 1/2024 – in progress.", "in-progress", "stated", "act-call", "1/2024"),
        6: ("Action 2/2024 – complete.", "complete", "stated", "act-peel", "2/2024"),
        7: ("Several actions were closed.", "closed", "count", None, None),
    }.get(month)
    if said:
        event = draft.add(said[0])
        register.fact("action_events", doc, event, id=f"event-{month}", action_id=said[3],
                      meeting_id=meeting, section_id=f"sec-{month}-1", ref=said[4],
                      status=said[1], grade=said[2], text=said[0], quote=said[0])  # fmt: skip
    else:
        draft.add("The action log was updated.")
    review = (begin, len(draft.text))
    begin = len(draft.text)
    draft.add("Finance")
    raised = draft.add(f"ACTION: OPCC to circulate the budget monitor for month {month}.")
    finance = (begin, len(draft.text))
    register.document(doc, draft.text, path=f"northmoor/2024/2024-{month:02d}-15-board.docx",
                      meeting_id=meeting)  # fmt: skip
    register.insert("meeting_documents", meeting_id=meeting, document_id=doc, is_current=1)
    register.fact("meetings", doc, title, id=meeting, body_id="northmoor-board", kind="board",
                  title="Northmoor Governance Board", date=f"2024-{month:02d}-15",
                  date_text=f"15/{month:02d}/2024", date_basis="stated", hmicfrs_discussed=0)  # fmt: skip
    section(register, doc, meeting, draft, review, f"sec-{month}-1", 0, "1", "Review of actions",
            "action-review")  # fmt: skip
    section(register, doc, meeting, draft, finance, f"sec-{month}-2", 1, "2", "Finance", "item")
    action(register, doc, meeting, draft, raised, f"act-budget-{month}", ref=f"{month + 1}/2024",
           section_id=f"sec-{month}-2", owner=("OPCC", "organisation"))  # fmt: skip


def panel(register: Register) -> None:
    """A panel without a date, whose one action has an issue and no owner."""
    draft, doc, meeting = Draft(), "doc-panel", "meeting-panel"
    title = draft.add("Saltmere Police Panel")
    begin = len(draft.text)
    draft.add("Analyses of crime data")
    raised = draft.add("ACTION: two analyses to be shared with Councillor Murray.")
    only = (begin, len(draft.text))
    register.document(doc, draft.text, path="saltmere/panel.txt", media_type="text/plain",
                      meeting_id=meeting, version="draft")  # fmt: skip
    register.insert("meeting_documents", meeting_id=meeting, document_id=doc, is_current=1)
    register.fact("meetings", doc, title, id=meeting, body_id="saltmere-panel", kind="panel",
                  title="Saltmere Police Panel", hmicfrs_discussed=0)  # fmt: skip
    section(
        register, doc, meeting, draft, only, "sec-p-1", 0, "1", "Analyses of crime data", "item"
    )
    action(register, doc, meeting, draft, raised, "act-panel", section_id="sec-p-1")
    register.insert("issues", id="issue-1", document_id=doc, meeting_id=meeting, stage="header",
                    code="date-missing", level="warning", message="The minutes give no date.",
                    span_start=title[0], span_end=title[1])  # fmt: skip
    register.insert("issues", id="issue-2", document_id=doc, meeting_id=meeting, stage="items",
                    code="owner-missing", level="warning", message="The action names no owner.",
                    span_start=raised[0], span_end=raised[1])  # fmt: skip
    register.insert("action_links", id="link-1", source_action_id="act-panel",
                    target_action_id="act-peel", kind="duplicates", suggested=1, score=0.71,
                    reason="the words are alike")  # fmt: skip


def hostile(register: Register) -> None:
    """A meeting whose every word is an attack."""
    draft, doc, meeting = Draft(), "doc-hostile", "meeting-hostile"
    title = draft.add(f"Minutes {HOSTILE}")
    begin = len(draft.text)
    draft.add(f"Heading {HOSTILE}")
    who = draft.add(f"Eve {HOSTILE}")
    raised = draft.add(HOSTILE)
    long = draft.add(f"ACTION: {LONG}")
    decided = draft.add(f"Decision {HOSTILE}")
    event = draft.add(f"Closed {HOSTILE}")
    draft.add(f"=1+1\t{HOSTILE}\t@cmd")
    only = (begin, len(draft.text))
    register.document(doc, draft.text, path=f"hostile/{HOSTILE}.docx", title=HOSTILE,
                      marking=HOSTILE, meeting_id=meeting)  # fmt: skip
    register.insert("meeting_documents", meeting_id=meeting, document_id=doc, is_current=1)
    register.fact("meetings", doc, title, id=meeting, body_id="hostile", kind="other",
                  title=HOSTILE, date="2024-04-01", date_text=HOSTILE, date_basis="document-text",
                  venue=HOSTILE, chair=HOSTILE, next_text=HOSTILE, hmicfrs_discussed=1)  # fmt: skip
    register.fact("attendances", doc, who, id="att-hostile", meeting_id=meeting, ordinal=0,
                  person_id="person-hostile", name=f"Eve {HOSTILE}", initials=HOSTILE,
                  role=HOSTILE, rank=HOSTILE, organisation=HOSTILE, status="present",
                  basis=HOSTILE, remote=1, chair=0, minute_taker=0, note=HOSTILE)  # fmt: skip
    section(register, doc, meeting, draft, only, "sec-hostile", 0, "<b>1", HOSTILE, "item")
    action(register, doc, meeting, draft, raised, "act-hostile", section_id="sec-hostile",
           ref=HOSTILE, owner=(HOSTILE, "unknown"), due_text=HOSTILE)  # fmt: skip
    action(register, doc, meeting, draft, long, "act-long", section_id="sec-hostile", ref=LONG)
    register.fact("decisions", doc, decided, id="dec-hostile", meeting_id=meeting,
                  section_id="sec-hostile", text=draft.text[slice(*decided)], outcome="noted",
                  condition=HOSTILE, maker=HOSTILE)  # fmt: skip
    register.fact("action_events", doc, event, id="event-hostile", action_id="act-hostile",
                  meeting_id=meeting, section_id="sec-hostile", ref=HOSTILE, status="closed",
                  grade="stated", text=draft.text[slice(*event)], due_text=HOSTILE,
                  quote=draft.text[slice(*event)], successor_ref=HOSTILE)  # fmt: skip
    register.fact("inspections", doc, event, id="insp-hostile", body="HMICFRS",
                  programme=HOSTILE, title=HOSTILE, year=2024)  # fmt: skip
    register.fact("inspection_items", doc, event, id="item-hostile", inspection_id="insp-hostile",
                  kind="recommendation", number=HOSTILE, text=HOSTILE, board_status="in-progress")  # fmt: skip
    register.fact("inspection_mentions", doc, event, id="mention-hostile", meeting_id=meeting,
                  section_id="sec-hostile", inspection_id="insp-hostile",
                  inspection_item_id="item-hostile")  # fmt: skip
    register.fact("action_inspections", doc, event, action_id="act-hostile",
                  mention_id="mention-hostile", inspection_id="insp-hostile",
                  inspection_item_id="item-hostile", meeting_id=meeting, reason="linked-item")  # fmt: skip
    register.insert("issues", id="issue-hostile", document_id=doc, meeting_id=meeting,
                    stage="items", code="date-doubtful", level="error", message=HOSTILE,
                    span_start=raised[0], span_end=raised[1])  # fmt: skip
    register.insert_known("corrections", id="corr-1", number=1, made_on="2024-08-01T10:00:00Z",
                          made_by=HOSTILE, reason=HOSTILE, kind="owner", table_name="actions",
                          row_id="act-hostile", field="owners_text", machine_value=HOSTILE,
                          person_value=HOSTILE, note=HOSTILE, words=HOSTILE, applies=1,
                          state="applies", previous_hash="0" * 64, hash="1" * 64)  # fmt: skip
    register.insert("furniture", document_id=doc, ordinal=0, kind="header", text=HOSTILE, page=1)
