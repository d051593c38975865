"""A Chromium for tests: the system's or Playwright's own; never downloaded here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

TIMEOUT = 30_000
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def chromium(playwright: Playwright) -> str:
    """Return where a Chromium is; the tests are skipped where there is none."""
    own = playwright.chromium.executable_path
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    if found is None and Path(own).exists():
        found = own
    if found is None:
        pytest.skip("no Chromium: install chromium, or run `playwright install chromium`")
    return found


def arguments() -> list[str]:
    return [
        "--disable-gpu",
        *(["--no-sandbox"] if hasattr(os, "getuid") and not os.getuid() else []),
    ]


@contextmanager
def server(study: Path, *options: str) -> Iterator[str]:
    """Start `dateline view` on a free port, give the address that it prints, and stop it."""
    command = [sys.executable, "-m", "dateline", "view", str(study), "--no-browser", "--port", "0"]
    with subprocess.Popen([*command, *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            said, found = "", None
            while found is None:
                line = process.stderr.readline()
                assert line, said
                said += line
                found = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line)
            yield found[0]
        finally:
            process.terminate()
            process.wait(timeout=60)


class Watched:
    """A browser context that notes what goes wrong and what is asked from elsewhere."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.context, self._own = context, own
        self.strange: list[str] = []
        self.errors: list[str] = []
        context.set_default_timeout(TIMEOUT)
        context.on("request", self._asked)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("dialog", lambda dialog: (self.errors.append(dialog.message), dialog.dismiss()))
        context.on("console", self._said)

    def _asked(self, request) -> None:
        if not request.url.startswith((self._own, "data:", "blob:")):
            self.strange.append(request.url)

    def _said(self, message) -> None:
        if message.type == "error":
            self.errors.append(message.text)

    def open(self, address: str) -> Page:
        page = self.context.new_page()
        page.goto(address)
        page.locator(".row").first.wait_for()
        return page

    def check(self) -> None:
        """See that nothing was asked from elsewhere, and that nothing went wrong."""
        assert not self.strange, self.strange
        assert not self.errors, self.errors
