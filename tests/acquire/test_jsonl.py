"""A line of JSON is a row as it stands; a list of objects is as many rows."""

from __future__ import annotations

import contextlib
import gzip
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire.jsonl import _Items
from dateline.acquire.stream import Stream
from dateline.errors import UnreadableError


def test_lines_come_as_they_stand(desk) -> None:
    lines = [
        b'{"id": "a-1", "title": "T", "text": "Shells fell \\u2014 again."}',
        b'{ "doc_id" : 12 , "body":"Shells" }',
        '{"html": "<p>Снаряды</p>", "url": "http://a.example/"}'.encode(),
        b'{"title": "Only a headline"}',
    ]
    taken = desk.take_one("wire.jsonl", b"\r\n".join(lines))
    assert [item.content for item in taken.originals] == lines
    assert [item.doc_id for item in taken.originals] == ["a-1", "12", None, None]
    assert taken.uris == [f"file:wire.jsonl#row={number}" for number in (1, 2, 3, 4)]
    assert {item.media_type for item in taken.originals} == {"application/json"}
    packed = desk.take_one("wire.jsonl.gz", gzip.compress(b"\n".join(lines)))
    assert [item.content for item in packed.originals] == lines


def test_blank_lines_count_and_give_nothing(desk) -> None:
    taken = desk.take_one("a.ndjson", b'\n{"text": "a"}\n\n \n{"text": "b"}')
    assert taken.uris == ["file:a.ndjson#row=2", "file:a.ndjson#row=5"]


DEEP = b'{"text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "Shells fell', "broken JSON"),
        (b'{"text": "a"} {"text": "b"}', "broken JSON"),
        (b"Shells fell on Tamra", "no JSON object"),
        (b'["text", "a"]', "no JSON object"),
        (b"null", "no JSON object"),
        (b'{"id": 4}', "no text"),
        (b'{"text": "", "title": " ", "body": null, "html": 7}', "no text"),
        (b"{}", "no text"),
        (DEEP, "nested too deep"),
        (b'{"text": "a", "n": 9', "broken JSON"),
        (b'{"text": "' + b"x" * 300_000 + b'"}', "larger than"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_read(desk, line, words) -> None:
    good = b'{"text": "Shells fell."}'
    taken = desk.take_one("rows.jsonl", b"\n".join([good, line, good]), input_bytes=250_000)
    (rejection,) = taken.rejections
    assert words in rejection.reason
    assert rejection.uri == "file:rows.jsonl#row=2"
    assert rejection.outcome == "failed"
    assert [item.uri[-5:] for item in taken.originals] == ["row=1", "row=3"]


def test_what_clean_can_still_read_is_let_through(desk) -> None:
    lines = [
        b'{"text": "a raw\ttab"}',
        b'{"text": "caf\xe9"}',
        b'{"text": "a", "score": NaN}',
        b'{"text": "half a pair \\ud83d"}',
    ]
    taken = desk.take_one("a.jsonl", b"\n".join(lines))
    assert [item.content for item in taken.originals] == lines


def test_marked_files(desk) -> None:
    words = '{"text": "Снаряды"}\n{"text": "b"}\n'
    for charset in ("utf-8-sig", "utf-16", "utf-32"):
        taken = desk.take_one("a.jsonl", words.encode(charset))
        assert [item.content for item in taken.originals] == words.encode().split(b"\n")[:2]


def test_a_list_of_objects(desk) -> None:
    rows = [b'{"id": "x", "text": "a, [b] {c} \\"d\\" \\\\"}', b'{"text":\n "b"}']
    taken = desk.take_one("a.json", b"\xef\xbb\xbf \n[\n " + b" ,\n".join(rows) + b"\n]\n")
    assert [item.content for item in taken.originals] == rows
    assert taken.uris == ["file:a.json#row=1", "file:a.json#row=2"]
    assert taken.originals[0].doc_id == "x"


def test_one_object_over_many_lines(desk) -> None:
    original = desk.take_one("a.json", b'\n{\n  "text": "a"\n}\n').original
    assert original.content == b'{\n  "text": "a"\n}'
    assert original.uri == "file:a.json#row=1"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b'"a string"', "no object and no list"),
        (b'{"articles": [{"text": "a"}]}', "no text"),
        (b'{\n "text": "a",\n', "broken JSON"),
        (b'[{"text": 3}]', "no text"),
        (b"[[[[]]]]", "no JSON object"),
        (b"[1]", "no JSON object"),
        (b"[,", "no JSON object"),
    ],
)
def test_json_that_is_no_rows(desk, content, words) -> None:
    assert words in desk.take_one("a.json", content).rejections[0].reason


def test_an_empty_list_has_no_rows(desk) -> None:
    assert desk.take_one("a.json", b"[ ]").rejection.outcome == "no_report"


def test_a_list_that_breaks_off_gives_the_rows_before(desk) -> None:
    taken = desk.take_one("a.json", b'[{"text": "a"}, {"text": "b"}, {"te')
    assert [item.uri for item in taken.originals] == ["file:a.json#row=1", "file:a.json#row=2"]
    (rejection,) = taken.rejections
    assert "breaks off" in rejection.reason
    assert rejection.uri == "file:a.json"


def test_an_item_too_large_is_passed_over(desk) -> None:
    rows = [{"text": "a"}, {"text": "x" * 200_000}, {"text": "b"}]
    taken = desk.take_one("a.json", json.dumps(rows), input_bytes=100_000)
    assert [item.uri[-5:] for item in taken.originals] == ["row=1", "row=3"]
    assert "larger than" in taken.rejections[0].reason


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.lists(VALUES, max_size=5), st.integers(1, 9), st.sampled_from([None, 1]), st.booleans())
def test_a_list_falls_apart_into_its_items(items, piece, indent, ascii_only) -> None:
    content = json.dumps(items, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "replace")
    position = 1

    def pull(size: int) -> bytes:
        nonlocal position
        start, position = position, position + min(size, piece)
        return content[start:position]

    parts = list(_Items(Stream(pull, "here"), 10_000))
    assert [json.loads(part or b"") for part in parts] == json.loads(content)


@given(st.binary(max_size=80))
def test_any_bytes_end(content) -> None:
    stream = Stream(io.BytesIO(content).read, "here")
    with contextlib.suppress(UnreadableError):
        list(_Items(stream, 20))
