"""Nobody but the page itself is answered, and the page can do no harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from made import HOSTILE
from seated import HOST, TOKEN, stranger
from starlette.testclient import TestClient

from dateline.view import app
from dateline.view.answers import IncidentTable
from dateline.view.guard import HEADERS, LARGEST
from dateline.view.sitting import Sitting

PATHS = ("/", "/api/study", "/api/incidents", "/api/nothing", "/page.js", "/favicon.ico")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_answered_without_the_token(outside: TestClient, path: str) -> None:
    for answer in (
        outside.get(path),
        outside.get(path, params={"token": "another"}),
        outside.get(path, headers={"Cookie": "dateline_view_8471=another"}),
        outside.get(
            path, headers={"Cookie": "dateline_view_8471=\udcff".encode("utf-8", "replace")}
        ),
    ):
        assert answer.status_code == 403
        assert "token" in answer.text
        assert TOKEN not in answer.text
        assert "set-cookie" not in answer.headers


def test_the_token_becomes_a_cookie_and_leaves_the_address(outside: TestClient) -> None:
    answer = outside.get("/", params={"token": TOKEN, "theme": "dark"})
    assert answer.status_code == 303
    assert answer.headers["location"] == "/?theme=dark"
    cookie = answer.headers["set-cookie"]
    assert {"HttpOnly", "Path=/", "SameSite=strict"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    assert outside.get("/api/study").status_code == 200
    assert outside.get("/api/study", params={"token": "x"}).status_code == 200


def test_the_token_opens_no_other_path(outside: TestClient) -> None:
    assert outside.get("/api/study", params={"token": TOKEN}).status_code == 403
    assert outside.post("/", params={"token": TOKEN}).status_code == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8471", "127.0.0.1:1", "127.0.0.1", ""]
)
def test_another_host_name_is_refused(page: TestClient, host: str) -> None:
    assert page.get("/api/study", headers={"Host": host}).status_code == 421
    assert (
        page.get(
            "/api/study", headers={"Host": "localhost:8471", "Origin": "http://localhost:8471"}
        ).status_code
        == 200
    )


def test_another_site_is_refused(page: TestClient) -> None:
    for headers in (
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:9999"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ):
        assert page.get("/api/study", headers=headers).status_code == 403, headers
        assert page.post("/api/undo", json={}, headers=headers).status_code == 403, headers
    assert page.get("/", headers={"Sec-Fetch-Site": "none"}).status_code == 200


def test_a_decision_must_come_from_the_page(page: TestClient, sitting: Sitting) -> None:
    body = json.dumps({"judgement": None, "reason": "", "who": None})
    kind = {"Content-Type": "application/json"}
    assert (
        page.post("/api/undo", content=body, headers={**kind, "X-Dateline": "0"}).status_code == 403
    )
    for plain in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert (
            page.post("/api/undo", content=body, headers={"Content-Type": plain}).status_code == 415
        )
    assert page.post("/api/undo", content="x" * (LARGEST + 1), headers=kind).status_code == 413
    assert page.post("/api/undo", content=iter([b"{}"]), headers=kind).status_code == 411
    bare = stranger(sitting)
    bare.get(f"/?token={TOKEN}")
    assert (
        bare.post("/api/undo", content=body, headers={**kind, "X-Dateline": "1"}).status_code == 403
    )
    assert page.put("/api/undo", content=body, headers=kind).status_code == 405
    assert sitting.judgements().total == 0


def test_every_answer_carries_the_policy(page: TestClient, outside: TestClient) -> None:
    answers = [page.get(path) for path in PATHS]
    answers += [
        outside.get("/"),
        page.get("/", headers={"Host": "x"}),
        page.post("/api/undo", json={}),
    ]
    for answer in answers:
        for name, value in HEADERS.items():
            assert answer.headers[name] == value, (answer.url, name)
        assert "server" not in answer.headers
    policy = HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    for name, value in {
        "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
    }.items():  # fmt: skip
        assert HEADERS[name] == value


def test_a_mistake_of_the_server_tells_nothing_and_is_guarded(
    page: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("/home/anna/secret")

    monkeypatch.setattr(Sitting, "pairs", broken)
    answer = page.get("/api/pairs")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert answer.json()["advice"]
    assert answer.headers["Content-Security-Policy"] == HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize(
    "path",
    [
        "/../app.py", "/..%2fapp.py", "/%2e%2e/app.py", "/static/../../app.py", "//etc/passwd",
        "/..%5capp.py", "/%00", "/assets/../../__init__.py", "/app.py",
    ],
)  # fmt: skip
def test_only_the_pages_own_files_are_served(page: TestClient, path: str) -> None:
    answer = page.get(path)
    assert answer.status_code == 404
    assert "import" not in answer.text


def test_the_pages_files_come_with_their_type(
    page: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    static = tmp_path / "static"
    (static / "assets").mkdir(parents=True)
    (static / "index.html").write_text("<!doctype html><title>é</title>", "utf-8")
    (static / "assets" / "a-1.js").write_text("1", "utf-8")
    (static / "notes.py").write_text("import secret", "utf-8")
    monkeypatch.setattr(app, "files", lambda _: tmp_path)
    assert page.get("/").headers["content-type"] == "text/html; charset=utf-8"
    assert page.get("/index.html").text == "<!doctype html><title>é</title>"
    assert page.get("/assets/a-1.js").headers["content-type"] == "text/javascript; charset=utf-8"
    assert page.get("/notes.py").status_code == 404
    (static / "index.html").unlink()
    answer = page.get("/")
    assert answer.status_code == 503
    assert "npm run build" in answer.text
    assert answer.headers["content-type"].startswith("text/plain")


def test_hostile_text_leaves_as_json_and_originals_as_dead_bytes(page: TestClient) -> None:
    table = page.get("/api/incidents")
    assert table.headers["content-type"] == "application/json"
    columns = table.json()
    row = columns["title"].index("<script>alert('title')</script>")
    answer = page.get(f"/api/incidents/{columns['id'][row]}").json()
    (report,) = answer["reports"]
    assert report["url"] is None  # javascript: is no address to follow
    (claim,) = answer["claims"]
    quote = claim["claim"]["evidence"]
    text = page.get(f"/api/reports/{report['id']}").json()["pieces"][0]["text"]
    assert text[quote["start"] : quote["end"]] == quote["text"]
    assert quote["text"].startswith(HOSTILE)
    bytes_ = page.get(page.get(f"/api/reports/{report['id']}").json()["original"]["download"])
    assert bytes_.content.decode() == text
    assert bytes_.headers["content-type"] == "application/octet-stream"
    assert bytes_.headers["content-disposition"].startswith("attachment; filename=")
    assert "sandbox" in bytes_.headers["content-security-policy"]
    assert bytes_.headers["x-content-type-options"] == "nosniff"
    assert "html" not in bytes_.headers["content-disposition"]


def test_the_table_of_the_server_is_a_table(page: TestClient) -> None:
    import msgspec

    answer = page.get("/api/incidents")
    table = msgspec.json.decode(answer.content, type=IncidentTable)
    assert table.count == len(table.id) == 4
    assert answer.request.headers["host"] == HOST
