"""Packed data: what a published folder holds, in as few bytes as a script can.

The names of fields and the strings stand once in a file, records and lists are arrays that count
into them, and what stands twice in an incident's page is left out; `web/src/source/unpack.ts` and
`published.ts` put it back. The rest is gzip's work.
"""

from __future__ import annotations

import base64
import gzip
from typing import Any

import msgspec

START = "(globalThis.datelinePublished??={})"
_UNSAFE = {b"<": b"\\u003c", "\u2028".encode(): b"\\u2028", "\u2029".encode(): b"\\u2029"}
_LIST = -1

_OF_CLAIM = ("document", "role", "copied", "source", "quote")
"""What a claim's page repeats of the incident's record, or of the claim."""
_OF_LINK = ("source", "cue", "content")


def script(name: str, content: Any) -> bytes:  # noqa: ANN401  (any record)
    """Return a script that holds some content as JSON; nothing in it can end the script."""
    text = msgspec.json.encode(content)
    for unsafe, safe in _UNSAFE.items():
        text = text.replace(unsafe, safe)
    return f'{START}["{name}"]='.encode() + text + b";\n"


def packed(name: str, content: Any) -> bytes:  # noqa: ANN401  (any record)
    """Return a script that holds some content packed, gzipped and in base64."""
    small = gzip.compress(msgspec.json.encode(_Packer().pack(content)), 9, mtime=0)
    return f'{START}["{name}"]="'.encode() + base64.b64encode(small) + b'";\n'


class _Packer:
    """Counts strings and the names of records' fields as it meets them."""

    def __init__(self) -> None:
        self._shapes: dict[tuple[str, ...], int] = {}
        self._strings: dict[str, int] = {}

    def pack(self, content: Any) -> dict[str, Any]:  # noqa: ANN401
        body = self._part(msgspec.to_builtins(content))
        return {"shapes": list(self._shapes), "strings": list(self._strings), "body": body}

    def _part(self, value: Any) -> Any:  # noqa: ANN401
        if isinstance(value, str):
            return str(self._strings.setdefault(value, len(self._strings)))
        if isinstance(value, dict):
            shape = self._shapes.setdefault(tuple(value), len(self._shapes))
            return [shape, *(self._part(each) for each in value.values())]
        if isinstance(value, (list, tuple)):
            return [_LIST, *(self._part(each) for each in value)]
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value


def slim(page: dict[str, Any]) -> dict[str, Any]:
    """Return an incident's page without what can be put back.

    Args:
        page: An `IncidentPage` as JSON has it.
    """
    claims = [
        {name: each[name] for name in each if name not in _OF_CLAIM}
        | {
            "fields": [_without(field, ("spans",)) for field in each["fields"]],
            "chain": [_without(hop, _OF_LINK) for hop in each["chain"]],
        }
        for each in page["claims"]
    ]
    reports = [each["id"] for each in page["reports"]]
    left = _without(page, ("revision", "figures", "pairs", "judgements"))
    return left | {"claims": claims, "reports": reports}


def _without(record: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in names}
