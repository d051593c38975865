"""How fast the review page is in a browser: first paint after the data, and from a key to the next.

    python bench/made_up_study.py big.duckdb --incidents 50000
    python bench/view_browser.py big.duckdb [--keys N]

Opens the page in the Chromium of this machine over a read-only server. First paint is the time
from the moment that the data are there, parsed, to the frame in which the list is drawn, as the
page itself marks it. A key is pressed when the incident before it has been drawn with its words,
and is timed by the browser's own clock, from the press to the frame after the next incident's
header stands in the page; other programs on the machine make it slower.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_PAINT = """() => {
  const found = performance.getEntriesByName("dateline:first-paint")[0];
  const data = performance.getEntriesByName("dateline:data")[0];
  return found ? [data.startTime, found.duration] : null;
}"""
_TIMED = """key => new Promise(done => {
  const row = () => document.querySelector(".row[aria-selected=true]")?.dataset.row;
  const head = () => document.querySelector(".incident-head")?.textContent;
  const [before, headBefore] = [row(), head()];
  const start = performance.now();
  const taken = () => performance.now() - start;
  const look = () => {
    if (row() !== before && head() !== headBefore) requestAnimationFrame(() => done(taken()));
    else if (taken() > 10000) done(NaN);
    else requestAnimationFrame(look);
  };
  const press = { key, bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent("keydown", press));
  look();
})"""


def main() -> None:
    """Measure the study that the command names."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("study", type=Path)
    parser.add_argument("--keys", type=int, default=40)
    arguments = parser.parse_args()
    command = [sys.executable, "-m", "dateline", "view", str(arguments.study), "--read-only"]
    command += ["--no-browser", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            _measure(_address(process), arguments.keys)
        finally:
            process.terminate()


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stderr  # noqa: S101  (it was asked for)
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+/\?token=[\w-]+", line)
        if found:
            return found[0]
    raise SystemExit("dateline view did not start")


def _measure(address: str, keys: int) -> None:
    chrome = next((path for path in map(shutil.which, _NAMES) if path), None)
    with sync_playwright() as playwright:
        options = ["--no-sandbox"] if hasattr(os, "getuid") and not os.getuid() else []
        with playwright.chromium.launch(executable_path=chrome, args=options) as browser:
            context = browser.new_context(viewport={"width": 1440, "height": 900})
            context.set_default_timeout(120_000)
            page = context.new_page()
            page.goto(address)
            page.locator(".row").first.wait_for()
            for number in range(3):
                if number:
                    page.reload()
                    page.locator(".row").first.wait_for()
                _paint(page)
            _keys(page, keys)


def _paint(page: Page) -> None:
    found = None
    while found is None:
        found = page.evaluate(_PAINT)
    shown = page.locator(".counts-shown").inner_text()
    data, paint = found
    print(f"{shown}: data after {data:.0f} ms, first paint {paint:.0f} ms later")


def _keys(page: Page, keys: int) -> None:
    page.keyboard.press("j")
    page.locator(".text-slot .mark").first.wait_for()
    taken: list[float] = []
    for _ in range(keys):
        page.wait_for_load_state("networkidle")
        taken.append(page.evaluate(_TIMED, "j"))
    taken.sort()
    late = taken[int(0.95 * (len(taken) - 1))]
    print(
        f"key to next, {keys} keys: median {statistics.median(taken):.0f} ms, "
        f"95 of 100 within {late:.0f} ms, slowest {taken[-1]:.0f} ms"
    )


if __name__ == "__main__":
    main()
