"""The sources of the invented archive, and the words of its rendered files."""

from __future__ import annotations

import functools
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from lxml import etree

from corpus.source.render.model import Source, load_all

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="session")
def corpus(root: Path) -> Path:
    """Give the folder of the invented archive."""
    return root / "corpus"


@pytest.fixture(scope="session")
def sources(corpus: Path) -> list[Source]:
    """Give every source, in order of its file."""
    return load_all(corpus / "source")


def squeeze(text: str) -> str:
    """Words without white space or hyphens, which a page's line ends may add or take."""
    return re.sub(r"[\s\-\u00ad\ufffe\x02]+", "", text)


def _word(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        tree = etree.fromstring(parts.read("word/document.xml"))
    return "".join(node.text or "" for node in tree.iter(f"{_W}t"))


def _pdf(data: bytes) -> str:
    pages = pypdfium2.PdfDocument(data)
    text = "".join(page.get_textpage().get_text_range() for page in pages)
    pages.close()
    return text


@pytest.fixture(scope="session")
def squeezed() -> Callable[[bytes, str], str]:
    """Give a function from a file's bytes and suffix to its words, read without our code."""

    def words(data: bytes, suffix: str) -> str:
        readers: dict[str, Callable[[bytes], str]]
        readers = {".docx": _word, ".pdf": _pdf, ".txt": lambda found: found.decode()}
        return squeeze(readers[suffix](data))

    return words


@pytest.fixture(scope="session")
def printed(corpus: Path, squeezed: Callable[[bytes, str], str]) -> Callable[[str], str]:
    """Give a function from a rendered file's name to its words."""

    @functools.cache
    def words(name: str) -> str:
        return squeezed((corpus / name).read_bytes(), Path(name).suffix)

    return words
