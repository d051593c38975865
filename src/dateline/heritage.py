"""Damage to heritage and other property: what was damaged, how much of it, and its class.

The classes are those of EAMENA (Endangered Archaeology in the Middle East and North
Africa), field "Damage Extent" of a condition assessment: No Visible/Known, 1-10 %,
11-30 %, 31-60 %, 61-90 %, 91-100 %. As EAMENA knows no class between none and 1 %, a
share above nothing and up to 10 % is of the first class.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from dateline.claim import NOT_ASSERTED, Claim
from dateline.lexicon import read_data
from dateline.mention import FigureMention, Mention
from dateline.record import Record
from dateline.span import Span
from dateline.value import Figure

ExtentClass = Literal["No Visible/Known", "1-10 %", "11-30 %", "31-60 %", "61-90 %", "91-100 %"]
ShareBasis = Literal["measured", "stated", "words"]
_UPPER: tuple[tuple[float, ExtentClass], ...] = (
    (0, "No Visible/Known"), (10, "1-10 %"), (30, "11-30 %"), (60, "31-60 %"), (90, "61-90 %"),
    (100, "91-100 %"),
)  # fmt: skip
"""Greatest percentage of each class of EAMENA."""
_DAMAGING = frozenset(
    ("destruction", "bombing", "air_strike", "shelling", "attack", "battle", "riot")
)
_BESIDE = 160
"""Characters between the extent of a damage and the size of the whole that belongs to it."""
_REACH = 5
"""Words after a measure among which the thing measured is looked for."""
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d+)?) ?(?:%|per ?cent\b)", re.IGNORECASE)
_OF = re.compile(r" of ((?:(?:the|an?|its|their|his|her) )?[\w'’-]+)")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")


class PropertyWords(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`property.yaml` as it stands."""

    kinds: Mapping[str, tuple[str, ...]]
    parts: tuple[str, ...]
    whole: str
    half: str


class Damaged(Record, frozen=True, kw_only=True):
    """A thing that was damaged.

    Attributes:
        words: The words that name it.
        kind: What it is for: a key of `kinds` in `property.yaml` ("heritage", "worship").
        count: How many of them were destroyed, if told.
    """

    words: str
    kind: str
    mention: Span | None = None
    count: Figure | None = None


class Damage(Record, frozen=True, kw_only=True):
    """What a claim tells of damage to property.

    Attributes:
        objects: What was damaged, in the order told.
        extent: How much of it was damaged.
        total: How much of it there is in all.
        share_low: Least share damaged, 0 to 1; None if nothing tells it.
        share_high: Greatest share damaged.
        basis: How the share is known: `measured` from extent and total, `stated` as a
            percentage, or from `words` such as "razed" or "half of the".
        extent_class: EAMENA's class; None if no share is told or it lies in several.
    """

    objects: tuple[Damaged, ...] = ()
    extent: Figure | None = None
    total: Figure | None = None
    share_low: float | None = None
    share_high: float | None = None
    basis: ShareBasis | None = None
    extent_class: ExtentClass | None = None


def damage(claim: Claim, mentions: Iterable[Mention] = ()) -> Damage | None:
    """Return what a claim tells of damage to property.

    Args:
        claim: A claim with its figures.
        mentions: Mentions of the reading: how large the whole is stands often beside the
            extent of the damage, and not on the claim.

    Returns:
        None if its act damages nothing, did not happen, or no thing and no extent is told.
    """
    if claim.event_type not in _DAMAGING or claim.status in NOT_ASSERTED:
        return None
    extent = _figure(claim, "extent")
    total = _figure(claim, "total_extent") or _total_beside(extent, mentions)
    objects = tuple(_objects(claim)) or tuple(_measured_things(claim, extent, total))
    if extent is None and not objects:
        return None
    objects = objects or tuple(_site(claim))
    low, high, basis = _share(claim, extent, total)
    return Damage(
        objects=objects,
        extent=extent,
        total=total,
        share_low=low,
        share_high=high,
        basis=basis,
        extent_class=_joint_class(low, high),
    )


def extent_class(share: float) -> ExtentClass:
    """Return EAMENA's class of a share from 0 to 1.

    Raises:
        ValueError: The share is below 0 or above 1.
    """
    percent = round(share * 100, 6)
    if not 0 <= percent <= 100:
        raise ValueError(f"a share lies between 0 and 1, and {share} does not")
    return next(name for most, name in _UPPER if percent <= most)


def _joint_class(low: float | None, high: float | None) -> ExtentClass | None:
    """Return the class that both ends of a share lie in; None if there is no such class."""
    if low is None or high is None:
        return None
    first, last = extent_class(low), extent_class(high)
    return first if first == last else None


def _figure(claim: Claim, kind: str) -> Figure | None:
    return next((figure for figure in claim.figures if figure.kind == kind), None)


def _total_beside(extent: Figure | None, mentions: Iterable[Mention]) -> Figure | None:
    """Return the size of a whole that is told right beside an extent; None if there is none."""
    if extent is None or extent.mention is None:
        return None
    near: list[tuple[int, Figure]] = []
    for mention in mentions:
        if isinstance(mention, FigureMention) and mention.value is not None:
            gap = extent.mention.gap(mention.span())
            if mention.value.kind == "total_extent" and gap <= _BESIDE:
                near.append((gap, mention.value))
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _share(
    claim: Claim, extent: Figure | None, total: Figure | None
) -> tuple[float | None, float | None, ShareBasis | None]:
    measured = _measured(extent, total)
    if measured is not None:
        return (*measured, "measured")
    if extent is not None and extent.unit == "percent":
        low, high = _ends(extent)
        if low is not None and high is not None and 0 <= low <= high <= 100:
            return low / 100, high / 100, "stated"
    evidence = claim.evidence.text.lower()
    stated = _PERCENT.findall(evidence)
    if claim.event_type != "destruction":
        return None, None, None
    if len(stated) == 1 and float(stated[0]) <= 100:
        return float(stated[0]) / 100, float(stated[0]) / 100, "stated"
    words = _words()
    if re.search(words.half, evidence):
        return 0.5, 0.5, "words"
    if re.search(words.whole, evidence):
        return 0.91, 1.0, "words"
    return None, None, None


def _measured(extent: Figure | None, total: Figure | None) -> tuple[float, float] | None:
    """Return the least and greatest share of one measure in another of its dimension."""
    if extent is None or total is None:
        return None
    part, whole = _base(extent), _base(total)
    if part is None or whole is None or part[2] != whole[2]:
        return None
    if min(*part[:2], *whole[:2]) < 0 or whole[0] == 0 or part[1] > whole[0]:
        return None
    return part[0] / whole[1], part[1] / whole[0]


def _base(figure: Figure) -> tuple[float, float, str] | None:
    """Return a measure's ends in the base unit of its dimension, and the dimension."""
    low, high = _ends(figure)
    if low is None or high is None or figure.unit is None:
        return None
    for dimension, units in _units().items():
        factor = units.get(figure.unit)
        if factor is not None:
            return low * factor, high * factor, dimension
    return None


def _objects(claim: Claim) -> Iterator[Damaged]:
    """Yield the things of a claim's recipients, then those only counted as destroyed."""
    counts = [figure for figure in claim.figures if figure.kind == "destroyed"]
    named: set[str] = set()
    for entity in claim.recipients:
        mention = _whole(claim, entity.mention) if entity.mention is not None else None
        words = mention.text if mention is not None else entity.name
        head = _last(words)
        if entity.id is not None or head not in _kinds():
            continue
        named.add(head)
        count = next((one for one in counts if one.unit and _singular(one.unit) == head), None)
        yield Damaged(words=words, kind=_kinds()[head], mention=mention, count=count)
    for figure in counts:
        unit = _singular(figure.unit or "")
        if unit in _kinds() and unit not in named:
            words = figure.of or figure.unit or ""
            yield Damaged(words=words, kind=_kinds()[unit], mention=figure.mention, count=figure)


def _site(claim: Claim) -> Iterator[Damaged]:
    """Yield the building or work at which an act with an extent took place."""
    mention = claim.place.mention if claim.place is not None else None
    if mention is not None and (kind := _kinds().get(_last(mention.text))):
        yield Damaged(words=mention.text, kind=kind, mention=mention)


def _measured_things(claim: Claim, *measures: Figure | None) -> Iterator[Damaged]:
    """Yield the thing that a measure is of: the first thing named after one of them."""
    for figure in measures:
        if figure is None or figure.mention is None:
            continue
        span = figure.also_written[-1] if figure.also_written else figure.mention
        if not claim.evidence.contains(span):
            continue
        after = claim.evidence.part(span.end - claim.evidence.start, len(claim.evidence.text))
        for match in itertools.islice(_WORD.finditer(after.text), _REACH):
            kind = _kinds().get(_singular(match.group()))
            if kind is not None:
                mention = after.part(match.start(), match.end())
                yield Damaged(words=mention.text, kind=kind, mention=mention)
                return


def _ends(figure: Figure) -> tuple[float | None, float | None]:
    """Return a figure's ends; one that is open is the other."""
    low = figure.low if figure.low is not None else figure.high
    return low, figure.high if figure.high is not None else figure.low


def _whole(claim: Claim, mention: Span) -> Span:
    """Return the words for a thing; for a part of one ("two portions"), with "of the wall"."""
    if _last(mention.text) not in _words().parts or not claim.evidence.contains(mention):
        return mention
    start = mention.start - claim.evidence.start
    rest = claim.evidence.text[mention.end - claim.evidence.start :]
    match = _OF.match(rest)
    if match is None or _last(match[1]) not in _kinds():
        return mention
    return claim.evidence.part(start, start + len(mention.text) + match.end())


def _last(words: str) -> str:
    """Return the noun that names a thing: "two small portions of the wall" is a wall."""
    lows = [_singular(word) for word in _WORD.findall(words.lower())]
    while "of" in lows:
        cut = lows.index("of")
        if cut and lows[cut - 1] not in _words().parts:
            lows = lows[:cut]
            break
        lows = lows[cut + 1 :]
    for size in (3, 2, 1):
        tail = " ".join(lows[-size:])
        if len(lows) >= size and tail in _kinds():
            return tail
    return lows[-1] if lows else ""


def _singular(word: str) -> str:
    low = word.lower()
    if low.endswith("ies") and len(low) > 4:
        return low[:-3] + "y"
    if low.endswith(("ches", "shes", "xes", "sses")):
        return low[:-2]
    return low[:-1] if low.endswith("s") and not low.endswith(("ss", "us")) else low


@functools.cache
def _words() -> PropertyWords:
    words: PropertyWords = read_data("property.yaml", PropertyWords)
    return words


@functools.cache
def _kinds() -> Mapping[str, str]:
    return {
        " ".join(_singular(part) for part in word.split()): kind
        for kind, names in _words().kinds.items()
        for word in names
    }


@functools.cache
def _units() -> Mapping[str, Mapping[str, float]]:
    """Return the factor of each unit to the base unit of its dimension, by dimension."""
    units = read_data("units.yaml", dict[str, dict[str, dict[str, object]]])
    return {
        dimension: {name: float(str(entry["factor"])) for name, entry in entries.items()}
        for dimension, entries in units.items()
    }
