"""Set up the virtual environment with nothing but Python, then run the program or its tests.

`python3 .ci/bootstrap.py run` installs the program, builds the register from corpus/ and opens
the site; `python3 .ci/bootstrap.py test` installs what the tests need as well and passes them.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCKS = {"run": ROOT / "requirements.lock", "test": ROOT / ".ci" / "test.lock"}
OLDEST = (3, 11)


def main() -> int:
    """Install what the task needs, once per lock file, and do the task."""
    task = sys.argv[1] if len(sys.argv) > 1 else ""
    if task not in LOCKS:
        print(__doc__)
        return 2
    if sys.version_info < OLDEST:
        print("Python 3.11 or newer is needed: install it and run this command with it.")
        return 2
    install(LOCKS[task])
    rest = sys.argv[2:]
    os.chdir(ROOT)
    if task == "run":
        built = subprocess.call([VENV / "bin" / "minutes", "build"])
        return built if built > 1 else subprocess.call([VENV / "bin" / "minutes", "serve", *rest])
    return subprocess.call(["sh", ROOT / ".ci" / "checks", *rest])


def install(lock: Path) -> None:
    """Create the environment and install the lock, unless that was done already."""
    stamp = VENV / f"{lock.stem}.stamp"
    wanted = hashlib.sha256(lock.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    uv = shutil.which("uv")
    if not PYTHON.exists():
        create(uv)
    pip = [uv, "pip"] if uv else [str(PYTHON), "-m", "pip", "--disable-pip-version-check"]
    where = ["--python", str(PYTHON)] if uv else []
    print(f"Installing {lock.name} into .venv …", flush=True)
    subprocess.check_call([*pip, "install", *where, "--quiet", "--require-hashes", "-r", str(lock)])
    project = ["--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    subprocess.check_call([*pip, "install", *where, "--quiet", *project])
    stamp.write_text(wanted)


def create(uv: str | None) -> None:
    """Make the virtual environment; Debian keeps what that needs in a package of its own."""
    if uv:
        subprocess.check_call([uv, "venv", "--quiet", "--python", sys.executable, str(VENV)])
        return
    command = [sys.executable, "-m", "venv", str(VENV)]
    if subprocess.call(command, stdout=subprocess.DEVNULL) == 0:
        return
    shutil.rmtree(VENV, ignore_errors=True)
    apt = ["apt-get", "install", "--yes", "--quiet", "python3-venv"]
    if os.geteuid() != 0:
        apt.insert(0, "sudo")
    print("Python's venv module is missing; installing Debian's python3-venv …", flush=True)
    subprocess.call([*apt[:-4], "update", "--quiet"])
    subprocess.check_call(apt)
    subprocess.check_call(command)


if __name__ == "__main__":
    sys.exit(main())
