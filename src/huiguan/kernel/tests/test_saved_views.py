"""A way of narrowing a list is kept under a name, by one person for themselves."""

import pytest
from django.apps import apps
from django.urls import reverse

from huiguan.kernel import saved_views
from huiguan.kernel.models import SavedView
from tests.cast import again, browser, submit

LIST = "/organizations/"
SAVE = "/views/organizations/new/"


@pytest.fixture
def clerk(cast):
    return browser(cast.clerk)


def keep(client, query, name, **more):
    answer = submit(client, f"{SAVE}?{query}", {"name": name, **more})
    assert answer.status_code == 302, answer.context["form"].errors
    return SavedView.objects.get(name=name)


def chips(answer):
    return [(chip["view"].name, chip["url"], chip["in_force"]) for chip in answer.context["views"]["chips"]]


def names(client):
    return [name for name, _url, _in_force in chips(client.get(f"{LIST}?all=1"))]


def press(client, view, page):
    return submit_at(client, reverse(f"saved_views.{page}", args=[view.list_name, view.pk]))


def submit_at(client, url):
    """Send a form that stands on the page of all views."""
    page = client.get("/views/organizations/").content.decode()
    form = page[page.index(f'action="{url}"') :]
    token = form[form.index('name="_once" value="') + 20 :].split('"')[0]
    return client.post(url, {"_once": token})


def test_what_is_in_force_is_kept_without_the_page_and_without_empty_answers(clerk):
    view = keep(clerk, "kind=firm&q=&size=large&page=2&sort=-name&colour=red", "大企业")

    assert (view.list_name, view.query, view.is_default) == ("organizations", "kind=firm&size=large&sort=-name", False)


def test_a_list_shows_its_views_first_and_marks_the_one_in_force(clerk):
    keep(clerk, "kind=firm", "企业")
    keep(clerk, "size=small&kind=firm", "小企业")

    answer = clerk.get(f"{LIST}?size=small&page=1&kind=firm&q=")

    both = [("企业", f"{LIST}?kind=firm", False), ("小企业", f"{LIST}?kind=firm&size=small", True)]
    assert chips(answer) == both
    assert answer.context["views"]["save_url"] == ""
    assert clerk.get(f"{LIST}?size=small").context["views"]["save_url"] == f"{SAVE}?size=small"
    assert clerk.get(LIST).context["views"]["save_url"] == ""


def test_another_list_and_another_person_have_views_of_their_own(clerk, cast):
    view = keep(clerk, "kind=firm", "企业")
    head = browser(cast.chair)

    assert chips(clerk.get("/firms/")) == []
    assert names(head) == []
    assert head.get(reverse("saved_views.edit", args=["organizations", view.pk])).status_code == 404
    assert clerk.get(reverse("saved_views.edit", args=["firms", view.pk])).status_code == 404


def test_a_view_belongs_to_the_tenant_in_which_it_was_kept(clerk, cast):
    SavedView.objects.create(tenant=cast.other, user=cast.clerk, list_name="organizations", name="那边的", query="q=x")

    assert names(clerk) == []


def test_two_views_of_one_name_are_refused_beside_the_field(clerk):
    keep(clerk, "kind=firm", "企业")

    answer = submit(clerk, f"{SAVE}?kind=chamber", {"name": " 企业 "})

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"name": ["这张列表已经有叫“企业”的常用筛选，请换一个名称"]}
    assert submit(clerk, "/views/firms/new/?kind=firm", {"name": "企业"}).status_code == 302


def test_a_view_whose_name_nobody_could_see_is_refused_beside_the_field(clerk):
    answer = submit(clerk, f"{SAVE}?kind=chamber", {"name": "\u200b\u2060"})

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["name"])


def test_one_view_more_than_there_may_be_is_refused_with_the_number(clerk, cast, monkeypatch):
    monkeypatch.setattr("huiguan.kernel.saved_views_pages.MOST", 1)
    keep(clerk, "kind=firm", "企业")

    answer = clerk.get(f"{SAVE}?kind=chamber")

    assert answer.status_code == 422
    assert answer.context["problem"] == "一张列表最多存 1 个常用筛选，请先删掉几个"
    assert saved_views.MOST == 20


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", "列表现在没有筛选，也没有排序，没有什么可存的；先在列表里选好条件"),
        ("size=huge", "筛选条件“规模：huge”无效，已忽略"),
        ("q=" + "a" * 1000, "筛选条件太长，存不下；请少写几个字"),
    ],
    ids=["nothing", "nonsense", "endless"],
)
def test_what_cannot_be_kept_is_said(clerk, query, problem):
    answer = clerk.get(f"{SAVE}?{query}")

    assert (answer.status_code, answer.context["problem"]) == (422, problem)
    token = answer.content.decode().split('name="_once" value="')[1].split('"')[0]
    assert clerk.post(f"{SAVE}?{query}", {"_once": token, "name": "x"}).status_code == 422
    assert SavedView.objects.count() == 0


def test_a_view_whose_filter_is_gone_says_so(clerk, cast):
    with cast.work():
        tag = apps.get_model("register.Tag").objects.get()
    view = keep(clerk, f"tags={tag.pk}", "专精特新")
    number = tag.pk
    with cast.work():
        tag.delete()

    answer = clerk.get(f"{LIST}?{view.query}")

    assert answer.context["listing"].notes == [f"筛选条件“标签：{number}”无效，已忽略"]
    assert chips(answer)[0][2]


def test_a_view_that_asks_what_the_list_no_longer_knows_says_so(clerk, cast):
    fields = {"tenant": cast.tenant, "user": cast.clerk, "list_name": "organizations"}
    SavedView.objects.create(**fields, name="旧的", query="colour=red&size=small")

    views = clerk.get(f"{LIST}?size=small&colour=red").context["views"]

    assert views["notes"] == ["“旧的”里的这些条件，这张列表已经没有了，已忽略：colour"]
    assert views["chips"][0]["in_force"]


def test_a_list_begins_with_its_default_until_it_is_asked_anything(clerk):
    keep(clerk, "kind=firm", "企业", is_default="on")

    assert clerk.get(LIST).url == f"{LIST}?kind=firm"
    assert clerk.get(f"{LIST}?all=1").context["listing"].count > clerk.get(f"{LIST}?kind=firm").context["listing"].count
    assert clerk.get(f"{LIST}?kind=firm").context["views"]["all_url"] == f"{LIST}?all=1"
    assert clerk.get(f"{LIST}?kind=firm").context["listing"].clear_url == f"{LIST}?all=1"
    assert clerk.get(LIST, headers={"HX-Request": "true"}).context["listing"].query == ""
    assert 'name="all" value="1"' in clerk.get(f"{LIST}?kind=firm").content.decode()
    assert clerk.get("/firms/").status_code == 200


def test_a_list_has_one_default(clerk):
    first = keep(clerk, "kind=firm", "企业", is_default="on")
    second = keep(clerk, "kind=chamber", "商会", is_default="on")
    assert clerk.get(LIST).url == f"{LIST}?kind=chamber"

    press(clerk, first, "default")
    assert clerk.get(LIST).url == f"{LIST}?kind=firm"

    press(clerk, first, "default")
    assert clerk.get(LIST).status_code == 200
    assert [SavedView.objects.get(pk=view.pk).is_default for view in (first, second)] == [False, False]


def test_views_are_renamed_moved_to_the_front_and_deleted(clerk):
    keep(clerk, "kind=firm", "企业")
    chambers = keep(clerk, "kind=chamber", "商会")

    press(clerk, chambers, "first")
    assert names(clerk) == ["商会", "企业"]

    url = reverse("saved_views.edit", args=["organizations", chambers.pk])
    taken = submit(clerk, url, {"name": "企业"})
    assert "请换一个名称" in taken.content.decode()
    assert again(clerk, url, taken, {"name": "各家商会"}).status_code == 302
    assert names(clerk) == ["各家商会", "企业"]

    assert submit(clerk, reverse("saved_views.delete", args=["organizations", chambers.pk])).status_code == 302
    assert names(clerk) == ["企业"]


def test_the_page_of_all_views_says_what_each_asks(clerk):
    keep(clerk, "kind=firm&size=small&q=茶&sort=-name", "小茶企")

    rows = clerk.get("/views/organizations/").context["rows"]

    assert [sorted(row["words"]) for row in rows] == [["排序：名称（倒序）", "搜索：茶", "类别：企业", "规模：小型"]]
    assert "还没有常用筛选" in clerk.get("/views/firms/").content.decode()


def test_views_are_only_of_lists_that_there_are_and_that_one_may_open(clerk, cast):
    codes = [clerk.get(f"/views/{name}/").status_code for name in ("nothing", "home", "seats", "organizations")]

    assert codes == [404, 404, 404, 200]
    assert browser(cast.tea_contact).get("/views/tags/").status_code == 403


def test_the_spreadsheet_follows_a_view(clerk):
    keep(clerk, "kind=firm", "企业", is_default="on")

    listing = clerk.get(f"{LIST}?kind=firm").context["listing"]

    assert listing.export_url == f"{LIST}export/?kind=firm"
