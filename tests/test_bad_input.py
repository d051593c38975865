"""Whatever a folder holds, the run goes on, names each reason, and its sums agree."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from dateline.lexicon import data_file
from dateline.store.database import Study

GOOD = "A bomb killed nine people in Gao, Mali, on Monday, officials said."
NOISE = bytes(number * 167 % 251 ^ number * 31 % 256 for number in range(50_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("bad")
    (place / "good.txt").write_text(GOOD, encoding="utf-8")
    (place / "empty.html").write_bytes(b"")
    (place / "binary.txt").write_bytes(NOISE)
    (place / "charset.html").write_bytes(
        f"<meta charset=utf-16><p>Café: {GOOD}</p>".encode("cp1252")
    )
    (place / "line.txt").write_bytes(GOOD.encode() * 320_000)
    (place / "rows.jsonl").write_text(
        f'{{"id": "a", "text": "{GOOD} Row."}}\n{{"id": "b", "text": "broken\n[1]\n{{"id": "c"}}\n'
    )
    (place / "deep.html").write_text("<div>" * 60_000 + GOOD + "</div>" * 60_000)
    (place / "tags.html").write_text("<p>x</p>" * 1_000_000)
    with gzip.open(place / "bomb.warc.gz", "wb") as file:
        file.write(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 300000000\r\n\r\n")
        for _ in range(300):
            file.write(bytes(1_000_000))
    with zipfile.ZipFile(place / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("big.txt", bytes(300_000_000))
        archive.writestr("../../outside.txt", GOOD + " Outside.")
    cut = data_file("examples/damaged.warc.gz").read_bytes()
    (place / "cut.warc.gz").write_bytes(cut)
    (place / "broken.pdf").write_bytes(b"%PDF-1.4\n" + NOISE)
    (place / "loop").mkdir()
    if os.name != "nt":
        (place / "loop" / "again").symlink_to("..")
    return place


def test_the_run_goes_on_and_says_what_it_left_out(folder, tmp_path) -> None:
    study = tmp_path / "study.duckdb"
    done = subprocess.run(
        [sys.executable, "-m", "dateline", "code", str(folder), "-o", str(study)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    account = re.search(r"([\d,]+) read = (.+)", done.stderr)
    assert account is not None
    assert int(account[1]) == sum(int(number) for number in re.findall(r"\d+", account[2]))
    assert not (folder.parent.parent / "outside.txt").exists()
    with Study(study, read_only=True) as opened:
        rejected = opened.all("SELECT uri, reason, advice FROM rejections WHERE outcome = 'failed'")
        coded = opened.all("SELECT uri FROM documents")
    reasons = {uri.rpartition("/")[2]: reason for uri, reason, _ in rejected}
    assert all(advice for _, _, advice in rejected)
    for name, words in {
        "empty.html": "empty",
        "binary.txt": "binary",
        "line.txt": "larger than",
        "rows.jsonl#row=2": "JSON",
        "rows.jsonl#row=3": "no JSON object",
        "rows.jsonl#row=4": "no text",
        "tags.html": "text",
        "bomb.warc.gz": "unpacks to more",
        "bomb.zip#member=big.txt": "unpacks to more",
        "cut.warc.gz": "breaks off",
        "broken.pdf": "PDF",
    }.items():
        assert words in reasons[name], (name, reasons)
    names = {uri.rpartition("/")[2] for (uri,) in coded}
    assert {"good.txt", "charset.html", "deep.html", "rows.jsonl#row=1"} <= names
