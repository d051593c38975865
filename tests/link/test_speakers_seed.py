"""The chains that a real page asks for; skips without it. Its words are no part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline.claim import Claim
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings


@pytest.fixture(scope="module")
def page(shared: Path) -> Reading:
    path = shared / "seed-page.txt"
    original = Original(uri="file:page", media_type="text/plain", content=path.read_bytes())
    result = Coder(Settings(), strict=True)(original)
    assert isinstance(result, Reading)
    return result


def kinds(claim: Claim) -> list[str | None]:
    return [link.speaker.kind for link in claim.attribution if link.speaker]


def test_a_body_relayed_by_a_wire_service_with_the_day_of_its_statement(page: Reading) -> None:
    relayed = [claim for claim in page.claims if kinds(claim) == ["agency", "official"]]
    assert len(relayed) >= 3
    assert len({claim.attribution[-1].speaker for claim in relayed}) == 1
    for claim in relayed:
        assert claim.attribution[-1].statement_date is not None
    assert any(one.kind == "extent" for claim in relayed for one in claim.figures)


def test_an_unnamed_official_inside_the_wire_services_report(page: Reading) -> None:
    inner = next(
        one for one in page.statements if one.speaker and not one.speaker.named and one.inside
    )
    outer = next(one for one in page.statements if one.id == inner.inside)
    assert inner.direct
    assert inner.speaker
    assert outer.speaker
    assert (outer.speaker.kind, inner.speaker.kind) == ("agency", "official")


def test_a_monitor_by_itself(page: Reading) -> None:
    assert ["monitor"] in [kinds(claim) for claim in page.claims]


def test_a_side_of_the_fight_by_itself_on_the_strength_of_the_other(page: Reading) -> None:
    claim = next(one for one in page.claims if any(f.kind == "strength" for f in one.figures))
    assert kinds(claim) == ["belligerent"]


def test_a_pronoun_goes_on_with_the_body(page: Reading) -> None:
    body = next(one.attribution[-1].speaker for one in page.claims if len(one.attribution) > 1)
    it = next(one for one in page.statements if one.source and one.source.text == "it")
    assert body
    assert it.speaker
    assert it.speaker.id == body.id


def test_the_publisher_is_in_no_chain(page: Reading) -> None:
    names = {link.speaker.name for one in page.claims for link in one.attribution if link.speaker}
    assert page.document.publisher not in names
