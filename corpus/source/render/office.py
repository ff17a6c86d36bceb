"""Let LibreOffice print a Word file, as most offices make their PDFs."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

# LibreOffice takes no time from us in all versions, so we overwrite what it stamps, in place.
_DATE = re.compile(rb"/(CreationDate|ModDate)\s?\(D:\d{14}[^)]*\)")
_XMP = re.compile(rb"<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*<")
_ID = re.compile(rb"/ID \[ <[0-9A-F]{32}>\s+<[0-9A-F]{32}> \]")
_SUM = re.compile(rb"/DocChecksum /[0-9A-F]{32}")


def convert(files: dict[str, bytes]) -> dict[str, bytes]:
    """Turn .docx files into PDFs: stems to bytes in, stems to bytes out.

    One run of LibreOffice prints them all. Raises `FileNotFoundError` where it is not installed.
    """
    program = shutil.which("soffice")
    if program is None:
        message = "LibreOffice (soffice) is needed to print the Word files as PDFs"
        raise FileNotFoundError(message)
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for stem, data in files.items():
            (place / f"{stem}.docx").write_bytes(data)
        command = [
            program,
            f"-env:UserInstallation=file://{place}/profile",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(place / "out"),
            *(str(place / f"{stem}.docx") for stem in files),
        ]
        subprocess.run(  # noqa: S603 - our own files, no shell
            command,
            check=True,
            capture_output=True,
            timeout=300,
            env=os.environ | {"SOURCE_DATE_EPOCH": "1711962000", "HOME": name},
        )
        return {stem: _fixed((place / "out" / f"{stem}.pdf").read_bytes()) for stem in files}


def _fixed(data: bytes) -> bytes:
    """The same PDF with its times and identifiers replaced, byte for byte in place."""
    data = _DATE.sub(_zeros, data)
    data = _XMP.sub(_zeros, data)
    data = _SUM.sub(lambda m: m[0][:14] + b"0" * 32, data)
    found = _ID.search(data)
    if found:
        name = hashlib.md5(_ID.sub(b"", data), usedforsecurity=False).hexdigest().upper().encode()
        data = _ID.sub(lambda m: re.sub(rb"[0-9A-F]{32}", name, m[0]), data)
    return data


def _zeros(match: re.Match[bytes]) -> bytes:
    """The stamp with the same number of bytes and one fixed time."""
    digits = iter(b"20240401090000")
    return re.sub(rb"\d", lambda m: bytes([next(digits, m[0][0])]), match[0])
