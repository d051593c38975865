"""The pieces of a page with what is known of each: its words, its vote, what it says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from dateline.clean.furniture import Furnisher, Furniture
from dateline.clean.html_align import words_of
from dateline.clean.html_flags import (
    ASIDE,
    COMMENT,
    FOOTER,
    FORM,
    HEADER,
    NAV,
    NOTICE,
    RELATED,
    SOCIAL,
)
from dateline.clean.html_pieces import Piece
from dateline.document import BlockKind

Label = tuple[BlockKind, str | None]
"""The kind of a block, and the reason of a repeat or of chrome."""

_REASONS = (
    (FORM, "form or button"),
    (NAV, "navigation"),
    (COMMENT, "comments of readers"),
    (RELATED, "links to other reports"),
    (SOCIAL, "sharing"),
    (NOTICE, "notice, sign-up or advertisement"),
    (FOOTER, "page footer"),
    (ASIDE, "beside the article"),
    (HEADER, "page header"),
)
"""What stands under these hints and outside the article is chrome, for this reason."""

_MUCH = 0.35
"""Share of the article's words from which a hint that they stand under says nothing."""


class Seen(NamedTuple):
    """A piece and what is known of it.

    Attributes:
        piece: The piece, without hints that the article itself stands under.
        words: Its words, as they are compared.
        covered: The share of them that was voted to be the article; 0 if none.
        furniture: What furniture it is by what it says; None if it is none.
    """

    piece: Piece
    words: tuple[str, ...]
    covered: float
    furniture: Furniture | None

    @property
    def size(self) -> int:
        """Number of words."""
        return len(self.words)

    @property
    def parent(self) -> tuple[int, ...]:
        """What names the element around its own: nothing where it stands in none."""
        return self.piece.path[-2:-1]

    @property
    def linked(self) -> float:
        """The share of its characters that stand in links."""
        return self.piece.links / max(1, len(self.piece.text))

    @property
    def reason(self) -> str | None:
        """Why the elements around it speak against it; None if they do not."""
        return next((reason for flag, reason in _REASONS if self.piece.flags & flag), None)

    def stands_in(self, flags: int) -> bool:
        """Tell whether it stands in one of the elements that `flags` name."""
        return bool(self.piece.flags & flags)


def seen(
    pieces: Sequence[Piece], covered: Sequence[float], furnisher: Furnisher
) -> tuple[Seen, ...]:
    """Return the pieces of a page with what is known of them, in order."""
    found = [
        Seen(piece, words_of(piece.text), share, _furniture(piece, furnisher))
        for piece, share in zip(pieces, covered, strict=True)
    ]
    ignored = _ignored(found)
    if not ignored:
        return tuple(found)
    return tuple(
        item._replace(piece=msgspec.structs.replace(item.piece, flags=item.piece.flags & ~ignored))
        for item in found
    )


def _furniture(piece: Piece, furnisher: Furnisher) -> Furniture | None:
    found = furnisher(piece.text)
    return found if found is not None and found.scope != "hint" else None


def _ignored(found: Sequence[Seen]) -> int:
    """Return the hints under which a good part of the article itself stands."""
    inside = [item for item in found if item.covered]
    total = sum(item.size for item in inside)
    ignored = 0
    for flag, _ in _REASONS:
        if sum(item.size for item in inside if item.stands_in(flag)) > _MUCH * total:
            ignored |= flag
    return ignored


def told(label: Label) -> bool:
    """Tell whether a block under this label is part of the report."""
    return label[0] in {"paragraph", "subheading", "quote", "caption", "headline"}
