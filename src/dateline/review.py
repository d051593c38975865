"""Review: a person's decision about an incident, made into a judgement and put in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from dateline.errors import ConfigError, StoreError
from dateline.incident import Incident
from dateline.judgement import Action, Anchor, Judgement, Quote, in_force, needs_reason
from dateline.merge.verdicts import set_field, value_of
from dateline.merger import merge
from dateline.quotation import find
from dateline.record import Record
from dateline.store import judgements
from dateline.store.database import Study

_ANCHORS = 20
"""Claims kept of each of two incidents that are judged one or two."""


class Signed(Record, frozen=True, kw_only=True):
    """Who decides, when and why.

    Attributes:
        who: As the person signs.
        why: The reason, in their words.
        when: In UTC.
        quote: The words that it was read from, if any are named.
    """

    who: str
    why: str
    when: datetime
    quote: Quote | None = None


def incident(study: Study, beginning: str) -> Incident:
    """Return the incident whose id begins so.

    Raises:
        StoreError: None does, or several.
    """
    found = study.all("SELECT record FROM incidents WHERE id = ?", [beginning]) or study.all(
        "SELECT record FROM incidents WHERE starts_with(id, ?) ORDER BY id LIMIT 2", [beginning]
    )
    if len(found) != 1:
        advice = "Ids stand in the last column of dateline incidents"
        heir = study.one(
            """SELECT id FROM incidents WHERE starts_with(previous_ids, ?1)
               OR contains(previous_ids, '; ' || ?1) ORDER BY id""",
            [beginning],
        )
        if heir and not found:
            advice = f"What it was is now part of {heir[0]}"
        raise StoreError(
            "several incidents begin so" if found else "no incident begins so",
            where=beginning,
            advice=advice,
        )
    return msgspec.json.decode(found[0][0], type=Incident)


def decide(
    study: Study, action: Action, wanted: str, others: Sequence[str], signed: Signed
) -> Judgement:
    """Write a decision, bring the incidents up to date with it, and return it.

    Args:
        study: Open for writing.
        action: What is decided; for `undo` use `undo`.
        wanted: Id, or its beginning, of the incident it is about.
        others: For `edit` a field and a value, for `merge`, `not-same` and `unsure` another
            incident, for `split` the claims to take out.
        signed: Who decides, when and why.

    Raises:
        ConfigError: Something is missing, or the field or value does not fit.
        StoreError: There is no such incident or claim.
    """
    return _written(study, decision(study, action, wanted, others, signed))


def decision(
    study: Study, action: Action, wanted: str, others: Sequence[str], signed: Signed
) -> Judgement:
    """Return a decision as `decide` takes it, without writing it.

    Raises:
        ConfigError: Something is missing, or the field or value does not fit.
        StoreError: There is no such incident or claim.
    """
    about = incident(study, wanted)
    facts = _FACTS[action](study, about, others)
    return _judgement(action, about.id, signed, facts, _placed(study, about, signed.quote))


class _Facts(Record, frozen=True, kw_only=True):
    other: str | None = None
    field: str | None = None
    before: str | None = None
    after: str | None = None
    undo_of: str | None = None
    left: tuple[Anchor, ...] = ()
    right: tuple[Anchor, ...] = ()


def _judgement(
    action: Action, about: str, signed: Signed, facts: _Facts, quote: Quote | None
) -> Judgement:
    wanted = needs_reason(action, facts.field)
    if not signed.who.strip() or (wanted and not signed.why.strip()):
        raise ConfigError(
            "a judgement needs a person and a reason", where=action, advice="Give --who and --why"
        )
    words = (about, facts.other or "", facts.field or "", facts.after or "", facts.undo_of or "")
    return Judgement(
        id=Judgement.make_id(signed.when, signed.who, action, *words),
        decided=signed.when,
        who=signed.who,
        action=action,
        object=about,
        reason=signed.why,
        quote=quote,
        **msgspec.structs.asdict(facts),
    )


def _written(study: Study, judgement: Judgement) -> Judgement:
    judgements.append(study, judgement)
    merge(study)
    return judgement


def _placed(study: Study, about: Incident, quote: Quote | None) -> Quote | None:
    """Return a quotation with its place in a report; words from outside the study stay as given.

    Raises:
        ConfigError: It is said to stand where it does not.
    """
    if quote is None or not quote.text.strip():
        return None
    if quote.document is not None and quote.start is not None and quote.end is not None:
        text = study.one("SELECT text FROM documents WHERE id = ?", [quote.document])
        if not text or text[0][quote.start : quote.end] != quote.text:
            raise ConfigError(
                "the quoted words do not stand there",
                where=f"{quote.document[:15]} {quote.start}-{quote.end}",
                advice="Quote a report of this study, or leave out where the words stand",
            )
        return quote
    query = "SELECT id, text FROM documents WHERE id IN (SELECT unnest(?::VARCHAR[])) ORDER BY id"
    for document, text in study.all(query, [sorted({item.document for item in about.claims})]):
        found = find(text, quote.text)
        if found is not None:
            start, end = found.span.start, found.span.end
            return Quote(text=found.span.text, document=document, start=start, end=end)
    return Quote(text=quote.text)


def _review(study: Study, about: Incident, others: Sequence[str]) -> _Facts:
    _expect(others, 0, "nothing more")
    return _Facts(left=_anchors(study, about))


def _edit(study: Study, about: Incident, others: Sequence[str]) -> _Facts:
    _expect(others, 2, "a field and its value")
    field, value = others
    after = None if value in {"", "-"} else value
    set_field(about, field, after)
    before = value_of(about, field)
    return _Facts(left=_anchors(study, about), field=field, before=before, after=after)


def _pair(study: Study, about: Incident, others: Sequence[str]) -> _Facts:
    _expect(others, 1, "another incident")
    other = incident(study, others[0])
    if other.id == about.id:
        raise ConfigError(
            "the two are one incident",
            where=others[0],
            advice="Take claims out of it with: dateline judge STUDY split",
        )
    left, right = (_anchors(study, item)[:_ANCHORS] for item in (about, other))
    return _Facts(other=other.id, left=left, right=right)


def _split(study: Study, about: Incident, others: Sequence[str]) -> _Facts:
    known = [item.claim for item in about.claims]
    taken: list[str] = []
    for beginning in others:
        fits = [claim for claim in known if claim.startswith(beginning)]
        if len(fits) != 1:
            raise StoreError(
                f"{len(fits)} claims of this incident begin so",
                where=beginning,
                advice="Look at them with: dateline incidents STUDY INCIDENT",
            )
        taken += fits
    kept = [claim for claim in known if claim not in taken]
    if not taken or not kept:
        raise ConfigError(
            "some claims must go and some must stay", where="split", advice="Name the ones that go"
        )
    left, right = judgements.anchors(study, kept), judgements.anchors(study, taken)
    return _Facts(other=taken[0], left=left, right=right)


def _expect(others: Sequence[str], count: int, what: str) -> None:
    if len(others) != count:
        raise ConfigError(
            f"{len(others)} further arguments are given, {count} expected",
            where=" ".join(others) or "judge",
            advice=f"Give {what} after the incident",
        )


def _anchors(study: Study, about: Incident) -> tuple[Anchor, ...]:
    """Return where the claims stand that tell an incident."""
    return judgements.anchors(study, [each.claim for each in about.claims if each.role == "tells"])


_FACTS = {
    "accept": _review,
    "reject": _review,
    "edit": _edit,
    "merge": _pair,
    "not-same": _pair,
    "unsure": _pair,
    "comment": _review,
    "split": _split,
}


def undo(study: Study, beginning: str | None, signed: Signed) -> Judgement:
    """Undo a judgement, or the latest one in force, and return the undoing.

    Raises:
        StoreError: There is no such judgement in force.
    """
    return _written(study, undoing(judgements.read(study), beginning, signed))


def undoing(log: Sequence[Judgement], beginning: str | None, signed: Signed) -> Judgement:
    """Return an undoing as `undo` takes it, without writing it.

    Args:
        log: All judgements, oldest first.
        beginning: How the id of the judgement begins; None for the latest in force.
        signed: Who undoes it, when and why.

    Raises:
        StoreError: There is no such judgement in force.
    """
    undone = {item.undo_of for item in log} - {None}
    standing = {item.id for item in in_force(log)}
    redoable = [item for item in log if item.action == "undo" and item.id not in undone]
    fits = [
        item
        for item in log
        if (item.id in standing or (beginning and item in redoable))
        and item.id.startswith(beginning or "")
    ]
    if not fits or (beginning and len(fits) > 1):
        raise StoreError(
            "several judgements begin so" if fits else "no judgement in force to undo",
            where=beginning or "log",
            advice="Look at them with: dateline log STUDY",
        )
    last = fits[-1]
    return _judgement("undo", last.object, signed, _Facts(undo_of=last.id), None)
