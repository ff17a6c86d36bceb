"""The pipeline in one process beside the bare libraries, on the same bytes, in turn."""

from __future__ import annotations

import gc
import hashlib
import io
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import docx
import pdfplumber
import pypdfium2

from pipeline import __version__, store
from pipeline.build.rules import declared
from pipeline.errors import SourceError
from pipeline.ingest import read
from pipeline.ingest.word.parts import kept_styles
from pipeline.link import link
from pipeline.model import Document, SourceFile
from pipeline.understand import understand
from tests.bench.figures import Figure, ratios

Bytes = Sequence[tuple[str, bytes]]


def measure(archive: Path, runs: int, files: int) -> list[Figure]:
    """Seconds of the processor, as ratios, over at most `files` files of each format."""
    pdfs, words = take(archive, "pdf", files), take(archive, "docx", files)
    found: list[Figure] = []
    if pdfs:
        series = _series([whole, _read_all, plumber, pdfium], pdfs, runs, once=(plumber,))
        pages = sum(len(d.pages) for d in _read_all(pdfs))
        found += [
            ratios("PDF, whole pipeline : pdfplumber extract_text", series[0], series[2], "pdf"),
            ratios("PDF, reading alone : pypdfium2 text", series[1], series[3], "pdf-reading"),
            Figure("PDF, whole pipeline", "ms a page", _each(series[0], pages)),
            Figure("PDF, reading alone", "ms a page", _each(series[1], pages)),
            Figure("pdfplumber extract_text", "ms a page", _each(series[2], pages)),
            Figure("pypdfium2 text", "ms a page", _each(series[3], pages)),
        ]
    if words:
        series = _series([whole, _read_all, _whole_apart, _read_apart, library], words, runs)
        bare = series[4]
        found += [
            ratios("Word, whole pipeline : python-docx text", series[0], bare, "word"),
            ratios("Word, reading alone : python-docx text", series[1], bare, "word-reading"),
            ratios(
                "Word, whole, no template shared : python-docx text", series[2], bare, "word-apart"
            ),
            ratios(
                "Word, reading, no template shared : python-docx text",
                series[3],
                bare,
                "word-reading",
            ),
            Figure("Word, whole pipeline", "ms a file", _each(series[0], len(words))),
            Figure("Word, reading alone", "ms a file", _each(series[1], len(words))),
            Figure("python-docx text", "ms a file", _each(bare, len(words))),
        ]
    return found


def take(archive: Path, ending: str, most: int) -> Bytes:
    """At most `most` files of an ending, spread evenly over the archive, as path and bytes."""
    files = sorted(file for file in archive.rglob(f"*.{ending}") if "source" not in file.parts)
    step = max(1, len(files) // most)
    return [(str(file.relative_to(archive)), file.read_bytes()) for file in files[::step][:most]]


def _series(
    tasks: Sequence[Callable[[Bytes], object]],
    files: Bytes,
    runs: int,
    once: Sequence[Callable[[Bytes], object]] = (),
) -> list[list[float]]:
    """Seconds of every task over every run, in turn; those in `once` are run a single time."""
    for task in tasks:
        task(files[:2])  # what is loaded once a process is no part of the work
    gc.collect()
    gc.freeze()  # as in the children of a build
    found: list[list[float]] = [[] for _ in tasks]
    for number in range(runs):
        for task, seconds in zip(tasks, found, strict=True):
            if number and task in once:
                seconds.append(seconds[0])
                continue
            started = time.process_time()
            task(files)
            seconds.append(time.process_time() - started)
    return found


def _each(seconds: Sequence[float], number: int) -> tuple[float, ...]:
    return tuple(1000 * one / max(1, number) for one in seconds)


def whole(files: Bytes) -> None:
    """Everything from bytes to a finished register."""
    _register(_read_all(files))


def _whole_apart(files: Bytes) -> None:
    _register(_read_apart(files))


def _register(documents: list[Document]) -> None:
    documents = sorted(documents, key=lambda one: one.source.path)
    loaded = [(document, understand(document)) for document in documents]
    links = link(extraction for _, extraction in loaded)
    now = "2024-01-01T00:00:00.000Z"
    run = store.Run(
        started_at=now, finished_at=now, version=__version__, fingerprint="", inputs="",
        archive="bench", archive_key="", libraries={}, counts={},
    )  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        store.write(
            Path(folder) / "bench.db",
            [store.Office(loaded=loaded, links=links)],
            quarantined=(),
            run=run,
            rules=declared(),
        )


def _read_all(files: Bytes) -> list[Document]:
    found = []
    for path, data in files:
        source = SourceFile(
            sha256=hashlib.sha256(data).hexdigest(), path=path, media_type="", size=len(data)
        )
        try:
            found.append(read(data, source))
        except SourceError:
            continue
    return found


def _read_apart(files: Bytes) -> list[Document]:
    """The same as if no two files came from one template, whose styles are else parsed once."""
    found = []
    for file in files:
        kept_styles.cache_clear()
        found += _read_all([file])
    return found


def plumber(files: Bytes) -> None:
    """Plain pdfplumber: the text of every page, each page closed as its manual advises."""
    for _, data in files:
        with pdfplumber.open(io.BytesIO(data)) as file:
            for page in file.pages:
                page.extract_text()
                page.close()


def pdfium(files: Bytes) -> None:
    """pypdfium2's text of every page."""
    for _, data in files:
        file = pypdfium2.PdfDocument(data)
        for number in range(len(file)):
            page = file[number]
            text = page.get_textpage()
            text.get_text_range()
            text.close()
            page.close()
        file.close()


def library(files: Bytes) -> None:
    """python-docx: the text of every paragraph and every cell."""
    for _, data in files:
        file = docx.Document(io.BytesIO(data))
        for paragraph in file.paragraphs:
            _ = paragraph.text
        for table in file.tables:
            for row in table.rows:
                for cell in row.cells:
                    _ = cell.text
