"""Imported last by the process that children are forked from, when all is loaded."""

from __future__ import annotations

import gc

gc.freeze()  # children share this memory as long as nobody touches it
gc.enable()
