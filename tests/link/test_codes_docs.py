"""docs/codes.md shows the crosswalk as it is. `python tests/link/test_codes_docs.py` rewrites it."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
import pytest

from dateline.link.code_table import Row, code_table

DOCS = Path(__file__).resolve().parents[2] / "docs" / "codes.md"
SHOWN = {"mode": "mode is {}", "trigger": "the act's words have [{}]",
         "evidence": "the sentence has [{}]", "actors": "actors are {}",
         "recipients": "recipients are {}", "hurt": "somebody is hurt",
         "holder": "taken by {}"}  # fmt: skip
HOLDERS = {"own": "forces of the state it lies in", "other": "somebody else"}


def condition(row: Row) -> str:
    if row.when is None:
        return "else"
    parts = []
    for field, value in msgspec.to_builtins(row.when).items():
        if value is None:
            continue
        words = " or ".join(value) if isinstance(value, list | tuple) else str(value)
        parts.append(SHOWN[field].format(HOLDERS.get(words, words.replace("_", " "))))
    return ", ".join(parts)


def types() -> list[str]:
    lines = ["| event type | when | PLOVER | ACLED | CAMEO | UCDP |", "|---|---|---|---|---|---|"]
    for event_type, rows in code_table().types.items():
        for row in rows:
            plover = f"{row.event} {row.mode or ''}".strip()
            acled = row.acled or f"– ({row.why.acled})"
            cameo = row.cameo or f"– ({row.why.cameo})"
            ucdp = "by its sides" if row.ucdp else f"– ({row.why.ucdp})"
            lines.append(
                f"| {event_type} | {condition(row)} | {plover} | {acled} | {cameo} | {ucdp} |"
            )
    return lines


def statuses() -> list[str]:
    lines = ["| status | PLOVER and CAMEO | ACLED, UCDP | loss |", "|---|---|---|---|"]
    for status, rule in code_table().statuses.items():
        becomes = "; ".join(
            f"{event} becomes {one.event} {one.mode or ''}".strip() + f" ({one.cameo})"
            for event, one in rule.becomes.items()
        )
        others = "none" if rule.only_occurred else "as coded"
        lines.append(f"| {status} | {becomes or 'the act'} | {others} | {rule.loss or ''} |")
    return lines


TABLES = {"types": types, "statuses": statuses}


def written(text: str) -> str:
    for name, table in TABLES.items():
        shown = "\n".join(("", "", *table(), "", ""))
        pattern = rf"(<!-- {name} -->).*?(<!-- end -->)"
        text = re.sub(pattern, lambda match, body=shown: match[1] + body + match[2], text,
                      flags=re.DOTALL)  # fmt: skip
    return text


@pytest.mark.parametrize("name", TABLES)
def test_the_documented_crosswalk_is_the_crosswalk(name: str) -> None:
    text = DOCS.read_text(encoding="utf-8")
    shown = re.search(rf"<!-- {name} -->(.*?)<!-- end -->", text, re.DOTALL)
    assert shown is not None
    assert shown[1].strip().splitlines() == TABLES[name]()


if __name__ == "__main__":
    DOCS.write_text(written(DOCS.read_text(encoding="utf-8")), encoding="utf-8")
