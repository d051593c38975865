"""A working directory to put files into, and what acquire makes of them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from dateline.acquire import acquire
from dateline.original import Original
from dateline.rejection import Rejection
from dateline.settings import Limits, Settings


class Taken:
    """What came of sources, the originals and the rejections apart."""

    def __init__(self, items: Sequence[Original | Rejection]) -> None:
        self.items = list(items)
        self.originals = [item for item in items if isinstance(item, Original)]
        self.rejections = [item for item in items if isinstance(item, Rejection)]
        for item in self.rejections:
            assert item.stage == "acquire"
            assert item.uri
            assert item.reason
            assert item.advice
            assert item.outcome in {"failed", "no_report"}
            assert item.detail is None, item.detail
        uris = [item.uri for item in items]
        assert len(set(uris)) == len(uris), "two inputs under one address"

    @property
    def uris(self) -> list[str]:
        return [item.uri for item in self.items]

    @property
    def original(self) -> Original:
        (only,) = self.items
        assert isinstance(only, Original), only
        return only

    @property
    def rejection(self) -> Rejection:
        (only,) = self.items
        assert isinstance(only, Rejection), only
        return only


class Desk:
    """A working directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def put(self, name: str, content: bytes | str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def take(self, *sources: str, stdin: bytes = b"", **limits: int) -> Taken:
        settings = Settings(limits=Limits(**limits))
        return Taken(list(acquire(sources or (".",), settings, stdin=io.BytesIO(stdin))))

    def take_one(self, name: str, content: bytes | str, **limits: int) -> Taken:
        self.put(name, content)
        return self.take(name, **limits)


@pytest.fixture
def desk(tmp_path, monkeypatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path)
