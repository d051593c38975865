"""A decision is in force at once, kept for good, and undone without a trace."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest
from made import RAID, clock, report
from seated import opened
from starlette.testclient import TestClient

from dateline.incident import Incident
from dateline.merger import merge
from dateline.store import judgements
from dateline.store.database import Study
from dateline.view import answers, answers_pages
from dateline.view.sitting import Chair, Sitting

EMPTY = {
    "reason": "", "who": None, "other": None, "field": None, "value": None, "claims": [],
    "quote": None,
}  # fmt: skip


def ids(page: TestClient) -> dict[str, str]:
    """Return the incidents by their place."""
    table = page.get("/api/incidents").json()
    places = table["lists"]["places"]
    return {places[place]: key for place, key in zip(table["place"], table["id"], strict=True)}


def decide(page: TestClient, action: str, incident: str, **more: Any) -> answers.Decided:
    answer = page.post(
        "/api/judgements", json={**EMPTY, "action": action, "incident": incident, **more}
    )
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=answers.Decided)


def refused(page: TestClient, action: str, incident: str, **more: Any) -> answers.Problem:
    answer = page.post(
        "/api/judgements", json={**EMPTY, "action": action, "incident": incident, **more}
    )
    assert answer.status_code in {400, 404}, answer.text
    return msgspec.json.decode(answer.content, type=answers.Problem)


def undo(page: TestClient, judgement: str | None = None) -> answers.Decided:
    answer = page.post("/api/undo", json={"judgement": judgement, "reason": "", "who": None})
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=answers.Decided)


def shown(page: TestClient, key: str) -> answers_pages.IncidentPage:
    answer = page.get(f"/api/incidents/{key}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=answers_pages.IncidentPage)


def in_step(page: TestClient, sitting: Sitting) -> None:
    """Check that the table that is held is the one that would be read anew."""
    held = msgspec.json.decode(page.get("/api/incidents").content, type=answers.IncidentTable)
    fresh = sitting._pages.incidents()
    assert rows(held) == rows(fresh)
    assert held.revision == fresh.revision == sitting.info().revision
    assert held.count == fresh.count


def rows(table: answers.IncidentTable) -> list[dict[str, Any]]:
    """Return a table's rows with the strings in place of their numbers."""
    one = {"type": "types", "place": "places", "country": "countries", "admin1": "admin1"}
    many = {"types": "types", "actors": "names", "recipients": "names", "speakers": "speakers",
            "publishers": "publishers", "edited": "fields"}  # fmt: skip
    found: list[dict[str, Any]] = []
    for row in range(table.count):
        values: dict[str, Any] = {}
        for field in msgspec.structs.fields(answers.IncidentTable):
            if field.name in {"revision", "count", "lists"}:
                continue
            value = getattr(table, field.name)[row]
            if field.name in many:
                value = [getattr(table.lists, many[field.name])[each] for each in value]
            elif field.name in one and value is not None:
                value = getattr(table.lists, one[field.name])[value]
            values[field.name] = value
        found.append(values)
    return found


def test_accepting_changes_one_row(page: TestClient, sitting: Sitting) -> None:
    raid = ids(page)["Tarvane"]
    before = sitting.info().revision
    done = decide(page, "accept", raid)
    assert done.revision not in {before, ""}
    assert (done.judgement.action, done.judgement.who, done.judgement.in_force) == (
        "accept",
        "Anna",
        True,
    )
    (row,) = rows(done.changed)
    assert (row["id"], row["review"]) == (raid, "accepted")
    assert done.gone == ()
    assert shown(page, raid).incident.review == "accepted"
    in_step(page, sitting)


def test_an_edited_day_moves_the_row(page: TestClient, sitting: Sitting) -> None:
    raid = ids(page)["Tarvane"]
    for number, value in enumerate(("2019-01-01", "2022-01-01", None)):
        done = decide(page, "edit", raid, field="date_from", value=value)
        assert done.judgement.after == value
        in_step(page, sitting)
        table = page.get("/api/incidents").json()
        assert table["id"].index(raid) == (0, 2, 2)[number]
    fields = {each.name: each for each in shown(page, raid).fields}
    assert (fields["date_from"].value, fields["date_from"].machine) == (None, "2020-03-05")
    assert fields["date_from"].edited
    assert not fields["date_to"].edited


def test_a_toll_needs_a_reason_and_its_words(page: TestClient, sitting: Sitting) -> None:
    raid = ids(page)["Tarvane"]
    page_ = shown(page, raid)
    words = next(f for f in page_.claims[-1].fields if f.path == "figures[0]").spans[0]
    quote = {
        "text": words.text,
        "document": page_.claims[-1].document,
        "start": words.start,
        "end": words.end,
    }
    edit = {"field": "killed_high", "value": "21"}
    assert "words" in refused(page, "edit", raid, **edit, reason="a name was added").error
    assert "reason" in refused(page, "edit", raid, **edit, quote=quote).error
    wrong = {**quote, "start": words.start + 1, "end": words.end + 1}
    assert (
        "do not stand there" in refused(page, "edit", raid, **edit, reason="x", quote=wrong).error
    )
    done = decide(page, "edit", raid, **edit, reason="a name was added", quote=quote)
    assert done.judgement.quote
    assert done.judgement.quote.document == page_.claims[-1].document
    (row,) = rows(done.changed)
    assert (row["killed_low"], row["killed_high"], row["edited"]) == (9, 21, ["killed_high"])
    table = shown(page, raid).incident.figure("killed")
    assert table
    assert (table.rule, len(table.tellings)) == ("judged", 6)
    in_step(page, sitting)


def test_merging_and_undoing(page: TestClient, sitting: Sitting) -> None:
    places = ids(page)
    before = rows(sitting._pages.incidents())
    raid, shooting = places["Tarvane"], places["Dorsa"]
    assert "reason" in refused(page, "merge", raid, other=shooting).error
    done = decide(page, "merge", raid, other=shooting, reason="one raid")
    assert [(each.id, each.heir) for each in done.gone] == [(shooting, raid)]
    in_step(page, sitting)
    missing = page.get(f"/api/incidents/{shooting}")
    assert missing.status_code == 404
    assert missing.json()["heir"] == raid
    assert [each.action for each in shown(page, raid).judgements] == ["merge"]
    back = undo(page, done.judgement.id)
    assert {each["id"] for each in rows(back.changed)} == {raid, shooting}
    assert back.judgement.undo_of == done.judgement.id
    in_step(page, sitting)
    assert rows(sitting._pages.incidents()) == before
    assert [(each.action, each.in_force) for each in shown(page, raid).judgements] == [
        ("merge", False), ("undo", True),
    ]  # fmt: skip


def test_splitting_makes_a_new_row(page: TestClient, sitting: Sitting) -> None:
    raid = ids(page)["Tarvane"]
    taken = [claim.claim.id for claim in shown(page, raid).claims[:2]]
    done = decide(page, "split", raid, claims=taken, reason="another village")
    assert sorted(row["reports"] for row in rows(done.changed)) == [2, 4]
    in_step(page, sitting)
    undo(page)
    in_step(page, sitting)
    assert shown(page, raid).incident.reports == 6


def test_pairs_are_judged() -> None:
    told = {**RAID, "actor": "Riders", "verb": "burned", "day": None, "killed": 9, "says": "a boy"}
    with Study(None) as study, clock() as now:
        far = report("Far", [{**RAID, "killed": 3, "says": "a nurse"}], day=6)
        study.add([report("Near", [told], day=6), far], "coder")
        asked = opened(Sitting(study, Chair(who="Anna"), now))
        (pair,) = asked.get("/api/pairs").json()["pairs"]
        left, right = pair["left"], pair["right"]
        assert pair["decided"] is None
        for action, word in (("unsure", "unsure"), ("not-same", "different")):
            decide(asked, action, right, other=left)
            assert asked.get("/api/pairs").json()["pairs"][0]["decided"] == word
            assert shown(asked, left).pairs[0].decided == word
            assert shown(asked, right).pairs[0].decided == word
        undo(asked)
        assert asked.get("/api/pairs").json()["pairs"][0]["decided"] == "unsure"
        decide(asked, "merge", left, other=right, reason="the same night")
        assert asked.get("/api/pairs").json()["pairs"] == []


def test_comments_are_counted_until_they_are_undone(page: TestClient, sitting: Sitting) -> None:
    raid = ids(page)["Tarvane"]
    assert "reason" in refused(page, "comment", raid).error
    done = decide(page, "comment", raid, reason="ask the mayor")
    assert [row["comments"] for row in rows(done.changed)] == [1]
    in_step(page, sitting)
    assert shown(page, raid).judgements[0].reason == "ask the mayor"
    back = undo(page)
    assert [row["comments"] for row in rows(back.changed)] == [0]
    in_step(page, sitting)


def test_decisions_are_there_after_a_restart_and_after_reading_anew(study_path: Path) -> None:
    with clock() as now:
        with Study(study_path) as study:
            asked = opened(Sitting(study, Chair(who="Anna"), now))
            raid = ids(asked)["Tarvane"]
            before = study.digest()
            decide(asked, "reject", raid, reason="an old story", who="Ben")
            decide(asked, "edit", raid, field="event_type", value="battle")
        with Study(study_path) as study:
            again = [
                report(
                    f"Paper{number}",
                    [{**RAID, "killed": 8 + number, "says": f"Source {number}"}],
                    day=5 + number // 3,
                )
                for number in range(1, 7)
            ]
            study.add(again, "another coder")
            merge(study)
        with Study(study_path) as study:
            asked = opened(Sitting(study, Chair(who="Anna"), now))
            kept = shown(asked, ids(asked)["Tarvane"])
            assert (kept.incident.review, kept.incident.event_type) == ("rejected", "battle")
            assert [(each.who, each.reason) for each in kept.judgements] == [
                ("Ben", "an old story"),
                ("Anna", ""),
            ]
            undo(asked)
            undo(asked)
            assert [each.action for each in judgements.read(study)] == [
                "reject",
                "edit",
                "undo",
                "undo",
            ]
        with Study(study_path) as study:
            merge(study)
            assert study.digest() == before or _same_incidents(study)


def _same_incidents(study: Study) -> bool:
    """Tell whether no trace of a decision is left in the incidents."""
    records = [
        msgspec.json.decode(row[0], type=Incident)
        for row in study.all("SELECT record FROM incidents")
    ]
    return all(not each.edited and each.review == "unreviewed" for each in records)


def test_a_read_only_page_decides_nothing(study_path: Path) -> None:
    with Study(study_path) as study:
        merge(study)
    with Study(study_path, read_only=True) as study, clock() as now:
        asked = opened(Sitting(study, Chair(read_only=True), now))
        raid = ids(asked)["Tarvane"]
        assert "decided" in refused(asked, "accept", raid).error
        assert (
            asked.post("/api/undo", json={"judgement": None, "reason": "", "who": "A"}).status_code
            == 400
        )


def test_somebody_must_sign(study_path: Path) -> None:
    with Study(study_path) as study, clock() as now:
        asked = opened(Sitting(study, Chair(), now))
        raid = ids(asked)["Tarvane"]
        assert "nobody" in refused(asked, "accept", raid, who="  ").error
        assert decide(asked, "accept", raid, who="Ben").judgement.who == "Ben"


@pytest.mark.parametrize(
    "more",
    [
        {"action": "undo"}, {"action": "merge"}, {"action": "edit"}, {"action": "split", "reason": "x"},
        {"action": "edit", "field": "colour", "value": "red", "reason": "x"},
        {"action": "edit", "field": "date_from", "value": "soon"},
        {"action": "edit", "field": "event_type", "value": "picnic"},
        {"action": "accept", "extra": 1}, {"action": "accept", "claims": "no list"},
        {"action": "accept", "incident": "zz"}, {"action": "merge", "other": "zz", "reason": "x"},
        {"action": "reject"},
    ],
)  # fmt: skip
def test_what_is_no_decision_is_refused_and_leaves_nothing(
    page: TestClient, sitting: Sitting, more: dict[str, Any]
) -> None:
    raid = ids(page)["Tarvane"]
    problem = refused(page, **{"action": "accept", "incident": raid, **more})
    assert problem.error
    assert problem.advice
    assert sitting.judgements().total == 0
    broken = page.post("/api/judgements", content="{", headers={"Content-Type": "application/json"})
    assert broken.status_code == 400
    in_step(page, sitting)
