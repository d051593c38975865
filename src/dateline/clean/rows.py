"""Input rows: one report as a JSON object, with the way back to its characters.

Fields are named in the documentation of input rows: `id|doc_id`, `title`,
`text|body|html`, `published|date`, `publisher|source`, `url`, `language`; whatever
else stands in a row is kept as metadata.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import msgspec

from dateline.clean.draft import Draft, PageFacts
from dateline.clean.given import given_date
from dateline.clean.plain import written
from dateline.document import Block, Published
from dateline.errors import UnreadableError
from dateline.record import Record
from dateline.span import OffsetMap, Run, Span, composed, merge_runs, shifted

_TEXT = ("text", "body", "html")
_KNOWN = frozenset(
    ("id", "doc_id", "title", *_TEXT, "published", "date", "publisher", "source", "url", "language")
)
_SPACE = re.compile(r"[ \t\n\r]*")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*+)"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]\w\w\\u[dD][c-fC-F]\w\w|u[0-9a-fA-F]{4}|.)", re.DOTALL)
_MARKUP = re.compile(r"</(?:p|div|body|html|span|li|h\d)>|<br ?/?>", re.IGNORECASE)
_ADVICE = "Check that the line is one JSON object with a text, body or html column"


class _Field(Record, frozen=True):
    """A string of the row: its value, and where its characters stand."""

    text: str
    source: OffsetMap


def read(source: str, html: Callable[[str], Draft]) -> Draft:
    """Return the report that a row holds.

    Args:
        source: The row, as decoded.
        html: Reads a page: what an `html` column (or markup in another) is given to.

    Returns:
        A draft whose map leads to code points of `source`. A title that does not begin
        the text is put before it as headline.

    Raises:
        UnreadableError: The row is no JSON object, or has no column with a text.
    """
    fields, others = _fields(source)
    name = next((name for name in _TEXT if name in fields and fields[name].text.strip()), None)
    title = fields.get("title")
    if name is None and (title is None or not title.text.strip()):
        raise UnreadableError("the row has no text", where="row", advice=_ADVICE)
    body = (
        _body(fields[name], html, markup=name == "html")
        if name
        else Draft(text="", blocks=(), source=OffsetMap())
    )
    if title is not None and title.text.strip() and not _begins(body.text, title.text):
        body = _headed(title, body)
    return msgspec.structs.replace(body, facts=_facts(fields, others, body.facts))


def doc_id(facts: PageFacts) -> str | None:
    """Return the row's own id, when it has one."""
    return facts.metadata.get("doc_id") or facts.metadata.get("id")


def _body(field: _Field, html: Callable[[str], Draft], *, markup: bool) -> Draft:
    if not markup and len(_MARKUP.findall(field.text, 0, 20_000)) < 2:
        return Draft(text=field.text, blocks=(), source=field.source)
    page = html(field.text)
    return msgspec.structs.replace(page, source=composed(page.source, field.source))


def _headed(title: _Field, body: Draft) -> Draft:
    """Return the draft with the title as a headline before its text."""
    head = title.text + "\n\n"
    end = len(title.text.rstrip())
    start = len(title.text) - len(title.text.lstrip())
    places = len(head)
    blocks = (
        Block(start, end, "headline"),
        *(
            Block(block.start + places, block.end + places, *_repeated(block))
            for block in body.blocks
        ),
    )
    runs = merge_runs((*title.source.runs, *shifted(body.source.runs, places)))
    facts = msgspec.structs.replace(body.facts, published=_moved(body.facts.published, places))
    return Draft(text=head + body.text, blocks=blocks, source=OffsetMap(runs), facts=facts)


def _moved(published: Published | None, places: int) -> Published | None:
    """Return a day of publication with its span `places` code points further on."""
    if published is None or published.span is None:
        return published
    span = Span(published.span.start + places, published.span.end + places, published.span.text)
    return msgspec.structs.replace(published, span=span)


def _repeated(block: Block) -> tuple[Any, str | None]:
    """Return the kind and reason of a page's block once the row's title is the headline."""
    if block.kind == "headline":
        return "repeat", "another headline than the row's title"
    return block.kind, block.reason


def _begins(text: str, title: str) -> bool:
    return (
        " ".join(text[: 2 * len(title) + 100].split())
        .casefold()
        .startswith(" ".join(title.split()).casefold())
    )


def _facts(fields: Mapping[str, _Field], others: Mapping[str, str], page: PageFacts) -> PageFacts:
    def first(*names: str) -> str | None:
        for name in names:
            value = fields[name].text if name in fields else others.get(name, "")
            if value.strip():
                return " ".join(value.split())
        return None

    metadata = dict(page.metadata)
    known: dict[str, str] = {name: field.text for name, field in fields.items()}
    metadata.update(
        (name, value) for name, value in (known | dict(others)).items() if name not in _KNOWN
    )
    metadata.update(
        (name, value) for name in ("id", "doc_id") if (value := first(name)) is not None
    )
    date_name = "published" if first("published") else "date"
    date = first(date_name)
    published = given_date(date, date_name) if date else None
    if date and published is None:
        metadata[date_name] = date
    if "publisher" in known and "source" in known:
        metadata["source"] = known["source"]
    return PageFacts(
        title=first("title") or page.title,
        publisher=first("publisher", "source") or page.publisher,
        byline=first("byline", "author", "authors") or page.byline,
        language=first("language") or page.language,
        url=first("url") or page.url,
        published=published or page.published,
        metadata=metadata,
    )


def _fields(source: str) -> tuple[dict[str, _Field], dict[str, str]]:
    """Return the row's strings with their places, and its other values as JSON.

    Raises:
        UnreadableError: It is no JSON object.
    """
    fields: dict[str, _Field] = {}
    others: dict[str, str] = {}
    decoder = json.JSONDecoder(strict=False)
    try:
        for name, start in _members(source, decoder):
            string = _STRING.match(source, start)
            if string is not None:
                fields[name] = _field(source, string)
                others.pop(name, None)
                continue
            value, _ = decoder.raw_decode(source, start)
            if value is not None:
                others[name] = json.dumps(value, ensure_ascii=False, sort_keys=True)
                fields.pop(name, None)
    except (ValueError, RecursionError) as error:
        problem = f"no JSON object: {error}"
        raise UnreadableError(problem, where="row", advice=_ADVICE) from error
    return fields, others


def _members(source: str, decoder: json.JSONDecoder) -> Iterator[tuple[str, int]]:
    """Yield the name of each member of the object and where its value begins.

    Raises:
        ValueError: It is no JSON object.
    """
    place = _expect(source, 1 if source.startswith("\ufeff") else 0, "{")
    if _at(source, place) == "}":
        return
    while True:
        place = _skip(source, place)
        if _at(source, place) != '"':
            raise ValueError(f"a name is missing at character {place}")
        name, place = decoder.raw_decode(source, place)
        place = _skip(source, _expect(source, place, ":"))
        yield name, place
        string = _STRING.match(source, place)
        place = string.end() if string else decoder.raw_decode(source, place)[1]
        place = _skip(source, place)
        if _at(source, place) == "}":
            if source[place + 1 :].strip():
                raise ValueError(f"more than one value, from character {place + 1}")
            return
        place = _expect(source, place, ",")


def _skip(source: str, place: int) -> int:
    match = _SPACE.match(source, place)
    return match.end() if match else place


def _at(source: str, place: int) -> str:
    return source[_skip(source, place) : _skip(source, place) + 1]


def _expect(source: str, place: int, mark: str) -> int:
    place = _skip(source, place)
    if source[place : place + 1] != mark:
        raise ValueError(f"{mark!r} is missing at character {place}")
    return place + 1


def _field(source: str, string: re.Match[str]) -> _Field:
    """Return a string's value and map: stretches without escapes are even runs."""
    parts: list[str] = []
    runs: list[Run] = []
    place, length = string.start(1), 0

    def add(text: str, start: int, end: int) -> None:
        nonlocal length
        if text:
            parts.append(text)
            runs.append(Run(length, length + len(text), start, end))
            length += len(text)

    for escape in _ESCAPE.finditer(source, string.start(1), string.end(1)):
        add(written(source[place : escape.start()]), place, escape.start())
        value = json.loads(f'"{escape.group()}"')
        add(written(value), escape.start(), escape.end())
        place = escape.end()
    add(written(source[place : string.end(1)]), place, string.end(1))
    return _Field("".join(parts), OffsetMap(tuple(runs)))
