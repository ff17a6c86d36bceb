"""Imported once by the process that children are forked from, so that each starts at once."""

from __future__ import annotations

import contextlib
import os
from importlib import import_module

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")  # the build itself uses every core, one child each

for _name in ("pipeline.build.worker", "pipeline.ingest", "pipeline.understand"):
    with contextlib.suppress(ImportError):
        import_module(_name)
