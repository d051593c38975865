"""Files that are one report each come byte for byte; damaged ones are named."""

from __future__ import annotations

import gzip
import os
import quopri
from email.message import EmailMessage

import pytest

PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><p>Shells fell.</p></body></html>"


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("page.html", PAGE.encode(), "text/html"),
        ("page.txt", PAGE.encode(), "text/html"),
        ("page", PAGE.encode("utf-16"), "text/html"),
        ("wire.txt", b"Shells fell on Tamra.\r\n\r\nThe mayor said so.", "text/plain"),
        ("wire", "Снаряды упали".encode("koi8-r"), "text/plain"),
        ("notes.md", b"# Shells fell", "text/plain"),
        ("wide.txt", "Shells fell".encode("utf-16"), "text/plain"),
        ("wrong.txt", b"Shells \xff\xfe\x80 fell", "text/plain"),
        ("report.pdf", b"%PDF-1.4\n%\x00\x01\x02\n%%EOF", "application/pdf"),
        ("report.txt", b"%PDF-1.4\n%\x00\x01\x02\n%%EOF", "application/pdf"),
    ],
)
def test_a_file_comes_as_it_stands(desk, name, content, media_type) -> None:
    original = desk.take_one(name, content).original
    assert original.content == content
    assert original.media_type == media_type
    assert original.uri == f"file:{name}"
    assert original.charset is None
    packed = desk.take_one(f"{name}.gz", gzip.compress(content)).original
    assert packed.content == content
    assert packed.media_type == media_type
    assert packed.id == original.id


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.html", b"", "empty"),
        ("blank.txt", b"\n \n", "empty"),
        ("noise.txt", bytes(range(256)) * 40, "binary"),
        ("late.txt", b"Shells fell. " * 4000 + b"\0" * 200, "NUL"),
        ("large.txt", b"Shells fell. " * 10_000, "larger than 0.1 MB"),
        ("bomb.txt.gz", gzip.compress(b"boom " * 20_000_000), "larger than 0.1 MB"),
        ("bomb.gz", gzip.compress(b"\0" * 50_000_000), "binary"),
        ("cut.html.gz", gzip.compress(PAGE.encode() * 30)[:90], "breaks off"),
        ("twice.gz", gzip.compress(gzip.compress(PAGE.encode())), "twice"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_files_are_named_and_the_rest_is_read(desk, name, content, words) -> None:
    desk.put(name, content)
    desk.put("zz-good.html", PAGE)
    taken = desk.take(".", input_bytes=100_000)
    (rejection,) = taken.rejections
    assert words in rejection.reason
    assert rejection.uri == f"file:{name}"
    assert rejection.outcome == "failed"
    assert [item.uri for item in taken.originals] == ["file:zz-good.html"]


def mhtml(*parts: EmailMessage, **headers: str) -> bytes:
    message = EmailMessage()
    message["Snapshot-Content-Location"] = headers.pop("location", "https://gazette.example/a")
    message["Date"] = "Tue, 12 Mar 2024 09:30:00 +0100"
    message.make_related()
    for part in parts:
        message.attach(part)
    for name, value in headers.items():
        message.set_param(name, value)
    return message.as_bytes()


def part(
    text: str, subtype: str = "html", *, charset: str = "utf-8", **headers: str
) -> EmailMessage:
    message = EmailMessage()
    message.set_content(text, subtype=subtype, charset=charset, cte="quoted-printable")
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    return message


def test_mhtml_gives_the_page_that_was_saved(desk) -> None:
    frame = part("<html><p>Advert</p></html>", Content_Location="https://ads.example/")
    page = part(
        "<html><p>Schüsse in Tamra</p></html>",
        charset="iso-8859-1",
        Content_Location="https://gazette.example/a",
    )
    original = desk.take_one("page.mhtml", mhtml(frame, page)).original
    assert original.media_type == "text/html"
    assert original.content.strip() == "<html><p>Schüsse in Tamra</p></html>".encode("latin-1")
    assert original.charset == "iso-8859-1"
    assert original.metadata == {
        "url": "https://gazette.example/a", "retrieved": "2024-03-12T09:30:00+01:00",
    }  # fmt: skip
    assert desk.take_one("page.txt", mhtml(frame, page)).original.content == original.content


def test_mhtml_prefers_the_part_it_calls_its_start(desk) -> None:
    first = part("<html><p>One</p></html>", Content_ID="<one@x>")
    second = part("<html><p>Two</p></html>", Content_ID="<two@x>")
    whole = mhtml(first, second, start="<two@x>", location="https://elsewhere.example/")
    assert b"Two" in desk.take_one("a.mht", whole).original.content
    assert b"One" in desk.take_one("b.mht", mhtml(first, second)).original.content


def test_mhtml_of_one_part(desk) -> None:
    words = quopri.encodestring(PAGE.encode()).decode()
    content = (
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n"
        f"Content-Transfer-Encoding: quoted-printable\n\n{words}"
    )
    original = desk.take_one("a.mht", content).original
    assert original.content.decode().strip() == PAGE
    assert original.charset == "utf-8"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (mhtml(part("Shells fell", "plain")), "no page in it"),
        (mhtml(part(" ")), "empty or damaged"),
        (
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"\n\n"
            b"--x\nContent-Type: text/html\n\n<p>a</p>\n--x--\n"),
            "cannot be told apart",
        ),
        (
            (b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=\"y\"\n\n"
            b"--x\nContent-Type: text/html\n\n<p>a</p>\n--x--\n"),
            "cannot be told apart",
        ),
        (b"Shells fell on Tamra on Monday", "no MHTML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "cannot be told apart"),
    ],
)  # fmt: skip
def test_bad_mhtml(desk, content, words) -> None:
    assert words in desk.take_one("a.mhtml", content).rejection.reason


def test_mhtml_made_to_exhaust_its_reader(desk) -> None:
    head = "MIME-Version: 1.0\n"
    body = "".join(
        f'Content-Type:\n multipart/related; boundary="{n}"\n\n--{n}\n' for n in range(3000)
    )
    assert "more parts" in desk.take_one("a.mhtml", head + body).rejection.reason
    parts = 'Content-Type: multipart/related; boundary="x"\n\n' + "--x\n\na\n" * 20_000
    assert "more parts" in desk.take_one("b.mhtml", head + parts).rejection.reason
    assert "more parts" in desk.take_one("c.mhtml", head + "A: b\n" * 1_000_001).rejection.reason


def test_standard_input_is_one_report_or_many_rows(desk) -> None:
    report = b"Shells fell on Tamra on Monday."
    original = desk.take("-", stdin=report).original
    assert (original.uri, original.content) == ("stdin:", report)
    rows = desk.take("-", stdin=b'{"text": "a", "id": 7}\n{"text": "b"}\n')
    assert rows.uris == ["stdin:#row=1", "stdin:#row=2"]
    assert rows.originals[0].doc_id == "7"
    assert "empty" in desk.take("-", stdin=b"").rejection.reason
    assert desk.take("-", "-", stdin=report).uris == ["stdin:"]
    assert desk.take("-", stdin=gzip.compress(report)).original.content == report


def test_a_file_that_vanishes_is_named_and_the_run_goes_on(desk) -> None:
    from dateline.acquire import acquire
    from dateline.settings import Settings

    for name in ("a.txt", "b.txt", "c.txt"):
        desk.put(name, "Shells fell.")
    items = acquire(["a.txt", "b.txt", "c.txt"], Settings())
    assert next(items).uri == "file:a.txt"
    (desk.folder / "b.txt").unlink()
    gone, last = items
    assert "No such file" in gone.reason
    assert (gone.uri, gone.outcome) == ("file:b.txt", "failed")
    assert last.uri == "file:c.txt"


def test_a_file_that_shrinks_while_it_is_read_is_named(desk) -> None:
    from dateline.acquire import acquire
    from dateline.settings import Settings

    path = desk.put("rows.jsonl", b'{"text": "Shells fell on Tamra."}\n' * 20_000)
    items = acquire(["rows.jsonl"], Settings())
    assert next(items).uri == "file:rows.jsonl#row=1"
    os.truncate(path, 1000)
    *_, last = items
    assert last.uri == "file:rows.jsonl"
    assert "changed while it was read" in last.reason


@pytest.mark.skipif(os.name == "nt", reason="rights are other there")
def test_a_file_that_may_not_be_read_is_named(desk, monkeypatch) -> None:
    desk.put("a.txt", "Shells fell.")
    desk.put("shut.txt", "Shells fell.")
    opened = os.open

    def refuse(path, *arguments):
        if str(path).endswith("shut.txt"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *arguments)

    monkeypatch.setattr(os, "open", refuse)
    taken = desk.take(".")
    assert [item.uri for item in taken.originals] == ["file:a.txt"]
    assert [item.reason for item in taken.rejections] == ["it cannot be read: Permission denied"]
