"""What holds between documents, written once every document is in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from pipeline.model import Issue, Level, Links, Span, make_id
from pipeline.model.value import fields
from pipeline.store.places import STAGE, Row, present
from pipeline.store.rows import insert
from pipeline.store.run import CorrectionRow
from pipeline.store.search import FILL, renew_search

if TYPE_CHECKING:
    from sqlite_utils import Database

LINKS = "links"
LINK_TABLE = """
create temp table links (
  action_id text, mention_id text, reason text, primary key (action_id, mention_id)
)
"""
"""Links to inspections as they come, before both ends are known to be there."""

_SERVE = """
insert into action_inspections
  (action_id, mention_id, inspection_id, inspection_item_id, meeting_id, reason,
   document_id, span_start, span_end, page, rule)
select l.action_id, m.id, m.inspection_id, m.inspection_item_id, m.meeting_id, l.reason,
  m.document_id, m.span_start, m.span_end, m.page, m.rule
from links l
join inspection_mentions m on m.id = l.mention_id
join actions a on a.id = l.action_id
order by l.action_id, l.mention_id
"""

BY_HAND = "correction.closed-by-hand"
"""Rule of a closing that a person made, where no minutes do."""

_LEFT = """
update corrections set meeting_id = null
where meeting_id is not null and not exists (select 1 from meetings m where m.id = meeting_id)
"""

_BY_HAND = """
insert into hand_closings
  (correction_id, action_id, closed_on, closed_by, note, document_name, document_sha256,
   document_id, span_start, span_end, page, rule)
select :correction, a.id, :day, :who, :note, :name, :sha256,
  a.document_id, a.span_start, a.span_end, a.page, :rule
from actions a
where a.id = :action
"""

_LATEST = """
update inspection_items set {column} = (
  select t.{column}
  from inspection_mentions t
  join meetings m on m.id = t.meeting_id
  join documents d on d.id = t.document_id
  where t.inspection_item_id = inspection_items.id and t.{column} is not null
  order by m.date desc, t.span_start desc, t.id
  limit 1
)
"""
"""What the latest minutes say of an item: of the board and of the inspectorate, each for itself."""

_SAID_OF_ITEMS = ("board_status", "inspectorate_status", "parent_id")

_KINDS = """
update bodies set kind = coalesce((
  select m.kind from meetings m where m.body_id = bodies.id
  group by m.kind order by m.kind = 'tracker', count(*) desc, m.kind limit 1
), kind)
"""

_DANGLING = {
    "An update is not attributed: it was linked to an action that is not stored.": """
select e.document_id, e.meeting_id, e.span_start, e.span_end from action_events e
where e.action_id is not null and not exists (select 1 from actions a where a.id = e.action_id)
""",
    "A link between two actions was left out: one of them is not stored.": """
select a.document_id, a.meeting_id, a.span_start, a.span_end from action_links l
join actions a on a.id in (l.source_action_id, l.target_action_id)
where (select count(*) from actions b where b.id in (l.source_action_id, l.target_action_id)) < 2
""",
    "A link to an inspection was left out: its action is not stored.": """
select m.document_id, m.meeting_id, m.span_start, m.span_end from links l
join inspection_mentions m on m.id = l.mention_id
where not exists (select 1 from actions a where a.id = l.action_id)
""",
}
"""Links of which an end is not stored, with the sentence of their issue."""

_CUT = (
    """
update action_events set action_id = null
where action_id is not null and not exists (select 1 from actions a where a.id = action_id)
""",
    """
delete from action_links
where not exists (select 1 from actions a where a.id = source_action_id)
  or not exists (select 1 from actions a where a.id = target_action_id)
""",
)


def keep_links(db: Database, rows: Iterable[Mapping[str, str | int | float | None]]) -> None:
    """Keep links between actions and inspections; of two with one key the first holds."""
    db.conn.executemany(
        "insert or ignore into links values (:action_id, :mention_id, :reason)", rows
    )


def store_links(db: Database, links: Links) -> None:
    """Write links between actions and to inspections, and the issues that linking found."""
    served: Iterable[Row] = (
        {"action_id": link.action, "mention_id": link.mention, "reason": link.reason}
        for link in links.inspections
    )
    keep_links(db, served)
    insert(db, "action_links", _links(links), ignore=True)
    issues = (issue_row(i.document_id, present(i.meeting_id), i.issue) for i in links.issues)
    insert(db, "issues", issues, ignore=True)


def store_corrections(db: Database, corrections: Sequence[CorrectionRow], links: Links) -> None:
    """Write what persons corrected and what they closed by hand.

    A closing stands under the words of its action. One whose action is not stored is left out,
    which leaves the action open.
    """
    told: Iterable[Row] = (
        {
            **{name: getattr(row, name) or None for name in fields(CorrectionRow)},
            "field": row.field,
            "table_name": row.table_name,
            "row_id": row.row_id,
            "applies": int(row.state == "applies"),
        }
        for row in corrections
    )
    insert(db, "corrections", told)
    for closing in links.closings:
        db.execute(
            _BY_HAND,
            {
                "correction": closing.correction,
                "action": closing.action,
                "day": closing.closed_on.isoformat(),
                "who": closing.who,
                "note": closing.note,
                "name": closing.document_name or None,
                "sha256": closing.document_sha256 or None,
                "rule": BY_HAND,
            },
        )


def tie(db: Database) -> None:
    """Put down what is known once all documents and their links are in.

    A link of which an end is not stored is left out, with an issue: it is a bug of ours, and
    leaving it out can open an action but never close one.
    """
    issues = []
    for message, dangling in _DANGLING.items():
        for document, meeting, start, end in db.execute(dangling).fetchall():
            issue = Issue(
                code="link-dangling",
                level=Level.ERROR,
                message=message,
                stage=STAGE,
                span=Span(start=start, end=end),
            )
            issues.append(issue_row(document, meeting, issue))
    insert(db, "issues", issues, ignore=True)
    latest = [_LATEST.format(column=name) for name in _SAID_OF_ITEMS]
    for statement in (*_CUT, _SERVE, *latest, _KINDS, _LEFT):
        db.execute(statement)


def finish(db: Database) -> None:
    """Derive the states of the actions and fill the search index."""
    db.execute("insert into action_states select * from action_states_derived order by action_id")
    for fill in FILL:
        db.execute(fill)


def renew(db: Database) -> None:
    """Do as `finish` does for what is new in a copy of an old register."""
    db.execute(
        "insert into action_states select * from action_states_derived "
        "where action_id in (select id from actions except select action_id from action_states)"
    )
    renew_search(db)


def issue_row(document: str, meeting: str | None, issue: Issue) -> Row:
    """Make a row of `issues` for an issue that no single document brings."""
    span = issue.span
    place = (str(span.start), str(span.end)) if span else ("", "")
    return {
        "id": make_id("iss", document, issue.stage, issue.code, *place, issue.message),
        "document_id": document,
        "meeting_id": meeting,
        "stage": issue.stage,
        "code": issue.code,
        "level": issue.level,
        "message": issue.message,
        "span_start": span.start if span else None,
        "span_end": span.end if span else None,
    }


def _links(links: Links) -> Iterable[Row]:
    for link in sorted(links.actions, key=lambda k: (k.source, k.target, k.kind)):
        yield {
            "id": make_id("lnk", link.source, link.target, link.kind),
            "source_action_id": link.source,
            "target_action_id": link.target,
            "kind": link.kind,
            "suggested": int(link.suggested),
            "score": link.score,
            "reason": link.reason,
        }
