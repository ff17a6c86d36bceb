"""Links from Datasette's own tables to our pages."""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from pipeline.web.database import undirected

_PAGES = {
    "action_id": "action",
    "source_action_id": "action",
    "target_action_id": "action",
    "meeting_id": "meeting",
    "evidence_meeting_id": "meeting",
    "decision_id": "decision",
    "document_id": "document",
    "person_id": "person",
}
_OWN_IDS = {
    "actions": "action",
    "meetings": "meeting",
    "decisions": "decision",
    "documents": "document",
    "people": "person",
}


def render(value: object, column: str, table: str | None) -> Markup | None:
    """A key as a link to the page of what it names; None leaves the cell to Datasette.

    A question's answer (no `table`) says "Open action"; a table shows the key itself.
    """
    if not isinstance(value, str):
        return None
    kind = _OWN_IDS.get(table or "") if column == "id" else _PAGES.get(column)
    if kind is None:
        shown = undirected(value)
        return None if shown == value else escape(shown)
    words = undirected(value) if table else f"Open {kind}"
    return Markup('<a href="/-/{}/{}">{}</a>').format(kind, quote(value, safe=""), words)
