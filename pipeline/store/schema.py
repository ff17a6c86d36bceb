"""The schema, and the page of documentation that is generated from its comments.

`page()` gives `docs/database.md`:
`python -c "from pipeline.store.schema import page; print(page(), end='')" > docs/database.md`
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from pipeline.model import value

_START = re.compile(r"create (table|view|virtual table) (\w+)")
_INDEX = re.compile(r"^create (?:unique )?index [^;]+;$", re.MULTILINE)
_COLUMN = re.compile(r"  (?P<name>\w+) (?P<type>text|integer|real)\b(?P<rest>.*?) -- (?P<note>.+)")
_SELECTED = re.compile(r"(?:\bas |  \w\.)(?P<name>[\w*]+),? +-- (?P<note>.+)")

PREFACE = """# The database

`output/minutes.db` is one SQLite file, built whole and then only read. Its names and the meaning of
its words are a promise: they change only with a line in the change log and a higher
`PRAGMA user_version`. This page is generated from the comments of `pipeline/schema.sql`.

Dates are ISO `YYYY-MM-DD`. Absent means NULL, never `''` or a guess. Text keys are made of content:
another rule, or another file, renumbers nothing.

Every extracted row says where it comes from: `document_id`, `span_start` and `span_end` (half-open,
in code points, into `documents.text`), `page` (NULL where the format has none) and `rule`, the rule
that made it. The quotation is

```sql
substr(documents.text, span_start + 1, span_end - span_start)
```
"""


@value
class Described:
    """A table or view: its name, what a row is, and its columns as (name, type, meaning)."""

    name: str
    kind: str
    about: str
    columns: tuple[tuple[str, str, str], ...]


def schema() -> str:
    """Give the text of `schema.sql`."""
    return (Path(__file__).parent.parent / "schema.sql").read_text(encoding="utf-8")


def parted() -> tuple[str, list[str]]:
    """Give the schema without its indexes, and what makes them, for a register written whole.

    An index made of rows that are there is sorted once, where each row else looks for its place.
    """
    text = schema()
    return _INDEX.sub("", text), _INDEX.findall(text)


def describe(text: str) -> Iterator[Described | str]:
    """Read the tables and views off the schema's text, with its headings between them.

    A heading is a comment "=== words ==="; other comments that stand alone come as paragraphs.
    """
    comment: list[str] = []
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("--"):
            comment.append(line.removeprefix("--").strip())
        elif started := _START.match(line):
            body = [*_body(lines)]
            about = " ".join(comment)
            comment = []
            yield Described(
                name=started[2],
                kind=started[1],
                about=about,
                columns=tuple(_columns(started[1], body)),
            )
        elif comment:
            yield "\n".join(comment)
            comment = []


def _body(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield line
        if line.endswith(";") and not line.startswith("--"):
            return


def _columns(kind: str, body: list[str]) -> Iterator[tuple[str, str, str]]:
    for line in body:
        if line.startswith("union"):
            return
        if kind == "view" and (found := _SELECTED.search(line)):
            yield found["name"], "", found["note"]
        elif kind == "table" and (found := _COLUMN.match(line)):
            yield found["name"], found["type"], _words(found["rest"]) + found["note"]


def _words(rest: str) -> str:
    """Give the list of words that a column may hold, from its CHECK."""
    listed = re.search(r" in \((.*?)\)\)", rest)
    if listed is None or "'" not in listed[1]:
        return ""
    return ", ".join(f"`{word}`" for word in re.findall(r"'([^']*)'", listed[1])) + ": "


def page() -> str:
    """Give the text of `docs/database.md`."""
    parts = [PREFACE]
    for item in list(describe(schema()))[1:]:
        if isinstance(item, str):
            heading, _, rest = item.partition("\n")
            if heading.startswith("==="):
                parts.append(f"## {heading.strip('= ').capitalize()}\n")
                parts.extend([_paragraphs(rest)] if rest.strip() else [])
            continue
        title = {"view": "view", "virtual table": "search index"}.get(item.kind, "table")
        parts.append(f"### `{item.name}` ({title})\n\n{item.about}\n")
        if item.columns:
            rows = "\n".join(f"| `{n}` | {t} | {_cell(note)} |" for n, t, note in item.columns)
            parts.append(f"| column | type | what it holds |\n| --- | --- | --- |\n{rows}\n")
    return "\n".join(parts)


def _paragraphs(text: str) -> str:
    return text.strip("\n") + "\n"


def _cell(note: str) -> str:
    return note.replace("|", "\\|")
