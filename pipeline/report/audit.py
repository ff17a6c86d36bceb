"""The HMICFRS audit: a dossier for every action and every item of a report.

Each holds the chain of what was said, with quotation, file and page, and what was not found. What the
board says and what the inspectorate has done stand apart: the one never implies the other.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict

from pipeline.report.action_log import deadlines, evidence_file, overdue
from pipeline.report.asking import Asked, Quoted, Row
from pipeline.report.audit_queries import (
    BY_HAND,
    CORRECTIONS,
    DOUBTS,
    EVENTS,
    INSPECTIONS,
    ITEMS,
    LINKS,
    MENTIONS,
)
from pipeline.report.decision_log import place
from pipeline.report.gaps import action_gaps, item_gaps, lateness
from pipeline.report.neutral import (
    Block,
    Column,
    Content,
    Facts,
    Report,
    Section,
    Table,
    Words,
    day,
    one_line,
)
from pipeline.report.phrases import (
    REASONS,
    STRENGTHS,
    closed_by,
    corrected,
    inspection_name,
    item_name,
    sentence,
    short_item,
    short_name,
    status,
    title,
    views,
)
from pipeline.report.replies import reply_duties
from pipeline.report.statement import about, sources, statement

OVERVIEW = (
    Column("No", 0.4),
    Column("Inspection", 1.0),
    Column("Item", 1.5),
    Column("Ref", 0.75),
    Column("Action", 3.0),
    Column("Body", 1.5),
    Column("Raised", 0.95),
    Column("Owner", 1.2),
    Column("Due", 0.95),
    Column("Board: status", 1.05),
    Column("Closed on", 0.95),
    Column("HMICFRS: status", 1.1),
    Column("Not found", 2.4, paper=False),
    Column("Key", 1.2, paper=False),
)
CHAIN = (
    Column("No.", 0.4, paper=False),
    Column("Key", 1.0, paper=False),
    Column("Date", 1.0),
    Column("Said by", 1.35),
    Column("Words", 3.4),
    Column("Status", 0.95),
    Column("How said", 1.0),
    Column("File, page", 2.0),
    Column("File SHA-256", 2.0, paper=False),
    Column("Rule", 1.2, paper=False),
)


def audit(asked: Asked) -> Report:
    """The dossiers of the HMICFRS actions that the filters ask for, and of the items without any."""
    return _Audit(asked).report()


class _Audit:
    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.rows = [row for row in asked.register if row["hmicfrs"]]
        self.inspections = {row["id"]: row for row in asked.rows(INSPECTIONS)}
        self.items = {row["id"]: row for row in asked.rows(ITEMS)}
        self.links = _grouped(asked.rows(LINKS), "action_id")
        self.events = _grouped(asked.rows(EVENTS), "action_id")
        self.mentions = _grouped(asked.rows(MENTIONS), "inspection_item_id")
        self.closings = {row["correction_id"]: row for row in asked.rows(BY_HAND)}
        self.corrections = _grouped(asked.rows(CORRECTIONS), "action_id")
        self.doubts = _grouped(asked.rows(DOUBTS), "document_id")
        self.quoted = Quoted()
        self.overview: list[tuple[Content, ...]] = []
        self.chain: list[tuple[Content, ...]] = []
        self.number = 0

    def report(self) -> Report:
        """Put it together."""
        dossiers: list[Section] = []
        unserved = 0
        for inspection in self.inspections.values():
            own = [row for row in self.rows if self._main(row)["inspection_id"] == inspection["id"]]
            bare = self._unserved(inspection)
            unserved += len(bare)
            held = [
                *(self._item(item, inspection) for item in bare),
                *(self._action(row, inspection) for row in own),
            ]
            if held:
                dossiers.append(Section(inspection_name(inspection), (), new_page=True))
                dossiers += held
        table = Table("Overview", OVERVIEW, tuple(self.overview))
        first = Section(
            "Overview",
            (table.on_paper(),) if self.overview else (Words("Nothing answers to these filters."),),
            wide=True,
        )
        duties = reply_duties(self.asked, self.quoted)
        return Report(
            kind="audit",
            title="HMICFRS: actions and what became of them",
            as_at=self.asked.as_at,
            about=about(self.asked),
            summary=(*self._summary(unserved), *self.quoted.markings()),
            sections=(first, *((duties,) if duties else ()), *dossiers),
            tables=(table, Table("Evidence", CHAIN, tuple(self.chain)), *_tables(duties)),
            statement=statement(self.asked, self.rows),
            sources=sources(self.quoted.files),
            deadlines=deadlines(self.rows),
        )

    def _main(self, row: Row) -> Row:
        """The strongest words that link an action to an inspection."""
        return self.links[row["action_id"]][0]

    def _unserved(self, inspection: Row) -> list[Row]:
        """The items of an inspection that no action serves, spoken of by the bodies asked for."""
        ask = self.asked.filters
        if ask.owner or ask.status not in {"", "all", "open"}:
            return []
        served = {link["inspection_item_id"] for links in self.links.values() for link in links}
        return [
            item
            for item in self.items.values()
            if item["inspection_id"] == inspection["id"]
            and item["id"] not in served
            and any(self.asked.in_scope(m["body_id"], m["date"]) for m in self.mentions[item["id"]])
        ]

    def _summary(self, unserved: int) -> tuple[str, ...]:
        closed = sum(bool(row["closed"]) for row in self.rows)
        late = sum(overdue(row, self.asked.as_at) for row in self.rows)
        said = [
            (
                f"{len(self.rows):,} actions serve an inspection: {closed:,} closed, {len(self.rows) - closed:,} open, "
                f"{late:,} of those past the deadline."
            )
        ]
        if unserved:
            words = "item of a report is" if unserved == 1 else "items of reports are"
            said.append(
                f"{unserved:,} {words} named in the minutes without an action that serves it."
            )
        said.append(
            "What the board says of its action and what HMICFRS has done stand apart: the one does not imply the other."
        )
        return tuple(said)

    # --- one action --------------------------------------------------------------------------

    def _action(self, row: Row, inspection: Row) -> Section:
        self.number += 1
        key = row["action_id"]
        link = self._main(row)
        item = self.items.get(link["inspection_item_id"])
        events = self.events[key]
        by_hand = self.closings.get(row["hand_closing_id"])
        self.quoted.note([row, link, *events])
        if row["evidence_path"]:
            self.quoted.note([evidence_file(row)])
        gaps = action_gaps(row, item, events)
        late = lateness(row, self.asked.as_at)
        self._overview(row, inspection, item, gaps)
        chain = [self._raised(row), *(self._event(key, event) for event in events)]
        self.chain += chain
        blocks: list[Block] = [
            Words(one_line(row["text"]), "quote"),
            Facts(self._facts(row, inspection, item, link)),
            Table("Chain", CHAIN, tuple(chain)).on_paper(),
        ]
        if by_hand:
            blocks.append(Words(closed_by(by_hand)))
        blocks += _listed("What persons corrected", [corrected(c) for c in self.corrections[key]])
        blocks += _listed("Doubts", self._doubts(row, events))
        blocks += _listed("Late", late)
        blocks += _listed("What was not found", gaps)
        return Section(f"{self.number}. {title(row)}", tuple(blocks), level=2)

    def _facts(
        self, row: Row, inspection: Row, item: Row | None, link: Row
    ) -> tuple[tuple[str, str], ...]:
        due = row["deadline"]
        written = one_line(row["revised_due_text"] or row["due_text"])
        late = " (overdue)" if overdue(row, self.asked.as_at) else ""
        said = item["inspectorate_status"] if item else None
        return (
            (
                "Raised",
                f"{day(row['raised_on'])}, {row['body']}"
                + (f", item {one_line(row['section'], 80)}" if row["section"] else ""),
            ),
            ("Owner", row["owners"] or "none found"),
            (
                "Due",
                (f"{day(due)}{late}" + (f" (“{written}”)" if written else ""))
                if due
                else written or "none found",
            ),
            ("Inspection", inspection_name(inspection) + (f": {item_name(item)}" if item else "")),
            (
                "Why it is linked",
                f"{REASONS[link['reason']]}: “{one_line(link['quote'], 300)}” ({place(link)})",
            ),
            ("Board: status", status(row)),
            ("Board’s view of the item", _item_view(item)),
            (
                "HMICFRS: status",
                str(said).replace("-", " ") if said else "no words found that give it",
            ),
            ("Replaced by", row["successor"] or ""),
            ("Key", row["action_id"]),
        )

    def _doubts(self, row: Row, events: list[Row]) -> list[str]:
        """The doubts that the register notes beside the words of an action and its events."""
        found = [
            doubt["message"]
            for place in (row, *events)
            for doubt in self.doubts[place["document_id"]]
            if doubt["span_start"] < place["span_end"] and place["span_start"] < doubt["span_end"]
        ]
        return list(dict.fromkeys(found))

    def _raised(self, row: Row) -> tuple[Content, ...]:
        return (
            self.number, row["action_id"], dt.date.fromisoformat(row["raised_on"]), row["body"], one_line(row["text"]), "raised", "",
            place(row), row["sha256"], row["rule"],
        )  # fmt: skip

    def _event(self, key: str, event: Row) -> tuple[Content, ...]:
        strength = STRENGTHS.get(event["grade"], event["grade"].replace("-", " "))
        if event["rule"].startswith("correction."):
            strength = "by a person's reading"
        elif not event["speaks"]:
            strength += "; sets no status"
        draft = " (draft)" if event["version"] == "draft" else ""
        if draft and event["approved_on"]:
            draft = f" (draft, approved on {day(event['approved_on'])})"
        words = one_line(event["quote"])
        if event["dated_on"]:
            words += f" [the day they give: {day(event['dated_on'])}]"
        if event["due_text"]:
            words += f" [new deadline: {one_line(event['due_text'], 80)}]"
        return (
            self.number, key, dt.date.fromisoformat(event["date"]), event["body"], words,
            event["status"].replace("-", " "), strength, f"{place(event)}{draft}", event["sha256"], event["rule"],
        )  # fmt: skip

    def _overview(self, row: Row, inspection: Row, item: Row | None, gaps: list[str]) -> None:
        status = row["status"].replace("-", " ")
        self.overview.append(
            (
                self.number, short_name(inspection), short_item(item) if item else None, row["ref"],
                one_line(row["text"], 400), row["body"], dt.date.fromisoformat(row["raised_on"]), row["owners"] or "none found",
                dt.date.fromisoformat(row["deadline"]) if row["deadline"] else None,
                f"{status} (by hand)" if row["hand_closing_id"] else status,
                dt.date.fromisoformat(row["closed_on"]) if row["closed_on"] else None,
                item["inspectorate_status"].replace("-", " ") if item and item["inspectorate_status"] else "none found",
                "; ".join(gaps), row["action_id"],
            )
        )  # fmt: skip

    # --- one item of a report, without an action -------------------------------------------------

    def _item(self, item: Row, inspection: Row) -> Section:
        self.number += 1
        mentions = self.mentions[item["id"]]
        self.quoted.note(mentions)
        gaps = item_gaps(item)
        said = item["inspectorate_status"]
        status = said.replace("-", " ") if said else None
        self.overview.append(
            (self.number, short_name(inspection), short_item(item), None, "no action found", mentions[0]["body"], None, None, None,
             f"item: {_item_view(item)}" if _item_view(item) else None, None,
             status or "none found", "; ".join(gaps), item["id"])
        )  # fmt: skip
        chain: list[tuple[Content, ...]] = [
            (
                self.number, item["id"], dt.date.fromisoformat(m["date"]), m["body"], sentence(m),
                views(m), "names it", place(m), m["sha256"], m["rule"],
            )
            for m in mentions
        ]  # fmt: skip
        self.chain += chain
        return Section(
            f"{self.number}. {item_name(item)}: no action",
            (
                Words(one_line(item["text"]), "quote"),
                Facts(
                    (
                        ("Inspection", inspection_name(inspection)),
                        ("Under", _under(item)),
                        ("Board’s view of the item", _item_view(item)),
                        ("HMICFRS: status", status or "no words found that give it"),
                        ("Key", item["id"]),
                    )
                ),
                Table("Chain", CHAIN, tuple(chain)).on_paper(),
                *_listed("What was not found", gaps),
            ),
            level=2,
        )


def _item_view(item: Row | None) -> str:
    """What the board or the force makes of an item; "" where no words say so."""
    return item["board_status"].replace("-", " ") if item and item["board_status"] else ""


def _under(item: Row) -> str:
    """The cause of concern that the minutes put an item under; "" where they put it under none."""
    if not item["parent_id"]:
        return ""
    which = item["parent_number"] or item["parent_topic"]
    return f"Cause of concern{f': {which}' if which else ''}"


def _tables(duties: Section | None) -> tuple[Table, ...]:
    """The tables of a section, for spreadsheets."""
    blocks = duties.blocks if duties else ()
    return tuple(block for block in blocks if isinstance(block, Table))


def _grouped(rows: list[Row], name: str) -> defaultdict[str, list[Row]]:
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(row)
    return found


def _listed(heading: str, said: list[str]) -> list[Block]:
    """A heading and what stands under it; nothing where nothing does."""
    return [Words(heading, "heading"), *(Words(one, "gap") for one in said)] if said else []
