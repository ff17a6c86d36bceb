"""Builds small Word files from WordprocessingML, so that tests can hold any construct."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from html import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{REL}" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "styles": ("styles.xml", "styles"),
    "numbering": ("numbering.xml", "numbering"),
    "footnotes": ("footnotes.xml", "footnotes"),
    "endnotes": ("endnotes.xml", "endnotes"),
    "comments": ("comments.xml", "comments"),
    "header": ("header1.xml", "hdr"),
    "footer": ("footer1.xml", "ftr"),
}


def run(text: str, properties: str = "") -> str:
    """A run of words, with the inside of its `rPr`."""
    formatting = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{formatting}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def para(content: str, properties: str = "") -> str:
    """A paragraph; plain text becomes a run. `properties` is the inside of its `pPr`."""
    inside = content if content.startswith("<") or not content else run(content)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{inside}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    """A paragraph of a list."""
    return para(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def cell(content: str, properties: str = "") -> str:
    """A table cell; plain text becomes a paragraph."""
    inside = content if content.startswith("<w:") else para(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def table(*rows: str) -> str:
    """A table of rows, each the cells of a row, or a whole `w:tr`."""
    inside = "".join(row if row.startswith("<w:tr") else f"<w:tr>{row}</w:tr>" for row in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{inside}</w:tbl>"


def box(content: str, *, old: bool = False) -> str:
    """A run with a text box, as Word writes it: a choice, and the same again for old readers."""
    pict = f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"
    if old:
        return f"<w:r>{pict}</w:r>"
    drawing = (
        "<w:drawing><wp:inline><a:graphic><a:graphicData><wps:wsp><wps:txbx>"
        f"<w:txbxContent>{content}</w:txbxContent>"
        "</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
    )
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice>'
        f"<mc:Fallback>{pict}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def document(body: str, prologue: str = "") -> str:
    """The main part."""
    return f"{_DECLARATION}{prologue}<w:document {NAMES}><w:body>{body}<w:sectPr/></w:body></w:document>"


def word_file(
    body: str = "",
    *,
    parts: Mapping[str, str] | None = None,
    extra: Mapping[str, bytes | str] | None = None,
    main: bytes | str | None = None,
    main_name: str = "word/document.xml",
    main_type: str = MAIN,
    relations: str = "",
    drop: frozenset[str] = frozenset(),
) -> bytes:
    """A whole package. `parts` holds the inside of styles, numbering, header and so on by kind."""
    used = {kind: inside for kind, inside in (parts or {}).items() if inside}
    links = "".join(
        f'<Relationship Id="rIdP{at}" Type="{REL}/{kind}" Target="{_PARTS[kind][0]}"/>'
        for at, kind in enumerate(used)
    )
    types = "".join(
        f'<Override PartName="/word/{_PARTS[kind][0]}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for kind in used
    )
    folder, _, name = main_name.rpartition("/")
    members: dict[str, bytes | str] = {
        "[Content_Types].xml": (
            f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Default Extension="html" ContentType="text/html"/>'
            f'<Override PartName="/{main_name}" ContentType="{main_type}"/>{types}</Types>'
        ),
        "_rels/.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">'
            f'<Relationship Id="rId1" Type="{REL}/officeDocument" Target="{main_name}"/></Relationships>'
        ),
        main_name: main if main is not None else document(body),
        f"{folder}/_rels/{name}.rels": (
            f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{links}{relations}</Relationships>'
        ),
    }
    for kind, inside in used.items():
        file, tag = _PARTS[kind]
        members[f"word/{file}"] = f"{_DECLARATION}<w:{tag} {NAMES}>{inside}</w:{tag}>"
    members.update(extra or {})
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for member, content in members.items():
            if member not in drop:
                name_and_day = zipfile.ZipInfo(member, (2024, 5, 1, 9, 0, 0))
                package.writestr(name_and_day, content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def style(
    key: str, *, name: str = "", base: str = "", inside: str = "", kind: str = "paragraph"
) -> str:
    """A style definition."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name or key}"/>{based}{inside}</w:style>'


def level(at: int, form: str, text: str, inside: str = "", start: int = 1) -> str:
    """A level of a list definition."""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>{inside}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        '<w:pPr><w:ind w:left="1700" w:hanging="1700"/></w:pPr></w:lvl>'
    )


def abstract(key: int, *levels: str, inside: str = "") -> str:
    """A list definition."""
    return (
        f'<w:abstractNum w:abstractNumId="{key}"><w:multiLevelType w:val="multilevel"/>{inside}'
        f"{''.join(levels)}</w:abstractNum>"
    )


def num(key: int, of: int, *overrides: str) -> str:
    """A list that uses a definition."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{"".join(overrides)}</w:num>'


def restart(at: int, start: int = 1) -> str:
    """What makes a list begin anew at a level."""
    return f'<w:lvlOverride w:ilvl="{at}"><w:startOverride w:val="{start}"/></w:lvlOverride>'
