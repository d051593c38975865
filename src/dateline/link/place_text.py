"""A block of a report cut into words, and what stands before a name in it."""

from __future__ import annotations

import re
from typing import NamedTuple

from dateline.link.place_words import PlaceWords

_WORD = re.compile(
    r"W\. ?Va\.|(?:[A-Z]\.){2,}|(?:St|Ste|Mt|Ft)\.(?=[ -][A-Z])"
    r"|[^\W\d_](?:[^\W\d_]|['’ʼʻ‘`](?=[^\W\d_]))*\.?"
)
_POSSESSIVE = re.compile(r"['’]s$|(?<=s)['’]$")
_OPENING = re.compile(r"[.!?:;\"“”\n(•]")
_ABBREVIATED = frozenset(
    "St Ste Mt Ft Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Kans Ky La Md Mass Mich"
    " Minn Miss Mo Mont Neb Nebr Nev Okla Ore Pa Tenn Tex Vt Va Wash Wis Wyo Ont Que Alta Man"
    " Sask Mr Mrs Ms Dr Gen Col Sgt Lt Capt Rev Sen Rep Gov Prof Maj Cpl Pvt".split()
)
JOINTS = frozenset((" ", "-", "\n", " & ", "\N{NO-BREAK SPACE}", "–", "'s ", "’s "))
"""What may stand between two words of one name."""
PARTICLES = frozenset(
    "of the and el al ar as ash ad adh an at ath az es ez de du des da do dos di la le los las del"
    " upon on bin ibn abu au aux sur i e en y".split()
)
"""Words in lower case that may stand inside a name."""
INNER = frozenset(
    "al el ar ash ad adh ath az ez de du des da do dos di la las los bin ibn abu e i y".split()
)
"""Those of them that are no English words, so that they lead on within an unknown name."""
ARTICLES = frozenset("al ar as ash ad adh an at ath az el es ez ul".split())
LONGEST = 6
"""Most words of a name."""


class Words:
    """One block of a report, cut into words."""

    def __init__(self, text: str, start: int, end: int) -> None:
        """Cut a block."""
        self.text = text
        self.start, self.end = start, end
        self.starts: list[int] = []
        self.ends: list[int] = []
        self.words: list[str] = []
        for match in _WORD.finditer(text, start, end):
            word, (low, high) = match.group(), match.span()
            if not word.isalpha():
                word, high = _trimmed(word, high)
            self.starts.append(low)
            self.ends.append(high)
            self.words.append(word)
        self.upper = [word[0].isupper() for word in self.words]
        capital = sum(self.upper)
        long = [word for word in self.words if len(word) > 3]
        self.shouted = len(long) > 2 and sum(word.isupper() for word in long) > 0.7 * len(long)
        self.titled = self.shouted or (
            len(self.words) > 3
            and text[end - 1 : end] not in {".", ","}
            and sum(word[0].isupper() for word in long) > 0.75 * max(1, len(long))
            and capital > 2
        )

    def gap(self, index: int) -> str:
        """Return the characters between a word and the next one."""
        return self.text[self.ends[index] : self.starts[index + 1]]

    def before(self, index: int) -> str:
        """Return the word before, if only white space stands between; else an empty string."""
        if index == 0 or self.gap(index - 1).strip(" \n\"“'‘(") or "\n\n" in self.gap(index - 1):
            return ""
        return self.words[index - 1]

    def after(self, index: int) -> str:
        """Return the word after, if only one space stands between; else an empty string."""
        if index + 1 >= len(self.words) or self.gap(index) not in {" ", "’s ", "'s "}:
            return ""
        return self.words[index + 1]

    def opens(self, index: int) -> bool:
        """Tell whether a word begins a sentence or a quotation."""
        if index == 0:
            return True
        gap = self.gap(index - 1)
        return (gap != " " and bool(_OPENING.search(gap))) or self.words[index - 1][-1] == "."


def _trimmed(word: str, end: int) -> tuple[str, int]:
    """Return a word without a full stop that is none of its own, and without "'s"."""
    if word[-1] == "." and (len(word) < 3 or word[-3] != ".") and word[:-1] not in _ABBREVIATED:
        word, end = word[:-1], end - 1
    if ("'" in word or "’" in word) and (owner := _POSSESSIVE.search(word)):
        end -= len(word) - owner.start()
        word = word[: owner.start()]
    return word, end


class Lead(NamedTuple):
    """What stands before a name.

    Attributes:
        preposition: `inside`, `toward`, `from`, `weak`, or empty.
        article: Whether an article stands right before it.
        cue: What kind of place the words say ("the village of"); empty if none.
        part: Whether the words say a part of a place ("northern").
    """

    preposition: str
    article: bool
    cue: str
    part: bool


def lead(block: Words, first: int, words: PlaceWords, peoples: frozenset[str]) -> Lead:
    """Return what stands before the name that begins at a word."""
    index, article, cue, part = first, False, "", False
    for _ in range(4):
        word = block.before(index)
        low = word.lower()
        if not word:
            break
        if low == "of" and (kind := words.cues.get(block.before(index - 1).lower())):
            cue = cue or (kind if block.before(index - 1).lower() != "capital" else "")
            index -= 2
            continue
        if low == "of" and block.before(index - 1).lower() in words.parts:
            part = True
            index -= 2
            continue
        if low in words.prepositions:
            return Lead(words.prepositions[low], article, cue, part)
        if low in words.parts:
            part = True
        elif low in words.cues and not word[0].isupper():
            cue = cue or words.cues[low]
        elif low in {"the", "a", "an", "its", "their"}:
            article = index == first and low != "its"
        elif low.removesuffix("s") in peoples or low in peoples:
            part = part or index == first
        else:
            break
        index -= 1
    return Lead("", article, cue, part)
