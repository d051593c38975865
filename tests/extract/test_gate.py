"""The gate before the encoder: what it leaves unread, and what happens if it is not there."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from dateline.document import Block, Document
from dateline.errors import ConfigError
from dateline.extract import learned
from dateline.extract.gate import FILE, SIGNS, Gate, bundled_gate, signs
from dateline.extract.rules import RulesReader
from dateline.settings import Settings


def paragraph(text: str) -> Document:
    return Document(id="x", uri="", text=text, blocks=(Block(0, len(text), "paragraph"),))


@pytest.mark.parametrize(
    "sentence",
    [
        "Gunmen opened fire on a minibus near the border on Monday, killing four people.",
        "The army said its jets had hit a training camp of the rebels overnight.",
        "Police took away two students after the march, their families said.",
        "The insurgents have pulled out of the town.",
    ],
)
def test_what_tells_of_an_event_passes(sentence: str) -> None:
    assert bundled_gate().may_tell(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The company's revenue grew by 4 percent in the third quarter.",
        "Tickets cost 12 euros and can be bought at the museum's desk.",
        "The committee will discuss the school budget again in spring.",
    ],
)
def test_other_news_is_not_read(sentence: str) -> None:
    assert not bundled_gate().may_tell(sentence)


def test_the_encoder_reads_what_the_rules_speak_of_and_what_passes() -> None:
    idle = "Tickets cost 12 euros and can be bought at the museum's desk."
    told = "Rebels captured the town of Harran on Monday."
    document = paragraph(f"{idle} {told}")
    read = RulesReader(Settings()).read(document)
    chosen = learned.worth_reading(document, read, bundled_gate())
    assert [sentence.text for sentence in chosen] == [told]


def test_signs_are_the_same_everywhere() -> None:
    """Pinned: they must not hang on the process or the machine."""
    assert signs("Two shells fell.") == signs("two  SHELLS fell .")
    assert signs("Two shells fell.")[:2] == [14357, 14427]
    assert all(0 <= sign < SIGNS for sign in signs("Two shells fell."))
    assert signs("12 dead") == signs("900 dead")


def test_a_text_of_no_words_is_looked_at() -> None:
    assert isinstance(bundled_gate().may_tell(""), bool)


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_a_missing_or_broken_gate_says_what_to_do(tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ConfigError, match="the gate of the trained reader cannot be opened"):
        Gate(tmp_path)


def test_a_gate_of_another_size_is_refused(tmp_path: Path) -> None:
    np.savez_compressed(tmp_path / FILE, weights=np.zeros(7, dtype=np.int8), least=np.float64(0))
    with pytest.raises(ConfigError):
        Gate(tmp_path)


def test_the_digest_is_of_the_file(tmp_path: Path) -> None:
    shutil.copy(Path(str(files("dateline_data"))) / "reader" / FILE, tmp_path / FILE)
    assert Gate(tmp_path).digest == bundled_gate().digest
