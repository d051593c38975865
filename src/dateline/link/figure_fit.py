"""The verdict on a number, and which kinds of figure can count which nouns."""

from __future__ import annotations

from typing import NamedTuple

from dateline.link.figure_sentence import Noun

PERSON_KINDS = (
    "killed", "wounded", "missing", "captured", "detained", "displaced", "strength", "shot",
    "other",
)  # fmt: skip
THING_KINDS = ("destroyed", "captured", "missing", "other", "extent", "total_extent")
NOTHING = frozenset(("time", "money", "vote", "compound", "measure", "abstract"))
"""Classes of nouns whose number is no figure."""


class Verdict(NamedTuple):
    """What a number counts: the kind, how it was found, and the item of the deciding cue."""

    kind: str
    how: str
    cue: int


def fits(kind: str, noun: Noun) -> bool:
    """Tell whether a kind of figure can count such a noun."""
    if noun.noun_class in NOTHING:
        return False
    if noun.noun_class == "person":
        return kind in PERSON_KINDS
    if noun.noun_class == "ground":
        return kind in {"destroyed", "other"}
    if noun.noun_class == "projectile":
        return kind in {"strikes", "destroyed", "captured", "other"}
    if noun.noun_class in {"thing", "force"}:
        return kind in THING_KINDS or (kind == "strength" and noun.noun_class == "force")
    return kind != "strikes" or noun.noun_class == "cue"


def choose(kinds: tuple[str, ...], noun: Noun) -> str | None:
    """Return the first of some kinds that can count a noun."""
    return next((kind for kind in kinds if fits(kind, noun)), None)
