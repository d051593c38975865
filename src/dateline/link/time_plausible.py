"""Words that are also other words: whether an expression the grammar found is a time.

"May" and "March" are verbs and names, "fall" is a verb, "1500 soldiers" are no year, and
"the March 23 Movement" is no day.
"""

from __future__ import annotations

import re

from dateline.link.time_grammar import Found

_PLURAL_NOUN = re.compile(
    r"\s+(?:\w+\s+)?[a-z]{3,}s\b|\s+(?:people|men|women|children|troops|percent|dead)\b"
)
_AUXILIARY = frozenset(
    "be you have i we they he she it not never also well so would could might the there".split()
)


_AFTER_DAY = frozenset("was were had has the he she they it when with and but after at in".split())
_NAME_OF_BODY = re.compile(
    r"\s+(?:Movement|Brigades?|Coalition|Alliance|Square|Street|Mosque|Bridge|Airport|Stadium|"
    r"University|Hospital|Party|Regiment|Battalion|Avenue|Market|Club|Times|Herald|Telegraph)\b"
)
"""Bodies and places named after a day: "the March 23 Movement"."""
_NAMED_SEASON = re.compile(
    r"\s+(?:offensive|campaign|uprising|term|session|harvest|fighting)", re.IGNORECASE
)


def plausible(found: Found) -> bool:
    """Tell whether words that are also other words are times here."""
    codes = found.coded.codes
    before = codes[found.first - 1] if found.first else "|"
    if before == "$" or (found.last < len(codes) and codes[found.last] in "%$"):
        return False
    if found.kind != "date":
        return not _begins_name(found)
    if "season" in found.groups and not {"year", "bc_year"} & found.groups.keys():
        return _season_and_no_verb(found, before)
    if {"day", "weekday"} & found.groups.keys() and _NAME_OF_BODY.match(
        found.coded.text, found.end
    ):
        return False
    if codes[found.first : found.last] == "to":
        return _day_and_no_rank(found)
    return found.last - found.first > 1 or _single(found, before)


def _begins_name(found: Found) -> bool:
    """Tell "the Evening Post" and "The Weekly Standard" from an evening and from weekly."""
    codes = found.coded.codes
    if codes[found.last - 1] not in "TV!" or codes[found.last : found.last + 1] != "^":
        return False
    start = found.coded.starts[found.last - 1]
    inside = found.last - found.first > 1 or codes[found.first - 1 : found.first] == "t"
    return inside and found.coded.text[start].isupper()


def _single(found: Found, before: str) -> bool:
    """Tell whether a date of one word is one."""
    own = found.code_at(found.first)
    if own == "m":
        return _month_and_no_verb(found, before)
    if own == "Y":
        return _year_and_no_count(found, before)
    if own == "C":
        return before != "^"
    if own == "D":
        ends_range = found.match.re.pattern.startswith("(?<=")
        return ends_range or found.code_at(found.first + 1) == "-" or before in "@+t<&=bf"
    return own != "w"


def _day_and_no_rank(found: Found) -> bool:
    """Tell "the 20th was a success" from "the 20th regiment"."""
    after = found.coded.codes[found.last : found.last + 1]
    words = found.coded.text[found.end : found.end + 12].split()
    return after != "_" or bool(words and words[0] in _AFTER_DAY)


def _month_and_no_verb(found: Found, before: str) -> bool:
    coded = found.coded
    word = coded.text[found.start : found.end]
    after = coded.codes[found.last : found.last + 1]
    if word in {"Mar", "Mar.", "Apr", "Jun", "Jul", "Jun.", "Jul."}:
        return before in "<+>-"
    if before in "<+>-=&" or (
        before == "&" and coded.codes[found.first - 2 : found.first - 1] in "Mm"
    ):
        return after not in {"^"} or before in "<+bf"
    return after == "&" and coded.codes[found.last + 1 : found.last + 2] in "Mm"


def _year_and_no_count(found: Found, before: str) -> bool:
    coded = found.coded
    tail = coded.text[found.end : found.end + 40]
    counted = _PLURAL_NOUN.match(tail)
    if before in "<":
        return not (
            counted and coded.values[found.first] % 50 == 0 and not counted.group().endswith("ss")
        )
    if before in "+>-=&@(,t^\"'EB/a~bf" or before in "Mm" or _possessive(found):
        if before == "^" and coded.codes[found.last : found.last + 1] == "^":
            return False
        return not (counted and coded.values[found.first] % 10 == 0)
    if coded.codes[found.last : found.last + 1] in {"_", "U", "^", ""}:
        return bool(coded.codes[found.last : found.last + 1] == "^" and not counted)
    return before == "|" or coded.codes[found.last : found.last + 1] in ")-,;."


def _possessive(found: Found) -> bool:
    index = found.first - 1
    word = found.coded.text[found.coded.starts[index] : found.coded.ends[index]].lower()
    return word in {"its", "his", "her", "their", "our", "secret", "original", "as"}


def _heads_name(found: Found) -> bool:
    """Tell a season from a name that begins with one: "the Summer Fields apartments"."""
    index = found.groups["season"]
    capital = found.coded.text[found.coded.starts[index]].isupper()
    return capital and found.coded.codes[index + 1 : index + 2] == "^"


def _season_and_no_verb(found: Found, before: str) -> bool:
    word = found.word("season")
    led = found.first < found.groups["season"]
    tail = found.coded.text[found.end : found.end + 8]
    if _NAMED_SEASON.match(found.coded.text[found.end : found.end + 20]):
        return word != "fall" or found.coded.text[found.end - 4] == "f"
    if _heads_name(found):
        return False
    if word == "fall":
        return (
            (led or before == "<")
            and not re.match(r"\s+of\b", tail)
            and "final" not in found.coded.text[found.start : found.end].lower()
        )
    if word == "spring":
        return led or before in "<+>&@"
    return True
