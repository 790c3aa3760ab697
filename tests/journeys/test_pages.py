"""The main pages at both widths, in light and dark: no barrier, no sideways scrolling; and on paper."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

PAGES = {
    "clerk": [
        *("/", "/more/", "/search/?q=银杏", "/organizations/", "/organizations/?q=没有这一家", "/organizations/new/"),
        *(
            "/organizations/60/",
            "/organizations/60/history/",
            "/chambers/",
            "/people/",
            "/people/2/",
            "/terms/",
            "/terms/1/",
        ),
        *("/offices/", "/offices/new/", "/activities/", "/activities/3/", "/rotation/", "/rotation/year/", "/turns/"),
        *("/turns/14/", "/turns/14/hand_over/", "/seats/30/", "/suggestions/", "/suggestions/20/", "/suggestions/new/"),
        *("/requests/", "/requests/1/", "/requests/1/grant/", "/office_days/", "/rotation/?scheme=3", "/turns/24/"),
        *("/schemes/3/", "/schemes/3/who/", "/schemes/3/edit/", "/schemes/3/renew/", "/schemes/new/?preset=groups"),
        *("/schemes/2/", "/schemes/2/plan/", "/wishes/", "/tables/", "/me/password/", "/nowhere/"),
        *("/messages/", "/messages/?unread", "/me/settings/", "/me/stand-in/"),
    ],
    "head": ["/figures/", "/figures/rotation.suggestions_useful/", "/claims/", "/claims/4/"],
    "host": ["/", "/suggestions/", "/rotation/", "/requests/", "/office_days/", "/messages/"],
    "leader": ["/schemes/2/plan/"],
    "admin": ["/_ui/", "/posts/", "/people/64/", "/health/"],
}
"""Every address must answer with a page of ours, be it of what cannot be opened."""


ONLY_COLOURS = {"runOnly": ["color-contrast"]}  # nothing else depends on light or dark


def problems(page, scheme: str = "light") -> list[str]:
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    options = {"resultTypes": ["violations"], **(ONLY_COLOURS if scheme == "dark" else {})}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{scheme} {one['id']}: {node['html'][:160]}" for one in found for node in one["nodes"][:3]]


@pytest.mark.parametrize("who", PAGES)
def test_pages_have_no_barriers_and_do_not_scroll_sideways(visit, who):
    reader, wrong = visit(who), []
    for path in PAGES[who]:
        assert reader.open(path) in (200, 403, 404), path
        expect(reader.page.get_by_role("heading", level=1)).to_have_count(1)
        found = [*problems(reader.page), *problems(reader.page, "dark")]
        needed = reader.page.evaluate("document.documentElement.scrollWidth")
        found += [f"{needed} wide"] if needed > reader.width else []
        wrong += [(path, problem) for problem in found]
    assert wrong == []


def test_the_door_has_no_barriers(stranger):
    assert stranger.open("/sign-in/") == 200

    assert [*problems(stranger.page), *problems(stranger.page, "dark")] == []
    assert stranger.page.evaluate("document.documentElement.scrollWidth") == stranger.width


@pytest.mark.parametrize("place", ["轮值看板", "组织名录"])
def test_paper_shows_the_content_without_the_frame(visit, place):
    clerk = visit("clerk")
    clerk.go(place)
    clerk.follow("年表") if place == "轮值看板" else clerk.rows().first.get_by_role("link").first.click()
    expect(clerk.main.get_by_role("heading", level=1)).to_be_visible()

    clerk.page.emulate_media(media="print")

    for part in (
        clerk.page.get_by_role("navigation", name=re.compile("主导航|底部导航")),
        clerk.page.locator("header.top"),
        clerk.main.get_by_role("link", name="修改", exact=True),
        clerk.main.get_by_role("button", name="打印"),
    ):
        expect(part.locator("visible=true")).to_have_count(0)
    expect(clerk.main.get_by_role("heading", level=1)).to_be_visible()
    assert clerk.main.inner_text().strip()
