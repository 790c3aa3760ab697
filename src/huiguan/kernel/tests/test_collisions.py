"""Two people at once: the slower one is told what stands there now, and nothing breaks."""

import pytest
from django.apps import apps
from django.db import IntegrityError
from django.test import RequestFactory

from huiguan.kernel import once
from huiguan.kernel.desks import Desk
from huiguan.kernel.forms import Form, RecordForm
from huiguan.kernel.models import Record, Stale
from huiguan.kernel.reach import reaching
from huiguan.kernel.rules import anyone
from huiguan.kernel.screens import Screen
from tests.cast import browser, filled

TWICE = "刚刚有人登记了相同的内容，请先查一查再保存"


def sectors():
    return apps.get_model("register.LocalSector").objects


def posted(cast, screen, page="act", **fields):
    """What a screen that is no part of the site answers to a form."""
    request = RequestFactory().post("/act/", fields)
    request.user, request.tenant, request.htmx = cast.admin, cast.tenant, False
    request.reach, request.tenants, request.session = cast.admin.reach(cast.tenant), [cast.tenant], {}
    request.POST = request.POST.copy()
    request.POST[once.FIELD] = once.issue(request)
    with reaching(request.reach):
        return screen.as_view(page=page)(request)


def screen_that(act):
    return type(
        "Acts",
        (Screen,),
        {"name": "", "room": "x", "rules": {"act": anyone}, "posted": frozenset({"act"}), "act": act},
    )


def say_twice(screen):
    sectors().create(name="茶具")
    sectors().create(name="茶具")


def save_an_old_copy(screen):
    old, new = sectors().get(name="茶业"), sectors().get(name="茶业")
    new.save()
    old.save()


def look_for_what_is_gone(screen):
    sectors().get(pk=2**62)


@pytest.mark.parametrize("act", [say_twice, save_an_old_copy, look_for_what_is_gone])
def test_a_collision_that_no_form_takes_up_is_a_page_that_says_so(cast, act):
    answer = posted(cast, screen_that(act))

    assert (answer.status_code, answer.template_name) == (409, "kernel/stale.html")
    with cast.work():
        assert sectors().filter(name="茶具").count() == 0


def test_what_is_no_collision_still_breaks_aloud(cast):
    def leave_out(screen):
        apps.get_model("kernel.Step").objects.create(tenant=cast.tenant, label="x", object_id=None)

    with pytest.raises(IntegrityError):
        posted(cast, screen_that(leave_out))


def test_what_somebody_else_was_quicker_to_make_is_said_in_the_form(cast):
    with cast.work():
        form = Form({}, by=cast.admin)
        form.is_valid()
        with Screen().saving(form):
            sectors().create(name="茶具")
            sectors().create(name="茶具")

        assert form.non_field_errors() == [TWICE]
        assert sectors().filter(name="茶具").count() == 0


def slow_desk(meanwhile):
    """A desk on which ``meanwhile`` happens once, between the check of a form and its saving."""
    sector, left = apps.get_model("register.LocalSector"), [meanwhile]

    class SlowForm(RecordForm):
        class Meta:
            model = sector
            fields = ["name", "order"]

        def _post_clean(self):
            super()._post_clean()
            while left:
                left.pop()(sector.objects.get(name="茶业"))

    class Slow(Desk):
        model = sector
        form_class = SlowForm
        name = "sectors"
        room = "register"
        rules = dict.fromkeys(("list", "edit"), anyone)

        def answer(self, pk=None):
            self.record = self.get_queryset().get(name="茶业")
            return self.edit()

        def url_of(self, record):
            return "/sectors/"

    return Slow


def test_who_saved_between_the_check_and_the_saving_is_shown(cast):
    def move(row):
        row.order = 77
        row.save()

    answer = posted(cast, slow_desk(move), "edit", name="茶业", order="5", row_version="1")

    rows = [(row["label"], row["theirs"], row["yours"]) for row in answer.context_data["conflict"]]
    assert (answer.status_code, rows) == (422, [("排序", 77, 5)])


def test_what_was_deleted_between_the_check_and_the_saving_is_gone(cast):
    answer = posted(cast, slow_desk(Record.delete), "edit", name="茶业", order="5", row_version="1")

    assert (answer.status_code, answer.context_data["record"]) == (409, None)


def test_a_stale_copy_is_raised_as_stale(cast):
    with cast.work(), pytest.raises(Stale):
        save_an_old_copy(None)


def test_a_record_that_was_deleted_while_it_was_edited_is_not_found(cast):
    with cast.work():
        row = sectors().create(name="茶具")
    client, url = browser(cast.admin), f"/sectors/{row.pk}/edit/"
    opened = filled(client.get(url))
    with cast.work():
        sectors().get(pk=row.pk).delete()

    assert client.post(url, opened).status_code == 404
