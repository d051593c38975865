"""Wire text and flattened scrapes: the text is the source, character for character."""

from __future__ import annotations

import re

from dateline.clean.draft import Draft
from dateline.span import OffsetMap, Run

_BOM = "\ufeff"
_SURROGATE = re.compile("[\ud800-\udfff]")
UNREADABLE = "\ufffd"
"""What stands in a text for a byte that is no character of its charset."""


def read(source: str) -> Draft:
    """Return a decoded text as a draft without labels.

    The text is `source` itself, a byte order mark left out, every byte that could
    not be decoded shown as U+FFFD; all offsets lead back one to one.
    """
    start = 1 if source.startswith(_BOM) else 0
    text = written(source[start:])
    runs = (Run(0, len(text), start, len(source)),) if text else ()
    return Draft(text=text, blocks=(), source=OffsetMap(runs))


def written(source: str) -> str:
    """Return a text in which lone surrogates are U+FFFD, so that it can be written as UTF-8."""
    if source.isascii():
        return source
    return _SURROGATE.sub(UNREADABLE, source)
