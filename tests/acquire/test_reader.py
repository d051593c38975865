"""Hostile input costs bounded memory, and a run always ends with a word on each file."""

from __future__ import annotations

import gzip
import io
import json
import subprocess
import sys
import tracemalloc

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.acquire import acquire
from dateline.acquire.address import Address
from dateline.acquire.entry import Entry
from dateline.acquire.reader import _read_guarded
from dateline.acquire.stream import Stream
from dateline.original import Original
from dateline.settings import Limits, Settings

PEAK = """
import resource, sys
from dateline.acquire import acquire
from dateline.settings import Settings
for item in acquire(["-"], Settings()):
    pass
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
for item in acquire(sys.argv[1:], Settings()):
    print(item.uri, getattr(item, "reason", len(getattr(item, "content", b""))))
print((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def grow(path, head: bytes, filler: bytes, size: int, tail: bytes) -> None:
    block = filler * (1_000_000 // len(filler))
    with path.open("wb") as file:
        file.write(head)
        for _ in range(size // len(block)):
            file.write(block)
        file.write(tail)


@pytest.mark.skipif(sys.platform == "win32", reason="no resource module")
def test_a_line_of_200_megabytes_is_passed_over_in_bounded_memory(desk) -> None:
    row = b'{"text": "Shells fell."}\n'
    size = 200_000_000
    grow(desk.folder / "a.jsonl", row + b'{"text": "', b"x", size, b'"}\n' + row)
    grow(desk.folder / "b.txt", b"Shells fell. ", b"Shells fell. ", size, b"")
    grow(desk.folder / "c.csv", b'id,text\n1,a\n2,"', b"x", size, b'"\n3,c\n')
    grow(desk.folder / "d.json", b"[" + row + b',{"text": "', b"x", size, b'"},' + row + b"]")
    done = subprocess.run(
        [sys.executable, "-c", PEAK, "."],
        input=b"Shells fell.", capture_output=True, check=True, cwd=desk.folder,
    )  # fmt: skip
    *lines, peak = done.stdout.decode().splitlines()
    assert lines == [
        "file:a.jsonl#row=1 24",
        "file:a.jsonl#row=2 the row is larger than 20 MB",
        "file:a.jsonl#row=3 24",
        "file:b.txt it is larger than 20 MB",
        "file:c.csv#row=1 21",
        "file:c.csv#row=2 the row is larger than 20 MB",
        "file:c.csv#row=3 21",
        "file:d.json#row=1 24",
        "file:d.json#row=2 the row is larger than 20 MB",
        "file:d.json#row=3 24",
    ]
    assert int(peak) < 100


def test_a_long_file_of_rows_is_never_held(desk) -> None:
    row = json.dumps({"text": "Shells fell on Tamra. " * 40}).encode() + b"\n"
    grow(desk.folder / "a.jsonl", b"", row, 30_000_000, b"")
    desk.put("b.jsonl.gz", gzip.compress(row * 30_000, 1))
    tracemalloc.start()
    try:
        count = sum(1 for _ in acquire(["a.jsonl", "b.jsonl.gz"], Settings()))
        assert tracemalloc.get_traced_memory()[1] < 3_000_000
    finally:
        tracemalloc.stop()
    assert count > 60_000 - 2_000


def test_reading_is_lazy(desk) -> None:
    desk.put("a.jsonl", b'{"text": "a"}\n' * 100_000)
    desk.put("b.txt", "Shells fell.")
    items = acquire(["a.jsonl", "b.txt"], Settings())
    assert next(items).uri.endswith("row=1")
    (desk.folder / "b.txt").write_text("Shells fell again.")
    *_, last = items
    assert isinstance(last, Original)
    assert last.content == b"Shells fell again."


def test_the_same_sources_give_the_same_inputs(desk) -> None:
    for name in ("b/a.txt", "a/b.html", "c.jsonl", "a.csv"):
        desk.put(name, 'text\n{"text": "a"}\n')
    assert desk.take(".").items == desk.take(".").items
    assert len(desk.take(".").items) >= 5


STARTS = [
    b"", b"<html>", b"%PDF-1.4", b"{", b'[{"text": "a"}', b"text,id\n", b"WARC/1.0\r\n", b"PAR1",
    b"PK\x03\x04", b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x00", b"<rss><channel><item>",
    b"<urlset>", b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\n",
    b"\xff\xfe", b"\xff\xfe\x00\x00", b"\xef\xbb\xbf",
]  # fmt: skip
NAMES = ["a", "a.txt", "a.html", "a.jsonl", "a.json", "a.csv", "a.gz", "a.zip", "a.mhtml", "a.rss"]


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.sampled_from(STARTS), st.binary(max_size=200) | st.text().map(str.encode),
       st.sampled_from(NAMES), st.integers(0, 100))  # fmt: skip
def test_any_bytes_under_any_name_end_in_originals_or_reasons(start, rest, name, limit) -> None:
    stream = Stream(io.BytesIO(start + rest).read, name)
    entry = Entry(name, Address("file", name), stream, Limits(input_bytes=limit))
    uris = []
    for item in _read_guarded(entry):
        uris.append(item.uri)
        if isinstance(item, Original):
            assert 0 < len(item.content) <= limit
        else:
            assert item.reason
            assert item.advice
            assert item.detail is None, item.detail
    assert uris
    assert len(set(uris)) == len(uris)


@pytest.mark.parametrize(
    ("name", "content"), [("a.json", b"[ ]"), ("a.csv", b"id,text\n"), ("a.jsonl", b"\n\n \n")]
)
def test_a_file_without_rows_is_accounted_for(desk, name, content) -> None:
    rejection = desk.take_one(name, content).rejection
    assert rejection.uri == f"file:{name}"
