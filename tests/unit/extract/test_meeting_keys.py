"""Keys of meetings: two files of one meeting share one, two meetings of one day do not."""

from __future__ import annotations

import pytest

from pipeline.ingest.text import read_text
from pipeline.model import SourceFile
from pipeline.understand import understand

BODY = """Mill Lane Parish Council
{title}
held on 17 May 2023
Present: Ada Finch (AF), Cora Dale (CD)
1. Lamps
Action: CD to write to the county about the lamps
"""


def key(title: str, path: str = "minutes.txt") -> str:
    text = BODY.format(title=title).encode()
    source = SourceFile(sha256="0" * 64, path=path, media_type="text/plain", size=len(text))
    (minutes,) = understand(read_text(text, source)).minutes
    return minutes.meeting.id


@pytest.mark.parametrize(
    "title",
    [
        "Minutes of the Annual Meeting",
        "Minutes of the Annual Parish Meeting",
        "MINUTES OF THE EXTRAORDINARY COUNCIL MEETING",
        "Minutes of a special meeting",
    ],
)
def test_a_meeting_beside_the_ordinary_one_of_the_day_has_its_own_key(title: str) -> None:
    assert key(title) != key("Minutes of the Meeting")
    assert key(title) == key(title, "copy.txt")


def test_an_annual_meeting_and_the_annual_parish_meeting_are_two() -> None:
    assert key("Minutes of the Annual Meeting") != key("Minutes of the Annual Parish Meeting")


def test_a_meeting_named_below_its_date_or_among_its_items_changes_no_key() -> None:
    plain = key("Minutes of the Meeting")
    assert key("Minutes of the Meeting\nheld on 17 May 2023\nNext: Annual Parish Meeting") == plain


@pytest.mark.parametrize("title", ["Minutes of the annual budget", "Notes of the meeting"])
def test_other_titles_change_no_key(title: str) -> None:
    assert key(title) == key("Minutes of the Meeting")
