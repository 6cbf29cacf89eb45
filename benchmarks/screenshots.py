"""Makes the screenshots of the README from a ledger: python -m benchmarks.screenshots LEDGER [-o docs/images].

Needs the package playwright and a Chromium (apt-get install chromium).
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

TOKEN = "screenshots of the demo ledger"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--force-color-profile=srgb",
]
WIDE, PHONE = {"width": 1280, "height": 860}, {"width": 390, "height": 800}
MAX_BYTES = 200_000


@contextmanager
def served(ledger: str) -> Iterator[str]:
    """Give the address at which the ledger is served while the block runs."""
    import uvicorn

    from dragoman.web import Guard, create_app, open_site

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    site = open_site(ledger, Guard(TOKEN), name=Path(ledger).name)
    server = uvicorn.Server(uvicorn.Config(create_app(site), host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(20)


@contextmanager
def browser(folder: str, **settings: Any) -> Iterator[Any]:
    """Give a page of a headless Chromium with a profile of its own."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("no Chromium: apt-get install chromium")
    with sync_playwright() as player:
        context = player.chromium.launch_persistent_context(folder, executable_path=found, args=ARGUMENTS, **settings)
        try:
            yield context.pages[0] if context.pages else context.new_page()
        finally:
            context.close()


def shots(ledger: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Return name, path and browser settings of every screenshot."""
    from dragoman.ledger import open_ledger

    with open_ledger(ledger, create=False) as opened:
        chains = opened.chains(limit=1)
        event = opened.events(limit=1, sort="-sources")[0]
        article = opened.event(event["id"])["told"][0]["article"]["id"]
        dyad = opened.dyads(limit=1)[0]
    found = [
        ("overview", "/", {"viewport": WIDE, "color_scheme": "light"}),
        ("events", "/events", {"viewport": WIDE, "color_scheme": "light"}),
        ("event", f"/event/{event['id']}", {"viewport": WIDE, "color_scheme": "light"}),
        ("article", f"/article/{article}", {"viewport": WIDE, "color_scheme": "light"}),
        ("dyad", f"/dyad?one={dyad['actor']}&other={dyad['recipient']}", {"viewport": WIDE, "color_scheme": "light"}),
        ("review", "/review", {"viewport": WIDE, "color_scheme": "light"}),
        ("overview-dark", "/", {"viewport": WIDE, "color_scheme": "dark"}),
        ("events-phone", "/events", {"viewport": PHONE, "color_scheme": "light", "device_scale_factor": 2}),
    ]
    if chains:
        found.append(("chain", f"/chain/{chains[0]['id']}", {"viewport": WIDE, "color_scheme": "light"}))
        found.append(
            (
                "chain-phone",
                f"/chain/{chains[0]['id']}",
                {"viewport": PHONE, "color_scheme": "dark", "device_scale_factor": 2},
            )
        )
    return found


@click.command()
@click.argument("ledger")
@click.option("-o", "--output", type=click.Path(file_okay=False, path_type=Path), default=Path("docs/images"))
@click.option("--whole", is_flag=True, help="The whole page, not its first screen.")
def main(ledger: str, output: Path, whole: bool) -> None:
    """Write a screenshot of each page of LEDGER as PNG."""
    output.mkdir(parents=True, exist_ok=True)
    with served(ledger) as address:
        for name, path, settings in shots(ledger):
            with tempfile.TemporaryDirectory() as folder, browser(folder, **settings) as page:
                page.goto(f"{address}{path}{'&' if '?' in path else '?'}token={TOKEN.replace(' ', '%20')}")
                page.wait_for_load_state("networkidle")
                target = output / f"{name}.png"
                page.screenshot(path=str(target), full_page=whole)
                _shrink(target)
                click.echo(f"{target}: {target.stat().st_size // 1024} KB")


def _shrink(target: Path) -> None:
    """Bring a picture under the limit with a palette of 256 colours, where Pillow is installed."""
    if target.stat().st_size <= MAX_BYTES:
        return
    try:
        from PIL import Image
    except ModuleNotFoundError:
        click.echo(f"{target} is over {MAX_BYTES} bytes: pip install pillow", err=True)
        return
    with Image.open(target) as picture:
        picture.convert("RGB").quantize(256).save(target, optimize=True)


if __name__ == "__main__":
    main()
