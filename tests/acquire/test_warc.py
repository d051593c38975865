"""The pages of a web archive come as they were served; the rest is counted."""

from __future__ import annotations

import contextlib
import gzip
import io
import zlib

import pytest
from fastwarc.stream_io import BrotliWriter, GzipWriter
from fastwarc.warc import WarcRecord, WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.acquire.address import Address
from dateline.acquire.entry import Entry
from dateline.acquire.stream import Stream
from dateline.acquire.warc import read_warc
from dateline.errors import UnreadableError
from dateline.original import Original
from dateline.settings import Limits

PAGE = b"<!DOCTYPE html><html><body><p>Shells fell on Tamra, the mayor said.</p></body></html>"
HTTP = "application/http; msgtype=response"


def http(body: bytes, status: str = "200 OK", **headers: str) -> bytes:
    lines = [f"HTTP/1.1 {status}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body


def html(body: bytes = PAGE, **headers: str) -> bytes:
    return http(body, Content_Type="text/html; charset=ISO-8859-1", **headers)


class Archive:
    """A web archive in the making."""

    def __init__(self, *, packed: bool = False) -> None:
        self.file = io.BytesIO()
        self._packed = packed
        self._count = 0

    def add(self, block: bytes, kind: str = "response", media: str = HTTP, **headers: str) -> str:
        self._count += 1
        record = WarcRecord()
        record.init_headers(WarcRecordType.response, content_length=len(block))
        record.headers["WARC-Type"] = kind
        record.headers["WARC-Record-ID"] = f"<urn:uuid:{self._count:032x}>"
        record.headers["WARC-Date"] = "2024-03-12T09:30:00Z"
        record.headers["WARC-Target-URI"] = f"https://gazette.example/{self._count}"
        record.headers["Content-Type"] = media
        for name, value in headers.items():
            record.headers[name.replace("_", "-")] = value
        record.set_bytes_content(block)
        writer = GzipWriter(self.file) if self._packed else self.file
        record.write(writer)
        if self._packed:
            writer.finish()
        return f"urn:uuid:{self._count:032x}"

    @property
    def content(self) -> bytes:
        return self.file.getvalue()


def archive_of(*blocks: bytes, packed: bool = False) -> bytes:
    archive = Archive(packed=packed)
    for block in blocks:
        archive.add(block)
    return archive.content


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a"])
def test_pages_come_with_their_address_and_the_servers_charset(desk, name, packed) -> None:
    archive = Archive(packed=packed)
    archive.add(b"software: test\r\n", "warcinfo", "application/warc-fields")
    archive.add(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request")
    identity = archive.add(html())
    original = desk.take_one(name, archive.content).original
    assert original.uri == f"warc:{name}#{identity}"
    assert original.content == PAGE
    assert original.media_type == "text/html"
    assert original.charset == "ISO-8859-1"
    assert original.metadata == {
        "url": "https://gazette.example/3", "retrieved": "2024-03-12T09:30:00Z",
    }  # fmt: skip


def test_an_archive_on_standard_input(desk) -> None:
    taken = desk.take("-", stdin=archive_of(html(), packed=True))
    assert taken.uris == [f"stdin:#urn:uuid:{1:032x}"]


def chunked(body: bytes, size: int = 7) -> bytes:
    pieces = [body[place : place + size] for place in range(0, len(body), size)]
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"


def brotli(body: bytes) -> bytes:
    file = io.BytesIO()
    writer = BrotliWriter(file)
    writer.write(body)
    writer.close()
    return file.getvalue()


def bare_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


@pytest.mark.parametrize(
    "block",
    [
        html(gzip.compress(PAGE), Content_Encoding="gzip"),
        html(gzip.compress(PAGE), Content_Encoding="x-gzip"),
        html(brotli(PAGE), Content_Encoding="br"),
        html(zlib.compress(PAGE), Content_Encoding="deflate"),
        html(bare_deflate(PAGE), Content_Encoding="deflate"),
        html(gzip.compress(brotli(PAGE)), Content_Encoding="br, gzip"),
        html(chunked(PAGE), Transfer_Encoding="chunked"),
        html(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"),
        html(PAGE, Content_Encoding="identity"),
        html(PAGE, Content_Encoding="gzip"),
        html(PAGE, Content_Encoding="br"),
        html(PAGE, Content_Encoding="deflate"),
        html(PAGE, Transfer_Encoding="chunked"),
        html(PAGE).replace(b"\r\n", b"\n"),
        http(PAGE),
        http(PAGE, Content_Type="text/plain"),
        http(PAGE, Content_Type="application/xhtml+xml"),
    ],
    ids=range(17),
)
def test_encodings_are_undone_even_where_the_writer_undid_them(desk, block) -> None:
    original = desk.take_one("a.warc", archive_of(block)).original
    assert original.content == PAGE
    assert original.media_type == "text/html"


def test_texts_pdfs_and_records_without_http(desk) -> None:
    archive = Archive()
    archive.add(http(b"Shells fell on Tamra.", Content_Type="text/plain; charset='koi8-r'"))
    archive.add(http(b"%PDF-1.4\n\x00\x01", Content_Type="application/pdf"))
    archive.add(PAGE, "resource", "text/html")
    archive.add("Снаряды упали.".encode(), "conversion", "text/plain")
    archive.add(http(b"No tags at all", Content_Type="text/html"))
    taken = desk.take_one("a.warc", archive.content)
    assert [item.media_type for item in taken.originals] == [
        "text/plain", "application/pdf", "text/html", "text/plain", "text/html",
    ]  # fmt: skip
    assert taken.originals[0].charset == "koi8-r"


def test_what_is_passed_over_is_counted_in_one_place(desk) -> None:
    archive = Archive()
    archive.add(html())
    archive.add(http(b"gone", "404 Not Found", Content_Type="text/html"))
    archive.add(http(b"moved", "301 Moved", Content_Type="text/html"))
    archive.add(http(b"gone", "404 Not Found"))
    archive.add(http(b"\x89PNG", Content_Type="image/png"))
    archive.add(http(b"{}", Content_Type="application/json"))
    archive.add(http(b"", Content_Type="text/html"))
    archive.add(http(b"\x00\x01" * 50, Content_Type="text/html"))
    archive.add(b"", "revisit", HTTP)
    archive.add(b"example. IN A 127.0.0.1", "response", "text/dns")
    archive.add(b"no head", "response")
    archive.add(b"GET / HTTP/1.1\r\n\r\n", "request", "application/http; msgtype=request")
    taken = desk.take_one("a.warc", archive.content)
    assert len(taken.originals) == 1
    (rejection,) = taken.rejections
    assert (rejection.uri, rejection.outcome) == ("file:a.warc", "no_report")
    for words in (
        "2 responses with status 404", "1 responses with status 301", "1 request records",
        "1 responses of type image", "1 responses of type application", "1 revisits",
        "2 responses that are empty or no text", "1 responses of type text/dns",
        "1 responses without an HTTP head",
    ):  # fmt: skip
        assert words in rejection.advice


def test_an_archive_without_pages_says_so(desk) -> None:
    archive = Archive()
    archive.add(b"software: test\r\n", "warcinfo", "application/warc-fields")
    rejection = desk.take_one("a.warc", archive.content).rejection
    assert "no pages" in rejection.reason
    assert "1 warcinfo records" in rejection.advice


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("cut", [3, 60, 150, 400])
def test_an_archive_that_breaks_off_gives_the_pages_before(desk, packed, cut) -> None:
    noise = bytes((n * n * 7 + n // 3) % 90 + 33 for n in range(700))
    whole = archive_of(html(), html(PAGE + b"2"), html(PAGE + noise), packed=packed)
    taken = desk.take_one("a.warc.gz", whole[:-cut])
    pages = [item.content for item in taken.originals]
    assert pages[:2] == [PAGE, PAGE + b"2"]
    # The last bytes are a checksum or two line ends: without them the page is whole.
    assert len(pages) == (3 if cut == 3 else 2)
    if packed or cut > 3:
        (rejection,) = taken.rejections
        assert "breaks off" in rejection.reason
        assert (rejection.uri, rejection.outcome) == ("file:a.warc.gz", "failed")


def test_a_damaged_archive_gives_the_pages_before(desk) -> None:
    good = archive_of(html())
    for bad in (b"garbage\r\n" * 30, b"WARC/1.0\r\n" + b"X: " + b"y" * 100_000, b"\x00" * 999):
        taken = desk.take_one("a.warc", good + bad + good)
        assert [item.content for item in taken.originals] == [PAGE]
        assert "damaged" in taken.rejections[-1].reason
    flipped = bytearray(archive_of(html(), html(), packed=True))
    flipped[-40] ^= 0xFF
    taken = desk.take_one("b.warc.gz", bytes(flipped))
    assert len(taken.originals) == 1
    assert "damaged" in taken.rejections[0].reason


@pytest.mark.parametrize("length", [b"-1", b"99999999999", b"9" * 40, b"x"])
def test_a_length_that_lies_does_no_harm(desk, length) -> None:
    content = archive_of(html(), html(b"x" * 85))
    block = str(len(html())).encode()
    lying = content.replace(b"Content-Length: " + block, b"Content-Length: " + length, 1)
    assert lying != content
    assert desk.take_one("a.warc", lying).rejections


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (html(b"x" * 200_000), "larger than"),
        (html(gzip.compress(b"x" * 200_000)), "empty or no text"),
        (html(gzip.compress(b"x" * 50_000_000), Content_Encoding="gzip"), "larger than"),
        (html(brotli(b"x" * 50_000_000), Content_Encoding="br"), "larger than"),
        (html(zlib.compress(b"x" * 50_000_000), Content_Encoding="deflate"), "larger than"),
        (html(gzip.compress(PAGE * 9)[:60], Content_Encoding="gzip"), "breaks off"),
        (html(zlib.compress(PAGE * 9)[:60], Content_Encoding="deflate"), "damaged"),
        (html(brotli(PAGE * 9)[:60] + b"\0", Content_Encoding="br"), "damaged"),
        (html(b"\x28\xb5\x2f\xfd", Content_Encoding="zstd"), "'zstd' is not read"),
    ],
    ids=range(9),
)
def test_a_page_that_cannot_be_read_is_named_and_the_next_is_read(desk, block, words) -> None:
    taken = desk.take_one("a.warc", archive_of(block, html()), input_bytes=100_000)
    assert [item.uri for item in taken.originals] == [f"warc:a.warc#urn:uuid:{2:032x}"]
    (rejection,) = taken.rejections
    assert words in f"{rejection.reason} {rejection.advice}"


def test_a_film_larger_than_a_page_may_be_is_a_film(desk) -> None:
    film = http(b"\x00" * 300_000, Content_Type="video/mp4")
    taken = desk.take_one("a.warc", archive_of(film, html()), input_bytes=100_000)
    assert len(taken.originals) == 1
    assert "1 responses of type video" in taken.rejections[0].advice


def test_records_that_share_an_id_have_addresses_of_their_own(desk) -> None:
    content = archive_of(html()) + archive_of(html(PAGE + b"2"))
    first, second = desk.take_one("a.warc", content).originals
    assert second.uri.startswith(first.uri + "&offset=")


def test_more_than_may_be_unpacked_ends_the_archive(desk) -> None:
    content = archive_of(*[html()] * 9, packed=True)
    taken = desk.take_one("a.warc.gz", content, archive_bytes=2_000)
    assert 0 < len(taken.originals) < 9
    assert "more than" in taken.rejections[0].reason


BASE = archive_of(
    html(), http(b"gone", "404 Not Found"), html(chunked(PAGE), Transfer_Encoding="chunked")
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, len(BASE) - 1), st.binary(min_size=1, max_size=6), st.integers(0, 6))
def test_any_damage_ends_in_pages_or_a_reason(place, patch, removed) -> None:
    content = BASE[:place] + patch + BASE[place + removed :]
    stream = Stream(io.BytesIO(content).read, "a.warc")
    entry = Entry("a.warc", Address("file", "a.warc"), stream, Limits(input_bytes=10_000))
    found = []
    with contextlib.suppress(UnreadableError):
        found.extend(read_warc(entry))
    assert all(isinstance(item, Original) or item.reason for item in found)
    assert len({item.uri for item in found}) == len(found)
