"""Event words as cues: whoever is subject or object of "rounded up" was detained."""

from __future__ import annotations

from collections.abc import Mapping

from dateline.link.figure_claims import ClaimFinder
from dateline.link.figure_sentence import Sentence
from dateline.link.figure_words import Cue

KIND_OF_TYPE: Mapping[str, tuple[str, ...]] = {
    "arrest": ("detained",),
    "abduction": ("captured",),
    "displacement": ("displaced",),
    "protest": ("strength",),
    "riot": ("strength",),
    "deployment": ("strength",),
    "withdrawal": ("strength",),
    "destruction": ("other",),
}

BETTER = frozenset(("arrest", "abduction"))
"""Types that say more than the word itself does: "captured" in an arrest is detained."""


def mark_triggers(sentence: Sentence, finder: ClaimFinder, place: int) -> None:
    """Make the triggers of a sentence's claims cues, where no word list knows them."""
    for index in finder.by_sentence.get(place, ()):
        claim = finder.claims[index]
        kinds = KIND_OF_TYPE.get(claim.event_type)
        if kinds is None:
            continue
        first = sentence.item_at(claim.trigger.start)
        end = sentence.item_at(claim.trigger.end - 1) + 1
        if first >= len(sentence.items):
            continue
        known = sentence.cues.get(first)
        if known is not None and claim.event_type not in BETTER:
            continue
        cue = Cue(acts=kinds, happens=kinds)
        if known is not None:
            cue = Cue(
                kinds + known[0].acts, kinds + known[0].happens, known[0].counted, known[0].tolls
            )
        sentence.set_cue(first, cue, max(end, known[1] if known else 0))
