"""The second reader, pdfplumber: asked about pages where the first sees nothing or nonsense."""

from __future__ import annotations

import contextlib
import io
import re
import zlib
from typing import Any

from pipeline.ingest.pdf.letters import mend
from pipeline.ingest.pdf.values import Face, Word

_PAGE = re.compile(rb"/Type\s*/Page(?![A-Za-z])")
_BOLD = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_CODED = re.compile(r"\(cid:\d+\)")
_MOST_CONTENT = 64 << 20  # bytes; a page of minutes has some 100 kB
_FIRST = 5  # pages that are looked at
_LARGEST = 60_000_000  # bytes


def count_pages(data: bytes) -> int:
    """Give how many page objects the bytes show: a page tree with fewer has lost some."""
    return len(_PAGE.findall(data))


def inflates(data: bytes) -> bool:
    """Whether a page's content unpacks to more than `_MOST_CONTENT` bytes: a bomb."""
    import pikepdf  # noqa: PLC0415 - for suspicious files alone

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            for page in file.pages[:_FIRST]:
                contents = page.obj.get("/Contents")
                streams = contents if isinstance(contents, pikepdf.Array) else [contents]
                if any(_unpacks(one.read_raw_bytes()) for one in streams if one is not None):
                    return True
    except Exception:  # noqa: BLE001 - it raises many kinds on damaged files
        return False
    return False


def _unpacks(raw: bytes) -> bool:
    """Whether deflated bytes, perhaps deflated twice, grow beyond the limit."""
    for _ in range(3):
        try:
            raw = zlib.decompressobj().decompress(raw, _MOST_CONTENT + 1)
        except zlib.error:
            return False
        if len(raw) > _MOST_CONTENT:
            return True
    return False


class SecondReader:
    """pdfplumber over one file, opened when it is first asked. `pages`: as the first counts them.

    Where the two count differently, page 2 of one may be page 3 of the other: then it says nothing.
    None where the first cannot count.
    """

    def __init__(self, data: bytes, pages: int | None) -> None:
        self._data = data
        self._pages = pages
        self._file: Any = None
        self._failed = len(data) > _LARGEST

    def words(self, number: int) -> tuple[Word, ...]:
        """Give the words it reads on page `number` (from 1); none where it fails."""
        if self._failed:
            return ()
        try:
            self._open()
            if self._failed:
                return ()
            page = self._file.pages[number - 1]
        except Exception:  # noqa: BLE001 - it raises many kinds on damaged files
            self._failed = True
            return ()
        try:
            found = page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True)
        except Exception:  # noqa: BLE001 - likewise
            return ()
        finally:
            page.close()
        return tuple(_word(one) for one in found if _CODED.sub("", one["text"]).strip())

    def sizes(self) -> list[tuple[float, float]]:
        """Give the width and height of each page that it sees; none where it fails."""
        try:
            self._open()
            return [(float(page.width), float(page.height)) for page in self._file.pages]
        except Exception:  # noqa: BLE001 - likewise
            self._failed = True
            return []

    def _open(self) -> None:
        if self._file is None:
            import pdfplumber  # noqa: PLC0415 - slow to import, rarely needed

            self._file = pdfplumber.open(io.BytesIO(self._data))
            self._failed = self._pages is not None and len(self._file.pages) != self._pages

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            with contextlib.suppress(Exception):  # closing reads the pages again
                self._file.close()


def _word(found: dict[str, Any]) -> Word:
    bold = bool(_BOLD.search(str(found["fontname"])))
    face = Face(size=float(found["size"]), bold=bold)
    return Word(
        x0=float(found["x0"]),
        top=float(found["top"]),
        x1=float(found["x1"]),
        bottom=float(found["bottom"]),
        text=mend(_CODED.sub("", found["text"])),
        face=face,
    )
