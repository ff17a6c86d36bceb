"""A build with the stand-ins as a program of its own, to be killed: ARCHIVE OUTPUT [JOBS]."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.build import Build
from pipeline.errors import ConfigError, StoreError
from tests.support.builds import link
from tests.support.readers import PLAIN


def main() -> int:
    """Build; give the exit status that the command line gives."""
    archive, output, jobs = Path(sys.argv[1]), Path(sys.argv[2]), int([*sys.argv, "1"][3])
    try:
        report = Build(archive, output, jobs=jobs, plain=PLAIN, link=link).run()
    except ConfigError as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except StoreError as error:
        sys.stderr.write(f"{error}\n")
        return 3
    return 1 if report.quarantined else 0


if __name__ == "__main__":
    sys.exit(main())
