"""How right the program is: labelled files read again, and every field counted.

`run` compares what each labelled file says; `score_ends` compares the register that follows from
all of them with the true end of each action.
"""

from __future__ import annotations

import hashlib
import mimetypes
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from pathlib import Path

from pipeline.errors import ConfigError, SourceError
from pipeline.evaluate.compare import compare, unread
from pipeline.evaluate.ends import TrueEnd, holds_fates, read_fates, score_ends
from pipeline.evaluate.floors import check_floors
from pipeline.evaluate.labels import REGISTER, read_labels, split_of
from pipeline.evaluate.report import Report
from pipeline.evaluate.score import FileResult, Miss, Score
from pipeline.evaluate.summary import summary
from pipeline.evaluate.truth import Truth
from pipeline.ingest import read
from pipeline.link import link, register
from pipeline.model import Document, Extraction, SourceFile, value
from pipeline.understand import understand

__all__ = [
    "FileResult",
    "Miss",
    "Report",
    "Score",
    "TrueEnd",
    "check_floors",
    "read_fates",
    "run",
    "score_ends",
    "summary",
]

WORKED_ON = "worked-on"
HELD_OUT = "held-out"
_READ = frozenset({".docx", ".doc", ".odt", ".rtf", ".pdf", ".txt", ".xlsx"})


def run(
    gold: Path,
    archive: Path | None = None,
    only: Collection[str] | None = None,
    *,
    half: str | None = None,
    errors: bool = False,
    reader: Callable[[Path, str], tuple[Document, Extraction]] | None = None,
) -> Report:
    """Evaluate the labels of `gold`: a folder of YAML files, or a `.jsonl` file.

    A `register.yml` or a `.jsonl` of fates tells the ends of actions: then every file of the
    folders that it names is read, and only the register that follows is compared.

    `archive` is the folder that the labelled paths start from; unless given, it is the folder of
    the `.jsonl` file, or the parent of the YAML folder. `only` keeps these paths; `half` keeps
    "worked-on" or "held-out" (the rule is in docs/accuracy.md). `errors` asks the report to print
    every miss. Deadlines that name a meeting are refined by the calendar of the evaluated files, and
    where the folder holds a `register.yml` and nothing is left out, the register that follows from
    all files is compared too. `reader` may replace reading and understanding, to use kept values. Raises
    ConfigError where labels are not understood or a labelled file is missing.
    """
    if holds_fates(gold):
        top = gold.parent.parent if gold.name == REGISTER else gold.parent
        return _trace(gold, archive or top, reader or load, errors=errors)
    truths = read_labels(gold)
    root = archive or gold.parent
    if half is not None:
        kept = set(halves([truth.path for truth in truths], half, split_of(gold)))
        truths = tuple(truth for truth in truths if truth.path in kept)
    if only is not None:
        truths = tuple(truth for truth in truths if truth.path in set(only))
    if not truths:
        message = f"{gold}: no labelled file is left to evaluate."
        raise ConfigError(message)
    loaded = [_load(truth, root, reader or load) for truth in truths]
    extractions = [found.extraction for found in loaded if found.extraction is not None]
    links = link(extractions)
    results = tuple(
        unread(truth, found.failure)
        if found.document is None or found.extraction is None
        else compare(truth, found.document, found.extraction, links.dues)
        for truth, found in zip(truths, loaded, strict=True)
    )
    ends = gold / REGISTER
    traced = Report()
    if gold.is_dir() and ends.is_file() and only is None and half is None:
        traced = score_ends(read_fates(ends), register(extractions, links))
    return Report(files=results, register=traced.register, errors=errors)


def halves(paths: Iterable[str], half: str, declared: dict[str, str] | None = None) -> list[str]:
    """The paths of one half.

    Where the labels declare a split, it holds. Else, within each collection (first folder) the
    paths are sorted; positions 0, 2, 4 … are worked on, 1, 3, 5 … held out.
    """
    if half not in {WORKED_ON, HELD_OUT}:
        message = f"There is no half {half!r}: say {WORKED_ON} or {HELD_OUT}."
        raise ConfigError(message)
    chosen = []
    groups: dict[str, list[str]] = defaultdict(list)
    for path in sorted(paths):
        if declared and path in declared:
            if (declared[path] == HELD_OUT) == (half == HELD_OUT):
                chosen.append(path)
        else:
            groups[path.partition("/")[0] if "/" in path else ""].append(path)
    for group in groups.values():
        chosen += group[(0 if half == WORKED_ON else 1) :: 2]
    return sorted(chosen)


def load(root: Path, path: str) -> tuple[Document, Extraction]:
    """Read and understand one file of an archive.

    Raises SourceError where the file cannot be read, ConfigError where it is missing.
    """
    try:
        data = (root / path).read_bytes()
    except OSError as error:
        message = f"The labelled file {path} is not in {root}."
        raise ConfigError(message) from error
    source = SourceFile(
        sha256=hashlib.sha256(data).hexdigest(),
        path=path,
        media_type=mimetypes.guess_type(path)[0] or "",
        size=len(data),
    )
    document = read(data, source)
    return document, understand(document)


def _trace(
    fates: Path,
    root: Path,
    reader: Callable[[Path, str], tuple[Document, Extraction]],
    *,
    errors: bool,
) -> Report:
    ends = read_fates(fates)
    extractions = []
    for group in sorted({end.group for end in ends}):
        for path in sorted((root / group).rglob("*")):
            if path.is_file() and path.suffix.casefold() in _READ:
                try:
                    extractions.append(reader(root, path.relative_to(root).as_posix())[1])
                except SourceError:
                    continue  # what it would have shown is counted as missed
    return score_ends(ends, register(extractions, link(extractions)), errors=errors)


@value
class _Loaded:
    """A labelled file that was read, or why it could not be."""

    document: Document | None = None
    extraction: Extraction | None = None
    failure: str = ""


def _load(
    truth: Truth, root: Path, reader: Callable[[Path, str], tuple[Document, Extraction]]
) -> _Loaded:
    try:
        document, extraction = reader(root, truth.path)
    except SourceError as error:
        return _Loaded(failure=error.message)
    return _Loaded(document=document, extraction=extraction)
