"""A folder as offices keep them: versions, agendas, archives, mails, logs and broken files."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from email.message import EmailMessage

import pytest

from pipeline.build import Build
from pipeline.errors import QuarantineKind
from tests.support.registers import open_register, rows
from tests.support.word_package import document, para, run, word_file

HEAD = ("Larkwell Governance Board", "Minutes of the meeting held on {day}", "Present")
PEOPLE = ("Ann Lee (AL) – Chair", "Ben Ode (BO) – Treasurer")
TALK = "The members spoke to the report at some length and asked several questions about it."
HTML = """<html><head><title>Board</title></head><body><nav><a href="#">Action: menu</a></nav>
<div id="cookie-banner">Accept all cookies</div><main>{}</main><footer>Contact us</footer></body></html>"""


def minutes(day: str, *items: str) -> list[str]:
    head = [line.format(day=day) for line in HEAD]
    return [*head, *PEOPLE, "1. Estates", TALK, *items, "2. Any other business", "None."]


def docx(lines: list[str], *, moot: bool = False) -> bytes:
    """A Word file of these lines; `moot` adds a word that nobody has accepted."""
    added = para(f"<w:ins>{run('Perhaps.')}</w:ins>") if moot else ""
    return word_file("".join(para(line) for line in lines) + added)


def text(lines: list[str]) -> bytes:
    return "\n".join(lines).encode()


def archive_files() -> dict[str, bytes]:
    may = minutes("3 May 2022", "Action: BO to send the schedule of rents")
    june = minutes("7 June 2022", "Action: AL to visit the depot at Fernside")
    july = minutes("5 July 2022", "Action: BO to price the roof of the mill")
    autumn = [*minutes("6 September 2022"), *minutes("4 October 2022", "Action: AL to call Kew")]
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@example.org", "b@example.org", "Minutes"
    mail["Date"] = "Tue, 7 Jun 2022 10:00:00 +0000"
    mail.set_content("Please find the minutes attached.")
    mail.add_attachment(
        docx(june), maintype="application", subtype="octet-stream", filename="june.docx"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as package:
        package.writestr("2022/july.docx", docx(july))
        package.writestr("2022/__MACOSX/._july.docx", b"litter")
        package.writestr("2022/broken.docx", docx(july)[:400])
    agenda = ["Larkwell Governance Board", "Agenda", "3 May 2022", "1. Estates – for decision"]
    page = HTML.format("".join(f"<p>{line}</p>" for line in minutes("2 August 2022")))
    return {
        "board/2022-05-03 minutes draft.docx": docx(
            [*may, "The zebra crossing was left out."], moot=True
        ),
        "board/2022-05-03 minutes.txt": text(may),
        "board/2022-05-03 agenda.docx": docx([*agenda, "2. Review of Action 12/22", "3. Depot"]),
        "board/autumn.txt": text(["A pack of papers for the quokka sub-group. " * 12, *autumn]),
        "board/august.html": page.encode(),
        "board/mail.eml": mail.as_bytes(),
        "board/summer.zip": packed.getvalue(),
        "broken/cut.docx": docx(may)[:500],
        "broken/empty.pdf": b"",
        "broken/entities.docx": word_file(
            main=document(para("&a;"), '<!DOCTYPE w:document [<!ENTITY a "aaaa">]>')
        ),
        "broken/false.pdf": docx(may),
        "zz/last.txt": text(minutes("6 December 2022")),
    }


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> sqlite3.Connection:
    folder = tmp_path_factory.mktemp("hostile")
    for path, data in archive_files().items():
        place = folder / "archive" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    output = folder / "minutes.db"
    Build(folder / "archive", output, jobs=1).run()
    return open_register(output)


def column(register: sqlite3.Connection, sql: str, *values: object) -> list[object]:
    return [row[0] for row in register.execute(sql, values)]


def found(register: sqlite3.Connection, word: str) -> int:
    return len(rows(register, "select id from search_index where search_index match ?", word))


def test_every_file_is_loaded_or_set_aside_and_good_ones_follow_bad_ones(
    register: sqlite3.Connection,
) -> None:
    loaded = column(register, "select path from documents")
    aside = {row["path"]: row for row in rows(register, "select * from quarantine")}
    assert {path: row["kind"] for path, row in aside.items()} == {
        "board/summer.zip/2022/broken.docx": QuarantineKind.CORRUPT_ZIP,
        "broken/cut.docx": QuarantineKind.CORRUPT_ZIP,
        "broken/empty.pdf": QuarantineKind.EMPTY,
        "broken/entities.docx": QuarantineKind.XML_DTD,
        "broken/false.pdf": QuarantineKind.TYPE_MISMATCH,
    }
    assert all(row["message"].endswith(".") and " " in row["message"] for row in aside.values())
    skipped = column(register, "select path from skipped order by path")
    assert skipped == ["board/mail.eml", "board/summer.zip"]
    assert "zz/last.txt" in loaded
    assert len(loaded) == len(archive_files()) - 4 + 1  # a mail is two, the zip two


def test_files_in_archives_and_mails_are_named_by_their_path_inside(
    register: sqlite3.Connection,
) -> None:
    held = dict(
        register.execute(
            "select d.path, m.date from documents d join meetings m on m.id = d.meeting_id"
        )
    )
    assert held["board/mail.eml/june.docx"] == "2022-06-07"
    assert held["board/summer.zip/2022/july.docx"] == "2022-07-05"


def test_two_versions_are_one_meeting_with_one_current_document(
    register: sqlite3.Connection,
) -> None:
    versions = rows(
        register,
        "select d.path, d.version, v.is_current from meeting_documents v"
        " join documents d on d.id = v.document_id join meetings m on m.id = v.meeting_id"
        " where m.date = '2022-05-03' order by d.path",
    )
    assert [(row["version"], row["is_current"]) for row in versions] == [("draft", 0), (None, 1)]
    assert column(
        register,
        "select count(*) from actions a join meetings m on m.id = a.meeting_id"
        " where m.date = '2022-05-03'",
    ) == [1]
    assert found(register, "zebra") == 1  # the words of the draft alone
    assert found(register, "rents") > 0


def test_an_agenda_is_searchable_and_gives_no_action(register: sqlite3.Connection) -> None:
    (agenda,) = rows(register, "select * from documents where path like '%agenda.docx'")
    assert agenda["kind"] == "agenda"
    assert column(register, "select count(*) from actions where document_id = ?", agenda["id"]) == [
        0
    ]
    assert found(register, '"Review of Action 12/22"') == 1


def test_a_file_of_two_meetings_gives_both_and_keeps_what_stands_outside(
    register: sqlite3.Connection,
) -> None:
    dates = column(
        register,
        "select m.date from meeting_documents v join meetings m on m.id = v.meeting_id"
        " join documents d on d.id = v.document_id where d.path = 'board/autumn.txt' order by 1",
    )
    assert dates == ["2022-09-06", "2022-10-04"]
    assert column(
        register,
        "select m.date from actions a join meetings m on m.id = a.meeting_id"
        " where a.text like '%Kew%'",
    ) == ["2022-10-04"]
    assert found(register, "quokka") == 1
    assert column(register, "select level from issues where code = 'outside-meetings'") == ["info"]


def test_a_saved_web_page_is_read_without_its_menus(register: sqlite3.Connection) -> None:
    (page,) = rows(register, "select * from documents where path like '%.html'")
    assert "Larkwell" in page["text"]
    assert not any(word in page["text"] for word in ("cookies", "menu", "Contact us"))


def test_every_fact_is_the_words_at_its_place(register: sqlite3.Connection) -> None:
    texts = dict(register.execute("select id, text from documents"))
    for row in rows(register, "select document_id, span_start, span_end, text from sections"):
        assert texts[row["document_id"]][row["span_start"] : row["span_end"]] == row["text"]


def test_every_word_of_every_document_stands_in_a_section(register: sqlite3.Connection) -> None:
    for identity, whole in register.execute("select id, text from documents"):
        held = rows(
            register,
            "select span_start, span_end from sections where document_id = ? order by span_start",
            identity,
        )
        reach = 0
        for row in held:
            assert not whole[reach : row["span_start"]].strip()
            reach = max(reach, row["span_end"])
        assert not whole[reach:].strip()


def test_each_doubt_about_reading_stands_once(register: sqlite3.Connection) -> None:
    doubts = rows(
        register,
        "select count(*) as times from issues where stage = 'read' group by document_id, message",
    )
    assert doubts
    assert all(row["times"] == 1 for row in doubts)
