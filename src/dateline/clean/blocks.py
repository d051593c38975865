"""From the bytes of one original to a document whose every block is labelled."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from dateline.clean import agencies, charset, chrome, html, page_facts, pdf, plain, rows
from dateline.clean.draft import Draft, PageFacts
from dateline.clean.language import language_of
from dateline.clean.published import published
from dateline.document import REPORT_KINDS, Block, Document, Published
from dateline.errors import UnreadableError
from dateline.lexicon import digest
from dateline.original import Original
from dateline.rejection import Rejection
from dateline.settings import Settings
from dateline.stage import signature

_FEWEST_LETTERS = 20
"""Fewer letters of report than this tell nothing."""

_WORD_LISTS = (
    "agencies.yaml",
    "dated_facts.yaml",
    "furniture.yaml",
    "lines.json",
    "office_holders.yaml",
)
_PASSED_ON = ("url", "title", "publisher", "language")


class BlockCleaner:
    """Reads pages, wire text, PDF and input rows alike into labelled documents."""

    def __init__(self, settings: Settings) -> None:
        """Take the limits and read the word lists.

        Raises:
            ConfigError: A word list does not fit its schema.
        """
        self._settings = settings
        self.by = signature("clean.blocks", "1", digest(*_WORD_LISTS))

    def __call__(self, original: Original) -> Document | Rejection:
        """Return the labelled document; a rejection where no English report stands in it.

        Raises:
            UnreadableError: The bytes are not what they claim to be, or too many.
        """
        draft = self._draft(original)
        limit = self._settings.limits.text_characters
        if len(draft.text) > limit:
            raise UnreadableError(
                f"the text has {len(draft.text):,} characters, the limit is {limit:,}",
                where=original.uri,
                advice="Split it, or raise limits.text_characters in dateline.toml",
            )
        facts = _with_transport(draft.facts, original)
        text, blocks = draft.text, self._blocks(draft, facts)
        told = _told(text, blocks)
        language = language_of(told) or facts.language
        if sum(map(str.isalpha, told)) < _FEWEST_LETTERS:
            reason = _nothing(text, blocks)
            return Rejection(stage="clean.blocks", reason=reason, outcome="no_report")
        if language not in {"en", None}:
            reason = f"the report is in another language ({language})"
            return Rejection(stage="clean.blocks", reason=reason, outcome="not_english")
        return Document(
            id=original.id,
            doc_id=original.doc_id or rows.doc_id(facts),
            uri=original.uri,
            text=text,
            blocks=blocks,
            title=facts.title or _title(text, blocks),
            publisher=agencies.publisher(text, blocks, facts),
            byline=agencies.byline(text, blocks, facts),
            agencies=agencies.agencies(text, blocks),
            language=language,
            published=published(text, blocks, facts),
            metadata=dict(sorted(_metadata(facts).items())),
            source=draft.source,
        )

    def _draft(self, original: Original) -> Draft:
        if original.media_type == "application/pdf":
            return pdf.read(original.content, self._settings)
        source, _ = charset.decode(original)
        if original.media_type == "application/json":
            return rows.read(source, lambda page: html.read(page, self._settings))
        if original.media_type == "text/html":
            return html.read(source, self._settings)
        return plain.read(source)

    def _blocks(self, draft: Draft, facts: PageFacts) -> tuple[Block, ...]:
        """Return the blocks that the input labels, the rest of its text labelled line by line."""
        if any(block.kind == "paragraph" for block in draft.blocks):
            return draft.blocks
        return chrome.labelled(draft.text, draft.blocks, facts.title)


def _with_transport(facts: PageFacts, original: Original) -> PageFacts:
    """Return the page's facts, gaps filled from what came along with the bytes."""
    known: dict[str, str | Published | None] = {
        name: value
        for name in _PASSED_ON
        if getattr(facts, name) is None and (value := original.metadata.get(name))
    }
    if facts.published is None:
        known["published"] = page_facts.addressed(facts.url or original.metadata.get("url"))
    others = {k: v for k, v in original.metadata.items() if k not in facts.metadata}
    return msgspec.structs.replace(facts, **known, metadata={**facts.metadata, **others})


def _metadata(facts: PageFacts) -> dict[str, str]:
    return {**facts.metadata, **({"url": facts.url} if facts.url else {})}


def _told(text: str, blocks: Sequence[Block]) -> str:
    return "\n".join(text[b.start : b.end] for b in blocks if b.kind in REPORT_KINDS)


def _title(text: str, blocks: Sequence[Block]) -> str | None:
    headline = next((block for block in blocks if block.kind == "headline"), None)
    return " ".join(text[headline.start : headline.end].split()) if headline else None


def _nothing(text: str, blocks: Sequence[Block]) -> str:
    if not text.strip():
        return "it holds no text"
    reasons = sorted({block.reason for block in blocks if block.reason})
    return "nothing in it is a report" + (f": only {', '.join(reasons[:3])}" if reasons else "")
