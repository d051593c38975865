"""Builds for every claim the chain of those according to whom it is told.

The chain stands outermost first, as the report nests its statements. "It added" goes on
with the body that spoke last, "he said" with the person, "the statement read" with
whoever issued it. A wire service that the report cites at its head stands before the
first speaker that follows, unless that one reports by itself. A speaker is
never, by speaking, an actor; but whether the speaker is a side of the event is told.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from dateline.claim import Attribution, Claim
from dateline.document import Document
from dateline.lexicon import digest
from dateline.link.speaker_denials import denials_led
from dateline.link.speaker_reference import Heard, Listener
from dateline.reading import Extraction, Statement
from dateline.register import Register
from dateline.register_files import opened
from dateline.settings import Settings
from dateline.span import Span
from dateline.stage import signature
from dateline.value import Speaker

_OWN_REPORTERS = frozenset(("monitor", "ngo", "agency", "media", "witness", "igo", "anonymous"))
"""Kinds of source that a wire service cited at the head of a report does not relay."""

_DEEPEST = 8
"""Links of a chain beyond which nesting is taken for a mistake."""


class SpeakerLinker:
    """Links the sources of statements, and gives claims their chains of attribution."""

    def __init__(self, settings: Settings) -> None:
        """Open the register, with the user's own files.

        Raises:
            ConfigError: A register file is missing or wrong.
        """
        self._register = opened(settings.actors)
        self.by = signature("link.speakers", digest("countries.yaml", "actors/roles.yaml"))

    def __call__(self, document: Document, extraction: Extraction) -> Extraction:
        """Return the extraction with speakers of statements and chains of claims."""
        if not extraction.statements:
            return extraction
        listener = Listener(document, extraction.mentions, self._register)
        carriers = _carriers(extraction.statements)
        heard = {
            one.id: listener.hear(one, carries=one.id in carriers)
            for one in _in_order(extraction.statements)
        }
        carried = _carried(document, extraction.statements, heard)
        chains = _Chains(extraction.statements, heard, carried, self._register)
        claims = denials_led([chains.claim(claim) for claim in extraction.claims])
        statements = tuple(
            one
            if one.speaker is not None or heard[one.id].speaker is None
            else msgspec.structs.replace(one, speaker=heard[one.id].speaker)
            for one in extraction.statements
        )
        return msgspec.structs.replace(extraction, claims=claims, statements=statements)


def _in_order(statements: Sequence[Statement]) -> list[Statement]:
    """Return the statements in the order in which their sources stand in the text."""

    def place(one: Statement) -> int:
        span = one.source or one.cue
        return span.start if span is not None else 0

    return sorted(statements, key=place)


def _carriers(statements: Sequence[Statement]) -> frozenset[str]:
    """Return the ids of those that carry the words of a source named before them."""
    by_id = {one.id: one for one in statements}
    found = set[str]()
    for one in statements:
        outer = by_id.get(one.inside or "")
        if outer is None or outer.source is None or one.source is None:
            continue
        if one.source.start < outer.source.start:
            found.add(outer.id)
    return frozenset(found)


def _carried(
    document: Document, statements: Sequence[Statement], heard: Mapping[str, Heard]
) -> dict[str, str]:
    """Return which statements a wire service cited at the head of the report relays.

    They are those of the first speaker after it, as long as nobody else speaks, unless
    that speaker reports by itself.

    Returns:
        Ids of relayed statements, each with the id of the service's own statement.
    """
    body = [block for block in document.report_blocks() if block.kind != "headline"]
    if not body:
        return {}
    relayed: dict[str, str] = {}
    wire: str | None = None
    first = ""
    for one in _in_order(statements):
        speaker = heard[one.id].speaker
        span = one.source or one.cue
        if speaker is None or span is None or one.inside is not None:
            continue
        if wire is None:
            if speaker.kind != "agency" or not body[0].start <= span.start < body[0].end:
                continue
            if not _tells_the_head(one, body[0].start):
                continue
            if _is_publisher(document, speaker):
                return {}
            wire = one.id
        elif speaker.kind in _OWN_REPORTERS or (first and _name(speaker) != first):
            break
        else:
            first = _name(speaker)
            relayed[one.id] = wire
    return relayed


_DATELINE = 80
"""Characters of masthead, place and day that may stand before the first sentence."""


def _tells_the_head(statement: Statement, start: int) -> bool:
    """Tell whether a statement says the report's first sentence, or the service stands first."""
    spans = (statement.source, *statement.content)
    return any(span is not None and span.start - start <= _DATELINE for span in spans)


def _name(speaker: Speaker) -> str:
    return speaker.id or speaker.name


def _is_publisher(document: Document, speaker: Speaker) -> bool:
    return (document.publisher or "").casefold() == speaker.name.casefold()


class _Chains:
    """The statements of a report by the claims they cover."""

    def __init__(
        self,
        statements: Sequence[Statement],
        heard: Mapping[str, Heard],
        carried: Mapping[str, str],
        register: Register,
    ) -> None:
        self._by_id = {one.id: one for one in statements}
        self._heard = heard
        self._carried = carried
        self._register = register
        self._covering: dict[str, list[Statement]] = {}
        for one in statements:
            for claim in one.claims:
                self._covering.setdefault(claim, []).append(one)

    def claim(self, claim: Claim) -> Claim:
        """Return a claim with its chain; what already has one, or none, as it is."""
        covering = self._covering.get(claim.id)
        if claim.attribution or not covering:
            return claim
        innermost = self._innermost(covering, claim.trigger)
        links = [self._link(one, claim) for one in self._outwards(innermost)]
        chain: list[Attribution] = []
        for link in reversed(links):
            if chain and link.speaker and chain[-1].speaker and _same(chain[-1], link):
                chain[-1] = link
            else:
                chain.append(link)
        return msgspec.structs.replace(claim, attribution=tuple(chain))

    def _innermost(self, covering: list[Statement], trigger: Span) -> Statement:
        """Return the statement that says it itself: inside all others, then nearest to it."""
        outer = {one.inside for one in covering}
        leaves = [one for one in covering if one.id not in outer] or covering

        def distance(one: Statement) -> tuple[bool, bool, int]:
            inside = any(piece.contains(trigger) for piece in one.content)
            after = one.cue is not None and one.cue.start > trigger.start
            denied = one.verb_class == "denies" and after
            return not inside, denied, one.cue.gap(trigger) if one.cue else 0

        return min(leaves, key=distance)

    def _outwards(self, statement: Statement) -> Iterator[Statement]:
        """Yield a statement and those that report it, innermost first."""
        at: Statement | None = statement
        seen: set[str] = set()
        while at is not None and at.id not in seen and len(seen) < _DEEPEST:
            seen.add(at.id)
            yield at
            at = self._by_id.get(at.inside or self._carried.get(at.id) or "")

    def _link(self, statement: Statement, claim: Claim) -> Attribution:
        heard = self._heard[statement.id]
        speaker = statement.speaker or heard.speaker
        if speaker is not None and self._is_party(heard, claim):
            speaker = msgspec.structs.replace(speaker, party=True)
        content = next(
            (piece for piece in statement.content if piece.contains(claim.trigger)),
            statement.content[0] if statement.content else None,
        )
        return Attribution(
            speaker=speaker,
            source=statement.source,
            cue=statement.cue,
            content=content,
            verb_class=statement.verb_class,
            statement_date=statement.statement_date or heard.statement_date,
            direct=statement.direct,
        )

    def _is_party(self, heard: Heard, claim: Claim) -> bool:
        """Tell whether a speaker, or whom they speak for, is a side of the event."""
        sides = {one.id for one in (*claim.actors, *claim.recipients) if one.id}
        names = {one.name.casefold() for one in (*claim.actors, *claim.recipients)}
        if heard.speaker is not None and heard.speaker.name.casefold() in names:
            return True
        return any(self._own(own, side) for own in heard.belongs_to for side in sides)

    def _own(self, own: str, side: str) -> bool:
        """Tell whether one actor is another or a body of it, either way round."""
        one, other = self._register.actors.get(own), self._register.actors.get(side)
        parents = {one.parent if one else None, other.parent if other else None}
        return own == side or bool(parents & {own, side})


def _same(left: Attribution, right: Attribution) -> bool:
    one, other = left.speaker, right.speaker
    return one is not None and other is not None and _name(one) == _name(other)
