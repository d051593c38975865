"""Record: the frozen base of everything that flows through dateline."""

from __future__ import annotations

import hashlib

import msgspec


class Record(msgspec.Struct, frozen=True):
    """A value that never changes once made; compares and prints by its fields.

    Records cross process borders as JSON (`to_json`), and `msgspec.json.decode`
    with the record's class reads them back.
    """

    def to_json(self) -> bytes:
        """Return the record as one line of UTF-8 JSON, without a line end."""
        return msgspec.json.encode(self)


def content_id(*parts: str, length: int = 16) -> str:
    """Return a hash of `parts` as `length` hexadecimal digits.

    Ids are hashes of content, so the same inputs get the same ids in every run.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:length]
