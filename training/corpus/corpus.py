"""Check the annotated reports of FORMAT.md, and turn them into JSON lines with character offsets.

python corpus.py check FILE...      prints problems, then counts; exit status 1 on problems
python corpus.py jsonl FILE...      one report per line on standard output
"""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

TYPES = frozenset(
    "battle air_strike shelling bombing attack sexual_violence abduction arrest crackdown "
    "destruction territory_taken withdrawal deployment displacement casualties protest riot "
    "agreement aid sanction threat accusation demand talks trial".split()
)
STATUS = frozenset("occurred ongoing alleged denied planned threatened prevented".split())
FIGURES = frozenset(
    "killed wounded missing captured detained displaced strength extent total_extent strikes "
    "destroyed other".split()
)
MENTIONS = frozenset("ent place time fig weapon".split())
ROLE_MENTIONS = {
    "actor": "ent",
    "recipient": "ent",
    "place": "place",
    "date": "time",
    "weapon": "weapon",
}
HEAD = ("published", "publisher", "agency", "style")

EVENT = re.compile(r"(e\d+)(?:=(e\d+))?:(\w+)(?:/(\w+))?(\*)?$")
ROLE = re.compile(r"(e\d+)\.(\w+)(?:=(.*))?$")
SOURCE = re.compile(r"(a\d+)\.source(?:=(.*))?$")
CUE = re.compile(r"(a\d+)\.cue>((?:[ea]\d+)(?:,[ea]\d+)*)$")
_N = r"\d+(?:\.\d+)?"
NUMBER = re.compile(rf"(?:({_N})\.\.({_N})|({_N})\.\.|\.\.({_N})|({_N}))([A-Za-z_]*)(?:/(\w+))?$")
DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$")

Json = dict[str, Any]
Span = tuple[int, int]


@dataclass
class Plain:
    """A report's body without its tags.

    Attributes:
        text: The report as a reader sees it, page chrome included.
        tagged: Start, end and tags of each tagged span, in the order in which they close.
        chrome: The spans of the lines of page chrome.
        problems: What breaks the format.
    """

    text: str = ""
    tagged: list[tuple[int, int, list[str]]] = field(default_factory=list)
    chrome: list[Span] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


@dataclass
class Annotations:
    """What the tags of a report say, gathered span by span.

    Attributes:
        events: The events by their ids.
        sources: The source of each attribution.
        cues: The cues of each attribution.
        roles: Role, value and span of what hangs on each event, which may stand before it.
        mentions: Every mention once.
        problems: What breaks the format.
    """

    events: dict[str, Json] = field(default_factory=dict)
    sources: dict[str, Json] = field(default_factory=dict)
    cues: dict[str, list[Json]] = field(default_factory=dict)
    roles: dict[str, list[tuple[str, str | None, Json]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    mentions: list[Json] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def reports(path: str | Path) -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield the id, the head and the body of each report of a file."""
    text = Path(path).read_text(encoding="utf-8")
    for part in re.split(r"(?m)^=== +", text)[1:]:
        first, rest = part.split("\n", 1)
        head, body = re.split(r"(?m)^---[ \t]*\n", rest, maxsplit=1)
        fields = dict(re.findall(r"(?m)^(\w[\w-]*): *(.*?) *$", head))
        yield first.strip(), fields, body.strip("\n")


def plain(body: str) -> Plain:
    """Return the text without tags, with its tagged spans and its chrome."""
    read = Plain()
    lines = []
    begin = 0
    for line in body.split("\n"):
        is_chrome = line.startswith("% ") or line == "%"
        words = _untagged(line[2:] if is_chrome else line, begin, read)
        if is_chrome:
            read.chrome.append((begin, begin + len(words)))
        lines.append(words)
        begin += len(words) + 1
    read.text = "\n".join(lines)
    return read


def _untagged(line: str, begin: int, read: Plain) -> str:
    """Return a line without its tags, and note its spans and problems."""
    out: list[str] = []
    open_at: list[int] = []
    i = 0
    while i < len(line):
        c = line[i]
        end = line.find("]", i)
        if c == "[":
            open_at.append(begin + len(out))
        elif c == "|" and end >= 0 and open_at:
            tags = line[i + 1 : end].split(" ")
            read.tagged.append((open_at.pop(), begin + len(out), tags))
            i = end
        elif c in "|]":
            read.problems.append(f"stray {c!r} in {line[:60]!r}")
        else:
            out.append(c)
        i += 1
    if open_at:
        read.problems.append(f"bracket not closed in {line[:60]!r}")
    return "".join(out)


def figure(kind: str, value: str | None, span: Json) -> Json | None:
    """Return a figure as a record, or None where its value is not one."""
    match = NUMBER.match(value or "")
    if not match:
        return None
    low, high, least, most, exact, unit, who = match.groups()
    return {
        "kind": kind,
        "low": _number(exact or low or least),
        "high": _number(exact or high or most),
        "unit": unit.replace("_", " ") or "persons",
        "who": who,
        **span,
    }


def build(ident: str, head: dict[str, str], body: str) -> tuple[Json, list[str]]:
    """Return the report as a record, and its problems."""
    read = plain(body)
    said = Annotations(problems=read.problems)
    for start, end, tags in sorted(read.tagged, key=lambda s: (s[0], -s[1])):
        span: Json = {"start": start, "end": end, "text": read.text[start:end]}
        if not span["text"] or span["text"] != span["text"].strip():
            said.problems.append(f"empty or padded span {span['text']!r}")
        for tag in tags:
            if not _take(said, tag, span):
                said.problems.append(f"unknown tag {tag!r}")
    for event, items in said.roles.items():
        if event not in said.events:
            said.problems.append(f"{event} has roles but no event word")
            continue
        for role, value, span in items:
            _hang(said, event, role, (value, span))
    said.problems.extend(_dangling(said))
    if not _is_day(head.get("published", "")):
        said.problems.append("published is not a day")
    record = {
        "doc_id": ident,
        **{key: head.get(key) for key in HEAD},
        "text": read.text,
        "chrome": [{"start": start, "end": end} for start, end in read.chrome],
        "mentions": said.mentions,
        "events": list(said.events.values()),
        "attributions": [
            {"id": a, "source": said.sources.get(a), "cues": cues} for a, cues in said.cues.items()
        ],
    }
    return record, said.problems


def _take(said: Annotations, tag: str, span: Json) -> bool:
    """Note what one tag says of its span; False where no tag is written so."""
    kind = None
    if match := EVENT.match(tag):
        _take_event(said, match, span)
    elif match := SOURCE.match(tag):
        said.sources.setdefault(match[1], {"name": _words(match[2]), **span})
        kind = "ent"
    elif match := CUE.match(tag):
        said.cues.setdefault(match[1], []).append({"covers": match[2].split(","), **span})
    elif match := ROLE.match(tag):
        said.roles[match[1]].append((match[2], match[3], span))
        kind = ROLE_MENTIONS.get(match[2], "fig")
    elif tag in MENTIONS:
        kind = tag
    else:
        return False
    mention = {"kind": kind, **span}
    if kind and mention not in said.mentions:
        said.mentions.append(mention)
    return True


def _take_event(said: Annotations, match: re.Match[str], span: Json) -> None:
    """Note an event word."""
    event, same_as, kind, status, back = match.groups()
    if kind not in TYPES:
        said.problems.append(f"unknown type {kind}")
    if status and status not in STATUS:
        said.problems.append(f"unknown status {status}")
    if event in said.events:
        said.problems.append(f"{event} has two event words")
    said.events[event] = {
        "id": event,
        "type": kind,
        "status": status or "occurred",
        "core": not back,
        "same_as": same_as,
        "trigger": span,
        "actors": [],
        "recipients": [],
        "places": [],
        "dates": [],
        "weapons": [],
        "figures": [],
    }


def _hang(said: Annotations, event: str, role: str, filler: tuple[str | None, Json]) -> None:
    """Hang a role or figure on its event."""
    record = said.events[event]
    value, span = filler
    if role in {"actor", "recipient", "place"}:
        record[role + "s"].append({"name": _words(value), **span})
    elif role == "date":
        record["dates"].append({**_days(said, event, value), **span})
    elif role == "weapon":
        record["weapons"].append(span)
    elif role in FIGURES:
        found = figure(role, value, span)
        if found is None:
            said.problems.append(f"{event}: figure {role}={value}")
        else:
            record["figures"].append(found)
    else:
        said.problems.append(f"unknown role {role}")


def _days(said: Annotations, event: str, value: str | None) -> Json:
    """Return the first and last day of a date's value, both None where it has none."""
    match = DAY.match(value or "")
    if not match:
        if value:
            said.problems.append(f"{event}: date {value!r}")
        return {"from": None, "to": None}
    first, last = match.groups()
    for day in filter(None, match.groups()):
        if not _is_day(day):
            said.problems.append(f"{event}: no such day {day}")
    if last and last < first:
        said.problems.append(f"{event}: date ends before it begins")
    return {"from": first, "to": last or first}


def _dangling(said: Annotations) -> Iterator[str]:
    """Yield a problem for each id that points at nothing."""
    for event in said.events.values():
        told = event["same_as"]
        if told and (told not in said.events or told == event["id"]):
            yield f"{event['id']} retells {told}, which is not there"
    for a, cues in said.cues.items():
        for covered in (x for cue in cues for x in cue["covers"]):
            known = said.events if covered[0] == "e" else said.cues
            if covered not in known or covered == a:
                yield f"{a} covers {covered}, which is not there"
    for a in said.sources:
        if a not in said.cues:
            yield f"{a} has a source but no cue"


def _words(value: str | None) -> str | None:
    """Return a tag's value with its spaces."""
    return (value or "").replace("_", " ") or None


def _number(digits: str | None) -> float | None:
    """Return a number as a number, whole where it is whole."""
    if digits is None:
        return None
    return float(digits) if "." in digits else int(digits)


def _is_day(text: str) -> bool:
    """Say whether a text is a day of the calendar."""
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _counts(record: Json) -> dict[str, int]:
    """Return what one report adds to the counts."""
    return {
        "reports": 1,
        "words": len(record["text"].split()),
        "events": len(record["events"]),
        "mentions": len(record["mentions"]),
        "attributions": len(record["attributions"]),
        "figures": sum(len(event["figures"]) for event in record["events"]),
        "negatives": int(not record["events"]),
        "chrome": int(bool(record["chrome"])),
    }


def main(argv: list[str]) -> int:
    """Run one of the two commands; return the exit status."""
    if len(argv) < 2 or argv[0] not in {"check", "jsonl"}:
        print(__doc__, file=sys.stderr)
        return 1
    seen: set[str] = set()
    counts: Counter[str] = Counter()
    types: Counter[str] = Counter()
    wrong = False
    for path in argv[1:]:
        for ident, head, body in reports(path):
            record, problems = build(ident, head, body)
            if ident in seen:
                problems.append("id used twice")
            seen.add(ident)
            wrong = wrong or bool(problems)
            for problem in problems:
                print(f"{path}: {ident}: {problem}", file=sys.stderr)
            if argv[0] == "jsonl":
                print(json.dumps(record, ensure_ascii=False))
            counts.update(_counts(record))
            types.update(event["type"] for event in record["events"])
    print(dict(counts), dict(types.most_common()), file=sys.stderr)
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
