"""Feeds: the entries of RSS and Atom as rows. Nothing is fetched."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn
from xml.parsers import expat

import feedparser

from dateline.acquire.entry import Entry
from dateline.acquire.rows import canonical, row_original
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.rejection import Rejection

_DEEPEST = 100
_MOST_ELEMENTS = 300_000
_LARGEST_BROKEN = 500_000
"""Bytes of a feed that is no good XML. What exceeds these takes feedparser a minute or more."""

_ADVICE = "Download the feed again, or save its pages instead"
_ADDRESS = re.compile(rb"<(?:\w+:)?loc[\s>]")


def read_feed(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield each entry that has a text, as a row; entries are counted from 1.

    Columns: `title`, `html` or `text` (the content, else the summary), `published`,
    `url`, `publisher` (the feed's title), `id`. Where an entry says only when it was
    last `updated`, as Atom's may, that stands in `date` and again in `updated`.

    Raises:
        UnreadableError: It is no feed, or one made to exhaust its reader.
    """
    content = entry.stream.whole(entry.limits.input_bytes)
    _check_harmless(content, entry)
    # Bytes in a file object: a string might be taken for an address and fetched.
    feed = feedparser.parse(io.BytesIO(content), sanitize_html=False, resolve_relative_uris=False)
    if not feed.get("entries"):
        raise UnreadableError(
            "the feed has no entries", where=entry.name, advice="Download it again"
        )
    publisher = _words(feed.get("feed", {}).get("title"))
    for number, item in enumerate(feed["entries"], start=1):
        row = _row(item, publisher)
        if "text" in row or "html" in row:
            yield row_original(entry, number, canonical(row), row)
            continue
        yield entry.rejection(
            "the feed's entry has no text",
            f"Save the page it leads to: {row.get('url', 'it names none')}",
            uri=entry.address.row(number),
        )


def read_sitemap(entry: Entry) -> Iterator[Rejection]:
    """Yield the rejection of a sitemap, which has addresses but no texts."""
    content = entry.stream.whole(entry.limits.input_bytes)
    count = len(_ADDRESS.findall(content))
    yield entry.rejection(
        "a sitemap lists addresses, not texts",
        f"Save the {count:,} pages it lists, or put them in a WARC, and name those",
    )


def _row(item: Mapping[str, Any], publisher: str | None) -> dict[str, object]:
    row: dict[str, object] = {"publisher": publisher}
    for column, name in (("id", "id"), ("title", "title"), ("url", "link"), ("byline", "author")):
        row[column] = _words(item.get(name))
    published = _words(item.get("published"))
    # Asked for what it lacks, feedparser gives the one for the other and warns.
    updated = None if "published" in item else _words(item.get("updated"))
    row |= {"published": published} if published else {"date": updated, "updated": updated}
    # A feed may give its content several times over: plain and marked up.
    for part in (*item.get("content", ()), item.get("summary_detail") or {}):
        words = _words(part.get("value"))
        if words:
            row["text" if part.get("type") == "text/plain" else "html"] = words
            row["language"] = _words(part.get("language"))
            break
    return {name: value for name, value in row.items() if value is not None}


def _words(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _check_harmless(content: bytes, entry: Entry) -> None:
    """Look through a feed with a fast parser before the slow one gets it.

    Raises:
        UnreadableError: It defines entities, nests too deep, or is large and broken.
    """
    depth = count = 0

    def enter(name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG001
        nonlocal depth, count
        depth, count = depth + 1, count + 1
        if depth > _DEEPEST or count > _MOST_ELEMENTS:
            _refuse("it is nested too deep or has too many elements for a feed", entry)

    def leave(name: str) -> None:  # noqa: ARG001
        nonlocal depth
        depth -= 1

    def define(*definition: object) -> None:  # noqa: ARG001
        _refuse("it defines XML entities, which feeds do not need", entry)

    parser = expat.ParserCreate()
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    parser.EntityDeclHandler = define
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        if len(content) > _LARGEST_BROKEN:
            problem = f"the feed is larger than {_LARGEST_BROKEN / 1e6:g} MB and broken XML"
            raise UnreadableError(problem, where=entry.name, advice=_ADVICE) from error


def _refuse(problem: str, entry: Entry) -> NoReturn:
    raise UnreadableError(problem, where=entry.name, advice=_ADVICE)
