"""Every visible character is kept, and leads back to the page it was read from."""

from __future__ import annotations

import socket

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean import html
from dateline.clean.draft import Draft
from dateline.errors import UnreadableError
from dateline.settings import Limits, Settings
from drafts import behind, check_blocks, check_source


def read(source: str) -> Draft:
    draft = html.read(source, Settings())
    check_blocks(draft)
    check_source(draft, source)
    return draft


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>caf&eacute; &amp; bar</p>", "café & bar"),
        ("<p>&#8220;Go&#x201d; he said</p>", "“Go” he said"),
        ("<p>AT&T and &unknown; stay</p>", "AT&T and &unknown; stay"),
        ("<p>a&nbsp;b  \n\t c</p>", "a b c"),
        ("<p>one<br>two<br/>three</p>", "one\ntwo\nthree"),
        ("<p>one<br><br>two</p>", "one\n\ntwo"),
        ("<p>soft&shy;hyphen and zero\u200bwidth</p>", "softhyphen and zerowidth"),
        ("<p>bad &#xD800; reference</p>", "bad \ufffd reference"),
        ("<p>5 < 6 and 7 > 6</p>", "5 < 6 and 7 > 6"),
        ("<p><b>Ka</b>raba <i>fell</i></p>", "Karaba fell"),
        ("<p>one<p>two<div>three", "one\n\ntwo\n\nthree"),
        ("<ul><li>one<li>two</ul>", "one\n\ntwo"),
        ("<table><tr><td>one<td>two<tr><td>three</table>", "one\n\ntwo\n\nthree"),
        ("<pre>one\ntwo</pre>", "one\ntwo"),
        ("a<!-- not -->b<!doctype x><?php no ?>c", "abc"),
        ("<a href=x>one</a><a href=y>two</a>", "one two"),
        ("<p>shown<template>never</template><svg><text>drawn</text></svg></p>", "shown"),
        ("<P CLASS=x>upper</P>", "upper"),
        ("<p title='a > b'>quoted</p>", "quoted"),
        ("<p>open <b", "open"),
        ("\ufeff<p>marked</p>", "marked"),
        ("<p>byte \udcff lost</p>", "byte \ufffd lost"),
    ],
)
def test_text_as_a_browser_shows_it(source: str, text: str) -> None:
    assert read(source).text == text


def test_words_lead_back_to_the_characters_they_were_made_from() -> None:
    source = "<p>The caf&eacute; in <b>Old</b>\n  <i>Karaba</i><br>burned&nbsp;down.</p>"
    draft = read(source)
    assert draft.text == "The café in Old Karaba\nburned down."
    assert behind(draft, "The caf", source) == "The caf"
    assert behind(draft, "é", source) == "&eacute;"
    assert behind(draft, "Karaba", source) == "Karaba"
    assert behind(draft, "Old Karaba", source) == "Old</b>\n  <i>Karaba"
    assert behind(draft, "Karaba\nburned", source) == "Karaba</i><br>burned"
    assert behind(draft, "burned down", source) == "burned&nbsp;down"


def test_what_stands_between_blocks_has_no_source() -> None:
    draft = read("<p>one</p><p>two</p>")
    assert draft.text == "one\n\ntwo"
    assert draft.source.source(3, 5) is None


_WORDS = st.text(st.sampled_from("abcdeé ."), min_size=1, max_size=12).filter(str.strip)
_TAGS = st.sampled_from("p div b i span section article h2 ul li blockquote em strong td".split())


@st.composite
def _trees(draw: st.DrawFn, depth: int = 0) -> str:
    if depth > 3 or draw(st.booleans()):
        return draw(_WORDS)
    tag = draw(_TAGS)
    inside = draw(st.lists(_trees(depth + 1), min_size=1, max_size=4))
    return f"<{tag}>{' '.join(inside)}</{tag}>"


@settings(max_examples=60, deadline=None)
@given(st.lists(_trees(), min_size=1, max_size=6))
def test_no_word_of_a_page_is_lost_and_none_is_added(trees: list[str]) -> None:
    source = f"<html><body>{' '.join(trees)}</body></html>"
    words = " ".join(lxml.html.fromstring(source).itertext()).split()
    assert "".join(read(source).text.split()) == "".join(words)


_SOUP = st.lists(
    st.one_of(
        st.sampled_from(
            """<p> </p> <div> </div> <a\thref="x"> </a> <b> <!-- --> <!doctype> <script> </script>
            <style> <title> </title> <br> <hr> <table> <td> <li> </ul> <h1> </h1> <svg> <textarea>
            &amp; &#0; &#xffffffff; &lt &bogus; < > " ' = / <p\thidden> <p\tstyle="display:none">
            <meta\tname="date"\tcontent="2018-03-12"> <time\tdatetime="2018-03-12"> <article>
            <script\ttype="application/ld+json"> {"@type":"NewsArticle","headline":"x"} By\tAda
            <blockquote> 12\tMarch\t2018 [[[[ <html\tlang="en"> <body> </body> <figcaption> <nav>
            """.split()
        ).map(lambda word: word.replace("\t", " ")),
        st.text(max_size=20),
        st.sampled_from(
            ["Shells fell on the market of Karaba on Sunday, killing at least seven people."]
        ),
        st.sampled_from(["\x00", "\udc80", "\ufeff", "\u200b", "\r\n", "\u2028", "\xa0"]),
    ),
    max_size=40,
)


@settings(max_examples=150, deadline=None)
@given(_SOUP)
def test_any_page_is_read_or_refused(parts: list[str]) -> None:
    source = "".join(parts)
    try:
        draft = read(source)
    except UnreadableError:
        return
    draft.text.encode("utf-8")
    published = draft.facts.published
    if published is not None and published.span is not None:
        span = published.span
        assert draft.text[span.start : span.end] == span.text
    assert html.read(source, Settings()) == draft


def test_text_that_stands_in_no_element_is_read() -> None:
    shells = "Shells fell on the market of Karaba on Sunday, killing at least seven people."
    draft = read(f"{shells}<br><br><a href=x>Port reopens</a><br><br>{shells}")
    assert draft.text == f"{shells}\n\nPort reopens\n\n{shells}"


def test_a_page_above_the_limits_is_refused_with_what_to_do() -> None:
    small = Settings(limits=Limits(input_bytes=50, text_characters=10))
    with pytest.raises(UnreadableError, match=r"limits\.input_bytes"):
        html.read("<p>" + "x" * 60, small)
    with pytest.raises(UnreadableError, match=r"limits\.text_characters"):
        html.read("<p>more than ten characters</p>", small)


def test_a_page_that_begins_with_an_address_is_not_fetched() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        read(f"http://127.0.0.1:{server.getsockname()[1]}/page")
        with pytest.raises(BlockingIOError):
            server.accept()
