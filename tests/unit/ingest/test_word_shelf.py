from __future__ import annotations

import pytest

from pipeline.ingest.word.shelf import Shelf
from tests.support.word_package import W, style

GRID = style("Grid", kind="table")
BODY = style("Body")
LATENT = '<w:latentStyles w:count="2"><w:lsdException w:name="heading 1"/></w:latentStyles>'


def part(inside: str) -> bytes:
    return f'<w:styles xmlns:w="{W}">{inside}</w:styles>'.encode()


@pytest.mark.parametrize(
    ("written", "left"),
    [
        pytest.param(GRID + BODY + GRID, BODY, id="table styles"),
        pytest.param(LATENT + BODY, BODY, id="latent styles"),
        pytest.param(BODY, BODY, id="nothing to take"),
        pytest.param("<!-- " + GRID, "<!-- " + GRID, id="a comment"),
        pytest.param(GRID.replace("Grid", "Gitteré"), GRID.replace("Grid", "Gitteré"), id="accent"),
        pytest.param(GRID.replace("Grid", "A&amp;B"), GRID.replace("Grid", "A&amp;B"), id="entity"),
        pytest.param(
            '<w:style w:type="table" w:styleId="Bare"/>' + GRID,
            '<w:style w:type="table" w:styleId="Bare"/>',
            id="an empty style",
        ),
        pytest.param("<w:style " + GRID, "<w:style ", id="broken"),
        pytest.param(LATENT[:-5] + BODY, LATENT[:-5] + BODY, id="latent styles without end"),
    ],
)
def test_only_table_styles_that_stand_whole_are_laid_aside(written: str, left: str) -> None:
    assert Shelf().fill(part(written)) == part(left)


def test_a_part_in_other_words_is_left_as_it_is() -> None:
    other = part(GRID).replace(b"w:", b"x:").replace(b":w=", b":x=")
    assert Shelf().fill(other) == other


def test_a_style_is_parsed_when_it_is_asked_for_and_the_first_of_a_key_counts() -> None:
    shelf = Shelf()
    shelf.fill(part(GRID + style("Grid", name="Other", kind="table")))
    element = shelf.style("Grid")
    assert element is not None
    assert [child.get(f"{{{W}}}val") for child in element] == ["Grid"]
    assert shelf.style("Body") is None


def test_a_broken_style_is_as_good_as_none() -> None:
    shelf = Shelf()
    shelf.fill(part(style("Grid", kind="table", inside="<w:rPr>")))
    assert shelf.style("Grid") is None
