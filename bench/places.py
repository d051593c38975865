"""How well and how fast places are found and linked.

    python bench/places.py FOLDER [--errors N] [--only lgl|geovirus|names|headlines|index|speed]

FOLDER holds `places/` (score.py, lgl.jsonl, geovirus.jsonl, test_names.tsv), `gazetteer/`
(an extract with villages) and `events/ucdp_ged_syria/` (headlines with the places of events).

For the two corpora of toponyms: recognition by overlap, resolution with the gold spans
given (within 161 km, and within 161 km or the same record), and end to end. Only mentions
with a capital letter count: "the airport" is a place for dateline and no toponym there.
"""

from __future__ import annotations

import argparse
import collections
import csv
import gzip
import json
import runpy
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from dateline.document import Block, Document, Published
from dateline.earth import kilometres
from dateline.gazetteer import Gazetteer, core_index
from dateline.link.places import PlaceLinker
from dateline.mention import PlaceMention
from dateline.reading import Extraction
from dateline.settings import Settings
from dateline.span import trimmed
from dateline.value import Place

FAR = 20039.0


def main() -> None:
    """Run the parts asked for, and print their figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--errors", type=int, default=0, help="print the commonest errors of each kind"
    )
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    linker = PlaceLinker(Settings())
    parts: dict[str, Callable[[], None]] = {
        "index": _index,
        "names": lambda: _names(arguments.folder / "places" / "test_names.tsv", linker),
        "lgl": lambda: _corpus(arguments.folder / "places", "lgl", linker, arguments.errors),
        "geovirus": lambda: _corpus(
            arguments.folder / "places", "geovirus", linker, arguments.errors
        ),
        "headlines": lambda: _headlines(arguments.folder),
    }
    for name, part in parts.items():
        if not arguments.only or arguments.only == name:
            part()


def document_of(text: str, ident: str) -> Document:
    """Return a text as a document whose paragraphs are parted by line ends."""
    blocks: list[Block] = []
    start = 0
    for end in [place for place, char in enumerate(text) if char == "\n"] + [len(text)]:
        first, last = trimmed(text, start, end)
        if first < last:
            blocks.append(Block(first, last, "paragraph"))
        start = end + 1
    return Document(
        id=ident, uri=f"file:{ident}", text=text, blocks=tuple(blocks), published=Published()
    )


def _index() -> None:
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        path = core_index(None, Path(folder))
        built = time.perf_counter() - begun
        begun = time.perf_counter()
        Gazetteer([path]).find_name("Raqqa")
        opened = time.perf_counter() - begun
        print(
            f"index: built in {built:.1f} s, {path.stat().st_size / 1e6:.1f} MB,"
            f" opens in {opened:.3f} s"
        )


def _names(path: Path, linker: PlaceLinker) -> None:
    right = 0
    rows = list(csv.DictReader(path.open(encoding="utf-8"), delimiter="\t"))
    for row in rows:
        text = row["name"]
        given = PlaceMention(0, len(text), text, None)
        out = linker(document_of(text, "sha256:0"), Extraction(mentions=(given,)))
        value = next((m.value for m in out.mentions if isinstance(m, PlaceMention)), None)
        good = False
        if value is not None and value.lat is not None and value.lon is not None:
            same = value.gazetteer == f"geonames:{row['expect_geonameid']}"
            near = (
                row["lat"]
                and kilometres(value.lat, value.lon, float(row["lat"]), float(row["lon"])) < 161
            )
            good = (
                same
                if row["expect_geonameid"]
                else bool(near) or (not row["lat"] and row["name"].lower() in value.name.lower())
            )
        right += good
        if not good:
            print(f"  wrong: {row['name']}: {value and (value.name, value.gazetteer, value.admin)}")
    print(f"names: {right} of {len(rows)}")


def _corpus(folder: Path, name: str, linker: PlaceLinker, errors: int) -> None:
    evaluate = runpy.run_path(str(folder / "score.py"))["evaluate"]
    rows = [json.loads(line) for line in (folder / f"{name}.jsonl").open(encoding="utf-8")]
    documents = [document_of(row["text"], row["doc_id"]) for row in rows]
    begun = time.process_time()
    read = [linker(document, Extraction()) for document in documents]
    seconds = time.process_time() - begun
    predicted = [
        {
            "doc_id": row["doc_id"],
            "toponyms": [
                _toponym(m)
                for m in out.mentions
                if isinstance(m, PlaceMention) and any(c.isupper() for c in m.text)
            ],
        }
        for row, out in zip(rows, read, strict=True)
    ]
    found = evaluate(rows, predicted)
    p, r, f = found["overlap"]
    words = sum(len(document.text.split()) for document in documents)
    print(
        f"{name}: overlap P {p:.3f} R {r:.3f} F1 {f:.3f};"
        f" end to end {found['end_to_end']['acc161']:.3f};"
        f" {words / 500 / seconds:.0f} reports of 500 words a second"
    )
    near = same = total = 0
    wrong: collections.Counter[str] = collections.Counter()
    for row, document in zip(rows, documents, strict=True):
        gold = [t for t in row["toponyms"] if t["text"].strip()]
        given = tuple(PlaceMention(t["start"], t["end"], t["text"], None) for t in gold)
        out = linker(document, Extraction(mentions=given))
        values = {(m.start, m.end): m.value for m in out.mentions if isinstance(m, PlaceMention)}
        for t in gold:
            if t["lat"] is None:
                continue
            total += 1
            value = values.get((t["start"], t["end"]))
            away = (
                FAR
                if value is None or value.lat is None or value.lon is None
                else kilometres(t["lat"], t["lon"], value.lat, value.lon)
            )
            equal = (
                value is not None
                and t["geonameid"]
                and value.gazetteer == f"geonames:{t['geonameid']}"
            )
            near += away <= 161
            same += bool(away <= 161 or equal)
            if not (away <= 161 or equal):
                wrong[_told(t, value, away)] += 1
    print(
        f"{name}: gold spans within 161 km {near / total:.3f},"
        f" or same record {same / total:.3f} (n {total})"
    )
    if errors:
        print(
            "  resolution:", *(f"\n    {count} {text}" for text, count in wrong.most_common(errors))
        )
        _spans(rows, predicted, errors)


def _told(gold: dict[str, Any], value: Place | None, away: float) -> str:
    """Return one wrong link in words."""
    got = f"{value.name} {value.level} {(value.admin or ('',))[0]}" if value else "none"
    wanted = f"{gold.get('country') or gold.get('wikipedia')} {gold.get('admin1', '')}"
    return f"{gold['text']} -> {got} ({away:.0f} km from {wanted})"


def _spans(
    rows: Iterable[dict[str, Any]], predicted: Sequence[dict[str, Any]], errors: int
) -> None:
    missed: collections.Counter[str] = collections.Counter()
    extra: collections.Counter[str] = collections.Counter()
    for row, out in zip(rows, predicted, strict=True):
        for t in row["toponyms"]:
            if not any(p["start"] < t["end"] and t["start"] < p["end"] for p in out["toponyms"]):
                missed[t["text"]] += 1
        for p in out["toponyms"]:
            if not any(p["start"] < t["end"] and t["start"] < p["end"] for t in row["toponyms"]):
                text = row["text"]
                extra[
                    text[max(0, p["start"] - 18) : p["end"] + 14].replace("\n", " ")
                    if errors > 100
                    else p["text"]
                ] += 1
    print(f"  missed {sum(missed.values())}:", missed.most_common(errors))
    print(f"  extra {sum(extra.values())}:", extra.most_common(errors))


def _toponym(mention: PlaceMention) -> dict[str, Any]:
    value = mention.value
    return {
        "start": mention.start,
        "end": mention.end,
        "text": mention.text,
        "lat": value.lat if value else None,
        "lon": value.lon if value else None,
    }


def _headlines(folder: Path) -> None:
    rows = []
    with gzip.open(
        folder / "events" / "ucdp_ged_syria" / "dev.jsonl.gz", "rt", encoding="utf-8"
    ) as lines:
        rows = [json.loads(line) for line in lines]
    villages = folder / "gazetteer" / "villages.features.tsv.gz"
    for label, files in (("core", ()), ("core and villages", (str(villages),))):
        begun = time.perf_counter()
        linker = PlaceLinker(Settings(gazetteers=files))
        opened = time.perf_counter() - begun
        named = right = told = told_right = 0
        for row in rows:
            gold = _gold(row)
            out = linker(document_of(row["text"], row["doc_id"]), Extraction())
            values = [m.value for m in out.mentions if isinstance(m, PlaceMention) and m.value]
            fine = [v for v in values if v.level not in {"country"}]
            near = bool(gold) and any(_within(v, gold) for v in fine)
            named += bool(fine)
            right += near
            if "span" in row["gold"][0].get("place", {}):
                told += 1
                told_right += near
        print(
            f"headlines ({label}, opened in {opened:.1f} s): of {len(rows)} {named} name a place"
            f" below the country; {right / len(rows):.3f} of all within 25 km, and"
            f" {told_right / told:.3f} of the {told} that name the event's place as UCDP does"
        )


def _within(place: Place, gold: tuple[float, float] | None) -> bool:
    if gold is None or place.lat is None or place.lon is None:
        return False
    return kilometres(place.lat, place.lon, *gold) <= 25


def _gold(row: dict[str, Any]) -> tuple[float, float] | None:
    for event in row["gold"]:
        place = event.get("place") or {}
        if place.get("lat") is not None:
            return float(place["lat"]), float(place["lon"])
    return None


if __name__ == "__main__":
    main()
