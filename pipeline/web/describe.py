"""The descriptions of tables and columns in metadata.yml, taken from the comments of schema.sql.

`python -m pipeline.web.describe` writes them anew; a test fails while they differ.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

METADATA = Path(__file__).with_name("metadata.yml")
SCHEMA = Path(__file__).parent.parent / "schema.sql"

_OBJECT = re.compile(
    r"((?:^--[^\n]*\n)*)^create (?:virtual )?(?:table|view) (\w+)(.*?);[ ]*(?:--[^\n]*)?$",
    re.MULTILINE | re.DOTALL,
)
_COLUMN = re.compile(
    r"^(?:.*\bas )?(?:[a-z]+\.)?(\w+)\b(?:(?= (?:text|integer|real)\b).*|,?) +-- (.*)$"
)
_INHERITED = re.compile(r"^ *(r\.\*, |select \* from action_register )")
_SEARCH = {
    "kind": "what it is",
    "id": "key in its table",
    "meeting_id": "the meeting",
    "date": "day of the meeting",
    "title": "what to head it with",
    "body": "its words",
    "search_index": "the match expression of a full-text query",
    "rank": "how well it matches; lower is better",
}
Described = tuple[str, dict[str, str]]


def descriptions(schema: str) -> dict[str, Described]:
    """For each table and view of `schema`: what a row is, and what each column is."""
    found: dict[str, Described] = {}
    for comment, name, body in _OBJECT.findall(schema):
        lines = [line.removeprefix("--").strip() for line in comment.splitlines()]
        about = " ".join(line for line in lines if line and not line.startswith("==="))
        columns: dict[str, str] = {}
        for line in body.splitlines():
            if _INHERITED.match(line):
                columns |= found["action_register"][1]
            elif match := _COLUMN.match(line.strip()):
                columns.setdefault(match[1], _sentence(match[2]))
        if name == "search_index":
            columns = {column: _sentence(text) for column, text in _SEARCH.items()}
        if name == "action_history":
            columns["ordinal"] = "0: raised, 1: a later mention."
        found[name] = (_sentence(about), columns)
    return found


def described(metadata: dict[str, Any], schema: str) -> dict[str, Any]:
    """`metadata` with every table's and column's description as `schema` gives it."""
    tables = metadata["databases"]["minutes"].setdefault("tables", {})
    for name, (about, columns) in descriptions(schema).items():
        tables.setdefault(name, {}).update(description=about, columns=columns)
    return metadata


def written(metadata: dict[str, Any]) -> str:
    """The text of metadata.yml."""
    return yaml.dump(metadata, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=100)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as blocks, so that queries stay readable."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _text)


def _sentence(text: str) -> str:
    text = text.strip()
    return text[:1].upper() + text[1:] + ("" if text.endswith(".") else ".")


def main() -> None:
    """Write metadata.yml anew."""
    metadata = yaml.safe_load(METADATA.read_text(encoding="utf-8"))
    schema = SCHEMA.read_text(encoding="utf-8")
    METADATA.write_text(written(described(metadata, schema)), encoding="utf-8")


if __name__ == "__main__":
    main()
