"""Taking the names of reviewers out of a copy of the register, and what they wrote."""

from __future__ import annotations

import sqlite3

from pipeline.publish.editing import tell

NAMELESS = "withheld"
"""What stands for a name, a reason and a hash where the schema asks for some word.

The hash of a correction is one over who said it and why, so that it would let a guess be checked.
"""

STATEMENTS = (
    # what bears on a row that is here stays, without who said so and why
    """
  delete from corrections where applies = 0 or kind in ('undo', 'not-an-action', 'reject-link')
    or not exists (select 1 from actions a where a.id = corrections.row_id)
    and not exists (select 1 from action_events e where e.id = corrections.row_id)
    and not exists (select 1 from action_links l where l.id = corrections.row_id)
""",
    """
  update corrections set made_by = 'withheld', reason = 'withheld', note = null, words = null,
    words_sha256 = null, document_name = null, document_sha256 = null, outcome = null,
    made_on = substr(made_on, 1, 10), previous_hash = 'withheld', hash = 'withheld'
""",
    """
  update hand_closings set closed_by = 'withheld', note = 'withheld', document_name = null,
    document_sha256 = null
""",
    "update action_links set reason = 'Confirmed by a person.' where reason like 'Confirmed by %'",
    """
  update hand_closings
  set correction_id = (select 'cor-' || number from corrections where id = correction_id)
""",
    "update corrections set id = 'cor-' || number",
    "update runs set archive = 'withheld', archive_key = 'withheld', corrections_head = null",
    """
  update runs set inputs = 'withheld', counts = coalesce(
    json_object('files', json_extract(counts, '$.files')), '{}'
  )
""",
)


def unname(copy: sqlite3.Connection) -> list[str]:
    """Take out who reviewed, why, and what they rest it on; give the names and reasons that went.

    Goes before rows that hang on a correction are looked at, since keys change.
    """
    told = [
        word
        for row in copy.execute("select made_by, reason, note, document_name from corrections")
        for word in row
        if word
    ]
    told += [
        word
        for row in copy.execute("select closed_by, note, document_name from hand_closings")
        for word in row
        if word
    ]
    (count,) = copy.execute("select count(*) from corrections").fetchone()
    for statement in STATEMENTS:
        copy.execute(statement)
    tell(
        copy, "reviewer", "corrections",
        "Who corrected the register, why, and on which paper it rests.", count=count,
    )  # fmt: skip
    return told
