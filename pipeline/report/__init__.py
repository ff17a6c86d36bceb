"""Papers from the register: the HMICFRS audit, the action log, the decisions.

Everything is asked of the database file alone, opened read-only; there is no clock, so the same
register and the same questions give the same paper.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

from pipeline.errors import ConfigError
from pipeline.report.action_log import actions
from pipeline.report.asking import Asked, Filters, opened
from pipeline.report.audit import audit
from pipeline.report.decision_log import decisions
from pipeline.report.neutral import Report

__all__ = ["FORMATS", "REPORTS", "Asked", "Filters", "Report", "opened", "render"]

REPORTS: dict[str, Callable[[Asked], Report]] = {
    "audit": audit,
    "actions": actions,
    "decisions": decisions,
}
"""The reports, each made of a register that is asked."""

FORMATS = {
    "docx": "pipeline.report.word:word",
    "xlsx": "pipeline.report.sheet:sheet",
    "html": "pipeline.report.page:page",
    "pdf": "pipeline.report.printed:printed",
    "csv": "pipeline.report.flat:flat",
    "ics": "pipeline.report.calendar:calendar",
}
"""The formats, with what writes each; it is loaded when it is wanted."""


def render(report: Report, form: str) -> bytes:
    """Give the bytes of a report in a format of FORMATS.

    Raises ConfigError where the report has nothing that the format could hold.
    """
    if form == "ics" and report.kind == "decisions":
        message = "Decisions have no deadlines: a calendar is made of actions or of the audit."
        raise ConfigError(message)
    module, _, name = FORMATS[form].partition(":")
    writer: Callable[[Report], bytes] = getattr(import_module(module), name)
    return writer(report)
