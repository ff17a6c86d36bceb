from __future__ import annotations

import collections
import datetime as dt
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from corpus.source.render import gold, office, pdf, text, word
from corpus.source.render.inline import plain
from corpus.source.render.lines import heading_lines, people_lines
from corpus.source.render.model import Source

RENDERED = {".docx", ".pdf", ".txt"}
FULL_DATE = re.compile(r"(Mon|Tues|Wednes|Thurs|Fri)day,? (\d+)\w*,? (\w+),? (20\d\d)")


def words_of(source: Source) -> str:
    lines: list[str] = []
    for block in source.blocks:
        lines += [plain(part) for part in block.texts()]
        lines += heading_lines(block, source.layout) if block.h is not None else []
        lines += people_lines(block) if block.who else []
        lines += [
            person.r for person in block.people if block.layout in {"table", "columns", "stacked"}
        ]
    return "\n".join(lines)


def test_there_are_enough_minutes_in_every_format(sources: list[Source]) -> None:
    formats = collections.Counter(Path(source.file).suffix for source in sources)
    assert sum(source.kind != "tracker" for source in sources) >= 36
    assert formats == {".docx": 20, ".pdf": 20, ".txt": 1}
    assert sum(source.render == "office" for source in sources) == 10


def test_every_file_has_gold_and_every_gold_a_file(corpus: Path, sources: list[Source]) -> None:
    files = {str(path.relative_to(corpus)) for path in corpus.rglob("*") if path.suffix in RENDERED}
    golden = {
        yaml.safe_load(path.read_text("utf-8"))["file"]
        for path in (corpus / "gold").rglob("*.yml")
        if path.name != "register.yml"
    }
    assert files == golden == {source.file for source in sources}


def test_gold_is_what_the_sources_say(corpus: Path, sources: list[Source]) -> None:
    stale = [
        source.file
        for source in sources
        if (corpus / gold.gold_path(source)).read_bytes() != gold.dump(gold.meeting(source))
    ]
    assert stale == []
    assert (corpus / "gold/register.yml").read_bytes() == gold.dump(gold.register(sources))


@pytest.mark.parametrize("render", ["word", "pdf", "text"])
def test_rendering_again_gives_the_committed_bytes(
    corpus: Path, sources: list[Source], render: str
) -> None:
    renderer = {"word": word.render, "pdf": pdf.render, "text": text.render}[render]
    chosen = [source for source in sources if source.render == render][:3]
    for source in chosen:
        assert renderer(source) == (corpus / source.file).read_bytes(), source.file


def test_keys_stand_in_the_printed_words(
    sources: list[Source], printed: Callable[[str], str]
) -> None:
    for source in sources:
        for key, _ in gold.truths(source):
            assert re.sub(r"[\s\-]+", "", key) in printed(source.file), (source.file, key)


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_prints_the_committed_words(
    sources: list[Source],
    printed: Callable[[str], str],
    squeezed: Callable[[bytes, str], str],
) -> None:
    source = next(source for source in sources if source.render == "office")
    (made,) = office.convert({"one": word.render(source)}).values()
    assert squeezed(made, ".pdf") == printed(source.file)


def test_names_headings_owners_and_due_words_are_printed(sources: list[Source]) -> None:
    for source in sources:
        there = words_of(source)
        told = gold.meeting(source)
        expected = [person["name"] for person in told["attendees"]]
        expected += [section["heading"] for section in told["sections"] if section["heading"]]
        expected += [owner for action in told["actions"] for owner in action["owners"]]
        expected += [action["due_text"] for action in told["actions"] if action["due_text"]]
        expected += [item["ref"] for kind in ("actions", "events") for item in told[kind]]
        missing = [found for found in expected if found and found not in there]
        assert missing == [], source.file


def test_every_event_is_about_an_action_raised_before(sources: list[Source]) -> None:
    raised = {
        truth.action: source.date
        for source in sources
        for _, truth in gold.truths(source)
        if truth.action
    }
    for source in sources:
        for _, truth in gold.truths(source):
            if isinstance(truth.event, str):
                assert source.date is not None
                born = raised[truth.event]
                assert born is not None
                assert born < source.date, (source.file, truth.event)


def test_the_register_ends_as_the_author_meant(sources: list[Source]) -> None:
    meant = {
        truth.action: truth.fate
        for source in sources
        for _, truth in gold.truths(source)
        if truth.action and truth.kind == "labelled"
    }
    found = {row["id"]: row["status"] for row in gold.register(sources)}
    assert found == meant
    assert len(found) >= 90


def test_an_action_has_one_id_and_only_a_draft_repeats_it(sources: list[Source]) -> None:
    seen = collections.Counter(
        truth.action
        for source in sources
        if source.version != "draft"
        for _, truth in gold.truths(source)
        if truth.action
    )
    assert max(seen.values()) == 1


def test_only_the_second_force_s_second_year_is_held_out(sources: list[Source]) -> None:
    for source in sources:
        assert source.date is not None
        late = source.date >= dt.date(2023, 4, 1) and source.file.startswith("wexbourne")
        assert (source.split == "held-out") == late, source.file


def test_printed_weekdays_agree_with_the_calendar(sources: list[Source]) -> None:
    seen = 0
    for source in sources:
        for weekday, day, month, year in FULL_DATE.findall(words_of(source)):
            held = dt.datetime.strptime(f"{day} {month} {year}", "%d %B %Y").replace(tzinfo=dt.UTC)
            assert held.strftime("%A").startswith(weekday), (source.file, day, month, year)
            seen += 1
    assert seen >= 30


def test_meetings_and_people_vary(sources: list[Source]) -> None:
    dates = {source.date for source in sources}
    names = {person.n for source in sources for block in source.blocks for person in block.people}
    assert len(dates) >= 38
    assert len(names) >= 60


def test_every_notation_of_fate_occurs(sources: list[Source]) -> None:
    fates = {row["status"] for row in gold.register(sources)}
    told = {truth.status for source in sources for _, truth in gold.truths(source)}
    assert fates >= {"open", "closed", "complete", "closed-superseded", "transferred", "on-hold"}
    assert told >= {"carried-forward", "rescheduled", "reassigned", "disputed", "withdrawn"}
