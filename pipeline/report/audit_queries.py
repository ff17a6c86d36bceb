"""What the audit asks of the register: one question a constant. `:as_at` is the day."""

from __future__ import annotations

LINKS = """
select x.action_id, x.reason, x.inspection_id, x.inspection_item_id, m.date, m.title as meeting,
  d.path, d.sha256, d.version, d.marking, x.page,
  substr(d.text, x.span_start + 1, x.span_end - x.span_start) as quote
from action_inspections x
join meetings m on m.id = x.meeting_id
join documents d on d.id = x.document_id
where m.date <= :as_at
order by instr('named-in-action named-in-section linked-item tracker', x.reason),
  x.inspection_item_id is null, x.mention_id
"""
INSPECTIONS = """
select * from inspections order by programme is null, programme, year, title, id
"""
ITEMS = """
select t.id, t.inspection_id, t.kind, t.number, t.text, t.board_status,
  (select x.inspectorate_status from inspection_mentions x join meetings m on m.id = x.meeting_id
    where x.inspection_item_id = t.id and x.inspectorate_status is not null and m.date <= :as_at
    order by m.date desc, x.span_start desc, x.id limit 1) as inspectorate_status
from inspection_items t
where exists (select 1 from inspection_mentions x join meetings m on m.id = x.meeting_id
  where x.inspection_item_id = t.id and m.date <= :as_at)
order by t.kind, t.number, t.id
"""
MENTIONS = """
select x.inspection_item_id, x.inspectorate_status, m.date, m.body_id, b.name as body, x.page, x.rule,
  d.path, d.sha256, d.version, d.marking,
  substr(d.text, x.span_start + 1, x.span_end - x.span_start) as quote
from inspection_mentions x
join meetings m on m.id = x.meeting_id
join bodies b on b.id = m.body_id
join documents d on d.id = x.document_id
where x.inspection_item_id is not null and m.date <= :as_at
order by m.date, x.span_start, x.id
"""
EVENTS = """
select e.action_id, e.id, e.document_id, e.span_start, e.span_end, e.status, e.grade, e.quote, e.due_text, e.successor_ref, e.page, e.rule, m.date,
  m.title as meeting, b.name as body, d.path, d.sha256, d.version, d.marking, f.speaks
from action_events e
join event_facts f on f.event_id = e.id
join meetings m on m.id = e.meeting_id
join bodies b on b.id = m.body_id
join documents d on d.id = e.document_id
where m.date <= :as_at
order by m.date, e.span_start, e.id
"""
BY_HAND = "select * from hand_closings where closed_on <= :as_at order by closed_on, correction_id"


DOUBTS = """
select i.document_id, i.span_start, i.span_end, i.message from issues i
where i.level in ('warning', 'error') and i.span_start is not null and i.code <> 'correction-lapsed'
order by i.document_id, i.span_start, i.id
"""
CORRECTIONS = """
select c.*, coalesce(e.action_id, c.row_id) as action_id from corrections c
left join action_events e on e.id = c.row_id
where c.applies = 1 and c.kind not in ('undo', 'closed-by-hand')
order by c.number
"""
