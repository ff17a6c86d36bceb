"""Minutes put together from notations of the field, with the truth known: for property tests.

A front, a list of people, a way of numbering and forms of decisions are drawn apart from each
other, so that every one meets every other. All names are invented.
"""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import docx
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle, getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table, TableStyle

Person = tuple[str, str, str, str]
"""Name, initials, post, rank."""

PEOPLE: tuple[Person, ...] = (
    ("Priya Holt", "PH", "Police and Crime Commissioner", ""),
    ("Dan Okafor", "DO", "Chief Constable", "CC"),
    ("Marta Lindqvist", "ML", "Deputy Chief Constable", "T/DCC"),
    ("Ivan Petrov", "IP", "Treasurer", "Mr"),
    ("Sian Morgan-Reece", "SMR", "Policy Officer", "Ms"),
    ("Tom O'Dell", "TO", "Chief Executive", "Mr"),
    ("Wen Zhao", "WZ", "Head of Performance", "Ms"),
    ("Aled Rowlands", "AR", "Chief Superintendent", "C/Supt"),
    ("Grace Adeyemi", "GA", "Notetaker", "Mrs"),
)
TITLES = (
    "Northmoor Governance Board",
    "Wexbourne Police and Crime Panel",
    "Eastvale Joint Audit Committee",
    "Harrowdale Strategic Policing Board",
)
SUBJECTS = (
    "Budget Monitoring Report",
    "Estates Strategy",
    "Force Performance",
    "999 call handling",
    "Complaints and Conduct",
    "Treasury Management",
    "HMICFRS Inspections",
    "Road Safety",
    "Workforce Plan",
    "Internal Audit Update",
)


@dataclass(frozen=True)
class Piece:
    """One paragraph, or a table of rows where `rows` is filled."""

    text: str = ""
    look: str = "plain"
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass
class Composed:
    """What was put together, and what a reader must find."""

    title: str
    date: dt.date
    pieces: list[Piece] = field(default_factory=list)
    people: list[tuple[str, str, str]] = field(default_factory=list)
    sections: list[tuple[str, str]] = field(default_factory=list)
    decisions: list[tuple[str, str]] = field(default_factory=list)
    chosen: dict[str, int] = field(default_factory=dict)
    path: str = "board/minutes"

    def add(self, text: str, look: str = "plain") -> None:
        """Add a paragraph."""
        self.pieces.append(Piece(text=text, look=look))


def compose(seed: int) -> Composed:
    """Put minutes together; the same seed gives the same minutes."""
    rng = random.Random(seed)  # noqa: S311 - no secret
    day = dt.date(2021, 1, 4) + dt.timedelta(days=rng.randrange(1400))
    made = Composed(title=rng.choice(TITLES), date=day)
    people = rng.sample(PEOPLE[:-1], rng.randint(3, 6))
    away = [one for one in PEOPLE[:-1] if one not in people][: rng.randint(0, 2)]
    for name, forms in (("front", FRONTS), ("people", LISTS), ("business", ITEMS)):
        made.chosen[name] = rng.randrange(len(forms))
    FRONTS[made.chosen["front"]](made, rng)
    LISTS[made.chosen["people"]](made, rng, [*people, PEOPLE[-1]], away)
    ITEMS[made.chosen["business"]](made, rng)
    return made


# Fronts


def _long(day: dt.date, rng: random.Random, *, year: bool = True, weekday: bool = True) -> str:
    suffix = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}.get(day.day, "th")
    number = f"{day.day}{suffix}" if rng.random() < 0.5 else str(day.day)
    parts = [f"{day:%A}" if weekday else "", number, f"{day:%B}", str(day.year) if year else ""]
    return " ".join(part for part in parts if part)


def _title_lines(made: Composed, rng: random.Random) -> None:
    made.add(made.title, "bold")
    made.add("Notes of Meeting")
    made.add(_long(made.date, rng))
    made.add("14:00 – 16:30, Alder Room, Headquarters")


def _labels(made: Composed, rng: random.Random) -> None:
    made.add(f"{made.title} – Minutes", "bold")
    label = rng.choice(["Date", "Meeting date", "Date of meeting", "Day and Date"])
    made.add(f"{label}: {_long(made.date, rng, weekday=rng.random() < 0.5)}")
    made.add("Time: 10.30 am")
    made.add("Venue: Alder Room, Headquarters")


def _sentence(made: Composed, rng: random.Random) -> None:
    text = f"Minutes of the meeting of the {made.title} held on {_long(made.date, rng)} at 9.30 am "
    text += "in the Alder Room, Headquarters"
    made.add(text.upper() if rng.random() < 0.5 else text, "bold")


def _table(made: Composed, rng: random.Random) -> None:
    made.add(made.title, "bold")
    made.add("MINUTES", "bold")
    rows = (
        ("Date", _long(made.date, rng)),
        ("Time", "10:00 – 12:15"),
        ("Venue", "Alder Room, Headquarters"),
    )
    made.pieces.append(Piece(rows=rows))


def _numeric(made: Composed, rng: random.Random) -> None:
    made.add(f"Minutes of the {made.title}", "bold")
    form = rng.choice(["%d/%m/%Y", "%d.%m.%Y", "%d-%b-%Y", "%d %b %Y", "%d.%m.%y"])
    made.add(f"Date: {made.date:{form}}")


def _published(made: Composed, rng: random.Random) -> None:
    later = made.date + dt.timedelta(days=30)
    made.add(f"Published: {_long(later, rng, weekday=False)}")
    made.add(f"{made.title}: minutes of {_long(made.date, rng)}", "bold")
    made.add(f"Approved on {_long(later, rng, weekday=False)}")


def _no_year(made: Composed, rng: random.Random) -> None:
    made.add(made.title, "bold")
    made.add(f"{_long(made.date, rng, year=False)}, 13:30-16:30")
    made.path = f"board/{made.date.year}/minutes"


def _file_only(made: Composed, _rng: random.Random) -> None:
    made.add(made.title, "bold")
    made.add("Minutes")
    made.path = f"board/{made.date:%Y-%m-%d} minutes"


FRONTS: tuple[Callable[[Composed, random.Random], None], ...] = (
    _title_lines,
    _labels,
    _sentence,
    _table,
    _numeric,
    _published,
    _no_year,
    _file_only,
)

# Lists of people

Layout = Callable[[Composed, random.Random, Sequence[Person], Sequence[Person]], None]


def _know(
    made: Composed, here: Sequence[Person], away: Sequence[Person], *, initials: bool = True
) -> None:
    for name, code, _, _ in here:
        made.people.append((name, code if initials else "", "present"))
    for name, code, _, _ in away:
        made.people.append((name, code if initials else "", "apologies"))


def _one_a_line(form: str) -> Layout:
    def layout(
        made: Composed, rng: random.Random, here: Sequence[Person], away: Sequence[Person]
    ) -> None:
        made.add(
            rng.choice(["Attendance", "Present", "Present:", "Attendees", "ATTENDANCE:"]), "bold"
        )
        for name, code, post, rank in here:
            made.add(form.format(name=name, code=code, post=post, rank=rank))
        if away:
            made.add(rng.choice(["Apologies", "Apologies:", "Apologies for absence"]), "bold")
        for name, code, post, rank in away:
            made.add(form.format(name=name, code=code, post=post, rank=rank))
        _know(made, here, away, initials="{code}" in form)

    return layout


def _labelled_lines(
    made: Composed, rng: random.Random, here: Sequence[Person], away: Sequence[Person]
) -> None:
    joint = rng.choice([", ", "; "])
    made.add("Present: " + joint.join(f"{name} ({code})" for name, code, _, _ in here))
    if away:
        made.add("Apologies: " + joint.join(f"{name} ({code})" for name, code, _, _ in away))
    _know(made, here, away)


def _run_on(
    made: Composed, _rng: random.Random, here: Sequence[Person], away: Sequence[Person]
) -> None:
    made.add("Present: " + "; ".join(f"{post} {name} ({code})" for name, code, post, _ in here))
    if away:
        made.add("Apologies: " + "; ".join(name for name, _, _, _ in away))
    for name, code, _, _ in here:
        made.people.append((name, code, "present"))
    made.people += [(name, "", "apologies") for name, _, _, _ in away]


def _two_columns(
    made: Composed, _rng: random.Random, here: Sequence[Person], away: Sequence[Person]
) -> None:
    made.add("Attendees", "bold")
    rows = [("Name", "Role"), *((f"{name} ({code})", post) for name, code, post, _ in here)]
    made.pieces.append(Piece(rows=tuple(rows)))
    if away:
        made.add("Apologies", "bold")
        made.pieces.append(
            Piece(rows=tuple((f"{name} ({code})", post) for name, code, post, _ in away))
        )
    _know(made, here, away)


def _groups(
    made: Composed, _rng: random.Random, here: Sequence[Person], away: Sequence[Person]
) -> None:
    made.add("Present", "bold")
    made.add("OPCC: " + ", ".join(f"{name} ({code})" for name, code, _, _ in here[:2]))
    made.add("Police: " + ", ".join(f"{name} ({code})" for name, code, _, _ in here[2:]))
    if away:
        made.add("Apologies: " + ", ".join(f"{name} ({code})" for name, code, _, _ in away))
    _know(made, here, away)


def _sentence_away(
    made: Composed, _rng: random.Random, here: Sequence[Person], away: Sequence[Person]
) -> None:
    made.add("Present:", "bold")
    for name, code, post, _ in here:
        made.add(f"{name} ({code}) – {post}")
    made.people += [(name, code, "present") for name, code, _, _ in here]
    if away:
        made.add(
            "Apologies were received from " + " and ".join(name for name, _, _, _ in away) + "."
        )
        made.people += [(name, "", "apologies") for name, _, _, _ in away]


def _no_heading(
    made: Composed, _rng: random.Random, here: Sequence[Person], _away: Sequence[Person]
) -> None:
    for name, code, post, _ in here:
        made.add(f"{name} ({code}) – {post}")
    _know(made, here, ())


LISTS: tuple[Layout, ...] = (
    _one_a_line("{name} ({code}) – {post}"),
    _one_a_line("{name} ({code}) {post}"),
    _one_a_line("{name}, {post} ({code})"),
    _one_a_line("{name} – {post} ({code})"),
    _one_a_line("{rank} {name} ({code})"),
    _one_a_line("{rank} {name}, {post}"),
    _labelled_lines,
    _run_on,
    _two_columns,
    _groups,
    _sentence_away,
    _no_heading,
)

# Items and decisions

Decided = tuple[str, str]
DECISIONS: tuple[Decided, ...] = (
    ("Decision: The Board approved the {s} for the coming year.", "approved"),
    ("DECISION – Not supported.", "not-approved"),
    ("RESOLVED – That the {s} be noted.", "noted"),
    ("RESOLVED: that the {s} be approved subject to legal advice.", "approved-conditionally"),
    ("It was RESOLVED that a working party on the {s} be set up.", "resolved"),
    ("RESOLVED to NOTE the report on {s}.", "noted"),
    ("AGREED: that the {s} be brought back in May.", "agreed"),
    ("DECIDED: To set up a reserve for the {s}.", "agreed"),
    ("It was agreed that the {s} would be kept as it is.", "agreed"),
    ("The Panel approved the {s}.", "approved"),
    ("The report on {s} was approved unanimously.", "approved"),
    ("The decision on {s} was deferred until the business case is complete.", "deferred"),
    ("The Committee noted the report on {s}.", "noted"),
    ("The {s} was approved in principle.", "approved-conditionally"),
    ("The virement of £120,000 from reserves to the {s} budget was approved.", "approved"),
    ("The Board did not support the {s} proposal.", "not-approved"),
)
PASSING = (
    "The Chair noted that the figures had improved since the spring.",
    "DO explained that the programme had been approved by the Home Office last year.",
    "Members discussed the paper and asked about the cost of the vehicles.",
    "A further report will be brought once the plan has been agreed.",
    "ML agreed with the point that was made about training.",
    "The force has decided nothing yet, and the matter will be looked at again.",
)


def _business(
    made: Composed, rng: random.Random, number: Callable[[int], str], look: str, join: str = " "
) -> None:
    heads = ["Apologies and Declarations of Interest", "Minutes of the Previous Meeting"]
    heads += rng.sample(SUBJECTS, rng.randint(3, 6))
    heads += ["Any Other Business", "Date of Next Meeting"]
    if not join:
        heads = [head for head in heads if not head[0].isdigit()]
    forms = rng.sample(DECISIONS, min(len(heads) - 2, 5))
    for position, head in enumerate(heads):
        written = number(position + 1)
        made.sections.append((written.strip(" .:").removeprefix("Item "), head))
        made.add(f"{written}{join}{head}" if written else head, look)
        if position == 0:
            made.add("There were no declarations of interest.")
        elif position == 1:
            made.add("The minutes of the last meeting were agreed as a correct record.")
            made.decisions.append(("minutes of the last meeting were agreed", "approved"))
        elif head == "Date of Next Meeting":
            coming = made.date + dt.timedelta(days=28)
            made.add(f"The next meeting will be held on {coming:%A} {coming.day} {coming:%B %Y}.")
        else:
            made.add(f"The paper on {head} was presented and questions were answered at length.")
            made.add(rng.choice(PASSING))
            if head != "Any Other Business" and forms:
                text, outcome = forms.pop()
                made.add(text.format(s=head))
                made.decisions.append((text.format(s=head), outcome))


def _numbers(form: str, look: str, first: int = 1, join: str = " ") -> Callable[..., None]:
    def items(made: Composed, rng: random.Random) -> None:
        def number(n: int) -> str:
            return form.format(
                n=n + first - 1, d=f"{made.date:%d/%m/%Y}", y=f"{made.date:%y}", m=f"{made.date:%m}"
            )

        _business(made, rng, number, look, join)

    return items


ITEMS: tuple[Callable[[Composed, random.Random], None], ...] = (
    _numbers("{n}.", "bold"),
    _numbers("{n}.", "plain"),
    _numbers("{n}", "bold"),
    _numbers("{n}.", "heading"),
    _numbers("{n}.", "bold", join=""),
    _numbers("Ref {n:02}/{d}", "bold"),
    _numbers("Ref/{n:02}/{d}", "plain"),
    _numbers("{n}/{y}", "bold", first=62),
    _numbers("PCP {n}/{y}", "bold", first=20),
    _numbers("{n}.", "bold", first=190),
    _numbers("{n}", "bold", first=741),
    _numbers("Item {n}:", "bold"),
    _numbers("{m}.{y}.{n:02}", "bold"),
    _numbers("", "bold"),
    _numbers("", "heading"),
)


# The forms of a file


def as_word(made: Composed) -> bytes:
    """The minutes as a Word file."""
    file = docx.Document()
    for piece in made.pieces:
        if piece.rows:
            table = file.add_table(rows=len(piece.rows), cols=len(piece.rows[0]))
            for row, cells in zip(table.rows, piece.rows, strict=True):
                for cell, text in zip(row.cells, cells, strict=True):
                    cell.text = text
        elif piece.look == "heading":
            file.add_heading(piece.text, level=2)
        else:
            file.add_paragraph().add_run(piece.text).bold = piece.look == "bold" or None
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def as_pdf(made: Composed) -> bytes:
    """The minutes as a PDF, with lines about the tables."""
    styles = getSampleStyleSheet()
    body: ParagraphStyle = styles["BodyText"]
    look = {"plain": "{}", "bold": "<b>{}</b>", "heading": "<b>{}</b>"}
    story: list[Flowable] = []
    for piece in made.pieces:
        if piece.rows:
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
            story.append(Table([list(row) for row in piece.rows], style=grid))
            continue
        text = piece.text.replace("&", "&amp;").replace("<", "&lt;")
        style = styles["Heading2"] if piece.look == "heading" else body
        story.append(Paragraph(look[piece.look].format(text), style))
    out = io.BytesIO()
    SimpleDocTemplate(out, invariant=1).build(story)
    return out.getvalue()


def as_text(made: Composed) -> bytes:
    """The minutes as plain text."""
    lines: list[str] = []
    for piece in made.pieces:
        lines += ["\t".join(row) for row in piece.rows] if piece.rows else [piece.text]
    return "\n".join(lines).encode()


FORMS: dict[str, Callable[[Composed], bytes]] = {"docx": as_word, "pdf": as_pdf, "txt": as_text}
