"""Rows of CSV and Parquet become canonical JSON, one by one."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sys

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire.address import Address
from dateline.acquire.entry import Entry
from dateline.acquire.stream import Stream
from dateline.acquire.tables import read_csv
from dateline.original import Original
from dateline.settings import Limits


def rows_of(taken) -> list[dict]:
    return [json.loads(item.content) for item in taken.originals]


def test_csv_rows_are_canonical_json(desk) -> None:
    taken = desk.take_one(
        "a.csv",
        'id,Title,text,editor\r\n7,"One, two","Shells\nfell ""again""",Ö\r\n\r\n8,,Rain,\r\n',
    )
    assert [item.content.decode() for item in taken.originals] == [
        '{"editor":"Ö","id":"7","text":"Shells\\nfell \\"again\\"","title":"One, two"}',
        '{"editor":"","id":"8","text":"Rain","title":""}',
    ]
    assert taken.uris == ["file:a.csv#row=1", "file:a.csv#row=2"]
    assert [item.doc_id for item in taken.originals] == ["7", "8"]
    assert {item.media_type for item in taken.originals} == {"application/json"}


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
@pytest.mark.parametrize("charset", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_charsets(desk, mark, charset) -> None:
    words = mark.join(["id", "text"]) + "\n" + mark.join(["1", "Снаряды — ещё"]) + "\n"
    for name in ("a.csv", "a.txt", "a"):
        assert rows_of(desk.take_one(name, words.encode(charset))) == [
            {"id": "1", "text": "Снаряды — ещё"}
        ]
    assert rows_of(desk.take_one("a.csv.gz", gzip.compress(words.encode(charset))))


def test_a_cell_in_an_older_charset_is_read_and_says_so(desk) -> None:
    words = "The café’s owner, Señor Núñez, was hurt – but not killed"
    content = b"id,text\n1,ascii\n2," + f'"{words}"'.encode("cp1252") + b"\n"
    first, second = rows_of(desk.take_one("a.csv", content))
    assert first == {"id": "1", "text": "ascii"}
    assert second["text"] == words
    assert second["charset"] == "windows-1252"


def test_repeated_and_missing_column_names(desk) -> None:
    (row,) = rows_of(desk.take_one("a.csv", "text,note,note,\na,b,c,d\n"))
    assert row == {"text": "a", "note": "b", "note_3": "c", "column_4": "d"}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("1", "fewer cells"),
        ("1,a,b", "more cells"),
        ('1,"a"b', "broken CSV"),
        ("1,  ", "no text"),
        ("1," + "x" * 300_000, "larger than"),
    ],
    ids=["few", "many", "quote", "blank", "large"],
)
def test_a_bad_row_is_named_and_the_others_are_read(desk, row, words) -> None:
    taken = desk.take_one("a.csv", f"id,text\n0,a\n{row}\n2,b\n", input_bytes=200_000)
    (rejection,) = taken.rejections
    assert words in rejection.reason
    assert rejection.uri == "file:a.csv#row=2"
    assert [item["id"] for item in rows_of(taken)] == ["0", "2"]


def test_a_quote_that_never_ends_costs_rows_but_not_the_run(desk) -> None:
    lines = "".join(f"{number},Shells fell on Tamra\n" for number in range(3, 1000))
    taken = desk.take_one("a.csv", f'id,text\n1,a\n2,"b\n{lines}', input_bytes=8_000)
    reasons = [item.reason for item in taken.rejections]
    assert reasons == ["the row is larger than 0.008 MB"]
    numbers = [int(row["id"]) for row in rows_of(taken)]
    assert numbers[0] == 1
    assert numbers[1] < 400
    assert numbers[1:] == list(range(numbers[1], 1000))
    ends = desk.take_one("b.csv", 'id,text\n1,a\n2,"b\n')
    assert [item.reason for item in ends.rejections] == ["the row is broken CSV"]


@pytest.mark.parametrize("header", ['"id,text\n1,a\n', "x" * 300_000 + "\n1\n"])
def test_a_header_that_cannot_be_read(desk, header) -> None:
    taken = desk.take_one("a.csv", header, input_bytes=200_000)
    assert "header of the table is broken" in taken.rejection.reason


def test_long_cells_are_read_and_the_process_keeps_its_setting(desk) -> None:
    before = csv.field_size_limit()
    (row,) = rows_of(desk.take_one("a.csv", "text\n" + "x" * 1_000_000 + "\n"))
    assert len(row["text"]) == 1_000_000
    assert csv.field_size_limit() == before


CELLS = st.text(st.characters(exclude_categories=["Cs"], min_codepoint=1), min_size=1).map(
    lambda words: "." + words
)


@given(st.lists(st.tuples(CELLS, CELLS), max_size=5), st.integers(1, 9))
def test_what_a_csv_writer_wrote_is_read_back(rows, piece) -> None:
    file = io.StringIO()
    csv.writer(file, quoting=csv.QUOTE_ALL).writerows([("text", "b"), *rows])
    content = io.BytesIO(file.getvalue().encode())
    stream = Stream(lambda size: content.read(min(size, piece)), "a.csv")
    entry = Entry("a.csv", Address("file", "a.csv"), stream, Limits())
    read = [item for item in read_csv(entry) if isinstance(item, Original)]
    assert [json.loads(item.content) for item in read] == [{"text": a, "b": b} for a, b in rows]


def parquet(path, select: str) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")


def test_parquet_rows_are_canonical_json(desk) -> None:
    parquet(
        desk.folder / "a.parquet",
        """SELECT 7 AS id, 'Shells — fell' AS "Text", DATE '2024-03-01' AS published,
           TIMESTAMP '2024-03-01 10:00:00' AS seen, TIMESTAMPTZ '2024-03-01 10:00:00+00' AS stored,
           1.5::DECIMAL(4,2) AS cost, 'nan'::DOUBLE AS score, [1, NULL] AS list,
           {'a': 'b'} AS struct, MAP {'k': 1} AS map, 'bytes'::BLOB AS raw, NULL AS nothing,
           true AS seen_twice, '12345678-1234-1234-1234-123456789abc'::UUID AS uuid
           UNION ALL SELECT 8, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL""",
    )
    for name in ("a.parquet", "a"):
        if name == "a":
            (desk.folder / "a.parquet").rename(desk.folder / "a")
        taken = desk.take(name)
        (original,) = taken.originals
        row = json.loads(original.content)
        assert row["id"] == 7
        assert row["text"] == "Shells — fell"
        assert row["published"] == "2024-03-01"
        assert row["seen"] == "2024-03-01T10:00:00"
        assert row["stored"] == "2024-03-01T10:00:00+00:00"
        assert (row["list"], row["struct"], row["raw"]) == ([1, None], {"a": "b"}, "bytes")
        assert row["uuid"] == "12345678-1234-1234-1234-123456789abc"
        assert "nothing" not in row
        assert list(row) == sorted(row)
        assert original.doc_id == "7"
        assert original.uri == f"file:{name}#row=1"
        assert [item.uri for item in taken.rejections] == [f"file:{name}#row=2"]
        assert "no text" in taken.rejections[0].reason


@pytest.mark.skipif(sys.platform == "win32", reason="no such names there")
def test_a_parquet_file_named_like_a_pattern_is_that_file_alone(desk) -> None:
    folder = desk.folder / "day=1"
    folder.mkdir()
    parquet(desk.folder / "one.parquet", "SELECT 'right' AS text")
    parquet(folder / "ab.parquet", "SELECT 'wrong' AS text")
    (desk.folder / "one.parquet").rename(folder / "[a]*?.parquet")
    (original,) = desk.take("day=1/[[]a]*[?].parquet").originals
    assert json.loads(original.content) == {"text": "right"}


def test_parquet_that_is_damaged_or_none(desk) -> None:
    parquet(desk.folder / "a.parquet", "SELECT 'x' || range AS text FROM range(50000)")
    content = (desk.folder / "a.parquet").read_bytes()
    middle = len(content) // 2
    damaged = {
        "cut.parquet": content[:middle],
        "hole.parquet": content[:100] + b"\xff" * 3000 + content[3100:],
        "short.parquet": b"PAR1PAR1",
        "lie.parquet": b"PAR1" + b"\xff" * 100 + (80).to_bytes(4, "little") + b"PAR1",
    }
    for name, bad in damaged.items():
        assert desk.take_one(name, bad).rejections[-1].reason == "the Parquet file is damaged"
    assert "no Parquet" in desk.take_one("text.parquet", "id,text\n1,a\n").rejection.reason
    packed = desk.take_one("a.parquet.gz", gzip.compress(content)).rejection
    assert "plain files" in packed.reason
