"""All incidents of a study, or some, as columns: small enough to send fifty thousand at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from dateline.store.database import Study
from dateline.view.answers import IncidentLists, IncidentTable

_TITLE = 120
_EPOCH = date(1970, 1, 1).toordinal()
_OF = "WHERE {} IN (SELECT unnest(?::VARCHAR[]))"

_ROWS = """
    SELECT id, event_type, status, date_from, date_to, place_name, country, admin1, lat, lon,
           place_level, precision_km, killed_low, killed_best, killed_high, wounded_low,
           wounded_best, wounded_high, reports, independent_sources, review_status, record
    FROM incidents {} ORDER BY date_from NULLS LAST, place_name NULLS LAST, id"""
_SCORES = """
    SELECT i.incident, max(c.score), bool_or(i.role = 'denies') FROM incident_claims i
    JOIN claims c ON c.id = i.claim {} GROUP BY i.incident"""
_SPEAKERS = """
    SELECT i.incident, a.speaker FROM incident_claims i
    JOIN attributions a ON a.claim = i.claim AND a.speaker IS NOT NULL {}
    GROUP BY ALL ORDER BY i.incident, count(*) DESC, a.speaker"""
_NEAR = """WHERE id IN (SELECT c.document FROM claims c
                        JOIN incident_claims i ON i.claim = c.id {})"""


class _ToldClaim(msgspec.Struct):
    document: str
    role: str


class _Told(msgspec.Struct):
    """What the columns need of an incident's record."""

    claims: list[_ToldClaim]
    event_types: list[str]
    actors: list[str]
    recipients: list[str]
    edited: list[str]
    disputes: list[msgspec.Raw]


class _List:
    """Strings, each once, and the number of each."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._numbers: dict[str, int] = {}

    def number(self, value: str) -> int:
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = len(self.values)
            self.values.append(value)
        return found

    def maybe(self, value: str | None) -> int | None:
        return None if value is None else self.number(value)

    def all(self, values: Iterable[str]) -> list[int]:
        return [self.number(value) for value in dict.fromkeys(values)]


class _Sources:
    """What the columns need of claims and reports, by incident."""

    def __init__(self, study: Study, ids: Sequence[str] | None) -> None:
        given = [] if ids is None else [list(ids)]
        of = "" if ids is None else _OF.format("i.incident")
        self.scores = {row[0]: row[1:] for row in study.all(_SCORES.format(of), given)}
        self.speakers: dict[str, list[str]] = defaultdict(list)
        for incident, speaker in study.all(_SPEAKERS.format(of), given):
            self.speakers[incident].append(speaker)
        near = "" if ids is None else _NEAR.format(of)
        query = f"SELECT id, title, publisher FROM documents {near}"  # noqa: S608
        self.documents = {row[0]: row[1:] for row in study.all(query, given)}

    def title(self, told: _Told) -> str | None:
        """Return the headline of the first report that tells the incident, cut where long."""
        first = next((item for item in told.claims if item.role == "tells"), told.claims[0])
        title: str | None = self.documents.get(first.document, (None, None))[0]
        return title if title is None or len(title) <= _TITLE else title[: _TITLE - 1] + "…"

    def publishers(self, told: _Told) -> Iterator[str]:
        """Yield the outlets of an incident's reports, in the order in which they appeared."""
        for item in told.claims:
            publisher = self.documents.get(item.document, (None, None))[1]
            if publisher is not None:
                yield publisher


def incident_table(
    study: Study,
    revision: str,
    comments: Mapping[str, int],
    ids: Collection[str] | None = None,
) -> IncidentTable:
    """Return incidents as columns.

    Args:
        study: A merged study.
        revision: What the study is at.
        comments: How many comments stand on an incident.
        ids: Which incidents; None for all.
    """
    listed = None if ids is None else sorted(ids)
    of, given = ("", []) if listed is None else (_OF.format("id"), [listed])
    rows = study.all(_ROWS.format(of), given)
    names = ("types", "places", "countries", "admin1", "names", "speakers", "publishers", "fields")
    lists = {name: _List() for name in names}
    columns = _columns(rows, _Sources(study, listed), lists, comments)
    return IncidentTable(
        revision=revision,
        count=len(rows),
        lists=IncidentLists(**{name: lists[name].values for name in names}),
        **columns,
    )


def _columns(
    rows: Sequence[tuple[Any, ...]],
    sources: _Sources,
    lists: Mapping[str, _List],
    comments: Mapping[str, int],
) -> dict[str, Any]:
    told_by = msgspec.json.Decoder(_Told)
    every = [told_by.decode(row[21]) for row in rows]
    ids = [row[0] for row in rows]
    kinds, names = lists["types"], lists["names"]
    scores = [sources.scores.get(each, (0.0, False)) for each in ids]
    plain = {
        name: [row[place] for row in rows]
        for name, place in _PLAIN.items()
    }  # fmt: skip
    return plain | {
        "id": ids,
        "type": [kinds.number(row[1]) for row in rows],
        "types": [kinds.all(told.event_types) for told in every],
        "denied": [denied for _, denied in scores],
        "first": [_day(row[3]) for row in rows],
        "last": [_day(row[4]) for row in rows],
        "place": [lists["places"].maybe(row[5]) for row in rows],
        "country": [lists["countries"].maybe(row[6]) for row in rows],
        "admin1": [lists["admin1"].maybe(row[7]) for row in rows],
        "actors": [names.all(told.actors) for told in every],
        "recipients": [names.all(told.recipients) for told in every],
        "claims": [len(told.claims) for told in every],
        "speakers": [lists["speakers"].all(sources.speakers.get(each, ())) for each in ids],
        "publishers": [lists["publishers"].all(sources.publishers(told)) for told in every],
        "score": [score for score, _ in scores],
        "edited": [lists["fields"].all(told.edited) for told in every],
        "disputes": [len(told.disputes) for told in every],
        "comments": [comments.get(each, 0) for each in ids],
        "title": [sources.title(told) for told in every],
    }


_PLAIN = {
    "status": 2, "lat": 8, "lon": 9, "level": 10, "precision_km": 11, "killed_low": 12,
    "killed_best": 13, "killed_high": 14, "wounded_low": 15, "wounded_best": 16,
    "wounded_high": 17, "reports": 18, "sources": 19, "review": 20,
}  # fmt: skip
"""Columns that are sent as they stand, by their place in a row of `_ROWS`."""


def _day(value: date | None) -> int | None:
    return None if value is None else value.toordinal() - _EPOCH
