"""The composition: a folder of minutes in, a register out."""

from __future__ import annotations

from pipeline.build.completeness import Counts, Gap
from pipeline.build.examine import Examined, examine
from pipeline.build.run import Build, Report, folder_of
from pipeline.build.watch import Watch

__all__ = ["Build", "Counts", "Examined", "Gap", "Report", "Watch", "examine", "folder_of"]
