"""What a page says about itself, and when it was published, each with its method."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import html
from dateline.clean.draft import Draft, PageFacts
from dateline.document import Published
from dateline.settings import Settings

BODY = "".join(
    f"<p>{sentence}</p>"
    for sentence in (
        "Shells fell on the market of Karaba on Sunday, killing at least seven people there.",
        "Witnesses said that the first shell struck a row of stalls shortly after nine o'clock.",
        "The army denied that it had fired on the town, ten miles from the front line.",
        "The town has been shelled twice since the spring, when talks about a truce broke down.",
    )
)


def page(head: str = "", *, above: str = "", below: str = "", lang: str = "en") -> Draft:
    return html.read(
        f'<html lang="{lang}"><head>{head}</head><body><article><h1>Shells fall on market</h1>'
        f"{above}{BODY}</article>{below}</body></html>",
        Settings(),
    )


def ld(**article: object) -> str:
    content = {"@context": "https://schema.org", "@type": "NewsArticle", **article}
    return f'<script type="application/ld+json">{json.dumps(content)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def facts(head: str) -> PageFacts:
    return page(head).facts


def published(draft: Draft) -> Published:
    assert draft.facts.published is not None
    return draft.facts.published


class TestTitle:
    def test_the_headline_of_the_page_is_its_title(self) -> None:
        found = facts("<title>Shells fall on market | The River Post</title>")
        assert found.title == "Shells fall on market"
        assert found.metadata["title_by"] == "headline"

    @pytest.mark.parametrize(
        "title",
        [
            "Port reopens - The River Post",
            "The River Post | Port reopens",
            "Port reopens",
            "Port  reopens — The River Post",
        ],
    )
    def test_the_name_of_the_site_is_left_out(self, title: str) -> None:
        source = (
            f"<title>{title}</title>{meta('og:site_name', 'The River Post')}"
            f"{meta('og:title', 'Port reopens')}<p>Ships came in."
        )
        found = html.read(source, Settings()).facts
        assert found.title == "Port reopens"
        assert found.metadata["title_by"] == "metadata"

    def test_a_dash_inside_a_title_is_left_alone(self) -> None:
        source = "<title>Karaba - a town under fire</title><p>Ships came in."
        assert html.read(source, Settings()).facts.title == "Karaba - a town under fire"


class TestPublisherBylineLanguage:
    def test_from_json_ld(self) -> None:
        found = facts(
            ld(
                publisher={"@type": "Organization", "name": "The River Post"},
                author=[{"@type": "Person", "name": "Ada Lind"}, {"name": "Bo Ek"}],
            )
        )
        assert (found.publisher, found.byline) == ("The River Post", "Ada Lind; Bo Ek")

    def test_from_meta(self) -> None:
        found = facts(meta("og:site_name", "River &amp;amp; Post") + meta("author", "By Ada Lind"))
        assert (found.publisher, found.byline) == ("River & Post", "Ada Lind")

    @pytest.mark.parametrize(
        ("stated", "byline"),
        [
            ("by: Colby Ek", "Colby Ek"),
            ("Ada Lind | The River Post", "Ada Lind"),
            ("https://riverpost.example/ada", None),
            ("@ada", None),
        ],
    )
    def test_an_author_is_a_name(self, stated: str, byline: str | None) -> None:
        assert facts(meta("author", stated)).byline == byline

    def test_the_address_names_the_publisher_where_nothing_else_does(self) -> None:
        found = facts('<link rel="canonical" href="https://www.riverpost.example/a/b">')
        assert found.publisher == "riverpost.example"
        assert found.url == "https://www.riverpost.example/a/b"

    def test_an_address_is_no_publisher_and_no_author(self) -> None:
        found = facts(
            ld(publisher={"name": "https://www.riverpost.example"}, author="https://x.example/ada")
            + meta("og:site_name", "https://www.riverpost.example")
            + '<link rel="canonical" href="https://www.riverpost.example/a">'
        )
        assert (found.publisher, found.byline) == ("riverpost.example", None)

    @pytest.mark.parametrize(
        ("lang", "language"), [("en-GB", "en"), ("DE", "de"), ("pt_BR", "pt"), ("english", None)]
    )
    def test_the_language_that_the_page_declares(self, lang: str, language: str | None) -> None:
        assert page(lang=lang).facts.language == language

    def test_of_several_articles_the_one_about_this_page_counts(self) -> None:
        other = ld(headline="Ferry sinks", author="Other", datePublished="2011-01-01")
        this = ld(headline="Shells fall on market", author="Ada", datePublished="2018-03-12")
        found = facts(f"<title>Shells fall on market</title>{other}{this}")
        assert found.byline == "Ada"
        assert found.published is not None
        assert found.published.first == date(2018, 3, 12)


class TestPublished:
    @pytest.mark.parametrize(
        ("head", "reason"),
        [
            (
                ld(datePublished="2018-03-12T08:00:00+02:00"),
                "JSON-LD datePublished: 2018-03-12T08:00:00+02:00",
            ),
            (
                '<script type="application/ld+json">{"datePublished": "2018-03-12T08:00", }</script>',
                "JSON-LD datePublished: 2018-03-12T08:00",
            ),
            (
                meta("article:published_time", "2018-03-12T08:00:00Z"),
                "meta article:published_time: 2018-03-12T08:00:00Z",
            ),
            ('<meta name="DC.date" content="12 March 2018">', "meta dc.date: 12 March 2018"),
            (
                '<time pubdate datetime="2018-03-12T08:00">then</time>',
                "time pubdate: 2018-03-12T08:00",
            ),
        ],
    )
    def test_from_the_metadata(self, head: str, reason: str) -> None:
        found = published(page(head))
        assert (found.first, found.last) == (date(2018, 3, 12), date(2018, 3, 12))
        assert (found.basis, found.reason) == ("metadata", reason)

    @pytest.mark.parametrize(
        "path", ["2018/03/12/shells", "news/2018-03-12-shells", "a-20180312-x"]
    )
    def test_from_the_address(self, path: str) -> None:
        address = f"https://riverpost.example/{path}"
        found = published(page(f'<link rel="canonical" href="{address}">'))
        assert (found.first, found.basis) == (date(2018, 3, 12), "url")
        assert found.reason == f"the address {address}"

    def test_two_days_in_an_address_name_none(self) -> None:
        address = "https://riverpost.example/2018/03/12/before-2018-03-15"
        assert facts(f'<link rel="canonical" href="{address}">').published is None

    @pytest.mark.parametrize("words", ["soon", "0000-00-00", "1970-01-01", "04/07/2018"])
    def test_what_is_no_day_is_no_date(self, words: str) -> None:
        assert facts(meta("article:published_time", words)).published is None

    def test_the_day_that_the_page_shows_is_cited(self) -> None:
        draft = page(ld(datePublished="2018-03-12T08:00"), above="<p>Published 12 March 2018</p>")
        found = published(draft)
        assert found.basis == "metadata"
        assert found.span is not None
        assert found.span.text == "12 March 2018"
        assert draft.text[found.span.start : found.span.end] == "12 March 2018"

    def test_the_day_that_the_page_shows_counts_where_the_metadata_are_in_another_zone(
        self,
    ) -> None:
        draft = page(
            ld(datePublished="2018-03-13T02:10:00Z"), above="<p>March 12, 2018, 9:10 pm</p>"
        )
        found = published(draft)
        assert (found.first, found.basis) == (date(2018, 3, 12), "byline")
        assert found.span is not None
        assert found.span.text == "March 12, 2018"
        assert "2018-03-13T02:10:00Z" in (found.reason or "")

    def test_the_day_of_a_change_is_not_the_day_of_publication(self) -> None:
        draft = page(ld(datePublished="2018-03-12T08:00:00"), above="<p>Updated March 13, 2018</p>")
        assert published(draft).first == date(2018, 3, 12)

    def test_the_address_counts_where_the_metadata_are_a_day_off_in_utc(self) -> None:
        address = '<link rel="canonical" href="https://riverpost.example/2018/03/12/shells">'
        found = published(page(ld(datePublished="2018-03-13T01:50:59.403Z") + address))
        assert (found.first, found.basis) == (date(2018, 3, 12), "url")
        found = published(page(ld(datePublished="2018-03-13T01:50:59+02:00") + address))
        assert (found.first, found.basis) == (date(2018, 3, 13), "metadata")

    def test_htmldate_finds_a_day_that_only_the_markup_shows(self) -> None:
        above = '<p class="entry-date">12.03.2018</p><p>By Ada Lind</p>'
        found = published(page(above=above))
        assert (found.first, found.basis) == (date(2018, 3, 12), "byline")
        assert found.reason == "htmldate, shown near the article"
        assert found.span is not None
        assert found.span.text == "12.03.2018"

    def test_htmldate_finds_a_day_that_only_a_machine_can_read(self) -> None:
        found = published(page(above='<time datetime="2018-03-12T08:00:00">five days ago</time>'))
        assert (found.first, found.basis) == (date(2018, 3, 12), "metadata")
        assert found.reason == "htmldate, time datetime: 2018-03-12T08:00:00"

    @pytest.mark.parametrize(
        "below",
        [
            "<footer><p>Last change of this site: 12 March 2018</p></footer>",
            '<nav><p class="date">Monday, 12 March 2018</p></nav>',
            '<div class="related"><p class="date">12 March 2018</p><p>Ferry sinks</p></div>',
        ],
    )
    def test_the_furniture_of_a_page_is_no_evidence(self, below: str) -> None:
        assert page(below=below).facts.published is None


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.just("2018-03-12"),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    "@type @graph author name headline publisher datePublished url @value x".split()
                ),
                inner | st.just("NewsArticle"),
                max_size=5,
            )
        ),
        max_leaves=12,
    )
)
def test_any_json_ld_is_read(content: object) -> None:
    head = f'<script type="application/ld+json">{json.dumps(content)}</script>'
    found = facts(head)
    assert found.title == "Shells fall on market"
