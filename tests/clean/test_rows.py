"""Input rows: one report as a JSON object, with the way back to its characters."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import html, rows
from dateline.clean.draft import Draft
from dateline.errors import UnreadableError
from dateline.settings import Settings
from drafts import behind, check_blocks, labelled, of_kind

BODY = "Shells fell on the market of Karaba on Sunday.\nSeven people died, the hospital said."


def read(source: str) -> Draft:
    return rows.read(source, lambda page: html.read(page, Settings()))


def row(**columns: object) -> Draft:
    return read(json.dumps(columns))


def refused(source: str) -> UnreadableError:
    with pytest.raises(UnreadableError) as caught:
        read(source)
    return caught.value


class TestText:
    def test_the_title_stands_before_the_text_as_headline(self) -> None:
        draft = row(title="Shells kill seven", text=BODY)
        assert draft.text == f"Shells kill seven\n\n{BODY}"
        assert labelled(draft) == [("headline", "Shells kill seven")]

    @pytest.mark.parametrize("column", ["text", "body"])
    def test_a_text_that_begins_with_its_title_is_left_as_it_is(self, column: str) -> None:
        draft = row(title="Shells  kill Seven", **{column: f"Shells kill seven\n{BODY}"})
        assert draft.text == f"Shells kill seven\n{BODY}"
        assert draft.blocks == ()

    def test_text_comes_before_body_and_body_before_html(self) -> None:
        assert row(html="<p>c</p>", body="b", text="a").text == "a"
        assert row(html="<p>c</p>", body="b", text=" ").text == "b"

    def test_a_title_alone_is_a_headline(self) -> None:
        draft = row(title="Shells kill seven")
        assert labelled(draft) == [("headline", "Shells kill seven")]

    def test_an_html_column_is_read_as_a_page(self) -> None:
        draft = row(
            title="Shells kill seven",
            html=f"<html><body><h1>Shells kill seven</h1><p>{BODY}</p></body></html>",
        )
        check_blocks(draft)
        assert of_kind(draft, "headline") == ["Shells kill seven"]
        assert of_kind(draft, "paragraph") == [" ".join(BODY.split())]

    def test_another_headline_than_the_rows_title_is_a_repeat(self) -> None:
        page = f"<html><body><h1>Market hit</h1><p>{BODY}</p></body></html>"
        draft = row(title="Shells kill seven", html=page)
        assert of_kind(draft, "headline") == ["Shells kill seven"]
        assert of_kind(draft, "repeat") == ["Market hit"]

    def test_markup_in_a_text_column_is_read_as_a_page(self) -> None:
        draft = row(text=f"<p>{BODY}</p><p>Nobody was arrested for it.</p>")
        assert of_kind(draft, "paragraph") == [
            " ".join(BODY.split()),
            "Nobody was arrested for it.",
        ]

    def test_less_than_signs_in_a_text_are_no_markup(self) -> None:
        text = "Tolls of <5 were left out, and <br> stands here once."
        assert row(text=text).text == text


class TestSource:
    SOURCE = r'{"title": "Caf\u00e9 hit", "n": 1, "text": "A \"bomb\"\nfell.\ud83d\udca5 End\\ "}'

    def test_escapes_lead_back_to_what_they_were_written_as(self) -> None:
        draft = read(self.SOURCE)
        assert draft.text == 'Café hit\n\nA "bomb"\nfell.💥 End\\ '
        assert behind(draft, "é", self.SOURCE) == r"\u00e9"
        assert behind(draft, '"bomb"', self.SOURCE) == r"\"bomb\""
        assert behind(draft, "\nfell", self.SOURCE) == r"\nfell"
        assert behind(draft, "💥", self.SOURCE) == r"\ud83d\udca5"

    def test_a_page_inside_a_row_leads_back_through_both(self) -> None:
        source = json.dumps({"html": "<p>The caf&eacute; in Orl\u00e9ans\nburned down.</p>"})
        draft = read(source)
        assert draft.text == "The café in Orléans burned down."
        assert behind(draft, "é in", source) == "&eacute; in"
        assert behind(draft, "Orléans burned", source) == r"Orl\u00e9ans\nburned"

    def test_the_day_that_a_page_shows_is_cited_where_it_stands_in_the_row(self) -> None:
        draft = row(
            title="Shells kill seven",
            html='<html><head><meta name="date" content="2018-03-12"></head><body>'
            f"<h1>Market hit</h1><p>Published 12 March 2018</p><p>{BODY}</p></body></html>",
        )
        published = draft.facts.published
        assert published is not None
        assert published.span is not None
        assert draft.text[published.span.start : published.span.end] == "12 March 2018"

    def test_half_a_surrogate_pair_is_shown_as_unreadable(self) -> None:
        draft = read(r'{"text": "lost \ud83d half"}')
        assert draft.text == "lost \ufffd half"

    @given(text=st.text(max_size=60), title=st.text(max_size=20), ascii_only=st.booleans())
    def test_every_character_leads_back(self, *, text: str, title: str, ascii_only: bool) -> None:
        source = json.dumps({"title": title, "text": text}, ensure_ascii=ascii_only)
        try:
            draft = read(source)
        except UnreadableError:
            assert not text.strip()
            assert not title.strip()
            return
        for place, character in enumerate(draft.text):
            found = draft.source.source(place, place + 1)
            if found is None:
                assert character == "\n"
                continue
            written = json.loads(f'"{source[found[1] : found[2]]}"')
            assert written == character or character == "\ufffd"


class TestFacts:
    def test_the_columns_that_are_known(self) -> None:
        facts = row(
            doc_id="r1",
            title="Shells",
            text=BODY,
            published="2018-03-12",
            publisher="The River Post",
            url="https://riverpost.example/a",
            language="en",
            author="Ada Lind",
        ).facts
        assert (facts.title, facts.publisher, facts.byline) == (
            "Shells",
            "The River Post",
            "Ada Lind",
        )
        assert (facts.url, facts.language) == ("https://riverpost.example/a", "en")
        assert rows.doc_id(facts) == "r1"
        assert facts.published is not None
        assert facts.published.first == date(2018, 3, 12)
        assert (facts.published.basis, facts.published.reason) == (
            "given",
            "column published: 2018-03-12",
        )

    @pytest.mark.parametrize(
        ("words", "first", "last"),
        [
            ("2018-03", date(2018, 3, 1), date(2018, 3, 31)),
            ("12 March 2018", date(2018, 3, 12), date(2018, 3, 12)),
            ("March 12, 2018 10:00", date(2018, 3, 12), date(2018, 3, 12)),
            ("Mon, 12 Mar 2018 23:00:00 -0500", date(2018, 3, 12), date(2018, 3, 12)),
            ("20180312", date(2018, 3, 12), date(2018, 3, 12)),
            ("25/12/2018", date(2018, 12, 25), date(2018, 12, 25)),
        ],
    )
    def test_the_date_that_is_given(self, words: str, first: date, last: date) -> None:
        found = row(text=BODY, date=words).facts.published
        assert found is not None
        assert (found.first, found.last, found.basis) == (first, last, "given")

    @pytest.mark.parametrize("words", ["04/07/2018", "soon", "2018-13-01", "last week"])
    def test_a_date_that_cannot_be_read_is_kept_as_metadata(self, words: str) -> None:
        facts = row(text=BODY, date=words).facts
        assert facts.published is None
        assert facts.metadata["date"] == words

    def test_a_number_is_a_time_since_1970(self) -> None:
        found = row(text=BODY, published=1520812800).facts.published
        assert found is not None
        assert found.first == date(2018, 3, 12)

    def test_other_columns_are_kept(self) -> None:
        metadata = row(text=BODY, region="north", tags=["a", "b"], empty=None).facts.metadata
        assert metadata == {"region": "north", "tags": '["a", "b"]'}

    def test_the_row_is_believed_before_the_page_in_it(self) -> None:
        page = (
            '<html lang="de"><head><meta name="author" content="Bo Ek">'
            '<meta name="date" content="2011-01-01"></head>'
            f"<body><h1>Market hit</h1><p>{BODY}</p></body></html>"
        )
        facts = row(html=page, date="2018-03-12", language="en").facts
        assert (facts.language, facts.byline, facts.title) == ("en", "Bo Ek", "Market hit")
        assert facts.published is not None
        assert facts.published.first == date(2018, 3, 12)


class TestRefused:
    @pytest.mark.parametrize(
        "source",
        ["", "[]", "null", '"text"', "{", '{"text": "a"', '{"text": "a"} {"text": "b"}',
         '{"text" "a"}', '{"text": "a",}', "{'text': 'a'}", '{"text": "\\x"}', "{" * 100_000,
         '{"a": ' + "[" * 100_000],
    )  # fmt: skip
    def test_what_is_no_object(self, source: str) -> None:
        assert "no JSON object" in refused(source).problem

    @pytest.mark.parametrize("columns", [{}, {"text": ""}, {"text": None}, {"text": 5}, {"n": "x"}])
    def test_a_row_without_text(self, columns: dict[str, object]) -> None:
        assert refused(json.dumps(columns)).problem == "the row has no text"

    @given(st.text(max_size=40).map(lambda inside: '{"text": ' + inside + "}"))
    def test_any_row_is_read_or_refused(self, source: str) -> None:
        try:
            draft = read(source)
        except UnreadableError:
            return
        assert draft.text.strip()
