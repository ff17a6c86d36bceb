"""Table styles, laid aside as they are written and parsed when a table asks for one.

Some templates define a hundred of them, nine tenths of all that would be parsed of a file, and
minutes use one or two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element

from pipeline.errors import SourceError
from pipeline.ingest.xml import parse_xml

_START, _END = b"<w:style ", b"</w:style>"
_LATENT, _LATENT_END = b"<w:latentStyles ", b"</w:latentStyles>"
_ROOT = re.compile(rb"<w:styles\b[^>]*>")
_TABLE = re.compile(rb'w:type="table"[^>]* w:styleId="([^"&]+)"')


@dataclass
class Shelf:
    """The table styles of a styles part by their keys."""

    _written: dict[str, bytes] = field(default_factory=dict)

    def fill(self, part: bytes) -> bytes:
        """Take what is laid aside out of a styles part; and latent styles, which say nothing here.

        A part that is not written as programs write it is given back as it is.
        """
        head, *styles = part.split(_START)
        root = _ROOT.search(head)
        if root is None or (b"!" in part and b"<!" in part):  # within comments, words mean nothing
            return part
        kept = [_without_latent(head)]
        for style in styles:
            key = _TABLE.match(style)
            inside, end, after = style.partition(_END)
            if key and end and inside.isascii():  # else its letters would need the part's encoding
                written = b"".join((root[0], _START, inside, _END, b"</w:styles>"))
                self._written.setdefault(key[1].decode(), written)
                kept.append(after)
            else:
                kept.append(_START + style)
        return b"".join(kept)

    def style(self, key: str) -> _Element | None:
        """The element of a table style; None where there is no such style, or it is broken."""
        written = self._written.get(key)
        if written is None:
            return None
        try:
            return parse_xml(written, blanks=False)[0]
        except SourceError:
            return None


def _without_latent(head: bytes) -> bytes:
    """What stands before the styles, without the list of styles that are not in the file."""
    before, _, rest = head.partition(_LATENT)
    _, end, after = rest.partition(_LATENT_END)
    return before + after if end else head
