"""Decisions as the page sends and shows them: what may be decided, and the log of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dateline.errors import ConfigError
from dateline.incident import Incident
from dateline.judgement import ACTIONS, Judgement, needs_reason
from dateline.merge.verdicts import EDITS
from dateline.merger_rulings import Rulings
from dateline.view.answers import ActionInfo, Decision, FieldInfo, FieldKind, PairDecision
from dateline.view.answers_pages import JudgementPage

_KINDS: Mapping[str, FieldKind] = {
    "event_type": "type", "date_from": "day", "date_to": "day", "place_name": "text",
}  # fmt: skip
_LABELS: Mapping[str, str] = {
    "event_type": "type", "date_from": "first day", "date_to": "last day", "place_name": "place",
    "lat": "degrees north", "lon": "degrees east",
    "killed_low": "killed, least", "killed_best": "killed, best", "killed_high": "killed, most",
    "wounded_low": "wounded, least", "wounded_best": "wounded, best",
    "wounded_high": "wounded, most",
}  # fmt: skip

FIELDS = tuple(
    FieldInfo(
        name=name,
        label=_LABELS[name],
        kind=_KINDS.get(name, "number"),
        needs_reason=needs_reason("edit", name),
        needs_quote=name.startswith(("killed", "wounded")),
    )
    for name in EDITS
)
"""The fields that a person may set; a toll must come with the words it was read from."""

ACTION_INFOS = tuple(ActionInfo(action=each, needs_reason=needs_reason(each)) for each in ACTIONS)


def arguments(decision: Decision) -> list[str]:
    """Return what a decision needs besides its incident, as `review.decide` takes it.

    Raises:
        ConfigError: Something is missing.
    """
    if decision.action == "edit":
        field = _given(decision.field, "edit", "a field")
        if decision.value is not None and any(each.name == field for each in FIELDS):
            _check_quote(decision, field)
        return [field, decision.value or ""]
    if decision.action == "split":
        return list(decision.claims)
    if decision.action in {"merge", "not-same", "unsure"}:
        return [_given(decision.other, decision.action, "another incident")]
    return []


def _check_quote(decision: Decision, field: str) -> None:
    wanted = next(each for each in FIELDS if each.name == field).needs_quote
    if wanted and not (decision.quote and decision.quote.text.strip()):
        raise ConfigError(
            "a toll must come with the words it was read from",
            where=field,
            advice="Choose them in a report, or write down whose words they are",
        )


def _given(value: str | None, action: str, what: str) -> str:
    if not value:
        raise ConfigError(f"{what} is missing", where=action, advice=f"Name {what}")
    return value


def pages(rulings: Rulings, judgements: Iterable[Judgement]) -> tuple[JudgementPage, ...]:
    """Return judgements as the page shows them."""
    standing = {item.id for item in rulings.standing}
    undone = {item.undo_of for item in rulings.log} - {None}
    return tuple(
        JudgementPage(
            in_force=item.id in standing or (item.action == "undo" and item.id not in undone),
            **{name: getattr(item, name) for name in _SHOWN},
        )
        for item in judgements
    )


_SHOWN = tuple(name for name in JudgementPage.__struct_fields__ if name != "in_force")


def about(rulings: Rulings, incident: Incident) -> list[Judgement]:
    """Return what was ever decided about an incident, oldest first, undone ones too."""
    claims = {item.claim for item in incident.claims if item.role == "tells"}
    ids = {incident.id, *incident.previous}
    found: list[Judgement] = []
    for item in rulings.log:
        decided = rulings.undone(item) if item.undo_of else item
        here = not claims.isdisjoint(rulings.left(decided))
        if here or ids & {decided.object, decided.other}:
            found.append(item)
    return found


def comments(rulings: Rulings, incident_of: Mapping[str, str]) -> dict[str, int]:
    """Return how many comments stand on each incident.

    Args:
        rulings: All judgements.
        incident_of: The incident of claims that were judged.
    """
    counts: dict[str, int] = {}
    for item in rulings.standing:
        if item.action == "comment":
            for incident in {
                incident_of[each] for each in rulings.left(item) if each in incident_of
            }:
                counts[incident] = counts.get(incident, 0) + 1
    return counts


def pair_decisions(
    rulings: Rulings, incident_of: Mapping[str, str]
) -> dict[tuple[str, str], PairDecision]:
    """Return what was last said of two incidents that are still two, by their ids, sorted."""
    found: dict[tuple[str, str], PairDecision] = {}
    for item in rulings.standing:
        if item.action not in {"merge", "not-same", "unsure"}:
            continue
        lefts = {incident_of[each] for each in rulings.left(item) if each in incident_of}
        rights = {incident_of[each] for each in rulings.right(item) if each in incident_of}
        for left in lefts:
            for right in rights - {left}:
                key = (left, right) if left < right else (right, left)
                found.pop(key, None)
                if item.action != "merge":
                    found[key] = "different" if item.action == "not-same" else "unsure"
    return found
