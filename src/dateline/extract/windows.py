"""A document as windows of word pieces: what an encoder reads at a time.

Training and reading share this module, so that a model meets at run time exactly what
it was trained on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tokenizers import Encoding, Tokenizer

from dateline.span import Span

MAX_PIECES = 192
"""Longest window in word pieces, the marks at its two ends included."""

SHAPES = ("lower", "title", "upper", "mixed", "digits", "other")
"""Casing of a word, which an uncased encoder cannot see."""


@dataclass
class Window:
    """Neighbouring sentences of one document.

    Attributes:
        pieces: Ids of word pieces, with the marks at both ends.
        first: For each word, the index in `pieces` on which it begins.
        words: For each word, its offsets in the document, end excluded.
        shapes: For each word, the index in `SHAPES` of its casing.
        sentences: For each word, the index of its sentence in the document.
    """

    pieces: list[int] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    words: list[tuple[int, int]] = field(default_factory=list)
    shapes: list[int] = field(default_factory=list)
    sentences: list[int] = field(default_factory=list)


def shape(word: str) -> int:
    """Return the index in `SHAPES` of a word's casing."""
    if word.isdigit():
        return 4
    if not any(character.isalpha() for character in word):
        return 5
    if word.islower():
        return 0
    if word.isupper():
        return 2
    return 1 if word[0].isupper() and word[1:].islower() else 3


def windows(
    sentences: Sequence[Span], tokenizer: Tokenizer, marks: tuple[int, int]
) -> list[Window]:
    """Return the windows of a document: as many whole sentences as fit, each sentence once.

    What of a sentence is longer than a window is left unread.

    Args:
        sentences: In text order.
        tokenizer: Of the encoder.
        marks: Ids of the pieces that begin and end a window.
    """
    found: list[Window] = []
    current = Window(pieces=[marks[0]])
    for number, sentence in enumerate(sentences):
        encoded = tokenizer.encode(sentence.text, add_special_tokens=False)
        if current.words and len(current.pieces) + len(encoded.ids) > MAX_PIECES - 1:
            found.append(current)
            current = Window(pieces=[marks[0]])
        _extend(current, encoded, sentence, number)
    if current.words:
        found.append(current)
    for window in found:
        window.pieces.append(marks[1])
    return found


def _extend(window: Window, encoded: Encoding, sentence: Span, number: int) -> None:
    previous: int | None = None
    begun = len(window.words)
    pieces = zip(encoded.ids, encoded.word_ids, encoded.offsets, strict=True)
    for piece, word, (low, high) in pieces:
        if len(window.pieces) >= MAX_PIECES - 1:
            break
        if word != previous or previous is None:
            window.first.append(len(window.pieces))
            window.words.append((sentence.start + low, sentence.start + high))
            window.sentences.append(number)
            previous = word
        else:
            window.words[-1] = (window.words[-1][0], sentence.start + high)
        window.pieces.append(piece)
    for low, high in window.words[begun:]:
        window.shapes.append(shape(sentence.text[low - sentence.start : high - sentence.start]))
