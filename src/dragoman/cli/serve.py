"""`dragoman serve`: the ledger's pages and JSON API."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

TOKEN_BYTES = 24
LEAST_TOKEN = 12


@click.command("serve")
@click.argument("ledger")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", type=click.IntRange(1, 65_535), default=8000, show_default=True, help="Port to listen on.")
@click.option(
    "--token", envvar="DRAGOMAN_TOKEN", help="Who has it may judge, and read where --host is not this machine."
)
@click.option(
    "--token-file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A file that holds the token."
)
@click.option("--allow-host", multiple=True, metavar="NAME", help="A further name by which the server may be called.")
@click.option("--behind-proxy", is_flag=True, help="Trust the X-Forwarded headers of a proxy on this machine.")
def command(
    ledger: str,
    host: str,
    port: int,
    token: str | None,
    token_file: Path | None,
    allow_host: tuple[str, ...],
    behind_proxy: bool,
) -> None:
    """Serve the pages and the JSON API of LEDGER. On this machine reading is free and judging needs the token; for any
    other address both need it."""
    from dragoman.errors import MissingExtra
    from dragoman.web import Guard, create_app, open_site
    from dragoman.web.security import is_loopback

    try:
        import uvicorn
    except ModuleNotFoundError as error:
        raise MissingExtra("The pages", "web") from error
    is_local = is_loopback(host)
    secret = _token(token, token_file, is_local=is_local)
    hosts = frozenset({*(name.lower() for name in allow_host), host.lower()})
    site = open_site(ledger, Guard(secret, reading_is_free=is_local, hosts=hosts))
    shown = f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{port}/"
    was_given = token is not None or token_file is not None
    click.echo(f"{site.name} at {address}{'' if was_given else f'?token={secret}'}", err=True)
    click.echo("reading is free on this machine; judging needs the token" if is_local else "needs the token", err=True)
    click.echo("stop with Ctrl+C", err=True)
    uvicorn.run(
        create_app(site),
        host=host,
        port=port,
        log_level="warning",
        server_header=False,
        access_log=False,
        proxy_headers=behind_proxy,
        timeout_keep_alive=20,
        timeout_graceful_shutdown=5,
    )


def _token(token: str | None, token_file: Path | None, *, is_local: bool) -> str:
    """Return the token given, or on this machine a new one.

    Raises:
        UsageError: another address without a token, two tokens, or one that can be guessed.
        InputError: the file cannot be read.
    """
    from dragoman.errors import InputError, UsageError

    if token is not None and token_file is not None:
        raise UsageError("both a token and a file with one are given", "give one of them")
    if token_file is not None:
        try:
            token = token_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise InputError(f"cannot read the token in {token_file}") from error
    if token is None:
        if not is_local:
            raise UsageError(
                "an address that other machines can reach needs a token",
                "--token-file FILE, or --host 127.0.0.1 for this machine only",
            )
        return secrets.token_urlsafe(TOKEN_BYTES)
    if len(token) < LEAST_TOKEN:
        raise UsageError(f"the token is shorter than {LEAST_TOKEN} characters", "openssl rand -hex 24 makes a good one")
    return token
