from __future__ import annotations

import subprocess
import sys

FORKED = """
import gc
import pipeline.build.preload
loading = gc.isenabled()
import pipeline.build.settled
print(loading, gc.isenabled(), gc.get_freeze_count() > 0)
"""

UNDERSTANDING = """
import sys
import pipeline.build.preload
from pipeline.build.warm import warm
warm()
print("spacy" in sys.modules, "spacy.cli" in sys.modules)
"""


def test_children_collect_garbage_of_their_own_alone() -> None:
    found = subprocess.run(
        [sys.executable, "-c", FORKED], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["False", "True", "True"]


def test_children_understand_without_the_command_line_of_spacy() -> None:
    found = subprocess.run(
        [sys.executable, "-c", UNDERSTANDING], capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["True", "False"]
