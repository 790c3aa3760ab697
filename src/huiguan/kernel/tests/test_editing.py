"""Deleting, and pages that cannot be written wrongly."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from huiguan.kernel.lists import Column
from huiguan.kernel.reach import WHOLE, NoReach
from huiguan.kernel.screens import Screen
from tests.cast import browser, filled, submit


def test_what_nothing_depends_on_is_deleted_and_leads_to_the_list(cast):
    sector = apps.get_model("register.LocalSector")
    with cast.work():
        made = sector.objects.create(name="茶具")
    admin = browser(cast.admin)
    url = f"/sectors/{made.pk}/delete/"

    asked = admin.get(url)
    answer = admin.post(url, filled(asked))

    assert "删除：茶具" in asked.content.decode()
    assert (answer.status_code, answer.url) == (302, "/sectors/")
    assert sector.everywhere.filter(pk=made.pk).count() == 0


def test_looking_at_the_page_deletes_nothing(cast):
    admin = browser(cast.admin)
    tag = apps.get_model("register.Tag").everywhere.get(tenant=cast.tenant)

    admin.get(f"/tags/{tag.pk}/delete/")

    assert apps.get_model("register.Tag").everywhere.filter(pk=tag.pk).exists()


def test_a_name_that_is_taken_is_said_beside_the_form(cast):
    admin = browser(cast.admin)
    submit(admin, "/sectors/new/", {"name": "茶具"})

    answer = submit(admin, "/sectors/new/", {"name": "茶具"})

    assert answer.status_code == 422
    assert answer.context["form"].errors


def test_a_page_without_a_rule_cannot_be_imported():
    with pytest.raises(ImproperlyConfigured, match="look"):
        type("Loose", (Screen,), {"name": "loose", "room": "x", "pages": {"look": ""}, "__module__": __name__})


@pytest.mark.parametrize(
    ("kind", "value", "plain"),
    [
        ("name", {"title": "甲厂", "note": "x"}, "甲厂"),
        ("tags", [{"label": "重点"}, {"label": "新增"}], "重点、新增"),
        ("status", {"label": "在册", "hue": "jade"}, "在册"),
        ("text", "甲", "甲"),
        ("number", 3, 3),
    ],
)
def test_a_cell_is_exported_as_it_reads(kind, value, plain):
    assert Column("x", "x", lambda record: value, kind).plain(None) == plain
    assert Column("x", "x", lambda record: value, kind, export=lambda record: "另存").plain(None) == "另存"


def test_the_whole_of_a_tenant_narrows_no_nodes(cast):
    assert str(WHOLE.nodes("node")) == "(AND: )"


def test_a_closed_queryset_writes_nothing_either(cast):
    with pytest.raises(NoReach):
        type(cast.tea_firm).objects.all()._update([])
