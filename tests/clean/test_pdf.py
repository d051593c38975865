"""PDF files: text by page, running heads and page numbers labelled."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import pdf
from dateline.errors import UnreadableError
from dateline.settings import Limits, Settings
from drafts import of_kind, reasons

_INSIDE = "/Contents {} 0 R /Resources << /Font << /F1 3 0 R >> >>"


def made(pages: Sequence[Sequence[str]], title: str = "") -> bytes:
    """A PDF with these lines on its pages, in Helvetica."""
    kids = " ".join(f"{4 + 2 * number} 0 R" for number in range(len(pages)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for number, lines in enumerate(pages):
        shown = " T* ".join(f"({line}) Tj" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 720 Td {shown} ET"
        objects += [
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {_INSIDE.format(5 + 2 * number)} >>",
            f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        ]
    objects.append(f"<< /Title ({title}) >>")
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
        f"<< /Size {size} /Root 1 0 R /Info {size - 1} 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("latin-1")


PAGES = (
    ("Monitoring Mission", "Shells fell on the market on Sunday.", "Seven people died.", "Page 1"),
    ("Monitoring Mission", "The army denied it had fired.", "Nobody was arrested.", "Page 2"),
    ("Monitoring Mission", "Talks about a truce broke down.", "They may resume.", "Page 3"),
)


def test_each_page_is_a_part_that_its_characters_lead_back_to() -> None:
    draft = pdf.read(made(PAGES), Settings())
    for number, words in enumerate(("Seven people", "army denied", "broke down"), start=1):
        start = draft.text.index(words)
        found = draft.source.source(start, start + len(words))
        assert found is not None
        assert found[0] == number
        page = pdf.read(made([PAGES[number - 1]]), Settings()).text
        assert page[found[1] : found[2]] == words


def test_running_heads_and_page_numbers_are_chrome() -> None:
    draft = pdf.read(made(PAGES), Settings())
    assert of_kind(draft, "chrome") == [
        words for number in (1, 2, 3) for words in ("Monitoring Mission", f"Page {number}")
    ]
    why = reasons(draft)
    assert why["Monitoring Mission"] == "running head of a PDF"
    assert why["Page 2"] == "page number"


def test_a_single_page_has_no_running_heads() -> None:
    draft = pdf.read(made(PAGES[:1]), Settings())
    assert draft.blocks == ()
    assert draft.text.split() == " ".join(PAGES[0]).split()


def test_the_title_of_the_file_is_kept_apart() -> None:
    facts = pdf.read(made(PAGES, title="Daily report"), Settings()).facts
    assert facts.title is None
    assert facts.metadata == {"pdf_title": "Daily report"}


def test_a_page_without_text_is_passed_over() -> None:
    draft = pdf.read(made([PAGES[0], [], PAGES[1]]), Settings())
    assert draft.source.source(0, 5) == (1, 0, 5)
    start = draft.text.index("army")
    assert draft.source.source(start, start + 4) is not None
    assert "army" in draft.text


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "cannot be opened"),
        (b"%PDF-1.4 and nothing else", "cannot be opened"),
        (made([[], []]), "no page holds any text"),
    ],
    ids=["empty", "cut", "scan"],
)
def test_a_file_without_text_is_refused_with_what_to_do(content: bytes, problem: str) -> None:
    with pytest.raises(UnreadableError, match=problem) as caught:
        pdf.read(content, Settings())
    assert caught.value.advice


def test_reading_stops_past_the_longest_text() -> None:
    pages = [[f"Shells fell on day {number} of the siege."] for number in range(40)]
    small = Settings(limits=Limits(text_characters=100))
    assert 100 < len(pdf.read(made(pages), small).text) < 200


@given(st.integers(0, 3000), st.integers(0, 255), st.integers(0, 3000))
def test_any_damaged_file_is_read_or_refused(place: int, byte: int, cut: int) -> None:
    content = bytearray(made(PAGES))
    content[place % len(content)] = byte
    try:
        draft = pdf.read(bytes(content[: max(cut, 500)]), Settings())
    except UnreadableError:
        return
    assert draft.text.strip()
