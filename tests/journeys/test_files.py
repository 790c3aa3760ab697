"""A photograph is hung on a firm's page, looked at, taken off and put back."""

import base64

from playwright.sync_api import expect

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGP4z8DwHwAFAAH/iZk9HQAAAABJRU5ErkJggg=="
)


def test_a_photograph_hangs_on_a_firms_page(visit, screen):
    clerk = visit("clerk")
    name = f"门头{screen}.png"
    clerk.open("/organizations/?q=" + {"宽屏": "郯城银杏茶业", "窄屏": "郯城柳娘工艺品"}[screen])
    clerk.rows().first.get_by_role("link").first.click()
    clerk.follow("添加附件")
    files = clerk.main.locator("input[type=file]")

    files.set_input_files({"name": "门头.exe", "mimeType": "image/png", "buffer": PIXEL})
    assert clerk.press("上传") == 422
    expect(clerk.page.get_by_role("alert")).to_contain_text("格式不收")
    files.set_input_files({"name": name, "mimeType": "image/png", "buffer": PIXEL})
    assert clerk.press("上传") == 302

    shelf = clerk.card("附件")
    expect(shelf.get_by_role("link", name=name)).to_be_visible()
    assert clerk.page.request.get(shelf.get_by_role("link", name=name).get_attribute("href")).body() == PIXEL
    shelf.get_by_role("button", name=f"移走 {name}").click()
    expect(clerk.card("附件").get_by_role("link", name=name)).to_have_count(0)
    clerk.card("附件").get_by_text("移走的").click()
    clerk.card("附件").get_by_role("button", name=f"放回 {name}").click()
    expect(clerk.card("附件").get_by_role("link", name=name)).to_be_visible()
