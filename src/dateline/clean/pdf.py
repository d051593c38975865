"""PDF files: the text of each page, its lines joined to paragraphs later.

Hyphens at line ends stay as they stand on the page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pypdfium2

from dateline.clean.draft import Draft, PageFacts
from dateline.clean.plain import written
from dateline.document import Block
from dateline.errors import UnreadableError
from dateline.record import Record
from dateline.settings import Settings
from dateline.span import OffsetMap, Run, trimmed

_MOST_PAGES = 500
_LINE = re.compile(r"[^\r\n]+")
_DIGITS = re.compile(r"\d+")
_EDGE_LINES = 2
"""So many lines at the head and the foot of a page may be running heads."""


class _Page(Record, frozen=True):
    number: int
    start: int
    text: str


def read(content: bytes, settings: Settings) -> Draft:
    """Return the text of a PDF, running heads and page numbers labelled as chrome.

    Returns:
        A draft whose map has the page, counted from 1, as part, and code points of
        that page's text as offsets. Pages are parted by a blank line.

    Raises:
        UnreadableError: The file is broken, encrypted, or has no text at all.
    """
    pages = tuple(_pages(content, settings.limits.text_characters))
    if not any(page.text.strip() for page in pages):
        advice = "It is likely a scan: run it through text recognition first"
        raise UnreadableError("no page holds any text", where="PDF", advice=advice)
    runs = tuple(
        Run(page.start, page.start + len(page.text), 0, len(page.text), page.number)
        for page in pages
        if page.text
    )
    return Draft(
        text="\n\n".join(page.text for page in pages),
        blocks=tuple(_running(pages)),
        source=OffsetMap(runs),
        facts=_facts(content),
    )


def _pages(content: bytes, limit: int) -> Iterator[_Page]:
    start = 0
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(min(len(document), _MOST_PAGES)):
                page = document[number]
                text_page = page.get_textpage()
                text = written(text_page.get_text_range())
                text_page.close()
                page.close()
                yield _Page(number + 1, start, text)
                start += len(text) + 2
                if start > limit:
                    return
    except pypdfium2.PdfiumError as error:
        problem = f"the PDF cannot be opened: {error}"
        advice = "If it asks for a password, save it without one; else fetch it again"
        raise UnreadableError(problem, where="PDF", advice=advice) from error


def _facts(content: bytes) -> PageFacts:
    with pypdfium2.PdfDocument(content) as document:
        title = written(document.get_metadata_dict().get("Title") or "").strip()
    return PageFacts(metadata={"pdf_title": title} if title else {})


def _running(pages: tuple[_Page, ...]) -> Iterator[Block]:
    """Yield running heads, running feet and page numbers as chrome."""
    edges = [list(_edges(page)) for page in pages]
    seen = Counter(words for page in edges for words in {words for _, _, words in page})
    needed = max(2, (len(pages) + 1) // 2)
    for page in edges:
        for start, end, words in page:
            number = not words.strip(" -#/of|page.")
            if seen[words] >= needed or (number and len(pages) > 1):
                reason = "page number" if number else "running head of a PDF"
                yield Block(start, end, "chrome", reason)


def _edges(page: _Page) -> Iterator[tuple[int, int, str]]:
    """Yield place and words of a page's first and last lines, digits as `#`."""
    found = [trimmed(page.text, match.start(), match.end()) for match in _LINE.finditer(page.text)]
    found = [(start, end) for start, end in found if start < end]
    outer = found[:_EDGE_LINES] + found[max(_EDGE_LINES, len(found) - _EDGE_LINES) :]
    for start, end in outer:
        words = _DIGITS.sub("#", " ".join(page.text[start:end].split())).casefold()
        yield start + page.start, end + page.start, words
