"""What each block of a page is."""

from __future__ import annotations

import pytest

from dateline.clean import html
from dateline.clean.draft import Draft
from dateline.document import REPORT_KINDS
from dateline.settings import Settings
from drafts import check_blocks, check_source, labelled, of_kind, reasons

PARAGRAPHS = (
    (
        "Shells fell on the market of Karaba on Sunday morning, killing at least seven people "
        "and wounding 19, the town's hospital said."
    ),
    (
        "Witnesses said that the first shell struck a row of stalls shortly after nine, when "
        "farmers from the villages around the town had come to sell their goods."
    ),
    (
        "The army denied that it had fired on the town. Its spokesman said that the nearest "
        "battery had not been used for three weeks."
    ),
    (
        "Karaba lies ten miles from the front. It has been shelled twice since the spring, when "
        "talks about a truce broke down."
    ),
)
BODY = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
PAGE = f"""<!DOCTYPE html>
<html lang="en"><head>
<title>Shells kill seven at market in Karaba - The River Post</title>
<meta property="og:title" content="Shells kill seven at market in Karaba">
<meta property="og:site_name" content="The River Post">
<meta name="author" content="Ada Lind">
<meta property="article:published_time" content="2018-03-12T08:00:00+02:00">
<script>var top = "<p>not shown</p>";</script><style>p {{ color: red }}</style>
</head><body>
<nav><ul><li><a href="/">Front page</a></li><li><a href="/region">Region</a></li></ul></nav>
<header><p>The River Post, since 1911</p></header>
<div class="ticker">Shells kill seven at market in Karaba</div>
<article>
<h1>Shells kill seven at market in Karaba</h1>
<p class="byline">By Ada Lind in Karaba</p>
<p class="meta"><time datetime="2018-03-12">12 March 2018</time></p>
<figure><img src="a.jpg"><figcaption>Traders sweep up glass at the market on Sunday.</figcaption></figure>
<p>{PARAGRAPHS[0]}</p>
<p>{PARAGRAPHS[1]}</p>
<blockquote><p>"We were under the tables when the second one came down on the bakery next
door," said a trader who gave her name as Mina.</p></blockquote>
<h2>No guns near the town</h2>
<p>{PARAGRAPHS[2]}</p>
<p>{PARAGRAPHS[3]}</p>
</article>
<aside><h3>Most read</h3><ul><li><a href="/1">Ferry sinks with 340 on board</a></li></ul></aside>
<div id="comments"><p>Somebody wrote that the guns were heard in 2014 as well, miles away.</p></div>
<footer><p>&copy; 2018 The River Post. All rights reserved.</p></footer>
</body></html>"""


@pytest.fixture(scope="module")
def draft() -> Draft:
    return html.read(PAGE, Settings())


def test_the_headline_and_its_repeat_are_told_apart(draft: Draft) -> None:
    assert of_kind(draft, "headline") == ["Shells kill seven at market in Karaba"]
    assert of_kind(draft, "repeat") == ["Shells kill seven at market in Karaba"]


def test_the_byline_and_the_dateline_are_known(draft: Draft) -> None:
    assert of_kind(draft, "byline") == ["By Ada Lind in Karaba"]
    assert of_kind(draft, "dateline") == ["12 March 2018"]


def test_the_paragraphs_are_all_there_and_in_order(draft: Draft) -> None:
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


def test_subheading_caption_and_quote_have_labels_of_their_own(draft: Draft) -> None:
    assert of_kind(draft, "subheading") == ["No guns near the town"]
    assert of_kind(draft, "caption") == ["Traders sweep up glass at the market on Sunday."]
    (quote,) = of_kind(draft, "quote")
    assert quote.startswith('"We were under the tables')
    assert quote.endswith("as Mina.")


def test_chrome_is_kept_and_says_why_it_is_chrome(draft: Draft) -> None:
    why = reasons(draft)
    assert why["Region"] == "navigation"
    assert why["The River Post, since 1911"] == "page header"
    assert why["Ferry sinks with 340 on board"] == "beside the article"
    assert why["© 2018 The River Post. All rights reserved."] == "copyright line"
    assert any(reason == "comments of readers" for reason in why.values())


def test_scripts_and_styles_are_no_text(draft: Draft) -> None:
    assert "not shown" not in draft.text
    assert "color" not in draft.text


def test_blocks_hold_the_page_and_lead_back_to_it(draft: Draft) -> None:
    check_blocks(draft)
    check_source(draft, PAGE)


def test_the_page_says_who_found_its_article_and_its_title(draft: Draft) -> None:
    assert draft.facts.metadata["body_by"] == "trafilatura"
    assert draft.facts.metadata["title_by"] == "headline"


def article(inside: str = "", *, before: str = "", after: str = "", head: str = "") -> Draft:
    """A page whose article has the four paragraphs, with more markup around and inside them."""
    first, *rest = (f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    return html.read(
        f"<html><head><title>Shells kill seven at market in Karaba</title>{head}</head><body>"
        f"<article><h1>Shells kill seven at market in Karaba</h1>{before}{first}{inside}"
        f"{''.join(rest)}</article>{after}</body></html>",
        Settings(),
    )


def told(draft: Draft) -> list[str]:
    return [words for kind, words in labelled(draft) if kind in REPORT_KINDS]


def test_the_authors_name_alone_is_a_byline() -> None:
    draft = article(before="<p>Ada Lind</p>", head='<meta name="author" content="Ada Lind">')
    assert of_kind(draft, "byline") == ["Ada Lind"]


def test_a_line_with_a_date_under_the_headline_is_the_dateline() -> None:
    draft = article(before="<div>Region, March 12, 2018, at the market</div>")
    assert of_kind(draft, "dateline") == ["Region, March 12, 2018, at the market"]


def test_a_date_inside_the_article_is_not_moved_to_its_head() -> None:
    draft = article("<p>A hundred people were killed on 3 May 1986, in the town's worst day.</p>")
    assert not of_kind(draft, "dateline")


def test_the_standfirst_is_what_the_description_says_though_its_class_says_teaser() -> None:
    summary = "At least seven people were killed in the shelling of a market on the front line."
    draft = article(
        before=f'<div class="teaser-text">{summary}</div>',
        head=f'<meta name="description" content="{summary}">',
    )
    assert of_kind(draft, "paragraph")[0] == summary


def test_links_to_other_reports_inside_the_article_are_chrome() -> None:
    draft = article(
        '<div class="related-box"><p>Ferry sinks off the coast with 340 people on board, '
        "the harbour master says.</p></div>"
    )
    assert not any("Ferry" in words for words in told(draft))
    assert "links to other reports" in reasons(draft).values()


def test_headings_with_nothing_under_them_are_no_part_of_the_article() -> None:
    draft = article(after="<h3>Ferry sinks with 340</h3><h3>Bakery fined over short loaves</h3>")
    assert not any("Ferry" in words or "Bakery" in words for words in told(draft))
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


def test_a_hint_that_the_whole_article_stands_under_says_nothing() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f'<html><body><div class="sponsored-teaser"><h1>Shells</h1>{body}</div></body></html>'
    assert of_kind(html.read(page, Settings()), "paragraph") == list(PARAGRAPHS)


def test_hidden_text_is_not_read_unless_it_is_the_article() -> None:
    hidden = '<p style="display:none">Subscribe to read the other six paragraphs of this.</p>'
    assert "Subscribe" not in article(hidden).text
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><body><h1>Shells</h1><div hidden>{body}</div></body></html>"
    assert PARAGRAPHS[0] in html.read(page, Settings()).text


def test_a_tweet_between_paragraphs_is_a_quote() -> None:
    draft = article(
        '<blockquote class="social-embed"><p>Our teams have reached the market and are '
        "treating the wounded.</p></blockquote>"
    )
    assert any(words.startswith("Our teams have reached") for words in of_kind(draft, "quote"))


def test_the_last_paragraph_is_kept_after_a_line_of_furniture_inside_the_article() -> None:
    last = "The town's market is to open again on Friday, the mayor said."
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS * 2)
    page = f"<html><body><div>{body}<p>Join the conversation</p><p>{last}</p></div></body></html>"
    draft = html.read(page, Settings())
    assert of_kind(draft, "paragraph")[-1] == last
    assert reasons(draft)["Join the conversation"] == "heading of readers' comments"


def test_the_article_ends_at_a_heading_of_teasers() -> None:
    teasers = "<h3>Related stories</h3>" + "".join(
        f"<h4>{name}</h4><p>{name} in the harbour of the capital, the police say.</p>"
        for name in ("Ferry sinks with all on board", "Warehouse burns to the ground")
    )
    page = f"<html><body><article><h1>Shells kill seven</h1>{BODY}{teasers}</article></body></html>"
    draft = html.read(page, Settings())
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)
    assert not of_kind(draft, "subheading")


def test_first_words_that_are_cut_off_are_no_standfirst() -> None:
    draft = article(
        before='<div class="teaser">Shells fell on the market of a town near the front...</div>',
        head='<meta name="description" content="Shells fell on the market of a town near the front '
        'line on Sunday, killing seven.">',
    )
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


def test_a_fragment_is_read_as_a_page() -> None:
    source = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    draft = html.read(source, Settings())
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)
    check_source(draft, source)


def test_a_page_too_deep_for_extractors_is_read_by_its_running_text() -> None:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page = f"<html><body>{'<div>' * 300}{body}{'</div>' * 300}<p>Home</p></body></html>"
    draft = html.read(page, Settings())
    assert draft.facts.metadata["body_by"] == "density"
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)
    assert of_kind(draft, "chrome") == ["Home"]


def test_a_page_with_pictures_written_into_it_is_still_given_to_extractors() -> None:
    picture = f'<img src="data:image/png;base64,{"iVBORw0KGgo" * 500_000}">'
    draft = article(picture)
    assert draft.facts.metadata["body_by"] == "trafilatura"
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "source",
    [
        f"<html><body><div><h2>Shells kill seven at market</h2>{BODY}</div></body></html>",
        f"<html><body><div><b>Shells kill seven at market</b>{BODY}</div></body></html>",
        f"<html><head><title>Karaba</title></head><body><h2>Shells kill seven at market</h2>{BODY}",
    ],
    ids=["a heading", "a first line", "a heading that is not the page's title"],
)
def test_the_headline_of_a_page_whose_title_does_not_tell_it(source: str) -> None:
    draft = html.read(source, Settings())
    assert of_kind(draft, "headline") == ["Shells kill seven at market"]
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


def test_a_first_sentence_is_no_headline() -> None:
    draft = html.read(
        f"<html><body><p>It was quiet in the town.</p>{BODY}</body></html>", Settings()
    )
    assert not of_kind(draft, "headline")


def test_the_name_of_a_section_is_no_headline() -> None:
    draft = html.read(f"<html><body><h2>World</h2>{BODY}</body></html>", Settings())
    assert not of_kind(draft, "headline")


def test_a_list_of_reports_is_no_report() -> None:
    cards = "".join(
        f'<div><h3><a href="/{number}">Report {number} of the week</a></h3><p>{paragraph}</p></div>'
        for number, paragraph in enumerate(PARAGRAPHS)
    )
    draft = html.read(
        f"<html><body><h1>This week in the region</h1>{cards}</body></html>", Settings()
    )
    assert not of_kind(draft, "paragraph")
    assert reasons(draft)[PARAGRAPHS[0]] == "list of reports"


def test_text_that_a_page_keeps_in_a_shadow_root_is_shown() -> None:
    page = f'<x-page><template shadowrootmode="open">{BODY}</template></x-page>'
    draft = html.read(f"<html><body>{page}</body></html>", Settings())
    assert of_kind(draft, "paragraph") == list(PARAGRAPHS)


def test_an_empty_page_has_no_blocks() -> None:
    assert html.read("", Settings()).blocks == ()
    assert html.read("<html><head><title>Nothing</title></head></html>", Settings()).text == ""
