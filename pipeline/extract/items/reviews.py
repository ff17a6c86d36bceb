"""Events of the items that review earlier actions: by number, by subject, and in plain prose."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.items import matters, statuses
from pipeline.extract.items.data import compiled
from pipeline.extract.items.dated import told as judged
from pipeline.extract.items.drafts import DraftAction, DraftUpdate
from pipeline.extract.items.matters import Matter, Told
from pipeline.extract.passages import Passage
from pipeline.extract.reading import REVIEWS, Reading
from pipeline.model import CLOSING, Grade, SectionRole, Span, replace

RULES = ("update.ref-line", "update.subject-line", "update.bracketed-status", "update.matter")


def review(reading: Reading, passage: Passage, ref: str) -> list[DraftUpdate]:
    """What a paragraph of a review tells of earlier actions, matter by matter; `ref` is their number.

    "674 – the action was passed to BU"; "MARAC referrals – the letter was received. Complete.";
    "the contract has been let (CLOSED)"; "The bin has been replaced."
    """
    about = arising(reading, passage.section)
    reviews = about or reading.role(passage.section) in REVIEWS
    if not reviews or _corrects(reading, passage, arising=about):
        return []
    text = passage.text
    if text.endswith(":"):
        return _below(reading, passage) if about else []
    if found := matters.numbered(text, ref):
        return [_matter(reading, passage, one) for one in found]
    if told := matters.bracketed(text):
        return [_told(passage, one, Grade.STATED, "update.bracketed-status") for one in told]
    if not about:
        return []
    subject = compiled(matters.words().subject_line).match(text)
    return [_matter(reading, passage, _of_subject(subject))] if subject else []


def _below(reading: Reading, passage: Passage) -> list[DraftUpdate]:
    """The matters in the lines below a sentence that says how all of them stand.

    "These had been completed:" names no action itself; its list tells of each in prose.
    """
    hit = statuses.settle(passage.text)
    if hit is None or not hit.plain:
        return []
    found: list[DraftUpdate] = []
    for below in reading.passages[passage.index + 1 :]:
        if below.section != passage.section or not below.bullet or statuses.last(below.text):
            break
        found.append(
            DraftUpdate(
                span=Span(start=passage.span.start, end=below.span.end)
                if not found
                else below.span,
                rule="update.matter",
                section=passage.section,
                status=hit.status,
                grade=Grade.NARRATIVE,
                quote=below.span,
            )
        )
    return found


def prose(reading: Reading, passage: Passage, acting: Sequence[DraftAction]) -> list[DraftUpdate]:
    """What a paragraph under "Matters arising" reports without a number: "The bin was replaced."."""
    begin = 0 if arising(reading, passage.section) else _begins(reading, passage)
    if begin is None or _bare(passage.text) or _corrects(reading, passage, arising=True):
        return []
    text = passage.text[begin:]
    parts = [(begin + start, begin + end) for start, end in matters.clauses(text)]
    named = {start - begin for start, _ in parts if _acts(reading, passage.text, start)}
    tasks = {
        start - begin
        for start, end in parts
        if any(passage.span_of(start, end).overlaps(one.task) for one in acting)
    }
    return [
        _told(
            passage,
            replace(one, start=begin + one.start, end=begin + one.end),
            Grade.NARRATIVE,
            "update.matter",
        )
        for one in matters.reported(text, party=named, acting=tasks)
    ]


def _acts(reading: Reading, text: str, start: int) -> bool:
    """Whether a party at a place does something; "The Home Office guidance …" is about a thing."""
    party = reading.parties.at(text, start)
    return party is not None and _VERB.match(text, party.end) is not None


_VERB = re.compile(
    r"[\s,]*(?:\([^()]*\)\s*,?\s*)?(?:(?:[a-z]+ly|also|then|now)\s+)?"
    r"(?:has|had|have|was|were|is|are|did|does|will|would|could|can|said|says|gave|gives|felt|thought|"
    r"took|met|sent|wrote|spoke|told|read|to|[a-z]+ed)\b"
)


def _begins(reading: Reading, passage: Passage) -> int | None:
    """Where a paragraph of the item of the last minutes begins to answer earlier actions."""
    if reading.role(passage.section) not in REVIEWS:
        # an item below may hold the matters of the one above: only where it says so itself
        return _said_to_arise(passage)
    return matters.arising(passage.text)


def _said_to_arise(passage: Passage) -> int | None:
    return matters.arising(passage.text) if passage.text.startswith("Matters arising") else None


def arising(reading: Reading, section: int) -> bool:
    """Whether an item is about earlier actions, itself or by "Matters arising" above it."""
    if reading.role(section) is SectionRole.ACTION_REVIEW:
        return True
    sections, at = reading.sections, section
    while at > 0 and not sections[at].number and sections[at].role is SectionRole.ITEM:
        at -= 1
    if at == section or sections[at].role is not SectionRole.ACTION_REVIEW:
        return False
    # a heading with words of its own has no items below it
    return not any(one.section == at for one in reading.passages)


def _corrects(reading: Reading, passage: Passage, *, arising: bool) -> bool:
    """Whether a paragraph puts the last minutes right, by its words or by what stands above it."""
    if matters.corrects(passage.text):
        return True
    return not arising and any(
        one.section == passage.section and matters.announces_corrections(one.text)
        for one in reading.passages[: passage.index]
    )


def _of_subject(found: re.Match[str]) -> Matter:
    return Matter(
        start=0, said=found.end(), end=len(found.string), ref="", subject=found.span("subject")
    )


def _matter(reading: Reading, passage: Passage, matter: Matter) -> DraftUpdate:
    """The event of a matter that a number or a subject begins."""
    said, end = passage.text[matter.said : matter.end], passage.span.start + matter.end
    judgement = judged(said, statuses.settle(said), Grade.STATED, reading.day.held)
    following = reading.passages[passage.index + 1 : passage.index + 2]
    below = next((one for one in following if one.section == passage.section), None)
    if judgement.hit is None and matter.end == len(passage.text) and below and _bare(below.text):
        # the status stands in a line of its own: "Ongoing."
        said, end = below.text, below.span.end
        judgement = judged(said, statuses.settle(said), Grade.STATED, reading.day.held)
    hit = judgement.hit
    return DraftUpdate(
        span=Span(start=passage.span.start + matter.start, end=end),
        rule="update.ref-line" if matter.ref else "update.subject-line",
        section=passage.section,
        status=hit.status if hit else matters.in_prose(said),
        grade=judgement.grade if hit else Grade.NARRATIVE,
        ref=matter.ref,
        quote=passage.span_of(*matter.subject) if matter.subject else None,
        due=reading.due(said) if hit is None or hit.status not in CLOSING else None,
        dated=judgement.dated,
    )


def _bare(text: str) -> bool:
    """Whether a line is a status and nothing else."""
    hit = statuses.last(text)
    return hit is not None and not (text[: hit.start] + text[hit.end :]).strip(" .()[]")


def _told(passage: Passage, one: Told, grade: Grade, rule: str) -> DraftUpdate:
    """The event of words that name no number."""
    return DraftUpdate(
        span=passage.span_of(one.start, one.end),
        rule=rule,
        section=passage.section,
        status=one.status,
        grade=grade,
    )
