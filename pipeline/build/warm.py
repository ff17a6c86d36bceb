"""Imported by the process that children are forked from: they find everything loaded.

A child's first file would else wait a second and more for the models and their patterns, and so
would the first after every replacement of a child.
"""

from __future__ import annotations

import contextlib
import hashlib

from pipeline.ingest import read
from pipeline.model import SourceFile
from pipeline.understand import understand

MINUTES = b"""Hartwell Board
Minutes of the meeting held on Wednesday 12th June 2024 at 14:00 in the Alder Room
Present: Priya Holt (PH), Chair. Apologies: Jonah Reed
1. Minutes of the last meeting
Action 07/2024 - Complete. The minutes were agreed.
2. HMICFRS
ACTION: PH to report on the PEEL recommendation by the end of July.
Next meeting: Wednesday 17 July 2024
"""


def warm() -> None:
    """Understand invented minutes, which loads the models and compiles their patterns."""
    digest = hashlib.sha256(MINUTES).hexdigest()
    source = SourceFile(sha256=digest, path="warm.txt", media_type="", size=len(MINUTES))
    understand(read(MINUTES, source))


with contextlib.suppress(Exception):  # a model file that is wrong is told of by the first child
    warm()
