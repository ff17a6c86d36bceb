from __future__ import annotations

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.web.formulas import CsvGuard, safe_cell
from pipeline.web.workbook import workbook
from tests.web.conftest import Get

SPREADSHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.mark.parametrize(
    "address",
    ["/", "/-/search?q=call", "/-/search.json?q=call", "/nope", "/minutes.json", "/minutes/actions",
     "/-/static-plugins/minutes-pipeline/register.css"],
)  # fmt: skip
async def test_every_answer_forbids_script_and_framing(get: Get, address: str) -> None:
    headers = (await get(address)).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "script-src" not in policy, "default-src 'none' forbids every script"
    assert "frame-ancestors 'none'" in policy
    assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "address",
    ["/-/search.csv?q=hyperlink", "/minutes/actions.csv?_size=max", "/minutes/documents.csv",
     "/minutes/action_register.csv?_stream=1", "/minutes/decisions_of_body.csv?body=Board"],
)  # fmt: skip
async def test_no_cell_of_any_csv_is_a_formula(get: Get, address: str) -> None:
    answer = await get(address)
    assert answer.status_code == 200
    table = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert len(table) > 1
    assert len({len(row) for row in table}) == 1
    for row in table:
        for cell in row:
            assert not cell.startswith(("=", "+", "-", "@")) or cell.lstrip("-").isdigit()
    assert any(cell.startswith("'=HYPERLINK") for row in table for cell in row)


async def test_a_spreadsheet_holds_text_and_no_formula(get: Get) -> None:
    answer = await get("/-/search.xlsx?q=hyperlink")
    with zipfile.ZipFile(io.BytesIO(answer.content)) as package:
        sheet = ET.fromstring(package.read("xl/worksheets/sheet1.xml"))  # noqa: S314 (our own XML)
    assert sheet.find(f".//{SPREADSHEET}f") is None
    texts = [cell.text or "" for cell in sheet.iter(f"{SPREADSHEET}t")]
    assert any("=HYPERLINK" in text for text in texts)


@given(st.lists(st.text(), min_size=1, max_size=4), st.integers(1, 7))
def test_the_guard_changes_only_what_could_run(cells: list[str], size: int) -> None:
    """However the stream is cut, each cell comes out as safe_cell makes it."""
    cells = [cell.replace("\r", " ") for cell in cells]
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
    data = line.getvalue().encode("utf-8", "surrogatepass")
    guard = CsvGuard()
    out = b"".join(guard.feed(data[at : at + size]) for at in range(0, len(data), size))
    out += guard.close()
    read = next(csv.reader(io.StringIO(out.decode("utf-8", "surrogatepass"), newline="")))
    assert read == [safe_cell(cell) for cell in cells]


@pytest.mark.parametrize(
    ("cell", "safe"),
    [("=1+1", "'=1+1"), ("-1.5", "-1.5"), ("-1+1", "'-1+1"), ("@x", "'@x"), ("plain", "plain"),
     (None, ""), (-3, "-3"), (" =1", "' =1"), ("\t=1", "'\t=1"), ("＝1", "'＝1")],
)  # fmt: skip
def test_cells_that_begin_like_a_formula_are_led_by_an_apostrophe(cell: object, safe: str) -> None:
    assert safe_cell(cell) == safe


@given(st.lists(st.one_of(st.none(), st.integers(), st.text()), max_size=5))
def test_any_text_makes_a_readable_workbook(cells: list[object]) -> None:
    with zipfile.ZipFile(io.BytesIO(workbook("A & B", ["x"], [cells]))) as package:
        for name in package.namelist():
            ET.fromstring(package.read(name))  # noqa: S314 (our own XML)
