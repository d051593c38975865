"""Bytes to characters: by byte order mark, by what UTF-8 allows, by declaration, by looks."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.clean import charset
from dateline.original import Original

RUSSIAN = (
    "Обстрел рынка в городе унёс жизни семи человек, сообщили в больнице в воскресенье. "
    "Военные отрицают, что стреляли по городу. Перемирие было сорвано весной этого года. "
)
GERMAN = "Die Stadt wurde am Sonntag beschossen, sagte der Bürgermeister für Körner und Öl. "


def decode(content: bytes, declared: str | None = None, *, markup: bool = True) -> tuple[str, str]:
    original = Original(
        uri="file:page",
        media_type="text/html" if markup else "text/plain",
        content=content,
        charset=declared,
    )
    return charset.decode(original)


@pytest.mark.parametrize("name", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides_whatever_is_declared(name: str) -> None:
    content = f'\ufeff<meta charset="koi8-r">{RUSSIAN}'.encode(name)
    assert decode(content, "windows-1252") == (f'\ufeff<meta charset="koi8-r">{RUSSIAN}', name)


def test_bytes_that_are_utf_8_are_utf_8_whatever_they_are_declared_as() -> None:
    content = f'<meta charset="iso-8859-1">{RUSSIAN}'.encode()
    assert decode(content, "windows-1251") == (content.decode(), "utf-8")


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ("<META http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"),
        ('<?xml version="1.0" encoding="iso-8859-5"?>', "iso8859-5"),
    ],
)
def test_the_page_declares_its_charset(declaration: str, name: str) -> None:
    text = declaration + RUSSIAN
    assert decode(text.encode(name)) == (text, name)


def test_the_transport_is_believed_before_the_page() -> None:
    text = f'<meta charset="koi8-r">{RUSSIAN}'
    assert decode(text.encode("cp1251"), "Windows-1251") == (text, "cp1251")


def test_a_declaration_in_plain_text_is_only_text() -> None:
    text = f'He wrote: <meta charset="koi8-r">. {RUSSIAN * 3}'
    assert decode(text.encode("cp1251"), markup=False)[0] == text


@pytest.mark.parametrize(
    ("declared", "name"),
    [("iso-8859-1", "cp1252"), ("us-ascii", "cp1252"), ("latin1", "cp1252"), ("gb2312", "gb18030")],
)
def test_a_charset_is_read_as_browsers_read_it(declared: str, name: str) -> None:
    content = f"“{'für' if name == 'cp1252' else '中文'}” said he".encode(name)
    text, found = decode(content, declared)
    assert found == name
    assert text.startswith("“")


@pytest.mark.parametrize("declared", ["utf-16", "utf-7", "base64", "rot13", "zlib", "x-nonsense"])
def test_charsets_that_no_page_can_be_in_are_not_believed(declared: str) -> None:
    content = GERMAN.encode("cp1252")
    assert decode(content, declared) == (GERMAN, "cp1252")


def test_a_wrong_declaration_is_found_out() -> None:
    assert decode((RUSSIAN * 3).encode("cp1251"), "utf-8") == (RUSSIAN * 3, "cp1251")


def test_what_is_not_declared_is_told_by_its_looks() -> None:
    assert decode((RUSSIAN * 3).encode("koi8-r")) == (RUSSIAN * 3, "koi8-r")
    assert decode(GERMAN.encode("cp1252")) == (GERMAN, "cp1252")
    assert decode("Plain words.".encode("ascii")) == ("Plain words.", "utf-8")


def test_stray_bytes_in_utf_8_are_kept_as_surrogates() -> None:
    content = RUSSIAN.encode() + b"\xa9 2018"
    text, found = decode(content)
    assert found == "utf-8"
    assert text.endswith("\udca9 2018")


def test_escape_sequences_are_read_where_they_are_declared() -> None:
    text = '<meta charset="iso-2022-jp">日本語の記事'
    assert decode(text.encode("iso2022_jp")) == (text, "iso2022_jp")


@given(
    st.binary(max_size=300), st.sampled_from([None, "utf-8", "gb2312", "iso-2022-jp", "utf-16", ""])
)
def test_any_bytes_are_read_and_lead_back(content: bytes, declared: str | None) -> None:
    text, name = decode(content, declared)
    codecs.lookup(name)
    if name in {"utf-8", "cp1252", "cp1251", "koi8-r"}:
        assert text.encode(name, "surrogateescape") == content
