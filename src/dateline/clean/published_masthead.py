"""Who a page says it is, and who it says has written: self-naming, copyright, bylines."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from dateline.clean.date_words import dates_in
from dateline.clean.published_head import first_paragraphs
from dateline.document import Block

_NAMES = re.compile(
    r"(?P<name>(?:[A-ZÀ-Þ][\w.&'’-]*\s+){0,4}[A-ZÀ-Þ][\w&'’-]*"
    r"(?:\.(?:com|net|org|info|news|tv|[a-z]{2}(?:\.[a-z]{2})?|Com|Net|Org|Info))?)"
    r"\s*(?:[-—–]+\s|:\s|\s\|\s)"
)
_SITE = re.compile(r"[\w-]+\.(?:com|net|org|info|news|tv|[a-z]{2})(?:\.[a-z]{2})?$", re.IGNORECASE)
_PAPER = re.compile(
    r"\b(?:News|Times|Post|Tribune|Herald|Gazette|Journal|Chronicle|Observer|Telegraph|Mirror|Echo"
    r"|Courier|Daily|Weekly|Press|Radio|TV|Television|Online|Today|Independent|Standard|Guardian"
    r"|Mail|Star|Sun|Monitor|Dispatch|Examiner|Mercury|Argus|Bulletin|Review|Report|Wire|Media)\b"
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright\b|all rights reserved\W)[\s©|:,]*(?:\(c\)|©|copyright)?[\s|:,]*"
    r"(?:(?:19|20)\d\d(?:\s*[-–—]\s*(?:(?:19|20)?\d\d|present))?)?[\s,|.]*(?:by\s+)?(?P<name>[^|©\n]{2,60})",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"\s*(?:\.\s|,|\||;|/|\s[-–—]\s|\ball rights\b|\bunless\b|\bis a\b|\bregistered\b"
    r"|\binc\b|\bllc\b|\bltd\b|\blimited\b|\b(?:19|20)\d\d\b|$)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"rights reserved|copyright|\((?:c)\)|©\s*(?:19|20)\d\d", re.IGNORECASE)
_PICTURE = re.compile(r"\b(?:photo|photograph|picture|image|getty|afp|reuters|pool)\b", re.I)
_PART = re.compile(r"\s*(?:\||•|·|/|;|,|\s[-–—]+\s|\n|\s{3,}|\band\b|&)\s*")
_BY = re.compile(
    r"^\W*(?:(?:written|reported|reporting|posted|published|story|words|text)\s+)?by:?\s+", re.I
)
_POSTED = re.compile(r"^\W*(?:posted|published|updated|modified|last)\b.*$", re.I)
_PERSON = re.compile(
    r"(?:[A-ZÀ-Þ][\w’'.-]*|de|da|di|van|von|der|den|el|al|bin|ibn|abu|la|le|du|dos|[A-Z]\.)"
)
_ROLE = re.compile(
    r"\s+(?:in [A-Z].*|(?:staff |senior |chief |special |political |foreign |deputy |associated? )*"
    r"(?:writer|reporter|correspondent|editor|contributor|staff|columnist|director)s?\b.*)$",
    re.IGNORECASE,
)
_COMPANY = re.compile(
    r"\b(?:holdings?|corp(?:oration)?|company|co|group|interactive|inc|ltd|llc|limited|gmbh"
    r"|organi[sz]ation|universal|publish(?:ing|ers?)|digital|services?|foundation|networks?|firm|pty|plc"
    r"|the author)\b",
    re.IGNORECASE,
)
"""Words of a company that owns a publication, and does not bear its name."""

_ABOUT = re.compile(
    r"^(?:about|follow|meet|contact|more (?:from|by)|see all|articles? (?:from|by)|profile)\b", re.I
)
_RANKS = re.compile(
    r"\s+(?:Deputy|Senior|Chief|Staff|Special|Political|Parliamentary|Foreign|Defen[cs]e|Associate"
    r"|Assistant|Managing|Executive|Content|Digital|Contributing|World|Diplomatic|Security)\b.*$"
)
_TITLES = frozenset(("headline", "repeat"))
_BAR = re.compile(r"\s+[-–—|•·»:]+\s+|\s*[|»]\s*")
_NAMED = re.compile(
    r"(?=.{3,40}$)[A-ZÀ-Þ][\w.&'’-]*(?: (?:of|the|and|&|de|[A-ZÀ-Þ][\w.&'’-]*)){0,4}"
)
_SECTIONS = frozenset(
    """africa america americas analysis arts asia auto breaking business conflict crime culture
    economy europe features for gallery general health home in international latest live local
    middle east more national news of on opinion photos picture pictures politics regional region
    report reports science security special sport sports stories story tech the today top uk
    update updates us video videos war weather world""".split()
)
"""Words of which the names of a paper's sections are made."""

_LONGEST_TITLE = 80
_LONGEST_LINE = 400
_MOST_LINES = 200
_MOST_WORDS = 5
_LONGEST_NAME = 40


def masthead(text: str, blocks: Sequence[Block], services: Collection[str]) -> str | None:
    """Return the publication that a page names itself to be; None if it does not.

    Args:
        text: The document's text.
        blocks: Its labelled blocks.
        services: Names of wire services, which are no publications.
    """
    for block in first_paragraphs(blocks)[:1]:
        match = _NAMES.match(text, block.start, min(block.end, block.start + 80))
        name = match["name"] if match else ""
        paper = len(name.split()) > 1 and _PAPER.search(name) and not name.isupper()
        if name and name not in services and (_SITE.search(name) or paper):
            return name
    holders = {
        name.casefold(): name
        for block in blocks
        if block.kind == "chrome"
        for name in _copyright(text[block.start : block.end], services)
    }
    if len(holders) == 1:
        return next(iter(holders.values()))
    name = _beside_headline(text, blocks)
    return name if name and name not in services else None


def _beside_headline(text: str, blocks: Sequence[Block]) -> str | None:
    """Return the name that stands after the headline where a page says it again.

    "Rebels enter Vellmar - The Coast Echo": a page's title, above its headline.
    """
    body = next((block.start for block in blocks if block.kind == "paragraph"), len(text))
    lines = [
        " ".join(text[block.start : block.end].split())
        for block in blocks
        if block.end - block.start <= _LONGEST_LINE
        and (block.kind in _TITLES or (block.kind == "chrome" and block.end <= body))
    ][:_MOST_LINES]
    titles = [text[block.start : block.end] for block in blocks if block.kind in _TITLES][:3]
    for title in (" ".join(words.split()) for words in titles):
        for line in lines:
            rest = ""
            if len(title) < len(line) <= len(title) + _LONGEST_TITLE:
                rest = line.removeprefix(title) if line.startswith(title) else ""
            parts = [part.strip() for part in _BAR.split(rest)]
            name = parts[-1] if len(parts) > 1 and not parts[0] else ""
            section = all(word in _SECTIONS for word in name.casefold().split())
            if not section and (_SITE.search(name) or _NAMED.fullmatch(name)):
                return name
    return None


def _copyright(line: str, services: Collection[str]) -> Iterator[str]:
    """Yield whose copyright a line of furniture states, but for pictures."""
    if len(line) > _LONGEST_LINE or not _RIGHTS.search(line) or _PICTURE.search(line):
        return
    for match in _COPYRIGHT.finditer(line):
        words = match["name"]
        end = _NAME_END.search(words)
        name = words[: end.start() if end else None].strip(" .,:-–—\"'“”")
        own = _SITE.search(name) or (
            name[:1].isupper()
            and not _RIGHTS.search(name)
            and (_PAPER.search(name) or not _COMPANY.search(words))
        )
        if own and 1 < len(name) <= _LONGEST_NAME and name not in services:
            yield name


def segments(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the parts of a byline between strokes, commas and dates, each with its place."""
    cuts = [(item.start, item.end) for item in dates_in(text, start, end)]
    cuts += [match.span() for match in _PART.finditer(text, start, end)]
    low = start
    for first, last in (*sorted(cuts), (end, end)):
        words = text[low:first].strip(" \t\n.:()[]*—–-")
        if low < first and words:
            yield low, words
        low = max(low, last)


def byline(text: str, blocks: Sequence[Block], services: Collection[str]) -> str | None:
    """Return who wrote a report, several names parted by semicolons; None if not said.

    Args:
        text: The document's text.
        blocks: Its labelled blocks; the first byline with a writer counts.
        services: Names of wire services, given only where no person is named.
    """
    wire: str | None = None
    for block in blocks:
        if block.kind != "byline" or block.end - block.start > 300:
            continue
        found = list(segments(text, block.start, block.end))
        people = [name for _, words in found if (name := _person(words, services))]
        if people:
            return "; ".join(dict.fromkeys(people))
        named = (_BY.sub("", words) for _, words in found)
        wire = wire or next((words for words in named if words in services), None)
    return wire


def _person(words: str, services: Collection[str]) -> str | None:
    """Return the person that a part of a byline names; None if it names none."""
    named = words.strip()
    if _ABOUT.search(named):
        return None
    bare = _POSTED.sub("", _RANKS.sub("", _ROLE.sub("", _BY.sub("", named)))).strip(" .:")
    for service in services:
        bare = bare.removesuffix(f" The {service}").removesuffix(f" {service}")
    bare = re.sub(r"\s+(?:on|at|in|for|updated|posted|published)$", "", bare, flags=re.IGNORECASE)
    parts = bare.split()
    if bare in services or not 2 <= len(parts) <= _MOST_WORDS:
        return None
    if not all(_PERSON.fullmatch(part) for part in parts) or _PAPER.search(bare):
        return None
    shouted = [part.isupper() and len(part) > 1 and "." not in part for part in parts]
    if any(shouted) and not all(shouted):
        return None
    return bare
