from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from pipeline.errors import QuarantineKind, SourceError
from pipeline.ingest import package as packages
from tests.support.word_package import MACRO, REL, STRICT_W, W, document, para, run, word_file
from tests.support.word_reading import codes, reading

MINUTES = para("The minutes were agreed.")
TEXT = "The minutes were agreed."

TEMPLATE = "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"


def refusal(data: bytes) -> QuarantineKind:
    with pytest.raises(SourceError) as caught:
        reading(data, "minutes.docx")
    assert caught.value.message.endswith(".")
    return caught.value.kind


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word_file(MINUTES), id="plain"),
        pytest.param(word_file(MINUTES, main_name="word/document2.xml"), id="another name"),
        pytest.param(word_file(MINUTES, main_type=MACRO), id="with macros"),
        pytest.param(word_file(MINUTES, main_type=TEMPLATE), id="template"),
        pytest.param(
            word_file(MINUTES, main_type=MACRO.replace("document", "template")),
            id="template with macros",
        ),
        pytest.param(
            word_file(
                main=document(MINUTES)
                .replace(W, STRICT_W)
                .replace(
                    "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
                    "http://purl.oclc.org/ooxml/officeDocument/relationships",
                )
            ),
            id="strict",
        ),
        pytest.param(
            word_file(main=document(MINUTES).replace("UTF-8", "UTF-16").encode("utf-16")),
            id="UTF-16",
        ),
        pytest.param(
            word_file(MINUTES).replace(b"word/document.xml", b"Word/Document.xml"), id="other case"
        ),
        pytest.param(b"X" * 5000 + word_file(MINUTES), id="junk before"),
        pytest.param(
            word_file(MINUTES, extra={"../../../x.txt": b"x"}), id="a name that leads out"
        ),
    ],
)
def test_any_sound_package_is_read_whole(data: bytes) -> None:
    found = reading(data, "minutes.docx")
    assert found.text == TEXT
    assert not found.partial


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(word_file(MINUTES, drop=frozenset({"[Content_Types].xml"})), id="no types"),
        pytest.param(word_file(MINUTES, drop=frozenset({"_rels/.rels"})), id="no root relations"),
        pytest.param(word_file(MINUTES, main_type="application/xml"), id="wrong type"),
        pytest.param(
            word_file(
                MINUTES,
                relations=f'<Relationship Id="r9" Type="{REL}/image" Target="media/none.png"/>',
            ),
            id="dangling part",
        ),
        pytest.param(
            word_file(
                MINUTES, relations=f'<Relationship Id="r9" Type="{REL}/image" Target="NULL"/>'
            ),
            id="NULL target",
        ),
        pytest.param(word_file(MINUTES) + bytes(70_000), id="junk after"),
    ],
)
def test_a_damaged_package_is_read_and_says_so(data: bytes) -> None:
    found = reading(data, "minutes.docx")
    assert found.text == TEXT
    assert found.partial
    assert "damaged-package" in codes(found)


def test_a_broken_style_sheet_costs_only_the_styles() -> None:
    data = word_file(MINUTES, parts={"styles": "<broken"})
    found = reading(data)
    assert found.text == TEXT
    assert found.partial


def test_no_part_is_lost_where_two_relations_bear_one_name() -> None:
    relation = '<Relationship Id="r9" Type="{0}/{1}" Target="{1}.xml"/>'
    data = word_file(
        MINUTES,
        relations="".join(relation.format(REL, kind) for kind in ("header", "footer")),
        extra={
            "word/header.xml": f'<w:hdr xmlns:w="{W}">{para("Restricted")}</w:hdr>',
            "word/footer.xml": f'<w:ftr xmlns:w="{W}">{para("Page 1")}</w:ftr>',
        },
    )
    assert [one.text for one in reading(data).furniture] == ["Restricted", "Page 1"]


def flipped(data: bytes) -> bytes:
    changed = bytearray(data)
    start = data.find(b"word/document.xml") + len("word/document.xml")
    for at in (start + 20, start + 40):
        changed[at] ^= 0xFF
    return bytes(changed)


def twice(data: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", document(para("Another text")))
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    changed = bytearray(data)
    at = data.rfind(b"PK\x01\x02")
    changed[at + 8] |= 1
    return bytes(changed)


LONG = word_file("".join(para(f"{at} {zlib.crc32(bytes([at % 256]))}") for at in range(500)))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(
            word_file(MINUTES, drop=frozenset({"word/document.xml"})),
            QuarantineKind.MISSING_PART,
            id="no main part",
        ),
        pytest.param(flipped(word_file(MINUTES)), QuarantineKind.CORRUPT_ZIP, id="flipped bytes"),
        pytest.param(LONG[: len(LONG) // 2], QuarantineKind.CORRUPT_ZIP, id="half"),
        pytest.param(LONG[:-10], QuarantineKind.CORRUPT_ZIP, id="last bytes missing"),
        pytest.param(twice(word_file(MINUTES)), QuarantineKind.AMBIGUOUS, id="two main parts"),
        pytest.param(locked(word_file(MINUTES)), QuarantineKind.ENCRYPTED, id="locked zip"),
        pytest.param(
            word_file(main=document(MINUTES, '<!DOCTYPE x [<!ENTITY v "AGREED">]>')),
            QuarantineKind.XML_DTD,
            id="entity",
        ),
        pytest.param(
            word_file(main=document(MINUTES, '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">')),
            QuarantineKind.XML_DTD,
            id="external type",
        ),
        pytest.param(
            word_file(
                main=document(MINUTES, '<!DOCTYPE x [<!ENTITY v "A">]>')
                .replace("UTF-8", "UTF-16")
                .encode("utf-16")
            ),
            QuarantineKind.XML_DTD,
            id="entity in UTF-16",
        ),
        pytest.param(word_file(main=document("<w:p>" * 5000)), QuarantineKind.MALFORMED, id="cut"),
        pytest.param(
            word_file("<w:p>" * 5000 + "</w:p>" * 5000), QuarantineKind.MALFORMED, id="deep"
        ),
        pytest.param(
            word_file(main=document(para("café")).encode("latin-1")),
            QuarantineKind.MALFORMED,
            id="wrong encoding",
        ),
        pytest.param(
            word_file(para(run("bad \x01 letter"))), QuarantineKind.MALFORMED, id="control"
        ),
        pytest.param(word_file(main="<x/>"), QuarantineKind.MALFORMED, id="no body"),
        pytest.param(
            word_file(MINUTES, extra={f"customXml/i{at}.xml": "<a/>" for at in range(2100)}),
            QuarantineKind.TOO_LARGE,
            id="too many parts",
        ),
        pytest.param(
            word_file(MINUTES, extra={"word/media/x.png": bytes(50_000_000)}),
            QuarantineKind.TOO_LARGE,
            id="bomb",
        ),
    ],
)
def test_what_cannot_be_trusted_is_refused_with_its_reason(
    data: bytes, kind: QuarantineKind
) -> None:
    assert refusal(data) is kind


def test_salvage_inflates_no_bomb(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 1_000_000)
    data = word_file(MINUTES, extra={"word/media/x.bin": bytes(3_000_000)}) + bytes(70_000)
    assert refusal(data) is QuarantineKind.TOO_LARGE


def test_properties_are_those_of_the_file() -> None:
    core = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/"><dc:title>Board minutes</dc:title>'
        "<dc:creator>Cal Noe</dc:creator><dcterms:created>2024-05-01T09:00:00Z</dcterms:created>"
        "</cp:coreProperties>"
    )
    found = reading(word_file(MINUTES, extra={"docProps/core.xml": core})).properties
    assert (found.title, found.author, found.created[:10]) == (
        "Board minutes",
        "Cal Noe",
        "2024-05-01",
    )
