"""Entry: one file, archive member or standard input, about to be read."""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.acquire.address import Address
from dateline.acquire.stream import Stream
from dateline.rejection import Outcome, Rejection
from dateline.settings import Limits

STAGE = "acquire"


@dataclass(frozen=True, slots=True)
class Entry:
    """Bytes with a name.

    Attributes:
        name: The file's own name. Only its extension counts; empty for standard input.
        address: What originals from it are called.
        stream: The bytes, not yet read.
        limits: Bounds to read within.
        path: Where it lies on disk; None if it does not, or not as such.
    """

    name: str
    address: Address
    stream: Stream
    limits: Limits
    path: str | None = None

    @property
    def extension(self) -> str:
        """The last extension in lower case, with its dot; empty if there is none."""
        stem, dot, extension = self.name.rpartition(".")
        return f".{extension.lower()}" if dot and stem and len(extension) <= 8 else ""

    def over(self, stream: Stream, *, name: str | None = None) -> Entry:
        """Return the same entry with its bytes unpacked or decoded."""
        return replace(self, stream=stream, name=self.name if name is None else name, path=None)

    def rejection(
        self,
        reason: str,
        advice: str,
        *,
        uri: str | None = None,
        outcome: Outcome = "failed",
    ) -> Rejection:
        """Return why this entry, or the part of it called `uri`, gives no report."""
        return Rejection(
            stage=STAGE,
            reason=reason,
            uri=uri or self.address.uri,
            outcome=outcome,
            advice=advice,
        )
