"""The words of a text as one string of codes, one character a word.

A grammar over codes is short and quick: "on 4 July 2017" becomes `@DMY`, and one
regular expression over such strings reads every date of that form. The classes of
words and their codes stand in `times.yaml`; numbers and signs are coded here:

    D  1 to 31          Y  1000 to 2199       N  other numbers     0  "0600"
    o  "3rd", "20th"    C  "1870s", "'80s"    y  "'99"             G  "2017-07-04"
    R  "14:30"          r  "9.30"             F  "4/7/2017"        *  a named day
    ^  other word with a capital    _  any other word              |  end of a paragraph
    -  hyphen or dash   '  possessive         $  currency; other signs stand for themselves
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from dateline.lexicon import read_data
from dateline.record import Record

Code = tuple[str, Any]


class WordClass(
    Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"but_not": "not"}
):
    """Words that the grammar treats alike.

    Attributes:
        code: One character.
        any: Words in any case, with their values.
        proper: Words only with a capital, with their values.
        examples: Sentences with what must be found, in square brackets.
        but_not: Sentences in which nothing may be found (`not` in the file).
    """

    code: str
    any: dict[str, Any] = msgspec.field(default_factory=dict)
    proper: dict[str, Any] = msgspec.field(default_factory=dict)
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class TimeWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The content of `times.yaml`.

    Attributes:
        classes: Word classes, the later one winning where two hold one word.
        histories: Words that are times in histories only, with their TIMEX values.
    """

    classes: tuple[WordClass, ...]
    histories: dict[str, str]


class NamedDay(
    Record, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"but_not": "not"}
):
    """A day or season with a name; `times_named.yaml` says what the fields mean."""

    names: tuple[str, ...]
    date: tuple[int, int] | None = None
    easter: int | None = None
    orthodox: int | None = None
    islamic: tuple[int, int] | None = None
    hebrew: int | None = None
    nth: tuple[int, int, int] | None = None
    days: int = 1
    examples: tuple[str, ...] = ()
    but_not: tuple[str, ...] = ()


class Coded(NamedTuple):
    """A text as codes: `codes[i]` is the word `text[starts[i]:ends[i]]`, meaning `values[i]`."""

    text: str
    codes: str
    starts: Sequence[int]
    ends: Sequence[int]
    values: Sequence[Any]


_TOKEN = re.compile(
    r"""
    \n[^\S\n]*\n\s* | (?<=[.!?:”"’)])[^\S\n]*\n\s*
  | (?<![\d.,/-])\d{4}-\d\d-\d\d (?!\d)
  | (?<![\d./])\d{1,2}/\d{1,2}/(?:\d{4}|\d\d)(?![\d/])
  | \d{1,2}[:.]\d\d(?::\d\d)?(?![\d%.,:]{0,8}\d)
  | (?<!\w)\d{2,3}0s\b | ['’]\d0s\b | (?<=the\ )\d0s\b | (?<=and\ )\d0s\b
  | (?<!\w)['’]\d\d(?!\d|\s?[°"”])
  | \d+(?:,\d{3})+(?:\.\d+)? | \d+\.\d+
  | \d+(?:st|nd|rd|th|d)\b | \d+½?
  | (?:[Mm]ore|[Ll]ess|[Ff]ewer|[Bb]etter)\ than | [Aa]t\ (?:least|around|about) | [Uu]p\ to
  | [Cc]lose\ to | [Aa]s\ (?:many|much|long|early|late)\ as | [Ll]ocal\ time
  | [Tt]o-(?:day|morrow|night)\b | [Oo]['’]clock\b | [Pp]re-dawn\b | [Nn]ight-time\b
  | [Hh]alf-year\b | [Mm]id-day\b | [Pp]resent-day\b
  | (?:[A-Za-z]\.){2,} | B\.C\b | [ap]\.m\b
  | (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun
      |inst|ult|prox|ca|c|[ap]m)\.
  | [^\W\d_]+ | ['’]s?\b | [^\s\w]
    """,
    re.VERBOSE,
)
_CLOCK = re.compile(r"(\d{1,2})[:.](\d\d)")
_SIGNS = {"–": "-", "—": "-", "‒": "-", "-": "-", "−": "-", "£": "$", "€": "$", "¥": "$"} | {
    sign: sign for sign in ",/()$%.;:&"
}


@functools.cache
def words() -> TimeWords:
    """Return the classes of words.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    found: TimeWords = read_data("times.yaml", TimeWords)
    return found


@functools.cache
def named_days() -> tuple[NamedDay, ...]:
    """Return the days with names.

    Raises:
        ConfigError: The file does not fit its schema.
    """
    days: tuple[NamedDay, ...] = read_data("times_named.yaml", tuple[NamedDay, ...])
    return days


@functools.cache
def _codes() -> Mapping[str, Code]:
    table: dict[str, Code] = {}
    for group in words().classes:
        for word, value in group.any.items():
            for form in (word, word.capitalize(), word.upper()):
                table[form] = (group.code, value)
        for word, value in group.proper.items():
            table[word] = table[word.upper()] = (group.code, value)
    table.update({sign: (code, None) for sign, code in _SIGNS.items()})
    # Abbreviations of two letters that are other words in capitals or in small letters.
    for word in (
        "AM",
        "CE",
        "AD",
        "BC",
        "SUN",
        "SAT",
        "MAR",
        "WED",
        "Ad",
        "Ce",
        "Bc",
        "ad",
        "bc",
        "ce",
        "Am",
    ):
        table.pop(word, None)
    table.update({"BC": ("Z", 1), "BCE": ("Z", 1), "AD": ("z", 1), "CE": ("z", 1), "AM": ("p", 0)})
    table["local time"] = table["Local time"] = ("i", None)
    table["c."] = ("~", 1)
    return table


@functools.cache
def _first_words() -> Mapping[str, re.Pattern[str]]:
    """Return, for each word that a day's name begins with, the expression of those names."""
    by_first: dict[str, list[str]] = {}
    for day in named_days():
        for name in day.names:
            by_first.setdefault(re.split(r"[ '’-]", name)[0], []).append(name)
    return {
        first: re.compile(
            "(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b"
        )
        for first, names in by_first.items()
    }


@functools.cache
def days_by_name() -> Mapping[str, NamedDay]:
    """Return the named days under each of their names."""
    return {name: day for day in named_days() for name in day.names}


def code(text: str, start: int, end: int, *, histories: bool = False) -> Coded:
    """Return `text[start:end]` as codes.

    Args:
        text: The whole text; offsets count in it.
        start: Where to begin.
        end: Where to end, excluded.
        histories: Whether words that are times in histories only count.
    """
    table, firsts = _codes(), _first_words()
    vague = words().histories if histories else {}
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    values: list[Any] = []
    named_to = -1
    for match in _TOKEN.finditer(text, start, end):
        first = match.start()
        if first < named_to:
            continue
        word = match.group()
        last = match.end()
        found = table.get(word)
        if word in firsts and (name := firsts[word].match(text, first, end)):
            named_to = last = name.end()
            found = ("*", name.group())
        elif found is None:
            found = ("j", vague[word.lower()]) if vague and word.lower() in vague else _other(word)
        codes.append(found[0])
        values.append(found[1])
        starts.append(first)
        ends.append(last)
    return Coded(text, "".join(codes), starts, ends, values)


_LONGEST = 20
"""Characters of the longest word with digits that is read as a number."""


def _other(word: str) -> Code:
    sign = word[0]
    if sign.isalpha():
        if len(word) > 2 and word[1] == "." and word.lower() in _codes():
            return _codes()[word.lower()]
        return ("^" if sign.isupper() else "_", None)
    if sign.isdigit():
        return _number(word) if len(word) <= _LONGEST else ("_", None)
    if sign == "\n" or sign.isspace():
        return ("|", None)
    if sign in "'’" and len(word) > 1:
        if word[1].isdigit():
            return ("C", word[1:]) if word.endswith("s") else ("y", int(word[1:]))
        return ("'", None)
    return ("_", None)


def _number(word: str) -> Code:
    if word.isdigit():
        return _whole(word)
    if "-" in word:
        return ("G", word)
    if "/" in word:
        return ("F", word)
    if word.endswith("0s") and len(word) > 1:
        return ("C", word)
    clock = _CLOCK.match(word)
    if clock and int(clock[1]) < 25 and int(clock[2]) < 60:
        return ("R" if ":" in word else "r", (int(clock[1]), int(clock[2])))
    if word[-1] in "tdh":
        number = int(re.match(r"\d+", word).group())  # type: ignore[union-attr]
        return ("o", number)
    digits = word.replace(",", "").rstrip("½")
    if not digits.replace(".", "", 1).isdigit():
        return ("_", None)
    return (
        "N",
        float(digits) + 0.5 * word.endswith("½") if "." in digits or "½" in word else int(digits),
    )


def _whole(word: str) -> Code:
    number = int(word)
    if len(word) <= 2 and 1 <= number <= 31:
        return ("D", number)
    if len(word) == 4:
        if 1000 <= number < 2200:
            return ("Y", number)
        if word[0] == "0":
            return ("0", number)
    return ("N", number) if len(word) < 10 else ("_", None)
