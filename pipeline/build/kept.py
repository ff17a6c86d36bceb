"""Reading back what was read and understood of the documents of an archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from pipeline.build.corrected import Look
from pipeline.build.heads import Head
from pipeline.build.offices import Place, place_of
from pipeline.build.stages import (
    DOCUMENTS,
    EXTRACTIONS,
    LOST,
    Part,
    Stages,
    extraction_key,
    not_understood,
)
from pipeline.build.walk import Candidate
from pipeline.cache import Cache
from pipeline.corrections import Plan, correct
from pipeline.errors import StoreError
from pipeline.model import Document, Extraction

Held = tuple[Part, Candidate]
"""A document with the file that holds it."""


class Kept:
    """What `cache` holds of documents. `repair` works on a file again where that is damaged.

    `lost` are the keys of documents that understanding has not come to an end with.
    """

    def __init__(self, cache: Cache, held: Stages, repair: Callable[[Candidate], None]) -> None:
        self.cache = cache
        self.held = held
        self.repair = repair
        self.lost: set[str] = set()

    def document(self, part: Part, candidate: Candidate) -> Document:
        """Give what was read. Raises StoreError where the file changed meanwhile."""
        document = self.cache.get(DOCUMENTS, part.key, Document)
        if document is None:
            self.repair(candidate)
            document = self.cache.get(DOCUMENTS, part.key, Document)
        if document is None:
            message = f"{part.path} changed while the register was being built. Build again."
            raise StoreError(message)
        return document

    def extraction(self, part: Part, candidate: Candidate) -> Extraction:
        """Give what was understood; where that is lost, what says so."""
        key = extraction_key(self.held, part.key)
        extraction = self.cache.get(EXTRACTIONS, key, Extraction)
        if extraction is None and part.key not in self.lost:
            self.repair(candidate)
            extraction = self.cache.get(EXTRACTIONS, key, Extraction)
        if extraction is None:
            self.lost.add(part.key)
            extraction = not_understood(self.document(part, candidate), LOST)
        return extraction

    def place(self, part: Part, candidate: Candidate) -> Place:
        """Give the place of a document among the others; finds whether it is lost."""
        head = self.cache.get(EXTRACTIONS, extraction_key(self.held, part.key), Head)
        told = head or self.extraction(part, candidate)
        return place_of(told, self.key(part))

    def key(self, part: Part) -> str:
        """Give the key of what was understood, "" where that is lost."""
        return "" if part.key in self.lost else extraction_key(self.held, part.key)

    def extractions(self, parts: Iterable[Held], plan: Plan) -> Iterator[Extraction]:
        """Give what was understood of each, as persons corrected it."""
        for part, candidate in parts:
            yield correct(self.extraction(part, candidate), plan)

    def loaded(self, parts: Iterable[Held], plan: Plan) -> Iterator[tuple[Document, Extraction]]:
        """Give each as it was read and as it was understood."""
        for part, candidate in parts:
            extraction = correct(self.extraction(part, candidate), plan)
            yield self.document(part, candidate), extraction

    def uncorrected(self, parts: Iterable[Held]) -> Iterator[Look]:
        """Give what was understood of each, as the program made it."""
        for part, candidate in parts:
            text = partial(self._text, part, candidate)
            yield self.extraction(part, candidate), part.sha256, text

    def _text(self, part: Part, candidate: Candidate) -> str:
        return self.document(part, candidate).text
