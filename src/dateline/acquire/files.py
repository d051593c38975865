"""Files that are one report each: saved pages, plain text, PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from dateline.acquire.entry import Entry
from dateline.acquire.kind import is_binary
from dateline.errors import UnreadableError
from dateline.original import MediaType, Original

_MULTIPART = re.compile(rb"^content-type:\s*multipart/", re.IGNORECASE | re.MULTILINE)
_MOST_MULTIPARTS = 20
_MOST_PARTS = 10_000
_MOST_LINES = 1_000_000
"""The mail parser takes minutes over what is made of nothing but parts or line ends, and
each multipart within another makes it slower on every line."""


def read_file(entry: Entry, media_type: MediaType) -> Iterator[Original]:
    """Yield the file as it stands.

    Raises:
        UnreadableError: It is too large, or turns binary after its beginning.
    """
    content = entry.stream.whole(entry.limits.input_bytes)
    if media_type != "application/pdf" and is_binary(content):
        raise UnreadableError(
            "it holds NUL or other control characters",
            where=entry.name,
            advice="It is damaged or no text: save the report again as UTF-8",
        )
    yield Original(uri=entry.address.uri, media_type=media_type, content=content)


def read_mhtml(entry: Entry) -> Iterator[Original]:
    """Yield the page of an MHTML file, without its pictures and frames.

    The page is the part that the file calls its start, else the part whose location is
    the saved address, else the first HTML part.

    Raises:
        UnreadableError: The file is damaged, or has no page in it.
    """
    content = entry.stream.whole(entry.limits.input_bytes)
    if (
        len(_MULTIPART.findall(content)) > _MOST_MULTIPARTS
        or content.count(b"\n--") > _MOST_PARTS
        or content.count(b"\n") > _MOST_LINES
    ):
        raise UnreadableError(
            "it has more parts or lines than a saved page has",
            where=entry.name,
            advice="Save the page again",
        )
    message = message_from_bytes(content)
    part = _page(message)
    if part is None:
        broken = message.get_content_maintype() == "multipart" and not message.is_multipart()
        raise UnreadableError(
            "the MHTML file is damaged: its parts cannot be told apart"
            if broken
            else "the MHTML file has no page in it",
            where=entry.name,
            advice="Save the page again",
        )
    payload = part.get_payload(decode=True)
    page = payload if isinstance(payload, bytes) else b""
    if not page.strip() or is_binary(page):
        raise UnreadableError(
            "the page in the MHTML file is empty or damaged",
            where=entry.name,
            advice="Save the page again",
        )
    url = _text(message, "Snapshot-Content-Location") or _text(part, "Content-Location")
    metadata = {"url": url, "retrieved": _moment(str(message.get("Date", "")))}
    yield Original(
        uri=entry.address.uri,
        media_type="text/html",
        content=page,
        charset=part.get_content_charset(),
        metadata={name: value for name, value in metadata.items() if value},
    )


def _page(message: Message) -> Message | None:
    if not message.is_multipart():
        return message if message.get_content_type() == "text/html" else None
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in _PAGE_TYPES]
    start = str(message.get_param("start") or "").strip("<> ")
    location = _text(message, "Snapshot-Content-Location")
    for part in pages:
        if start and _text(part, "Content-ID").strip("<> ") == start:
            return part
    for part in pages:
        if location and _text(part, "Content-Location") == location:
            return part
    return pages[0] if pages else None


_PAGE_TYPES = ("text/html", "application/xhtml+xml")


def _text(message: Message, header: str) -> str:
    """Return a header without white space: long addresses are folded."""
    return "".join(str(message.get(header, "")).split())


def _moment(words: str) -> str:
    """Return a mail date in ISO 8601; nothing if it is none."""
    try:
        return parsedate_to_datetime(words).isoformat()
    except (ValueError, IndexError):
        return ""
