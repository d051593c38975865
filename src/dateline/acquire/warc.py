"""Web archives: the pages of WARC files, as they were served."""

from __future__ import annotations

import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import msgspec
from fastwarc.stream_io import BrotliReader
from fastwarc.warc import ArchiveIterator, WarcRecord

from dateline.acquire.entry import Entry
from dateline.acquire.kind import HEAD, Misfit, is_binary, recognise
from dateline.acquire.stream import CHUNK, Stream, refuse_too_large, unpacked
from dateline.errors import UnreadableError
from dateline.original import MediaType, Original
from dateline.record import Record
from dateline.rejection import Rejection

_HOUSEKEEPING = frozenset(("warcinfo records", "request records", "metadata records"))
"""What no one would take for a page; not worth a word if all else was read."""

_HTML = ("text/html", "application/xhtml+xml")
_READ_TYPES = frozenset(("", *_HTML, "text/plain", "application/pdf", "application/octet-stream"))
_BROKEN_OFF = "the archive breaks off"
_AGAIN = "Pages before the damage are read; download or copy the archive again"

_LONGEST_HEAD = 1 << 16
_END_OF_HEAD = re.compile(rb"\r?\n\r?\n")
_STATUS = re.compile(rb"HTTP/\d(?:\.\d)? +(\d{3})")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_CHUNK_SIZE = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def read_warc(entry: Entry) -> Iterator[Original | Rejection]:
    """Yield the pages, texts and PDFs that were served with status 200.

    Their transfer and content encodings are undone. What else the archive holds is passed
    over and counted; one rejection at the end says how many of what.

    Raises:
        UnreadableError: The archive is damaged, or breaks off; pages before that are given.
    """
    passed: Counter[str] = Counter()
    read = 0
    taken: set[str] = set()
    for record in _records(entry):
        found = _read_record(entry, record, taken)
        if isinstance(found, str):
            passed[found] += 1
        else:
            read += 1
            yield found
    if read and _HOUSEKEEPING.issuperset(passed):
        return
    counted = ", ".join(f"{count:,} {what}" for what, count in sorted(passed.items()))
    yield entry.rejection(
        "records that are no pages were passed over" if read else "the archive holds no pages",
        f"Passed over: {counted}" if passed else "Download the archive again",
        outcome="no_report" if passed else "failed",
    )


def _records(entry: Entry) -> Iterator[WarcRecord]:
    """Yield the records of an archive.

    Raises:
        UnreadableError: The archive is damaged, or declares more than may be unpacked.
    """
    declared = end = 0
    with _damage_named(entry):
        records = ArchiveIterator(entry.stream, parse_http=False)
    while True:
        with _damage_named(entry):
            record = next(records, None)
        if record is None:
            break
        declared += record.content_length
        end = record.stream_pos + record.content_length
        if declared > entry.limits.archive_bytes:
            raise UnreadableError(
                f"its records say they hold more than {entry.limits.archive_bytes / 1e9:g} GB",
                where=entry.name,
                advice="Split the archive, or raise limits.archive_bytes in dateline.toml",
            )
        yield record
    if end > entry.stream.tell():
        raise UnreadableError(_BROKEN_OFF, where=entry.name, advice=_AGAIN)


@contextmanager
def _damage_named(entry: Entry) -> Iterator[None]:
    """Turn what the archive reader raises over damage into an error that says so.

    Raises:
        UnreadableError: The archive is damaged.
    """
    try:
        yield
    except UnreadableError:
        raise
    except OSError as error:
        raise UnreadableError(
            "the archive is damaged", where=entry.name, advice=f"{_AGAIN} ({error})"
        ) from error
    except BaseException as error:
        # A panic of the reader's Rust code is no Exception, and no reason to end a run.
        if type(error).__name__ != "PanicException":
            raise
        raise UnreadableError("the archive is damaged", where=entry.name, advice=_AGAIN) from error


def _uri(entry: Entry, record: WarcRecord, taken: set[str]) -> str:
    """Return a record's address; its place is added where its id is missing or not its own."""
    name = (record.headers.get("WARC-Record-ID") or "").strip("<> ")
    place = f"offset={record.stream_pos}"
    if not name or name in taken:
        name = f"{name}&{place}" if name else place
    taken.add(name)
    return entry.address.record(name)


class _Answer(Record, frozen=True):
    """What a server sent, or what stands for it.

    Attributes:
        status: HTTP status; 200 where there was no HTTP.
        headers: By name in lower case.
        body: Encodings not yet undone.
        is_cut: The record is too large for a page, and only its first bytes were read.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    is_cut: bool = False

    @property
    def declared(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def charset(self) -> str | None:
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1] if found else None


def _answer(entry: Entry, record: WarcRecord) -> _Answer | str:
    """Return what a record holds if it may be a page, else what it is.

    Raises:
        UnreadableError: The archive breaks off in it.
    """
    kind = (record.headers.get("WARC-Type") or "unnamed").strip().lower()
    if kind == "revisit":
        return "revisits, whose page is elsewhere"
    if kind not in {"response", "resource", "conversion"}:
        return f"{kind} records"
    media = record.headers.get("Content-Type") or ""
    is_http = media.lower().startswith("application/http")
    if kind == "response" and not is_http:
        return f"responses of type {media.partition(';')[0] or 'unknown'}"
    # Of a record too large for a page only the head is read, to know what it is.
    is_cut = record.content_length > entry.limits.input_bytes + _LONGEST_HEAD
    block = _block(entry, record, _LONGEST_HEAD if is_cut else record.content_length)
    answer = _parsed(block) if is_http else _Answer(200, {"content-type": media}, block)
    if answer is None:
        return "responses without an HTTP head"
    if answer.status != 200:
        return f"responses with status {answer.status}"
    if answer.declared not in _READ_TYPES:
        return f"responses of type {answer.declared.partition('/')[0]}/…"
    return msgspec.structs.replace(answer, is_cut=is_cut)


def _read_record(entry: Entry, record: WarcRecord, taken: set[str]) -> Original | Rejection | str:
    """Return the page of a record, why it cannot be read, or what it is instead of a page."""
    answer = _answer(entry, record)
    if isinstance(answer, str):
        return answer
    uri = _uri(entry, record, taken)
    try:
        if answer.is_cut:
            refuse_too_large(entry.limits.input_bytes, uri)
        content = _decoded(answer, entry.limits.input_bytes, uri)
    except UnreadableError as error:
        return entry.rejection(error.problem, error.advice, uri=uri)
    media_type = _media_type(content, answer.declared)
    if media_type is None:
        return "responses that are empty or no text"
    return Original(
        uri=uri,
        media_type=media_type,
        content=content,
        charset=answer.charset,
        metadata=_metadata(record),
    )


def _metadata(record: WarcRecord) -> dict[str, str]:
    values = {
        "url": (record.headers.get("WARC-Target-URI") or "").strip("<> "),
        "retrieved": record.headers.get("WARC-Date") or "",
        "truncated": record.headers.get("WARC-Truncated") or "",
    }
    return {name: value for name, value in values.items() if value}


def _block(entry: Entry, record: WarcRecord, size: int) -> bytes:
    """Return a record's first bytes, taken piece by piece: the length it declares may be a lie.

    Raises:
        UnreadableError: There are fewer.
    """
    pieces: list[bytes] = []
    with _damage_named(entry):
        while size and (piece := record.reader.read(min(size, CHUNK))):
            pieces.append(piece)
            size -= len(piece)
    if size:
        raise UnreadableError(_BROKEN_OFF, where=entry.name, advice=_AGAIN)
    return b"".join(pieces)


def _parsed(block: bytes) -> _Answer | None:
    status = _STATUS.match(block)
    end = _END_OF_HEAD.search(block, 0, _LONGEST_HEAD)
    if status is None or end is None:
        return None
    headers: dict[str, str] = {}
    for line in block[: end.start()].decode("latin-1").splitlines()[1:]:
        name, _, value = line.partition(":")
        headers.setdefault(name.strip().lower(), value.strip())
    return _Answer(int(status[1]), headers, block[end.end() :])


def _media_type(content: bytes, declared: str) -> MediaType | None:
    """Return what a page is by its bytes, with the server's word where they do not tell."""
    kind = recognise(content[:HEAD], "")
    if kind == "pdf":
        return "application/pdf"
    if isinstance(kind, Misfit) or is_binary(content):
        return None
    if kind == "html" or declared in _HTML:
        return "text/html"
    return "text/plain" if kind == "text" else None


def _decoded(answer: _Answer, limit: int, uri: str) -> bytes:
    """Return a body with its transfer and content encodings undone.

    Archives whose writer undid them but left the headers are known by the bytes.

    Raises:
        UnreadableError: It is damaged or too large.
    """
    body = answer.body
    if "chunked" in answer.headers.get("transfer-encoding", "").lower():
        body = _dechunked(body)
    encodings = answer.headers.get("content-encoding", "").lower().split(",")
    for encoding in reversed([name.strip() for name in encodings]):
        try:
            body = _undone(body, encoding, limit, uri)
        except (OSError, zlib.error) as error:
            if is_binary(body[:HEAD]):
                raise UnreadableError(
                    "its compressed content is damaged", where=uri, advice="Archive the page again"
                ) from error
    if len(body) > limit:
        refuse_too_large(limit, uri)
    return body


def _undone(body: bytes, encoding: str, limit: int, where: str) -> bytes:
    """Return a body with one content encoding undone.

    Raises:
        UnreadableError: It is too large, gzip is damaged, or the encoding is not known.
        zlib.error: It is no deflate.
        OSError: It is no Brotli.
    """
    if encoding in {"gzip", "x-gzip"}:
        if not body.startswith(b"\x1f\x8b"):
            return body
        return unpacked(Stream(io.BytesIO(body).read, where), limit + CHUNK).whole(limit)
    if encoding == "deflate":
        # The standard means zlib; some servers send bare deflate.
        is_zlib = body[:1] == b"\x78" and int.from_bytes(body[:2], "big") % 31 == 0
        inflate = zlib.decompressobj(wbits=15 if is_zlib else -15)
        out = inflate.decompress(body, limit + 1)
        if not inflate.eof and len(out) <= limit:
            raise zlib.error("it breaks off")
        return out
    if encoding == "br":
        return Stream(BrotliReader(io.BytesIO(body)).read, where).whole(limit)
    if encoding in {"", "identity", "none", "utf-8"}:
        return body
    raise UnreadableError(
        f"its content encoding {encoding[:20]!r} is not read",
        where=where,
        advice="Archive the page again with gzip or br",
    )


def _dechunked(body: bytes) -> bytes:
    """Return a chunked body in one piece; as it is, if it is not chunked."""
    pieces: list[bytes] = []
    place = 0
    while size := _CHUNK_SIZE.match(body, place):
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[size.end() : size.end() + length])
        place = size.end() + length
        place += 2 if body.startswith(b"\r\n", place) else body.startswith(b"\n", place)
    return b"".join(pieces) if pieces and place >= len(body) else body
