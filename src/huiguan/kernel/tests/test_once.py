"""A double click, a second tab and the back button are one act; also when both arrive at the same moment."""

from functools import partial

import pytest
from django.apps import apps
from django.core import signing

from huiguan.kernel import once
from huiguan.kernel.models import FormUse
from tests.cast import again, browser, filled, submit
from tests.threads import in_threads

NEW = "/sectors/new/"


def sectors(cast, name):
    return apps.get_model("register.LocalSector").everywhere.filter(tenant=cast.tenant, name=name)


@pytest.fixture
def admin(cast):
    return browser(cast.admin)


def test_the_same_form_twice_is_one_act_and_leads_to_the_first_result(cast, admin):
    data = filled(admin.get("/organizations/new/")) | {"name": "甲县晨光农具厂", "node": cast.root.pk}

    answers = [admin.post("/organizations/new/", data) for _ in range(3)]

    made = type(cast.tea_firm).everywhere.get(name="甲县晨光农具厂")
    assert {(one.status_code, one.url) for one in answers} == {(302, f"/organizations/{made.pk}/")}


def test_the_same_form_sent_with_other_words_is_still_the_first_act(cast, admin):
    data = filled(admin.get(NEW)) | {"name": "茶具"}
    admin.post(NEW, data)

    answer = admin.post(NEW, data | {"name": "别的"})

    assert (answer.status_code, sectors(cast, "别的").count()) == (302, 0)


def test_a_form_with_errors_is_not_spent(cast, admin):
    failed = submit(admin, NEW, {"name": ""})
    answer = admin.post(NEW, filled(failed) | {"name": "茶具"})

    assert (failed.status_code, answer.status_code) == (422, 302)
    assert sectors(cast, "茶具").count() == 1


def test_the_very_token_of_a_form_with_errors_still_works(cast, admin):
    data = filled(admin.get(NEW))
    admin.post(NEW, data | {"name": ""})

    answer = admin.post(NEW, data | {"name": "茶具"})

    assert (answer.status_code, sectors(cast, "茶具").count()) == (302, 1)


@pytest.mark.parametrize("token", ["", "made up", "tampered"])
def test_a_token_that_was_not_issued_is_refused(cast, admin, token):
    data = filled(admin.get(NEW)) | {"name": "茶具"}
    data["_once"] = data["_once"][:-1] + "!" if token == "tampered" else token

    answer = admin.post(NEW, data)

    assert (answer.status_code, sectors(cast, "茶具").count()) == (409, 0)
    assert "已经过期" in answer.content.decode()


def test_another_persons_form_is_refused(cast, admin):
    data = filled(browser(cast.clerk).get("/organizations/new/")) | {"name": "甲县晨光农具厂", "node": cast.root.pk}

    answer = admin.post("/organizations/new/", data)

    assert answer.status_code == 409
    assert "另一个账号" in answer.content.decode()
    assert type(cast.tea_firm).everywhere.filter(name="甲县晨光农具厂").count() == 0


def test_a_form_printed_for_another_tenant_is_refused(cast, admin):
    data = filled(admin.get(NEW)) | {"name": "茶具"}
    secret, person, _tenant = signing.loads(data["_once"], salt=once.SALT)
    data["_once"] = signing.dumps([secret, person, cast.other.pk], salt=once.SALT)

    answer = admin.post(NEW, data)

    assert (answer.status_code, sectors(cast, "茶具").count()) == (409, 0)
    assert "换了工作单位" in answer.content.decode()


def test_an_old_form_is_refused(cast, admin, monkeypatch):
    data = filled(admin.get(NEW)) | {"name": "茶具"}
    monkeypatch.setattr(once, "DAYS", -1)

    answer = admin.post(NEW, data)

    assert (answer.status_code, sectors(cast, "茶具").count()) == (409, 0)


def test_a_token_is_kept_with_who_used_it_and_where_it_led(cast, admin):
    submit(admin, NEW, {"name": "茶具"})

    use = FormUse.objects.get()
    assert (use.user, use.url) == (cast.admin, "/sectors/")


def test_an_act_that_fails_is_not_spent_and_leaves_nothing(cast, admin):
    """The second act with another token meets the unique name: it comes back as a form, undone."""
    submit(admin, NEW, {"name": "茶具"})

    answer = submit(admin, NEW, {"name": "茶具"})

    assert (answer.status_code, FormUse.objects.count(), sectors(cast, "茶具").count()) == (422, 1, 1)
    assert again(admin, NEW, answer, {"name": "茶器"}).status_code == 302


# two at the same moment


def _two_at_once(cast, for_threads, url, names, counted):
    pages = {name: filled(browser(cast.admin).get(url)) | {"name": name, "node": cast.root.pk} for name in names}
    clients = {name: browser(cast.admin) for name in names}
    for_threads()

    def click(name):
        answer = clients[name].post(url, pages[name])
        return answer.status_code, answer.headers.get("Location")

    answers = {name: in_threads(3, partial(click, name)) for name in names}
    made = in_threads(1, lambda: {name: counted(name) for name in names})[0]
    return answers, made


def _is_one_act(answers, made):
    assert set(made.values()) == {1}
    for told in answers.values():
        assert set(told) == {(302, told[0][1])}


def _organizations_named(name):
    return apps.get_model("register.Organization").everywhere.filter(name=name).count()


def _sectors_named(name):
    return apps.get_model("register.LocalSector").everywhere.filter(name=name).count()


@pytest.mark.parametrize(
    ("url", "counted"), [("/organizations/new/", _organizations_named), (NEW, _sectors_named)], ids=["any", "unique"]
)
def test_two_clicks_at_the_same_moment_make_one_record(for_threads, cast, url, counted):
    """Where a name must be unique the slower click is not told that somebody else has taken it: it was itself."""
    names = [f"同时{number}" for number in range(4)]

    answers, made = _two_at_once(cast, for_threads, url, names, counted)

    _is_one_act(answers, made)


@pytest.mark.postgres
@pytest.mark.parametrize(
    ("url", "counted"), [("/organizations/new/", _organizations_named), (NEW, _sectors_named)], ids=["any", "unique"]
)
def test_two_clicks_at_the_same_moment_make_one_record_on_postgresql(for_threads, cast, url, counted):
    names = [f"同时{number}" for number in range(8)]

    answers, made = _two_at_once(cast, for_threads, url, names, counted)

    _is_one_act(answers, made)
