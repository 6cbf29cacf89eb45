"""A reader and a reviewer in headless Chromium: every page, filters, keys, dark mode, a phone; no error, no barrier."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import TOKEN, event_id, make_ledger

pytestmark = [pytest.mark.browser, pytest.mark.filterwarnings("default")]

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 375, "height": 720}
PAGES = (
    "/", "/events", "/events?type=SANCTION", "/articles", "/article/a1", "/article/a5", "/chains", "/dyads",
    "/dyad?one=FJI&other=MLT", "/actors", "/actor?code=FJI", "/review", "/judgements", "/api", "/sign-in", "/nothing-here",
)  # fmt: skip


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Any]:
    """A server of a fresh ledger: (address, site)."""
    import uvicorn

    from dragoman.web import Guard, create_app, open_site

    site = open_site(make_ledger(tmp_path), Guard(TOKEN))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(site), host="127.0.0.1", port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    for _ in range(1200):
        if server.started:
            break
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}", site
    server.should_exit = True
    thread.join(60)


@pytest.fixture
def tab(tmp_path: Path) -> Iterator[Any]:
    """A page of a fresh browser that keeps what went wrong in `problems`."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("no Chromium: apt-get install chromium")
    with sync_api.sync_playwright() as player:
        context = player.chromium.launch_persistent_context(
            str(tmp_path / "profile"), executable_path=found, args=ARGUMENTS, viewport=WIDE, timeout=120_000
        )
        page = context.new_page()
        page.set_default_timeout(60_000)
        page.problems = []
        page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("dialog", lambda dialog: (page.problems.append(f"dialog {dialog.message}"), dialog.dismiss()))
        yield page
        context.close()


def visit(tab: Any, address: str) -> None:
    """Open a page; a page that is not there is meant to say so in the console."""
    tab.goto(address)
    tab.problems[:] = [said for said in tab.problems if not ("404" in said and "nothing-here" in address)]


def barriers(tab: Any) -> list[str]:
    """Return axe's serious and critical findings."""
    # Through the debugging protocol, which the page's policy does not bind.
    tab.evaluate(AXE.read_text(encoding="utf-8"))
    found = tab.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in found if one["impact"] in ("serious", "critical")
    ]


def paths(site: Any) -> list[str]:
    """Return the addresses of all pages."""
    return [*PAGES, f"/event/{event_id(site, actor='FJI')}", f"/chain/{site.ledger.chains()[0]['id']}"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_errors_or_barriers(tab: Any, served: Any, scheme: str) -> None:
    address, site = served
    tab.emulate_media(color_scheme=scheme)
    visit(tab, f"{address}/?token={TOKEN.replace(' ', '%20')}")
    assert "token" not in tab.url
    found = {}
    for path in paths(site):
        visit(tab, address + path)
        found[path] = barriers(tab)
    assert {path: problems for path, problems in found.items() if problems} == {}
    assert tab.problems == []


def test_no_page_is_wider_than_a_phone(tab: Any, served: Any) -> None:
    address, site = served
    tab.set_viewport_size(PHONE)
    wide = []
    for path in paths(site):
        visit(tab, address + path)
        if tab.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            wide.append(path)
    assert wide == []
    assert tab.problems == []


def test_a_reader_clicks_from_the_overview_to_the_words(tab: Any, served: Any) -> None:
    address, _ = served
    visit(tab, address)
    tab.get_by_role("link", name="Malta expels 21 diplomats of Fiji").first.click()
    tab.get_by_role("link", name="The whole chain").click()
    assert tab.locator("path.arrow.stated.answers").count() >= 1
    tab.get_by_role("link", name="Fiji expels 21 diplomats of Malta").first.click()
    tab.get_by_role("link", name="Fiji sends Maltese home").first.click()
    tab.locator("[data-note].m-count").first.hover()
    assert "how many: 21 diplomats" in tab.locator("#note").inner_text()
    assert tab.problems == []


def test_filters_make_an_address_to_share(tab: Any, served: Any) -> None:
    address, _ = served
    visit(tab, f"{address}/events")
    tab.locator("select[name=type]").select_option("ACCUSE")
    tab.wait_for_url("**/events?type=ACCUSE")
    tab.locator("input[name=text]").fill("condemned")
    tab.locator("input[name=text]").press("Enter")
    tab.wait_for_url("**text=condemned**")
    assert tab.locator("ol.events > li").count() == 1
    tab.get_by_role("link", name="Take away text condemned").click()
    tab.wait_for_url("**/events?type=ACCUSE")
    assert tab.problems == []


def test_dark_mode_is_kept(tab: Any, served: Any) -> None:
    address, _ = served
    tab.emulate_media(color_scheme="light")
    visit(tab, address)
    before = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.get_by_role("button", name="Dark").click()
    visit(tab, f"{address}/events")
    after = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    assert before != after
    assert tab.get_by_role("button", name="Light").is_visible()


def test_a_reviewer_works_with_keys_alone(tab: Any, served: Any) -> None:
    address, site = served
    visit(tab, f"{address}/review?token={TOKEN.replace(' ', '%20')}")
    first = tab.locator(".queue a[aria-current=true]").get_attribute("href")
    tab.keyboard.press("j")
    tab.wait_for_function(
        "href => document.querySelector('.queue a[aria-current=true]').getAttribute('href') !== href", arg=first
    )
    tab.keyboard.press("k")
    tab.wait_for_function(
        "href => document.querySelector('.queue a[aria-current=true]').getAttribute('href') === href", arg=first
    )
    tab.keyboard.press("c")
    assert tab.locator("#who-needed").is_visible()
    tab.locator("#by").fill("Ada")
    tab.keyboard.press("Escape")
    _press(tab, site, "c", 1)
    _press(tab, site, "r", 2)
    _press(tab, site, "u", 3)
    for key, panel in (("e", "#correct"), ("m", "#merge"), ("s", "#split")):
        tab.keyboard.press(key)
        assert tab.locator(panel).evaluate("panel => panel.open")
        tab.keyboard.press("Escape")
    tab.keyboard.press("e")
    tab.locator("#correct select").select_option("count")
    tab.locator("#correct input[name=value]").fill("22")
    tab.locator("#correct input[name=value]").press("Enter")
    _wait(site, 4)
    assert [one["kind"] for one in site.ledger.judgements()] == ["correct", "undo", "reject", "confirm"]
    assert {one["by"] for one in site.ledger.judgements()} == {"Ada"}
    assert tab.problems == []


def _press(tab: Any, site: Any, key: str, number: int) -> None:
    tab.keyboard.press(key)
    _wait(site, number)
    tab.wait_for_load_state("load")
    tab.wait_for_timeout(300)


def _wait(site: Any, number: int) -> None:
    for _ in range(600):
        if len(site.ledger.judgements()) == number:
            return
        time.sleep(0.05)
    raise AssertionError(f"the ledger has {len(site.ledger.judgements())} judgements, not {number}")
