"""The name spaces of OpenDocument that the reader uses, ready to be put before a name."""

from __future__ import annotations

_NS = "urn:oasis:names:tc:opendocument:xmlns:"
TEXT = f"{{{_NS}text:1.0}}"
TABLE = f"{{{_NS}table:1.0}}"
STYLE = f"{{{_NS}style:1.0}}"
OFFICE = f"{{{_NS}office:1.0}}"
FO = f"{{{_NS}xsl-fo-compatible:1.0}}"
DRAW = f"{{{_NS}drawing:1.0}}"
PARAGRAPH, HEADING, LIST = f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"
STYLE_NAME = f"{TEXT}style-name"
