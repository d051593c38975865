"""Records survive the way through JSON."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.document import Block, Document, Published
from dateline.errors import StageError
from dateline.mention import FigureMention, PlaceMention, TimeMention
from dateline.reading import Reading, check_spans
from dateline.span import Span
from dateline.value import Figure, Place, TimeValue

texts = st.text(min_size=1, max_size=60).filter(str.strip)


@given(texts, st.dates(), st.one_of(st.none(), st.integers(0, 10**9)), st.floats(-90, 90))
def test_a_reading_is_the_same_after_json(
    text: str, day: date, low: int | None, lat: float
) -> None:
    span = Span.of(text, 0, len(text))
    mentions = (
        TimeMention(0, len(text), text, TimeValue(type="DATE", timex="2017", first=day, last=day)),
        PlaceMention(0, len(text), text, Place(name=text, lat=lat, lon=lat)),
        FigureMention(0, len(text), text, Figure(kind="killed", mention=span, low=low)),
        FigureMention(0, len(text), text),
    )
    document = Document(
        id="sha256:0",
        uri="text:",
        text=text,
        blocks=(Block(0, len(text), "paragraph"),),
        published=Published(first=day, last=day, basis="given", span=span),
    )
    reading = Reading(document=document, mentions=mentions)
    assert msgspec.json.decode(reading.to_public_json(), type=Reading) == reading
    check_spans(reading)


def test_the_public_form_has_the_published_names() -> None:
    document = Document(id="sha256:0", uri="text:", text="", blocks=())
    public = msgspec.json.decode(Reading(document=document).to_public_json())
    assert set(public) == {"document", "claims", "mentions", "statements", "rejections"}
    assert "source" not in public["document"]
    assert public["document"]["published"]["from"] is None


def test_a_span_of_other_words_is_an_error() -> None:
    document = Document(id="sha256:0", uri="text:", text="Troops left.", blocks=())
    wrong = Reading(document=document, mentions=(PlaceMention(0, 6, "Troops", None),))
    check_spans(wrong)
    bad = Place(name="x", mention=Span(0, 6, "troops"))
    with pytest.raises(StageError, match="Troops"):
        check_spans(Reading(document=document, mentions=(PlaceMention(0, 6, "Troops", bad),)))
