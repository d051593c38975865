"""A stream gives its bytes once, in pieces, and holds no more than it is asked for."""

from __future__ import annotations

import gzip
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire.stream import CHUNK, Stream, decoded, unpacked
from dateline.errors import UnreadableError


def stream(content: bytes, piece: int = CHUNK) -> Stream:
    file = io.BytesIO(content)
    return Stream(lambda size: file.read(min(size, piece)), "here")


@given(st.lists(st.binary(max_size=12)), st.integers(1, 9), st.integers(0, 30))
def test_lines_are_those_of_the_bytes_and_the_long_ones_are_none(parts, piece, limit) -> None:
    content = b"\n".join(parts)
    expected = [line if len(line) <= limit else None for line in io.BytesIO(content)]
    assert list(stream(content, piece).lines(limit)) == expected


@given(st.binary(max_size=60), st.integers(1, 9), st.lists(st.integers(0, 20), max_size=5))
def test_looking_ahead_takes_nothing(content, piece, looks) -> None:
    it = stream(content, piece)
    for size in looks:
        assert it.peek(size) == content[:size]
    assert it.tell() == 0
    assert it.whole(1000) == content
    assert it.tell() == len(content)
    assert it.read() == b""


def test_more_than_the_limit_is_refused() -> None:
    assert stream(b"x" * 100).whole(100) == b"x" * 100
    with pytest.raises(UnreadableError, match="larger than"):
        stream(b"x" * 101).whole(100)


@given(st.lists(st.binary(max_size=50), max_size=4), st.integers(1, 7), st.integers(0, 600))
def test_gzip_of_many_members_and_padding(parts, piece, padding) -> None:
    packed = b"".join(gzip.compress(part) for part in parts) + b"\0" * padding
    if parts:
        assert unpacked(stream(packed, piece), 10_000).whole(10_000) == b"".join(parts)


@given(st.integers(1, 200))
def test_gzip_that_breaks_off_gives_what_was_before(cut) -> None:
    content = bytes(range(256)) * 2
    packed = gzip.compress(content[:100]) + gzip.compress(content, mtime=0)
    it = unpacked(stream(packed[: -min(cut, 200)]), 10_000)
    head = it.peek(100)
    assert head == content[:100]
    taken = it.read(100)
    pieces = iter(it.read, b"")
    with pytest.raises(UnreadableError, match="breaks off"):
        _ = [taken := taken + piece for piece in pieces]
    assert (content[:100] + content).startswith(taken)


def test_gzip_with_a_wrong_byte_is_damaged() -> None:
    packed = bytearray(gzip.compress(b"shells fell on the port " * 20))
    packed[-6] ^= 0xFF
    with pytest.raises(UnreadableError, match="damaged"):
        unpacked(stream(bytes(packed)), 10_000).whole(10_000)


def test_a_bomb_costs_no_more_than_is_taken() -> None:
    bomb = gzip.compress(b"a" * 60_000_000, 9)
    tracemalloc.start()
    try:
        with pytest.raises(UnreadableError, match="larger than"):
            unpacked(stream(bomb), 10**12).whole(1_000_000)
        with pytest.raises(UnreadableError, match="unpacks to more"):
            for _ in unpacked(stream(bomb), 30_000_000).lines(1_000):
                pass
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
    finally:
        tracemalloc.stop()


@given(
    st.text(st.characters(min_codepoint=1)),
    st.sampled_from(["utf-8-sig", "utf-16", "utf-32"]),
    st.integers(1, 7),
)
def test_marked_text_becomes_utf8(words, charset, piece) -> None:
    words = words.encode("utf-8", "replace").decode()
    assert decoded(stream(words.encode(charset), piece)).whole(10_000) == words.encode()


def test_unmarked_bytes_stay() -> None:
    assert decoded(stream(b"\xe9t\xe9")).whole(10) == b"\xe9t\xe9"


def test_what_is_packed_out_of_all_proportion_is_refused() -> None:
    blank = gzip.compress(b"\n" * 40_000_000, 9)
    with pytest.raises(UnreadableError, match="200 times"):
        for _ in iter(unpacked(stream(blank), 10**12).read, b""):
            pass
