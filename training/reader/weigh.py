"""Fit how far each reader is believed: `python -m training.reader.weigh CORPUS.jsonl FOLDER`.

Reads the reports that training held back, with the rules and with the exported encoder
in FOLDER, fits the weights of `dateline/extract/belief.py`, prints how well scores and
truth agree in cross-validation by report, and writes `trust.json` into FOLDER.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from bench.reader import document_of, held_back
from training.reader.data import read_corpus

from dateline.claim import MAIN_POINT_TYPES
from dateline.extract.belief import Candidate, Expert, Trust, belief, best, claim_signs
from dateline.extract.gate import Gate
from dateline.extract.judge import sides
from dateline.extract.learned import candidates, worth_reading
from dateline.extract.rules import RulesReader
from dateline.extract.seen import Seen
from dateline.settings import Settings
from dateline.span import Span
from dateline.weights import Weights

FOLDS = 5
_SMOOTH = 1.5
"""Strength of the pull of weights to nought: there are few reports."""

Example = tuple[dict[str, float], bool]


class Report:
    """The examples of one annotated report."""

    def __init__(
        self, row: dict[str, Any], rules: RulesReader, weights: Weights, gate: Gate
    ) -> None:
        document = self._document = document_of(row)
        read = rules.read(document)
        seen = Seen(document, worth_reading(document, read, gate), weights)
        self.claims: list[Example] = []
        self.roles: dict[str, list[Example]] = {"actor": [], "recipient": []}
        self.answers: dict[str, list[tuple[Any, str | bool | None, Any]]] = defaultdict(list)
        for candidate in candidates(document, read, seen, weights.names):
            met = [event for event in row["events"] if _meets(candidate.trigger, event["trigger"])]
            told = [event for event in met if worth(event, row)]
            self.claims.append((claim_signs(candidate), bool(told)))
            if met:
                self._answers(candidate, (told or met)[0])

    def _answers(self, candidate: Candidate, gold: dict[str, Any]) -> None:
        claim, event = candidate.claim, candidate.event
        if event is None:
            return
        stated = claim.event_type if claim is not None else None
        if stated not in MAIN_POINT_TYPES:
            self.answers["type"].append((event.types, stated, gold["type"]))
        status = claim.status if claim is not None else None
        self.answers["status"].append((event.statuses, status, gold["status"]))
        shares = (1 - event.background, event.background)
        recalled = claim.background if claim is not None else None
        self.answers["background"].append((shares, recalled, not gold["core"]))
        actors, recipients = (claim.actors, claim.recipients) if claim is not None else ((), ())
        stated = {"actor": (actors, recipients), "recipient": (recipients, actors)}
        for role in self.roles:
            for entity, signs in sides(self._document, role, stated[role], event):
                if entity.mention is not None:
                    right = any(_meets(entity.mention, span) for span in gold[role + "s"])
                    self.roles[role].append((signs, right))


def worth(event: dict[str, Any], row: dict[str, Any]) -> bool:
    """Tell whether an annotated telling is worth a claim: a first one, or one that adds."""
    if event["same_as"] is None:
        return True
    root = next((e for e in row["events"] if e["id"] == event["same_as"]), None)
    if root is None:
        return True
    headline = event["trigger"]["start"] < len(row["text"].split("\n", 1)[0])
    adds = bool(event["figures"]) or event["status"] in {"denied", "alleged"} != root["status"]
    return adds and not headline


def _meets(span: Span, gold: dict[str, Any]) -> bool:
    return bool(span.start < gold["end"] and gold["start"] < span.end)


def fitted(examples: Sequence[Example]) -> dict[str, float]:
    """Return logistic weights of signs, by Newton's method with a quadratic penalty."""
    names = sorted({sign for signs, _ in examples for sign in signs})
    table = np.array([[signs.get(name, 0.0) for name in names] for signs, _ in examples])
    truth = np.array([float(right) for _, right in examples])
    weights = np.zeros(len(names))
    penalty = np.full(len(names), _SMOOTH)
    penalty[names.index("always")] = 1e-3
    for _ in range(50):
        shares = 1 / (1 + np.exp(-table @ weights))
        slope = table.T @ (truth - shares) - penalty * weights
        curve = (table * (shares * (1 - shares))[:, None]).T @ table + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def expert_of(answers: Sequence[tuple[Any, Any, Any]], choices: Sequence[Any]) -> Expert:
    """Return the weights under which the true answers are likeliest."""
    likely: list[tuple[float, float, float]] = []
    truth = np.array([list(choices).index(gold) for _, _, gold in answers])
    said = np.array([[choice == stated for choice in choices] for _, stated, _ in answers])
    logs = np.log(np.maximum(np.array([list(shares) for shares, _, _ in answers]), 1e-9))
    for power in np.arange(0.3, 1.31, 0.1):
        for favour in np.arange(0, 5.01, 0.25):
            points = power * logs + favour * said
            shares = points - np.log(np.exp(points).sum(axis=1, keepdims=True))
            total = float(shares[np.arange(len(truth)), truth].sum())
            likely.append((total, round(float(power), 2), float(favour)))
    _, power, favour = max(likely)
    return Expert(power=power, favour=favour)


def reliability(pairs: Iterable[tuple[float, bool]]) -> list[str]:
    """Return a table: of claims scored so, how many are right."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, right in pairs:
        bins[min(9, int(score * 10))].append((score, right))
    rows = ["| score | claims | mean score | right |", "|---|---|---|---|"]
    for number in sorted(bins):
        scores = [score for score, _ in bins[number]]
        right = sum(truth for _, truth in bins[number])
        low = number / 10
        rows.append(
            f"| {low:.1f} to {low + 0.1:.1f} | {len(scores)} | {np.mean(scores):.2f} "
            f"| {right / len(scores):.2f} |"
        )
    return rows


def crossed(
    reports: Sequence[Report], pick: Callable[[Report], list[Example]]
) -> list[tuple[float, bool]]:
    """Return (score, right) of every example, scored by weights fitted on other reports."""
    found: list[tuple[float, bool]] = []
    for fold in range(FOLDS):
        others = [e for n, report in enumerate(reports) if n % FOLDS != fold for e in pick(report)]
        weights = fitted(others)
        for report in reports[fold::FOLDS]:
            found.extend((belief(signs, weights), right) for signs, right in pick(report))
    return found


def _quality(pairs: Sequence[tuple[float, bool]], least: float) -> str:
    kept = [right for score, right in pairs if score >= least]
    precision = sum(kept) / max(1, len(kept))
    recall = sum(kept) / max(1, sum(right for _, right in pairs))
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"from {least:.1f}: p {precision:.3f} r {recall:.3f} f1 {f1:.3f}"


def main() -> None:
    """Fit, print and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--also", nargs="*", default=[], help="ids begin so: held back too")
    arguments = parser.parse_args()
    weights, rules = Weights(arguments.folder), RulesReader(Settings())
    rows = [
        row
        for row in read_corpus(arguments.corpus)
        if held_back(row["doc_id"]) or row["doc_id"].startswith(tuple(arguments.also))
    ]
    gate = Gate(arguments.folder)
    reports = [Report(row, rules, weights, gate) for row in rows]
    pairs = crossed(reports, lambda report: report.claims)
    print(f"{len(reports)} reports, {len(pairs)} candidates, {sum(r for _, r in pairs)} right")
    loss = -np.mean([math.log(max(1e-9, s if right else 1 - s)) for s, right in pairs])
    print(
        f"claims: log loss {loss:.3f};", "; ".join(_quality(pairs, t / 10) for t in (3, 4, 5, 6, 7))
    )
    print("\n".join(reliability(pairs)))
    for role in ("actor", "recipient"):
        beside = crossed(reports, lambda report, role=role: report.roles[role])
        print(role, "; ".join(_quality(beside, t / 10) for t in (4, 5, 6)))
    answers = {
        name: [a for report in reports for a in report.answers[name]]
        for name in ("type", "status", "background")
    }
    choices = {"type": weights.names.types, "status": weights.names.statuses}
    experts = {
        name: expert_of(given, choices.get(name, (False, True))) for name, given in answers.items()
    }
    for name, given in answers.items():
        kinds = choices.get(name, (False, True))
        for title, expert in (("encoder", Expert(power=1.0, favour=0.0)), ("both", experts[name])):
            right = np.mean([best(kinds, p, stated, expert) == gold for p, stated, gold in given])
            print(f"{name} by {title}: {right:.3f} of {len(given)}, {expert}")
    trust = Trust(
        claim=fitted([e for report in reports for e in report.claims]),
        actor=fitted([e for report in reports for e in report.roles["actor"]]),
        recipient=fitted([e for report in reports for e in report.roles["recipient"]]),
        type=experts["type"],
        status=experts["status"],
        background=experts["background"],
        reports=len(reports),
    )
    content = msgspec.json.format(msgspec.json.encode(trust), indent=1)
    (arguments.folder / "trust.json").write_bytes(content + b"\n")


if __name__ == "__main__":
    main()
