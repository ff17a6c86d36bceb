"""Imported first by the process that children are forked from."""

from __future__ import annotations

import gc
import os
import sys
from types import ModuleType

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OMP_THREAD_LIMIT"):
    os.environ.setdefault(_name, "1")  # the build itself uses every core, one child each

gc.disable()  # what is loaded stays, so that to look for garbage in it costs an eighth for nothing

_COMMANDS = ModuleType("spacy.cli.info")
vars(_COMMANDS)["info"] = None
sys.modules[_COMMANDS.__name__] = _COMMANDS
"""In place of all that spaCy takes of its own command line, which loads 360 modules that a build never calls."""
