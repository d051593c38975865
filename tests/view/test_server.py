"""The command itself: a real server on a free port, asked over sockets, stopped by Ctrl-C."""

from __future__ import annotations

import http.client
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner
from made import clock

from dateline.cli import main
from dateline.errors import ConfigError
from dateline.merger import merge
from dateline.store.database import VERSION, Study
from dateline.view import server
from dateline.view.sitting import Chair, Sitting

WINDOWS = sys.platform == "win32"


@contextmanager
def running(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], int, str]]:
    """Start `dateline view`, and give its process, port and token."""
    command = [sys.executable, "-m", "dateline", "view", *arguments, "--no-browser", "--port", "0"]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            said = ""
            found = None
            while found is None:
                line = process.stderr.readline()
                assert line, said
                said += line
                found = re.search(r"http://127\.0\.0\.1:(\d+)/\?token=([\w-]{40,})", line)
            yield process, int(found[1]), found[2]
        finally:
            process.kill()


class Answer(NamedTuple):
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    port: int, path: str, headers: dict[str, str] | None = None, body: str | None = None
) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    with closing(connection):
        connection.request("POST" if body else "GET", path, body, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.getheaders()), answer.read())


@pytest.mark.skipif(WINDOWS, reason="signals are sent otherwise")
def test_a_decision_over_the_wire_outlives_the_server(study_path: Path) -> None:
    with running(str(study_path), "--who", "Anna") as (process, port, token):
        assert ask(port, "/api/study").status == 403
        answer = ask(port, f"/?token={token}")
        assert answer.status == 303
        cookie = answer.headers["set-cookie"].split(";")[0]
        headers = {"Cookie": cookie}
        assert json.loads(ask(port, "/api/study", headers).body)["who"] == "Anna"
        key = json.loads(ask(port, "/api/incidents", headers).body)["id"][0]
        write = headers | {
            "Origin": f"http://127.0.0.1:{port}",
            "X-Dateline": "1",
            "Content-Type": "application/json",
        }
        decision = {
            "action": "accept", "incident": key, "reason": "", "who": None, "other": None,
            "field": None, "value": None, "claims": [], "quote": None,
        }  # fmt: skip
        body = json.dumps(decision)
        assert (
            ask(port, "/api/judgements", write | {"Origin": "http://evil.example"}, body).status
            == 403
        )
        answer = ask(port, "/api/judgements", write, body)
        assert answer.status == 200
        assert not {"server", "Server"} & answer.headers.keys()
        assert json.loads(answer.body)["changed"]["review"] == ["accepted"]
        raw = b"GET /../../app.py HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nCookie: %s\r\n\r\n"
        with socket.create_connection(("127.0.0.1", port), timeout=20) as bare:
            bare.sendall(raw % (port, cookie.encode()))
            assert bare.recv(65536).startswith(b"HTTP/1.1 404")
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert process.stderr
        said = process.stderr.read()
        assert "stopped" in said
        assert "Traceback" not in said
    with Study(study_path, read_only=True) as study:
        assert study.all("SELECT object, who, action FROM judgements") == [(key, "Anna", "accept")]
        assert study.one("SELECT review_status FROM incidents WHERE id = ?", [key]) == ("accepted",)


@pytest.mark.skipif(WINDOWS, reason="a study is locked otherwise")
def test_a_study_in_use_is_left_alone(study_path: Path) -> None:
    with running(str(study_path)):
        for more in ((), ("--read-only",)):
            command = [
                sys.executable,
                "-m",
                "dateline",
                "view",
                str(study_path),
                "--no-browser",
                *more,
            ]
            done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
            assert done.returncode == 1
            assert "another process has it open" in done.stderr
            assert "Close the other program" in done.stderr
    with (
        running(str(study_path), "--read-only"),
        running(str(study_path), "--read-only") as (_, port, _),
    ):
        assert ask(port, "/").status == 403


def test_it_listens_on_the_loopback_address_only() -> None:
    with server.listen(0) as listening:
        host, port = listening.getsockname()
        assert host == "127.0.0.1"
        with socket.create_connection((host, port)) as _, listening.accept()[0] as accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # or asyncio would delay small answers
        assert server.address(listening, "t") == f"http://127.0.0.1:{port}/?token=t"
        with pytest.raises(ConfigError, match="port"):
            server.listen(port)
        with server.listen(0) as other:
            assert other.getsockname()[1] != port


def test_a_free_port_is_taken_where_the_usual_one_is_not_free() -> None:
    with server.listen(None) as first, server.listen(None) as second:
        assert first.getsockname()[1] != second.getsockname()[1]


def view(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["view", *arguments, "--no-browser"])
    return done.exit_code, done.stderr


def test_errors_say_what_to_do(study_path: Path, tmp_path: Path) -> None:
    nowhere = tmp_path / "nothing.duckdb"
    code, said = view(str(nowhere))
    assert (code, nowhere.exists()) == (1, False)
    assert "there is no study here" in said
    assert f"dateline code REPORTS -o {nowhere}" in said.replace("\n", " ")
    code, said = view(str(study_path), "--read-only")
    assert code == 1
    assert f"dateline merge {study_path}" in said
    text = tmp_path / "text.duckdb"
    text.write_text("no database", "utf-8")
    assert view(str(text))[0] == 1
    with Study(study_path) as study:
        study.connection.execute("UPDATE study SET version = ?", [VERSION - 1])
    code, said = view(str(study_path))
    assert code == 1
    assert f"the study is of version {VERSION - 1}" in said
    assert "Code the reports again" in said


def test_answers_under_load_do_not_mix(study_path: Path) -> None:
    """Many requests at once, decisions among them, are each answered about one state."""
    from concurrent.futures import ThreadPoolExecutor

    from seated import opened

    with Study(study_path) as study, clock() as now:
        merge(study)
        page = opened(Sitting(study, Chair(who="Anna"), now))
        keys = page.get("/api/incidents").json()["id"]
        decision = {
            "reason": "a remark", "who": None, "other": None, "field": None, "value": None,
            "claims": [], "quote": None,
        }  # fmt: skip

        def act(number: int) -> int:
            key = keys[number % len(keys)]
            if number % 3 == 0:
                body = decision | {"action": "comment", "incident": key}
                return page.post("/api/judgements", json=body).status_code
            path = f"/api/incidents/{key}" if number % 3 == 1 else "/api/incidents"
            return page.get(path).status_code

        with ThreadPoolExecutor(8) as pool:
            assert set(pool.map(act, range(48))) == {200}
        assert sum(page.get("/api/incidents").json()["comments"]) == 16
