"""How often the place of an event is right, given the right event.

    python bench/places_events.py gold GOLD.jsonl [--errors]
    python bench/places_events.py reports REPORTS.jsonl [--errors N] [--only a b]

Events coded by hand become claims, so that what a reader misses does not count. `gold` is
a file of coded reports with points (right: within 25 km, or what the scorer allows for
regions and countries); `reports` is what `corpus.py jsonl` prints, without points: right
is the span that is marked, another mention of the same name, or the town it lies in.
"""

from __future__ import annotations

import argparse
import collections
import json
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from dateline.claim import Claim
from dateline.document import Document
from dateline.earth import kilometres
from dateline.gazetteer_names import fold, skeleton
from dateline.link.places import PlaceLinker
from dateline.reading import Extraction
from dateline.settings import Settings
from dateline.span import Span
from dateline.value import Place
from gold import given
from reader import document_of

LIMITS = {"country": 600.0, "region": 150.0, "water": 150.0}


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("what", choices=["gold", "reports"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, nargs="?", const=1000, default=0)
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--gazetteer", nargs="*", default=[])
    arguments = parser.parse_args()
    linker = PlaceLinker(Settings(gazetteers=tuple(arguments.gazetteer)))
    rows = [json.loads(line) for line in arguments.file.read_text("utf-8").splitlines() if line]
    rows = [row for row in rows if not arguments.only or row["doc_id"][0] in arguments.only]
    if arguments.what == "gold":
        _gold(rows, linker, arguments.errors)
    else:
        _reports(rows, linker, arguments.errors)


def claims_of(document: Document, events: Sequence[dict[str, Any]]) -> list[Claim]:
    """Return hand-coded events of a report as claims without fields."""
    claims: list[Claim] = []
    ids: dict[str, str] = {}
    for event in events:
        trigger, evidence = _spans(document, event)
        ident = Claim.make_id(document.id, trigger, event["type"] + event["id"])
        ids[event["id"]] = ident
        claims.append(
            Claim(
                id=ident,
                event_type=event["type"],
                trigger=trigger,
                evidence=evidence,
                by="gold",
                status=event["status"],
                background=not event["core"],
                same_as=event.get("same_as"),
            )
        )
    return [
        Claim(**{f: getattr(c, f) for f in c.__struct_fields__ if f != "same_as"},
              same_as=ids.get(c.same_as or ""))
        for c in claims
    ]  # fmt: skip


def _spans(document: Document, event: dict[str, Any]) -> tuple[Span, Span]:
    if "quote" not in event:
        trigger = document.span(event["trigger"]["start"], event["trigger"]["end"])
        return trigger, trigger
    pattern = r"\s+".join(map(re.escape, event["quote"].split()))
    found = re.search(pattern, document.text)
    if found is None:
        raise ValueError(event["quote"])
    inner = re.search(r"\s+".join(map(re.escape, event["trigger"].split())), found.group())
    start = found.start() + (inner.start() if inner else 0)
    end = found.start() + inner.end() if inner else found.end()
    return document.span(start, end), document.span(found.start(), found.end())


def _gold(rows: Sequence[dict[str, Any]], linker: PlaceLinker, errors: int) -> None:
    counts: collections.Counter[str] = collections.Counter()
    for row in rows:
        document = given(row)
        claims = claims_of(document, row["events"])
        linked = linker(document, Extraction(claims=tuple(claims))).claims
        for event, claim in zip(row["events"], linked, strict=True):
            gold, place = event.get("place"), claim.place
            if not gold or gold.get("lat") is None:
                if not event.get("same_as"):
                    counts["without"] += 1
                    counts["invented"] += place is not None
                continue
            counts["with"] += 1
            away = _away(place, gold)
            limit = LIMITS.get(gold.get("level"), 25.0)
            counts["25"] += away <= limit
            counts["161"] += away <= max(161.0, limit)
            if away > limit and errors:
                print(f"{row['doc_id'][:24]} {event['id']} {event['quote'][:90]!r}")
                print(f"    gold {gold['name']}; got {_told(place)}")
    print(
        f"gold: place within 25 km {counts['25'] / counts['with']:.3f},"
        f" within 161 km {counts['161'] / counts['with']:.3f} (n {counts['with']});"
        f" given where gold has none {counts['invented']} of {counts['without']}"
    )


def _away(place: Place | None, gold: dict[str, Any]) -> float:
    if place is None or place.lat is None or place.lon is None:
        return 1e9
    return kilometres(gold["lat"], gold["lon"], place.lat, place.lon)


def _told(place: Place | None) -> str:
    if place is None:
        return "none"
    return f"{place.name} ({place.mention.text if place.mention else ''}, {place.level})"


def _reports(rows: Sequence[dict[str, Any]], linker: PlaceLinker, errors: int) -> None:
    counts: collections.Counter[str] = collections.Counter()
    shown = 0
    for row in rows:
        document = document_of(row)
        claims = claims_of(document, row["events"])
        linked = linker(document, Extraction(claims=tuple(claims))).claims
        for event, claim in zip(row["events"], linked, strict=True):
            if not event["places"]:
                kind = "retelling" if event["same_as"] else "own"
                counts[f"without {kind}"] += 1
                counts[f"given {kind}"] += claim.place is not None
                continue
            near = _near(document.text, event)
            counts[f"with {near}"] += 1
            places = event["places"]
            right = any(same(claim.place, gold) or holds(claim.place, gold) for gold in places)
            counts[f"right {near}"] += right
            counts["span"] += any(_overlap(claim.place, gold) for gold in event["places"])
            if not right and shown < errors:
                shown += 1
                trigger, text = claim.trigger, document.text
                words = text[max(0, trigger.start - 90) : trigger.end + 90].replace("\n", " / ")
                print(f"{row['doc_id']} {event['type']} [{trigger.text}] {words}")
                names = [(gold["text"], gold["name"]) for gold in event["places"]]
                print(f"    marked {names}; got {_told(claim.place)}")
    for near in ("sentence", "beyond"):
        print(f"{near}: {counts[f'right {near}'] / max(1, counts[f'with {near}']):.3f}"
              f" of {counts[f'with {near}']}")  # fmt: skip
    total = counts["with sentence"] + counts["with beyond"]
    print(f"the very span {counts['span'] / total:.3f}")
    for kind in ("own", "retelling"):
        print(f"given without a mark, {kind}: {counts[f'given {kind}']} of"
              f" {counts[f'without {kind}']}")  # fmt: skip


def _near(text: str, event: dict[str, Any]) -> str:
    place, trigger = event["places"][0], event["trigger"]
    low, high = min(place["end"], trigger["end"]), max(place["start"], trigger["start"])
    return "beyond" if re.search(r"\n|[.!?][”\"]? ", text[low:high]) else "sentence"


def _overlap(place: Place | None, gold: dict[str, Any]) -> bool:
    if place is None or place.mention is None:
        return False
    return bool(place.mention.start < gold["end"] and gold["start"] < place.mention.end)


def same(place: Place | None, gold: dict[str, Any]) -> bool:
    """Tell whether a place is the very one that is marked, by its span or its name."""
    if place is None:
        return False
    if _overlap(place, gold):
        return True
    names = {gold["text"], (gold["name"] or "").split(",")[0]}
    return bool(_forms(names) & _forms({place.name, place.mention.text if place.mention else ""}))


def holds(place: Place | None, gold: dict[str, Any]) -> bool:
    """Tell whether a place is one that the marked place lies in, below its country.

    "The prayer hall" of a mosque in Mosul is marked `Mosque,Mosul,Iraq`: Mosul will do.
    """
    parts = (gold["name"] or "").split(",")
    if place is None or len(parts) < 2:
        return False
    site = place.level == "site"
    inner = set(parts[:-1] if site else parts[1:-1] or parts[1:])
    own = {place.name, *place.admin[-1:]} if site else {place.name}
    return bool(_forms(inner) & _forms(own))


def _forms(names: Iterable[str]) -> set[str]:
    folded = {fold(name) for name in names if name}
    return folded | {f"~{sound}" for name in folded if (sound := skeleton(name))}


if __name__ == "__main__":
    main()
