"""Places: names found and linked, and each event put where the text says it was."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.earth import kilometres
from dateline.link.places import PlaceLinker
from dateline.mention import EntityMention, PlaceMention
from dateline.reading import Extraction, Reading, check_spans
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import Place

CASES = Path(__file__).resolve().parents[1] / "cases" / "link"
_NAMED = re.compile(r"\[([^\[\]|]+)\|([^\[\]|/]*)(?:/(\w+))?\]")
_EVENT = re.compile(r"[\[\]{}]")


@pytest.fixture(scope="module")
def linker() -> PlaceLinker:
    return PlaceLinker(Settings())


def lines_of(name: str) -> list[str]:
    lines = (CASES / f"{name}.txt").read_text("utf-8").splitlines()
    return [line for line in lines if line and not re.match(r"# .*[.:\]]$", line)]


def document_of(text: str) -> Document:
    blocks: list[Block] = []
    body = ""
    for part in text.split("|"):
        kind = "headline" if part.startswith("# ") else "paragraph"
        words = part.removeprefix("# ")
        blocks.append(Block(len(body), len(body) + len(words), kind))
        body += words + "\n\n"
    return Document(
        id="sha256:0",
        uri="text:",
        text=body,
        blocks=tuple(blocks),
        published=Published(first=date(2017, 7, 4), last=date(2017, 7, 4), basis="given"),
    )


def claim_of(document: Document, trigger: Span, **fields: object) -> Claim:
    ident = Claim.make_id(document.id, trigger, "attack")
    known = {"id": ident, "event_type": "attack", "trigger": trigger, "evidence": trigger}
    return Claim(**{**known, "by": "test", **fields})


def places_of(linker: PlaceLinker, document: Document, *given: PlaceMention) -> list[PlaceMention]:
    out = linker(document, Extraction(mentions=given))
    check_spans(Reading.of(document, out))
    return sorted(
        (mention for mention in out.mentions if isinstance(mention, PlaceMention)),
        key=lambda mention: mention.start,
    )


def country(place: Place | None) -> str:
    if place is None:
        return ""
    return place.admin[0] if place.admin else place.name if place.level == "country" else ""


@pytest.mark.parametrize("line", lines_of("places_names"))
def test_names_and_where_they_lie(linker: PlaceLinker, line: str) -> None:
    text = _NAMED.sub(lambda match: match[1], line)
    found = places_of(linker, document_of(text))
    wanted = [(match[1], match[2], match[3]) for match in _NAMED.finditer(line)]
    assert [(item.text, country(item.value)) for item in found] == [
        (words, where) for words, where, _ in wanted
    ]
    for item, (_, where, level) in zip(found, wanted, strict=True):
        if level:
            assert item.value
            assert item.value.level == level
        elif not where:
            assert item.value is None


@pytest.mark.parametrize("line", lines_of("places_traps"))
def test_names_of_no_place(linker: PlaceLinker, line: str) -> None:
    assert [item.text for item in places_of(linker, document_of(line))] == []


def events_of(name: str) -> Iterator[tuple[str, str]]:
    for line in lines_of(name):
        yield line, line


def linked(linker: PlaceLinker, line: str) -> tuple[Claim, str]:
    """Return the linked claim of a line, and the words of the place it should have."""
    text = _EVENT.sub("", line)
    document = document_of(text)
    before, words = re.search(r"^([^{]*)\{([^}]*)\}", line).groups()
    start = len(_EVENT.sub("", document_of(before).text.rstrip("\n")))
    start = document.text.index(words, max(0, start - len(words) - 2))
    claim = claim_of(document, document.span(start, start + len(words)))
    others = [
        claim_of(document, document.span(match.start(), match.end()))
        for match in re.finditer(
            r"\b(?:killed|entered|shelled|ambushed|hit|Clashes)\b", document.text
        )
        if match.start() != start
    ]
    out = linker(document, Extraction(claims=(claim, *others)))
    check_spans(Reading.of(document, out))
    wanted = re.search(r"\[([^\]]*)\]", line)
    return out.claims[0], wanted[1] if wanted else ""


@pytest.mark.parametrize("line", lines_of("places_events"))
def test_the_place_of_an_event(linker: PlaceLinker, line: str) -> None:
    claim, words = linked(linker, line)
    assert claim.place
    assert claim.place.mention
    if words:
        assert claim.place.mention.text.removeprefix("a ") == words


def test_places_of_one_sentence_are_kept_apart(linker: PlaceLinker) -> None:
    document = document_of("Five were wounded in Kismayo, and three were killed in Baidoa.")
    claims = [
        claim_of(document, document.span(document.text.index(word), document.text.index(word) + 6))
        for word in ("wounded", "killed")
    ]
    out = linker(document, Extraction(claims=tuple(claims)))
    assert [claim.place and claim.place.name for claim in out.claims] == ["Kismayo", "Baidoa"]


def test_tellings_of_one_happening_share_its_place(linker: PlaceLinker) -> None:
    text = "# Blast kills nine|A bomb went off in Herat.|The toll of dead in the attack is nine."
    document = document_of(text)
    at = document.text.index
    first = claim_of(document, document.span(at("bomb"), at("bomb") + 4))
    headline = claim_of(document, document.span(0, 5), same_as=first.id)
    toll = claim_of(document, document.span(at("dead"), at("dead") + 4), same_as=first.id)
    out = linker(document, Extraction(claims=(headline, first, toll)))
    assert {claim.place and claim.place.name for claim in out.claims} == {"Herat"}


def test_without_any_place_an_event_has_none(linker: PlaceLinker) -> None:
    document = document_of("Gunmen killed two guards, police said.")
    out = linker(document, Extraction(claims=(claim_of(document, document.span(7, 13)),)))
    assert out.claims[0].place is None
    assert out.mentions == ()


def test_what_a_reader_gave_is_kept(linker: PlaceLinker) -> None:
    document = document_of("Gunmen killed two guards in Paktika, in the east.")
    words = document.span(28, 35)
    given = (
        EntityMention(0, 6, "Gunmen"),
        PlaceMention(28, 35, "Paktika", None),
    )
    own = Place(name="the east", lat=1.0, lon=2.0)
    claims = (
        claim_of(document, document.span(7, 13), place=Place(name="Paktika", mention=words)),
        claim_of(document, document.span(18, 24), place=own),
    )
    out = linker(document, Extraction(claims=claims, mentions=given))
    assert out.mentions[0] == given[0]
    assert len(out.mentions) == 2
    assert isinstance(out.mentions[1], PlaceMention)
    assert country(out.mentions[1].value) == "Afghanistan"
    assert out.claims[0].place
    assert out.claims[0].place.mention == words
    assert country(out.claims[0].place) == "Afghanistan"
    assert out.claims[1].place == own


@pytest.mark.parametrize(
    ("text", "km", "way"),
    [
        ("A mine exploded 20 km north of Raqqa.", 20.0, (1, 0)),
        ("A mine exploded some 10 miles south-west of Raqqa.", 16.1, (-1, -1)),
        ("A mine exploded about ten kilometres east of the city of Raqqa.", 10.0, (0, 1)),
    ],
)
def test_a_distance_and_a_bearing_move_the_point(
    linker: PlaceLinker, text: str, km: float, way: tuple[int, int]
) -> None:
    document = document_of(text)
    out = linker(document, Extraction(claims=(claim_of(document, document.span(7, 15)),)))
    place = out.claims[0].place
    (mention,) = out.mentions
    assert place
    assert place.gazetteer is None
    assert isinstance(mention, PlaceMention)
    assert mention.text == "Raqqa"
    assert mention.value
    assert mention.value.gazetteer == "geonames:172955"
    here, there = (mention.value.lat, mention.value.lon), (place.lat, place.lon)
    assert kilometres(*here, *there) == pytest.approx(km, rel=0.01)
    moves = tuple(round((b - a) / 0.05) for a, b in zip(here, there, strict=True))
    assert tuple((move > 0) - (move < 0) for move in moves) == way
    assert place.precision_km >= 0.2 * km


@pytest.mark.parametrize(
    ("text", "level", "least", "most"),
    [
        ("A bomb exploded in Raqqa.", "settlement", 1, 10),
        ("A bomb exploded near Raqqa.", "settlement", 8, 20),
        ("A bomb exploded in Raqqa province.", "region", 30, 200),
        ("A bomb exploded in Syria.", "country", 150, 500),
        ("A bomb exploded off the coast of Latakia.", "water", 30, 100),
        ("Rebels left Raqqa. A bomb exploded at the airport.", "site", 1, 10),
    ],
)
def test_level_and_precision(
    linker: PlaceLinker, text: str, level: str, least: float, most: float
) -> None:
    document = document_of(text)
    start = document.text.index("exploded")
    out = linker(
        document, Extraction(claims=(claim_of(document, document.span(start, start + 8)),))
    )
    place = out.claims[0].place
    assert place
    assert place.level == level
    assert least <= place.precision_km <= most


def test_a_river_lies_where_its_town_is(linker: PlaceLinker) -> None:
    alone = places_of(linker, document_of("They crossed the Euphrates River at dawn."))
    beside = places_of(linker, document_of("They left Raqqa, and crossed the Euphrates River."))
    raqqa = (35.95, 39.01)
    assert kilometres(alone[0].value.lat, alone[0].value.lon, *raqqa) > 150
    assert kilometres(beside[1].value.lat, beside[1].value.lon, *raqqa) < 25


def test_alternatives_are_kept(linker: PlaceLinker) -> None:
    (mention,) = places_of(linker, document_of("Floods reached Tripoli on Monday."))
    assert mention.value
    others = {item.gazetteer for item in mention.value.alternatives}
    assert others
    assert mention.value.gazetteer not in others
    assert 0 < mention.value.score <= 1


def test_the_same_report_gives_the_same_places(linker: PlaceLinker) -> None:
    document = document_of("# Blast in Kandahar|A bomb killed nine in Kandahar, near the airport.")
    claim = claim_of(document, document.span(27, 33))
    assert linker(document, Extraction(claims=(claim,))) == PlaceLinker(Settings())(
        document, Extraction(claims=(claim,))
    )


def test_names_that_reports_use(linker: PlaceLinker, shared: Path) -> None:
    rows = (shared / "data" / "places" / "test_names.tsv").read_text("utf-8").splitlines()[1:]
    wrong = []
    for row in rows:
        name, wanted, _, lat, lon, *_ = row.split("\t")
        found = places_of(linker, document_of(name), PlaceMention(0, len(name), name, None))
        value = found[0].value
        near = (
            bool(lat) and value and kilometres(value.lat, value.lon, float(lat), float(lon)) < 161
        )
        same = value and value.gazetteer == f"geonames:{wanted}"
        if not (same if wanted else near or (value and not lat)):
            wrong.append(name)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "words", "near"),
    [
        ("Syria said that shells hit the Turkish border.", "the Turkish border", (36.7, 37.5)),
        ("Two died on the Israel-Lebanon border.", "Israel-Lebanon border", (33.1, 35.4)),
        ("Two died on the Lebanese-Israeli border.", "the Lebanese-Israeli border", (33.1, 35.4)),
        (
            "Clashes spread along the border between Sudan and Chad.",
            "the border between Sudan and Chad",
            (14.0, 22.5),
        ),
    ],
)
def test_a_border_lies_between_its_countries(
    linker: PlaceLinker, text: str, words: str, near: tuple[float, float]
) -> None:
    found = [item for item in places_of(linker, document_of(text)) if item.text == words]
    assert len(found) == 1
    value = found[0].value
    assert value
    assert value.level == "line"
    assert value.gazetteer is None
    assert kilometres(value.lat, value.lon, *near) < value.precision_km


def test_a_border_of_nobody_is_no_place(linker: PlaceLinker) -> None:
    assert places_of(linker, document_of("A post on the border was hit.")) == []
