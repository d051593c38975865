"""The bundled examples: each report is mainly about the incident that it was written about."""

from __future__ import annotations

import random
from collections import defaultdict

import pytest
from tellings import state

from dateline.acquire import acquire
from dateline.lexicon import data_file
from dateline.merger import merge
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings
from dateline.store.database import Finished, Study

INTENDED = {
    "harib-strike.html": "Harib",
    "harib-denial.html": "Harib",
    "harib-scrape.txt": "Harib",
    "bulletin.rss#row=1": "Harib",
    "gao-courier.html": "Gao",
    "gao-lakeshore.html": "Gao",
    "wire.jsonl#row=1": "Gao",
    "bulletin.rss#row=2": "Gao",
    "sake-scrape.txt": "Sake",
    "wire.jsonl#row=2": "Sake",
    "kupiansk-scrape.txt": "Kupiansk",
    "wire.jsonl#row=3": "Kupiansk",
    "khartoum-march.html": "Khartoum",
    "wire.jsonl#row=4": "Khartoum",
    "bulletin.rss#row=3": "Khartoum",
    "archive.warc.gz#urn:uuid:6a1f0b4e-2f0c-4b6b-9a51-0d0f3b6d7c02": "Kupiansk",
}
"""As `dateline_data/examples.md` says. The other page of the archive is mainly about the shelling
of a camp beside the fight for Sake, which is an incident of its own."""


@pytest.fixture(scope="module")
def finished() -> list[Finished]:
    settings = Settings()
    coder = Coder(settings, strict=True)
    found: list[Finished] = []
    for item in acquire([str(data_file("examples"))], settings):
        if isinstance(item, Original):
            reading = coder(item)
            if isinstance(reading, Reading):
                outcome = "coded" if reading.claims else "no_event"
                found.append(
                    Finished(
                        uri=item.uri, outcome=outcome, original=item, reading=reading,
                        document=item.id,
                    )
                )  # fmt: skip
    return found


def merged(finished: list[Finished]) -> Study:
    study = Study(None)
    study.add(finished, "coder")
    merge(study)
    return study


def test_reports_are_grouped_as_they_were_written(finished: list[Finished]) -> None:
    with merged(finished) as study:
        rows = study.all("SELECT uri, coalesce(main_incident, uri) FROM documents")
        copies = study.all("SELECT uri FROM documents WHERE copy_of IS NOT NULL")
    main = {uri.rpartition("/")[2]: incident for uri, incident in rows}
    assert [uri.rpartition("/")[2] for (uri,) in copies] == ["gao-lakeshore.html"]
    of: dict[str, list[str]] = defaultdict(list)
    for name, intended in INTENDED.items():
        of[intended].append(main[name])
    most = {intended: max(set(all_), key=all_.count) for intended, all_ in of.items()}
    strays = [name for name, intended in INTENDED.items() if main[name] != most[intended]]
    assert len(strays) <= 1, strays
    assert len(set(most.values())) == 5


def test_every_figure_of_a_claim_of_an_incident_is_there(finished: list[Finished]) -> None:
    with merged(finished) as study:
        missing = study.all(
            """SELECT f.claim, f.kind, f.low, f.high FROM figures f
               WHERE f.claim IN (SELECT claim FROM incident_claims)
               EXCEPT ALL SELECT claim, kind, low, high FROM incident_figures"""
        )
        kept = study.one("SELECT count(*) FROM incident_figures")[0]
    assert missing == []
    assert kept > 20


def test_the_order_of_the_examples_changes_nothing(finished: list[Finished]) -> None:
    with merged(finished) as study:
        wanted = state(study)
    for seed in range(20):
        shuffled = list(finished)
        random.Random(seed).shuffle(shuffled)  # noqa: S311  (a shuffle, not a secret)
        with merged(shuffled) as study:
            assert state(study) == wanted


def clusters(study: Study) -> set[frozenset[str]]:
    of: dict[str, set[str]] = defaultdict(set)
    for claim, incident in study.all("SELECT claim, incident FROM incident_claims"):
        of[incident].add(claim)
    return {frozenset(claims) for claims in of.values()}


@pytest.mark.parametrize("seed", range(3))
def test_adding_the_examples_in_parts_makes_the_same_clusters(
    finished: list[Finished], seed: int
) -> None:
    with merged(finished) as study:
        wanted = clusters(study)
        copies = study.all("SELECT id, copy_of FROM documents ORDER BY id")
    shuffled = list(finished)
    random.Random(seed).shuffle(shuffled)  # noqa: S311  (a shuffle, not a secret)
    with Study(None) as study:
        for start in range(0, len(shuffled), 6):
            study.add(shuffled[start : start + 6], "coder")
            merge(study)
        assert clusters(study) == wanted
        assert study.all("SELECT id, copy_of FROM documents ORDER BY id") == copies
