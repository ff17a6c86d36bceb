"""Words in, words out: nothing of a Word file's body is lost, moved or said twice."""

from __future__ import annotations

import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree
from rapidfuzz.distance import LCSseq

from pipeline.errors import SourceError
from pipeline.model import BlockKind, Document, FurnitureKind
from tests.support.word_oracle import body_words, text_words, word_files
from tests.support.word_package import box, cell, item, para, run, table, word_file
from tests.support.word_reading import apart, reading

ENOUGH = 0.995
"""Share of the words that come out, in order; the rest is left for marks that split words."""


def lost_share(data: bytes, document: Document) -> float:
    """The share of the body's words, but for hidden ones, that the text does not hold in order."""
    wanted = body_words(data)
    hidden = Counter(text_words("\n".join(apart(document, FurnitureKind.HIDDEN))))
    kept = []
    for word in wanted:
        if hidden[word] > 0:
            hidden[word] -= 1
        else:
            kept.append(word)
    found = [
        word
        for block in document.blocks
        if block.kind is not BlockKind.NOTE
        for word in text_words(block.span.of(document.text))
    ]
    return 1 - LCSseq.similarity(kept, found) / len(kept) if kept else 0.0


def test_what_is_moved_or_lost_is_seen() -> None:
    data = word_file(para("one two") + para("three four"))
    assert lost_share(data, reading(data)) == 0
    assert lost_share(data, reading(word_file(para("three four") + para("one two")))) == 0.5
    assert lost_share(data, reading(word_file(para("one two") + para("four")))) == 0.25


def test_every_construct_gives_its_words_once() -> None:
    data = word_file(
        para(run("Side") + box(para("Note")))
        + para(box(para("Above")) + run("Text"))
        + para(f"<w:ins>{run('new')}</w:ins><w:del><w:r><w:delText>old</w:delText></w:r></w:del>")
        + table(cell("No") + cell(table(cell("inner")) + para("after")), cell("wide") + cell(""))
        + para(run("unseen ", "<w:vanish/>") + run("seen"))
        + item("listed")
    )
    assert " ".join(body_words(data)) == (
        "Side Note Above Text new No inner after wide unseen seen listed"
    )
    assert lost_share(data, reading(data)) == 0


@pytest.mark.shared
def test_every_word_of_every_real_word_file_is_read_in_order_and_once(shared: Path) -> None:
    read = 0
    poor = []
    for file in [*word_files(shared / "archive"), *word_files(shared / "hostile")]:
        data = file.read_bytes()
        try:
            document = reading(data)
            lost = lost_share(data, document)
        except (SourceError, zipfile.BadZipFile, KeyError, etree.LxmlError):
            continue  # set aside, or salvaged from a package that nothing else opens
        read += 1
        if lost > 1 - ENOUGH:
            poor.append((file.name, round(lost, 4)))
    assert read > 150
    assert poor == []
