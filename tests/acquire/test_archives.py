"""Members of ZIP archives are read like files, and never become paths."""

from __future__ import annotations

import io
import json
import zipfile

import pytest

PAGE = b"<html><p>Shells fell on Tamra.</p></html>"


def zipped(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_LZMA])
def test_members_are_read_by_the_same_rules(desk, method) -> None:
    content = zipped(
        {
            "z/page one.html": PAGE,
            "a/rows.jsonl": b'{"text": "a"}\n{"text": "b"}\n',
            "a/noise.txt": bytes(range(256)) * 9,
            "a/photo.png": b"\x89PNG\r\n\x1a\n\x00",
            "a/": b"",
            ".hidden": PAGE,
            "__MACOSX/a/._page": PAGE,
            "inner.zip": zipped({"a.html": PAGE}),
            "table.parquet": b"PAR1",
        },
        method,
    )
    taken = desk.take_one("all.zip", content)
    assert [item.uri for item in taken.originals] == [
        "file:all.zip#member=z/page%20one.html",
        "file:all.zip#member=a/rows.jsonl&row=1",
        "file:all.zip#member=a/rows.jsonl&row=2",
    ]
    assert taken.originals[0].content == PAGE
    assert {item.uri: item.outcome for item in taken.rejections} == {
        "file:all.zip#member=a/noise.txt": "failed",
        "file:all.zip#member=a/photo.png": "no_report",
        "file:all.zip#member=inner.zip": "failed",
        "file:all.zip#member=table.parquet": "failed",
    }


def test_names_of_members_are_never_paths(desk) -> None:
    desk.put("secret.txt", "Nobody should read this.")
    content = zipped({"../secret.txt": PAGE, "/etc/passwd": PAGE, "C:\\boot.ini": PAGE})
    before = {path: path.read_bytes() for path in desk.folder.rglob("*")}
    taken = desk.take_one("evil.zip", content)
    assert [item.content for item in taken.originals] == [PAGE] * 3 or len(taken.originals) == 2
    after = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.name != "evil.zip"}
    assert after == before


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_members_of_one_name_have_addresses_of_their_own(desk) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.html", PAGE)
        archive.writestr("a.html", PAGE + b"2")
    assert len(desk.take_one("a.zip", file.getvalue()).originals) == 2


def test_a_web_archive_collection_gives_its_archives_only(desk) -> None:
    warc = (
        b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Date: 2024-03-12T09:30:00Z\r\nContent-Type: text/html\r\n"
        b"WARC-Target-URI: https://gazette.example/\r\nContent-Length: %d\r\n\r\n%s\r\n\r\n"
    ) % (len(PAGE), PAGE)
    content = zipped(
        {
            "archive/data.warc": warc,
            "pages/pages.jsonl": json.dumps({"title": "T", "text": "Shells"}).encode(),
            "datapackage.json": b"{}",
        },
        zipfile.ZIP_STORED,
    )
    for name in ("a.wacz", "a.zip"):
        original = desk.take_one(name, content).original
        assert original.uri == f"warc:{name}#member=archive/data.warc&urn:uuid:1"
        assert original.content == PAGE


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("cut.zip", zipped({"a.html": PAGE * 900})[:-30], "breaks off"),
        ("word.docx", zipped({"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"}),
         "office document"),
        ("lie.zip", b"PK\x03\x04" + b"\x00" * 40 + b"PK\x05\x06" + b"\x01" * 18, "damaged"),
        ("long.zip", b"PK\x03\x04" + b"PK\x05\x06" + b"\x00" * 8 + b"\xff" * 4 + b"\x00" * 6,
         "too many members"),
    ],
)  # fmt: skip
def test_archives_that_are_refused(desk, name, content, words) -> None:
    assert words in desk.take_one(name, content).rejection.reason


def test_a_damaged_member_is_named_and_the_next_is_read(desk) -> None:
    content = bytearray(zipped({"a.html": PAGE, "b.html": PAGE}, zipfile.ZIP_STORED))
    content[content.index(PAGE) + 5] ^= 1
    taken = desk.take_one("a.zip", bytes(content))
    assert [item.uri for item in taken.originals] == ["file:a.zip#member=b.html"]
    assert [(item.uri, item.reason) for item in taken.rejections] == [
        ("file:a.zip#member=a.html", "it is damaged")
    ]


def test_a_locked_member_is_named(desk) -> None:
    content = bytearray(zipped({"a.html": PAGE}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert "password" in desk.take_one("a.zip", bytes(content)).rejection.reason


def test_a_zip_bomb_is_held_within_bounds(desk) -> None:
    bomb = zipped({"a.html": b"x" * 30_000_000, "b.html": b"x" * 30_000_000, "c.html": PAGE})
    taken = desk.take_one("bomb.zip", bomb, input_bytes=100_000)
    assert [item.uri for item in taken.originals] == ["file:bomb.zip#member=c.html"]
    assert {item.reason for item in taken.rejections} == {"it is larger than 0.1 MB"}
    limited = desk.take("bomb.zip", input_bytes=100_000, archive_bytes=40_000_000)
    assert "unpacks to more" in limited.rejections[-1].reason


def test_an_archive_on_standard_input_is_refused_with_advice(desk) -> None:
    rejection = desk.take("-", stdin=zipped({"a.html": PAGE})).rejection
    assert "plain file" in rejection.reason


def test_rows_packed_out_of_all_proportion_are_refused(desk) -> None:
    rejection = desk.take_one("a.zip", zipped({"a.jsonl": b"\n" * 40_000_000})).rejection
    assert "200 times" in rejection.reason
