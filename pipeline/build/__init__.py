"""The composition: a folder of minutes in, a register out."""

from __future__ import annotations

from pipeline.build.completeness import Counts, Gap
from pipeline.build.run import Build, Report
from pipeline.build.watch import Watch

__all__ = ["Build", "Counts", "Gap", "Report", "Watch"]
