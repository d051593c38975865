"""Nothing is fetched: reports are coded with every way to the network closed."""

from __future__ import annotations

import socket

import pytest

from dateline.acquire import acquire
from dateline.lexicon import data_file
from dateline.original import Original
from dateline.pipeline import Coder
from dateline.reading import Reading
from dateline.settings import Settings


def test_the_examples_are_coded_with_the_network_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object, **__: object) -> None:
        raise AssertionError("a stage asked for the network")

    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, closed)
    monkeypatch.setattr(socket, "getaddrinfo", closed)
    coder = Coder(Settings(), strict=True)
    items = acquire([str(data_file("examples"))], Settings())
    read = [coder(item) for item in items if isinstance(item, Original)]
    assert sum(isinstance(reading, Reading) for reading in read) == 18
