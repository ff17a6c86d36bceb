"""A Word file laid out as a PDF by LibreOffice: run in a process of its own.

It reads a JSON request from standard input: `path`, the file, and `to`, where the PDF is put.
The profile is thrown away, macros are off, links are not followed and whatever is asked of the
network is refused. Exit status 0: it is there; 3: the file cannot be laid out.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ENDINGS = frozenset({".docx", ".doc", ".docm", ".dotx", ".dotm", ".odt", ".rtf"})
"""Files that have no pages until they are laid out."""

SECONDS, MEMORY, LARGEST = 45, 4 << 30, 200 << 20
"""Limits of the converter: seconds, bytes of memory, bytes that it may write."""

_NOWHERE = "http://127.0.0.1:9"  # the discard port
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


def program() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def lay_out(file: Path, to: Path) -> bool:
    """Put the PDF of `file` at `to`, whole or not at all; whether it is there."""
    office = program()
    if office is None:
        return False
    with tempfile.TemporaryDirectory(prefix="minutes-") as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        copy = home / f"file{file.suffix.lower()}"
        copy.write_bytes(file.read_bytes())
        guard = shutil.which("timeout")  # if this process is killed, it still ends the converter
        arguments = [
            *([guard, "-s", "KILL", str(SECONDS)] if guard else []),
            office, f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--headless", "--norestore", "--nologo", "--nofirststartwizard", "--nolockcheck",
            "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(home / "out"), str(copy),
        ]  # fmt: skip
        made = home / "out" / "file.pdf"
        if not _run(arguments, home) or not made.is_file():
            return False
        part = to.with_suffix(f".{os.getpid()}.part")
        shutil.copyfile(made, part)
        part.replace(to)
    return True


def _run(arguments: list[str], home: Path) -> bool:
    """Run the converter to its end; whatever it started ends with it."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {**keep, **proxies, "HOME": str(home), "TMPDIR": str(home), "no_proxy": ""}
    process = subprocess.Popen(  # noqa: S603 (our own arguments, no shell)
        arguments, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=environment, cwd=home, start_new_session=True,
    )  # fmt: skip
    try:
        return process.wait(SECONDS) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, 9)
        process.wait()


def main() -> int:
    """Answer one request."""
    os.nice(5)
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    asked = json.load(sys.stdin)
    try:
        return 0 if lay_out(Path(asked["path"]), Path(asked["to"])) else 3
    except OSError as error:
        print(error, file=sys.stderr)  # noqa: T201 (a process's own log)
        return 3


if __name__ == "__main__":
    sys.exit(main())
