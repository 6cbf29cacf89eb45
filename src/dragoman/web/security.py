"""Who may do what, from where: hosts, the token, the session that follows from it, and the headers of every answer."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "font-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    # Not "no-referrer": with it browsers hide the origin of our own forms, by which others are told apart.
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
LOOPBACK_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach a server bound to the host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Guard:
    """The rules of one server.

    Args:
        token: who has it may judge, and read where reading is not free.
        reading_is_free: whether anyone who reaches the server may read (on a loopback address).
        hosts: names by which the server may be called, beside loopback names; addresses in numbers are always taken
            unless the server is bound to loopback, because a rebinding attack needs a name.
    """

    token: str
    reading_is_free: bool = True
    hosts: frozenset[str] = frozenset()

    @property
    def cookie(self) -> str:
        """Return the session cookie's name, another for each token: servers on one machine share their cookies."""
        return f"dragoman_{self._derived('cookie')[:8]}"

    @property
    def session(self) -> str:
        """Return the session cookie's value, from which the token cannot be found."""
        return self._derived("session")

    @property
    def form_key(self) -> str:
        """Return what a form of ours carries and a form of another site cannot know."""
        return self._derived("form")

    def _derived(self, purpose: str) -> str:
        return hmac.new(self.token.encode(), purpose.encode(), hashlib.sha256).hexdigest()

    def knows_host(self, header: str | None) -> bool:
        """Say whether the Host header names this server."""
        name = _host_of(header or "")
        if name in LOOPBACK_NAMES or name in self.hosts:
            return True
        if self.reading_is_free:
            return False
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        return True

    def is_token(self, given: str) -> bool:
        """Compare in a time that does not depend on the token."""
        return hmac.compare_digest(given.encode(), self.token.encode())

    def has_bearer(self, connection: HTTPConnection) -> bool:
        """Say whether the request carries the token in its Authorization header."""
        kind, _, given = connection.headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and self.is_token(given.strip())

    def has_session(self, connection: HTTPConnection) -> bool:
        """Say whether the request carries our session cookie."""
        return hmac.compare_digest(connection.cookies.get(self.cookie, "").encode(), self.session.encode())

    def may_read(self, connection: HTTPConnection) -> bool:
        """Say whether the request may see the ledger."""
        return self.reading_is_free or self.has_bearer(connection) or self.has_session(connection)

    def may_judge(self, connection: HTTPConnection, form_key: str) -> bool:
        """Say whether the request may write: by token, or by a form of ours in a session from our own pages."""
        if self.has_bearer(connection):
            return True
        is_ours = hmac.compare_digest(form_key.encode(), self.form_key.encode())
        return self.has_session(connection) and is_ours and is_same_origin(connection)


def is_same_origin(connection: HTTPConnection) -> bool:
    """Say whether the browser states that the request comes from a page of this very server."""
    site = connection.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = connection.headers.get("origin")
    if origin is None:
        return True
    return bool(urlsplit(origin).netloc) and urlsplit(origin).netloc == connection.headers.get("host", "")


def _host_of(header: str) -> str:
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""
