"""What tests ask of a draft: its blocks as words, and that it leads back to its source."""

from __future__ import annotations

import html

from dateline.clean.draft import Draft


def labelled(draft: Draft) -> list[tuple[str, str]]:
    """The kind and the words of each block, in order."""
    return [(block.kind, draft.text[block.start : block.end]) for block in draft.blocks]


def of_kind(draft: Draft, kind: str) -> list[str]:
    """The words of the blocks of one kind, in order."""
    return [words for found, words in labelled(draft) if found == kind]


def reasons(draft: Draft) -> dict[str, str | None]:
    """The reason of each block of chrome, by its words."""
    return {
        draft.text[block.start : block.end]: block.reason
        for block in draft.blocks
        if block.kind == "chrome"
    }


def check_blocks(draft: Draft) -> None:
    """Blocks stand in order, do not overlap, and hold every character but white space."""
    place = 0
    for block in draft.blocks:
        assert place <= block.start < block.end <= len(draft.text)
        assert not draft.text[place : block.start].strip()
        assert (block.reason is not None) == (block.kind in {"chrome", "repeat"})
        place = block.end
    assert not draft.text[place:].strip()


def check_source(draft: Draft, source: str) -> None:
    """Every character leads back to what it was made from; white space and U+FFFD may differ."""
    place = 0
    for run in draft.source.runs:
        assert place <= run.start < run.end <= len(draft.text)
        assert 0 <= run.source_start < run.source_end <= len(source)
        assert not draft.text[place : run.start].strip()
        place = run.end
        shown = draft.text[run.start : run.end]
        behind = source[run.source_start : run.source_end]
        if len(shown) == len(behind):
            assert all(map(_same, shown, behind)), (shown, behind)
        elif shown.strip():
            assert shown == " ".join(html.unescape(behind).split()), (shown, behind)
    assert not draft.text[place:].strip()


def behind(draft: Draft, words: str, source: str) -> str:
    """The stretch of the source that some words of the text were made from."""
    start = draft.text.index(words)
    found = draft.source.source(start, start + len(words))
    assert found is not None
    return source[found[1] : found[2]]


def _same(shown: str, behind: str) -> bool:
    if shown == "\ufffd":
        return behind == shown or "\ud800" <= behind <= "\udfff"
    return shown == behind or (shown.isspace() and behind.isspace())
