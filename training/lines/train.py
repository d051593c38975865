"""Fits the line model.

    python -m training.lines.train SCRAPES CORPUS [-o lines.json] [--cross]

SCRAPES is a JSON lines file of flattened pages with labelled lines, of which only numbers
about lines are used; CORPUS is the project's own annotated reports as JSON lines, which are
used bare and wrapped in furniture. `--cross` prints how well lines are told when every page
is labelled by a model that saw no page of its domain: ten parts, three ways to part them.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
from training.lines.fit import Fit, fit
from training.lines.pages import Page, reports, scrapes
from training.lines.wrapped import wrapped

from dateline.clean.chrome import labels
from dateline.clean.features import NAMES
from dateline.clean.line_model import LineModel

_OUT = Path("src/dateline_data/lines.json")
_KEPT = frozenset(("paragraph", "subheading", "quote"))
_PARTS = 10
_RIDGE = 200.0
_SHARE = 0.2
"""How much all wrapped and bare reports together count, beside all scrapes."""

_SENTENCE = re.compile(r"[.!?…][\"”’')\]]*\s*$")


def main() -> None:
    """Fit the model and write it, or cross-validate."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("scrapes", type=Path)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("-o", "--out", type=Path, default=_OUT)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--cross", action="store_true")
    arguments = parser.parse_args()
    real = scrapes(arguments.scrapes)
    own = wrapped(reports(arguments.corpus), arguments.seed)
    if arguments.cross:
        for seed in range(3):
            print(f"scrapes, parted {seed}:", shown(_crossed(real, own, seed)))
        print("own reports:", shown(_crossed(own, real, 0)))
        return
    model = made(real, own)
    arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(model), indent=1) + b"\n")
    print("scrapes it was fitted on:", shown((page, model) for page in real))
    print("own reports:", shown((page, model) for page in own))


def made(real: Sequence[Page], own: Sequence[Page]) -> LineModel:
    """Return a line model fitted on pages: scrapes, and reports in invented furniture."""
    pages = (*real, *own)
    much = sum(float(page.weights.sum()) for page in real)
    little = sum(float(page.weights.sum()) for page in own)
    factor = _SHARE * much / little if little and much else 1.0
    weights = [*(page.weights for page in real), *(page.weights * factor for page in own)]
    found = fit(
        np.vstack([page.rows for page in pages]),
        np.concatenate([page.told for page in pages]),
        np.concatenate(weights),
        _RIDGE,
    )
    return _model(found, f"{len(real)} scrapes, {len(own)} pages from reports")


def shown(pages: Iterator[tuple[Page, LineModel]]) -> str:
    """Return the figures of labelled pages in one line."""
    count: Counter[str] = Counter()
    for page, model in pages:
        for place, (kind, _) in enumerate(labels(page.page, model)):
            if not page.weights[place]:
                continue
            kept, told = kind in _KEPT, bool(page.told[place])
            count["right"] += kept and told
            count["kept"] += kept
            count["told"] += told
            text = page.page.lines[place].text
            if not told and len(text.split()) >= 8 and _SENTENCE.search(text):
                count["like"] += 1
                count["leaked"] += kept
    precision, recall = count["right"] / count["kept"], count["right"] / count["told"]
    score = 2 * precision * recall / (precision + recall)
    leaked = f"sentence-like chrome kept {count['leaked']}/{count['like']}"
    return f"P {precision:.3f} R {recall:.3f} F1 {score:.3f} {leaked}"


def _crossed(
    pages: Sequence[Page], others: Sequence[Page], seed: int
) -> Iterator[tuple[Page, LineModel]]:
    """Yield each page with a model that saw no page of its group."""
    groups = sorted({page.group for page in pages})
    order = np.random.default_rng(seed).permutation(len(groups))
    part = {groups[group]: place % _PARTS for place, group in enumerate(order)}
    for number in range(_PARTS):
        seen = [page for page in pages if part[page.group] != number]
        model = made(seen, others)
        yield from ((page, model) for page in pages if part[page.group] == number)


def _model(found: Fit, what: str) -> LineModel:
    return LineModel(
        made=f"training.lines.train on {what}",
        bias=round(found.bias, 4),
        weights={
            name: round(float(weight), 4) for name, weight in zip(NAMES, found.weights, strict=True)
        },
        bare=1.5,
        shift=0.2,
        most=3.0,
        least=-1.25,
        ending=-1.0,
        inside=-2.0,
    )


if __name__ == "__main__":
    main()
