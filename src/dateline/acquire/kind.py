"""Kind: what bytes are, told from how they begin and what the file is called.

What the bytes say goes before what the name says: a web page called `.txt` is a page,
a picture called `.txt` is no report.
"""

from __future__ import annotations

import codecs
import re
from typing import Literal

import msgspec

from dateline.acquire.stream import BOMS
from dateline.record import Record
from dateline.rejection import Outcome

Kind = Literal[
    "html", "text", "pdf", "mhtml", "lines", "json", "csv", "feed", "sitemap", "warc",
    "parquet", "zip", "gzip",
]  # fmt: skip

HEAD = 1 << 14
"""Bytes that are looked at to tell a kind."""

TEXT_COLUMNS = ("text", "body", "html")
KNOWN_COLUMNS = frozenset(
    ("id", "doc_id", "title", *TEXT_COLUMNS, "published", "date", "publisher", "source", "url")
) | {"language"}


class Misfit(Record, frozen=True):
    """Why bytes are nothing that can be read.

    Attributes:
        reason: What they are instead.
        advice: What to do.
        outcome: `no_report` for what nobody takes for a report, such as a picture.
    """

    reason: str
    advice: str
    outcome: Outcome = "failed"


_LINES = (".jsonl", ".ndjson", ".jsonlines")
_JSON = (".json", *_LINES)
_TABLES = (".csv", ".tsv", ".tab")
_PAGES = (".html", ".htm", ".xhtml", ".shtml")
_MHTML = (".mht", ".mhtml")
_FURNITURE = (".css", ".js", ".mjs", ".map", ".svg", ".woff", ".woff2", ".ttf", ".otf", ".eot")
"""Parts of saved pages that are no pages themselves."""

_MAGIC: tuple[tuple[bytes, Kind], ...] = (
    (b"\x1f\x8b", "gzip"),
    (b"WARC/", "warc"),
    (b"PAR1", "parquet"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
)
_ASIDE = (
    (re.compile(rb"\x89PNG\r\n"), "a picture (PNG)"),
    (re.compile(rb"\xff\xd8\xff"), "a picture (JPEG)"),
    (re.compile(rb"GIF8[79]a"), "a picture (GIF)"),
    (re.compile(rb"RIFF....(?:WEBP|WAVE|AVI )", re.DOTALL), "a picture, sound or film (RIFF)"),
    (re.compile(rb"....ftyp", re.DOTALL), "a picture or film (ISO media)"),
    (re.compile(rb"\x00\x00\x01\x00"), "an icon"),
    (re.compile(rb"wOF[F2]|OTTO\x00|\x00\x01\x00\x00"), "a font"),
    (re.compile(rb"ID3[\x02-\x04]|OggS\x00|\x1aE\xdf\xa3"), "a sound or film"),
    (re.compile(rb".{8}DUCK", re.DOTALL), "a database"),
)
_PACKED = (
    (re.compile(rb"BZh[1-9]1AY&SY"), "bzip2"),
    (re.compile(rb"\xfd7zXZ\x00"), "xz"),
    (re.compile(rb"\x28\xb5\x2f\xfd"), "Zstandard"),
    (re.compile(rb"\x04\x22\x4d\x18"), "LZ4"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7-Zip"),
    (re.compile(rb"Rar!\x1a\x07"), "RAR"),
)
_UNPACK = "Unpack it and name what comes out"
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|script|meta|link|article|div|h[1-6]|p|table)[\s>/]",
    re.IGNORECASE,
)
_SKIPPED = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->|<!doctype\b(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>",
                      re.IGNORECASE | re.DOTALL)  # fmt: skip
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)[\s>/]")
_ROOTS: dict[bytes, Kind] = {
    b"rss": "feed", b"feed": "feed", b"RDF": "feed",
    b"urlset": "sitemap", b"sitemapindex": "sitemap",
}  # fmt: skip
_MIME = re.compile(
    rb"^(?:mime-version:|snapshot-content-location:|content-type:\s*multipart/related)",
    re.IGNORECASE | re.MULTILINE,
)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z-]*:[ \t]")
_CONTROLS = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))


def recognise(head: bytes, extension: str) -> Kind | Misfit:
    """Return what bytes are that begin with `head`.

    Args:
        head: The first `HEAD` bytes, or all there are.
        extension: Of the file's name, in lower case with its dot; may be empty.
    """
    if not head or not _plain(head).strip():
        return Misfit("it is empty", "Save or download it again")
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if misfit := _not_text(head, extension):
        return misfit
    return _recognise_text(_plain(head), extension)


def _not_text(head: bytes, extension: str) -> Misfit | None:
    claims_text = extension in {".txt", *_PAGES, *_MHTML, *_JSON, *_TABLES, ".xml"}
    for pattern, what in _ASIDE:
        if pattern.match(head):
            outcome: Outcome = "failed" if claims_text else "no_report"
            return Misfit(f"it is {what}", "Leave it out, or save the report as text", outcome)
    for pattern, what in _PACKED:
        if pattern.match(head):
            return Misfit(f"it is packed with {what}", _UNPACK)
    if extension == ".parquet":
        return Misfit("it is called .parquet but is no Parquet file", "Export it again")
    if extension == ".pdf":
        return Misfit("it is called .pdf but is no PDF file", "Download it again")
    if extension in _FURNITURE:
        return Misfit("it is a part of a web page, not a page", "Leave it out", "no_report")
    if is_binary(head):
        return Misfit("it is binary, not text", "Save the report as HTML, text or PDF")
    return None


def is_binary(data: bytes) -> bool:
    """Return whether bytes cannot be text in any charset.

    A NUL is a sign of that unless a mark says UTF-16 or UTF-32; so are many other
    control characters. ESC is not: charsets of East Asia use it.
    """
    plain = _plain(data)
    if b"\0" in plain:
        return True
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    return controls * 50 > len(plain)


def _plain(head: bytes) -> bytes:
    """Return the head without its mark, as UTF-8 where the mark says UTF-16 or UTF-32."""
    if head.startswith(codecs.BOM_UTF8):
        return head[len(codecs.BOM_UTF8) :]
    for mark, name in BOMS:
        if head.startswith(mark):
            return head.decode(name, "replace").encode("utf-8", "replace")
    return head


def _recognise_text(head: bytes, extension: str) -> Kind | Misfit:
    start = _content_start(head)
    root = _ROOT.match(head, start)
    if root and root[1] in _ROOTS:
        return _ROOTS[root[1]]
    if extension in _PAGES or (root and root[1].lower() == b"html"):
        return "html"
    if head.lstrip().startswith(b"<?xml") or extension == ".xml":
        return Misfit(
            "it is XML of a kind that is not read",
            "Feeds and XHTML are read; convert others to JSON lines",
        )
    if _HEADER.match(head) and (extension in _MHTML or _is_mhtml(head)):
        return "mhtml"
    if extension in _MHTML:
        return Misfit("it is called MHTML but has no MHTML head", "Save the page again")
    if _MARKUP.match(head, start):
        return "html"
    return _recognise_rows(head, extension)


def _content_start(head: bytes) -> int:
    """Return where white space, comments and declarations end."""
    start = 0
    while skipped := _SKIPPED.match(head, start):
        start = skipped.end()
    return start


def _is_mhtml(head: bytes) -> bool:
    top = re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]
    return bool(_MIME.search(top)) and b"multipart/related" in top.lower()


def _recognise_rows(head: bytes, extension: str) -> Kind:
    if extension in _LINES:
        return "lines"
    if extension in _TABLES:
        return "csv"
    first, _, rest = head.lstrip().partition(b"\n")
    if first.startswith(b"{") and _is_json(first):
        # One object and nothing after it is a row as well.
        return "lines" if rest.strip() or extension != ".json" else "json"
    if extension == ".json":
        return "json"
    if re.match(rb"\[\s*\{\s*\"", head.lstrip()):
        return "json"
    if re.match(rb"\{\s*\"\w+\"\s*:", head.lstrip()):
        return "lines" if rest.startswith(b"{") else "json"
    return "csv" if _is_table(first) else "text"


def _is_json(line: bytes) -> bool:
    try:
        msgspec.json.decode(line)
    except (ValueError, RecursionError):
        return False
    return True


def delimiter_of(header: str) -> str:
    """Return the character that parts the columns of a table, by its header line."""
    return max(",;\t|", key=lambda mark: (header.count(mark), -",;\t|".index(mark)))


def _is_table(line: bytes) -> bool:
    """Return whether a line can only be a table's header: known columns, one with text."""
    header = line.decode("utf-8", "replace").strip()
    if len(header) > 1000:
        return False
    names = {name.strip('" ').lower() for name in header.split(delimiter_of(header))}
    return len(names & KNOWN_COLUMNS) > 1 and not names.isdisjoint(TEXT_COLUMNS)
