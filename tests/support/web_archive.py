"""The source files behind the invented register, so that the site can show their pages."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Paragraph, SimpleDocTemplate


def build(register: Path, archive: Path) -> None:
    """Write the board's PDF of January 2024 and its Word file of March below `archive`.

    Their true hashes go into `register`.
    """
    db = sqlite3.connect(register)
    path, text = db.execute("select path, text from documents where id = 'doc-board-1'").fetchone()
    file = archive / path
    file.parent.mkdir(parents=True)
    style = getSampleStyleSheet()["Normal"].clone("minutes", fontSize=12, leading=17, spaceAfter=9)
    lines = [Paragraph(line.replace("\t", " &nbsp; "), style) for line in text.splitlines()]
    SimpleDocTemplate(str(file), pagesize=A4, title="Minutes").build(lines)
    _held(db, "doc-board-1", file)
    path, text = db.execute("select path, text from documents where id = 'doc-board-3'").fetchone()
    document = Document()
    for line in text.splitlines():
        document.add_paragraph(line)
    document.save(str(archive / path))
    _held(db, "doc-board-3", archive / path)
    db.commit()
    db.close()


def _held(db: sqlite3.Connection, key: str, file: Path) -> None:
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    db.execute("update documents set sha256 = ? where id = ?", (digest, key))
