"""What the page is told is what the study holds."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from made import REPORTS, clock
from starlette.testclient import TestClient

from dateline.errors import StoreError
from dateline.incident import Incident
from dateline.merger import merge
from dateline.store.database import Study
from dateline.view import answers, answers_pages
from dateline.view.search import fold, matches, terms
from dateline.view.sitting import Chair, Sitting


def columns(page: TestClient) -> dict[str, Any]:
    return page.get("/api/incidents").json()  # type: ignore[no-any-return]


def incident(page: TestClient, place: str) -> answers_pages.IncidentPage:
    """Return the page of the incident at a place."""
    table = columns(page)
    row = table["place"].index(table["lists"]["places"].index(place))
    answer = page.get(f"/api/incidents/{table['id'][row]}")
    return msgspec.json.decode(answer.content, type=answers_pages.IncidentPage)


def test_the_columns_are_the_incidents(page: TestClient, sitting: Sitting) -> None:
    table = columns(page)
    rows = sitting._pages.study.all("SELECT * FROM incidents ORDER BY date_from NULLS LAST, id")
    assert table["count"] == len(rows) == len(table["id"]) == 4
    lists = table["lists"]
    sizes = {len(column) for column in table.values() if isinstance(column, list)}
    assert sizes == {4}
    for row in range(4):
        record = msgspec.json.decode(
            sitting._pages.study.one(
                "SELECT record FROM incidents WHERE id = ?", [table["id"][row]]
            )[0],
            type=Incident,
        )
        days = [
            None if each is None else date(1970, 1, 1) + timedelta(days=each)
            for each in (table["from"][row], table["to"][row])
        ]
        assert days == [record.first, record.last]
        assert record.place
        assert lists["places"][table["place"][row]] == record.place.name
        assert (table["lat"][row], table["lon"][row]) == (record.place.lat, record.place.lon)
        assert [lists["names"][each] for each in table["actors"][row]] == [*record.actors]
        assert lists["types"][table["type"][row]] == record.event_type
        killed = record.figure("killed")
        assert killed
        assert [table[f"killed_{end}"][row] for end in ("low", "best", "high")] == [
            killed.low, killed.best, killed.high,
        ]  # fmt: skip
        assert table["wounded_low"][row] is None
        assert table["reports"][row] == record.reports
        assert table["claims"][row] == len(record.claims)
        assert table["review"][row] == "unreviewed"
        assert table["score"][row] == 0.9
    assert table["from"][-1] is None  # undated ones stand last
    raid = table["reports"].index(6)
    assert {lists["speakers"][each] for each in table["speakers"][raid]} == {
        f"Source {number}" for number in range(1, 7)
    }
    assert {lists["publishers"][each] for each in table["publishers"][raid]} == {
        f"The Paper{number}" for number in range(1, 7)
    }
    assert table["title"][raid] == "News of Paper1"


def test_every_answer_decodes_into_the_contract(page: TestClient) -> None:
    table = columns(page)
    report = incident(page, "Dorsa").reports[0].id
    for path, kind in (
        ("/api/study", answers.StudyInfo),
        ("/api/incidents", answers.IncidentTable),
        (f"/api/incidents/{table['id'][0]}", answers_pages.IncidentPage),
        (f"/api/reports/{report}", answers_pages.ReportPage),
        ("/api/search?q=stormed", answers.SearchAnswer),
        ("/api/pairs", answers.PairQueue),
        ("/api/judgements", answers.JudgementLog),
    ):
        answer = page.get(path)
        assert answer.status_code == 200
        decoded = msgspec.json.decode(answer.content, type=kind)
        assert msgspec.json.decode(msgspec.json.encode(decoded)) == answer.json()


def test_the_study_says_what_it_holds(page: TestClient) -> None:
    info = page.get("/api/study").json()
    counts = info["counts"]
    assert (counts["documents"], counts["claims"], counts["incidents"]) == (9, 9, 4)
    assert (counts["undated"], counts["unlocated"], counts["judgements"]) == (1, 0, 0)
    assert counts["inputs"] == {"coded": 9}
    assert info["name"] == "study.duckdb"
    assert (info["who"], info["live"], info["read_only"]) == ("Anna", True, False)
    assert info["event_types"][0] == {"name": "attack", "label": "attack", "incidents": 3}
    assert len(info["event_types"]) == 25
    fields = {each["name"]: each for each in info["fields"]}
    assert fields["killed_high"]["needs_quote"]
    assert fields["killed_high"]["needs_reason"]
    assert not fields["date_from"]["needs_reason"]
    assert {each["action"] for each in info["actions"] if not each["needs_reason"]} == {
        "accept", "not-same", "unsure", "undo",
    }  # fmt: skip


def test_every_span_of_a_page_holds_its_words(page: TestClient) -> None:
    for place in ("Tarvane", "قرية"):
        shown = incident(page, place)
        for claim in shown.claims:
            report = page.get(f"/api/reports/{claim.document}").json()
            text = report["pieces"][0]["text"]
            assert report["length"] == len(text)
            spans = [span for field in claim.fields for span in field.spans]
            assert len(spans) >= 6
            for span in spans:
                assert text[span.start : span.end] == span.text
            quote = claim.quote
            around = quote.before + quote.words + quote.after
            assert around in text
            assert text[quote.start : quote.end] == quote.words == claim.claim.evidence.text
            assert [hop.kind for hop in claim.chain] == ["outlet", "speaker"]
            assert claim.chain[0].said
            assert claim.chain[1].name == claim.source
        for table, words in zip(shown.incident.figures, shown.figures, strict=True):
            for row, at in zip(table.tellings, words.tellings, strict=True):
                assert at.span
                assert (at.span.text, at.claim) == (row.words, row.claim)


def test_a_field_leads_to_the_words_of_every_claim(page: TestClient) -> None:
    shown = incident(page, "Tarvane")
    fields = {each.name: each for each in shown.fields}
    assert (fields["killed_low"].value, fields["killed_high"].value) == ("9", "14")
    assert fields["killed_high"].machine == "14"
    paths = {claim.claim.id: {each.path for each in claim.fields} for claim in shown.claims}
    for name, path in (
        ("killed_best", "figures[0]"), ("date_from", "date"), ("lat", "place"),
        ("event_type", "trigger"),
    ):  # fmt: skip
        assert {(each.claim, each.path) for each in fields[name].sources} == {
            (claim, path) for claim in paths
        }
        assert all(path in known for known in paths.values())
    assert fields["wounded_low"].sources == ()


def test_what_tellings_say_otherwise_is_named(page: TestClient) -> None:
    shown = incident(page, "Tarvane")
    told = [
        [(each.field, each.here, each.incident) for each in claim.differs] for claim in shown.claims
    ]
    assert told[0] == []
    assert told[-1] == [("killed", "killed 14", "killed 9")]
    assert all(len(claim.reasons) > 2 for claim in shown.claims)


def test_codes_stand_beside_what_they_lose(page: TestClient) -> None:
    (claim,) = incident(page, "Dorsa").claims
    codes = {each.book: each for each in claim.codes}
    assert codes["plover"].code == "ASSAULT firearms"
    assert codes["acled"].code == "Violence against civilians: Attack"
    assert codes["acled"].losses == ()
    assert codes["ucdp"].losses == ("UCDP asks for both sides, and one is not told",)


def test_a_report_shows_its_furniture_and_its_bytes(page: TestClient) -> None:
    shown = incident(page, "Dorsa")
    answer = page.get(f"/api/reports/{shown.reports[0].id}").json()
    assert [block["kind"] for block in answer["blocks"]] == ["headline", "paragraph", "chrome"]
    assert answer["blocks"][-1]["reason"] == "a line of links"
    original = answer["original"]
    assert original["url"] == "https://Dorsa News.example/1"
    assert original["retrieved"] == "2020-03-20"
    assert original["sha256"] == shown.reports[0].sha256
    assert original["size"] == len(page.get(original["download"]).content)
    assert answer["claims"][0]["incident"] == shown.incident.id


def test_search_finds_words_whatever_their_case_and_accents(page: TestClient) -> None:
    def found(query: str) -> list[str]:
        return page.get("/api/search", params={"q": query}).json()["incidents"]  # type: ignore[no-any-return]

    raid = incident(page, "Tarvane").incident.id
    assert found("STÓRMED tarvane") == [raid]
    assert found("tarvane stormed") == [raid]
    assert found('"stormed Tarvane"') == [raid]
    assert found('"Tarvane stormed"') == []
    assert found("قرية") == [incident(page, "قرية").incident.id]
    assert found("said") == sorted(found("said"), key=lambda each: -(each == raid))
    assert len(found("said")) == 4
    assert found("") == found("   ") == found('""') == []
    assert found("'; DROP TABLE claims; --") == []
    assert found("%") == found("_") == []
    hits = page.get("/api/search", params={"q": "img قصف"}).json()["hits"]
    (hit,) = hits
    text = page.get(f"/api/reports/{hit['quote']['document']}").json()["pieces"][0]["text"]
    assert [text[start:end] for start, end in hit["matches"]] == ["قصف", "img"]


@pytest.mark.parametrize(
    ("words", "query", "found"),
    [
        ("Łódź ﬁre", "FIRE", ["ﬁre"]),
        ("Caffé caffe\u0301", "caffe", ["Caffé", "caffe\u0301"]),
        ("one  two\n three", '"two three"', ["two\n three"]),
        ("😀 dead 😀", "dead", ["dead"]),
        ("İstanbul", "istanbul", ["İstanbul"]),
        ("STRASSE straße", "straße", ["STRASSE", "straße"]),
    ],
)
def test_matches_are_the_words_as_they_stand(words: str, query: str, found: list[str]) -> None:
    shown = [words[start:end] for start, end in matches(words, terms(query))]
    assert shown[: len(found)] == found or [each.rstrip("\u0301") for each in shown] == [
        each.rstrip("\u0301") for each in found
    ]
    assert all(term in " ".join(fold(words).split()) for term in terms(query))


def test_what_is_not_there_is_said(page: TestClient) -> None:
    for path in ("/api/incidents/zz", "/api/reports/zz", "/api/originals/zz", "/api/zz"):
        answer = page.get(path)
        assert answer.status_code == 404
        problem = msgspec.json.decode(answer.content, type=answers.Problem)
        assert problem.error
        assert problem.advice


def test_a_study_that_is_not_merged_is_merged_or_refused(study_path: Path) -> None:
    with clock() as now:
        with (
            Study(study_path, read_only=True) as study,
            pytest.raises(StoreError, match="dateline merge"),
        ):
            Sitting(study, Chair(read_only=True), now)
        with Study(study_path) as study:
            assert Sitting(study, Chair(), now).info().counts.incidents == 4
        with Study(study_path, read_only=True) as study:
            reading = Sitting(study, Chair(read_only=True), now)
            assert reading.info().read_only
            assert msgspec.json.decode(reading.incidents())["count"] == 4


def test_copies_and_pairs_are_shown(tmp_path: Path) -> None:
    from made import RAID, report

    first = REPORTS[0]
    words = " They came at night on many bikes, took the grain from the stores and burned the mill by the river."
    one = report("One", [{**RAID, "killed": 3, "says": "a nurse", "more": words}], day=6)
    two = report(
        "Two",
        [{**RAID, "killed": 3, "says": "a nurse", "more": words}],
        day=7,
        title="Another headline here",
    )
    near = report(
        "Near",
        [{**RAID, "actor": "Riders", "verb": "burned", "day": None, "killed": 40, "says": "a boy"}],
        day=6,
    )
    with Study(tmp_path / "study.duckdb") as study, clock() as now:
        study.add([first, one, two, near], "coder")
        merge(study)
        sitting = Sitting(study, Chair(who="Anna"), now)
        copy = study.one("SELECT document, copy_of FROM copies")
        assert copy
        (key,) = study.one(
            "SELECT i.incident FROM incident_claims i JOIN claims c ON c.id = i.claim WHERE c.document = ?",
            [copy[0]],
        )
        shown = sitting.incident(key)
        (change,) = shown.copies
        assert (change.document, change.copy_of) == copy
        assert 0.4 <= change.containment <= 1
        summary = next(each for each in shown.reports if each.id == copy[0])
        assert summary.copy_of == copy[1]
        queue = sitting.pairs().pairs
        assert queue
        assert [each.points for each in queue] == sorted(
            (each.points for each in queue), reverse=True
        )
        for each in queue:
            assert each.left < each.right
            pair = next(
                item for item in sitting.incident(each.left).pairs if item.other == each.right
            )
            assert pair.points == each.points
            assert round(sum(reason.points for reason in pair.reasons), 3) == pair.points
