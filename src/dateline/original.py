"""Original: the bytes of one report, and where they came from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Literal

import msgspec

from dateline.record import Record

MediaType = Literal["text/html", "text/plain", "application/pdf", "application/json"]


class Original(Record, frozen=True, kw_only=True):
    """One report as it came: untouched bytes with their address.

    Attributes:
        uri: `file:…` for a file; `file:…#row=12` for a row (counted from 1) of a
            JSONL, CSV, Parquet or feed file; `warc:…#<record id>` for an archive record;
            `stdin:` for standard input; `#member=…`, before a row or record, for a
            member of a ZIP archive. Of JSONL, lines are counted, blank ones too.
        media_type: What the bytes are. `application/json` is one input row, an object
            with the columns named in the documentation of input rows: a JSONL line
            as it stands, or the canonical JSON of a CSV, Parquet or feed entry.
        content: The bytes. Of an archive record, its payload with transfer and
            content encodings undone.
        charset: The charset that the transport declared (an HTTP header in a WARC),
            if any; what the page itself declares is for `clean` to read.
        doc_id: The input's own id, when it had one.
        metadata: What came along with the bytes: `url`, `retrieved` and the like.
    """

    uri: str
    media_type: MediaType
    content: bytes
    charset: str | None = None
    doc_id: str | None = None
    metadata: Mapping[str, str] = msgspec.field(default_factory=dict)

    @property
    def id(self) -> str:
        """`sha256:` and the hexadecimal hash of the bytes."""
        return "sha256:" + hashlib.sha256(self.content).hexdigest()
