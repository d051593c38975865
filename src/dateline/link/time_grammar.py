"""The grammar of time expressions, over the codes of `time_words`.

Each rule is one regular expression over codes with named groups; `time_values` gives a
rule's groups their meaning. All rules together make one scanner that finds where an
expression begins; there the rule that reaches furthest wins, the earlier one in a tie.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple, TypeVar

from dateline.link.time_words import Coded

T = TypeVar("T")


class Found(NamedTuple):
    """A time expression as the grammar sees it.

    Attributes:
        kind: The kind of rule: `date`, `relative`, `offset`, `duration` ...
        coded: The text it stands in.
        first: Index of its first word.
        last: Index after its last word.
        groups: For each group of the rule that holds something, the index of its first word.
        match: The match, for groups of several words.
    """

    kind: str
    coded: Coded
    first: int
    last: int
    groups: dict[str, int]
    match: re.Match[str]

    @property
    def start(self) -> int:
        """Where the expression begins in the text."""
        return self.coded.starts[self.first]

    @property
    def end(self) -> int:
        """Where it ends, excluded."""
        return self.coded.ends[self.last - 1]

    def value(self, group: str) -> Any:  # noqa: ANN401  (values differ by word class)
        """Return the value of a group's first word; None where the group is empty."""
        index = self.groups.get(group)
        return None if index is None else self.coded.values[index]

    def code(self, group: str) -> str:
        """Return the code of a group's first word; empty where the group is empty."""
        index = self.groups.get(group)
        return "" if index is None else self.coded.codes[index]

    def code_at(self, index: int) -> str:
        """Return the code of a word of the text."""
        return self.coded.codes[index]

    def word(self, group: str) -> str:
        """Return a group's first word in small letters."""
        index = self.groups.get(group)
        if index is None:
            return ""
        return self.coded.text[self.coded.starts[index] : self.coded.ends[index]].lower()


# Which year, said after a day or month: "2017", ", 2017", "480 BC", "last year", "of that year".
_YEAR = (
    r"(?:,?=?(?:z)?(?P<year>[Yy])(?![%])|,?=?(?P<bc_year>[NYD])(?P<era>Z)"
    r"|,?=?(?P<year_dir>[PXHh]h?)(?P<year_unit>U)|(?P<year_past>P)(?![_^UDnNMWT!]))?"
)
_GRADE = r"(?:t?(?P<grade>[Ele])-?(?:<t?|@)?|t?(?P<edge>B)=t?)?"
_EARLY = r"(?:t?(?P<grade>[El])-?(?:<t?|@)?)?"
_WEEKDAY = r"(?:t?(?P<weekday>[Ww]),?)?"

_CORES = {
    "date": (
        _EARLY + _WEEKDAY + r"t?(?P<day>[DoOs])=?t?(?P<month>[Mm])" + _YEAR,
        _EARLY + _WEEKDAY + r"(?P<month>[Mm])t?(?P<day>[DoOs])(?![%U])" + _YEAR,
        _WEEKDAY + r"t?(?P<day>[oDO])(?P<inst>I)",
        r"(?P<weekday>W),?t(?P<day>[o])(?=[.,;:)\-_|&>]|$)",
        _GRADE
        + r"(?P<weekday>W)(?:(?P<year_dir>[PXH])(?P<year_unit>U)|(?P<past>P)(?![_^UDnNMWT!]))?",
        _GRADE + r"t?(?P<dir>[PXHh]h?)(?P<weekday>W)",
        r"(?:(?P<iso>G)|(?P<slash>F))",
        _GRADE + r"(?P<deictic>d)",
        _GRADE + r"(?P<named>\*)" + _YEAR,
        r"t(?P<day>o)(?![\^UM\-=*\"!TQn&])",
    ),
}
_BARE_DATES = (
    _GRADE + r"(?P<dir>[PXH])?(?P<month>[Mm])" + _YEAR,
    _GRADE + r"t(?P<dir>[PX])(?P<month>[Mm])",
    _GRADE + r"(?:t?U)?(?P<year>Y)(?![%:])",
    r"(?P<year>y)",
    _GRADE + r"~?t?U?(?P<bc_year>[NYD])(?P<era>Z)",
    r"(?:z(?P<year>[YN])|(?P<ad_year>[NY])z)",
    _GRADE + r"t?E?-?(?P<decade>C)(?P<era>Z)?",
    _GRADE + r"t?E?-?(?P<century>[oOs])-?(?P<unit>U)(?P<era>Z)?",
    _GRADE + r"(?:t|t?(?P<dir>[PXHh]h?))?\"?E?-?(?P<season>[SA])" + _YEAR,
    _GRADE + r"t?\"?(?P<ordinal>[OosP\"])-?(?P<quarter>Q)"
    r"(?:=?t?J?U?(?P<year>Y)|=?t?(?P<year_dir>[PXH])(?P<year_unit>U))?",
    r"t?(?P<fiscal>J)U?(?P<year>Y)",
    r"t?(?P<ordinal>[Oos])-?(?P<half>½)=t?U?(?P<year>Y)",
    # Ends of ranges: "6-7 January 1916", "5 and 9 May", "March 5-9, 1918", "1915-17".
    r"t?(?P<day>[Do])(?=[-&>]t?[Do]=?[Mm])",
    r"(?<=[Mm][Do][-&>])(?P<day>[Do])(?![_^U%])(?:,?(?P<year>Y))?",
    r"(?<=Y[-/])(?P<short_year>D)(?![\-U])",
    r"(?<=Y[-/])(?P<short_year>N)(?=[,.)])",
    r"(?:t?B=)?(?P<bc_year>[NYD])(?=[->&](?:[NYD])Z)",
    r"(?P<bc_year>[NYD])(?=Z?>[NYD]Z)",
    r"t(?P<day>o)(?=[-&>]t?o)",
)
_PART = r"(?:~|E)?(?:t\"?)?(?:(?P<part_grade>E)-?)?(?P<part>[T!])"
_EARLY_HOURS = r"(?:t(?:P|O)?)?(?P<hours>[E\"])U"
_CLOCK = (
    r"(?:~|E)?(?P<clock>[R0YrDn])(?:(?P<pm>p)|(?P<oclock>c))?(?P<hrs>U)?"
    r"(?:<t(?P<clock_part>[T!]))?(?:,?\(?(?P<zone>i)\)?|(?P<zone_name>\^)k)?"
)
_SPAN_OF_NIGHT = (
    r"(?:t?(?P<part>!)=|(?P<night>x)[>@]?)(?P<weekday>W)(?:[->](?P<weekday_end>W))?",
    r"(?P<weekday>W)(?P<part>!)[>](?P<weekday_end>W)",
    r"t?(?P<part>!)=t?(?P<day>[Do])[->&]t?(?P<day_end>[Do])=?(?P<month>[Mm])" + _YEAR,
    r"t?(?P<part>!)=(?P<month>[Mm])(?P<day>[Do])[->&](?P<day_end>[Do])" + _YEAR,
)
_NUMBER = r"(?P<number>[aDNYnq](?:-?n){0,6}q?)(?P<half>&a?½)?"
_LED = r"~?(?:t?[PXHhOo]|t)?"
_UNIT = r"(?P<unit>[U!KQ])"

_RULES: tuple[tuple[str, str], ...] = (
    *(("night", rule) for rule in _SPAN_OF_NIGHT),
    *(("night", r"t?(?P<part>!)=t?" + core) for core in _CORES["date"]),
    *(("date", core) for core in _CORES["date"]),
    *(("date", rule) for rule in _BARE_DATES),
    *(("time", _PART + r"(?:=|@|,)?t?" + core) for core in _CORES["date"]),
    *(("time", core + r",?(?P<part>[T!])") for core in _CORES["date"]),
    *(("time", _EARLY_HOURS + r"=t?" + core) for core in _CORES["date"]),
    *(("time", _CLOCK + r",?@?(?:,?t)?" + core + r"(?P<part>[T!])?") for core in _CORES["date"]),
    *(("time", core + r",?@?" + _CLOCK) for core in _CORES["date"]),
    ("time", _CLOCK),
    ("time", _PART),
    ("time", _EARLY_HOURS),
    ("night", r"(?P<night>x)"),
    ("relative", r"(?P<grade>[Ele])?-?(?P<the>t)?(?P<dir>[PXHh]h?)\"?(?P<unit>[U!KQT])"),
    ("relative", r"(?P<the>t)(?P<unit>[UK!])(?![=n])"),
    ("relative", r"(?P<grade>[Ele])(?:<|@)?(?P<the>t)(?P<unit>[UK!])(?!=)"),
    ("relative", r"t?(?P<edge>B)=(?P<the>t)?(?P<dir>[PXHh]h?)?(?P<unit>U)(?!=)"),
    ("relative", r"(?P<unit>U)'(?P<edge>B)"),
    ("offset", r"~?" + _NUMBER + r"\"?-?" + _UNIT + r"(?P<shift>[gel])"),
    ("offset", r"~?" + _NUMBER + r"\"?-?" + _UNIT + r"(?P<shift>[bf])(?![_^tanDNYhH])"),
    ("offset", r"~?½(?P<number>a)(?P<unit>U)(?P<shift>[gel])"),
    ("offset", r"(?P<unit>U)(?P<shift>[leg])"),
    ("offset", r"t(?P<unit>[U!T])(?P<shift>[bfXP])(?![_^tanhDH])"),
    ("offset", r"t(?P<unit>U)(?P<shift>[bf])(?P<deictic>d)"),
    ("ordinal", r"t(?P<ordinal>[OosPX\"])(?P<unit>U)=t?(?P<month>[Mm])" + _YEAR),
    ("nth", r"(?:[ta]|P|h)?(?P<ordinal>[Oos])\"?(?P<unit>[U!])(?!-)"),
    ("duration", _LED + _NUMBER + r"\"?-?\"?" + _UNIT + r"(?:-?[L\"])?(?:=(?P<year>Y))?"),
    ("duration", r"~?½-?(?:(?P<number>a))?-?(?P<unit>U)"),
    ("duration", r"~?(?P<unit>U)-?(?:[L\"])"),
    ("duration", r"~?(?:t?[PXH])?q?(?P<unit>U)"),
    ("set", r"v(?P<number>[nD])?(?P<unit>[U!TW])"),
    ("set", r"(?P<fixed>V)|(?P<weekdays>#)(?:&#){0,6}"),
    ("vague", r"j(?:U)?|tj"),
    ("vague", r"(?P<the>t)(?P<dir>P)(?![_^a-zA-Z\"!#*=])"),
    ("vague", r"(?:t?h{1,2}|H)(?P<moment>k)"),
)  # fmt: skip


_BEGINNING = re.compile(r"[^_^|.,;:()/$%&=<>@+'\-Zpcikg]")
"""Codes that can begin an expression: all but other words, signs, prepositions and endings."""


_GROUP = 10
"""Rules that are tried together before each is tried by itself: few fit any one place."""


def _nameless(pattern: str) -> str:
    return re.sub(r"\(\?P<\w+>", "(?:", pattern)


class _Group(NamedTuple):
    """Rules that stand together in the list: where `any_rule` fails, each of them does."""

    any_rule: re.Pattern[str]
    rules: tuple[tuple[str, re.Pattern[str]], ...]


@functools.cache
def _groups() -> tuple[_Group, ...]:
    return tuple(
        _Group(
            _any_of(pattern for _, pattern in group),
            tuple((kind, re.compile(pattern)) for kind, pattern in group),
        )
        for group in (_RULES[first : first + _GROUP] for first in range(0, len(_RULES), _GROUP))
    )


@functools.cache
def _scanner() -> re.Pattern[str]:
    return _any_of(pattern for _, pattern in _RULES)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{_nameless(pattern)})" for pattern in patterns))


def expressions(coded: Coded, accept: Callable[[Found], T | None]) -> Iterator[T]:
    """Yield what `accept` makes of the time expressions of a text, in text order.

    Args:
        coded: The text.
        accept: Called with the readings of a place, longest first, until one gives
            something; what follows inside that reading is passed over.
    """
    position = 0
    scanner = _scanner()
    for candidate in _BEGINNING.finditer(coded.codes):
        first = candidate.start()
        if first < position or not scanner.match(coded.codes, first):
            continue
        for found in sorted(_readings(coded, first), key=lambda item: -item.last):
            made = accept(found)
            if made is not None:
                yield made
                position = found.last
                break


def _readings(coded: Coded, first: int) -> Iterator[Found]:
    likely = (group for group in _groups() if group.any_rule.match(coded.codes, first))
    for kind, rule in itertools.chain.from_iterable(group.rules for group in likely):
        match = rule.match(coded.codes, first)
        if match and match.end() > first:
            groups = {name: match.start(name) for name, held in match.groupdict().items() if held}
            yield Found(kind, coded, first, match.end(), groups, match)
