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
select t.id, t.inspection_id, t.kind, t.number, t.text, t.topic, p.number as parent_number,
  p.topic as parent_topic, p.id as parent_id,
  (select x.board_status from inspection_mentions x join meetings m on m.id = x.meeting_id
    where x.inspection_item_id = t.id and x.board_status is not null and m.date <= :as_at
    order by m.date desc, x.span_start desc, x.id limit 1) as board_status,
  (select x.inspectorate_status from inspection_mentions x join meetings m on m.id = x.meeting_id
    where x.inspection_item_id = t.id and x.inspectorate_status is not null and m.date <= :as_at
    order by m.date desc, x.span_start desc, x.id limit 1) as inspectorate_status
from inspection_items t
left join inspection_items p on p.id = t.parent_id
where exists (select 1 from inspection_mentions x join meetings m on m.id = x.meeting_id
  where x.inspection_item_id = t.id and m.date <= :as_at)
order by instr('cause-of-concern recommendation afi', t.kind), t.number, t.topic, t.id
"""
MENTIONS = """
select x.inspection_item_id, x.inspectorate_status, x.board_status, m.date, m.body_id, b.name as body, x.page, x.rule,
  d.path, d.sha256, d.version, d.marking,
  substr(d.text, x.span_start + 1, x.span_end - x.span_start) as quote,
  substr(d.text, max(1, x.span_start - 299), min(300, x.span_start + 1)) as before,
  substr(d.text, x.span_end + 1, 300) as after
from inspection_mentions x
join meetings m on m.id = x.meeting_id
join bodies b on b.id = m.body_id
join documents d on d.id = x.document_id
where x.inspection_item_id is not null and m.date <= :as_at
order by m.date, x.span_start, x.id
"""
EVENTS = """
select e.action_id, e.id, e.document_id, e.span_start, e.span_end, e.status, e.grade, e.quote, e.due_text, e.successor_ref, e.page, e.rule, m.date,
  m.title as meeting, b.name as body, d.path, d.sha256, d.version, d.marking, e.dated_on,
  f.speaks and f.known_from <= :as_at as speaks,
  case when approval.approved_on <= :as_at then approval.approved_on end as approved_on
from action_events e
join event_facts f on f.event_id = e.id
left join draft_approvals approval on approval.meeting_id = e.meeting_id
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
REPLIES = """
select r.inspection_id, coalesce(b.area, '') as area, r.kind, r.day, m.date, m.body_id, b.name as body, r.page, r.rule,
  d.path, d.sha256, d.version, d.marking, i.body as inspectorate, i.programme, i.title, i.year, i.round,
  substr(d.text, r.span_start + 1, r.span_end - r.span_start) as quote
from inspection_replies r
join inspections i on i.id = r.inspection_id
join meetings m on m.id = r.meeting_id
join bodies b on b.id = m.body_id
join documents d on d.id = r.document_id
where m.date <= :as_at
order by i.programme is null, i.programme, i.year, i.id, r.day, r.kind, m.date, r.id
"""
