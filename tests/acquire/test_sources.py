"""What the user names becomes files in a fixed order, each once, each under one address."""

from __future__ import annotations

import os
import socket
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.acquire import acquire, plan
from dateline.acquire.address import Address
from dateline.errors import ConfigError
from dateline.settings import Settings

REPORT = "Shells fell on the village of Tamra on Monday.\n"

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def test_a_folder_is_walked_in_the_order_of_names_without_what_is_hidden(desk) -> None:
    names = ["b.txt", "a/z.txt", "a/b/c.txt", "Z.txt", "c/x.txt", ".hidden.txt", ".git/config.txt"]
    for name in names:
        desk.put(name, REPORT)
    assert desk.take(".").uris == [
        "file:Z.txt", "file:a/b/c.txt", "file:a/z.txt", "file:b.txt", "file:c/x.txt",
    ]  # fmt: skip


def test_a_hidden_file_that_is_named_is_read(desk) -> None:
    assert desk.take_one(".hidden.txt", REPORT).original.uri == "file:.hidden.txt"


def test_sources_come_in_the_order_given_and_each_file_once(desk) -> None:
    for name in ("in/a.txt", "in/b.txt", "out.txt"):
        desk.put(name, REPORT)
    taken = desk.take("out.txt", "in/b.txt", "in", "./in/../in/a.txt", "*.txt", str(desk.folder))
    assert taken.uris == ["file:out.txt", "file:in/b.txt", "file:in/a.txt"]


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b.txt"]),
        ("?.html", ["p.html"]),
        ("[ab].txt", ["a.txt", "b.txt"]),
        ("in/*", ["in/c.txt", "in/deep/d.txt"]),
        ("**/*.txt", ["a.txt", "b.txt", "in/c.txt", "in/deep/d.txt"]),
        ("in/**", ["in/c.txt", "in/deep/d.txt"]),
        ("*/deep/d.txt", ["in/deep/d.txt"]),
        (".*.txt", [".h.txt"]),
    ],
)
def test_patterns(desk, pattern, names) -> None:
    for name in ("a.txt", "b.txt", "p.html", "in/c.txt", "in/deep/d.txt", ".h.txt"):
        desk.put(name, REPORT)
    assert desk.take(pattern).uris == [f"file:{name}" for name in names]
    absolute = str(desk.folder / pattern)
    assert desk.take(absolute).uris == [f"file:{name}" for name in names]


def test_a_file_named_like_a_pattern_is_that_file(desk) -> None:
    desk.put("a.txt", REPORT)
    assert desk.take_one("[a].txt", REPORT).original.uri == "file:[a].txt"


@pytest.mark.parametrize("source", ["absent.txt", "no/such/folder", "no*match", "in/**/*.pdf"])
def test_a_source_that_is_not_there_is_an_error_before_anything_is_read(desk, source) -> None:
    desk.put("in/a.txt", REPORT)
    for call in (lambda: acquire(["in", source], Settings()), lambda: plan(["in", source])):
        with pytest.raises(ConfigError) as caught:
            call()
        assert caught.value.where == source
        assert caught.value.advice


def test_no_source_is_an_error() -> None:
    with pytest.raises(ConfigError):
        acquire([], Settings())


def test_plan_tells_files_and_sizes_and_reads_nothing(desk, monkeypatch) -> None:
    desk.put("in/a.txt", REPORT)
    desk.put("in/big.jsonl", "x" * 1000)
    monkeypatch.setattr(os, "open", lambda *_: pytest.fail("a file was opened"))
    items = plan(["in", "-"])
    assert [(item.uri, item.size) for item in items] == [
        ("file:in/a.txt", len(REPORT)), ("file:in/big.jsonl", 1000), ("stdin:", 0),
    ]  # fmt: skip


def test_plan_lists_what_acquire_reads(desk) -> None:
    for name in ("a.txt", "in/b.txt", "page.html", "page_files/frame.html"):
        desk.put(name, REPORT)
    read = desk.take(".")
    assert {item.uri for item in plan(["."])} == {item.uri for item in read.originals}


@needs_links
def test_links_lead_to_one_address_and_loops_are_named(desk) -> None:
    desk.put("real/a.txt", REPORT)
    (desk.folder / "real" / "loop").symlink_to(desk.folder)
    (desk.folder / "link.txt").symlink_to(desk.folder / "real" / "a.txt")
    (desk.folder / "other").symlink_to("real", target_is_directory=True)
    for sources in ((".",), ("link.txt", "."), ("other", "."), ("**/*.txt", ".")):
        taken = desk.take(*sources)
        assert [item.uri for item in taken.originals] == ["file:real/a.txt"], sources
        (loop,) = taken.rejections
        assert "leads back" in loop.reason
        assert loop.uri.endswith("/loop")
        assert loop.outcome == "failed"


@needs_links
def test_links_that_lead_nowhere(desk) -> None:
    (desk.folder / "in").mkdir()
    (desk.folder / "in" / "dangling.txt").symlink_to("nothing-there")
    (desk.folder / "in" / "self.txt").symlink_to("self.txt")
    taken = desk.take("in")
    assert [item.uri for item in taken.rejections] == ["file:in/dangling.txt", "file:in/self.txt"]
    assert not taken.originals
    with pytest.raises(ConfigError, match="leads nowhere"):
        desk.take("in/dangling.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names")
def test_what_is_no_file_is_never_opened(desk) -> None:
    os.mkfifo("in.pipe")
    desk.put("a.txt", REPORT)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("a.socket")
        taken = desk.take(".")
    assert {item.uri: item.reason for item in taken.rejections} == {
        "file:in.pipe": "it is a pipe, not a file",
        "file:a.socket": "it is a socket, not a file",
    }
    assert len(taken.originals) == 1
    assert "device" in desk.take("/dev/zero").rejection.reason


def test_a_folder_of_a_saved_pages_parts_is_left_out_by_name(desk) -> None:
    desk.put("story.html", f"<html><p>{REPORT}</p></html>")
    desk.put("story_files/advert.html", "<html><p>Buy two</p></html>")
    desk.put("case_files/a.txt", REPORT)
    taken = desk.take(".")
    assert [item.uri for item in taken.originals] == ["file:case_files/a.txt", "file:story.html"]
    assert [(item.uri, item.outcome) for item in taken.rejections] == [
        ("file:story_files", "no_report")
    ]
    assert desk.take("story_files").original.uri == "file:story_files/advert.html"


def test_addresses_are_as_the_user_would_write_them(desk, monkeypatch) -> None:
    names = {
        "a b.txt": "file:a%20b.txt",
        "100%.txt": "file:100%25.txt",
        "a#b?.txt": "file:a%23b%3F.txt",
        "راقة-Übung.txt": "file:راقة-Übung.txt",
        "a&b=(c).txt": "file:a&b=(c).txt",
    }
    for name in names if sys.platform != "win32" else ("a b.txt", "100%.txt"):
        assert desk.take_one(name, REPORT).original.uri == names[name]
    desk.put("in/a.txt", REPORT)
    monkeypatch.chdir(desk.folder / "in")
    assert desk.take("../a b.txt").original.uri.endswith("/a%20b.txt")
    assert desk.take("../a b.txt").original.uri.startswith("file:/")


@pytest.mark.skipif(sys.platform != "linux", reason="names of any bytes")
def test_a_name_that_is_no_utf8_has_an_address(desk) -> None:
    (desk.folder / os.fsdecode(b"caf\xe9.txt")).write_text(REPORT)
    original = desk.take(".").original
    assert original.uri == "file:caf%E9.txt"
    original.to_json()


@given(st.text(min_size=1, max_size=20))
def test_two_names_never_share_an_address(name) -> None:
    other = name + "%20"
    address = Address("file", "a.zip")
    assert address.member(name).uri != address.member(other).uri
    assert address.member(name).uri.isprintable()
    assert not set(' #"<>') & set(address.member(name).uri.removeprefix("file:a.zip#"))


def test_a_folder_that_cannot_be_opened_is_named(desk, monkeypatch) -> None:
    desk.put("open/a.txt", REPORT)
    desk.put("shut/b.txt", REPORT)
    listed = os.listdir

    def refuse(path):
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "listdir", refuse)
    taken = desk.take(".")
    assert [item.uri for item in taken.originals] == ["file:open/a.txt"]
    (rejection,) = taken.rejections
    assert rejection.uri == "file:shut"
    assert "Permission denied" in rejection.reason


def test_folders_far_down(desk) -> None:
    deep = "d/" * 150
    desk.put(f"{deep}a.txt", REPORT)
    assert desk.take(".").original.uri == f"file:{deep}a.txt"
    assert desk.take("**/*.txt").uris == [f"file:{deep}a.txt"]
