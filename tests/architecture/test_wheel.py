"""Installed as a wheel, the program works from any folder, with its models inside."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=root,
        check=True,
        capture_output=True,
    )
    (built,) = out.glob("*.whl")
    return built


def test_every_model_file_template_and_static_file_is_inside(root: Path, wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    models = {f"pipeline/_models/{p.relative_to(root / 'models')}" for p in files(root / "models")}
    site = {str(p.relative_to(root)) for p in files(root / "pipeline" / "web")}
    assert models | site <= inside
    assert "pipeline/schema.sql" in inside
    assert not any(name.startswith(("corpus", "tests", "output")) for name in inside)


def files(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file() and "__pycache__" not in p.parts]


def test_a_wheel_reads_minutes_in_an_empty_folder(root: Path, wheel: Path, tmp_path: Path) -> None:
    place, elsewhere = tmp_path / "installed", tmp_path / "elsewhere"
    elsewhere.mkdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place)
    minutes = next((root / "corpus").rglob("*.txt"))
    ran = subprocess.run(
        [sys.executable, "-c", "from pipeline.cli import main; main()", "check", str(minutes)],
        cwd=elsewhere,
        env={**os.environ, "PYTHONPATH": str(place), "PYTHONSAFEPATH": "1", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    assert "Traceback" not in ran.stderr
    assert ran.stdout.strip()
