"""The plugin works whichever of the two is imported first."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize("first", ["pipeline.web", "datasette.app"])
def test_the_hooks_are_there_whatever_was_imported_first(first: str) -> None:
    program = (
        f"import {first}, pipeline.web\n"
        "from datasette.plugins import pm\n"
        "hooks = [hook.name for hook in pm.get_hookcallers(pipeline.web)]\n"
        "print('register_routes' in hooks)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "True"
