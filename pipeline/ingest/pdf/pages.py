"""Every page to its words: by pdfium, else the second reader, else the engine for pictures."""

from __future__ import annotations

import time
from typing import NamedTuple

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest.pdf.damage import has_broken_page, is_cut, is_mangled
from pipeline.ingest.pdf.ocr import engine, read_picture
from pipeline.ingest.pdf.opening import Opened
from pipeline.ingest.pdf.quality import is_blank, is_garbled, is_stamped, wants_picture
from pipeline.ingest.pdf.second import SecondReader, count_pages, inflates
from pipeline.ingest.pdf.sheets import UnreadablePage, read_sheet
from pipeline.ingest.pdf.values import Sheet, Word
from pipeline.model import Issue, Level, Page, PageOutcome, replace

OCR_SECONDS = 240.0
"""Time that the engine may take for one file; pages beyond are left without text."""

INSTALL = (
    "Install the free program tesseract (on Debian or Ubuntu: apt install tesseract-ocr) "
    "and build again with --retry."
)
"""What an officer can do about a scan."""

_FEW_WORDS = 5  # words of a picture that are worth keeping
_SECOND_LOOKS = 200  # pages of one file that the slow second reader is asked about


class Read(NamedTuple):
    """All pages of a file: their words, outcomes and what was noticed."""

    sheets: list[Sheet]
    pages: list[Page]
    issues: list[Issue]
    partial: bool


def read_pages(opened: Opened, data: bytes) -> Read:
    """Read every page. Raises SourceError when none has any text."""
    second = SecondReader(opened.data, len(opened.document))
    try:
        return _Reader(opened, second).read(data)
    finally:
        second.close()


def read_by_second(data: bytes) -> Read | None:
    """Read a file that the first reader cannot open; None where the second cannot either."""
    second = SecondReader(data, None)
    sheets: list[Sheet] = []
    pages: list[Page] = []
    try:
        for number, (width, height) in enumerate(second.sizes()[:_SECOND_LOOKS], 1):
            words = second.words(number)
            letters = sum(len(word.text) for word in words)
            sheets.append(
                Sheet(number=number, width=width, height=height, words=words, letters=letters)
            )
            outcome = PageOutcome.READ if words else PageOutcome.FAILED
            pages.append(Page(number=number, width=width, height=height, outcome=outcome))
    finally:
        second.close()
    words = tuple(word for sheet in sheets for word in sheet.words)
    if not words or is_garbled(words):
        return None
    message = "The file is damaged, and only the second reader opens it: words may be missing."
    return Read(sheets, pages, [_issue("readers-disagree", Level.WARNING, message)], partial=True)


class _Reader:
    def __init__(self, opened: Opened, second: SecondReader) -> None:
        self._opened = opened
        self._second = second
        self._looks = 0
        self._until = time.monotonic() + OCR_SECONDS
        self._disagree: list[int] = []
        self._outlined: list[int] = []
        self._garbled = False
        self._damage: list[str] = []

    def read(self, data: bytes) -> Read:
        sheets: list[Sheet] = []
        pages: list[Page] = []
        for number in range(1, len(self._opened.document) + 1):
            sheet, outcome = self._page(number)
            sheets.append(sheet)
            pages.append(
                Page(number=number, width=sheet.width, height=sheet.height, outcome=outcome)
            )
        if all(page.outcome in {*LOST, PageOutcome.BLANK} for page in pages):
            raise self._empty(pages)
        self._damage = _damage(self._opened, data)
        lost = bool(self._outlined) or any(page.outcome in LOST for page in pages)
        partial = lost or bool(self._damage)
        return Read(sheets, pages, self._issues(pages, data), partial=partial)

    def _page(self, number: int) -> tuple[Sheet, PageOutcome]:
        document = self._opened.document
        try:
            sheet = read_sheet(document, number)
        except UnreadablePage:
            sheet = Sheet(number=number, width=0.0, height=0.0, words=())
            words = self._second.words(number)
            self._disagree.extend([number] if words else [])
            return replace(sheet, words=words), PageOutcome.READ if words else PageOutcome.FAILED
        garbled = sheet.coded or is_garbled(sheet.words)
        if sheet.words and not garbled and not wants_picture(sheet):
            return sheet, PageOutcome.READ
        if is_blank(sheet):
            return sheet, PageOutcome.BLANK
        doubtful = garbled or (not sheet.words and not wants_picture(sheet))
        if doubtful and self._looks < _SECOND_LOOKS:
            self._looks += 1
            words = self._second.words(number)
            if words and not is_garbled(words):
                self._disagree.append(number)
                letters = sum(len(word.text) for word in words)
                return replace(sheet, words=words, letters=letters), PageOutcome.READ
        return self._pictured(sheet, garbled=garbled)

    def _pictured(self, sheet: Sheet, *, garbled: bool) -> tuple[Sheet, PageOutcome]:
        """Let the engine read the page's picture where the text is not worth having."""
        if (garbled or wants_picture(sheet)) and time.monotonic() < self._until:
            pictured = read_picture(self._opened.document, sheet)
            if pictured is not None and garbled:
                return pictured, PageOutcome.OCR
            if pictured is not None and (merged := _merged(sheet, pictured)) is not None:
                return merged, PageOutcome.OCR
        self._garbled |= garbled
        if sheet.words and not garbled:
            if sheet.outlines and engine() is None:
                self._outlined.append(sheet.number)
            if is_stamped(sheet) and engine() is None:
                return sheet, PageOutcome.NO_TEXT
            return sheet, PageOutcome.READ
        return replace(sheet, words=(), letters=0), PageOutcome.NO_TEXT

    def _empty(self, pages: list[Page]) -> SourceError:
        if self._garbled:
            message = "The letters of the file are coded so that no program can tell them. "
            return SourceError(QuarantineKind.GARBLED_TEXT, message + INSTALL)
        if all(page.outcome is PageOutcome.FAILED for page in pages):
            message = "No page of the file can be read: save or print it to PDF again."
            return SourceError(QuarantineKind.MALFORMED, message)
        if all(page.outcome in {PageOutcome.BLANK, PageOutcome.FAILED} for page in pages):
            return _blank(self._opened.data)
        if engine() is None:
            message = "The file is a scan: its pages are pictures without text. "
            return SourceError(QuarantineKind.NEEDS_OCR, message + INSTALL)
        message = "The file's pages are pictures in which no words can be made out."
        return SourceError(QuarantineKind.NO_TEXT, message)

    def _issues(self, pages: list[Page], data: bytes) -> list[Issue]:
        issues: list[Issue] = []
        if self._opened.repaired:
            message = "The file is damaged; it was repaired before it was read."
            issues.append(_issue("file-repaired", Level.WARNING, message))
        issues.extend(_issue("pages-lost", Level.WARNING, one) for one in self._damage)
        if self._disagree:
            message = f"Only the second reader sees the text of {_pages(self._disagree)}."
            issues.append(_issue("readers-disagree", Level.WARNING, message))
        elif (shown := count_pages(data)) > len(pages) and (more := self._count(data)) > len(pages):
            message = f"The file may hold {more} pages ({shown} are stored), {len(pages)} are read."
            issues.append(_issue("readers-disagree", Level.WARNING, message))
        lost = [one.number for one in pages if one.outcome in LOST] + self._outlined
        if lost:
            message = f"The text of {_pages(sorted(lost))}, or part of it, could not be read."
            issues.append(_issue("pages-lost", Level.WARNING, message))
        scanned = [one.number for one in pages if one.outcome is PageOutcome.OCR]
        if scanned:
            message = f"The text of {_pages(scanned)} was recognised from pictures: check it."
            issues.append(_issue("ocr-used", Level.WARNING, message))
        return issues

    @staticmethod
    def _count(data: bytes) -> int:
        """Give the pages that a third program, qpdf, counts."""
        import io  # noqa: PLC0415 - for suspicious files alone

        import pikepdf  # noqa: PLC0415

        try:
            with pikepdf.open(io.BytesIO(data)) as file:
                return len(file.pages)
        except Exception:  # noqa: BLE001 - it raises many kinds on damaged files
            return 0


LOST = frozenset({PageOutcome.FAILED, PageOutcome.NO_TEXT})
"""Outcomes of pages that hold something nobody could read."""


def _blank(data: bytes) -> SourceError:
    """Say why pages on which nothing stands are no minutes."""
    if inflates(data):
        message = "A page unpacks to more data than any minutes hold: the file is no honest one."
        return SourceError(QuarantineKind.TOO_LARGE, message)
    if has_broken_page(data):
        message = "The pages of the file are damaged. Ask for it again, or save it anew."
        return SourceError(QuarantineKind.MALFORMED, message)
    return SourceError(QuarantineKind.NO_TEXT, "The file's pages are empty.")


def _damage(opened: Opened, data: bytes) -> list[str]:
    """Say how the file's bytes show that part of it is lost."""
    found = []
    if is_cut(data):
        found.append("The end of the file is missing: pages may be lost. Copy it again.")
    if is_mangled(data) or has_broken_page(data):
        found.append(
            "Some data of the file is damaged: words may be missing or wrong. Ask for a fresh copy."
        )
    if opened.shortened:
        found.append("A drawing that draws itself without end was left out; what it shows is lost.")
    return found


def _merged(sheet: Sheet, pictured: Sheet) -> Sheet | None:
    """Give the page's own words and those of its picture beside them; None if it adds little."""
    if (sheet.width, sheet.height) != (pictured.width, pictured.height):
        return pictured if len(pictured.words) > len(sheet.words) else None
    added = [word for word in pictured.words if not any(_covers(own, word) for own in sheet.words)]
    if len(added) < _FEW_WORDS:
        return None
    letters = sheet.letters + sum(len(word.text) for word in added)
    return replace(sheet, words=(*sheet.words, *added), letters=letters)


def _covers(own: Word, other: Word) -> bool:
    return (
        own.x0 - 1 <= (other.x0 + other.x1) / 2 <= own.x1 + 1
        and own.top - 1 <= (other.top + other.bottom) / 2 <= own.bottom + 1
    )


def _issue(code: str, level: Level, message: str) -> Issue:
    return Issue(code=code, level=level, message=message, stage="read")


def _pages(numbers: list[int]) -> str:
    """Name pages: "page 3", "pages 3, 4 and 9 more"."""
    if len(numbers) == 1:
        return f"page {numbers[0]}"
    shown = ", ".join(map(str, numbers[:8]))
    rest = len(numbers) - 8
    return f"pages {shown} and {rest} more" if rest > 0 else f"pages {shown}"
