"""The administrator's own job: a new colleague gets a login, an office and, in the end, leaves it."""

from playwright.sync_api import expect

from tests.journeys.visit import Visit

OWN = "Yinxing-2031-hua"


def set_password(visit, new: str) -> None:
    visit.fill(新密码=new, 再输一次新密码=new)


def test_a_new_colleague_gets_a_login_an_office_and_leaves(visit, window, screen, width):
    name, username = {1440: ("柳新宽", "liuxinkuan"), 390: ("柳新窄", "liuxinzhai")}[width]
    admin = visit("admin")
    admin.go("人员")
    admin.follow("新增人员")
    admin.fill(姓名=name)
    admin.choose("归口单位", "郯城县工商联")
    assert admin.press("保存") == 302

    admin.follow("开通账号")
    admin.fill(账号="clerk")
    assert admin.press("开通") == 422
    admin.complains("账号", "已经有人用了")
    admin.fill(账号=username)
    assert admin.press("开通") == 302
    admin.titled("临时密码")
    given = admin.main.locator("dt:has-text('临时密码') + dd").inner_text().strip()
    admin.follow("记下了")
    admin.titled(name)

    colleague = Visit(window(width).new_page(), width)
    colleague.open("/sign-in/")
    assert colleague.fill_in_sign_in(username, given) == 302
    colleague.reads("设置自己的密码")
    assert colleague.open("/suggestions/") == 200
    colleague.reads("别人发给您的临时密码")
    set_password(colleague, "12345678")
    assert colleague.press("保存，开始使用") == 200
    colleague.reads("常见")
    set_password(colleague, OWN)
    assert colleague.press("保存，开始使用") == 302
    colleague.reads("目前没有任何岗位")

    admin.card("任职").get_by_role("link", name="任职", exact=True).click()
    admin.choose("职务", "干事")
    admin.choose("任职机构", "郯城县工商联")
    admin.fill(起="2020-01-01")
    assert admin.press("保存") == 302
    admin.titled(name)
    expect(admin.card("任职")).to_contain_text("干事")

    colleague.open("/")
    colleague.go("意见建议")
    expect(colleague.link("新增建议")).to_be_visible()

    colleague.page.get_by_label(f"{name} 的菜单").click()
    colleague.page.get_by_role("button", name="退出登录").click()
    colleague.page.wait_for_url("**/sign-in/**")
    assert colleague.fill_in_sign_in(username, given) == 200
    assert colleague.fill_in_sign_in(username, OWN) == 302
    colleague.reads("待我办理")

    admin.card("任职").get_by_role("link", name="离任").click()
    admin.main.get_by_role("textbox").first.fill("2020-06-01")
    assert admin.press("离任") == 302
    expect(admin.card("任职")).to_contain_text("2020-06-01")

    assert colleague.open("/suggestions/") == 403
    colleague.reads("目前没有任何岗位")
    assert colleague.troubles == []
