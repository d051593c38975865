"""Every entry of the lexicon gets its examples right and leaves the others alone."""

from __future__ import annotations

import msgspec
import pytest

from dateline.claim import EVENT_TYPES
from dateline.extract.lexis import EVENT_FILES, EventWord, WeaponWord, lexis
from dateline.lexicon import read_data
from dateline.mention import WeaponMention
from extract.marked import plain, read

ENTRIES = lexis().entries
WEAPONS = read_data("weapons.yaml", tuple[WeaponWord, ...])


def cases(kind: str) -> list[object]:
    return [
        pytest.param(sentence, id=f"{entry.id}: {sentence}")
        for entry in ENTRIES
        for sentence in (entry.examples if kind == "examples" else entry.not_)
    ]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.id)
def test_an_entry_shows_what_it_gets_right_and_what_it_leaves_alone(entry: EventWord) -> None:
    assert entry.examples
    assert entry.not_


def test_entries_have_names_of_their_own() -> None:
    assert len({entry.id for entry in ENTRIES}) == len(ENTRIES)


@pytest.mark.parametrize("sentence", cases("examples"))
def test_examples_are_read_as_marked(sentence: str) -> None:
    text, marks = plain(sentence)
    claims = read(text).claims
    told = {(c.trigger.text, c.event_type, c.status): c for c in claims}
    for words, tag in marks:
        event_type, _, status = tag.partition("/")
        if event_type not in EVENT_TYPES:
            continue
        assert (words, event_type, status or "occurred") in told
        claim = told[words, event_type, status or "occurred"]
        for role in ("actor", "recipient"):
            wanted = [words for words, tag in marks if tag == role]
            given = [entity.name for entity in getattr(claim, f"{role}s")]
            assert set(wanted) <= set(given), (role, given)
            if role == "actor":
                assert len(given) == len(wanted), given


@pytest.mark.parametrize("sentence", cases("not"))
def test_look_alikes_are_left_alone(sentence: str) -> None:
    assert [(c.trigger.text, c.event_type) for c in read(sentence).claims] == []


@pytest.mark.parametrize("name", EVENT_FILES)
def test_files_fit_their_record(name: str) -> None:
    entries = read_data(name, tuple[EventWord, ...])
    assert msgspec.convert(msgspec.to_builtins(entries), tuple[EventWord, ...]) == entries


@pytest.mark.parametrize("weapon", WEAPONS, ids=lambda weapon: weapon.name)
def test_weapons_are_mentioned_as_marked(weapon: WeaponWord) -> None:
    assert weapon.examples
    for sentence in weapon.examples:
        text, marks = plain(sentence)
        found = [m.text for m in read(text).mentions if isinstance(m, WeaponMention)]
        assert [words for words, tag in marks if tag == "weapon"] == found


@pytest.mark.parametrize("weapon", WEAPONS, ids=lambda weapon: weapon.name)
def test_words_of_weapons_tell_nothing_by_themselves(weapon: WeaponWord) -> None:
    assert weapon.not_
    for sentence in weapon.not_:
        assert read(sentence).claims == ()
