"""The fixtures that every folder of tests shares."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer to rewrite the snapshots of tests/golden, and to damage many times as many files."""
    parser.addoption("--update-golden", action="store_true", help="rewrite tests/golden")
    parser.addoption("--thorough", action="store_true", help="twenty times as many damaged files")


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the checkout's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the private test archive beside the checkout, or skip loudly where there is none."""
    place = Path(os.environ.get("MINUTES_SHARED", ROOT.parent / "shared"))
    if not place.is_dir():
        message = "the private test archive (../shared) is absent: tests over it are skipped"
        pytest.skip(message)
    return place


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the very end what was not tested, so that no skip goes unseen."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = sorted({str(report.longrepr[2]) for report in skipped})
    for reason in reasons:
        terminalreporter.write_line(f"NOT TESTED: {reason}", yellow=True, bold=True)
