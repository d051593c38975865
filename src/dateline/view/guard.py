"""Guard: who may ask the server, and what a browser may do with its answers.

The server listens on the loopback address, where every program and every page open in a browser
can reach it. So:

- A request must name this very host and port (`Host`), or another site's name could be pointed
  at the loopback address and its script would read the study.
- The token in the address that the command prints is exchanged at once for a cookie that scripts
  cannot read (`HttpOnly`) and that no other site's request carries (`SameSite=Strict`). It is then
  gone from the address bar, so that a copied link never holds it. A token kept by the page's
  script would be lost in a new tab, and would be within reach of a script in a hostile report.
- A decision must come from the page itself: by its `Origin`, as JSON, with a header that a form
  of another site cannot send.
- Nothing on the page may load or send anything elsewhere, whatever a report smuggles in.
"""

from __future__ import annotations

import hmac
from collections.abc import Collection, Mapping
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dateline.record import Record

LARGEST = 64 * 1024
"""Bytes of the largest decision that is read."""

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}
WRITE_HEADER = "x-dateline"

_ASK = (
    "This page belongs to a dateline that runs on this machine. Open the address that it printed "
    "when it started, with the token at its end.\n"
)


class Key(Record, frozen=True, kw_only=True):
    """What opens the server.

    Attributes:
        token: The secret; made anew for each start.
        hosts: Names with port under which the server may be asked: `127.0.0.1:8471`.
        cookie: Name of the cookie; with the port, since cookies do not tell ports apart.
    """

    token: str
    hosts: Collection[str]
    cookie: str

    @classmethod
    def of(cls, token: str, port: int) -> Key:
        """Return the key of a server on the loopback address."""
        names = ("127.0.0.1", "localhost")
        hosts = tuple(f"{name}:{port}" for name in names) + (names if port == 80 else ())
        return cls(token=token, hosts=hosts, cookie=f"dateline_view_{port}")


class Guard:
    """Answers what may not pass, and puts the headers on everything that goes out."""

    def __init__(self, app: ASGIApp, key: Key) -> None:
        self._app, self._key = app, key

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        answer = self._refusal(scope) or self._exchange(scope)
        if answer is None and not self._known(Headers(scope=scope)):
            answer = PlainTextResponse(_ASK, 403)
        await (answer or self._app)(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> Response | None:
        """Return why a request is refused, whoever sends it; None if nothing speaks against it."""
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self._key.hosts:
            return PlainTextResponse("This server is asked by its own address only.\n", 421)
        if headers.get("sec-fetch-site", "none") not in {"none", "same-origin"}:
            return PlainTextResponse("Another site may not ask this server.\n", 403)
        origin = headers.get("origin")
        if origin is not None and origin.lower() != f"http://{headers['host'].lower()}":
            return PlainTextResponse("Another site may not ask this server.\n", 403)
        if scope["method"] in {"GET", "HEAD"}:
            return None
        if origin is None or headers.get(WRITE_HEADER) != "1":
            return PlainTextResponse("Only the page itself may decide.\n", 403)
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return PlainTextResponse("Send JSON.\n", 415)
        length = headers.get("content-length", "")
        if not length.isdecimal():
            return PlainTextResponse("Say how long it is.\n", 411)
        return PlainTextResponse("Too long.\n", 413) if int(length) > LARGEST else None

    def _exchange(self, scope: Scope) -> Response | None:
        """Return the answer that takes the token out of the address; None if none is in it."""
        fields = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        if scope["path"] != "/" or not any(name == "token" for name, _ in fields):
            return None
        if not any(name == "token" and self._fits(value) for name, value in fields):
            return None
        rest = urlencode([each for each in fields if each[0] != "token"])
        answer = Response(status_code=303, headers={"Location": f"/?{rest}" if rest else "/"})
        answer.set_cookie(self._key.cookie, self._key.token, httponly=True, samesite="strict")
        return answer

    def _known(self, headers: Headers) -> bool:
        try:
            cookie = SimpleCookie(headers.get("cookie", "")).get(self._key.cookie)
        except CookieError:
            return False
        return cookie is not None and self._fits(cookie.value)

    def _fits(self, token: str) -> bool:
        return hmac.compare_digest(token.encode(), self._key.token.encode())
