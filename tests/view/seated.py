"""Clients of a study's server, as a browser is one."""

from __future__ import annotations

from starlette.testclient import TestClient

from dateline.view.app import make_app
from dateline.view.guard import Key
from dateline.view.sitting import Sitting

TOKEN = "a-token-of-the-tests"  # noqa: S105
HOST = "127.0.0.1:8471"


def stranger(sitting: Sitting) -> TestClient:
    """Return a client that has not been told the token."""
    app = make_app(sitting, Key.of(TOKEN, 8471))
    return TestClient(
        app, base_url=f"http://{HOST}", follow_redirects=False, raise_server_exceptions=False
    )


def opened(sitting: Sitting) -> TestClient:
    """Return a client that opened the printed address, and asks as the page does."""
    client = stranger(sitting)
    assert client.get(f"/?token={TOKEN}").status_code == 303
    client.headers.update({"Origin": f"http://{HOST}", "X-Dateline": "1"})
    return client
