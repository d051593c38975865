"""What the learned reader predicts, in the order of its outputs."""

from __future__ import annotations

from itertools import accumulate
from typing import get_args

from dateline.claim import EVENT_TYPES, Status
from dateline.value import FigureKind

MENTIONS = ("ent", "place", "time", "fig", "weapon")
"""Kinds of mention in the corpus; each is tagged by itself, so kinds may overlap."""

CHUNKS = (*MENTIONS, "source", "cue", "trigger")
"""Spans that are tagged with O, B, I: three logits each."""

STATUSES: tuple[str, ...] = get_args(Status)
ROLES = ("actor", "recipient", "place", "date", "weapon")
FIGURES: tuple[str, ...] = get_args(FigureKind)
LINKS = (
    *(f"role:{role}" for role in ROLES),
    *(f"figure:{kind}" for kind in FIGURES),
    "cue:source",
    "cue:covers",
    "cue:inside",
    "event:same",
)
"""Links from the first word of a trigger or cue to the first word of what it takes."""

TYPES = EVENT_TYPES
HEADS = {
    **{f"chunk:{name}": 3 for name in CHUNKS},
    "type": len(TYPES),
    "status": len(STATUSES),
    "background": 2,
    "retelling": 2,
}
"""Outputs per word and how many logits each has, in order."""

PLACES = {
    head: slice(end - size, end)
    for (head, size), end in zip(HEADS.items(), accumulate(HEADS.values()), strict=True)
}
"""Where in a word's logits each head stands."""
