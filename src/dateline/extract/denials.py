"""Denials: whether somebody denies the act told, or calls the tale of it untrue."""

from __future__ import annotations

import functools
import re

from dateline.extract.lexis import Lexis

_BREAK = re.compile(
    r"[;:]|^ (?:it|this|that)\b[,.]|\b(?:and|but|while|after|when|before|since|though|although|who"
    r"|which|saying|adding)\b",
    re.IGNORECASE,
)
"""What parts a denial from an act that it is not about: "denied it and said rebels fired"."""
_TALE = r"(?:that|reports?|claims?|rumou?rs?|stor(?:y|ies)|allegations?|versions?|assertions?)"
_FAR = 150
"""Characters after an act within which it may be called untrue."""
_NOBODY = re.compile(r"\s+(?:nobody|no one|no-one|none)\b", re.IGNORECASE)
_DONE = re.compile(
    r"\b(?:carried out|carr(?:y|ies) out|conducted?|flown?|flew|made?|launched?|fired?|dropped"
    r"|staged?|had) no (?:\w+ )?$",
    re.IGNORECASE,
)


def is_denied(lexis: Lexis, before: str, after: str, *, noun: bool) -> bool:
    """Tell whether an act is denied by the words around it.

    Args:
        lexis: Holds the groups `denial` and `untrue`.
        before: Words of the sentence before the act, the nearest last.
        after: Words after it, to the end of the sentence.
        noun: Whether the act is told by a noun.
    """
    return (
        _refused(lexis, before)
        or _called_untrue(lexis, before, after)
        or _NOBODY.match(after) is not None
        or (noun and _DONE.search(before) is not None)
    )


def _refused(lexis: Lexis, before: str) -> bool:
    """Tell whether a verb of denying has the act in what it denies."""
    return _reaches(lexis.modality["denial"], before)


def _called_untrue(lexis: Lexis, before: str, after: str) -> bool:
    predicate, verdict, lead = _patterns(lexis.modality["untrue"].pattern)
    found = predicate.search(after[:_FAR])
    if found is not None and _BREAK.search(after[: found.start()]) is None:
        return True
    if verdict.match(after) is not None:
        return True
    return _reaches(lead, before)


def _reaches(pattern: re.Pattern[str], before: str) -> bool:
    """Tell whether nothing parts the last match of a pattern from the act."""
    ends = [match.end() for match in pattern.finditer(before)]
    return bool(ends) and _BREAK.search(before, ends[-1]) is None


@functools.cache
def _patterns(untrue: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return patterns for "was a lie" after an act, for its bare verdict, and for a lead-in."""
    graded = r"(?:[\w'’-]+ ){0,2}[\"“'‘]?(?:an? |the |pure |mere )?"
    return (
        re.compile(
            rf"\b(?:is|are|was|were|be|as|it) {graded}{untrue}"
            r"|\b(?:did not|didn't|never) (?:take place|took place|happen(?:ed)?|occur(?:red)?)\b"
            r"|\b(?:do|does|did) not correspond to\b",
            re.IGNORECASE,
        ),
        re.compile(rf"\W*(?:as |an? |the |pure |mere |enemy )*[\"“'‘]?{untrue}", re.IGNORECASE),
        re.compile(rf"{untrue}[\"”'’]?,?(?: [\w'’-]+){{0,4}}? {_TALE}\b", re.IGNORECASE),
    )
