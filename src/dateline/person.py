"""Person: what words say of one person, and whether two descriptions can be of one."""

from __future__ import annotations

import re

from dateline.record import Record

_WORD = re.compile(r"[^\W\d_]+(?:[.'’-][^\W\d_]+)*")
_AGE = re.compile(r"\b(\d{1,3})[\s-](year|month|week|day)s?(?:[\s-]old)?\b")
_AFTER = re.compile(r"(?:\s+[\w’'.-]+){0,3}?,?\s+(?:aged?\s+)?\(?(\d{1,2})(?=\s*[,;.)]|\s+and\b)")
_MALE = frozenset(
    """man boy father son brother uncle husband boyfriend grandfather grandson nephew gentleman mr
    policeman fireman serviceman gunman businessman fisherman cameraman stepfather stepson
    male groom king priest imam monk he him himself""".split()
)
_FEMALE = frozenset(
    """woman girl mother daughter sister aunt wife girlfriend grandmother granddaughter niece lady
    mrs ms policewoman servicewoman businesswoman stepmother stepdaughter female bride queen
    nun she herself""".split()
)
_YOUNG = frozenset(
    """boy girl child baby infant toddler schoolboy schoolgirl kid teen teenager juvenile
    newborn""".split()
)
_GROWN = frozenset(
    """man woman father mother uncle aunt husband wife grandfather grandmother policeman policewoman
    officer deputy soldier gunman driver adult""".split()
)
_OTHER = frozenset("another second third fourth fifth other".split())
_PLAIN = frozenset("a an the his her their its".split())
_ADULT = 18
_TEENS = range(13, 20)
"""Ages at which someone may be called a boy or a man."""


class Person(Record, frozen=True, kw_only=True):
    """What a description says of one person; None and empty where it says nothing.

    Attributes:
        age: In years, 0 for babies.
        sex: "m" or "f".
        grown: Whether the words name a grown person (True) or a child (False).
        names: Capitalised words that are no nouns for persons, in lower case.
        other: Whether the words tell this person from one told before ("another man").
    """

    age: int | None = None
    sex: str | None = None
    grown: bool | None = None
    names: frozenset[str] = frozenset()
    other: bool = False

    def joined(self, more: Person) -> Person:
        """Return what two descriptions of one person say together."""
        return Person(
            age=more.age if self.age is None else self.age,
            sex=self.sex or more.sex,
            grown=more.grown if self.grown is None else self.grown,
            names=self.names | more.names,
            other=self.other or more.other,
        )


def described(words: str, after: str = "") -> Person:
    """Return what words say of a person; `after` may go on with the age: "Ana Ruiz, 34"."""
    lowered = words.lower()
    tokens = _WORD.findall(words)
    lows = {token.lower().partition("'")[0].partition("’")[0] for token in tokens}
    age = _AGE.search(lowered) or _AFTER.match(after)
    years = None if age is None else _years(age)
    grown = True if lows & _GROWN else False if lows & _YOUNG else None
    if grown is None and years is not None:
        grown = None if years in _TEENS else years >= _ADULT
    known = _MALE | _FEMALE | _YOUNG | _GROWN | _OTHER | _PLAIN
    named = [re.split("['’]s$", token)[0] for token in tokens if token[0].isupper()]
    names = {token.lower().strip(".") for token in named} - known
    if tokens and tokens[-1][0].islower():
        names = set()  # "a Cedar Rapids boy" is called neither
    sex = "m" if lows & _MALE else "f" if lows & _FEMALE else None
    return Person(
        age=years, sex=sex, grown=grown, names=frozenset(names), other=bool(lows & _OTHER)
    )


def _years(match: re.Match[str]) -> int:
    unit = match.group(2) if match.re is _AGE else "year"
    return int(match.group(1)) if unit == "year" else 0


def may_be_one(first: Person, second: Person) -> bool:
    """Tell whether two descriptions can be of one person, the first being told first."""
    if second.other:
        return False
    if first.age is not None and second.age is not None:
        return first.age == second.age and _same_names(first, second)
    if first.sex and second.sex and first.sex != second.sex:
        return False
    if first.grown is not None and second.grown is not None and first.grown != second.grown:
        return False
    return _same_names(first, second)


def _same_names(first: Person, second: Person) -> bool:
    return not (first.names and second.names) or bool(first.names & second.names)
