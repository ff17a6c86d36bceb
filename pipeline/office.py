"""LibreOffice as a converter: a process of its own, a throw-away profile, no macros, no links."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SECONDS = 60
"""The longest that a conversion may take."""

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
_NOWHERE = "http://127.0.0.1:9"  # the discard port: whatever is asked for is refused


def command() -> str | None:
    """The path of LibreOffice, or None where it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(data: bytes, ending: str, to: str, seconds: int = SECONDS) -> bytes | None:
    """The file `data`, named by its `ending` (".doc"), in another format; None where that fails.

    `to` is LibreOffice's name of the format: "docx", "pdf". After `seconds` it is given up.
    """
    program = command()
    if program is None:
        return None
    with tempfile.TemporaryDirectory(prefix="minutes-") as folder:
        home = Path(folder)
        profile = home / "profile" / "user"
        profile.mkdir(parents=True)
        (profile / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        file = home / f"file{ending}"
        file.write_bytes(data)
        # If our own process is killed, `timeout` (coreutils) still ends the converter.
        guard = shutil.which("timeout")
        arguments = [
            *([guard, "-s", "KILL", str(seconds)] if guard else []),
            program,
            f"-env:UserInstallation={(home / 'profile').as_uri()}",
            *("--headless", "--norestore", "--nologo", "--nofirststartwizard", "--nolockcheck"),
            *("--convert-to", to, "--outdir", str(home / "out"), str(file)),
        ]
        if not _run(arguments, home, seconds):
            return None
        made = home / "out" / f"file.{to}"
        return made.read_bytes() if made.is_file() else None


def _run(arguments: list[str], home: Path, seconds: int) -> bool:
    """Run a converter to its end; whatever it started is ended with it."""
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), _NOWHERE)
    keep = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    environment = {**keep, **proxies, "HOME": str(home), "TMPDIR": str(home), "no_proxy": ""}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own arguments, no shell
            arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=environment,
            cwd=home,
            start_new_session=True,
        )
    except OSError:
        return False
    try:
        return process.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process and those that it started: the wrapper leaves its child behind."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, 9)
    process.wait()
