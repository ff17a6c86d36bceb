"""Drawings within drawings: forms that draw themselves, or each other without end, are cut off.

A form XObject may draw further forms (ISO 32000-1, 8.10). One that draws itself, or twenty that
each draw the next one twice, make pdfium build millions of objects until the system ends it, and
the page's own words are lost with it.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from typing import Any

_FORM = re.compile(rb"/Subtype\s*/Form\b")
_FLATE = re.compile(rb"/Filter\s*\[?\s*/Fl(?:ateDecode)?\b")
_FILTER = re.compile(rb"/Filter\b")
_DRAWS = re.compile(rb"(?<![\w/])Do\b")
_DRAWN = re.compile(rb"/([^\s/<>\[\]()%{}]+)\s+Do\b")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_CONTENT = 4 << 20  # bytes of a form's content that are looked at
_DICTIONARY = 4_000  # bytes in which a form's dictionary ends

MOST_DRAWN = 5_000
"""Forms that one page may draw, those within others counted; a large map has some hundreds."""

_DEEPEST = 25
"""Forms within forms that are followed; pdfium itself stops a little later."""


def may_loop(data: bytes) -> bool:
    """Whether some form of the file draws another one, so that a closer look is worth its time."""
    for found in _FORM.finditer(data):
        start = data.find(b"stream", found.end(), found.end() + _DICTIONARY)
        if start < 0:
            continue
        opening = max(data.rfind(b" obj", 0, found.start()), 0)
        dictionary = data[opening:start]
        end = data.find(b"endstream", start)
        content = data[start + 6 : end if end >= 0 else len(data)].lstrip(b"\r\n")
        if _FLATE.search(dictionary):
            try:
                content = zlib.decompressobj().decompress(content, _CONTENT)
            except zlib.error:
                return True
        elif _FILTER.search(dictionary):
            return True
        if _DRAWS.search(content):
            return True
    return False


def cut_loops(data: bytes) -> bytes | None:
    """Give the file without the forms that draw without end; None where there are none."""
    import pikepdf  # noqa: PLC0415 - heavy, and only for files with forms in forms

    try:
        with pikepdf.open(io.BytesIO(data)) as file:
            cutter = _Cutter(pikepdf)
            for page in file.pages:
                cutter.page(page.obj)
            if not cutter.cut:
                return None
            target = io.BytesIO()
            file.save(target)
            return target.getvalue()
    except Exception:  # noqa: BLE001 - it raises many kinds on damaged files
        return None


class _Cutter:
    """Follows the forms of each page, and takes the drawing of others out of those that run wild."""

    def __init__(self, pikepdf: Any) -> None:  # noqa: ANN401 - a module without full types
        self._pikepdf = pikepdf
        self._drawn: dict[tuple[int, int], int] = {}
        self._open: set[tuple[int, int]] = set()
        self.cut = False

    def page(self, page: Any) -> None:  # noqa: ANN401 - pikepdf's objects
        resources = page.get("/Resources")
        for form in self._forms(resources).values():
            self._count(form, resources)

    def _count(self, form: Any, inherited: Any) -> int:  # noqa: ANN401
        """Give how many forms one draws, itself included; those that draw too many are cut."""
        key = form.objgen
        if key in self._drawn:
            return self._drawn[key]
        self._open.add(key)
        resources = form.get("/Resources", inherited)
        forms = self._forms(resources)
        content = form.read_bytes()
        total, wild = 1, set()
        for name in _DRAWN.findall(content):
            inner = forms.get("/" + _ESCAPED.sub(_byte, name).decode("latin-1"))
            if inner is None or name in wild:
                continue
            if inner.objgen in self._open or len(self._open) > _DEEPEST:
                wild.add(name)
                continue
            total += self._count(inner, resources)
            if total > MOST_DRAWN:
                wild.add(name)
        self._open.discard(key)
        if wild:
            self.cut = True
            form.write(_DRAWN.sub(lambda one: b" " if one[1] in wild else one[0], content))
            total = min(total, MOST_DRAWN)
        self._drawn[key] = total
        return total

    def _forms(self, resources: Any) -> dict[str, Any]:  # noqa: ANN401
        """Give the forms that resources name."""
        found = {}
        for name, one in self._entries(resources):
            stream = isinstance(one, self._pikepdf.Stream) and one.objgen != (0, 0)
            if stream and one.get("/Subtype") == "/Form":
                found[name] = one
        return found

    def _entries(self, resources: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401
        if isinstance(resources, self._pikepdf.Dictionary):
            named = resources.get("/XObject")
            if isinstance(named, self._pikepdf.Dictionary):
                yield from named.items()


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes.fromhex(found[1].decode("ascii"))
