"""What bytes are is told by the bytes first, by the name second."""

from __future__ import annotations

import codecs
from hashlib import shake_256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire.kind import HEAD, Misfit, is_binary, recognise

PAGE = b"<!DOCTYPE html>\n<html><head><title>T</title></head><body><p>Words</p></body></html>"
FEED = b'<?xml version="1.0"?>\n<!-- made by hand -->\n<rss version="2.0"><channel>'


@pytest.mark.parametrize(
    ("content", "extension", "kind"),
    [
        (PAGE, ".html", "html"),
        (PAGE, ".txt", "html"),
        (PAGE, "", "html"),
        (PAGE, ".jsonl", "html"),
        (b"\n <!-- saved from url=(0014)about:internet -->\n" + PAGE, ".txt", "html"),
        (codecs.BOM_UTF8 + PAGE, "", "html"),
        (codecs.BOM_UTF16_LE + PAGE.decode().encode("utf-16-le"), "", "html"),
        (b"<p>One paragraph.</p>", ".txt", "html"),
        (b"Words without a tag", ".html", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">', "", "html"),
        (b"Shelling near the port of Tamra < 5 km away", ".txt", "text"),
        (b"{unverified} Shells fell near Tamra", ".txt", "text"),
        (b"[Updated] Shells fell near Tamra", "", "text"),
        (b"RIFFS BETWEEN ALLIES GROW", ".txt", "text"),
        (b"Text: of a report, which says so", "", "text"),
        (codecs.BOM_UTF16_BE + "Wörter".encode("utf-16-be"), ".txt", "text"),
        (codecs.BOM_UTF32_LE + "Wörter".encode("utf-32-le"), ".txt", "text"),
        ("Обстрел".encode("cp1251"), ".txt", "text"),
        ("砲撃".encode("iso2022_jp"), ".txt", "text"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", ".txt", "pdf"),
        (b'{"text": "a"}\n{"text": "b"}\n', "", "lines"),
        (b'{"text": "a"}\n', ".ndjson", "lines"),
        (b'{"text": "a"}\n{"text": "b"}\n', ".json", "lines"),
        (b'{"text": "a"}\n', ".json", "json"),
        (b'{\n  "text": "a"\n}\n', ".json", "json"),
        (b'[{"text": "a"}]', ".json", "json"),
        (b'[\n {"text": "a"}]', "", "json"),
        (b"id,title,text\n1,a,b\n", ".csv", "csv"),
        (b"id\ttitle\tbody\n", "", "csv"),
        (b"Title;Text;Date\n", ".txt", "csv"),
        (b"Title, date and nothing else\n", ".txt", "text"),
        (FEED, ".xml", "feed"),
        (FEED, ".txt", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        (b'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">', ".rdf", "feed"),
        (b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/x">', ".xml", "sitemap"),
        (b"<!DOCTYPE rss PUBLIC '-//Netscape'><rss version='0.91'>", "", "feed"),
        (b"WARC/1.0\r\nWARC-Type: warcinfo\r\n", "", "warc"),
        (b"\x1f\x8b\x08\x00", ".txt", "gzip"),
        (b"PAR1\x15\x00", ".txt", "parquet"),
        (b"PK\x03\x04", "", "zip"),
        ((b"From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a.example/\r\n"
         b"MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"x\"\r\n\r\n"),
         ".txt", "mhtml"),
        (b"MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n<p>a</p>", ".mht", "mhtml"),
    ],
)  # fmt: skip
def test_kinds(content, extension, kind) -> None:
    assert recognise(content, extension) == kind


@pytest.mark.parametrize(
    ("content", "extension", "words", "outcome"),
    [
        (b"", ".txt", "empty", "failed"),
        (b" \r\n\t\n", ".html", "empty", "failed"),
        (codecs.BOM_UTF8, ".txt", "empty", "failed"),
        (bytes(range(256)) * 4, ".txt", "binary", "failed"),
        (b"Words and a\0 NUL", ".txt", "binary", "failed"),
        ("Words".encode("utf-16-le"), ".txt", "binary", "failed"),
        (b"\x89PNG\r\n\x1a\n", ".txt", "picture", "failed"),
        (b"\x89PNG\r\n\x1a\n", ".png", "picture", "no_report"),
        (b"\xff\xd8\xff\xe0", "", "picture", "no_report"),
        (b"body { color: red }", ".css", "part of a web page", "no_report"),
        (b"\x01" * 8 + b"DUCK" + b"\x40" * 9, ".duckdb", "database", "no_report"),
        (b"\xfd7zXZ\x00rest", ".xz", "xz", "failed"),
        (b"BZh91AY&SYrest", ".bz2", "bzip2", "failed"),
        (b"name,age\n", ".parquet", "no Parquet", "failed"),
        (b"words", ".pdf", "no PDF", "failed"),
        (b"just words", ".mhtml", "no MHTML", "failed"),
        (b'<?xml version="1.0"?><article><p>a</p></article>', ".xml", "XML", "failed"),
        (b'<?xml version="1.0"?><nitf/>', "", "XML", "failed"),
    ],
)
def test_what_is_no_report(content, extension, words, outcome) -> None:
    found = recognise(content, extension)
    assert isinstance(found, Misfit)
    assert words in found.reason
    assert found.outcome == outcome
    assert found.advice


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]),
)
def test_text_in_unicode_is_never_binary(words, charset) -> None:
    assert not is_binary(words.encode(charset))


def test_noise_is_binary() -> None:
    for seed in range(100):
        assert is_binary(shake_256(bytes([seed])).digest(2000))


@given(st.binary(max_size=400), st.sampled_from(["", ".txt", ".html", ".json", ".csv", ".xml"]))
def test_any_bytes_are_something(content, extension) -> None:
    assert recognise(content, extension)


@pytest.mark.parametrize("piece", [b"<!--", b"<?x", b"<!DOCTYPE a [", b"<a ", b"<", b"\n"])
def test_a_head_made_of_openings_is_soon_told(piece) -> None:
    assert recognise((piece * HEAD)[:HEAD], "")
