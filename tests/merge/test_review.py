"""What a person decides is kept for good, survives everything, and can be undone."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from tellings import incidents, report, speaker, state

from dateline import review
from dateline.errors import ConfigError, StoreError
from dateline.incident import Incident
from dateline.judgement import Judgement, Quote
from dateline.merger import merge
from dateline.store import judgements
from dateline.store.database import Study

RAID = {"place": "Tarvane", "day": 5, "type": "attack", "actors": ["Bikers"]}
SHOT = {"words": "shot", "place": "Dorsa", "day": 6, "type": "attack", "killed": 2}
TWELVE = [
    report(
        f"Paper{number:02d}",
        f"Paper number {number} tells that bikers stormed Tarvane and killed {8 + number} people.",
        {"words": "stormed", **RAID, "killed": 8 + number, "says": speaker(f"Source {number}")},
        day=5 + number // 4,
    )
    for number in range(1, 13)
]
OTHER = report("Other", "Two men were shot dead in Dorsa on Friday.", SHOT, day=7)


def signed(number: int = 0, why: str = "seen the list of names") -> review.Signed:
    when = datetime(2020, 4, 1, 8, tzinfo=UTC) + timedelta(minutes=number)
    return review.Signed(who="Anna", why=why, when=when)


@pytest.fixture
def study():
    with Study(None) as opened:
        opened.add([*TWELVE, OTHER], "coder")
        merge(opened)
        yield opened


def raid(study: Study) -> Incident:
    return max(incidents(study), key=lambda item: (item.reports, item.id))


def shooting(study: Study) -> Incident:
    return min(incidents(study), key=lambda item: (item.reports, item.id))


def read_anew(study: Study) -> None:
    """Read the twelve reports again with a reader that takes other words for the trigger."""
    again = [
        report(
            f"Paper{number:02d}",
            f"Paper number {number} tells that bikers stormed Tarvane and killed {8 + number} people.",
            {"words": "bikers stormed", **RAID, "killed": 8 + number, "by": "extract.other@111111"},
            day=5 + number // 4,
        )
        for number in range(1, 13)
    ]
    study.add(again, "another coder")
    merge(study)


def test_a_day_of_review(study: Study) -> None:
    """Twelve claims, a corrected range, another reader, and thirty edits undone."""
    one = raid(study)
    assert one.reports == 12
    assert len(one.sources) == 12
    table = one.figure("killed")
    assert table is not None
    assert {(row.low, row.speaker) for row in table.tellings} == {
        (8 + number, f"Source {number}") for number in range(1, 13)
    }
    assert (table.low, table.high) == (9, 20)

    review.decide(study, "edit", one.id, ["killed_high", "21"], signed(0, "a name was added"))
    review.decide(study, "accept", one.id[:6], [], signed(1))
    edited = raid(study)
    table = edited.figure("killed")
    assert table is not None
    assert (table.low, table.high, table.rule) == (9, 21, "judged")
    assert (edited.review, edited.edited) == ("accepted", ("killed_high",))
    row = study.one(
        "SELECT killed_high, review_status, edited FROM incidents WHERE id = ?", [one.id]
    )
    assert row == (21.0, "accepted", "killed_high")

    read_anew(study)
    after = raid(study)
    table = after.figure("killed")
    assert table is not None
    assert (table.high, after.review, after.reports) == (21, "accepted", 12)

    before = state(study)
    for number in range(30):
        field = ("killed_low", "wounded_high", "place_name")[number % 3]
        review.decide(study, "edit", after.id, [field, str(number + 1)], signed(number + 2))
    assert state(study) != before
    for number in range(30):
        review.undo(study, None, signed(number + 40, "undo"))
    assert state(study) == before
    assert len(judgements.read(study)) == 62


def test_merging_and_undoing(study: Study) -> None:
    before = state(study)
    one, other = raid(study), shooting(study)
    review.decide(study, "merge", one.id, [other.id], signed())
    (whole,) = incidents(study)
    assert whole.id == one.id
    assert whole.previous == (other.id,)
    assert [(each.judged, each.machine) for each in whole.disputes] == [("one", "two")]
    with pytest.raises(StoreError, match=f"part of {one.id}"):
        review.incident(study, other.id[:8])
    review.undo(study, None, signed(1))
    assert state(study) == before


def test_splitting_and_undoing(study: Study) -> None:
    before = state(study)
    one = raid(study)
    taken = [each.claim for each in one.claims[:2]]
    review.decide(study, "split", one.id, [claim[:8] for claim in taken], signed())
    kept, *_ = [item for item in incidents(study) if item.id == one.id]
    assert kept.reports == 10
    apart = [
        item for item in incidents(study) if {each.claim for each in item.claims} == set(taken)
    ]
    assert [item.previous for item in apart] == [(one.id,)]
    assert len({item.id for item in incidents(study)}) == 3
    review.undo(study, None, signed(1))
    assert state(study) == before


def test_split_claims_stay_apart_when_reports_are_read_anew(study: Study) -> None:
    one = raid(study)
    taken = [each.claim for each in one.claims[:2]]
    review.decide(study, "split", one.id, taken, signed())
    read_anew(study)
    assert sorted(item.reports for item in incidents(study)) == [1, 2, 10]


def test_not_the_same_keeps_later_reports_from_joining_two(study: Study) -> None:
    one, other = raid(study), shooting(study)
    review.decide(study, "not-same", one.id, [other.id], signed())
    same_place = report("Moved", "Two men were shot dead near Tarvane.", {**SHOT, **RAID}, day=7)
    text = "Two men were shot dead in Dorsa on Friday."
    moved = report("Other", text, {**SHOT, **RAID, "killed": 2}, day=7)
    study.add([moved, same_place], "coder")
    merge(study)
    of = dict(study.all("SELECT claim, incident FROM incident_claims"))
    assert moved.reading is not None
    assert of[moved.reading.claims[0].id] not in {of[each.claim] for each in one.claims}


def test_a_machine_that_disagrees_later_says_so_and_changes_nothing(study: Study) -> None:
    one = raid(study)
    review.decide(study, "edit", one.id, ["killed_low", "7"], signed())
    assert raid(study).disputes == ()
    words = "A register of 3 dead in the storm on Tarvane"
    low = report("New", f"{words} was shown.", {"words": "storm", **RAID, "killed": 3}, day=6)
    study.add([low], "coder")
    merge(study)
    now = raid(study)
    table = now.figure("killed")
    assert table is not None
    assert table.low == 7
    assert [(each.field, each.judged, each.machine) for each in now.disputes] == [
        ("killed_low", "7", "3")
    ]


def test_rejected_incidents_stay_listed_as_rejected(study: Study) -> None:
    review.decide(study, "reject", shooting(study).id, [], signed())
    assert study.all("SELECT review_status FROM incidents WHERE reports = 1") == [("rejected",)]
    review.decide(study, "accept", shooting(study).id, [], signed(1))
    assert study.all("SELECT review_status FROM incidents WHERE reports = 1") == [("accepted",)]


def test_an_undoing_may_be_undone(study: Study) -> None:
    decided = review.decide(study, "reject", shooting(study).id, [], signed())
    undone = review.undo(study, decided.id, signed(1))
    assert shooting(study).review == "unreviewed"
    review.undo(study, undone.id, signed(2))
    assert shooting(study).review == "rejected"
    with pytest.raises(StoreError, match="in force"):
        review.undo(study, undone.id, signed(3))


def test_the_log_keeps_what_was_decided(study: Study) -> None:
    decided = review.decide(study, "edit", raid(study).id, ["date_to", "2020-03-06"], signed())
    review.undo(study, None, signed(1, "wrong report"))
    first, second = judgements.read(study)
    assert first == decided
    assert (first.before, first.after, first.who) == ("2020-03-05", "2020-03-06", "Anna")
    assert (second.action, second.undo_of, second.reason) == ("undo", first.id, "wrong report")
    with pytest.raises(StoreError, match="already"):
        judgements.append(study, first)


def test_errors_say_what_to_do(study: Study) -> None:
    one, other = raid(study), shooting(study)
    for decision, others in (
        ("edit", ["colour", "red"]),
        ("edit", ["killed_low", "many"]),
        ("edit", ["date_from", "5 March"]),
        ("edit", ["event_type", "picnic"]),
        ("edit", ["killed_low"]),
        ("accept", [other.id]),
        ("merge", [one.id]),
        ("split", []),
    ):
        with pytest.raises(ConfigError):
            review.decide(study, decision, one.id, others, signed())  # type: ignore[arg-type]
    with pytest.raises(ConfigError, match="reason"):
        review.decide(study, "reject", one.id, [], signed(0, " "))
    with pytest.raises(StoreError, match="no incident"):
        review.decide(study, "accept", "zzzz", [], signed())
    with pytest.raises(StoreError, match="claims of this incident"):
        review.decide(study, "split", one.id, ["zzzz"], signed())
    assert judgements.read(study) == ()


def test_a_comment_and_a_doubt_are_kept_and_change_nothing(study: Study) -> None:
    before = state(study)
    one, other = raid(study), shooting(study)
    review.decide(study, "comment", one.id, [], signed(0, "call the mayor again"))
    doubt = review.decide(study, "unsure", one.id, [other.id], signed(1, ""))
    assert state(study) == before
    assert [item.reason for item in judgements.read(study)] == ["call the mayor again", ""]
    assert (doubt.other, len(doubt.right)) == (other.id, 1)
    with pytest.raises(ConfigError, match="reason"):
        review.decide(study, "comment", one.id, [], signed(2, ""))


def test_a_decision_may_name_the_words_it_was_read_from(study: Study) -> None:
    one = raid(study)

    def edited(number: int, quote: Quote) -> Judgement:
        by = msgspec.structs.replace(signed(number), quote=quote)
        return review.decide(study, "edit", one.id, ["killed_best", "20"], by)

    placed = edited(0, Quote(text="killed  20 people"))
    assert placed.quote is not None
    assert placed.quote.document is not None
    (text,) = study.one("SELECT text FROM documents WHERE id = ?", [placed.quote.document])
    assert text[placed.quote.start : placed.quote.end] == placed.quote.text == "killed 20 people"
    exact = edited(1, placed.quote)
    elsewhere = edited(2, Quote(text="the morgue's list, by telephone"))
    assert elsewhere.quote == Quote(text="the morgue's list, by telephone")
    assert judgements.read(study) == (placed, exact, elsewhere)
    wrong = msgspec.structs.replace(placed.quote, text="killed 21 people")
    with pytest.raises(ConfigError, match="do not stand there"):
        edited(3, wrong)
    table = raid(study).figure("killed")
    assert table is not None
    assert table.best == 20
