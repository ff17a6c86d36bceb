from __future__ import annotations

import csv
import datetime as dt
import io
import re
import time
import zipfile

import pytest
from docx import Document
from lxml import etree, html

from pipeline.errors import ConfigError
from pipeline.report import FORMATS, REPORTS, Filters, Report, opened, render
from pipeline.report.calendar import _folded
from pipeline.report.flat import runs_as_formula
from pipeline.report.neutral import clean
from tests.support.reported import EVIL, reported


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Report]:
    db = reported(tmp_path_factory.mktemp("register"))
    made = {}
    for kind, make in REPORTS.items():
        with opened(db, Filters(status="open" if kind == "actions" else "")) as asked:
            made[kind] = make(asked)
    return made


PAIRS = [
    (k, f)
    for k in ("audit", "actions", "decisions")
    for f in FORMATS
    if (k, f) != ("decisions", "ics")
]


@pytest.mark.parametrize(("kind", "form"), PAIRS)
def test_the_same_report_gives_the_same_bytes(
    reports: dict[str, Report], kind: str, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = render(reports[kind], form)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 100_000)
    assert render(reports[kind], form) == first


def test_decisions_have_no_calendar(reports: dict[str, Report]) -> None:
    with pytest.raises(ConfigError, match="no deadlines"):
        render(reports["decisions"], "ics")


def parts(data: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {
            name: package.read(name).decode() for name in package.namelist() if name.endswith("xml")
        }


def test_a_workbook_holds_no_formula_and_real_dates(reports: dict[str, Report]) -> None:
    inside = parts(render(reports["actions"], "xlsx"))
    sheet = inside["xl/worksheets/sheet1.xml"]
    assert all("<f>" not in text for text in inside.values())
    assert "=HYPERLINK" in inside["xl/sharedStrings.xml"]
    assert 'quotePrefix="1"' in inside["xl/styles.xml"]
    serial = (dt.date(2024, 2, 1) - dt.date(1899, 12, 30)).days
    assert f"<v>{serial}</v>" in sheet
    assert "<pane ySplit=" in sheet
    assert "<autoFilter ref=" in sheet
    assert "hyperlink" not in sheet


@pytest.mark.parametrize("text", ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", " =1", "\r=1", "＝1"])
def test_what_a_spreadsheet_runs_is_known(text: str) -> None:
    assert runs_as_formula(text)


@pytest.mark.parametrize("text", ["1/24", "-1.5", "+4", "a=b", ""])
def test_what_a_spreadsheet_does_not_run_is_left_alone(text: str) -> None:
    assert not runs_as_formula(text)


def test_csv_is_guarded_square_and_begins_with_its_head(reports: dict[str, Report]) -> None:
    data = render(reports["actions"], "csv")
    assert data.startswith(b"\xef\xbb\xbfRef,Body,")
    rows = [*csv.reader(io.StringIO(data.decode("utf-8-sig")))]
    assert len({len(row) for row in rows}) == 1
    cells = [cell for row in rows for cell in row]
    assert f"'{EVIL}" in cells
    assert not any(runs_as_formula(cell) for cell in cells)
    assert "2024-02-01" in cells
    assert any(cell.startswith("SHA-256 ") for cell in cells)


def test_html_runs_nothing_and_needs_nothing(reports: dict[str, Report]) -> None:
    for report in reports.values():
        text = render(report, "html").decode()
        tree = html.fromstring(text)
        assert tree.xpath("//script|//link|//img|//iframe|//@onclick|//@href|//@src") == []
        assert "default-src 'none'" in text
        assert tree.get("lang") == "en-GB"
    assert EVIL in "".join(
        map(str, html.fromstring(render(reports["actions"], "html").decode()).itertext())
    )


def test_a_word_document_repeats_its_heads_numbers_its_pages_and_turns_wide_ones(
    reports: dict[str, Report],
) -> None:
    data = render(reports["audit"], "docx")
    document = Document(io.BytesIO(data))
    inside = parts(data)
    assert "w:tblHeader" in inside["word/document.xml"]
    assert [s.page_width > s.page_height for s in document.sections] == [True, False, True]
    footer = next(text for name, text in inside.items() if "footer" in name)
    assert " PAGE " in footer
    assert " NUMPAGES " in footer
    assert document.core_properties.created.date() == reports["audit"].as_at
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "What was not found" in words
    assert "How complete this is" in words


def test_every_format_prints_filters_day_version_hashes_and_completeness(
    reports: dict[str, Report],
) -> None:
    report = reports["actions"]
    inside = {
        "docx": " ".join(_texts(parts(render(report, "docx"))["word/document.xml"])),
        "xlsx": parts(render(report, "xlsx"))["xl/sharedStrings.xml"],
        "html": render(report, "html").decode(),
        "csv": render(report, "csv").decode(),
        "ics": re.sub(r"\r\n ", "", render(report, "ics").decode()),
    }
    for form, text in inside.items():
        for words in ("5 March 2024", "open", "minutes 0", "locked.pdf", "2024-02"):
            assert words in text, (form, words)
        if form != "ics":
            assert str(report.sources.rows[0][3]) in text, form


def _texts(xml: str) -> list[str]:
    return [str(text) for text in etree.fromstring(xml.encode()).itertext()]


def test_a_pdf_is_one(reports: dict[str, Report]) -> None:
    data = render(reports["audit"], "pdf")
    assert data.startswith(b"%PDF-")
    assert b"%%EOF" in data[-32:]


def test_a_calendar_has_an_event_a_deadline_on_the_whole_day(reports: dict[str, Report]) -> None:
    data = render(reports["actions"], "ics")
    lines = data.decode().split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert lines.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20240201" in lines
    assert "DTEND;VALUE=DATE:20240202" in lines
    assert "DTSTAMP:20240305T000000Z" in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert len({line for line in lines if line.startswith("UID:")}) == 2


@pytest.mark.parametrize("text", ["x" * 75, "x" * 76, "ŵ" * 100, "\N{PILE OF POO}" * 50])
def test_lines_are_folded_between_letters(text: str) -> None:
    folded = _folded(text)
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    assert folded.replace(b"\r\n ", b"").decode() == text


def test_what_no_format_can_hold_is_replaced() -> None:
    assert clean("a\x00b\x0b\ud800\ufffe\u202ec\td\n") == "a\ufffdb\ufffd\ufffd\ufffd\ufffdc\td\n"
