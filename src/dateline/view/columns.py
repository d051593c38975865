"""All incidents of a study, or some, as columns: small enough to send fifty thousand at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import msgspec

from dateline.store.database import Study
from dateline.view.answers import IncidentLists, IncidentTable
from dateline.view.reports import marks

_TITLE = 120
_EPOCH = date(1970, 1, 1).toordinal()

_ROWS = """
    SELECT id, event_type, status, date_from, date_to, place_name, country, admin1, lat, lon,
           place_level, precision_km, killed_low, killed_best, killed_high, wounded_low,
           wounded_best, wounded_high, reports, independent_sources, review_status, record
    FROM incidents {} ORDER BY date_from NULLS LAST, place_name NULLS LAST, id"""


class _Speaker(msgspec.Struct):
    name: str


class _Link(msgspec.Struct):
    speaker: _Speaker | None


class _Said(msgspec.Struct):
    """What the columns need of a claim's record."""

    attribution: list[_Link]


_SAID = msgspec.json.Decoder(_Said)


class _ToldClaim(msgspec.Struct):
    claim: str
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


_TOLD = msgspec.json.Decoder(_Told)


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
    """What the columns need of claims and reports, of all incidents or of some."""

    def __init__(self, study: Study, few: Sequence[_Told] | None) -> None:
        if few is None:
            claims = documents = ""
            ids: list[str] = []
            pages: list[str] = []
        else:  # by the keys, one by one, which DuckDB finds by their index
            ids = [item.claim for told in few for item in told.claims]
            pages = list(dict.fromkeys(item.document for told in few for item in told.claims))
            claims, documents = (f"WHERE id IN ({marks(each)})" for each in (ids, pages))
        self._scores = dict(study.all(f"SELECT id, score FROM claims {claims}", ids))  # noqa: S608
        query = f"SELECT id, title, publisher FROM documents {documents}"  # noqa: S608
        self._documents = {row[0]: row[1:] for row in study.all(query, pages)}
        self._speakers = _all_speakers(study) if few is None else _few_speakers(study, ids)

    def score(self, told: _Told) -> float:
        """Return the highest score of an incident's claims."""
        return max((self._scores.get(item.claim, 0.0) for item in told.claims), default=0.0)

    def speakers(self, told: _Told) -> Iterator[str]:
        """Yield who says so, in the order of the claims."""
        for item in told.claims:
            yield from self._speakers.get(item.claim, ())

    def title(self, told: _Told) -> str | None:
        """Return the headline of the first report that tells the incident, cut where long."""
        first = next((item for item in told.claims if item.role == "tells"), told.claims[0])
        title: str | None = self._documents.get(first.document, (None, None))[0]
        return title if title is None or len(title) <= _TITLE else title[: _TITLE - 1] + "…"

    def publishers(self, told: _Told) -> Iterator[str]:
        """Yield the outlets of an incident's reports, in the order in which they appeared."""
        for item in told.claims:
            publisher = self._documents.get(item.document, (None, None))[1]
            if publisher is not None:
                yield publisher


def _all_speakers(study: Study) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    query = """SELECT claim, speaker FROM attributions WHERE speaker IS NOT NULL
               ORDER BY claim, position"""
    for claim, speaker in study.all(query):
        found[claim].append(speaker)
    return found


def _few_speakers(study: Study, claims: Sequence[str]) -> Mapping[str, Sequence[str]]:
    query = f"SELECT id, record FROM claims WHERE id IN ({marks(claims)})"  # noqa: S608
    rows = [
        (key, msgspec.json.decode(record, type=_Said)) for key, record in study.all(query, claims)
    ]
    return {
        key: [link.speaker.name for link in said.attribution if link.speaker] for key, said in rows
    }


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
    of, given = ("", []) if ids is None else (f"WHERE id IN ({marks(ids)})", sorted(ids))
    rows = study.all(_ROWS.format(of), given)
    every = [_TOLD.decode(row[21]) for row in rows]
    sources = _Sources(study, None if ids is None else every)
    names = ("types", "places", "countries", "admin1", "names", "speakers", "publishers", "fields")
    lists = {name: _List() for name in names}
    columns = _columns(rows, every, sources, lists)
    return IncidentTable(
        revision=revision,
        count=len(rows),
        lists=IncidentLists(**{name: lists[name].values for name in names}),
        comments=[comments.get(row[0], 0) for row in rows],
        **columns,
    )


def _columns(
    rows: Sequence[tuple[Any, ...]],
    every: Sequence[_Told],
    sources: _Sources,
    lists: Mapping[str, _List],
) -> dict[str, Any]:
    kinds, names = lists["types"], lists["names"]
    plain = {
        name: [row[place] for row in rows]
        for name, place in _PLAIN.items()
    }  # fmt: skip
    return plain | {
        "id": [row[0] for row in rows],
        "type": [kinds.number(row[1]) for row in rows],
        "types": [kinds.all(told.event_types) for told in every],
        "denied": [any(item.role == "denies" for item in told.claims) for told in every],
        "first": [_day(row[3]) for row in rows],
        "last": [_day(row[4]) for row in rows],
        "place": [lists["places"].maybe(row[5]) for row in rows],
        "country": [lists["countries"].maybe(row[6]) for row in rows],
        "admin1": [lists["admin1"].maybe(row[7]) for row in rows],
        "actors": [names.all(told.actors) for told in every],
        "recipients": [names.all(told.recipients) for told in every],
        "claims": [len(told.claims) for told in every],
        "speakers": [lists["speakers"].all(sources.speakers(told)) for told in every],
        "publishers": [lists["publishers"].all(sources.publishers(told)) for told in every],
        "score": [sources.score(told) for told in every],
        "edited": [lists["fields"].all(told.edited) for told in every],
        "disputes": [len(told.disputes) for told in every],
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
