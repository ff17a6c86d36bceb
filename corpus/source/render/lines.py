"""What every format prints alike: attendance lines and numbered headings."""

from __future__ import annotations

from corpus.source.render.model import Block, Layout, Person


def person_line(person: Person, form: str) -> str:
    """One attendance line: the person's own `line`, else the list's form filled in."""
    if person.line:
        return person.line
    text = form.format(
        n=person.n, i=person.bracket(), r=person.r, rank=person.rank, org=person.org
    ).strip()
    return f"{text} {person.note}".strip()


def people_lines(block: Block) -> list[str]:
    """The lines of an attendance list; a run-on list is one line."""
    lines = [person_line(person, block.form or "{n}") for person in block.people]
    if block.layout == "run":
        return [block.lead + "; ".join(lines)]
    return [block.lead, *lines] if block.lead else lines


def heading_lines(block: Block, layout: Layout) -> list[str]:
    """The printed lines of a heading: number and words on one line or two."""
    words = block.h or ""
    if layout.headings == "caps":
        words = words.upper() if not block.level else words
    if not block.n:
        return [words]
    form = block.form or (layout.number if words else "{n}")
    return form.format(n=block.n, h=words).split("\n")
