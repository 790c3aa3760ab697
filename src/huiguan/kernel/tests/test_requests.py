"""Around every page: a session that ends takes nothing along, and what went wrong says so in plain words."""

from datetime import datetime, timedelta

import pytest
from django.apps import apps
from django.core import signing
from django.test import Client
from django.utils import timezone

from huiguan.kernel.held import SALT, release
from huiguan.kernel.models import Grant
from huiguan.kernel.tests.sessions import NEW, idle
from tests.cast import browser, filled

PASSWORD = "long-enough-1"
HARDENED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def sectors(name):
    return apps.get_model("register.LocalSector").everywhere.filter(name=name).count()


def sign_in(client, held, username, password=PASSWORD):
    return client.post("/sign-in/", {"username": username, "password": password, "held": held})


# sessions


def test_a_session_that_was_idle_too_long_has_ended(admin):
    idle(admin, 61)

    answer = admin.get(NEW)

    assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={NEW}")
    assert admin.get(NEW).status_code == 302


def test_a_session_that_was_used_goes_on_and_remembers_it(admin):
    idle(admin, 59)

    assert admin.get(NEW).status_code == 200
    assert (timezone.now() - datetime.fromisoformat(admin.session["seen_at"])).total_seconds() < 60


def test_the_moment_is_written_at_most_once_a_minute(admin):
    idle(admin, 0.5)
    before = admin.session["seen_at"]

    admin.get(NEW)

    assert admin.session["seen_at"] == before


@pytest.mark.parametrize(("hours", "status"), [(11.9, 200), (12.1, 302)])
def test_a_session_ends_after_twelve_hours_however_busy_it_is(admin, hours, status):
    session = admin.session
    session["since"] = (timezone.now() - timedelta(hours=hours)).isoformat()
    session["seen_at"] = (timezone.now() - timedelta(minutes=2)).isoformat()
    session.save()

    assert admin.get(NEW).status_code == status


@pytest.mark.parametrize("url", ["/", "/organizations/", "/nowhere/", "/sign-in/"])
def test_no_browser_and_no_proxy_keeps_a_page(admin, url):
    assert admin.get(url).headers["Cache-Control"] == "private, no-store"


def test_every_page_says_what_a_browser_must_not_do_with_it(admin):
    headers = admin.get("/").headers

    assert {name: headers.get(name) for name in HARDENED} == HARDENED
    assert {"default-src 'self'", "frame-ancestors 'none'"} <= set(headers["Content-Security-Policy"].split("; "))


# what was typed


def test_what_is_held_can_be_read_by_nobody_who_looks_at_the_page(interrupted):
    held = interrupted.context["held"]

    assert ("name", "茶具") in release(held)[1]
    with pytest.raises(signing.BadSignature):
        signing.loads(held, salt=SALT)


def test_a_form_sent_after_the_session_ended_is_held_and_nothing_is_saved(interrupted):
    assert interrupted.status_code == 401
    assert "您填写的内容还在" in interrupted.content.decode()
    assert interrupted.context["held"]
    assert sectors("茶具") == 0


def test_who_signs_in_again_finds_their_form_and_sends_it(cast, interrupted):
    client = Client()

    resumed = sign_in(client, interrupted.context["held"], "admin")

    assert (resumed.context["url"], ("name", "茶具") in resumed.context["fields"]) == (NEW, True)
    assert "茶具" in resumed.content.decode()
    again = client.post(NEW, dict(resumed.context["fields"]) | {"_once": resumed.context["token"]})
    assert (again.status_code, sectors("茶具")) == (302, 1)


def test_a_wrong_password_does_not_lose_the_form(interrupted):
    client = Client()

    wrong = sign_in(client, interrupted.context["held"], "admin", "wrong")
    resumed = sign_in(client, wrong.context["held"], "admin")

    assert wrong.status_code == 200
    assert ("name", "茶具") in resumed.context["fields"]


def test_somebody_else_who_signs_in_sees_nothing_of_it(interrupted):
    answer = sign_in(Client(), interrupted.context["held"], "clerk")

    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("held", ["made up", ""])
def test_what_was_not_held_here_is_not_resumed(cast, held):
    assert sign_in(Client(), held, "admin").status_code == 302


def test_a_form_without_a_token_of_ours_is_held_for_nobody(cast, admin):
    idle(admin, 61)
    held = admin.post(NEW, {"name": "茶具"}).context["held"]

    assert sign_in(Client(), held, "admin").status_code == 302


def test_a_form_from_before_another_sign_in_is_offered_again_to_the_same_person(cast):
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.admin, backend="django.contrib.auth.backends.ModelBackend")
    data = filled(client.get(NEW)) | {"name": "茶具", "csrfmiddlewaretoken": "x" * 32}

    refused = client.post(NEW, data)
    foreign = client.post(NEW, {"name": "茶具", "_once": "made up"})

    assert (refused.status_code, ("name", "茶具") in refused.context["fields"]) == (403, True)
    assert (foreign.status_code, "茶具" in foreign.content.decode()) == (403, False)
    assert sectors("茶具") == 0


def test_proofs_and_passwords_are_never_held(admin):
    idle(admin, 61)
    secrets = {"csrfmiddlewaretoken": "x", "old_password": "geheim", "new_password1": "geheim"}

    held = admin.post("/me/password/", secrets | {"_once": "x"}).context["held"]

    assert release(held)[1] == [("_once", "x")]


def test_looking_after_the_session_ended_leads_to_the_sign_in_page(admin):
    idle(admin, 61)

    assert admin.get("/organizations/").url == "/sign-in/?next=/organizations/"


# for which tenant


def test_a_person_without_any_office_is_told_so(cast):
    Grant.objects.filter(user=cast.clerk).delete()

    answer = browser(cast.clerk).get("/organizations/")

    assert answer.status_code == 403
    assert "目前没有任何岗位" in answer.content.decode()


def test_a_session_in_a_tenant_that_one_has_left_falls_back_to_ones_own(cast, admin):
    session = admin.session
    session["tenant"] = cast.other.pk
    session.save()

    assert admin.get("/organizations/").wsgi_request.tenant == cast.tenant


def test_who_works_in_two_tenants_chooses_and_keeps_the_choice(cast, admin):
    first, second = cast.tenant, cast.other
    Grant.objects.create(
        tenant=second, user=cast.admin, word="register.view", node=cast.other_root, below=True, starts="2020-01-01"
    )

    chosen = admin.post("/me/tenant/", {"tenant": str(second.pk)})
    there = admin.get("/organizations/")

    assert (chosen.status_code, there.wsgi_request.tenant) == (302, second)
    assert [row.record for row in there.context["listing"].rows] == [cast.foreign_firm]
    assert admin.get(f"/organizations/{cast.tea_firm.pk}/").status_code == 404
    assert browser(cast.clerk).post("/me/tenant/", {"tenant": str(second.pk)}).status_code == 404
    assert admin.post("/me/tenant/", {"tenant": str(first.pk)}).status_code == 302


def test_the_language_of_a_person_follows_them(cast):
    client = browser(cast.admin)
    client.post("/me/language/", {"language": "zh-hant"})

    answer = browser(cast.admin).get("/organizations/")

    assert 'lang="zh-hant"' in answer.content.decode().lower()


# what went wrong, in words


def test_a_record_out_of_reach_does_not_exist(cast, admin):
    answer = admin.get(f"/organizations/{cast.foreign_firm.pk}/")

    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()


def test_a_record_within_reach_that_one_may_not_change_says_why(cast):
    answer = browser(cast.auditor).get(f"/organizations/{cast.tea_firm.pk}/edit/")

    assert answer.status_code == 403
    page = answer.content.decode()
    assert "这一页您现在不能打开" in page
    assert "这条记录由归口单位维护" in page


def test_a_page_that_takes_no_form_says_so(admin):
    answer = admin.post("/organizations/", {})

    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert "<h1>这一页不收表单</h1>" in answer.content.decode()


def test_a_move_that_does_not_exist_is_no_page(cast, admin):
    with cast.work():
        kind = apps.get_model("activities.ActivityKind").objects.create(code="x", name="座谈")
        activity = apps.get_model("activities.Activity")
        made = activity.objects.create(node=cast.root, kind=kind, title="座谈", starts=timezone.now())

    assert admin.get(f"/activities/{made.pk}/cancel/").status_code == 200
    assert admin.get(f"/activities/{made.pk}/fly/").status_code == 404


def test_a_move_that_another_has_made_shows_the_record_as_it_now_stands(cast, admin):
    with cast.work():
        kind = apps.get_model("activities.ActivityKind").objects.create(code="x", name="座谈")
        activity = apps.get_model("activities.Activity")
        made = activity.objects.create(node=cast.root, kind=kind, title="茶叙", starts=timezone.now())
    url = f"/activities/{made.pk}/cancel/"
    opened = filled(admin.get(url)) | {"why": "下雨"}
    clerk = browser(cast.clerk)
    first = clerk.post(url, filled(clerk.get(url)) | {"why": "大风"})

    second = admin.post(url, opened)

    assert (first.status_code, second.status_code) == (302, 409)
    page = second.content.decode()
    assert "这一步现在办不了" in page
    assert "茶叙" in page
    assert "已取消" in page
    last = second.context["last"]
    assert (str(last.title), last.who) == ("取消活动", str(cast.clerk))


def test_whoever_typed_the_address_of_a_move_is_not_told_that_another_was_quicker(cast, admin):
    with cast.work():
        kind = apps.get_model("activities.ActivityKind").objects.create(code="x", name="座谈")
        activity = apps.get_model("activities.Activity")
        made = activity.objects.create(node=cast.root, kind=kind, title="茶叙", starts=timezone.now(), state="held")

    answer = admin.get(f"/activities/{made.pk}/cancel/")

    page = answer.content.decode()
    assert (answer.status_code, answer.context["status"]["label"]) == (409, "已举办")
    assert f'href="/activities/{made.pk}/"' in page
    assert ("别人已经先办了" in page, answer.context["last"]) == (False, None)


def test_deleting_what_another_record_depends_on_is_refused_with_the_reason(cast, admin):
    url = f"/organizations/{cast.tea_firm.pk}/delete/"

    answer = admin.post(url, filled(admin.get(url)))

    assert answer.status_code == 422
    assert "还有记录用到它，不能删除" in answer.content.decode()
    assert type(cast.tea_firm).everywhere.filter(pk=cast.tea_firm.pk).exists()


def test_a_history_reads_in_words(cast, admin):
    edit = f"/organizations/{cast.tea_firm.pk}/edit/"
    admin.post(edit, filled(admin.get(edit)) | {"size": "small", "legal_rep": "张三"})

    changes = admin.get(f"/organizations/{cast.tea_firm.pk}/history/").context["changes"]

    newest = {row["label"]: (row["before"], row["after"]) for row in changes[0]["rows"]}
    assert (newest, changes[0]["who"]) == (
        {"规模": ("", "小型"), "法定代表人（负责人）": ("", "张三")},
        str(cast.admin),
    )
    oldest = {row["label"]: row["after"] for row in changes[-1]["rows"]}
    assert (oldest["类别"], oldest["所在地"]) == ("企业", "城关镇")
