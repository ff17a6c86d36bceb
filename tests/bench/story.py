"""Invented meetings for measuring: a seeded series of one board each, with actions that close."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Literal

Kind = Literal["title", "line", "heading", "text", "bullet", "row"]
Line = tuple[Kind, str]

_FIRST = [
    "Amy",
    "Ben",
    "Carys",
    "Dev",
    "Ella",
    "Femi",
    "Gwen",
    "Hugh",
    "Iris",
    "Joel",
    "Kate",
    "Liam",
    "Mina",
    "Noor",
    "Owen",
    "Petra",
    "Ravi",
    "Sara",
    "Theo",
    "Una",
    "Vera",
    "Will",
    "Yusuf",
    "Zoe",
]
_LAST = [
    "Alder",
    "Birch",
    "Cotter",
    "Dunmore",
    "Ellery",
    "Farrow",
    "Garth",
    "Holt",
    "Ingram",
    "Jessop",
    "Kerrigan",
    "Larkin",
    "Marlow",
    "Norwood",
    "Oakden",
    "Pryor",
    "Quill",
    "Rowan",
    "Sedge",
    "Thorne",
    "Usher",
    "Vance",
    "Wilder",
    "Yarrow",
]
_PLACES = [
    "Alder",
    "Brack",
    "Carn",
    "Dun",
    "Esk",
    "Fen",
    "Glen",
    "Hart",
    "Inver",
    "Kel",
    "Lang",
    "Mere",
    "Nor",
    "Oak",
    "Penn",
    "Rook",
]
_ENDS = ["mere", "moor", "ford", "well", "ton", "wick", "dale", "shire"]
_ROLES = (
    "Police and Crime Commissioner",
    "Chief Constable",
    "Deputy Chief Constable",
    "Chief Executive",
    "Chief Finance Officer",
    "Head of Policy",
    "Assistant Chief Constable",
    "Head of Estates",
    "Director of People",
)
_TOPICS = (
    "Call handling performance",
    "Revenue budget monitoring",
    "Estates strategy",
    "HMICFRS PEEL inspection update",
    "Serious violence duty",
    "Workforce plan",
    "Fleet and equipment",
    "Victim satisfaction",
    "Custody healthcare contract",
    "Road safety partnership",
    "Information management",
    "Rural crime",
    "Treasury management",
    "Complaints and professional standards",
)
_SUBJECTS = (
    "the Force",
    "the control room",
    "the finance team",
    "the neighbourhood teams",
    "the Board",
    "the contractor",
    "the partnership",
    "the internal auditors",
)
_VERBS = (
    "had reviewed",
    "was working through",
    "set out",
    "had not yet completed",
    "reported on",
    "would need to consider",
    "had published",
    "described",
    "was confident about",
    "asked for more detail on",
)
_OBJECTS = (
    "the plan for the coming year",
    "the demand of the last quarter",
    "the figures in the appendix",
    "the recruitment of officers and staff",
    "the cost of agency workers",
    "the areas for improvement",
    "the response to the consultation",
    "the timetable for the new system",
    "the findings of the survey",
    "the risks in the corporate register",
    "the number of incidents that were closed within a day",
)
_TAILS = (
    "and the position had improved since the spring",
    "although two vacancies remain",
    "which the members welcomed",
    "and there was a discussion of what this means for the public",
    "with {n} cases against {m} in the year before",
    "while the costs stay within {n}% of the budget",
    "so that the work of the district teams can go on",
)
_TASKS = (
    "report back on {o}",
    "circulate a note about {o}",
    "bring a paper on {o} to the next meeting",
    "write to the partners about {o}",
    "provide members with a summary of {o}",
    "review {o} with the auditors",
)
_ENDINGS = (
    "Complete. A note on {o} was circulated.",
    "Ongoing. Work on {o} continues.",
    "Closed. The Board was content with {o}.",
    "Complete.",
    "To be carried forward to the next meeting.",
)


@dataclass
class Board:
    """A board whose meetings follow each other; `open` holds the refs of actions not yet closed.

    `short`: its minutes fill a page, where others fill three or four.
    """

    name: str
    place: str
    people: list[tuple[str, str, str]]
    random: Random
    open: list[str] = field(default_factory=list)
    raised: int = 0
    short: bool = False

    def meeting(self, day: dt.date, following: dt.date) -> list[Line]:
        """The lines of one meeting's minutes, from the title to the date of the next."""
        return list(self._lines(day, following))

    def _lines(self, day: dt.date, following: dt.date) -> Iterator[Line]:
        pick = self.random
        yield "title", self.name
        yield "line", f"Minutes of the meeting held on {_words(day)}"
        yield "line", "14:00 - 16:30, Alder Room, Police Headquarters"
        yield "heading", "Present"
        absent = pick.randrange(3, len(self.people))
        for number, (name, short, role) in enumerate(self.people):
            if number != absent:
                yield "line", f"{name} ({short}) – {role}"
        yield "heading", "Apologies"
        name, short, role = self.people[absent]
        yield "line", f"{name} ({short}) – {role}"
        items = 4 if self.short else max(4, min(40, round(pick.lognormvariate(2.05, 0.45))))
        yield "heading", "1. Minutes of the last meeting and action log"
        yield "text", "The minutes of the last meeting were agreed as a correct record."
        for ref in [one for one in self.open if pick.random() < 0.4]:
            yield "text", f"Action {ref} - {self._filled(pick.choice(_ENDINGS))}"
            self.open.remove(ref)
        for number in range(2, items):
            yield from self._item(number, day)
        yield "heading", f"{items}. Date of the next meeting"
        yield "line", f"{_words(following)}, 14:00, Alder Room"

    def _item(self, number: int, day: dt.date) -> Iterator[Line]:
        pick = self.random
        yield "heading", f"{number}. {pick.choice(_TOPICS)}"
        for _ in range(1 if self.short else pick.randint(1, 3)):
            yield "text", " ".join(self._sentence() for _ in range(pick.randint(2, 6)))
        if pick.random() < 0.15:
            yield "row", "Measure\tTarget\tResult"
            for _ in range(pick.randint(3, 6)):
                said = pick.choice(_TOPICS)
                yield "row", f"{said}\t{pick.randint(50, 99)}%\t{pick.randint(40, 99)}%"
        if pick.random() < 0.25:
            for _ in range(pick.randint(2, 5)):
                yield "bullet", self._sentence()
        if pick.random() < 0.5:
            self.raised += 1
            ref = f"{self.raised:02}/{day.year}"
            owner = pick.choice(self.people)[1]
            due = _words(day + dt.timedelta(days=pick.randint(14, 80)))
            task = self._filled(pick.choice(_TASKS))
            yield "text", f"Action {ref}: {owner} to {task} by {due}."
            self.open.append(ref)
        if pick.random() < 0.2:
            yield "text", f"DECISION: The Board approved {pick.choice(_OBJECTS)}."

    def _sentence(self) -> str:
        pick = self.random
        who = pick.choice([pick.choice(_SUBJECTS), pick.choice(self.people)[1]])
        said = f"{who[0].upper()}{who[1:]} {pick.choice(_VERBS)} {pick.choice(_OBJECTS)}"
        return f"{said}, {self._filled(pick.choice(_TAILS))}."

    def _filled(self, words: str) -> str:
        pick = self.random
        return words.format(o=pick.choice(_OBJECTS), n=pick.randint(1, 400), m=pick.randint(1, 400))


def board(number: int, seed: int, *, short: bool = False) -> Board:
    """The board of a number: the same for the same seed, whatever others are made."""
    random = Random(f"{seed} {number}")  # noqa: S311 - measurements, no secrets
    place = _PLACES[number % len(_PLACES)] + _ENDS[number // len(_PLACES) % len(_ENDS)]
    round_ = number // (len(_PLACES) * len(_ENDS))
    place += (
        f" {['North', 'South', 'East', 'West', 'Upper', 'Lower'][round_ % 6]}" if round_ else ""
    )
    firsts, lasts = random.sample(_FIRST, len(_ROLES)), random.sample(_LAST, len(_ROLES))
    people = [
        (f"{first} {last}", f"{first[0]}{last[0]}", role)
        for first, last, role in zip(firsts, lasts, _ROLES, strict=True)
    ]
    return Board(f"{place} Governance Board", place, people, random, short=short)


def _words(day: dt.date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"
