"""The charset of a text or a page, and its characters.

Bytes that are no character of the charset become lone surrogates (`surrogateescape`),
so that decoding again leads back to each byte.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from dateline.original import Original

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""What browsers read for a declared charset: the wider one that holds it (WHATWG Encoding)."""

_LABELS = {"x-sjis": "shift_jis", "x-gbk": "gbk", "x-euc-jp": "euc_jp", "utf8mb4": "utf-8"}
_TEXT_CODEC = re.compile(
    r"(?:utf|iso|windows|cp|koi|big5|gb|euc|shift|mac|tis|hz|johab|latin|ascii|kz|ptcp)[\w-]*$"
)
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.IGNORECASE)
_XML = re.compile(rb"<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_ESCAPED = re.compile("[\udc80-\udcff]")
_DECLARED_WITHIN = 4096
_SAMPLE = 60_000
_FEW = 0.1
"""Share of undecodable bytes among the characters that are no ASCII up to which a text is
UTF-8 with stray bytes (an advertisement pasted in), and not another charset."""

_LATIN = 0.03
"""Share of bytes above 127 up to which a text of no known charset is Western European."""


def decode(original: Original) -> tuple[str, str]:
    """Return the text of an original and the name of the charset it was read in."""
    markup = original.media_type == "text/html"
    return decode_bytes(original.content, original.charset, markup=markup)


def decode_bytes(content: bytes, declared: str | None, *, markup: bool) -> tuple[str, str]:
    """Return bytes as text, and the charset.

    A byte order mark decides; then bytes that are UTF-8 and not only ASCII are UTF-8,
    whatever they are declared as; then the transport's charset, the page's own, and
    what the bytes look like.

    Args:
        content: The bytes. A byte order mark stays in the text, as U+FEFF.
        declared: The charset that the transport declared, if any.
        markup: Whether a `<meta>` or XML declaration in the content counts.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _read(content, name), name
    named = [_codec(declared)]
    if markup:
        head = content[:_DECLARED_WITHIN]
        named += [_codec(match[1].decode("ascii")) for match in _declarations(head)]
    escaped = next((name for name in named if name and name.startswith(("iso2022", "hz"))), None)
    if escaped:
        return _read(content, escaped), escaped
    text = content.decode("utf-8", "surrogateescape")
    strays = len(_ESCAPED.findall(text)) if not text.isascii() else 0
    if not strays:
        return text, "utf-8"
    other = sum(character > "\x7f" for character in text)
    if strays <= _FEW * other:
        return text, "utf-8"
    fitting = (name for name in named if name and name != "utf-8" and _fits(content, name))
    name = next(fitting, None) or _detected(content, markup=markup)
    return _read(content, name), name


def _declarations(head: bytes) -> list[re.Match[bytes]]:
    return [match for match in (_META.search(head), _XML.search(head)) if match]


def _codec(label: str | None) -> str | None:
    """Return the codec that browsers use for a declared charset; None if there is none."""
    if not label:
        return None
    label = label.strip().strip("\"'").lower()
    label = _LABELS.get(label, label)
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    if not _TEXT_CODEC.match(name) or name.startswith(("utf-16", "utf-32", "utf-7")):
        return None
    return _WIDER.get(name, name)


def _fits(content: bytes, name: str) -> bool:
    """Tell whether bytes can be text in a charset: hardly any is undefined there."""
    text = _read(content, name)
    strange = len(_ESCAPED.findall(text)) + text.count("\ufffd")
    return strange <= max(2, len(text) // 1000)


def _read(content: bytes, name: str) -> str:
    try:
        return content.decode(name, "surrogateescape")
    except UnicodeDecodeError:  # a cut escape sequence or half a code unit cannot be escaped
        return content.decode(name, "replace")


def _detected(content: bytes, *, markup: bool) -> str:
    """Return the charset that bytes without a usable declaration look like."""
    shown = _TAG.sub(b" ", content[: 4 * _SAMPLE]) if markup else content
    lines = [line for line in shown.splitlines() if not line.isascii()]
    sample = b"\n".join(lines)[:_SAMPLE] or content[:_SAMPLE]
    high = sum(byte > 127 for byte in sample)
    if high <= _LATIN * len(sample):
        return "cp1252"
    best = from_bytes(sample).best()
    found = _codec(best.encoding) if best else None
    if found is None or _read(sample, found) == _read(sample, "cp1252"):
        return "cp1252"
    return found if _fits(content, found) else "cp1252"
