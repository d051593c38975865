"""The server's paths: the page's own files, and the answers about one study."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from dateline.errors import ConfigError, DatelineError
from dateline.record import Record
from dateline.view.answers import Decision, Problem, Undoing
from dateline.view.guard import Guard, Key
from dateline.view.sitting import Sitting

_TYPES = {
    ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml",
    ".json": "application/json", ".png": "image/png", ".woff2": "font/woff2",
    ".ico": "image/x-icon", ".txt": "text/plain",
}  # fmt: skip
_UNBUILT = (
    "The page is not built. In a checkout of dateline, build it with:\n\n"
    "    cd web && npm ci && npm run build\n"
)


def make_app(sitting: Sitting, key: Key) -> ASGIApp:
    """Return the server of one study.

    Args:
        sitting: The study.
        key: What a request must have to be answered.
    """
    paths = _Paths(sitting)
    answering = Starlette(
        routes=[
            Route("/api/study", paths.study),
            Route("/api/incidents", paths.incidents),
            Route("/api/incidents/{id}", paths.incident),
            Route("/api/reports/{id}", paths.report),
            Route("/api/originals/{id}", paths.original),
            Route("/api/search", paths.search),
            Route("/api/pairs", paths.pairs),
            Route("/api/judgements", paths.judgements),
            Route("/api/judgements", paths.decide, methods=["POST"]),
            Route("/api/undo", paths.undo, methods=["POST"]),
            Route("/api/{rest:path}", _no_path),
            Route("/{rest:path}", _file),
        ],
        exception_handlers={
            DatelineError: _mistake,
            msgspec.ValidationError: _malformed,
            msgspec.DecodeError: _malformed,
            HTTPException: _refused,
            Exception: _failed,
        },
    )
    return Guard(answering, key)  # around everything, answers to mistakes included


def _json(answer: Record, status: int = 200) -> Response:
    return Response(answer.to_json(), status, media_type="application/json")


class _Paths:
    """What each path answers. The work is done in a thread: the study is read without waiting."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    def study(self, _: Request) -> Response:
        return _json(self._sitting.info())

    def incidents(self, _: Request) -> Response:
        return Response(self._sitting.incidents(), media_type="application/json")

    def incident(self, request: Request) -> Response:
        key = request.path_params["id"]
        try:
            return _json(self._sitting.incident(key))
        except DatelineError as error:
            return _problem(error, 404, self._sitting.heir(key))

    def report(self, request: Request) -> Response:
        return _json(self._sitting.report(request.path_params["id"]))

    def original(self, request: Request) -> Response:
        """Answer with a report's bytes, to be saved and never shown."""
        original = self._sitting.original(request.path_params["id"])
        name = original.id.removeprefix("sha256:")[:16]
        headers = {
            "Content-Disposition": f'attachment; filename="{name}.bin"',
            "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
        }
        return Response(original.content, headers=headers, media_type="application/octet-stream")

    def search(self, request: Request) -> Response:
        return _json(self._sitting.search(request.query_params.get("q", "")))

    def pairs(self, _: Request) -> Response:
        return _json(self._sitting.pairs())

    def judgements(self, _: Request) -> Response:
        return _json(self._sitting.judgements())

    async def decide(self, request: Request) -> Response:
        decision = msgspec.json.decode(await request.body(), type=Decision)
        return _json(await run_in_threadpool(self._sitting.decide, decision))

    async def undo(self, request: Request) -> Response:
        undoing = msgspec.json.decode(await request.body(), type=Undoing)
        return _json(await run_in_threadpool(self._sitting.undo, undoing))


def page_files() -> dict[str, Traversable]:
    """Return the page's own files by their path in the address."""
    found: dict[str, Traversable] = {}

    def walk(folder: Traversable, path: str) -> None:
        for item in folder.iterdir():
            if item.is_dir():
                walk(item, f"{path}{item.name}/")
            elif any(item.name.endswith(ending) for ending in _TYPES):
                found[f"{path}{item.name}"] = item

    root = files("dateline.view").joinpath("static")
    if root.is_dir():
        walk(root, "")
    return found


def _file(request: Request) -> Response:
    """Answer with one of the page's own files: a path is looked up, never opened."""
    path = request.path_params["rest"] or "index.html"
    known = page_files()
    if path == "index.html" and path not in known:
        return PlainTextResponse(_UNBUILT, 503)
    if path not in known:
        return PlainTextResponse("There is nothing here.\n", 404)
    kind = _TYPES[path[path.rindex(".") :]]
    return Response(known[path].read_bytes(), media_type=kind)


def _no_path(request: Request) -> Response:
    problem = Problem(error="there is no such path", where=request.url.path, advice="Reload")
    return _json(problem, 404)


def _problem(error: DatelineError, status: int, heir: str | None = None) -> Response:
    problem = Problem(error=error.problem, where=error.where, advice=error.advice, heir=heir)
    return _json(problem, status)


async def _mistake(_: Request, error: Exception) -> Response:
    assert isinstance(error, DatelineError)  # noqa: S101  (Starlette's handlers take any error)
    return _problem(error, 400 if isinstance(error, ConfigError) else 404)


async def _malformed(_: Request, error: Exception) -> Response:
    problem = Problem(error=f"this is no decision: {error}", where="body", advice="Reload the page")
    return _json(problem, 400)


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 400
    problem = Problem(error="this cannot be asked here", where=request.url.path, advice="Reload")
    return _json(problem, status)


async def _failed(request: Request, _: Exception) -> Response:
    problem = Problem(
        error="the server made a mistake; nothing was changed",
        where=request.url.path,
        advice="Report what the terminal shows that it was started in",
    )
    return _json(problem, 500)
