"""Measures linking of actors and chains of attribution on the annotated corpus.

    python bench/actors.py [--corpus FOLDER] [--files abc] [--errors]

Mentions, events, statements and their nesting are given as annotated, so that what is
measured is linking alone:

canonical   entities of events with a canonical name in the corpus: share that got it
            (same register id, or the same name by the project's rule of names);
            `another actor` got another one's id, `state or its body` the state for
            its army or the like, the rest stayed open.
unnamed     entities of events that the corpus names by no name: share that got an id.
speakers    statements: share whose speaker's name is right.
chains      claims with an attribution: share whose whole chain is right, in order.
speed       reports a second of processor time, both linkers together.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import get_args

import msgspec

from actors_corpus import Report, cue, event, place, reports, role, source
from dateline.claim import Claim, EventType
from dateline.document import Block, Document, Published
from dateline.link.actors import ActorLinker
from dateline.link.speakers import SpeakerLinker
from dateline.mention import EntityMention, Mention, PlaceMention
from dateline.pairing import same_name
from dateline.reading import Extraction, Statement
from dateline.register import bundled
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import Linker
from dateline.value import Entity, Place

_OF_STATES = frozenset(("state", "government", "army", "police", "intelligence"))
_CORPUS = Path(__file__).resolve().parents[2] / "shared" / "data" / "corpus"


class Gold(msgspec.Struct):
    """What the corpus says of one report: names of entities and chains of events."""

    document: Document
    extraction: Extraction
    entities: list[tuple[str, int, int, str | None]]
    sources: dict[str, str]
    chains: dict[str, list[list[str]]]
    words: dict[str, list[list[str]]]


def _goes_on(text: str, block: Block, start: int) -> bool:
    """Tell whether a line goes on with the one before, as in print: no full stop, no capital."""
    if block.kind == "chrome" or start - block.end != 1:
        return False
    return text[block.end - 1] not in '.!?:"”' and text[start].islower()


def _document(report: Report) -> Document:
    blocks: list[Block] = []
    for start, end, chrome in report.lines:
        if end <= start:
            continue
        if not chrome and blocks and _goes_on(report.text, blocks[-1], start):
            blocks[-1] = msgspec.structs.replace(blocks[-1], end=end)
            continue
        kind = "chrome" if chrome else "paragraph"
        blocks.append(Block(start, end, kind))  # type: ignore[arg-type]
    first = next((i for i, block in enumerate(blocks) if block.kind == "paragraph"), None)
    if first is not None:
        blocks[first] = msgspec.structs.replace(blocks[first], kind="headline")
    return Document(
        id=report.name,
        uri=f"corpus:{report.name}",
        text=report.text,
        blocks=tuple(blocks),
        publisher=report.publisher,
        agencies=(report.agency,) if report.agency else (),
        published=Published(first=report.published, last=report.published, basis="given"),
    )


def gold_of(report: Report) -> Gold:
    """Return the document, the unlinked extraction, and what linking should make of it."""
    document = _document(report)
    roles: dict[str, dict[str, list[tuple[Span, str | None]]]] = defaultdict(
        lambda: {"actor": [], "recipient": []}
    )
    sources: dict[str, tuple[Span, str | None]] = {}
    cues: dict[str, tuple[Span, list[str]]] = {}
    events: dict[str, tuple[Span, str]] = {}
    marked: set[tuple[int, int]] = set()
    for tag in report.tags:
        span = document.span(tag.start, tag.end)
        if found := event(tag.tag):
            events[found[0]] = (span, found[2])
        elif part := role(tag.tag):
            roles[part[0]][part[1]].append((span, part[2]))
            marked.add((span.start, span.end))
        elif said := source(tag.tag):
            sources.setdefault(said[0], (span, said[1]))
            marked.add((span.start, span.end))
        elif spoken := cue(tag.tag):
            cues.setdefault(spoken[0], (span, []))[1].extend(spoken[1])
        elif tag.tag == "ent":
            marked.add((span.start, span.end))
    claims, entities = _claims(events, roles)
    mentions: tuple[Mention, ...] = (
        *(
            EntityMention(start=start, end=end, text=document.text[start:end])
            for start, end in sorted(marked)
        ),
        *_places(report),
    )
    statements = _statements(sources, cues)
    extraction = Extraction(claims=claims, mentions=mentions, statements=statements)
    names = {key: name or span.text for key, (span, name) in sources.items()}
    covering = {key: covered for key, (_, covered) in cues.items()}
    words = {key: span.text for key, (span, _) in sources.items()}
    chains, told = _chains(names, covering), _chains(words, covering)
    return Gold(document, extraction, entities, names, chains, told)


def _places(report: Report) -> list[PlaceMention]:
    """Return the places of events with their states, as the linker of places gives them."""
    found: dict[tuple[int, int], PlaceMention] = {}
    for tag in report.tags:
        name = place(tag.tag)
        if name is not None and "," in name:
            parts = name.split(",")
            value = Place(name=parts[0], admin=(parts[-1],))
            words = report.text[tag.start : tag.end]
            mention = PlaceMention(start=tag.start, end=tag.end, text=words, value=value)
            found.setdefault((tag.start, tag.end), mention)
    return list(found.values())


def _claims(
    events: dict[str, tuple[Span, str]],
    roles: dict[str, dict[str, list[tuple[Span, str | None]]]],
) -> tuple[tuple[Claim, ...], list[tuple[str, int, int, str | None]]]:
    claims: list[Claim] = []
    entities: list[tuple[str, int, int, str | None]] = []
    for key, (trigger, kind) in events.items():
        if kind not in get_args(EventType):
            continue
        sides: dict[str, tuple[Entity, ...]] = {}
        for side in ("actor", "recipient"):
            found = roles[key][side]
            sides[side] = tuple(Entity(name=span.text, mention=span) for span, _ in found)
            entities.extend((key, span.start, span.end, name) for span, name in found)
        claims.append(
            Claim(
                id=key,
                event_type=kind,  # type: ignore[arg-type]
                trigger=trigger,
                evidence=trigger,
                by="bench",
                actors=sides["actor"],
                recipients=sides["recipient"],
            )
        )
    return tuple(claims), entities


def _statements(
    sources: dict[str, tuple[Span, str | None]], cues: dict[str, tuple[Span, list[str]]]
) -> tuple[Statement, ...]:
    outer = {inner: key for key, (_, covered) in cues.items() for inner in covered}
    made = [
        Statement(
            id=key,
            source=sources[key][0] if key in sources else None,
            cue=span,
            inside=outer.get(key),
            claims=tuple(one for one in covered if one.startswith("e")),
        )
        for key, (span, covered) in cues.items()
    ]
    return tuple(sorted(made, key=lambda one: one.cue.start if one.cue else 0))


def _chains(names: dict[str, str], cues: dict[str, list[str]]) -> dict[str, list[list[str]]]:
    """Return for each event all chains of speakers that the corpus gives it."""
    outer = {inner: key for key, covered in cues.items() for inner in covered if inner[0] == "a"}
    chains: dict[str, list[list[str]]] = defaultdict(list)
    for key, covered in cues.items():
        chain: list[str] = []
        at, seen = key, set[str]()
        while at and at not in seen:
            seen.add(at)
            chain.insert(0, names.get(at, ""))
            at = outer.get(at, "")
        for one in covered:
            if one.startswith("e"):
                chains[one].append([name for name in chain if name])
    return chains


def _same(gold: str, entity: Entity) -> bool:
    known = {actor.id for actor in bundled().find(gold)}
    if known and entity.id:
        return entity.id in known
    return same_name(gold, entity.name)


def _state_of(gold: str, entity: Entity) -> bool:
    """Tell whether an entity is a state or body of it where the corpus names another body.

    The corpus often codes "Russia" as its armed forces; the linker keeps the state.
    """
    actor = bundled().actors.get(entity.id or "")
    if actor is None or actor.kind not in _OF_STATES:
        return False
    others = bundled().find(gold)
    return any(one.country == actor.country and one.kind in _OF_STATES for one in others)


def main() -> None:
    """Print the measures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=_CORPUS)
    parser.add_argument("--files", default="abcdefghij")
    parser.add_argument("--errors", action="store_true")
    arguments = parser.parse_args()
    golds = [
        gold_of(report) for report in reports(arguments.corpus) if report.name[0] in arguments.files
    ]
    linkers: list[Linker] = [ActorLinker(Settings()), SpeakerLinker(Settings())]
    for gold in golds[:5]:  # opens what is opened once a process
        for linker in linkers:
            linker(gold.document, gold.extraction)
    started = time.process_time()
    linked: list[Extraction] = []
    for gold in golds:
        extraction = gold.extraction
        for linker in linkers:
            extraction = linker(gold.document, extraction)
        linked.append(extraction)
    seconds = time.process_time() - started
    counts: Counter[str] = Counter()
    errors: list[str] = []
    for gold, extraction in zip(golds, linked, strict=True):
        _count_entities(gold, extraction, counts, errors)
        _count_speech(gold, extraction, counts, errors)
    _print(counts, len(golds) / seconds)
    if arguments.errors:
        print("\n".join(errors))


def _count_entities(
    gold: Gold, extraction: Extraction, counts: Counter[str], errors: list[str]
) -> None:
    claims = {claim.id: claim for claim in extraction.claims}
    for key, start, end, name in gold.entities:
        if key not in claims:
            continue
        claim = claims[key]
        found = [
            entity
            for entity in (*claim.actors, *claim.recipients)
            if entity.mention and start <= entity.mention.start and entity.mention.end <= end
        ]
        words = gold.document.text[start:end]
        how = found[0].resolved_from if found and found[0].id else ""
        if how:
            counts[f"by {how}"] += 1
            counts[f"by {how}, right"] += name is not None and _same(name, found[0])
        if name is None:
            counts["unnamed"] += 1
            if any(entity.id for entity in found):
                counts["unnamed linked"] += 1
                errors.append(f"UNNAMED {gold.document.id} {words!r} -> {found[0].name}")
            continue
        counts["canonical"] += 1
        if any(_same(name, entity) for entity in found):
            counts["canonical right"] += 1
        elif any(_state_of(name, entity) for entity in found):
            counts["canonical state"] += 1
        elif any(entity.id for entity in found):
            counts["canonical wrong"] += 1
            errors.append(f"WRONG {gold.document.id} {words!r} -> {found[0].name}, not {name}")
        else:
            known = "known" if bundled().find(name) else "unknown"
            counts[f"canonical unlinked, {known}"] += 1
            errors.append(f"OPEN {known} {gold.document.id} {words!r}: {name}")


def _count_speech(
    gold: Gold, extraction: Extraction, counts: Counter[str], errors: list[str]
) -> None:
    for statement in extraction.statements:
        name = gold.sources.get(statement.id)
        if name is None:
            continue
        counts["statements"] += 1
        speaker = statement.speaker
        words = statement.source.text if statement.source else ""
        right = speaker is not None and _same_speaker(name, speaker.name, words)
        counts["speakers right"] += right
        if not right:
            given = speaker.name if speaker else None
            errors.append(f"SPEAKER {gold.document.id} {words!r} -> {given}, not {name}")
    for claim in extraction.claims:
        wanted = gold.chains.get(claim.id)
        if not wanted:
            continue
        counts["chains"] += 1
        told = [link for link in claim.attribution if link.speaker is not None]
        chain = [link.speaker.name for link in told if link.speaker]
        texts = [link.source.text if link.source else "" for link in told]
        right = any(_same_chain(names, chain, texts) for names in wanted)
        counts["chains right"] += right
        if not right:
            errors.append(f"CHAIN {gold.document.id} {claim.id} {chain}, not {wanted}")


def _same_chain(names: list[str], chain: list[str], texts: list[str]) -> bool:
    pairs = zip(names, chain, texts, strict=False)
    return len(names) == len(chain) and all(_same_speaker(*pair) for pair in pairs)


def _same_speaker(gold: str, name: str, words: str) -> bool:
    if not name:
        return False
    known = {actor.id for actor in bundled().find(gold)}
    if known & {actor.id for actor in bundled().find(name)}:
        return True
    return same_name(gold, name) or (gold == words and name == words)


def _print(counts: Counter[str], speed: float) -> None:
    def share(part: str, whole: str) -> str:
        total = counts[whole]
        return f"{counts[part] / total:.3f} ({counts[part]} of {total})" if total else "none"

    print(f"canonical right      {share('canonical right', 'canonical')}")
    print(f"  state or its body  {share('canonical state', 'canonical')}")
    print(f"  another actor      {share('canonical wrong', 'canonical')}")
    print(f"  open, in register  {share('canonical unlinked, known', 'canonical')}")
    print(f"  open, not in it    {share('canonical unlinked, unknown', 'canonical')}")
    print(f"unnamed given an id  {share('unnamed linked', 'unnamed')}")
    for how in ("register", "country", "coreference"):
        print(f"right of {how:12}{share(f'by {how}, right', f'by {how}')}")
    print(f"speakers right       {share('speakers right', 'statements')}")
    print(f"chains right         {share('chains right', 'chains')}")
    print(f"reports a second     {speed:.0f}")


if __name__ == "__main__":
    main()
