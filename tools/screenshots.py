"""The pictures of the documents: ``python -m tools.screenshots [NAME …]`` serves a demo of its own and looks at it.

Each picture says who looks, at which address, on how wide a screen. The demo lives in a temporary folder; nothing is
read from an installation or left in one.
"""

import argparse
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tools import machine
from tools.install import ROOT
from tools.palette import png_of, reduced

FOLDER = ROOT / "docs" / "pictures"
PASSWORD = "huiguan-demo"  # of every sign-in of the demo; it opens on this machine only
HEIGHTS = {1440: 900, 390: 844}
PATIENCE = 300  # seconds that the story may take to be told
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--no-first-run",
    "--hide-scrollbars",
)


ROW = "#results tbody a"
VISITS, DUTY = 2, 3  # the schemes of the demo


@dataclass(frozen=True)
class Picture:
    name: str
    address: str
    then: Callable[[Page], None] = lambda page: None  # what is done on the page before the picture is taken
    who: str = "clerk"  # a sign-in of the demo; empty for nobody
    width: int = 1440
    dark: bool = False
    language: str = "zh-hans"

    @property
    def session(self) -> tuple[str, int, bool, str]:
        """Pictures that agree in this are taken by one browser session."""
        return self.who, self.width, self.dark, self.language


def following(*links: str) -> Callable[[Page], None]:
    """Click from page to page, each time the first link that fits."""

    def follow(page: Page) -> None:
        for link in links:
            page.locator(f"main {link}").first.click()
            page.wait_for_load_state("networkidle")

    return follow


def planning_backwards(page: Page) -> None:
    """The planning form of the first scheme, refused because it ends before it starts."""
    following(ROW, "a[href$='/plan/']")(page)
    page.locator("[name=starts]").fill("2027-07-01")
    page.locator("[name=ends]").fill("2027-01-31")
    page.locator("main form[method=post] button").last.click()
    page.wait_for_load_state("networkidle")


PICTURES = [
    Picture("sign-in", "/sign-in/", who=""),
    Picture("home", "/"),
    Picture("board", "/rotation/"),
    Picture("turn", f"/turns/?state=under_way&scheme={VISITS}", following(ROW)),
    Picture("seat", f"/turns/?state=drafted&scheme={VISITS}", following(ROW, "a[href^='/seats/']")),
    Picture("scheme", f"/schemes/{DUTY}/"),
    Picture("roster", f"/schemes/{VISITS}/", following("a[href^='/rosters/']")),
    Picture("year", "/rotation/year/"),
    Picture("plan-refused", "/schemes/", planning_backwards),
    Picture("suggestions", "/suggestions/"),
    Picture("suggestion", "/suggestions/?state=done", following(ROW)),
    Picture("revisits", "/revisits/"),
    Picture("coverage", "/liaison/coverage/"),
    Picture("demands", "/appeals/board/"),
    Picture("rates", "/appeal_rates/"),
    Picture("cases", "/cases/tancheng/", who=""),
    Picture("leader-phone", "/liaison/mine/", who="official", width=390),
    Picture("demand-phone", "/appeals/?state=answered", following(ROW), who="firm", width=390),
    Picture("calendar", "/calendar/?view=month"),
    Picture("programme", "/programmes/", following(ROW + "[href='/programmes/1/']")),
    Picture("invitations", "/activities/?state=planned", following(ROW, "a[href*='/invitations/of/']")),
    Picture("organizations", "/organizations/"),
    Picture("organizations-filtered", "/organizations/?q=ny&kind=firm"),
    Picture(
        "organization",
        f"/turns/?state=closed&scheme={VISITS}",
        following(ROW, "a[href^='/seats/']", "a[href^='/organizations/']"),
    ),
    Picture("history", f"/turns/?state=closed&scheme={VISITS}", following(ROW, "a[href$='/history/']")),
    Picture("chambers", "/chambers/"),
    Picture("term", "/terms/", following(ROW)),
    Picture("figures", "/figures/"),
    Picture("figure", "/figures/rotation.firms_visited/"),
    Picture("claims", "/claims/"),
    Picture("search", "/search/?q=yx"),
    Picture("not-found", "/turns/999999/"),
    Picture("board-dark", "/rotation/", dark=True),
    Picture("board-traditional", "/rotation/", language="zh-hant"),
    Picture("organizations-english", "/organizations/", language="en"),
    Picture("board-phone", "/rotation/", width=390),
    Picture("calendar-phone", "/calendar/?view=month", width=390),
    Picture("organizations-phone", "/organizations/", width=390),
    Picture(
        "visit-phone",
        f"/turns/?state=under_way&scheme={VISITS}",
        following(ROW, "a[href^='/seats/']", "a[href$='/visit/']"),
        width=390,
    ),
    Picture("home-firm-phone", "/", who="host", width=390),
]


@contextmanager
def demo(home: Path) -> Iterator[str]:
    """The address of a demo that tells its story into ``home`` and is served until the end of the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    rest = {name: value for name, value in os.environ.items() if not name.startswith("HUIGUAN_")}
    command = (sys.executable, "-m", "huiguan.site.cli", "demo", "--address", address)
    server = subprocess.Popen(command, env={**rest, "HUIGUAN_HOME": str(home)}, stdout=subprocess.DEVNULL)
    try:
        _wait(server, f"http://{address}/sign-in/")
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait()


def _wait(server: subprocess.Popen, url: str) -> None:
    for _second in range(PATIENCE):
        if server.poll() is not None:
            sys.exit(f"The demo ended with {server.returncode}.")
        try:
            urlopen(url).close()
            return
        except URLError:
            time.sleep(1)
    sys.exit("The demo is not served yet; something is wrong.")


@contextmanager
def session(browser: Browser, base: str, who: str, width: int, dark: bool, language: str) -> Iterator[BrowserContext]:
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": base}])
    if who:
        page = context.new_page()
        page.goto("/sign-in/")
        page.fill("[name=username]", who)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(f"{base}/")
        page.close()
    yield context
    context.close()


def take(context: BrowserContext, picture: Picture, folder: Path) -> None:
    page = context.new_page()
    page.goto(picture.address)
    picture.then(page)
    page.wait_for_load_state("networkidle")
    file = folder / f"{picture.name}.png"
    shot = page.screenshot(animations="disabled", caret="hide")
    page.goto("about:blank")  # the policy of our own pages lets no script in
    file.write_bytes(png_of(reduced(page, shot)))
    print(f"  {file.stat().st_size / 1000:5.0f} kB  {picture.name}", flush=True)
    page.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help="only these pictures")
    parser.add_argument("--into", type=Path, default=FOLDER, help="the folder (default: docs/pictures)")
    parser.add_argument("--base", help="look at a demo that is already served, such as http://127.0.0.1:8000")
    chosen = parser.parse_args()
    if unknown := set(chosen.names) - {picture.name for picture in PICTURES}:
        sys.exit(f"No such picture: {', '.join(sorted(unknown))}")
    if (program := machine.chromium()) is None:
        sys.exit("This machine has no Chromium; HUIGUAN_CHROMIUM may say where it is.")
    signal.signal(signal.SIGTERM, machine.stop_politely)
    chosen.into.mkdir(parents=True, exist_ok=True)
    wanted = [picture for picture in PICTURES if not chosen.names or picture.name in chosen.names]
    if chosen.base:
        take_all(wanted, chosen.base, chosen.into, program)
    else:
        with tempfile.TemporaryDirectory(prefix="huiguan-pictures-") as home, demo(Path(home)) as base:
            take_all(wanted, base, chosen.into, program)


def take_all(wanted: list[Picture], base: str, folder: Path, program: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        for key, pictures in groupby(sorted(wanted, key=lambda picture: picture.session), lambda p: p.session):
            with session(browser, base, *key) as context:
                for picture in pictures:
                    take(context, picture, folder)
        browser.close()


if __name__ == "__main__":
    main()
