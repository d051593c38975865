"""Page to text: what can be seen of it, labelled, with the way back to its source."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.clean import furniture, html_body, page_date, page_facts
from dateline.clean.draft import Draft, PageFacts
from dateline.clean.html_body import Body
from dateline.clean.html_flags import HIDDEN
from dateline.clean.html_labels import Labeller
from dateline.clean.html_pieces import Page, Piece, page
from dateline.clean.html_seen import Label
from dateline.clean.plain import written
from dateline.document import Block
from dateline.errors import UnreadableError
from dateline.settings import Settings
from dateline.span import OffsetMap, Run, merge_runs

_BETWEEN = "\n\n"
_HIDDEN_SHARE = 0.5
"""Share of the article from which hidden text is taken for the article behind a paywall."""


def read(source: str, settings: Settings) -> Draft:
    """Return a page as labelled text.

    The text holds what can be seen of the page; the blocks stand in the order of the
    source, parted by empty lines, and hold every character. Each character leads back to
    the code points of `source` that it was made from: one to one, or a whole stretch
    (a character reference, collapsed white space, `<br>`).

    Args:
        source: The page as decoded, bytes that are no character as lone surrogates.
        settings: Its limits bound the size of a page.

    Raises:
        UnreadableError: The page is larger than `limits.input_bytes`, or holds more text
            than `limits.text_characters`.
    """
    if len(source) > settings.limits.input_bytes:
        raise UnreadableError(
            f"the page has {len(source):,} characters",
            where="page",
            advice="Raise limits.input_bytes in dateline.toml if it is meant to be read",
        )
    source = written(source)
    found = page(source, settings.limits.text_characters)
    facts = page_facts.facts(found.raws, found.language)
    lean = html_body.lean(source, found)
    voted = html_body.vote(lean, found)
    found, voted = _seen(found, voted)
    labeller = Labeller(furniture.bundled(), facts)
    labels = labeller(found.pieces, voted.covered)
    draft = _draft(found.pieces, labels)
    draft = msgspec.structs.replace(draft, facts=_told(draft, facts, voted))
    published = page_date.dated(draft, lean, page_facts.times(found.raws))
    return msgspec.structs.replace(
        draft, facts=msgspec.structs.replace(draft.facts, published=published)
    )


def _seen(found: Page, voted: Body) -> tuple[Page, Body]:
    """Return the pieces that can be seen, with their votes.

    Hidden text stays only where most of the article is hidden: a page that shows it
    after a script has run.
    """
    both = list(zip(found.pieces, voted.covered, strict=True))
    hidden = sum(len(piece.text) for piece, share in both if share and piece.flags & HIDDEN)
    total = sum(len(piece.text) for piece, share in both if share)
    paywall = hidden > _HIDDEN_SHARE * total
    kept = [
        (piece, share) for piece, share in both if not piece.flags & HIDDEN or (paywall and share)
    ]
    return (
        msgspec.structs.replace(found, pieces=tuple(piece for piece, _ in kept)),
        msgspec.structs.replace(voted, covered=tuple(share for _, share in kept)),
    )


def _draft(pieces: Sequence[Piece], labels: Sequence[Label]) -> Draft:
    parts: list[str] = []
    runs: list[Run] = []
    blocks: list[Block] = []
    length = 0
    for piece, (kind, reason) in zip(pieces, labels, strict=True):
        if parts:
            parts.append(_BETWEEN)
            length += len(_BETWEEN)
        start = length
        for bit in piece.bits:
            runs.append(Run(length, length + len(bit.text), bit.start, bit.end))
            length += len(bit.text)
        parts.append(piece.text)
        blocks.append(Block(start, length, kind, reason))
    return Draft(text="".join(parts), blocks=tuple(blocks), source=OffsetMap(merge_runs(runs)))


def _told(draft: Draft, facts: PageFacts, voted: Body) -> PageFacts:
    """Return the page facts, the title as the headline has it, where there is one.

    Whose vote the article is, and where the title was read, stands in their metadata.
    """
    headline = next(
        (draft.text[block.start : block.end] for block in draft.blocks if block.kind == "headline"),
        None,
    )
    if headline:
        facts = msgspec.structs.replace(facts, title=" ".join(headline.split()))
    title_by = {"title_by": "headline" if headline else "metadata"} if facts.title else {}
    return page_facts.with_metadata(facts, body_by=voted.by, **title_by)
