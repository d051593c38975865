"""The forms of English verbs and nouns that the lexicon gives by their base form."""

from __future__ import annotations

import re
from typing import Literal

Form = Literal["base", "s", "past", "participle", "ing", "noun"]

_DOUBLED = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")
_PLURALS = {"man": "men", "woman": "women", "child": "children", "body": "bodies", "wife": "wives"}


def verb_forms(entry: str) -> tuple[tuple[str, Form], ...]:
    """Return the forms of a verb, each with its name.

    Args:
        entry: The base form ("attack"), or base, past and participle parted by strokes
            where they are irregular; further words follow the verb ("blow/blew/blown up").
            A past form that doubles a letter shows that the -ing form does too.
    """
    first, _, rest = entry.partition(" ")
    tail = f" {rest}" if rest else ""
    if "/" in entry:
        base, past, participle = _principal_parts(entry)
    else:
        base = first
        past = participle = _past(base) + tail
        base += tail
    stem, _, base_tail = base.partition(" ")
    base_tail = f" {base_tail}" if base_tail else ""
    doubled = past.partition(" ")[0] == stem + stem[-1] + "ed" or bool(_DOUBLED.match(stem))
    forms: tuple[tuple[str, Form], ...] = (
        (base, "base"),
        (_third(stem) + base_tail, "s"),
        (past, "past"),
        (participle, "participle"),
        (_ing(stem, doubled=doubled) + base_tail, "ing"),
    )
    return forms


def _principal_parts(entry: str) -> tuple[str, str, str]:
    base, past, participle = entry.split("/")
    word, _, tail = participle.partition(" ")
    tail = f" {tail}" if tail else ""
    if tail and not base.endswith(tail):
        base += tail
    if tail and not past.endswith(tail):
        past += tail
    return base, past, word + tail


def noun_forms(entry: str) -> tuple[str, ...]:
    """Return the singular and the plural of a noun; its last word takes the ending."""
    head, _, last = entry.rpartition(" ")
    lead = f"{head} " if head else ""
    for singular, plural in _PLURALS.items():
        if last.endswith(singular):
            return entry, f"{lead}{last[: -len(singular)]}{plural}"
    if re.search(r"(s|x|z|ch|sh)$", last):
        return entry, f"{lead}{last}es"
    if re.search(r"[^aeiou]y$", last):
        return entry, f"{lead}{last[:-1]}ies"
    return entry, f"{lead}{last}s"


def _third(verb: str) -> str:
    if re.search(r"(s|x|z|ch|sh|o)$", verb):
        return verb + "es"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ies"
    return verb + "s"


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if re.search(r"[^aeiou]y$", verb):
        return verb[:-1] + "ied"
    return verb + ("" if not _DOUBLED.match(verb) else verb[-1]) + "ed"


def _ing(verb: str, *, doubled: bool) -> str:
    if verb.endswith("ie"):
        return verb[:-2] + "ying"
    if verb.endswith("e") and not verb.endswith("ee"):
        return verb[:-1] + "ing"
    return verb + (verb[-1] if doubled else "") + "ing"
