"""The field in which a body is chosen."""

from __future__ import annotations

from pipeline.web.listing import options
from tests.web.conftest import Get

BODIES = [{"id": "north", "name": "North & South"}, {"id": 'a"b', "name": "<b>" + "x" * 80}]


def test_the_chosen_body_is_selected_and_every_word_is_escaped() -> None:
    north = '<option value="north">North &amp; South</option>'
    other = f'<option value="a&#34;b">&lt;b&gt;{"x" * 56}…</option>'
    assert options(BODIES, "") == north + other
    assert options(BODIES, "north") == north.replace('">', '" selected>') + other
    assert options(BODIES, 'a"b') == north + other.replace('b">', 'b" selected>')
    assert options(BODIES, "nobody") == north + other


async def test_a_list_keeps_the_body_that_was_chosen(get: Get) -> None:
    for page in ("search", "meetings", "decisions", "charts", "people?view=posts&"):
        address = f"/-/{page}{'' if '?' in page else '?'}body=saltmere-panel"
        text = (await get(address)).text
        assert '<option value="saltmere-panel" selected>Saltmere Police Panel</option>' in text
        assert text.count(" selected>Saltmere") == 1
