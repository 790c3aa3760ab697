from django.urls import reverse

from huiguan.register.models import Kind, Organization
from tests.cast import browser


def test_the_clerk_finds_firms_without_departments_and_chambers(cast):
    listing = browser(cast.clerk).get(reverse("firms.list")).context["listing"]

    assert [str(row.record) for row in listing.rows] == ["甲县春蚕丝绸有限公司", "甲县云雾茶业有限公司"]
    assert listing.rows[0].url == reverse("organizations.detail", args=[cast.silk_firm.pk])
    assert listing.create_url == reverse("organizations.create") + "?kind=firm"


def test_the_common_kinds_stand_first_in_the_whole_register(cast):
    with cast.work():
        Organization(node=cast.root, kind=Kind.SCHOOL, name="甲县一中").save()

    tabs = browser(cast.clerk).get(reverse("organizations.list")).context["listing"].tabs

    assert [tab["value"] for tab in tabs] == ["", "firm", "chamber", "federation", "school"]
