"""Entries of feeds become rows; nothing is fetched, whatever a feed asks for."""

from __future__ import annotations

import json
import socket

import pytest

RSS = """<?xml version="1.0" encoding="{charset}"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
     xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Tamra Gazette</title><link>https://gazette.example/</link>
<item><title>Shells fall &amp; rise</title><link>https://gazette.example/1</link>
<guid isPermaLink="false">tg-1</guid><pubDate>Tue, 12 Mar 2024 09:00:00 +0000</pubDate>
<description>Short.</description>
<content:encoded><![CDATA[<p>Shells fell on <a href="/tamra">Tamra</a>.</p><script>x()</script>]]></content:encoded></item>
<item><title>Only a summary</title><description>&lt;p&gt;Größe&lt;/p&gt;</description></item>
<item><title>Nothing but a title</title><link>https://gazette.example/3</link></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Wire</title>
<entry><id>urn:1</id><title>One</title><updated>2024-03-12T10:00:00Z</updated>
<published>2024-03-11T10:00:00Z</published><link href="https://wire.example/1"/>
<content type="text">Shells &lt; 5 km away</content></entry>
<entry><id>urn:2</id><title>Two</title><updated>2024-03-12T10:00:00Z</updated>
<summary type="html">&lt;p&gt;Rain&lt;/p&gt;</summary></entry></feed>"""


@pytest.fixture(autouse=True)
def _no_network(monkeypatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a feed reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "utf-16", "windows-1252"])
def test_rss(desk, charset) -> None:
    taken = desk.take_one("feed.xml", RSS.format(charset=charset).encode(charset))
    first, second = [json.loads(item.content) for item in taken.originals]
    assert first == {
        "html": '<p>Shells fell on <a href="/tamra">Tamra</a>.</p><script>x()</script>',
        "id": "tg-1",
        "published": "Tue, 12 Mar 2024 09:00:00 +0000",
        "publisher": "Tamra Gazette",
        "title": "Shells fall & rise",
        "url": "https://gazette.example/1",
    }
    assert second["html"] == "<p>Größe</p>"
    assert taken.uris == [f"file:feed.xml#row={number}" for number in (1, 2, 3)]
    assert taken.originals[0].doc_id == "tg-1"
    (rejection,) = taken.rejections
    assert rejection.reason == "the feed's entry has no text"
    assert "https://gazette.example/3" in rejection.advice


def test_atom(desk) -> None:
    taken = desk.take_one("feed", ATOM)
    first, second = [json.loads(item.content) for item in taken.originals]
    assert first["text"] == "Shells < 5 km away"
    assert first["published"] == "2024-03-11T10:00:00Z"
    assert first["publisher"] == "Wire"
    assert first["url"] == "https://wire.example/1"
    assert "date" not in first
    assert (second["date"], second["updated"]) == ("2024-03-12T10:00:00Z",) * 2
    assert second["html"] == "<p>Rain</p>"


def test_a_feed_with_an_ampersand_too_many_is_still_read(desk) -> None:
    broken = RSS.format(charset="utf-8").replace("Only a summary", "Fire & smoke")
    assert len(desk.take_one("feed.rss", broken).originals) == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (RSS.format(charset="utf-8")[:100], "no entries"),
        ("<rss version='2.0'><channel><title>T</title></channel></rss>", "no entries"),
        ("<rss><channel>" + "<a>" * 200, "nested too deep"),
        (
            (
                '<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
                "<rss version='2.0'><channel><item><description>&b;</description></item></channel></rss>"
            ),
            "entities",
        ),
        (
            (
                '<!DOCTYPE rss [<!ENTITY a SYSTEM "http://evil.example/x">]>'
                "<rss version='2.0'><channel><item><description>&a;</description></item></channel></rss>"
            ),
            "entities",
        ),
        ("<rss version='2.0'><channel>" + "<a></a>" * 200_000, "broken XML"),
        ("<rss version='2.0'><channel>" + "<a/>" * 400_000, "too many elements"),
    ],
    ids=["cut", "none", "deep", "laughs", "outside", "broken", "many"],
)
def test_feeds_that_are_refused(desk, content, words) -> None:
    assert words in desk.take_one("feed.rss", content).rejection.reason


def test_addresses_in_a_feed_are_not_followed(desk) -> None:
    hostile = RSS.format(charset="utf-8").replace(
        '<?xml version="1.0" encoding="utf-8"?>',
        '<?xml version="1.0"?><?xml-stylesheet href="http://evil.example/a.xsl"?>'
        '<!DOCTYPE rss SYSTEM "http://evil.example/rss.dtd">',
    )
    assert len(desk.take_one("feed.xml", hostile).originals) == 2


@pytest.mark.parametrize("root", ["urlset", "sitemapindex"])
def test_a_sitemap_has_no_texts(desk, root) -> None:
    content = (
        f'<?xml version="1.0"?><{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        + "<url><loc>https://gazette.example/1</loc><news:title>T</news:title></url>" * 3
        + f"</{root}>"
    )
    rejection = desk.take_one("news.xml", content).rejection
    assert rejection.reason == "a sitemap lists addresses, not texts"
    assert "3 pages" in rejection.advice
    assert rejection.outcome == "failed"
