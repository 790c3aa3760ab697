"""One person in front of one page: they find things by the words that they read."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Locator, Page, Request, Response, expect

PHONE_AT_MOST = 760


class Visit:
    """``troubles`` collects what no page may do: script errors, failed files, answers of 500, requests to elsewhere."""

    def __init__(self, page: Page, width: int):
        self.page, self.width, self.troubles = page, width, []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on("response", self._answered)
        page.on("request", self._asked)

    # what is watched

    def _said(self, message: ConsoleMessage) -> None:
        expected = message.text.startswith(("Failed to load resource", "Response Status Error Code"))  # see _answered
        if message.type == "error" and not expected:
            self.troubles.append(message.text)

    def _answered(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() or "hx-request" in response.request.headers
        if response.status >= (500 if is_page else 400):
            self.troubles.append(f"{response.status} {response.url}")

    def _asked(self, request: Request) -> None:
        if urlsplit(request.url).hostname not in ("127.0.0.1", None):
            self.troubles.append(f"asks {request.url}")

    # going somewhere

    @property
    def on_phone(self) -> bool:
        return self.width <= PHONE_AT_MOST

    def sign_in(self, username: str, password: str) -> None:
        self.page.goto("/sign-in/")
        self.fill_in_sign_in(username, password)
        self.reads("待我办理")

    def fill_in_sign_in(self, username: str, password: str) -> int:
        self.page.get_by_label("账号").fill(username)
        self.page.get_by_label("密码").fill(password)
        return self.press("登录")

    def open(self, path: str) -> int:
        """An address typed by hand; returns the answer's code."""
        return self.page.goto(path).status

    def go(self, place: str, *, titled: str = "") -> None:
        """By the navigation: the rail, or on the phone the bar at the bottom and the page behind its last tab."""
        if not self.on_phone:
            named = re.compile(rf"^{re.escape(place)}(\s|$)")  # 意见建议 12: how many wait stands behind it
            self.page.get_by_role("navigation", name="主导航").get_by_role("link", name=named).click()
        else:
            bar = self.page.get_by_role("navigation", name="底部导航")
            if bar.get_by_role("link", name=place).count():
                bar.get_by_role("link", name=place).click()
            else:
                bar.get_by_role("link", name="更多").click()
                self.main.get_by_role("link", name=place, exact=True).click()
        self.titled(titled or place)

    # what is on the page

    @property
    def main(self) -> Locator:
        return self.page.get_by_role("main")

    @property
    def path(self) -> str:
        return urlsplit(self.page.url).path

    def titled(self, title: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(title)

    def reads(self, text: str) -> None:
        expect(self.main.get_by_text(text).locator("visible=true").first).to_be_visible()

    def lacks(self, role: str, name: str) -> None:
        expect(self.main.get_by_role(role, name=name)).to_have_count(0)

    def link(self, name: str, *, exact: bool = False) -> Locator:
        return self.main.get_by_role("link", name=name, exact=exact).locator("visible=true").first

    def follow(self, name: str, *, exact: bool = False) -> None:
        """Click a link and wait until its page is there."""
        link = self.link(name, exact=exact)
        link.wait_for()
        with self.page.expect_navigation():
            link.click()

    def card(self, name: str) -> Locator:
        return self.main.get_by_role("region", name=re.compile(name))

    def told(self, text: str) -> None:
        """A toast says so."""
        expect(self.page.locator("#toasts").get_by_text(text)).to_be_visible()

    def rows(self) -> Locator:
        return self.main.locator("tbody").get_by_role("row")

    # forms

    def field(self, name: str) -> Locator:
        """A field by its label as a screen reader says it, without the star of what is required; on a phone the many
        filters of a list are unfolded for it."""
        more = self.main.get_by_text("更多筛选", exact=True)
        if more.is_visible() and not self.main.locator("#unfold").is_checked():
            more.click()
        named = re.compile(f"^{re.escape(name)}$")
        roles = ("textbox", "combobox", "spinbutton", "searchbox")
        found = self.main.get_by_role(roles[0], name=named)
        for role in roles[1:]:
            found = found.or_(self.main.get_by_role(role, name=named))
        return found.first

    def fill(self, **answers: str) -> None:
        for name, value in answers.items():
            field = self.field(name)
            if field.evaluate("el => el.tagName") == "SELECT":
                field.select_option(label=value)
            else:
                field.fill(value)
                if self.is_picker(field):
                    self.picks(field).filter(has_text=value).first.click()

    def choose(self, name: str, containing: str) -> None:
        """The first row that contains these words, of a select or of a picker."""
        field = self.field(name)
        if field.evaluate("el => el.tagName") != "SELECT":
            return self.fill(**{name: containing})
        option = field.locator("option").filter(has_text=containing).first
        field.select_option(value=option.get_attribute("value"))

    def is_picker(self, field: Locator) -> bool:
        """Whether a text field suggests rows; without script it is a text field like any other."""
        return field.get_attribute("role") == "combobox"

    def picks(self, field: Locator) -> Locator:
        """What a picker suggests now."""
        return self.page.locator(f"#{field.get_attribute('aria-controls')}").get_by_role("option")

    def press(self, name: str, *, exact: bool = True) -> int:
        """Press a button that sends a form; returns the code of the first answer: 302 when it was done."""
        button = self.main.get_by_role("button", name=name, exact=exact).first
        with self.page.expect_response(lambda response: response.request.method == "POST") as answered:
            button.click()
        self.page.wait_for_load_state()
        return answered.value.status

    def complains(self, field: str, words: str) -> None:
        """The field is marked as wrong and the reason stands beside it."""
        expect(self.field(field)).to_have_attribute("aria-invalid", "true")
        expect(self.field(field)).to_have_accessible_description(re.compile(words))

    def search(self, words: str) -> None:
        """Type into the list's search box; htmx asks again by itself."""
        self.main.get_by_role("searchbox", name="搜索").fill(words)
        expect(self.main.get_by_role("link", name=f"移除筛选 {words}")).to_be_visible()
