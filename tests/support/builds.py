"""Building registers in tests, with stand-ins for the stages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from pipeline.build import Build, Report
from pipeline.model import ActionUpdate, Extraction, Links
from tests.support.readers import PLAIN


def minutes(day: str, *lines: str) -> str:
    """Give the text of minutes that the stand-ins understand."""
    return "\n".join((f"Hartwell Board {day}", *lines))


def fill(folder: Path, **texts: str) -> Path:
    """Write files `<name>.txt` into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text)
    return folder


def link(extractions: Iterable[Extraction]) -> Links:
    """Link by reference alone."""
    current: dict[str, str] = {}
    refs: dict[str, str] = {}
    updates: list[ActionUpdate] = []
    for extraction in extractions:
        for part in extraction.minutes:
            current.setdefault(part.meeting.id, extraction.document_id)
            refs |= {action.ref: action.id for action in part.actions}
            updates += part.updates
    events = {update.id: refs[update.ref] for update in updates if update.ref in refs}
    return Links(current=current, people={}, events=events, dues={})


def build(archive: Path, output: Path, *, retry: bool = False, force: bool = False) -> Report:
    """Build with the stand-ins, one child."""
    return Build(archive, output, jobs=1, retry=retry, force=force, plain=PLAIN, link=link).run()
