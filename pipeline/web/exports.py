"""What a search found, as data: JSON, CSV, XLSX and an Atom feed. Documented in docs/site.md."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from datasette.utils.asgi import Response

from pipeline.web import finding, hits
from pipeline.web.criteria import Criteria, read
from pipeline.web.database import Row, first
from pipeline.web.workbook import workbook

if TYPE_CHECKING:
    from datasette.app import Datasette
    from datasette.utils.asgi import Request

LARGEST = 5_000
"""Rows of a CSV or XLSX file at most."""

FIELDS = ("kind", "id", "meeting_id", "date", "title", "snippet", "url")
"""What each hit of search.json has, kept stable."""

COLUMNS = (
    "kind", "id", "body", "date", "ref", "title", "text", "owners", "due_date", "due_text",
    "status", "outcome", "hmicfrs", "mark", "page", "meeting_id", "url",
)  # fmt: skip
"""The columns of CSV and XLSX."""

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


async def download(datasette: Datasette, request: Request) -> Response:
    """Exactly what the search page finds for the same address, in the form of its ending."""
    criteria = read(request.args)
    form = request.url_vars["form"]
    whole = form in {"csv", "xlsx"}
    answer = None
    if criteria.asks:
        answer = await finding.answer(
            datasette, criteria,
            limit=LARGEST if whole else criteria.size,
            offset=0 if whole else (criteria.page - 1) * criteria.size,
        )  # fmt: skip
    answer = answer or finding.Answer(finding.Found((), 0))
    found = await hits.hits(datasette, answer.found.numbers, "" if whole else answer.match)
    if form == "json":
        return _json(criteria, found, answer)
    if form == "atom":
        built = await first(datasette, "select finished_at from runs")
        return _atom(request, criteria, found, built["finished_at"] if built else "")
    base = _base(request)
    table = [
        [f"{base}{hit['url']}" if name == "url" else hit[name] for name in COLUMNS] for hit in found
    ]
    return _csv(table) if form == "csv" else _xlsx(table)


def _json(criteria: Criteria, found: Sequence[Row], answer: finding.Answer) -> Response:
    """Ranked hits; `total` is exact up to finding.COUNTED, `next` the address of more."""
    total = answer.found.total
    more = criteria.page * criteria.size < total
    body = {
        "ok": True,
        "query": criteria.pairs(),
        "total": min(total, finding.COUNTED),
        "total_is_exact": total <= finding.COUNTED,
        "some_words": answer.some,
        "hits": [{name: hit[name] for name in FIELDS} for hit in found],
        "next": criteria.address("json", page=criteria.page + 1) if more else None,
    }
    return Response.json(body)


def _csv(table: Sequence[Sequence[object]]) -> Response:
    """CSV with a byte order mark, so that Excel reads it as UTF-8; `security` guards its cells."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(table)
    headers = {"content-disposition": 'attachment; filename="search.csv"'}
    return Response(
        "\ufeff" + text.getvalue(), headers=headers, content_type="text/csv; charset=utf-8"
    )


def _xlsx(table: Sequence[Sequence[object]]) -> Response:
    headers = {"content-disposition": 'attachment; filename="search.xlsx"'}
    return Response(
        workbook("Search", COLUMNS, table),
        headers=headers,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    )


def _atom(request: Request, criteria: Criteria, found: Sequence[Row], built: str) -> Response:
    """A feed of the hits (RFC 4287), dated by their meetings: sort by newest to follow a topic."""
    base = _base(request)
    own = f"{base}{criteria.address('atom', page=criteria.page)}"
    entries = [
        f"<entry><title>{_xml(hit['title'])}</title><id>{_xml(base + hit['url'])}</id>"
        f"<link href={quoteattr(base + hit['url'])}/>"
        f"<updated>{_xml(hit['date'] + 'T00:00:00Z' if hit['date'] else built)}</updated>"
        f"<summary>{_xml(hit['snippet'])}</summary></entry>"
        for hit in found
    ]
    body = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
        f"<title>{_xml('Minutes register: ' + (criteria.q or 'search'))}</title>"
        f"<id>{_xml(own)}</id><link rel='self' href={quoteattr(own)}/>"
        f"<author><name>Minutes register</name></author><updated>{_xml(built)}</updated>"
        f"{''.join(entries)}</feed>"
    )
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _xml(text: str | None) -> str:
    return escape(_NOT_XML.sub("", text or ""))


def _base(request: Request) -> str:
    """The scheme and host that the reader used."""
    return f"{request.scheme}://{request.host}"
