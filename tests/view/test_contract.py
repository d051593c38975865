"""web/src/contract.ts and the records that are sent say the same: names, kinds, nulls, words."""

from __future__ import annotations

import datetime as dt
import re
import types
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import msgspec
import pytest

from dateline import claim, document, incident, judgement, span, value
from dateline.merge import copies, scoring
from dateline.view import answers, answers_pages, app

CONTRACT = Path(__file__).resolve().parents[2] / "web" / "src" / "contract.ts"
TEXT = re.sub(r"/\*.*?\*/|//[^\n]*", "", CONTRACT.read_text(encoding="utf-8"), flags=re.S)
MODULES = (
    answers, answers_pages, claim, document, incident, judgement, span, value, copies, scoring,
)  # fmt: skip
PAGE_ONLY = {"Source"}
"""What the page declares for itself and no Python record answers to."""


def interfaces() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, body in re.findall(r"export interface (\w+) \{(.*?)\n\}", TEXT, re.S):
        if name not in PAGE_ONLY:
            found[name] = dict(re.findall(r"(\w+): ([^;]+);", body))
    return found


def aliases() -> dict[str, str]:
    return {
        name: " ".join(words.split())
        for name, words in re.findall(r"export type (\w+) =\s*(.*?);", TEXT, re.S)
    }


INTERFACES, ALIASES = interfaces(), aliases()


def record(name: str) -> type[msgspec.Struct]:
    found = {getattr(module, name) for module in MODULES if hasattr(module, name)}
    assert len(found) == 1, f"{name}: {found}"
    return found.pop()


def split(words: str, mark: str) -> list[str]:
    """Return the parts of a type between marks that stand in no brackets."""
    parts, depth = [""], 0
    for character in words:
        depth += (character in "[(<") - (character in "])>")
        if character == mark and not depth:
            parts.append("")
        else:
            parts[-1] += character
    return [part.strip() for part in parts if part.strip()]


def typescript(words: str) -> frozenset[Any]:
    """Return a type of the contract as a set of what it may be."""
    kinds: set[Any] = set()
    for part in split(words, "|"):
        if part.startswith("Exclude<"):
            whole, less = split(part[len("Exclude<") : -1], ",")
            kinds |= typescript(whole) - typescript(less)
        elif part.endswith("[]"):
            kinds.add(("list", typescript(part[:-2])))
        elif part.startswith("("):
            kinds |= typescript(part[1:-1])
        elif part.startswith("["):
            kinds.add(("pair", tuple(typescript(each) for each in split(part[1:-1], ","))))
        elif part.startswith("Record<"):
            _, inner = split(part[len("Record<") : -1], ",")
            kinds.add(("map", typescript(inner)))
        elif part in ALIASES:
            kinds |= typescript(ALIASES[part])
        else:
            kinds.add(part.replace('"', "'"))
    return frozenset(kinds)


PLAIN = {
    str: "string", int: "number", float: "number", bool: "boolean", type(None): "null",
    dt.date: "string", dt.datetime: "string",
}  # fmt: skip


def python(kind: Any) -> frozenset[Any]:
    """Return a type of a record in the same way."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind in PLAIN:
        return frozenset({PLAIN[kind]})
    if origin in {Union, types.UnionType}:
        return frozenset().union(*map(python, inner))
    if origin is Literal:
        return frozenset(f"'{word}'" for word in inner)
    if origin is tuple and inner[-1] is not Ellipsis:
        return frozenset({("pair", tuple(map(python, inner)))})
    if origin in {tuple, list}:
        return frozenset({("list", python(inner[0]))})
    if origin in {dict, Mapping}:
        return frozenset({("map", python(inner[1]))})
    return frozenset({kind.__name__})


def fits(told: frozenset[Any], sent: frozenset[Any]) -> bool:
    """Tell whether everything that is sent is told, and nothing is told that is never sent.

    A list of words may be told as `string`.
    """
    words = {each for each in sent if isinstance(each, str) and each.startswith("'")}
    if words and "string" in told:
        sent = (sent - words) | {"string"}
    if len(told) != len(sent):
        return False
    return all(any(_one(each, other) for other in sent) for each in told)


def _one(told: Any, sent: Any) -> bool:
    if isinstance(told, str) or isinstance(sent, str):
        return bool(told == sent)
    if told[0] == "pair":
        return sent[0] == "pair" and all(map(fits, told[1], sent[1]))
    return told[0] == sent[0] and fits(told[1], sent[1])


def test_every_record_of_the_answers_is_in_the_contract() -> None:
    ours = {
        name
        for module in (answers, answers_pages)
        for name, thing in vars(module).items()
        if isinstance(thing, type) and issubclass(thing, msgspec.Struct)
    } - {"Record"}
    assert ours <= INTERFACES.keys()
    assert len(INTERFACES) > 50


@pytest.mark.parametrize("name", INTERFACES)
def test_a_record_has_the_fields_that_the_contract_tells(name: str) -> None:
    kind = record(name)
    hints = get_type_hints(kind)
    sent = {field.encode_name: python(hints[field.name]) for field in msgspec.structs.fields(kind)}
    told = {field: typescript(words) for field, words in INTERFACES[name].items()}
    assert sent.keys() == told.keys()
    for field, kinds in sent.items():
        assert fits(told[field], kinds), (field, told[field], kinds)


def test_the_comparison_sees_what_differs() -> None:
    for told, sent in (
        ("string", str | None), ("string | null", str), ("number[]", str), ("string[]", str),
        ("number[][]", list[int]), ('"a" | "b"', Literal["a"]), ("Span", value.Place),
        ("[number, number][]", tuple[int, ...]), ("Record<string, number>", dict[str, str]),
    ):  # fmt: skip
        assert not fits(typescript(told), python(sent)), (told, sent)
    assert fits(typescript("(DayNumber | null)[]"), python(list[int | None]))
    assert fits(typescript("string"), python(Literal["a", "b"]))


@pytest.mark.parametrize(
    "name",
    [
        "BlockKind", "PlaceLevel", "DateRelation", "DateBasis", "PublishedBasis", "FigureKind",
        "SpeakerKind", "VerbClass", "FigureRule", "FigureState", "Action", "TellingRole", "Role",
        "ReviewStatus",
    ],
)  # fmt: skip
def test_the_words_are_the_words(name: str) -> None:
    (words,) = {getattr(module, name) for module in MODULES if hasattr(module, name)}
    assert typescript(ALIASES[name]) == python(words)


def test_the_paths_are_the_paths() -> None:
    told = set(re.findall(r'"(/api/[^"]*)"', TEXT))
    key = app.Key.of("token", 1)
    guard = app.make_app(None, key)  # type: ignore[arg-type]
    routes = {route.path for route in guard._app.routes}  # type: ignore[attr-defined]
    assert told == {path for path in routes if path.startswith("/api/")} - {"/api/{rest:path}"}
    header = re.search(r'WRITE_HEADER = "([^"]*)"', TEXT)
    assert header
    assert header[1].lower() == "x-dateline"
