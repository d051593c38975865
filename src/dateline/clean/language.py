"""The language that a report is written in."""

from __future__ import annotations

import functools
import re

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SAMPLE = 3_000
"""Characters that are looked at."""

_FEWEST = 5
"""Fewer words than this do not tell a language."""

_ENGLISH = frozenset(
    """a about after all also an and are as at be been but by for from had has have he her his
    if in into is it its more not of on one or our she that the their them there they this
    to was we were when which who will with would you""".split()
)
"""Words that make up about two fifths of English running text."""

_PLAINLY = 0.25
_HARDLY = 0.08
_CERTAIN = 0.55
_SURELY = 0.98
_SHARED = 0.15
"""Share of words such as "in", "was" and "an" that a text in another language may have too,
where the identifier is all but sure of that language."""


def language_of(text: str) -> str | None:
    """Return the ISO 639-1 code of the language of a text; None if it cannot be told.

    A text is English if a quarter of its words are English function words, however
    many foreign names it holds. Otherwise the identifier of py3langid decides, when it
    is certain and the function words do not speak against it; headlines in telegraphic
    English have few of them and stay undecided.
    """
    words = _WORD.findall(text, 0, _SAMPLE)
    if len(words) < _FEWEST:
        return _scripted(text) if words else None
    english = sum(word.casefold() in _ENGLISH for word in words) / len(words)
    if english >= _PLAINLY:
        return "en"
    language, certainty = _identifier().classify(" ".join(words))
    if language == "en":
        return "en" if certainty >= _CERTAIN or english >= _HARDLY else None
    if certainty >= _CERTAIN and english < (_SHARED if certainty >= _SURELY else _HARDLY):
        return str(language)
    return "en" if english > _HARDLY and len(words) > 2 * _FEWEST else None


def _scripted(text: str) -> str | None:
    """Return the language of a few words in another script than Latin."""
    letters = [letter for letter in text[:_SAMPLE] if letter.isalpha()]
    latin = sum(letter < "\u0370" for letter in letters)
    if len(letters) < 8 or latin > len(letters) / 2:
        return None
    language, certainty = _identifier().classify(text[:_SAMPLE])
    return str(language) if certainty >= _CERTAIN else None


@functools.cache
def _identifier() -> LanguageIdentifier:
    """Return the identifier, opened when first needed: that takes most of a second."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
