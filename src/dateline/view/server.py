"""Server: a study's review page on the loopback address, until it is stopped."""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Callable

import uvicorn

from dateline.errors import ConfigError
from dateline.view.app import make_app
from dateline.view.guard import Key
from dateline.view.sitting import Sitting

HOST = "127.0.0.1"
PORT = 8471
"""Taken where nobody asks for another one, so that links hold from one start to the next."""


def listen(port: int | None) -> socket.socket:
    """Return a socket on the loopback address.

    Args:
        port: Which port; 0 for a free one; None for the usual one or, where that is taken, a free
            one.

    Raises:
        ConfigError: The port that was asked for cannot be had.
    """
    if port is None:
        try:
            return _bound(PORT)
        except OSError:
            return _bound(0)
    try:
        return _bound(port)
    except (OSError, OverflowError) as error:
        raise ConfigError(
            f"this port cannot be had ({error})",
            where=str(port),
            advice="Choose another one, or leave out --port",
        ) from error


def _bound(port: int) -> socket.socket:
    # Only where the protocol is named does asyncio send answers at once, and not after 40 ms.
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((HOST, port))
        made.listen(64)
    except BaseException:
        made.close()
        raise
    return made


def address(listening: socket.socket, token: str) -> str:
    """Return the address to open in a browser."""
    return f"http://{HOST}:{listening.getsockname()[1]}/?token={token}"


def serve(
    sitting: Sitting, listening: socket.socket, token: str, ready: Callable[[], None]
) -> None:
    """Answer until interrupted; an answer that is under way is finished.

    Args:
        sitting: The study.
        listening: From `listen`.
        token: The secret in the address.
        ready: Called once before the first answer; requests made from then on are answered.
    """
    key = Key.of(token, listening.getsockname()[1])
    config = uvicorn.Config(
        make_app(sitting, key),
        log_level="warning",
        access_log=False,
        server_header=False,
        date_header=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
    )
    ready()
    with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises it again once it has stopped
        uvicorn.Server(config).run(sockets=[listening])
