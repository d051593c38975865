"""How well and how fast reports are merged.

    python bench/merge.py stories REPORTS.jsonl[.gz] [--write PREDICTED.jsonl]
    python bench/merge.py incidents REPORTS.jsonl[.gz]
    python bench/merge.py synthetic [--claims N] [--more N]
    python bench/merge.py apart REPORTS.jsonl[.gz]
    python bench/merge.py copies REPORTS.jsonl[.gz]

`stories` groups reports by their words alone, `incidents` reads and links each report and
groups reports by the incident that they are mainly about; both print B-cubed precision,
recall and F1 against the `incident` or `gold[0].incident_id` of each row, and `incidents`
also what one-a-day by city and date gives from the same readings. `apart` merges claims made
from events coded by hand (`gold`: actor, recipient, place, dates, deaths), no two of which are
one: precision says how many are kept apart, for us and for one-a-day. `synthetic` times a full
merge of made-up claims and of adding some. `copies` times the search for copies. Times are of
the processor, all threads added up.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dateline.claim import Claim
from dateline.document import Block, Document, Published
from dateline.merge import copies
from dateline.merge.clusters import cluster, pair
from dateline.merge.likeness import likeness, profile
from dateline.merger import merge
from dateline.original import Original
from dateline.reading import Extraction, Reading
from dateline.settings import Settings
from dateline.span import Span, trimmed
from dateline.stage import find
from dateline.store.database import Finished, Study
from dateline.value import Entity, EventDate, Figure, Place

ONE_STORY = 0.24
"""Reports more alike than this on average are grouped by `stories`. Chosen on the training part
of ECB+ (.20 to .24 differ by .01) and on reports of shootings, which prefer a greater one."""

Row = Mapping[str, Any]


def main() -> None:
    """Run the measure that the command names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("measure", choices=list(MEASURES))
    parser.add_argument("reports", type=Path, nargs="?")
    parser.add_argument("--write", type=Path)
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--more", type=int, default=1000)
    arguments = parser.parse_args()
    MEASURES[arguments.measure](arguments)


def read_rows(path: Path) -> Iterator[Row]:
    """Yield the rows of a JSONL file, compressed or not; of rows with one id, the first."""
    seen: set[str] = set()
    content = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    for line in content.decode("utf-8").splitlines():
        row = json.loads(line)
        if name_of(row) not in seen:
            seen.add(name_of(row))
            yield row


def name_of(row: Row) -> str:
    """Return the id of a row."""
    return str(row.get("doc_id") or row["id"])


def gold_of(rows: Sequence[Row]) -> dict[str, str]:
    """Return the incident of each row."""
    return {name_of(row): str(row.get("incident") or row["gold"][0]["incident_id"]) for row in rows}


def b_cubed(gold: Mapping[str, str], found: Mapping[str, str]) -> str:
    """Return B-cubed precision, recall and F1 as text."""
    wanted, got = defaultdict(set), defaultdict(set)
    for key, value in gold.items():
        wanted[value].add(key)
        got[found[key]].add(key)
    both = {key: len(wanted[gold[key]] & got[found[key]]) for key in gold}
    precision = sum(both[key] / len(got[found[key]]) for key in gold) / len(gold)
    recall = sum(both[key] / len(wanted[gold[key]]) for key in gold) / len(gold)
    f1 = 2 * precision * recall / (precision + recall)
    return f"B3 P {precision:.3f} R {recall:.3f} F1 {f1:.3f}, {len(got)} of {len(wanted)} clusters"


def document_of(row: Row) -> Document:
    """Return a row as a document of paragraphs."""
    text = row["text"]
    blocks: list[Block] = []
    start = 0
    for piece in text.split("\n\n"):
        low, high = trimmed(text, start, start + len(piece))
        if low < high:
            blocks.append(Block(low, high, "headline" if not blocks else "paragraph"))
        start += len(piece) + 2
    day = date.fromisoformat(row["date"][:10]) if row.get("date") else None
    name = name_of(row)
    return Document(
        id=f"sha256:{name}",
        uri=f"row:{name}",
        doc_id=name,
        text=text,
        blocks=tuple(blocks),
        published=Published(first=day, last=day, basis="given" if day else "unknown"),
    )


def measure_stories(arguments: argparse.Namespace) -> None:
    """Print how well reports are grouped by their words alone."""
    rows = list(read_rows(arguments.reports))
    found = stories(rows)
    print("words alone", b_cubed(gold_of(rows), found))
    if arguments.write:
        lines = ({"id": key, "cluster": value} for key, value in found.items())
        arguments.write.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")


def stories(rows: Sequence[Row]) -> dict[str, str]:
    """Return a cluster for each row, by the words of the reports and nothing else."""
    names = [name_of(row) for row in rows]
    profiles = [profile(document_of(row)) for row in rows]
    points = {
        pair(names[left], names[right]): likeness(profiles[left], profiles[right]) - ONE_STORY
        for left in range(len(rows))
        for right in range(left)
    }
    return {
        name: group[0]
        for group in cluster({name: name for name in names}, points)
        for name in group
    }


def measure_incidents(arguments: argparse.Namespace) -> None:
    """Print how well reports are grouped by the incident that they are mainly about."""
    rows = list(read_rows(arguments.reports))
    settings = Settings()
    extract = find("extract", settings.extract)(settings)
    linkers = [find("link", name)(settings) for name in settings.link]
    with Study(None) as study:
        batch: list[Finished] = []
        for row in rows:
            document = document_of(row)
            extraction: Extraction = extract(document)
            for linker in linkers:
                extraction = linker(document, extraction)
            batch.append(_finished(document, extraction.claims))
        study.add(batch, "bench")
        started = time.process_time()
        print(merge(study), f"{time.process_time() - started:.1f} s")
        main_of = study.all("SELECT doc_id, coalesce(main_incident, doc_id) FROM documents")
        print("incidents", b_cubed(gold_of(rows), dict(main_of)))
        first = """SELECT d.doc_id, coalesce((SELECT coalesce(c.place_name, '?') || ' ' ||
                       coalesce(c.date_from, d.published_from)::VARCHAR FROM claims c
                       WHERE c.document = d.id AND NOT c.background
                       ORDER BY c.position LIMIT 1), d.doc_id) FROM documents d"""
        print("one-a-day by city and date", b_cubed(gold_of(rows), dict(study.all(first))))


def measure_apart(arguments: argparse.Namespace) -> None:
    """Print how many events coded by hand, each another one, are kept apart."""
    gold: dict[str, str] = {}
    city_and_day: dict[str, str] = {}
    with Study(None) as study:
        batch: list[Finished] = []
        for row in read_rows(arguments.reports):
            document = document_of(row)
            claims = list(_coded_by_hand(row, document))
            for claim, identity in claims:
                gold[claim.id] = identity
                place, day = claim.place, claim.date
                city_and_day[claim.id] = f"{place and place.name} {day and day.first}"
            batch.append(_finished(document, [claim for claim, _ in claims]))
        study.add(batch, "bench")
        print(merge(study))
        found = dict(study.all("SELECT claim, incident FROM incident_claims"))
    print("incidents", b_cubed(gold, found))
    print("one-a-day by place and date", b_cubed(gold, city_and_day))


def _coded_by_hand(row: Row, document: Document) -> Iterator[tuple[Claim, str]]:
    """Yield events that are known to the town and to two days, as claims, with their ids."""
    for number, event in enumerate(row["gold"][: len(document.text)]):
        place = event["place"]
        if place.get("lat") is None or place["prec"] > 2 or event["date_prec"] > 2:
            continue
        trigger = Span.of(document.text, number, number + 1)
        first, last = (date.fromisoformat(event["dates"][0][end]) for end in ("from", "to"))
        kind = "battle" if event["type_of_violence"] == "state-based" else "attack"
        killed = event["deaths"]["best"]
        claim = Claim(
            id=Claim.make_id(document.id, trigger, kind),
            event_type="battle" if kind == "battle" else "attack",
            trigger=trigger,
            evidence=trigger,
            by="bench@000000",
            actors=(Entity(name=event["actor"], id=event["actor"]),),
            recipients=(Entity(name=event["recipient"], id=event["recipient"]),),
            place=Place(
                name=place["name"], gazetteer=place["name"], lat=place["lat"], lon=place["lon"],
                level="settlement", precision_km=3,
            ),
            date=EventDate(first=first, last=last, basis="stated"),
            figures=(Figure(kind="killed", low=killed, high=killed),),
        )  # fmt: skip
        yield claim, str(event["ucdp_id"])


def _finished(document: Document, claims: Sequence[Claim]) -> Finished:
    original = Original(uri=document.uri, media_type="text/plain", content=document.id.encode())
    return Finished(
        uri=document.uri,
        outcome="coded",
        original=original,
        reading=Reading(document=document, claims=tuple(claims)),
        document=document.id,
    )


def time_copies(arguments: argparse.Namespace) -> None:
    """Print how many reports a second are searched for copies, from text to copies found."""
    rows = list(read_rows(arguments.reports))
    with Study(None) as study:
        documents = [document_of(row) for row in rows]
        study.add([_finished(document, ()) for document in documents], "bench")
        started = time.process_time()
        for document in documents:
            copies.Runs(document).sample()
        runs = time.process_time() - started
        started = time.process_time()
        merged = merge(study)
        whole = time.process_time() - started
    count = len(documents)
    print(f"runs of words: {count / runs:,.0f} reports a second")
    print(
        f"whole merge without claims: {count / whole:,.0f} reports a second, {merged.copies} copies"
    )


_WORDS = """gunmen raid village market soldiers column convoy bridge river school clinic governor
spokesman doctor witnesses trucks smoke houses families road checkpoint patrol forest hills dawn
night mortar rifles grain cattle traders elders guards ministry statement calm
curfew funeral""".split()


def synthetic(arguments: argparse.Namespace) -> None:
    """Print time and memory of merging made-up claims, and of adding some."""
    count, more = arguments.claims, arguments.more
    chance = random.Random(0)  # noqa: S311  (made-up data, not a secret)
    with Study(None) as study:
        reports = list(made_up(chance, count + more))
        size = 0
        first: list[Finished] = []
        while size < count:
            first.append(reports.pop())
            size += len(first[-1].reading.claims) if first[-1].reading else 0
        for start in range(0, len(first), 2000):
            study.add(first[start : start + 2000], "bench")
        print(f"{size:,} claims in {len(first):,} reports")
        _timed_merge(study, "all of them")
        study.add(reports, "bench")
        _timed_merge(study, f"{len(reports):,} reports more")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {memory:,.0f} MB")


def _timed_merge(study: Study, what: str) -> None:
    started = time.process_time()
    merged = merge(study)
    print(f"{what}: {time.process_time() - started:.1f} s, {merged}")


def made_up(chance: random.Random, count: int) -> Iterator[Finished]:
    """Yield reports in a random order, each of one to five happenings of three years."""
    happenings = [_happening(chance) for _ in range(count // 2)]
    tellings = [each for each in happenings for _ in range(chance.choice((1, 1, 1, 2, 3, 5)))]
    tellings = tellings[:count]
    tellings.sort(key=lambda each: each["day"])
    number = start = 0
    made: list[Finished] = []
    while start < len(tellings):
        size = chance.choice((1, 2, 3, 5))
        made.append(_report(chance, number, tellings[start : start + size]))
        start, number = start + size, number + 1
    chance.shuffle(made)
    yield from made


def _happening(chance: random.Random) -> dict[str, Any]:
    town = chance.randrange(600)
    return {
        "day": date(2020, 1, 1) + timedelta(days=chance.randrange(1095)),
        "type": chance.choice(("battle", "attack", "bombing", "shelling", "air_strike")),
        "town": town,
        "killed": chance.choice((1, 1, 2, 3, 5, 8, 13, 40)),
        "actor": f"Group {chance.randrange(40)}",
        "words": chance.sample(_WORDS, 12),
    }


def _report(chance: random.Random, number: int, told: Sequence[Mapping[str, Any]]) -> Finished:
    sentences = [f"They fought {_shuffled(chance, each)}." for each in told]
    text = "\n\n".join(sentences)
    appeared = max(each["day"] for each in told) + timedelta(days=chance.randrange(2))
    row = {"id": f"r{number}", "text": text, "date": str(appeared)}
    document = document_of(row)
    claims: list[Claim] = []
    low = 0
    for sentence, each in zip(sentences, told, strict=True):
        start = text.index("fought", low)
        claims.append(_claim(document, Span.of(text, start, start + 6), each))
        low += len(sentence) + 2
    return _finished(document, claims)


def _shuffled(chance: random.Random, told: Mapping[str, Any]) -> str:
    """Return the words of a happening in an order of its own, so that no telling is a copy."""
    town, killed = told["town"], told["killed"]
    words = [f"Town{town}", f"Name{town}x{killed}", f"{killed} died", told["actor"]]
    words += chance.sample(told["words"], 9)
    chance.shuffle(words)
    return " ".join(words)


def _claim(document: Document, trigger: Span, each: Mapping[str, Any]) -> Claim:
    town, day = each["town"], each["day"]
    country = f"Land {town % 12}"
    place = Place(
        name=f"Town{town}", gazetteer=f"made:{town}", lat=(town % 25) * 1.1,
        lon=(town // 25) * 1.3, level="settlement", admin=(country,), precision_km=3,
    )  # fmt: skip
    return Claim(
        id=Claim.make_id(document.id, trigger, each["type"]),
        event_type=each["type"],
        trigger=trigger,
        evidence=trigger,
        by="bench@000000",
        actors=(Entity(name=each["actor"], id=each["actor"]),),
        place=place,
        date=EventDate(first=day, last=day, basis="stated"),
        figures=(Figure(kind="killed", low=each["killed"], high=each["killed"]),),
    )


MEASURES: Mapping[str, Callable[[argparse.Namespace], None]] = {
    "stories": measure_stories,
    "incidents": measure_incidents,
    "apart": measure_apart,
    "synthetic": synthetic,
    "copies": time_copies,
}

if __name__ == "__main__":
    main()
