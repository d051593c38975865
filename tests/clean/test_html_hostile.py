"""Pages made to exhaust a parser are read, or refused, in bounded time and memory.

No clock is read here: work out of proportion would show as a test that never ends.
"""

from __future__ import annotations

import resource
from collections.abc import Callable

import pytest

from dateline.clean import html
from dateline.errors import UnreadableError
from dateline.settings import Settings
from drafts import check_blocks

PAGES: dict[str, Callable[[], str]] = {
    "paragraphs left open": lambda: "<p>" * 200_000,
    "end tags": lambda: "</div>" * 200_000,
    "elements nested 100,000 deep": lambda: "<div>" * 100_000 + "text" + "</div>" * 100_000,
    "inline elements nested 100,000 deep": lambda: "<b>" * 100_000 + "text",
    "tables nested 50,000 deep": lambda: "<table><tr><td>" * 50_000 + "text",
    "lists nested 50,000 deep": lambda: "<ul><li>" * 50_000 + "text",
    "links left open": lambda: "<a href=x>" * 200_000 + "text",
    "attributes left open": lambda: '<a href="' * 200_000,
    "tags left open": lambda: "<a " * 500_000,
    "comments left open": lambda: "<!--" * 500_000,
    "scripts left open": lambda: "<script>" * 200_000,
    "titles left open": lambda: "<title>" * 200_000,
    "scripts": lambda: "<script>document.write('<p>text</p>')</script>" * 20_000,
    "a huge attribute": lambda: f'<p class="{"a " * 4_000_000}">text</p>',
    "a huge data URI": lambda: f'<img src="data:image/png;base64,{"A" * 8_000_000}">text',
    "half a million attributes": lambda: f"<p {' '.join(f'a{n}=1' for n in range(500_000))}>text",
    "eight million spaces": lambda: f"<p>text{' ' * 8_000_000}",
    "deep JSON-LD": lambda: f'<script type="application/ld+json">{"[" * 500_000}</script>text',
    "wide JSON-LD": lambda: (
        '<script type="application/ld+json">['
        + '{"@type":"NewsArticle"},' * 50_000
        + "{}]</script>"
    ),
    "metas": lambda: '<meta name="date" content="soon">' * 100_000,
    "a title of separators": lambda: f"<title>{'| ' * 1_000_000}</title>text",
    "a reference without an end": lambda: "<p>&" + "a" * 900_000,
    "a line of dates": lambda: "<p>" + "Monday 4 July " * 20_000,
    "the same line over and over": lambda: "<p>Shells fell on the town.</p>" * 3_000,
}


@pytest.mark.parametrize("name", PAGES)
def test_a_hostile_page_is_read(name: str) -> None:
    draft = html.read(PAGES[name](), Settings())
    check_blocks(draft)
    assert len(draft.text) <= Settings().limits.text_characters


@pytest.mark.parametrize(
    "page",
    ["<p>Shells fell.</p>" * 500_000, "x<br>" * 600_000, "&amp;" * 2_000_000, "text " * 900_000],
    ids=["paragraphs", "lines", "references", "running text"],
)
def test_a_page_with_too_much_text_is_refused_before_it_is_all_read(page: str) -> None:
    with pytest.raises(UnreadableError, match=r"limits\.text_characters"):
        html.read(page, Settings())


def test_a_million_tags_are_read_within_the_memory_of_a_worker() -> None:
    assert html.read("<p>" * 1_000_000 + "text", Settings()).text == "text"
    used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    assert used < Settings().limits.memory_mb
