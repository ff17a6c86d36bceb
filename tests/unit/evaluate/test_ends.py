from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from pipeline.errors import ConfigError, QuarantineKind, SourceError
from pipeline.evaluate import Score, TrueEnd, read_fates, run, score_ends
from pipeline.evaluate.ends import holds_fates
from pipeline.model import Document, Extraction, SourceFile, Status, value
from tests.support.linking import action, meeting, update

ON = dt.date(2023, 2, 15)


@value
class Row:
    path: str = "mill/a.txt"
    ref: str = "1/23"
    text: str = "AF to mend the roof of the mill"
    status: Status = Status.CLOSED
    closed_on: dt.date | None = ON
    evidence_text: str = "1/23 closed"
    hmicfrs: bool = False


def end(
    *,
    closed: bool | None = True,
    status: str = "",
    hmicfrs: bool | None = None,
    path: str = "mill/a.txt",
) -> TrueEnd:
    return TrueEnd(
        group="mill",
        path=path,
        ref="1/23",
        key="mend the roof of the mill",
        closed=closed,
        status=status,
        closed_on=ON if closed else None,
        hmicfrs=hmicfrs,
    )


def test_a_stated_closure_is_right_with_its_day() -> None:
    report = score_ends([end()], [Row()])
    for name in ("actions traced", "stated closures", "closing day"):
        assert report.score(name) == Score(tp=1), name
    assert not report.score("false closed").measured


def test_a_closure_that_was_not_found_is_missed() -> None:
    report = score_ends([end()], [Row(status=Status.OPEN, closed_on=None)])
    assert report.score("stated closures") == Score(fn=1)


def test_another_closing_day_is_wrong() -> None:
    report = score_ends([end()], [Row(closed_on=dt.date(2023, 3, 15))])
    assert report.score("closing day") == Score(fp=1, fn=1)


def test_closed_where_nothing_says_so_is_false() -> None:
    report = score_ends([end(closed=False)], [Row()])
    assert report.score("false closed") == Score(fp=1)
    assert score_ends([end(closed=None)], [Row()]).score("false closed") == Score()


def test_an_action_that_is_not_in_the_register_is_missed_everywhere() -> None:
    report = score_ends([end(hmicfrs=True)], [Row(path="mill/b.txt"), Row(text="other words")])
    for name in ("actions traced", "stated closures", "hmicfrs register"):
        assert report.score(name) == Score(fn=1), name


def test_an_action_whose_file_is_not_held_is_found_elsewhere_in_its_group() -> None:
    assert score_ends([end(path="")], [Row(path="mill/z.txt")]).score("actions traced").tp == 1
    assert score_ends([end(path="")], [Row(path="owl/z.txt")]).score("actions traced").tp == 0


def test_the_exact_status_and_the_inspection_are_compared_where_labelled() -> None:
    report = score_ends([end(status="complete", hmicfrs=True)], [Row()], errors=True)
    assert report.score("final status") == Score(fp=1, fn=1)
    assert report.score("hmicfrs register") == Score(fn=1)
    assert "expected complete" in str(report)


def fate(final: str, *, inferred: bool) -> dict[str, object]:
    return {
        "collection": "mill",
        "ref": None,
        "key": "mend the roof",
        "raised_in": None,
        "raised_on": "2023-01-18",
        "owners": [],
        "final": final,
        "closed_in": "b.txt",
        "closed_on": "2023-02-15",
        "evidence": "",
        "inferred": inferred,
    }


@pytest.mark.parametrize(
    ("final", "inferred", "closed"),
    [
        ("closed", False, True),
        ("closed", True, False),
        ("dropped", True, False),
        ("cancelled", False, False),
        ("superseded", False, None),
        ("superseded", True, False),
    ],
)
def test_only_what_the_minutes_say_counts_as_closed(
    tmp_path: Path, final: str, *, inferred: bool, closed: bool | None
) -> None:
    path = tmp_path / "fates.jsonl"
    path.write_text(json.dumps(fate(final, inferred=inferred)) + "\n", encoding="utf-8")
    (found,) = read_fates(path)
    assert found.closed is closed
    assert found.path == ""
    assert found.closed_on == (ON if closed else None)


def test_a_register_of_labels_is_read(tmp_path: Path) -> None:
    path = tmp_path / "register.yml"
    path.write_text(
        "- {id: M-1, file: mill/a.txt, key: roof, status: complete, closed_on: 2023-02-15}\n",
        encoding="utf-8",
    )
    (found,) = read_fates(path)
    assert (found.group, found.closed, found.status) == ("mill", True, "complete")


def test_fates_that_are_not_understood_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "fates.jsonl"
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"fates\.jsonl"):
        read_fates(path)


def test_a_file_of_fates_is_told_from_other_labels(tmp_path: Path) -> None:
    fates, labels, broken = (tmp_path / f"{name}.jsonl" for name in ("fates", "gold", "broken"))
    fates.write_text(json.dumps(fate("open", inferred=False)) + "\n", encoding="utf-8")
    labels.write_text('{"collection": "mill", "path": "a.pdf"}\n', encoding="utf-8")
    broken.write_text("{", encoding="utf-8")
    assert holds_fates(fates)
    assert holds_fates(tmp_path / "register.yml")
    assert not any(holds_fates(path) for path in (labels, broken, tmp_path / "a.yml"))


def test_fates_are_traced_through_every_file_of_their_folders(tmp_path: Path) -> None:
    path = tmp_path / "fates.jsonl"
    path.write_text(json.dumps(fate("closed", inferred=False)) + "\n", encoding="utf-8")
    (tmp_path / "mill").mkdir()
    for name in ("a.txt", "b.txt", "c.jpg", "d.txt"):
        (tmp_path / "mill" / name).write_text("", encoding="utf-8")
    minutes = {
        "mill/a.txt": meeting("2023-01-18", action("mend the roof", "1/23"), path="mill/a.txt"),
        "mill/b.txt": meeting("2023-02-15", update("1/23"), path="mill/b.txt"),
    }

    def reader(root: Path, path: str) -> tuple[Document, Extraction]:
        if path not in minutes:
            raise SourceError(QuarantineKind.EMPTY, "The file is empty.")
        source = SourceFile(sha256="0", path=path, media_type="text/plain", size=0)
        return Document(source=source, text="", blocks=()), minutes[path]

    report = run(path, reader=reader)
    assert report.score("stated closures") == report.score("closing day") == Score(tp=1)
