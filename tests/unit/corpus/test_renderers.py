from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import docx
import pytest

from corpus.source.render import gold, pdf, text, word
from corpus.source.render.inline import marks, pieces, plain
from corpus.source.render.model import Block, Person, Source, Truth, load


def meeting(*blocks: Block, day: int = 1) -> Source:
    date = dt.date(2023, 1, day)
    file = f"x/2023/{date}.docx"
    return Source(file=file, render="word", body="X", kind="board", date=date, blocks=list(blocks))


def test_markup_leaves_the_words_alone() -> None:
    marked = "**Action:** [[the __long__ report]] is {-not-}{+now+} due"
    assert plain(marked) == "Action: the long report is now due"
    assert marks(marked) == ["the long report"]


def test_pieces_carry_their_look() -> None:
    bold, rest = pieces("**Action:** AB")
    assert (bold.text, bold.bold, rest.bold) == ("Action:", True, False)


def test_tracked_changes_and_controls_reach_the_xml() -> None:
    data = word.render(meeting(Block(p="now {+£86,000+}{-£68,000-} {~in a control~}")))
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        xml = parts.read("word/document.xml").decode()
    assert "<w:ins " in xml
    assert '<w:delText xml:space="preserve">£68,000</w:delText>' in xml
    assert "<w:sdtContent>" in xml


def test_automatic_numbers_are_not_in_the_words() -> None:
    source = meeting(Block(h="Estates", n="41"))
    source.layout = type(source.layout)(headings="auto", first=41)
    opened = docx.Document(io.BytesIO(word.render(source)))
    assert [p.text for p in opened.paragraphs] == ["Estates"]
    assert "numPr" in opened.paragraphs[0]._p.xml


@pytest.mark.parametrize("render", [word.render, pdf.render, text.render])
def test_the_same_source_gives_the_same_bytes(render: object) -> None:
    source = meeting(Block(title="X"), Block(who="present", people=[Person(n="A B", i="AB")]))
    assert callable(render)
    assert render(source) == render(source)


def test_a_mark_without_a_truth_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text(
        "file: a.txt\nrender: text\nbody: B\nkind: board\ndate: 2023-01-01\n"
        "blocks: [{p: 'some [[words]] here'}]\n",
        "utf-8",
    )
    with pytest.raises(ValueError, match=r"bad\.yml: 1 marked words but 0 truths"):
        load(path)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bad.yml"
    path.write_text("file: a.txt\ncolour: red\n", "utf-8")
    with pytest.raises(ValueError, match=r"bad\.yml"):
        load(path)


def raised() -> Source:
    return meeting(Block(p="[[Do it]]", truth=[Truth(action="A-1", fate="open")]))


def later(status: str, grade: str, day: int = 2) -> Source:
    truth = Truth(event="A-1", status=status, grade=grade)
    return meeting(Block(p="[[so it was said]]", truth=[truth]), day=day)


@pytest.mark.parametrize("grade", ["narrative", "count", "log-updated"])
def test_weak_words_never_close(grade: str) -> None:
    row = gold.register([raised(), later("complete", grade)])[0]
    assert (row["status"], row["closed_on"]) == ("open", None)


@pytest.mark.parametrize("grade", ["listed", "stated", "table"])
def test_decisive_words_close(grade: str) -> None:
    row = gold.register([raised(), later("closed", grade)])[0]
    assert (row["status"], row["closed_on"]) == ("closed", dt.date(2023, 1, 2))
    assert row["evidence"] == "so it was said"


def test_the_latest_status_stands() -> None:
    row = gold.register(
        [raised(), later("carried-forward", "stated"), later("on-hold", "stated", 3)]
    )[0]
    assert (row["status"], row["status_on"]) == ("on-hold", dt.date(2023, 1, 3))


def test_a_draft_tells_the_register_nothing() -> None:
    draft = later("closed", "listed")
    draft.version = "draft"
    assert gold.register([raised(), draft])[0]["status"] == "open"
