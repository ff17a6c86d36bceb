"""The words of a Word file's body, taken from its XML without the reader's own code.

Every `w:t` that is not deleted counts once, in the order of the file: the fallback of an
alternative is the same again, and a text box stands before or after the paragraph that holds it.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from pathlib import Path

from lxml import etree

from pipeline.ingest.assemble import clean

_SPACES = frozenset(
    {
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    }
)
_GONE = frozenset({"del", "moveFrom", "Fallback", "rt", "pPr"})
_BLANK = frozenset({"tab", "br", "cr", "ptab"})
_WORD = re.compile(r"\w+")


def body_words(data: bytes) -> list[str]:
    """The words of the body, in order. Raises what zipfile and lxml raise on a broken package."""
    paragraphs: list[list[str]] = [[]]
    body = next((node for node in _main(data) if _name(node) == "body"), None)
    assert body is not None
    _gather(body, paragraphs, paragraphs[0])
    return [word for paragraph in paragraphs for word in text_words("".join(paragraph))]


def text_words(text: str) -> list[str]:
    """The words of a text, as the reader cleans it."""
    return _WORD.findall(clean(text))


def word_files(folder: Path) -> list[Path]:
    """Every file of a folder that calls itself a Word file of the newer kinds."""
    endings = {".docx", ".docm", ".dotx", ".dotm"}
    return sorted(file for file in folder.rglob("*") if file.suffix.lower() in endings)


def _main(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        names = {name.lower().lstrip("/"): name for name in package.namelist()}
        place = "word/document.xml"
        if "_rels/.rels" in names:
            for link in etree.fromstring(package.read(names["_rels/.rels"])):
                if (link.get("Type") or "").endswith("/officeDocument"):
                    place = posixpath.normpath(posixpath.join("/", link.get("Target") or ""))
        return etree.fromstring(package.read(names[place.lstrip("/").lower()]))


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _is_word(node: etree._Element) -> bool:
    return etree.QName(node).namespace in _SPACES


def _gather(
    node: etree._Element, found: list[list[str]], current: list[str], *, nested: bool = False
) -> None:
    """Add the words below an element to the paragraph they stand in; a box has its own.

    `nested`: the element stands in a paragraph, so that paragraphs below it are those of a box.
    """
    for child in node:
        name = _name(child)
        if not name or name in _GONE:
            continue
        if not _is_word(child):
            _gather(child, found, current, nested=nested)
        elif name == "p":
            mine: list[str] = []
            inner = [mine]
            _gather(child, inner, mine, nested=True)
            place = len(found)
            if nested and not "".join(current).strip():
                place = next(at for at, one in enumerate(found) if one is current)
            found[place:place] = inner
        elif name == "t":
            current.append(child.text or "")
        elif name in _BLANK:
            current.append(" ")
        elif name == "noBreakHyphen":
            current.append("-")
        else:
            _gather(child, found, current, nested=nested)
