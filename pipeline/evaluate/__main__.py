"""`python -m pipeline.evaluate GOLD [--errors] [--only FILELIST] [--half HALF]`."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.evaluate import HELD_OUT, WORKED_ON, run


def main() -> None:
    """Print the report of one set of labels."""
    parser = argparse.ArgumentParser(prog="python -m pipeline.evaluate")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--archive", type=Path, help="folder that the labelled paths start from")
    parser.add_argument("--only", type=Path, help="file with one labelled path a line")
    parser.add_argument("--half", choices=(WORKED_ON, HELD_OUT))
    parser.add_argument("--errors", action="store_true", help="print every miss with its words")
    given = parser.parse_args()
    only = given.only.read_text(encoding="utf-8").splitlines() if given.only else None
    report = run(given.gold, given.archive, only, half=given.half, errors=given.errors)
    print(report)  # noqa: T201 - this file is the command


if __name__ == "__main__":
    main()
