"""Belief: how sure a claim is, weighed from what the rules and the encoder say.

A claim's score is a logistic regression over a few signs, fitted on annotated reports
that neither the encoder nor the weights had seen (`training/reader/weigh.py`), so that
of the claims scored .8 about four in five are right. Types and statuses are weighed as
products of experts: the encoder's probability, raised to a power, times a fixed favour
for what the rules say.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import TypeVar

from dateline.claim import Claim
from dateline.extract.scene import Scene
from dateline.extract.seen import SeenEvent
from dateline.record import Record
from dateline.span import Span
from dateline.weights import Floats

_LIMIT = 3.0
"""Log odds beyond which an encoder's sureness says no more: on news unlike what it was
trained on, it is surer than it is right."""

T = TypeVar("T")


class Expert(Record, frozen=True, kw_only=True):
    """How two answers to one question are weighed.

    Attributes:
        power: What the logarithm of the encoder's probability is multiplied by.
        favour: Added where the rules give the same answer.
    """

    power: float
    favour: float


class Trust(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Fitted weights.

    Attributes:
        claim: For each sign of `claim_signs` its weight.
        actor: For each sign of `role_signs` its weight, for actors.
        recipient: Likewise for recipients.
        type: How event types are weighed.
        status: How statuses are weighed.
        background: How it is weighed whether an event is only recalled.
        reports: On how many held-back reports these were fitted.
    """

    claim: Mapping[str, float]
    actor: Mapping[str, float]
    recipient: Mapping[str, float]
    type: Expert
    status: Expert
    background: Expert
    reports: int


def log_odds(probability: float) -> float:
    """Return the log odds of a probability, within `_LIMIT` of 0."""
    held = min(max(probability, 1e-9), 1 - 1e-9)
    return max(-_LIMIT, min(_LIMIT, math.log(held / (1 - held))))


class Candidate(Record, frozen=True, kw_only=True):
    """Words that may tell of an event.

    Attributes:
        trigger: The event word.
        evidence: Its sentence.
        claim: What the rules claim of it; None if only the encoder sees an event.
        event: What the encoder sees in it, if anything.
        told: Probability of the encoder that it tells of an event; None if it was not read.
        left_out: Whether the rules saw it and left it out, with a reason.
        headline: Whether it stands in the headline.
        scene: What its paragraph is about.
        elsewhere: Whether that explains the word without violence.
        beside: Whether the rules claim an event of its type in the same sentence.
    """

    trigger: Span
    evidence: Span
    claim: Claim | None = None
    event: SeenEvent | None = None
    told: float | None
    left_out: bool = False
    headline: bool = False
    scene: Scene
    elsewhere: bool = False
    beside: bool = False


def claim_signs(candidate: Candidate) -> dict[str, float]:
    """Return the signs by which a claim is believed."""
    claim, event, told = candidate.claim, candidate.event, candidate.told or 0.0
    by = "rules" if claim is not None else "left_out" if candidate.left_out else "encoder"
    again = log_odds(event.retelling) if event is not None else 0.0
    signs = {"always": 1.0, by: 1.0, f"{by}_told": log_odds(told), f"{by}_again": again}
    if claim is not None:
        signs["rules_score"] = claim.score
        signs["rules_retold"] = float(claim.same_as is not None)
    else:
        signs[f"{by}_elsewhere"] = float(candidate.elsewhere)
        signs["beside"] = float(candidate.beside)
        signs[f"{by}_accident"] = float(candidate.scene.accident)
    signs[f"{by}_armed"] = float(candidate.scene.armed)
    signs["headline"] = float(candidate.headline)
    if event is not None:
        signs["type_sure"] = float(max(event.types))
        # A toll told again with a number of its own is worth a claim.
        signs["figured"] = log_odds(event.figured)
        signs["linked"] = float(any(event.roles.values()))
    return signs


def role_signs(by: str, linked: float, event_sure: float) -> dict[str, float]:
    """Return the signs by which somebody is believed to take a role.

    Args:
        by: Who says so: `rules`, `encoder`, or `encoder_beside` if the rules name others.
        linked: Probability of the encoder that they take it.
        event_sure: Its probability that the event word is one.
    """
    return {"always": 1.0, by: 1.0, f"{by}_linked": log_odds(linked), "event": log_odds(event_sure)}


def belief(signs: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the probability that some signs and their weights make; unknown signs weigh 0."""
    total = sum(value * weights.get(sign, 0.0) for sign, value in signs.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def best(
    choices: Sequence[T], probabilities: Sequence[float] | Floats, stated: T | None, expert: Expert
) -> T:
    """Return the choice that the encoder and the rules together favour; the first of equals."""
    points = [
        expert.power * math.log(max(float(probability), 1e-9)) + expert.favour * (choice == stated)
        for choice, probability in zip(choices, probabilities, strict=True)
    ]
    return choices[points.index(max(points))]
