"""From bytes of every kind to labelled documents, or to a reason why not."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.clean.blocks import BlockCleaner
from dateline.document import Document
from dateline.errors import UnreadableError
from dateline.original import MediaType, Original
from dateline.rejection import Rejection
from dateline.settings import Limits, Settings

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Shells hit Tessalit depot - Desert Post</title>
<meta property="og:site_name" content="Desert Post">
<meta property="article:published_time" content="2019-05-02T10:00:00Z"></head><body>
<nav><a href="/">Home</a> <a href="/w">World</a></nav>
<article><h1>Shells hit Tessalit depot</h1>
<p>Shells hit an army depot in the northern town of Tessalit on Wednesday, killing four soldiers,
the defence ministry said in a statement read on state radio.</p>
<p>It said that the fire had come from hills to the east, where fighters have camped since March.
Nine other men were treated for wounds, the ministry added.</p></article>
<footer><p>&copy; 2019 Desert Post. All rights reserved.</p></footer></body></html>"""

WIRE = """Shells hit Tessalit depot

TESSALIT, May 2 (Reuters) - Shells hit an army depot in the northern town of Tessalit on \
Wednesday, killing four soldiers, the defence ministry said.

It said that the fire had come from hills to the east.
"""


@pytest.fixture(scope="module")
def clean() -> BlockCleaner:
    return BlockCleaner(Settings())


def original(content: str | bytes, media_type: MediaType = "text/plain", **more) -> Original:
    raw = content if isinstance(content, bytes) else content.encode()
    return Original(uri="file:report", media_type=media_type, content=raw, **more)


def kinds(document: Document) -> list[str]:
    return [block.kind for block in document.blocks]


def read(clean: BlockCleaner, source: Original) -> Document:
    document = clean(source)
    assert isinstance(document, Document), document
    return document


def test_a_page_keeps_its_furniture_under_a_label(clean) -> None:
    document = read(clean, original(PAGE, "text/html"))
    assert document.title == "Shells hit Tessalit depot"
    assert document.publisher == "Desert Post"
    assert document.published.first == document.published.last == date(2019, 5, 2)
    assert document.published.basis == "metadata"
    labelled = {document.text[b.start : b.end]: b for b in document.blocks}
    assert next(b.kind for text, b in labelled.items() if "All rights" in text) == "chrome"
    assert [kind for kind in kinds(document) if kind != "chrome"] == [
        "headline",
        *["paragraph"] * 2,
    ]


def test_wire_text_is_its_own_source(clean) -> None:
    document = read(clean, original(WIRE))
    assert document.text == WIRE
    assert kinds(document)[0] == "headline"
    assert kinds(document)[-1] == "paragraph"
    assert document.agencies == ("Reuters",)
    at = WIRE.index("Tessalit depot")
    assert document.source.source(at, at + 8) == (0, at, at + 8)


def test_a_row_gives_title_date_and_publisher(clean) -> None:
    row = {"id": "r7", "title": "Depot hit", "publisher": "Post", "published": "2019-05-02"}
    row |= {"text": WIRE.split("\n\n", 1)[1], "desk": "Sahel"}
    document = read(clean, original(json.dumps(row), "application/json"))
    assert document.doc_id == "r7"
    assert document.text.startswith("Depot hit\n\n")
    assert (document.publisher, document.published.basis) == ("Post", "given")
    assert document.metadata["desk"] == "Sahel"


def test_what_came_with_the_bytes_fills_gaps(clean) -> None:
    source = original(WIRE, metadata={"url": "https://post.example/2019/05/02/depot"})
    assert read(clean, source).metadata["url"] == "https://post.example/2019/05/02/depot"


@pytest.mark.parametrize(
    ("content", "outcome", "reason"),
    [
        ("", "no_report", "no text"),
        (" \n\t \n", "no_report", "no text"),
        ("Home\nNews\nContact us\nShare\nFacebook\n", "no_report", "nothing in it is a report"),
        (
            (
                "Bei einem Angriff auf das Lager im Norden der Stadt sind am Mittwoch vier Soldaten "
                "getötet worden, wie das Ministerium in einer Erklärung mitteilte.\n"
            ),
            "not_english",
            "another language (de)",
        ),
    ],
)
def test_what_is_no_english_report_says_why(clean, content, outcome, reason) -> None:
    rejection = clean(original(content))
    assert isinstance(rejection, Rejection)
    assert rejection.outcome == outcome
    assert reason in rejection.reason


def test_a_text_beyond_the_limit_is_refused_by_name() -> None:
    small = BlockCleaner(Settings(limits=Limits(text_characters=100)))
    with pytest.raises(UnreadableError, match="limit is 100"):
        small(original(WIRE))


PIECES = st.sampled_from(
    ["<p>", "</p>", "<h1>", "<div class='related'>", "</div>", "Top stories\n", "By A B\n", "\n\n",
     "A shell killed two men on Sunday. ", "&amp;", "&#x1F600;", "<script>", "\x00", "\ud800",
     "<!--", "-->", "July 4, 2017", "\r\n", "\u202e", "<![CDATA["]
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(PIECES | st.text(max_size=12), max_size=30).map("".join),
    st.sampled_from(["text/html", "text/plain"]),
)
def test_whatever_comes_nothing_is_lost_and_nothing_raises(content, media_type) -> None:
    source = original(content.encode("utf-8", "surrogatepass"), media_type)
    result = BlockCleaner(Settings())(source)
    if isinstance(result, Rejection):
        assert result.reason
        return
    end = 0
    for block in result.blocks:
        assert block.start >= end
        assert not result.text[end : block.start].strip()
        end = block.end
    assert not result.text[end:].strip()
