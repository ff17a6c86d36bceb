"""`minutes check`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.build import Examined, examine
from pipeline.cli import DONE, SET_ASIDE
from pipeline.cli.printing import say, short, table
from pipeline.model import Action, Document, Evidence, Extraction, Minutes, When

Row = tuple[str, str, Evidence]


@click.command(epilog="Example: minutes check 'Board minutes 2024-05-20.docx'")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--db",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A register: names actions of the last meeting that FILE does not mention.",
)
@click.option("--findings", is_flag=True, help="Show only what should be looked at.")
@click.pass_context
def check(ctx: click.Context, file: Path, db: Path | None, *, findings: bool) -> None:
    """Show what would be taken from FILE, and what to look at before it is published.

    Every value comes with its words and rule; no register is written. To be looked at are: actions
    without an owner or a date, dates that contradict each other, references used twice, people who
    act though they sent apologies and, with --db, actions of the last meeting that are not mentioned.

    Exit status: 0 nothing needs a look; 1 something does, or FILE cannot be read.
    """
    from pipeline.cli.findings import findings_of  # noqa: PLC0415 - loads the language libraries

    examined = examine(file)
    count = 0
    for part in examined:
        if not findings:
            _show(part)
        found = findings_of(part, db)
        count += len(found) + bool(part.quarantined)
        table(
            "Look at this before publication",
            ("code", "what", "words"),
            ((one.code, one.message, short(one.words, 100)) for one in found),
        )
    say(f"{count:,} to look at." if count else "Nothing needs a look.")
    ctx.exit(SET_ASIDE if count else DONE)


def _show(part: Examined) -> None:
    if part.quarantined is not None:
        say(part.quarantined.path, "bold")
        say(f"  {part.quarantined.kind}: {part.quarantined.message}")
        return
    assert part.document is not None
    assert part.extraction is not None
    document, extraction = part.document, part.extraction
    say(document.source.path, "bold")
    about = [extraction.version, extraction.kind, extraction.marking, document.source.media_type]
    say(f"  {', '.join(word for word in about if word)}, {document.coverage:.1%} of the words read")
    say()
    for minutes in extraction.minutes:
        _minutes(document, minutes)
    issues = (*document.issues, *extraction.issues)
    table(
        "Doubts",
        ("level", "what", "words"),
        (
            (issue.level, issue.message, short(issue.span.of(document.text)) if issue.span else "")
            for issue in issues
        ),
    )
    _apart(document, extraction)


def _minutes(document: Document, minutes: Minutes) -> None:
    meeting = minutes.meeting
    facts: list[Row] = [("meeting", f"{meeting.body_name}: {meeting.title}", meeting.evidence)]
    facts.append(("held", _day(meeting.held), meeting.evidence))
    facts += [
        (name.replace("_", " "), said, meeting.evidence)
        for name in ("start_time", "end_time", "venue", "chair")
        if (said := getattr(meeting, name))
    ]
    if meeting.next is not None:
        facts.append(
            (
                "next meeting",
                f"{_day(meeting.next.when)} {meeting.next.venue}",
                meeting.next.evidence,
            )
        )
    _table(document, "Meeting", facts)
    _table(
        document,
        "Attendance",
        [
            (
                str(who.status),
                " ".join(w for w in (who.rank, who.name, who.role, who.initials) if w),
                who.evidence,
            )
            for who in minutes.attendees
        ],
    )
    _table(
        document,
        "Sections",
        [
            (
                section.number,
                f"{'  ' * section.level}{section.heading.of(document.text) if section.heading else ''} ({section.role})",
                section.evidence,
            )
            for section in minutes.sections
        ],
    )
    _table(
        document,
        "Actions",
        [
            (
                " ".join(word for word in (action.ref, action.kind) if word),
                _action(action),
                action.evidence,
            )
            for action in minutes.actions
        ],
    )
    _table(document, "Decisions", [(str(d.outcome), d.text, d.evidence) for d in minutes.decisions])
    _table(
        document,
        "Earlier actions",
        [
            (
                " ".join(w for w in (update.ref, update.status) if w),
                f"{update.text} [{update.grade}]",
                update.evidence,
            )
            for update in minutes.updates
        ],
    )
    _table(
        document,
        "Inspections",
        [
            (mention.programme, mention.evidence.span.of(document.text), mention.evidence)
            for mention in minutes.inspections
        ],
    )


def _action(action: Action) -> str:
    owners = "; ".join(owner.name for owner in action.owners) or "none"
    due = _day(action.due) if action.due else "none"
    return f"{action.text} [owners: {owners}; due: {due}]"


def _table(document: Document, title: str, rows: list[Row]) -> None:
    table(
        title,
        ("", "what is taken", "from the words", "by rule"),
        (
            (what, taken, short(evidence.span.of(document.text), 60), evidence.rule)
            for what, taken, evidence in rows
        ),
    )


def _apart(document: Document, extraction: Extraction) -> None:
    """Show what was kept apart from the text: deleted words and comments are worth knowing of."""
    table(
        "Kept apart from the text",
        ("kind", "words", "page"),
        ((piece.kind, short(piece.text), piece.page) for piece in document.furniture),
    )
    if not extraction.minutes:
        say("No minutes were found in it: it is searchable, and nothing is taken from it.")


def _day(when: When) -> str:
    if when.first is None and when.last is None:
        return f"no date ({when.text})" if when.text else "no date"
    days = sorted({str(day) for day in (when.first, when.last) if day})
    return f"{' to '.join(days)} ({when.basis}; {when.text})"
