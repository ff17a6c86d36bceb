"""Decisions: labelled, resolved, or agreed in a sentence; their outcome, condition and maker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from pipeline.extract.guarded import Family, Guarded, Look, guarded
from pipeline.extract.items.columns import in_columns_of_decisions
from pipeline.extract.items.data import SentenceRule, compiled, items
from pipeline.extract.items.deciders import alone, by_office, with_subject
from pipeline.extract.items.decisions_quoted import ALONE, quoted
from pipeline.extract.items.drafts import DraftDecision
from pipeline.extract.passages import Passage, sentences
from pipeline.extract.reading import REVIEWS, Reading, flat
from pipeline.model import Outcome, SectionRole, Span, replace

RULES = ("decision.label", "decision.label-list", "decision.column")

_LIST_LEAD_END = re.compile(
    r"\w+(?:(?:\s|\s*[:–—-]+\s*)(?:to|that|unanimously))*\s*:?-?\s*$", re.IGNORECASE
)
_ENTRY = re.compile(r"\(?(?:[a-z]|\d{1,2}|[ivx]{1,4})[.)]\s", re.IGNORECASE)


@cache
def _label() -> Guarded:
    words = items().decision
    return guarded(
        rf"(?P<lead>^(?:\d{{1,3}}(?:\.\d{{1,3}})+[.)]?\s+)?|\n|[.!?;:]\s*|\b(?:[Ii]t\s+was|WAS|was)\s+(?:therefore\s+|then\s+|further\s+|also\s+|unanimously\s+)*)"
        rf"(?P<label>{words.label})\b(?:\s+{words.code}(?=\s*[:–—]|\s*$))?(?P<separator>\s*[:–—]+-?|\s*-(?=\s))?\s*"
    )


def decisions(
    reading: Reading, taken: frozenset[int], tasks: Sequence[Span] = ()
) -> list[DraftDecision]:
    """The decisions of a meeting in order; `taken` are passages that quote earlier actions.

    A sentence that the minutes mark as an action (`tasks`) is no decision besides, unless a label
    says so: "It was agreed that a note be sent. (AP1)".
    """
    found: list[DraftDecision] = []
    skip: set[int] = set()
    columns = in_columns_of_decisions(reading)
    names = alone(reading)
    for passage in reading.passages:
        if passage.side or passage.index in taken or passage.index in skip:
            continue
        if passage.index not in columns and not _may_decide(passage):
            continue
        if reading.role(passage.section) is SectionRole.SUMMARY_OF_ACTIONS:
            continue
        labelled = list(_labelled(reading, passage, skip))
        found += labelled
        covered = [decision.span for decision in labelled]
        if passage.index in columns and not labelled:
            found.append(_decision(passage, 0, len(passage.text), passage.text, "decision.column"))
            continue
        found += _prose(reading, passage, covered, tasks, names)
    return _once(reading.document.text, [*found, *_headed(reading)])


def _may_decide(passage: Passage) -> bool:
    """Whether a passage has a word that labels or tells a decision, or goes on from one above it."""
    return not passage.text[:1].isupper() or _deciding().likely(passage.text)


@cache
def _deciding() -> Look:
    return Look((_label(), _stems()))


_OF_HEADINGS = frozenset({"decision.minutes-agreed", "decision.passive", "decision.adopted"})
"""Rules whose sentences stand in the place of a heading: "6. The accounts were approved"."""


def _headed(reading: Reading) -> Iterator[DraftDecision]:
    """Decisions that are all the words of an item, and so its heading."""
    first = {one.section: one for one in reversed(reading.passages)}
    for index, section in enumerate(reading.sections):
        if section.heading is None or index not in first:
            continue
        text = section.heading.of(reading.document.text)
        if _decides_nothing(text):
            continue
        passage = replace(first[index], span=section.heading, text=text)
        yield from (
            one for one in _prose(reading, passage, (), (), frozenset()) if one.rule in _OF_HEADINGS
        )


def _labelled(reading: Reading, passage: Passage, skip: set[int]) -> Iterator[DraftDecision]:
    text = passage.text
    previous_end = -1
    matches = list(_label().finditer(text))
    for position, match in enumerate(matches):
        word = match["label"]
        if match.start("label") < previous_end or not _leads(match, word):
            continue
        if _names_only(text[match.end() :], word):
            continue  # "Decisions – Membership": an entry of an agenda
        end = len(text)
        if position + 1 < len(matches):
            end = _next_label(text, matches[position + 1])
        body = text[match.end() : end].strip()
        if body and not _LIST_LEAD_END.match(text[match.start("label") : end]):
            stop = _extent(text, match.end(), end)
            previous_end = stop
            start = _sentence_start(text, match)
            for left, right in _halves(text, match.end(), stop):
                begin = start if left == match.end() else left
                said = text[left:right]
                yield _decision(passage, begin, right, said, "decision.label", label=word)
            if not _ENTRY.match(body):
                continue
        for below in _entries(reading, passage, unmarked=not body or not _ENTRY.match(body)):
            skip.add(below.index)
            for left, right in _halves(below.text, 0, len(below.text)):
                said = below.text[left:right]
                yield _decision(below, left, right, said, "decision.label-list", label=word)


def _entries(reading: Reading, passage: Passage, *, unmarked: bool) -> Iterator[Passage]:
    """The entries of the list below a label; `unmarked`: the first of them may bear no mark."""
    for below in reading.passages[passage.index + 1 : passage.index + 30]:
        listed = below.bullet or _ENTRY.match(below.text)
        first = unmarked and below.index == passage.index + 1
        if below.section != passage.section or not (listed or first):
            break
        yield below
        if not listed:
            break


def _next_label(text: str, match: re.Match[str]) -> int:
    """Where the decision before another label ends: at that label, or at its "It was"."""
    if match["separator"]:
        return match.start("label")
    spoken = match["lead"][:2].casefold() == "it" and _leads(match, match["label"])
    return match.start() if spoken else len(text)


def _needs_mark(label: str) -> bool:
    """Whether a label is one only with a mark after it: "Agreed:", but "Agreed by all"."""
    return re.fullmatch(items().decision.needs_separator, label, re.IGNORECASE) is not None


def _names_only(body: str, label: str) -> bool:
    """Whether a plural label has only a subject after it, and nothing that was decided."""
    plural = label.casefold().endswith("decisions")
    return plural and 0 < len(body.split()) <= FEW and not _telling(body)


FEW = 2
"""Words of a subject that decide nothing."""


def _halves(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of a decision that decide two things: "Not supported …; the other was approved"."""
    for cut in _CUT.finditer(text, start, end):
        said, more = text[start : cut.start()], text[cut.end() : end]
        decided = _DECIDED.search(more) and (_DECIDED.search(said) or _NOTED.search(said))
        if decided and outcome_of(said) is not outcome_of(more):
            return [(start, cut.start() + (cut[0][0] == ".")), (cut.end(), end)]
    return [(start, end)]


_CUT = re.compile(r";\s*|\.\s+(?=[A-Z])")
_DECIDED = re.compile(
    r"\b(?:approved|agreed|supported|deferred|refused|rejected|accepted)\b", re.IGNORECASE
)
_NOTED = re.compile(r"\bnoted\b", re.IGNORECASE)


def _leads(match: re.Match[str], word: str) -> bool:
    """Whether the word is a label: it begins a sentence, or stands in capitals after "it was"."""
    if _needs_mark(word) and not match["separator"] and not word.isupper():
        return False
    lead = match["lead"].strip().lower()
    if not lead or lead[0] in ".!?;:" or lead[0].isdigit():
        return bool(match["separator"]) or word.isupper() or word in {"Resolved", "Decided"}
    return word.isupper()


def _sentence_start(text: str, match: re.Match[str]) -> int:
    """The start of the label, or of the "It was" before it."""
    lead = match["lead"]
    if lead.strip() and lead.strip()[0].isalpha():
        before = text[: match.start()]
        return match.start() if not before.endswith("It ") else match.start() - 3
    return match.start("label")


def _extent(text: str, body: int, end: int) -> int:
    """A decision ends with its paragraph, or before the next label in it."""
    stop = re.search(
        r"(?:(?<=[.!?)])|(?<=\n))\s*(?:ACTIONS?|Actions?)\s*(?:[:–—-]|[\w/]*\d)", text[body:end]
    )
    limit = body + stop.start() if stop else end
    return body + len(text[body:limit].rstrip())


_AGREEING = frozenset({"decision.it-was-agreed", "decision.body-agreed", "decision.capitals"})
"""Rules whose sentences may agree on a task alone; the others name a thing that was decided."""

_NAMED = re.compile(r"\b(?:APPROVED|ENDORSED|RATIFIED|REJECTED|REFUSED)\b")
"""Verbs in capitals that name a thing, and no task: "The Board APPROVED the awards. Action: Clerk"."""

CLIPPED = "decision.clipped"

CLAUSE = 12
"""Code points after "it was agreed" in which "to be" still takes it back."""


def _decides_nothing(text: str) -> bool:
    """Whether words lack what decides, and no body above adds it, as it may to an entry of its list."""
    return text[:1].isupper() and not _stems().likely(text)


def _telling(text: str) -> bool:
    """Whether a text has a stem of words that decide: a cheap look before the dear ones."""
    return _stems().search(text) is not None


@cache
def _stems() -> Guarded:
    return compiled(items().decision_stems, ignore_case=True)


def _undecided(key: str, text: str) -> bool:
    """Whether words take a sentence out again; `key` names them in the model file."""
    words = items().not_yet if key == "not_yet" else items().not_decisions
    return compiled(words, ignore_case=True).search(text) is not None


_NUMBERED = re.compile(r"^(?:\(?\d{1,3}(?:\.\d{1,3})+\)?\.?|\([a-z]{1,3}\))\s+(?=\S)")
"""The number of a paragraph before its sentence: "4.2 The report was noted."."""

_CORRECTION = re.compile(r"\W*(?:item|minute|page)\s+\d[\w./]*\s*[–—:-]", re.IGNORECASE)
"""How a correction to the last minutes begins: "Item 4 – The lamp paper was agreed."."""


def _prose(
    reading: Reading,
    passage: Passage,
    covered: Sequence[Span],
    tasks: Sequence[Span],
    names: frozenset[str],
) -> Iterator[DraftDecision]:
    """Sentences that decide without a label; `names` are those of people who decide alone."""
    if _decides_nothing(passage.text):
        return
    corrects = reading.role(passage.section) in REVIEWS
    above, begin = "", 0
    for start, end in sentences(passage.text):
        above, begin = passage.text[begin:start], start
        text = _NUMBERED.sub("", flat(passage.text[start:end]))
        if not start:
            text = with_subject(reading, passage, text)
        if not _stems().likely(text):
            continue
        span = passage.span_of(start, end)
        if any(span.overlaps(other) for other in covered):
            continue
        if corrects and _CORRECTION.match(text):
            continue
        task = any(span.overlaps(other) for other in tasks)
        judged = by_office(text, above, names)
        rule, said = _rule(judged, reading.heading(passage.section), task=task)
        if rule == CLIPPED and _viewed(reading, passage.text, start):
            continue
        if rule and _telling(text):  # mostly true where a rule holds, and dear
            yield quoted(reading, passage, _decision(passage, start, end, said, rule))


def _viewed(reading: Reading, text: str, start: int) -> bool:
    """Whether a sentence only tells a person's view: "Councillor Reed agreed."."""
    party = reading.parties.at(text, start)
    return party is not None and _DOES.match(text, party.end) is not None


_DOES = re.compile(r"\s+(?:\w+ly\s+|not\s+)?(?:\w+ed\b|signed\s+off)")


def _rule(text: str, heading: str, *, task: bool) -> tuple[str, str]:
    """The rule by which a sentence decides, and its words up to what is still to come; else "".

    A sentence that also sets a `task` must name a thing that was decided.
    """
    for rule, pattern in _rules().likely(text):
        found = pattern.search(text)
        if found is None:
            continue
        limit = compiled(items().exception, ignore_case=True).search(text)
        near = judged = text[: limit.start()] if limit else text
        if rule.id in _AGREEING:
            # what was agreed may itself speak of approvals to come
            near = judged[_clause(judged, found.start()) : found.end() + CLAUSE]
        if _undecided("not_decisions", judged) or _undecided("not_yet", near):
            break
        if rule.id == ALONE and compiled(items().view_subject).search(heading):
            break  # "24/01191/F The Barn – Approved": what another body decided
        if task and rule.id in _AGREEING and not _NAMED.search(found[0]):
            continue
        later = compiled(items().not_yet, ignore_case=True).search(text, found.end())
        return rule.id, text[: later.start()] if later else text
    return "", ""


@cache
def _rules() -> Family[SentenceRule]:
    rules = items().decision_sentences
    return Family((rule, compiled(rule.words, ignore_case=True)) for rule in rules)


def _clause(text: str, at: int) -> int:
    """Where the clause begins that agrees: "Ada asked the Board to agree | and the Board agreed"."""
    starts = [match.start() for match in _CLAUSES.finditer(text, 0, at)]
    return starts[-1] if starts else 0


_CLAUSES = re.compile(r"(?:;|,?\s+and)\s+(?=(?:the|it)\s)", re.IGNORECASE)


def _decision(
    passage: Passage, start: int, end: int, body: str, rule: str, *, label: str = ""
) -> DraftDecision:
    words = flat(body)
    condition = compiled(items().condition, ignore_case=True).search(words)
    maker = compiled(items().makers).search(flat(passage.text[start:end]))
    if maker is None and (logged := _LOGGED.match(passage.text, end)):
        maker = compiled(items().makers).search(logged[0])
    return DraftDecision(
        span=passage.span_of(start, end),
        rule=rule,
        section=passage.section,
        outcome=outcome_of(words, label),
        condition=condition["condition"].strip(" ,") if condition else "",
        maker=next((part for part in maker.groups() if part), "").strip() if maker else "",
    )


_LOGGED = re.compile(
    r"\s*(?:It\s+was\s+)?(?:[Ll]ogged|[Rr]ecorded|[Tt]aken|[Tt]his\s+(?:is|was))\b[^.]*"
)


def outcome_of(words: str, label: str = "") -> Outcome:
    """What the words decided, by the printed word; a label alone decides what it says."""
    resolved = label.casefold().startswith("resol")
    told = f"{label} {words}" if resolved else words
    cut = _EXCEPT.search(told)
    if cut is not None and _DECIDED.search(told, 0, cut.start()):
        told = told[: cut.start()]  # "approved …, except for bid 9, which was rejected"
    for row in items().outcomes:
        if compiled(row.words, ignore_case=True).search(told):
            return row.outcome
    return Outcome.AGREED


_EXCEPT = re.compile(r",?\s+(?:except|save)\s+(?:for|that)\b", re.IGNORECASE)


def _once(text: str, found: Sequence[DraftDecision]) -> list[DraftDecision]:
    """Decisions in order of place, none inside another."""
    kept: list[DraftDecision] = []
    for decision in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if kept and kept[-1].span.contains(decision.span):
            continue
        if kept and _follows(text, kept[-1], decision):
            continue
        while kept and _moves(text, kept[-1], decision):
            kept.pop()
        kept.append(decision)
    return kept


def _moves(text: str, motion: DraftDecision, decision: DraftDecision) -> bool:
    """Whether a motion is what the label just below it resolves: "Moved …, seconded … RESOLVED …"."""
    near = decision.span.start - motion.span.end < NEAR and decision.section == motion.section
    lost = motion.outcome is Outcome.NOT_APPROVED  # the label resolves something else
    labelled = decision.rule in RULES and motion.rule not in RULES and not lost
    return near and labelled and _MOVED.search(motion.span.of(text)) is not None


_MOVED = re.compile(r"\b(?:moved|proposed|put\s+to\s+the\s+vote)\b", re.IGNORECASE)


def _follows(text: str, above: DraftDecision, decision: DraftDecision) -> bool:
    """Whether a decision only reports how the one just above it went: "Motion passed."."""
    near = decision.span.start - above.span.end < NEAR and decision.section == above.section
    return near and _OUTCOME_OF_ABOVE.match(decision.span.of(text)) is not None


NEAR = 200
"""Code points between a motion and the report of its vote."""

_OUTCOME_OF_ABOVE = re.compile(
    r"(?:motion|resolution|vote)\s+(?:was\s+)?(?:passed|carried|approved)\b|(?:approved|carried|passed)\s+"
    r"unanimously|(?:this|it|the\s+motion)\s+was\s+(?:then\s+)?(?:proposed|seconded|carried|passed)\b|"
    r"(?:the\s+)?(?:board|committee|council|panel)\s+(?:then\s+)?(?:approved|agreed|passed)\s+(?:this\s+)?unanimously|"
    r"[^.]{0,60}minutes\s+(?:were\s+)?approved\.?$|the\s+minutes\s+were\s+accepted",
    re.IGNORECASE,
)
