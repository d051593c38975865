"""The publication date of a report: given, stated on the page, inferred, or unknown."""

from __future__ import annotations

from collections.abc import Sequence

from dateline.clean.draft import PageFacts
from dateline.clean.published_inference import inferred
from dateline.clean.published_stated import stated
from dateline.document import Block, Published


def published(text: str, blocks: Sequence[Block], facts: PageFacts) -> Published:
    """Return when a report appeared, and by what that is known.

    What was given with the page, or stands in its metadata or address, comes first; then
    the page's bylines and datelines; then what can be inferred from the report itself.
    Where nothing dates it, its days are None and the basis is `unknown`, with the reason
    where there was something to go by. Never a guess: days that are given are held by the page.

    Args:
        text: The document's text.
        blocks: Its labelled blocks. Chrome is never evidence.
        facts: What the page says about itself outside its text.
    """
    if facts.published is not None:
        return facts.published
    lines = stated(text, blocks)
    return lines.published or inferred(text, blocks, lines)
