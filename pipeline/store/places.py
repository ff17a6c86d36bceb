"""Provenance: the columns that lead from a row back to the words and the page."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Mapping

from pipeline.model import Document, Evidence, Issue, Level, Span, make_id

Row = dict[str, str | int | float | None]
Emit = Callable[[str, Mapping[str, str | int | float | None]], None]

STAGE = "store"


def present(text: str) -> str | None:
    """Turn "" into NULL: absent is never an empty string."""
    return text or None


class Places:
    """The places of one document, and the issues that storing it brings up."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.id = document.id  # which is made anew whenever it is asked for
        self.issues: list[tuple[Issue, str | None]] = []
        self._starts: list[int] = []  # where one page goes over to another
        self._pages: list[int] = []
        last = None
        for block in document.blocks:
            for run in block.runs:
                page = run.page
                if page is not None and page != last:
                    last = page
                    self._starts.append(run.span.start)
                    self._pages.append(page)
        self._ids: Counter[str] = Counter()
        self._ordinal = -1

    def page(self, position: int) -> int | None:
        """Give the page on which a character stands; None where the format has no pages."""
        if not self._starts:
            return None
        return self._pages[max(0, bisect_right(self._starts, position) - 1)]

    def provenance(self, evidence: Evidence, what: str) -> Row | None:
        """Give the provenance columns; None, and an issue, where the evidence is no stretch of words.

        `what` names the row in the issue's sentence.
        """
        span = evidence.span
        if not (span.start < span.end <= len(self.document.text)):
            message = f"{what} was left out: rule {evidence.rule} gives no words for it."
            self.issue("provenance-missing", message, None)
            return None
        return {
            "document_id": self.id,
            "span_start": span.start,
            "span_end": span.end,
            "page": self.page(span.start),
            "rule": evidence.rule,
        }

    def key(self, kind: str, *parts: str) -> str:
        """Make a key from content; equal contents of one document are numbered as they come."""
        name = "\x1f".join((kind, *parts))
        self._ids[name] += 1
        return make_id(kind, *parts, str(self._ids[name]))

    def first(self, key: str, what: str) -> bool:
        """Whether a key made by an earlier stage is new here; a second one is an issue."""
        self._ids[key] += 1
        if self._ids[key] == 1:
            return True
        self.issue("duplicate-key", f"{what} was left out: its key {key} is taken.", None)
        return False

    def issue(self, code: str, message: str, meeting_id: str | None) -> None:
        """Note a defect that storing brought up: a bug of ours, so its level is error."""
        issue = Issue(code=code, level=Level.ERROR, message=message, stage=STAGE)
        self.issues.append((issue, meeting_id))

    def ordinal(self) -> int:
        """Count the document's sections, from 0."""
        self._ordinal += 1
        return self._ordinal

    def quote(self, span: Span) -> str:
        """Give the words of a span."""
        return span.of(self.document.text)
