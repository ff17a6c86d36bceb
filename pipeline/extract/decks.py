"""Slides: kept and searchable, but no minutes, whatever words stand on them."""

from __future__ import annotations

from pipeline.model import Document, Issue, Level

SLIDES = "presentationml"
"""What the media types of slides hold."""

FEWEST = 3
SCREENS = (4 / 3, 16 / 9, 16 / 10)
"""Width by height of screens. Landscape paper is 1.41 (A4) or 1.29 (letter) times as wide."""

NEAR = 0.012
SPARSE = 1200
"""Code points of a full slide; a page of a table printed across holds more."""


def is_deck(document: Document) -> bool:
    """Whether a document is slides: by its format, or by pages of the shape of a screen.

    Printed slides must all have that shape, be several, and hold little text each.
    """
    if SLIDES in document.source.media_type:
        return True
    pages = document.pages
    if len(pages) < FEWEST or len(document.text) > SPARSE * len(pages):
        return False
    return all(
        page.height > 0 and any(abs(page.width / page.height - screen) < NEAR for screen in SCREENS)
        for page in pages
    )


def deck_issue() -> Issue:
    """Say that nothing was taken from the file."""
    message = (
        "The file is slides. They can be searched, but no action is taken from them: "
        "add the minutes of the meeting."
    )
    return Issue(code="slides", level=Level.INFO, message=message, stage="extract")
