"""What a page says about itself outside its text: meta elements and JSON-LD."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import msgspec

from dateline.clean.date_words import written_day
from dateline.clean.draft import PageFacts
from dateline.clean.html_pieces import Raw
from dateline.document import Published
from dateline.record import Record

_LARGEST_JSON = 2_000_000
_MOST_ITEMS = 5_000
_ARTICLES = re.compile(r"(?:Article|BlogPosting|Report|Posting|Story|Review)$")
_TITLES = ("og:title", "twitter:title", "headline", "parsely-title", "sailthru.title",
           "dc.title", "dcterms.title", "citation_title", "title")  # fmt: skip
_SITES = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher",
          "citation_journal_title", "publisher")  # fmt: skip
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
            "dcterms.creator", "citation_author", "byl", "authors", "dc:creator")  # fmt: skip
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "article:published", "datepublished",
    "og:published_time", "article.published", "date.published", "publish_date", "published_time",
    "parsely-pub-date", "sailthru.date", "citation_publication_date", "citation_date",
    "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
    "dc:date", "dcterms.date", "pubdate", "publishdate", "publish-date", "publication_date",
    "publicationdate", "published", "originalpublicationdate", "article_date_original",
    "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "rnews:datepublished",
    "timestamp", "displaydate", "date", "dat", "doc_date", "pdate", "release_date",
)  # fmt: skip
"""Names under which pages state their day of publication, the more exact ones first."""

_SPLIT = re.compile(r"\s+[|–—·•«»:/-]+\s+|\s*[|»«]\s*")
_WORD = re.compile(r"\w+")
_BY = re.compile(r"^by:? (?=\S)", re.IGNORECASE)
_URL_DAY = re.compile(
    r"(?<!\d)((?:19|20)\d\d)[/_.-](0?[1-9]|1[0-2])[/_.-](0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)((?:19[89]|20[0-3])\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"
)
_JSON_DAY = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')
_UTC = re.compile(r"\d(?:Z|[+-]00:?00| UTC| GMT)$")
_EARLIEST = date(1990, 1, 1)


class Stated(Record, frozen=True):
    """What JSON-LD says of the page's article."""

    headline: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    language: str | None = None
    url: str | None = None


def facts(raws: Sequence[Raw], language: str | None) -> PageFacts:
    """Return what a page states about its article.

    The day of publication is the day as written, in the page's own time zone: JSON-LD
    first, then meta elements, then the address. None stands for what is not stated.
    """
    meta = _meta(raws)
    titles = [raw.text for raw in raws if raw.name == "title"]
    about = (*(meta.get(name, "") for name in _TITLES), *titles)
    stated, loose = _json(raws, [title for title in about if title])
    named = _clean(_first(meta, _SITES))
    site = _clean(stated.publisher) or (named if named and "://" not in named else None)
    url = _address(raws, meta) or stated.url
    declared = language or _first(meta, ("og:locale", "content-language")) or stated.language
    return PageFacts(
        title=_title(stated, meta, titles, site),
        publisher=site or _domain(url),
        byline=_authors(stated, meta, site),
        language=_language(declared),
        url=url,
        published=_published(stated, loose, meta, raws, url),
        metadata={
            name: value
            for name in ("og:description", "description")
            if (value := _clean(meta.get(name)))
        },
    )


def _meta(raws: Sequence[Raw]) -> Mapping[str, str]:
    """Return the contents of meta elements by name in lower case, the first of each."""
    found: dict[str, str] = {}
    for raw in raws:
        if raw.name not in {"meta", "item"}:
            continue
        value = raw.attributes.get("content") or raw.attributes.get("datetime") or ""
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = raw.attributes.get(key, "").lower()
            if name and value.strip():
                found.setdefault(name, value.strip())
    return found


def _first(meta: Mapping[str, str], names: Sequence[str]) -> str | None:
    return next((meta[name] for name in names if meta.get(name)), None)


def _clean(value: str | None) -> str | None:
    """Return a value with references read and white space collapsed; None if nothing is left."""
    if not value:
        return None
    return " ".join(html.unescape(value).split())[:500] or None


def _json(raws: Sequence[Raw], about: Sequence[str]) -> tuple[Stated, str | None]:
    """Return what JSON-LD says of the article, and a day found where the JSON is broken."""
    best, score, loose = Stated(), -1.0, None
    for raw in raws:
        if raw.name != "script" or "ld+json" not in raw.attributes.get("type", ""):
            continue
        text = raw.text[:_LARGEST_JSON].strip().removeprefix("<!--").removesuffix("-->")
        try:
            content = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            match = _JSON_DAY.search(text)
            loose = loose or (match[1] if match else None)
            continue
        for item in _items(content):
            stated = _stated(item)
            value = _agreement(item, stated, about)
            if value > score:
                best, score = stated, value
    return best, loose


def _items(content: object) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of JSON-LD that may be the article, outermost first."""
    waiting: list[object] = [content]
    for _ in range(_MOST_ITEMS):
        if not waiting:
            return
        item = waiting.pop(0)
        if isinstance(item, list):
            waiting[:0] = item[:100]
        elif isinstance(item, dict):
            if _ARTICLES.search(_kind(item)) or "datePublished" in item:
                yield item
            waiting.extend(
                value
                for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement")
                if isinstance(value := item.get(key), (dict, list))
            )


def _kind(item: Mapping[str, Any]) -> str:
    kind = item.get("@type", "")
    if isinstance(kind, list):
        return next((k for k in kind if isinstance(k, str) and _ARTICLES.search(k)), "")
    return kind if isinstance(kind, str) else ""


def _stated(item: Mapping[str, Any]) -> Stated:
    authors = _names(item.get("author") or item.get("creator"))
    return Stated(
        headline=_clean(_string(item.get("headline")) or _string(item.get("name"))),
        publisher=next(iter(_names(item.get("publisher"))), None),
        authors=authors,
        published=_string(item.get("datePublished")) or _string(item.get("dateCreated")),
        language=_string(item.get("inLanguage")),
        url=_string(item.get("url")),
    )


def _agreement(item: Mapping[str, Any], stated: Stated, about: Sequence[str]) -> float:
    """Return how surely an object is the page's article: by its type and its headline."""
    article = bool(_ARTICLES.search(_kind(item)))
    own = set(_WORD.findall((stated.headline or "").casefold()))
    same = 0.0
    for title in about:
        other = set(_WORD.findall(html.unescape(title).casefold()))
        if own and other:
            same = max(same, len(own & other) / min(len(own), len(other)))
    return article + 2 * (same >= 0.6) + 0.5 * (stated.published is not None)


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value") or value.get("name")
    return value.strip() or None if isinstance(value, str) else None


def _names(value: object) -> tuple[str, ...]:
    """Return the names of people or organisations in JSON-LD."""
    found: list[str] = []
    for item in value if isinstance(value, list) else [value]:
        name = item.get("name") if isinstance(item, dict) else item
        for part in name if isinstance(name, list) else [name]:
            cleaned = _clean(part) if isinstance(part, str) else None
            if cleaned and not cleaned.startswith("http"):
                found.append(cleaned)
    return tuple(dict.fromkeys(found))


def _title(
    stated: Stated, meta: Mapping[str, str], titles: Sequence[str], site: str | None
) -> str | None:
    shown = [_clean(title) for title in titles[:1]]
    candidates = [_clean(_first(meta, _TITLES)), stated.headline, *shown]
    found = [title for title in candidates if title]
    return _without_site(found[0], site, found) if found else None


def _without_site(title: str, site: str | None, others: Sequence[str]) -> str:
    """Return a title without the name of the site or section that is put after it."""
    matches = list(_SPLIT.finditer(title))
    if not matches:
        return title
    for match in matches:
        front, back = title[: match.start()], title[match.end() :]
        if any(_bare(front) == _bare(other) for other in others if other != title):
            return front
        if any(_bare(back) == _bare(other) for other in others if other != title):
            return back
    last = matches[-1]
    front, back = title[: last.start()], title[last.end() :]
    named = bool(site) and (_bare(back) in _bare(site or "") or _bare(site or "") in _bare(back))
    return front if named or re.fullmatch(r"[\w-]+\.(?:com|org|net|co\.\w\w|\w\w)", back) else title


def _bare(words: str) -> str:
    return "".join(_WORD.findall(words.casefold()))


def _authors(stated: Stated, meta: Mapping[str, str], site: str | None) -> str | None:
    """Return who wrote the article, several names parted by semicolons."""
    names = list(stated.authors)
    if not names:
        named = _clean(_first(meta, _AUTHORS))
        if named and not named.startswith(("http", "@", "/")):
            names = [named]
    kept = [name for name in names if _bare(name) != _bare(site or "")] or names
    people = [_BY.sub("", name).split(" | ")[0] for name in kept]
    return "; ".join(people) or None


def _address(raws: Sequence[Raw], meta: Mapping[str, str]) -> str | None:
    for raw in raws:
        if raw.name == "link" and "canonical" in raw.attributes.get("rel", "").lower().split():
            address = raw.attributes.get("href", "").strip()
            if address.startswith(("http://", "https://")):
                return address
    other = _first(meta, ("og:url", "twitter:url"))
    return other if other and other.startswith(("http://", "https://")) else None


def _domain(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _language(words: str | None) -> str | None:
    """Return the language of a declaration such as `en-US`; None if it is none."""
    if not words:
        return None
    code = re.split(r"[-_,;\s]", words.strip().lower())[0]
    return code if re.fullmatch(r"[a-z]{2}", code) else None


def times(raws: Sequence[Raw]) -> tuple[str, ...]:
    """Return the machine-readable times that a page marks up, as written."""
    return tuple(
        raw.attributes["datetime"]
        for raw in raws
        if raw.name == "time" and raw.attributes.get("datetime")
    )


def _published(
    stated: Stated,
    loose: str | None,
    meta: Mapping[str, str],
    raws: Sequence[Raw],
    url: str | None,
) -> Published | None:
    """Return the day in the metadata, or in the address.

    Where the metadata give a time in UTC and the address the day before or after, the
    address counts: it has the day of the place of publication.
    """
    found, there = _from_metadata(stated, loose, meta, raws), addressed(url)
    if found is None or there is None or found.first is None or there.first is None:
        return found or there
    utc = bool(_UTC.search(found.reason or ""))
    return there if utc and abs((found.first - there.first).days) == 1 else found


def _from_metadata(
    stated: Stated, loose: str | None, meta: Mapping[str, str], raws: Sequence[Raw]
) -> Published | None:
    candidates = [(stated.published, "JSON-LD datePublished"), (loose, "JSON-LD datePublished")]
    candidates += [(meta.get(name), f"meta {name}") for name in _PUBLISHED]
    candidates += [
        (raw.attributes.get("datetime"), "time pubdate")
        for raw in raws
        if raw.name == "time" and "pubdate" in raw.attributes
    ]
    for words, place in candidates:
        day = written_day(words) if words else None
        if day and day >= _EARLIEST:
            reason = f"{place}: {' '.join((words or '').split())}"
            return Published(first=day, last=day, basis="metadata", reason=reason)
    return None


def addressed(url: str | None) -> Published | None:
    """Return the day in an address (`/2017/07/04/`); None if there is none, or several."""
    days: set[date] = set()
    for match in _URL_DAY.finditer(urlsplit_path(url)):
        parts = match.groups()[:3] if match[1] else match.groups()[3:]
        try:
            days.add(date(*(int(part) for part in parts if part)))
        except ValueError:
            continue
    if len(days) != 1:
        return None
    day = days.pop()
    return Published(first=day, last=day, basis="url", reason=f"the address {url}")


def urlsplit_path(url: str | None) -> str:
    """Return the path of an address; empty where there is none."""
    try:
        return urlsplit(url).path if url else ""
    except ValueError:
        return ""


def with_metadata(found: PageFacts, **others: str) -> PageFacts:
    """Return page facts with more metadata."""
    return msgspec.structs.replace(found, metadata={**found.metadata, **others})
