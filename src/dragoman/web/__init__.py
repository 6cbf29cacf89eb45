"""The ledger in the browser and as a JSON API. Needs the extra `web`; nothing of it is imported before it is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.web.app import create_app
    from dragoman.web.security import Guard
    from dragoman.web.site import open_site

__all__ = ["Guard", "create_app", "open_site"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from dragoman.errors import MissingExtra

    try:
        from dragoman.web import app, security, site
    except ModuleNotFoundError as error:
        raise MissingExtra("The pages", "web") from error
    homes: dict[str, Any] = {"create_app": app, "Guard": security, "open_site": site}
    return getattr(homes[name], name)
