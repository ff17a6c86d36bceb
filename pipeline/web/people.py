"""People and posts: who came in which post, and what each is to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from datasette.utils.asgi import NotFound, Response

from pipeline.web.database import first, rows
from pipeline.web.listing import listing, split

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

PEOPLE = """
  select p.id, p.name,
    (select count(*) from attendances a where a.person_id = p.id) as listed,
    (select count(*) from action_owners o where o.person_id = p.id) as actions,
    (select a.role from attendances a join meetings m on m.id = a.meeting_id
      where a.person_id = p.id and a.role is not null order by m.date desc limit 1) as role
  from people p
  where :name is null or p.name like '%' || :name || '%'
  order by p.name, p.id limit :limit offset :offset
"""
POSTS = """
  select a.role, a.person_id, p.name, b.name as body,
    min(m.date) as first, max(m.date) as last, count(*) as times
  from attendances a join meetings m on m.id = a.meeting_id join bodies b on b.id = m.body_id
  join people p on p.id = a.person_id
  where a.role is not null and (:body is null or m.body_id = :body)
    and (:name is null or a.role like '%' || :name || '%')
  group by a.role collate nocase, a.person_id, b.id
  order by a.role collate nocase, first, p.name limit :limit offset :offset
"""
PERSON = "select * from people where id = :key"
HELD = """
  select a.role, a.organisation, b.name as body, min(m.date) as first, max(m.date) as last,
    count(*) as times
  from attendances a join meetings m on m.id = a.meeting_id join bodies b on b.id = m.body_id
  where a.person_id = :key group by a.role collate nocase, a.organisation, b.id
  order by last desc
"""
OWNED = """
  select a.id, a.ref, a.text, a.kind, coalesce(e.due_date, a.due_date) as due_date, a.due_text,
    m.date, st.status, st.closed
  from action_owners o join actions a on a.id = o.action_id join meetings m on m.id = a.meeting_id
  join action_states st on st.action_id = a.id left join action_events e on e.id = st.due_event_id
  where o.person_id = :key order by st.closed, m.date desc, a.id limit 500
"""
LISTED = """
  select a.*, m.date, b.name as body from attendances a
  join meetings m on m.id = a.meeting_id join bodies b on b.id = m.body_id
  where a.person_id = :key order by m.date desc, a.id limit 1000
"""


async def page(datasette: Datasette, request: Request) -> Response:
    """The HTML of the list of people, or (`view=posts`) of posts and who came in them when."""
    asked = await listing(datasette, request, "name", "view")
    posts = asked.given["view"] == "posts"
    shown, more = split(await rows(datasette, POSTS if posts else PEOPLE, asked.parameters()))
    context = {"listing": asked, "rows": shown, "more": more, "posts": posts}
    return Response.html(
        await datasette.render_template("register/people.html", context, request=request)
    )


async def one(datasette: Datasette, request: Request) -> Response:
    """The HTML of one person. Raises NotFound for a key that nobody has."""
    key = {"key": request.url_vars["key"]}
    person = await first(datasette, PERSON, key)
    if person is None:
        message = "Nobody has this address."
        raise NotFound(message)
    context = {
        "person": person,
        "held": await rows(datasette, HELD, key),
        "owned": await rows(datasette, OWNED, key),
        "listed": await rows(datasette, LISTED, key),
    }
    return Response.html(
        await datasette.render_template("register/person.html", context, request=request)
    )
