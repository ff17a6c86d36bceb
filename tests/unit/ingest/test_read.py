from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from email.message import EmailMessage
from typing import ClassVar, Self

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest import containers, expand
from pipeline.ingest.sniff import Format, sniff
from tests.support.word_package import para, word_file
from tests.support.word_reading import reading, source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data: bytes, path: str = "minutes") -> QuarantineKind:
    with pytest.raises(SourceError) as caught:
        reading(data, path)
    assert caught.value.message.endswith(".")
    assert " " in caught.value.message
    return caught.value.kind


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in files.items():
            package.writestr(name.replace("__", "/").replace("_", "."), content)
    return stream.getvalue()


def test_importing_the_package_loads_no_reader() -> None:
    code = (
        "import sys, pipeline.ingest; "
        "sys.exit(any(name in sys.modules for name in ('lxml', 'docx', 'pypdfium2', 'olefile')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_content_decides_and_not_the_name() -> None:
    data = word_file(para("Welcome"))
    assert reading(data, "minutes").text == "Welcome"
    assert reading(data, "minutes.final").text == "Welcome"
    assert "wordprocessingml" in reading(data, "minutes.docx").source.media_type


@pytest.mark.parametrize(
    ("data", "path"),
    [
        (b"Minutes of the board", "minutes.pdf"),
        (b"Minutes of the board", "minutes.docx"),
        (b"<html><body>Minutes</body></html>", "minutes.doc"),
        (b"{\\rtf1 Minutes}", "minutes.doc"),
        (word_file(para("Welcome")), "minutes.pdf"),
        (b"%PDF-1.7 and more", "minutes.docx"),
        (bytes(10_000), "minutes.docx"),
        (bytes(range(256)) * 40, "minutes.pdf"),
        (zipped(a_txt=b"x"), "minutes.docx"),
        (OLE + bytes(4000), "minutes.docx"),
    ],
)
def test_a_name_that_promises_another_format_is_told(data: bytes, path: str) -> None:
    assert refusal(data, path) is QuarantineKind.TYPE_MISMATCH


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (b"", "minutes.docx", QuarantineKind.EMPTY),
        (b"%", "minutes.pdf", QuarantineKind.MALFORMED),
        (bytes(range(256)), "minutes", QuarantineKind.UNSUPPORTED),
        (b" \n \n", "minutes.txt", QuarantineKind.NO_TEXT),
    ],
)
def test_what_cannot_be_read_has_its_reason(data: bytes, path: str, kind: QuarantineKind) -> None:
    assert refusal(data, path) is kind


def test_a_file_beyond_all_measure_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.ingest.LARGEST", 10)
    assert refusal(b"x" * 11) is QuarantineKind.TOO_LARGE
    assert expand(zipped(a_txt=b"x"), "a.zip") is None


def test_an_empty_word_file_is_read_and_flagged() -> None:
    document = reading(word_file(""))
    assert document.text == ""
    assert [issue.code for issue in document.issues] == ["no-text"]


def test_the_source_is_kept_but_for_its_media_type() -> None:
    data = b"Minutes"
    document = reading(data, "a/b.txt")
    assert document.source.sha256 == source(data).sha256
    assert document.source.path == "a/b.txt"


def test_only_containers_are_expanded() -> None:
    assert expand(word_file(para("x")), "minutes.docx") is None
    assert expand(b"text", "a.txt") is None
    assert expand(b"", "a.zip") is None
    assert expand(zipped(a_txt=b"x"), "minutes.docx") is None


def test_the_files_of_an_archive_are_named_by_their_path_inside() -> None:
    inner = zipped(notes_txt=b"Minutes")
    data = zipped(y2024__notes_txt=b"Minutes", old_zip=inner, logo_png=b"x")
    assert expand(data, "all.zip") == (
        ("all.zip/y2024/notes.txt", b"Minutes"),
        ("all.zip/old.zip/notes.txt", b"Minutes"),
    )


def test_what_cannot_be_had_of_an_archive_costs_itself() -> None:
    deep = zipped(notes_txt=b"Minutes")
    for _ in range(4):
        deep = zipped(inner_zip=deep)
    sound = zipped(notes_txt=b"Minutes of May " * 9)
    damaged = sound.replace(sound[38:44], b"\0\0\0\0\0\0")
    data = zipped(a_txt=b"x", b_zip=deep, c_zip=damaged, d_txt=b"", e_txt=b"y")
    outcome = {
        name: content.kind.value if isinstance(content, SourceError) else content
        for name, content in expand(data, "all.zip") or ()
    }
    assert outcome == {
        "all.zip/a.txt": b"x",
        "all.zip/b.zip/inner.zip/inner.zip": "too-large",
        "all.zip/c.zip/notes.txt": "corrupt-zip",
        "all.zip/d.txt": b"",
        "all.zip/e.txt": b"y",
    }


def test_names_inside_an_archive_cannot_lead_out_of_it() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("../../etc/pass\nwd.txt", b"x")
        package.writestr("a/../b.txt", b"y")
    assert [name for name, _ in expand(stream.getvalue(), "z.zip") or ()] == [
        "z.zip/etc/pass_wd.txt",
        "z.zip/a/b.txt",
    ]


def test_a_message_gives_its_words_and_its_attachments() -> None:
    message = (
        b"From: clerk@northmoor.example\r\nTo: board@northmoor.example\r\n"
        b"Subject: Minutes\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n'
        b"--b\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\nZo\xeb writes\r\n"
        b"--b\r\nContent-Type: application/octet-stream\r\n"
        b'Content-Disposition: attachment; filename="notes.txt"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\nTWludXRlcw==\r\n--b--\r\n"
    )
    assert expand(message, "mail.eml") == (
        ("mail.eml/message.txt", "Zoë writes".encode()),
        ("mail.eml/notes.txt", b"Minutes"),
    )


def test_a_message_attached_to_a_message_is_opened_too() -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = "a@x.example", "b@x.example", "June: minutes"
    inner["Date"] = "Tue, 7 Jun 2022 10:00:00 +0000"
    inner.set_content("Inner words")
    inner.add_attachment(b"Minutes", maintype="text", subtype="plain", filename="june.txt")
    outer = EmailMessage()
    outer["From"], outer["To"], outer["Subject"] = "b@x.example", "c@x.example", "Fw"
    outer.set_content("Outer words")
    outer.add_attachment(inner)
    found = {
        name: content.strip()
        for name, content in expand(bytes(outer), "m.eml") or ()
        if isinstance(content, bytes)
    }
    assert found == {
        "m.eml/message.txt": b"Outer words",
        "m.eml/June_ minutes.eml/message.txt": b"Inner words",
        "m.eml/June_ minutes.eml/june.txt": b"Minutes",
    }


class Streams:
    """Stands for the container of an Outlook message: streams by path."""

    held: ClassVar[dict[str, bytes]] = {
        "__substg1.0_1000001f": "Minutes attached".encode("utf-16-le"),
        "__attach_version1.0_#00000000/__substg1.0_37010102": b"Minutes",
        "__attach_version1.0_#00000000/__substg1.0_3707001f": "notes.txt".encode("utf-16-le"),
        "__attach_version1.0_#00000001/__substg1.0_37010102": b"Agenda",
        "__attach_version1.0_#00000002/__substg1.0_3001001f": "Fw".encode("utf-16-le"),
        "__attach_version1.0_#00000002/__substg1.0_3701000d/__substg1.0_10130102": b"<p>Hi</p>",
    }

    def __init__(self, _: bytes) -> None:
        self.names = tuple(self.held)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def read(self, name: str) -> bytes | None:
        return self.held.get(name.lower())


def test_an_outlook_message_gives_its_words_and_its_attachments(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(containers, "Ole", Streams)
    data = OLE + "__properties_version1.0".encode("utf-16-le") + b"\0\0"
    assert expand(data, "mail.msg") == (
        ("mail.msg/message.txt", b"Minutes attached"),
        ("mail.msg/notes.txt", b"Minutes"),
        ("mail.msg/attachment", b"Agenda"),
        ("mail.msg/Fw/message.html", b"<p>Hi</p>"),
    )


def test_a_pdf_after_the_headers_of_a_download_is_a_pdf() -> None:
    junk = b"HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\n\r\n" + b"x" * 3000
    assert sniff(junk + b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n") is Format.PDF
    assert sniff(junk + b"The letters %PDF-1.4 begin such files.") is Format.TEXT


def test_a_zip_that_calls_itself_a_word_file_is_not_opened() -> None:
    data = zipped(minutes_txt=b"Minutes")
    assert expand(data, "minutes.docx") is None
    assert refusal(data, "minutes.docx") is QuarantineKind.TYPE_MISMATCH


@pytest.mark.issue("nameless-member")
def test_a_member_without_a_name_is_named_file() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("x", b"Minutes")
    data = stream.getvalue()
    nameless = bytearray(data)
    start = data.index(b"PK\x01\x02")
    nameless[start + 28 : start + 30] = b"\0\0"  # the length of the name in the directory
    nameless[start + 30 : start + 32] = b"\x01\0"  # its letter becomes the extra field
    ((name, content),) = expand(bytes(nameless), "a.zip") or ()
    assert name == "a.zip/file"
    assert isinstance(content, SourceError)
    assert content.kind is QuarantineKind.CORRUPT_ZIP
